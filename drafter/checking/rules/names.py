"""CAR603: another unit's name where this unit's belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold, fold_words, nfc
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_HEAD = 2000  # characters that hold a letterhead
_LEVELS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_PLACE = re.compile(
    r"(?<!\w)(?<!hợp tác )(?P<level>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)\s+"
    r"(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+){0,3})",
    re.IGNORECASE,
)
# Words before a place that make the unit itself the one who reports.
_OWN = re.compile(
    r"(?:ủy ban mttq(?: việt nam)?|ủy ban mặt trận tổ quốc(?: việt nam)?|ubmttq(?:vn)?(?: việt nam)?|mttq(?: việt "
    r"nam)?|ban thường trực|đảng ủy|hđnd|ubnd|ủy ban nhân dân|hội đồng nhân dân|"
    r"đảng bộ|nhân dân|cán bộ|trên địa bàn|toàn|hội nông dân|hội phụ nữ|hội lhpn|hội cựu chiến binh|đoàn thanh "
    r"niên|mặt trận|công an|trạm y tế|ban chỉ huy quân sự|ban chqs|hợp tác xã|chi bộ|công đoàn|"
    r"sở [^,;.]{2,30}?|phòng [^,;.]{2,30}?)\s*\Z"
)
# The place itself as the one who did it: `Năm 2024, xã Tân Tiến đã …`, `Công tác tuyển quân của xã Tân Tiến hoàn thành …`.
_SUBJECT = re.compile(
    r"\W*(?:(?:trong |qua |đến )?(?:năm|quý|tháng|6 tháng|9 tháng)[^,;.]{0,25},\s*|(?:đến nay|hiện nay|kết quả|nhìn chung),?\s*)?"
    r"(?:(?:công tác|phong trào|tình hình|kinh tế|hoạt động|đời sống|thu nhập|tỷ lệ)(?: [^\W\d]+){0,8} (?:của|tại|ở) )?\Z"
)
_DID = re.compile(
    r"\s+(?:luôn |tiếp tục |cơ bản )?(?:đã|có|là|đạt|hiện có|hoàn thành|tổ chức|triển khai|được|tiếp tục|còn|"
    r"ổn định|tập trung)(?!\w)"
)
# Those above: `Được sự quan tâm của huyện …`, `Thực hiện chỉ đạo của UBND huyện …`.
_ABOVE = re.compile(
    r"(?:chỉ đạo|quan tâm|lãnh đạo|hướng dẫn|giúp đỡ|thống nhất|kế hoạch|yêu cầu|phân công)(?: [^,;.\d]{0,40}?)? của (?:các cấp |"
    r"thường trực |ban thường vụ |ban thường trực )?(?:huyện ủy, |hđnd, |ủy ban nhân dân |ubnd |hđnd |ủy ban mttq (?:việt nam )?|"
    r"mttq |huyện ủy |đảng ủy )*\Z"
)
_WITH = re.compile(
    r"(?<!\w)(?:nguyên|đồng chí|đ/c|ông|bà|anh|chị|em|cháu|hộ|chủ tịch|bí thư|trưởng|giám đốc|hiệu trưởng)(?!\w)|với\s*\Z|"
    r"(?<!\w)đoàn (?!thanh niên|tncs|xã)|bạn(?!\w)|trú|quê|sinh tại|làm việc với|"
    r"phối hợp với|tại|đến|thăm|học tập kinh nghiệm|kết nghĩa|giáp|với xã|cùng với|giữa|so với|gửi|đi|ủng hộ|hỗ "
    r"trợ|đồng bào|tiếp đoàn|và xã|các xã"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place with its level: `xã`, `An Hòa`."""

    level: str
    name: str


def named_place(text: str) -> Named | None:
    """The unit's own place: the last level word with its name (`Ủy ban MTTQ Việt Nam xã An Hòa`)."""
    found = None
    for match in _PLACE.finditer(nfc(text)):
        name = _proper(match["name"], text.isupper())
        if name:
            found = Named(match["level"].lower(), fold_words(name))
    return found


# What follows a place in a heading of capitals, and never belongs to its name: `HUYỆN KHÓA XXI`, `XÃ LẦN THỨ V`.
_NO_NAME = re.compile(r"khóa|nhiệm|lần|thứ|năm|quý|tháng|tuần|kỳ|tại|trình|về|và|báo|[ivx]+")


def _proper(words: str, all_caps: bool) -> str | None:
    """The capitalised words that begin a name."""
    if words.lower().startswith("hội"):
        return None  # `xã hội`
    kept: list[str] = []
    for word in words.split():
        if not word[0].isupper() or (word.isupper() and len(word) > 1 and not all_caps):
            break
        if all_caps and _NO_NAME.fullmatch(fold(word)):
            break
        kept.append(word)
    return " ".join(kept) or None


