"""Arithmetic on written periods: where a period lies from the reporting one, and how the moved one is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.model.period import Period, PeriodKind

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d{2}(?!\d)")
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
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

    def moved(self, period: Period) -> Period | None:
        """Where a period that the text names goes: as far from the new period as it was from the old one.

        None where that cannot be said (another kind of period, and the kinds' numbers differ).
        """
        if self.whole_years:
            return period.moved(self.years)
        anchors = {
            str(self.source): self.target,
            str(self.source.next()): self.target.next(),
            str(self.source.year_before()): self.target.year_before(),
        }
        if (known := anchors.get(str(period))) is not None:
            return known
        return period.moved(self.years) if period.kind == PeriodKind.YEAR else None

    def near(self, period: Period) -> bool:
        """Whether a period is this report's business: it touches the year before, the year or the year after."""
        first, last = period.years[0], period.years[-1]
        return self.source.year - 1 <= first and last <= self.source.year + 1


def with_years_moved(text: str, years: int) -> str:
    """Every year in a text moved; the rest, capitals included, as it stands."""
    return _YEAR.sub(lambda found: str(int(found.group()) + years), text)


def years_in(text: str) -> list[int]:
    return [int(found.group()) for found in _YEAR.finditer(text)]


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
    padded = f"{new:02d}" if found[2].startswith("0") else str(new)
    return text[: found.start(2)] + padded + text[found.end(2) :]
