"""Tables as grids of cells with their numbers: Word and Markdown tables, and the tables that plain text keeps as lines
of cells parted by tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from drafter.checking.context import CheckContext
from drafter.checking.limits import tick
from drafter.language.equality import printed
from drafter.language.folding import fold
from drafter.model.document import Block, BlockKind
from drafter.model.fact import Interval

_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?P<rest>[.,]\d+)?\s*(?P<tail>%|[^\W\d_²³]{1,12}[²³]?(?: [^\W\d_]{1,12}){0,2})?"
)
_BLANKS = ("", "-", "–", "—", "…", "...", "/", "x", "X")
_ORDER = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđA-ZĐ])[.)]?|[-+*•]|\*+")
_ORDER_HEADS = re.compile(r"s?tt|số tt|số thứ tự|thứ tự|no|#|mục|tt\.")
_UNIT_HEADS = re.compile(r"đvt|đơn vị tính|đơn vị|đv tính|đ\.?v\.?t?|đv")
# `2021`, `9 tháng 2023`: numbers that name their rows.
_PERIOD_HEADS = re.compile(
    r"năm(?: học| báo cáo)?|khối(?: lớp)?|lớp|khóa|khoá|tháng|quý|tuần|kỳ|giai đoạn|thời gian|thời kỳ|thời điểm|mốc thời gian"
)
_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Za-zĐđ])\)?\s*(?:=.*)?")
_SCALED = re.compile(r"triệu|tỷ|tỉ|nghìn|ngàn|(?<!\w)(?:ha|tấn|tạ|km|m2|m²|m³|kg|lít)(?!\w)")
_COUNTED = re.compile(
    r"(?:tổng )?số (?!tiền|vốn|thu|chi|kinh phí|liệu|lượng|dư|nợ|thực hiện)(?!.*(?:ha|tấn|triệu|tỷ|đồng)\b)"
)
_CELLS_MOST = 20000


@dataclass(frozen=True, slots=True)
class Number:
    """A cell's number. `step` is one unit in its last digit; `start` and `end` span the cell's words."""

    value: Decimal
    step: Decimal
    start: int
    end: int
    text: str
    row: int
    column: int
    percent: bool = False

    def interval(self, exact: bool) -> Interval:
        return printed(self.value, self.step, exact=exact and self.step >= 1)


@dataclass(frozen=True, slots=True)
class GridCell:
    """`row` and `column` from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int
    text: str


def read_cell(cell: GridCell) -> Number | None:
    """The number that fills a cell; None for words, ratios, ranges, marks of what is not confirmed."""
    said = cell.text.strip(" *")
    found = _NUMBER.fullmatch(said)
    if found is None:
        return None
    rest = found["rest"] or ""
    value = Decimal(found["whole"].replace(".", "") + (f".{rest[1:]}" if rest else ""))
    return Number(
        value, Decimal(1).scaleb(-max(len(rest) - 1, 0)), cell.start, cell.end, said, cell.row, cell.column,
        (found["tail"] or "") == "%",
    )  # fmt: skip


_SIGN = re.compile(r"(?P<sign>[+\-−–]|tăng|giảm)\s*(?=\d)")


def signed_number(grid: Grid, row: int, column: int) -> Number | None:
    """The number of a place with the sign that its cell gives it (`+6`, `giảm 2`)."""
    plain = grid.number(row, column)
    cell = grid.places.get((row, column))
    if plain is not None or cell is None or (cell.row, cell.column) != (row, column):
        return plain
    sign = _SIGN.match(fold(cell.text).strip())
    if sign is None:
        return None
    said = cell.text.strip()[sign.end() :]
    found = read_cell(replace(cell, text=said))
    if found is None:
        return None
    down = sign["sign"] not in ("+", "tăng")
    return replace(found, value=-found.value if down else found.value, text=cell.text.strip())


