"""`drafter confirm DRAFT FIGURE-ID [--value NEW]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import existing_file, format_option, print_json
from drafter.cli.words import state_word
from drafter.errors import UsageError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from drafter.model.draft import LedgerEntry
    from drafter.pipeline.ledger import LinkedPlace

_ = catalogue("cli")


@click.command("confirm", help=_("Confirm a carried figure as still right, or replace it."))
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("figure_id")
@click.option("--value", help=_("The new value as it shall be printed."))
@click.option("--linked", is_flag=True, help=_("Write the value at every place where the indicator stands."))
@click.option("--preview", is_flag=True, help=_("Show those places and change nothing."))
@click.option("--not-applicable", is_flag=True, help=_("The figure no longer applies."))
@click.option("--ask", is_flag=True, help=_("Somebody must be asked: it goes to the list to collect."))
@format_option("text", "json")
def command(
    draft: Path,
    figure_id: str,
    value: str | None,
    linked: bool,
    preview: bool,
    not_applicable: bool,
    ask: bool,
    form: str,
) -> None:
    from drafter.pipeline.ledger import decide, linked_places

    if sum((value is not None, not_applicable, ask)) > 1:
        raise UsageError(_("--value, --not-applicable and --ask exclude each other"))
    if value is None and (linked or preview):
        raise UsageError(_("--linked and --preview need --value"))
    existing_file(draft)
    places = linked_places(draft, figure_id, value) if value is not None else ()
    if form == "text":
        _show(places)
    if preview:
        chosen: Sequence[LinkedPlace] = ()
        entries: Sequence[LedgerEntry] = ()
    else:
        chosen = places if linked or _wanted(places, form) else ()
        also = [place.entry.id for place in chosen]
        entries = decide(draft, figure_id, value=value, not_applicable=not_applicable, ask=ask, also=also)
    if form == "json":
        _print_json(entries, places, chosen)
        return
    for entry in entries:
        click.echo(f"{entry.id}: {entry.old} → {entry.new if entry.new is not None else state_word(entry.state)}")
    if places and not chosen and not preview:
        said = _(
            "{count} more places of this indicator were left as they are; --linked writes them too", count=len(places)
        )
        click.echo(said, err=True)


def _show(places: Sequence[LinkedPlace]) -> None:
    """Each other place as it stands and as it would."""
    for place in places:
        click.echo(f"{place.entry.id} · {place.entry.section}\n  - {place.before}\n  + {place.after}")


def _wanted(places: Sequence[LinkedPlace], form: str) -> bool:
    """Whether the person at the terminal takes the offer; nobody there: no."""
    if not places or form == "json" or not sys.stdin.isatty():
        return False
    return click.confirm(_("write it at these {count} places too?", count=len(places)), default=False)


def _print_json(entries: Sequence[LedgerEntry], places: Sequence[LinkedPlace], chosen: Sequence[LinkedPlace]) -> None:
    written = {place.entry.id for place in chosen}
    print_json(
        {
            "schema": "drafter/confirm/1",
            "figures": [
                {"id": one.id, "section": one.section, "old": one.old, "new": one.new, "state": str(one.state)}
                for one in entries
            ],
            "linked": [
                {
                    "id": place.entry.id,
                    "section": place.entry.section,
                    "before": place.before,
                    "after": place.after,
                    "written": place.entry.id in written,
                }
                for place in places
            ],
        }
    )
