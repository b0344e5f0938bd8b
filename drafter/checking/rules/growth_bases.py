"""What a growth is told against where its sentence does not give the base: a table's column of the period before, or last
period's report."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from drafter.checking.context import CheckContext
from drafter.checking.grids import Grid
from drafter.checking.masking import Masked, bounds
from drafter.checking.rules.carried import subject_key
from drafter.checking.rules.counted import is_percent, plain
from drafter.checking.rules.num_repeated import Row, covers, rows_told, same_unit_as, told_of
from drafter.errors import PeriodError
from drafter.language.equality import printed
from drafter.language.folding import fold
from drafter.model.fact import Figure
from drafter.model.period import Period, PeriodKind

_THEN = re.compile(r"cùng kỳ|năm trước|kỳ trước|năm ngoái")
_NOT_DONE = re.compile(r"kế hoạch|chỉ tiêu|dự toán|so với|so sánh|%|tỷ lệ|tăng|giảm|ước|lũy kế|luỹ kế")


@dataclass(frozen=True)
class Base:
    """A figure of the period before; `past`: it stands in last period's report, not in this text."""

    figure: Figure
    past: bool = False


@dataclass(frozen=True)
class Bases:
    """Where the figures of the period before may be found."""

    year: int | None
    rows: tuple[tuple[Row, Figure], ...]
    past: dict[tuple[str, str], frozenset[Figure]]

    def find(self, said: Masked, now: Figure, than: str) -> Base | None:
        """The base of a growth of `now`, a figure of `said`, told against `than` (`cùng kỳ`, `năm 2023`); None where it
        cannot be told. A row is the figure's where it has its value, and its words or, as the only row of that value, some
        of them."""
        if self.year is None or not self._is_then(than):
            return None
        told, own = told_of(said, said.figures.index(now)), bounds(now)
        if own is not None:
            of_value = [
                (row, base)
                for row, base in self.rows
                if own.meets(printed(row.value, row.step, exact=row.exact)) and same_unit_as(row, now)
            ]
            found = [base for row, base in of_value if covers(row, told)]
            if not found and len(of_value) == 1 and len(of_value[0][0].words & told.near) >= 2:
                found = [of_value[0][1]]
            if found:
                return Base(replace(found[0], unit=now.unit)) if len(found) == 1 else None
        key = subject_key(now)
        old = self.past.get(key, frozenset()) if key and len(key[1].split()) >= 2 else frozenset()
        return Base(next(iter(old)), past=True) if len({figure.value for figure in old}) == 1 else None

    def _is_then(self, than: str) -> bool:
        years = re.findall(r"20\d\d", than)
        if years:
            return int(years[0]) == self.year
        return _THEN.search(than) is not None


def bases(context: CheckContext) -> Bases:
    """Tables with a column of the year before, and the figures of last period's report where it is that year's."""
    period = context.period
    if period is None or period.kind == PeriodKind.SPAN:
        return Bases(None, (), {})
    then = period.year_before()
    rows: list[tuple[Row, Figure]] = []
    columns: dict[int, int | None] = {}
    for row in context.once(rows_told):
        column = columns.setdefault(id(row.grid), _column_of(row.grid, then.year))
        number = None if column is None else row.grid.number(row.row, column)
        if number is None or number.percent:
            continue
        scale = row.value / row.number.value if row.number.value else Decimal(1)
        rows.append(
            (row, _figure(number.value * scale, number.step * scale, row, number.start, number.end, number.text))
        )
    return Bases(then.year, tuple(rows), _past(context, then))


def _column_of(grid: Grid, year: int) -> int | None:
    """The column of results of a year before; None where none or several can be it."""
    heads = {column: fold(grid.head(column)) for column in grid.value_columns}
    found = [c for c, head in heads.items() if not _NOT_DONE.search(head) and (str(year) in head or _THEN.search(head))]
    return found[0] if len(found) == 1 else None


def _figure(value: Decimal, step: Decimal, row: Row, start: int, end: int, text: str) -> Figure:
    return Figure(
        start, end, text, value, None, None, None, row.unit, text, None, None, None, None, start, end, step, row.exact
    )


def _past(context: CheckContext, then: Period) -> dict[tuple[str, str], frozenset[Figure]]:
    previous = context.previous
    if previous is None:
        return {}
    named = previous.facts.identity.period
    try:
        period = previous.period or (Period.parse(named) if named else None)
    except PeriodError:
        return {}
    if period != then:
        return {}
    found: dict[tuple[str, str], set[Figure]] = {}
    for figure in previous.facts.figures:
        key = subject_key(figure)
        if key is None or not plain(figure) or is_percent(figure) or figure.table is not None:
            continue
        found.setdefault(key, set()).add(figure)
    # A subject that has a change, a plan or a share among its figures says too many things.
    return {
        key: frozenset(figures)
        for key, figures in found.items()
        if all(figure.relation is None for figure in figures) and len({figure.value for figure in figures}) == 1
    }
