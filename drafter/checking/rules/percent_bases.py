"""What a percentage is of, where its sentence does not name it right before: a total whose parts add up, a base called by
its name, all there are of a thing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.rules.counted import fold_same, is_percent, of_unit, people, plain, same_unit
from drafter.checking.rules.lists import bracketed
from drafter.language.equality import stands_for
from drafter.model.fact import Figure, Interval, Qualifier

Pair = tuple[Interval, Interval, tuple[Figure, ...]]

LINK = re.compile(
    r"[\s,;:*]*(?:[^\d().;:]{0,45}?)(?:\(|,|chiếm|đạt|tỷ lệ|tỉ lệ|bằng|tương đương|tương ứng|=|là)[\s,:]*(?:chiếm|"
    r"đạt|tỷ lệ|tỉ lệ|bằng|là|=|được|tương đương|\s)*[^\d();.]{0,30}\Z"
)
CHANGE = re.compile(r"(?:tăng|giảm|vượt|trên|hơn|gần|khoảng|ước|thêm|còn)\s*(?:thêm|được|là|đạt)?\s*\Z")

_STANDS = re.compile(
    r"(?<!\w)(?:toàn|cả) (?:tỉnh|huyện|xã|phường|thị trấn|thành phố|ngành|đảng bộ|trường|đơn vị)[^.;]{0,40}? có[^.;]*\Z"
)


# Behind the noun of what there is nothing that narrows it: `1.120 hộ kinh doanh` are not all households.
ALL = re.compile(r"\s*(?:[,;.()]|\Z|với |và |trong |ở |tại |sinh sống|hiện )")


def wholes_told(context: CheckContext) -> tuple[Figure, ...]:
    """What a report says there is in its place: `Toàn huyện có 24.815 thanh niên, …, 38 cơ sở Đoàn và 312 chi đoàn`."""
    found: list[Figure] = []
    for paragraph in context.paragraphs:
        text = fold_same(paragraph.text)
        if "toàn " not in text and "cả " not in text:
            continue
        for figure in paragraph.figures:
            begin, _stop = sentence_at(text, figure.start - paragraph.start)
            lead = text[begin : figure.start - paragraph.start]
            behind = text[figure.end - paragraph.start :]
            if plain(figure) and figure.unit and not is_percent(figure) and _STANDS.search(lead) and ALL.match(behind):
                found.append(figure)
    return tuple(found)


def parted(paragraph: Paragraph, last: Figure, begin: int) -> Figure | None:
    """The total whose parts stand behind it in its sentence and add up to it: each one's share is of that total."""
    text, at = paragraph.text, paragraph.start
    _begin, stop = sentence_at(text, last.start - at)
    counts = [
        f
        for f in paragraph.figures
        if at + begin <= f.start < at + stop and plain(f) and f.exact and not is_percent(f) and same_unit(f, last)
    ]
    counts = [f for f in counts if not bracketed(text, begin, f.start - at)]
    if last not in counts or re.search(
        r"(?<!\w)(?:tăng|giảm)(?!\w)", text[counts[0].start - at : counts[-1].start - at]
    ):
        return None  # `giảm từ 318 hộ xuống còn 124 hộ, giảm 194 hộ`: what was is no total of what is and the step
    place = counts.index(last)
    for first in range(place):
        found = 0
        for end in range(first + 1, len(counts)):
            found += int(counts[end].value or 0)
            if end >= first + 2 and end >= place and found == counts[first].value:
                return counts[first]
    return None


