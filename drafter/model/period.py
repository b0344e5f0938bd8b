"""Reporting periods in the contract's written form, and their arithmetic.

Forms: `2022` · `2022-H1` · `2022-Q3` · `2022-06` (month) · `2022-9M` (first nine months) · `2025-W23` ·
`2009/2024`, `2019/2022-06` (a span whose ends are years or months).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from drafter.errors import PeriodError


class PeriodKind(StrEnum):
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    NINE_MONTHS = "nine-months"
    WEEK = "week"
    SPAN = "span"


_SIMPLE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(9M)|W(\d{1,2})|(\d{2})))?")
_SPAN = re.compile(r"(\d{4}(?:-\d{2})?)/(\d{4}(?:-\d{2})?)")


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period. `number` is the half, quarter, month or week; `last` the end of a span as written."""

    kind: PeriodKind
    year: int
    number: int | None = None
    first: str | None = None
    last: str | None = None

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read the contract's form.

        Raises PeriodError where it is none of them.
        """
        if span := _SPAN.fullmatch(written.strip()):
            first, last = span.groups()
            if _month_index(first) <= _month_index(last):
                return cls(PeriodKind.SPAN, int(last[:4]), None, first, last)
        if simple := _SIMPLE.fullmatch(written.strip()):
            year, half, quarter, nine, week, month = simple.groups()
            if half:
                return cls(PeriodKind.HALF, int(year), int(half))
            if quarter:
                return cls(PeriodKind.QUARTER, int(year), int(quarter))
            if nine:
                return cls(PeriodKind.NINE_MONTHS, int(year))
            if week and 1 <= int(week) <= 53:
                return cls(PeriodKind.WEEK, int(year), int(week))
            if month and 1 <= int(month) <= 12:
                return cls(PeriodKind.MONTH, int(year), int(month))
            if not (week or month):
                return cls(PeriodKind.YEAR, int(year))
        raise PeriodError(
            f"“{written}” không phải kỳ báo cáo / is no period: 2022, 2022-H1, 2022-Q3, 2022-06, 2022-9M, 2025-W23, 2019/2024"
        )

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.HALF:
                return f"{self.year}-H{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case PeriodKind.NINE_MONTHS:
                return f"{self.year}-9M"
            case PeriodKind.WEEK:
                return f"{self.year}-W{self.number}"
            case PeriodKind.SPAN:
                return f"{self.first}/{self.last}"
            case _:
                return str(self.year)

    @property
    def months(self) -> tuple[int, int]:
        """First and last month it covers, counted as `year * 12 + month - 1`."""
        january = self.year * 12
        match self.kind:
            case PeriodKind.HALF:
                assert self.number
                return january + 6 * (self.number - 1), january + 6 * self.number - 1
            case PeriodKind.QUARTER:
                assert self.number
                return january + 3 * (self.number - 1), january + 3 * self.number - 1
            case PeriodKind.MONTH:
                assert self.number
                return january + self.number - 1, january + self.number - 1
            case PeriodKind.NINE_MONTHS:
                return january, january + 8
            case PeriodKind.WEEK:
                # The office's own week number: near enough to the ISO week for saying which month it lies in.
                day = date(self.year, 1, 1) + timedelta(weeks=(self.number or 1) - 1)
                return day.year * 12 + day.month - 1, day.year * 12 + day.month - 1
            case PeriodKind.SPAN:
                assert self.first and self.last
                return _month_index(self.first), _month_index(self.last, last=True)
            case _:
                return january, january + 11

    @property
    def years(self) -> range:
        """Calendar years the period touches."""
        first, last = self.months
        return range(first // 12, last // 12 + 1)

    def holds(self, other: Period) -> bool:
        """Whether the other period lies wholly inside this one."""
        return self.months[0] <= other.months[0] and other.months[1] <= self.months[1]

    def year_before(self) -> Period:
        """The same period one year earlier (`cùng kỳ năm trước`)."""
        return self.moved(-1)

    def moved(self, years: int) -> Period:
        """The same period some years later (earlier: negative)."""
        if self.kind == PeriodKind.SPAN:
            assert self.first and self.last
            first, last = (f"{int(end[:4]) + years}{end[4:]}" for end in (self.first, self.last))
            return Period(self.kind, self.year + years, None, first, last)
        return Period(self.kind, self.year + years, self.number)

    def next(self) -> Period:
        """The period of the same kind that follows: 2022-H1 → 2022-H2, 2022 → 2023; a span moves by its own length."""
        limit = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12, PeriodKind.WEEK: 52}.get(self.kind)
        if limit is None:
            if self.kind == PeriodKind.SPAN:
                first, last = self.months
                return self.moved(max(1, round((last - first) / 12)))
            return self.moved(1)
        assert self.number
        if self.number < limit:
            return Period(self.kind, self.year, self.number + 1)
        return Period(self.kind, self.year + 1, 1)


def _month_index(written: str, *, last: bool = False) -> int:
    year, _, month = written.partition("-")
    if month:
        if not 1 <= int(month) <= 12:
            raise PeriodError(f"“{written}”: tháng 1–12 / month 1–12")
        return int(year) * 12 + int(month) - 1
    return int(year) * 12 + (11 if last else 0)
