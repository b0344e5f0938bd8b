"""Where the paragraphs of a Word file, as they are set on paper, stand in the document's text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from drafter.model.document import Document, Span
from drafter.model.page import LineLook, PaperLook


def placed(paper: PaperLook, document: Document) -> PaperLook:
    """The paper with each line's span in the document's text. Columns are read one after the other there, rows in the
    file: lines are found by their words, equal ones in their order."""
    places = _Places(document)
    return replace(paper, lines=tuple(_placed(line, places) for line in paper.lines))


class _Places:
    """Where words stand: whole blocks and cells by their letters, parts of them by search."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._whole: dict[str, deque[Span]] = {}
        for span in _spans(document):
            self._whole.setdefault(_bare(self.text[span.start : span.end]), deque()).append(span)
        self._last = 0

    def find(self, words: str) -> Span | None:
        """Where a line of the file stands; None where it is nowhere."""
        waiting = self._whole.get(_bare(words))
        if waiting:
            span = waiting.popleft() if len(waiting) > 1 else waiting[0]
            self._last = span.end
            return span
        shown = " ".join(words.split())
        for start in (self._last, 0):
            found = self.text.find(shown, start)
            if found >= 0:
                self._last = found + len(shown)
                return Span(found, self._last)
        return None


def _spans(document: Document) -> Iterator[Span]:
    for block in document.body:
        if block.cells:
            yield from (Span(cell.start, cell.end) for cell in block.cells if cell.start < cell.end)
        else:
            yield Span(block.start if block.label_end is None else block.label_end, block.end)


def _bare(words: str) -> str:
    return "".join(words.split())


def _placed(line: LineLook, places: _Places) -> LineLook:
    if not line.text.strip():
        return line
    span = places.find(line.text)
    return line if span is None else replace(line, start=span.start, end=span.end)