def called_base(paragraph: Paragraph, before: list[Figure], percent: Figure, begin: int) -> Pair | None:
    """`6.420 hộ đăng ký, … 4.109 hộ đạt danh hiệu, bằng 64% số hộ đăng ký`, `2 đảng viên (chỉ tiêu: 3 đảng viên), đạt
    66,7% chỉ tiêu`: the base has the name that stands behind the percentage, and is the only figure that has it."""
    text, at = fold_same(paragraph.text), paragraph.start
    called = _CALLED.match(text, percent.end - at)
    if called is None:
        return None
    name = called["plan"] or called["name"]

    def has_name(figure: Figure) -> bool:
        lead = text[max(begin if called["plan"] else 0, figure.start - at - 45) : figure.start - at]
        behind = re.match(r"[^\d,;:.()]{0,40}", text[figure.end - at :])
        told = re.search(rf"{name}(?: năm (?:học )?\d{{4}}(?: ?- ?\d{{4}})?)?[^\d,;.()]{{0,40}}\Z", lead) is not None
        return told or (not called["plan"] and behind is not None and name in behind.group())

    earlier = before if called["plan"] else [f for f in paragraph.figures if f.start < percent.start]
    bases = [f for f in earlier if plain(f) and not is_percent(f) and has_name(f) and not _of_then(text, f.start - at)]
    if len({figure.value for figure in bases}) != 1:
        return None
    base = bases[-1]
    inside = bracketed(text, begin, percent.start - at)
    counts = [f for f in before if f not in bases and (inside or not bracketed(text, begin, f.start - at))]
    if not counts or not plain(counts[-1]) or is_percent(counts[-1]):
        return None
    if not (_alike(counts[-1], base) or (counts[-1].unit is None and base.exact)):
        return None
    count = counts[-1]
    between = re.sub(r"\([^()]*\)", "", text[count.end - at : percent.start - at])
    linked = LINK.match(between) and not CHANGE.search(between) and len(between) <= 90
    if not linked or re.search(r"tăng|giảm|vượt", between) or (count.value or 0) > 20 * (base.value or 0):
        return None
    if not called["plan"] and (count.value or 0) > (base.value or 0):
        return None
    return both(count, base)


def _of_then(text: str, place: int) -> bool:
    """Whether a figure is told of the period before: `(cùng kỳ năm 2022 triển khai 68 cuộc`."""
    return (
        re.search(r"(?:cùng kỳ|năm trước|kỳ trước|năm ngoái)[^,;.]{0,40}\Z", text[max(0, place - 60) : place])
        is not None
    )


def _alike(count: Figure, base: Figure) -> bool:
    """Whether two figures count one kind of thing, one of them by a longer name (`đơn`, `đơn thư`)."""
    return of_unit(count, base) or of_unit(base, count)


# The name of a base right behind its percentage; a plan's own words, or what was done with all there are.
_CALLED = re.compile(
    r"\s*(?:so với |so |của )?(?:(?P<plan>kế hoạch|chỉ tiêu|mục tiêu|dự toán)(?: (?:đề ra|giao|được giao|năm|"
    r"cả năm))*(?=\s*[,;.(]|\s*\Z|\s+và)"
    r"|(?:trong |trên )?(?:tổng )?số [^,;.()\d]{0,40}?(?P<name>đăng ký|tiếp nhận|phát ra|thu về|được giao|nhận được|"
    r"thụ lý|phát sinh|"
    r"giới thiệu|kiểm tra|rà soát|khảo sát|đủ điều kiện|trong độ tuổi|kết nạp|dự thi|tham gia|hiện có|"
    r"triển khai|phải giải quyết|phải xử lý|phải thi hành|phát hiện|ban hành|thành lập|được xét|bình xét|"
    r"được đánh giá|thu được)(?=\s*[,;.()]|\s*\Z|\s+và))"
)


def both(count: Figure, base: Figure) -> Pair | None:
    """Count and base as intervals, with their figures."""
    part, whole = stands_for(count), stands_for(base)
    return None if part is None or whole is None else (part, whole, (count, base))


# Before a figure that was set to be reached.
_SET = re.compile(
    r"(?<!\w)(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|được giao|được phân bổ|đề ra|giao|kh)(?!\w)[^\d,;.()]{0,45}:?\s*\Z"
)
_REACHED = re.compile(
    r"(?<!\w)(?:thực hiện|đã|kết quả|đạt|giải ngân|hoàn thành|có|được|trồng|thu|chi|đến nay)(?!\w)[^\d;.()]{0,45}\Z"
)
_PLAN_BEHIND = re.compile(
    r"\s*(?:(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|kh)(?: (?:giao|đề ra|năm|vốn|cả năm|"
    r"được giao|năm \d{4}))*)?(?=\s*[,;.)(]|\s*\Z)"
)


