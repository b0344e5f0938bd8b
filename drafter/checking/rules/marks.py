"""CAR601 and OUT106: what a draft still waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import NO_OUTLINES, Example, ParagraphRule, Rule
from drafter.markup import MarkKind, find_marks
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")


class UnconfirmedFigure(ParagraphRule):
    """CAR601. Last period's figure, or a date somebody must decide, still stands in its mark."""

    code = "CAR601"
    name = mark("unconfirmed-figure")
    severity = Severity.ERROR
    finds = mark("A carried figure ⟦312⟧ or a date to decide ⟦30/5/2022?⟧ still stands in its mark.")
    why = mark("A figure of last period that nobody confirmed must not leave the house as this period's.")
    silences = mark("⟦?⟧ and ⟦?%⟧ wait for a figure: those are OUT106.")
    bad = Example("Trong kỳ, toàn xã có ⟦312⟧ hộ được vay vốn.", "md")
    good = Example("Trong kỳ, toàn xã có 318 hộ được vay vốn; ⟦?⟧ hộ đang chờ.", "md")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for found in find_marks(paragraph.text):
            start, end = paragraph.start + found.start, paragraph.start + found.end
            if found.kind == MarkKind.CARRIED:
                message = _(
                    "{text} was carried from last period and is not confirmed",
                    text=paragraph.text[found.start : found.end],
                )
            elif found.kind == MarkKind.ASKED:
                message = _("{text} waits for a decision", text=paragraph.text[found.start : found.end])
            else:
                continue
            yield self.inconsistent(start, end, message)


_DOTS = re.compile(r"\.{4,}|…(?:\s*…)+|(?:\.{3}|…)(?:\s*[./…]+)*|_{3,}")
_FILL = re.compile(
    r"(?<![\w./])(?-i:x{2,4})(?=\s+[^\W\d_]|%)|\(\s*\?{1,3}\s*\)|\?{2,}|"
    r"\[\s*(?:điền|ghi|nhập|nêu|số liệu|bổ sung|tên|ngày|xx+|\?+|\.{2,}|…)[^\]\n]{0,80}\]",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(r"\s*\**Số\s*:?\s*[.…_\s]*[-/]\s*[\w./-]*", re.IGNORECASE)
_OWN_DATE = re.compile(r"ngày\s*[.…_]*\s*tháng\s*(?:[.…_]*|\d{1,2})\s*năm", re.IGNORECASE)
_SIGNER = re.compile(r"\(\s*(?:ký|chữ ký)[^)\n]{0,60}\)", re.IGNORECASE)
# `(Kèm theo Báo cáo số …/BC-UBND ngày … tháng … năm …)`: this paper's own number and date, blank until it is signed.
_OWN_BLANK = re.compile(
    r"(?:văn bản|quyết định|nghị quyết|kế hoạch|công văn|báo cáo|biên bản|tờ trình|hướng "
    r"dẫn)\s+số\s*:?\s*(?:[….]+/?)?\s*\Z|"
    r"(?<!\w)(?:ngày|tháng)\s*\Z|(?<!\w)năm\s*(?:20)?\Z",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:quyết định|nghị quyết|kế hoạch|công văn|tờ trình|hướng dẫn|thông báo|chương trình)\s+số\s*:?\s*\Z",
    re.IGNORECASE,
)
_OF_AN_EVENT = re.compile(r"(?:vào|từ|trước|sau|hết) ngày\s*\Z", re.IGNORECASE)
# Units and nouns that a figure goes before: `có … hộ` has lost its figure.
_NEEDS_WORD = re.compile(
    r"(?:có|được|là|đạt|gồm|tổng số|tổ chức|vận động|số|khoảng|với|tăng|giảm|cho|trong đó)\s*:?\s*\Z", re.IGNORECASE
)


# A paragraph or cell without any of these waits for nothing.
_MAY_WAIT = re.compile(
    r"[⟦\[…_?]|(?<![\w./])(?-i:x{2})|\.{3}|\(\s*(?:ký|chữ ký)|ngày\s*[.]*\s*tháng|\A\s*\**số|\A[\s.*-]+\Z",
    re.IGNORECASE,
)


def _waiting(context: CheckContext) -> tuple[Paragraph, ...]:
    return tuple(piece for piece in ticking(context.pieces) if _MAY_WAIT.search(piece.text))


def _in_papers(context: CheckContext) -> tuple[str, ...]:
    """Which paper each paragraph or cell is of."""
    return tuple(str(context.paper_index(piece.start)) for piece in context.pieces)


