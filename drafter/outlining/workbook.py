"""The figure tables of a workbook (.xlsx): merged heads, hidden rows and sheets, titles above, signatures below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafter.errors import UnreadableFileError
from drafter.language.folding import fold
from drafter.messages import catalogue
from drafter.model.outline import Appendix
from drafter.outlining.figure_tables import Grid, head_row, read_table, unit_in
from drafter.outlining.vocabulary import clean

_ = catalogue("outlining")

_ROWS, _COLUMNS = 2000, 60
_SHEET = re.compile(
    r"(?P<label>(?:phụ lục|biểu(?: mẫu)?|mẫu|bảng)(?:\s+số)?\s*[\divx]{1,4}(?!\w))[\s.:–-]*(?P<title>.*)", re.DOTALL
)
# Above a table: whose it is, with which paper it came; no title.
_NO_TITLE = re.compile(
    r"(?:ủy ban|uỷ ban|ubnd|ubmttq|hội đồng|đảng (?:ủy|bộ|cộng sản)|cộng hòa|độc lập|sở |phòng |hội |đơn vị|\(|kèm theo|số:|"
    r"tỉnh |huyện )"
)


def appendix_from_xlsx(path: Path) -> tuple[Appendix, ...]:
    """The figure tables of a workbook, one a sheet; hidden sheets, rows and columns are left out.

    Raises UnreadableFileError where it cannot be read or holds none.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True, read_only=False)
    except Exception as error:  # openpyxl raises many kinds for a damaged or locked file
        raise UnreadableFileError(
            _("{path}: cannot be read as a workbook ({reason})", path=path, reason=str(error)[:120])
        ) from error
    found: list[Appendix] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        grid = _grid(sheet)
        head = next((row for row in range(min(len(grid), 30)) if head_row(grid[row : row + 1]) is not None), None)
        if head is None:
            continue
        label, title, unit = _above(grid[:head])
        made = read_table(grid[head:], label=label, title=title or sheet.title, unit=unit, number=len(found) + 1)
        if made.rows:
            found.append(made)
    if not found:
        raise UnreadableFileError(
            _("{path}: no table of figures in it (a head with “Chỉ tiêu” or “Nội dung” is wanted)", path=path)
        )
    return tuple(found)


def _grid(sheet: Any) -> Grid:
    """The visible cells' words; what a merged head says stands in each column, and in each row, that it covers."""
    values = [
        [clean(str(value)) if value is not None else "" for value in row]
        for row in sheet.iter_rows(
            max_row=min(sheet.max_row, _ROWS), max_col=min(sheet.max_column, _COLUMNS), values_only=True
        )
    ]
    width = max(map(len, values), default=0)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > len(values) or merged.min_col > width:
            continue
        words = values[merged.min_row - 1][merged.min_col - 1]
        last = merged.min_col if merged.size["columns"] == width else merged.max_col
        for row in range(merged.min_row, min(merged.max_row, len(values)) + 1):
            for column in range(merged.min_col, min(last, width) + 1):
                values[row - 1][column - 1] = words
    hidden_rows = {number for number, look in sheet.row_dimensions.items() if look.hidden}
    hidden = _hidden_columns(sheet)
    return [
        [words for column, words in enumerate(row, 1) if column not in hidden]
        for number, row in enumerate(values, 1)
        if number not in hidden_rows
    ]


def _hidden_columns(sheet: Any) -> set[int]:
    """One entry may stand for a run of columns."""
    hidden: set[int] = set()
    for look in sheet.column_dimensions.values():
        if look.hidden and look.min:
            hidden.update(range(look.min, (look.max or look.min) + 1))
    return hidden


def _above(rows: Sequence[Sequence[str]]) -> tuple[str | None, str, str | None]:
    """The label, the title and the unit of the whole table from the lines above its head."""
    label: str | None = None
    title: list[str] = []
    unit: str | None = None
    for row in rows:
        for words in dict.fromkeys(cell for cell in row if cell):
            unit = unit_in(words) or unit
            sheet = _SHEET.fullmatch(fold(words))
            if sheet and label is None and len(fold(words)) == len(words):
                label = words[: sheet.end("label")]
                title = [words[sheet.start("title") :].strip()] if sheet["title"].strip() else []
            elif words == words.upper() and len(words) > 8 and not _NO_TITLE.match(fold(words)):
                title.append(words)
    return label, " ".join(title), unit
