"""The walk through a Word file's body: block content in reading order, every word once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drafter.ooxml.items import Item, Paragraph, Table, TableCell, Walked
from drafter.ooxml.names import MC, VAL, W
from drafter.ooxml.numbering import Numbering
from drafter.ooxml.plain_tables import (
    MAX_COLUMNS,
    GridRow,
    column_span,
    columns_before,
    plain_rows,
    vertical_merge,
)
from drafter.ooxml.runs import Words
from drafter.ooxml.styles import LookSaid, ParagraphLook, Style, Styles, paragraph_properties

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_PPR, _TRPR, _TCPR = f"{W}pPr", f"{W}trPr", f"{W}tcPr"
_INS, _DEL, _GRID_BEFORE = f"{W}ins", f"{W}del", f"{W}gridBefore"
_GRID_SPAN, _V_MERGE, _H_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_CELL_INS, _CELL_DEL = f"{W}cellIns", f"{W}cellDel"
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSIDE = {f"{W}sdt": f"{W}sdtContent"}
_WRAPPERS = frozenset({f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"})
_OLD_WRAPPERS = frozenset({f"{W}del", f"{W}moveFrom"})


class Walk:
    """Reads block content; one walk a file, because numbers and open fields run through the whole of it."""

    def __init__(self, styles: Styles, numbering: Numbering, walked: Walked) -> None:
        self._styles = styles
        self._numbering = numbering
        self._walked = walked
        self._field: list[bool] = []
        self._looks: dict[tuple[str | None, LookSaid], tuple[ParagraphLook, Style]] = {}
        self._words = Words(walked, styles, self._field)
        # What a deleted paragraph mark leaves to be joined with the next paragraph.
        self._held: Paragraph | None = None

    def items(self, container: Any) -> list[Item]:
        """The paragraphs and tables of a body, a cell, a box, a note, a header."""
        found: list[Item] = []
        outer = self._held
        self._held = None
        self._collect(container, found)
        found.extend(self._released())
        self._held = outer
        return found

    def _released(self) -> list[Item]:
        """A paragraph whose mark was deleted with nothing behind it to join."""
        return [] if self._held is None else [self._held]

    def _collect(self, container: Any, found: list[Item]) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                paragraph = self._paragraph(child)
                if paragraph is not None:
                    found.append(paragraph)
            elif tag == _TBL:
                table = self._table(child)
                if table.rows:
                    found.append(table)
            elif tag in _INSIDE:
                self._walked.met["content controls"] += 1
                content = child.find(_INSIDE[tag])
                if content is not None:
                    self._collect(content, found)
            elif tag in _WRAPPERS or (tag in _OLD_WRAPPERS and not self._walked.accept):
                self._collect(child, found)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
                if chosen is not None:
                    self._collect(chosen, found)
            elif tag == f"{W}altChunk":
                self._walked.met["embedded files"] += 1

    def _paragraph(self, element: Any) -> Paragraph | None:
        """One paragraph; None where its mark was deleted (it then joins the next) or nothing of it is shown."""
        # By the standard they are the first child; a spoiled file may have them elsewhere.
        properties = element[0] if len(element) else None
        if properties is not None and properties.tag != _PPR:
            properties = next(element.iterchildren(_PPR), None)
        look, style, joins, changed = self._properties(properties)
        words = self._words
        words.reset(style.run)
        words.read(element)
        boxes = words.boxes
        # A field whose instruction never ends would hide the rest of the file.
        while self._field and self._field[-1]:
            self._field.pop()
        whole = Paragraph(
            text=words.text,
            style=style.name or None,
            outline=look.outline or None,
            bold=words.bold == words.seen if words.seen else None,
            italic=words.italic == words.seen if words.seen else None,
            centred=bool(look.centred),
            size=words.size,
            tracked=words.tracked or changed,
            breaks=tuple(words.breaks),
            notes=tuple(words.notes),
        )
        if self._held is not None:
            whole = _joined(self._held, whole)
            self._held = None
        if joins:
            self._held = whole
            return None
        whole.label = self._numbering.label(look, style.id or None) if look.number else None
        left, first = look.left, look.first
        if whole.label is not None:
            left = whole.label.look.left if left is None else left
            first = whole.label.look.first if first is None else first
        whole.indent = None if left is None and first is None else (left or 0) + (first or 0)
        if boxes:
            whole.boxes = tuple(item for box in boxes for item in self.items(box))
        return whole

    def _properties(self, properties: Any | None) -> tuple[ParagraphLook, Style, bool, bool]:
        """Look over style, the style, whether the paragraph's mark is gone, whether anything of it was tracked."""
        if properties is None:
            style = self._styles.paragraph(None)
            return style.paragraph, style, False, False
        joins = changed = False
        said = paragraph_properties(properties)
        if said.mark is not None and len(said.mark):
            marks = {child.tag for child in said.mark}
            inserted, deleted = not marks.isdisjoint(_INSERTED), not marks.isdisjoint(_DELETED)
            changed = inserted or deleted
            joins = deleted if self._walked.accept else inserted
            if changed:
                self._walked.met["paragraph marks"] += 1
        if said.change is not None:
            changed = True
            self._walked.met["changed formats"] += 1
            old = said.change.find(_PPR)
            if not self._walked.accept and old is not None:
                said = paragraph_properties(old)
        known = self._looks.get((said.style, said.look))
        if known is None:
            style = self._styles.paragraph(said.style)
            known = self._looks[said.style, said.look] = (ParagraphLook(*said.look).over(style.paragraph), style)
        look, style = known
        return look, style, joins, changed

    def _table(self, element: Any) -> Table:
        table = Table([], _is_ruled(element))
        # Grid column → the cell that goes on downwards from above.
        open_cells: dict[int, TableCell] = {}
        cells = 0
        plain = None if self._field else plain_rows(element, self._styles)
        for said in self._rows(element) if plain is None else plain:
            row: list[TableCell] = []
            number, column = len(table.rows), said.first
            for cell in said.cells:
                if cell.source is not None:
                    cell.items, cell.source = self.items(cell.source), None
                if cell.across and row:
                    row[-1].colspan += cell.colspan
                    row[-1].items.extend(cell.items)
                    column += cell.colspan
                    continue
                cell.row, cell.column = number, column
                if cell.merge is not None:
                    above = open_cells.get(column)
                    if cell.merge == "continue" and above is not None:
                        above.rowspan += 1
                        # What stands in a merged cell is not shown; Word keeps an empty paragraph there.
                        cell.items, cell.continued = [], True
                    else:
                        open_cells[column] = cell
                elif open_cells:
                    open_cells.pop(column, None)
                row.append(cell)
                column = min(column + cell.colspan, MAX_COLUMNS)
                cells += 1
            if open_cells:
                shown = {cell.column for cell in row if cell.continued}
                for gone in [key for key, cell in open_cells.items() if cell.row < number and key not in shown]:
                    del open_cells[gone]
            if row:
                table.rows.append(row)
            self._walked.check(cells)
        return table

    def _rows(self, element: Any) -> Iterator[GridRow]:
        """The rows that are shown."""
        for child in _through(element, _TR):
            column = 0
            gone = False
            properties = next(child.iterchildren(_TRPR), None)
            if properties is not None:
                for item in properties:
                    tag = item.tag
                    if tag in (_INS, _DEL):
                        self._walked.met["table rows"] += 1
                        gone = gone or (tag == _DEL) is self._walked.accept
                    elif tag == _GRID_BEFORE:
                        column = columns_before(item)
            if not gone:
                yield GridRow(column, self._cells(child))

    def _cells(self, row: Any) -> Iterator[TableCell]:
        """A row's cells that are shown."""
        for child in _through(row, _TC):
            cell, gone = TableCell(0, 0, 1, []), False
            properties = next(child.iterchildren(_TCPR), None)
            for item in properties if properties is not None else ():
                tag = item.tag
                if tag == _GRID_SPAN:
                    cell.colspan = column_span(item)
                elif tag == _V_MERGE:
                    cell.merge = vertical_merge(item)
                elif tag == _H_MERGE:
                    cell.across = item.get(VAL) != "restart"
                elif tag in (_CELL_INS, _CELL_DEL):
                    gone = gone or (tag == _CELL_DEL) is self._walked.accept
            if not gone:
                cell.items = self.items(child)
                yield cell


def _through(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also those inside content controls and custom XML."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _through(content, wanted)
        elif child.tag in _WRAPPERS:
            yield from _through(child, wanted)


def _is_ruled(table: Any) -> bool:
    """Whether lines are drawn: by the table's own borders, its style's (`TableGrid`) or a cell's."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    named = table.find(f"{W}tblPr/{W}tblStyle")
    if borders is not None:
        if any(line.get(VAL) not in ("nil", "none", None) for line in borders):
            return True
    elif named is not None and "normal" not in (named.get(VAL) or "").lower():
        return True
    return any(
        line.get(VAL) not in ("nil", "none", None)
        for cell in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
        for line in cell
        if line.tag in (f"{W}left", f"{W}right", f"{W}start", f"{W}end")
    )


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs whose mark between them is gone; the second one's properties hold, as in Word."""
    shift = len(first.text)
    second.breaks = (*first.breaks, *(place + shift for place in second.breaks))
    second.text = first.text + second.text
    second.notes = (*first.notes, *second.notes)
    second.boxes = (*first.boxes, *second.boxes)
    second.bold = first.bold if second.bold is None else second.bold and first.bold is not False
    second.size = first.size if second.size is None else second.size
    second.tracked = True
    return second
