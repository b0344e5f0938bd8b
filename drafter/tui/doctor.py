"""What the terminal really delivers when a Vietnamese word is typed: for `drafter doctor`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from drafter.messages import catalogue
from drafter.tui.base import BaseApp
from drafter.tui.entry import Entry

_ = catalogue("tui")

SAMPLE = "việt được tổng kết"


@dataclass(frozen=True, slots=True)
class TypingReport:
    """`typed` as the field has it, `events` what came, key by key; `decomposed`: marks came as letters of their own."""

    typed: str
    events: tuple[str, ...]
    decomposed: bool

    @property
    def right(self) -> bool:
        return self.typed.strip().lower() == SAMPLE

    def verdict(self) -> str:
        if self.right and self.decomposed:
            return _("Right: accents come apart and Drafter joins them.")
        if self.right:
            return _("Right: every letter arrived.")
        if self.typed.isascii():
            return _("No accents came: switch the input method on (Telex or VNI, Unicode), then try again.")
        return _("Something else arrived: set the input method to Unicode (not decomposed, not TCVN3) and try again.")


class TypingProbe(BaseApp[TypingReport]):
    """Type the sample with the input method; each event is shown as it comes."""

    CSS = """
    Screen { padding: 1 2; background: $background; }
    Static { height: auto; margin: 0 0 1 0; }
    """
    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self._came: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(Content.assemble(_("Type with your input method, then Enter:") + " ", (SAMPLE, "bold")))
        yield ProbedEntry(classes="-boxed")
        yield Static("", id="came", markup=False)

    def on_mount(self) -> None:
        self.query_one(Entry).focus()

    def note(self, event: events.Key) -> None:
        letter = event.character or ""
        if event.is_printable:
            points = " ".join(f"U+{ord(each):04X}" for each in letter) if not letter.isascii() else ""
            self._came.append(f"{letter}({points})" if points else letter)
        else:
            self._came.append({"backspace": "⌫"}.get(event.key, event.key))
        self.query_one("#came", Static).update(" ".join(self._came))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        apart = any(len(each) > 1 and unicodedata.combining(each[0]) for each in self._came)
        self.exit(TypingReport(event.value, tuple(self._came), apart))

    def action_leave(self) -> None:
        self.exit(None)


class ProbedEntry(Entry):
    """Tells the probe every key before it is taken."""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if event.key != "enter" and isinstance(self.app, TypingProbe):
            self.app.note(event)


def try_typing() -> TypingReport | None:
    """Ask for the sample in the terminal; None where somebody left with Escape."""
    return TypingProbe().run()
