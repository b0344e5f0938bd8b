"""A stretch of a read document as a draft's text: paragraphs as lines, tables as pipe tables, moved words in place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from drafter.model.document import Block, BlockKind, Document
from drafter.reusing.roll import apply_edits

Edit = tuple[int, int, str]


def render_span(document: Document, edits: Sequence[Edit], start: int, end: int) -> str:
    """Everything that stands between two places of the source, block by block; a block cut by them gives its part."""
    lines: list[str] = []
    for block in document.blocks:
        if not block.is_body or block.end <= start or block.start >= end:
            continue
        if block.kind == BlockKind.TABLE:
            lines.append(_table(document, block, edits))
            continue
        first, last = max(start, block.start), min(end, block.end)
        words = apply_edits(document.text, _inside(edits, first, last), first, last)
        words = " ".join(words.split()) if "\n" in words else words.strip()
        if words:
            lines.append(_harmless(words))
    return "\n\n".join(line for line in lines if line)


def _inside(edits: Sequence[Edit], start: int, end: int) -> list[Edit]:
    first = bisect_left(edits, (start, -1, ""))
    found = []
    for edit in edits[first:]:
        if edit[0] >= max(end, start + 1):  # an empty cell may be filled
            break
        found.append(edit)
    return found


def _harmless(line: str) -> str:
    """A line of last period's text must not turn into markup of the draft."""
    if line.startswith(("#", "|", "<!--", "[^")):
        return "\u200b" + line
    return line


def _table(document: Document, block: Block, edits: Sequence[Edit]) -> str:
    rows = max((cell.row + cell.rowspan - 1 for cell in block.cells), default=0)
    columns = max((cell.column + cell.colspan - 1 for cell in block.cells), default=0)
    grid = [[""] * columns for _row in range(rows)]
    for cell in block.cells:
        words = apply_edits(document.text, _inside(edits, cell.start, cell.end), cell.start, cell.end)
        for row in range(cell.row - 1, cell.row - 1 + cell.rowspan):
            for column in range(cell.column - 1, cell.column - 1 + cell.colspan):
                grid[row][column] = "<" if column >= cell.column else "^"
        grid[cell.row - 1][cell.column - 1] = " ".join(words.split()).replace("|", "\\|")
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    if lines:
        lines.insert(1, "|" + " --- |" * columns)
    return "\n".join(lines)
