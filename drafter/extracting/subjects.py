"""What a figure counts.

The subject is the noun phrase behind the figure where it says more than the unit (`312 hộ nghèo`); else the one before
(`hộ nghèo 312 hộ`, `thu nhập đạt 24,8 triệu đồng`); else what the figure before counts (`28/30 trường hợp, đạt 93,3%`);
else the unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from drafter.extracting.grammar import ends_in_act, only_tells_an_act, words
from drafter.extracting.leading import lead_in, names_holder, opening_bracket, phrase_before
from drafter.extracting.phrases import Phrased
from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import WINDOW, same_sentence
from drafter.extracting.units import UnitKind, lexicon
from drafter.extracting.view import View
from drafter.lexicon import load
from drafter.model.fact import Figure

# `cuối năm còn 274 hộ`, `giảm 38 hộ`: of what the figure before counts.
_CHANGES = re.compile(r"(?<!\w)(?:còn|giảm|tăng|xuống|lên|thêm)(?: lại| còn| thêm| được)? \Z")
_CHANGE_ENDS = ("còn ", "giảm ", "tăng ", "xuống ", "lên ", "thêm ", "lại ", "được ")
_COUNTED = (UnitKind.COUNT, UnitKind.UNKNOWN, UnitKind.TIME)


def subject_of(text: str, view: View, here: Phrased, previous: Phrased | None, earlier: Sequence[Figure]) -> str | None:
    """The noun phrase counted, as printed; None where the text names none."""
    quantity, behind, of_base = here
    if quantity.parts is not None and quantity.unit is not None and quantity.unit_name != quantity.unit.name:
        behind = None  # behind stands what the second number counts (`41,7 tỷ đồng/38 tổ vay vốn`)
    if behind is not None and not of_base:
        return _printed(text, view, *behind)
    before = None if previous is None else previous.quantity
    told, earlier = earlier, _outside_bracket(view, quantity, earlier)
    counts = quantity.kind in _COUNTED
    changes = (
        view.low.endswith(_CHANGE_ENDS, 0, quantity.start)
        and _CHANGES.search(view.low, max(0, quantity.start - 24), quantity.start) is not None
    )
    near = before is not None and same_sentence(view, before.end, quantity.start, goes_on=changes)
    bracket = opening_bracket(view, quantity)
    if bracket is not None and quantity.kind is UnitKind.PERCENT and near and earlier:
        named = _named_before(view, quantity._replace(start=bracket), previous)
        return _counted(earlier) if named is None else _printed(text, view, *named)
    if (
        earlier
        and earlier[-1].unit == quantity.unit_name
        and _YEAR_LABEL.search(view.low, max(0, quantity.start - 16), quantity.start)
    ):
        return earlier[-1].subject  # `2022: 57,9%; 2023: 63%`
    front = phrase_before(view, quantity, previous)
    if front is None and bracket is not None and not counts:
        front = phrase_before(view, quantity._replace(start=bracket), previous)
    if front is not None:
        start, end, linked = front
        if not counts and only_tells_an_act(view.low[start:end]):
            if quantity.unit is None and near and earlier and earlier[-1].unit is not None:
                return _counted(earlier)  # `kiểm tra 145 cơ sở, nhắc nhở 21`
            if (label := lead_in(view, quantity)) is not None:
                return _printed(text, view, *label)
        met = "với" in linked  # with whom is no subject (`Đối thoại với Nhân dân 01 cuộc`)
        if counts and not met and behind is None and (topic := _topic(view, quantity, start, end)) is not None:
            return _printed(text, view, *topic)
        if not counts or _names_subject(view, quantity, earlier, start, end, linked, behind is None):
            return _printed(text, view, start, end)
    if (
        counts
        and behind is None
        and not near
        and _is_counter(quantity)
        and (label := lead_in(view, quantity)) is not None
    ):
        return _printed(text, view, *label)
    if quantity.kind is UnitKind.MONEY and before is not None and before.kind in _COUNTED and near:
        deed = phrase_before(view, before._replace(unit=quantity.unit), None)
        if deed is not None and view.low[before.end : quantity.start].strip() == ",":
            return _printed(text, view, *deed[:2])  # `phạt 31 trường hợp, 418.500.000 đồng`
    if not counts and earlier and near:
        return _whole_of_list(view, quantity, told) or _counted(earlier)
    if not counts and bracket is None and (label := lead_in(view, quantity)) is not None:
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


_YEAR_LABEL = re.compile(r"(?:\A|[;,:(.+-]) {0,2}(?:năm )?(?:19|20)\d\d ?: ?\Z")


def _named_before(view: View, quantity: Quantity, previous: Phrased | None) -> tuple[int, int] | None:
    """A name of its own before a share in brackets, in a list of such (`chủ yếu Pháp (31%), Đức (12,4%)`)."""
    if previous is None:
        return None
    last = max(previous.quantity.end, previous.behind[1] if previous.behind else 0)
    if not any(mark in view.low[last : quantity.start] for mark in (",", ")")):
        return None
    found = phrase_before(view, quantity, previous)
    return None if found is None else found[:2]


def _is_counter(quantity: Quantity) -> bool:
    """Whether the unit only tells pieces apart (`12 con`, `3 vụ`) and leaves unsaid what they are pieces of."""
    return quantity.unit is not None and quantity.unit.head in words().counters


def _topic(view: View, quantity: Quantity, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase before a bare counter or a stretch of time, without the act behind it: `Tổng đàn trâu 1.102 con`,
    `Thời hạn giải quyết bình quân 28 ngày`, `Học sinh lớp 9 xét tốt nghiệp 398/401 em`; a happening's deed is kept."""
    said, parts = words(), view.low[start:end].split(" ")
    head = "" if quantity.unit is None else quantity.unit.head
    if len(parts) > 12 or not _takes_topic(quantity, head, parts):
        return None
    kept = len(parts)
    if quantity.kind is UnitKind.TIME or head in said.happenings:
        return start, end
    while kept > 1 and (count := next((n for n in (3, 2, 1) if _is_act(parts[max(0, kept - n) : kept])), 0)):
        kept -= count
    return (start, start + len(" ".join(parts[:kept]))) if kept > 0 else None


