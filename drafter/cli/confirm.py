"""`drafter confirm DRAFT FIGURE-ID [--value NEW]`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("confirm", help=_("Confirm a carried figure as still right, or replace it."))
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("figure_id")
@click.option("--value", help=_("The new value as it shall be printed."))
@click.option("--not-applicable", is_flag=True, help=_("The figure no longer applies."))
@click.option("--ask", is_flag=True, help=_("Somebody must be asked: it goes to the list to collect."))
def command(draft: Path, figure_id: str, value: str | None, not_applicable: bool, ask: bool) -> None:
    from drafter.pipeline.ledger import decide

    if sum((value is not None, not_applicable, ask)) > 1:
        raise UsageError(_("--value, --not-applicable and --ask exclude each other"))
    entry = decide(existing_file(draft), figure_id, value=value, not_applicable=not_applicable, ask=ask)
    click.echo(f"{entry.id}: {entry.old} → {entry.new if entry.new is not None else entry.state}")
