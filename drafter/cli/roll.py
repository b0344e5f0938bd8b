"""`drafter roll FILE --to PERIOD`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument, format_option, print_json
from drafter.cli.shapes import roll_shape
from drafter.messages import catalogue, mark
from drafter.model.draft import RollAction, RollPlan
from drafter.pipeline.understanding import Understanding

_ = catalogue("cli")

_SAID = {
    RollAction.SHIFT: mark("shift"),
    RollAction.KEEP: mark("keep"),
    RollAction.RECOMPUTE: mark("recompute"),
    RollAction.ASK: mark("ask"),
}


@click.command("roll", help=_("Show how every date and period word of a report moves to another period, and why."))
@file_argument
@click.option("--to", "target", required=True, help=_("The new period: 2023, 2023-H1, 2023-Q3 …"))
@click.option("--from", "source", help=_("The report's own period, where its title does not tell."))
@click.option("--dry-run", is_flag=True, help=_("Print the plan as a table instead of the text."))
@click.option("--force", is_flag=True, help=_("Go on where the periods are of different kinds (half-year → year)."))
@format_option("text", "json")
def command(file: Path, target: str, source: str | None, dry_run: bool, force: bool, form: str) -> None:
    from drafter.model.period import Period
    from drafter.pipeline.drafts import roll_report
    from drafter.pipeline.understanding import understand

    wanted = Period.parse(target)
    given = Period.parse(source) if source else None
    paper = understand(existing_file(file))
    plan = roll_report(paper, wanted, source=given, force=force)
    if form == "json":
        print_json(roll_shape(plan))
    elif dry_run:
        _print_plan(plan, paper)
    else:
        sys.stdout.write(plan.text if plan.text.endswith("\n") else plan.text + "\n")


def _print_plan(plan: RollPlan, paper: Understanding) -> None:
    """Counts per section first, then each decision."""
    sections: dict[str, dict[RollAction, int]] = {}
    for change in plan.changes:
        counts = sections.setdefault(paper.tree.id_at(change.start) or "–", {})
        counts[change.action] = counts.get(change.action, 0) + 1
    for name, counts in sections.items():
        said = ", ".join(f"{_(_SAID[action])} {count}" for action, count in sorted(counts.items()))
        click.echo(f"{name:12} {said}")
    click.echo("")
    for change in plan.changes:
        new = change.new if change.new is not None else "?"
        arrow = f"{change.old} → {new}" if change.action != RollAction.KEEP else change.old
        click.echo(f"{_(_SAID[change.action]):10} {' '.join(arrow.split())}  · {change.why}")
