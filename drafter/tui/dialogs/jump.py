"""Jump mode: one letter for each pane."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog

_ = catalogue("tui")


class Jump(Dialog[str]):
    """`targets`: letter → (what comes back, the word shown)."""

    DEFAULT_CSS = """
    Jump .box { width: 34; }
    """

    def __init__(self, targets: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self._targets = targets

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Jump to")
            for letter, (_name, word) in self._targets.items():
                yield Static(Content.assemble((f" {letter} ", "bold reverse"), f"  {word}"))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in self._targets:
            event.stop()
            self.leave(self._targets[event.character][0])
