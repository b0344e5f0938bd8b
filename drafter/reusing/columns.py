"""Comparison columns of tables: which cell of last period's column stands there in the new period.

A column headed `6 tháng đầu năm 2023` beside one of 2024 is headed 2024 in the next report: its values are the ones that stand in
the column of 2024 now. Evidence in this order: a period in the head, a bare year, words like `cùng kỳ`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafter.language.folding import fold_words
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell
from drafter.reusing.context import Surroundings


@dataclass(frozen=True, slots=True)
class Based:
    """A cell of a comparison column, and the cell of the reporting column whose value it takes over."""

    cell: Cell
    taken: Cell


def based_cells(around: Surroundings) -> Iterator[Based]:
    """Every cell of every table that is compared with the new period and that this report can fill."""
    for block in around.document.blocks:
        if block.kind == BlockKind.TABLE and block.cells:
            yield from _of_table(block, around)


def _of_table(block: Block, around: Surroundings) -> Iterator[Based]:
    first_row = around.first_value_row(block)
    if first_row is None or first_row == 1:
        return
    taken_over = _pairs(around.head_cells(block), around)
    if not taken_over:
        return
    by_place = {(cell.row, cell.column): cell for cell in block.cells if cell.row >= first_row}
    for cell in sorted(by_place.values(), key=lambda cell: cell.start):
        source = by_place.get((cell.row, taken_over[cell.column])) if cell.column in taken_over else None
        if source is not None and cell.colspan == source.colspan == 1 and cell.rowspan == source.rowspan:
            yield Based(cell, source)


def _pairs(heads: list[Cell], around: Surroundings) -> Mapping[int, int]:
    """Column of comparison → column of the reporting period; under one head of several columns in their order."""
    now: list[int] = []
    before: list[int] = []
    for cell in heads:
        which = _column_kind(cell, around)
        if which is not None:
            (now if which else before).extend(range(cell.column, cell.column + cell.colspan))
    now, before = sorted(set(now)), sorted(set(before))
    if len(now) != len(before) or set(now) & set(before):
        return {}
    said = {column: _lowest_head(heads, column, around) for column in (*now, *before)}
    if len(now) > 1 and [said[column] for column in now] != [said[column] for column in before]:
        return {}
    return dict(zip(before, now, strict=True))


def _lowest_head(heads: list[Cell], column: int, around: Surroundings) -> str:
    over = [cell for cell in heads if cell.column <= column < cell.column + cell.colspan]
    lowest = max(over, key=lambda cell: cell.row, default=None)
    return fold_words(around.text[lowest.start : lowest.end]) if lowest else ""


def _column_kind(cell: Cell, around: Surroundings) -> bool | None:
    """True: a column of the reporting period; False: one that the new report fills with this one's values."""
    shift, words = around.shift, load("rolling")
    said = fold_words(around.text[cell.start : cell.end])
    if any(word in said for word in words["computed_columns"]):
        return None
    if (period := around.period_in(cell)) is not None:
        if period == shift.source:
            return True
        return False if shift.moved(period) == shift.source else None
    if any(said.startswith(word) for word in words["columns_before"]):
        return False if shift.target.year_before() == shift.source else None
    return True if said in words["columns_now"] else None
