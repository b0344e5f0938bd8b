"""A table as a grid: which rows are its head, what its columns are for, and the labels of its rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, Cell

NUMBER_CELL = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<a>\d+(?:[.,]\d+)*)(?:\s?/\s?(?P<b>\d+(?:[.,]\d+)*))?\s*(?P<tail>[^\d]*)"
)
_INDEX_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-zĐđ])\)?(?:\s?=\s?[\d()+\-x*/: ]+)?|\(?\d{1,2}\)?=.*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[/-]\s?(?:19|20)\d\d)?%?")  # as heads of columns
_YEAR = re.compile(r"[\s*]*(?:19|20)\d\d[\s*]*")
_ORDER = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđA-ZĐ])[.)]?|[-+*•]|")
_RUNNING = re.compile(r"(\d{1,3})[.)]?[a-z]?(?:, ?\d{1,3}[a-z]?)*")
# How a row is numbered; rows numbered alike are of one level.
_STYLES = (
    ("roman", re.compile(r"[IVX]{1,6}")),
    ("letter", re.compile(r"[A-ZĐ]")),
    ("number", re.compile(r"\d{1,3}")),
    ("second", re.compile(r"\d{1,3}\.\d{1,3}")),
    ("third", re.compile(r"\d{1,3}(?:\.\d{1,3}){2,3}")),
    ("small", re.compile(r"[a-zđ]")),
)
_MARK_AHEAD = re.compile(r"([IVX]{1,6}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})[.)] ")
JOIN = " – "


@dataclass
class Grid:
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
        if any(_is_number(words) and not _YEARS.fullmatch(words) for words in filled):
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
                and not self.spans_all(cell)
            ):
                said.append(words)
            last = cell
        return JOIN.join(said) or None

    def spans_all(self, cell: Cell | None) -> bool:
        return cell is not None and cell.colspan >= self.columns > 1

    @cached_property
    def heads(self) -> list[str | None]:
        """The label of every column."""
        return [self.column_label(column) for column in range(1, self.columns + 1)]

    @cached_property
    def kinds(self) -> list[str]:
        """What every column is for: `order`, `unit`, `time`, `not` (no figures), `value`."""
        kinds = [_column_kind(head) for head in self.heads]
        if kinds and kinds[0] in ("value", "time") and (self._runs_on(1) or self._only_marks(1)):
            kinds[0] = "order"
        return kinds

    def _runs_on(self, column: int) -> bool:
        """Whether a column numbers its rows, whatever its head says (`Ô số`: 1, 2, 3, 4, 5a, 5b)."""
        found = [_RUNNING.fullmatch(words) for words in self._filled(column)]
        numbers = [int(mark[1]) for mark in found if mark is not None]
        if len(numbers) < len(found) or len(set(numbers)) < 3 or numbers[0] != 1:
            return False
        return all(0 <= b - a <= 1 for a, b in pairwise(numbers))

    def _only_marks(self, column: int) -> bool:
        """Whether a column without a head holds marks of several levels and nothing else (`I`, `1`, `2`, `II`)."""
        filled = self._filled(column)
        numbers = sum(words[0].isdigit() for words in filled)
        return self.heads[0] is None and 0 < numbers < len(filled) and all(_ORDER.fullmatch(words) for words in filled)

    def _filled(self, column: int) -> list[str]:
        said = (self.at(row, column) for row in range(self.header_rows + 1, self.rows + 1))
        return [words for words in said if words]

    @cached_property
    def label_column(self) -> int:
        """The first column that is no ordinal and holds mostly words, else one of times; 0 where none is."""
        for column in range(1, self.columns + 1):
            filled = self._filled(column)
            if self.kinds[column - 1] in ("order", "not") or not filled or _is_remark(self.heads[column - 1]):
                continue
            worded = sum(not _is_number(words) for words in filled) * 2 > len(filled)
            if worded and not all(_ORDER.fullmatch(words) for words in filled):
                return column
        if "time" in self.kinds:
            return self.kinds.index("time") + 1
        first = self._filled(1) if self.columns > 1 and self.kinds[0] == "value" else []
        years = sum(_YEARS.fullmatch(words) is not None for words in first)
        return 1 if first and years * 2 > len(first) else 0

    def is_year(self, cell: Cell) -> bool:
        """Whether a cell is a year alone, in the head or in a column of times."""
        in_place = (
            cell.row <= self.header_rows or cell.column == self.label_column or self.kinds[cell.column - 1] == "time"
        )
        return in_place and _YEAR.fullmatch(self.text, cell.start, cell.end) is not None

    @cached_property
    def row_labels(self) -> dict[int, str]:
        """The label of each row, with what it stands under: a merged cell at the left, a heading row, `trong đó`, a row that
        is numbered a level higher (`I` over `1`)."""
        labels: dict[int, str] = {}
        column = self.label_column
        above: list[_Above] = []
        total = ""
        for row in range(self.header_rows + 1, self.rows + 1) if column else ():
            own = self.at(row, column)
            if not own:
                continue
            bare = own.lstrip("-+*• ").strip()
            style = self._style(row, own)
            if style is not None and any(each.style == style for each in above):
                del above[next(place for place, each in enumerate(above) if each.style == style) :]
            if self._is_heading(row, own):
                above = [*(each for each in above if style is not None), _Above(bare.rstrip(":"), style, heading=True)]
                total, labels[row] = "", JOIN.join(each.label for each in above)
                continue
            nested = own.startswith(("-", "+", "•")) or fold(bare).startswith(("trong đó", "gồm", "chia ra"))
            if fold(bare).startswith("tổng cộng") and style is None:
                above = []
            under = [each.label for each in above if each.heading or style is not None]
            if nested and total:
                under = [total]
            labels[row] = JOIN.join(part for part in (*under, bare, self._inner_label(row)) if part)
            if not nested:
                total = bare
                if style is not None:
                    above.append(_Above(bare, style, heading=False))
        return labels

    def _is_heading(self, row: int, own: str) -> bool:
        values = any(self.at(row, other) for other in range(self.label_column + 1, self.columns + 1))
        return self.spans_all(self.cells.get((row, self.label_column))) or not (values or own.startswith(("-", "+")))

    def _style(self, row: int, own: str) -> str | None:
        """How a row is numbered: in a column before its label, or ahead of the label's words."""
        said = self.at(row, self.label_column - 1) if self.label_column > 1 else ""
        ahead = _MARK_AHEAD.match(own)
        mark = said.rstrip(".)") if said else ahead[1] if ahead else ""
        return next((style for style, form in _STYLES if form.fullmatch(mark)), None)

    def _inner_label(self, row: int) -> str:
        """A second column of words under a merged label (`Xã A` over `Nam`, `Nữ`)."""
        cell = self.cells.get((row, self.label_column))
        beside = self.cells.get((row, self.label_column + 1))
        if cell is None or beside is None or cell.rowspan < 2 or beside.rowspan >= cell.rowspan:
            return ""
        words = self.words(beside)
        return "" if _is_number(words) else words


