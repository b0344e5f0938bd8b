"""The app: themes, the first screen, signals. It knows screens; screens do not know it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from drafter.messages import catalogue
from drafter.tui import themes
from drafter.tui.base import BaseApp
from drafter.tui.desk import Desk, UiSettings, Workbench
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.opening import Opening

_ = catalogue("tui")

_SAVING_SIGNALS = ("SIGTERM", "SIGHUP")


class DrafterApp(BaseApp[int]):
    """Opens one desk, or the start screen of a workspace."""

    TITLE = "Drafter"
    BINDINGS: ClassVar[list[BindingType]] = []
    ESCAPE_TO_MINIMIZE = False
    CSS = """
    * {
        scrollbar-size-vertical: 1; scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $panel-lighten-1; scrollbar-color-hover: $accent;
        scrollbar-color-active: $accent; scrollbar-corner-color: $background;
    }
    ToastRack { margin-bottom: 3; }
    Toast { background: $panel; max-width: 90%; }
    OptionList { background-tint: transparent; }
    OptionList:focus { background-tint: transparent; }
    OptionList > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    OptionList:focus > .option-list--option-highlighted { background: $highlight; color: $foreground; text-style: none; }
    Palette OptionList > .option-list--option-highlighted { background: $highlight; color: $foreground; }
    Tree, Tree:focus { background-tint: transparent; }
    """

    def __init__(self, *, desk: Desk | None = None, workbench: Workbench | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._workbench = workbench
        self._open: list[Desk] = []
        for key in ("ctrl+q", "ctrl+c"):  # Textual's would leave without asking, or speak English
            self._bindings.key_to_bindings.pop(key, None)
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        source = desk or workbench
        settings = source.settings if source is not None else UiSettings()
        self.theme = themes.choose(settings.theme)

    def on_mount(self) -> None:
        self._listen()
        if self._driver is not None and self._driver.is_web:
            self.set_interval(1.0, self._watch_pipe)
        if self._desk is not None:
            self.open_desk(self._desk)
        elif self._workbench is not None:
            from drafter.tui.start.start_screen import StartScreen

            self.push_screen(StartScreen(self._workbench, self.open_desk), lambda _left: self.exit(0))

    def open_desk(self, desk: Desk) -> None:
        """Put a desk on the screen; leaving it leaves the app, or goes back to the start screen."""
        self._open.append(desk)

        def left(_none: None) -> None:
            if desk in self._open:
                self._open.remove(desk)
            if self._workbench is None:
                self.exit(0)

        self.push_screen(DeskScreen(desk), left)

    def _listen(self) -> None:
        """Save when the terminal closes or the system asks to end; only where the signals exist."""
        loop = asyncio.get_running_loop()
        for name in _SAVING_SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._save_and_end)

    async def _on_exit_app(self) -> None:
        """The page in the browser was closed, or the program is told to end: open drafts are saved first.

        Textual calls its own handler of this message behind this one.
        """
        self._save_all()

    def _watch_pipe(self) -> None:
        """In a browser: where the server is gone, nothing comes any more and the draft must not stay locked."""
        reader = getattr(self._driver, "_key_thread", None)
        if reader is not None and not reader.is_alive():
            self._save_and_end()

    async def on_event(self, event: events.Event) -> None:
        """Keys that come while a screen is still being put up are held for it."""
        screen = self._screen_stack[-1] if self._screen_stack else None
        if isinstance(screen, Opening) and isinstance(event, events.Key | events.Paste):
            late = event.is_forwarded or screen.takes(event)
            if not late:
                screen.hold(event)
                return
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """While the program ends Textual puts up no more widgets: one that looks for its own then is no defect."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        ends = self._exit or not self._running
        if not (ends and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A defect: what was typed goes to the journal, the terminal is given back; the caller tells the defect."""
        self._gather()
        for desk in self._open:
            with contextlib.suppress(Exception):
                desk.journal()
        self._close_messages_no_wait()

    def release(self) -> None:
        """Give back the locks that are still held."""
        for desk in self._open:
            with contextlib.suppress(Exception):
                desk.close()

    @property
    def defect(self) -> Exception | None:
        """The unhandled error that ended the app."""
        return self._exception

    def _gather(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                with contextlib.suppress(Exception):
                    screen.flush()

    def _save_all(self) -> tuple[Path, ...]:
        """Save what is open; where a file cannot be written, its draft goes to a copy elsewhere. The copies."""
        self._gather()
        copies: list[Path | None] = []
        for desk in self._open:
            try:
                if desk.dirty and not desk.outside_change():
                    desk.save()
            except Exception:  # nobody is left to ask; the journal may have it, on the same full disk
                with contextlib.suppress(Exception):
                    copies.append(desk.rescue())
            with contextlib.suppress(Exception):
                desk.close()
        self._open.clear()
        return tuple(copy for copy in copies if copy is not None)

    def _save_and_end(self) -> None:
        copies = self._save_all()
        words = [_("The draft could not be saved in its place; a copy is here: {path}", path=path) for path in copies]
        self.exit(0, message="\n".join(words) or None)
