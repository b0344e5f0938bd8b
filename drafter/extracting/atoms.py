"""The smallest written times: a day, a month, a year, a period word, a duration. `times` joins and judges them.

Patterns run on folded text (NFC, lower case, one hyphen; `language.folding.fold_mapped`). Blanks inside a pattern are
bounded, so that a scan stays linear.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from drafter.lexicon import load
from drafter.model.fact import DateKind

B = r"\s{0,3}"  # blanks that may lack
S = r"\s{1,4}"  # blanks that part words
YEAR = r"(?:1[89]|20|21)\d\d(?!\d|[/-][a-zđ])"
DASH = rf"{B}[-/]{B}"
_LEFT = r"(?:(?<![\w/])|(?<=ngày)|(?<=tháng)|(?<=đến))(?<!\d[.,])"  # no digit goes on to the left
_RIGHT = r"(?![\w%‰]|/[\d\w]|[.,]\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Atom:
    """A written time with folded offsets. `weak` ones need something beside them to be a time at all.

    `shape` is day, month, year, months, quarter, week, pair (two years), duration, lunar, blank or anniversary; `number` the quarter, week or
    the like; `open_form` makes the iso once the year is known.
    """

    start: int
    end: int
    shape: str
    kind: DateKind
    iso: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    period: str = ""
    weak: bool = False
    valid: bool = True
    candidates: tuple[str, ...] = ()
    fixed: bool = False

    def dated(self, year: int) -> Atom:
        """The same with the year that something else gives."""
        return completed(replace(self, year=year))


def completed(atom: Atom) -> Atom:
    """With iso and validity from year, month and day; unchanged where those do not make it up."""
    if atom.shape == "day":
        assert atom.day is not None and atom.month is not None
        year = atom.year or 2000  # a leap year: 29/2 may be
        valid = 1 <= atom.month <= 12 and 1 <= atom.day <= monthrange(year, atom.month)[1]
        iso = f"{atom.year}-{atom.month:02d}-{atom.day:02d}" if valid and atom.year else None
        return replace(atom, iso=iso, valid=valid)
    if atom.shape == "month":
        valid = atom.month is not None and 1 <= atom.month <= 12
        return replace(atom, iso=f"{atom.year}-{atom.month:02d}" if valid and atom.year else None, valid=valid)
    if atom.shape == "year":
        return replace(atom, iso=str(atom.year))
    if atom.period and atom.year:
        return replace(atom, iso=atom.period.replace("Y", str(atom.year)))
    return atom


Reader = Callable[[re.Match[str]], Atom | None]


def _day(found: re.Match[str], day: str, month: str, year: str | None, **more: object) -> Atom:
    number = None if not year else full_year(year)
    return completed(
        Atom(found.start(), found.end(), "day", DateKind.DATE, None, number, int(month), int(day), **more)  # type: ignore[arg-type]
    )


def full_year(written: str) -> int:
    """`2022` → 2022; of two digits those up to 50 are of this century."""
    number = int(written)
    return number if number >= 100 else number + (2000 if number <= 50 else 1900)


def _alternatives(words: list[str] | dict[str, int]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", S) for word in sorted(words, key=len, reverse=True))


# --- readers, one a form ---------------------------------------------------------------------------------------------


def _numeric(found: re.Match[str]) -> Atom | None:
    """`24/5/2021`, `9-11-2012`, `30.5.2022`, `05-12/2023`, `24/5/21`."""
    day, first, month, second, year = found["d"], found["s1"], found["m"], found["s2"], found["y"]
    if len(year) == 2 and (first != second or first != "/" or " " in found.group()):
        return None
    atom = _day(found, day, month, year)
    if not atom.valid and atom.year:
        swapped = _day(found, month, day, year)  # 6/15/2022: month before day
        return replace(atom, candidates=(swapped.iso,) if swapped.iso else ())
    if first != second and first == "-" and int(day) <= 12 and atom.iso:
        return replace(atom, candidates=(f"{atom.year}-{int(day):02d}/{atom.year}-{int(month):02d}",))
    return atom


def _numeric_reversed(found: re.Match[str]) -> Atom | None:
    """`2022-06-30`, `2022/06/30`."""
    atom = _day(found, found["d"], found["m"], found["y"])
    return atom if atom.valid else None


def _month_number(found: re.Match[str]) -> Atom | None:
    """`6/2014`: a month only if there is such a month."""
    return _month(found) if 1 <= int(found["m"]) <= 12 else None


def _month(found: re.Match[str]) -> Atom | None:
    year = found["y"]
    number = int(found["m"])
    if not year and not 1 <= number <= 12:
        return None
    return completed(
        Atom(found.start(), found.end(), "month", DateKind.MONTH, None, int(year) if year else None, number)
    )


def _day_month(found: re.Match[str]) -> Atom | None:
    """`24/7`, without a year: weak until something says that it is a day."""
    return _day(found, found["d"], found["m"], None, weak=True)


def _written_day(found: re.Match[str]) -> Atom | None:
    """`ngày 21 tháng 8 năm 2018`, `ngày 21 tháng 8`."""
    return _day(found, found["d"], found["m"], found["y"])


def _blank_day(found: re.Match[str]) -> Atom | None:
    """`ngày … tháng … năm 2022`: a line of place and date still to be filled in."""
    day, month, year = (_digits(found[name]) for name in "dmy")
    if (day and month and year) or not (year or any(char in ".…_" for char in found.group())):
        return None
    number = int(year) if len(year) == 4 else None
    iso = (
        f"{number}-{int(month):02d}" if number and month and 1 <= int(month) <= 12 else str(number) if number else None
    )
    return Atom(found.start(), found.end(), "blank", DateKind.DATE, iso, number, fixed=True)


def _recurring(found: re.Match[str]) -> Atom | None:
    """`ngày 20 hằng tháng`."""
    return Atom(found.start(), found.end(), "recurring", DateKind.DATE, fixed=True)


def _digits(written: str | None) -> str:
    return "".join(char for char in written or "" if char.isdigit())


def _year(found: re.Match[str]) -> Atom | None:
    return completed(Atom(found.start(), found.end(), "year", DateKind.YEAR, None, int(found["y"])))


def _bare_year(found: re.Match[str]) -> Atom | None:
    return completed(Atom(found.start(), found.end(), "year", DateKind.YEAR, None, int(found["y"]), weak=True))


def _half(found: re.Match[str]) -> Atom | None:
    """`6 tháng đầu năm 2022`, `9 tháng năm 2022`, `quý`-long and other stretches of months, `nửa đầu năm`."""
    written = found["n"]
    count = 6 if written.startswith("nửa") else _number(written)
    last_part = (found["part"] or "").startswith("cuối")
    if not 1 <= count <= 12 or (found["y"] is None and found["part"] is None and found["of"] is None):
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(
        Atom(
            found.start(),
            found.end(),
            "months",
            DateKind.PERIOD,
            year=year,
            period=months_form(count, last_part),
        )
    )


def months_form(count: int, last: bool) -> str:
    """The contract's form of the first or last months of a year `Y`."""
    known = {
        (6, False): "Y-H1",
        (6, True): "Y-H2",
        (3, False): "Y-Q1",
        (3, True): "Y-Q4",
        (9, False): "Y-9M",
        (12, False): "Y",
        (12, True): "Y",
    }
    if (form := known.get((count, last))) is not None:
        return form
    first, end = (13 - count, 12) if last else (1, count)
    return f"Y-{first:02d}" if first == end else f"Y-{first:02d}/Y-{end:02d}"


