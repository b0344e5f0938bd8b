"""Period phrases in titles: which period an outline is for, and what follows it.

Only the words that name a reporting period (`6 tháng đầu năm 2022`, `quý I/2023`, `tháng 6 năm 2023`, `năm 2023`,
`tuần 23 năm 2025`) and spans (`nhiệm kỳ 2019 - 2024`, `giai đoạn 2021 - 2025`). Works on one title at a time; offsets are
those of the title as given (NFC keeps them where the file is NFC).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafter.language.folding import fold
from drafter.model.period import Period, PeriodKind

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBER_WORDS = {"ba": 3, "sáu": 6, "chín": 9}
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_OF = r"(?:\s*(?:,?\s*năm|/|-|–)\s*" + _YEAR + r")?"
_MONTHS = re.compile(
    r"(?<![\w/.,])(?P<count>0?[369]|ba|sáu|chín)\s+tháng(?:\s+(?P<half>đầu|cuối)(?:\s+(?:của\s+)?năm(?:\s+"
    + _YEAR
    + r")?)?|\s+năm\s+"
    + _YEAR.replace("year", "year2")
    + r")(?!\w)"
)
_QUARTER = re.compile(r"(?<!\w)quý\s+(?P<quarter>iv|i{1,3}|0?[1-4])(?![\w])" + _OF)
_MONTH = re.compile(r"(?<!\w)tháng\s+(?P<month>0?[1-9]|1[0-2])(?!\d)" + _OF + r"(?![\w/])")
_WEEK = re.compile(r"(?<!\w)tuần\s+(?:thứ\s+)?(?P<week>\d{1,2})(?!\d)" + _OF)
_YEARS = re.compile(r"(?<!\w)năm\s+" + _YEAR + r"(?!\s*[-–/]\s*\d)(?!\w)")
_SCHOOL = re.compile(r"(?<!\w)năm\s+học\s+(?P<first>20\d{2})\s*[-–/]\s*(?P<last>20\d{2})")
_SEASON = re.compile(
    r"(?<!\w)vụ\s+(?:sản xuất\s+)?(?:đông\s*-?\s*xuân|xuân\s*-?\s*hè|hè\s*-?\s*thu|thu\s*-?\s*đông|mùa|đông|xuân|hè|thu)\s+"
    r"(?:năm\s+)?(?P<first>20\d{2})\s*[-–/]\s*(?P<last>20\d{2})(?!\d)"
)
_SPAN = re.compile(
    r"(?:(?<!\w)(?P<word>nhiệm\s+kỳ|giai\s+đoạn|thời\s+kỳ)\s+|\(|(?<!\w)từ\s+(?:năm\s+)?)(?P<first>(?:19|20)\d{2})\s*(?:[-–]|đến\s+(?:năm\s+)?)\s*(?P<last>(?:19|20)\d{2})(?!\d)"
)
# No period phrase is without one of these; looking for them first is many times faster.
_ANY = re.compile(r"tháng|quý|tuần|(?:19|20)\d\d")
_DAY = re.compile(r"ngày\s+\d{1,2}\s*\Z")
# A year behind these is a document's, a congress's or a plan's own: it does not move with the report.
_FIXED = re.compile(
    r"(?:nghị quyết|chỉ thị|quyết định|kết luận|luật|nghị định|thông tư|"
    r"hướng dẫn|đại hội|khóa|hiến pháp|bầu cử|từ|đến|kể từ|trước|sau|ngày|số)"
    r"(?:\s+[\w/.,-]+){0,6}\s*\Z"
)


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """One phrase of a title. `period` is None for a yearless phrase whose year nobody gives; `fixed`: it names a term, a
    stage or a document's year, which does not move with the report."""

    start: int
    end: int
    text: str
    period: Period | None
    has_year: bool
    fixed: bool = False


