"""The figures of the section (or the whole report): this period's, last period's, the change, the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.desk import FigureRow
from drafter.tui.words import FIGURES

_ = catalogue("tui")

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float]) -> str:
    """A trend in one line of text."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    return "".join(_BARS[round((value - low) / span * (len(_BARS) - 1))] for value in values)


def figure_lines(row: FigureRow) -> Content:
    """Two lines: the figure with its subject and state; last period's, the change and the trend."""
    look = FIGURES[row.state]
    now = row.now if row.now is not None else "⟦?⟧"
    first = Content.assemble(
        (f"{look.shape} ", f"bold {look.colour}"), (now, "bold"), f" {row.subject or row.unit or ''}"
    )
    facts = [_("last {old}", old=row.old) if row.old else _("no figure last period")]
    if row.change:
        facts.append(row.change)
    if trend := sparkline(row.trend):
        facts.append(trend)
    facts.append(look.word)
    return Content.assemble(first, "\n", ("  " + " · ".join(facts), "$text-muted"))


class FiguresPane(Vertical):
    """Enter opens the figure's card."""

    DEFAULT_CSS = """
    FiguresPane { background: $background; }
    FiguresPane OptionList { border: none; height: 1fr; background: $background; padding: 0; }
    FiguresPane OptionList:focus { border: none; }
    FiguresPane .empty { padding: 1 2; color: $text-muted; }
    """

    @dataclass
    class Chosen(Message):
        figure: FigureRow

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[FigureRow, ...] | None = None

    def compose(self) -> ComposeResult:
        yield Static(_("No figures in this section."), markup=False, classes="empty")
        yield OptionList(id="figure-list")

    def show(self, rows: Sequence[FigureRow]) -> None:
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        options = self.query_one(OptionList)
        kept = options.highlighted
        options.clear_options()
        options.add_options([Option(figure_lines(row)) for row in rows])
        options.display = bool(rows)
        self.query_one(".empty").display = not rows
        if rows:
            options.highlighted = min(kept or 0, len(rows) - 1)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._rows:
            self.post_message(self.Chosen(self._rows[event.option_index]))
