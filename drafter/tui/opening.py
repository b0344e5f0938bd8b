"""Screens that take no key before they stand: what comes earlier is held and given to them in order.

A key that is pressed while a screen is being put up would else go to a widget that is not there yet, or bubble from the
screen below into the new one's commands.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.screen import Screen

Answer = TypeVar("Answer")


class Opening(Screen[Answer], Generic[Answer]):
    """`opened` once the screen is drawn and its focus set; the app calls `hold` until then."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = False
        self._early: list[events.Key | events.Paste] = []

    def on_mount(self) -> None:
        self.call_after_refresh(self._open_up)

    def hold(self, event: events.Key | events.Paste) -> None:
        """Keep a key that came too early."""
        self._early.append(event)

    def _open_up(self) -> None:
        self.opened = True
        for event in self._early:
            (self.focused or self)._forward_event(event)
        self._early = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.opened
