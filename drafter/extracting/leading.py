"""The noun phrase before a figure (`hộ nghèo còn 312 hộ`), and the label that opens its paragraph."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from drafter.extracting.grammar import Words, only_tells_a_time, words
from drafter.extracting.phrases import Phrased
from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import DOT, WINDOW, is_for_each, last_before, same_sentence
from drafter.extracting.units import UnitKind, lexicon
from drafter.extracting.view import View
from drafter.lexicon import load

_WORD = re.compile(r"[\w%]+(?:(?:[-.]|/(?!(?<=\d/)[^\W\d]))\w+)*")
_TAIL_MARKS = " \t:=-–+(>≥<≤~≈\"“'[,*"
_LISTING = (";", ",", "(", ":")
_LONGEST = 14  # words
_LONGEST_SHARE = 22
_AMOUNTS = (UnitKind.MONEY, UnitKind.MEASURE, UnitKind.PERCENT)


def phrase_before(view: View, quantity: Quantity, previous: Phrased | None) -> tuple[int, int, str] | None:
    """The noun phrase that leads to the figure, and how: `:` a colon, a space nothing between, else the linking words."""
    low = view.low
    floor = max(0, quantity.start - WINDOW)
    before, behind, of_base = previous or (None, None, False)
    # `tỷ lệ trẻ 5 tuổi ra lớp 100%`, `số bác sĩ trên 10.000 dân đạt 9,3`: the number before is part of the phrase.
    inside = before is not None and (
        (before.kind is UnitKind.TIME and quantity.kind is not UnitKind.TIME) or is_for_each(view, before)
    )
    if before is not None and before.end > floor and not inside:
        floor = behind[1] if behind is not None and not of_base and behind[1] <= quantity.start else before.end
    end = quantity.start
    while end > floor and low[end - 1] in _TAIL_MARKS:
        end -= 1
    marks = low[end : quantity.start].strip()
    end = _before_bracket(low, floor, end)
    begin = _over_initials(view, max(floor, last_before(_boundaries(low), end)), floor)
    said = words()
    spans = [found.span() for found in _WORD.finditer(low, begin, end)]
    if _PLACE.search(low, begin, end):
        spans = _before_place(low, spans)
    spans = spans[-_LONGEST_SHARE if spans and low.startswith(_SHARES, spans[0][0]) else -_LONGEST :]
    if not spans:
        return None
    parts = [low[first:last] for first, last in spans]
    if parts[-1] in ("và", "hoặc", "&") and spans[-1][1] == end:
        return None  # `470 ý kiến gửi cấp huyện và 2.561 ý kiến`: of the figure before
    right, link = _strip_links(parts, said.links)
    if right > 2 and parts[right - 1] in lexicon().times and parts[right - 2].isdigit():
        right -= 2  # `Thu 9 tháng 24 tỷ đồng`
    if not right and view.plain[spans[0][0]].isupper() and low[: spans[0][0]].rstrip().endswith(_LISTING):
        return spans[0][0], spans[-1][1], marks or ":"  # `Khá 41,6%; Đạt 37,9%`: a grade
    if spans[-1][1] < end:
        link = "tại"
    if before is not None and begin == floor:
        if parts[0] == "của":
            return None  # `7 cuộc của Mặt trận và 15 cuộc`
        if link and before.kind is UnitKind.PERCENT and of_base:
            return None  # `đạt 58,9% dự toán xã giao và bằng 112,4%`
    labelled = ":" in marks
    if parts[0] == "theo" and not labelled and quantity.kind in _AMOUNTS:
        return None  # `theo giá hiện hành đạt 2.310 tỷ đồng`: of what was told before
    left = _share_begins(parts, right) or _measure_begins(parts, right, quantity)
    if not (labelled or left) and not _is_share(low, quantity, spans, right):
        left, link = _behind_auxiliary(parts, right, link)
    while right > left and parts[right - 1] in said.closers:
        right -= 1
        link = link or parts[right]  # `chế độ báo cáo của 2 huyện`: whose, not what
    left = _behind_time(parts, left, right)
    whole = left
    collected = quantity.kind is UnitKind.MONEY and parts[left : left + 1] in (
        ["thu"],
        ["chi"],
    )  # `Thu nội địa 12 tỷ đồng`
    while right > left and not collected and (cut := _opener(low, spans, left, right, said)):
        left = _behind_time(parts, left + cut, right)
    if right <= left and right > whole and (labelled or quantity.kind in _AMOUNTS):
        left = whole if labelled else right - min(2, right - whole)  # a deed is all there is (`đã huy động 12 tỷ đồng`)
        deed = low[spans[left][0] : spans[right - 1][1]]
        if deed in said.links or deed in said.none or (not labelled and any(char.isdigit() for char in deed)):
            return None
    if right <= left or "," in marks:
        return None
    phrase = low[spans[left][0] : spans[right - 1][1]]
    listed = before is not None and before.unit is None and quantity.unit is None  # `(cũ 168, mới 2.046)`
    if (phrase in said.none and not listed) or only_tells_a_time(phrase) or _is_citation(phrase):
        return None
    told = before is not None and begin == floor
    if (phrase in said.share_names and quantity.kind is UnitKind.PERCENT) or (told and phrase in said.sizes):
        return None
    return spans[left][0], spans[right - 1][1], marks or link or " "


def _is_citation(phrase: str) -> bool:
    return phrase.startswith(words().cited) and any(char.isdigit() for char in phrase)


def names_holder(phrase: str) -> bool:
    """Whether a label says who has what is counted (`Hội Phụ nữ: 2.104 hội viên`)."""
    parts = phrase.split()
    return parts[0] in words().holders or " ".join(parts[:2]) in words().holders


def _behind_auxiliary(parts: list[str], right: int, link: str) -> tuple[int, str]:
    """Where a phrase begins behind its last `đã`, `được`, `với`; with whom is no subject (`với Nhân dân 01 cuộc`)."""
    for index in range(right - 2, 0, -1):
        if parts[index] in ("đã", "được", "với"):
            if parts[index] == "đã":
                return index + 1, link or "đã"  # a deed (`đã trả lời 42 kiến nghị`)
            return index + 1, link or ("với" if parts[index] == "với" and parts[index - 1] != "đối" else "")
    return 0, link


def _behind_time(parts: list[str], left: int, right: int) -> int:
    """Where a phrase begins behind numbers and times that open it (`đến ngày 29/02/2024 mới đạt`)."""
    while left < right:
        if parts[left][0].isdigit():
            left += 2 if left + 1 < right and parts[left + 1] in lexicon().times else 1
        elif parts[left] in ("ngày", "tháng", "quý") and left + 1 < right and parts[left + 1][0].isdigit():
            left += 2
        else:
            break
    return left


def _share_begins(parts: list[str], right: int) -> int:
    """Where a phrase names a share behind other words (`chưa đạt là tỷ lệ hồ sơ nộp trực tuyến`); 0 where it does not."""
    for left in range(right - 2, 0, -1):
        if parts[left] in ("tỷ", "tỉ") and parts[left + 1] == "lệ":
            return left
    return 0


def _measure_begins(parts: list[str], right: int, quantity: Quantity) -> int:
    """Where the name of a measure closes a phrase of other words (`mô hình rau an toàn quy mô 1,5 ha`); 0 where none does."""
    if quantity.kind not in _AMOUNTS:
        return 0
    last = right - 2 if parts[max(0, right - 2) : right] in (["bình", "quân"], ["trung", "bình"]) else right
    measured = words().measured
    for count in (4, 3, 2, 1):
        if last - count > 0 and " ".join(parts[last - count : last]) in measured:
            return last - count
    return 0


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


_SHARES = ("tỷ lệ ", "tỉ lệ ")
_BRACKET = re.compile(
    r"\s?\((?:[^()\d]|(?<!\d)(?:19|20)\d\d(?!\d)){1,40}\)"
    r"(?:(?P<behind>(?: [^\W\d]+){0,3})|(?P<when> (?:theo|tháng|năm|quý|trong|tại|trên) [^,;:()]{1,60}))\Z"
)


def _before_bracket(low: str, floor: int, end: int) -> int:
    """Where a phrase ends that only a name in brackets and linking words part from the figure (`tổng sản phẩm (GRDP) tăng`),
    or words that say when or by what (`chỉ số sản xuất (IIP) tháng 9 tăng`)."""
    found = _BRACKET.search(low, max(floor, end - 110), end) if ")" in low[max(floor, end - 70) : end] else None
    if found is None or not (found["when"] or _strip_links(found["behind"].split(), words().links)[0] == 0):
        return end
    return found.start()


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
        if " ".join(parts[max(0, right - 2) : right]) in words().kept_endings:
            break
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


_INITIALS = re.compile(r"(?:\A|[^\w])(?P<last>[A-ZĐ]{2,8}), \Z")


def _over_initials(view: View, begin: int, floor: int) -> int:
    """Where a phrase begins that lists bodies or payments by their initials (`Thu BHXH, BHYT, BHTN đạt 45 tỷ đồng`)."""
    while (
        begin > floor
        and view.plain[begin : begin + 3].strip().isupper()
        and _INITIALS.search(view.plain, max(floor, begin - 12), begin + 1) is not None
    ):
        begin = max(floor, last_before(_boundaries(view.low), begin - 1))
    return begin


@cache
def _boundary() -> re.Pattern[str]:
    """What a phrase does not run over; a comma inside a compound (`thu, chi`) is none."""
    pairs = [pair.split(", ") for pair in load("figures")["grammar"]["joined_by_comma"]]
    joined = "|".join(rf"(?<={re.escape(first)},) {re.escape(second)}(?!\w)" for first, second in pairs)
    return re.compile(rf"[;?!()\[\]\n]|:(?!\d)|{DOT}|,(?=\s)(?!{joined})|\A\s*[-+•*](?=\s)|□")


@lru_cache(maxsize=4)  # asked for each figure of one paragraph
def _boundaries(low: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _boundary().finditer(low))


_HEADINGS = ("một số", "các chỉ tiêu", "chỉ tiêu", "kết quả", "cụ thể", "trong đó", "mục tiêu")
_LEAD_IN = re.compile(
    r"\s{0,4}(?:[-+•*]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|[a-zđ]\))?\s{0,4}(?P<label>[^\W\d][^:;.!?\n()]{2,70}):(?=\s)"
)


def lead_in(view: View, quantity: Quantity) -> tuple[int, int] | None:
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
        or names_holder(label)
    ):
        return None
    return found.start("label"), found.start("label") + len(found["label"].rstrip())


def opening_bracket(view: View, quantity: Quantity) -> int | None:
    """Where the bracket opens that holds nothing before the figure but linking words (`(đạt 85,7%`)."""
    floor = max(0, quantity.start - 20)
    place = view.low.rfind("(", floor, quantity.start)
    if place < 0 or not all(word in words().links for word in view.low[place + 1 : quantity.start].split()):
        return None
    return place
