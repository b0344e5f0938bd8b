"""What a figure counts, how it is bounded, and how it stands to the figures around it.

The subject is the noun phrase behind the figure where it says more than the unit (`312 hộ nghèo`); else the one before
(`hộ nghèo 312 hộ`, `thu nhập đạt 24,8 triệu đồng`); else what the figure before counts (`28/30 trường hợp, đạt 93,3%`);
else the unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from drafter.extracting.quantity import Quantity
from drafter.extracting.units import UnitKind, tone_variants
from drafter.extracting.view import View
from drafter.lexicon import load
from drafter.model.fact import Figure, Qualifier, Relation

_WORD = re.compile(r"[\w%]+(?:[-/.][\w]+)*")
_STEP = re.compile(r" {0,2}(?:[\"“”'‘’]{0,2})([\w]+(?:-[\w]+)*)[\"“”'‘’]?")
_BOUNDARY = re.compile(r"[;.:?!()\[\]\n]|,(?=\s)|(?<=\s)[-+•–](?=\s)|□")
_TAIL_MARKS = " \t:=-–+(>≥<≤~≈\"“'[,*"
_COUNT_VERBS_REACH = 9
_WINDOW = 160


@dataclass(frozen=True, slots=True)
class Words:
    ends: frozenset[str]
    allowed_first: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    qualifiers: dict[str, Qualifier]
    behind: dict[str, Qualifier]
    not_bounds: frozenset[str]


@cache
def words() -> Words:
    data = load("figures")
    grammar = data["grammar"]
    qualifiers = {
        word: Qualifier(kind) for kind, said in data["qualifiers"].items() if kind != "places_not_bounds" for word in said
    }
    return Words(
        frozenset(form for word in grammar["phrase_ends"] for form in tone_variants(word)),
        frozenset(grammar["phrase_ends_allowed_first"]),
        frozenset(grammar["links"]),
        frozenset(grammar["openers"]),
        qualifiers,
        {word: Qualifier(kind) for kind, said in data["qualifiers_behind"].items() for word in said},
        frozenset(data["qualifiers"]["places_not_bounds"]),
    )


# ---------- qualifier


def qualifier_of(view: View, quantity: Quantity) -> Qualifier | None:
    """The bound that the words right before or behind set."""
    said = words()
    behind = view.low[quantity.end : quantity.end + 28]
    for phrase, kind in said.behind.items():
        place = behind.find(phrase)
        if 0 <= place <= 16 and not re.search(r"[,;.()\d]", behind[:place]):
            return kind
    left = view.low[max(0, quantity.start - 32) : quantity.start].rstrip(" (")
    for mark in ("≥", ">=", "≤", "<=", ">", "<", "~", "≈"):
        if left.endswith(mark):
            return said.qualifiers[mark]
    parts = left.split()[-4:]
    for count in range(len(parts), 0, -1):
        phrase = " ".join(parts[-count:])
        kind_before = said.qualifiers.get(phrase)
        if kind_before is None:
            continue
        if phrase == "hơn" and count < len(parts) and parts[-2] in ("cao", "thấp", "nhiều", "ít", "lớn", "nhỏ"):
            return None
        if phrase in ("trên", "dưới") and _is_place(quantity):
            return None
        return kind_before
    return None


def _is_place(quantity: Quantity) -> bool:
    """`trên 3 lĩnh vực` says where, not how many at least."""
    value = quantity.value
    return (
        quantity.unit is not None
        and quantity.unit.head in words().not_bounds
        and value is not None
        and value <= 20
        and not quantity.scaled
    )


# ---------- subject


def subject_of(
    text: str, view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]
) -> str | None:
    """The noun phrase counted, as printed; None where the text names none."""
    behind = _phrase_behind(view, quantity)
    if behind is not None:
        return _printed(text, view, *behind)
    counts = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN, UnitKind.TIME) and quantity.unit is not None
    front = _phrase_before(view, quantity, before)
    if front is not None:
        start, end, linked = front
        if not counts or _names_subject(view, quantity, start, end, linked):
            return _printed(text, view, start, end)
    if not counts and earlier and before is not None and _same_sentence(view, before.end, quantity.start):
        return earlier[-1].subject
    if counts and quantity.unit is not None and quantity.unit_start is not None:
        return _printed(text, view, quantity.unit_start, quantity.unit.first_end)
    return None


def _printed(text: str, view: View, start: int, end: int) -> str:
    return text[view.at(start) : view.end_at(end)].strip(" *\t\"“”'")


def _same_sentence(view: View, start: int, end: int) -> bool:
    between = view.low[start:end]
    return len(between) < _WINDOW and not re.search(r"[.;](?=\s|\Z)", between)


def _phrase_behind(view: View, quantity: Quantity) -> tuple[int, int] | None:
    """The noun phrase from the unit on, where it adds words to a count, or from behind a measure, a share or an amount."""
    low, said, unit = view.low, words(), quantity.unit
    at = quantity.end if unit is None or unit.end != unit.first_end or quantity.parts else unit.end
    if quantity.end > at and low[at : quantity.end].strip()[:1] == "(":
        at = quantity.end
    if at > 0 and low[at - 1] == ")":
        at = quantity.end
    begin, count, taken = at, 0, at
    classifier = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN)
    while count < _COUNT_VERBS_REACH and (found := _STEP.match(low, taken)):
        word = found[1]
        pair = _pair(low, found)
        if word[0].isdigit():
            break
        if word in said.ends or pair in said.ends:
            if not (count == 0 and classifier and (pair in said.allowed_first or word in said.allowed_first)):
                break
            if pair in said.allowed_first and word not in said.allowed_first:
                found = _STEP.match(low, found.end(1)) or found
        taken, count = found.end(1), count + 1
    if count == 0:
        return None
    if classifier and quantity.unit_start is not None and low[quantity.number_end : quantity.unit_start].strip() == "":
        return quantity.unit_start, taken
    start = _STEP.match(low, begin)
    return None if start is None else (start.start(1), taken)


def _pair(low: str, found: re.Match[str]) -> str:
    following = _STEP.match(low, found.end())
    return f"{found[1]} {following[1]}" if following else found[1]


def _phrase_before(view: View, quantity: Quantity, before: Quantity | None) -> tuple[int, int, str] | None:
    """The noun phrase that leads to the figure, and how: `:` a colon, a space nothing between, else the linking words."""
    low = view.low
    floor = max(0, quantity.start - _WINDOW, before.end if before is not None else 0)
    end = quantity.start
    while end > floor and low[end - 1] in _TAIL_MARKS:
        end -= 1
    marks = low[end : quantity.start].strip()
    begin = floor
    for found in _BOUNDARY.finditer(low, floor, end):
        begin = found.end()
    spans = [found.span() for found in _WORD.finditer(low, begin, end)][-14:]
    said = words()
    left, right = 0, len(spans)
    link = ""
    right, link = _strip_links(low, spans, right, said.links)
    while right > left and (cut := _longest_at(low, spans, left, right, said.openers, 4)):
        if right - left - cut == 0 and low[spans[left][0] : spans[right - 1][1]] in ("kinh phí", "tiền"):
            break
        left += cut
    if right <= left or "," in marks:
        return None
    return spans[left][0], spans[right - 1][1], marks or link or " "


def _strip_links(low: str, spans: list[tuple[int, int]], right: int, links: frozenset[str]) -> tuple[int, str]:
    link = ""
    while right:
        for count in range(min(4, right), 0, -1):
            phrase = " ".join(low[a:b] for a, b in spans[right - count : right])
            if phrase in links:
                link = f"{phrase} {link}".strip()
                right -= count
                break
        else:
            break
    return right, link


def _longest_at(
    low: str, spans: list[tuple[int, int]], left: int, right: int, known: frozenset[str], reach: int
) -> int:
    for count in range(min(reach, right - left), 0, -1):
        if " ".join(low[a:b] for a, b in spans[left : left + count]) in known:
            return count
    return 0


def _names_subject(view: View, quantity: Quantity, start: int, end: int, linked: str) -> bool:
    """Whether the words before a count are its subject (`hộ nghèo 312 hộ`), not a deed (`đã giúp 312 hộ`)."""
    phrase = view.low[start:end]
    head = quantity.unit.head if quantity.unit is not None else ""
    if re.search(rf"(?<!\w){re.escape(head)}(?!\w)", phrase):
        return True
    return ":" in linked or linked in (" ", "là", "(", "có") and len(phrase.split()) <= 6 and linked != "có"


# ---------- relation


def relation_of(
    view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]
) -> Relation | None:
    """What the text itself says of a figure; `base` is an index into the paragraph's figures."""
    data = load("figures")["relations"]
    low = view.low
    left = re.split(r"[;.:()]|,\s", low[max(0, quantity.start - 60) : quantity.start])[-1].strip()
    right = low[quantity.end : quantity.end + 48].strip()
    bare = _without_bound(left)
    near = before is not None and _same_sentence(view, before.end, quantity.start)
    base = len(earlier) - 1 if near and earlier else None
    if direction := _direction(bare, data):
        return Relation("change", direction)
    if _starts(right, data["plan_behind"]) and quantity.kind is UnitKind.PERCENT:
        return Relation("plan", None, base)
    if _ends(bare, data["same_period"]) or _starts(right, data["same_period"]) or right.startswith("so với cùng kỳ"):
        return Relation("same-period")
    if _ends(bare, data["target_before"]):
        return Relation("target")
    if any(said in left for said in data["cumulative"]):
        return Relation("cumulative")
    clause = re.split(r"[.;](?=\s)", low[max(0, quantity.start - _WINDOW) : quantity.start])[-1]
    place = max((clause.rfind(said) for said in data["part"]), default=-1)
    if place >= 0 and earlier and near:
        opening = quantity.start - len(clause) + place
        total = [index for index, figure in enumerate(earlier) if figure.end <= view.at(opening)]
        if total:
            return Relation("part-of", None, total[-1])
    if quantity.kind is UnitKind.PERCENT:
        return Relation("share-of", None, base)
    if quantity.parts is None and "/" in (quantity.unit_name or "") and not (quantity.unit_name or "").startswith("lần/"):
        return Relation("per")
    return Relation("per") if _ends(bare, data["per"]) else None


def _without_bound(left: str) -> str:
    parts = left.split()
    while parts and (parts[-1] in words().qualifiers or parts[-1] in ("được", "là", "đạt", "có", "từ", "tới")):
        parts.pop()
    return " ".join(parts)


def _direction(left: str, data: dict[str, list[str]]) -> str | None:
    if _ends(left, data["up"]):
        return "up"
    return "down" if _ends(left, data["down"]) else None


def _ends(said: str, phrases: Sequence[str]) -> bool:
    return any(said == phrase or said.endswith(f" {phrase}") for phrase in phrases)


def _starts(said: str, phrases: Sequence[str]) -> bool:
    return any(said.startswith(phrase) for phrase in phrases)


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    families = load("units")["families"]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in said)})(?!\w)"))
        for name, said in families.items()
    )


def family_of(unit: str | None, subject: str | None) -> str | None:
    """The family of indicators (domain facts 2.3) that the subject, else the unit, belongs to."""
    for said in ((subject or "").lower(), unit or ""):
        for name, pattern in _families():
            if said and pattern.search(said):
                return name
    return None
