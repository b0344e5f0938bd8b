"""`drafter new --outline ID --period P [--previous FILE] [-o FILE]`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.options import (
    existing_file,
    force_option,
    format_option,
    limit_option,
    print_json,
    print_warnings,
    refuse_existing,
)
from drafter.cli.words import grade_word
from drafter.messages import catalogue, mark
from drafter.model.draft import CarryChoice
from drafter.model.outline import Grade

_ = catalogue("cli")

# What is done with last period's text of an item.
_CHOICES = {
    CarryChoice.KEEP: mark("keep"),
    CarryChoice.PLACEHOLDER: mark("placeholder"),
    CarryChoice.CLEAR: mark("clear"),
}


@click.command(
    "new", help=_("Make a first draft: each outline item gets last period's text, old figures marked ⟦312⟧.")
)
@click.option("--outline", required=True, help=_("Outline: its id or path."))
@click.option("--period", required=True, help=_("The new period: 2023, 2023-H1, 2023-Q3 …"))
@click.option("--previous", type=click.Path(path_type=Path), help=_("Last period's report."))
@click.option("--from", "source", help=_("The report's own period, where its title does not tell."))
@click.option("--unit", help=_("The reporting unit's full name."))
@click.option("--choose", type=click.Path(path_type=Path), help=_("File of choices: item-id: keep|placeholder|clear."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=_("Draft to write (default: drafts/OUTLINE-PERIOD.md).")
)
@limit_option
@force_option
@format_option("text", "json")
def command(
    outline: str,
    period: str,
    previous: Path | None,
    source: str | None,
    unit: str | None,
    choose: Path | None,
    output: Path | None,
    force: bool,
    form: str,
) -> None:
    from drafter.model.period import Period
    from drafter.pipeline.drafts import new_draft, parse_choices, save_new
    from drafter.workspace import find_workspace

    workspace = find_workspace()
    wanted = Period.parse(period)
    target = output or workspace.drafts / f"{Path(outline).stem}-{str(wanted).replace('/', '_')}.md"
    if output is None:
        target.parent.mkdir(parents=True, exist_ok=True)
    refuse_existing(target, force=force)
    made = new_draft(
        outline,
        wanted,
        workspace,
        previous=existing_file(previous) if previous else None,
        unit=unit,
        source=Period.parse(source) if source else None,
        choices=parse_choices(existing_file(choose)) if choose else None,
        force=force,
        beside=target.parent,
    )
    print_warnings(made.notes)
    if made.doubts and sys.stdin.isatty() and form == "text":
        click.confirm(_("go on all the same?"), default=True, abort=True, err=True)
    save_new(made, target, force=force)
    items = {item.id: item for _depth, item in made.outline.walk()}
    if form == "json":
        print_json(
            {
                "schema": "drafter/new/1",
                "draft": str(target),
                "outline": made.outline.id,
                "period": str(wanted),
                "items": [
                    {
                        "item": match.item,
                        "grade": str(match.grade),
                        "evidence": match.evidence,
                        "choice": str(made.choices[match.item]),
                        "from": list(made.sources(match)),
                        "text_under": made.elsewhere[match.item].id if match.item in made.elsewhere else None,
                    }
                    for match in made.matches
                ],
                "figures": len(made.sidecar.ledger),
                "changes": {str(action): count for action, count in made.actions.items()},
            }
        )
        return
    for match in made.matches:
        item = items[match.item]
        said = " ".join(part for part in (item.label, item.title) if part)
        taken = match.grade in (Grade.EXACT, Grade.LIKELY)
        sources = made.sources(match) if taken else ()
        source = "" if sources in ((), (item.title,)) else f"  ← {'; '.join(sources)}"
        choice = made.choices[item.id]
        if (there := made.elsewhere.get(item.id)) is not None:
            taken, source = False, "  " + _("(its text stands under {item})", item=there.label or there.title)
        done = "–" if choice == CarryChoice.KEEP and not taken else _(_CHOICES[choice])
        click.echo(f"{done:12} {grade_word(match.grade):12} {said}{source}")
    click.echo(
        _(
            "{path}: {items} items, {answered} with last period's text; {figures} figures to confirm",
            path=target,
            items=len(items),
            answered=sum(
                match.grade in (Grade.EXACT, Grade.LIKELY) and match.item not in made.elsewhere
                for match in made.matches
            ),
            figures=len(made.sidecar.ledger),
        )
    )
