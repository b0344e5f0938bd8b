"""The frame of every overlay: a box with a title, Esc leaves it."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from drafter.tui.opening import Opening

Answer = TypeVar("Answer")


class Dialog(Opening[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """A box of `.box`; dismissed with an answer, or None by Esc."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog .box {
        width: 76; max-width: 96%; height: auto; max-height: 96%;
        background: $surface; border: round $accent; padding: 0 1;
        border-title-color: $foreground; border-title-style: bold; border-subtitle-color: $text-muted;
    }
    Dialog .line { height: auto; }
    Dialog .quiet { height: auto; color: $text-muted; }
    Dialog OptionList { border: none; background: $surface; padding: 0; height: auto; max-height: 20; }
    Dialog OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def _open_up(self) -> None:
        if self.below is not None:
            self._early = self.below.release() + self._early
        super()._open_up()

    def action_give_up(self) -> None:
        self.leave(None)

    def leave(self, answer: Answer | None) -> None:
        """Dismiss once; keys that come behind the answer ask for it again."""
        if self.is_current:
            self.dismiss(answer)
