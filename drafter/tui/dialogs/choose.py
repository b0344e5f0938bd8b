"""Choose one of a few: used for questions, states, versions and menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Choice:
    """`id` comes back; `words` are shown."""

    id: str
    words: str | Content


class Choose(Dialog[str]):
    """Up, Down and Enter, or the mouse."""

    DEFAULT_CSS = """
    Choose VerticalScroll { height: auto; max-height: 50vh; }
    Choose OptionList { max-height: 60vh; }
    Choose.-told OptionList { max-height: 40vh; }
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, text: str = "", at: str | None = None) -> None:
        super().__init__()
        self._title, self._choices, self._text = title, tuple(choices), text
        self.set_class(bool(text), "-told")
        self._at = next((index for index, choice in enumerate(choices) if choice.id == at), 0)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("Enter choose · Esc back")
            if self._text:
                with VerticalScroll(can_focus=False):
                    yield Static(self._text, markup=False, classes="line")
            yield OptionList(*(Option(choice.words, id=choice.id) for choice in self._choices), markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = self._at
        options.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.leave(event.option.id)
