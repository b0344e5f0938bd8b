"""Where the list of a total's parts stands and what its members are."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.rules.counted import counts, fold_same, is_person, of_unit, plain, same_unit
from drafter.checking.rules.lists import bracket_end, bracketed, list_end
from drafter.language.folding import fold
from drafter.model.fact import Figure

# Words that close a list: what follows is all of it.
CONSISTS = re.compile(r"(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|chia theo|cụ thể gồm)(?: các)?\s*:?\s*\(?\s*")
SUBSET = re.compile(
    r"trong đó|trong số|điển hình|tiêu biểu|như:|ví dụ|chủ yếu|nổi bật|nhất là|một số|lũy kế|cùng kỳ|so với|"
    r"(?<!theo )(?<!ngoài )(?<!trong )(?:kế hoạch|chỉ tiêu)|tăng|giảm|vượt|bình quân|trung bình (?:mỗi|một|hằng|hàng|là|đạt)|mỗi"
)
# Words that may stand in the name of a part as well.
_SOFT = re.compile(r"điển hình|tiêu biểu|chủ yếu|nổi bật|nhất là|kế hoạch|chỉ tiêu|vượt|trung bình.*|bình quân|mỗi")
_OPEN_LIST = re.compile(r"(?<!\w)(?:nhiều|v\.v|vân vân|các loại(?! (?:khác )?(?:là |đạt |có |: ?)?\d))|\.\.\.|…")
_BARE_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])(?=\s+[^\W\d_])")
# What has kinds with names of their own; gifts and works do not (`50 suất quà (20 kg gạo, 15 chai dầu)`).
_OF_KINDS = re.compile(
    r"\s*(?:dự thảo văn bản|dự thảo|văn bản|viên chức|công chức|lao động|giáo viên|nhân viên|người|vị|"
    r"đồng chí|cán bộ|đại biểu|hội viên|đơn|đơn thư|học sinh|em|cháu|thành viên|ủy viên|"
    r"cơ sở|đơn vị(?! máu)|tổ chức|cơ quan|địa phương|đầu mối|điểm|tập thể|doanh nghiệp|hợp tác xã)(?!\w)"
)
# What a total is held against before its list comes: `97 triệu đồng, đạt 114,4 % kế hoạch, gồm …`.
_HELD_AGAINST = re.compile(r",\s*(?:đạt|tăng|giảm|bằng|vượt)\s[^;()]*?%[^,;()]*")
# What a bracket tells of its count instead of parts: how much of what it is, and what is left of that.
NO_PARTS = re.compile(
    r"\A\s*(?:đạt|chiếm|bằng|tăng|giảm|vượt|so với|trên|trong(?! (?:tỉnh|huyện|xã|nước|trường|ngành)))(?!\w)|"
    r"tổng số|còn lại(?!\W*(?:là |có )?\d)(?![^,;]*\d)"
)
# Attributes overlap (`nữ 94, dân tộc thiểu số 153, dự bị 8`) unless the others stand beside them.
ATTRIBUTES = re.compile(
    r"(?<!\w)(?:nữ|phụ nữ|dân tộc|dtts|tôn giáo|đảng viên|dự bị|khuyết tật|chính sách|hộ nghèo|cao tuổi|trên chuẩn|"
    r"người có công|"
    r"trẻ em|ngoài đảng|theo đạo)(?!\w)"
)
COMPLETE = re.compile(
    r"(?<!\w)(?:nam|kinh|lương|hợp đồng|khác|còn lại|không (?:theo|thuộc|là|phải)|chính thức|đoàn viên|cận nghèo|"
    r"quần chúng)(?!\w)"
)
_AMONG = re.compile(r"trong (?:tổng )?số\s*\Z")
_NAMED = re.compile(r"[^\W\d][^\d:()]{1,60}?:?\s(?:\d{1,3}(?:\.\d{3})+|\d{1,4})")
# Places and times that carry a number as their name: `thôn 3`, `phường 7`, `quý 2`.
_NUMBERED = re.compile(
    r"(?<!\w)(?<!nhật )(?:thôn|buôn|bản|ấp|xóm|tổ|khu|khóm|(?<!quân )(?<!bộ )đội|loại|mức|nhóm|"
    r"hạng|phường|quận|lớp|khối|khoa|quý|tháng|tuần|năm|điều|khoản|mục|"
    r"số|quốc lộ|tỉnh lộ|đường|tuyến|đợt|lần|khóa|phố|tổ dân phố|khu phố|cụm|lô)\s[1-9]\d*\Z"
)
_OF_A_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d(?::| là| có)\s*\d{1,4}")
_MEMBER = re.compile(r"\d[\d.]*\s+[^\W\d_]+(?:[ -][^\W\d_]+){0,6}\.?")


def kinds_in(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
    """`12 văn bản (04 kế hoạch, 05 công văn, 03 báo cáo)`: a bracket whose every member is a number with the name of a
    kind of what is counted."""
    text = paragraph.text[start - paragraph.start : end - paragraph.start]
    # `22 đảng bộ xã, thị trấn; 24 chi bộ, đảng bộ cơ quan`: where semicolons part the members, commas are inside them.
    members = [member.strip() for member in re.split(";" if ";" in text else r"[,;]|\svà\s", text)]
    figures = context.figures_in(start, end)
    named = all(_MEMBER.fullmatch(re.sub(r",\s", " ", member)) for member in members)
    if (
        not named
        or len(figures) != len(members)
        or not _OF_KINDS.match(fold_same(paragraph.text[total.number_end - paragraph.start :][:40]))
    ):
        return ()
    if any(same_unit(between, figures[0]) for between in context.figures_in(total.end, start)):
        return ()  # `42 em, đạt 29 giải, gồm 2 giải Nhất, …`: the list is of the nearer number
    return figures if all(counts(figure) for figure in figures) else ()


def named_in(
    context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int, closed: bool = False
) -> tuple[Figure, ...]:
    """`14 cuộc giám sát (tỉnh 4, huyện 3, xã 7)`: three names or more, each with its bare number, perhaps with its share in
    a bracket. People are left out where only a bracket tells them: their groups overlap (`nữ 12, dự bị 9`)."""
    text = paragraph.text[start - paragraph.start : end - paragraph.start]
    plainly = re.sub(r"\([^()]*\)", lambda found: " " * len(found.group()), text).rstrip(" .;")
    members = [member.strip() for member in re.split(r"[,;]|\svà\s(?=[^,;]*\d)", plainly)]
    inside = paragraph.text[end - paragraph.start :][:1] == ")"
    if not inside and not closed and len(members) < 3:
        return ()
    # Men and women, and the years of a count, part it whatever is counted.
    both = len(members) == 2 and sorted(fold(member).split(" ")[0].rstrip(":") for member in members) == ["nam", "nữ"]
    years = len(members) >= 3 and all(_OF_A_YEAR.fullmatch(fold_same(member)) for member in members)
    if not both and not years:
        people = is_person(fold(total.unit or ""))
        attributes = ATTRIBUTES.search(fold_same(text)) and (inside or not COMPLETE.search(fold_same(text)))
        if len(members) < 2 or (people and attributes):
            return ()
        if not all(_NAMED.fullmatch(member) and not _NUMBERED.search(fold_same(member)) for member in members):
            return ()
    papers = fold(total.unit or "") == "văn bản"  # a plan is a paper here
    said = re.sub(r"kế hoạch|chỉ tiêu", "", fold_same(text)) if papers else fold_same(text)
    if SUBSET.search(said) or _OPEN_LIST.search(text):
        return ()
    found: list[Figure] = []
    for number in re.finditer(r"(?<![\d.])(?:\d{1,3}(?:\.\d{3})+|\d{1,4})(?=\s*(?:[,;]|và\s|\Z))", plainly):
        at = start + number.start()
        there = next((figure for figure in context.figures_in(at, at + 1) if plain(figure)), None)
        if there is not None and there.unit:
            return ()
        value = Decimal(number.group().replace(".", ""))
        found.append(
            there or replace(total, start=at, end=at + len(number.group()), text=number.group(), value=value, unit=None)
        )
    return tuple(found) if len(found) == len(members) else ()


def region_of(context: CheckContext, paragraph: Paragraph, total: Figure) -> tuple[int, int, bool, bool] | None:
    """Where the list of a total's parts stands: its span in the document, whether words close it, whether bullets
    follow."""
    text, at = paragraph.text, paragraph.start
    begin, stop = sentence_at(text, total.start - at)
    if _AMONG.search(fold_same(text[begin : total.start - at])):
        return None  # `trong tổng số 1.684 hộ: …` names some of them, perhaps the same ones twice
    after = fold_same(text[total.end - at : stop])
    opening = CONSISTS.search(after, 0, 280)
    led = _HELD_AGAINST.sub("", after[: opening.start()]) if opening else ""
    between = context.figures_in(total.end, total.end + opening.start()) if opening else ()
    aside = any(same_unit(f, total) and not bracketed(text, total.end - at, f.start - at) for f in between)
    if (
        opening
        and bracketed(text, begin, total.start - at)
        and not bracketed(text, begin, total.end - at + opening.start())
    ):
        return None  # `486,5 ha, bằng 101,4% kế hoạch (480 ha), gồm …`: the list is of what stands before the bracket
    if opening and len(led) <= 160 and not aside and not SUBSET.search(led):
        start = total.end + opening.end()
        bullets = (
            opening.group().rstrip().endswith(":") and not after[opening.end() :].strip() and stop >= len(text.rstrip())
        )
        # A bracket that the opening word stands in ends the list.
        inside = "(" in opening.group() or after[: opening.start()].count("(") > after[: opening.start()].count(")")
        end = bracket_end(text, start - at) if inside else list_end(text, start - at, stop, ":" in opening.group())
        return start, at + end, True, bullets
    bracket = re.match(
        r"[^\d();:.]{0,60}?(?:, chiếm (?:tỷ lệ )?[\d,]+ ?%[^\d();:.]{0,30})?\(\s*", text[total.end - at : stop]
    )
    # `251 đồng chí (17 đồng chí miễn đánh giá): …`: what the bracket tells is a remark.
    shut = bracket_end(text, total.end - at + bracket.end()) if bracket else 0
    if bracket and (listed := re.match(r"\)(?:,? ?(?:kết quả|cụ thể))?:\s*(?=\S)", text[shut:stop])):
        start = at + shut + listed.end()
        return start, at + list_end(text, start - at, stop, colon=True), False, False
    if bracket:
        start = total.end + bracket.end()
        return start, at + bracket_end(text, start - at), False, False
    colon = re.match(
        r"[^\d();:.,]{0,25}(?:, chiếm [\d,]+ ?%[^\d();:.,]{0,30})?"
        r"(?:,? (?:cụ thể|kết quả|phân loại)(?: là| như sau)?)?:\s*(?=\S)",
        text[total.end - at : stop],
    )
    if colon:
        start = total.end + colon.end()
        return start, at + list_end(text, start - at, stop, colon=True), False, False
    return None


def parts_in(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
    """Top-level figures of the list that carry the total's unit."""
    text = paragraph.text[start - paragraph.start : end - paragraph.start]
    if _OPEN_LIST.search(fold_same(text)):
        return ()
    text_behind = fold_same(paragraph.text[total.end - paragraph.start :][:20]).strip()
    cut = SUBSET.search(fold_same(text))
    if cut and _SOFT.fullmatch(cut.group()):
        behind = [f for f in paragraph.figures if start + cut.end() <= f.start < end and of_unit(f, total)]
        if any(counts(f) and (f.relation is None or f.relation.kind == "part-of") for f in behind):
            return ()  # `cá nhân tiêu biểu 14 vị`: the word may belong to a part
    end = start + cut.start() if cut else end
    found = []
    if _unread_number(context, start, end):
        return ()
    if is_person(fold(total.unit or "")) and _unnumbered(text[: end - start]):
        return ()  # `11 thành viên: Trưởng đoàn, 02 Phó Trưởng đoàn và 08 thành viên`
    awarded = text_behind.startswith("đạt giải")
    for figure in (one for one in paragraph.figures if start <= one.start < end):
        before = text[: figure.start - start]
        prize = figure.unit == "giải" and awarded
        if before.count("(") > before.count(")") or not (prize or of_unit(figure, total)):
            continue
        if not counts(figure):
            return ()  # a part with a bound or a ratio: the sum cannot be told
        found.append(figure)
    return tuple(found)


