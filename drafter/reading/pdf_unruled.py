"""Tables of a PDF page that have no upright lines, or no lines at all: their columns are the blank stripes between words.

pdfplumber tells where the words stand (it costs 50 ms a page, so only pages are asked that show signs of such a table:
level lines of one width above each other, or lines of text that end in several numbers).
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from drafter.reading.pdf_rules import Edge
from drafter.reading.pdf_tables import Grid, GridCell

_NUMBER = re.compile(r"[-+(]?\d[\d.,]*%?\)?")
# A row as pdfium's text shows it: words and behind them two numbers or more.
_NUMBER_ROW = re.compile(r"^.*\S[ \t]+(?:[-+]?\d[\d.,]*%?[ \t]+)+[-+]?\d[\d.,]*%?[ \t]*\r?$", re.MULTILINE)
_LEAST_ROWS = 3
_GUTTER = 4.0
_SAME = 4.0
# The most lines that one row wraps to.
_MOST_WRAPPED = 8
_MOST_GAP = 700.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word's box in points from the page's lower left."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.text))


Row = list[Word]


def shows_number_rows(text: str) -> bool:
    """Whether a page's text has lines that look like rows of a table without lines."""
    return len(_NUMBER_ROW.findall(text)) >= _LEAST_ROWS + 1


def level_groups(edges: Sequence[Edge], grids: Sequence[Grid]) -> list[list[Edge]]:
    """Level lines of one width above each other, three or more, that belong to no ruled table; from top to bottom."""
    level = sorted(
        (edge for edge in edges if not edge.vertical and edge.last - edge.first > 100), key=lambda edge: -edge.at
    )
    rows: list[Edge] = []
    for edge in level:
        if rows and abs(rows[-1].at - edge.at) < 2:
            # A line drawn cell by cell.
            rows[-1] = Edge(False, edge.at, min(rows[-1].first, edge.first), max(rows[-1].last, edge.last))
        else:
            rows.append(edge)
    groups: list[list[Edge]] = []
    for edge in rows:
        if any(grid.bottom - 3 <= edge.at <= grid.top + 3 for grid in grids):
            continue
        last = groups[-1][-1] if groups else None
        alike = last and abs(last.first - edge.first) < _SAME and abs(last.last - edge.last) < _SAME
        if alike and last and last.at - edge.at < _MOST_GAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [group for group in groups if len(group) >= _LEAST_ROWS]


class Plumber:
    """pdfplumber on one file, opened when first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None

    def words(self, number: int) -> list[Word]:
        """The words of a page, counted from 1; none where pdfplumber cannot read it."""
        import pdfplumber

        # What pdfminer finds odd is not for a person's screen.
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[number - 1]
            found = page.dedupe_chars().extract_words(use_text_flow=False, x_tolerance=2)
            height = float(page.height)
            page.close()
        except Exception:
            # pdfminer raises what it likes on files that pdfium reads; the page is then read without such a table.
            return []
        return [Word(one["text"], one["x0"], one["x1"], height - one["bottom"], height - one["top"]) for one in found]

    def close(self) -> None:
        if self._file is not None:
            # Closing reads the pages once more, and damaged ones raise.
            with contextlib.suppress(Exception):
                self._file.close()


def find_unruled(words: Sequence[Word], groups: Sequence[Sequence[Edge]], page: int, above: Grid | None) -> list[Grid]:
    """The tables without upright lines; `above` is such a table at the end of the page before, whose columns go on."""
    rows = _rows(words)
    found = [grid for group in groups if (grid := _between(rows, group, page, above)) is not None]
    if not groups:
        found = [grid for run in _runs(rows) if (grid := _of_run(run, page, above)) is not None]
    return found


def _rows(words: Sequence[Word]) -> list[Row]:
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: -word.middle):
        if rows and rows[-1][0].middle - word.middle < 0.5 * (word.y1 - word.y0):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _between(rows: Sequence[Row], group: Sequence[Edge], page: int, above: Grid | None) -> Grid | None:
    top, bottom = group[0].at, group[-1].at
    inside = [row for row in rows if bottom < row[0].middle < top]
    xs = _columns(inside, group[0].first, group[0].last, above)
    if xs is None:
        return None
    ys = [edge.at for edge in group]
    return _grid(xs, _split(inside, xs, ys), page)


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Stretches of lines most of which end in several numbers: the rows of a table, with the lines that wrap in it."""
    proofs = [index for index, row in enumerate(rows) if _tells_numbers(row)]
    runs: list[list[int]] = []
    for index in proofs:
        if runs and index - runs[-1][-1] <= _MOST_WRAPPED:
            runs[-1].append(index)
        else:
            runs.append([index])
    found = []
    for run in runs:
        if len(run) < _LEAST_ROWS:
            continue
        first, last = run[0], run[-1] + 1
        body = rows[first:last]
        edge = max(row[-1].x1 for row in body)
        xs = _stripes(body)
        first -= _head(rows, first)
        # The last row's wrapped lines below.
        while last < len(rows) and rows[last - 1][0].middle - rows[last][0].middle < 24 and _fits(rows[last], xs, edge):
            last += 1
        found.append(list(rows[first:last]))
    return found


