"""`drafter match REPORT --outline ID`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument, format_option, print_json
from drafter.cli.shapes import matches_shape
from drafter.cli.words import grade_word
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("match", help=_("Show which section of a report answers which item of an outline."))
@file_argument
@click.option("--outline", required=True, help=_("Outline: its id or path."))
@format_option("text", "json")
def command(file: Path, outline: str, form: str) -> None:
    from drafter.pipeline.outlines import load_outline, match_report, shown_for
    from drafter.pipeline.understanding import understand
    from drafter.workspace import find_workspace

    paper = understand(existing_file(file))
    wanted = load_outline(outline, find_workspace())
    matches = match_report(wanted, paper)
    if form == "json":
        print_json(matches_shape(wanted, matches, paper.tree))
        return
    shown = shown_for(wanted, paper)
    titles = {item.id: " ".join(part for part in (item.label, item.title) if part) for _d, item in shown.walk()}
    for match in matches:
        places = ", ".join(paper.tree.sections[index].id for index in match.sections) or "–"
        click.echo(f"{grade_word(match.grade):12} {places:14} {titles.get(match.item, match.item)}  ({match.evidence})")
