"""One PDF page through pdfium: its lines with their places, and the ruled lines of its tables.

Two ways: the fast one takes pdfium's own lines and asks for two places a line; the exact one asks for every glyph and
sorts them, for pages whose glyphs do not come in reading order (fallback fonts), that are set in columns or hold tables.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from drafter.language.folding import fold

# Accented letters alone at a line's end: `ở` may be a word, or a glyph that came out of its word.
_LAST_ACCENTS = re.compile(r"(?<=\S) ([^\W\d_a-zA-Z]{1,3}(?: [^\W\d_a-zA-Z]{1,3})*)$")
_NAMES = ("cộnghòaxãhộichủnghĩa", "đảngcộngsảnviệtnam", "độclập-tựdo-hạnhphúc")
# As much of a name as stands on the first row where it wraps.
_STEM = len("cộnghòaxãhội")
_LINE_END = re.compile(r"\r\n")
_PATH, _IMAGE, _FORM = 2, 3, 5
_MAX_OBJECTS = 50_000
# A digit of a number that cites a footnote: digit n is this private sign plus n.
NOTE_MARK = 0xE100
_LEAST_SIZE = 4.0
_MAYBE_MADE_UP = " -"
_THIN = 3.0
_LONG = 5.0


@dataclass(slots=True)
class Line:
    """A line, or a column's part of one: `x0`, `x1`, `y0` (bottom), `y1` (top) in points from the page's lower left."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float = 0.0
    bold: bool = False
    page: int = 0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


class Glyph(NamedTuple):
    """A sign with its advance box (`y0`, `y1` by its baseline and size); `place` is where it stands in pdfium's text."""

    char: str
    x0: float
    x1: float
    y0: float
    y1: float
    place: int


class Edge(NamedTuple):
    """A ruled line: `at` is its y (horizontal) or x (vertical), `first` and `last` its ends on the other axis."""

    vertical: bool
    at: float
    first: float
    last: float


