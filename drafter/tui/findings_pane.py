"""The findings: of the open section first, then of the whole report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.desk import FindingRow
from drafter.tui.words import SEVERITIES, shorten

_ = catalogue("tui")


def finding_lines(row: FindingRow, place: str | None) -> Content:
    look = SEVERITIES[row.severity]
    parts: list[str | Content | tuple[str, str]] = [
        (f"{look.shape} {look.word} ", f"bold {look.colour}"),
        (f"{row.rule}\n", "$text-muted"),
        row.message,
    ]
    for other in row.related:
        parts.append((f"\n↔ {other}", "$text-muted"))
    if place:
        parts.append((f"\n§ {place}", "$text-muted"))
    return Content.assemble(*parts)


class FindingsPane(Vertical):
    """Enter goes to the place; `w` silences with a reason; `f` applies a safe fix."""

    DEFAULT_CSS = """
    FindingsPane { background: $background; }
    FindingsPane OptionList { border: none; height: 1fr; background: $background; padding: 0; }
    FindingsPane OptionList:focus { border: none; }
    FindingsPane .empty { padding: 1 2; color: $text-muted; }
    FindingsPane .keys { height: 1; padding: 0 1; color: $text-muted; background: $surface; }
    """

    @dataclass
    class Chosen(Message):
        finding: FindingRow

    @dataclass
    class WaiveAsked(Message):
        finding: FindingRow

    @dataclass
    class FixAsked(Message):
        finding: FindingRow

    class List(OptionList):
        """The list; its letters are commands because nothing is typed in it."""

        BINDINGS = [Binding("w", "ask('waive')", show=False), Binding("f", "ask('fix')", show=False)]  # noqa: RUF012

        @dataclass
        class Asked(Message):
            what: str

        def action_ask(self, what: str) -> None:
            self.post_message(self.Asked(what))

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[FindingRow, ...] = ()
        self._shown: object = None

    def compose(self) -> ComposeResult:
        yield Static(_("No findings: nothing to do here."), markup=False, classes="empty")
        yield self.List(id="finding-list")
        yield Static(_("Enter go there · w silence · f fix"), markup=False, classes="keys")

    def show(self, findings: Sequence[FindingRow], section: str, titles: Mapping[str, str]) -> None:
        here = [row for row in findings if row.section == section]
        others = [row for row in findings if row.section != section]
        if (here, others) == self._shown:
            return
        self._shown = (here, others)
        self._rows = (*here, *others)
        options = self.query_one(self.List)
        kept = options.highlighted
        options.clear_options()
        options.add_options([Option(finding_lines(row, None)) for row in here])
        options.add_options(
            [Option(finding_lines(row, shorten(titles.get(row.section or "", "—"), 60))) for row in others]
        )
        options.display = bool(self._rows)
        self.query_one(".empty").display = not self._rows
        if self._rows:
            options.highlighted = min(kept or 0, len(self._rows) - 1)

    @property
    def pointed(self) -> FindingRow | None:
        at = self.query_one(self.List).highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._rows[event.option_index]))

    @on(List.Asked)
    def _asked(self, event: List.Asked) -> None:
        event.stop()
        if (row := self.pointed) is not None:
            self.post_message(self.WaiveAsked(row) if event.what == "waive" else self.FixAsked(row))
