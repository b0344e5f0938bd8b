"""Where a page may be set in columns: there each sign's place is asked for, elsewhere pdfium's lines are enough.

Evidence: the words of a letterhead, of recipients or of a signature; on the first page also lines that stand beside each
other, or that are far wider than their signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from statistics import median

from drafter.reading.pdf_glyphs import Line
from drafter.reading.shapes import opens_signature

_HEAD = re.compile(
    r"CỘNG H[OÒ]|CỘNG SẢN|Tự do\s*[-–]|TỰ DO\s*[-–]|ngày[\s\d.…_]{0,14}tháng[\s\d.…_]{0,14}năm|"
    r"^\s*(?:Số|SỐ)\s*:?[\s\d.…_]*[/-]|^\s*V/v"
)
_FOOT = re.compile(
    r"^[ \t]*(?:[Nn]ơi [Nn]hận|NƠI NHẬN)[ ]*:|(?:^|[ ])(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.?[ ]+[^\W\da-z_]{2}"
)
# What each of them holds: looked for first, because it costs a tenth.
_HINTS = (
    *("CỘNG", "ự do", "Ự DO", "ngày", "Số", "SỐ", "V/v", "ơi nhận", "ơi Nhận", "ƠI NHẬN"),
    *("TM", "KT", "TL", "TUQ", "T/M", "K/T", "T/L", "NGƯỜI", "XÁC NHẬN", "THỦ TRƯỞNG"),
)
# How many lines around a letterhead's may belong to it.
_AROUND = 3
_HEAD_LINES = 25
# A line whose signs take so many times the usual width holds a gap.
_WIDE = 1.35
_CAPITAL = 1.4
Zone = tuple[float, float]


def column_zones(lines: Sequence[Line], *, first_page: bool) -> list[Zone]:
    """The stretches of a page (lower and upper edge, in points) that may be set in columns, from top to bottom.

    A letterhead's reaches from the first page's top, or a few lines above its words, to a few lines below; recipients and
    a signature's to the page's end.
    """
    order = sorted(lines, key=lambda line: -line.middle)
    marked = _marked(order, first_page=first_page)
    zones: list[Zone] = []
    for index in sorted(marked):
        upper = _edge(order, index - 1) if index else float("inf")
        lower = _edge(order, index) if index + 1 < len(order) else float("-inf")
        if zones and index - 1 in marked:
            zones[-1] = (lower, zones[-1][1])
        else:
            zones.append((lower, upper))
    return zones


def _marked(order: Sequence[Line], *, first_page: bool) -> set[int]:
    """The places of the lines, from top to bottom, that may be set in columns."""
    texts = unicodedata.normalize("NFC", "\n".join(line.text for line in order)).split("\n")
    places = range(len(order))
    marked: set[int] = set()
    if first_page:
        usual = median(map(_letter, order))
        wide = {place for place in places if _letter(order[place]) > _WIDE * usual}
        # On later pages pdfium's own order keeps columns apart that no known words open.
        apart = wide | {place for place in places[:-1] if _beside(order[place], order[place + 1])}
    else:
        apart = set()
    hints = [hint for hint in _HINTS if any(hint in text for text in texts)]
    for place, text in enumerate(texts):
        hinted = any(hint in text for hint in hints)
        if hinted and (_FOOT.search(text) or (len(text) < 90 and text.isupper() and opens_signature(text))):
            marked.update(range(max(0, place - _AROUND), len(order)))
            break
        if place in apart or (hinted and len(text) < 160 and _HEAD.search(text)):
            top = 0 if first_page and place < _HEAD_LINES else max(0, place - _AROUND)
            marked.update(range(top, min(len(order), place + _AROUND + 1)))
    return marked


def _letter(line: Line) -> float:
    """A line's width for each of its signs, as a part of their size; capitals, which are wider, count as small letters."""
    wide = (line.x1 - line.x0) / (len(line.text) * max(line.size, 4))
    return wide / _CAPITAL if line.text.isupper() else wide


def _beside(one: Line, other: Line) -> bool:
    """Whether two lines stand on one height, the one behind the other."""
    return abs(one.middle - other.middle) < 0.5 * max(one.size, 6) and (one.x1 < other.x0 or other.x1 < one.x0)


def _edge(order: Sequence[Line], index: int) -> float:
    """The height that parts a line from the next one below."""
    return (order[index].middle + order[index + 1].middle) / 2


def within(zones: Sequence[Zone], height: float) -> bool:
    """Whether a height lies in one of the zones."""
    return any(lower <= height < upper for lower, upper in zones)


def level_rows(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """Rows from top to bottom, those that stand beside each other as one, their parts from left to right."""
    found: list[list[Line]] = []
    for row in sorted(rows, key=lambda row: -row[0].middle):
        if found and len(row) == 1 and all(_beside(row[0], part) for part in found[-1]):
            found[-1] = sorted([*found[-1], *row], key=lambda part: part.x0)
        else:
            found.append(row)
    return found