_OFFICE = re.compile(r"(?:sở|phòng|ban|chi cục|trung tâm|văn phòng|thanh tra)(?!\w)")
_SCHOOL = re.compile(
    r"(?<!\w)trường (?:tiểu học(?: và (?:thcs|trung học cơ sở))?|mầm non|mẫu giáo|thcs|thpt|ptdtbt (?:thcs|th|tiểu học)|"
    r"trung học cơ sở|trung học phổ thông|th&thcs|th và thcs)\s+(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3})",
    re.IGNORECASE,
)
_OFFICE_NAME = re.compile(r"(?<!\w)(?P<kind>sở|phòng) (?P<first>[^\W\d_]+ [^\W\d_]+)")
# A committee writes to the council of its own level and of no other.
_OWN_COUNCIL = re.compile(
    r"\W*kính (?:gửi|trình)\W*(?:thường trực )?(?:hội đồng nhân dân|hđnd) (?:xã|phường|thị trấn|huyện|tỉnh)"
)
_ENDS = (PartKind.RECIPIENTS, PartKind.LETTERHEAD, PartKind.SIGNATURE)
_FRAME = re.compile(r"\A\W*trên đây là|như sau\s*:?\s*\Z")
_CLOSES, _OPENS = re.compile(r"\W*trên đây.*của\s*"), re.compile(r"(?:.*,)?\W*")
_AND_OTHERS = re.compile(
    r"\s*(?:,|và)\s*(?:các |nhân dân |người dân )*(?:xã|phường|thị trấn|huyện|tỉnh|bạn|lân cận)(?!\w)"
)


def _own_and_above(context: CheckContext) -> tuple[Named | None, Named | None]:
    """The place of the reporting unit and that of the one above it."""
    unit, superior = context.unit or context.facts.identity.unit or "", context.facts.identity.superior or ""
    above = named_place(superior)
    return named_place(unit) or (above if _OFFICE.match(fold(unit)) else None), above


@dataclass(frozen=True, slots=True)
class _Other:
    """A place under another name, and whether ours belongs there."""

    name: str
    start: int
    end: int
    is_ours: bool


def _other_places(context: CheckContext) -> tuple[_Other, ...]:
    own, above = _own_and_above(context)
    levels = {place.level: place.name for place in (above, own) if place is not None}
    found: list[_Other] = []
    for paragraph in ticking(context.paragraphs if own is not None else ()):
        assert own is not None
        own_council = _OWN_COUNCIL.match(fold(paragraph.text)) is not None
        if paragraph.paper != DocumentKind.REPORT and not own_council:
            continue
        for match in _PLACE.finditer(paragraph.text):
            name, level = _proper(match["name"], paragraph.text.isupper()), match["level"].lower()
            if not name or level not in levels or (level == "tỉnh" and paragraph.part == PartKind.APPENDIX):
                continue
            folded, ours = fold_words(name), levels[level]
            if folded == ours or ours.startswith(folded) or folded.startswith(ours + " "):
                continue
            start, end = match.start(), match.start("name") + len(name)
            if own_council:
                is_ours = level == own.level
            elif level != own.level:
                is_ours = ForeignName._is_above(paragraph.text, start, paragraph.part)
            else:
                is_ours = ForeignName._is_own_place(paragraph.text, start, end, paragraph.part, own)
            found.append(_Other(folded, paragraph.start + start, paragraph.start + end, is_ours))
    return tuple(found)


def _naming(context: CheckContext) -> tuple[Paragraph, ...]:
    """Paragraphs that name a school or an office."""
    return tuple(paragraph for paragraph in context.paragraphs if _names(paragraph.text))


@lru_cache(maxsize=8192)
def _names(text: str) -> bool:
    return bool(_SCHOOL.search(text) or _OFFICE_NAME.search(fold(text)))


