"""Count and base of a percentage as one sentence names them: in a ratio, behind or before it, by what was done with what."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.rules.counted import (
    fold_same,
    is_percent,
    is_person,
    people,
    plain,
    same_unit,
    two_things,
)
from drafter.checking.rules.lists import bracketed
from drafter.checking.rules.percent_bases import (
    ALL,
    CHANGE,
    Pair,
    both,
    parted,
    wholes_told,
)
from drafter.checking.rules.share_lists import wholes_of
from drafter.language.equality import part_intervals, percentage, stands_for
from drafter.language.folding import fold
from drafter.model.fact import Figure, Interval, Qualifier

_RECEIVED = re.compile(
    r"(?:giới thiệu|xảy ra|phát hiện|phải (?:giải quyết|xử lý|thực hiện|thi hành|hòa giải)|tiếp nhận|nhận được|"
    r"(?<!\w)nhận|"
    r"thụ lý|phát sinh|"
    r"đăng ký|tổng số|được giao|rà soát|phát ra|thu về|kiến "
    r"nghị)[^,;.]{0,25}\Z"
)
_LOOKED_AT = re.compile(
    r"(?:tiếp nhận|thụ lý|thẩm tra|thẩm định|kiểm tra|rà soát|khảo sát|bình xét|xét duyệt|giám sát|"
    r"phúc tra)(?: được)?[^\d,;.]{0,20}\Z"
)
_DONE = re.compile(
    r"(?:kết nạp|làm rõ|khám phá|điều tra|giải quyết|hòa giải thành|hoà giải thành|hoàn thành|xử lý|trả lời|"
    r"đạt yêu cầu|"
    r"đồng ý|tiếp thu|thành công|"
    r"xong)[^,;.]{0,20}\Z"
)
_SENT = re.compile(
    r"[^\d,;.()]{0,40}?(?:gửi (?:đến|tới|về)|được (?:tiếp nhận|gửi|chuyển|phát ra|giao)|tiếp nhận|đăng ký)(?!\w)"
)
_DONE_BEHIND = re.compile(
    r"[^\d,;.()]{0,25}?(?:được|đã) (?:tiếp thu|giải quyết|trả lời|xử lý|hoàn thành|chấp nhận|đồng ý|tiếp nhận)(?!\w)"
)
# Right behind a total: what opens the list of its parts.
_LIST = re.compile(
    r"[^\d();:.,]{0,25}(?:,\s*(?:đạt|tăng|giảm|bằng|vượt)\s[^;()]*?%[^,;()]*){0,3}(?::|,? ?(?:bao )?gồm(?: có)?:?)\s"
)
# Between a percentage and the ratio in the bracket behind it: nothing, or the plan that is the ratio's base.
_RATIO_OF = re.compile(
    r"\s*(?:(?:so với )?(?:dự toán|kế hoạch|chỉ tiêu|nghị quyết)[^.;,()\d]{0,30}(?: năm \d{4})?\s*)?\(\s*"
    r"(?:(?!năm|cùng kỳ|kỳ trước|kế hoạch|so với|chỉ tiêu|giảm|tăng)[^.;,()\d]{0,35}\s)?"
)
# Between a percentage and the plan it is told against.
_PLAN_OF = re.compile(
    r"\s*(?:so với )?(?:dự toán|kế hoạch|chỉ tiêu)[^.;,()\d]{0,40}(?: năm \d{4}[^.;,()\d]{0,20})?"
    r"(?:\(\s*|\slà\s+|:\s*|(?<=toán)\s+|(?<=hoạch)\s+|(?<=tiêu)\s+)(?:[^\W\d]+ )?"
)
# Between a count and all there are: `45 trong tổng số 52 hộ`.
_IN_ALL = re.compile(r"(?<!cấp )(?<!bên )(?<!nói )(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?\Z|/\s*(?:tổng số\s+)?\Z")
_AMONG = re.compile(r"(?<!\w)trong (?:tổng )?(?:số )?\Z")
# Before a figure that counts everything there is in a place.
PLACES = "xã|thôn|huyện|tỉnh|phường|thị trấn|đặc khu|bản|ấp|khu|chi bộ|đảng bộ"
_WHOLE = re.compile(rf"(?<!\w)(?:toàn|cả) (?:{PLACES})(?: \w+){{0,3}} (?:hiện )?có\s+\Z")
_A_PART = re.compile(r"[^\d.;]{0,30}(?:chiếm|tỷ lệ|tỉ lệ|,?\s*\(?\d+(?:,\d+)?%)|\s*(?:cận )?nghèo")
_IN_TIME = re.compile(
    r"[^;.()\d]{0,40},?\s+(?:trong đó )?(?:số )?(?:trả |giải quyết )?(?:đúng|trước)[^,;.()\d]{0,30}hạn\s*(?:là )?"
)


def of_people(text: str, at: int, last: Figure, percent: Figure) -> Pair | None:
    """`9.412 đoàn viên/9.876 công nhân, đạt tỷ lệ 95,3%`: people of people, where the share lies near theirs."""
    first, _slash, second = (last.unit or "").partition("/")
    between = fold_same(text[last.end - at : percent.start - at])
    if last.parts is None or len(last.parts) != 2 or not is_person(fold(first)) or last.qualifier is not None:
        return None
    part, whole = last.parts
    linked = re.fullmatch(r"[^\d();.]{0,30}(?:đạt|chiếm)\s*(?:tỷ lệ\s*)?(?:là\s*)?", between)
    if not linked or not second or not whole or part > whole or percent.value is None:
        return None
    if abs(part / whole * 100 - percent.value) > 6:
        return None
    count, base = part_intervals(last)[:2]
    return count, base, (last,)


def fits(percent: Figure, count: Interval, base: Interval) -> bool:
    share, told = percentage(count, base), stands_for(percent)
    return share is not None and told is not None and told.meets(share)


def on_another(paragraph: Paragraph, percent: Figure, count: Figure) -> bool:
    """Whether the share holds on another figure that the paragraph gave before: of `vốn đầu tư 187.200 triệu đồng …`
    some sentences later `158.930 triệu đồng (84,9%)`."""
    part = stands_for(count)
    before = (f for figure in paragraph.figures if figure.start < percent.start for f in wholes_of(figure))
    alike = (f for f in before if f is not count and plain(f) and not is_percent(f) and same_unit(f, count))
    wholes = (stands_for(f) for f in alike if (f.value or 0) > 0)
    return part is not None and any(w is not None and fits(percent, part, w) for w in wholes)


def of_unit(context: CheckContext, paragraph: Paragraph, last: Figure, percent: Figure) -> Pair | None:
    """`24 chi đoàn …, chiếm 7,7% tổng số chi đoàn`: all there are, as another paragraph says it of the whole unit; where
    that says several numbers, the one that fits."""
    text, at = fold_same(paragraph.text), paragraph.start
    between, behind = text[last.end - at : percent.start - at], text[percent.end - at :]
    named = re.match(
        r"\s*(?:so với |trong |trên )?tổng số (?P<unit>[^,;.()\d]{2,30}?)(?= (?:toàn|của|trên|trong|hiện) |[,;.)]|"
        r"\Z)",
        behind,
    )
    unit = fold_same(last.unit or "")
    if named is None or named["unit"] != unit or not plain(last) or not re.search(r"chiếm[^,;.\d]{0,20}\Z", between):
        return None
    wholes = [
        f for f in context.once(wholes_told) if fold_same(f.unit or "") == unit and (f.value or 0) >= (last.value or 0)
    ]
    pairs = [pair for whole in wholes if (pair := both(last, whole)) is not None]
    told = stands_for(percent)
    fitting = (p for p in pairs if told and (share := percentage(p[0], p[1])) is not None and share.meets(told))
    return next(fitting, pairs[-1] if len(pairs) == 1 else None)


def ratio_behind(paragraph: Paragraph, index: int, percent: Figure) -> Figure | None:
    """`đạt 92,3% (24/26 vụ việc)`: the ratio in the bracket behind."""
    behind = paragraph.figures[index + 1] if index + 1 < len(paragraph.figures) else None
    if (
        behind is None
        or two_things(behind)
        or behind.parts is None
        or len(behind.parts) != 2
        or behind.qualifier
        or behind.placeholder
    ):
        return None
    between = paragraph.text[percent.end - paragraph.start : behind.start - paragraph.start]
    begin, _stop = sentence_at(paragraph.text, percent.start - paragraph.start)
    place = percent.start - paragraph.start
    before = fold_same(paragraph.text[max(begin, place - 30) : place])
    # `(giảm) còn 9,12% (318/3.487 hộ)` is a level that was reached, no change.
    level = re.search(r"còn\s*\Z", before) is not None
    return behind if _RATIO_OF.fullmatch(fold_same(between)) and (level or not CHANGE.search(before)) else None


def plan_behind(paragraph: Paragraph, index: int, percent: Figure, last: Figure) -> Pair | None:
    """`đạt 6.482 triệu đồng, bằng 108% dự toán giao (6.000 triệu đồng)`: the plan that the text itself gives."""
    behind = paragraph.figures[index + 1] if index + 1 < len(paragraph.figures) else None
    if behind is None or not plain(behind) or not plain(last) or not same_unit(behind, last):
        return None
    between = fold_same(paragraph.text[percent.end - paragraph.start : behind.start - paragraph.start])
    return both(last, behind) if _PLAN_OF.fullmatch(between) else None


def base_behind(paragraph: Paragraph, index: int, percent: Figure, last: Figure) -> Pair | None:
    """`109 hộ nghèo, chiếm 8,85% trong 1.231 hộ`: the whole that follows."""
    behind = paragraph.figures[index + 1] if index + 1 < len(paragraph.figures) else None
    if behind is None or not plain(behind) or not plain(last) or not same_unit(behind, last):
        return None
    between = fold_same(paragraph.text[percent.end - paragraph.start : behind.start - paragraph.start])
    found = re.fullmatch(
        r"\s*(?:(?:trong|trên|của)\s+(?:tổng\s+)?(?:số\s+)?(?:là\s+)?|(?:trong |trên |"
        r"của )?tổng số [^,;.()\d]{1,25}\(\s*)",
        between,
    )
    return both(last, behind) if found and (last.value or 0) <= (behind.value or 0) else None


def of_all(paragraph: Paragraph, last: Figure, begin: int) -> Pair | None:
    """`Toàn thôn có 186 hộ. … Hộ nghèo còn 9 hộ (4,84%)`: the one whole that an earlier sentence of the paragraph
    names."""
    at, found = paragraph.start, []
    for figure in paragraph.figures:
        if figure.start >= last.start or not same_unit(figure, last) or not plain(figure):
            continue
        lead = fold_same(paragraph.text[max(0, figure.start - at - 40) : figure.start - at])
        behind = fold_same(paragraph.text[figure.end - at : figure.end - at + 60])
        # What has a share of its own (`2.215 hộ nghèo, chiếm 12,42%`) is a part, not the whole.
        if _WHOLE.search(lead) and not _A_PART.match(behind) and ALL.match(behind):
            found.append(figure)
    if len(found) != 1 or not plain(last) or (last.value or 0) > (found[0].value or 0):
        return None
    return both(last, found[0])


def stroke(text: str, at: int, before: list[Figure]) -> Pair | None:
    """`85 hộ trên 92 hộ đủ điều kiện`: between two numbers of one unit `trên` is the stroke, no bound."""
    last = before[-1]
    if len(before) < 2 or last.qualifier != Qualifier.MORE_THAN or last.value is None or last.placeholder:
        return None
    first = before[-2]
    joint = fold_same(text[first.end - at : last.number_start - at])
    if not plain(first) or not same_unit(first, last) or (first.value or 0) > last.value:
        return None
    if not re.fullmatch(r"(?:[^\W\d]| ){0,30}\strên\s+(?:tổng\s+)?(?:số\s+)?", joint):
        return None
    return both(first, replace(last, qualifier=None))


def pair_in(paragraph: Paragraph, before: list[Figure], begin: int, share: bool = False) -> Pair | None:
    """Count and base of a percentage, where the text names them; the figures they come from."""
    text, at = paragraph.text, paragraph.start
    last = before[-1]
    if two_things(last) and last.parts:  # `làm rõ 34 vụ/52 đối tượng`: the first is what is counted
        noun = re.match(r"\D*[\d.,]+\s*([^\W\d_]+)", last.text)
        last = replace(last, value=last.parts[0], parts=None, unit=noun[1] if noun else None)
    if last.parts is not None and last.qualifier is None and len(last.parts) == 2 and not last.placeholder:
        count, base = part_intervals(last)
        return count, base, (last,)
    if over := stroke(text, at, before):
        return over
    if len(before) < 2 or not plain(last):
        return None
    if total := parted(paragraph, last, begin):
        return both(last, total)
    first = before[-2]
    if last.unit is None and not is_percent(last):
        # `Đánh giá 38 cơ sở: hoàn thành xuất sắc 9 (23,7%), …`: bare numbers in the list of a total
        total = next((f for f in before[:-1] if f.unit and plain(f) and not is_percent(f)), None)
        listed = total and re.match(r"[^\d();:.,]{0,30}:\s", text[total.end - at : last.start - at])
        return both(last, total) if total and listed and (last.value or 0) <= (total.value or 0) else None
    joint = fold_same(text[first.end - at : last.start - at])
    # `45 trong tổng số 52 hộ`: the count may leave its unit to the whole.
    of_all = _IN_ALL.search(joint) and plain(first) and not is_percent(first)
    if of_all and (first.unit is None or same_unit(first, last)):
        return both(first, last)
    same = [f for f in before[:-1] if same_unit(f, last) and plain(f)]
    said = fold_same(text[begin : last.start - at])
    # `b hộ, trong đó a hộ …, chiếm p %; c hộ …, chiếm q %`: the one figure of that unit before `trong đó`.
    # `Giới thiệu việc làm cho 2.486 lượt người, có 1.367 người được tuyển dụng, đạt 55%`
    had = (
        re.fullmatch(r"[^;.()\d]{0,30},\s*(?:đã )?có\s+", joint)
        and people(last)
        and (people(first) or first.unit == "lượt người")
    )
    if had and len(same) <= 1 and re.match(r"[^,;.()\d]{0,25}được ", fold_same(text[last.end - at :])):
        return both(last, first) if plain(first) and (last.value or 0) <= (first.value or 0) else None
    # `23 đảng viên, trong đó có 14 cấp ủy viên (60,9%)`
    if re.fullmatch(r"[^;.()\d]{0,30},? trong đó(?: có)?\s+", joint) and people(first) and people(last):
        return both(last, first) if plain(first) and (last.value or 0) <= (first.value or 0) else None
    # `đã giải quyết 1.803 hồ sơ, đúng và trước hạn 1.801 hồ sơ, đạt p %`
    if first in same and _IN_TIME.fullmatch(joint) and (last.value or 0) <= (first.value or 0):
        return both(last, first)
    cut = said.rfind("trong đó")
    if cut >= 0 and any(
        f is not last and f.start - at - begin > max(said.rfind(";"), cut) for f in same if ";" in said[cut:]
    ):
        return None  # a clause of its own, with a figure that may be the base
    ahead = [f for f in before[:-1] if f.start < at + begin + cut] if cut >= 0 else []
    if any(
        f.parts is not None and not two_things(f) and ((people(f) and people(last)) or same_unit(f, last))
        for f in ahead
    ):
        return None  # `30/31 đảng viên được đánh giá, trong đó …`: which of the two is the whole is not told
    whole = [f for f in same if f in ahead and not bracketed(text, begin, f.start - at)]
    if len(whole) == 1 and said.count("trong đó") == 1 and (last.value or 0) <= (whole[0].value or 0):
        return both(last, whole[0])
    # `31 đảng viên: … 06 đồng chí (19,4%); … 22 đồng chí (71,0%)`: each share is of the total that opens the list.
    if same and _LIST.match(fold_same(text[same[0].end - at : last.start - at])) and cut < 0:
        return both(last, same[0]) if (last.value or 0) <= (same[0].value or 0) else None
    if first not in same or is_percent(first):
        return None
    # `tiếp nhận b vụ việc, hòa giải thành a vụ việc, đạt p %`: the two verbs name base and result.
    lead = fold_same(text[max(begin, first.start - at - 40) : first.start - at])
    # `Trong 36 kiến nghị của cử tri, đã giải quyết 30 kiến nghị, đạt p %`
    if len(same) == 1 and same[0] is first and _AMONG.search(lead) and (last.value or 0) <= (first.value or 0):
        return both(last, first)
    if len(same) == 1 and same[0] is first and _RECEIVED.search(lead) and _DONE.search(joint):
        return both(last, first)
    # `9.420 kiến nghị gửi đến …; 8.103 kiến nghị được tiếp thu (đạt p %)`
    done = _DONE_BEHIND.match(fold_same(text[last.end - at :]))
    if len(same) == 1 and same[0] is first and _SENT.match(joint) and done and (last.value or 0) <= (first.value or 0):
        return both(last, first)
    # `Thẩm tra 150 hồ sơ; trả lại 12 hồ sơ, chiếm 8%`: what was looked at is what the share is of.
    opening = fold_same(text[max(begin, same[0].start - at - 40) : same[0].start - at]) if same else ""
    found_in = share or re.search(r"phát hiện(?: có| được)?\s*\Z", joint) is not None
    if _LOOKED_AT.search(opening) and found_in and (last.value or 0) <= (same[0].value or 0):
        return both(last, same[0])
    return None
