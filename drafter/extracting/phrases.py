"""The noun phrase behind a figure (`312 hộ nghèo`): what its unit goes on to, up to the word that ends it."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.extracting.grammar import words
from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import is_of_a_base
from drafter.extracting.units import UnitKind, lexicon
from drafter.extracting.view import View

_STEP = re.compile(r" {0,2}(?:[\"“”'‘’]{0,2})([^\W¹²³⁰⁴-⁹]+(?:[-&][^\W¹²³⁰⁴-⁹]+)*)[\"“”'‘’]?")
_BOUND_BEHIND = re.compile(r" (?:trở|đổ) (?:lên|xuống|lại)(?!\w)")
_COUNT_VERBS_REACH = 9


class Phrased(NamedTuple):
    """A quantity, the noun phrase behind it, and whether that is what it is measured against (`105% kế hoạch`)."""

    quantity: Quantity
    behind: tuple[int, int] | None
    of_base: bool


def phrased(view: View, quantity: Quantity) -> Phrased:
    return Phrased(quantity, phrase_behind(view, quantity), is_of_a_base(view, quantity))


def phrase_behind(view: View, quantity: Quantity) -> tuple[int, int] | None:
    """The noun phrase from the unit on, where it adds words to a count, or from behind a measure, a share or an amount."""
    low, said, unit = view.low, words(), quantity.unit
    if unit is None and quantity.unit_name is not None:
        return None  # one side of `5 x 2 m`
    at = quantity.end if unit is None or unit.end != unit.first_end or quantity.parts else unit.end
    if quantity.end > at and low[at : quantity.end].strip()[:1] == "(":
        at = quantity.end
    if at > 0 and low[at - 1] == ")":
        at = quantity.end
    if bound := _BOUND_BEHIND.match(low, at):
        at = bound.end()  # `95% trở lên khu dân cư`
    begin, count, taken, before = at, 0, at, ""
    if quantity.kind is UnitKind.TIME and not _begins_deed(low, at):
        return None
    classifier = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN)
    times = lexicon().times
    while count < _COUNT_VERBS_REACH and (found := _STEP.match(low, taken)):
        word = found[1]
        if word[0].isdigit() or (word in times and low[found.end() : found.end() + 2].strip()[:1].isdigit()):
            break
        if not classifier and count == 0 and word in said.sizes:
            return None  # `đường dây 35kV dài 4,6 km`
        if word not in said.telling or (count and f"{before} {word}" in said.compounds):
            taken, count, before = found.end(1), count + 1, word
            continue
        pair = _pair(low, found)
        if not classifier and count == 0 and (word in said.purposes or pair in said.purposes):
            return None  # what the money or the land is for
        if phrase := next((said for said in (_triple(low, found), pair) if said in words().goes_on), ""):
            taken, before = _behind(low, found, phrase)
            count += phrase.count(" ") + 1
            continue
        if word in said.ends or pair in said.ends:
            first = said.allowed_first if classifier else said.deeds if quantity.kind is UnitKind.TIME else frozenset()
            if pair == "tổng số" and count == 0 and not classifier:
                first = frozenset({pair})
            if count == 0 and classifier and unit is not None and unit.head in _PERSONS:
                first = first | _who_goes_on(low, found, pair)
            if count or not (pair in first or word in first):
                break
            if pair in first and word not in first:
                found = _STEP.match(low, found.end(1)) or found
        taken, count, before = found.end(1), count + 1, found[1]
    if classifier and before in _GRADED and (grade := _GRADE.match(low, taken)):
        taken = grade.end()
    if count and (joined := _JOINED.match(low, taken)):
        taken = joined.end()
    if classifier and quantity.unit_start is not None:
        reached = _listed_people(low, quantity.unit_start, taken)
        taken, count = reached, count + (reached > taken)
    while count and (last := low.rfind(" ", begin, taken)) > begin and low[last + 1 : taken] in said.closers:
        taken, count = last, count - 1
    if count and (measure := _measure_ahead(low, begin, taken)) is not None:
        taken = measure
        count = len(low[begin:taken].split())
    if count == 0 or low[begin:taken].strip() in said.closers:
        return None
    if classifier and unit is not None and begin == unit.end and quantity.unit_start is not None:
        return quantity.unit_start, taken
    start = _STEP.match(low, begin)
    return None if start is None else (start.start(1), taken)


_NUMBER_AHEAD = re.compile(r"(?: (?:là|đạt|trên|khoảng|hơn|gần|bình quân))? \d")


def _measure_ahead(low: str, begin: int, taken: int) -> int | None:
    """Where the name of a measure begins that ends a phrase before its own number (`mô hình rau quy mô 1,5 ha`)."""
    parts = low[begin:taken].split(" ")
    for count in (4, 3, 2, 1):
        measure = " ".join(parts[-count:])
        if count < len(parts) and measure in words().measured:
            return taken - len(measure) - 1 if _NUMBER_AHEAD.match(low, taken) else None
    return None


_JOINED = re.compile(r" - (?:xã hội|an ninh|nghề nghiệp)(?!\w)")  # `tổ chức chính trị - xã hội`
_PERSONS = ("người", "lượt người", "đối tượng", "lao động")
# `12 học sinh lớp 9`: the grade's number goes with its word.
_GRADED = ("lớp", "khối", "loại", "nhóm", "mức", "độ", "hạng", "type")
_GRADE = re.compile(
    r" \d{1,2}(?![\w/%]|[.,]\d| [^\W\d])|  ?\d{1,2}(?= (?:và|của|đạt|được|trên|tại|thi|dự|là|có|ở|cấp)(?!\w))"
)


def _who_goes_on(low: str, found: re.Match[str], pair: str) -> frozenset[str]:
    """The word or two that say who people are, where their object follows (`người tham gia bảo hiểm y tế`)."""
    said = words()
    for phrase, count in ((pair, 2), (found[1], 1)):
        if phrase not in said.of_people:
            continue
        last = _STEP.match(low, found.end(1)) if count == 2 else found
        behind = None if last is None else _STEP.match(low, last.end(1))
        if behind is not None and not behind[1][0].isdigit() and behind[1] not in said.ends:
            return frozenset({phrase})
    return frozenset()


_MORE_PEOPLE = re.compile(r"(?P<list>(?:, [^\W\d]+ [^\W\d]+){0,4})(?:,? (?:và|hoặc)) (?P<last>[^\W\d]+ [^\W\d]+)(?!\w)")


def _listed_people(low: str, begin: int, taken: int) -> int:
    """Where the phrase ends that goes on with more kinds of people: `lượt cán bộ, hội viên và Nhân dân`."""
    people = words().people
    if " ".join(low[begin:taken].split(" ")[-2:]) not in people or (found := _MORE_PEOPLE.match(low, taken)) is None:
        return taken
    named = [*found["list"].split(", ")[1:], found["last"]]
    return found.end() if all(name in people for name in named) else taken


def _behind(low: str, found: re.Match[str], phrase: str) -> tuple[int, str]:
    """Where a phrase ends that begins with a step, and its last word."""
    for _ in range(phrase.count(" ")):
        found = _STEP.match(low, found.end()) or found
    return found.end(1), found[1]


def _begins_deed(low: str, at: int) -> bool:
    found = _STEP.match(low, at)
    return found is not None and (found[1] in words().deeds or _pair(low, found) in words().deeds)


def _pair(low: str, found: re.Match[str]) -> str:
    following = _STEP.match(low, found.end())
    return f"{found[1]} {following[1]}" if following else found[1]


def _triple(low: str, found: re.Match[str]) -> str:
    second = _STEP.match(low, found.end())
    return f"{found[1]} {_pair(low, second)}" if second else found[1]
