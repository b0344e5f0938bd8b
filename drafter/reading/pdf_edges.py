"""Where a page's text has its left and right edges: what decides whether a line is full.

Evidence, the strongest first: several long lines of the page that end at one place (justified text); the same over all
pages of that width; the longest of many lines (ragged text); the paper's own margins (Decree 30/2020, annex I: 15-20 mm
at the right).
"""

from __future__ import annotations

from collections import Counter
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
_APART = 3.0


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


@dataclass(frozen=True, slots=True)
class Habits:
    """How a text sets its paragraphs, as far as it shows: `pitch` is how far the lines of one paragraph stand from each other
    where paragraphs stand further apart, `indent` where their first lines begin."""

    pitch: float | None = None
    indent: float | None = None


def habits(lines: Sequence[Line], edges: Edges, before: Habits) -> Habits:
    """A region's habits; `before` (those of the text above) where it shows too little. A paragraph surely ends behind a line
    that stops well before the edge."""
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < above.middle - below.middle < 3 * max(above.size, 8)
    ]
    if len(pairs) < 8:
        return before
    steps = [above.middle - below.middle for above, below in pairs]
    counted = Counter(map(round, steps))
    tight = min((step for step, count in counted.items() if count * 6 >= len(pairs) or count >= 8), default=None)
    short = edges.left + 0.7 * (edges.right - edges.left)
    ends = [step for step, (above, _below) in zip(steps, pairs, strict=True) if above.x1 < short]
    pitch = before.pitch
    if tight is not None and len(ends) >= 3:
        pitch = tight if sum(step > tight + _APART for step in ends) >= 0.8 * len(ends) else None
    indents = Counter(
        round(above.x0) for above, below in pairs if above.x0 > edges.left + 8 and below.x0 < edges.left + 3
    )
    usual = indents.most_common(1)
    return Habits(pitch, usual[0][0] if usual and usual[0][1] >= 3 else before.indent)
