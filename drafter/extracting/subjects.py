"""What a figure counts.

The subject is the noun phrase behind the figure where it says more than the unit (`312 hộ nghèo`); else the one before
(`hộ nghèo 312 hộ`, `thu nhập đạt 24,8 triệu đồng`); else what the figure before counts (`28/30 trường hợp, đạt 93,3%`);
else the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import DOT, WINDOW, is_of_a_base, last_before, same_sentence
from drafter.extracting.units import UnitKind, lexicon, tone_variants
from drafter.extracting.view import View
from drafter.lexicon import load
from drafter.model.fact import Figure

_WORD = re.compile(r"[\w%]+(?:[-/.][\w]+)*")
_STEP = re.compile(r" {0,2}(?:[\"“”'‘’]{0,2})([^\W¹²³⁰⁴-⁹]+(?:-[^\W¹²³⁰⁴-⁹]+)*)[\"“”'‘’]?")
_BOUNDARY = re.compile(rf"[;:?!()\[\]\n]|{DOT}|,(?=\s)|\A\s*[-+•*](?=\s)|□")
# `cuối năm còn 274 hộ`, `giảm 38 hộ`: of what the figure before counts.
_CHANGES = re.compile(r"(?<!\w)(?:còn|giảm|tăng|xuống|lên|thêm)(?: lại| còn| thêm| được)? \Z")
_CHANGE_ENDS = ("còn ", "giảm ", "tăng ", "xuống ", "lên ", "thêm ", "lại ", "được ")
_BOUND_BEHIND = re.compile(r" (?:trở|đổ) (?:lên|xuống|lại)(?!\w)")
_TAIL_MARKS = " \t:=-–+(>≥<≤~≈\"“'[,*"
_COUNT_VERBS_REACH = 9
_COUNTED = (UnitKind.COUNT, UnitKind.UNKNOWN, UnitKind.TIME)
_AMOUNTS = (UnitKind.MONEY, UnitKind.MEASURE, UnitKind.PERCENT)


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of the lexicon, and the single words by which a search in them is spared."""

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
    counters: frozenset[str]
    topics: frozenset[str]
    acts: frozenset[str]
    short_acts: frozenset[str]
    purposes: frozenset[str]
    people: frozenset[str]
    link_ends: frozenset[str]  # last words of `links`
    telling: frozenset[str]  # first words of `ends` and `purposes`
    front: frozenset[str]  # first words of `openers` and `kept`


@cache
def words() -> Words:
    grammar = load("figures")["grammar"]
    ends = frozenset(form for word in grammar["phrase_ends"] for form in tone_variants(word))
    return Words(
        ends,
        frozenset(grammar["phrase_goes_on"]),
        frozenset(grammar["phrase_ends_allowed_first"]),
        frozenset(grammar["links"]),
        frozenset(grammar["openers"]),
        frozenset(grammar["kept_openings"]),
        frozenset(grammar["closers"]),
        frozenset(grammar["deeds"]),
        frozenset(grammar["noun_heads"]),
        frozenset(grammar["no_subjects"]),
        frozenset(grammar["counters"]),
        frozenset(grammar["topics"]),
        frozenset(grammar["acts"]),
        frozenset(grammar["short_acts"]),
        frozenset(grammar["purposes"]),
        frozenset(grammar["people"]),
        frozenset(phrase.split()[-1] for phrase in grammar["links"]),
        _first_words([*ends, *grammar["purposes"]]),
        _first_words([*grammar["openers"], *grammar["kept_openings"]]),
    )


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


class Phrased(NamedTuple):
    """A quantity, the noun phrase behind it, and whether that is what it is measured against (`105% kế hoạch`)."""

    quantity: Quantity
    behind: tuple[int, int] | None
    of_base: bool


def phrased(view: View, quantity: Quantity) -> Phrased:
    return Phrased(quantity, phrase_behind(view, quantity), is_of_a_base(view, quantity))


