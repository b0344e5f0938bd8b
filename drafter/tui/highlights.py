"""Coloured spans in a text area, worked out line by line when a line is drawn.

Textual keeps a map line → (start byte, end byte, style name) for its syntax colours; this stands in for that map
(private names `_highlights`, `_build_highlight_map`: pinned and tested).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rich.style import Style
from textual._text_area_theme import TextAreaTheme

from drafter.markup import MarkKind, find_marks

THEME = "drafter"
MARK_STYLES = {MarkKind.CARRIED: "carried", MarkKind.WANTED: "wanted", MarkKind.ASKED: "asked"}


# Later ones are drawn over earlier ones: what is pointed at shows over a mark, a mark over a finding.
_LAST = ("match", "current")


@dataclass(frozen=True, slots=True)
class Span:
    """A styled piece of one line, in characters."""

    row: int
    start: int
    end: int
    style: str


def _order(span: Span) -> int:
    if span.style in _LAST:
        return 2 + _LAST.index(span.style)
    return 1 if span.style in MARK_STYLES.values() else 0


class LineHighlights:
    """Behaves as the map that `TextArea._render_line` reads: `highlights[row]` → byte spans."""

    def __init__(self, line: Callable[[int], str]) -> None:
        self._line = line
        self._spans: dict[int, list[Span]] = {}
        self.marks = True

    def __bool__(self) -> bool:
        return True

    def clear(self) -> None:
        """Textual clears the map at every edit; spans stay until `show` or `edited`."""

    def show(self, spans: Iterable[Span]) -> None:
        self._spans = {}
        for span in spans:
            self._spans.setdefault(span.row, []).append(span)

    def edited(self, top: tuple[int, int], bottom: tuple[int, int], end: tuple[int, int]) -> None:
        """Move the spans behind an edit that replaced top…bottom by a text that ends at `end`; drop what it touched."""
        moved: list[Span] = []
        for spans in self._spans.values():
            for span in spans:
                if (span.row, span.end) <= top:
                    moved.append(span)
                elif (span.row, span.start) >= bottom:
                    shift = end[1] - bottom[1] if span.row == bottom[0] else 0
                    row = span.row + end[0] - bottom[0]
                    moved.append(replace(span, row=row, start=span.start + shift, end=span.end + shift))
        self.show(moved)

    def at(self, row: int, column: int) -> list[Span]:
        return [span for span in self._spans.get(row, ()) if span.start <= column <= span.end]

    def __getitem__(self, row: int) -> list[tuple[int, int, str]]:
        try:
            line = self._line(row)
        except IndexError:
            return []
        spans = list(self._spans.get(row, ()))
        if self.marks and "⟦" in line:
            marks = [Span(row, mark.start, mark.end, MARK_STYLES[mark.kind]) for mark in find_marks(line)]
            spans = sorted([*marks, *spans], key=_order)
        return [
            (len(line[: span.start].encode()), len(line[: span.end].encode()), span.style)
            for span in spans
            if span.start < span.end <= len(line)
        ]


def text_theme(colours: dict[str, str]) -> TextAreaTheme:
    """The styles of the spans in the colours of the app's theme; each differs by attribute as well as by colour."""
    warning, error, info = colours["warning"], colours["error"], colours["secondary"]
    paper, ink = colours["background"], colours["foreground"]
    tint = colours["panel"]
    return TextAreaTheme(
        THEME,
        syntax_styles={
            "carried": Style(color=warning, bgcolor=tint, bold=True),
            "wanted": Style(color=paper, bgcolor=warning, bold=True),
            "asked": Style(color=warning, bgcolor=tint, bold=True, italic=True),
            "error": Style(color=error, underline=True, bold=True),
            "warning": Style(color=warning, underline=True),
            "info": Style(color=info, underline=True),
            "match": Style(color=paper, bgcolor=colours["accent"]),
            "current": Style(color=paper, bgcolor=ink, bold=True),
            "new": Style(color=colours["success"], bold=True),
            "gone": Style(color=error, strike=True),
            "aligned": Style(color=ink, bold=True),
            "gone-word": Style(color=info, underline=True),
            "figure": Style(color=warning),
        },
    )
