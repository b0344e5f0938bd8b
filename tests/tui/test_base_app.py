"""Text that holds commands to the terminal is shown without them, wherever it stands."""

from __future__ import annotations

import pytest
from textual.app import App

from drafter.tui.app import DrafterApp
from drafter.tui.base import BaseApp
from drafter.tui.doctor import TypingProbe
from drafter.tui.notice import Notice


def _lines(app: App[None]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_no_line_passes_a_command_on() -> None:
    app = Notice("Mục I\x1b]0;tên khác\x07: 312 hộ\x1b[2J\x9b2J\u202e")
    async with app.run_test(size=(60, 10)):
        lines = _lines(app)
    assert any("Mục I]0;tên khác: 312 hộ[2J2J" in line for line in lines)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("app", [DrafterApp, Notice, TypingProbe])
def test_every_app_is_of_this_kind(app: type[App[object]]) -> None:
    assert issubclass(app, BaseApp)