def subject_of(text: str, view: View, here: Phrased, previous: Phrased | None, earlier: Sequence[Figure]) -> str | None:
    """The noun phrase counted, as printed; None where the text names none."""
    quantity, behind, of_base = here
    if behind is not None and not of_base:
        return _printed(text, view, *behind)
    before = None if previous is None else previous.quantity
    counts = quantity.kind in _COUNTED
    changes = (
        view.low.endswith(_CHANGE_ENDS, 0, quantity.start)
        and _CHANGES.search(view.low, max(0, quantity.start - 24), quantity.start) is not None
    )
    near = before is not None and same_sentence(view, before.end, quantity.start, goes_on=changes)
    bracket = _opening_bracket(view, quantity)
    if bracket is not None and quantity.kind is UnitKind.PERCENT and near and earlier:
        return _counted(earlier)
    front = _phrase_before(view, quantity, previous)
    if front is None and bracket is not None and not counts:
        front = _phrase_before(view, quantity._replace(start=bracket), previous)
    if front is not None:
        start, end, linked = front
        if not counts and _only_tells_an_act(view.low[start:end]):
            if quantity.unit is None and near and earlier:
                return _counted(earlier)  # `kiểm tra 145 cơ sở, nhắc nhở 21`
            if (label := _lead_in(view, quantity)) is not None:
                return _printed(text, view, *label)
        if counts and behind is None and (topic := _topic(view, quantity, start, end)) is not None:
            return _printed(text, view, *topic)
        if not counts or _names_subject(view, quantity, earlier, start, end, linked, behind is None):
            return _printed(text, view, start, end)
    if (
        counts
        and behind is None
        and not near
        and _is_counter(quantity)
        and (label := _lead_in(view, quantity)) is not None
    ):
        return _printed(text, view, *label)
    if not counts and earlier and near:
        return _counted(earlier)
    if not counts and bracket is None and (label := _lead_in(view, quantity)) is not None:
        return _printed(text, view, *label)
    if (
        quantity.unit is None
        and before is not None
        and view.low[before.end : quantity.start].strip() in (";", ",", "và")
    ):
        return _counted(earlier)  # `hệ số 1,0; 1,5; 2,0`
    if (
        near
        and changes
        and (grown := next((past for past in earlier[:-4:-1] if past.unit == quantity.unit_name), None))
    ):
        return grown.subject
    if counts and quantity.unit is not None and quantity.unit_start is not None:
        return _printed(text, view, quantity.unit_start, quantity.unit.first_end)
    return None


def _ends_in_act(phrase: str) -> bool:
    parts = phrase.split()
    return parts[-1] in words().acts or " ".join(parts[-2:]) in words().acts


def _only_tells_an_act(phrase: str) -> bool:
    """`sử dụng`, `toàn xã ra quân gieo cấy`; not `tổng mức đầu tư`."""
    return phrase in words().acts or (phrase.count(" ") > 4 and _ends_in_act(phrase))


def _is_counter(quantity: Quantity) -> bool:
    """Whether the unit only tells pieces apart (`12 con`, `3 vụ`) and leaves unsaid what they are pieces of."""
    return quantity.unit is not None and quantity.unit.head in words().counters


