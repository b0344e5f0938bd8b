"""Dates, periods, ranges, terms, durations and anniversaries of one paragraph.

First the smallest written times are found (`forms`), then overlaps are settled, what is only a fraction or a number is
dropped, neighbours are joined to ranges and lend each other their year, and each is given its role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from drafter.extracting.atoms import YEAR, Atom, B, S, completed, ranged
from drafter.extracting.context import Context
from drafter.extracting.days import (
    ALWAYS,
    CLAUSE_BEGINS,
    goes_with_next,
    happens,
    heads_item,
    is_days_way,
    is_more_than_whole,
    last_clause,
)
from drafter.extracting.forms import atoms
from drafter.extracting.time_roles import is_anniversary_pair, role_of
from drafter.extracting.units import UnitKind, lexicon, unit_at
from drafter.extracting.years import YEARLY, with_years
from drafter.language.folding import fold_mapped
from drafter.lexicon import load
from drafter.model.fact import DateFact, DateKind

_NOUNS = rf"(?:(?:trước|ngày|tháng|năm|đầu|cuối|giữa|hết|sáng|chiều|trưa|tối|quý){S}){{0,3}}"
_TO = re.compile(rf"{B}(?:-|,?{B}(?:cho{S})?(?:đến|tới){S}){B}{_NOUNS}")
_FROM = re.compile(rf"(?<!\w)(?:từ|kể{S}từ){S}{_NOUNS}$")
_LIST = re.compile(rf"{B}(?:,|;|và|hoặc|hay|,{B}và|-|đến|tới){B}(?:(?:dịp|lễ|ngày|tháng|năm){S}){{0,2}}")
_DAYS_BEFORE = re.compile(
    rf"(?<![\w/.,-])((?:\d{{1,2}}{B}[,;]{B}){{0,6}}\d{{1,2}})({B}(?:-|,|và|đến(?:{S}ngày)?|tới){B})$"
)
_DURATION_NOT_AFTER = re.compile(
    r"(?:thứ|ngày|số|điều|khoản|mục|điểm|quý|tháng|tuần|lớp|khóa|khoá|tổ|khu|nhóm|phần|đội|hàng|hằng|loại|bậc|cấp)\s{0,3}$|[/\d]$|\d[.,/-]$"
)
# Behind `N ngày`, `N năm` a number is a date's (`số 5 ngày 12/3`), unless it is the first of two years or one of thousands
# (`6 tháng 5.846 triệu đồng`).
_NUMBER_AFTER = re.compile(rf"{B}\d(?!\d{{3}}{B}-|\d{{0,2}}\.\d{{3}}(?!\d))")
_LASTING = re.compile(rf"(?:trong|suốt|qua|cả|diễn{S}ra){S}$")
_MONTH_NOT_AFTER = re.compile(rf"(?:hàng|hằng|mỗi|một|các|\d){S}$")


def find_dates(text: str, start: int, end: int, context: Context) -> list[DateFact]:
    """Every time expression of `text[start:end]` in reading order; offsets are absolute in `text`."""
    piece = fold_mapped(text[start:end])
    folded = piece.text
    if _NO_TIME.fullmatch(folded) or (_DIGIT.search(folded) is None and not _WORDS.search(folded)):
        return []
    found = _settled(folded)
    if not found:
        return []
    found = _with_days_before(folded, found)
    found = _judged(folded, found)
    found = _anniversaries(folded, found)
    found = _joined(folded, found)
    found = with_years(folded, found, context)
    facts = []
    for index, atom in enumerate(found):
        end_of_words = atom.start + len(folded[atom.start : atom.end].rstrip())
        first, last = (start + offset for offset in piece.span(atom.start, end_of_words))
        facts.append(
            DateFact(
                first,
                last,
                text[first:last],
                atom.kind,
                atom.iso,
                atom.candidates,
                role_of(folded, found, index),
                context.section(first),
                atom.valid,
            )
        )
    return facts


_DIGIT = re.compile(r"\d")
_NO_TIME = re.compile(r"[\s*(+-]{0,3}(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d{1,2})?[\s%*)]{0,3}")  # a cell's number
_WORDS = re.compile(r"khóa|khoá|năm|tháng|quý|tết|xuân|đán")


@cache
def _cue(name: str) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word).replace(r"\ ", S) for word in sorted(load("periods")["cues"][name], key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{words}){B}(?:là{S}|vào{S})?\(?{B}$")


@cache
def _counted() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(load("periods")["not_time"]["counted"], key=len, reverse=True))
    return re.compile(rf"{B}(?:{words})(?!\w)")


@cache
def _named_day() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["not_time"]["named_days"])
    return re.compile(rf"{S}(?:{words})(?!\w)")


@cache
def _holidays() -> tuple[frozenset[tuple[int, int]], re.Pattern[str]]:
    """Days that are quoted without their year, and the words that stand before them."""
    table = load("holidays")
    days = frozenset((int(entry["day"]), int(entry["month"])) for entry in table["holiday"])
    cues = "|".join(re.escape(word).replace(r"\ ", S) for word in table["cues"])
    return days, re.compile(rf"(?<!\w)(?:{cues})(?!\w)")


def _before(folded: str, offset: int, reach: int = 40) -> str:
    return folded[max(0, offset - reach) : offset]


def _settled(folded: str) -> list[Atom]:
    """Overlaps settled: strong before weak, earlier before later, longer before shorter."""
    ranked = sorted(atoms(folded), key=lambda atom: (atom.weak, atom.start, atom.start - atom.end))
    strong: list[Atom] = []
    reached = -1
    for atom in ranked:
        if atom.weak:
            break
        if atom.start >= reached and not _misread(folded, atom):
            strong.append(atom)
            reached = atom.end
    weak = _apart([atom for atom in ranked if atom.weak], strong)
    return sorted(strong + weak, key=lambda atom: atom.start)


def _apart(weak: Sequence[Atom], strong: Sequence[Atom]) -> list[Atom]:
    """Weak atoms that overlap neither a strong one nor each other; both lists are in reading order."""
    kept: list[Atom] = []
    place = reached = 0
    for atom in weak:
        while place < len(strong) and strong[place].end <= atom.start:
            place += 1
        free = place >= len(strong) or strong[place].start >= atom.end
        if free and atom.start >= reached:
            kept.append(atom)
            reached = atom.end
    return kept


def _misread(folded: str, atom: Atom) -> bool:
    """Whether words beside a strong form show that it is no time after all."""
    before, after = _before(folded, atom.start, 14), folded[atom.end : atom.end + 16]
    if atom.shape == "duration":
        written = folded[atom.start : atom.end]
        if _DURATION_NOT_AFTER.search(before) and not (written.startswith("0") and re.search(rf"cấp{S}$", before)):
            return True  # but `NSNN cấp 03 năm`
        if written.endswith("tháng") and re.match(rf"{S}tuổi(?!\w)", after):
            return True
        if _NUMBER_AFTER.match(after) and not _amount_behind(folded, atom.end):
            return not (written.endswith("ngày") and _LASTING.search(before))
        return written.endswith("ngày") and _named_day().match(after) is not None
    if atom.shape == "months" and folded[atom.start].isdigit():
        return re.search(rf"ngày{S}$", before) is not None or re.match(rf"{S}tiên(?!\w)", after) is not None
    if atom.shape == "day" and folded[atom.start].isdigit() and "tháng" in folded[atom.start : atom.end]:
        return re.search(rf"(?:tuần|lần|thứ|số|quý|kỳ|đợt){S}$", before) is not None
    if atom.shape == "month" and folded.startswith("tháng", atom.start):
        if re.search(rf"(?:tuần|kỳ|đợt){S}(?:thứ{S})?\d{{1,2}}{S}$", before):
            return False
        return _MONTH_NOT_AFTER.search(before) is not None and atom.year is None
    if atom.shape == "month":
        if _counted().match(after) and not re.search(
            rf"(?:từ|đến|tới|hết|trước|sau|đầu|cuối|giữa|vào|trong){S}$", before
        ):
            return True
        return re.search(r"(?:số|định|quyết|luật|tư|thị|hoạch)\s{0,3}:?\s{0,3}$", before) is not None
    if atom.shape in ("quarter", "week"):
        return atom.year is None and re.search(rf"(?:hàng|hằng|mỗi){S}$", before) is not None
    return False


_AMOUNT = re.compile(rf"{B}\d+(?:[.,]\d+)*(?![\d/-])")


def _amount_behind(folded: str, end: int) -> bool:
    """Whether a number with its unit stands behind a stretch of time (`Thu 9 tháng 24 tỷ`, `6 tháng 45 vụ`)."""
    found = _AMOUNT.match(folded, end)
    return found is not None and _counts_behind(folded, found.end())


def _with_days_before(folded: str, found: list[Atom]) -> list[Atom]:
    """`16-18/10/2024` is a range of days; `ngày 12, 13 và 14/6` names three days."""
    out: list[Atom] = []
    for atom in found:
        if atom.shape != "day" or atom.kind != DateKind.DATE or not atom.valid:
            out.append(atom)
            continue
        lead = _DAYS_BEFORE.search(_before(folded, atom.start))
        days = _earlier_days(folded, atom, lead) if lead else []
        while days and out and out[-1].end > days[0].start:
            out.pop()
        if lead and len(days) == 1 and re.search(r"-|đến|tới", lead[2]):
            last = replace(atom, weak=False) if atom.year else atom
            out.append(ranged(days[0], last))
            continue
        out += [*days, atom]
    return out


def _earlier_days(folded: str, atom: Atom, lead: re.Match[str]) -> list[Atom]:
    assert atom.day is not None
    offset = max(0, atom.start - 40)
    begin = offset + lead.start(1)
    said = _before(folded, begin, 16)
    dash = "-" in lead[2] or "đến" in lead[2] or "tới" in lead[2]
    clause = last_clause(_before(folded, begin, 40))
    festive = dash and (_holidays()[1].search(clause) or happens().search(clause)) is not None
    named = festive or re.search(rf"(?:ngày|từ|đêm|sáng|chiều|tối)(?:{B}[,:])?{S}$|\({B}$", said) is not None
    alone = dash and not folded[:begin].strip(" -+•*") and not folded[atom.end :].strip()  # a cell's `15-25/8`
    alone = alone or (
        dash and (heads_item(folded, atom) or _SPAN_AHEAD.search(_before(folded, atom.start)) is not None)
    )
    if not (named or alone) and not (dash and "-" in lead[2] and atom.year):
        return []
    days = []
    for number in re.finditer(r"\d{1,2}", lead[1]):
        value = int(number.group())
        if not 1 <= value <= 31 or value >= atom.day:
            return []
        days.append(
            completed(
                replace(
                    atom,
                    start=offset + lead.start(1) + number.start(),
                    end=offset + lead.start(1) + number.end(),
                    day=value,
                    weak=False,
                )
            )
        )
    return days


def _judged(folded: str, found: list[Atom]) -> list[Atom]:
    """Weak atoms kept where something beside them says that they are times."""
    kept: list[Atom] = []
    for index, atom in enumerate(found):
        if not atom.weak:
            kept.append(atom)
            continue
        follower = found[index + 1] if index + 1 < len(found) else None
        previous = kept[-1] if kept else None
        if _is_time(folded, atom, previous, follower):
            kept.append(replace(atom, weak=False))
    return kept


_MORE_YEARS = re.compile(rf"{B}(?:,|;|và){B}{YEAR}")


def _is_time(folded: str, atom: Atom, previous: Atom | None, follower: Atom | None) -> bool:
    before, after = _before(folded, atom.start), folded[atom.end : atom.end + 12]
    day_named = _cue("named_day").search(before) is not None
    counts = _counts_behind(folded, atom.end)
    if atom.shape == "year":
        if counts:
            return False
    elif (counts or _counted().match(after)) and not (day_named and atom.valid):
        return False
    listed = (
        previous is not None
        and (previous.shape == atom.shape or (atom.shape == "year" and previous.shape in ("day", "pair")))
        and _LIST.fullmatch(folded, previous.end, atom.start) is not None
    )
    if atom.shape == "year":
        if re.match(rf"{B}năm(?!\w)", after):
            return False
        if _is_compared(folded, atom, previous, follower):
            return True
        if after.startswith(":") and (not before or before.rstrip().endswith((":", ";", ",", "(", "-", "+"))):
            return True  # `Nợ đọng: 2021: 18,2 tỷ; 2023: 9,6 tỷ`
        if after.lstrip().startswith(":") and previous is not None and previous.shape == "year":
            return abs((atom.year or 0) - (previous.year or 0)) <= 5
        if _opens_clause(folded, atom, previous):
            return True
        bracketed = before.endswith("(") and (after.startswith(")") or _MORE_YEARS.match(after) is not None)
        return listed or bracketed or _cue("year").search(before) is not None or _is_told(folded, atom, before)
    said = folded[atom.start : atom.end]
    if re.search(rf"ngày{B}$", before):
        return True
    if not atom.valid:
        return False
    if "." in said:
        return False
    if "tháng" in said and re.search(rf"(?:đến|tới){S}$", before):
        return True
    days, words = _holidays()
    festive = (atom.day, atom.month) in days and words.search(last_clause(_before(folded, atom.start, 90))) is not None
    if "-" in said:
        return festive or (is_more_than_whole(folded, atom) and _cue("day").search(before) is not None)
    ranged = (
        follower is not None and follower.shape == "day" and _TO.fullmatch(folded, atom.end, follower.start) is not None
    )
    if ranged and follower is not None and not _counted().match(folded[follower.end : follower.end + 12]):
        bracketed = before.endswith("(") and folded.startswith(")", follower.end)
        forward = (atom.month or 0, atom.day or 0) < (follower.month or 0, follower.day or 0)
        told = bracketed or day_named or festive or _FROM.search(before) or _cue("day").search(before)
        return not follower.weak or (forward and bool(told))
    if ranged and not day_named and not festive:
        return False
    if is_more_than_whole(folded, atom) and _SPAN_AHEAD.search(before) is not None:
        return True  # `đợt 01-15/3`
    if _DUE.search(before) is not None or _HOUR.search(before) is not None:
        return True
    if goes_with_next(folded, atom, follower) or is_days_way(folded, atom, before):
        return True
    since = _FROM.search(before) is not None and not re.match(rf"{S}(?:lên|xuống|còn|thành|tăng|giảm)(?!\w)", after)
    yearly = YEARLY.match(folded, atom.end) is not None
    if is_more_than_whole(folded, atom):
        opens = (atom.day or 0) > 12 and re.match(rf"{S}[^\W\d_]", after) and CLAUSE_BEGINS.search(before)
        if opens or _cue("until").search(before) is not None:
            return True  # `15/8 họp Đảng ủy`, `chậm nhất 31/5`
        if (
            (atom.day or 0) > 12
            and (atom.day, atom.month) != ALWAYS
            and happens().search(last_clause(before)) is not None
        ):
            return True  # `lễ Giỗ Tổ 18/4`, `Trực cơ quan 18 - 19/10`
    bracketed = before.endswith("(") and after.startswith(")")
    if bracketed and previous is not None and folded[previous.end : atom.start].strip() == "(":
        return previous.kind in _PERIODS  # `báo cáo Quý III (5/10)`
    return listed or festive or since or yearly or _cue("day").search(before) is not None


def _is_compared(folded: str, atom: Atom, previous: Atom | None, follower: Atom | None) -> bool:
    """`2024/2023`: one of two years with nothing but a slash between them and nothing counted behind."""
    if previous is not None and previous.shape == "year" and folded[previous.end : atom.start] == "/":
        return True
    if follower is None or follower.shape != "year" or folded[atom.end : follower.start] != "/":
        return False
    return _counted().match(folded[follower.end : follower.end + 12]) is None


def _counts_behind(folded: str, end: int) -> bool:
    """Whether what stands behind a number of four digits is counted or measured by it."""
    if _SCALE_BEHIND.match(folded, end) is not None:
        return True
    unit, words = unit_at(folded, folded, end), lexicon()
    if unit is None or not unit.known or unit.kind is UnitKind.TIME:
        return False
    return unit.head not in words.also_verbs and unit.head not in words.after_years


_SCALE_BEHIND = re.compile(rf"{B}(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
_OPENS = re.compile(r"[:;(]\s{0,2}$")
_TOLD_BEHIND = re.compile(
    rf"{S}(?:\d|(?:thu|chi|đạt|có|là|giảm|tăng|còn|thực{S}hiện|giải{S}ngân|được|tổ{S}chức)(?!\w))"
)


def _opens_clause(folded: str, atom: Atom, previous: Atom | None) -> bool:
    """Whether a bare year opens a clause that tells its result (`không đạt: 2021 thu 612 tỷ đồng`)."""
    if not 1945 <= (atom.year or 0) <= 2060:
        return False
    if _OPENS.search(_before(folded, atom.start, 3)) is None or (told := _TOLD_BEHIND.match(folded, atom.end)) is None:
        return False
    after_year = previous is not None and previous.shape == "year" and previous.year != atom.year
    return after_year or not told.group().strip()[:1].isdigit()


_WORD_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+)[\"”’)]?{S}$")


@cache
def _numbered() -> re.Pattern[str]:
    """What bears a number of four digits that is no year."""
    listed = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["not_time"]["numbered"])
    return re.compile(rf"(?<!\w)(?:{listed}){S}$")


def _is_told(folded: str, atom: Atom, before: str) -> bool:
    """A bare year behind a noun (`Nguồn vốn 2024 chuyển sang 2025`): no number of a series, no law's name, nothing counted."""
    if _WORD_BEFORE.search(before) is None or not 1930 <= (atom.year or 0) <= 2060:
        return False
    return _numbered().search(_before(folded, atom.start, 80)) is None


