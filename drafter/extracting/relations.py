"""How a figure is bounded (`hơn`, `trở lên`), and how the text says it stands to the figures around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from drafter.extracting.quantity import Quantity
from drafter.extracting.units import UnitKind
from drafter.extracting.view import View
from drafter.language.alternation import alternation
from drafter.lexicon import load
from drafter.model.fact import Figure, Qualifier, Relation

WINDOW = 160
"""How many characters around a figure say something of it."""

# An abbreviation's dot ends nothing (`Thu ngân sách của TP. Sơn Khê đạt 12 tỷ đồng`).
DOT = r"\.(?<!\W(?:tp|tx|tt|gs|ts|bs|ks)\.)"
_CLAUSE = re.compile(rf"[;:()]|{DOT}|,\s")
_FULL_STOP = re.compile(rf"{DOT}(?=\s)")
_SENTENCE_STOP = re.compile(rf"(?:;|{DOT})(?=\s|\Z)")
# `bằng 78% dung tích thiết kế`, `chiếm 53,2% dân số`: whatever stands behind is what it is measured against.
_OF_BASE = re.compile(
    r"(?<!\w)(?:bằng|chiếm|bao phủ) (?:(?:tỷ lệ|tỉ lệ) )?(?:(?:khoảng|gần|trên|hơn|xấp xỉ|chưa đến|dưới) )?\Z"
)
_NEAR = 24  # figures back
_BEHIND = 16  # characters between a figure and the bound behind it
_FREE = re.compile(rf"[^,;.()\d]{{0,{_BEHIND}}}")
_MARKS = ("≥", ">=", "≤", "<=", ">", "<", "~", "≈", "±")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The words that bound a figure, before and behind it, and the nouns behind which `trên` is a place."""

    before: dict[str, Qualifier]
    last_words: frozenset[str]
    behind: dict[str, Qualifier]
    places: frozenset[str]
    above: frozenset[str]
    each_one: frozenset[str]
    behind_pattern: re.Pattern[str]
    behind_reach: int


@cache
def bounds() -> Bounds:
    data = load("figures")
    before = {word: Qualifier(kind) for kind, said in data["qualifiers"].items() for word in said}
    behind = {word: Qualifier(kind) for kind, said in data["qualifiers_behind"].items() for word in said}
    units, above, each_one = (frozenset(data["places_not_bounds"][name]) for name in ("units", "above", "each_one"))
    pattern = re.compile("|".join(map(re.escape, behind)))
    last_words = frozenset(phrase.split()[-1] for phrase in before)
    return Bounds(before, last_words, behind, units, above, each_one, pattern, _BEHIND + max(map(len, behind)))


def qualifier_of(view: View, quantity: Quantity) -> Qualifier | None:
    """The bound that the words right before or behind set."""
    said = bounds()
    # The first word is looked for freely: that is faster than counting the characters before it.
    if (
        found := said.behind_pattern.search(view.low, quantity.end, quantity.end + said.behind_reach)
    ) and _FREE.fullmatch(view.low, quantity.end, found.start()):
        return said.behind[found[0]]
    left = view.low[max(0, quantity.start - 32) : quantity.start].rstrip(" (")
    if left.endswith(_MARKS):
        return said.before[next(mark for mark in _MARKS if left.endswith(mark))]
    parts = left.replace("(", " ").split()[-4:]
    if not parts or parts[-1] not in said.last_words:
        return Qualifier.ABOUT if _is_estimated(view, quantity) else None
    for count in range(len(parts), 0, -1):
        phrase = " ".join(parts[-count:])
        kind_before = said.before.get(phrase)
        if kind_before is None:
            continue
        if phrase == "hơn" and count < len(parts) and parts[-2] in ("cao", "thấp", "nhiều", "ít", "lớn", "nhỏ"):
            return None
        if phrase in ("trên", "dưới") and _is_place(quantity):
            return None
        if phrase == "trên" and is_for_each(view, quantity):
            return None
        if phrase in ("trên", "dưới") and len(parts) > 1 and parts[-2] in said.above:
            return None
        return kind_before
    return Qualifier.ABOUT if _is_estimated(view, quantity) else None


_ESTIMATED = re.compile(
    r"(?<!\w)ước (?:tính )?(?:tổng|giá trị|thiệt hại|sản lượng|doanh thu)[^\W\d]*(?: [^\W\d]+){0,6} \Z"
)


def _is_estimated(view: View, quantity: Quantity) -> bool:
    """`Ước tổng giá trị thiệt hại 615,8 tỷ đồng`: the word stands before the noun."""
    if "ước " not in view.low[max(0, quantity.start - 48) : quantity.start]:
        return False
    return _ESTIMATED.search(view.low, max(0, quantity.start - 48), quantity.start) is not None


def _is_place(quantity: Quantity) -> bool:
    """`trên 3 lĩnh vực` says where, not how many at least."""
    value = quantity.value
    if value == 1 and not quantity.scaled and quantity.unit is not None and quantity.unit.head in bounds().each_one:
        return True
    return (
        quantity.unit is not None
        and (quantity.unit.head in bounds().places or quantity.unit.head.split(" ")[0] in bounds().places)
        and value is not None
        and value <= 20
        and not quantity.scaled
    )


def same_sentence(view: View, start: int, end: int, *, goes_on: bool = False) -> bool:
    """Whether no sentence mark parts two places; what `goes_on` (`; tăng 1,2 lần`) goes on over a semicolon."""
    between = view.low[start:end]
    return len(between) < WINDOW and (_FULL_STOP if goes_on else _SENTENCE_STOP).search(between) is None


