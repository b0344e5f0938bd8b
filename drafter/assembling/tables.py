"""Tables: widths from content, joined cells, repeated header rows, numbers at the right."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.assembling.content import Table, TableCell
from drafter.assembling.ink import Ink, paragraph, twips
from drafter.assembling.inline import plain
from drafter.assembling.layout import Layout
from drafter.assembling.metrics import text_width
from drafter.assembling.styles import half_points, style_of
from drafter.language.folding import fold_words

_NUMBER = re.compile(r"[⟦(]*[-+−]?(?:\d[\d.,]*|\?)(?:\s?[/-]\s?\d[\d.,]*)?\s?[%‰]?\??[⟧)]*")
_NONE = re.compile(r"[-–—x]?")
_RUNNING = ("tt", "stt", "số tt", "số thứ tự")
_CENTRED = ("đơn vị tính", "đvt", "đơn vị", "ghi chú", "đơn vị tính (đvt)")
_PADDING = 4.0  # millimetres of a cell's two side margins, with a little room
_LOOSE = 1.1  # a font that stands in for Times New Roman is wider
_LONGEST = 60.0  # millimetres after which a column of words is better broken than widened
_SPARE = 0.1  # millimetres not worth giving away
_MANY_COLUMNS = 8
_SMALLER = (11.0, 10.0, 9.0)  # points for tables of many columns


def wanted_widths(table: Table, size: float) -> tuple[list[float], list[float]]:
    """For each column what it needs at least (its longest word) and at best (its longest line), in millimetres."""
    least, best = [_PADDING + 4] * table.columns, [_PADDING + 4] * table.columns
    for cell in table.cells:
        if cell.colspan > 1:
            continue
        longest, line = _extent(cell.text, cell.row < table.head)
        least[cell.column] = max(least[cell.column], longest * size + _PADDING)
        best[cell.column] = max(best[cell.column], line * size + _PADDING)
    return least, [width * _LOOSE for width in best]


@lru_cache(maxsize=8192)
def _extent(text: str, head: bool) -> tuple[float, float]:
    """How wide a cell's longest word and its whole line are at a size of one point; a head of several words may take two
    lines."""
    words = plain(text)
    longest = max((text_width(word, 1, bold=head) for word in words.split()), default=0.0)
    return longest, text_width(words[:400], 1, bold=head) / (2 if head and " " in words else 1)


def is_wide(table: Table, room: float, size: float) -> bool:
    """Whether a table asks for the page to be turned."""
    least, best = wanted_widths(table, size)
    comfortable = sum(max(low, min(high, _LONGEST)) for low, high in zip(least, best, strict=True))
    return table.columns >= _MANY_COLUMNS or sum(least) > room or comfortable > room * 1.25


def fitting_size(table: Table, room: float, usual: float) -> float:
    """The usual size, or the largest smaller one at which no word of the table has to be broken."""
    for size in (usual, *(size for size in _SMALLER if size < usual)):
        if sum(wanted_widths(table, size)[0]) <= room:
            return size
    return min(_SMALLER)


def widths(table: Table, room: float, size: float) -> list[int]:
    """The columns' widths in twips; together the room."""
    least, best = wanted_widths(table, size)
    if sum(best) <= room:
        # Spare room goes to the columns of words first: numbers stay narrow, running numbers as they are.
        wants = [width * share for width, share in zip(best, _appetites(table), strict=True)]
        if not sum(wants):
            wants = best
        shares = [width + (room - sum(best)) * want / sum(wants) for width, want in zip(best, wants, strict=True)]
    elif sum(least) >= room:
        shares = [width * room / sum(least) for width in least]
    else:
        shares = _filled(least, best, room)
    found = [twips(share) for share in shares]
    found[-1] += twips(room) - sum(found)
    return found


def _filled(least: list[float], best: list[float], room: float) -> list[float]:
    """What is left over the least goes by the root of what each column wants, and to none more than that: a column of
    many words takes not all, and a column of numbers gets no more than it needs."""
    shares = list(least)
    open_ = {column for column, (low, high) in enumerate(zip(least, best, strict=True)) if high > low}
    left = room - sum(shares)
    while open_ and left > _SPARE:
        roots = {column: (best[column] - shares[column]) ** 0.5 for column in open_}
        whole, given = sum(roots.values()), left
        for column, root in roots.items():
            more = min(given * root / whole, best[column] - shares[column])
            shares[column] += more
            left -= more
        open_ = {column for column in open_ if best[column] - shares[column] > _SPARE}
    return shares


def _appetites(table: Table) -> list[float]:
    """How much of spare room each column takes for its width: words 1, numbers a third, running numbers nothing."""
    numbers = [True] * table.columns
    for cell in table.cells:
        if cell.row >= table.head and cell.colspan == 1:
            words = plain(cell.text)
            numbers[cell.column] &= bool(_NUMBER.fullmatch(words) or _NONE.fullmatch(words))
    centred = _centred_columns(table)
    return [0.0 if column in centred else 0.3 if numbers[column] else 1.0 for column in range(table.columns)]


def table_xml(table: Table, layout: Layout, ink: Ink, room: float) -> str:
    """A table over the whole room, which is in millimetres."""
    usual = layout.elements["table"].size
    size = fitting_size(table, room, usual)
    look = "" if size == usual else f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
    columns = widths(table, room, size)
    centred = _centred_columns(table)
    by_row: dict[int, list[TableCell]] = {}
    covered: dict[int, list[tuple[int, int]]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
        for row in range(cell.row + 1, cell.row + cell.rowspan):
            covered.setdefault(row, []).append((cell.column, cell.colspan))
    out = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        + "</w:tblGrid>"
    ]
    for row in range(table.rows):
        head = row < table.head
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
        places: list[tuple[int, int, TableCell | None]] = [
            (cell.column, cell.colspan, cell) for cell in by_row.get(row, ())
        ]
        places += [(column, span, None) for column, span in covered.get(row, ())]
        for column, span, shown in sorted(places, key=lambda place: place[0]):
            width = sum(columns[column : column + span])
            out.append(_cell(shown, width, span, head, column in centred, ink, look))
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)


def _cell(cell: TableCell | None, width: int, span: int, head: bool, centred: bool, ink: Ink, look: str) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    if cell is None:
        return f"<w:tc><w:tcPr>{properties}<w:vMerge/></w:tcPr>{paragraph('', style_of('table'))}</w:tc>"
    if cell.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>'
    if head or cell.rowspan > 1:
        properties += '<w:vAlign w:val="center"/>'
    align = ""
    if not head:
        words = plain(cell.text)
        if centred or (not words and cell.colspan == 1):
            align = '<w:jc w:val="center"/>'
        elif _NUMBER.fullmatch(words):
            align = '<w:jc w:val="right"/>'
        elif _NONE.fullmatch(words):
            align = '<w:jc w:val="center"/>'
    style = style_of("table_head" if head else "table")
    words = ink.remarked(ink.runs(_unbold(cell.text) if head else cell.text, look=look), cell.text.strip(), whole=True)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words, style, align)}</w:tc>"


def _unbold(text: str) -> str:
    """A head is bold already; stars would only be doubled."""
    return (
        text[2:-2]
        if len(text) > 4 and text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]
        else text
    )


def _centred_columns(table: Table) -> frozenset[int]:
    """Columns of running numbers and units."""
    names: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < table.head and cell.colspan == 1:
            names.setdefault(cell.column, []).append(fold_words(plain(cell.text)))
    return frozenset(
        column for column, said in names.items() if any(name in _RUNNING or name in _CENTRED[:3] for name in said)
    )
