"""Figures of a table: every numeric cell with its row and column labels, the unit from the header; blank is not 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from drafter.extracting.context import Context
from drafter.extracting.exclusions import is_bare_year
from drafter.extracting.figures import find_figures
from drafter.extracting.numbers import Written, read_number
from drafter.extracting.subjects import family_of
from drafter.extracting.units import UnitKind, lexicon, scale, unit_at
from drafter.extracting.view import View, look
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell, Document
from drafter.model.fact import Figure, TablePlace

_NUMBER_CELL = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<a>\d+(?:[.,]\d+)*)(?:\s?/\s?(?P<b>\d+(?:[.,]\d+)*))?\s*(?P<tail>[^\d]*)"
)
_BETWEEN = re.compile(r"(\d+(?:[.,]\d+)*)\s?-\s?(\d+(?:[.,]\d+)*)")
_UNIT_NOTE = re.compile(r"(?:đvt|đơn vị tính|đơn vị|đv tính|đ\.v\.t)\s*:\s*([^\n.;)]{1,40})")
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)\s*\Z")
_INDEX_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-zĐđ])\)?(?:\s?=\s?[\d()+\-x*/: ]+)?|\(?\d{1,2}\)?=.*")
_ORDER = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđA-ZĐ])[.)]?|[-+*•]|")
_JOIN = " – "
_UNIT_NOTE_REACH = 160


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit from a header: its name and by what the cells are multiplied."""

    name: str
    factor: Decimal
    kind: UnitKind


@dataclass
class _Grid:
    """A table's cells by place; a merged cell stands in every place it covers."""

    text: str
    block: Block

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        covered: dict[tuple[int, int], Cell] = {}
        for cell in self.block.cells:
            for row in range(cell.row, cell.row + max(1, min(cell.rowspan, 500))):
                for column in range(cell.column, cell.column + max(1, min(cell.colspan, 100))):
                    covered.setdefault((row, column), cell)
        return covered

    @cached_property
    def rows(self) -> int:
        return max((cell.row + cell.rowspan - 1 for cell in self.block.cells), default=0)

    @cached_property
    def columns(self) -> int:
        return max((cell.column + cell.colspan - 1 for cell in self.block.cells), default=0)

    def words(self, cell: Cell | None) -> str:
        return "" if cell is None else " ".join(self.text[cell.start : cell.end].replace("**", "").split())

    def at(self, row: int, column: int) -> str:
        return self.words(self.cells.get((row, column)))

    @cached_property
    def header_rows(self) -> int:
        """How many rows from the top are header: up to the first row with a number of its own beside a label.

        A row that numbers the columns (`A, 1, 2, 3=1+2`) closes the header and belongs to it.
        """
        header = 0
        for row in range(1, min(self.rows, 8) + 1):
            said = [self.at(row, column) for column in range(1, self.columns + 1)]
            filled = [words for words in said if words]
            if len(filled) > 1 and _numbers_columns(filled):
                return row
            if not self._is_header(row, filled):
                break
            header = row
        return header if header < self.rows else 0

    def _is_header(self, row: int, filled: Sequence[str]) -> bool:
        if any(_is_number(words) and not re.fullmatch(r"(?:19|20)\d\d", words) for words in filled):
            return False
        if row == 1:
            return bool(filled)
        first = self.cells.get((row, 1))
        carried = first is not None and first.row < row
        distinct = {id(self.cells.get((row, column))) for column in range(1, self.columns + 1)}
        return carried or (not self.at(row, 1) and len(filled) > 1 and len(distinct) > 1)

    def column_label(self, column: int) -> str | None:
        said: list[str] = []
        last: Cell | None = None
        for row in range(1, self.header_rows + 1):
            cell = self.cells.get((row, column))
            words = self.words(cell)
            if (
                cell is not last
                and words
                and not _INDEX_MARK.fullmatch(words)
                and words not in said
                and not self._spans_all(cell)
            ):
                said.append(words)
            last = cell
        return _JOIN.join(said) or None

    def _spans_all(self, cell: Cell | None) -> bool:
        return cell is not None and cell.colspan >= self.columns > 1


def _numbers_columns(filled: Sequence[str]) -> bool:
    """Whether a row numbers the columns: every cell a mark, the numbers rising by one."""
    if not all(_INDEX_MARK.fullmatch(words) for words in filled):
        return False
    numbers = [int(found[0]) for words in filled if (found := re.search(r"\d+", words.partition("=")[0]))]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers)) and numbers[0] <= 2


def _is_number(words: str) -> bool:
    return bool(words) and _NUMBER_CELL.fullmatch(words) is not None and len(words) <= 40


