"""Figures of a table: every numeric cell with its row and column labels, the unit from the header; blank is not 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from drafter.extracting.context import Context
from drafter.extracting.exclusions import is_bare_year
from drafter.extracting.figures import find_figures
from drafter.extracting.grid import JOIN, NUMBER_CELL, Grid
from drafter.extracting.numbers import Written, read_number
from drafter.extracting.subjects import family_of
from drafter.extracting.units import UnitKind, lexicon, scale, unit_at
from drafter.extracting.view import View, look
from drafter.language.alternation import alternation
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell, Document
from drafter.model.fact import Figure, TablePlace

_BETWEEN = re.compile(r"(\d+(?:[.,]\d+)*)\s?-\s?(\d+(?:[.,]\d+)*)")
_UNIT_NOTE = re.compile(r"(?:đvt|đơn vị tính|đơn vị|đv tính|đ\.v\.t)\s*:\s*([^\n.;)]{1,40})")
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)\s*\Z")
_UNIT_NOTE_REACH = 160


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit from a header: its name and by what the cells are multiplied."""

    name: str
    factor: Decimal
    kind: UnitKind


def table_figures(
    document: Document, index: int, block: Block, context: Context, grid: Grid | None = None
) -> list[Figure]:
    """The figures of one table; `index` is the block's place in `document.blocks`, for a unit named above the table."""
    grid = grid or Grid(document.text, block)
    if not block.cells or not any(char.isdigit() for char in document.text[block.start : block.end]):
        return []
    heads, kinds, label_column = grid.heads, grid.kinds, grid.label_column
    common = _common_unit(document, index, grid)
    units = [None if kind == "not" else _unit_in(head) for kind, head in zip(kinds, heads, strict=True)]
    unit_column = kinds.index("unit") + 1 if "unit" in kinds else None
    labels = grid.row_labels
    figures: list[Figure] = []
    for cell in block.cells:
        if cell.start >= cell.end or not any(char.isdigit() for char in document.text[cell.start : cell.end]):
            continue
        kind = kinds[cell.column - 1]
        place = TablePlace(block.table or 1, cell.row, cell.column, labels.get(cell.row), heads[cell.column - 1])
        if cell.row <= grid.header_rows or cell.column == label_column or kind in ("order", "not", "unit", "time"):
            if cell.column == label_column and cell.row > grid.header_rows:
                figures += [replace(found, table=place) for found in _label_figures(document.text, cell, context)]
            continue
        row_unit = _unit_in(grid.at(cell.row, unit_column), whole=True) if unit_column else None
        unit = units[cell.column - 1] or row_unit or _unit_in(labels.get(cell.row))
        if unit is None and not _is_of_another(heads[cell.column - 1], common):
            unit = common
        figures += _cell_figures(document.text, cell, place, unit, context)
    return figures


def _label_figures(text: str, cell: Cell, context: Context) -> list[Figure]:
    """A label says figures only with units (`Hộ có từ 02 con trở lên`)."""
    return [found for found in find_figures(text, cell.start, cell.end, context) if found.unit is not None]


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("figures")["tables"]
    return _any_of(words["counted_heads"]), _any_of(words["money_heads"])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"{alternation(words, whole=True)}(?!\w)")


def _is_of_another(head: str | None, common: _Unit | None) -> bool:
    """Whether a column's head names a thing that the unit of the whole table does not measure (`Biên chế` among money)."""
    if head is None or common is None:
        return False
    counted, money = (pattern.search(fold(head)) for pattern in _others())
    if common.kind is UnitKind.MONEY:
        return counted is not None and (money is None or counted.start() < money.start())
    return money is not None and common.kind is UnitKind.COUNT


def _common_unit(document: Document, index: int, grid: Grid) -> _Unit | None:
    """`ĐVT: triệu đồng` in the table's header or in the lines right above it."""
    start = grid.block.start
    head_end = max((cell.end for cell in grid.block.cells if cell.row <= max(1, grid.header_rows)), default=start)
    above = start
    for block in reversed(document.blocks[max(0, index - 3) : index]):
        if block.kind is BlockKind.TABLE or block.end < start - _UNIT_NOTE_REACH:
            break
        above = block.start
    notes = _UNIT_NOTE.findall(fold(document.text[max(above, start - _UNIT_NOTE_REACH) : head_end]))
    return _unit_in(notes[-1], whole=True) if notes else None


