"""Tables of plain words read in one go: most of a report's cells hold nothing else.

A table is plain where nothing in it needs the walk through its runs: no tracked change, field, box, note, number, break,
content control, hidden or capital or old-font run, nested table. Its cells are then the text of their paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from drafter.ooxml.items import Item, Paragraph
from drafter.ooxml.names import VAL, W
from drafter.ooxml.styles import Styles, number_of

# The elements that say nothing about which words are shown.
_NAMES = (
    "tbl tblPr tblStyle tblpPr tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription top left start bottom right end insideH "
    "insideV tl2br tr2bl tblGrid gridCol tr trPr cnfStyle gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "gridBefore tc tcPr tcW gridSpan vMerge tcBorders noWrap tcMar textDirection tcFitText vAlign hideMark p pPr "
    "pStyle keepNext keepLines pageBreakBefore widowControl suppressLineNumbers pBdr suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents textAlignment textboxTightWrap outlineLvl tabs between r t rPr rFonts rStyle b "
    "bCs i iCs strike outline shadow emboss imprint noProof color w kern position sz szCs highlight u effect bdr "
    "fitText vertAlign rtl cs em lang eastAsianLayout lastRenderedPageBreak proofErr bookmarkStart bookmarkEnd "
)
_OTHER, _TABLE, _ROW, _CELL, _PARAGRAPH, _TEXT, _BEFORE, _SPAN, _MERGE, _STYLE, _RUN_STYLE, _FONTS = range(12)
_KINDS = dict.fromkeys((W + name for name in _NAMES.split()), _OTHER) | {
    f"{W}tbl": _TABLE,
    f"{W}tr": _ROW,
    f"{W}tc": _CELL,
    f"{W}p": _PARAGRAPH,
    f"{W}t": _TEXT,
    f"{W}gridBefore": _BEFORE,
    f"{W}gridSpan": _SPAN,
    f"{W}vMerge": _MERGE,
    f"{W}pStyle": _STYLE,
    f"{W}rStyle": _RUN_STYLE,
    f"{W}rFonts": _FONTS,
}
# A table of fewer rows and columns may only arrange the page: there each run's look counts.
_LEAST_ROWS, _LEAST_COLUMNS = 9, 4
MAX_COLUMNS = 1000


@dataclass(slots=True)
class GridCell:
    """A cell as a table's grid sees it: the columns it spans, its vertical merge (`restart`, `continue`, None), whether
    it goes on from the cell at its left, its content."""

    span: int = 1
    merge: str | None = None
    across: bool = False
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class GridRow:
    """A row: the column it begins at, its cells."""

    first: int
    cells: Iterable[GridCell]


def plain_rows(table: Any, styles: Styles) -> list[GridRow] | None:
    """The rows of a plain table that is large enough to hold data, None where it is not; its paragraphs' looks are not
    told."""
    elements = table.findall(f"{W}tr")
    if len(elements) < _LEAST_ROWS and all(len(row) <= _LEAST_COLUMNS for row in elements):
        return None
    if not _shows_as_typed(None, styles):
        return None
    rows: list[GridRow] = []
    cells: list[GridCell] = []
    cell: GridCell | None = None
    paragraph: Paragraph | None = None
    checked: set[tuple[int, str | None]] = set()
    for element in table.iter():
        kind = _KINDS.get(element.tag)
        if kind is None:
            return None
        if kind == _OTHER:
            continue
        if kind == _TEXT:
            if paragraph is not None and (text := element.text):
                paragraph.text += _typed(text)
        elif kind == _PARAGRAPH:
            if cell is not None:
                paragraph = Paragraph("")
                cell.items.append(paragraph)
        elif kind == _CELL:
            paragraph = None
            cell = GridCell()
            cells.append(cell)
        elif kind == _ROW:
            paragraph = cell = None
            cells = []
            rows.append(GridRow(0, cells))
        elif kind == _SPAN:
            if cell is not None:
                cell.span = column_span(element)
        elif kind == _MERGE:
            if cell is not None:
                cell.merge = vertical_merge(element)
        elif kind == _BEFORE:
            if rows:
                rows[-1].first = columns_before(element)
        elif kind == _TABLE:
            if element is not table:
                return None
        else:
            name = (element.get(f"{W}ascii") or element.get(f"{W}hAnsi")) if kind == _FONTS else element.get(VAL)
            if (kind, name) not in checked:
                checked.add((kind, name))
                if not _is_usual(kind, name, styles):
                    return None
    return rows


def columns_before(element: Any) -> int:
    """The columns that a `w:gridBefore` leaves free."""
    return min(MAX_COLUMNS, max(0, int(number_of(element.get(VAL)) or 0)))


def column_span(element: Any) -> int:
    """The columns of a `w:gridSpan`."""
    said = number_of(element.get(VAL))
    return min(MAX_COLUMNS, max(1, int(said))) if said else 1


def vertical_merge(element: Any) -> str:
    """`restart` or `continue`, as a `w:vMerge` says."""
    return "restart" if element.get(VAL) == "restart" else "continue"


def _is_usual(kind: int, name: str | None, styles: Styles) -> bool:
    """Whether words in a style or a font are shown as they were typed."""
    if kind == _STYLE:
        return _shows_as_typed(name, styles)
    if kind == _FONTS:
        return not is_old_font(name)
    look = styles.character(name or "")
    return not (look.caps or look.hidden or is_old_font(look.font))


def _typed(text: str) -> str:
    if text.isprintable():
        return text
    return text.replace("\xad", "").replace("\r", " ").replace("\n", " ")


def _shows_as_typed(name: str | None, styles: Styles) -> bool:
    style = styles.paragraph(name)
    return not (style.paragraph.number or style.run.caps or style.run.hidden or is_old_font(style.run.font))


def is_old_font(name: str | None) -> bool:
    """Whether a font's name may be one of before Unicode (`.VnTime`, `VNI-Times`)."""
    return bool(name) and name[0] in ".VvU"  # type: ignore[index]
