"""What a figure counts, how it is bounded, and how it stands to the figures around it.

The subject is the noun phrase behind the figure where it says more than the unit (`312 hộ nghèo`); else the one before
(`hộ nghèo 312 hộ`, `thu nhập đạt 24,8 triệu đồng`); else what the figure before counts (`28/30 trường hợp, đạt 93,3%`);
else the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from drafter.extracting.quantity import Quantity
from drafter.extracting.units import UnitKind, lexicon, tone_variants
from drafter.extracting.view import View
from drafter.lexicon import load
from drafter.model.fact import Figure, Qualifier, Relation

_WORD = re.compile(r"[\w%]+(?:[-/.][\w]+)*")
_STEP = re.compile(r" {0,2}(?:[\"“”'‘’]{0,2})([\w]+(?:-[\w]+)*)[\"“”'‘’]?")
_BOUNDARY = re.compile(r"[;.:?!()\[\]\n]|,(?=\s)|\A\s*[-+•*](?=\s)|□")
_CLAUSE = re.compile(r"[;.:()]|,\s")
# `cuối năm còn 274 hộ`, `giảm 38 hộ`: of what the figure before counts.
_CHANGES = re.compile(r"(?<!\w)(?:còn|giảm|tăng|xuống|lên|thêm)(?: lại| còn| thêm| được)? \Z")
_FULL_STOP = re.compile(r"[.;](?=\s)")
_TAIL_MARKS = " \t:=-–+(>≥<≤~≈\"“'[,*"
_EMPTY = frozenset(
    {
        "trong đó",
        "đó",
        "trong",
        "và",
        "với",
        "các",
        "cả",
        "tại",
        "của",
        "đến nay",
        "nay",
        "hiện nay",
        "cụ thể",
        "số",
        "tổng số",
    }
)
_COUNT_VERBS_REACH = 9
_WINDOW = 160
_NEAR = 24  # figures back


@dataclass(frozen=True, slots=True)
class Words:
    ends: frozenset[str]
    allowed_first: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    kept: frozenset[str]
    closers: frozenset[str]
    deeds: frozenset[str]
    heads: frozenset[str]
    qualifiers: dict[str, Qualifier]
    behind: dict[str, Qualifier]
    not_bounds: frozenset[str]


@cache
def words() -> Words:
    data = load("figures")
    grammar = data["grammar"]
    qualifiers = {
        word: Qualifier(kind)
        for kind, said in data["qualifiers"].items()
        if kind != "places_not_bounds"
        for word in said
    }
    return Words(
        frozenset(form for word in grammar["phrase_ends"] for form in tone_variants(word)),
        frozenset(grammar["phrase_ends_allowed_first"]),
        frozenset(grammar["links"]),
        frozenset(grammar["openers"]),
        frozenset(grammar["kept_openings"]),
        frozenset(grammar["closers"]),
        frozenset(grammar["deeds"]),
        frozenset(grammar["noun_heads"]),
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
        and (quantity.unit.head in words().not_bounds or quantity.unit.head.split(" ")[0] in words().not_bounds)
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
    if behind is not None and not _is_base(view, quantity):
        return _printed(text, view, *behind)
    counts = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN, UnitKind.TIME) and quantity.unit is not None
    near = before is not None and _same_sentence(view, before.end, quantity.start)
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


def _is_base(view: View, quantity: Quantity) -> bool:
    """`đạt 105% kế hoạch`, `bằng 96% cùng kỳ`: what stands behind is the base, not what is counted."""
    if quantity.kind is not UnitKind.PERCENT and (quantity.unit is None or quantity.unit.head != "lần"):
        return False
    said = _relation_words()
    right = view.low[quantity.end : quantity.end + 48].lstrip()
    return bool(said["plan_behind"].match(right) or said["same_period_behind"].match(right))


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
    if quantity.kind is UnitKind.TIME and not _begins_deed(low, at):
        return None
    classifier = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN)
    while count < _COUNT_VERBS_REACH and (found := _STEP.match(low, taken)):
        word = found[1]
        pair = _pair(low, found)
        if word[0].isdigit():
            break
        if word in said.ends or pair in said.ends:
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
    floor = max(0, quantity.start - _WINDOW)
    if before is not None and before.end > floor:
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
        if deed in said.links or deed in _EMPTY or any(char.isdigit() for char in deed):
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
    if ":" in linked:
        return view.low[quantity.end : quantity.end + 2].strip()[:1] in ("", ".", ";", ",", ")")
    parts = phrase.split()
    if linked not in (" ", "là", "(") or len(parts) > 6:
        return False
    last = earlier[-1] if earlier and earlier[-1].unit != "%" else earlier[-2] if len(earlier) > 1 else None
    if last is not None and last.unit == quantity.unit_name and last.end > view.at(start) - _WINDOW // 2:
        return True
    data = lexicon()
    if any(" ".join(parts[:count]) in data.known and len(parts) <= count + 1 for count in (2, 3)):
        return True
    if parts[0] not in data.known or parts[0] in data.times:
        return len(parts) == 2 and parts[0] in words().heads
    name = start + len(parts[0]) + 1
    return len(parts) == 1 or view.plain[name : name + 1].isupper() or (len(parts) == 2 and parts[0] in words().heads)


# ---------- relation


def relation_of(view: View, quantity: Quantity, before: Quantity | None, earlier: Sequence[Figure]) -> Relation | None:
    """What the text itself says of a figure; `base` is an index into the paragraph's figures."""
    said = _relation_words()
    low = view.low
    left = _CLAUSE.split(low[max(0, quantity.start - 60) : quantity.start])[-1].strip()
    right = low[quantity.end : quantity.end + 48].lstrip()
    bare = _without_bound(left)
    near = before is not None and _same_sentence(view, before.end, quantity.start)
    base = _nearest(earlier, lambda figure: figure.unit != "%") if near else None
    if _ends(bare, said["up"]):
        return Relation("change", "up")
    if _ends(bare, said["down"]):
        return Relation("change", "down")
    if quantity.kind is UnitKind.PERCENT and said["plan_behind"].match(right):
        return Relation("plan", None, base)
    if _ends(bare, said["same_period"]) or said["same_period_behind"].match(right):
        return Relation("same-period")
    if _ends(bare, said["target_before"]):
        return Relation("target")
    if said["cumulative"].search(left):
        return Relation("cumulative")
    if near and (opening := _part_opening(low, quantity.start, said["part"])) is not None:
        limit = view.at(opening)
        if (whole := _nearest(earlier, lambda figure: figure.end <= limit)) is not None:
            return Relation("part-of", None, whole)
    if quantity.kind is UnitKind.PERCENT:
        return Relation("share-of", None, base)
    name = quantity.unit_name or ""
    if quantity.parts is None and "/" in name and not name.startswith("lần/"):
        return Relation("per")
    return Relation("per") if _ends(bare, said["per"]) else None


