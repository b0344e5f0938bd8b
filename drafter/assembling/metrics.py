"""How wide a text is in Times New Roman: for rules of right length and for columns."""

from __future__ import annotations

import unicodedata
from functools import cache

from drafter import lexicon

_POINT = 25.4 / 72  # millimetres
_DIGIT = 500
_SLACK = 1.08  # by how much another font may be wider (one that stands in for Times New Roman)


@cache
def _widths(bold: bool) -> dict[str, int]:
    table = lexicon.load("metrics")["bold" if bold else "regular"]
    return {letter: int(width) for width, letters in table.items() for letter in letters}


@cache
def _width(letter: str, bold: bool) -> int:
    known = _widths(bold)
    if letter in known:
        return known[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return 0 if unicodedata.combining(base) else known.get(base, _DIGIT)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Millimetres a text takes on one line at a size in points."""
    return sum(_width(letter, bold) for letter in text) / 1000 * size * _POINT


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit a room in millimetres; a word that does not fit stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def side_indents(text: str, room: float, size: float, *, bold: bool = False) -> tuple[float, float]:
    """How far a centred text is set in on both sides so that it breaks into balanced lines by itself, and its longest
    line; both in millimetres. No line break stands in the text then: `năm` and `2024` stay one phrase for every reader."""
    lines = balanced(text, room, size, bold=bold)
    longest = max((text_width(line, size, bold=bold) for line in lines), default=0.0)
    if len(lines) < 2:
        return 0.0, longest
    return max(0.0, (room - longest * _SLACK) / 2), longest


def balanced(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """As few lines as fit, of nearly equal length: how names and titles are centred."""
    count = len(wrapped(text, room, size, bold=bold))
    low = text_width(text, size, bold=bold) / max(count, 1)
    narrow = low
    while narrow < room:
        lines = wrapped(text, narrow, size, bold=bold)
        if len(lines) <= count:
            return lines
        narrow += room / 40
    return wrapped(text, room, size, bold=bold)
