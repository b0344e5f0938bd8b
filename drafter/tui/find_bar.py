"""Find and replace, at the foot of the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from drafter.messages import catalogue
from drafter.tui.entry import Entry

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, and how."""

    text: str
    new: str = ""
    exact: bool = False
    whole_word: bool = False
    whole_report: bool = False


class Toggle(Static):
    """A switch in words: `[x] nguyên từ`."""

    DEFAULT_CSS = """
    Toggle { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    Toggle.-on { color: $accent; text-style: bold; }
    Toggle:hover { background: $panel-lighten-1; }
    Toggle:focus { background: $highlight; color: $foreground; }
    """
    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "switch", show=False)]

    @dataclass
    class Switched(Message):
        on: bool

    def __init__(self, words: str, key: str, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._words, self._key = words, key
        self.on_now = False
        self._show()

    def _show(self) -> None:
        self.update(f"{'☑' if self.on_now else '☐'} {self._words} {self._key}")
        self.set_class(self.on_now, "-on")

    def switch(self) -> None:
        self.on_now = not self.on_now
        self._show()
        self.post_message(self.Switched(self.on_now))

    def on_click(self) -> None:
        self.switch()

    def action_switch(self) -> None:
        self.switch()


class FindField(Entry):
    """Enter does its `action` at once, in the order of the keys: a message would come behind the Ctrl+S of the same
    burst."""

    def __init__(self, action: str, id: str) -> None:
        super().__init__(id=id)
        self._bindings.key_to_bindings["enter"] = [Binding("enter", action, show=False)]


class FindBar(Vertical):
    """Enter and F8/F7 step through the hits, Esc closes; Ctrl+R shows the second line to replace.

    The screen has the actions `find_step(direction)` and `find_replace(everything)`, which act on `wish`.
    """

    DEFAULT_CSS = """
    FindBar { height: auto; display: none; background: $panel; }
    FindBar.-open { display: block; }
    FindBar Horizontal { height: 1; }
    FindBar Entry { width: 1fr; background: $panel-lighten-1; }
    FindBar .word { width: auto; padding: 0 1; }
    FindBar #find-count { width: auto; min-width: 8; padding: 0 1; color: $text-muted; }
    FindBar #replace-line { display: none; }
    FindBar.-replace #replace-line { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f8,down", "screen.find_step(1)", show=False),
        Binding("f7,up", "screen.find_step(-1)", show=False),
        Binding("alt+c", "switch('find-exact')", show=False),
        Binding("alt+w", "switch('find-word')", show=False),
        Binding("alt+r", "switch('find-report')", show=False),
        Binding("alt+a", "screen.find_replace(True)", show=False),
    ]

    @dataclass
    class Changed(Message):
        wish: Wish

    class Closed(Message):
        pass

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(_("Find"), markup=False, classes="word")
            yield FindField("screen.find_step(1)", id="find-text")
            yield Static("", markup=False, id="find-count")
        with Horizontal(id="replace-line"):
            yield Static(_("Replace by"), markup=False, classes="word")
            yield FindField("screen.find_replace(False)", id="find-new")
            yield Static(_("Enter one · Alt+A all"), markup=False, classes="word")
        with Horizontal():
            yield Toggle(_("accents and case"), "Alt+C", "find-exact")
            yield Toggle(_("whole word"), "Alt+W", "find-word")
            yield Toggle(_("whole report"), "Alt+R", "find-report")

    def open(self, text: str, *, replace: bool) -> None:
        self.add_class("-open")
        self.set_class(replace, "-replace")
        field = self.query_one("#find-text", Entry)
        if text:
            field.value = text
        self.screen.set_focus(field)
        field.action_select_all()

    def say(self, words: str) -> None:
        self.query_one("#find-count", Static).update(words)

    @property
    def wish(self) -> Wish:
        return Wish(
            self.query_one("#find-text", Entry).value,
            self.query_one("#find-new", Entry).value,
            exact=self.query_one("#find-exact", Toggle).on_now,
            whole_word=self.query_one("#find-word", Toggle).on_now,
            whole_report=self.query_one("#find-report", Toggle).on_now,
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id == "find-text":
            self.post_message(self.Changed(self.wish))

    @on(Toggle.Switched)
    def _switched(self, event: Toggle.Switched) -> None:
        event.stop()
        self.post_message(self.Changed(self.wish))

    def action_switch(self, toggle: str) -> None:
        self.query_one(f"#{toggle}", Toggle).switch()

    def action_close(self) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed())