class ForeignName(Rule):
    """CAR603."""

    code = "CAR603"
    name = mark("foreign-name")
    severity = Severity.WARNING
    finds = mark("Another unit's name stands where this unit's belongs.")
    why = mark("Text copied from a neighbour's report keeps the neighbour's name.")
    silences = mark(
        "Real mentions of other units (`phối hợp với xã …`, visits, lists of units), other levels, reports "
        "on many units."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nỦy ban MTTQ Việt Nam xã Tân Lập đã tổ chức 12 "
        "buổi tuyên truyền.",
        unit="Ủy ban MTTQ Việt Nam xã An Hòa",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nỦy ban MTTQ Việt Nam xã An Hòa phối hợp với Ủy "
        "ban MTTQ Việt Nam xã Tân Lập tổ chức 12 buổi.",
        unit="Ủy ban MTTQ Việt Nam xã An Hòa",
    )
    kinds = frozenset({DocumentKind.REPORT, DocumentKind.OTHER, DocumentKind.LETTER})
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        unit = context.unit or context.facts.identity.unit or ""
        own, above = _own_and_above(context)
        lines = self._place_line(context, own, above) if context.papers[0].kind == DocumentKind.REPORT else ()
        found = [*lines, *self._places(context)]
        for start, end in [*found, *self._schools(context, unit), *self._offices(context, unit)]:
            message = _(
                "“{name}” stands where the reporting unit belongs ({own})",
                name=context.text[start:end],
                own=unit,
            )
            yield self.inconsistent(start, end, message)

    @staticmethod
    def _places(context: CheckContext) -> Iterator[tuple[int, int]]:
        """Places of this unit's level, or of its superior's, under other names."""
        mentions = context.once(_other_places)
        distinct = {one.name for one in mentions}
        if len(distinct) <= 3:  # else a report that speaks of many units
            yield from ((one.start, one.end) for one in mentions if one.is_ours)

    @staticmethod
    def _place_line(context: CheckContext, own: Named | None, above: Named | None) -> Iterator[tuple[int, int]]:
        """`Tân Tiến, ngày …` in the letterhead of a commune of another name."""
        place = context.facts.identity.place
        if (
            own is None
            or place is None
            or own.level not in _COMMUNES
            or _OFFICE.match(fold(context.facts.identity.unit or ""))
        ):
            return
        said = fold_words(place)
        if own.name in said or said in own.name or (above is not None and (above.name in said or said in above.name)):
            return
        found = re.search(rf"(?m)^\W*(?P<place>{re.escape(place)}),?\s+ngày", context.text[:_HEAD])
        if found is not None:
            yield found.span("place")

    @staticmethod
    def _is_above(text: str, start: int, part: PartKind | None) -> bool:
        if part == PartKind.RECIPIENTS:
            return bool(
                re.fullmatch(
                    r"\W*(?:tt |thường trực |btt )?(?:ubnd|ủy ban nhân dân|huyện ủy|đảng ủy|mttq|ủy ban mttq|hđnd) ",
                    fold(text[:start]),
                )
            )
        begin, _stop = sentence_at(text, start)
        return part is None and bool(_ABOVE.search(fold(text[begin:start])))

    @staticmethod
    def _schools(context: CheckContext, unit: str) -> Iterator[tuple[int, int]]:
        """`Trường THCS Minh Tân đã tổ chức …` in the report of another school."""
        own = _SCHOOL.match(nfc(unit))
        for paragraph in ticking(context.once(_naming) if own else ()):
            text = paragraph.text
            if paragraph.paper != DocumentKind.REPORT:
                continue
            said = fold_words(text)
            assert own is not None
            if fold_words(_proper(own["name"], own["name"].isupper()) or "") in said or text.isupper():
                continue
            for match in _SCHOOL.finditer(text) if paragraph.part not in _ENDS else ():
                begin, _stop = sentence_at(text, match.start())
                name, before = _proper(match["name"], False), fold(text[begin : match.start()])
                end = match.start("name") + len(name or "")
                leads = _SUBJECT.fullmatch(before) and _DID.match(fold(text[end:]))
                if name and not _WITH.search(before) and (leads or _CLOSES.fullmatch(before)):
                    yield paragraph.start + match.start(), paragraph.start + end

    @staticmethod
    def _offices(context: CheckContext, unit: str) -> Iterator[tuple[int, int]]:
        """Another department in the sentence that opens or closes the report: `Sở Xây dựng báo cáo kết quả … như sau:`."""
        own = _OFFICE_NAME.match(fold(unit))
        for paragraph in ticking(context.once(_naming) if own else ()):
            text = fold(paragraph.text)
            assert own is not None
            if (
                paragraph.paper != DocumentKind.REPORT
                or len(text) != len(paragraph.text)
                or own["first"] in text
                or not _FRAME.search(text)
            ):
                continue
            for match in _OFFICE_NAME.finditer(text):
                opens, closes = _OPENS.fullmatch(text[: match.start()]), _CLOSES.fullmatch(text[: match.start()])
                if match["kind"] == own["kind"] and (opens or closes):
                    yield paragraph.start + match.start(), paragraph.start + match.end()

    @staticmethod
    def _is_own_place(text: str, start: int, end: int, part: PartKind | None, own: Named) -> bool:
        if part in (PartKind.TITLE, PartKind.LETTERHEAD, PartKind.CLOSING, PartKind.SIGNATURE):
            return True
        if part == PartKind.RECIPIENTS:
            return False
        begin, _stop = sentence_at(text, start)
        before = fold(text[begin:start])
        if own.name in fold_words(text) or _WITH.search(_OWN.sub("", before)):
            return False
        if own.level == "tỉnh" and not re.fullmatch(
            r"\W*(?:trong [^,;.]{0,30}, )?(?:trên địa bàn|ubnd|ủy ban nhân dân|hđnd|đảng bộ|toàn|sở [^,;.]{2,30}?) ",
            before,
        ):
            return False  # a province's report speaks of other provinces
        if _AND_OTHERS.match(fold(text[end:])):
            return False
        return bool(_OWN.search(before)) or bool(_SUBJECT.fullmatch(before) and _DID.match(fold(text[end:])))