class LeftoverPlaceholder(Rule):
    """OUT106. Dots, blanks and marks to fill in."""

    code = "OUT106"
    name = mark("leftover-placeholder")
    severity = Severity.ERROR
    finds = mark("Dots, blanks to fill in, ⟦?⟧ or ⟦?%⟧ still stand where a figure, a name or a date belongs.")
    why = mark("A report with an empty place comes back from the office above.")
    silences = mark(
        "An ellipsis that ends an enumeration (`tôn giáo...`), an outline, and the number and date of a "
        "paper that is not signed yet "
        "(told under --profile final only)."
    )
    bad = Example("Trong năm đã tổ chức .... hội nghị với ⟦?⟧ lượt người dự.", "md")
    good = Example("Các hình thức: phát thanh, pa nô, mạng xã hội...; đã tổ chức 12 hội nghị.")
    kinds = NO_OUTLINES
    _unsigned: ClassVar[frozenset[PartKind | None]] = frozenset(
        {PartKind.LETTERHEAD, PartKind.TITLE, PartKind.SIGNATURE}
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        blanks: dict[int, list[Outcome]] = {}
        for piece in ticking(context.once(_waiting)):
            yield from self._wanted(piece)
            blanks.setdefault(context.paper_index(piece.start), []).extend(self._blanks(context, piece))
        for paper, found in blanks.items():
            # A form or a template waits on purpose: dots in every few lines.
            other = context.papers[paper].kind == DocumentKind.OTHER and len(found) >= 4
            if other or (len(found) >= 10 and 8 * len(found) >= context.once(_in_papers).count(str(paper))):
                yield self.undecided(
                    found[0].start,
                    found[0].end,
                    _("{count} places to fill in: the paper looks like a form", count=len(found)),
                )
            else:
                yield from found

    def _wanted(self, paragraph: Paragraph) -> Iterator[Outcome]:
        for found in find_marks(paragraph.text):
            if found.kind == MarkKind.WANTED:
                message = _("{text} waits for a figure", text=paragraph.text[found.start : found.end])
                yield self.inconsistent(paragraph.start + found.start, paragraph.start + found.end, message)

    def _blanks(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        text, at = paragraph.text, paragraph.start
        if re.fullmatch(r"[\s_.…*-]+", text) and ("_" in text or paragraph.in_table):
            return  # a ruling line, an empty cell
        if place := self._blank_number_or_date(text, paragraph):
            if context.profile == "final":
                quote = text[slice(*place)].strip()
                message = _("the number or date is still blank: “{quote}”", quote=quote)
                yield self.inconsistent(at + place[0], at + place[1], message)
            return
        for match in _FILL.finditer(text):
            yield self.inconsistent(
                at + match.start(), at + match.end(), _("“{quote}” is still to fill in", quote=match.group())
            )
        for match in ticking(_DOTS.finditer(text)):
            before = text[max(0, match.start() - 60) : match.start()]
            own = _OWN_BLANK.search(before) and not _OF_AN_EVENT.search(before)
            if own and context.profile != "final" and not self._cites(context, paragraph, before):
                continue
            if not _is_language(text, match.start(), match.end()):
                message = _("“{quote}” stands where words or a figure belong", quote=match.group())
                yield self.inconsistent(at + match.start(), at + match.end(), message)

    @staticmethod
    def _cites(context: CheckContext, paragraph: Paragraph, before: str) -> bool:
        """`Đã ban hành Kế hoạch số …/KH-UBND` in the body of a report: not the report's own number."""
        alone = paragraph.paper == DocumentKind.REPORT and len(context.papers) == 1 and paragraph.part is None
        return alone and _OF_ANOTHER.search(before) is not None and "kèm theo" not in before.lower()

    def _blank_number_or_date(self, text: str, paragraph: Paragraph) -> tuple[int, int] | None:
        """The number line `Số:    /BC-…`, a blank date line or the signer's place."""
        blank = _NUMBER_LINE.match(text)
        if blank and not re.search(r"\d", text[: blank.end()].split("/", maxsplit=1)[0].split("-", maxsplit=1)[0]):
            return blank.span()
        if (
            (date := _OWN_DATE.search(text))
            and len(text) < 80
            and not re.search(r"\d", date.group().lower().split("tháng")[0])
        ):
            return date.span()
        if signer := _SIGNER.search(text):
            return signer.span()
        # A star alone is the Party's rule under an office's name.
        if paragraph.part in self._unsigned and re.fullmatch(r"[\s.…_*]*[.…_][\s.…_*]*", text):
            return 0, len(text)
        return None


def _is_language(text: str, start: int, end: int) -> bool:
    """Whether dots are part of the sentence: an enumeration that goes on, a trailing-off in a quotation, a full
    stop."""
    dots = text[start:end]
    before, after = text[max(0, start - 200) : start].rstrip(), text[end : end + 80]
    if re.match(r"\s*\d{1,3}\s*\Z", after) and len(dots) > 5:
        return True  # the leader of a table of contents
    if "(" in after[:1] or ")" in before[-1:]:
        return True  # `…(tên cơ quan)…`: a template shows what to write
    if dots.startswith("_") or not before.strip("-+•*| "):
        return False
    long_run = len(re.sub(r"\s", "", dots)) >= 4 + 3 * dots.count("…")
    glued = start > 0 and not text[start - 1].isspace()
    if re.fullmatch(r"(?:\.{3}|…)[./]{1,3}", dots) and glued:  # `hiệu quả..../.`
        long_run = False
    if long_run and dots.count("…") < 1:
        # Five dots that end a sentence after a word are an ellipsis and a stop.
        return glued and len(dots) <= 5 and not after.strip(' )*.;”"') and "," in before
    if _NEEDS_WORD.search(before) and not glued:
        return False
    if not glued and re.match(r"\s*(?:%|[^\W\d_])", after) and not re.search(r"[,;]\s*\Z", before):
        # `có … hộ`: dots between blanks before a lower-case word are a hole, unless a list goes on.
        return not after.lstrip()[:1].islower() and not after.lstrip().startswith("%")
    return True