@cache
def _small() -> dict[str, int]:
    return dict(load("periods")["small"])


def _number(written: str) -> int:
    """Digits or a small number in words; 0 where it is none."""
    return int(written) if written.isdigit() else _small().get(" ".join(written.split()), 0)


def _quarter(found: re.Match[str]) -> Atom | None:
    written = found["q"]
    number = _ROMAN.get(written) or int(written)
    if not 1 <= number <= 4:
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(Atom(found.start(), found.end(), "quarter", DateKind.PERIOD, year=year, period=f"Y-Q{number}"))


def _week(found: re.Match[str]) -> Atom | None:
    number = int(found["w"])
    if not 1 <= number <= 53:
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(Atom(found.start(), found.end(), "week", DateKind.PERIOD, year=year, period=f"Y-W{number:02d}"))


def _pair(kind: DateKind) -> Reader:
    def read(found: re.Match[str]) -> Atom | None:
        first, last = found["a"], found["b"]
        if len(last) == 2:
            last = first[:2] + last
        return Atom(found.start(), found.end(), "pair", kind, f"{first}/{last}", int(first), valid=True, fixed=True)

    return read


def _season(found: re.Match[str]) -> Atom | None:
    first, last = found["a"], found["b"]
    iso = f"{first}/{first[:2] + last if len(last) == 2 else last}" if last else first
    return Atom(found.start(), found.end(), "season", DateKind.PERIOD, iso, int(first), fixed=True)