def _takes_topic(quantity: Quantity, head: str, parts: list[str]) -> bool:
    """Whether the words before say what a unit counts that itself says too little (`con`, `người`, `cuộc`)."""
    said = words()
    opening = {parts[0], " ".join(parts[:2])}
    if (_is_counter(quantity) or quantity.kind is UnitKind.TIME) and not opening.isdisjoint(said.topics):
        return True
    if head in said.bare_counters and opening.isdisjoint(said.ends | said.acts | said.short_acts):
        return True
    if head in ("người", "lượt", "lượt người"):
        return not opening.isdisjoint(said.crowds)
    return head in said.happenings and 1 < len(parts) <= 6 and parts[0] not in said.closers


def _is_act(parts: list[str]) -> bool:
    return " ".join(parts) in words().acts


def _counted(earlier: Sequence[Figure]) -> str | None:
    """What the figures before count, past those that speak of one each (`mỗi căn 50 triệu đồng`)."""
    for figure in reversed(earlier[-3:]):
        if figure.subject is None:
            return None
        of_time = figure.unit in lexicon().times and figure.subject == figure.unit
        if not (of_time or figure.subject.lower().startswith(("mỗi ", "bình quân "))):
            return figure.subject
    return None


_INNER = re.compile(r"\([^()]*\)(?=[^()]*\Z)")


def _outside_bracket(view: View, quantity: Quantity, earlier: Sequence[Figure]) -> Sequence[Figure]:
    """The figures before, without those in a bracket that closed (`214 đảng viên (nữ 71), tăng 38,1%`)."""
    if not earlier or ")" not in view.low[max(0, quantity.start - WINDOW) : quantity.start]:
        return earlier
    found = _INNER.search(view.low, max(0, quantity.start - WINDOW), quantity.start)
    if found is None:
        return earlier
    opening, closing = view.at(found.start()), view.at(found.end())
    outer = [figure for figure in earlier[-12:] if not opening <= figure.start < closing]
    return outer or earlier


