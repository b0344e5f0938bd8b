"""The body: headings, paragraphs, tables; and the appendices behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.assembling.content import Annex, Block, Content, Heading, Paragraph, Table, skipped_references
from drafter.assembling.frame import Frame, date_words, number_words
from drafter.assembling.ink import Ink, indented, paragraph, rule
from drafter.assembling.inline import plain
from drafter.assembling.layout import HeadingLook, Layout, Page
from drafter.assembling.metrics import side_indents
from drafter.assembling.styles import BODY, style_of
from drafter.assembling.tables import is_wide, table_xml
from drafter.language.folding import fold
from drafter.language.roman import to_roman
from drafter.messages import catalogue

_ = catalogue("assembling")

# A heading's family by its label, folded: the first that fits.
_FAMILIES = (
    ("part", re.compile(r"(?:phần|chương)\b")),
    ("division", re.compile(r"(?:mục|tiểu mục)\b")),
    ("article", re.compile(r"điều\b")),
    ("roman", re.compile(r"[ivxlc]+\s*[.)\-–]?$")),
    ("decimal", re.compile(r"\d+\.\s?\d")),
    ("number", re.compile(r"\d")),
    ("letter", re.compile(r"[^\W\d_]\s*[.)]$")),
)
_ROMAN_LABEL = re.compile(r"[IVXLC]+\b")
_UNIT_LINE = re.compile(r"\(?\s*(?:đơn vị tính|đvt|đơn vị)\s*:", re.IGNORECASE)
_BASIS = re.compile(
    r"(?:căn cứ|xét|theo đề nghị)\b.*[;.,]\s*$", re.IGNORECASE
)  # II.6a; HD36 ends the last with a comma
_SUM_UP = "./."


def family_of(label: str | None) -> str:
    """Which kind of heading a label makes."""
    if label is None:
        return "none"
    folded = fold(label.strip())
    if _ROMAN_LABEL.match(label.strip()) and not label.strip().startswith(("C)", "C.", "D", "L", "M")):
        return "roman"
    return next((name for name, pattern in _FAMILIES if name != "roman" and pattern.match(folded)), "none")


@dataclass(frozen=True)
class Setter:
    """Sets blocks into one page's text width."""

    layout: Layout
    ink: Ink
    room: float

    def blocks(self, blocks: Sequence[Block], *, last: bool = False, opening: bool = False) -> str:
        """`last`: the end mark belongs behind the last paragraph, which stays with the signature. `opening`: these stand
        before the first heading, where the legal bases are."""
        final = _last_paragraph(blocks) if last else None
        out: list[str] = []
        for index, block in enumerate(blocks):
            if isinstance(block, Heading):
                out.append(self.heading(block))
            elif isinstance(block, Table):
                out.append(table_xml(block, self.layout, self.ink, self.room))
                if index + 1 == len(blocks) or isinstance(blocks[index + 1], Table):
                    out.append('<w:p><w:pPr><w:pStyle w:val="DrafterRule"/></w:pPr></w:p>')
                else:
                    out.append('<w:p><w:pPr><w:pStyle w:val="DrafterRule"/><w:spacing w:after="80"/></w:pPr></w:p>')
            else:
                before_table = index + 1 < len(blocks) and isinstance(blocks[index + 1], Table)
                basis = opening and bool(_BASIS.match(plain(block.text)))
                out.append(self.text(block, before_table=before_table, final=index == final, italic=basis))
        return "".join(out)

    def text(self, block: Paragraph, *, before_table: bool = False, final: bool = False, italic: bool = False) -> str:
        words = with_end_mark(block.text, self.layout.end_mark) if final else block.text
        if before_table and _UNIT_LINE.match(plain(words)):
            return paragraph(self.ink.runs(words), style_of("unit_line"), "<w:keepNext/>")
        runs = self.ink.remarked(self.ink.runs(words, italic=italic), block.text)
        return paragraph(runs, BODY, "<w:keepNext/>" if final or before_table else "")

    def heading(self, heading: Heading) -> str:
        self.ink.where = " ".join(plain(heading.words).split())[:80]
        self.ink.section = heading.id
        look = self.layout.headings[family_of(heading.label)]
        style = f"Heading{min(heading.depth, 6)}"
        mark = self.ink.bookmark(heading.key)
        if look.own_line and heading.label and heading.title:
            under = HeadingLook(look.bold, look.italic, look.title_caps, look.align)
            first = paragraph(mark + self._words(heading.label.rstrip(" .:"), look), style, _placed(look, after=0))
            return first + paragraph(self._words(heading.title, under), BODY, "<w:keepNext/>" + _placed(look))
        return paragraph(mark + self._words(heading.words, look), style, _placed(look))

    def _words(self, words: str, look: HeadingLook) -> str:
        return self.ink.runs(words, bold=look.bold, italic=look.italic, caps=look.caps)


