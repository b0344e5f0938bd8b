"""Signs of a PDF page with their places: rows, words, what belongs to a letterhead's columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.language.folding import fold

_NAMES = ("cộnghòaxãhộichủnghĩa", "đảngcộngsảnviệtnam", "độclập-tựdo-hạnhphúc")
# As much of a name as stands on the first row where it wraps.
_STEM = len("cộnghòaxãhội")
# A digit of a number that cites a footnote: digit n is this private sign plus n.
NOTE_MARK = 0xE100


@dataclass(slots=True)
class Line:
    """A line, or a column's part of one: `x0`, `x1`, `y0` (bottom), `y1` (top) in points from the page's lower left.
    `capitals`: set in one of the old fonts that show small letters as capitals (`.VnTimeH`)."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float = 0.0
    bold: bool = False
    page: int = 0
    capitals: bool = False

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


def with_marks(line: list[Glyph]) -> list[Glyph]:
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


def is_mark(char: str) -> bool:
    """Whether a sign is a digit of a number that cites a note."""
    return NOTE_MARK <= ord(char) < NOTE_MARK + 10


def letterhead_pieces(part: list[Glyph]) -> list[list[Glyph]]:
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


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
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
