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
_CHANGE = re.compile(r"tăng|giảm|so sánh|chênh lệch|so với|\+|±|biến động")
# A plan to reduce something is no difference.
_PLANNED = re.compile(
    r"(?<!so với )(?<!so )(?:kế hoạch|(?<!\w)kh|chỉ tiêu|mục tiêu|đăng ký) (?:năm \d{4} )?(?:tăng|giảm)"
)
_PLAN = re.compile(r"kế hoạch|(?<!\w)kh(?!\w)|chỉ tiêu|dự toán|được giao|đăng ký|mục tiêu")
_DONE = re.compile(r"thực hiện|(?<!\w)th(?!\w)|kết quả|đạt được|ước|giải ngân")
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
            lines = _settled(grid, column, readings, percent=True) or _of_plan(grid, column)
            yield lines or _of_total(grid, column)


def change_columns(grid: Grid) -> Iterator[list[Computed]]:
    """The rows of each column of differences (`Tăng (+), giảm (-)`)."""
    for column, head in _columns(grid):
        shares = _PERCENT.search(head) or _are_percents(grid, column)
        if _CHANGE.search(head) and not shares and not _PLANNED.search(head):
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
    most, turned = 0, (0, 0)
    for pair in permutations(reversed(sources), 2):  # the later column less the earlier one first
        for reading in readings:
            tick()
            lines = list(_lines(grid, cells, pair, reading, percent))
            held = sum(line.holds and _tells(line) for line in lines)
            if reading is _step and best and (pair[1], pair[0]) == turned and held <= most:
                continue  # the same two columns the other way round
            if held > most:
                best, most, turned = [lines], held, pair
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


def _of_plan(grid: Grid, column: int) -> list[Computed]:
    """`Kế hoạch | Thực hiện | Tỷ lệ (%)`: the heads name the two columns, so that one row that holds is enough."""
    heads = [(c, head) for c, head in _columns(grid) if c != column and not _PERCENT.search(head)]
    plans = [c for c, head in heads if _PLAN.search(head) and not _DONE.search(head)]
    done = [c for c, head in heads if _DONE.search(head) and not _PLAN.search(head)]
    if len(plans) != 1 or len(done) != 1 or re.search(r"cùng kỳ|năm trước|20\d\d", fold(grid.head(column))):
        return []
    cells = _cells(grid, column)
    lines = list(_lines(grid, cells, (done[0], plans[0]), _share, True))
    held = sum(line.holds and _tells(line) for line in lines)
    broken = [line for line in lines if not line.holds]
    return lines if held and len(broken) <= min(held, 2) else [line for line in lines if line.holds]


def _of_total(grid: Grid, column: int) -> list[Computed]:
    """Shares of the total of another column: `Xuất sắc | 41 | 15,8 %` over `Cộng | 259 | 100 %`."""
    totals = [row for row in range(grid.header, grid.rows) if re.match(r"(?:tổng|cộng)", fold(row_words(grid, row)))]
    cells = _cells(grid, column)
    if len(totals) != 1 or len(cells) < _LEAST_ROWS:
        return []
    best: list[Computed] = []
    for source, head in _columns(grid):
        whole = grid.number(totals[0], source)
        if source == column or whole is None or whole.percent or not whole.value or _PERCENT.search(head):
            continue
        lines = []
        for row, cell in cells.items():
            part = grid.number(row, source)
            if row == totals[0] or part is None or part.percent or _SIGNED.match(fold(cell.text)):
                continue
            wanted = _share(part, whole, not grid.scaled(row, source), not grid.scaled(totals[0], source))
            if wanted is not None:
                holds = printed(cell.value, cell.step, exact=False).meets(wanted)
                lines.append(Computed(cell, part, whole, _sum(part, whole, _share), holds))
        if sum(line.holds for line in lines) > sum(line.holds for line in best):
            best = lines
    held = sum(line.holds for line in best)
    return best if held >= 2 and held > 2 * (len(best) - held) - 1 else []


def row_words(grid: Grid, row: int) -> str:
    """The label of a row; a total's may stand in the column of ordinals."""
    said = grid.label(row).strip()
    return said or (grid.text(row, grid.order_column).strip() if grid.order_column is not None else "")


def _cells(grid: Grid, column: int) -> dict[int, Number]:
    rows = range(grid.header, grid.rows)
    return {row: cell for row in rows if (cell := signed_number(grid, row, column)) is not None}


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
