"""The past reports: passages to search, a figure followed over the periods, the list of what there is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drafter.errors import DrafterError
from drafter.language.folding import bare
from drafter.messages import catalogue, mark
from drafter.tui.desk import ArchiveEntry, Passage, TrendRow, Workbench
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.dialogs.reader import Reader
from drafter.tui.entry import Entry
from drafter.tui.figures_pane import sparkline
from drafter.tui.pane import Tab

_ = catalogue("tui")

_PAUSE = 0.15  # seconds without a key before a search
_BARS = 40


class Mode(StrEnum):
    PASSAGES = "passages"
    TRENDS = "trends"
    REPORTS = "reports"


_WORDS = {
    Mode.PASSAGES: (mark("Passages"), mark("search the past reports")),
    Mode.TRENDS: (mark("A figure over the periods"), mark("what is counted: “meetings”, “houses mended” …")),
    Mode.REPORTS: (mark("Reports"), mark("name, unit or period")),
}

Found = Passage | TrendRow | ArchiveEntry


class Archive(Dialog[str]):
    """Typing searches, Tab changes what is searched, Down goes to the list, Enter shows all of one."""

    DEFAULT_CSS = """
    Archive .box { width: 110; height: 92%; }
    Archive .tabs { height: 1; margin: 0 0 1 0; }
    Archive Entry { margin: 0 0 1 0; background: $panel-lighten-1; }
    Archive OptionList { height: 1fr; max-height: 100%; }
    Archive .empty { height: auto; padding: 0 1; color: $text-muted; }
    """
    BINDINGS = [  # noqa: RUF012
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        Binding("down", "to_list", show=False),
    ]

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._mode = Mode.PASSAGES
        self._rows: tuple[Found, ...] = ()
        self._pause: Timer | None = None
        self._shown_for: tuple[Mode, str] | None = None  # what the rows are the answer to
        self._open_first = False  # Enter came before the answer

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Past reports")
            box.border_subtitle = _("type to search · Tab change · ↓ list · Enter show · Esc back")
            with Horizontal(classes="tabs"):
                for mode, (word, _hint) in _WORDS.items():
                    yield Tab(mode.value, _(word))
            yield Entry()
            yield Static("", markup=False, classes="empty")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self._turn_to(Mode.PASSAGES)

    def _turn_to(self, mode: Mode) -> None:
        self._mode = mode
        for tab in self.query(Tab):
            tab.set_class(tab.tab == mode.value, "-on")
        field = self.query_one(Entry)
        field.placeholder = _(_WORDS[mode][1])
        field.focus()
        self._show(())
        self._search_soon(0.01)

    def action_turn(self, step: int) -> None:
        modes = list(Mode)
        self._turn_to(modes[(modes.index(self._mode) + step) % len(modes)])

    @on(Tab.Pressed)
    def _tab_pressed(self, event: Tab.Pressed) -> None:
        event.stop()
        self._turn_to(Mode(event.tab))

    def action_to_list(self) -> None:
        if self._rows:
            self.query_one(OptionList).focus()

    # Searching, off the keys' thread

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search_soon(_PAUSE)

    def _search_soon(self, seconds: float) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(seconds, lambda: self.run_worker(self._search(), group="search", exclusive=True))

    async def _search(self) -> None:
        mode, said = self._mode, self.query_one(Entry).value
        try:
            rows = await asyncio.to_thread(self._find, mode, said)
        except (DrafterError, OSError) as error:
            self._show((), str(error))
            return
        if self.is_attached and mode is self._mode:
            self._show(rows, self._nothing(said))
            self._shown_for = mode, said
            if self._open_first and self._rows:
                self._open(self._rows[0])
            self._open_first = False

    def _find(self, mode: Mode, said: str) -> Sequence[Found]:
        if mode is Mode.REPORTS:
            words = bare(said).split()
            return [one for one in self._workbench.archived() if all(word in bare(_line(one)) for word in words)]
        if not said.strip():
            return ()
        return self._workbench.search(said) if mode is Mode.PASSAGES else self._workbench.trends(said)

    def _nothing(self, said: str) -> str:
        if said.strip():
            return _("Nothing found.")
        return _("No reports in the archive: + on the start screen adds them.") if self._mode is Mode.REPORTS else ""

    def _show(self, rows: Sequence[Found], nothing: str = "") -> None:
        self._rows = tuple(rows)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_content(row)) for row in self._rows])
        options.display = bool(self._rows)
        empty = self.query_one(".empty", Static)
        empty.update(nothing)
        empty.display = not self._rows
        if self._rows:
            options.highlighted = 0

    # Showing one

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if self._shown_for != (self._mode, event.value):
            self._open_first = True
            self._search_soon(0.01)
        elif at is not None and at < len(self._rows):
            self._open(self._rows[at])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._open(self._rows[event.option_index])

    def _open(self, row: Found) -> None:
        if isinstance(row, Passage):
            self.app.push_screen(Reader(row.source, row.text))
        elif isinstance(row, TrendRow):
            self.app.push_screen(Reader(row.unit or _("A figure over the periods"), chart(row)))
        else:
            self.app.push_screen(Reader(row.title, str(row.path)))


def chart(row: TrendRow) -> str:
    """One bar a period, from nothing to the largest."""
    most = max([*row.values, 0.0]) or 1.0
    width = max(len(period) for period, _text in row.points)
    lines = [
        f"{period:<{width}}  {'█' * round(_BARS * max(0.0, value) / most):<{_BARS}}  {text}"
        for (period, text), value in zip(row.points, row.values, strict=True)
    ]
    return "\n".join([row.measure, "", *lines] if row.measure else lines)


def _line(row: ArchiveEntry) -> str:
    return " · ".join(part for part in (row.title, row.unit, row.period) if part)


def _content(row: Found) -> Content:
    if isinstance(row, Passage):
        return Content.assemble(row.text, ("\n" + row.source, "italic $text-muted"))
    if isinstance(row, TrendRow):
        course = "  →  ".join(f"{period}: {text}" for period, text in row.points)
        name = " · ".join(part for part in (row.unit, row.measure) if part)
        return Content.assemble(
            (sparkline(row.values) + "  ", "bold $accent"), (name, "bold"), ("\n" + course, "$text-muted")
        )
    gone = "" if row.there else "  " + _("the file is gone")
    return Content.assemble(_line(row), (gone, "$warning"))