def _khoa(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "term", DateKind.TERM, fixed=True)


_UNIT = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "quý": "M"}


def _length(count: int, unit: str) -> str:
    return f"P{count * (3 if unit == 'quý' else 1)}{_UNIT[unit]}"


def _duration(found: re.Match[str]) -> Atom | None:
    """`03 năm`, `5-7 năm`, `2 năm 6 tháng`, `mười năm qua`."""
    count, unit, low = _number(found["n"]), found["u"], found["low"]
    if not count or len(found["n"]) > 20:
        return None
    iso: str | None = _length(count, unit)
    candidates: tuple[str, ...] = ()
    if low:
        candidates = (_length(int(low), unit), _length(count, unit))
        iso = None
    elif found["months"]:
        iso = f"P{count}Y{int(found['months'])}M"
    return Atom(found.start(), found.end(), "duration", DateKind.DURATION, iso, candidates=candidates, fixed=True)


def _frequency(found: re.Match[str]) -> Atom | None:
    """`3 tháng/1 lần`, `5 năm một lần`."""
    return _repeated(found, _number(found["n"] or "1"), found["u"], _number(found["t"] or "1"))


def _times_per(found: re.Match[str]) -> Atom | None:
    """`2 lần/năm`, `1 lần/3 tháng`."""
    return _repeated(found, _number(found["n"] or "1"), found["u"], _number(found["t"]))


def _repeated(found: re.Match[str], count: int, unit: str, times: int) -> Atom | None:
    if not count or not times:
        return None
    months = {"năm": 12, "quý": 3, "tháng": 1}.get(unit, 0) * count
    if times == 1 or unit not in ("năm", "quý", "tháng"):
        iso = _length(count, unit) if times == 1 else None
    elif months % times == 0:
        iso = f"P{months // times}M"
    else:
        iso = None
    return Atom(found.start(), found.end(), "duration", DateKind.DURATION, iso, fixed=True)


def _anniversary(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "anniversary", DateKind.ANNIVERSARY, f"P{int(found['n'])}Y", fixed=True)


def _cycle(found: re.Match[str]) -> Atom | None:
    """`Tết Nhâm Dần`, `Xuân Giáp Thìn 2024`."""
    words = load("periods")
    stem, branch = (words["respelt"].get(found[name], found[name]) for name in ("stem", "branch"))
    s, b = words["stems"].index(stem), words["branches"].index(branch)
    if s % 2 != b % 2:
        return None
    year = int(found["y"]) if found["y"] else _cycle_year(s, b)
    return Atom(found.start(), found.end(), "lunar", DateKind.LUNAR, str(year), year, fixed=True)


def _cycle_year(stem: int, branch: int) -> int:
    """The year of a name of the sixty-year cycle between 1990 and 2049 (1984 was Giáp Tý)."""
    return next(year for year in range(1990, 2050) if (year - 1984) % 10 == stem and (year - 1984) % 12 == branch)


def _lunar(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "lunar", DateKind.LUNAR, None, fixed=True)


