"""Which year a yearless time takes: its own phrase's, the one before or after where the text says so, else the title's."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.extracting.atoms import Atom, B, S, ranged
from drafter.extracting.context import Context
from drafter.model.fact import DateKind

_IN_PERIOD = re.compile(
    rf"(?:trong|định{S}kỳ|thời{S}hạn|mỗi|sau|cứ|vòng|hơn|trên|gần|khoảng|kéo{S}dài|đủ|dưới){S}(?:\w+{S})?$"
)
YEARLY = re.compile(rf"(?:{S}và{S}\d{{1,2}}/\d{{1,2}})?{S}(?:hàng|hằng|mỗi|các){S}năm(?!\w)")
_YEARLESS = ("day", "month", "months", "quarter", "quarters", "week")
_SAME_PHRASE = re.compile(r"[^.;:()]{0,80}")
_YEAR_LIST = re.compile(
    rf"{B}(?:,|;|và|hoặc|hay|,{B}và|-|đến|tới|,{B}từ)?{B}(?:(?:các|ngày|tháng|đầu|cuối|trong|từ|sang|so{S}với){S}){{0,3}}"
)


def with_years(folded: str, found: list[Atom], context: Context) -> list[Atom]:
    """A yearless time takes the year that its own phrase gives, else the title's."""
    out: list[Atom] = []
    year_right: tuple[Atom, int] | None = None
    for atom in reversed(found):
        done = atom
        told = atom.year is not None  # by the text itself, not by the title
        if atom.shape in _YEARLESS and atom.year is None and not atom.fixed:
            beside = _year_beside(folded, atom, year_right)
            told = beside is not None
            year = beside or _year_of_title(folded, atom, context)
            done = atom.dated(year) if year else atom
        elif atom.shape == "duration" and _is_title_period(folded, atom, context):
            done = replace(atom, kind=DateKind.PERIOD, iso=_part_reported(atom, context), shape="months")
        elif atom.ends and atom.year is None and context.year and not YEARLY.match(folded, atom.end):
            first, last = (end.dated(context.year) if end.year is None else end for end in atom.ends)
            done = replace(ranged(first, last), start=atom.start, end=atom.end)
        out.append(done)
        if told and done.year is not None:
            year_right = (done, done.year)
    return out[::-1]


def _year_beside(folded: str, atom: Atom, right: tuple[Atom, int] | None) -> int | None:
    """The year of the next time to the right in the same list or phrase."""
    if right is None:
        return None
    other, year = right
    gap = folded[atom.end : other.start]
    if len(gap) > 90:
        return None
    if other.shape in (atom.shape, "year") and _YEAR_LIST.fullmatch(gap):
        return year
    if atom.shape in _PERIOD_SHAPES and other.shape == "year" and _WHOLE_YEAR.fullmatch(gap):
        return year
    if atom.shape in _PERIOD_SHAPES and other.shape in _PERIOD_SHAPES and _SAME_PHRASE.fullmatch(gap):
        return year - 1 if _AHEAD.search(gap) and _last_month(atom) > _last_month(other) else year
    if atom.shape == "week" and other.shape in ("range", "day") and _DAYS_OF_WEEK.fullmatch(gap):
        return year
    return None


_DAYS_OF_WEEK = re.compile(rf"{B},?{B}\(?{B}(?:từ{S})?(?:ngày{S})?")
_PERIOD_SHAPES = ("month", "months", "quarter")
# `9 tháng đầu năm và ước thực hiện cả năm 2025`
_WHOLE_YEAR = re.compile(r"[^.;:()]{0,60}(?<!\w)cả ")
# Between this period and the next one (`tháng 12, nhiệm vụ tháng 01 năm 2025`).
_AHEAD = re.compile(rf"(?<!\w)(?:phương{S}hướng|nhiệm{S}vụ|kế{S}hoạch|chương{S}trình|trọng{S}tâm|dự{S}kiến)(?!\w)")


def _last_month(atom: Atom) -> int:
    """The last month that a period word covers."""
    if atom.month is not None:
        return atom.month
    known = {"Y-H1": 6, "Y-H2": 12, "Y-9M": 9, "Y-Q1": 3, "Y-Q2": 6, "Y-Q3": 9, "Y-Q4": 12}
    return known.get(atom.period) or int(atom.period[-2:] if atom.period[-2:].isdigit() else 12)


_OTHER_YEAR = re.compile(rf"{B}(?:của{S})?(?P<earlier>năm{S}(?:trước|ngoái))|{B}(?:của{S})?năm{S}(?:sau|tới|kế{S}tiếp)")


def _year_of_title(folded: str, atom: Atom, context: Context) -> int | None:
    """The title's year; the one before or after it where the text says so; None for what comes every year."""
    if context.year is None or YEARLY.match(folded, atom.end):
        return None
    # `6 tháng đầu năm` already holds the word that `sau` and `trước` go on from.
    start = atom.end - 3 if folded.endswith("năm", 0, atom.end) else atom.end
    other = _OTHER_YEAR.match(folded, start)
    return context.year if other is None else context.year + (-1 if other["earlier"] else 1)


# A stretch from the year's first month, by its length and the reporting period that ends with it.
_STRETCHES = {
    **{("P6M", period): "H1" for period in ("H1", "Q2", "06")},
    **{("P9M", period): "9M" for period in ("9M", "Q3", "09")},
}


def _part_reported(atom: Atom, context: Context) -> str | None:
    """`9 tháng` in a paper on the first nine months or on the third quarter."""
    part = _STRETCHES.get((atom.iso or "", (context.period or "").removeprefix(f"{context.year}-")))
    return f"{context.year}-{part}" if part else None


def _is_title_period(folded: str, atom: Atom, context: Context) -> bool:
    """`6 tháng`, `9 tháng` said of the reporting period itself."""
    return (
        _part_reported(atom, context) is not None
        and not _IN_PERIOD.search(folded[max(0, atom.start - 24) : atom.start])
        and folded[atom.start] in "069"
    )
