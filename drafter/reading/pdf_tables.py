"""Tables of a PDF page from their ruled lines: a grid, its cells with their spans, the words in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from drafter.reading.building import CellText
from drafter.reading.pdf_glyphs import Glyph
from drafter.reading.pdf_page import Page
from drafter.reading.pdf_rules import Edge

_NEAR = 3.0
_MOST_LINES = 2000


@dataclass(slots=True)
class GridCell:
    """A cell on the grid, rows and columns from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str = ""


@dataclass(slots=True)
class Grid:
    """A table on a page: `xs` from left to right, `ys` from top to bottom, the cells, and where it stands."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    page: int
    owner: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def place(self, x: float, y: float) -> int | None:
        """The index of the cell at a point, None outside the table."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.bottom - 1 <= y <= self.top + 1):
            return None
        column = min(len(self.xs) - 2, max(0, bisect_right(self.xs, x) - 1))
        # Rows run downwards, coordinates upwards.
        row = min(len(self.ys) - 2, max(0, bisect_right(self.ys, -y, key=lambda value: -value) - 1))
        return self.owner.get((row, column))

    @property
    def row_count(self) -> int:
        return len(self.ys) - 1


def find_grids(edges: Sequence[Edge], page: int, height: float) -> list[Grid]:
    """The tables that a page's ruled lines make, from top to bottom. Frames of one column or around the page (`height`
    points high) and loose lines are none."""
    if len(edges) > _MOST_LINES * 4:
        return []
    grids: list[Grid] = []
    for group in _connected(_joined(edges)):
        upright = [edge for edge in group if edge.vertical]
        level = [edge for edge in group if not edge.vertical]
        grid = _grid(upright, level, page) if len(upright) >= 2 and len(level) >= 2 else None
        if grid is not None and not _is_frame(grid, height):
            grids.append(grid)
    return sorted(grids, key=lambda grid: -grid.top)


