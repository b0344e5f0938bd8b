"""One PDF page through pdfium: its lines with their places, and the ruled lines of its tables.

Three ways, from the cheapest: pdfium's own lines as they are; pdfium's lines with their signs sorted by place, where signs
of another font came behind the rest of the line (a file made without the right font); every sign sorted into rows and
columns, for pages that hold tables or are set in columns.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import eq
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from drafter.reading.pdf_glyphs import Glyph, Line, is_mark, letterhead_pieces, rows_of, with_marks, words_of
from drafter.reading.pdf_rules import Box, Edge, objects_of
from drafter.reading.pdf_zones import Zone, within

# Accented letters that stand alone or end a line: `ở` may be a word, or a sign that came out of its word.
_ACCENTS = re.compile(r"(?<!\S)[^\W\d_a-zA-Z]{1,3}(?!\S)|(?<=[a-zA-Z])[^\W\d_a-zA-Z](?=\s*(?:\r\n|\Z))")
_COMBINING = re.compile("[\u0300-\u036f]")
_LINE_END = re.compile(r"\r\n")
_LEAST_SIZE = 4.0
# The least width of a drawn blank that pdfium hides, as a part of the letters' size.
_HIDDEN_BLANK = 0.12
# How many signs a line has at most.
_LINE_REACH = 160
# How far apart the lower edges of one line's signs lie, as a part of the letters' size: fonts differ, lines more so.
_ONE_LINE = 0.6
# The narrowest gap that is a blank, as a part of the letters' size: beside a sign of another font most of it is swallowed.
_LEAST_GAP = 0.05
# Columns that are drawn row by row: how long a line of both is, how many there are, the least blank between them in points.
_LONG_LINE = 40
_MANY_LINES = 8
_LEAST_GUTTER = 9.0


class _Boxes(NamedTuple):
    """The advance boxes of all signs of a page, in points; index: the place among pdfium's signs."""

    lefts: Sequence[float]
    rights: Sequence[float]
    bottoms: Sequence[float]
    tops: Sequence[float]


