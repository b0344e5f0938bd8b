"""A document as lines: the units that carry labels, titles and the marks of parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from drafter.language.folding import Folded, fold, fold_mapped
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Document, Look

# How much of a line is looked at: a label and a title fit in it, and a line of a megabyte costs no more than another.
HEAD = 1500

# Export residue and emphasis that may stand before a label or a word: `[bookmark: …]`, `**`, `<b>`, `##`, `>`.
_NOTHING = r"[\s\u200b-\u200f\u2060\ufeff\u00ad_#>`\\]|\[bookmark:[^\]\n]{0,80}\]|\[\]\{[^}\n]{0,80}\}|</?[a-zA-Z][^<>\n]{0,40}>"
RESIDUE = re.compile(rf"(?:{_NOTHING}|\*)+")
# At a line's beginning a single star with a blank behind it is a bullet.
_RESIDUE_BEFORE = re.compile(rf"(?:{_NOTHING}|\*{{2,}}|\*(?![ \t]))+")
BULLET = re.compile(r"(?:[-+•●▪■◦‣➢➤✓·–—−*]|\uf0b7|o(?=\s))\s*")
# Capital letters of Vietnamese, as a part of a character class.
CAPITALS = "A-Z" + "".join(
    chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper() and (code < 0x1B1 or code > 0x1E9F)
)
_COLUMNS = re.compile(r"\S(?:[ ]*\t\s*|[ ]{4,})(?=\S)")

# A cell of a row that is set with blanks holds no more signs.
_CELL = 80
# A cell in small letters holds a unit.
_UNIT = 25
# Official forms are told by their first words.
_FOLDED = 400
_LEADER = re.compile(r"(?:[.…]{4,}[ .…]*|…{2,}|\t)[ \t]*\d{1,3}\Z")


@dataclass(frozen=True)
class Line:
    """One line of text that a person sees. `start`/`end` leave out blanks and residue around it.

    `index` counts lines; `block` is the block's place in the document's body; `row` says that it lies in a table
    (its words are never a section); `cell` is the cell's place in that table; `opens` that it is its block's first.
    """

    index: int
    start: int
    end: int
    block: int
    look: Look
    text: str
    row: bool = False
    cell: int | None = None
    opens: bool = True

    @cached_property
    def head(self) -> Folded:
        """The line's beginning, NFC and look-alikes joined, case kept, with the way back (offsets from `start`)."""
        return fold_mapped(self.text[:_FOLDED], lower=False)

    @cached_property
    def folded(self) -> str:
        """The beginning for comparison with word lists: lower case, old tone placement, no emphasis marks."""
        return " ".join(re.sub(r"[*_`#]+", " ", fold(self.text[:_FOLDED])).split())

    @cached_property
    def capitals(self) -> bool:
        return is_capitals(self.text[:HEAD])

    @property
    def bullet(self) -> bool:
        return bool(BULLET.match(self.text))

    @cached_property
    def columns(self) -> bool:
        """Whether the line is a table's row set with tabs, bars or wide blanks."""
        text = self.text[:HEAD]
        return text.count("|") >= 2 or _is_row(text) or self.listed

    @cached_property
    def listed(self) -> bool:
        """Whether the line belongs to a table of contents or closes with a column of numbers."""
        return (self.look.style or "").lower().startswith(("toc", "mục lục")) or bool(_LEADER.search(self.text[-40:]))


def _is_row(text: str) -> bool:
    """Whether two gaps or more part a line into cells; blanks that a typist left in a long sentence part none."""
    gaps = [found.span() for found in _COLUMNS.finditer(text)]
    if len(gaps) < 2:
        return False
    edges = [0, *(place for gap in gaps for place in gap), len(text)]
    cells = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    goes_on = any(cell[:1].islower() and len(cell) > _UNIT for cell in cells[1:])
    return "\t" in text or not (goes_on or max(map(len, cells)) > _CELL)


def is_capitals(text: str) -> bool:
    """Whether the words are in capitals: at least three letters, no more than one in ten small (`KẾT QUẢ 6 tháng` is none)."""
    letters = sum(map(str.isalpha, text))
    return letters >= 3 and sum(map(str.islower, text)) * 10 <= letters


def breaks_off(before: str, after: str) -> bool:
    """Whether a line of running text is torn before a capital or a digit: its last word wants another one (`… do`, `ngày`)."""
    last = fold(before[-12:]).split()[-1:] or [""]
    if after[:1].isdigit():
        return last[0] in _open_words("before_digits")
    return last[0] in _open_words("before_words")


@cache
def _open_words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load("headings")["open_ends"][name]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks and residue at its ends."""
    found = _RESIDUE_BEFORE.match(text, start, end)
    start = found.end() if found else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_`\u200b\ufeff\u00ad"):
        end -= 1
    return start, end


def lines_of(document: Document) -> tuple[Line, ...]:
    """The body's non-blank lines in reading order, footnotes left out; a paragraph with line breaks gives several."""
    lines: list[Line] = []
    for place, block in enumerate(document.blocks):
        if block.kind in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE):
            continue
        for number, (first, last, cell) in enumerate(_pieces(document.text, block)):
            start, end = trimmed(document.text, first, last)
            if start < end:
                row = block.kind is BlockKind.TABLE
                text = document.text[start:end]
                lines.append(Line(len(lines), start, end, place, block.look, text, row, cell, number == 0))
    return tuple(lines)


def _pieces(text: str, block: Block) -> list[tuple[int, int, int | None]]:
    if block.kind is BlockKind.TABLE and block.cells:
        return [
            (start, end, number)
            for number, cell in enumerate(block.cells)
            for start, end in _split(text, cell.start, cell.end)
        ]
    return [(start, end, None) for start, end in _split(text, block.start, block.end)]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found.append((start, stop))
        start = stop + 1
    return found
