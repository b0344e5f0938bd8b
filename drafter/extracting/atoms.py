"""The smallest written times: a day, a month, a year, a period word, a duration. `times` joins and judges them.

Patterns run on folded text (NFC, lower case, one hyphen; `language.folding.fold_mapped`). Blanks inside a pattern are
bounded, so that a scan stays linear.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from drafter.lexicon import load
from drafter.model.fact import DateKind

B = r"\s{0,3}"  # blanks that may lack
S = r"\s{1,4}"  # blanks that part words
YEAR = r"(?:1[89]|20|21)\d\d(?!\d|[/-](?!(?:kh|th) \d)[a-zđ])"  # no symbol's; `TH 2024/KH 2024` compares
DASH = rf"{B}[-/]{B}"
RIGHT = r"(?![\w%‰]|/[\d\w]|[.,]\d)"
_LEAP = 2000  # without a year 29/2 may be
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Atom:
    """A written time with folded offsets. `weak` ones need something beside them to be a time at all.

    `shape` is day, month, year, months, quarter, quarters, week, pair (two years), season, term, range, duration, lunar, blank,
    recurring or anniversary; `fixed` ones take no year from elsewhere; `period` is the iso with `Y` for a year still
    unknown; `ends` are the two times of a range.
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
    ends: tuple[Atom, Atom] | None = None

    def dated(self, year: int) -> Atom:
        """The same with the year that something else gives."""
        return completed(replace(self, year=year))


def completed(atom: Atom) -> Atom:
    """With iso and validity from year, month and day; unchanged where those do not make it up."""
    if atom.shape == "day":
        assert atom.day is not None and atom.month is not None
        valid = 1 <= atom.month <= 12 and 1 <= atom.day <= monthrange(atom.year or _LEAP, atom.month)[1]
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


def ranged(first: Atom, last: Atom) -> Atom:
    """One range of two times; the first takes what only the last says."""
    if first.year is None and last.year is not None:
        first = first.dated(last.year)
    iso = f"{first.iso}/{last.iso}" if first.iso and last.iso else None
    return replace(
        last, start=first.start, shape="range", kind=DateKind.RANGE, iso=iso, period="", year=last.year, candidates=(),
        valid=first.valid and last.valid, fixed=last.year is not None, weak=False, month=last.month, day=last.day,
        ends=(first, last),
    )  # fmt: skip


Reader = Callable[[re.Match[str]], Atom | None]


def _day(found: re.Match[str], day: str, month: str, year: str | None, *, weak: bool = False) -> Atom:
    number, m, d = full_year(year) if year else None, int(month), int(day)
    valid = 1 <= m <= 12 and 1 <= d <= monthrange(number or _LEAP, m)[1]
    iso = f"{number}-{m:02d}-{d:02d}" if valid and number else None
    return Atom(found.start(), found.end(), "day", DateKind.DATE, iso, number, m, d, weak=weak, valid=valid)


def full_year(written: str) -> int:
    """`2022` → 2022; of two digits those up to 50 are of this century."""
    number = int(written)
    return number if number >= 100 else number + (2000 if number <= 50 else 1900)


# --- readers, one a form ---------------------------------------------------------------------------------------------


def read_numeric(found: re.Match[str]) -> Atom | None:
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


def read_numeric_reversed(found: re.Match[str]) -> Atom | None:
    """`2022-06-30`, `2022/06/30`."""
    atom = _day(found, found["d"], found["m"], found["y"])
    return atom if atom.valid else None


def read_month_number(found: re.Match[str]) -> Atom | None:
    """`6/2014`: a month only if there is such a month."""
    return read_month(found) if 1 <= int(found["m"]) <= 12 else None


def read_month(found: re.Match[str]) -> Atom | None:
    year = found["y"]
    number = int(found["m"])
    if not year and not 1 <= number <= 12:
        return None
    return completed(
        Atom(found.start(), found.end(), "month", DateKind.MONTH, None, int(year) if year else None, number)
    )


def read_day_month(found: re.Match[str]) -> Atom | None:
    """`24/7`, without a year: weak until something says that it is a day."""
    return _day(found, found["d"], found["m"], None, weak=True)


def read_written_day(found: re.Match[str]) -> Atom | None:
    """`ngày 21 tháng 8 năm 2018`, `ngày 21 tháng 8`."""
    return _day(found, found["d"], found["m"], found["y"])


def read_worded_month(found: re.Match[str]) -> Atom | None:
    """`15 tháng Tám năm 2024`."""
    month = load("periods")["month_words"][" ".join(found["w"].split())]
    return _day(found, found["d"], str(month), found["y"])


def read_named_month(found: re.Match[str]) -> Atom | None:
    """`tháng Sáu năm 2026`; without the year the month may be a name (`Cách mạng tháng Tám`)."""
    month = load("periods")["month_words"][" ".join(found["w"].split())]
    return completed(Atom(found.start(), found.end(), "month", DateKind.MONTH, None, int(found["y"]), int(month)))