def bullets_below(context: CheckContext, paragraph: Paragraph, total: Figure) -> tuple[Figure, ...]:
    """The first figure of the total's unit in each bullet that follows; none where a bullet has none."""
    found = []
    for place in range(paragraph.index + 1, min(paragraph.index + 25, len(context.pieces))):
        item = context.pieces[place]
        if item.in_table or not re.match(r"\s*[-+•*]\s", item.text):
            break
        first = next((figure for figure in item.figures if counts(figure) and of_unit(figure, total)), None)
        if first is None:
            return ()
        found.append(first)
    return tuple(found)


_HEAD_OF_LINES = re.compile(
    r"[^\d;()]{0,60}?(?:[.,;] ?)?(?P<of>(?:trong đó|cụ thể|chia ra|phân theo|như sau|gồm)[^\d:;]{0,25})?[:.;]?\s*\Z"
)
_TOTAL_SAID = re.compile(r"(?<!\w)tổng(?! kết| hợp| đài| cục| bí| thư| phụ)(?!\w)")
_LINE = re.compile(r"\s*(?P<mark>[-–+•*]|[a-zđ]\)|\d{1,2}[.)](?!\d))\s")
_THE_REST = re.compile(r"(?<!\w)(?:khác|còn lại)(?!\w)")


def lines_below(context: CheckContext, paragraph: Paragraph) -> tuple[Figure, tuple[Figure, ...], bool] | None:
    """A total that ends its paragraph and the lines beneath, each with a figure of its unit; whether they are all there are.

    `Tổng diện tích 1.250 ha:` and three bullets of ha; behind `trong đó:` only where the last line is the rest.
    """
    counted = [figure for figure in paragraph.figures if counts(figure)]
    if not counted:
        return None
    total, text = counted[-1], fold_same(paragraph.text)
    head = _HEAD_OF_LINES.fullmatch(text[total.end - paragraph.start :])
    begin, _stop = sentence_at(text, total.start - paragraph.start)
    said = text[begin : total.start - paragraph.start]
    if head is None or bracketed(text, begin, total.start - paragraph.start) or SUBSET.search(said):
        return None
    if not (_TOTAL_SAID.search(said) or text.rstrip().endswith(":")) or not total.unit:
        return None
    lines = _lines_of(context, paragraph)
    found: list[Figure] = []
    for line in lines:
        own = [f for f in line.figures if counts(f) and of_unit(f, total)]
        words = fold_same(line.text[: own[0].start - line.start]) if own else ""
        if not own or _AMONG_LINES.search(words):
            return None
        found.append(own[0])
    labels = " ".join(fold_same(line.text) for line in lines)
    if len(found) < (2 if _TOTAL_SAID.search(said) else 3) or (
        ATTRIBUTES.search(labels) and not COMPLETE.search(labels)
    ):
        return None
    partly = (head["of"] or "").startswith("trong đó") or "trong đó" in said
    sum_ = sum((figure.value for figure in found if figure.value is not None), Decimal(0))
    # Three lines and more that are nearly all of it are hardly some of it.
    nearly = len(found) >= 3 and total.value is not None and Decimal("0.93") * total.value <= sum_
    return total, tuple(found), not partly or nearly or _THE_REST.search(fold_same(lines[-1].text)) is not None