def table_figures(document: Document, index: int, block: Block, context: Context) -> list[Figure]:
    """The figures of one table; `index` is the block's place in `document.blocks`, for a unit named above the table."""
    grid = _Grid(document.text, block)
    if not block.cells or not any(char.isdigit() for char in document.text[block.start : block.end]):
        return []
    heads = [grid.column_label(column) for column in range(1, grid.columns + 1)]
    kinds = [_column_kind(head) for head in heads]
    label_column = _label_column(grid, kinds)
    common = _common_unit(document, index, grid)
    units = [None if kind == "not" else _unit_in(head) for kind, head in zip(kinds, heads, strict=True)]
    unit_column = kinds.index("unit") + 1 if "unit" in kinds else None
    labels = _row_labels(grid, label_column)
    figures: list[Figure] = []
    for cell in block.cells:
        if cell.start >= cell.end or not any(char.isdigit() for char in document.text[cell.start : cell.end]):
            continue
        kind = kinds[cell.column - 1]
        place = TablePlace(block.table or 1, cell.row, cell.column, labels.get(cell.row), heads[cell.column - 1])
        if cell.row <= grid.header_rows or cell.column == label_column or kind in ("order", "not", "unit"):
            if cell.column == label_column and cell.row > grid.header_rows:
                figures += [replace(found, table=place) for found in _label_figures(document.text, cell, context)]
            continue
        row_unit = _unit_in(grid.at(cell.row, unit_column), whole=True) if unit_column else None
        unit = units[cell.column - 1] or row_unit or _unit_in(labels.get(cell.row)) or common
        figures += _cell_figures(document.text, cell, place, unit, context)
    return figures


def _label_figures(text: str, cell: Cell, context: Context) -> list[Figure]:
    """A label says figures only with units (`Hộ có từ 02 con trở lên`)."""
    return [found for found in find_figures(text, cell.start, cell.end, context) if found.unit is not None]


def _column_kind(head: str | None) -> str:
    said = fold(head or "").strip(" .:*")
    tables = load("figures")["tables"]
    last = said.rsplit(_JOIN.strip(), 1)[-1].strip()
    if said in tables["ordinal_heads"]:
        return "order"
    if said in tables["unit_heads"][:3] or said in ("đvt", "đv tính", "đơn vị tính"):
        return "unit"
    if said in tables["not_figures"] or last in tables["not_figures"]:
        return "not"
    return "value"


def _label_column(grid: _Grid, kinds: Sequence[str]) -> int:
    """The first column that is no ordinal and holds mostly words."""
    for column in range(1, grid.columns + 1):
        if kinds[column - 1] in ("order", "not"):
            continue
        said = [grid.at(row, column) for row in range(grid.header_rows + 1, grid.rows + 1)]
        filled = [words for words in said if words]
        if filled and sum(not _is_number(words) for words in filled) * 2 > len(filled) and not _are_order_marks(filled):
            return column
    return 0


def _are_order_marks(filled: Sequence[str]) -> bool:
    return all(_ORDER.fullmatch(words) for words in filled)


def _row_labels(grid: _Grid, column: int) -> dict[int, str]:
    """The label of each row, with what it stands under: a merged cell at the left, a heading row, `trong đó`."""
    labels: dict[int, str] = {}
    if not column:
        return labels
    heading = total = ""
    for row in range(grid.header_rows + 1, grid.rows + 1):
        own = grid.at(row, column)
        inner = _inner_label(grid, row, column)
        if not own:
            continue
        bare = own.lstrip("-+*• ").strip()
        values = [grid.at(row, other) for other in range(column + 1, grid.columns + 1)]
        cell = grid.cells.get((row, column))
        if grid._spans_all(cell) or (not any(values) and not own.startswith(("-", "+"))):
            heading, total = bare.rstrip(":"), ""
            labels[row] = heading
            continue
        nested = own.startswith(("-", "+", "•")) or fold(bare).startswith(("trong đó", "gồm", "chia ra"))
        above = total if nested and total else heading
        label = _JOIN.join(part for part in (above, bare, inner) if part)
        if not nested:
            total = bare
        labels[row] = label
    return labels


def _inner_label(grid: _Grid, row: int, column: int) -> str:
    """A second column of words under a merged label (`Xã A` over `Nam`, `Nữ`)."""
    cell = grid.cells.get((row, column))
    beside = grid.cells.get((row, column + 1))
    if cell is None or beside is None or cell.rowspan < 2 or beside.rowspan >= cell.rowspan:
        return ""
    words = grid.words(beside)
    return "" if _is_number(words) else words


def _common_unit(document: Document, index: int, grid: _Grid) -> _Unit | None:
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
    for part in reversed(low.split(_JOIN.strip())):
        if found := _IN_BRACKETS.search(part.strip()):
            if (unit := _read_unit(found[1])) is not None:
                return unit
        elif "%" in part or part.strip().startswith(("tỷ lệ", "tỉ lệ")):
            return _Unit("%", Decimal(1), UnitKind.PERCENT)
        elif "/" in part and (unit := _read_unit(part.strip())) is not None:
            return unit
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
    found = _NUMBER_CELL.fullmatch(view.low.strip())
    subject = place.row_label or place.column_label
    if found is None or len(words) > 40 or found["tail"].strip(" .*)("):
        figures = find_figures(text, cell.start, cell.end, context)
        own = [replace(figure, table=place, subject=figure.subject or subject) for figure in figures]
        if len(own) == 1 and own[0].unit is not None and _fills(words, own[0]):
            own = [replace(own[0], subject=subject)]
        return own
    offset = len(view.low) - len(view.low.lstrip()) if view.low.strip() else 0
    first = read_number(found["a"], offset + found.start("a"))
    second = read_number(found["b"], offset + found.start("b")) if found["b"] else None
    if first is None or (found["b"] and second is None) or _is_year_cell(first, second, unit):
        return []
    if unit is not None and unit.kind is UnitKind.COUNT and first.doubtful and second is None:
        first = first.as_thousands()
    return [_numeric(text, view, first, second, place, unit, subject, context)]


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