def _bulk(function: Any, *arguments: Any) -> Any:
    """A pdfium function without ctypes' checking of arguments: half the price of a call, of which a page takes thousands."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *arguments)(address or 0)


_LOOSE_BOX = _bulk(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p)
_GENERATED = _bulk(pdfium.FPDFText_IsGenerated)
_CHAR_BOX = _bulk(pdfium.FPDFText_GetCharBox, *[ctypes.c_void_p] * 4)


class Page:
    """A page open in pdfium; `close` frees it."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self._page = page
        self._text_page = page.get_textpage()
        self._raw = self._text_page.raw
        self._handle = ctypes.cast(self._raw, ctypes.c_void_p).value
        self.width, self.height = page.get_size()
        self.rotation = page.get_rotation()
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(value) for value in self._doubles]
        self._addresses = [ctypes.addressof(value) for value in self._doubles]
        self._fonts: dict[bytes, tuple[bool, bool]] = {}
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

    @cached_property
    def _boxes(self) -> _Boxes:
        count = self.count
        found = (ctypes.c_float * (4 * count))()
        base = ctypes.addressof(found)
        deque(map(_LOOSE_BOX, [self._handle] * count, range(count), range(base, base + 16 * count, 16)), maxlen=0)
        values = found[:]
        # FS_RECTF: left, top, right, bottom.
        return _Boxes(values[0::4], values[2::4], values[3::4], values[1::4])

    def _is_made_up(self, index: int) -> bool:
        return _GENERATED(self._handle, index) == 1  # type: ignore[no-any-return]

    def _hides_blank(self, index: int, end: int) -> bool:
        """Whether a blank that pdfium made up (it has no width) stands for a drawn one: it stands before the next sign by
        its width, and no other sign of the line between them."""
        if self.text[index] != " " or index + 1 >= end:
            return False
        lefts, rights, bottoms, tops = self._boxes
        first, last = lefts[index], lefts[index + 1]
        height = tops[index + 1] - bottoms[index + 1]
        if not _HIDDEN_BLANK * height < last - first < 0.6 * height:
            return False
        around = range(max(0, index - _LINE_REACH), min(index + _LINE_REACH, self.count))
        level = bottoms[index + 1]
        return not any(
            first - 0.2 <= lefts[place] < last - 0.2
            and lefts[place] < rights[place]
            and abs(bottoms[place] - level) < 0.4 * height
            for place in around
        )

    # -- lines --------------------------------------------------------------------------------------------------------

    def fast_lines(self) -> list[Line] | None:
        """pdfium's lines, a few places asked for each; None where that is not enough to tell the signs' order."""
        in_order = not self._is_out_of_order()
        lines: list[Line] = []
        for start, end in self._spans():
            piece = self.text[start:end]
            words = piece.strip()
            if not words:
                continue
            if in_order:
                first = start + piece.index(words[0])
                lines.append(self._line_as_is(words, first, first + len(words) - 1))
                continue
            line = self._sorted_line(start, end)
            if line is None:
                return None
            lines.append(line)
        return lines

    def row_gutter(self) -> float | None:
        """The x between two columns that are drawn row by row, so that pdfium takes both for one line; None where there is
        none. Five long lines are asked: all but one must have a wide blank at one place near the page's middle."""
        spans = [(start, end) for start, end in self._spans() if end - start >= _LONG_LINE]
        if len(spans) < _MANY_LINES or self.rotation or not self.is_mapped:
            return None
        low, high = 0.3 * float(self.width), 0.7 * float(self.width)
        missing = 0
        for start, end in spans[len(spans) // 10 :: max(1, len(spans) // 5)][:5]:
            gap = self._middle_gap(start, end)
            if gap is not None and min(high, gap[1]) - max(low, gap[0]) > _LEAST_GUTTER:
                low, high = max(low, gap[0]), min(high, gap[1])
                continue
            missing += 1
            if missing > 1:
                return None
        return (low + high) / 2

    def _middle_gap(self, start: int, end: int) -> tuple[float, float] | None:
        """The widest blank in the middle third of a line's signs."""
        left, right, handle, places = self._doubles[0], self._doubles[1], self._handle, self._addresses
        best: tuple[float, float] | None = None
        before: float | None = None
        third = (end - start) // 3
        for index in range(start + third - 3, end - third + 3):
            if self.text[index] == " ":
                continue
            _CHAR_BOX(handle, index, *places)
            gap = left.value - before if before is not None else 0.0
            if before is not None and gap > _LEAST_GUTTER and (best is None or gap > best[1] - best[0]):
                best = before, left.value
            before = right.value
        return best

    def lines_beside(self, gutter: float) -> list[Line]:
        """The lines of two columns, each row's signs parted at the gutter."""
        found: list[Line] = []
        for row in rows_of(self.glyphs()):
            for part in (
                [glyph for glyph in row if glyph.x0 < gutter],
                [glyph for glyph in row if glyph.x0 >= gutter],
            ):
                if any(glyph.char != " " for glyph in part):
                    found.extend(self._parts(part))
        return found

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Where pdfium's lines stand in the text."""
        start = 0
        for found in _LINE_END.finditer(self.text):
            yield start, found.start()
            start = found.end()
        yield start, len(self.text)

    def _is_out_of_order(self) -> bool:
        """Whether an accented letter that stands alone or ends a line came out of its word."""
        return any(self._is_out_of_place(found.start()) for found in _ACCENTS.finditer(self.text))

    def _is_out_of_place(self, index: int) -> bool:
        """Whether a sign stands at the left of the one before it, or the next word at the left of it."""
        own = self._left(index)
        before = index - 1 if self.text[index - 1 : index].strip() else index - 2
        if before >= 0 and self.text[before].strip() and own < self._left(before):
            return True
        after = self.text.find(" ", index, index + 6)
        behind = self.text[after + 1 : after + 2].strip() if after > 0 else ""
        return bool(behind and self._left(after + 1) < own)

    def _left(self, index: int) -> float:
        left = self._doubles[0]
        _CHAR_BOX(self._handle, index, *self._addresses)
        return left.value

    def _line_as_is(self, words: str, first: int, last: int) -> Line:
        left, right, bottom, top = self._doubles
        raw, handle, places = self._raw, self._handle, self._addresses
        _CHAR_BOX(handle, first, *places)
        x0, y0, y1 = left.value, bottom.value, top.value
        _CHAR_BOX(handle, last, *places)
        y0, y1 = min(y0, bottom.value), max(y1, top.value)
        size = pdfium.FPDFText_GetFontSize(raw, first)
        if size < _LEAST_SIZE:
            size = max(_LEAST_SIZE, 1.3 * (y1 - y0))
        bold, capitals = self._look(first, last)
        return Line(words, x0, right.value, y0, y1, size, bold, self.number, capitals)

    def _sorted_line(self, start: int, end: int) -> Line | None:
        """One of pdfium's lines with its signs from left to right; None where marks stand apart from their letters."""
        text, lefts, rights = self.text, self._boxes.lefts, self._boxes.rights
        if _COMBINING.search(text, start, end):
            return None
        size = max(pdfium.FPDFText_GetFontSize(self._raw, start), _LEAST_SIZE)
        last = end - 1
        places = [
            place
            for place in range(start, end)
            if lefts[place] < rights[place]
            or (text[place] == " " and place < last and lefts[place + 1] > lefts[place] + 1)
        ]
        bottoms = [self._boxes.bottoms[place] for place in places]
        if not places or max(bottoms) - min(bottoms) > _ONE_LINE * max(size, 10.0):
            # pdfium took signs of several lines for one.
            return None
        places.sort(key=lefts.__getitem__)
        # A made-up blank between its two signs, or behind signs of another font, stands for a drawn one.
        places = [
            place
            for before, place, behind in zip([start, *places], places, [*places[1:], -1], strict=False)
            if lefts[place] < rights[place]
            or (
                behind == place + 1
                and (before == place - 1 or before > place)
                and lefts[behind] - lefts[place] < 0.6 * size
            )
        ]
        signs = _joined(_without_doubles(places, text, lefts, rights), text, lefts, rights, _LEAST_GAP * size)
        words = signs.strip()
        if not words:
            return None
        inked = [place for place in places if text[place] != " "]
        first, last = inked[0], inked[-1]
        y0, y1 = self._band(first)
        right = max(rights[place] for place in inked[-4:])
        bold, capitals = self._look(first, last)
        return Line(words, lefts[first], right, y0, y1, size, bold, self.number, capitals)

    def _look(self, first: int, last: int) -> tuple[bool, bool]:
        """Whether signs from one to another are bold, and whether they show small letters as capitals."""
        bold, capitals = self._font(first)
        return bold and (first == last or self._font(last)[0]), capitals

    def _font(self, index: int) -> tuple[bool, bool]:
        """Whether a sign's font is bold, and whether it shows small letters as capitals (`.VnTimeH`)."""
        length = pdfium.FPDFText_GetFontInfo(self._raw, index, self._font_name, 256, self._flags)
        name = self._font_name.raw[: max(0, min(length, 256) - 1)]
        known = self._fonts.get(name)
        if known is None:
            low = name.lower()
            capitals = b".vn" in low and low.endswith(b"h")
            known = self._fonts[name] = (b"bold" in low or b"black" in low, capitals)
        return known

    # -- signs --------------------------------------------------------------------------------------------------------

    def glyphs(self, *, marks: bool = False, zones: Sequence[Zone] | None = None) -> list[Glyph]:
        """Every sign that is drawn (in the zones, if any are named), blanks that pdfium made up left out; the numbers that cite
        notes as marks where `marks`."""
        found: list[Glyph] = []
        start = 0
        for end in self._line_ends():
            if zones is not None and not within(zones, sum(self._band(start)) / 2):
                start = end
                continue
            line = self._line_glyphs(start, end, level=not marks)
            found.extend(with_marks(line) if marks else line)
            start = end
        return found

    def _line_ends(self) -> list[int]:
        if not self.is_mapped:
            return [self.count]
        return [*(found.end() for found in _LINE_END.finditer(self.text)), self.count]

    def _line_glyphs(self, start: int, end: int, *, level: bool) -> list[Glyph]:
        """The signs of one of pdfium's lines; the baseline is asked for once where both its ends agree on it."""
        found: list[Glyph] = []
        text = self.text[start:end] if self.is_mapped else self._unmapped(start, end)
        last = start + len(text.rstrip()) - 1
        if last < start:
            return found
        lefts, rights, bottoms, tops = self._boxes
        y0, y1 = self._band(start)
        level = level and self.is_mapped and abs(self._band(last)[0] - y0) < 1.0
        for index, char in enumerate(text, start):
            x0, x1 = lefts[index], rights[index]
            if char in "\r\n" or (char == "-" and self._is_made_up(index)):
                continue
            if char == " " and x0 >= x1:
                if not self._hides_blank(index, last + 1):
                    continue
                x1 = lefts[index + 1]
            if self.rotation:
                x0, x1, y0, y1 = self._turned((x0, x1, bottoms[index], tops[index]))
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
            size = max(_LEAST_SIZE, self._boxes.tops[index] - self._boxes.bottoms[index])
        return self._doubles[1].value - 0.2 * size, self._doubles[1].value + 0.8 * size

    def _turned(self, box: Box) -> Box:
        """A box on the page as it is looked at; the page's size is that of the turned page."""
        x0, x1, y0, y1 = box
        match self.rotation:
            case 90:
                return y0, y1, self.height - x1, self.height - x0
            case 180:
                return self.width - x1, self.width - x0, self.height - y1, self.height - y0
            case 270:
                return self.width - y1, self.width - y0, x0, x1
            case _:
                return box

    def lines_of(self, glyphs: Sequence[Glyph]) -> list[list[Line]]:
        """Glyphs as rows from top to bottom, each row's parts (set apart by wide blanks) from left to right."""
        return [parts for row in rows_of(glyphs) if (parts := self._parts(row))]

    def _parts(self, row: list[Glyph]) -> list[Line]:
        row.sort(key=lambda glyph: glyph.x0)
        parts: list[list[Glyph]] = []
        previous: Glyph | None = None
        for glyph in row:
            if glyph.char == " ":
                continue
            if previous is None or glyph.x0 - previous.x1 > 2.2 * max(glyph.y1 - glyph.y0, 6):
                parts.append([])
            elif previous.char == glyph.char and abs(previous.x0 - glyph.x0) < 0.3 * (glyph.x1 - glyph.x0):
                continue
            parts[-1].append(glyph)
            previous = glyph
        if self.number == 1 and row[0].y0 > 0.6 * self.height:
            parts = [piece for part in parts for piece in letterhead_pieces(part)]
        blanks = [glyph for glyph in row if glyph.char == " "]
        return [self._line(part, blanks) for part in parts]

    def _line(self, part: list[Glyph], blanks: list[Glyph]) -> Line:
        size = pdfium.FPDFText_GetFontSize(self._raw, part[0].place)
        # A number that cites a note is set in no look of the line's.
        last = next((glyph for glyph in reversed(part) if not is_mark(glyph.char)), part[-1])
        bold, capitals = self._look(part[0].place, last.place)
        return Line(
            words_of(part, blanks),
            part[0].x0,
            max(glyph.x1 for glyph in part),
            min(glyph.y0 for glyph in part),
            max(glyph.y1 for glyph in part),
            size,
            bold,
            self.number,
            capitals,
        )

    # -- ruled lines --------------------------------------------------------------------------------------------------

    def objects(self) -> tuple[list[Edge], int]:
        """The page's ruled lines, and how many pictures it shows."""
        return objects_of(self._page, self._turned if self.rotation else None)


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _without_doubles(places: list[int], text: str, lefts: Sequence[float], rights: Sequence[float]) -> list[int]:
    """Places from left to right without the signs that are drawn twice for bold."""
    signs = [text[place] for place in places]
    if not any(map(eq, signs, signs[1:])):
        return places
    found: list[int] = []
    for place in places:
        if found and text[place] == text[found[-1]]:
            wide = rights[place] - lefts[place]
            if wide > 0 and lefts[place] - lefts[found[-1]] < 0.3 * wide:
                continue
        found.append(place)
    return found


def _joined(places: Sequence[int], text: str, lefts: Sequence[float], rights: Sequence[float], gap: float) -> str:
    """Signs from left to right as words: pdfium leaves out a blank beside a sign of another font."""
    signs = [text[place] for place in places]
    jumps = [index for index in range(1, len(places)) if places[index] - places[index - 1] != 1]
    for index in jumps:
        place, before = places[index], places[index - 1]
        if lefts[place] - rights[before] > gap and text[place] != " " and text[before] != " ":
            signs[index] = " " + signs[index]
    return "".join(signs)
