"""Registers of documents: a table whose heads say number, date, subject and issuer; a row of it is one mention."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from drafter.extracting.grid import Grid
from drafter.extracting.issuers import issuer_end
from drafter.language.folding import fold, nfc
from drafter.lexicon import load
from drafter.model.document import Cell, Document
from drafter.model.fact import DateFact, DateKind, Reference

_LONGEST_TITLE = 400  # characters
_FULL_DAY = 10  # characters of an ISO day


def registered(
    document: Document, grid: Grid, references: Sequence[Reference], dates: Sequence[DateFact]
) -> Sequence[Reference]:
    """The mentions of a table, with the date, title and issuer that their row gives in columns of their own."""
    if not references:
        return references
    cells = grid.block.cells
    columns = {role: column for column, head in enumerate(grid.heads, 1) if (role := _role(head)) is not None}
    if "number" not in columns or len(columns) < 2:
        return references
    starts = [cell.start for cell in cells]
    alone = [sum(cell.start <= one.start < cell.end for one in references) == 1 for cell in cells]
    out: list[Reference] = []
    for reference in references:
        place = bisect_left(starts, reference.start + 1) - 1
        cell = cells[place]
        in_register = cell.column == columns["number"] and cell.row > grid.header_rows and alone[place]
        out.append(_from_row(document, grid, columns, cell, reference, dates) if in_register else reference)
    return out


def _from_row(
    document: Document,
    grid: Grid,
    columns: dict[str, int],
    cell: Cell,
    reference: Reference,
    dates: Sequence[DateFact],
) -> Reference:
    def beside(role: str) -> Cell | None:
        return grid.cells.get((cell.row, columns[role])) if role in columns else None

    if reference.date is None and (at := beside("date")) is not None:
        days = [day for day in dates if at.start <= day.start < at.end and day.kind is DateKind.DATE]
        if len(days) == 1 and days[0].iso is not None and len(days[0].iso) == _FULL_DAY:
            reference = replace(reference, date=days[0].iso, date_start=days[0].start, date_end=days[0].end)
    if reference.title is None and (at := beside("title")) is not None:
        words = grid.words(at)
        if words and len(words) <= _LONGEST_TITLE:
            reference = replace(reference, title=_without_lead(words))
    if reference.issuer is None and (at := beside("issuer")) is not None:
        words = nfc(grid.words(at))
        if words and issuer_end(words, 0) == len(words):
            reference = replace(reference, issuer=words)
    return reference


def _without_lead(words: str) -> str:
    low = words.lower()
    lead = next((lead for lead in ("về việc ", "v/v ", "về ") if low.startswith(lead)), "")
    return words[len(lead) :].rstrip(" .;")


@cache
def _roles() -> dict[str, str]:
    return {head: role for role, heads in load("figures")["registers"].items() for head in heads}


def _role(head: str | None) -> str | None:
    """What a column of a register holds; None where its head is no register's."""
    return _roles().get(" ".join(fold(head or "").replace(",", " ").strip(" .:*").split()))