@lru_cache(maxsize=1024)  # asked again for every cell of a row
def _unit_in(head: str | None, *, whole: bool = False) -> _Unit | None:
    """The unit that a header names: in closing brackets (`Kinh phí (triệu đồng)`), after `ĐVT:`, or as its whole words."""
    if not head:
        return None
    view = look(head, 0, len(head))
    low = view.low
    if found := _UNIT_NOTE.search(low):
        return _read_unit(found[1])
    for part in reversed(low.split(JOIN.strip())):
        if found := _IN_BRACKETS.search(part.strip()):
            if (unit := _read_unit(found[1])) is not None:
                return unit
        elif "%" in part or part.strip().startswith(("tỷ lệ", "tỉ lệ")):
            return _Unit("%", Decimal(1), UnitKind.PERCENT)
        elif "/" in part and (unit := _read_unit(part.strip())) is not None:
            return unit
        elif part != low and (unit := _read_unit(part.strip())) is not None and unit.kind is not UnitKind.COUNT:
            return unit  # a row of units under the heads
        elif found := re.match(r"\s*số ([^\W\d_]+(?: [^\W\d_]+){0,3})", part):
            unit = _read_unit(found[1], prefix=True)
            if unit is not None:
                return unit
    return _read_unit(low) if whole or low in lexicon().known else None


def _read_unit(words: str, *, prefix: bool = False) -> _Unit | None:
    """`triệu đồng` → đồng times a million; None where the words are no known unit."""
    said = f" {words.strip(' .:')}"
    scaled = scale(said, 0, Decimal(1), Decimal(1))
    if scaled.money or (scaled.scaled and scaled.end == len(said)):
        return _Unit("đồng", scaled.value, UnitKind.MONEY)
    unit = unit_at(said, said, scaled.end)
    if unit is None or not unit.known or (not prefix and unit.end != len(said)):
        return None
    return _Unit(unit.name, scaled.value, unit.kind)


def _cell_figures(text: str, cell: Cell, place: TablePlace, unit: _Unit | None, context: Context) -> list[Figure]:
    """A cell that is a number takes the header's unit; a cell of words is read as text is."""
    words = text[cell.start : cell.end]
    view = look(text, cell.start, cell.end)
    found = NUMBER_CELL.fullmatch(view.low.strip())
    of_a_year = place.row_label is not None and place.row_label.isdigit()  # `2023` before `Số vụ`
    subject = (place.column_label if of_a_year else place.row_label) or place.column_label
    if found is None or len(words) > 40 or found["tail"].strip(" .*)("):
        figures = find_figures(text, cell.start, cell.end, context)
        own = [replace(figure, table=place, subject=figure.subject or subject) for figure in figures]
        if len(own) == 1 and own[0].unit is not None and _fills(words, own[0]):
            own = [replace(own[0], subject=subject, negative=words.lstrip(" *").startswith(("-", "−", "–")))]
        return own
    offset = len(view.low) - len(view.low.lstrip()) if view.low.strip() else 0
    first = read_number(found["a"], offset + found.start("a"))
    second = read_number(found["b"], offset + found.start("b")) if found["b"] else None
    if first is None or (found["b"] and second is None) or _is_year_cell(first, second, unit):
        return []
    if unit is not None and unit.kind is UnitKind.COUNT and first.doubtful and second is None:
        first = first.as_thousands()
    figure = _numeric(text, view, first, second, place, unit, subject, context)
    return [replace(figure, negative=True) if found["sign"] == "-" else figure]


def _fills(words: str, figure: Figure) -> bool:
    return len(words.strip(" *⟦⟧")) <= len(figure.text) + 2


def _is_year_cell(first: Written, second: Written | None, unit: _Unit | None) -> bool:
    return second is None and unit is None and is_bare_year(first, None)


def _numeric(
    text: str,
    view: View,
    first: Written,
    second: Written | None,
    place: TablePlace,
    unit: _Unit | None,
    subject: str | None,
    context: Context,
) -> Figure:
    factor = unit.factor if unit else Decimal(1)
    last = second or first
    start, end = view.at(first.start), view.end_at(last.end)
    mark = view.mark_around(first.start, last.end)
    decimals = max(first.decimals, second.decimals if second else 0)
    inexact = decimals > 0 or factor != 1 or (unit is not None and unit.kind in (UnitKind.PERCENT, UnitKind.MEASURE))
    name = unit.name if unit else None
    if mark:
        start, end = mark
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        value=None if second else first.value * factor,
        low=None,
        high=None,
        parts=(first.value, second.value) if second else None,
        unit=name,
        written=view.plain[first.start : last.end],
        qualifier=None,
        subject=subject,
        section=context.section(start),
        table=place,
        number_start=view.at(first.start),
        number_end=view.end_at(last.end),
        step=Decimal(1).scaleb(-decimals) * factor,
        exact=not inexact,
        placeholder=mark is not None,
        family=family_of(name, subject),
    )
