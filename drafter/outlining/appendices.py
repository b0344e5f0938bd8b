"""The figure tables in an outline's own file, with the headings above them; appendices that are only named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.language.folding import fold
from drafter.model.document import Block, BlockKind, Document
from drafter.model.outline import Appendix
from drafter.model.section import Paper, SectionTree
from drafter.outlining.figure_tables import Grid, is_figure_table, read_table, unit_in
from drafter.outlining.vocabulary import clean

_APPENDIX_STYLES = ("appendix", "form")
# Heads stand in the first rows of a table.
_HEADS = 3


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
        unit = unit_in(_line_above(document, block))
        found.append(read_table(grid, label=label, title=title, unit=unit, number=len(found) + 1))
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
    """A table's words by row and column; a merged cell's words stand in each row it covers, a merged head's in each column."""
    rows = max((cell.row + cell.rowspan - 1 for cell in block.cells), default=0)
    columns = max((cell.column + cell.colspan - 1 for cell in block.cells), default=0)
    grid = [[""] * columns for _row in range(rows)]
    for cell in block.cells:
        words = clean(document.text[cell.start : cell.end])
        # A head over several columns says something of each; a line over all of them is a group's name.
        over = cell.colspan if cell.row <= _HEADS and cell.colspan < columns else 1
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + over):
                grid[row - 1][column - 1] = words
    return grid


def _line_above(document: Document, block: Block) -> str:
    above = [other for other in document.blocks if other.end <= block.start and other.kind == BlockKind.PARAGRAPH]
    return clean(document.text[above[-1].start : above[-1].end]) if above else ""


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
