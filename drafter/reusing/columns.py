"""Comparison columns of tables: which cell of last period's column stands there in the new period.

A column headed `6 tháng đầu năm 2023` beside one of 2024 is headed 2024 in the next report: its values are the ones that stand in
the column of 2024 now. Evidence in this order: a period in the head, a bare year, words like `cùng kỳ`.
"""

from __future__ import annotations

import re
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
    """Column of comparison → column of the reporting period; of several each with the one headed alike."""
    kinds = {column: _column_kind(over, around) for column, over in _by_column(heads).items()}
    now = [column for column, kind in kinds.items() if kind is True]
    said = {column: _masked(over[-1], around) for column, over in _by_column(heads).items()}
    pairs = {}
    for column in (column for column, kind in kinds.items() if kind is False):
        alike = [other for other in now if said[other] == said[column]]
        done = [other for other in now if said[other].startswith(tuple(load("rolling")["columns_done"]))]
        taken = next((found for found in (alike, now, done) if len(found) == 1), None)
        if taken is not None:
            pairs[column] = taken[0]
    return pairs


def _by_column(heads: list[Cell]) -> dict[int, list[Cell]]:
    """Column → the head cells over it, from above; columns in order."""
    found: dict[int, list[Cell]] = {}
    for cell in sorted(heads, key=lambda cell: cell.row):
        for column in range(cell.column, cell.column + cell.colspan):
            found.setdefault(column, []).append(cell)
    return dict(sorted(found.items()))


def _words(cell: Cell, around: Surroundings) -> str:
    return fold_words(around.text[cell.start : cell.end])


def _masked(cell: Cell, around: Surroundings) -> str:
    """A head without its years and numbers: `thực hiện năm`."""
    return " ".join(re.sub(r"\d+", " ", _words(cell, around)).split())


def _column_kind(over: list[Cell], around: Surroundings) -> bool | None:
    """True: a column of the reporting period; False: one that the new report fills with this one's values."""
    shift, words = around.shift, load("rolling")
    said = [_words(cell, around) for cell in over]
    if any(word in one for one in said for word in words["computed_columns"]):
        return None
    periods = [period for cell in over if (period := around.period_in(cell)) is not None]
    if periods:
        if shift.source in periods:
            return True
        return False if any(shift.moved(period) == shift.source for period in periods) else None
    if any(one.startswith(word) for one in said for word in words["columns_before"]):
        return False if shift.target.year_before() == shift.source else None
    return True if any(one in words["columns_now"] for one in said) else None