# A sentence that goes on from what was set in the one before it.
_THEREOF = re.compile(r"\s*(?:đã|đến nay|kết quả|thực hiện|lũy kế|luỹ kế)(?!\w)")
_SPENT = re.compile(r"giải ngân|thanh toán|quyết toán|thực hiện|sử dụng|nộp")
_FUND = re.compile(r"(?<!\w)tổng (?:mức|số|vốn|kinh phí|nguồn vốn|dự toán)(?!\w)[^\d,;.()]{0,40}\Z")


def set_before(paragraph: Paragraph, before: list[Figure], percent: Figure, begin: int) -> Pair | None:
    """`Kế hoạch giao 50 ha, thực hiện 47,5 ha, đạt 95%`: the one figure of the sentence, or of the one before it, that was
    set, and what was reached."""
    text, at = fold_same(paragraph.text), paragraph.start
    last = before[-1]
    if begin and _THEREOF.match(text, begin) and len(before) == 1:
        begin, _end = sentence_at(text, begin - 1)
        before = [f for f in paragraph.figures if at + begin <= f.start < percent.start]
    if not plain(last) or is_percent(last) or not _PLAN_BEHIND.match(text, percent.end - at):
        return None
    between = text[last.end - at : percent.start - at]
    if not LINK.match(between) or CHANGE.search(between) or not re.search(r"đạt|bằng|\(", between) or len(between) > 70:
        return None
    lead = text[before[-2].end - at if len(before) > 1 else begin : last.start - at]
    sets = [
        f
        for f in before[:-1]
        if plain(f) and not is_percent(f) and _alike(last, f) and _was_set(text[begin : f.start - at], lead)
    ]
    others = [f for f in before[:-1] if f not in sets and not is_percent(f) and _alike(last, f)]
    if len(sets) != 1 or others or not _REACHED.search(lead) or _SET.search(lead):
        return None
    return both(last, sets[0])


def _was_set(before: str, lead: str) -> bool:
    return _SET.search(before) is not None or (_FUND.search(before) is not None and _SPENT.search(lead) is not None)


def set_aside(paragraph: Paragraph, before: list[Figure], percent: Figure) -> Pair | None:
    """`265 ha (kế hoạch 260 ha), đạt 101,9%`: the plan in the bracket behind the count."""
    if len(before) < 2:
        return None
    text, at = fold_same(paragraph.text), paragraph.start
    count, plan = before[-2:]
    opened = re.fullmatch(
        r"[^\d();.,]{0,40}\(\s*(?:so với )?(?:kế hoạch|chỉ tiêu|kh|dự toán)(?: [^\W\d_]+){0,4}:? ?",
        text[count.end - at : plan.start - at],
    )
    shut = re.fullmatch(
        r"[^\d();.,]{0,15}\)\s*,?\s*(?:đạt|bằng)\s*(?:tỷ lệ\s*)?", text[plan.end - at : percent.start - at]
    )
    if not (opened and shut and plain(count) and plain(plan)) or is_percent(count) or not _alike(count, plan):
        return None
    return both(count, plan)


# A base that the text gives behind the percentage, with the word that makes it one.
_GIVEN_BEHIND = re.compile(
    r"\s*(?:so với |trong |trên |của )?(?:(?:tổng )?(?:dân )?số|tổng|kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết)"
    r"(?! tăng| giảm)[^\d,;:.()]{0,45}(?:\((?:kh|kế hoạch|chỉ tiêu|dân số|tổng số|dự toán|là|có)?[^\d,;.()]{0,20}:?\s*|:\s*|"
    r"\slà\s+|\s)"
)


def given_behind(paragraph: Paragraph, index: int, percent: Figure, last: Figure) -> Pair | None:
    """`8.420 người, đạt 96,2% dân số (8.752 người)`, `đạt 108% kế hoạch (KH: 6.000 triệu đồng)`."""
    behind = paragraph.figures[index + 1] if index + 1 < len(paragraph.figures) else None
    if last.parts is not None and len(last.parts) == 2:  # `05/15 cơ sở, đạt 50% kế hoạch năm (10 cơ sở)`
        last = replace(last, value=last.parts[0], parts=None)
    if behind is None or not plain(behind) or not plain(last) or is_percent(last) or not _alike(last, behind):
        return None
    text, at = fold_same(paragraph.text), paragraph.start
    words = text[percent.end - at : behind.start - at]
    planned = re.search(r"kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết", words) is not None
    if not _GIVEN_BEHIND.fullmatch(words) or (not planned and (last.value or 0) > (behind.value or 0)):
        return None
    return both(last, behind)


