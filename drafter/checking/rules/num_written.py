"""NUM406, NUM409, NUM411, NUM415: how numbers are written: announced counts, marks, ranges, words beside digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, ParagraphRule, Rule
from drafter.checking.rules.counted import shown
from drafter.language.folding import fold
from drafter.language.numbers import NUMBER_WORDS, parse_number
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")

_THINGS = (
    r"nội dung|nhiệm vụ|giải pháp|nhóm|việc|chỉ tiêu|mục tiêu|vấn đề|hạn chế|tồn tại|nguyên nhân|bài học|kinh nghiệm|"
    r"đề xuất|"
    r"kiến nghị|tiêu chí|phần|hình thức|biện pháp|trọng tâm|đột phá|mô hình|hoạt động|lĩnh vực|bước|"
    r"công việc|khâu|đầu việc|kết quả|điểm|mặt|yêu cầu|ý"
)
_NAMED = re.compile(rf"\s*(?:{_THINGS})(?!\w)")
_ANNOUNCES = re.compile(
    rf"(?<!\w)(?:{_THINGS})(?!\w)[^.;:\d]{{0,60}}?(?:sau đây|như sau|sau|cụ thể|gồm|là)?(?: đây)?\s*:?\s*\Z"
)
_LOOSE = re.compile(r"một số|trong số|nhiều|các nhóm|ít nhất|khoảng|hơn|trên|tiêu biểu|điển hình|ví dụ|trong đó")
_MARK = re.compile(
    r"\s*(?:(?P<bullet>[-–+•*●])\s|(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])(?!\d)|(?P<letter>[a-zđ])(?P<end>\))|"
    r"(?P<word>(?i:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|"
    r"mười))(?=\s*[,:])))"
)
_COUNT_WORDS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ANNOUNCED_IN_WORDS = re.compile(
    rf"(?<!\w)(?:có|gồm|là|vào|thực hiện|bởi|do|rút ra|xác định|với|trên|thành) (?P<number>{'|'.join(_COUNT_WORDS)}) "
    rf"(?P<thing>{_THINGS})(?!\w)[^.;:\d]{{0,60}}(?::|(?<=sau)[.]|(?<=sau đây)[.])\s*\Z"
)
_INLINE = re.compile(r"(?:\((?P<a>\d{1,2})\)|(?<=[\s;:,(])(?P<b>\d{1,2})\)|(?<=[\s;:,])(?P<c>[a-zđ])\))(?=\s*[^\W\d])")
_COUNT = ("một", *_COUNT_WORDS)
_PLAIN = {"nhất": "một", "tư": "bốn"}
# `… : Một là, …. Hai là, …`, `thứ nhất, …; thứ hai, …`
_WORDED = re.compile(
    r"(?:\A|[.;,:])\s*(?:thứ (?=(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:])|"
    r"(?=(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là))"
    r"(?P<word>nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?= là|\s*[,:])"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def _announcing(context: CheckContext) -> tuple[Paragraph, ...]:
    """Paragraphs that may announce a number of points."""
    return tuple(paragraph for paragraph in ticking(context.paragraphs) if _may_announce(paragraph))


def _may_announce(paragraph: Paragraph) -> bool:
    text = paragraph.text
    for at in (figure.number_end - paragraph.start for figure in paragraph.figures):
        if _NAMED.match(fold(text[at : at + 40])) and re.match(r"[^.;\d]{0,70}\Z", fold(text[at:]).partition(":")[0]):
            return True
    return _ANNOUNCED_IN_WORDS.search(fold(paragraph.text[-120:])) is not None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list: the span of its mark, the mark's kind and form, its number in the list where the mark tells it."""

    start: int
    end: int
    style: tuple[str, str]
    counted: str


def _points(context: CheckContext) -> tuple[Point | str, ...]:
    """What each paragraph or cell is: a point of a list, other text, or a part of the paper's frame."""
    return tuple(map(_point, ticking(context.pieces)))