def find_periods(title: str, *, year: int | None = None) -> tuple[PeriodPhrase, ...]:
    """Every period phrase, in order; a yearless one takes the next year of the title, else its last, else `year`."""
    low = _same_length_fold(title)
    if _ANY.search(low) is None:
        return ()
    found: list[PeriodPhrase] = []
    taken: list[tuple[int, int]] = []

    def add(
        match: re.Match[str], period: Period | None, *, has_year: bool, fixed: bool = False, end: int | None = None
    ) -> None:
        start = match.start() + (1 if match[0].startswith("(") else 0)
        stop = match.end() if end is None else end
        if any(start < last and first < stop for first, last in taken):
            return
        taken.append((start, stop))
        found.append(PeriodPhrase(start, stop, title[start:stop], period, has_year, fixed))

    for match in _SCHOOL.finditer(low):
        add(match, Period.parse(f"{match['first']}/{match['last']}"), has_year=True)
    for match in _SEASON.finditer(low):
        if int(match["first"]) < int(match["last"]):
            add(match, Period.parse(f"{match['first']}/{match['last']}"), has_year=True)
    for match in _SPAN.finditer(low):
        if int(match["first"]) <= int(match["last"]):
            add(match, Period.parse(f"{match['first']}/{match['last']}"), has_year=True, fixed=True)
    for match in _MONTHS.finditer(low):
        given = match["year"] or match["year2"]
        kind, number = _months_kind(match["count"], match["half"])
        if kind is not None:
            add(match, Period(kind, int(given or 0), number), has_year=bool(given))
    for pattern, kind, name in (
        (_QUARTER, PeriodKind.QUARTER, "quarter"),
        (_WEEK, PeriodKind.WEEK, "week"),
        (_MONTH, PeriodKind.MONTH, "month"),
    ):
        for match in pattern.finditer(low):
            if name == "month" and _DAY.search(low[: match.start()]):
                continue  # a date
            number = ROMAN.get(match[name]) or int(match[name])
            add(match, Period(kind, int(match["year"] or 0), number), has_year=bool(match["year"]))
    for match in _YEARS.finditer(low):
        add(
            match,
            Period(PeriodKind.YEAR, int(match["year"])),
            has_year=True,
            fixed=bool(_FIXED.search(low[: match.start()])),
        )
    found.sort(key=lambda phrase: phrase.start)
    return _with_years(found, year)


def period_in(title: str) -> Period | None:
    """The reporting period that a title names first; None where it names none."""
    return next((phrase.period for phrase in find_periods(title) if phrase.period and not phrase.fixed), None)


def _months_kind(count: str, half: str | None) -> tuple[PeriodKind | None, int | None]:
    months = _NUMBER_WORDS.get(count) or int(count)
    if months == 9:
        return PeriodKind.NINE_MONTHS, None
    if months == 6:
        return PeriodKind.HALF, 2 if half == "cuối" else 1
    if months == 3 and half:
        return PeriodKind.QUARTER, 4 if half == "cuối" else 1
    return None, None


def _with_years(found: list[PeriodPhrase], year: int | None) -> tuple[PeriodPhrase, ...]:
    out: list[PeriodPhrase] = []
    years = [
        (phrase.start, phrase.period.year) for phrase in found if phrase.has_year and phrase.period and not phrase.fixed
    ]
    for phrase in found:
        if phrase.has_year or phrase.period is None:
            out.append(phrase)
            continue
        after = next((value for start, value in years if start > phrase.start), None)
        before = next((value for start, value in reversed(years) if start < phrase.start), None)
        value = after or before or year
        period = Period(phrase.period.kind, value, phrase.period.number) if value else None
        out.append(replace(phrase, period=period))
    return tuple(out)


def _same_length_fold(title: str) -> str:
    low = fold(title)
    return low if len(low) == len(title) else title.lower() if len(title.lower()) == len(title) else title


def in_words(period: Period) -> str:
    """A period as a report says it: `6 tháng đầu năm 2022`, `quý I năm 2023`, `tháng 6 năm 2023`, `giai đoạn 2019 - 2024`."""
    match period.kind:
        case PeriodKind.HALF:
            return f"6 tháng {half_word(period)} năm {period.year}"
        case PeriodKind.QUARTER:
            return f"quý {quarter_word(period)} năm {period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng đầu năm {period.year}"
        case PeriodKind.MONTH:
            return f"tháng {period.number} năm {period.year}"
        case PeriodKind.WEEK:
            return f"tuần {period.number} năm {period.year}"
        case PeriodKind.SPAN:
            return f"giai đoạn {period.first} - {period.last}"
        case _:
            return f"năm {period.year}"


def half_word(period: Period) -> str:
    """`đầu` or `cuối`: which half (or nine months) of the year."""
    return "cuối" if period.kind == PeriodKind.HALF and period.number == 2 else "đầu"


def quarter_word(period: Period) -> str:
    return {value: key.upper() for key, value in ROMAN.items()}.get(period.number or 0, str(period.number))


def parsed(written: str | Period | None) -> Period | None:
    """A period in the contract's form, None where it is none."""
    from drafter.errors import PeriodError

    if isinstance(written, Period) or not written:
        return written or None
    try:
        return Period.parse(written)
    except PeriodError:
        return None