def pair_behind(paragraph: Paragraph, index: int, percent: Figure) -> Pair | None:
    """`đạt 77,8% (7 thôn trong tổng số 9 thôn)`: count and base in the bracket behind."""
    if index + 2 >= len(paragraph.figures):
        return None
    count, base = paragraph.figures[index + 1 : index + 3]
    text, at = fold_same(paragraph.text), paragraph.start
    opened = re.fullmatch(r"\s*\(\s*[^\d();.,%]{0,25}", text[percent.end - at : count.start - at])
    joined = re.fullmatch(
        r"[^\d();.,]{0,20}(?:trong|trên|/)\s*(?:tổng )?(?:số )?", text[count.end - at : base.number_start - at]
    )
    shut = re.match(r"[^\d();.,]{0,40}\)", text[base.end - at :])
    if not (opened and joined and shut and plain(count)) or is_percent(count) or is_percent(base):
        return None
    if CHANGE.search(text[max(0, percent.start - at - 20) : percent.start - at]):
        return None
    whole = (
        replace(base, qualifier=None) if base.qualifier == Qualifier.MORE_THAN and "trên" in base.text.lower() else base
    )
    return both(count, whole) if plain(whole) and (count.unit is None or _alike(count, whole)) else None


_NEAR = 12
_BASE_BEHIND = re.compile(
    r"\s*(?:so với|kế hoạch|chỉ tiêu|kh(?!\w)|dự toán|cùng kỳ|mục tiêu|nghị quyết|(?:trong |trên )?(?:tổng )?số|trở lên|/)"
)


def beside(paragraph: Paragraph, before: list[Figure], percent: Figure, begin: int) -> Pair | None:
    """`Có 37 kiến nghị, đến nay 31 kiến nghị được tiếp thu, đạt 83,8%`: the one other figure of the thing in the sentence,
    which the share lies near without being it: likely, not sure."""
    text, at = fold_same(paragraph.text), paragraph.start
    last = before[-1]
    between = text[last.end - at : percent.start - at]
    linked = re.search(r"đạt|chiếm|bằng|tỷ lệ|tỉ lệ|\(\Z", between)
    if not plain(last) or not last.exact or is_percent(last) or not linked:
        return None
    said = text[begin : percent.start - at].replace("theo kế hoạch", "")
    if fold_same(last.unit or "") == "chỉ tiêu":
        said = said.replace("chỉ tiêu", "")
    if re.search(r"tăng|giảm|vượt|kế hoạch|chỉ tiêu|cùng kỳ|so với", said):
        return None
    if re.match(
        r"\s*(?:so với|kế hoạch|chỉ tiêu|kh(?!\w)|dự toán|cùng kỳ|mục tiêu|nghị quyết|(?:trong |trên )?(?:tổng )?số|trở lên|/)",
        text[percent.end - at :],
    ):
        return None
    # What has a share of its own is a part too.
    parts = {f.start for f, behind in pairwise(paragraph.figures) if is_percent(behind)}
    wholes = [f for f in before[:-1] if _counts_alike(last, f) and not bracketed(text, begin, f.start - at)]
    wholes = [f for f in wholes if f.start not in parts]
    if len(wholes) != 1 or (last.value or 0) > (wholes[0].value or 0) or not wholes[0].value or percent.value is None:
        return None
    share = (last.value or 0) / wholes[0].value * 100
    near = _NEAR / 2 if linked.group() == "(" and before[-2] is not wholes[0] else _NEAR
    return both(last, wholes[0]) if abs(share - percent.value) <= near else None


def _counts_alike(count: Figure, base: Figure) -> bool:
    if not plain(base) or not base.exact or is_percent(base):
        return False
    if base.relation is not None and base.relation.kind in ("change", "plan", "same-period", "per"):
        return False
    own, other = fold_same(count.unit or ""), fold_same(base.unit or "")
    return _alike(count, base) or (people(count) and people(base)) or (own, other) == ("lượt", "lượt người")
