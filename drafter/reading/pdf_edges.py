"""Where a page's text has its left and right edges: what decides whether a line is full.

Evidence, the strongest first: several long lines of the page that end at one place (justified text); the same over all
pages of that width; the longest of many lines (ragged text); the paper's own margins (Decree 30/2020, annex I: 15-20 mm
at the right).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.reading.pdf_glyphs import Line

_SAME = 2.0
# A right edge further in than this part of the page's width is chance.
_LEAST_RIGHT = 0.8
_MARGIN = 50.0
_ENOUGH = 4
_RAGGED = 20


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one page that flow over its width."""

    width: float
    rows: Sequence[Sequence[Line]]

    @property
    def single(self) -> list[Line]:
        return [row[0] for row in self.rows if len(row) == 1]


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a text in points; `justified`: its lines end at the right one, but for each paragraph's last."""

    left: float
    right: float
    justified: bool = False


def common_edges(pages: Sequence[Lines]) -> list[Edges]:
    """Each page's edges."""
    widths = {round(page.width) for page in pages}
    whole = {width: [line for page in pages if round(page.width) == width for line in page.single] for width in widths}
    found: list[Edges] = []
    for page in pages:
        lines = page.single
        others = whole[round(page.width)]
        right = _justified(lines, page.width, _ENOUGH) or _justified(others, page.width, 2)
        justified = right is not None
        if right is None:
            longest = max((line.x1 for line in others), default=0.0)
            many = sum(line.x1 > 0.7 * page.width for line in others) >= _RAGGED
            right = longest if many else max(longest, page.width - _MARGIN)
        left = _left(lines if len(lines) > 5 else others, page.width)
        parts = [part.x0 for row in page.rows for part in row]
        found.append(Edges(left if left is not None else min(parts, default=0.0), right, justified))
    return found


def _justified(lines: Sequence[Line], width: float, least: int) -> float | None:
    """The place where lines end together, hardly any of them further out; None where there is none."""
    ends = sorted((line.x1 for line in lines if line.x1 > _LEAST_RIGHT * width), reverse=True)
    for place, end in enumerate(ends):
        if place > max(1, len(ends) // 10):
            return None
        together = sum(end - other < _SAME for other in ends[place:])
        if together >= max(least, len(ends) // 8):
            return end
    return None


def _left(lines: Sequence[Line], width: float) -> float | None:
    """The outermost place where two lines begin, or a long one."""
    starts = sorted((line.x0, line.x1) for line in lines)
    if not starts:
        return None
    for (one, end), (other, _) in pairwise(starts):
        if other - one < 3 or end - one > 0.55 * width:
            return one
    return starts[0][0]
