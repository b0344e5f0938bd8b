"""One message on an empty screen: why nothing was opened. For a browser, where nobody sees the standard error."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.base import BaseApp

_ = catalogue("tui")


class Notice(BaseApp[None]):
    """Esc, Enter or Ctrl+Q ends it."""

    CSS = "Static { padding: 1 2; height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,ctrl+q", "leave", show=False)]

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        yield Static(self._words, markup=False)
        yield Static(_("Esc ends this."), markup=False)

    def action_leave(self) -> None:
        self.exit()
