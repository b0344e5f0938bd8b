"""`drafter figures DRAFT`: the ledger of carried figures."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, format_option, print_json
from drafter.messages import catalogue, mark
from drafter.model.draft import FigureState

_ = catalogue("cli")

_SAID = {
    FigureState.UNCONFIRMED: mark("unconfirmed"),
    FigureState.CONFIRMED: mark("confirmed"),
    FigureState.REPLACED: mark("replaced"),
    FigureState.NOT_APPLICABLE: mark("not applicable"),
    FigureState.ASKED: mark("to ask"),
}


@click.command("figures", help=_("List the carried figures of a draft: old value, new value, state, source."))
@click.argument("draft", type=click.Path(path_type=Path))
@format_option("text", "json")
def command(draft: Path, form: str) -> None:
    from drafter.pipeline.ledger import ledger_of, share_confirmed

    entries = ledger_of(existing_file(draft))
    if form == "json":
        rows = [
            {
                "id": entry.id,
                "section": entry.section,
                "subject": entry.subject,
                "unit": entry.unit,
                "old": entry.old,
                "new": entry.new,
                "state": str(entry.state),
                "source": entry.source,
                "by": entry.by,
                "at": entry.at,
            }
            for entry in entries
        ]
        print_json({"schema": "drafter/figures/1", "figures": rows})
        return
    for entry in entries:
        value = f"{entry.old} → {entry.new}" if entry.new is not None else entry.old
        click.echo(
            f"{entry.id:6} {_(_SAID[entry.state]):15} {value:24} {entry.subject or entry.context}  · {entry.section}"
        )
    done, all_ = share_confirmed(entries)
    click.echo(_("{done} of {all} figures confirmed", done=done, all=all_))
