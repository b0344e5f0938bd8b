"""The two bottom lines: how far the report is, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.desk import Totals

_ = catalogue("tui")
_BAR = 10


def bar(part: int, whole: int, width: int = _BAR) -> str:
    filled = round(width * part / whole) if whole else width
    return "▰" * filled + "▱" * (width - filled)


class StatusBar(Static):
    """Figures confirmed, findings, words, when it was saved; facts that do not fit are left out from the right."""

    DEFAULT_CSS = """
    StatusBar { height: 1; padding: 0 1; background: $surface; color: $foreground; text-wrap: nowrap; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._totals = Totals()
        self._saved = Content("")

    def show(self, totals: Totals, *, dirty: bool, saved: str | None, checking: bool, safe: bool = True) -> None:
        """`safe`: what is not saved is in the journal."""
        self._totals = totals
        if dirty and not safe:
            self._saved = Content.assemble(("✖ " + _("cannot be written: save elsewhere"), "bold $error"))
        elif checking:
            self._saved = Content.assemble(("◌ " + _("checking"), "$text-muted"))
        elif dirty:
            self._saved = Content.assemble(("● " + _("not saved"), "bold $warning"))
        else:
            words = _("saved {time}", time=saved) if saved else _("saved")
            self._saved = Content.assemble(("✓ " + words, "$success"))
        self._lay()

    def on_resize(self, _event: events.Resize) -> None:
        self._lay()

    def _facts(self, *, short: bool) -> list[Content]:
        totals = self._totals
        share = _("{n}/{all} figures confirmed", n=totals.confirmed, all=totals.figures)
        facts = [
            Content.assemble((share, "bold"))
            if short
            else Content.assemble((bar(totals.confirmed, totals.figures), "$accent"), " ", (share, "bold")),
            Content.assemble(
                (f"✖ {totals.errors}", "bold $error" if totals.errors else "$text-muted"),
                " ",
                (f"▲ {totals.warnings}", "$warning" if totals.warnings else "$text-muted"),
                " ",
                (f"• {totals.infos}", "$text-muted"),
            ),
            Content(_("{n}/{all} items", n=totals.done, all=totals.sections)),
        ]
        if totals.unchanged:
            words = _("confirmed unchanged: {n}/{all}", n=totals.unchanged, all=totals.figures)
            if short:
                words = _("unchanged: {n}", n=totals.unchanged)
            facts.insert(1 if short else len(facts), Content.assemble((words, "$text-muted")))
        if totals.asked:
            facts.append(Content.assemble((_("to collect: {n}", n=totals.asked), "$secondary")))
        facts.append(Content.assemble((_("{n} words", n=totals.words), "$text-muted")))
        return facts

    def _lay(self) -> None:
        """In few words where the line is short: how many were confirmed unchanged must not fall off its end."""
        width = self.content_size.width - self._saved.cell_length - 2
        line = self._joined(width, short=False)
        if line is None:
            line = self._joined(width, short=True) or Content("")
        gap = max(1, width + 2 - line.cell_length)
        self.update(Content.assemble(line, " " * gap, self._saved))

    def _joined(self, width: int, *, short: bool) -> Content | None:
        """The facts in one line; the long form only where all but the words fit, the short one as far as it fits."""
        line = Content("")
        facts = self._facts(short=short)
        for at, fact in enumerate(facts):
            more = Content.assemble(line, "   " if line.cell_length else "", fact)
            if more.cell_length > width:
                return line if short or at == len(facts) - 1 else None
            line = more
        return line


class KeyLabel(Static):
    """One key with its word; a click does the same."""

    DEFAULT_CSS = """
    KeyLabel { width: auto; height: 1; padding: 0 1 0 0; }
    KeyLabel:hover { background: $panel-lighten-1; }
    """

    @dataclass
    class Pressed(Message):
        command: str

    def __init__(self, command: str, key: str, word: str) -> None:
        super().__init__(Content.assemble((f" {key} ", "bold reverse"), f" {word}"))
        self._command = command

    def on_click(self) -> None:
        self.post_message(self.Pressed(self._command))


class KeyLine(Horizontal):
    """The most used keys; those at the end fall off where the screen is narrow."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $background; color: $text-muted; overflow: hidden; }
    """

    def __init__(self, keys: Sequence[tuple[str, str, str]], id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = keys

    def compose(self) -> ComposeResult:
        for command, key, word in self._keys:
            yield KeyLabel(command, key, word)

    def on_resize(self, event: events.Resize) -> None:
        used = 0
        for label, (_command, key, word) in zip(self.query(KeyLabel), self._keys, strict=True):
            used += len(key) + len(word) + 4
            label.display = used <= event.size.width