class Page:
    """A page open in pdfium; `close` frees it."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self._page = page
        self._text_page = page.get_textpage()
        self._raw = self._text_page.raw
        self.width, self.height = page.get_size()
        self.rotation = page.get_rotation()
        self._boxes = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(value) for value in self._boxes]
        self._rectangle = pdfium.FS_RECTF()
        self._fonts: dict[bytes, bool] = {}
        self._font_name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self.count = pdfium.FPDFText_CountChars(self._raw)
        text: str = self._text_page.get_text_range() if self.count > 0 else ""
        # Vietnamese hyphenates no words: what pdfium takes for a hyphenation is a hyphen of the text (`NĐ-` / `CP`).
        self.text = text.replace("\x02", "-").replace("\ufffe", "-")

    def close(self) -> None:
        self._text_page.close()
        self._page.close()

    @property
    def is_mapped(self) -> bool:
        """Whether a place in the text is the same place among pdfium's glyphs."""
        return bool(len(self.text) == self.count)

    # -- lines --------------------------------------------------------------------------------------------------------

    def fast_lines(self) -> list[Line] | None:
        """pdfium's lines, two places asked for each; None where glyphs came in another order than they stand.

        A file made without the right font draws its accented letters from another font, behind the rest of the line.
        """
        lines: list[Line] = []
        start = 0
        left, right, bottom, top = self._boxes
        raw, references = self._raw, self._references
        box, size_of = pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetFontSize
        for piece in self.text.split("\r\n"):
            words = piece.strip()
            if words:
                first = start + piece.index(words[0])
                last = first + len(words) - 1
                behind = None if words[-1].isascii() else _LAST_ACCENTS.search(words)
                if behind and self._is_behind(first + behind.start(1)):
                    return None
                box(raw, first, *references)
                x0, y0, y1 = left.value, bottom.value, top.value
                box(raw, last, *references)
                y0, y1 = min(y0, bottom.value), max(y1, top.value)
                size = size_of(raw, first)
                if size < _LEAST_SIZE:
                    size = max(_LEAST_SIZE, 1.3 * (y1 - y0))
                lines.append(Line(words, x0, right.value, y0, y1, size, self._bold(first, last), self.number))
            start += len(piece) + 2
        return lines

    def _is_behind(self, index: int) -> bool:
        """Whether a sign stands at the left of the word before it."""
        left = self._boxes[0]
        pdfium.FPDFText_GetCharBox(self._raw, index, *self._references)
        own = left.value
        pdfium.FPDFText_GetCharBox(self._raw, max(0, index - 2), *self._references)
        return bool(own < left.value)

    def _bold(self, first: int, last: int) -> bool:
        return self._is_bold(first) and (first == last or self._is_bold(last))

    def _is_bold(self, index: int) -> bool:
        length = pdfium.FPDFText_GetFontInfo(self._raw, index, self._font_name, 256, self._flags)
        name = self._font_name.raw[: max(0, min(length, 256) - 1)]
        known = self._fonts.get(name)
        if known is None:
            known = self._fonts[name] = b"bold" in name.lower() or b"black" in name.lower()
        return known

    def glyphs(self, *, marks: bool = False) -> list[Glyph]:
        """Every sign that is drawn, blanks that pdfium made up left out; the numbers that cite notes as marks where `marks`."""
        found: list[Glyph] = []
        start = 0
        for end in self._line_ends():
            line = self._line_glyphs(start, end, level=not marks)
            found.extend(_with_marks(line) if marks else line)
            start = end
        return found

    def _line_ends(self) -> list[int]:
        if not self.is_mapped:
            return [self.count]
        ends = [found.end() for found in _LINE_END.finditer(self.text)]
        return [*ends, self.count]

    def _line_glyphs(self, start: int, end: int, *, level: bool) -> list[Glyph]:
        """The signs of one of pdfium's lines; the baseline is asked for once where both its ends agree on it."""
        found: list[Glyph] = []
        raw, rectangle = self._raw, self._rectangle
        reference = ctypes.byref(rectangle)
        box, generated = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated
        text = self.text[start:end] if self.is_mapped else self._unmapped(start, end)
        last = start + len(text.rstrip()) - 1
        if last < start:
            return found
        y0, y1 = self._band(start)
        level = level and self.is_mapped and abs(self._band(last)[0] - y0) < 1.0
        for index, char in enumerate(text, start):
            if (
                char in "\r\n"
                or (char in _MAYBE_MADE_UP and generated(raw, index) == 1)
                or not box(raw, index, reference)
            ):
                continue
            x0, x1 = rectangle.left, rectangle.right
            if self.rotation:
                x0, x1, y0, y1 = self._turned(x0, x1, rectangle.bottom, rectangle.top)
            elif not level:
                y0, y1 = self._band(index)
            found.append(Glyph(char, x0, x1, y0, y1, index))
        return found

    def _unmapped(self, start: int, end: int) -> str:
        return "".join(_char(pdfium.FPDFText_GetUnicode(self._raw, index)) for index in range(start, end))

    def _band(self, index: int) -> tuple[float, float]:
        """Lower and upper edge of the line a sign stands on, by its baseline and size."""
        x, y = self._references[:2]
        pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        size = pdfium.FPDFText_GetFontSize(self._raw, index)
        if size < _LEAST_SIZE:
            # The size stands in the text's matrix: the sign's own height says as much.
            pdfium.FPDFText_GetLooseCharBox(self._raw, index, ctypes.byref(self._rectangle))
            size = max(_LEAST_SIZE, self._rectangle.top - self._rectangle.bottom)
        return self._boxes[1].value - 0.2 * size, self._boxes[1].value + 0.8 * size

    def _turned(self, x0: float, x1: float, y0: float, y1: float) -> tuple[float, float, float, float]:
        """A box on the page as it is looked at; the page's size is that of the turned page."""
        match self.rotation:
            case 90:
                return y0, y1, self.height - x1, self.height - x0
            case 180:
                return self.width - x1, self.width - x0, self.height - y1, self.height - y0
            case 270:
                return self.width - y1, self.width - y0, x0, x1
            case _:
                return x0, x1, y0, y1

    def lines_of(self, glyphs: Sequence[Glyph]) -> list[list[Line]]:
        """Glyphs as rows from top to bottom, each row's parts (set apart by wide blanks) from left to right."""
        return [parts for row in _rows(glyphs) if (parts := self._parts(row))]

    def _parts(self, row: list[Glyph]) -> list[Line]:
        row.sort(key=lambda glyph: glyph.x0)
        parts: list[list[Glyph]] = []
        previous: Glyph | None = None
        for glyph in row:
            if glyph.char == " ":
                continue
            height = glyph.y1 - glyph.y0
            if previous is None or glyph.x0 - previous.x1 > 2.2 * max(height, 6):
                parts.append([])
            elif previous.char == glyph.char and abs(previous.x0 - glyph.x0) < 0.3 * (glyph.x1 - glyph.x0):
                continue
            parts[-1].append(glyph)
            previous = glyph
        if self.number == 1 and row[0].y0 > 0.6 * self.height:
            parts = [piece for part in parts for piece in _letterhead_pieces(part)]
        blanks = [glyph for glyph in row if glyph.char == " "]
        return [self._line(part, blanks) for part in parts]

    def _line(self, part: list[Glyph], blanks: list[Glyph]) -> Line:
        size = pdfium.FPDFText_GetFontSize(self._raw, part[0].place)
        return Line(
            words_of(part, blanks),
            part[0].x0,
            max(glyph.x1 for glyph in part),
            min(glyph.y0 for glyph in part),
            max(glyph.y1 for glyph in part),
            size,
            self._bold(part[0].place, part[-1].place),
            self.number,
        )

    # -- ruled lines --------------------------------------------------------------------------------------------------

    def objects(self) -> tuple[list[Edge], int]:
        """The page's ruled lines, and how many pictures it shows."""
        edges: list[Edge] = []
        images = 0
        raw = self._page.raw
        get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        for index in range(min(_MAX_OBJECTS, pdfium.FPDFPage_CountObjects(raw))):
            item = get(raw, index)
            kind = kind_of(item)
            if kind == _PATH:
                edges.extend(self._edges(item))
            elif kind in (_IMAGE, _FORM):
                images += 1
        return edges, images

    def _edges(self, path: Any) -> list[Edge]:
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
        if self.rotation:
            boxes = [self._turned(*box) for box in boxes]
        return [edge for box in boxes for edge in _box_edges(*box, drawn=bool(stroke.value))]


