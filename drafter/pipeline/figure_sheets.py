"""The sheet of carried figures that is sent round: written as .xlsx or .csv, taken back with old and new shown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from drafter import spreadsheets
from drafter.errors import UnreadableFileError, UsageError
from drafter.language.folding import fold_words
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.draft import FigureState, LedgerEntry
from drafter.pipeline.ledger import AS_PRINTED, alone, apply_decision, bodies_of, ledger_of, with_entry
from drafter.reusing.linking import linked

_ = catalogue("pipeline")

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
_COLUMNS = ("id", "section", "indicator", "unit", "old", "new", "state", "source", "context")
_WIDTHS = (8, 22, 44, 14, 18, 18, 14, 34, 60)
_OPEN = (FigureState.UNCONFIRMED, FigureState.ASKED)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet that came back; `row` counts from 1 as the spreadsheet does. `new` None: nothing was filled in."""

    row: int
    id: str
    indicator: str
    unit: str
    section: str
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What a row would do to a figure of the ledger."""

    row: int
    entry: LedgerEntry
    value: str
    state: FigureState


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A filled row that changes nothing, and why."""

    row: int
    label: str
    why: str


@dataclass(frozen=True)
class Comparison:
    changes: tuple[FigureChange, ...]
    left: tuple[LeftRow, ...]


def export_sheet(draft: Path, target: Path) -> tuple[bytes, int]:
    """The sheet's content by the target's suffix, and how many figures it lists.

    Raises UsageError for another suffix than .xlsx or .csv.
    """
    entries = ledger_of(draft)
    rows = [list(_headings().values()), *(_cells(entry) for entry in entries)]
    match target.suffix.lower():
        case ".xlsx":
            return _workbook(rows), len(entries)
        case ".csv":
            return _csv(rows), len(entries)
        case _:
            raise UsageError(_("{path}: a sheet is .xlsx or .csv", path=target))


def _headings() -> dict[str, str]:
    """Column key → its heading, the first of the names by which it is known again."""
    names: Mapping[str, list[str]] = load("rolling")["sheet_columns"]
    return {key: names[key][0] for key in _COLUMNS}


def _cells(entry: LedgerEntry) -> list[str]:
    said = load("rolling")["sheet_states"]
    return [
        entry.id,
        entry.section,
        entry.subject or "",
        entry.unit or "",
        entry.old,
        entry.new or "",
        said[str(entry.state)],
        entry.source or "",
        entry.context,
    ]


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = words
            # As text: else `2.085` typed by an officer becomes 2,085 on a machine set to English.
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark at the front, without which Excel shows broken Vietnamese; no cell starts a formula."""
    return spreadsheets.as_csv(rows).encode("utf-8-sig")


def read_sheet(path: Path) -> tuple[SheetRow, ...]:
    """The rows of a sheet that came back.

    Raises UnreadableFileError for a damaged or too large file, UsageError where a needed column is missing.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(_("{path}: larger than {limit} MB; no sheet of figures", path=path, limit=20))
    match path.suffix.lower():
        case ".xlsx":
            lines = _xlsx_lines(path)
        case ".csv":
            lines = _csv_lines(path)
        case _:
            raise UsageError(_("{path}: a sheet is .xlsx or .csv", path=path))
    return _rows(lines, path)


def _xlsx_lines(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            [_said(cell) for cell in row] for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=40, values_only=True)
        ]
        book.close()
    except Exception as error:  # openpyxl raises many kinds for a damaged or locked file
        raise UnreadableFileError(
            _("{path}: cannot be read as a workbook ({reason}); save it again as .xlsx", path=path, reason=error)
        ) from error
    return iter(lines)


