"""What a walk through a Word file's body yields: paragraphs and tables, as the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from drafter.ooxml.numbering import Label


@dataclass(slots=True)
class Paragraph:
    """A paragraph: `text` without its automatic number, `label` that number; `lines` are where manual line breaks stand
    in the text. `notes` names the notes it cites (`footnote` or `endnote`, id), `boxes` holds its text boxes' content.

    `bold`, `italic`, `size` speak of the whole paragraph: what all its words have, the size most of them have, in points.
    """

    text: str
    label: Label | None = None
    style: str | None = None
    outline: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    centred: bool | None = None
    indent: float | None = None
    size: float | None = None
    tracked: bool = False
    breaks: tuple[int, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    boxes: tuple[Item, ...] = ()


@dataclass(slots=True)
class TableCell:
    """A cell on the grid, rows and columns from 0; `items` is its content. A cell that goes on from above has none and is
    `continued`. `merge` is its vertical merge as written (`restart`, `continue`, None), `across` whether it goes on from
    the cell at its left, `source` the element whose content is still to be read."""

    row: int
    column: int
    colspan: int
    items: list[Item]
    rowspan: int = 1
    continued: bool = False
    merge: str | None = None
    across: bool = False
    source: Any | None = None


@dataclass(slots=True)
class Table:
    """A table's rows, each with its cells from left to right; `ruled` says that it has visible lines."""

    rows: list[list[TableCell]]
    ruled: bool = True


Item: TypeAlias = Paragraph | Table


@dataclass
class Walked:
    """How a walk is done and what it met. `accept` tells whether tracked changes count as made; `spell` turns a run's text
    in a legacy font into Unicode; `check` is called now and then and may raise; `met` counts what the loss report names.
    """

    accept: bool = True
    spell: Callable[[str, str | None], str] = lambda text, font: text
    check: Callable[[int], None] = lambda cells: None
    met: Counter[str] = field(default_factory=Counter)