_AMONG_LINES = re.compile(r"trong đó|tăng|giảm|so với|kế hoạch|chỉ tiêu|bình quân|mỗi")


def _lines_of(context: CheckContext, paragraph: Paragraph) -> list[Paragraph]:
    """The lines of the list that follows a paragraph, without the lines beneath them."""
    own = _LINE.match(paragraph.text)
    first: str | None = None
    found: list[Paragraph] = []
    for place in range(paragraph.index + 1, min(paragraph.index + 40, len(context.pieces))):
        line = context.pieces[place]
        told = None if line.in_table else _LINE.match(line.text)
        kind = _kind_of(told["mark"]) if told else None
        if kind is None or (own is not None and kind == _kind_of(own["mark"])):
            break
        first = first or kind
        if kind == first:
            found.append(line)
    return found


def _kind_of(mark: str) -> str:
    return "1" if mark[0].isdigit() else "a" if mark[-1] == ")" else "-" if mark in "-–" else mark


def _unnumbered(text: str) -> bool:
    """Whether a member of a list stands without a number before the last that has one: it may be one of those counted."""
    members = [member for member in re.split(r"[,;]|\svà\s", re.sub(r"\([^()]*\)", "", text)) if member.strip()]
    numbered = [n for n, member in enumerate(members) if re.search(r"\d", member)]
    return bool(numbered) and len(numbered) <= numbered[-1]


def _unread_number(context: CheckContext, start: int, end: int) -> bool:
    """Whether a number of the list is no fact: a part may be missing then."""
    spans = [(figure.start, figure.end) for figure in context.figures_in(start, end)]
    spans += [(date.start, date.end) for date in context.dates_in(start, end)]
    spans += [(reference.start, reference.end) for reference in context.references_in(start, end)]
    numbers = (start + found.start() for found in _BARE_NUMBER.finditer(context.text[start:end]))
    unread = (number for number in numbers if not any(a <= number < b for a, b in spans))
    # `đợt 1 là 780 triệu đồng`: the number of a name is no part.
    return any(not _NUMBERED.search(fold_same(context.text[max(0, at - 20) : at + 1])) for at in unread)
