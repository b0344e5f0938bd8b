"""What a percentage is of, where its sentence does not name it right before: a total whose parts add up, a base called by
its name, all there are of a thing."""

from __future__ import annotations

import re

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.rules.counted import fold_same, is_percent, of_unit, plain, same_unit
from drafter.checking.rules.lists import bracketed
from drafter.language.equality import stands_for
from drafter.model.fact import Figure, Interval

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
    if last not in counts:
        return None
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
    if not counts or not plain(counts[-1]) or is_percent(counts[-1]) or not _alike(counts[-1], base):
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