@cache
def forms() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Every form with its reader. Where two overlap, the one that begins earlier wins, then the longer, then the first here."""
    words = load("periods")
    stems = _alternatives([*words["stems"], *(w for w, n in words["respelt"].items() if n in words["stems"])])
    branches = _alternatives([*words["branches"], *(w for w, n in words["respelt"].items() if n in words["branches"])])
    month_words = _alternatives(words["month_words"])
    small = _alternatives(words["small"])
    event = _alternatives(words["anniversary"]["event"])
    heads = _alternatives(words["anniversary"]["head"])
    stages = _alternatives(words["stage"])
    unit = "năm|tháng|tuần|ngày|quý"
    of_year = rf"(?:{B},?{B}năm{S}|{DASH}|{B},{S})"
    dots = r"[\s.…_,]{0,40}"
    pair = rf"(?:từ{S})?(?:năm{S})?(?P<a>(?:1[89]|20|21)\d\d)(?:{B}(?:-|đến|tới|–){{1,2}}{B}|{S})?(?:năm{S})?(?P<b>{YEAR})"
    table: list[tuple[str, Reader]] = [
        (
            rf"{_LEFT}(?P<d>\d{{1,2}}){B}(?P<s1>[/.-]){B}(?P<m>\d{{1,2}}){B}(?P<s2>[/.-]){B}(?P<y>{YEAR}|\d\d){_RIGHT}",
            _numeric,
        ),
        (rf"{_LEFT}(?P<y>{YEAR})(?P<s>[-/])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_RIGHT}", _numeric_reversed),
        (rf"{_LEFT}(?P<m>\d{{1,2}}){B}[/]{B}(?P<y>{YEAR}){_RIGHT}", _month_number),
        (rf"{_LEFT}(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}}){_RIGHT}", _day_month),
        (rf"{_LEFT}(?P<y>{YEAR}){_RIGHT}", _bare_year),
        (rf"{_LEFT}(?P<a>{YEAR}){B}(?:-|đến|tới){B}(?P<b>{YEAR}){_RIGHT}", _pair(DateKind.RANGE)),
        (rf"ngày{B}(?P<d>\d{{1,2}}){B},?{B}tháng{B}(?P<m>\d{{1,2}}){of_year}(?P<y>{YEAR})", _written_day),
        (rf"ngày{B}(?P<d>\d{{1,2}}){B}[/-]{B}(?P<m>\d{{1,2}}){B},?{B}năm{S}(?P<y>{YEAR})", _written_day),
        (rf"ngày{B}(?P<d>\d{{1,2}}){B}tháng{B}(?P<m>\d{{1,2}})(?P<y>)(?!\d)", _written_day),
        (rf"{_LEFT}(?P<d>\d{{1,2}}){S}tháng{S}(?P<m>\d{{1,2}}){of_year}(?P<y>{YEAR})", _written_day),
        (
            rf"ngày(?P<d>{dots}\d{{0,2}}{dots})tháng(?P<m>{dots}\d{{0,2}}{dots})năm{B}(?P<y>\d{{4}}|\d{{0,3}}[.…_]{{1,20}}|\d{{0,3}}(?!\S))",
            _blank_day,
        ),
        (rf"ngày{S}\d{{1,2}}{S}(?:hàng|hằng|mỗi|của){S}(?:tháng|quý|năm)(?!\w)", _recurring),
        (
            rf"tháng{B}(?P<m>\d{{1,2}})(?:{of_year}(?P<y>{YEAR}))?(?!\d|/\d|[.,]\d|{B}(?:tuổi|lần|buổi|năm{S}tuổi))",
            _month,
        ),
        (rf"(?:năm{S})(?P<y>{YEAR})(?!\d)", _year),
        (
            rf"(?P<n>\d{{1,2}}|{small}){B}tháng{S}(?P<part>đầu|cuối)?{B}(?:của{S})?(?P<of>năm)?{B}(?:nay{B})?(?P<y>{YEAR})?(?!\w)",
            _half,
        ),
        (rf"(?P<n>\d{{1,2}}){B}tháng{B}/{B}(?P<part>(?!))?(?P<of>(?!))?(?P<y>{YEAR})(?!\d)", _half),
        (rf"(?P<n>nửa){S}(?P<part>đầu|cuối){S}(?P<of>năm)(?:{S}(?P<y>{YEAR}))?(?!\w)", _half),
        (rf"quý{B}(?P<q>iv|iii|ii|i|[1-4]|0[1-4])(?:{of_year}(?P<y>{YEAR}))?(?!\w|[.,]\d|{B}lần)", _quarter),
        (
            rf"tuần{S}(?:lễ{S})?(?:thứ{S}|số{S})?(?P<w>\d{{1,2}})(?:{of_year}(?P<y>{YEAR}))?(?!\d|[.,]\d|/\d|-\d|{B}(?:tháng|lần|buổi))",
            _week,
        ),
        (
            rf"(?:{_alternatives(words['term'])}){B}(?:(?:thứ{S}|lần{S}thứ{S}|khóa{S}|khoá{S})?[ivx]{{1,6}}{B}[,:]?{B})?(?P<open>\()?{pair}(?(open){B}\)?)(?!\d)",
            _pair(DateKind.TERM),
        ),
        (rf"(?:{stages}){B}(?:[ivx]{{1,4}}{B}|[1-5]{B})?[:,(]?{B}{pair}(?!\d)", _pair(DateKind.RANGE)),
        (
            rf"(?:{_alternatives(words['school_year'])}){S}(?P<a>{YEAR}){DASH}(?P<b>{YEAR}|\d\d(?!\d))",
            _pair(DateKind.PERIOD),
        ),
        (rf"năm{S}(?P<a>{YEAR}){B}-{B}(?P<b>{YEAR})", _pair(DateKind.RANGE)),
        (
            rf"(?:{_alternatives(words['season'])}){S}(?:năm{S})?(?P<a>{YEAR})(?:{DASH}(?:năm{S})?(?P<b>{YEAR}|\d\d(?!\d|[/.])))?",
            _season,
        ),
        (rf"(?:khóa|khoá){S}[ivx]{{1,6}}(?!\w)", _khoa),
        (
            rf"(?:(?P<low>\d{{1,3}}){B}(?:-|đến){B})?(?P<n>\d{{1,3}}|{small}){B}(?:\([a-zà-ỹ ]{{2,20}}\){B})?(?P<u>năm|tháng|tuần|ngày)(?!\w)"
            rf"(?:{S}(?P<months>\d{{1,2}}){S}tháng(?!\w))?(?!{B}\d(?!\d{{3}}{B}-))(?!{S}(?:học|thứ)(?!\w))(?:{S}(?:qua|gần{S}đây)(?!\w))?",
            _duration,
        ),
        (rf"(?P<n>\d{{1,3}}|{small}){B}(?P<u>{unit}){B}(?:/{B})?(?P<t>\d{{1,2}}|một)?{B}lần(?!\w)", _frequency),
        (rf"(?:mỗi{S})(?P<n>(?!))?(?P<u>{unit}){S}(?P<t>\d{{1,2}}|một){S}lần(?!\w)", _frequency),
        (rf"(?P<t>\d{{1,2}}|một){B}lần{B}(?:/|mỗi{S}){B}(?P<n>\d{{1,2}})?{B}(?P<u>{unit})(?!\w)", _times_per),
        (
            rf"(?:{heads}){S}(?:lần{S}thứ{S}(?=\d{{1,4}}(?!\w))|(?=\d{{1,4}}{B}năm(?!\w)))(?P<n>\d{{1,4}})(?:{B}năm(?!\w))?",
            _anniversary,
        ),
        (rf"(?P<n>\d{{1,4}}){B}năm{S}(?={event})", _anniversary),
        (rf"lần{S}thứ{S}(?P<n>\d{{1,3}}){S}(?=ngày{S}(?:thành|truyền|giải|sinh|quốc|chiến|thương))", _anniversary),
        (
            rf"(?:tết|xuân|năm|đán){S}(?:nguyên{S}đán{S})?(?P<stem>{stems}){S}(?P<branch>{branches})(?!\w)(?:{B}[-,(]?{B}(?:năm{S})?(?P<y>{YEAR}))?",
            _cycle,
        ),
        (
            rf"(?:mùng|mồng|rằm|ngày){S}(?P<d>\d{{1,2}}){B}(?:tháng{S}(?:giêng|chạp)|[/-]{B}\d{{1,2}}(?:[/-]\d{{4}})?{B}(?:\((?:âm{S}lịch|âl|al)\)|âm{S}lịch|âl(?!\w)|al(?!\w))|tháng{S}(?:\d{{1,2}}|{month_words}){B}(?:\((?:âm{S}lịch|âl|al)\)|âm{S}lịch|âl(?!\w)|al(?!\w))|tết(?:{S}nguyên{S}đán)?(?!\w))",
            _lunar,
        ),
        (
            rf"{_LEFT}(?P<d>\d{{1,2}}){B}(?:tháng{S}(?:giêng|chạp)(?!\w)|[/-]\d{{1,2}}(?:[/-]\d{{4}})?{B}(?:\((?:âm{S}lịch|âl|al)\)|âm{S}lịch|âl(?!\w)|al(?!\w)))",
            _lunar,
        ),
        (rf"rằm{S}tháng{S}(?:\d{{1,2}}|{month_words})(?!\w)", _lunar),
        (rf"(?:mùng|mồng){S}(?P<d>\d{{1,2}})(?:{B}[/-]{B}|{S}tháng{S})(?P<m>\d{{1,2}})(?P<y>)(?![\w/])", _written_day),
    ]
    return tuple((re.compile(pattern), reader) for pattern, reader in table)


def atoms(folded: str) -> Iterator[Atom]:
    """Every form found, in no order, overlapping."""
    for pattern, reader in forms():
        for found in pattern.finditer(folded):
            start = found.start()
            if start and folded[start].isalpha() and (folded[start - 1].isalnum()):
                continue
            if start and folded[start].isdigit() and (folded[start - 1].isdigit() or folded[start - 1] == "/"):
                continue
            if (atom := reader(found)) is not None:
                yield atom
