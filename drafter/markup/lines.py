"""A draft's text line by line, with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_ID = re.compile(r"\{#([\w.-]+)\}\Z")
_DEEPEST = 6  # levels of headings that Markdown knows
_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*\Z")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^(?P<id>[^\]\s]+)\]:[ \t]*")
# A bar that is escaped is text of the cell.
_BAR = re.compile(r"(?<!\\)\|")


class LineKind(StrEnum):
    BLANK = "blank"
    FRONT = "front"
    COMMENT = "comment"
    HEADING = "heading"
    TABLE = "table"
    TABLE_RULE = "table-rule"
    FOOTNOTE = "footnote"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `start`/`end` span the line without its line break; `text_start`/`text_end` its words without markup
    (a heading without `## ` and `{#id}`). `depth` is the number of `#`; `id` a heading's or footnote's id."""

    kind: LineKind
    start: int
    end: int
    text_start: int
    text_end: int
    depth: int = 0
    id: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a pipe table's line: `start`/`end` span its trimmed words; `join` is `<` or `^` for a joined cell."""

    start: int
    end: int
    join: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A draft's text taken apart. `front` spans the YAML between the fences, None where there is none; `comments` span every
    `<!-- … -->`, inside a line or over several."""

    text: str
    front: tuple[int, int] | None
    lines: tuple[Line, ...]
    comments: tuple[tuple[int, int], ...]


def split_front_matter(text: str) -> tuple[str | None, int]:
    """The YAML of the front matter (None: there is none) and where the text behind it begins."""
    found = _FRONT.match(text)
    return (found["yaml"], found.end()) if found else (None, 0)


def scan(text: str) -> Scan:
    """Take a draft apart; never fails, whatever the text. Linear in the text."""
    found = _FRONT.match(text)
    body = found.end() if found else 0
    front = found.span("yaml") if found else None
    comments = tuple(match.span() for match in _COMMENT.finditer(text, body))
    lines: list[Line] = []
    hidden = iter([*comments, (len(text) + 1, len(text) + 1)])
    comment = next(hidden)
    start = 0
    for piece in text.split("\n"):
        end = start + len(piece)
        while comment[1] <= start and comment[1] < len(text) + 1:
            comment = next(hidden)
        if start < body:
            lines.append(Line(LineKind.FRONT, start, end, start, end))
        elif (
            piece.strip()
            and comment[0] <= start + len(piece) - len(piece.lstrip())
            and comment[1] >= start + len(piece.rstrip())
        ):
            lines.append(Line(LineKind.COMMENT, start, end, start, start))
        else:
            lines.append(_line(text, start, end))
        start = end + 1
    return Scan(text, front, tuple(lines), comments)


def _line(text: str, start: int, end: int) -> Line:
    piece = text[start:end]
    words_start = start + len(piece) - len(piece.lstrip())
    words_end = start + len(piece.rstrip())
    if words_start >= words_end:
        return Line(LineKind.BLANK, start, end, start, start)
    if piece.startswith("#") and (heading := _heading(piece, start)) is not None:
        return heading
    if piece.lstrip().startswith("|"):
        kind = LineKind.TABLE_RULE if _RULE.match(piece.strip()) else LineKind.TABLE
        return Line(kind, start, end, words_start, words_end)
    if note := _FOOTNOTE.match(piece):
        return Line(LineKind.FOOTNOTE, start, end, start + note.end(), words_end, id=note["id"])
    return Line(LineKind.TEXT, start, end, words_start, words_end)


def _heading(piece: str, start: int) -> Line | None:
    """`## Title {#id}`; number signs that close the line, each run behind a blank, belong to no title."""
    depth = len(piece) - len(piece.lstrip("#"))
    if depth > _DEEPEST or piece[depth : depth + 1] not in (" ", "\t"):
        return None
    first = len(piece) - len(piece[depth:].lstrip())
    last = _before_closing(piece, depth)
    place = piece.rfind("{#", depth, last)
    named = _ID.match(piece[:last], place) if place >= 0 else None
    if named is not None:
        last = len(piece[:place].rstrip())
    name = named[1] if named is not None else None
    words = start + first, start + max(first, last)
    return Line(LineKind.HEADING, start, start + len(piece), *words, depth, name)


def _before_closing(piece: str, floor: int) -> int:
    """Where a heading's words end before blanks and closing number signs."""
    end = place = len(piece.rstrip())
    while place > floor and (piece[place - 1] == "#" or piece[place - 1].isspace()):
        place -= 1
        if piece[place].isspace() and piece[place + 1] == "#":
            end = place
    return len(piece[:end].rstrip())


def table_cells(text: str, line: Line) -> tuple[TableCell, ...]:
    """The cells of one table line; the bars at both ends part nothing."""
    bars = [found.start() for found in _BAR.finditer(text, line.text_start, line.text_end)]
    edges = bars if bars and bars[-1] == line.text_end - 1 else [*bars, line.text_end]
    cells: list[TableCell] = []
    for left, right in pairwise(edges):
        words = text[left + 1 : right]
        start = left + 1 + len(words) - len(words.lstrip())
        end = max(start, left + 1 + len(words.rstrip()))
        join = words.strip() if words.strip() in ("<", "^") else None
        cells.append(TableCell(start, end, join))
    return tuple(cells)
