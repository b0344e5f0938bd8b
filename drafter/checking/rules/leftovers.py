"""OUT107, OUT109: what the outline said to the writer, and the appendix that a report promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.pointers import further
from drafter.language.folding import fold, fold_words
from drafter.language.roman import from_roman
from drafter.messages import catalogue, mark
from drafter.model.document import BlockKind
from drafter.model.finding import Outcome, Severity
from drafter.model.outline import Ask, Item, Outline
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_IMPERATIVE = (
    r"(?:đề nghị |cần |chú ý |lưu ý |yêu cầu |trong đó )?(?:nêu|ghi|liệt kê|mô tả|đánh giá|báo cáo|trình bày|"
    r"thống kê|so sánh|phân tích)"
    r"(?: rõ| cụ thể| khái quát| ngắn gọn| đầy đủ| số| tên| các| những| nét| theo| và|,)"
)
# Inside brackets: instructions to the writer; `có số liệu …`, `số liệu minh chứng`, `nếu có` with more words.
_BRACKET = re.compile(
    rf"[(\[]\s*[*_]*\s*(?:{_IMPERATIVE}|có (?:số liệu|minh chứng|dẫn chứng|ví dụ)|số liệu (?:minh chứng|cụ thể|"
    rf"kèm)|minh chứng cụ thể|theo (?:biểu )?mẫu|tối đa \d+ trang|không quá \d+ trang)"
    r"[^()\[\]\n]{0,600}[)\]]?",
    re.IGNORECASE,
)
# `[Phần này các thôn tự đánh giá]`, `(Đề nghị các đơn vị bổ sung số liệu)`, `(số liệu cập nhật sau)`: said to the writers.
_TO_WRITERS = re.compile(
    r"[(\[]\s*[*_]*\s*(?:phần này [^()\[\]\n]{0,80}|"
    r"(?:đề nghị|yêu cầu) [^()\[\]\n]{0,60}(?:bổ sung|cung cấp|điền|cập nhật) (?:thêm )?số liệu[^()\[\]\n]{0,60}|"
    r"(?:số liệu )?(?:cập nhật|bổ sung|điền) (?:sau|thêm|số liệu)[^()\[\]\n]{0,40}|"
    r"so sánh với [^()\[\]\n\d]{0,60}(?:đánh giá|nguyên nhân|tăng, giảm|nêu)[^()\[\]\n\d]{0,60})[)\]]",
    re.IGNORECASE,
)
# Behind a heading's colon: `Công tác tuyên truyền: ghi rõ số buổi, số lượt người tham dự.`
_AFTER_COLON = re.compile(
    r":\s*(?:đề nghị )?(?:ghi rõ|nêu rõ|nêu cụ thể|nêu khái quát|liệt kê|thống kê) "
    r"(?:số|tên|các|những|kết quả|nội dung|nguyên nhân|tình hình)(?!\w)[^\d:]{0,200}\Z",
    re.IGNORECASE,
)
# A whole paragraph that tells the writer what to do.
_SENTENCE = re.compile(
    r"\s*(?:[-+•*]\s*)?[*_]*(?:Nêu (?:rõ|khái quát|cụ thể|những|các|số|tên)|Đánh giá khái quát|Chỉ ra những|Khái "
    r"quát (?:bối cảnh|sự|các nhiệm vụ)|Đề nghị trong mỗi nội dung|Ghi rõ|Liệt kê)(?!\w)"
)
_GUIDANCE_OUTLINE = (
    Item(
        "tt",
        "1.",
        "Công tác tuyên truyền",
        asks=(Ask("Hình thức tuyên truyền", guidance="nêu rõ cách làm và nơi làm tốt"),),
    ),
)


class LeftoverGuidance(Rule):
    """OUT107."""

    code = "OUT107"
    name = mark("leftover-guidance")
    severity = Severity.ERROR
    finds = mark("The outline's own instruction to the writer still stands in the report.")
    why = mark("It shows that the section was not written, or not read again.")
    silences = mark(
        "Ordinary brackets: only the outline's own guidance, or imperative forms (`nêu rõ …`, `có số liệu …`)."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi (nêu rõ hình thức, số người dự)."
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi (trong đó có 3 buổi trực "
        "tuyến); kiến nghị đã nêu rõ lý do."
    )
    kinds = frozenset({DocumentKind.REPORT, DocumentKind.OTHER})
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        own = _guidance(context.outline) if context.outline else ()
        for paragraph in ticking(context.paragraphs):
            if paragraph.part in (PartKind.RECIPIENTS, PartKind.LETTERHEAD, PartKind.SIGNATURE):
                continue
            told = list(self._brackets(paragraph)) or list(self._own(paragraph, own)) or list(self._sentence(paragraph))
            for start, end in told:
                quote = context.text[start:end]
                shown = quote if len(quote) <= 90 else quote[:87] + "…"
                yield self.inconsistent(
                    start, end, _("“{quote}” is the outline's instruction, not the report's text", quote=shown)
                )

    @staticmethod
    def _brackets(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        for found in _BRACKET.finditer(paragraph.text):
            # `(ghi nhận 12 vụ)`, `(báo cáo số 12/BC-UBND)` tell; an instruction gives no figures and names no document.
            inner = re.sub(r"3 tháng/1 lần", "", found.group())
            if not re.search(r"\d", inner) and not re.match(
                r"[(\[]\s*(?:báo cáo|đánh giá) (?:của|số)", found.group().lower()
            ):
                yield paragraph.start + found.start(), paragraph.start + found.end()
        for found in _TO_WRITERS.finditer(paragraph.text):
            yield paragraph.start + found.start(), paragraph.start + found.end()
        if (found_ := _AFTER_COLON.search(paragraph.text)) and not re.search(
            r"(?<!\w)(?:đã|được|bị)(?!\w)", paragraph.text
        ):
            yield paragraph.start + found_.start() + 1, paragraph.end

    @staticmethod
    def _own(paragraph: Paragraph, guidance: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """The paragraph holds words of the outline's own guidance, word for word."""
        if not guidance:
            return
        text = fold_words(paragraph.text)
        if any(len(words) >= 20 and words in text for words in guidance):
            yield paragraph.start, paragraph.end

    @staticmethod
    def _sentence(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        if (
            _SENTENCE.match(paragraph.text)
            and not paragraph.figures
            and not re.search(r"(?<!\w)đã(?!\w)", paragraph.text)
        ):
            yield paragraph.start, paragraph.end


@lru_cache(maxsize=16)
def _of(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold_words(text) for text in texts)


def _guidance(outline: Outline) -> tuple[str, ...]:
    """The outline's instructions, folded: guidance of items and asks."""
    texts: list[str] = []
    for _depth, item in outline.walk():
        texts += [text for text in (item.guidance, *(ask.guidance for ask in item.asks)) if text]
    return _of(tuple(texts))


_PROMISED = re.compile(
    r"(?P<many>(?:có |kèm theo |theo |xem |tại |chi tiết tại |gửi kèm )?(?:các )?(?P<name>phụ lục|biểu(?: "
    r"mẫu)?(?: số liệu)?|bảng số liệu)\s*(?:số\s*)?(?P<number>\d{1,2}|[IVX]{1,4}(?!\w))?)",
    re.IGNORECASE,
)
_MAY_PROMISE = re.compile(r"phụ lục|biểu|bảng số liệu", re.IGNORECASE)
_ATTACHED = re.compile(
    r"kèm theo|gửi kèm|đính kèm|kèm báo cáo|(?:chi tiết|cụ thể|số liệu|kết quả)(?: được)?(?: nêu|"
    r" thể hiện| tổng hợp)?(?: tại| ở| theo| trong| xem|:)? (?:các )?(?:phụ lục|biểu)"
)
_ELSEWHERE = re.compile(
    r"tệp|file|gửi riêng|phần mềm|email|thư điện tử|trang thông tin|cổng thông tin|ban hành kèm theo|"
    r"(?:của |phụ lục \w+ |biểu \w+ )(?:nghị "
    r"định|thông tư|quyết định|kế hoạch|hướng dẫn|công văn)"
)


def _promising(context: CheckContext) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in context.paragraphs if _MAY_PROMISE.search(paragraph.text))