def _head(rows: Sequence[Row], first: int) -> int:
    """How many lines above a table's first row are its head: up to four, the topmost in three pieces or more."""
    found = 0
    for count in range(1, min(4, first) + 1):
        row, below = rows[first - count], rows[first - count + 1]
        if row[0].middle - below[0].middle > 2.4 * (below[0].y1 - below[0].y0):
            break
        if 1 + sum(other.x0 - one.x1 > 0.55 * (one.y1 - one.y0) for one, other in pairwise(row)) > 2:
            found = count
    return found


def _tells_numbers(row: Row) -> bool:
    return len(row) > 2 and row[-1].is_number and row[-2].is_number


def _fits(row: Row, stripes: Sequence[tuple[float, float]], edge: float) -> bool:
    """Whether a line lies within the columns: no word across a gutter or inside one, as prose has them."""
    gutters = [(one[1], other[0]) for one, other in pairwise(stripes)]
    outside = any(
        (word.x0 < left + 1 and word.x1 > right - 1) or (word.x0 > left and word.x1 < right)
        for word in row
        for left, right in gutters
    )
    return not outside and row[-1].x1 < edge + 30


def _of_run(rows: Sequence[Row], page: int, above: Grid | None) -> Grid | None:
    left, right = min(row[0].x0 for row in rows) - 3, max(row[-1].x1 for row in rows) + 3
    if above is not None:
        left, right = min(left, above.xs[0]), max(right, above.xs[-1])
    xs = _columns(rows, left, right, above)
    if xs is None or len(xs) < 4:
        return None
    top, bottom = rows[0][0].y1 + 1, min(word.y0 for word in rows[-1]) - 1
    return _grid(xs, _split(rows, xs, [top, bottom]), page)


def _columns(rows: Sequence[Row], left: float, right: float, above: Grid | None) -> list[float] | None:
    """The columns' edges: the middles of the blank stripes; those of the table above where its columns go on."""
    if len(rows) < _LEAST_ROWS:
        return None
    if above is not None and abs(above.xs[0] - left) < _SAME and abs(above.xs[-1] - right) < _SAME:
        crossing = sum(word.x0 < x - 1 and word.x1 > x + 1 for row in rows for word in row for x in above.xs[1:-1])
        if crossing == 0:
            return list(above.xs)
    inner = [[word for word in row if left - 2 <= word.x0 and word.x1 <= right + 2] for row in rows]
    stripes = _stripes([row for row in inner if row])
    gutters = [(one[1] + other[0]) / 2 for one, other in pairwise(stripes)]
    return [left, *gutters, right] if gutters and _is_table(inner, gutters) else None


def _stripes(rows: Sequence[Row]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((word.x0, word.x1) for row in rows for word in row):
        if found and x0 < found[-1][1] + _GUTTER:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _is_table(rows: Sequence[Row], gutters: Sequence[float]) -> bool:
    """Whether several lines have words on both sides of a gutter; two columns only where the last one holds numbers."""
    beside = sum(any(row[0].x0 < x < row[-1].x1 for x in gutters) for row in rows if row)
    if beside < _LEAST_ROWS:
        return False
    return len(gutters) > 1 or sum(row[-1].is_number for row in rows if row) >= _LEAST_ROWS


def _split(rows: Sequence[Row], xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """The rows' edges: the level lines, and between them where a line begins a row: words in the first column, and a
    number in another."""
    edges = list(ys)
    for top, bottom in pairwise(ys):
        lines = [row for row in rows if bottom < row[0].middle < top]
        if sum(_begins(row, xs) for row in lines) < 2:
            continue
        for above, row in pairwise(lines):
            if _begins(row, xs):
                edges.append((min(word.y0 for word in above) + max(word.y1 for word in row)) / 2)
    return sorted(edges, reverse=True)


def _begins(row: Row, xs: Sequence[float]) -> bool:
    return row[0].x0 < xs[1] and any(word.is_number and word.x0 > xs[1] for word in row)


def _grid(xs: Sequence[float], ys: Sequence[float], page: int) -> Grid:
    grid = Grid(list(xs), list(ys), [], page)
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            grid.owner[row, column] = len(grid.cells)
            grid.cells.append(GridCell(row, column, 1, 1))
    return grid
