"""Last period's text of the very item that is open, what differs marked, at the paragraph that is being written."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.desk import Passage
from drafter.tui.differences import alike, gone_words
from drafter.tui.highlights import Span
from drafter.tui.text_pad import TextPad

_ = catalogue("tui")
_TOO_LONG = 100_000  # characters of both texts; beyond it the comparison would be felt at the keys
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")


class PreviousPane(Vertical):
    """Read-only; words that the draft no longer has are marked, figures are coloured."""

    DEFAULT_CSS = """
    PreviousPane { background: $background; }
    PreviousPane .source { height: auto; max-height: 2; padding: 0 1; color: $text-muted; text-style: italic; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, classes="source")
        yield TextPad(read_only=True, id="previous-text")

    def show(self, passage: Passage | None) -> None:
        source = passage.source if passage else _("Last period has no text for this item.")
        self.query_one(".source", Static).update(source)
        self._text = passage.text if passage else ""
        pad = self.query_one(TextPad)
        pad.spans.marks = False
        if pad.text != self._text:
            pad.load_text(self._text)

    def mark(self, now: str) -> None:
        """Underline what the draft's text no longer has; colour the figures."""
        if not self._text or len(self._text) + len(now) > _TOO_LONG:
            return
        pad = self.query_one(TextPad)
        spans: list[Span] = []
        for start, end in gone_words(self._text, now):
            spans += pad.spans_of(start, end, "gone-word")
        for found in _FIGURE.finditer(self._text):
            spans += pad.spans_of(found.start(), found.end(), "figure")
        pad.show_spans(spans)

    def follow(self, paragraph: str) -> None:
        """Show the paragraph most like the one at the cursor."""
        row = alike(paragraph, self._text.split("\n")) if self._text else None
        if row is not None:
            pad = self.query_one(TextPad)
            pad.move_cursor((row, 0))
            pad.scroll_to(y=max(0, pad._cursor_offset[1] - 1), animate=False)
