"""A collection as a workbook, as .csv, and as an appendix of a draft."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafter import spreadsheets
from drafter.errors import UsageError
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.draft import Draft, DraftSection
from drafter.model.outline import AppendixRow
from drafter.pipeline.collecting import Cell, CollectedTable, Collection, printed
from drafter.workspace import Workspace

_ = catalogue("pipeline")

_WIDTHS = (6, 44, 14)
_UNIT_WIDTH = 22


def as_file(collection: Collection, target: Path) -> bytes:
    """The collection by the target's suffix.

    Raises UsageError for another suffix than .xlsx or .csv.
    """
    match target.suffix.lower():
        case ".xlsx":
            return as_workbook(collection)
        case ".csv":
            return as_csv(collection)
        case _:
            raise UsageError(_("{path}: a table of figures is .xlsx or .csv", path=target))


def _columns() -> dict[str, str]:
    columns: dict[str, str] = load("collecting")["columns"]
    return columns


def _head(collection: Collection) -> list[str]:
    names = _columns()
    units = [source.unit for source in collection.sources]
    return [names["number"], names["indicator"], names["unit"], *units, names["total"]]


def _row_head(number: int, row: AppendixRow, table: CollectedTable) -> list[str]:
    return [row.label or str(number), row.title, row.unit or table.appendix.unit or ""]


# A workbook
def as_workbook(collection: Collection) -> bytes:
    """One sheet a table with each cell's source as a note, one sheet of sources, one of what must be looked at."""
    from openpyxl import Workbook

    names = load("collecting")["sheet"]
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(collection.tables, 1):
        title = names["table"] if len(collection.tables) == 1 else f"{names['table']} {number}"
        _fill_table(book.create_sheet(title), collection, table)
    _fill(book.create_sheet(names["sources"]), list(_source_rows(collection)), (44, 30, 16, 16, 44, 34, 44))
    _fill(book.create_sheet(names["remarks"]), list(_remark_rows(collection)), (30, 120))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_table(sheet: Any, collection: Collection, table: CollectedTable) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for column, words in enumerate(_head(collection), 1):
        cell = _put(sheet.cell(1, column), words)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        width = _WIDTHS[column - 1] if column <= len(_WIDTHS) else _UNIT_WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(table.appendix.rows, 1):
        for column, words in enumerate(_row_head(number, row, table), 1):
            cell = _put(sheet.cell(number + 1, column), words)
            cell.alignment = Alignment(wrap_text=True, vertical="top", indent=row.level - 1 if column == 2 else 0)
        for column, one in enumerate(table.cells[row.id], len(_WIDTHS) + 1):
            found = one.gathered.found
            if found is not None:
                cell = _put_number(sheet.cell(number + 1, column), found.value)
                cell.comment = Comment(_source(one), "Drafter", width=320, height=90)
        if row.id in table.totals:
            place = len(_WIDTHS) + len(collection.sources) + 1
            _put_number(sheet.cell(number + 1, place), table.totals[row.id]).font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(2, len(_WIDTHS) + 1)


def _put(cell: Any, words: str) -> Any:
    """Write words as words, whatever they look like."""
    cell.value = "".join(char for char in words if char >= " " or char == "\n")
    cell.data_type = "s"
    return cell


def _put_number(cell: Any, value: Any) -> Any:
    whole = value == value.to_integral_value()
    cell.value = int(value) if whole else float(value)
    cell.number_format = "#,##0" if whole else "#,##0.0###"
    return cell


