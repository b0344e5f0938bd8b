"""A field to search in, over a list of passages: phrases of the phrasebank, or passages of past reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.desk import PhraseRow
from drafter.tui.entry import Entry

_ = catalogue("tui")


class PhrasesPane(Vertical):
    """Typing searches, Down goes to the list, Enter inserts."""

    DEFAULT_CSS = """
    PhrasesPane { background: $background; }
    PhrasesPane OptionList { border: none; height: 1fr; background: $background; padding: 0; }
    PhrasesPane OptionList:focus { border: none; }
    PhrasesPane .empty { padding: 1 2; color: $text-muted; }
    """
    BINDINGS = [Binding("down", "to_list", show=False)]  # noqa: RUF012

    @dataclass
    class Wanted(Message):
        """Somebody searches; answer with `show`."""

        pane: str
        query: str

    @dataclass
    class Chosen(Message):
        pane: str
        phrase: PhraseRow

    def __init__(self, id: str, hint: str) -> None:
        super().__init__(id=id)
        self._hint = hint
        self._rows: tuple[PhraseRow, ...] = ()
        self._answered: str | None = None  # the query that the rows answer
        self._choose_first = False  # Enter came before the answer

    def compose(self) -> ComposeResult:
        yield Entry(placeholder=self._hint)
        yield Static(_("Nothing found."), markup=False, classes="empty")
        yield OptionList()

    @property
    def query_text(self) -> str:
        return self.query_one(Entry).value

    def answer(self, query: str, rows: Sequence[PhraseRow]) -> None:
        """What was found for a query; the first is chosen where Enter came before it."""
        if query != self.query_text:
            return
        self._answered = query
        self._show(rows)
        if self._choose_first and self._rows:
            self.post_message(self.Chosen(self.id or "", self._rows[0]))
        self._choose_first = False

    def _show(self, rows: Sequence[PhraseRow]) -> None:
        self._rows = tuple(rows)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_lines(row)) for row in rows])
        options.display = bool(rows)
        self.query_one(".empty").display = not rows
        if rows:
            options.highlighted = 0

    def action_to_list(self) -> None:
        if self._rows:
            self.query_one(OptionList).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._choose_first = False
        self.post_message(self.Wanted(self.id or "", event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if self._answered != event.value:
            self._choose_first = True
        elif at is not None and at < len(self._rows):
            self.post_message(self.Chosen(self.id or "", self._rows[at]))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self.id or "", self._rows[event.option_index]))


def _lines(row: PhraseRow) -> Content:
    facts = [row.source] if row.source else []
    if row.uses:
        facts.append(_("used {n} times", n=row.uses))
    parts: list[str | Content | tuple[str, str]] = []
    if row.title:
        parts.append((row.title + "\n", "bold"))
    parts.append(row.text)
    if facts:
        parts.append(("\n" + " · ".join(facts), "italic $text-muted"))
    return Content.assemble(*parts)