_CLOSED_LIST = re.compile(r"(?<!\w)(?:gồm|bao gồm)(?!\w)(?:[^.;()]|\.\d)*\svà\s(?:[^.;(),]|[.,]\d)*,\s[^.;(),\d]*\Z")


def _whole_of_list(view: View, quantity: Quantity, earlier: Sequence[Figure]) -> str | None:
    """What is told of a whole behind the list of its parts (`3.066 tấn, gồm 2.090 tấn thóc và 976 tấn ngô, giảm 3,4%`)."""
    relation = earlier[-1].relation
    if relation is None or relation.kind != "part-of" or relation.base is None:
        return None
    closed = _CLOSED_LIST.search(view.low, max(0, quantity.start - WINDOW), quantity.start)
    return earlier[relation.base].subject if closed else None


def _printed(text: str, view: View, start: int, end: int) -> str:
    said = text[view.at(start) : view.end_at(end) + 1]
    if not (said[-1:] in '"”’' and said.count("“") + said.count('"') % 2):
        said = _quotation_closed(text, view.at(start), view.end_at(end))
    return said.strip(" *\t") if "“" in said or '"' in said else said.strip(" *\t”’'")


_GIVING = ("tặng ", "trao ", "cấp ", "phát ", "hỗ trợ ", "giúp ", "thăm ")
_LONGEST_NAME = 80  # characters of a quoted name


def _quotation_closed(text: str, start: int, end: int) -> str:
    """The words, on to the end of a quotation that they open; up to its beginning where it does not end soon."""
    said = text[start:end]
    if said.count("“") <= said.count("”"):
        return said
    close = text.find("”", end, end + _LONGEST_NAME)
    return text[start : close + 1] if close >= 0 else said[: said.rindex("“")] or said


_GENERAL = (
    *("người", "lượt", "lượt người", "đồng chí", "đ/c", "vị", "ông", "bà", "cháu", "chị", "khẩu", "nhân khẩu", "hộ"),
    *("đơn", "buổi", "cuộc", "vụ", "vụ việc", "suất"),
)


def _takes_name(quantity: Quantity, head: str) -> bool:
    """Whether a unit is so general that the noun before it says what is counted (`đại biểu 120 người`)."""
    return quantity.kind is UnitKind.UNKNOWN or _is_counter(quantity) or head in _GENERAL or head in words().happenings


_RATES = ("mức", "tốc độ", "mật độ", "tỷ suất", "tỷ số", "tỉ số", "định mức", "hệ số", "năng suất")


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
        if quantity.kind is UnitKind.COUNT and not _is_counter(quantity) and names_holder(phrase):
            return False
        following = view.low[quantity.end : quantity.end + 3].lstrip()[:1]
        return following in (".;,)(-=x×" if bare else ".;,)(")
    if phrase in words().grade_names:
        return True  # `tốt 321 tổ`
    if phrase in lexicon().also_verbs and not _is_counter(quantity):
        return False  # `kiến nghị 11 nội dung`
    if view.low.endswith(_GIVING, 0, start):
        return False  # `tặng quà 11 người`: what they were given
    parts = phrase.split()
    if phrase in words().none or (len(parts) > 2 and ends_in_act(phrase)) or parts[-1] in words().short_acts:
        return False  # who did it: `Ban Giám sát đầu tư giám sát 21 công trình`
    if linked not in (" ", "là", "(") or len(parts) > 6:
        return False
    last = earlier[-1] if earlier and earlier[-1].unit != "%" else earlier[-2] if len(earlier) > 1 else None
    if last is not None and last.unit == quantity.unit_name and last.end > view.at(start) - WINDOW // 2:
        return True
    if bare and head and "/" not in (quantity.unit_name or "") and not _takes_name(quantity, head):
        return False  # `hồ sơ 05 công trình`, `Chủ tịch UBND 08 huyện`
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
