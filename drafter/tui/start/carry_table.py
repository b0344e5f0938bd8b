"""What becomes of last period's text, item by item: keep, placeholder or clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue, mark
from drafter.model.draft import CarryChoice
from drafter.tui.desk import CarryRow
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.words import GRADES, heading, shorten

_ = catalogue("tui")

WORDS = {
    CarryChoice.KEEP: ("●", mark("keep")),
    CarryChoice.PLACEHOLDER: ("◐", mark("placeholder")),
    CarryChoice.CLEAR: ("○", mark("clear")),
}


class CarryTable(Dialog[Mapping[str, CarryChoice]]):
    """“All” never overrides a choice made by hand."""

    DEFAULT_CSS = """
    CarryTable .box { width: 110; height: 90%; }
    CarryTable OptionList { height: 1fr; max-height: 100%; }
    """
    BINDINGS = [  # noqa: RUF012
        Binding("space", "turn", show=False),
        Binding("k", "all('keep')", show=False),
        Binding("p", "all('placeholder')", show=False),
        Binding("c", "all('clear')", show=False),
        Binding("ctrl+s,f9", "accept", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[CarryRow]) -> None:
        super().__init__()
        self._title, self._rows = title, tuple(rows)
        self._choices = {row.id: row.choice for row in rows}
        self._by_hand: set[str] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("^S create · Esc back")
            yield Static(_("Enter changes one · K P C: keep, placeholder, clear for all not changed by hand"),
                         markup=False, classes="quiet")  # fmt: skip
            yield OptionList(markup=False)
            yield Static("", markup=False, id="sum", classes="quiet")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        for options in self.query(OptionList):  # none yet, where the size is told before the table is there
            kept = options.highlighted or 0
            options.clear_options()
            options.add_options([Option(self._line(row)) for row in self._rows])
            options.highlighted = kept if self._rows else None
            self._add_up()

    def _line(self, row: CarryRow) -> Content:
        choice = self._choices[row.id]
        shape, word = WORDS[choice]
        grade = GRADES[row.grade]
        counts = " ".join(
            part for part in (f"◑{row.figures}" if row.figures else "", f"⇢{row.changes}" if row.changes else "",
                              f"✗{row.asks}" if row.asks else "") if part
        )  # fmt: skip
        width = max(30, self.query_one(".box").size.width - 4)
        room = width - 14 - 11 - 11
        title = shorten("  " * (row.depth - 1) + heading(row.label, row.title), room)
        indent = "  " * (row.depth - 1) if not title.startswith(" ") else ""
        title = shorten(indent + title, room) if not indent else indent + shorten(title, room - len(indent))
        return Content.assemble(
            (f"{shape} {_(word):<11} ", "bold" if row.id in self._by_hand else ""),
            (f"{grade.shape} {grade.word:<8} ", grade.colour),
            f"{title:<{room}} ",
            (f"{counts:>10}", "$warning"),
        )

    def _add_up(self) -> None:
        parts = []
        for choice, (shape, word) in WORDS.items():
            number = sum(each is choice for each in self._choices.values())
            parts.append(f"{shape} {_(word)}: {number}")
        figures = sum(row.figures for row in self._rows if self._choices[row.id] is CarryChoice.KEEP)
        parts.append(_("{n} figures to confirm", n=figures))
        parts.append(_("◑ figures · ⇢ period words moved · ✗ to decide"))
        self.query_one("#sum", Static).update("   ".join(parts))

    def _redraw(self, at: int) -> None:
        self.query_one(OptionList).replace_option_prompt_at_index(at, self._line(self._rows[at]))
        self._add_up()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_turn()

    def action_turn(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is None:
            return
        row, order = self._rows[at], list(WORDS)
        self._choices[row.id] = order[(order.index(self._choices[row.id]) + 1) % len(order)]
        self._by_hand.add(row.id)
        self._redraw(at)

    def action_all(self, choice: str) -> None:
        for at, row in enumerate(self._rows):
            if row.id not in self._by_hand:
                self._choices[row.id] = CarryChoice(choice)
                self._redraw(at)

    def action_accept(self) -> None:
        self.leave(dict(self._choices))