_SPAN_AHEAD = re.compile(rf"(?<![\d/.,-])(?:0\d|[12]\d|3[01]){B}-{B}$")
_HOUR = re.compile(rf"\d{B}(?:h|giờ|g\d\d)(?:{B}\d\d)?(?:{B}(?:phút|'))?,?{S}$")  # `đến 19h 28/10`
_DUE = re.compile(rf"(?:^|[(,;:])\s{{0,2}}hạn{S}$")  # `(hạn 10/10)`; `đúng hạn 10/10` counts
_PERIODS = (DateKind.PERIOD, DateKind.MONTH, DateKind.YEAR)


def _joined(folded: str, found: list[Atom]) -> list[Atom]:
    """Neighbours joined to ranges: `từ 01/3 đến hết ngày 10/3/2024`, `6/2014 - 6/2024`, `từ năm 2019 đến năm 2024`."""
    out: list[Atom] = []
    for atom in found:
        if out and _ranged(folded, out[-1], atom, out):
            out[-1] = ranged(out[-1], atom)
        else:
            out.append(atom)
    return out


_RANGED = ("day", "month", "year", "quarter")


def _ranged(folded: str, first: Atom, last: Atom, earlier: Sequence[Atom]) -> bool:
    if first.shape not in _RANGED or last.shape not in _RANGED or first.kind == DateKind.RANGE:
        return False
    gap = folded[first.end : last.start]
    if len(gap) > 40 or not _TO.fullmatch(gap):
        return False
    if first.shape in ("day", "year") and _commemorated(folded, first, last, earlier):
        return False
    since = _FROM.search(_before(folded, first.start)) is not None
    if "-" in gap and not re.search("đến|tới", gap):
        return first.shape == last.shape or since
    if first.shape != last.shape:
        return since and (first.shape, last.shape) != ("day", "year")
    return since or first.shape in ("day", "month", "quarter")


