"""Columns of a table that are computed from others: percentages (for NUM402) and comparisons (for NUM407).

Which columns such a column is computed from is settled by the rows themselves: the reading that holds in most rows. Only
where it holds in at least three rows, and in most, are the rows that break it told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

from drafter.checking.grids import Grid, Number, signed_number
from drafter.checking.limits import tick
from drafter.checking.rule import Rule
from drafter.checking.rules.counted import shown
from drafter.language.equality import difference, percentage, printed
from drafter.language.folding import fold
from drafter.messages import catalogue
from drafter.model.fact import Interval
from drafter.model.finding import Outcome, Related

_ = catalogue("checking")

_PERCENT = re.compile(r"%|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu|đạt tỷ|phần trăm")
_CHANGE = re.compile(r"tăng|giảm|so sánh|chênh lệch|so với|\+|biến động")
_ASIDE = re.compile(r"ghi chú|xếp loại|xếp hạng|điểm")
_MOST_COLUMNS = 16
_LEAST_ROWS = 3

Reading = Callable[[Number, Number, bool, bool], Interval | None]


@dataclass(frozen=True)
class Computed:
    """One cell against the two it is computed from; `sum_` shows the computation."""

    cell: Number
    first: Number
    second: Number
    sum_: str
    holds: bool


_SIGNED = re.compile(r"\s*(?:[+\-−–]|tăng|giảm)")


def _share(a: Number, b: Number, exact_a: bool, exact_b: bool) -> Interval | None:
    return percentage(a.interval(exact_a), b.interval(exact_b))


def _growth(a: Number, b: Number, exact_a: bool, exact_b: bool) -> Interval | None:
    share = _share(a, b, exact_a, exact_b)
    return None if share is None else Interval(share.low - 100, share.high - 100, share.open_above)


def _step(a: Number, b: Number, exact_a: bool, exact_b: bool) -> Interval | None:
    return difference(a.interval(exact_a), b.interval(exact_b))


def percent_columns(grid: Grid) -> Iterator[list[Computed]]:
    """The rows of each column of percentages."""
    for column, head in _columns(grid):
        if _PERCENT.search(head) or _are_percents(grid, column):
            readings: tuple[Reading, ...] = (_growth, _share) if _CHANGE.search(head) else (_share,)
            yield _settled(grid, column, readings, percent=True)


def change_columns(grid: Grid) -> Iterator[list[Computed]]:
    """The rows of each column of differences (`Tăng (+), giảm (-)`)."""
    for column, head in _columns(grid):
        if _CHANGE.search(head) and not _PERCENT.search(head) and not _are_percents(grid, column):
            yield _settled(grid, column, (_step,), percent=False)


def _columns(grid: Grid) -> Iterator[tuple[int, str]]:
    if grid.label_column is None:
        return
    for column in range(grid.columns):
        head = fold(grid.head(column))
        if column not in (grid.order_column, grid.unit_column, grid.label_column) and not _ASIDE.search(head):
            yield column, head


def _are_percents(grid: Grid, column: int) -> bool:
    numbers = [number for row in range(grid.header, grid.rows) if (number := grid.number(row, column))]
    return len(numbers) >= 2 and all(number.percent for number in numbers)


def _settled(grid: Grid, column: int, readings: tuple[Reading, ...], *, percent: bool) -> list[Computed]:
    """The rows under the reading that holds best; empty where none is sure."""
    cells = {
        row: cell for row in range(grid.header, grid.rows) if (cell := signed_number(grid, row, column)) is not None
    }
    if len(cells) < _LEAST_ROWS:
        return []
    sources = [
        c for c, head in _columns(grid) if c != column and not _PERCENT.search(head) and not _are_percents(grid, c)
    ][:_MOST_COLUMNS]
    best: list[list[Computed]] = []
    most = 0
    for pair in permutations(sources, 2):
        for reading in readings:
            tick()
            lines = list(_lines(grid, cells, pair, reading, percent))
            held = sum(line.holds and _tells(line) for line in lines)
            if held > most:
                best, most = [lines], held
            elif held == most and held:
                best.append(lines)
    if not best or most < _LEAST_ROWS - 1:
        return []
    lines = best[0]
    broken = [line for line in lines if not line.holds]
    # What another reading that fits as well explains is no fault.
    kept = [line for line in broken if all(_breaks(other, line.cell) for other in best)]
    sure = most >= _LEAST_ROWS or (len(kept) == 1 and len(best) == 1)
    if len(broken) * 2 > most or not sure:
        return [line for line in lines if line.holds]
    return [line for line in lines if line.holds or line in kept]


def _tells(line: Computed) -> bool:
    """Whether a row that holds says anything: 0 of 0 and 100 % of the same number always hold."""
    return line.first.value != line.second.value and bool(line.first.value)


def _breaks(lines: list[Computed], cell: Number) -> bool:
    return any(line.cell == cell and not line.holds for line in lines)


def _lines(
    grid: Grid, cells: dict[int, Number], pair: tuple[int, int], reading: Reading, percent: bool
) -> Iterator[Computed]:
    for row, cell in cells.items():
        first, second = grid.number(row, pair[0]), grid.number(row, pair[1])
        if first is None or second is None or first.percent or second.percent:
            continue
        if reading is _share and _SIGNED.match(fold(cell.text)):
            continue  # `-2,8` in a column of shares is a difference: points, heads
        exact = [not grid.scaled(row, place) for place in pair]
        wanted = reading(first, second, *exact)
        if wanted is None:
            continue
        told = printed(cell.value, cell.step, exact=not percent and all(exact) and cell.step >= 1)
        if cell.value < 0:  # truncated towards nothing
            told = Interval(cell.value - cell.step, cell.value + cell.step / 2)
        holds = told.meets(wanted)
        if not holds and percent is False and cell.value > 0 and not cell.text.startswith("+"):
            holds = told.meets(Interval(-wanted.high, -wanted.low))  # `giảm 2` in a column of steps without signs
        yield Computed(cell, first, second, _sum(first, second, reading), holds)


def _sum(first: Number, second: Number, reading: Reading) -> str:
    a, b = first.value, second.value
    if reading is _step:
        return f"{shown(a)} − {shown(b)} = {shown(a - b)}"
    share = a / b * 100
    if reading is _growth:
        return f"{shown(a)}/{shown(b)} − 100 % = {shown(round(share - 100, 3))} %"
    return f"{shown(a)}/{shown(b)} = {shown(round(share, 3))} %"


def computed_outcomes(rule: Rule, grid: Grid, lines: list[Computed]) -> Iterator[Outcome]:
    """Ticks and findings of the rows of one computed column."""
    table = (("tables", grid.start),) if grid.is_block else ()
    told: set[tuple[int, int]] = set()
    for line in lines:
        numbers = (line.cell, line.first, line.second)
        checked = (*table, *(("figures", number.start) for number in numbers))
        if line.holds:
            yield rule.consistent(line.cell.start, line.cell.end, f"{line.sum_} ≈ {line.cell.text}", checked)
            continue
        sources = {(number.start, number.end) for number in (line.first, line.second)}
        if sources & told:
            continue  # one wrong number breaks every cell that is computed from it
        told |= sources
        message = _(
            "row “{row}”, column “{column}”: {sum}, not {told}; one of the two places may be wrong",
            row=grid.label(line.cell.row)[:60] or str(line.cell.row + 1),
            column=grid.head(line.cell.column)[-60:] or str(line.cell.column + 1),
            sum=line.sum_,
            told=line.cell.text,
        )
        related = tuple(
            Related(number.start, number.end, _("held against: {text}", text=number.text))
            for number in (line.first, line.second)
        )
        yield rule.inconsistent(line.cell.start, line.cell.end, message, related=related, checked=checked)
