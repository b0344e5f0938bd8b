"""A page to read: help, preview, lists."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog

_ = catalogue("tui")


class Reader(Dialog[str]):
    """Scrolls with the arrows; `answer` is given back by Enter, where there is one."""

    DEFAULT_CSS = """
    Reader .box { width: 100; }
    Reader VerticalScroll { height: auto; max-height: 84vh; }
    Reader .page { height: auto; }
    """
    BINDINGS = [Binding("enter", "accept", show=False)]  # noqa: RUF012

    def __init__(self, title: str, page: Content | str, *, foot: str | None = None, answer: str | None = None) -> None:
        super().__init__()
        self._title, self._page, self._foot, self._answer = title, page, foot, answer

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = self._foot or _("↑↓ scroll · Esc back")
            with VerticalScroll():
                yield Static(self._page, markup=False, classes="page")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_accept(self) -> None:
        if self._answer is not None:
            self.leave(self._answer)
