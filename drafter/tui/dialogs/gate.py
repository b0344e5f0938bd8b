"""Before assembly: what is still open, each line a way to its section, and what to make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.desk import GateRow
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.words import shorten

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Passed:
    """Make the file: the final version, or one with the open things marked."""

    final: bool


@dataclass(frozen=True, slots=True)
class GoTo:
    """Back to the text, at this section."""

    section: str


class Gate(Dialog[Passed | GoTo]):
    """The final version is offered only where nothing blocks it."""

    DEFAULT_CSS = """
    Gate .box { width: 100; }
    Gate #make { height: auto; margin: 0 0 1 0; }
    Gate #open { max-height: 60vh; }
    Gate #open.-none { display: none; }
    """

    def __init__(self, rows: Sequence[GateRow], titles: Mapping[str, str]) -> None:
        super().__init__()
        self._rows, self._titles = tuple(rows), titles
        self._blocking = sum(row.blocking for row in rows)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Assemble the Word file")
            box.border_subtitle = _("Enter choose · Tab list · Esc back")
            choices = [Option(_("Assemble as a draft, open things marked"), id="draft")]
            if not self._blocking:
                choices.insert(0, Option(_("Assemble the final version"), id="final"))
            yield OptionList(*choices, id="make", markup=False)
            yield Static(self._sum(), classes="quiet")
            yield OptionList(
                *(Option(self._line(row)) for row in self._rows),
                id="open",
                markup=False,
                classes="" if self._rows else "-none",
            )

    def on_mount(self) -> None:
        self.query_one("#make").focus()

    def _sum(self) -> Content:
        if not self._rows:
            return Content(_("Nothing is left open."))
        words = _("{n} keep the final version from being made", n=self._blocking)
        return Content.assemble((f"✖ {words}   ▲ {len(self._rows) - self._blocking}", "bold"))

    def _line(self, row: GateRow) -> Content:
        place = self._titles.get(row.section or "", "")
        return Content.assemble(
            ("✖ ", "bold $error") if row.blocking else ("▲ ", "bold $warning"),
            row.text,
            (f"  § {shorten(place, 30)}" if place else "", "$text-muted"),
        )

    @on(OptionList.OptionSelected, "#make")
    def _make(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.leave(Passed(final=event.option.id == "final"))

    @on(OptionList.OptionSelected, "#open")
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        section = self._rows[event.option_index].section
        if section is not None:
            self.leave(GoTo(section))