def _commemorated(folded: str, first: Atom, last: Atom, earlier: Sequence[Atom]) -> bool:
    """Whether two dates are a founding day and its anniversary: behind `kỷ niệm N năm …`, or one day of two years in
    brackets (`Ngày truyền thống (18/11/1930 - 18/11/2022)`)."""
    if is_anniversary_pair(folded, first, last):
        return True
    for other in reversed(earlier[-4:]):
        if other.shape == "anniversary":
            between = folded[other.end : first.start]
            return ("(" in between and ")" not in between) or between.strip() in ("", ",", ":", "-")
    return False


@cache
def _anniversary_end() -> re.Pattern[str]:
    stops = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["anniversary"]["stop"])
    return re.compile(rf"\s{{0,3}}(?:[(,;.:)!?\"\t]|-{S}\(|{S}(?:{stops})(?!\w))")


def _anniversaries(folded: str, found: list[Atom]) -> list[Atom]:
    """`kỷ niệm 92 năm` runs on to the name of the day, up to the brackets or the next mark or time."""
    out: list[Atom] = []
    for index, atom in enumerate(found):
        if atom.shape != "anniversary":
            out.append(atom)
            continue
        ceiling = min(len(folded), atom.end + 120)
        if index + 1 < len(found):
            ceiling = min(ceiling, found[index + 1].start)
        opening = folded[atom.end : ceiling].rstrip()
        if opening.endswith("(") and not re.search(r"[.;:(]", opening[:-1]):
            # The brackets with the dates close the name, marks and all: `… miền Nam, thống nhất đất nước (30/4/1975 …`.
            out.append(replace(atom, end=atom.end + len(opening[:-1].rstrip())))
            continue
        stop = _anniversary_end().search(folded, atom.end, ceiling)
        end = atom.end + len(folded[atom.end : stop.start() if stop else ceiling].rstrip(" -"))
        end = max(atom.end, end)
        if ceiling == atom.end + 120 and stop is None:
            end = atom.end + max(0, folded[atom.end : end].rfind(" "))
        out.append(replace(atom, end=max(end, atom.end)))
    return out