def _point(piece: Paragraph) -> Point | str:
    found = None if piece.in_table else _MARK.match(piece.text)
    if found is None:
        return "frame" if piece.part in (PartKind.SIGNATURE, PartKind.RECIPIENTS, PartKind.CLOSING) else ""
    kind = next(name for name in ("bullet", "number", "letter", "word") if found[name])
    form = found["bullet"] or f"{found['open'] or ''}{found['close'] or found['end'] or ''}"
    letter = str(_LETTERS.find(found["letter"]) + 1) if found["letter"] else ""
    counted = str(int(found["number"])) if found["number"] else letter
    return Point(piece.start, piece.start + len(found.group()), (kind, form), counted)


class AnnouncedCount(Rule):
    """NUM406."""

    code = "NUM406"
    name = mark("announced-count")
    severity = Severity.WARNING
    finds = mark("The text announces five points and six follow.")
    why = mark("A point was added or struck out and the number before the list stayed.")
    silences = mark("`một số`, nested bullets, lists that other text interrupts, numbers that count something else.")
    bad = Example("Thời gian tới tập trung thực hiện 4 nhiệm vụ sau:\n- Tuyên truyền;\n- Vận động;\n- Giám sát.")
    good = Example(
        "Thời gian tới tập trung thực hiện 3 nhiệm vụ sau:\n- Tuyên truyền;\n+ Trên loa;\n- Vận động;\n- Giám sát."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for paragraph in ticking(context.once(_announcing)):
            for figure in ticking(paragraph.figures):
                at = figure.number_end - paragraph.start
                next_words = paragraph.text[at : at + 40]
                if (
                    figure.value is None
                    or not _NAMED.match(fold(next_words))  # before the whole rest is folded: keeps long lists linear
                    or figure.qualifier is not None
                    or not 2 <= figure.value <= 30
                    or not figure.exact
                ):
                    continue
                at = figure.start - paragraph.start
                behind = fold(paragraph.text[figure.number_end - paragraph.start :])
                before = fold(paragraph.text[max(0, at - 40) : at])
                found = self._counted(context, paragraph, behind)
                if (
                    found is None
                    or _LOOSE.search(before)
                    or (
                        re.search(r"thực hiện tốt|đạt\s*\Z", before)
                        and not re.search(r"sau(?: đây)?\s*:?\s*\Z", behind)
                    )
                ):
                    continue
                yield from self._judge(figure.text, figure.start, figure.end, int(figure.value), *found)
            yield from self._in_words(context, paragraph)

    def _in_words(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        """`Có ba nguyên nhân chủ yếu:`, a number word that opens the announcement of a list below."""
        text = fold(paragraph.text[-120:])
        found = _ANNOUNCED_IN_WORDS.search(text)
        if found is None or _LOOSE.search(text[: found.start()]) or len(text) != len(paragraph.text[-120:]):
            return
        listed = self._listed(context, paragraph)
        if listed is None:
            return
        start = paragraph.end - len(text) + found.start("number")
        end = paragraph.end - len(text) + found.end("thing")
        quote = context.text[start:end]
        yield from self._judge(quote, start, end, _COUNT_WORDS.index(found["number"]) + 2, *listed)

    def _counted(
        self, context: CheckContext, paragraph: Paragraph, behind: str
    ) -> tuple[int, list[tuple[int, int]]] | None:
        """How many points follow the announcement, and where; None where none are told apart."""
        head, colon, rest = behind.partition(":")
        if not _NAMED.match(head) or not re.match(r"[^.;\d]{0,70}\Z", head):
            return None
        if rest.strip():
            return self._inline(paragraph, rest) if colon else None
        if not _ANNOUNCES.search(behind.rstrip(". ")) or not (colon or re.search(r"sau(?: đây)?[\s.]*\Z", head)):
            return None
        return self._listed(context, paragraph)

    @staticmethod
    def _inline(paragraph: Paragraph, rest: str) -> tuple[int, list[tuple[int, int]]] | None:
        offset = len(paragraph.text) - len(rest)
        numbers = [(found, found["a"] or found["b"]) for found in _INLINE.finditer(rest)]
        said = [(found, int(number)) for found, number in numbers if number]
        letters = [(found, _LETTERS.find(found["c"]) + 1) for found, number in numbers if not number and found["c"]]
        worded = [
            (found, _COUNT.index(_PLAIN.get(found["word"], found["word"])) + 1) for found in _WORDED.finditer(rest)
        ]
        for marks in (said, letters, worded):
            if [number for _found, number in marks] == list(range(1, len(marks) + 1)) and len(marks) >= 2:
                start = paragraph.start + offset
                return len(marks), [(start + found.start(), start + found.end()) for found, _number in marks]
        return None

    @staticmethod
    def _listed(context: CheckContext, paragraph: Paragraph) -> tuple[int, list[tuple[int, int]]] | None:
        places: list[tuple[int, int]] = []
        style: tuple[str, str] | None = None
        for point in context.once(_points)[paragraph.index + 1 : paragraph.index + 120]:
            if not isinstance(point, Point):
                if style is None or style[0] == "bullet" or point == "frame":
                    break
                continue  # a numbered point may run over several paragraphs
            own = point.style
            style = style or own
            if own != style:
                if (style[0], own[0]) == ("bullet", "bullet") or (
                    style[0] in ("number", "letter") and own[0] == "bullet"
                ):
                    continue
                if style[0] == "number" and own[0] == "letter":
                    continue
                break
            expected = len(places) + 1
            if point.counted not in ("", str(expected)):
                break
            places.append((point.start, point.end))
        return (len(places), places) if len(places) >= 2 else None

    def _judge(
        self, text: str, start: int, end: int, announced: int, count: int, places: list[tuple[int, int]]
    ) -> Iterator[Outcome]:
        checked = (("figures", start),)
        if announced == count:
            yield self.consistent(start, end, _("{count} points follow", count=count), checked)
            return
        message = _("“{text}” is announced and {count} follow; one of the two may be wrong", text=text, count=count)
        related = (Related(*places[-1], _("the last of the points")),)
        yield self.inconsistent(start, end, message, related=related, checked=checked)


_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_DOT_DECIMAL = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})")
_OURS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}")
_WHOLE = re.compile(
    r"hộ|nhân khẩu|người|lượt|cuộc|buổi|hội viên|đoàn viên|đảng viên|khẩu|đồng|suất|cây|con|phiếu|cử tri|nhà|ý kiến|"
    r"tờ|bản|vị"
)