def _part_opening(low: str, start: int, part: re.Pattern[str]) -> int | None:
    """Where the sentence last says `trong đó`, `gồm`."""
    floor = max(0, start - _WINDOW)
    for found in _FULL_STOP.finditer(low, floor, start):
        floor = found.end()
    opening = None
    for found in part.finditer(low, floor, start):
        opening = found.start()
    return opening


def _nearest(earlier: Sequence[Figure], fits: Callable[[Figure], bool]) -> int | None:
    """The index of the last of the nearest figures before that fits."""
    for index in range(len(earlier) - 1, max(-1, len(earlier) - _NEAR - 1), -1):
        if fits(earlier[index]):
            return index
    return None


def _without_bound(left: str) -> str:
    parts = left.split()
    while parts and (parts[-1] in words().qualifiers or parts[-1] in ("được", "là", "đạt", "có", "từ", "tới")):
        parts.pop()
    return " ".join(parts)


def _ends(said: str, phrases: re.Pattern[str]) -> bool:
    """Whether the last words are one of the phrases."""
    last = said[-32:]
    return any(found.end() == len(last) for found in phrases.finditer(last))


@cache
def _relation_words() -> dict[str, re.Pattern[str]]:
    data = load("figures")["relations"]
    patterns = {name: _any_of(phrases) for name, phrases in data.items()}
    patterns["same_period_behind"] = _any_of(
        [*data["same_period"], *(f"so với {phrase}" for phrase in data["same_period"])]
    )
    return patterns


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


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
