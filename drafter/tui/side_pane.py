"""The right side: one row of tabs over the panes, of which one is shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from drafter.tui.entry import Entry
from drafter.tui.pane import Tab


class SidePane(Vertical):
    """`panes` are (id, word, widget); a tab's word can carry a count."""

    DEFAULT_CSS = """
    SidePane { background: $background; }
    SidePane .tabs { height: 1; background: $surface; overflow: hidden; }
    SidePane.-tight Tab { padding: 0 0 0 1; }
    SidePane ContentSwitcher { height: 1fr; }
    SidePane:focus-within Tab.-on { background: $panel-lighten-1; color: $accent; text-style: bold reverse; }
    """

    @dataclass
    class Switched(Message):
        pane: str

    def __init__(self, panes: tuple[tuple[str, str, Widget], ...], id: str | None = None) -> None:
        super().__init__(id=id)
        self._panes = panes
        self._words = {name: word for name, word, _widget in panes}

    def compose(self) -> ComposeResult:
        with Horizontal(classes="tabs"):
            for name, word, _widget in self._panes:
                yield Tab(name, word)
        with ContentSwitcher(initial=self._panes[0][0]):
            for _name, _word, widget in self._panes:
                yield widget

    def on_mount(self) -> None:
        self.show(self._panes[0][0])

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Less room between the tabs where they would not fit."""
        needed = sum(len(str(tab.content)) + 2 for tab in self.query(Tab))
        self.set_class(needed > self.size.width, "-tight")

    @property
    def current(self) -> str:
        return self.query_one(ContentSwitcher).current or self._panes[0][0]

    def show(self, name: str) -> None:
        self.query_one(ContentSwitcher).current = name
        for tab in self.query(Tab):
            tab.set_class(tab.tab == name, "-on")
        self.post_message(self.Switched(name))

    def count(self, name: str, number: int) -> None:
        """Show a number beside a tab's word."""
        for tab in self.query(Tab):
            if tab.tab == name:
                tab.update(f"{self._words[name]} {number}" if number else self._words[name])
        self._fit()

    def focus_inside(self) -> None:
        """Focus the first thing of the shown pane that takes focus."""
        pane = next(widget for name, _word, widget in self._panes if name == self.current)
        for widget in pane.query("*"):
            if widget.focusable and widget.display:
                self.screen.set_focus(widget)
                if isinstance(widget, Entry):  # typing begins another search
                    widget.action_select_all()
                return

    @on(Tab.Pressed)
    def _pressed(self, event: Tab.Pressed) -> None:
        event.stop()
        self.show(event.tab)