class NumberFormat(Rule):
    """NUM409."""

    code = "NUM409"
    name = mark("number-format")
    severity = Severity.WARNING
    finds = mark("Dots and commas are mixed: thousands with a comma or decimals with a dot beside the usual form.")
    why = mark("`1,555 người` can be read as one and a half: the reader must guess.")
    silences = mark("Papers that write one form throughout, decimals of three digits in measures (`1,555 ha`).")
    bad = Example("Vận động 1.250 lượt người dự; phát 2,340 tờ rơi tuyên truyền.")
    good = Example("Vận động 1.250 lượt người dự; phát 2.340 tờ rơi; diện tích 1,555 ha, đạt 98,5%.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        found = context.once(_odd_forms)
        if not found or len(context.once(_our_forms)) < len(found):
            return
        for figure, right in found:
            message = _(
                "“{text}”: the paper writes thousands with a dot and decimals with a comma; is it {right}?",
                text=figure.text,
                right=right,
            )
            yield self.inconsistent(figure.start, figure.end, message, checked=(("figures", figure.start),))


def _our_forms(context: CheckContext) -> tuple[Figure, ...]:
    return tuple(figure for figure in ticking(context.facts.figures) if _OURS.fullmatch(figure.written.strip()))


def _odd_forms(context: CheckContext) -> tuple[tuple[Figure, str], ...]:
    """Figures written otherwise, and how they should be."""
    found = ((figure, _right(figure, figure.written.strip())) for figure in ticking(context.facts.figures))
    return tuple((figure, right) for figure, right in found if right is not None)


def _right(figure: Figure, written: str) -> str | None:
    unit = fold(figure.unit or "")
    if _ENGLISH.fullmatch(written):
        return written.translate(str.maketrans(",.", ".,"))
    whole = _WHOLE.match(unit) is not None and not re.match(r"đồng", unit)
    if _COMMA_GROUP.fullmatch(written) and whole:
        return written.replace(",", ".")
    if _DOT_DECIMAL.fullmatch(written) and unit and figure.table is None:
        return written.replace(".", ",")
    return None


class RangeReversed(ParagraphRule):
    """NUM411."""

    code = "NUM411"
    name = mark("number-range-reversed")
    severity = Severity.WARNING
    finds = mark("A range of numbers stands the wrong way round (`20-15 người`).")
    why = mark("The two ends changed places, or one has lost a digit.")
    silences = mark("Dates, symbols, scores, a fall told as such (`giảm từ 20 - 15`).")
    bad = Example("Mỗi buổi có từ 50-35 người tham dự.")
    good = Example("Mỗi buổi có từ 35-50 người tham dự; đội bóng thắng 3-1; giảm từ 20% đến 15%.")

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for figure in paragraph.figures:
            if figure.low is None or figure.high is None or not figure.unit or figure.placeholder:
                continue
            checked = (("figures", figure.start),)
            if figure.low <= figure.high:
                yield self.consistent(figure.start, figure.end, f"{shown(figure.low)} ≤ {shown(figure.high)}", checked)
                continue
            at = figure.start - paragraph.start
            before = fold(paragraph.text[max(0, at - 40) : at])
            if re.search(r"giảm|thắng|tỷ số|hạ|xuống|còn", before) or fold(figure.unit) in (
                "bàn",
                "điểm",
                "năm",
                "tháng",
                "ngày",
            ):
                continue
            message = _(
                "“{text}”: {low} is more than {high}", text=figure.text, low=shown(figure.low), high=shown(figure.high)
            )
            yield self.inconsistent(figure.start, figure.end, message, checked=checked)


_BESIDE = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d{1,3}(?=\s*(?:triệu|tỷ|tỉ|"
    r"nghìn)))?)(?P<unit>\s*[^\W\d_]*(?:\s[^\W\d_]+){0,3})\s*"
    r"\((?:bằng chữ|viết bằng chữ|ghi bằng chữ)?\s*:?\s*(?P<words>[^()\d\n]{2,160})\)",
    re.IGNORECASE,
)
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_CLOSERS = frozenset(["đồng", "chẵn", "việt", "nam", "vnđ", "vnd"])


class DigitsAndWords(ParagraphRule):
    """NUM415."""

    code = "NUM415"
    name = mark("digits-words")
    severity = Severity.ERROR
    finds = mark("A number and its words in brackets are not the same (`25 (hai mươi sáu)`).")
    why = mark("The words are what counts in a dispute.")
    silences = mark("Brackets that say something else (`5 (năm thứ hai)`).")
    bad = Example("Hỗ trợ 5.250.000 đồng (Năm triệu hai trăm nghìn đồng).")
    good = Example(
        "Hỗ trợ 5.250.000 đồng (Năm triệu hai trăm năm mươi nghìn đồng) cho 02 (hai) hộ; lớp 5 (năm học mới)."
    )
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        if "(" not in paragraph.text:
            return
        for found in _BESIDE.finditer(paragraph.text):
            value = Decimal(found["number"].replace(".", "").replace(",", "."))
            unit = fold(found["unit"]).split()
            if unit and unit[0] in _SCALES:
                value *= _SCALES[unit.pop(0)]
            told = _said(fold(found["words"]), unit)
            if told is None:
                continue
            start, end = paragraph.start + found.start(), paragraph.start + found.end()
            checked = tuple(("figures", f.start) for f in paragraph.figures if f.start == start)
            if told == value:
                yield self.consistent(start, end, f"{shown(value)} = “{found['words'].strip()}”", checked)
                continue
            message = _(
                "{value} in digits, “{words}” ({told}) in words; one of the two may be wrong",
                value=shown(value),
                words=found["words"].strip(),
                told=shown(told),
            )
            yield self.inconsistent(start, end, message, checked=checked)


def _said(words: str, unit: list[str]) -> Decimal | None:
    """The number that the bracket says where it says nothing else but its unit."""
    words = " ".join(words.replace(",", " ").split()).strip(" .,;/:")  # `mười ba tỷ, bốn trăm triệu`
    run = NUMBER_WORDS.match(words)
    if run is None:
        return None
    rest = words[run.end() :].split()
    if any(word not in _CLOSERS and word not in unit for word in rest):
        return None
    return parse_number(run.group())
