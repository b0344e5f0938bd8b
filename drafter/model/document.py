"""What a file says, as read: one string, and the blocks that lie on it.

Spans are half-open and count Python `str` characters in `Document.text`: `text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.model.page import PaperLook


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"
    LIST = "list"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; rows and columns count from 1, header included; a merged cell stands once, at its top left."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """What the page shows of a block besides its words: evidence for headings and layout. None: the format does not say.

    `outline_level` is 1 for the highest heading (a Word heading style or outline level, or a draft's `##` = 1, with
    the report's own `#` title = 0). `list_level` is the depth of an automatic number from 0. `anchor` is a draft
    heading's `{#id}`. `indent` and `size` are in points. `tracked` says the block holds tracked changes.
    """

    style: str | None = None
    outline_level: int | None = None
    list_level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    centred: bool | None = None
    indent: float | None = None
    size: float | None = None
    anchor: str | None = None
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table, a list item, a header, a footer or a note.

    `start` and `end` leave out a draft's markup that is no text (`## `, ` {#id}`) but `text[start:end]` may hold
    emphasis marks (`**`). `label_end` is where the text behind an automatic Word number begins, None where the label
    was typed. A table's `start` and `end` span its rows; its words are in `cells`. `table` counts tables from 1 in
    reading order, None for other kinds.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    look: Look = Look()
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    label_end: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_body(self) -> bool:
        """Whether the block yields sections and facts (headers and footers do not)."""
        return self.kind not in (BlockKind.HEADER, BlockKind.FOOTER)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: `format` is docx, pdf, txt, md, draft, doc, odt, rtf; `pages` None where it has none."""

    path: str
    format: str
    encoding: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    `blocks` are in reading order and do not overlap, headers and footers last. Text outside every block (a draft's
    front matter, comments, blank lines) yields neither sections nor facts. `warnings` is the loss report: what was met
    and how it was treated, one sentence each. `unread` names what could not be read at all (a page that needs OCR).
    `paper` says how a Word file is set on paper, where that was asked for.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    paper: PaperLook | None = None

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.is_body)

    @property
    def is_draft(self) -> bool:
        return self.source.format == "draft"
