"""`drafter absorb REPORT.docx DRAFT`: the leader's edits come back."""

from __future__ import annotations

import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import existing_file, format_option, limit_option, print_json
from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.draft import OPENING

if TYPE_CHECKING:
    from drafter.assembling import SectionEdit

_ = catalogue("cli")


@click.command(
    "absorb", help=_("Show what was edited in the assembled Word file, section by section; take it with --accept.")
)
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--accept", multiple=True, help=_("Section to take over, or all."))
@click.option("--refuse", multiple=True, help=_("Section to leave as it is (with --accept all)."))
@click.option("--ask", is_flag=True, help=_("Ask section by section which to take over."))
@limit_option
@format_option("text", "json")
def command(report: Path, draft: Path, accept: tuple[str, ...], refuse: tuple[str, ...], ask: bool, form: str) -> None:
    from drafter.pipeline.assembly import accept_edits, edits_of_leader
    from drafter.workspace import find_workspace

    workspace = find_workspace(existing_file(draft).resolve().parent)
    edits = edits_of_leader(existing_file(report), draft, workspace)
    known = {edit.section for edit in edits}
    unknown = [name for name in (*accept, *refuse) if name != "all" and name not in known]
    if unknown:
        raise UsageError(_("no edit in section {section}", section=unknown[0]))
    if ask and (accept or form == "json" or not sys.stdin.isatty()):
        raise UsageError(_("--ask needs a terminal, and no --accept or --format json beside it"))
    wanted = {edit.section for edit in edits if "all" in accept or edit.section in accept} - set(refuse)
    if form == "json":
        rows = [
            {
                "section": edit.section,
                "old": edit.old,
                "new": edit.new,
                "heading": edit.heading,
                "gone": edit.gone,
                "moved": edit.moved,
                "comments": list(edit.comments),
            }
            for edit in edits
        ]
        print_json({"schema": "drafter/absorb/1", "edits": rows})
    elif not edits:
        click.echo(_("the Word file says what the draft says: nothing to take over"))
    else:
        for edit in edits:
            _show(edit)
            if ask and click.confirm(_("Take {section} over?", section=edit.section)):
                wanted.add(edit.section)
    if edits and (accept or ask):
        taken = accept_edits(draft, [edit for edit in edits if edit.section in wanted], workspace)
        click.echo(_("{count} sections taken over; the draft before them is in the backups", count=taken), err=True)


def _show(edit: SectionEdit) -> None:
    """One section's edit: what went with `-`, what came with `+`, what was said with `#`."""
    notes = [_("gone")] if edit.gone else [_("moved")] if edit.moved else []
    if edit.section == OPENING:
        notes.insert(0, _("the title and what stands above the first heading"))
    click.echo(" · ".join([f"== {edit.section}", *notes]))
    if edit.heading is not None:
        click.echo("+ " + _("heading: {words}", words=edit.heading))
    for line in edit.comments:
        click.echo(f"# {line}")
    old, new = (
        [line for line in text.splitlines() if line.strip()] for text in (edit.old, "" if edit.gone else edit.new)
    )
    for step, first, behind, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        for line in old[first:behind]:
            click.echo(f"- {line}")
        for line in new[start:end]:
            click.echo(f"+ {line}")
