"""Tables of plain words read in one go: most of a report's cells hold nothing else.

A cell is plain where nothing in it needs the walk through its runs: no tracked change, field, box, note, number, break,
content control, hidden or capital or old-font run, nested table. It is then the text of its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from drafter.ooxml.items import Item, Paragraph, TableCell
from drafter.ooxml.names import MATH, MC, VAL, W
from drafter.ooxml.styles import Styles, number_of

_W_OTHERWISE = (
    "hyperlink smartTag fldSimple customXml dir bdo sdt ins del moveTo moveFrom drawing pict object fldChar tab ptab br cr "
    "noBreakHyphen sym delText footnoteReference endnoteReference ruby altChunk txbxContent vanish caps numPr hMerge "
    "cellIns cellDel cellMerge rPrChange pPrChange tcPrChange trPrChange tblPrChange tblPrExChange tblGridChange sectPr"
)
# What the walk treats in a way of its own: a table that holds any of these is none of plain words.
_OTHERWISE = frozenset((*(W + name for name in _W_OTHERWISE.split()), f"{MC}AlternateContent", f"{MATH}*"))
_ROW, _CELL, _PARAGRAPH, _TEXT, _BEFORE, _SPAN, _MERGE, _STYLE, _RUN_STYLE, _FONTS = range(10)
_KINDS = {
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
_TBL, _TR, _TC, _TCPR, _R = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}tcPr", f"{W}r"
_ASCII, _H_ANSI = f"{W}ascii", f"{W}hAnsi"
# A table of fewer rows and columns may only arrange the page: there each run's look counts.
_LEAST_ROWS, _LEAST_COLUMNS = 9, 4
MAX_COLUMNS = 1000


@dataclass(slots=True)
class GridRow:
    """A row: the column it begins at, its cells with all but their place on the grid."""

    first: int
    cells: Iterable[TableCell]


def plain_rows(table: Any, styles: Styles) -> list[GridRow] | None:
    """The rows of a table that is large enough to hold data, None where it is not or its rows and cells are not plain.

    A cell of more than plain words keeps its element as `source`, to be walked through; the looks of the other cells'
    paragraphs are not told.
    """
    elements = table.findall(_TR)
    if len(elements) < _LEAST_ROWS and all(_cell_count(row) < _LEAST_COLUMNS for row in elements):
        return None
    odd = _odd_cells(table) if _shows_as_typed(None, styles) else None
    if odd is None:
        return None
    rows: list[GridRow] = []
    row = cell = paragraph = None
    cells: list[TableCell] = []
    words: list[Item] = []
    last = Paragraph("")
    checked: dict[tuple[int, str | None], bool] = {}
    walked = False
    for element in table.iter(*_KINDS):
        kind = _KINDS[element.tag]
        if kind == _ROW:
            if element.getparent() is table:
                row, cell, walked, cells = element, None, False, []
                rows.append(GridRow(0, cells))
            elif not walked:
                return None
        elif kind == _CELL:
            if element.getparent() is row:
                cell, paragraph, words = element, None, []
                cells.append(TableCell(0, 0, 1, words))
                walked = element in odd
                cells[-1].source = element if walked else None
            elif not walked:
                return None
        elif kind == _BEFORE:
            if cell is None and rows:
                rows[-1].first = columns_before(element)
        elif cell is None:
            return None
        elif kind == _SPAN:
            if element.getparent().getparent() is cell:
                cells[-1].colspan = column_span(element)
        elif kind == _MERGE:
            if element.getparent().getparent() is cell:
                cells[-1].merge = vertical_merge(element)
        elif walked:
            continue
        elif kind == _TEXT:
            run = element.getparent()
            # Words inside something unknown are not shown.
            if run.tag != _R or run.getparent() is not paragraph:
                walked, cells[-1].source = True, cell
            elif text := element.text:
                last.text += text if text.isprintable() else _typed(text)
        elif kind == _PARAGRAPH:
            if element.getparent() is cell:
                paragraph, last = element, Paragraph("")
                words.append(last)
            else:
                walked, cells[-1].source = True, cell
        else:
            name = (element.get(_ASCII) or element.get(_H_ANSI)) if kind == _FONTS else element.get(VAL)
            usual = checked.get((kind, name))
            if usual is None:
                usual = checked[kind, name] = _is_usual(kind, name, styles)
            if not usual:
                walked, cells[-1].source = True, cell
    return rows


def _cell_count(row: Any) -> int:
    return sum(1 for _cell in row.iterchildren(_TC))


def _odd_cells(table: Any) -> set[Any] | None:
    """The cells that hold more than plain words; None where rows or cells themselves are not plain."""
    found: set[Any] = set()
    for element in table.iter(*_OTHERWISE, _TBL):
        if element is table:
            continue
        cell: Any = None
        child: Any = None
        node = element
        while node is not table:
            above = node.getparent()
            if above.tag == _TC:
                cell, child = above, node
            node = above
        if cell is None or child.tag == _TCPR:
            return None
        found.add(cell)
    return found


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
    return text.replace("\xad", "").replace("\r", " ").replace("\n", " ")


def _shows_as_typed(name: str | None, styles: Styles) -> bool:
    style = styles.paragraph(name)
    return not (style.paragraph.number or style.run.caps or style.run.hidden or is_old_font(style.run.font))


def is_old_font(name: str | None) -> bool:
    """Whether a font's name may be one of before Unicode (`.VnTime`, `VNI-Times`)."""
    return bool(name) and name[0] in ".VvU"  # type: ignore[index]
