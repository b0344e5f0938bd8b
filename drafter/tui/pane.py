"""A pane: one line of title above its content; the title shows which pane has the focus."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static


class PaneTitle(Static):
    """The title line; words at the left, a count or state at the right."""

    DEFAULT_CSS = """
    PaneTitle { height: 1; padding: 0 1; background: $surface; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._left = Content("")
        self._right = Content("")

    def show(self, left: Content | str, right: Content | str = "") -> None:
        self._left, self._right = (
            Content(left) if isinstance(left, str) else left,
            (Content(right) if isinstance(right, str) else right),
        )
        self._lay()

    def on_resize(self, _event: events.Resize) -> None:
        self._lay()

    def _lay(self) -> None:
        width = self.content_size.width
        right = self._right if self._right.cell_length <= width // 2 else Content("")
        room = max(0, width - right.cell_length - (1 if right.cell_length else 0))
        left = self._left.truncate(room, ellipsis=True) if self._left.cell_length > room else self._left
        gap = " " * max(0, width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, gap, right))


class Pane(Vertical):
    """A title line over widgets."""

    DEFAULT_CSS = """
    Pane { background: $background; }
    Pane:focus-within PaneTitle { background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(self, *children: Widget, id: str | None = None, title: str = "") -> None:
        super().__init__(id=id)
        self._content = children
        self._words = title

    def compose(self) -> ComposeResult:
        title = PaneTitle()
        title.show(self._words)
        yield title
        yield from self._content

    def entitle(self, left: Content | str, right: Content | str = "") -> None:
        self.query_one(PaneTitle).show(left, right)


class Tab(Static):
    """One tab of a row."""

    DEFAULT_CSS = """
    Tab { width: auto; height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    Tab.-on { background: $panel; color: $foreground; text-style: bold; }
    Tab:hover { color: $accent; }
    """

    @dataclass
    class Pressed(Message):
        tab: str

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words, markup=False)
        self.tab = name

    def on_click(self) -> None:
        self.post_message(self.Pressed(self.tab))
