"""The assembled report as text, laid out as a page; P makes the real pages as PDF."""

from __future__ import annotations

import textwrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog

_ = catalogue("tui")

PDF = "pdf"
_WIDTH = 76
_INDENT = "     "


def page(text: str, width: int = _WIDTH) -> str:
    """Paragraphs broken at the page's width, the first line of a long one drawn in as Decree 30 has it."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if len(paragraph) <= width:
            lines.append(paragraph.replace("\t", " │ "))
            continue
        lines += textwrap.wrap(
            paragraph.replace("\t", " │ "), width, initial_indent=_INDENT, break_on_hyphens=False, break_long_words=True
        )
    return "\n".join(lines)


class Preview(Dialog[str]):
    """Gives back `PDF` where somebody wants the real pages."""

    DEFAULT_CSS = """
    Preview .box { width: 86; height: 92%; }
    Preview VerticalScroll { height: 1fr; }
    Preview .page { height: auto; padding: 0 2; }
    """
    BINDINGS = [Binding("p", "pdf", show=False)]  # noqa: RUF012

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Preview")
            box.border_subtitle = _("↑↓ scroll · P as PDF by LibreOffice · Esc back")
            with VerticalScroll():
                yield Static(page(self._text), markup=False, classes="page")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        for shown in self.query(".page").results(Static):  # none yet, where the size is told before the page is there
            shown.update(page(self._text, max(30, min(_WIDTH, shown.content_size.width))))

    def action_pdf(self) -> None:
        self.leave(PDF)
