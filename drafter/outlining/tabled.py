"""An outline that is set as a table: `TT`, `Nội dung báo cáo`, `Yêu cầu`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.messages import catalogue
from drafter.model.document import Block, BlockKind, Document
from drafter.model.outline import Item
from drafter.outlining.appendices import grid_of
from drafter.outlining.asks import Body, make_ask
from drafter.outlining.figure_tables import Grid, column_of, head_row, levels_of
from drafter.outlining.wording import read as read_words
from drafter.outlining.wording import split_guidance

if TYPE_CHECKING:
    from drafter.outlining.importing import _Reader

_ = catalogue("outlining")


def tabled(document: Document, start: int, reader: _Reader) -> tuple[Item, ...]:
    """Items from the first table behind an offset whose head names contents and no unit; () where there is none.

    A row's label gives its level; what its other cells ask for are its asks.
    """
    for block in document.blocks:
        if block.kind != BlockKind.TABLE or block.start < start:
            continue
        grid = grid_of(document, block)
        head = head_row(grid)
        if (
            len(grid) < 3
            or head is None
            or column_of(grid[head], "title") is None
            or column_of(grid[head], "unit") is not None
        ):
            continue
        reader.doubt(block.start, _("the outline is set as a table; its rows are taken for items"))
        return _items(grid, head, block, reader)
    return ()


def _items(grid: Grid, head: int, block: Block, reader: _Reader) -> tuple[Item, ...]:
    heads = grid[head]
    title_at, number_at = column_of(heads, "title"), column_of(heads, "number")
    assert title_at is not None
    rows = [cells for cells in grid[head + 1 :] if not re.fullmatch(r"[\W\dA-Z]{0,3}", cells[title_at])]
    labels = [cells[number_at] if number_at is not None else None for cells in rows]
    levels = levels_of(labels, [cells[title_at] for cells in rows])

    def nested(first: int, last: int) -> tuple[Item, ...]:
        found: list[Item] = []
        while first < last:
            behind = first + 1
            while behind < last and levels[behind] > levels[first]:
                behind += 1
            cells = rows[first]
            said = split_guidance(read_words(cells[title_at]))
            others = [words for place, words in enumerate(cells) if place not in (title_at, number_at) and words]
            body = Body(asks=[make_ask(words) for words in others])
            item_id = reader.names.of(said.text)
            label = cells[number_at] or None if number_at is not None else None
            found.append(
                reader.made(
                    item_id,
                    label,
                    said.text,
                    said.guidance,
                    said.optional,
                    body,
                    nested(first + 1, behind),
                    block.start,
                )
            )
            first = behind
        return tuple(found)

    return nested(0, min(len(rows), len(levels)))
