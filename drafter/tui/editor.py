"""The editor of one section's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.document._document import Selection
from textual.document._history import EditHistory
from textual.message import Message
from textual.widgets import TextArea

from drafter.markup import find_marks
from drafter.messages import catalogue
from drafter.tui.desk import FindingRow
from drafter.tui.highlights import Span
from drafter.tui.history import SyllableHistory
from drafter.tui.input_methods import nfc
from drafter.tui.line_history import changed_span
from drafter.tui.search import Hit
from drafter.tui.text_pad import TextPad

_ = catalogue("tui")


@dataclass
class _Kept:
    """What is kept of a section while another one is open."""

    text: str
    history: EditHistory
    selection: Selection
    scroll: float


class Editor(TextPad):
    """One buffer a section: each keeps its undo history, cursor and place while another section is open."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "next_slot", show=False)]

    @dataclass
    class Edited(Message):
        """The text of the section changed."""

        section: str
        text: str

    @dataclass
    class Moved(Message):
        """The cursor stands in another paragraph."""

        section: str
        paragraph: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder=_("Write here …"))
        self.section = ""
        self._kept: dict[str, _Kept] = {}
        self._filling_slots = False
        self._findings: tuple[FindingRow, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._hit: Hit | None = None
        self._row = -1

    def open(self, section: str, body: str) -> None:
        """Show a section; the one before keeps its history."""
        if self.section:
            self._kept[self.section] = _Kept(self.text, self.history, self.selection, self.scroll_y)
        self.section, self._filling_slots, self._findings, self._hits = section, False, (), ()
        self.spans.show(())
        self.history = SyllableHistory()
        body = nfc(body)
        with self.prevent(TextArea.Changed):
            self.load_text(body)
        kept = self._kept.get(section)
        if kept is not None and kept.text == body:
            self.history = kept.history
            self.selection = kept.selection
            self.scroll_to(y=kept.scroll, animate=False)
        self._row = -1
        self._tell_paragraph()

    def take(self, text: str) -> None:
        """Make the text this, as one undo step, touching only what differs."""
        new, old = nfc(text), self.text
        if new == old:
            return
        start, end, new_end = changed_span(old, new)
        self.history.checkpoint()
        self.replace(new[start:new_end], self.location_of(start), self.location_of(end), maintain_selection_offset=True)
        self.history.checkpoint()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.section:
            self.post_message(self.Edited(self.section, self.text))

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._tell_paragraph()

    def _tell_paragraph(self) -> None:
        row = self.cursor_location[0]
        if row != self._row:
            self._row = row
            self.post_message(self.Moved(self.section, self.document.get_line(row)))

    # Marks

    def mark_at_cursor(self) -> tuple[int, int] | None:
        """The figure mark that the cursor stands in or behind."""
        row, column = self.cursor_location
        base = self.offset_of((row, 0))
        for mark in find_marks(self.document.get_line(row)):
            if mark.start <= column <= mark.end:
                return base + mark.start, base + mark.end
        return None

    def insert_with_slots(self, text: str, *, paragraph: bool = False) -> None:
        """Insert a phrase, or a passage as a paragraph of its own; the first slot is selected, Tab goes on to the next."""
        row, column = min(self.selection)
        line = self.document.get_line(row)
        if paragraph and line.strip():
            text = text + "\n\n" if column == 0 else "\n\n" + text
            self.move_cursor((row, 0 if column == 0 else len(line)))
        elif not paragraph:
            behind = self.document.get_line(max(self.selection)[0])[max(self.selection)[1] :]
            text = " " * (line[:column][-1:].strip() != "") + text + " " * behind[:1].isalnum()
        start = self.offset_of(min(self.selection))
        self.put(text)
        self._filling_slots = next(find_marks(text), None) is not None
        if self._filling_slots:
            self.move_cursor(self.location_of(start))
            self._select_slot()

    def _select_slot(self) -> bool:
        text = self.text
        after = self.offset_of(max(self.selection))
        for mark in find_marks(text):
            if mark.start >= after:
                self.select_span(mark.start, mark.end)
                return True
        return False

    def action_next_slot(self) -> None:
        if not (self._filling_slots and self._select_slot()):
            self._filling_slots = False
            self.screen.focus_next()

    # Findings and search hits

    def show_findings(self, findings: Iterable[FindingRow]) -> None:
        self._findings = tuple(finding for finding in findings if finding.section == self.section)
        self._paint()

    def show_hits(self, hits: Iterable[Hit], current: Hit | None = None) -> None:
        self._hits, self._hit = tuple(hits), current
        self._paint()

    def point_out(self, start: int, end: int) -> None:
        """Select a piece and let it stand out until the next `show_hits`."""
        self.select_span(start, end)
        hit = Hit(start, end)
        self.show_hits((hit,), hit)

    def _paint(self) -> None:
        text = self.text
        spans: list[Span] = []
        for finding in self._findings:
            place = finding_place(text, finding)
            if place is not None:
                spans += self.spans_of(*place, finding.severity.value)
        for hit in self._hits:
            spans += self.spans_of(hit.start, hit.end, "current" if hit == self._hit else "match")
        self.show_spans(spans)

    def _on_blur(self, event: events.Blur) -> None:
        self._filling_slots = False


def finding_place(text: str, finding: FindingRow) -> tuple[int, int] | None:
    """Where a finding stands in a text that may have changed since; None where its words are gone."""
    if finding.start >= finding.end:
        return None
    if not finding.quote or text[finding.start : finding.end] == finding.quote:
        return (finding.start, finding.end) if finding.end <= len(text) else None
    near = [text.rfind(finding.quote, 0, finding.start), text.find(finding.quote, finding.start)]
    places = [place for place in near if place >= 0]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - finding.start))
    return start, start + len(finding.quote)
