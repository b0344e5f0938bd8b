"""The written forms of time, each with its reader, and the scan that finds them.

Forms that begin with a digit are tried only where a number begins, and only those that fit what stands behind the
number; forms that begin with a word are tried at that word only: that is what makes the scan fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from drafter.extracting.atoms import (
    DASH,
    RIGHT,
    YEAR,
    Atom,
    B,
    Reader,
    S,
    read_anniversary,
    read_bare_year,
    read_blank_day,
    read_cycle,
    read_day_month,
    read_duration,
    read_frequency,
    read_half,
    read_lunar,
    read_month,
    read_month_number,
    read_months,
    read_named_month,
    read_next_years,
    read_numeric,
    read_numeric_reversed,
    read_pair,
    read_quarter,
    read_quarters,
    read_recurring,
    read_season,
    read_session,
    read_times_per,
    read_week,
    read_worded_month,
    read_written_day,
    read_year,
)
from drafter.language.alternation import alternation
from drafter.lexicon import load
from drafter.model.fact import DateKind

Form = tuple[re.Pattern[str], Reader]

_OF_YEAR = rf"(?:{B},?{B}năm{S}|{DASH}|{B},{S})"
_UNIT = "năm|tháng|tuần|ngày|quý"
_ANY_YEAR = r"(?:1[89]|20|21)\d\d"
_PAIR = rf"(?:từ{S})?(?:năm{S})?(?P<a>{_ANY_YEAR})(?:{B}(?:-|đến|tới){{1,2}}{B}|{S})?(?:năm{S})?(?P<b>{YEAR})"
_BRACKETED_PAIR = rf"(?P<open>\()?{_PAIR}(?(open){B}\)?)(?!\d)"
_LUNAR = rf"(?:\((?:âm{S}lịch|âl|al)\)|âm{S}lịch|âl(?!\w)|al(?!\w))"
_DOTS = r"[\s.…_,]{0,40}"
_NOTHING = r"(?!)"
_AMOUNT = rf"{B}(?:tuổi|%|(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))"
_COUNT = r"\d{1,3}"


def _any(words: Iterable[str]) -> str:
    """One pattern for several phrases, the longest first, any blanks between their words."""
    return "|".join(re.escape(word).replace(r"\ ", S) for word in sorted(words, key=len, reverse=True))


def _firsts(phrases: Iterable[str]) -> str:
    """The first words of phrases, each once."""
    return " ".join({re.split(r"[\s-]", phrase, maxsplit=1)[0]: None for phrase in phrases})


def _compiled(table: list[tuple[str, Reader]]) -> tuple[Form, ...]:
    return tuple((re.compile(pattern), reader) for pattern, reader in table)


def _half(number: str) -> str:
    return (
        rf"(?P<n>{number}){B}tháng(?:{S}(?P<part>đầu|cuối))?(?:{B}(?:của{S})?(?P<of>năm))?(?:{B}nay(?!\w))?"
        rf"(?:{B}(?P<y>{YEAR}))?(?!\w)"
    )


def _duration(number: str) -> str:
    return (
        rf"(?P<n>{number}){B}(?:\([a-zà-ỹ ]{{2,20}}\){B})?(?P<u>năm|tháng|tuần|ngày)(?!\w)(?P<half>{S}rưỡi(?!\w))?"
        rf"(?:{S}(?P<months>\d{{1,2}}){S}tháng(?!\w))?(?!{S}(?:học|thứ)(?!\w))"
        rf"(?:{S}(?:qua|gần{S}đây)(?!\w))?"
    )


def _frequency(number: str) -> str:
    return rf"(?P<n>{number}){B}(?P<u>{_UNIT}){B}(?:/{B})?(?P<t>\d{{1,2}}|một)?{B}lần(?!\w)"


def _month_words() -> str:
    """Month names of the solar calendar in words; `giêng` and `chạp` are lunar."""
    return _any(word for word in load("periods")["month_words"] if word not in ("giêng", "chạp"))


@cache
def marked_forms() -> tuple[Form, ...]:
    """A number, then a slash, a dot or a hyphen."""
    return _compiled(
        [
            (
                rf"(?P<d>\d{{1,2}}){B}(?P<s1>[/.-]){B}(?P<m>\d{{1,2}}){B}(?P<s2>[/.-]){B}(?P<y>{YEAR}|\d\d){RIGHT}",
                read_numeric,
            ),
            # The Party's hyphens leave the slash to part two days (`3-2-1930/3-2-2023`).
            (r"(?P<d>\d{1,2})(?P<s1>-)(?P<m>\d{1,2})(?P<s2>-)(?P<y>\d{4})(?=/\d{1,2}-\d{1,2}-\d{4})", read_numeric),
            (rf"(?P<y>{YEAR})(?P<s>[-/])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){RIGHT}", read_numeric_reversed),
            (rf"(?P<m>\d{{1,2}}){B}/{B}(?P<y>{YEAR}){RIGHT}", read_month_number),
            (rf"(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}}){RIGHT}", read_day_month),
            (rf"(?P<a>{YEAR}){B}-{B}(?P<b>{YEAR}){RIGHT}", read_pair(DateKind.RANGE)),
            (rf"\d{{1,2}}{B}[/-]\d{{1,2}}(?:[/-]\d{{4}})?{B}{_LUNAR}", read_lunar),
            (
                rf"(?:(?P<low>\d{{1,3}}){B}(?:(?:năm|tháng|tuần){S}(?=đến))?(?:-|đến){B})?{_duration(_COUNT)}",
                read_duration,
            ),
        ]
    )


@cache
def worded_forms() -> tuple[Form, ...]:
    """A number, then a word."""
    event = _any(load("periods")["anniversary"]["event"])
    return _compiled(
        [
            (rf"(?P<d>\d{{1,2}}){S}tháng{S}(?P<m>\d{{1,2}}){_OF_YEAR}(?P<y>{YEAR})", read_written_day),
            (rf"(?P<d>\d{{1,2}}){S}tháng{S}(?P<m>\d{{1,2}})(?![\d/]|[.,]\d|{_AMOUNT})", read_day_month),
            (rf"(?P<d>\d{{1,2}}){S}tháng{S}(?P<w>{_month_words()}){S}năm{S}(?P<y>{YEAR})", read_worded_month),
            (_half(r"\d{1,2}"), read_half),
            (rf"(?P<n>\d{{1,2}}){B}tháng{B}/{B}(?P<part>{_NOTHING})?(?P<of>{_NOTHING})?(?P<y>{YEAR})(?!\d)", read_half),
            (
                rf"(?:(?P<low>\d{{1,3}}){B}(?:(?:năm|tháng|tuần){S}(?=đến))?(?:-|đến){B})?{_duration(_COUNT)}",
                read_duration,
            ),
            (rf"(?P<n>\d{{1,2}})t/(?P<part>{_NOTHING})?(?P<of>{_NOTHING})?(?P<y>{YEAR})(?!\d)", read_half),
            (_frequency(r"\d{1,3}"), read_frequency),
            (rf"(?P<t>\d{{1,2}}){B}lần{B}(?:/|mỗi{S}){B}(?P<n>\d{{1,2}})?{B}(?P<u>{_UNIT})(?!\w)", read_times_per),
            (rf"(?P<n>\d{{1,4}}){B}năm{S}(?={event})", read_anniversary),
            (rf"(?P<a>{YEAR}){B}(?:đến|tới){B}(?P<b>{YEAR}){RIGHT}", read_pair(DateKind.RANGE)),
            (rf"\d{{1,2}}{B}tháng{S}(?:giêng|chạp)(?!\w)", read_lunar),
        ]
    )


@cache
def year_forms() -> tuple[Form, ...]:
    compared = rf"(?![\w%‰]|/(?!{_ANY_YEAR}(?!\d)|(?:kh|th) \d)[\d\w]|[.,]\d)"  # `2024/2023`
    return _compiled([(rf"(?P<y>{YEAR}){compared}", read_bare_year)])


@cache
def word_forms() -> dict[str, tuple[Form, ...]]:
    """Forms that begin with a word, by that word."""
    words = load("periods")
    respelt = words["respelt"]
    stems = _any([*words["stems"], *(word for word, meant in respelt.items() if meant in words["stems"])])
    branches = _any([*words["branches"], *(word for word, meant in respelt.items() if meant in words["branches"])])
    month_words = _any(words["month_words"])
    small = _any(words["small"])
    heads = _any(words["anniversary"]["head"])
    smalls = _firsts(words["small"])
    table: list[tuple[str, str, Reader]] = [
        ("ngày", rf"ngày{B}(?P<d>\d{{1,2}}){B},?{B}tháng{B}(?P<m>\d{{1,2}}){_OF_YEAR}(?P<y>{YEAR})", read_written_day),
        ("ngày", rf"ngày{B}(?P<d>\d{{1,2}}){B}[/-]{B}(?P<m>\d{{1,2}}){B},?{B}năm{S}(?P<y>{YEAR})", read_written_day),
        ("ngày", rf"ngày{B}(?P<d>\d{{1,2}}){B}tháng{B}(?P<m>\d{{1,2}})(?P<y>)(?!\d)", read_written_day),
        (
            "ngày",
            rf"ngày{S}(?P<d>\d{{1,2}}){S}tháng{S}(?P<w>{_month_words()}){S}năm{S}(?P<y>{YEAR})",
            read_worded_month,
        ),
        (
            "ngày",
            rf"ngày(?P<d>{_DOTS}\d{{0,2}}{_DOTS})/(?P<m>{_DOTS}\d{{0,2}}{_DOTS})/{B}(?P<y>\d{{4}})(?!\d)",
            read_blank_day,
        ),
        (
            "ngày",
            rf"ngày(?P<d>{_DOTS}\d{{0,2}}{_DOTS})tháng(?P<m>{_DOTS}\d{{0,2}}{_DOTS})"
            rf"năm{B}(?P<y>\d{{4}}|\d{{0,3}}[.…_]{{1,20}}|\d{{0,3}}(?!\S))",
            read_blank_day,
        ),
        (
            "ngày",
            rf"ngày{S}\d{{1,2}}(?:{B}(?:,|và){B}\d{{1,2}}){{0,3}}{S}"
            rf"(?:(?:hàng|hằng|mỗi|của){S}(?:tháng|quý|năm)(?!{S}(?:cuối|đầu|sau|tiếp))|(?:của{S})?tháng{S}(?:cuối(?:{S}quý)?|đầu{S}(?:tiên|quý)|sau|tiếp(?:{S}theo)?))(?!\w)",
            read_recurring,
        ),
        (
            "mùng mồng",
            rf"(?:mùng|mồng){S}(?P<d>\d{{1,2}})(?:{B}[/-]{B}|{S}tháng{S})(?P<m>\d{{1,2}})(?P<y>)(?![\w/])",
            read_written_day,
        ),
        (
            "mùng mồng rằm ngày",
            rf"(?:mùng|mồng|rằm|ngày){S}\d{{1,2}}{B}(?:tháng{S}(?:giêng|chạp)(?!\w)"
            rf"|[/-]{B}\d{{1,2}}{S}năm{S}(?:{stems}){S}(?:{branches})(?!\w)"
            rf"|[/-]{B}\d{{1,2}}(?:[/-]\d{{4}})?{B}{_LUNAR}|tháng{S}(?:\d{{1,2}}|{month_words}){B}{_LUNAR}"
            rf"|tết(?:{S}nguyên{S}đán)?(?!\w))",
            read_lunar,
        ),
        (
            "đêm sáng chiều tối trưa tết",
            rf"(?:đêm|sáng|chiều|tối|trưa|tết)?{S}(?:mùng{S})?(?:2[3-9]|30){S}tết(?!\w)",
            read_lunar,
        ),
        ("rằm", rf"rằm{S}tháng{S}(?:\d{{1,2}}|{month_words})(?!\w)", read_lunar),
        (
            "tết xuân năm đán truyền",
            rf"(?:tết|xuân|năm|đán|truyền){S}(?:nguyên{S}đán{S})?(?P<stem>{stems}){S}(?P<branch>{branches})(?!\w)"
            rf"(?:{B}[-,(]?{B}(?:năm{S})?(?P<y>{YEAR}))?",
            read_cycle,
        ),
        (
            "tháng",
            rf"tháng{B}(?P<m>\d{{1,2}})(?:(?:{_OF_YEAR}|\.)(?P<y>{YEAR}))?"
            rf"(?!\d|/\d|[.,]\d|{B}(?:tuổi|lần|buổi|năm{S}tuổi))",
            read_month,
        ),
        (
            "tháng",
            rf"tháng{S}(?P<m>\d{{1,2}}){B}(?:,|và|-){B}(?P<last>\d{{1,2}}){S}năm{S}(?P<y>{YEAR})(?!\d)",
            read_months,
        ),
        ("tháng", rf"tháng{S}(?P<w>{_month_words()})(?:{B}/{B}|{B},?{B}năm{S})(?P<y>{YEAR})(?!\d)", read_named_month),
        ("t", rf"t(?P<m>\d{{1,2}})[/.](?P<y>{YEAR})(?![\w/])", read_month_number),
        ("q", rf"q\.?{B}(?P<q>iv|iii|ii|i|[1-4])[/-](?P<y>{YEAR})(?![\w/])", read_quarter),
        ("năm", rf"năm{S}(?P<y>{_ANY_YEAR})(?!\d)", read_year),
        ("năm", rf"năm{S}(?P<a>{_ANY_YEAR})/(?P<b>{YEAR})(?!\d)", read_next_years),
        (_firsts(words["budget_year"]), rf"(?:{_any(words['budget_year'])}){S}(?P<y>{YEAR})(?!\d|{B}-)", read_year),
        ("năm", rf"năm{S}(?P<a>{YEAR}){B}-{B}(?P<b>{YEAR})", read_pair(DateKind.RANGE)),
        ("nửa", rf"(?P<n>nửa){S}(?P<part>đầu|cuối){S}(?P<of>năm)(?:{S}(?P<y>{YEAR}))?(?!\w)", read_half),
        (smalls, _half(small), read_half),
        (
            "quý",
            rf"quý{B}(?P<q>iv|iii|ii|i|[1-4]|0[1-4])(?:{_OF_YEAR}(?P<y>{YEAR}))?(?!\w|[.,]\d|{B}lần)",
            read_quarter,
        ),
        (
            "quý",
            rf"quý{B}(?P<q>iii|ii|i|[1-3](?={B}-)){B}(?:-|đến|,|và){B}(?P<last>iv|iii|ii|(?<=-)[2-4])"
            rf"(?:{_OF_YEAR}(?P<y>{YEAR}))?"
            r"(?![\w/]|[.,]\d)",
            read_quarters,
        ),
        (
            "tuần",
            rf"tuần{S}(?:lễ{S})?(?:thứ{S}|số{S})?(?P<w>\d{{1,2}})(?:{_OF_YEAR}(?P<y>{YEAR}))?"
            rf"(?!\d|[.,]\d|/\d|-\d|{B}(?:(?:của{S}|trong{S})?tháng|lần|buổi))",
            read_week,
        ),
        (
            _firsts(words["term"]),
            rf"(?:{_any(words['term'])}){B}(?:(?:thứ{S}|lần{S}thứ{S}|khóa{S}|khoá{S})?[ivx]{{1,6}}{B}[,:]?{B})?"
            rf"{_BRACKETED_PAIR}",
            read_pair(DateKind.TERM),
        ),
        ("khóa khoá", rf"kh(?:óa|oá){S}[ivx]{{1,6}}{B},?{B}\({B}{_PAIR}{B}\)", read_pair(DateKind.TERM)),
        ("khóa khoá", rf"kh(?:óa|oá){S}[ivx]{{1,6}}(?!\w)", read_session),
        (
            _firsts(words["stage"]),
            rf"(?:{_any(words['stage'])}){B}(?:[ivx]{{1,4}}{B}|[1-5]{B})?[:,]?{B}{_BRACKETED_PAIR}",
            read_pair(DateKind.RANGE),
        ),
        (
            _firsts(words["school_year"]),
            rf"(?:{_any(words['school_year'])}){S}(?P<a>{YEAR}){DASH}(?P<b>{YEAR}|\d\d(?!\d))",
            read_pair(DateKind.PERIOD),
        ),
        (
            _firsts(words["season"]),
            rf"(?:{_any(words['season'])}){S}(?:năm{S})?(?P<a>{YEAR})"
            rf"(?:{DASH}(?:năm{S})?(?P<b>{YEAR}|\d\d(?!\d|[/.])))?",
            read_season,
        ),
        (smalls, _duration(small) + rf"(?P<low>{_NOTHING})?", read_duration),
        (smalls, _frequency(small), read_frequency),
        ("mỗi", rf"mỗi{S}(?P<n>{_NOTHING})?(?P<u>{_UNIT}){S}(?P<t>\d{{1,2}}|một){S}lần(?!\w)", read_frequency),
        ("một", rf"(?P<t>một){B}lần{B}(?:/|mỗi{S}){B}(?P<n>\d{{1,2}})?{B}(?P<u>{_UNIT})(?!\w)", read_times_per),
        (
            _firsts(words["anniversary"]["head"]),
            rf"(?:{heads}){S}(?:lần{S}thứ{S}(?=\d{{1,4}}(?!\w))|(?=\d{{1,4}}{B}năm(?!\w)))"
            rf"(?P<n>\d{{1,4}})(?:{B}năm(?!\w))?",
            read_anniversary,
        ),
        (
            "lần",
            rf"lần{S}thứ{S}(?P<n>\d{{1,3}}){S}(?=ngày{S}(?:thành|truyền|giải|sinh|quốc|chiến|thương))",
            read_anniversary,
        ),
    ]
    found: dict[str, list[Form]] = {}
    for firsts, pattern, reader in table:
        form = (re.compile(pattern), reader)
        for first in firsts.split():
            found.setdefault(first, []).append(form)
    return {first: tuple(forms) for first, forms in found.items()}


_NUMBER = re.compile(r"\d\d*")  # a digit before all repetition makes the search fast
_GOES_ON = re.compile(r"t/|năm|tháng|tuần|ngày|quý|lần|đến|tới|-|\(")
_TIME_AHEAD = re.compile(rf"(?:\d{{1,2}}-\d{{1,2}}-\d{{4}}|(?<![\d/-]){_ANY_YEAR})/\Z")
_GLUED = ("ngày", "tháng", "năm", "đến", "từ", "trong", "hơn", "trên", "gần", "sau")


@cache
def _first_word() -> re.Pattern[str]:
    """A word that some form begins with."""
    return re.compile(rf"{alternation(word_forms())}(?![^\W\d_])")


def atoms(folded: str) -> Iterator[Atom]:
    """Every form found, in no order, overlapping."""
    forms = word_forms()
    for word in _first_word().finditer(folded):
        start = word.start()
        if start and folded[start - 1].isalnum():
            continue
        for pattern, reader in forms[word[0]]:
            if (found := pattern.match(folded, start)) is not None and (atom := reader(found)) is not None:
                yield atom
    for number in _NUMBER.finditer(folded):
        if len(number.group()) > 4 or not _begins(folded, number.start()):
            continue
        for pattern, reader in _fitting(folded, number.end(), len(number.group()) == 4):
            if (match := pattern.match(folded, number.start())) is not None and (atom := reader(match)) is not None:
                yield atom


def _begins(folded: str, start: int) -> bool:
    """Whether a number begins here and not inside a word, a fraction or a longer number."""
    if start == 0:
        return True
    before = folded[start - 1]
    if before in "/_@":
        return before == "/" and _TIME_AHEAD.search(folded, max(0, start - 11), start) is not None
    if before in ".,":
        return start < 2 or not folded[start - 2].isdigit()
    return not before.isalpha() or folded.endswith(_GLUED, max(0, start - 6), start)


def _fitting(folded: str, end: int, is_year: bool) -> tuple[Form, ...]:
    """The forms that can go on from a number with what stands behind it."""
    place = end
    while place < len(folded) and place < end + 4 and folded[place].isspace():
        place += 1
    years = year_forms() if is_year else ()
    if place >= len(folded):
        return years
    if folded[place] in "/.-":
        return (*marked_forms(), *years)
    return (*worded_forms(), *years) if _GOES_ON.match(folded, place) else years