def _said(cell: object) -> str:
    """A cell as an officer would type it: 3180 → `3.180`, 8.85 → `8,85`; a date is told as what it is."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, datetime | date | time):
        return f"{_DATE}{cell:%d/%m/%Y}" if not isinstance(cell, time) else f"{_DATE}{cell}"
    if isinstance(cell, int | float):
        whole, _dot, rest = f"{cell:,.6f}".partition(".")
        rest = rest.rstrip("0")
        return whole.replace(",", ".") + (f",{rest}" if rest else "")
    return " ".join(str(cell).split())


_DATE = "\x00"  # marks a cell that the spreadsheet turned into a date


def _csv_lines(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_("{path}: not UTF-8; save it as “CSV UTF-8”", path=path)) from error
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    try:
        lines = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        ]
    except csv.Error as error:
        raise UnreadableFileError(_("{path}: damaged ({reason})", path=path, reason=error)) from error
    return iter(lines[:MAX_ROWS])


def _rows(lines: Iterable[list[str]], path: Path) -> tuple[SheetRow, ...]:
    columns: dict[str, int] | None = None
    rows: list[SheetRow] = []
    for number, cells in enumerate(lines, 1):
        if columns is None:
            columns = _columns_of(cells)
            continue
        at = columns

        def said(key: str, cells: list[str] = cells, at: dict[str, int] = at) -> str:
            words = cells[at[key]] if key in at and at[key] < len(cells) else ""
            return spreadsheets.as_typed(words)

        if any(cells):
            row = SheetRow(
                number, said("id"), said("indicator"), said("unit"), said("section"), said("old"), said("new")
            )
            rows.append(replace(row, new=row.new or None))
    if columns is None:
        raise UsageError(
            _(
                "{path}: no row names the columns “{indicator}” and “{new}”; export the sheet again",
                path=path,
                indicator=_headings()["indicator"],
                new=_headings()["new"],
            )
        )
    return tuple(rows)


def _columns_of(cells: Sequence[str]) -> dict[str, int] | None:
    """Column key → index, where a row is the head: it names the new value, and the id or the indicator."""
    names: Mapping[str, list[str]] = load("rolling")["sheet_columns"]
    folded = [fold_words(cell) for cell in cells]
    found = {
        key: next(index for index, words in enumerate(folded) if words in {fold_words(name) for name in names[key]})
        for key in _COLUMNS
        if any(words in {fold_words(name) for name in names[key]} for words in folded)
    }
    return found if "new" in found and ("id" in found or "indicator" in found) else None


def compare(ledger: Sequence[LedgerEntry], rows: Sequence[SheetRow]) -> Comparison:
    """What the filled rows would change: matched by id where the label or the old value agrees, else by label alone.

    Two rows with different values for one figure change nothing.
    """
    changes: dict[str, FigureChange] = {}
    left: list[LeftRow] = []
    torn: set[str] = set()
    for row in rows:
        if row.new is None:
            continue
        entry = _entry_of(row, ledger)
        why = _refusal(row, entry)
        if entry is None or why:
            left.append(LeftRow(row.row, row.indicator or row.id, why or ""))
            continue
        change = _change(row.row, entry, row.new)
        known = changes.get(entry.id)
        if entry.state not in _OPEN:
            if change.value != (entry.new or entry.old):
                why = _(
                    "settled already as {now}; the sheet says {new}", now=entry.new or entry.state, new=change.value
                )
                left.append(LeftRow(row.row, row.indicator or row.id, why))
        elif known is not None and known.value != change.value:
            torn.add(entry.id)
            why = _("row {row} gives {other} for the same figure", row=known.row, other=known.value)
            left.append(LeftRow(row.row, row.indicator or row.id, why))
        else:
            changes.setdefault(entry.id, change)
    settled = tuple(change for key, change in changes.items() if key not in torn)
    return Comparison(settled, (*left, *_elsewhere(settled, ledger)))


def _elsewhere(changes: Sequence[FigureChange], ledger: Sequence[LedgerEntry]) -> Iterator[LeftRow]:
    """The other places of an indicator that gets a new value, where the sheet says nothing of them."""
    said = {change.entry.id for change in changes}
    for change in changes:
        if change.state != FigureState.REPLACED:
            continue
        for other in linked(change.entry, ledger):
            if other.id not in said and other.state in _OPEN:
                why = _(
                    "the same indicator as {id}, which becomes {new}, still says {old}",
                    id=change.entry.id,
                    new=change.value,
                    old=other.old,
                )
                yield LeftRow(change.row, f"{other.id} ({other.section})", why)


def _entry_of(row: SheetRow, ledger: Sequence[LedgerEntry]) -> LedgerEntry | None:
    by_id = next((entry for entry in ledger if row.id and entry.id == row.id), None)
    if by_id is not None and (not row.indicator or _alike(row, by_id) or (row.old and row.old == by_id.old)):
        return by_id
    if not row.indicator:
        return None
    alike = [entry for entry in ledger if _alike(row, entry)]
    if len(alike) > 1 and row.old:
        alike = [entry for entry in alike if entry.old == row.old] or alike
    return alike[0] if len(alike) == 1 else None


def _alike(row: SheetRow, entry: LedgerEntry) -> bool:
    if fold_words(row.indicator) != fold_words(entry.subject or ""):
        return False
    if row.unit and entry.unit and fold_words(row.unit) != fold_words(entry.unit):
        return False
    return not row.section or row.section == entry.section


def _refusal(row: SheetRow, entry: LedgerEntry | None) -> str | None:
    value = row.new or ""
    if entry is None:
        return _("no figure of the draft has this id and label, or several have the label")
    if value.startswith(_DATE):
        return _("the spreadsheet made a date of it ({date}); type it as text", date=value[1:])
    if value.startswith("#") or re.search(r"[⟦⟧|<>\n]", value):
        return _("“{value}” is no value to print", value=value)
    if not re.search(r"\d", value):
        return _("“{value}” holds no number", value=value)
    try:
        value = alone(value, f" {entry.unit or ''}")
    except UsageError as error:
        return str(error)
    if not AS_PRINTED.fullmatch(value):
        return _("“{value}” is no number as reports write it (1.250; 8,5; 6/11)", value=value)
    return None


def _change(row: int, entry: LedgerEntry, value: str) -> FigureChange:
    value = _in_old_style(value, entry)
    state = FigureState.CONFIRMED if value == entry.old else FigureState.REPLACED
    return FigureChange(row, entry, value, state)


def _in_old_style(value: str, entry: LedgerEntry) -> str:
    """Without the unit typed behind it: the unit stands in the text already."""
    unit = (entry.unit or "").strip()
    if unit and value.lower().endswith(unit.lower()) and re.search(r"\d\s*$", value[: -len(unit)]):
        value = value[: -len(unit)].rstrip()
    return value


def apply_changes(draft_path: Path, changes: Sequence[FigureChange]) -> tuple[LeftRow, ...]:
    """Write the changes into the draft and its ledger; those whose mark no longer stands come back with the reason.

    Raises LockedError where somebody holds the draft.
    """
    from drafter.drafting.lock import locked

    with locked(draft_path):
        return _write_changes(draft_path, changes)


def _write_changes(draft_path: Path, changes: Sequence[FigureChange]) -> tuple[LeftRow, ...]:
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.reusing.locating import locate

    draft, beside = drafting.load(draft_path), sidecar.load(draft_path)
    ledger = beside.ledger
    left: list[LeftRow] = []
    for change in changes:
        mark = next((one.mark for one in locate(ledger, bodies_of(draft)) if one.entry.id == change.entry.id), None)
        # `⟦?%⟧` stands for the number and its sign.
        wanted = mark is not None and "?" in mark.inner
        value = (
            change.value + "%"
            if wanted and "%" in (mark.inner if mark else "") and "%" not in change.value
            else change.value
        )
        state = FigureState.REPLACED if wanted else change.state
        try:
            entry, draft = apply_decision(
                draft, ledger, change.entry, state, None if state == FigureState.CONFIRMED else value
            )
        except UsageError as error:
            left.append(LeftRow(change.row, change.entry.subject or change.entry.id, str(error)))
            continue
        ledger = with_entry(ledger, entry)
    if len(left) < len(changes):
        drafting.save(draft_path, draft)
        sidecar.save(draft_path, replace(beside, ledger=ledger))
    return tuple(left)
