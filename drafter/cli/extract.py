"""`drafter extract FILE`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument, format_option, print_json, print_warnings, reading_options
from drafter.cli.shapes import facts_shape, number
from drafter.messages import catalogue
from drafter.model.fact import Facts

_ = catalogue("cli")

_COLUMNS = ("section", "kind", "text", "value", "unit", "about")


@click.command("extract", help=_("Print figures, dates and cited documents."))
@file_argument
@reading_options
@format_option("table", "csv", "json", default="table")
def command(file: Path, form: str, changes: str, ocr: bool) -> None:
    from drafter.pipeline.understanding import understand

    paper = understand(existing_file(file), changes=changes, ocr=ocr)
    print_warnings(paper.document.warnings)
    if form == "json":
        print_json(facts_shape(paper.facts))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(paper.facts))
    else:
        _print_table(list(_rows(paper.facts)))


def _rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    """One row a fact in reading order: section, kind, text, value, unit, what it is about."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    for figure in facts.figures:
        value = "/".join(str(number(part)) for part in figure.parts or ()) or str(number(figure.value))
        if figure.value is None and figure.low is not None:
            value = f"{number(figure.low)}–{number(figure.high)}"
        rows.append(
            (
                figure.start,
                (figure.section or "", _("figure"), figure.text, value, figure.unit or "", figure.subject or ""),
            )
        )
    for date in facts.dates:
        rows.append(
            (date.start, (date.section or "", _("date"), date.text, date.iso or "", str(date.kind), str(date.role)))
        )
    for reference in facts.references:
        about = " · ".join(part for part in (reference.issuer, reference.title) if part)
        rows.append(
            (
                reference.start,
                (
                    reference.section or "",
                    _("document"),
                    reference.symbol or "",
                    reference.date or "",
                    reference.type or "",
                    about,
                ),
            )
        )
    return (row for _start, row in sorted(rows, key=lambda item: item[0]))


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    heads = (_("section"), _("kind"), _("as printed"), _("value"), _("unit or kind"), _("about"))
    for head, justify in zip(heads, ("left", "left", "left", "right", "left", "left"), strict=True):
        table.add_column(head, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(" ".join(cell.split()).replace("[", r"\[") for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False).print(table)