def read_blank_day(found: re.Match[str]) -> Atom | None:
    """`ngày … tháng … năm 2022`: a line of place and date still to be filled in."""
    day, month, year = (_digits(found[name]) for name in "dmy")
    if (day and month and year) or not (year or any(char in ".…_" for char in found.group())):
        return None
    number = int(year) if len(year) == 4 else None
    iso = (
        f"{number}-{int(month):02d}" if number and month and 1 <= int(month) <= 12 else str(number) if number else None
    )
    return Atom(found.start(), found.end(), "blank", DateKind.DATE, iso, number, fixed=True)


def read_recurring(found: re.Match[str]) -> Atom | None:
    """`ngày 20 hằng tháng`."""
    return Atom(found.start(), found.end(), "recurring", DateKind.DATE, fixed=True)


def _digits(written: str | None) -> str:
    return "".join(char for char in written or "" if char.isdigit())


def read_year(found: re.Match[str]) -> Atom | None:
    return completed(Atom(found.start(), found.end(), "year", DateKind.YEAR, None, int(found["y"])))


def read_bare_year(found: re.Match[str]) -> Atom | None:
    return completed(Atom(found.start(), found.end(), "year", DateKind.YEAR, None, int(found["y"]), weak=True))


def read_half(found: re.Match[str]) -> Atom | None:
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


def read_quarter(found: re.Match[str]) -> Atom | None:
    written = found["q"]
    number = _ROMAN.get(written) or int(written)
    if not 1 <= number <= 4:
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(Atom(found.start(), found.end(), "quarter", DateKind.PERIOD, year=year, period=f"Y-Q{number}"))


def read_quarters(found: re.Match[str]) -> Atom | None:
    """`quý III - IV năm 2026`, `quý I, II/2026`."""
    first, last = (_ROMAN.get(found[name]) or int(found[name]) for name in ("q", "last"))
    if first >= last:
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(
        Atom(found.start(), found.end(), "quarters", DateKind.RANGE, year=year, period=f"Y-Q{first}/Y-Q{last}")
    )


def read_week(found: re.Match[str]) -> Atom | None:
    number = int(found["w"])
    if not 1 <= number <= 53:
        return None
    year = int(found["y"]) if found["y"] else None
    return completed(Atom(found.start(), found.end(), "week", DateKind.PERIOD, year=year, period=f"Y-W{number:02d}"))


def read_pair(kind: DateKind) -> Reader:
    def read(found: re.Match[str]) -> Atom | None:
        first, last = found["a"], found["b"]
        if len(last) == 2:
            last = first[:2] + last
        return Atom(found.start(), found.end(), "pair", kind, f"{first}/{last}", int(first), valid=True, fixed=True)

    return read


def read_next_years(found: re.Match[str]) -> Atom | None:
    """`năm 2021/2022`, as school and budget years are written; `năm 2024/2023` compares two."""
    return read_pair(DateKind.PERIOD)(found) if int(found["b"]) == int(found["a"]) + 1 else None


def read_months(found: re.Match[str]) -> Atom | None:
    """`tháng 4, 5 năm 2024`: months in a row."""
    first, last, year = int(found["m"]), int(found["last"]), int(found["y"])
    if not (1 <= first < last <= 12 and (last == first + 1 or "-" in found.group())):
        return None
    return completed(
        Atom(found.start(), found.end(), "months", DateKind.RANGE, year=year, period=f"Y-{first:02d}/Y-{last:02d}")
    )


def read_season(found: re.Match[str]) -> Atom | None:
    first, last = found["a"], found["b"]
    iso = f"{first}/{first[:2] + last if len(last) == 2 else last}" if last else first
    return Atom(found.start(), found.end(), "season", DateKind.PERIOD, iso, int(first), fixed=True)


def read_session(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "term", DateKind.TERM, fixed=True)


_UNIT = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "quý": "M"}


def _length(count: int, unit: str) -> str:
    return f"P{count * (3 if unit == 'quý' else 1)}{_UNIT[unit]}"


def read_duration(found: re.Match[str]) -> Atom | None:
    """`03 năm`, `5-7 năm`, `2 năm 6 tháng`, `hai năm rưỡi`, `mười năm qua`."""
    count, unit, low = _number(found["n"]), found["u"], found["low"]
    if not count or len(found["n"]) > 20:
        return None
    iso: str | None = _length(count, unit)
    candidates: tuple[str, ...] = ()
    if low:
        candidates = (_length(int(low), unit), _length(count, unit))
        iso = None
    elif found["half"]:
        iso = {"năm": f"P{count}Y6M", "tháng": f"P{count}M15D"}.get(unit)
    elif found["months"]:
        iso = f"P{count}Y{int(found['months'])}M"
    return Atom(found.start(), found.end(), "duration", DateKind.DURATION, iso, candidates=candidates, fixed=True)


def read_frequency(found: re.Match[str]) -> Atom | None:
    """`3 tháng/1 lần`, `5 năm một lần`."""
    return _repeated(found, _number(found["n"] or "1"), found["u"], _number(found["t"] or "1"))


def read_times_per(found: re.Match[str]) -> Atom | None:
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


def read_anniversary(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "anniversary", DateKind.ANNIVERSARY, f"P{int(found['n'])}Y", fixed=True)


def read_cycle(found: re.Match[str]) -> Atom | None:
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


def read_lunar(found: re.Match[str]) -> Atom | None:
    return Atom(found.start(), found.end(), "lunar", DateKind.LUNAR, None, fixed=True)