def _topic(view: View, quantity: Quantity, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase before a bare counter or a stretch of time, without the act behind it: `Tổng đàn trâu 1.102 con`,
    `Thời hạn giải quyết bình quân 28 ngày`, `Học sinh lớp 9 xét tốt nghiệp 398/401 em`."""
    said, parts = words(), view.low[start:end].split(" ")
    if not (_is_counter(quantity) or quantity.kind is UnitKind.TIME) or len(parts) > 12:
        return None
    if parts[0] not in said.topics and " ".join(parts[:2]) not in said.topics:
        return None
    kept = len(parts)
    while kept > 1 and (
        count := next(
            (
                n
                for n in (3, 2, 1)
                if quantity.kind is not UnitKind.TIME and " ".join(parts[max(0, kept - n) : kept]) in said.acts
            ),
            0,
        )
    ):
        kept -= count
    return (start, start + len(" ".join(parts[:kept]))) if kept > 0 else None


_HEADINGS = ("một số", "các chỉ tiêu", "chỉ tiêu", "kết quả", "cụ thể", "trong đó", "mục tiêu")
_LEAD_IN = re.compile(
    r"\s{0,4}(?:[-+•*]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|[a-zđ]\))?\s{0,4}(?P<label>[^\W\d][^:;.!?\n()]{2,70}):(?=\s)"
)


def _lead_in(view: View, quantity: Quantity) -> tuple[int, int] | None:
    """The label that opens the paragraph, where the figure stands in its sentence (`Chi dự phòng: đã sử dụng …`)."""
    found = _LEAD_IN.match(view.low)
    if found is None or found.end() > quantity.start or not same_sentence(view, found.end(), quantity.start):
        return None
    label, said = found["label"].strip(), words()
    if (
        label in said.none
        or label in said.openers
        or label.startswith(_HEADINGS)
        or any(char.isdigit() for char in label)
    ):
        return None
    return found.start("label"), found.start("label") + len(found["label"].rstrip())


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


@lru_cache(maxsize=4)  # asked for each figure of one paragraph
def _boundaries(low: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _BOUNDARY.finditer(low))


def phrase_behind(view: View, quantity: Quantity) -> tuple[int, int] | None:
    """The noun phrase from the unit on, where it adds words to a count, or from behind a measure, a share or an amount."""
    low, said, unit = view.low, words(), quantity.unit
    at = quantity.end if unit is None or unit.end != unit.first_end or quantity.parts else unit.end
    if quantity.end > at and low[at : quantity.end].strip()[:1] == "(":
        at = quantity.end
    if at > 0 and low[at - 1] == ")":
        at = quantity.end
    if bound := _BOUND_BEHIND.match(low, at):
        at = bound.end()  # `95% trở lên khu dân cư`
    begin, count, taken = at, 0, at
    if quantity.kind is UnitKind.TIME and not _begins_deed(low, at):
        return None
    classifier = quantity.kind in (UnitKind.COUNT, UnitKind.UNKNOWN)
    times = lexicon().times
    while count < _COUNT_VERBS_REACH and (found := _STEP.match(low, taken)):
        word = found[1]
        if word[0].isdigit() or (word in times and low[found.end() : found.end() + 2].strip()[:1].isdigit()):
            break
        if word not in said.telling:
            taken, count = found.end(1), count + 1
            continue
        pair = _pair(low, found)
        if not classifier and count == 0 and (word in said.purposes or pair in said.purposes):
            return None  # what the money or the land is for
        if (
            (word in said.ends or pair in said.ends)
            and pair not in said.goes_on
            and _triple(low, found) not in said.goes_on
        ):
            first = said.allowed_first if classifier else said.deeds if quantity.kind is UnitKind.TIME else frozenset()
            if pair == "tổng số" and count == 0 and not classifier:
                first = frozenset({pair})
            if count or not (pair in first or word in first):
                break
            if pair in first and word not in first:
                found = _STEP.match(low, found.end(1)) or found
        taken, count = found.end(1), count + 1
    if classifier and quantity.unit_start is not None:
        reached = _listed_people(low, quantity.unit_start, taken)
        taken, count = reached, count + (reached > taken)
    while count and (last := low.rfind(" ", begin, taken)) > begin and low[last + 1 : taken] in said.closers:
        taken, count = last, count - 1
    if count == 0 or low[begin:taken].strip() in said.closers:
        return None
    if classifier and unit is not None and begin == unit.end and quantity.unit_start is not None:
        return quantity.unit_start, taken
    start = _STEP.match(low, begin)
    return None if start is None else (start.start(1), taken)


_MORE_PEOPLE = re.compile(r"(?P<list>(?:, [^\W\d]+ [^\W\d]+){0,4})(?:,? (?:và|hoặc)) (?P<last>[^\W\d]+ [^\W\d]+)(?!\w)")


def _listed_people(low: str, begin: int, taken: int) -> int:
    """Where the phrase ends that goes on with more kinds of people: `lượt cán bộ, hội viên và Nhân dân`."""
    people = words().people
    if " ".join(low[begin:taken].split(" ")[-2:]) not in people or (found := _MORE_PEOPLE.match(low, taken)) is None:
        return taken
    named = [*found["list"].split(", ")[1:], found["last"]]
    return found.end() if all(name in people for name in named) else taken


def _begins_deed(low: str, at: int) -> bool:
    found = _STEP.match(low, at)
    return found is not None and (found[1] in words().deeds or _pair(low, found) in words().deeds)


def _pair(low: str, found: re.Match[str]) -> str:
    following = _STEP.match(low, found.end())
    return f"{found[1]} {following[1]}" if following else found[1]


def _triple(low: str, found: re.Match[str]) -> str:
    second = _STEP.match(low, found.end())
    return f"{found[1]} {_pair(low, second)}" if second else found[1]


def _phrase_before(view: View, quantity: Quantity, previous: Phrased | None) -> tuple[int, int, str] | None:
    """The noun phrase that leads to the figure, and how: `:` a colon, a space nothing between, else the linking words."""
    low = view.low
    floor = max(0, quantity.start - WINDOW)
    before, behind, of_base = previous or (None, None, False)
    aged = (
        before is not None and before.kind is UnitKind.TIME and quantity.kind is not UnitKind.TIME
    )  # `tỷ lệ trẻ 5 tuổi ra lớp 100%`
    if before is not None and before.end > floor and not aged:
        floor = behind[1] if behind is not None and not of_base and behind[1] <= quantity.start else before.end
    end = quantity.start
    while end > floor and low[end - 1] in _TAIL_MARKS:
        end -= 1
    marks = low[end : quantity.start].strip()
    end = _before_bracket(low, floor, end)
    begin = max(floor, last_before(_boundaries(low), end))
    said = words()
    spans = [found.span() for found in _WORD.finditer(low, begin, end)]
    if _PLACE.search(low, begin, end):
        spans = _before_place(low, spans)
    spans = spans[-14:]
    if not spans:
        return None
    parts = [low[first:last] for first, last in spans]
    if parts[-1] in ("và", "hoặc", "&") and spans[-1][1] == end:
        return None  # `470 ý kiến gửi cấp huyện và 2.561 ý kiến`: of the figure before
    right, link = _strip_links(parts, said.links)
    if spans[-1][1] < end:
        link = "tại"
    if before is not None and begin == floor:
        if parts[0] == "của":
            return None  # `7 cuộc của Mặt trận và 15 cuộc`
        if link and before.kind is UnitKind.PERCENT and of_base:
            return None  # `đạt 58,9% dự toán xã giao và bằng 112,4%`
    labelled = ":" in marks
    left = 0
    if not labelled and not _is_share(low, quantity, spans, right):
        left, link = _behind_auxiliary(parts, right, link)
    while right > left and parts[right - 1] in said.closers:
        right -= 1
    left = _behind_digits(parts, left, right)
    whole = left
    while right > left and (cut := _opener(low, spans, left, right, said)):
        left = _behind_digits(parts, left + cut, right)
    if right <= left and right > whole and (labelled or quantity.kind in _AMOUNTS):
        left = whole if labelled else right - min(2, right - whole)  # a deed is all there is (`đã huy động 12 tỷ đồng`)
        deed = low[spans[left][0] : spans[right - 1][1]]
        if deed in said.links or deed in said.none or any(char.isdigit() for char in deed):
            return None
    if right <= left or "," in marks or low[spans[left][0] : spans[right - 1][1]] in said.none:
        return None
    return spans[left][0], spans[right - 1][1], marks or link or " "


def _behind_auxiliary(parts: list[str], right: int, link: str) -> tuple[int, str]:
    """Where a phrase begins behind its last `đã`, `được`, `với`; with whom is no subject (`với Nhân dân 01 cuộc`)."""
    for index in range(right - 2, 0, -1):
        if parts[index] in ("đã", "được", "với"):
            return index + 1, link or ("với" if parts[index] == "với" else "")
    return 0, link


def _behind_digits(parts: list[str], left: int, right: int) -> int:
    while left < right and parts[left][0].isdigit():
        left += 1
    return left


def _is_share(low: str, quantity: Quantity, spans: list[tuple[int, int]], right: int) -> bool:
    """Whether a phrase names a share, which runs on over a verb (`tỷ lệ hộ được dùng nước sạch`)."""
    if not right:
        return False
    if low.startswith(_SHARES, spans[0][0]):
        return True
    return quantity.kind is UnitKind.PERCENT and _begins_with_unit(low, spans, 0, right)


def _begins_with_unit(low: str, spans: list[tuple[int, int]], left: int, right: int) -> bool:
    """Whether a phrase names who or what is shared out (`học sinh lớp 9 được công nhận tốt nghiệp đạt 99,6%`)."""
    known, begin = lexicon().known, spans[left][0]
    return low[begin : spans[min(left + 1, right - 1)][1]] in known or low[begin : spans[left][1]] in known


_RATES = ("mật độ", "tỷ suất", "tỷ số", "tỉ số", "định mức", "hệ số", "năng suất")
_SHARES = ("tỷ lệ ", "tỉ lệ ")
_BRACKET = re.compile(r"\s?\([^()\d]{1,40}\)(?P<behind>(?: [^\W\d]+){0,3})\Z")


def _before_bracket(low: str, floor: int, end: int) -> int:
    """Where a phrase ends that only a name in brackets and linking words part from the figure (`tổng sản phẩm (GRDP) tăng`)."""
    found = _BRACKET.search(low, max(floor, end - 64), end) if ")" in low[max(floor, end - 24) : end] else None
    return found.start() if found and all(word in words().links for word in found["behind"].split()) else end


_PLACE = re.compile(r" (?:tại|theo) ")


def _before_place(low: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A phrase without what says where or by what (`mức hỗ trợ tại Nghị quyết … từ 1,5 triệu`)."""
    for index in range(2, len(spans)):
        if low[slice(*spans[index])] in ("tại", "theo"):
            return spans[:index]
    return spans


def _strip_links(parts: list[str], links: frozenset[str]) -> tuple[int, str]:
    """How many words stay when the linking words at the end are off, and those words."""
    right, link = len(parts), ""
    while right and parts[right - 1] in words().link_ends:
        for count in range(min(4, right), 0, -1):
            phrase = parts[right - 1] if count == 1 else " ".join(parts[right - count : right])
            if phrase in links:
                link = f"{phrase} {link}".strip()
                right -= count
                break
        else:
            break
    return right, link


def _opener(low: str, spans: list[tuple[int, int]], left: int, right: int, said: Words) -> int:
    """How many words at the front of a phrase are no part of a subject."""
    if low[slice(*spans[left])] not in said.front:
        return 0
    begin = spans[left][0]
    for more in (1, 2, 3):
        if low[begin : spans[min(left + more, right - 1)][1]] in said.kept:
            return 0
    for count in range(min(4, right - left), 0, -1):
        if " ".join([low[first:last] for first, last in spans[left : left + count]]) in said.openers:
            return count
    return 0


def _names_subject(
    view: View, quantity: Quantity, earlier: Sequence[Figure], start: int, end: int, linked: str, bare: bool
) -> bool:
    """Whether the words before a count are its subject (`hộ nghèo 312 hộ`), not a deed (`đã giúp 312 hộ`).

    They are where they name the unit, where a colon follows, or, right before the number, where they begin with a known
    noun or stand in a list of one unit (`khiếu nại 10 đơn, tố cáo 5 đơn`).
    """
    phrase = view.low[start:end]
    if "/" in (quantity.unit_name or "") and phrase.startswith(_RATES):
        return True
    head = quantity.unit.head if quantity.unit is not None else ""
    if re.search(rf"(?<!\w){re.escape(head)}(?!\w)", phrase):
        return True
    if phrase.startswith(("bình quân", "trung bình", "mỗi ")):
        return False
    if ":" in linked:
        marks = ("", ".", ";", ",", ")", "-", "=", "x", "×") if bare else ("", ".", ";", ",", ")")
        return (view.low[quantity.end : quantity.end + 3].split(maxsplit=1) or [""])[0][:2].rstrip(",.;") in marks
    parts = phrase.split()
    if phrase in words().none or (len(parts) > 2 and _ends_in_act(phrase)) or parts[-1] in words().short_acts:
        return False  # who did it: `Ban Giám sát đầu tư giám sát 21 công trình`
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
    return (_family(subject.lower()) if subject else None) or (_family(unit) if unit else None)


@lru_cache(maxsize=2048)  # a report counts the same things again and again
def _family(said: str) -> str | None:
    return next((name for name, pattern in _families() if pattern.search(said)), None)
