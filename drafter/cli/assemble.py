"""`drafter assemble DRAFT -o OUT.docx`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, force_option, refuse_existing, write_output
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")

_TEXT_FORMS = (".md", ".txt")


@click.command("assemble", help=_("Make the report as .docx (Decree 30/2020/NĐ-CP)."))
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_("File to write: .docx, .md, .txt (default: .docx beside the draft)."),
)
@click.option("--layout", type=click.Choice(["decree30", "party", "front"]), help=_("Layout profile."))
@click.option(
    "--frame", type=click.Path(path_type=Path), help=_("Your own .docx frame with {{ fields }} and [[NỘI DUNG]].")
)
@click.option("--final", is_flag=True, help=_("Stop where a figure is unconfirmed or a placeholder left."))
@click.option("--pdf", is_flag=True, help=_("Make a PDF too (needs LibreOffice)."))
@click.option(
    "--packet", is_flag=True, help=_("Make NAME.packet.docx too: open questions, changed figures, comparison.")
)
@force_option
def command(
    draft: Path,
    output: Path | None,
    layout: str | None,
    frame: Path | None,
    final: bool,
    pdf: bool,
    packet: bool,
    force: bool,
) -> None:
    from drafter.pipeline.assembly import assemble_draft, draft_as_text, packet_of, write_pdf, write_report
    from drafter.workspace import find_workspace

    workspace = find_workspace(existing_file(draft).resolve().parent)
    target = output or draft.with_suffix(".docx")
    beside = target.with_suffix(".packet.docx")
    for path in (target, *((beside,) if packet else ()), *((target.with_suffix(".pdf"),) if pdf else ())):
        refuse_existing(path, force=force)
    if target.resolve() == draft.resolve():
        raise UsageError(_("{path} is the draft itself; give another name with -o", path=target))
    if target.suffix.lower() in _TEXT_FORMS:
        form = target.suffix.lower().lstrip(".")
        write_output(target, draft_as_text(draft, workspace, form=form, layout=layout), force=force)
        click.echo(str(target))
        return
    content = assemble_draft(
        draft, workspace, layout=layout, final=final, frame=existing_file(frame) if frame else None
    )
    written = write_report(target, content, force=force)
    if written != target:
        click.echo(_("{path} is open in Word; written beside it", path=target), err=True)
    click.echo(str(written))
    if pdf:
        click.echo(str(write_pdf(written, force=force)))
    if packet:
        click.echo(str(write_report(beside, packet_of(draft, workspace, layout=layout), force=force)))
