"""The command palette: typed with or without accents, in the language of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.entry import Entry
from drafter.tui.search import score

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Row:
    """`id` comes back; `words` are searched; `left` stands before them, `right` at the edge."""

    id: str
    words: str
    left: Content | str = ""
    right: str = ""


class Palette(Dialog[str]):
    """Type to narrow, Up and Down to move, Enter to run: also used to go to a section."""

    DEFAULT_CSS = """
    Palette { align: center top; }
    Palette .box { margin: 1 0 0 0; width: 84; }
    Palette Entry { margin: 0 0 1 0; background: $panel-lighten-1; }
    Palette OptionList { max-height: 60vh; }
    """
    BINDINGS = [  # noqa: RUF012
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title, self._all, self._rows = title, tuple(rows), tuple(rows)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("Enter choose · Esc back")
            yield Entry(placeholder=_("type to search, accents not needed"))
            yield Static(_("Nothing found."), markup=False, classes="quiet")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Entry).focus()
        self._narrow("")

    def on_resize(self) -> None:
        for entry in self.query(Entry):  # none yet, where the size is told before the field is there
            self._narrow(entry.value)

    def _narrow(self, query: str) -> None:
        scored = [(score(query, row.words), row) for row in self._all]
        if query.strip():
            scored = sorted((each for each in scored if each[0][0] > 0), key=lambda each: -each[0][0])
        self._rows = tuple(row for _score, row in scored)
        width = max(20, self.query_one(".box").size.width - 4)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(row, hits, width)) for (_points, hits), row in scored])
        options.highlighted = 0 if self._rows else None
        self.query_one(".quiet").display = not self._rows

    def _line(self, row: Row, hits: tuple[object, ...], width: int) -> Content:
        words = Content(row.words)
        for hit in hits:
            words = words.stylize("bold $accent underline", hit.start, hit.end)  # type: ignore[attr-defined]
        left = Content(row.left) if isinstance(row.left, str) else row.left
        room = width - left.cell_length - len(row.right) - 2
        if words.cell_length > room:
            words = words.truncate(max(1, room), ellipsis=True)
        gap = max(1, width - left.cell_length - words.cell_length - len(row.right))
        return Content.assemble(left, words, " " * gap, (row.right, "$text-muted"))

    def action_move(self, lines: int) -> None:
        options = self.query_one(OptionList)
        if self._rows:
            options.highlighted = max(0, min(len(self._rows) - 1, (options.highlighted or 0) + lines))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._rows):
            self.leave(self._rows[at].id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.leave(self._rows[event.option_index].id)
