"""What stands behind a number: words in brackets, a scale, a unit, `per` units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from drafter.language.numbers import parse_number
from drafter.lexicon import load


class UnitKind(StrEnum):
    PERCENT = "percent"
    MONEY = "money"
    MEASURE = "measure"
    TIME = "time"
    COUNT = "count"
    UNKNOWN = "unknown"


class Unit(NamedTuple):
    """A unit as found in a view: its span, `name` normalised, `first_end` where the counted unit ends before `/năm`, `head`
    its first words as the lexicon has them (empty where the text leaves the unit unsaid)."""

    start: int
    end: int
    name: str
    kind: UnitKind
    first_end: int
    head: str

    @property
    def known(self) -> bool:
        return self.kind is not UnitKind.UNKNOWN


class Scaled(NamedTuple):
    """What the scale words make of a number."""

    end: int
    value: Decimal
    step: Decimal
    scaled: bool
    number_end: int
    money: bool = False
    is_large: bool = False


_WORD = r"[^\W\d_¹²³⁰⁴-⁹]+(?:-[^\W\d_¹²³⁰⁴-⁹]+)?"  # a raised digit behind a word is a note's mark
_WORDS = re.compile(rf"{_WORD}(?: {{1,2}}{_WORD}){{0,3}}")
_SPECIAL = re.compile(
    r"điểm %|%[o0]?(?![\w])|%|‰|0/00|°c|(?:km|dm|cm|m)[²³23](?!\w)|đ/c(?!\w)|tin, bài(?: viết)?(?!\w)|tạ/ha(?!\w)"
)
_SCALE = re.compile(
    r" {0,2}(?P<a>trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?: (?P<b>nghìn|ngàn|vạn|triệu|tỷ|tỉ))?(?: (?P<c>tỷ|tỉ))?"
    r"(?P<half> rưỡi)?(?!\w)"
    r"(?! (?:lệ|trọng|suất|giá|người hâm mộ)(?!\w))"
)
_SHORT_MONEY = re.compile(
    r" {0,2}(?:(?P<m>tr\.?\s?đ|trđ|tr(?: đồng)?|trđồng|triệuđ|triệuđồng)|(?P<b>tỷđ|tỷđồng|tỉđồng)"
    r"|(?P<k>nghìnđồng|ngànđồng|k))(?!\w)"
)
_GOLD = re.compile(r"vàng \d\d\Z")  # `2 chỉ vàng 24K`
_SCALE_LETTERS = frozenset("tcnvk")  # what the words of both begin with
_MORE = re.compile(r" {1,2}(?P<n>\d{1,3}(?:,\d+)?) {1,2}(?P<s>nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")
_IN_WORDS = re.compile(
    r" {0,2}\((?:bằng chữ ?:? ?|viết bằng chữ ?:? ?)?(?P<words>[^\W\d_]+(?:[ ,]{1,2}[^\W\d_]+){0,30})[ .;:/]*\)"
)
_PER = re.compile(r" ?/ ?(?P<n>\d{1,3} |10{0,2}\.000 |(?:một )?(?:vạn|nghìn|ngàn|triệu) )?(?=[^\W_])")
_ROUND = ("100 ", "1.000 ", "10.000 ", "100.000 ", "vạn ", "nghìn ", "ngàn ", "triệu ", "một vạn ")
_PAPER_SIZE = re.compile(r" a[0-5](?!\w)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    known: dict[str, tuple[str, UnitKind]]
    scales: dict[str, Decimal]
    stops: frozenset[str]
    also_verbs: frozenset[str]
    after_years: frozenset[str]
    not_units: frozenset[str]
    places: frozenset[str]
    sure: frozenset[str]
    times: frozenset[str]


@cache
def _plans() -> frozenset[str]:
    return frozenset(load("figures")["plans"]["words"])


def tone_variants(word: str) -> set[str]:
    """A phrase in old and new tone placement (`hòa giải`, `hoà giải`)."""
    new = word
    for old, fresh in zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    ):
        new = re.sub(rf"(?<!q){old}(?!\w)", fresh, new)
    return {word, new}


@cache
def lexicon() -> Lexicon:
    data = load("units")
    known: dict[str, tuple[str, UnitKind]] = {}
    for words in data["counts"].values():
        known.update({form: (form, UnitKind.COUNT) for word in words for form in tone_variants(word)})
    known.update({word: (word, UnitKind.TIME) for word in data["times"]["list"]})
    for table, kind in (("measures", UnitKind.MEASURE), ("money", UnitKind.MONEY), ("percent", UnitKind.PERCENT)):
        known.update({word: (name, kind) for word, name in data[table].items()})
    return Lexicon(
        known,
        {word: Decimal(scale) for word, scale in data["scales"].items()},
        frozenset(load("figures")["grammar"]["stops"]),
        frozenset(data["roles"]["also_verbs"]),
        frozenset(data["roles"]["after_years"]),
        frozenset(data["roles"]["not_units"]),
        frozenset(data["roles"]["places"]),
        frozenset(data["roles"]["sure"]),
        frozenset(data["times"]["of_dates"]),
    )


def words_behind(low: str, at: int) -> tuple[int, str] | None:
    """`(hai mươi lăm)`: where the bracket ends, and its words; None where no number in words stands there."""
    found = _IN_WORDS.match(low, at) if "(" in low[at : at + 3] else None
    if found is None:
        return None
    words = re.sub(r"[ ,]+", " ", found["words"])
    for unit in ("đồng chẵn", "đồng việt nam", "đồng", "chẵn"):
        words = words.removesuffix(f" {unit}")
    number = _leading_number(words.split())
    return None if number is None else (found.end(), words)


def _leading_number(words: list[str]) -> Decimal | None:
    """The number that the words are, or that they begin with before a short unit (`hai mươi lăm hộ`)."""
    for left in range(len(words), max(0, len(words) - 4), -1):
        if (value := parse_number(" ".join(words[:left]))) is not None:
            return value
    return None


def scale(low: str, at: int, value: Decimal, step: Decimal) -> Scaled:
    """Read scale words behind a number: `tỷ`, `nghìn tỷ`, `tỷ 214 triệu`, `triệu rưỡi`, `trđ`."""
    if low[at : at + 3].lstrip(" ")[:1] not in _SCALE_LETTERS:
        return Scaled(at, value, step, False, at)
    words = lexicon().scales
    if short := _SHORT_MONEY.match(low, at):
        if short["k"] == "k" and (not 10 <= value <= 999 or _GOLD.search(low, max(0, at - 9), at)):
            return Scaled(at, value, step, False, at)
        factor = Decimal(10**6 if short["m"] else 10**9 if short["b"] else 10**3)
        return Scaled(short.end(), value * factor, step * factor, True, at, money=True, is_large=True)
    found = _SCALE.match(low, at)
    if found is None:
        return Scaled(at, value, step, False, at)
    factor = Decimal(1)
    for name in ("a", "b", "c"):
        factor *= words.get(found[name] or "", Decimal(1))
    value, step, end, number_end = value * factor, step * factor, found.end(), at
    large = factor >= 10**6
    if found["half"]:
        return Scaled(end, value + factor / 2, factor / 10, True, end, is_large=large)
    while (more := _MORE.match(low, end)) and (smaller := words[more["s"]]) < factor:
        places = len(more["n"].partition(",")[2])
        value += Decimal(more["n"].replace(",", ".")) * smaller
        step, factor, end, number_end = smaller.scaleb(-places), smaller, more.end(), more.end()
    return Scaled(end, value, step, True, number_end, is_large=large)


def unit_at(plain: str, low: str, at: int) -> Unit | None:
    """The unit that begins behind a number, at most two blanks away, with its `/người/năm`; None where none stands there."""
    begin = at
    while begin < len(low) and low[begin] == " " and begin - at < 3:
        begin += 1
    unit = _plain_unit(plain, low, begin, glued=begin == at)
    if unit is None:
        return None
    if low.startswith("trang", begin) and (size := _PAPER_SIZE.match(low, unit.end)):
        unit = unit._replace(end=size.end(), name=f"{unit.name} A{low[size.end() - 1]}", first_end=size.end())
    return _with_per(plain, low, unit)


def money_at(plain: str, low: str, at: int) -> Unit:
    """The đồng that scaled money leaves unsaid (`3,7 tỷ`, `24,8 triệu/người/năm`)."""
    return _with_per(plain, low, Unit(at, at, "đồng", UnitKind.MONEY, at, ""))


def _plain_unit(plain: str, low: str, begin: int, *, glued: bool) -> Unit | None:
    words = lexicon()
    if special := _SPECIAL.match(low, begin):
        written = special[0]
        name, kind = words.known.get(written) or (
            {
                "0/00": ("‰", UnitKind.PERCENT),
                "tạ/ha": ("tạ/ha", UnitKind.MEASURE),
                "đ/c": ("đồng chí", UnitKind.COUNT),
            }.get(written)
            or (written, UnitKind.COUNT)
        )
        return Unit(begin, special.end(), name, kind, special.end(), written)
    found = _WORDS.match(low, begin)
    if found is None:
        return None
    parts = found[0].split()
    if " ".join(parts[:2]) in words.not_units:
        return None
    for count in range(len(parts), 0, -1):
        phrase = " ".join(parts[:count])
        if (hit := words.known.get(phrase)) is None:
            phrase, dash, _ = phrase.partition("-")
            if not dash or (hit := words.known.get(phrase)) is None:
                continue  # else a dash that lost its blanks (`12 cái–đạt`)
        if phrase in ("w", "v") and not glued:
            return None  # `12 V`; but `100W`, `220V`
        if len(phrase) == 1 and plain[begin].isupper() and phrase not in "đwv":
            return None  # `4G`, `5M`
        end = _end_of(low, begin, phrase.split(" "))
        return Unit(begin, end, hit[0], hit[1], end, phrase)
    if glued:
        return None
    return _new_noun(plain, low, begin, parts)


def _new_noun(plain: str, low: str, begin: int, parts: list[str]) -> Unit | None:
    """A noun that the lexicon does not have: most are of two syllables; a grammatical word or a name ends it after one."""
    stops = lexicon().stops
    first, dash, behind = parts[0].partition("-")
    if dash and behind in stops:
        parts = [first]  # a dash that lost its blanks (`31 chậu–đạt`)
    if parts[0] in stops or (plain[begin].isupper() and not plain[begin : begin + len(parts[0])].isupper()):
        return None
    count = 1
    if len(parts) > 1 and parts[1] not in stops and parts[1] not in lexicon().times:
        second = _end_of(low, begin, parts[:1]) + 1
        # One syllable before a name, or initials before other words (`19 GV tiểu học`).
        alone = second < len(plain) and plain[second].isupper() != plain[begin].isupper()
        count = 1 if alone else 2
    end = _end_of(low, begin, parts[:count])
    name = " ".join(parts[:count])
    return Unit(begin, end, name, UnitKind.UNKNOWN, end, name)


def _end_of(low: str, begin: int, parts: list[str]) -> int:
    if low.startswith(phrase := " ".join(parts), begin):
        return begin + len(phrase)
    end = begin
    for part in parts:
        end = low.index(part, end) + len(part)
    return end


def _with_per(plain: str, low: str, unit: Unit) -> Unit:
    """Add `/người`, `/năm`, `/3 tháng`; a number before anything else (`4 tổ/62 hộ`) makes a ratio, not a rate."""
    while found := _PER.match(low, unit.end):
        behind = _plain_unit(plain, low, found.end(), glued=False)
        if behind is None or (behind.kind is UnitKind.UNKNOWN and plain[found.end()].isupper()):
            return unit
        if behind.head in _plans():
            return unit
        # `52 thuê bao/100 dân`, `9,2 bác sĩ/10.000 dân`: for so many people each; `109 nam/100 nữ` is a ratio.
        of_people = found["n"] in _ROUND and behind.name in ("dân", "người")
        if found["n"] and behind.kind is not UnitKind.TIME and behind.name != "lần" and not of_people:
            return unit
        end, name = behind.end, behind.name
        if behind.kind is UnitKind.UNKNOWN:
            end = found.end() + len(low[found.end() : behind.end].split(" ", maxsplit=1)[0])
            name = low[found.end() : end]
        if name == "ngày" and low.startswith(" đêm", end):
            end, name = end + len(" đêm"), "ngày đêm"
        unit = unit._replace(end=end, name=f"{unit.name}/{(found['n'] or '').lstrip('0')}{name}")
    return unit