def _fill(sheet: Any, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row, 1):
            cell = _put(sheet.cell(number, column), words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _source(cell: Cell) -> str:
    found = cell.gathered.found
    assert found is not None
    return "\n".join(filter(None, (str(cell.source.path), found.section, found.label, found.text)))


def _source_rows(collection: Collection) -> Iterator[list[str]]:
    """Every value with its place: one line a cell."""
    names = _columns()
    keys = ("indicator", "reporting", "unit", "value", "file", "section", "quote")
    yield [names[key] for key in keys]
    for table in collection.tables:
        for row in table.appendix.rows:
            for cell in table.cells[row.id]:
                found = cell.gathered.found
                if found is not None:
                    unit = row.unit or table.appendix.unit or ""
                    quote = f"{found.label}: {found.text}" if found.label else found.text
                    where = (str(cell.source.path), found.section or "", quote)
                    yield [row.title, cell.source.unit, unit, printed(found.value), *where]


def remarks(collection: Collection) -> Mapping[str, tuple[str, ...]]:
    """What a person must look at, by heading; headings without a line are left out."""
    names: dict[str, str] = load("collecting")["remarks"]
    said = {
        "contradictions": collection.contradictions,
        "renamed": collection.renamed,
        "missing": collection.missing,
        "missing_units": collection.missing_units,
        "left_out": tuple(f"{path}: {why}" for path, why in collection.left_out.items()),
    }
    return {names[key]: lines for key, lines in said.items() if lines}


def _remark_rows(collection: Collection) -> Iterator[list[str]]:
    sheet = load("collecting")["sheet"]
    yield [sheet["remarks"], ""]
    for heading, lines in remarks(collection).items():
        for line in lines:
            yield [heading, line]


# Lines of text
def as_csv(collection: Collection) -> bytes:
    """The tables below each other; beside each unit's column one with its source. UTF-8 with a mark, for spreadsheets."""
    rows = (row for table in collection.tables for row in _csv_rows(collection, table))
    return spreadsheets.as_csv(rows).encode("utf-8-sig")


def _csv_rows(collection: Collection, table: CollectedTable) -> Iterator[list[str]]:
    names = _columns()
    sources = [words for one in collection.sources for words in (one.unit, names["source_of"].format(unit=one.unit))]
    yield [names["number"], names["indicator"], names["unit"], *sources, names["total"]]
    for number, row in enumerate(table.appendix.rows, 1):
        values = [words for cell in table.cells[row.id] for words in (_said(cell), _where(cell))]
        yield [*_row_head(number, row, table), *values, _total(table, row)]


def _said(cell: Cell) -> str:
    return printed(cell.gathered.found.value) if cell.gathered.found else ""


def _where(cell: Cell) -> str:
    return " · ".join(_source(cell).split("\n")[:2]) if cell.gathered.found else ""


def _total(table: CollectedTable, row: AppendixRow) -> str:
    return printed(table.totals[row.id]) if row.id in table.totals else ""


def text_rows(collection: Collection, table: CollectedTable) -> Iterator[list[str]]:
    """The table as a person reads it, head first; an empty cell says nothing was found."""
    yield _head(collection)
    for number, row in enumerate(table.appendix.rows, 1):
        title = "  " * (row.level - 1) + row.title
        _number, _title, unit = _row_head(number, row, table)
        yield [row.label or str(number), title, unit, *map(_said, table.cells[row.id]), _total(table, row)]


# An appendix of a draft
def put_into_draft(collection: Collection, draft_path: Path, workspace: Workspace) -> tuple[str, ...]:
    """Add the tables to a draft as appendices, or put them in the place of those of an earlier run; the sections' ids.

    What no unit reports stays a mark (`⟦?⟧`). The draft is backed up first. Raises LockedError where somebody has it open,
    WriteError.
    """
    from drafter import drafting

    held = drafting.lock(draft_path)
    try:
        draft = drafting.load(draft_path)
        drafting.backup(draft_path, workspace.state, "collect")
        sections = [_section(collection, table) for table in collection.tables]
        for section in sections:
            draft = _with_section(draft, section)
        drafting.save(draft_path, draft)
        return tuple(section.id or "" for section in sections)
    finally:
        held.release()


def _section(collection: Collection, table: CollectedTable) -> DraftSection:
    from drafter import drafting

    words: dict[str, str] = load("collecting")["appendix"]
    title = words["title"].format(count=len(collection.sources), title=table.appendix.title)
    heading = f"{words['label']} {title}"
    label, rest = drafting.split_label(heading)
    body = "\n".join(_markup_rows(collection, table))
    return DraftSection(f"{words['id']}-{table.appendix.id}", 1, heading, label, rest, body, 0, 0, 0)


def _markup_rows(collection: Collection, table: CollectedTable) -> Iterable[str]:
    rows = [_head(collection)]
    for number, row in enumerate(table.appendix.rows, 1):
        values = [_said(cell) or "⟦?⟧" for cell in table.cells[row.id]]
        rows.append([*_row_head(number, row, table), *values, _total(table, row)])
    rows.insert(1, ["---"] * len(rows[0]))
    # A bar would end the cell.
    return ["| " + " | ".join(" ".join(words.replace("|", "/").split()) for words in row) + " |" for row in rows]


def _with_section(draft: Draft, section: DraftSection) -> Draft:
    kept = list(draft.sections)
    for place, old in enumerate(kept):
        if old.id == section.id:
            kept[place] = section
            return replace(draft, sections=tuple(kept))
    return replace(draft, sections=(*kept, section))
