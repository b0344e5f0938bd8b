"""The cards that F8 opens: one unfinished thing, and the keys that settle it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from drafter.messages import catalogue
from drafter.tui.desk import AskRow, Decision, FigureRow, FindingRow
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.entry import Entry
from drafter.tui.figures_pane import sparkline
from drafter.tui.words import FIGURES, SEVERITIES

_ = catalogue("tui")


class Then(StrEnum):
    """What follows after a card."""

    NEXT = "next"
    WRITE = "write"
    WAIVE = "waive"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision on a figure; `value` for a replacement."""

    decision: Decision
    value: str | None = None


class Card(Dialog[Settled | Then]):
    """Stands at the foot, or at the head where it would cover the place in the text, which starts at row `y`."""

    DEFAULT_CSS = """
    Card { align: center bottom; background: transparent; }
    Card .box { margin: 0 0 2 0; width: 84; border: round $warning; }
    Card.-head { align: center top; }
    Card.-head .box { margin: 2 0 0 0; }
    Card .keys { height: auto; color: $text-muted; }
    Card Entry { margin: 0; }
    """
    _ROWS = 12  # what a card and the two lines below it need
    BINDINGS = [Binding("f8", "next", show=False)]  # noqa: RUF012

    def __init__(self, y: int) -> None:
        super().__init__()
        self._y = y

    def on_resize(self) -> None:
        self.set_class(self._y >= self.size.height - self._ROWS, "-head")

    def action_next(self) -> None:
        self.leave(Then.NEXT)


class FigureField(Entry):
    """Empty, it takes `-` and `?` as answers; a typed figure replaces."""

    @dataclass
    class Decided(Message):
        decision: Decision

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        decisions = {"-": Decision.NOT_APPLICABLE, "?": Decision.ASK}
        if not self.value and event.character in decisions:
            event.stop()
            event.prevent_default()
            self.post_message(self.Decided(decisions[event.character]))


class FigureCard(Card):
    """Enter = still right, a typed figure = replace, `-` = not applicable, `?` = ask later."""

    def __init__(self, figure: FigureRow, place: str, count: str, y: int = 0) -> None:
        super().__init__(y)
        self._figure, self._place, self._count = figure, place, count

    def compose(self) -> ComposeResult:
        row = self._figure
        look = FIGURES[row.state]
        with Vertical(classes="box") as box:
            box.border_title = _("Figure · {place}", place=self._place)
            box.border_subtitle = self._count
            shown = row.now if row.now is not None else "?"
            yield Static(
                Content.assemble(
                    (f"⟦{shown}⟧ ", "bold $warning"),
                    (row.subject or row.unit or "", "bold"),
                    ("  " + look.said, look.colour),
                ),
                classes="line",
            )
            if row.context:
                yield Static(Content.assemble(("… " + row.context + " …", "italic $text-muted")), classes="line")
            yield Static(self._facts(), classes="line")
            hint = _("Enter: still right — or type the new figure") if row.now else _("type the figure")
            yield FigureField(placeholder=hint)
            keys = _("Enter still right · type replace · - not applicable · ? ask later · F8 next · Esc back")
            yield Static(keys, markup=False, classes="keys")

    def _facts(self) -> Content:
        row = self._figure
        lines = [_("last period: {old}", old=row.old) if row.old else _("no figure last period")]
        if row.change:
            lines[0] += f" ({row.change})"
        if trend := sparkline(row.trend):
            lines[0] += f"   {trend}"
        if row.source:
            lines.append(_("source: {source}", source=row.source))
        if row.places:
            lines.append(_("also stands in: {places}", places="; ".join(row.places)))
        return Content("\n".join(lines))

    def on_mount(self) -> None:
        self.query_one(FigureField).focus()

    @on(FigureField.Decided)
    def _decided(self, event: FigureField.Decided) -> None:
        event.stop()
        self.leave(Settled(event.decision))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        value = event.value.strip()
        if value:
            self.leave(Settled(Decision.REPLACE, value))
        elif self._figure.now is not None:
            self.leave(Settled(Decision.CONFIRM))


class AskCard(Card):
    """An ask that the text does not meet yet."""

    BINDINGS = [Binding("enter", "write", show=False)]  # noqa: RUF012

    def __init__(self, ask: AskRow, place: str, y: int = 0) -> None:
        super().__init__(y)
        self._ask, self._place = ask, place

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Asked for · {place}", place=self._place)
            yield Static(Content.assemble(("✗ ", "bold $warning"), self._ask.text), classes="line")
            if self._ask.guidance:
                yield Static(self._ask.guidance, markup=False, classes="quiet")
            yield Static(_("Enter write it · F8 next · Esc back"), markup=False, classes="keys")

    def action_write(self) -> None:
        self.leave(Then.WRITE)


class FindingCard(Card):
    """A finding with its evidence."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "write", show=False),
        Binding("w", "waive", show=False),
        Binding("f", "fix", show=False),
    ]

    def __init__(self, finding: FindingRow, place: str, y: int = 0) -> None:
        super().__init__(y)
        self._finding, self._place = finding, place

    def compose(self) -> ComposeResult:
        row = self._finding
        look = SEVERITIES[row.severity]
        with Vertical(classes="box") as box:
            box.border_title = f"{look.said} · {row.rule} · {self._place}"
            yield Static(row.message, markup=False, classes="line")
            if row.quote:
                yield Static(Content.assemble(("“" + row.quote + "”", "bold")), classes="line")
            for other in row.related:
                yield Static("↔ " + other, markup=False, classes="quiet")
            if row.why:
                yield Static(row.why, markup=False, classes="quiet")
            keys = [_("Enter to the text"), _("w silence with a reason")]
            if row.fixable:
                keys.append(_("f apply the safe fix"))
            yield Static(" · ".join([*keys, _("F8 next · Esc back")]), markup=False, classes="keys")

    def action_write(self) -> None:
        self.leave(Then.WRITE)

    def action_waive(self) -> None:
        self.leave(Then.WAIVE)

    def action_fix(self) -> None:
        if self._finding.fixable:
            self.leave(Then.FIX)