@dataclass(frozen=True, slots=True)
class _Above:
    """A row that others stand under."""

    label: str
    style: str | None
    heading: bool


def _is_remark(head: str | None) -> bool:
    return fold(head or "").strip(" .:*") in ("ghi chú", "lý do", "nguyên nhân")


def _numbers_columns(filled: Sequence[str]) -> bool:
    """Whether a row numbers the columns: every cell a mark, the numbers rising by one."""
    if not all(_INDEX_MARK.fullmatch(words) for words in filled):
        return False
    numbers = [int(found[0]) for words in filled if (found := re.search(r"\d+", words.partition("=")[0]))]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers)) and numbers[0] <= 2


def _is_number(words: str) -> bool:
    return bool(words) and NUMBER_CELL.fullmatch(words) is not None and len(words) <= 40


def _column_kind(head: str | None) -> str:
    said = fold(head or "").strip(" .:*")
    tables = load("figures")["tables"]
    last = said.rsplit(JOIN.strip(), 1)[-1].strip()
    if said in tables["ordinal_heads"]:
        return "order"
    if said in tables["unit_heads"][:3] or said in ("đvt", "đv tính", "đơn vị tính"):
        return "unit"
    if said in tables["time_heads"]:
        return "time"
    if said in tables["not_figures"] or last in tables["not_figures"]:
        return "not"
    return "value"
