"""Typing Vietnamese: what input methods send arrives in order, and always as composed letters.

UniKey, EVKey, OpenKey and ibus rewrite a syllable by sending backspaces and letters in one burst. Textual handles
letters inside the widget but runs bound keys (backspace) only after the event has bubbled to the app, so the order is
lost (Textualize/textual#6605). `KeysInOrder` runs bound keys in the widget's queue. It uses the private name
`_check_bindings`, therefore Textual is pinned and a test types through a real terminal.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from textual import events

from drafter.tui.opening import Opening


def nfc(text: str) -> str:
    """Composed letters, line breaks as `\\n`, no NUL; every door of the UI goes through here."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


class KeysInOrder:
    """Mixin, to stand before `TextArea` or `Input`: Textual calls the handlers of each class, the subclass's first."""

    def compose_with_previous(self, combining: str) -> bool:
        """Join a combining mark with the letter before the cursor; False where there is none to join."""
        raise NotImplementedError

    async def _on_key(self, event: events.Key) -> None:
        widget: Any = self
        if self._is_for_another(event):
            event.stop()
            event.prevent_default()
            return
        chord = event.key.startswith(("alt+", "ctrl+", "super+", "meta+", "hyper+"))
        if event.is_printable and not chord:
            character = event.character or ""
            if character and unicodedata.combining(character) and self.compose_with_previous(character):
                event.stop()
                event.prevent_default()
            return
        # The widget's own bindings, then those around it up to the screen's: all in this queue, so that letters that
        # came in the same burst wait for them.
        if await widget.app._check_bindings(event.key):
            event.stop()
            event.prevent_default()
        elif chord:  # a terminal sends Alt+A as Escape and a letter: the letter is no text
            event.prevent_default()

    def _is_for_another(self, event: events.Key) -> bool:
        """Pass on a key that came behind one that opened a dialog or moved the focus."""
        widget: Any = self
        screen = widget.app.screen
        again = events.Key(event.key, event.character)
        again.time = event.time
        if isinstance(screen, Opening) and not screen.opened:
            screen.hold(again)
            return True
        target = screen.focused or screen
        if target is widget:
            return False
        target._forward_event(again)
        return True


def joined(previous: str, combining: str) -> str | None:
    """One composed letter of both, or None."""
    letter = unicodedata.normalize("NFC", previous + combining)
    return letter if len(letter) == 1 else None
