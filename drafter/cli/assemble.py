"""`drafter assemble DRAFT -o OUT.docx`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, force_option, refuse_existing
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("assemble", help=_("Make the report as .docx (Decree 30/2020/NĐ-CP)."))
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write (default: beside the draft)."))
@click.option("--layout", type=click.Choice(["decree30", "party", "front"]), help=_("Layout profile."))
@click.option("--final", is_flag=True, help=_("Stop where a figure is unconfirmed or a placeholder left."))
@click.option("--pdf", is_flag=True, help=_("Make a PDF too (needs LibreOffice)."))
@force_option
def command(draft: Path, output: Path | None, layout: str | None, final: bool, pdf: bool, force: bool) -> None:
    from drafter.pipeline.assembly import assemble_draft, write_pdf, write_report
    from drafter.workspace import find_workspace

    target = output or draft.with_suffix(".docx")
    refuse_existing(target, force=force)
    content = assemble_draft(existing_file(draft), find_workspace(), layout=layout, final=final)
    written = write_report(target, content, force=force)
    click.echo(str(written))
    if pdf:
        click.echo(str(write_pdf(written, force=force)))
