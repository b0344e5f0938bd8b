"""Pictures of the screens at both sizes in both languages: a change shows in the report of the snapshot plugin.

To accept one, look at it first, then run `pytest tests/tui/test_screens.py --snapshot-update`.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
from collections.abc import Iterator
from typing import Any

import pytest
from fake_desk import FakeDesk
from fake_workbench import FakeWorkbench
from textual.pilot import Pilot

from drafter import messages
from drafter.tui.app import DrafterApp

# Another version of the toolkit draws other pictures of the same screen.
pytestmark = pytest.mark.skipif(
    not importlib.metadata.version("textual").startswith("8.2."), reason="the pictures are of Textual 8.2"
)

SMALL, LARGE = (80, 24), (160, 45)


@pytest.fixture(autouse=True)
def _language_back() -> Iterator[None]:
    yield
    messages.set_language("vi")


async def settled(pilot: Pilot[int]) -> None:
    """Until the first findings are shown; the draft's clock stands still and nothing blinks."""
    desk: Any = pilot.app._desk  # type: ignore[attr-defined]
    for _turn in range(200):
        await asyncio.sleep(0.02)
        await pilot.pause()
        if desk is None or (
            desk.checks and len(pilot.app.screen_stack) > 1 and not pilot.app.screen_stack[1]._checking
        ):  # type: ignore[attr-defined]
            break
    await pilot.pause(0.05)


@pytest.mark.parametrize(
    ("language", "size", "keys"),
    [
        pytest.param("vi", LARGE, ["f2", "f2"], id="desk-large-vi"),
        pytest.param("en", LARGE, ["f2", "f2"], id="desk-large-en"),
        pytest.param("vi", SMALL, ["f8"], id="card-small-vi"),
        pytest.param("en", SMALL, ["ctrl+b"], id="outline-small-en"),
        pytest.param("vi", LARGE, ["f1"], id="help-large-vi"),
    ],
)
def test_the_desk(snap_compare: Any, language: str, size: tuple[int, int], keys: list[str]) -> None:
    messages.set_language(language)

    async def go(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press(*keys)
        await pilot.pause(0.1)
        await settled(pilot)

    assert snap_compare(DrafterApp(desk=FakeDesk()), terminal_size=size, run_before=go)


@pytest.mark.parametrize(("language", "size"), [("vi", SMALL), ("en", LARGE)], ids=["small-vi", "large-en"])
def test_the_start(snap_compare: Any, language: str, size: tuple[int, int]) -> None:
    messages.set_language(language)
    assert snap_compare(DrafterApp(workbench=FakeWorkbench()), terminal_size=size, run_before=settled)
