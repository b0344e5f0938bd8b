"""The ruled lines of a PDF page: what its tables are drawn with."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_PATH, _IMAGE, _FORM = 2, 3, 5
_MAX_OBJECTS = 50_000
_THIN = 3.0
_LONG = 5.0


class Edge(NamedTuple):
    """A ruled line: `at` is its y (horizontal) or x (vertical), `first` and `last` its ends on the other axis."""

    vertical: bool
    at: float
    first: float
    last: float


Box = tuple[float, float, float, float]


def objects_of(page: Any, turn: Callable[[Box], Box] | None) -> tuple[list[Edge], int]:
    """A pdfium page's ruled lines, and how many pictures it shows; `turn` gives a box (x0, x1, y0, y1) as it is looked at
    where the page is turned."""
    edges: list[Edge] = []
    images = 0
    raw = page.raw
    get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    for index in range(min(_MAX_OBJECTS, pdfium.FPDFPage_CountObjects(raw))):
        item = get(raw, index)
        kind = kind_of(item)
        if kind == _PATH:
            edges.extend(_edges(item, turn))
        elif kind in (_IMAGE, _FORM):
            images += 1
    return edges, images


def _edges(path: Any, turn: Callable[[Box], Box] | None) -> list[Edge]:
    count = pdfium.FPDFPath_CountSegments(path)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if count <= 5:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return []
        boxes = [(left.value, right.value, bottom.value, top.value)]
    else:
        boxes = _subpaths(path, min(count, 20_000))
    if turn is not None:
        boxes = [turn(box) for box in boxes]
    return [edge for box in boxes for edge in _box_edges(*box, drawn=bool(stroke.value))]


def _subpaths(path: Any, count: int) -> list[tuple[float, float, float, float]]:
    """The bounds (x0, x1, y0, y1) of each part of a path, on the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[tuple[float, float, float, float]] = []
    points: list[tuple[float, float]] = []

    def close() -> None:
        if len(points) > 1:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            found.append((min(xs), max(xs), min(ys), max(ys)))
        points.clear()

    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            close()
        points.append(
            (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        )
    close()
    return found


def _box_edges(x0: float, x1: float, y0: float, y1: float, *, drawn: bool) -> list[Edge]:
    """A thin box is a line; another one has four sides where its outline is drawn (a filled one is a shade)."""
    wide, high = x1 - x0, y1 - y0
    if high <= _THIN:
        return [Edge(False, (y0 + y1) / 2, x0, x1)] if wide >= _LONG else []
    if wide <= _THIN:
        return [Edge(True, (x0 + x1) / 2, y0, y1)] if high >= _LONG else []
    if not drawn:
        return []
    return [Edge(False, y0, x0, x1), Edge(False, y1, x0, x1), Edge(True, x0, y0, y1), Edge(True, x1, y0, y1)]
