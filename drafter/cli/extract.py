"""`drafter extract FILE`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import click

from drafter import spreadsheets
from drafter.cli.options import existing_file, file_argument, format_option, print_json, print_warnings, reading_options
from drafter.cli.shapes import facts_shape, number
from drafter.messages import catalogue
from drafter.model.fact import DateKind, DateRole, Facts, Qualifier

_ = catalogue("cli")

_COLUMNS = ("section", "kind", "text", "qualifier", "value", "unit", "about")
_BOUNDS: dict[str, str] = {
    Qualifier.ABOUT: "≈ ",
    Qualifier.MORE_THAN: "> ",
    Qualifier.LESS_THAN: "< ",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.AT_MOST: "≤ ",
}


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
        rows = (_COLUMNS, *_rows(paper.facts, lambda value: str(number(value))))
        sys.stdout.write(spreadsheets.as_csv(rows, lineterminator="\n"))
    else:
        _print_table(list(_rows(paper.facts, _written)))


def _written(value: Decimal | None) -> str:
    """As offices write it: dots part thousands, a comma the decimals."""
    return "" if value is None else f"{number(value):,}".translate(str.maketrans(",.", ".,"))


def _rows(facts: Facts, said: Callable[[Decimal | None], str]) -> Iterator[tuple[str, ...]]:
    """One row a fact in reading order, with the columns of `_COLUMNS`."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    for figure in facts.figures:
        value = said(figure.value)
        if figure.parts is not None:
            value = "/".join(said(part) for part in figure.parts)
        elif figure.low is not None:
            value = f"{said(figure.low)}–{said(figure.high)}"
        row = (figure.section or "", _("figure"), figure.text, figure.qualifier or "", value)
        rows.append((figure.start, (*row, figure.unit or "", figure.subject or "")))
    for date in facts.dates:
        row = (date.section or "", _("date"), date.text, "", date.iso or "")
        rows.append((date.start, (*row, _kind(date.kind), _role(date.role))))
    for reference in facts.references:
        about = " · ".join(part for part in (reference.issuer, reference.title) if part)
        row = (reference.section or "", _("document"), reference.symbol or "", "", reference.date or "")
        rows.append((reference.start, (*row, reference.type or "", about)))
    return (row for _start, row in sorted(rows, key=lambda item: item[0]))


def _kind(kind: DateKind) -> str:
    return {
        DateKind.DATE: _("day"),
        DateKind.MONTH: _("month"),
        DateKind.YEAR: _("year"),
        DateKind.PERIOD: _("named period"),
        DateKind.RANGE: _("range of time"),
        DateKind.TERM: _("term of office"),
        DateKind.ANNIVERSARY: _("anniversary"),
        DateKind.DURATION: _("stretch of time"),
        DateKind.LUNAR: _("lunar day"),
    }[kind]


def _role(role: DateRole) -> str:
    return {
        DateRole.ISSUE_DATE: _("issued"),
        DateRole.DEADLINE: _("deadline"),
        DateRole.PERIOD: "",
        DateRole.EVENT: _("event"),
        DateRole.ANNIVERSARY: "",
        DateRole.VALIDITY: _("in force"),
        DateRole.OTHER: "",
    }[role]


def _print_table(rows: list[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    heads = (_("section"), _("kind"), _("as printed"), _("value"), _("unit or kind"), _("about"))
    for head, justify in zip(heads, ("left", "left", "left", "right", "left", "left"), strict=True):
        table.add_column(head, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for section, kind, text, bound, value, *rest in rows:
        cells = (section, kind, text, _BOUNDS.get(bound, "") + value, *rest)
        table.add_row(*(" ".join(cell.split()).replace("[", r"\[") for cell in cells))
    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False).print(table)
