"""Pages whose text flows in two columns, as a leaflet or a newspaper is set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drafter.reading.pdf_edges import Edges
from drafter.reading.pdf_glyphs import Line
from drafter.reading.pdf_layout import Region

_LEAST_LINES = 8
# A column of prose is at least this part of the page wide; a letterhead's or a signature's lines are shorter.
_LEAST_WIDTH = 0.25
_MOST_CROSSING = 0.15


def find_gutter(lines: Sequence[Line], width: float) -> float | None:
    """The x between two columns of prose that stand beside each other; None where the page has one."""
    middle = width / 2
    left = [line for line in lines if line.x1 < middle + 0.06 * width and line.x0 < middle]
    right = [line for line in lines if line.x0 > middle - 0.06 * width]
    if min(len(left), len(right)) < _LEAST_LINES or len(lines) - len(left) - len(right) > _MOST_CROSSING * len(lines):
        return None
    wide = [sorted(line.x1 - line.x0 for line in column)[len(column) // 2] for column in (left, right)]
    if min(wide) < _LEAST_WIDTH * width:
        return None
    first, last = max(line.x1 for line in left), min(line.x0 for line in right)
    beside = min(left[0].middle, right[0].middle) - max(left[-1].middle, right[-1].middle)
    return (first + last) / 2 if first < last and beside > 0 else None


def flowing(rows: Sequence[Sequence[Line]], gutter: float) -> list[Region]:
    """A page's lines in reading order: down the left column, down the right one; a line over both ends them."""
    found: list[Region] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        for column in (left, right):
            if column:
                column.sort(key=lambda line: -line.middle)
                found.append(Region(list(column), edges=_edges(column)))
                column.clear()

    for line in sorted((part for row in rows for part in row), key=lambda line: -line.middle):
        if line.x0 < gutter < line.x1:
            flush()
            found.append(Region([line]))
        else:
            (left if line.x1 <= gutter else right).append(line)
    flush()
    return found


def _edges(column: Sequence[Line]) -> Edges:
    ends = sorted((line.x1 for line in column), reverse=True)
    justified = sum(ends[0] - end < 2 for end in ends) > max(2, len(ends) // 4)
    starts = sorted(line.x0 for line in column)
    left = next((one for one, other in pairwise(starts) if other - one < 3), starts[0])
    return Edges(left, ends[0], justified)
