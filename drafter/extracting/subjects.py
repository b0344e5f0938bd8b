"""What a figure counts.

The subject is the noun phrase behind the figure where it says more than the unit (`312 hộ nghèo`); else the one before
(`hộ nghèo 312 hộ`, `thu nhập đạt 24,8 triệu đồng`); else what the figure before counts (`28/30 trường hợp, đạt 93,3%`);
else the unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import WINDOW, is_of_a_base, same_sentence
from drafter.extracting.units import UnitKind, lexicon, tone_variants
from drafter.extracting.view import View
from drafter.lexicon import load
from drafter.model.fact import Figure

_WORD = re.compile(r"[\w%]+(?:[-/.][\w]+)*")
_STEP = re.compile(r" {0,2}(?:[\"“”'‘’]{0,2})([\w]+(?:-[\w]+)*)[\"“”'‘’]?")
_BOUNDARY = re.compile(r"[;.:?!()\[\]\n]|,(?=\s)|\A\s*[-+•*](?=\s)|□")
# `cuối năm còn 274 hộ`, `giảm 38 hộ`: of what the figure before counts.
_CHANGES = re.compile(r"(?<!\w)(?:còn|giảm|tăng|xuống|lên|thêm)(?: lại| còn| thêm| được)? \Z")
_TAIL_MARKS = " \t:=-–+(>≥<≤~≈\"“'[,*"
_COUNT_VERBS_REACH = 9


@dataclass(frozen=True, slots=True)
class Words:
    ends: frozenset[str]
    goes_on: frozenset[str]
    allowed_first: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    kept: frozenset[str]
    closers: frozenset[str]
    deeds: frozenset[str]
    heads: frozenset[str]
    none: frozenset[str]


@cache
def words() -> Words:
    grammar = load("figures")["grammar"]
    return Words(
        frozenset(form for word in grammar["phrase_ends"] for form in tone_variants(word)),
        frozenset(grammar["phrase_goes_on"]),
        frozenset(grammar["phrase_ends_allowed_first"]),
        frozenset(grammar["links"]),
        frozenset(grammar["openers"]),
        frozenset(grammar["kept_openings"]),
        frozenset(grammar["closers"]),
        frozenset(grammar["deeds"]),
        frozenset(grammar["noun_heads"]),
        frozenset(grammar["no_subjects"]),
    )


def subject_of(
    text: str, view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]
) -> str | None:
    """The noun phrase counted, as printed; None where the text names none."""
    behind = _phrase_behind(view, quantity)
    if behind is not None and not is_of_a_base(view, quantity):
        return _printed(text, view, *behind)
    counts = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN, UnitKind.TIME) and quantity.unit is not None
    near = before is not None and same_sentence(view, before.end, quantity.start)
    bracket = _opening_bracket(view, quantity)
    if bracket is not None and quantity.kind is UnitKind.PERCENT and near and earlier:
        return _counted(earlier)
    front = _phrase_before(view, quantity, before)
    if front is None and bracket is not None and not counts:
        front = _phrase_before(view, replace(quantity, start=bracket), before)
    if front is not None:
        start, end, linked = front
        if not counts or _names_subject(view, quantity, earlier, start, end, linked):
            return _printed(text, view, start, end)
    if not counts and earlier and near:
        return _counted(earlier)
    if (
        near
        and earlier
        and earlier[-1].unit == quantity.unit_name
        and _CHANGES.search(view.low[max(0, quantity.start - 24) : quantity.start])
    ):
        return earlier[-1].subject
    if counts and quantity.unit is not None and quantity.unit_start is not None:
        return _printed(text, view, quantity.unit_start, quantity.unit.first_end)
    return None


def _opening_bracket(view: View, quantity: Quantity) -> int | None:
    """Where the bracket opens that holds nothing before the figure but linking words (`(đạt 85,7%`)."""
    floor = max(0, quantity.start - 20)
    place = view.low.rfind("(", floor, quantity.start)
    if place < 0 or not all(word in words().links for word in view.low[place + 1 : quantity.start].split()):
        return None
    return place


def _counted(earlier: Sequence[Figure]) -> str | None:
    """What the figures before count, past those that speak of one each (`mỗi căn 50 triệu đồng`)."""
    for figure in reversed(earlier[-3:]):
        if figure.subject is None or not figure.subject.lower().startswith(("mỗi ", "bình quân ")):
            return figure.subject
    return None


def _printed(text: str, view: View, start: int, end: int) -> str:
    said = text[view.at(start) : view.end_at(end) + 1]
    if not (said[-1:] in '"”’' and said.count("“") + said.count('"') % 2):
        said = text[view.at(start) : view.end_at(end)]
    return said.strip(" *\t") if "“" in said or '"' in said else said.strip(" *\t”’'")


def _phrase_behind(view: View, quantity: Quantity) -> tuple[int, int] | None:
    """The noun phrase from the unit on, where it adds words to a count, or from behind a measure, a share or an amount."""
    low, said, unit = view.low, words(), quantity.unit
    at = quantity.end if unit is None or unit.end != unit.first_end or quantity.parts else unit.end
    if quantity.end > at and low[at : quantity.end].strip()[:1] == "(":
        at = quantity.end
    if at > 0 and low[at - 1] == ")":
        at = quantity.end
    begin, count, taken = at, 0, at
    if quantity.kind is UnitKind.TIME and not _begins_deed(low, at):
        return None
    classifier = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN)
    while count < _COUNT_VERBS_REACH and (found := _STEP.match(low, taken)):
        word = found[1]
        pair = _pair(low, found)
        if word[0].isdigit():
            break
        if (word in said.ends or pair in said.ends) and pair not in said.goes_on:
            first = said.allowed_first if classifier else said.deeds if quantity.kind is UnitKind.TIME else frozenset()
            if pair == "tổng số" and count == 0 and not classifier:
                first = frozenset({pair})
            if count or not (pair in first or word in first):
                break
            if pair in first and word not in first:
                found = _STEP.match(low, found.end(1)) or found
        taken, count = found.end(1), count + 1
    while count and (last := low.rfind(" ", begin, taken)) > begin and low[last + 1 : taken] in said.closers:
        taken, count = last, count - 1
    if count == 0 or low[begin:taken].strip() in said.closers:
        return None
    if classifier and unit is not None and begin == unit.end and quantity.unit_start is not None:
        return quantity.unit_start, taken
    start = _STEP.match(low, begin)
    return None if start is None else (start.start(1), taken)


def _begins_deed(low: str, at: int) -> bool:
    found = _STEP.match(low, at)
    return found is not None and (found[1] in words().deeds or _pair(low, found) in words().deeds)


def _pair(low: str, found: re.Match[str]) -> str:
    following = _STEP.match(low, found.end())
    return f"{found[1]} {following[1]}" if following else found[1]


def _phrase_before(view: View, quantity: Quantity, before: Quantity | None) -> tuple[int, int, str] | None:
    """The noun phrase that leads to the figure, and how: `:` a colon, a space nothing between, else the linking words."""
    low = view.low
    floor = max(0, quantity.start - WINDOW)
    aged = before is not None and before.kind is UnitKind.TIME  # `tỷ lệ trẻ 5 tuổi ra lớp 100%`
    if before is not None and before.end > floor and not aged:
        behind = _phrase_behind(view, before)
        floor = behind[1] if behind is not None and behind[1] <= quantity.start else before.end
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
    for index in range(right - 2, left, -1):
        if low[slice(*spans[index])] in ("đã", "được", "với"):
            left = index + 1
            break
    while right > left and low[slice(*spans[right - 1])] in said.closers:
        right -= 1
    while right > left and low[spans[left][0]].isdigit():
        left += 1
    whole = left
    while right > left and (cut := _opener(low, spans, left, right, said)):
        left += cut
        while right > left and low[spans[left][0]].isdigit():
            left += 1
    if right <= left and right > whole and quantity.kind in (UnitKind.MONEY, UnitKind.MEASURE, UnitKind.PERCENT):
        left = right - min(2, right - whole)  # a deed is all there is (`đã huy động 12 tỷ đồng`)
        deed = low[spans[left][0] : spans[right - 1][1]]
        if deed in said.links or deed in said.none or any(char.isdigit() for char in deed):
            return None
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


def _opener(low: str, spans: list[tuple[int, int]], left: int, right: int, said: Words) -> int:
    """How many words at the front of a phrase are no part of a subject."""
    if low[spans[left][0] : spans[min(left + 1, right - 1)][1]] in said.kept:
        return 0
    for count in range(min(4, right - left), 0, -1):
        if " ".join(low[a:b] for a, b in spans[left : left + count]) in said.openers:
            return count
    return 0


def _names_subject(
    view: View, quantity: Quantity, earlier: Sequence[Figure], start: int, end: int, linked: str
) -> bool:
    """Whether the words before a count are its subject (`hộ nghèo 312 hộ`), not a deed (`đã giúp 312 hộ`).

    They are where they name the unit, where a colon follows, or, right before the number, where they begin with a known
    noun or stand in a list of one unit (`khiếu nại 10 đơn, tố cáo 5 đơn`).
    """
    phrase = view.low[start:end]
    head = quantity.unit.head if quantity.unit is not None else ""
    if re.search(rf"(?<!\w){re.escape(head)}(?!\w)", phrase):
        return True
    if phrase.startswith(("bình quân", "trung bình", "mỗi ")):
        return False
    if ":" in linked:
        return view.low[quantity.end : quantity.end + 2].strip()[:1] in ("", ".", ";", ",", ")")
    parts = phrase.split()
    if linked not in (" ", "là", "(") or len(parts) > 6:
        return False
    last = earlier[-1] if earlier and earlier[-1].unit != "%" else earlier[-2] if len(earlier) > 1 else None
    if last is not None and last.unit == quantity.unit_name and last.end > view.at(start) - WINDOW // 2:
        return True
    data = lexicon()
    if any(" ".join(parts[:count]) in data.known and len(parts) <= count + 1 for count in (2, 3)):
        return True
    if parts[0] not in data.known or parts[0] in data.times:
        return len(parts) == 2 and parts[0] in words().heads
    name = start + len(parts[0]) + 1
    return len(parts) == 1 or view.plain[name : name + 1].isupper() or (len(parts) == 2 and parts[0] in words().heads)


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