def _placed(look: HeadingLook, *, after: int | None = None) -> str:
    space = f'<w:spacing w:after="{after}"/>' if after is not None else ""
    if look.align == "center":
        return f'{space}<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
    return space


def _last_paragraph(blocks: Sequence[Block]) -> int | None:
    """The paragraph that ends the text; None where it ends with a table or a heading."""
    if blocks and isinstance(blocks[-1], Paragraph):
        return len(blocks) - 1
    return None


def with_end_mark(text: str, mark: str) -> str:
    """The text with the layout's end mark, not doubled: `… hiện nay.` → `… hiện nay./.`"""
    bare = text.rstrip()
    stars = re.search(r"\*{1,3}$", bare)
    tail = stars[0] if stars else ""
    words = bare[: len(bare) - len(tail)].rstrip()
    if not mark:
        return (words.removesuffix("/.") if words.endswith(_SUM_UP) else words) + tail
    if words.endswith(mark):
        return bare
    return words.rstrip(".;,") + mark + tail if words[-1:] in ".;," else words + mark + tail


@dataclass(frozen=True)
class PageGroup:
    """Paragraphs and tables that share one page setting; its page numbers begin at 1."""

    xml: str
    page: Page


def annex_groups(content: Content, frame: Frame, layout: Layout, ink: Ink) -> list[PageGroup]:
    """Each appendix on pages of its own, turned where one of its tables is wide."""
    numbered = sum(not annex.own for annex in content.annexes)
    groups: list[PageGroup] = []
    count = 0
    for annex in content.annexes:
        count += not annex.own
        size = layout.elements["table"].size
        wide = any(isinstance(block, Table) and is_wide(block, layout.page.text_width, size) for block in annex.blocks)
        page = layout.page.landscape if wide else layout.page
        head = _annex_head(annex, frame, layout, ink, page, count if numbered > 1 else None)
        skipped = 0 if annex.own else skipped_references(annex.blocks)
        body = Setter(layout, ink, page.text_width).blocks(annex.blocks[skipped:])
        groups.append(PageGroup(head + body, page))
    return groups


def _annex_head(annex: Annex, frame: Frame, layout: Layout, ink: Ink, page: Page, number: int | None) -> str:
    heading = annex.heading
    if annex.own:
        return Setter(layout, ink, page.text_width).heading(heading)
    ink.where = " ".join(plain(heading.words).split())[:80]
    ink.section = heading.id
    mark = ink.bookmark(heading.key)
    label = _annex_label(heading.label)
    if number is not None and not re.search(r"\d|\b[IVXLC]+\b", label.removeprefix("Phụ lục")):
        label = f"{label.rstrip(' .:')} {to_roman(number) if layout.appendix_numbers == 'roman' else number}"
    outline = '<w:spacing w:after="0"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>'
    out = [paragraph(mark + ink.runs(label.rstrip(" :."), bold=True), "Heading1", outline)]
    if heading.title:
        look = layout.elements["appendix_title"]
        side, _longest = side_indents(plain(heading.title).upper(), page.text_width, look.size, bold=True)
        properties = "<w:keepNext/>" + indented(side)
        out.append(paragraph(ink.runs(heading.title), style_of("appendix_title"), properties))
    number_said = number_words(frame, layout).removeprefix(layout.number_word).strip()
    kind = frame.kind[:1].upper() + frame.kind[1:].lower()
    issuer = f" của {frame.issuer}" if frame.issuer else ""
    words = f"(Kèm theo {kind} số {number_said} {date_words(frame)}{issuer})"
    look = layout.elements["appendix_reference"]
    side, longest = side_indents(words, page.text_width, look.size)
    out.append(paragraph(ink.runs(words), style_of("appendix_reference"), "<w:keepNext/>" + indented(side)))
    out.append(rule(longest * 0.4, page.text_width, after=10))
    return "".join(out)


def _annex_label(label: str | None) -> str:
    """`PHỤ LỤC 01` → `Phụ lục 01`: the word stands in small letters (III.1b), its number as it is."""
    if label is None:
        return "Phụ lục"
    return re.sub(r"^\W*phụ lục\b", "Phụ lục", label, flags=re.IGNORECASE)
