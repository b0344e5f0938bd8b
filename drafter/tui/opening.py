"""Screens that take no key before they stand: what comes earlier is held and given to them in order.

A key that is pressed while a screen is being put up would else go to a widget that is not there yet, or bubble from the
screen below into the new one's commands.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from textual import events
from textual.screen import Screen

Answer = TypeVar("Answer")
Asked = TypeVar("Asked")
Me = TypeVar("Me", bound="Opening[Any]")
Given = ParamSpec("Given")


class Opening(Screen[Answer], Generic[Answer]):
    """`opened` once the screen is drawn and its focus set; the app calls `hold` until then."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = False
        self._early: list[events.Key | events.Paste] = []

    below: Opening[Any] | None = None  # the screen that asks this one; keys held there came earlier

    async def ask(self, dialog: Opening[Asked]) -> Asked:
        """Show a dialog and wait for its answer; keys that come before it stands are for it."""
        self.pause()
        dialog.below = self
        return cast("Asked", await self.app.push_screen_wait(dialog))

    def on_mount(self) -> None:
        self.call_after_refresh(self._open_up)

    def pause(self) -> None:
        """Take no keys for a moment: a dialog is coming, which shall have them."""
        self.opened = False

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether a key is for this screen now, or waits for what comes next."""
        return self.opened

    def release(self) -> list[events.Key | events.Paste]:
        """Take keys again; what was held meanwhile."""
        self.opened = True
        # Those that another widget passed on may come behind later ones.
        held, self._early = sorted(self._early, key=lambda event: event.time), []
        return held

    def hold(self, event: events.Key | events.Paste) -> None:
        """Keep a key that came too early."""
        self._early.append(event)

    def _open_up(self) -> None:
        for event in self.release():
            (self.focused or self)._forward_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.opened


def asking(
    command: Callable[Concatenate[Me, Given], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Me, Given], None]:
    """A command that asks in dialogs: runs as a worker, one at a time; keys wait for its first dialog, or for its end."""

    async def run(screen: Me, *args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            await command(screen, *args, **kwargs)
        finally:
            if not screen.opened:
                screen._open_up()

    @wraps(command)
    def start(screen: Me, *args: Given.args, **kwargs: Given.kwargs) -> None:
        screen.pause()
        screen.run_worker(run(screen, *args, **kwargs), group="asking", exclusive=True)

    return cast("Callable[Concatenate[Me, Given], None]", start)
