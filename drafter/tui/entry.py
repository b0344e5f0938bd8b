"""A one-line field that types Vietnamese."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from drafter.tui import clipboard
from drafter.tui.input_methods import KeysInOrder, joined, nfc
from drafter.tui.line_history import LineHistory, changed_span


class Entry(KeysInOrder, Input):
    """`Input` with keys in order, composed letters, a paste that keeps every line, and undo by syllables."""

    DEFAULT_CSS = """
    Entry { border: none; height: 1; padding: 0 1; background: $surface-lighten-1; color: $foreground; }
    Entry:focus { border: none; background: $panel-lighten-1; }
    Entry.-boxed { border: round $panel-lighten-2; height: 3; background: $background; }
    Entry.-boxed:focus { border: round $accent; background: $background; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y,ctrl+shift+z", "redo", show=False),
    ]

    def __init__(self, value: str | None = None, **how: Any) -> None:
        self._changes = LineHistory()
        self._stepping = False
        super().__init__(value, **how)
        self.cursor_blink = False  # nothing moves by itself while somebody composes letters
        self._bindings.key_to_bindings.pop("ctrl+f", None)  # finds, here as everywhere

    def watch_value(self, old: str, new: str) -> None:
        if not self._stepping:
            self._changes.record(old, new)

    def action_undo(self) -> None:
        self._go_to(self._changes.undo(self.value))

    def action_redo(self) -> None:
        self._go_to(self._changes.redo(self.value))

    def _go_to(self, text: str | None) -> None:
        if text is None:
            return
        end = changed_span(self.value, text)[2]
        self._stepping = True
        self.value = text
        self._stepping = False
        self.cursor_position = end

    def compose_with_previous(self, combining: str) -> bool:
        at = self.cursor_position
        if not self.selection.is_empty or at == 0:
            return False
        letter = joined(self.value[at - 1], combining)
        if letter is None:
            return False
        self.replace(letter, at - 1, at)
        return True

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.put(event.text)

    def put(self, text: str) -> None:
        """Insert pasted text at the cursor, its lines joined by blanks."""
        line = " ".join(nfc(text).split("\n")).strip("\n")
        self.replace(line, *self.selection) if not self.selection.is_empty else self.insert_text_at_cursor(line)

    def action_paste(self) -> None:
        self.put(clipboard.read() or self.app.clipboard)

    def action_copy(self) -> None:
        if text := self.selected_text:
            self.app.copy_to_clipboard(text)
            clipboard.write(text)
