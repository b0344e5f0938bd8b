"""`drafter absorb REPORT.docx DRAFT`: the leader's edits come back."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, format_option, limit_option, print_json
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command(
    "absorb", help=_("Show what was edited in the assembled Word file, section by section; take it with --accept.")
)
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--accept", multiple=True, help=_("Section to take over, or all."))
@limit_option
@format_option("text", "json")
def command(report: Path, draft: Path, accept: tuple[str, ...], form: str) -> None:
    from drafter.pipeline.assembly import accept_edits, edits_of_leader
    from drafter.workspace import find_workspace

    workspace = find_workspace(existing_file(draft).resolve().parent)
    edits = edits_of_leader(existing_file(report), draft, workspace)
    unknown = [name for name in accept if name != "all" and name not in {edit.section for edit in edits}]
    if unknown:
        raise UsageError(_("no edit in section {section}", section=unknown[0]))
    if form == "json":
        rows = [
            {"section": edit.section, "old": edit.old, "new": edit.new, "heading": edit.heading, "gone": edit.gone}
            for edit in edits
        ]
        print_json({"schema": "drafter/absorb/1", "edits": rows})
    else:
        for edit in edits:
            click.echo(f"== {edit.section}" + (" · " + _("gone") if edit.gone else ""))
            for sign, text in (("-", edit.old), ("+", edit.new)):
                for line in text.splitlines():
                    if line.strip():
                        click.echo(f"{sign} {line}")
    wanted = [edit for edit in edits if "all" in accept or edit.section in accept]
    if accept:
        taken = accept_edits(draft, wanted, workspace)
        click.echo(_("{count} sections taken over; the draft before them is in the backups", count=taken), err=True)
