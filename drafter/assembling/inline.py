"""The markup inside a paragraph: emphasis, marks, footnote references, image references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What a paragraph is cut at. A star that has no partner is text.
_TOKEN = re.compile(
    r"(?P<mark>⟦[^⟦⟧\n]*⟧)"
    r"|\[\^(?P<note>[^\]\s]{1,80})\]"
    r"|(?P<image>!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\))"
    r"|(?P<blank>\.{5,}|(?:…[ \t]*){2,}(?<!\s)|_{4,})"
    r"|(?P<stars>\*{1,3})"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one look. `kind`: text, mark, note (a footnote reference, `text` its id), image, blank."""

    text: str
    bold: bool = False
    italic: bool = False
    kind: str = "text"


def pieces_of(text: str) -> Iterator[Piece]:
    """The paragraph's pieces in order; nothing but paired stars and footnote brackets is lost."""
    closes = _pairs(text)
    bold = italic = False
    position = 0
    for found in _TOKEN.finditer(text):
        if found["stars"] and found.start() not in closes:
            continue
        if found.start() > position:
            yield Piece(text[position : found.start()], bold, italic)
        position = found.end()
        if found["stars"]:
            bold ^= len(found["stars"]) >= 2
            italic ^= len(found["stars"]) % 2 == 1
        elif found["note"]:
            yield Piece(found["note"], bold, italic, "note")
        else:
            yield Piece(found[0], bold, italic, found.lastgroup or "text")
    if position < len(text):
        yield Piece(text[position:], bold, italic)


def _pairs(text: str) -> frozenset[int]:
    """Where stars stand that open or close emphasis: an opening one has no blank behind it, a closing one none before."""
    opened: dict[int, int] = {}
    paired: set[int] = set()
    for found in re.finditer(r"\*{1,3}", text):
        width, start, end = len(found[0]), found.start(), found.end()
        can_close = start > 0 and not text[start - 1].isspace()
        can_open = end < len(text) and not text[end].isspace()
        if can_close and width in opened:
            paired.update((opened.pop(width), start))
        elif can_open:
            opened[width] = start
    return frozenset(paired)


def plain(text: str) -> str:
    """The words a reader sees: without stars, with marks."""
    return "".join(piece.text for piece in pieces_of(text) if piece.kind != "note")