def _is_frame(grid: Grid, height: float) -> bool:
    """Whether one cell is nearly the whole of a grid as high as half the page: a page's border."""
    if grid.top - grid.bottom < height / 2 or len(grid.cells) > 12:
        return False
    whole = (grid.xs[-1] - grid.xs[0]) * (grid.top - grid.bottom)
    largest = max(
        (grid.xs[cell.column + cell.colspan] - grid.xs[cell.column])
        * (grid.ys[cell.row] - grid.ys[cell.row + cell.rowspan])
        for cell in grid.cells
    )
    return largest > 0.6 * whole


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Lines on one axis whose ends meet, as one."""
    found: list[Edge] = []
    for vertical in (True, False):
        lines = sorted(edge for edge in edges if edge.vertical is vertical)
        groups: list[list[Edge]] = []
        for edge in lines:
            if groups and edge.at - groups[-1][0].at <= _NEAR:
                groups[-1].append(edge)
            else:
                groups.append([edge])
        for group in groups:
            at = sum(edge.at for edge in group) / len(group)
            first = last = None
            for edge in sorted(group, key=lambda edge: edge.first):
                if last is None or first is None or edge.first > last + _NEAR:
                    if first is not None and last is not None:
                        found.append(Edge(vertical, at, first, last))
                    first, last = edge.first, edge.last
                else:
                    last = max(last, edge.last)
            if first is not None and last is not None:
                found.append(Edge(vertical, at, first, last))
    return found[:_MOST_LINES]


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Groups of lines that touch each other."""
    upright = [edge for edge in edges if edge.vertical]
    level = [edge for edge in edges if not edge.vertical]
    parent = {edge: edge for edge in edges}

    def root(edge: Edge) -> Edge:
        while parent[edge] != edge:
            parent[edge] = parent[parent[edge]]
            edge = parent[edge]
        return edge

    for one in upright:
        for other in level:
            crosses = (
                other.first - _NEAR <= one.at <= other.last + _NEAR
                and one.first - _NEAR <= other.at <= one.last + _NEAR
            )
            if crosses:
                parent[root(one)] = root(other)
    groups: dict[Edge, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(root(edge), []).append(edge)
    return list(groups.values())


def _positions(lines: Sequence[Edge]) -> list[float]:
    found: list[float] = []
    for at in sorted(edge.at for edge in lines):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _grid(upright: Sequence[Edge], level: Sequence[Edge], page: int) -> Grid | None:
    xs, ys = _positions(upright), _positions(level)[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > 100_000:
        return None
    across = {
        (row, column): _covered(level, ys[row], (xs[column] + xs[column + 1]) / 2)
        for row in range(1, rows)
        for column in range(columns)
    }
    down = {
        (row, column): _covered(upright, xs[column], (ys[row] + ys[row + 1]) / 2)
        for row in range(rows)
        for column in range(1, columns)
    }
    grid = Grid(xs, ys, [], page)
    for row in range(rows):
        for column in range(columns):
            if (row, column) in grid.owner:
                continue
            wide = 1
            while column + wide < columns and not down[row, column + wide] and (row, column + wide) not in grid.owner:
                wide += 1
            high = 1
            while row + high < rows and not any(across[row + high, column + step] for step in range(wide)):
                high += 1
            for place in ((row + i, column + j) for i in range(high) for j in range(wide)):
                grid.owner[place] = len(grid.cells)
            grid.cells.append(GridCell(row, column, high, wide))
    return grid if len(grid.cells) > 1 else None


def _covered(lines: Sequence[Edge], at: float, point: float) -> bool:
    return any(abs(edge.at - at) <= _NEAR and edge.first - 1 <= point <= edge.last + 1 for edge in lines)


def fill(grids: Sequence[Grid], glyphs: Sequence[Glyph], page: Page) -> list[Glyph]:
    """Put the glyphs into the cells they stand in; what stands in no table is given back."""
    outside: list[Glyph] = []
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        for number, grid in enumerate(grids):
            place = grid.place(x, y)
            if place is not None:
                inside.setdefault((number, place), []).append(glyph)
                break
        else:
            outside.append(glyph)
    for (number, place), own in inside.items():
        lines = [" ".join(part.text for part in row) for row in page.lines_of(own)]
        grids[number].cells[place].text = join_lines(lines)
    return outside


def join_lines(lines: Sequence[str]) -> str:
    """A cell's lines as one; a word that a hyphen parts at a line's end stays whole (`217-` / `QĐ/TW`)."""
    text = ""
    for line in lines:
        glued = text.endswith("-") and text[-2:-1].isalnum() and line[:1].isalnum()
        text = text + line if not text or glued else f"{text} {line}"
    return text


def is_empty(grid: Grid) -> bool:
    return not any(cell.text for cell in grid.cells)


def goes_on(above: Grid, below: Grid) -> bool:
    """Whether a table at a page's top goes on with the one at the end of the page before: the same outer edges."""
    return (
        below.page == above.page + 1
        and abs(above.xs[0] - below.xs[0]) <= 2 * _NEAR
        and abs(above.xs[-1] - below.xs[-1]) <= 2 * _NEAR
    )


def rows_of(grids: Sequence[Grid]) -> list[list[CellText]]:
    """The rows of a table that stands on one page or several; a head repeated on each page is said once."""
    rows: list[list[GridCell]] = []
    columns = _common_columns(grids)
    head: list[list[str]] = []
    for number, grid in enumerate(grids):
        own: list[list[GridCell]] = [[] for _ in range(grid.row_count)]
        for cell in grid.cells:
            first, last = columns(grid.xs[cell.column]), columns(grid.xs[cell.column + cell.colspan])
            own[cell.row].append(GridCell(cell.row, first, cell.rowspan, max(1, last - first), cell.text))
        if number == 0:
            head = [[cell.text for cell in row] for row in own[:3]]
            skip = 0
        else:
            skip = _repeated(head, own)
            if skip < len(own) and rows and _continues(rows[-1], own[skip]):
                for above, below in zip(rows[-1], own[skip], strict=True):
                    above.text = join_lines([part for part in (above.text, below.text) if part])
                skip += 1
        base = len(rows) - skip
        for row in own[skip:]:
            for cell in row:
                cell.row += base
            rows.append(row)
    return _cell_rows(rows)


def _common_columns(grids: Sequence[Grid]) -> Callable[[float], int]:
    """The column of an x over all pages of a table: a page may not show every inner line."""
    positions: list[float] = []
    for x in sorted(x for grid in grids for x in grid.xs):
        if not positions or x - positions[-1] > 2 * _NEAR:
            positions.append(x)
    return lambda x: max(0, bisect_right(positions, x + _NEAR / 100) - 1)


def _cell_rows(rows: Sequence[Sequence[GridCell]]) -> list[list[CellText]]:
    """Cells of the reader's kind, with a filler under each merged cell."""
    found: list[list[CellText]] = [[] for _ in rows]
    for cell in (cell for row in rows for cell in row):
        span = min(cell.rowspan, len(rows) - cell.row)
        for step in range(span):
            text = cell.text if step == 0 else ""
            place = CellText(cell.row + step + 1, cell.column + 1, text, span, cell.colspan, step > 0)
            found[cell.row + step].append(place)
    for row in found:
        row.sort(key=lambda cell: cell.column)
    return found


def _repeated(head: Sequence[Sequence[str]], rows: Sequence[Sequence[GridCell]]) -> int:
    """How many first rows say the table's head again."""
    count = 0
    for said, row in zip(head, rows, strict=False):
        if [cell.text for cell in row] != list(said) or not any(said):
            break
        count += 1
    return count


def _continues(above: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Whether a page cut this row: no number of its own, and its words go on in lower case."""
    words = [cell.text for cell in below if cell.text]
    return (
        len(above) == len(below) > 1
        and not below[0].text
        and bool(above[0].text)
        and bool(words)
        and all(word[0].islower() for word in words)
    )