class MissingAppendix(Rule):
    """OUT109."""

    code = "OUT109"
    name = mark("missing-appendix")
    severity = Severity.WARNING
    finds = mark("The report says `(có Phụ lục 02 kèm theo)` and there is none.")
    why = mark("The figures behind the report stay at home.")
    silences = mark(
        "An appendix in a file of its own that lies beside the report or that the sentence names, appendices "
        "of other papers, and tables without a heading."
    )
    bad = Example("BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi (có Phụ lục 02 kèm theo).")
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi (có Phụ lục 02 kèm "
        "theo).\nPHỤ LỤC 01\nSỐ LIỆU CHUNG\nCó 3 lớp.\nPHỤ LỤC 02\nSỐ LIỆU TUYÊN TRUYỀN\nCó 12 buổi."
    )
    kinds = frozenset({DocumentKind.REPORT, DocumentKind.PLAN, DocumentKind.PROGRAMME, DocumentKind.LETTER})
    profile = "full"
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        there = [
            fold(section.label)
            for section in context.tree.sections
            if section.label and re.match(r"phụ lục|biểu", fold(section.label))
        ]
        parts = list(context.tree.parts_of(PartKind.APPENDIX))
        beside = any(re.search(r"phu ?luc|phụ lục|bieu|biểu|bang|bảng", name.lower()) for name in context.beside)
        tables = any(block.kind == BlockKind.TABLE for block in context.document.body)
        told: set[str] = set()
        for paragraph in ticking(context.once(_promising)):
            if paragraph.part in (PartKind.APPENDIX, PartKind.RECIPIENTS):
                continue
            for found in _PROMISED.finditer(paragraph.text):
                behind = re.split(r"[.;()\n]", paragraph.text[found.end() : found.end() + 100])[0]
                around = fold(paragraph.text[max(0, found.start() - 30) : found.end()] + behind)
                if not _ATTACHED.search(around) or _ELSEWHERE.search(fold(found.group() + behind)):
                    continue
                if any(r.start <= paragraph.start + found.start() < r.end for r in paragraph.references):
                    continue
                for number, first, last in self._announced(paragraph.text, found):
                    if (number or "?") in told:
                        continue
                    told.add(number or "?")
                    start, end = paragraph.start + first, paragraph.start + last
                    if self._is_there(number, there, bool(parts), tables):
                        yield self.consistent(start, end, _("“{quote}” is there", quote=context.text[start:end]))
                    elif beside or (paragraph.paper == DocumentKind.LETTER and not any(map(_numbered, there))):
                        yield self.undecided(start, end, _("an appendix lies in a file of its own"))
                    else:
                        quote = context.text[start:end]
                        message = _("“{quote}” is announced and is not in the file", quote=quote)
                        yield self.inconsistent(start, end, message)

    @staticmethod
    def _announced(text: str, found: re.Match[str]) -> Iterator[tuple[str | None, int, int]]:
        """The numbers that a promise names (`Phụ lục I, III`) and where they stand."""
        yield _number(found["number"]), found.start("name"), found.end("number" if found["number"] else "name")
        for member in further(text, found) if found["number"] else ():
            yield _number(member["number"]), *member.span("number")

    @staticmethod
    def _is_there(number: str | None, there: list[str], parts: bool, tables: bool) -> bool:
        if number is None:
            return bool(there) or parts or tables
        numbers = {_number(found[0]) for label in there if (found := re.search(r"\d{1,2}|[ivx]{1,4}\b", label))}
        return number in numbers or (bool(there or parts) and not numbers)


def _numbered(label: str) -> bool:
    return re.search(r"\d|[ivx]+\b", label.partition(" ")[2]) is not None


def _number(written: str | None) -> str | None:
    """A number of an appendix in one form: `02`, `II` → `2`."""
    if not written:
        return None
    if written.isdigit():
        return str(int(written))
    return str(from_roman(written.upper()) or written)