@dataclass
class Grid:
    """One table. `block` is the start of the table for the coverage, None where plain text keeps it as lines."""

    cells: tuple[GridCell, ...]
    start: int
    end: int
    is_block: bool

    @cached_property
    def places(self) -> dict[tuple[int, int], GridCell]:
        """Cells by place; a merged cell stands in every place it covers."""
        covered: dict[tuple[int, int], GridCell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + max(1, min(cell.rowspan, 500))):
                for column in range(cell.column, cell.column + max(1, min(cell.colspan, 60))):
                    covered.setdefault((row, column), cell)
        return covered

    @cached_property
    def rows(self) -> int:
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @cached_property
    def columns(self) -> int:
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        cell = self.places.get((row, column))
        return "" if cell is None else " ".join(cell.text.replace("**", "").split())

    def is_blank(self, row: int, column: int) -> bool:
        return self.text(row, column).strip() in _BLANKS

    def number(self, row: int, column: int) -> Number | None:
        """The number of a place; a merged cell counts only where it begins."""
        return self._numbers.get((row, column))

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], Number]:
        hidden = {self.order_column, self.unit_column}
        found = (
            (cell, read_cell(cell)) for cell in self.cells if cell.row >= self.header and cell.column not in hidden
        )
        return {(cell.row, cell.column): number for cell, number in found if number is not None}

    @cached_property
    def header(self) -> int:
        """How many rows from the top are header: the row that numbers the columns closes it, else the last row before
        one that holds a number behind its first words."""
        for row in range(min(self.rows, 7)):
            said = [self.text(row, column) for column in range(self.columns)]
            filled = [words for words in said if words]
            if row and len(filled) > 2 and all(_INDEX.fullmatch(words) for words in filled) and _rising(filled):
                return row + 1
            if any(re.fullmatch(r"[\d.,]+\s*%?", w) and not re.fullmatch(r"(?:19|20)\d\d", w) for w in said[1:] if w):
                return row
        return 1

    def label(self, row: int) -> str:
        """The words that name a row."""
        return self.text(row, self.label_column) if self.label_column is not None else ""

    def head(self, column: int) -> str:
        """The words of a column's header, from the top."""
        said: list[str] = []
        for row in range(self.header):
            words = self.text(row, column)
            if words and not _INDEX.fullmatch(words) and words not in said:
                said.append(words)
        return " – ".join(said)

    def group(self, column: int) -> str:
        """The head that a column shares with its neighbours, empty where it shares none."""
        cell = self.places.get((0, column))
        return self.text(0, column) if cell is not None and 1 < cell.colspan < self.columns else ""

    @cached_property
    def order_column(self) -> int | None:
        if self.columns > 2 and _ORDER_HEADS.fullmatch(fold(self.text(0, 0)).strip(" .:*") or "?"):
            return 0
        said = [self.text(row, 0) for row in range(self.header, self.rows)]
        filled = [words for words in said if words]
        marks = [words for words in filled if _ORDER.fullmatch(words)]
        return 0 if self.columns > 2 and filled and len(marks) == len(filled) and not self.text(0, 0).strip() else None

    @cached_property
    def unit_column(self) -> int | None:
        for column in range(self.columns):
            if _UNIT_HEADS.fullmatch(fold(self.text(0, column)).strip(" .:*") or "?"):
                said = [self.text(row, column) for row in range(self.header, self.rows)]
                # `Đơn vị` may head a column of offices: units are small words.
                if fold(self.text(0, column)) != "đơn vị" or not any(words[:1].isupper() for words in said):
                    return column
        return None

    @cached_property
    def label_column(self) -> int | None:
        """The first column that holds mostly words."""
        for column in range(self.columns):
            if column in (self.order_column, self.unit_column):
                continue
            said = [self.text(row, column) for row in range(self.header, self.rows)]
            filled = [words for words in said if words]
            named = _PERIOD_HEADS.fullmatch(fold(self.text(0, column)).strip(" .:*") or "?")
            if filled and (named or sum(not re.search(r"^\W*\d", words) for words in filled) * 2 > len(filled)):
                return column
        return None

    def unit(self, row: int) -> str:
        return fold(self.text(row, self.unit_column)) if self.unit_column is not None else ""

    def order(self, row: int) -> str:
        """The ordinal of a row (`6.1`, `II`, `a`), without its closing mark; a bullet or number before the label counts."""
        if self.order_column is not None:
            return self.text(row, self.order_column).strip().rstrip(".)")
        found = re.match(r"(?:([IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])[.)]\s|([-+*•]))", self.label(row))
        return (found[1] or found[2]) if found else ""

    def scaled(self, row: int, column: int) -> bool:
        """Whether numbers of a place are rounded ones: measures and money in millions."""
        head = fold(self.head(column))
        if _COUNTED.match(head) and not self.unit(row):
            return False  # `Số dự án` in a table of `triệu đồng`
        return bool(_SCALED.search(f"{head} {self.unit(row)} {fold(self.label(row))}")) or self.noted

    noted: bool = False  # the line above names a scaled unit for the whole table

    @cached_property
    def value_columns(self) -> tuple[int, ...]:
        """Columns with at least two numbers that are no ordinals."""
        aside = (self.order_column, self.unit_column, self.label_column)
        return tuple(
            column
            for column in range(self.columns)
            if column not in aside
            and sum(self.number(row, column) is not None for row in range(self.header, self.rows)) >= 1
            and not re.search(r"năm sinh|điện thoại|ngày|số văn bản|ký hiệu|ghi chú", fold(self.head(column)))
        )


