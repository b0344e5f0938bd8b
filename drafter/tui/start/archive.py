"""The past reports: type to search, Enter shows the whole passage."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from drafter.messages import catalogue
from drafter.tui.desk import Passage, PhraseRow
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.dialogs.reader import Reader
from drafter.tui.entry import Entry
from drafter.tui.phrases_pane import PhrasesPane

_ = catalogue("tui")


class Archive(Dialog[str]):
    """`search` gives the passages for a query, best first."""

    DEFAULT_CSS = """
    Archive .box { width: 110; height: 90%; }
    Archive PhrasesPane { height: 1fr; background: $surface; }
    Archive PhrasesPane OptionList { background: $surface; max-height: 100%; height: 1fr; }
    """

    def __init__(self, search: Callable[[str], tuple[Passage, ...]]) -> None:
        super().__init__()
        self._search = search

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Past reports")
            box.border_subtitle = _("type to search · ↓ list · Esc back")
            yield PhrasesPane("found", _("search the past reports"))

    def on_mount(self) -> None:
        self.query_one(Entry).focus()

    @on(PhrasesPane.Wanted)
    def _wanted(self, event: PhrasesPane.Wanted) -> None:
        passages = self._search(event.query) if event.query.strip() else ()
        rows = [PhraseRow(str(index), "", each.text, each.source) for index, each in enumerate(passages)]
        self.query_one(PhrasesPane).show(rows)

    @on(PhrasesPane.Chosen)
    def _chosen(self, event: PhrasesPane.Chosen) -> None:
        self.app.push_screen(Reader(event.phrase.source or "", event.phrase.text))
