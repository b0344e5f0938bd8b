"""Tables in plain text: rows of cells parted by tabs, as word processors save them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.language.folding import fold
from drafter.model.document import Block, BlockKind, Cell, Look
from drafter.reading.shapes import is_letterhead_or_signature

_NUMBER = re.compile(r"[-+–~(]?\s*\d[\d.,/ ]*(?:\s*(?:%|‰|[^\W\d_]{1,6}))?\s*\)?\Z")
_BLANK = re.compile(r"[-–.…x\s]*\Z")
_PAGE = re.compile(r"\d{1,3}\Z")
_LABEL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Za-zĐđ])[.)/]\Z|[-+•*]\Z")
_LABELLED = re.compile(r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Za-zĐđ])[.)/]\s*\S")


@dataclass(frozen=True, slots=True)
class Row:
    """A line's cells as spans of the text, blanks around them left out; `end` is the last cell's."""

    cells: tuple[tuple[int, int], ...]
    start: int
    end: int

    def words(self, text: str) -> tuple[str, ...]:
        return tuple(text[start:end] for start, end in self.cells)


def tables_in(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Block]]:
    """The tables among a text's lines (spans): first line, line behind the last one, block.

    A table is two or more lines that stand together with as many cells each, three or more of them in use; or two, where
    most of the last column are numbers. A letterhead, recipients beside a signature and a table of contents are none.
    """
    first = found = 0
    while first < len(lines):
        if "\t" not in text[slice(*lines[first])].strip():
            first += 1
            continue
        begin = row_of(text, *lines[first])
        if _is_frame(text, [begin]) or _is_labelled(text, begin):
            first += 1
            continue
        rows = _run(text, lines, first)
        if is_table(text, rows, _above(text, lines, first)):
            found += 1
            yield first, first + len(rows), _block(rows, found)
            first += len(rows)
        else:
            first += len(rows)


def _above(text: str, lines: Sequence[tuple[int, int]], first: int) -> str:
    before = [text[start:end].strip() for start, end in lines[max(0, first - 3) : first]]
    return next((words for words in reversed(before) if words), "")


def row_of(text: str, start: int, end: int) -> Row:
    """A line's cells, empty ones too; blanks before the first and behind the last word of a cell are not its own."""
    cells: list[tuple[int, int]] = []
    at = start
    while True:
        stop = text.find("\t", at, end)
        stop = end if stop < 0 else stop
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        cells.append((first, last))
        if stop == end:
            break
        at = stop + 1
    return Row(tuple(cells), start, cells[-1][1])


def _run(text: str, lines: Sequence[tuple[int, int]], first: int) -> list[Row]:
    """The lines from one on that have its number of cells; a shorter one between them is a row whose last cells are joined."""
    rows = [row_of(text, *lines[first])]
    width = len(rows[0].cells)
    for place in range(first + 1, len(lines)):
        row = row_of(text, *lines[place])
        if len(row.cells) != width:
            ahead = row_of(text, *lines[place + 1]) if place + 1 < len(lines) else None
            joined = width > 2 and 1 < len(row.cells) < width and ahead is not None and len(ahead.cells) == width
            if not joined:
                break
        if not any(row.words(text)) or _is_labelled(text, row):
            break
        rows.append(row)
    return rows


def _is_labelled(text: str, row: Row) -> bool:
    """Whether a line is a heading or a paragraph whose label a tab sets apart: `2.<tab>Vận động`."""
    words = row.words(text)
    return len(words) == 2 and bool(_LABEL.match(words[0])) and not (len(words[1]) < 40 and _NUMBER.match(words[1]))


def is_table(text: str, rows: Sequence[Row], above: str = "") -> bool:
    """Whether a run of rows is a table of data; `above` is the line before it."""
    words = [row.words(text) for row in rows]
    if len(rows) < 2 or _is_contents(words, above):
        return False
    width = max(map(len, words))
    used = sum(any(len(cells) > column and cells[column] for cells in words) for column in range(width))
    if used < 2 or _is_frame(text, rows):
        return False
    if used > 2:
        return True
    last = [next((cell for cell in reversed(cells) if cell), "") for cells in words]
    numbers = sum(len(cell) < 40 and bool(_NUMBER.match(cell)) for cell in last)
    return numbers >= 2 and numbers * 2 > sum(not _BLANK.match(cell) for cell in last)


def _is_frame(text: str, rows: Sequence[Row]) -> bool:
    """Whether rows set a letterhead or a signature side by side."""
    used = [[cell for cell in row.words(text) if cell] for row in rows]
    return is_letterhead_or_signature(used, ruled=False)


def _is_contents(words: Sequence[tuple[str, ...]], above: str) -> bool:
    """A table of contents: labelled headings, each with a page no smaller than the one before."""
    if fold(above).strip(" :.") == "mục lục":
        return True
    pages = [cells[-1] for cells in words]
    if not all(map(_PAGE.match, pages)):
        return False
    numbers = [int(page) for page in pages]
    return numbers == sorted(numbers) and all(_LABELLED.match(cells[0]) for cells in words)


def _block(rows: Sequence[Row], number: int) -> Block:
    width = max(len(row.cells) for row in rows)
    cells = [
        Cell(place, column, 1, width + 1 - column if column == len(row.cells) else 1, start, end)
        for place, row in enumerate(rows, 1)
        for column, (start, end) in enumerate(row.cells, 1)
    ]
    return Block(BlockKind.TABLE, rows[0].start, rows[-1].end, None, Look(), tuple(cells), number)