def _rising(filled: list[str]) -> bool:
    numbers = [int(found[0]) for words in filled if (found := re.search(r"\d+", words.partition("=")[0]))]
    return len(numbers) >= 2 and numbers[0] <= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def grids(context: CheckContext) -> tuple[Grid, ...]:
    """Every table of the document in reading order."""
    found: list[Grid] = []
    run: list[Block] = []
    for block in context.document.body:
        tick()
        if block.kind == BlockKind.TABLE:
            found += _typed(context.text, run)
            run = []
            if 3 < len(block.cells) <= _CELLS_MOST:
                found.append(_noted(context.text, _from_block(context.text, block)))
        elif _is_row(context.text, block):
            run.append(block)
        else:
            found += _typed(context.text, run)
            run = []
    return (*found, *_typed(context.text, run))


def _from_block(text: str, block: Block) -> Grid:
    cells = tuple(
        GridCell(c.row - 1, c.column - 1, c.rowspan, c.colspan, c.start, c.end, text[c.start : c.end])
        for c in block.cells
    )
    return Grid(cells, block.start, block.end, True)


def _is_row(text: str, block: Block) -> bool:
    start, end = _line(text, block)
    said = text[start:end].lstrip(" ")
    return "\t" in said or (said.startswith("|") and said.count("|") > 2)


def _line(text: str, block: Block) -> tuple[int, int]:
    """The whole lines that a block stands on: blank cells at the ends are no part of the block."""
    end = text.find("\n", block.end)
    return text.rfind("\n", 0, block.start) + 1, end if end >= 0 else len(text)


def _typed(text: str, run: list[Block]) -> Iterator[Grid]:
    """Grids of lines of cells: as long as the number of cells stays the same."""
    rows: list[list[tuple[int, int]]] = []
    for block in run:
        spans = _spans(text, block)
        if not spans:
            continue
        if rows and len(spans) != len(rows[0]):
            if len(rows) > 2:
                yield _noted(text, _from_rows(text, rows))
            rows = []
        rows.append(spans)
    if len(rows) > 2:
        yield _noted(text, _from_rows(text, rows))


def _from_rows(text: str, rows: list[list[tuple[int, int]]]) -> Grid:
    cells = tuple(
        GridCell(r, c, 1, 1, start, end, text[start:end])
        for r, spans in enumerate(rows)
        for c, (start, end) in enumerate(spans)
    )
    return Grid(cells, rows[0][0][0], rows[-1][-1][1], False)


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    """Cells of one line; blank cells at its ends are kept, the bars around it are none."""
    start, end = _line(text, block)
    line = text[start:end]
    mark = "|" if line.lstrip().startswith("|") else "\t"
    if mark == "|" and not re.search(r"[^\s|:-]", line):
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    for part in line.split(mark):
        left = at + len(part) - len(part.lstrip())
        spans.append((start + min(left, at + len(part)), start + max(at + len(part.rstrip()), left)))
        at += len(part) + 1
    return spans[1:-1] if mark == "|" and line.rstrip().endswith("|") else spans[1:] if mark == "|" else spans


def _noted(text: str, grid: Grid) -> Grid:
    above = fold(text[max(0, grid.start - 120) : grid.start])
    note = re.search(r"(?:đvt|đơn vị tính|đơn vị)\s*:?\s*([^\n;.)]{1,30})", above)
    grid.noted = bool(note and _SCALED.search(note[1]))
    return grid
