"""Paragraphs, lines and table cells of a document, and the words that stand near a place in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell, Document

SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")
# A line of fewer characters is no line of a wrapped paragraph; the next one goes on in lower case or with a year or day.
_WRAPPED = 40
_GOES_ON = re.compile(r"[a-zà-ỹđ](?![.)])|(?:19|20)\d{2}(?!\d)|\d{1,2}[/-]\d")


@dataclass(frozen=True)
class Passages:
    """A document with the words before and behind a place, never beyond its paragraph or cell."""

    document: Document

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self._ordered]

    @cached_property
    def _ordered(self) -> list[Block]:
        return sorted(self.document.blocks, key=lambda block: block.start)

    def block_at(self, offset: int) -> Block | None:
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or self._ordered[index].end < offset:
            return None
        return self._ordered[index]

    def before(self, offset: int, *, reach: int = 60) -> str:
        """The folded words before a place, in the same paragraph."""
        return fold(self.text[max(self.bounds(offset)[0], offset - reach) : offset]).rstrip()

    def after(self, offset: int, *, reach: int = 60) -> str:
        """The folded words behind a place, in the same paragraph."""
        ceiling = self.bounds(max(0, offset - 1))[1]
        return fold(self.text[offset : min(ceiling, offset + reach)]).lstrip()

    def bounds(self, offset: int) -> tuple[int, int]:
        """Where the table cell of a place, or the paragraph with all its lines, begins and ends."""
        block = self.block_at(offset)
        if block is None:
            return 0, len(self.text)
        cells = self._cells.get(block.start, [])
        index = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
        if index >= 0 and offset <= cells[index].end:
            return cells[index].start, cells[index].end
        return self._wrapped.get(block.start, (block.start, block.end))

    @cached_property
    def _wrapped(self) -> dict[int, tuple[int, int]]:
        """The lines of hard-wrapped paragraphs: by each line's start, where the whole paragraph begins and ends."""
        found: dict[int, tuple[int, int]] = {}
        lines: list[Block] = []
        for block in [*self._ordered, None]:
            if block is not None and lines and self._goes_on(lines[-1], block):
                lines.append(block)
                continue
            if len(lines) > 1:
                found |= {line.start: (lines[0].start, lines[-1].end) for line in lines}
            lines = [block] if block is not None else []
        return found

    def _goes_on(self, line: Block, following: Block) -> bool:
        """Whether a line breaks off in its sentence and the next one goes on, with nothing between them."""
        if {line.kind, following.kind} != {BlockKind.PARAGRAPH} or self.text[line.end : following.start] != "\n":
            return False
        said = self.text[line.start : line.end].rstrip()
        if len(said) < _WRAPPED or said.endswith((".", ":", ";", "!", "?", "…", ")")):
            return False
        return _GOES_ON.match(self.text, following.start, following.end) is not None

    @cached_property
    def _cells(self) -> dict[int, list[Cell]]:
        """The cells of each table in the text's order, by the table's start."""
        return {
            block.start: sorted(block.cells, key=lambda cell: cell.start)
            for block in self.document.blocks
            if block.kind == BlockKind.TABLE
        }

    def clause_before(self, offset: int) -> str:
        """The folded words from the last sentence end in the paragraph up to a place."""
        said = self.before(offset, reach=400)
        ends = [found.end() for found in SENTENCE_END.finditer(said)]
        return said[ends[-1] :] if ends else said

    def sentence(self, offset: int) -> tuple[int, int]:
        """Where the sentence of a place begins and ends, as far as its paragraph goes."""
        first, last = self.bounds(offset)
        begins = max((found.end() for found in SENTENCE_END.finditer(self.text, first, offset)), default=first)
        ended = SENTENCE_END.search(self.text, offset, last)
        return begins, ended.start() if ended else last


def holds(said: str, words: str) -> bool:
    """Whether one of a list of phrases (`lexicon/rolling.toml`) stands in folded words."""
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", said) for phrase in load("rolling")[words])
