"""A long work with its bar; Esc stops it at its next step."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from drafter.errors import DrafterError, StoppedError
from drafter.messages import catalogue
from drafter.model.desk import Progress
from drafter.tui.dialogs.frame import Dialog
from drafter.tui.opening import Opening

_ = catalogue("tui")

_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: a value, or the error that ended it."""

    value: Any = None
    error: Exception | None = None


def strip(done: int, whole: int, width: int, turn: int) -> str:
    """A bar that fills; where nobody knows how much there is, a piece that wanders."""
    if whole <= 0:
        at = turn % (width * 2)
        at = at if at < width else 2 * width - 1 - at
        return "".join("▰" if abs(place - at) <= 1 else "▱" for place in range(width))
    filled = min(width, round(width * done / whole))
    return "▰" * filled + "▱" * (width - filled)


class Work(Dialog[Done]):
    """Runs `job` in a thread of its own, tells how far it is, gives back `Done`; None where somebody stopped it.

    With `ahead` it is a step of a guided dialog: keys typed meanwhile are for the next step. Else they are for nobody:
    they must not change the text behind. The thread ends with the program at the latest: a job writes nothing before its
    last step, or whole pieces.
    """

    DEFAULT_CSS = """
    Work .box { width: 68; padding: 1 2; }
    Work #strip { height: 1; color: $accent; }
    """

    @dataclass
    class Finished(Message):
        """The thread is through."""

        ended: Done

    def __init__(self, title: str, job: Callable[[Progress], Any], *, ahead: bool = False) -> None:
        super().__init__()
        self._title, self._job, self._ahead = title, job, ahead
        self._at: tuple[int, int, str] = (0, 0, "")
        self._turn = 0
        self._stop = threading.Event()
        self._began = time.monotonic()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("Esc stops it")
            yield Static("", id="strip", markup=False)
            yield Static("", id="said", markup=False, classes="quiet")

    def on_mount(self) -> None:
        self._show()
        self.set_interval(_TICK, self._show)
        threading.Thread(target=self._run, name="drafter-work", daemon=True).start()

    def _run(self) -> None:
        try:
            ended = Done(self._job(self._tell))
        except StoppedError:
            return
        except Exception as error:  # whatever it is, it is told by the screen that asked
            ended = Done(error=error)
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            self.post_message(self.Finished(ended))

    def _tell(self, done: int, whole: int, words: str) -> None:
        if self._stop.is_set():
            raise StoppedError(_("stopped"))
        self._at = (done, whole, words)

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        event.stop()
        if not self._stop.is_set():
            self._leave(event.ended)

    def takes(self, event: events.Key | events.Paste) -> bool:
        stops = isinstance(event, events.Key) and event.key == "escape"
        return super().takes(event) and (stops or not self._ahead)

    def _open_up(self) -> None:
        for event in (self.below.release() if self.below is not None else []) + self.release():
            if self.takes(event):
                self._forward_event(event)
            else:
                self.hold(event)

    def _leave(self, ended: Done | None) -> None:
        """A work that ends while its dialog is still being put up leaves with the next tick."""
        if self.is_current and self.opened:
            if self.below is not None and self._ahead:
                self.below.pause()
                for event in self.release():
                    self.below.hold(event)
            self.leave(ended)
        else:
            self.set_timer(_TICK, lambda: self._leave(ended))

    def _show(self) -> None:
        if not self.is_attached:
            return
        done, whole, words = self._at
        self._turn += 1
        width = max(10, self.query_one("#strip").size.width - 10)
        count = f"  {done}/{whole}" if whole > 0 else ""
        self.query_one("#strip", Static).update(strip(done, whole, width, self._turn) + count)
        seconds = int(time.monotonic() - self._began)
        waited = "  " + _("{n} s", n=seconds) if seconds >= 2 else ""
        self.query_one("#said", Static).update(words + waited)

    def action_give_up(self) -> None:
        self._stop.set()
        self.leave(None)


async def run_work(screen: Opening[Any], title: str, job: Callable[[Progress], Any]) -> Any:
    """Run a long work with its bar; None where it was stopped or failed, which is told on the screen that asks."""
    ended = await screen.ask(Work(title, job))
    if ended is None:
        screen.notify(_("Stopped: what was not ready is not written."), severity="warning")
    elif isinstance(ended.error, DrafterError | OSError):
        screen.notify(str(ended.error), severity="error", timeout=10, markup=False)
    elif ended.error is not None:
        raise ended.error
    else:
        return ended.value
    return None
