"""Putting a document together: one text, and blocks whose offsets lie on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from drafter.model.document import Block, BlockKind, Cell, Look


class CellText(NamedTuple):
    """A cell's words, and where it stands: rows and columns from 1. `filler` is the place under a merged cell: it keeps
    the columns of the text apart but is no cell."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    filler: bool = False


_NO_LOOK = Look()


class Builder:
    """Collects paragraphs and tables in reading order; a paragraph is a line, a row is a line with tabs."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._tables = 0
        self.blocks: list[Block] = []

    def paragraph(
        self,
        text: str,
        *,
        kind: BlockKind = BlockKind.PARAGRAPH,
        look: Look | None = None,
        page: int | None = None,
        label: int | None = None,
    ) -> None:
        """Add a line; `label` is the length of the automatic number it begins with. A blank line is left out."""
        if not text.strip():
            return
        start = self._length
        self._write(text)
        label_end = None if label is None else start + label
        self.blocks.append(
            Block(kind, start, start + len(text), page, look if look is not None else _NO_LOOK, (), None, label_end)
        )

    def table(self, rows: Sequence[Sequence[CellText]], *, page: int | None = None) -> None:
        """Add a table of rows from top to bottom, each with its cells from left to right; one without words is left out."""
        if not any(cell.text for row in rows for cell in row):
            return
        start = self._length
        cells: list[Cell] = []
        for row in rows:
            at = self._length
            for cell in row:
                end = at + len(cell.text)
                if not cell.filler:
                    cells.append(Cell(cell.row, cell.column, cell.rowspan, cell.colspan, at, end))
                at = end + 1
            self._write("\t".join(cell.text for cell in row))
        self._tables += 1
        self.blocks.append(Block(BlockKind.TABLE, start, self._length - 1, page, _NO_LOOK, tuple(cells), self._tables))

    def _write(self, line: str) -> None:
        self._pieces.append(line)
        self._length += len(line) + 1

    @property
    def text(self) -> str:
        return "\n".join([*self._pieces, ""]) if self._pieces else ""
