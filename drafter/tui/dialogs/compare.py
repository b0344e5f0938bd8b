"""The differences between another version and the text, each to be taken or left."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.messages import catalogue
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.differences import Change, changes

_ = catalogue("tui")
_AROUND = 32


class Compare(Dialog[str]):
    """Gives back the text with the changes that were taken back; None where none was."""

    DEFAULT_CSS = """
    Compare .box { width: 110; height: 90%; }
    Compare OptionList { height: 1fr; max-height: 100%; }
    """
    BINDINGS = [  # noqa: RUF012
        Binding("a", "take", show=False),
        Binding("r", "take_all", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("left_square_bracket", "hop(-1)", show=False),
        Binding("right_square_bracket", "hop(1)", show=False),
    ]

    def __init__(self, words: str, other: str, now: str) -> None:
        super().__init__()
        self._words, self._other, self._now = words, other, now
        self._changes = changes(other, now)
        self._taken: set[int] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = _("Against {version} · {n} differences", version=self._words, n=len(self._changes))
            box.border_subtitle = _("Enter restore or leave one · R all · ^S apply · Esc back")
            if not self._changes:
                yield Static(_("The two texts are the same."), markup=False, classes="line")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.add_options([Option(self._line(index, change)) for index, change in enumerate(self._changes)])
        if self._changes:
            options.highlighted = 0
        options.focus()

    def _line(self, index: int, change: Change) -> Content:
        old = self._other[change.old_start : change.old_end].replace("\n", "¶")
        new = self._now[change.new_start : change.new_end].replace("\n", "¶")
        before = self._now[max(0, change.new_start - _AROUND) : change.new_start].replace("\n", "¶ ")
        after = self._now[change.new_end : change.new_end + _AROUND].replace("\n", "¶ ")
        taken = index in self._taken
        gone, kept = (new, old) if taken else (old, new)
        return Content.assemble(
            ("↶ " if taken else "  ", "bold $warning"),
            ("…" + before, "$text-muted"),
            (f"[-{gone}-]" if gone else "", "$error strike" if not taken else "$text-muted strike"),
            (f"[+{kept}+]" if kept else "", "bold $success" if not taken else "bold $warning"),
            (after + "…", "$text-muted"),
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted
        if at is None:
            return
        self._taken ^= {at}
        options.replace_option_prompt_at_index(at, self._line(at, self._changes[at]))

    def action_take_all(self) -> None:
        """Every change, or none where every one is taken already."""
        every = set(range(len(self._changes)))
        self._taken = set() if self._taken == every else every
        options = self.query_one(OptionList)
        for at, change in enumerate(self._changes):
            options.replace_option_prompt_at_index(at, self._line(at, change))

    def action_hop(self, lines: int) -> None:
        options = self.query_one(OptionList)
        if self._changes:
            options.highlighted = ((options.highlighted or 0) + lines) % len(self._changes)

    def action_accept(self) -> None:
        text = self._now
        for index in sorted(self._taken, reverse=True):
            change = self._changes[index]
            text = text[: change.new_start] + self._other[change.old_start : change.old_end] + text[change.new_end :]
        self.leave(text if self._taken else None)
