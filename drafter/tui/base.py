"""What every app of Drafter has: no palette of Textual's, our colours, and text that is shown, never obeyed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from drafter.terminal import without_commands
from drafter.tui import themes

Result = TypeVar("Result")


class _NoCommands(LineFilter):
    """A report's text may hold commands to the terminal (set the title, clear the screen); no line passes them on."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(without_commands(segment.text), segment.style)
            for segment in segments
        ]


class BaseApp(App[Result]):
    """The base of the desk, of the notice and of the typing probe."""

    ENABLE_COMMAND_PALETTE = False
    _no_commands = _NoCommands()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"highlight": str(themes.DARK.variables["highlight"])}

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._no_commands]
