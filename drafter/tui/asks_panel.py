"""What the item asks for, as ticks, above the editor."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.desk import AskRow

_ = catalogue("tui")


class AskLine(Static):
    """One ask with its tick; open ones stand out."""

    DEFAULT_CSS = """
    AskLine { height: auto; padding: 0 1; color: $foreground; }
    AskLine.-met { color: $text-muted; }
    """

    def __init__(self, ask: AskRow) -> None:
        shape, colour = {True: ("✓", "$success"), False: ("✗", "$warning"), None: ("·", "$text-muted")}[ask.met]
        parts: list[str | Content | tuple[str, str]] = [(shape + " ", f"bold {colour}"), ask.text]
        if ask.guidance:
            parts.append((f" ({ask.guidance})", "italic $text-muted"))
        if ask.optional:
            parts.append((" " + _("(if any)"), "$text-muted"))
        super().__init__(Content.assemble(*parts))
        self.set_class(ask.met is True, "-met")


class AsksPanel(VerticalScroll):
    """The asks; at most a third of the height, then it scrolls. Hidden where nothing is asked."""

    DEFAULT_CSS = """
    AsksPanel { height: auto; max-height: 30%; background: $surface; scrollbar-size-vertical: 1; }
    AsksPanel.-empty { display: none; }
    AsksPanel .guidance { height: auto; padding: 0 1; color: $text-muted; text-style: italic; }
    """
    can_focus = False
    _shown: object = None

    def show(self, guidance: str | None, asks: tuple[AskRow, ...]) -> None:
        if self._shown == (guidance, asks):
            return
        self._shown = (guidance, asks)
        self.set_class(not asks and not guidance, "-empty")
        lines: list[Static] = []
        if guidance:
            lines.append(Static(guidance, markup=False, classes="guidance"))
        lines += [AskLine(ask) for ask in sorted(asks, key=lambda ask: ask.met is True)]
        self.remove_children()
        self.mount(*lines)
