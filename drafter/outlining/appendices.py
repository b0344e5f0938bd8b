"""The figure tables that come with an outline: rows, units, value columns, levels, what adds up to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from drafter.errors import UnreadableFileError
from drafter.language.folding import bare, fold
from drafter.messages import catalogue
from drafter.model.document import Block, BlockKind, Document
from drafter.model.outline import Appendix, AppendixRow
from drafter.model.section import Paper, SectionTree
from drafter.outlining.vocabulary import begins, clean, holds

_ = catalogue("outlining")

Grid = list[list[str]]
_LABEL = re.compile(r"(?:[IVX]{1,5}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})\s*[.)]?\Z")
_APPENDIX_STYLES = ("appendix", "form")


def appendices_of(
    document: Document, tree: SectionTree, paper: Paper, named: Sequence[str], *, after: int = 0
) -> tuple[Appendix, ...]:
    """The paper's tables of indicators with their headings; appendices that are only named have no rows.

    An appendix that begins before `after` is the one the outline itself stands in.
    """
    found: list[Appendix] = []
    for block in document.blocks:
        if block.kind != BlockKind.TABLE or not paper.start <= block.start:
            continue
        grid = grid_of(document, block)
        if not is_figure_table(grid):
            continue
        label, title = _heading(document, tree, block)
        found.append(read_table(grid, label=label, title=title, number=len(found) + 1))
    if found:
        return tuple(found)
    sections = [
        section
        for section in tree.sections
        if section.style in _APPENDIX_STYLES
        and section.start >= max(after, paper.start)
        and section.parent is None
        and not _names_outline(section.title)
    ]
    if sections:
        return tuple(
            Appendix(id=f"phu-luc-{number}", title=section.title or "", label=section.label)
            for number, section in enumerate(sections, 1)
        )
    return tuple(_only_named(name, number if len(named) > 1 else None) for number, name in enumerate(named, 1))


def _only_named(name: str, number: int | None) -> Appendix:
    label, dash, title = name.partition(" - ")
    words = title if dash else name
    return Appendix(
        id=f"phu-luc-{number}" if number else "phu-luc",
        title=words[:1].upper() + words[1:],
        label=label if dash else None,
    )


def _names_outline(title: str | None) -> bool:
    return "đề cương" in fold(title or "")


def grid_of(document: Document, block: Block) -> Grid:
    """A table's words by row and column; a merged cell's words stand in each place it covers in its own row."""
    rows = max((cell.row + cell.rowspan - 1 for cell in block.cells), default=0)
    columns = max((cell.column + cell.colspan - 1 for cell in block.cells), default=0)
    grid = [[""] * columns for _row in range(rows)]
    for cell in block.cells:
        words = clean(document.text[cell.start : cell.end])
        for row in range(cell.row, cell.row + cell.rowspan):
            grid[row - 1][cell.column - 1] = words
    return grid


def is_figure_table(grid: Grid) -> bool:
    """Whether a table's head names indicators (`TT`, `Chỉ tiêu`, `Đơn vị tính` …); a letterhead's table does not."""
    return len(grid) >= 3 and head_row(grid) is not None


def head_row(grid: Grid) -> int | None:
    """The row of a table that names its columns, None where none of the first five does."""
    for place, row in enumerate(grid[:5]):
        cells = [fold(cell).strip(" .:*") for cell in row if cell]
        numbered = any(cell in _words("number") for cell in cells)
        named = any(cell in _words("title") for cell in cells)
        if named and (numbered or any(cell in _words("unit") for cell in cells) or len(cells) >= 3):
            return place
        # `STT`, `Chương trình`, `Dư nợ`: what is counted is not in the list, but the rows are numbered.
        if numbered and len(cells) >= 3 and len(cells) == len(row):
            return place
    return None


def _words(name: str) -> set[str]:
    from drafter.lexicon import load

    return set(map(fold, load("asks")["table"][name]))


def _heading(document: Document, tree: SectionTree, block: Block) -> tuple[str | None, str]:
    index = tree.at(block.start)
    if index is not None:
        for section in reversed(tree.path(index)):
            if section.style in _APPENDIX_STYLES:
                return section.label, section.title or ""
    headings = {section.start for section in tree.sections}
    paragraphs = [other for other in document.blocks if other.end <= block.start and other.kind == BlockKind.PARAGRAPH]
    before = [other for other in paragraphs[-3:] if other.start not in headings]
    for other in reversed(before):
        words = clean(document.text[other.start : other.end])
        if re.match(r"(?:phụ lục|biểu|bảng)", fold(words)):
            label = re.match(r"(?i)(?:phụ lục|biểu(?: số)?|bảng)(?:\s+(?:số\s+)?[\divx]+)?", words)
            return (label[0] if label else None), words[label.end() :].strip(" .:-–") if label else words
    titles = [clean(document.text[other.start : other.end]) for other in before]
    return None, next((title for title in titles if title == title.upper() and title), "")


def read_table(grid: Grid, *, label: str | None = None, title: str = "", number: int = 1) -> Appendix:
    """A figure table's rows and columns as an appendix."""
    head = head_row(grid) or 0
    below = head + 1
    heads = list(grid[head])
    while below < len(grid) and _is_subhead(grid[below], heads):
        heads = [_joined(heads[column], grid[below][column]) for column in range(len(heads))]
        below += 1
    number_column = column_of(heads, "number")
    title_column = column_of(heads, "title")
    if title_column is None:
        title_column = 1 if number_column == 0 and len(heads) > 1 else 0
    unit_column = column_of(heads, "unit")
    values = [
        column
        for column in range(len(heads))
        if column not in (number_column, title_column, unit_column) and not begins(heads[column], "note", "table")
    ]
    rows: list[AppendixRow] = []
    taken: set[str] = set()
    for cells in grid[below:]:
        words = cells[title_column]
        if not words or re.fullmatch(r"[\W\dA-Z]{0,3}", words):
            continue
        rows.append(
            AppendixRow(
                id=_row_id(words, taken),
                title=words.lstrip("-+ ").rstrip(":"),
                label=(cells[number_column] or None) if number_column is not None else None,
                unit=(cells[unit_column] or None) if unit_column is not None else None,
                level=1,
            )
        )
    levelled = _with_levels(
        rows,
        [
            cells[title_column]
            for cells in grid[below:]
            if cells[title_column] and not re.fullmatch(r"[\W\dA-Z]{0,3}", cells[title_column])
        ],
    )
    columns = tuple(heads[column] for column in values if heads[column])
    return Appendix(
        id=f"phu-luc-{number}",
        title=title,
        label=label,
        unit=_common_unit(title),
        columns=columns,
        rows=tuple(levelled),
        comparison=any(holds(column, "comparison", "table") for column in columns),
    )


