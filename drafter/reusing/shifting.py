"""Arithmetic on written periods: where a period lies from the reporting one, and how the moved one is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.model.period import Period, PeriodKind

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d{2}(?!\d)")
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_ROMAN_VALUES = {written: value for value, written in _ROMAN.items()}
_A_YEAR = {PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12, PeriodKind.WEEK: 52}
_HALF_WORDS = {"đầu": "cuối", "cuối": "đầu"}


@dataclass(frozen=True)
class Shift:
    """From one reporting period to another of the same kind."""

    source: Period
    target: Period

    @property
    def years(self) -> int:
        return self.target.year - self.source.year

    @property
    def whole_years(self) -> bool:
        """Whether only the year moves (2022-H1 → 2023-H1), so that words without a year stay as they are."""
        return self.source.kind == self.target.kind and self.source.number == self.target.number

    @property
    def review(self) -> bool:
        """Whether the report reviews a span once (a term, the years of a directive); a school year comes back each year."""
        first, last = self.source.first, self.source.last
        if self.source.kind != PeriodKind.SPAN or not first or not last:
            return False
        return not (first.isdigit() and last.isdigit() and int(last) == int(first) + 1)

    def moved(self, period: Period) -> Period | None:
        """Where a period that the text names goes: as far from the new period as it was from the old one.

        None where that cannot be said (a longer or shorter period, and not only the year moves).
        """
        if self.whole_years:
            return period.moved(self.years)
        a_year = _A_YEAR.get(self.source.kind)
        if period.kind == self.source.kind and a_year and period.number and self.source.number and self.target.number:
            steps = a_year * self.years + self.target.number - self.source.number
            turns, place = divmod(period.number - 1 + steps, a_year)
            return Period(period.kind, period.year + turns, place + 1)
        return period if period.kind == PeriodKind.YEAR and not self.years else None

    def neighbour(self, number: int) -> Period | None:
        """The period of the report's own kind with this number that lies next to it: what `tháng 11` means in a report of
        December where no year stands."""
        a_year = _A_YEAR.get(self.source.kind)
        if a_year is None or not self.source.number:
            return None
        for step in (0, 1, -1):
            turns, place = divmod(self.source.number - 1 + step, a_year)
            if place + 1 == number:
                return Period(self.source.kind, self.source.year + turns, number)
        return None

    def near(self, period: Period) -> bool:
        """Whether a period is this report's business: it touches the year before, the year or the year after."""
        first, last = period.years[0], period.years[-1]
        earliest = self.source.years[0] if self.review else self.source.year - 1
        return earliest <= first and last <= self.source.year + 1


def with_years_moved(text: str, years: int) -> str:
    """Every year in a text moved; the rest, capitals included, as it stands."""
    return _YEAR.sub(lambda found: str(int(found.group()) + years), text)


def years_in(text: str) -> list[int]:
    return [int(found.group()) for found in _YEAR.finditer(text)]


def number_behind(text: str, word: str) -> int | None:
    """The number behind `tháng`, `quý` (Roman or Arabic) or `tuần`; None where there is none."""
    found = re.search(rf"(?i){word}(?:\s+thứ)?\s+(\d{{1,2}}|IV|I{{1,3}})(?!\w)", text)
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else _ROMAN_VALUES[found[1].upper()]


def rewritten(text: str, old: Period, new: Period) -> str | None:
    """A written period with its number and year changed, in the same style; None where the style is not known."""
    moved = text
    if old.number != new.number:
        moved_number = _with_number(text, old, new)
        if moved_number is None:
            return None
        moved = moved_number
    return with_years_moved(moved, new.year - old.year)


def _with_number(text: str, old: Period, new: Period) -> str | None:
    assert old.number and new.number
    if old.kind == PeriodKind.HALF:
        return _swapped_half(text)
    if old.kind == PeriodKind.QUARTER:
        roman = re.sub(rf"(?i)(quý\s+){_ROMAN[old.number]}\b", rf"\g<1>{_ROMAN[new.number]}", text)
        return roman if roman != text else _arabic(text, r"(?i)(quý\s+0?)", old.number, new.number)
    if old.kind == PeriodKind.MONTH:
        return _arabic(text, r"(?i)(tháng\s+)", old.number, new.number)
    if old.kind == PeriodKind.WEEK:
        return _arabic(text, r"(?i)(tuần(?:\s+thứ)?\s+)", old.number, new.number)
    return None


def _swapped_half(text: str) -> str | None:
    for word, other in _HALF_WORDS.items():
        for old, new in ((word, other), (word.upper(), other.upper()), (word.capitalize(), other.capitalize())):
            if re.search(rf"\b{old}\b", text):
                return re.sub(rf"\b{old}\b", new, text, count=1)
    return None


def _arabic(text: str, before: str, old: int, new: int) -> str | None:
    found = re.search(rf"{before}(0?{old})(?!\d)", text)
    if found is None:
        return None
    # Decree 30/2020 writes the months 01 and 02 with a zero; elsewhere the report's own way is kept.
    zero = found[2].startswith("0") or (old >= 10 and new <= 2 and "tháng" in before)
    padded = f"{new:02d}" if zero else str(new)
    return text[: found.start(2)] + padded + text[found.end(2) :]
