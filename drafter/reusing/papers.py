"""Tables that list papers: what stands in their columns of titles, symbols and days is those papers' own."""

from __future__ import annotations

import re

from drafter.language.folding import fold_words
from drafter.lexicon import load
from drafter.model.document import BlockKind, Cell
from drafter.reusing.context import Surroundings

_HEAD_ROWS = 2


def in_list_of_papers(offset: int, around: Surroundings) -> bool:
    """Whether a place lies below a head such as `Trích yếu`, `Tên văn bản` or `Ngày ban hành` of a table of papers."""
    block = around.block_at(offset)
    if block is None or block.kind != BlockKind.TABLE:
        return False
    here = next((cell for cell in block.cells if cell.start <= offset < cell.end), None)
    if here is None or here.row == 1:
        return False
    heads = [cell for cell in block.cells if cell.row <= min(_HEAD_ROWS, here.row - 1)]
    if not _says(heads, "paper_tables", around):
        return False
    over = [cell for cell in heads if cell.column <= here.column < cell.column + cell.colspan]
    return _says(over, "paper_columns", around) or _opens_with_type(here, around)


def _says(cells: list[Cell], words: str, around: Surroundings) -> bool:
    said = [fold_words(around.text[cell.start : cell.end]) for cell in cells]
    phrases = [fold_words(phrase) for phrase in load("rolling")[words]]
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", one) for one in said for phrase in phrases)


def _opens_with_type(cell: Cell, around: Surroundings) -> bool:
    """`Kế hoạch tuyên truyền …` in a cell of such a table is a title, whatever the column is called."""
    said = fold_words(around.text[cell.start : cell.end])
    return said.startswith(tuple(load("rolling")["yearly_papers"]))