def column_of(heads: Sequence[str], name: str) -> int | None:
    """The column whose head is one of a list's words (`number`, `title`, `unit`)."""
    words = _words(name)
    return next((place for place, head in enumerate(heads) if fold(head).strip(" .:*") in words), None)


def _is_subhead(row: Sequence[str], heads: Sequence[str]) -> bool:
    """A second row of heads (or of column letters) under merged ones."""
    filled = [cell for cell in row if cell]
    if not filled:
        return False
    if (
        all(re.fullmatch(r"\(?[\dA-Z]{1,2}\)?(?:=.*)?", cell) for cell in filled)
        and len(filled) >= 2
        and len(filled) >= len(row) - 1
    ):
        return True
    repeated = sum(cell == head for cell, head in zip(row, heads, strict=True) if cell)
    return (
        repeated >= 1
        and any(cell != head for cell, head in zip(row, heads, strict=True) if cell)
        and not any(re.search(r"\d{3}", cell) for cell in filled)
    )


def _joined(head: str, below: str) -> str:
    if not below or below == head or re.fullmatch(r"\(?[\dA-Z]{1,2}\)?(?:=.*)?", below):
        return head
    return f"{head} {below}".strip()


def _with_levels(rows: list[AppendixRow], printed: Sequence[str]) -> list[AppendixRow]:
    """Levels from labels (`I`, `1`, `1.1`, `a`) and marks (`-`, `+`); a row sums what stands under it where it says total,
    or where the rows below are introduced by `Trong đó`."""
    shapes: list[str] = []
    levels: list[int] = []
    for row, words in zip(rows, printed, strict=True):
        shape = _shape(row.label, words)
        if shape in ("-", "+"):
            base = next(
                (
                    level
                    for level, other in zip(reversed(levels), reversed(shapes), strict=True)
                    if other not in ("-", "+", "")
                ),
                0,
            )
            level = base + (2 if shape == "+" and "-" in shapes else 1)
        elif shape == "":
            level = (
                levels[-1]
                if levels and shapes[-1] == ""
                else (levels[-1] + 1 if levels and begins(words, "part", "table") else 1)
            )
        elif shape in shapes:
            level = levels[len(shapes) - 1 - shapes[::-1].index(shape)]
        else:
            labelled = [level for level, other in zip(levels, shapes, strict=True) if other not in ("", "-", "+")]
            level = labelled[-1] + 1 if labelled else 1
        shapes.append(shape)
        levels.append(level)
    out: list[AppendixRow] = []
    for place, row in enumerate(rows):
        deeper = place + 1 < len(rows) and levels[place + 1] > levels[place]
        sums = deeper and begins(row.title, "sum", "table") and not begins(rows[place + 1].title, "subset", "table")
        out.append(AppendixRow(row.id, row.title, row.label, row.unit, levels[place], sums))
    return out


def _shape(label: str | None, words: str) -> str:
    if words[:1] in "-–" or (label or "").strip() in ("-", "–"):
        return "-"
    if words[:1] == "+" or (label or "").strip() == "+":
        return "+"
    text = (label or "").strip(" .)")
    if not text or not _LABEL.match(text):
        return ""
    if re.fullmatch(r"[IVX]+", text):
        return "I"
    if re.fullmatch(r"[A-ZĐ]", text):
        return "A"
    if re.fullmatch(r"[a-zđ]", text):
        return "a"
    return "1" + ".1" * text.count(".")


def _row_id(words: str, taken: set[str]) -> str:
    base = "-".join(re.findall(r"[a-z0-9]+", bare(words))[:8]) or "dong"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _common_unit(title: str) -> str | None:
    found = re.search(r"(?i)(?:đơn vị tính|đvt)\s*:\s*([^).;,]+)", title)
    return found[1].strip() if found else None


def appendix_from_xlsx(path: Path) -> tuple[Appendix, ...]:
    """The figure tables of a workbook, one a sheet.

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
        grid = [
            [clean(str(value)) if value is not None else "" for value in row]
            for row in sheet.iter_rows(max_row=2000, max_col=60, values_only=True)
        ]
        head = _head_row_anywhere(grid)
        if head is None:
            continue
        titles = [cell for row in grid[:head] for cell in row if cell and cell == cell.upper() and len(cell) > 8]
        found.append(read_table(grid[head:], title=titles[0] if titles else sheet.title, number=len(found) + 1))
    if not found:
        raise UnreadableFileError(
            _("{path}: no table of figures in it (a head with “Chỉ tiêu” or “Nội dung” is wanted)", path=path)
        )
    return tuple(found)


def _head_row_anywhere(grid: Grid) -> int | None:
    for start in range(min(len(grid), 30)):
        if head_row(grid[start : start + 1]) is not None:
            return start
    return None