def _with_marks(line: list[Glyph]) -> list[Glyph]:
    """A line's signs, the small raised digits that cite a note as marks: they are no figures of the text."""
    if not line:
        return line
    size = max(glyph.y1 - glyph.y0 for glyph in line)
    base = min(glyph.y0 + 0.2 * (glyph.y1 - glyph.y0) for glyph in line)
    return [
        glyph._replace(char=chr(NOTE_MARK + int(glyph.char)))
        if place
        and glyph.char in "0123456789"
        and glyph.y1 - glyph.y0 < 0.8 * size
        and glyph.y0 + 0.2 * (glyph.y1 - glyph.y0) > base + 0.15 * size
        else glyph
        for place, glyph in enumerate(line)
    ]


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _letterhead_pieces(part: list[Glyph]) -> list[list[Glyph]]:
    """The state's or the Party's name apart from the body's at its left, however narrow the gap."""
    joined = fold("".join(glyph.char for glyph in part))
    if len(joined) != len(part):
        return [part]
    place = max((_place_of(name, joined) for name in _NAMES), default=-1)
    return [part[:place], part[place:]] if place > 0 else [part]


def _place_of(name: str, joined: str) -> int:
    """Where a name stands in a row; one that wraps (`… CỘNG HÒA XÃ HỘI CHỦ`) begins there and ends the row."""
    place = joined.find(name[:_STEM])
    return place if place >= 0 and (joined.startswith(name, place) or name.startswith(joined[place:])) else -1


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, from top to bottom."""
    rows: list[list[Glyph]] = []
    middle = reach = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -(glyph.y0 + glyph.y1)):
        own = (glyph.y0 + glyph.y1) / 2
        if rows and middle - own < max(reach, 0.4 * (glyph.y1 - glyph.y0)):
            rows[-1].append(glyph)
            continue
        rows.append([glyph])
        middle, reach = own, 0.4 * (glyph.y1 - glyph.y0)
    return rows


def words_of(part: Sequence[Glyph], blanks: Sequence[Glyph]) -> str:
    """Glyphs from left to right as words: a blank where one is drawn, or where a gap is as wide as one."""
    pieces: list[str] = []
    place = 0
    previous: Glyph | None = None
    for glyph in part:
        if previous is not None:
            while place < len(blanks) and blanks[place].x0 < previous.x0:
                place += 1
            gap = glyph.x0 - previous.x1
            drawn = place < len(blanks) and blanks[place].x0 < glyph.x0 and blanks[place].x1 < glyph.x1 + 0.5
            if drawn or gap > _least_blank(previous, glyph):
                pieces.append(" ")
        pieces.append(glyph.char)
        previous = glyph
    return "".join(pieces)


def _least_blank(left: Glyph, right: Glyph) -> float:
    """The narrowest gap that is a blank: letters of one font stand without any, one of another font swallows most of it."""
    size = max(left.y1 - left.y0, right.y1 - right.y0)
    return (0.09 if right.place == left.place + 1 else 0.05) * size


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
