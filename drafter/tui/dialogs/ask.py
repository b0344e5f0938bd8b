"""Ask for one line of text."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.entry import Entry

_ = catalogue("tui")


class Ask(Dialog[str]):
    """The line typed; an empty one is refused with `empty`."""

    def __init__(self, title: str, *, text: str = "", value: str = "", empty: str | None = None) -> None:
        super().__init__()
        self._title, self._text, self._value, self._empty = title, text, value, empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("Enter accept · Esc back")
            if self._text:
                yield Static(self._text, markup=False, classes="line")
            yield Entry(self._value, classes="-boxed")
            yield Static("", markup=False, classes="quiet")

    def on_mount(self) -> None:
        self.query_one(Entry).focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip() and self._empty:
            self.query_one(".quiet", Static).update(self._empty)
            return
        self.leave(event.value.strip())


def typed_path(typed: str) -> Path:
    """A path as it is pasted: in quotation marks, as `file://` address, with `~`."""
    words = typed.strip().strip("\"'“”").strip()
    if words.startswith("file://"):
        from urllib.parse import unquote

        words = unquote(words.removeprefix("file://"))
    return Path(words).expanduser()
