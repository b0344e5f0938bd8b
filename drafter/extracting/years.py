"""Which year a yearless time takes: its own phrase's, the one before or after where the text says so, else the title's."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.extracting.atoms import Atom, B, S, months_form, ranged
from drafter.extracting.context import Context
from drafter.model.fact import DateKind
from drafter.model.period import Period

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
    for written in reversed(found):
        reported = written.shape == "duration" and _is_reported(folded, written)
        atom = _as_period(written) if reported else written
        done = atom
        told = atom.year is not None  # by the text itself, not by the title
        if atom.shape in _YEARLESS and atom.year is None and not atom.fixed:
            beside = _year_beside(folded, atom, year_right)
            told = beside is not None
            known = context.period is not None or not reported
            year = beside or (_year_of_title(folded, atom, context) if known else None)
            if beside is None and atom.shape == "day" and not YEARLY.match(folded, atom.end):
                year = _year_of_paper(folded, atom, year, context)
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


# What is reported of so many months: `báo cáo công tác Mặt trận 9 tháng`, `Sơ kết 6 tháng và tổng kết năm`.
_REPORTED = re.compile(
    rf"(?<!\w)(?:báo{S}cáo|sơ{S}kết|số{S}liệu|kết{S}quả|tình{S}hình|công{S}tác|kt-xh|ktxh)(?:{S}[^\W\d_]+){{0,4}}{S}$"
)
_NOT_REPORTED = re.compile(
    rf"{S}(?:thực{S}hiện|triển{S}khai|thi{S}hành|hoạt{S}động|qua|đầu{S}tiên|tuổi|kể{S}từ|trở|sau|một{S}lần)(?!\w)|{B}/|{B}\d"
)


_CUMULATIVE = re.compile(rf"l(?:ũy|uỹ){S}kế(?:{S}trong)?{S}$")
_AMOUNT = re.compile(rf"{S}(?:(?:là|đạt){S})?\d+(?:[.,]\d+)*{B}(?:nghìn|ngàn|triệu|tr|tỷ|tỉ|đồng|đ|%|ha|tấn)(?!\w)")
# What is paid or lent for so many months.
_FOR_MONTHS = re.compile(rf"(?<!\w)(?:hỗ{S}trợ|trợ{S}cấp|lương|thuê|phụ{S}cấp|mức|đóng|gạo|học{S}phí)(?!\w)[^,;.]*$")


def _is_reported(folded: str, atom: Atom) -> bool:
    """Whether three, six or nine months are the stretch that a report tells of."""
    before = folded[max(0, atom.start - 48) : atom.start]
    if _IN_PERIOD.search(before[-24:]) is not None or _IN_MONTHS.match(folded, atom.start) is None:
        return False
    if _CUMULATIVE.search(before) is not None:
        return True  # `lũy kế 4 tháng 684,93 tỷ đồng`
    if _HALF_YEARS.match(folded, atom.start) is None:
        return False
    if _AMOUNT.match(folded, atom.end) is not None:
        return _FOR_MONTHS.search(before) is None  # `Doanh số cho vay 9 tháng 214.873 triệu đồng`
    return _REPORTED.search(before) is not None and _NOT_REPORTED.match(folded, atom.end) is None


def _as_period(atom: Atom) -> Atom:
    count = int((_MONTHS.fullmatch(atom.iso or "") or ["", "6"])[1])
    return replace(
        atom, kind=DateKind.PERIOD, shape="months", iso=None, fixed=False, period=months_form(count, last=False)
    )


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


_NOT_BEFORE = re.compile(rf"(?<!\w)(?:trước|chậm{S}nhất|muộn{S}nhất|hạn|hoàn{S}thành)(?!\w)[^.;]{{0,24}}$")
_EARLY = 3  # a paper of these first months may still report on the year before


def _year_of_paper(folded: str, atom: Atom, year: int | None, context: Context) -> int | None:
    """The year of a day: the title's, but the paper's own where the title names none or one that is past by then."""
    if context.paper_date is None:
        return year
    own, month = int(context.paper_date[:4]), int(context.paper_date[5:7])
    if year is None:
        return own if context.period is None else None
    if year >= own or (year == own - 1 and month <= _EARLY and not _NOT_BEFORE.search(folded[: atom.start][-40:])):
        return year
    return own


def _year_of_title(folded: str, atom: Atom, context: Context) -> int | None:
    """The title's year; the one before or after it where the text says so; None for what comes every year."""
    if context.year is None or YEARLY.match(folded, atom.end):
        return None
    # `6 tháng đầu năm` already holds the word that `sau` and `trước` go on from.
    start = atom.end - 3 if folded.endswith("năm", 0, atom.end) else atom.end
    other = _OTHER_YEAR.match(folded, start)
    return context.year if other is None else context.year + (-1 if other["earlier"] else 1)


_IN_MONTHS = re.compile(rf"\d{{1,2}}{B}tháng(?!\w)|(?:sáu|chín){S}tháng")
_HALF_YEARS = re.compile(rf"0?[369]{B}tháng(?!\w)|(?:ba|sáu|chín){S}tháng(?!\w)")
_LASTING = re.compile(rf"{S}(?:tù|cải{S}tạo|giam|tuổi|lương|thai|bảo{S}hành|thử|học|thực{S}hiện)(?!\w)")
_MONTHS = re.compile(r"P(\d{1,2})M")


def _part_reported(atom: Atom, context: Context) -> str | None:
    """`9 tháng` in a paper on the first nine months, on the third quarter or on September: the months up to its end."""
    length = _MONTHS.fullmatch(atom.iso or "")
    if length is None or context.period is None or context.year is None:
        return None
    first, last = Period.parse(context.period).months
    january, count = context.year * 12, int(length[1])
    ended = last - january + 1
    if not 2 <= count <= 11 or first not in (january, last, last - 2):
        return None
    if count != ended and not (first == last and count == ended - 1):  # a meeting in August on seven months
        return None
    return months_form(count, last=False).replace("Y", str(context.year))


def _is_title_period(folded: str, atom: Atom, context: Context) -> bool:
    """`6 tháng`, `9 tháng` said of the reporting period itself."""
    return (
        _part_reported(atom, context) is not None
        and not _IN_PERIOD.search(folded[max(0, atom.start - 24) : atom.start])
        and _IN_MONTHS.match(folded, atom.start) is not None
        and _LASTING.match(folded, atom.end) is None
    )