def is_of_a_base(view: View, quantity: Quantity) -> bool:
    """`đạt 105% kế hoạch`, `125/100 ha kế hoạch`, `bằng 96% cùng kỳ`: behind stands the base, not what is counted."""
    if quantity.parts is not None:
        right = view.low[quantity.end : quantity.end + 48].lstrip()
        return _relation_words()["plan_behind"].match(right) is not None
    if quantity.kind is not UnitKind.PERCENT and (quantity.unit is None or quantity.unit.head != "lần"):
        return False
    said = _relation_words()
    if quantity.kind is UnitKind.PERCENT and _OF_BASE.search(view.low[max(0, quantity.start - 24) : quantity.start]):
        return True
    right = view.low[quantity.end : quantity.end + 48].lstrip()
    return bool(said["plan_behind"].match(right) or said["same_period_behind"].match(right))


_FOR_PEOPLE = re.compile(r"(?<!\w)trên \Z")


def is_for_each(view: View, quantity: Quantity) -> bool:
    """`9,3 bác sĩ trên 10.000 dân`: for so many people each, and no bound."""
    if quantity.unit is None or quantity.unit.head not in ("dân", "người", "người dân", "phụ nữ", "trẻ"):
        return False
    round_number = quantity.value is not None and quantity.value in (100, 1000, 10_000, 100_000)
    before = view.low[max(0, quantity.start - 12) : quantity.start]
    return round_number and (before.endswith("/") or _FOR_PEOPLE.search(before) is not None)


def relation_of(view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]) -> Relation | None:
    """What the text itself says of a figure; `base` is an index into the paragraph's figures."""
    said = _relation_words()
    low = view.low
    left = low[max(0, quantity.start - 60, last_before(clause_ends(low), quantity.start)) : quantity.start].strip()
    right = low[quantity.end : quantity.end + 48].lstrip()
    parts = left.split()
    told = _ending(parts) or _ending(_without_bound(parts))
    if told in ("up", "down"):
        return Relation("change", told)
    if quantity.kind is UnitKind.PERCENT and said["plan_behind"].match(right):
        return Relation("plan", None, _base(view, quantity, before, earlier))
    if told == "same_period" or said["same_period_behind"].match(right):
        return Relation("same-period")
    if told == "target_before":
        return Relation("target")
    if said["cumulative"].search(left):
        return Relation("cumulative")
    if quantity.kind is UnitKind.PERCENT:
        return Relation("share-of", None, _base(view, quantity, before, earlier))
    if earlier and (opening := _part_opening(low, quantity.start)) is not None:
        limit, unit = view.at(opening), quantity.unit_name
        whole = _nearest(earlier, lambda figure: figure.end <= limit and figure.unit == unit)
        if whole is None and before is not None and same_sentence(view, before.end, quantity.start):
            whole = _nearest(earlier, lambda figure: figure.end <= limit and figure.unit != "%")
        if whole is not None:
            return Relation("part-of", None, whole)
    name = quantity.unit_name or ""
    if quantity.parts is None and "/" in name and not name.startswith("lần/"):
        return Relation("per")
    return Relation("per") if told == "per" else None


def _base(view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]) -> int | None:
    """The amount before in the same sentence that a share is of."""
    if before is None or not same_sentence(view, before.end, quantity.start):
        return None
    return _nearest(earlier, lambda figure: figure.unit != "%")


def _part_opening(low: str, start: int) -> int | None:
    """Where the sentence last says `trong đó`, `gồm`."""
    openings = _part_openings(low)
    index = bisect_left(openings, start) - 1
    if index < 0 or openings[index] < start - WINDOW:
        return None
    return None if _FULL_STOP.search(low, openings[index], start) else openings[index]


def last_before(places: Sequence[int], end: int) -> int:
    """The last of some places in order that is not behind `end`; 0 where none is."""
    index = bisect_right(places, end)
    return places[index - 1] if index else 0


@lru_cache(maxsize=4)  # asked for each figure of one paragraph
def clause_ends(low: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _CLAUSE.finditer(low))


@lru_cache(maxsize=4)  # asked for each figure of one paragraph
def _part_openings(low: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _relation_words()["part"].finditer(low))


def _nearest(earlier: Sequence[Figure], fits: Callable[[Figure], bool]) -> int | None:
    """The index of the last of the nearest figures before that fits."""
    for index in range(len(earlier) - 1, max(-1, len(earlier) - _NEAR - 1), -1):
        if fits(earlier[index]):
            return index
    return None


def _without_bound(parts: Sequence[str]) -> Sequence[str]:
    end = len(parts)
    while end and (parts[end - 1] in bounds().before or parts[end - 1] in ("được", "là", "đạt", "có", "từ", "tới")):
        end -= 1
    return parts[:end]


def _ending(parts: Sequence[str]) -> str | None:
    """Which list of phrases the last words belong to, the longest first."""
    endings, last_words = _endings()
    if not parts or parts[-1] not in last_words:
        return None
    for count in range(min(4, len(parts)), 0, -1):
        if (kind := endings.get(" ".join(parts[-count:]))) is not None:
            return kind
    return None


@cache
def _endings() -> tuple[dict[str, str], frozenset[str]]:
    """The list that each phrase belongs to, and the last words of all."""
    data = load("figures")["relations"]
    kinds = {phrase: kind for kind in ("per", "target_before", "same_period", "down", "up") for phrase in data[kind]}
    return kinds, frozenset(phrase.split()[-1] for phrase in kinds)


@cache
def _relation_words() -> dict[str, re.Pattern[str]]:
    data = load("figures")["relations"]
    patterns = {name: _any_of(phrases) for name, phrases in data.items()}
    patterns["same_period_behind"] = _any_of(
        [*data["same_period"], *(f"so với {phrase}" for phrase in data["same_period"])]
    )
    return patterns


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"{alternation(phrases, whole=True)}(?!\w)")
