"""A text area that types Vietnamese and shows marks and findings: the ground of the editor and of the read-only panes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from drafter.tui import clipboard
from drafter.tui.highlights import THEME, LineHighlights, Span, text_theme
from drafter.tui.history import SyllableHistory
from drafter.tui.input_methods import KeysInOrder, joined, nfc

# TextArea takes these for itself; the commands of the desk need them.
_GIVEN_UP = ("f6", "f7", "ctrl+d", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+shift+k")


class TextPad(KeysInOrder, TextArea):
    """One paragraph is one line; soft wrap; no syntax language."""

    DEFAULT_CSS = """
    TextPad { border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1; }
    TextPad:focus { border: none; }
    TextPad .text-area--cursor-line { background: $background; }
    TextPad.-read-only .text-area--cursor { background: $panel-lighten-2; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "document_start", show=False),
        Binding("ctrl+end", "document_end", show=False),
        Binding("ctrl+shift+home", "document_start(True)", show=False),
        Binding("ctrl+shift+end", "document_end(True)", show=False),
    ]

    def __init__(self, *, read_only: bool = False, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            soft_wrap=True,
            read_only=read_only,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )
        self.match_cursor_bracket = False
        self.cursor_blink = False
        for key in _GIVEN_UP:
            self._bindings.key_to_bindings.pop(key, None)
        self.history = SyllableHistory()
        self.spans = LineHighlights(self._line)
        self._highlights: Any = self.spans
        self._strips: LRUCache[object, Strip] = LRUCache(512)
        self._ink: object = None

    def on_mount(self) -> None:
        self._take_colours()
        self.app.theme_changed_signal.subscribe(self, self._take_colours)

    def _take_colours(self, _theme: object = None) -> None:
        self.register_theme(text_theme(self.app.theme_variables))
        self.theme = THEME

    def _line(self, row: int) -> str:
        return self.document.get_line(row)

    def _build_highlight_map(self) -> None:
        self._line_cache.clear()

    # Drawing: only the paragraphs that the selection touches are drawn anew at a key; Textual draws every row.

    def render_lines(self, crop: Region) -> list[Strip]:
        self._ink = (self.size, self.rich_style, self.theme, self.app.theme)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        document = self.document
        places = self.wrapped_document._offset_to_line_info
        at = y + self.scroll_offset.y
        if at >= len(places) or (document.line_count == 1 and not document.get_line(0)):
            return super().render_line(y) if self.placeholder and at < len(places) else self._render_line(y)
        row, part = places[at]
        top, bottom = sorted(self.selection)
        if top[0] <= row <= bottom[0]:
            return self._render_line(y)
        breaks = tuple(self.wrapped_document.get_offsets(row))
        key = (self._ink, document.get_line(row), breaks, part, tuple(self.spans[row]))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._render_line(y)
        return strip

    def edit(self, edit: Edit) -> EditResult:
        top, bottom = edit.top, edit.bottom
        result = super().edit(edit)
        self.spans.edited(top, bottom, result.end_location)
        return result

    def compose_with_previous(self, combining: str) -> bool:
        row, column = self.cursor_location
        if self.read_only or not self.selection.is_empty or column == 0:
            return False
        letter = joined(self.document.get_line(row)[column - 1], combining)
        if letter is None:
            return False
        self._replace_via_keyboard(letter, (row, column - 1), (row, column))
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.put(event.text)

    def put(self, text: str) -> None:
        """Insert text in place of the selection as one undo step, the cursor behind it."""
        if self.read_only:
            return
        if result := self._replace_via_keyboard(nfc(text), *self.selection):
            self.move_cursor(result.end_location)

    def action_paste(self) -> None:
        self.put(clipboard.read() or self.app.clipboard)

    def action_copy(self) -> None:
        if text := self.selected_text:
            self.app.copy_to_clipboard(text)
            clipboard.write(text)

    def action_cut(self) -> None:
        if not self.read_only and self.selected_text:
            self.action_copy()
            self._replace_via_keyboard("", *self.selection)

    def action_document_start(self, select: bool = False) -> None:
        self.move_cursor((0, 0), select=select)

    def action_document_end(self, select: bool = False) -> None:
        self.move_cursor(self.document.end, select=select)

    # Offsets of the whole text ↔ places in it

    def offset_of(self, location: Location) -> int:
        row, column = location
        return sum(len(self.document.get_line(line)) + 1 for line in range(row)) + column

    def location_of(self, offset: int) -> Location:
        left = offset
        for row in range(self.document.line_count):
            length = len(self.document.get_line(row))
            if left <= length:
                return row, max(0, left)
            left -= length + 1
        return self.document.end

    @property
    def cursor_offset(self) -> int:
        return self.offset_of(self.cursor_location)

    def select_span(self, start: int, end: int) -> None:
        """Select a piece of the text and bring it into view."""
        self.history.checkpoint()
        self.selection = Selection(self.location_of(start), self.location_of(end))
        self.scroll_cursor_visible(center=True)

    def spans_of(self, start: int, end: int, style: str) -> Iterable[Span]:
        """The spans, line by line, of a piece of the text."""
        (row, column), (last_row, last_column) = self.location_of(start), self.location_of(end)
        for line in range(row, last_row + 1):
            left = column if line == row else 0
            right = last_column if line == last_row else len(self.document.get_line(line))
            yield Span(line, left, right, style)

    def show_spans(self, spans: Iterable[Span]) -> None:
        self.spans.show(spans)
        self._line_cache.clear()
        self.refresh()
