"""A picture of each screen at both sizes in both languages, compared with the one that a person has looked at.

They lie compressed in `screens/`. To accept new ones: `DRAFTER_NEW_SCREENS=1 pytest tests/tui/test_screens.py`, then look
at them: each is also written plain (`.svg`) into the folder that DRAFTER_SCREENS names, or into the test's own.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib.metadata
import os
import re
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fake_desk import CLOCK, FakeDesk, recovered_desk
from fake_workbench import FakeWorkbench
from textual.pilot import Pilot

from drafter import messages
from drafter.model.desk import SnapshotRow
from drafter.tui.app import DrafterApp
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.ask import Ask
from drafter.tui.dialogs.choose import Choose
from drafter.tui.dialogs.work import Work
from drafter.tui.start import new_draft
from drafter.tui.start.start_screen import StartScreen

# Another version of the toolkit draws other pictures of the same screen.
pytestmark = pytest.mark.skipif(
    not importlib.metadata.version("textual").startswith("8.2."), reason="the pictures are of Textual 8.2"
)

SCREENS = Path(__file__).with_name("screens")
SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((160, 45), id="160x45")]

# What is pressed from the desk in the second section that has figures; a dialog's name is waited for.
DESK: dict[str, tuple[tuple[str, ...], str]] = {
    "desk": ((), ""),
    "outline": (("ctrl+b",), ""),
    "previous": (("f6",), ""),
    "figures": (("f4",), ""),
    "findings": (("f5",), ""),
    "phrases": (("f3",), ""),
    "find": (("ctrl+f", "t", "h", "o", "n"), ""),
    "replace": (("ctrl+r", "t", "h", "o", "n"), ""),
    "focus-mode": (("ctrl+l",), ""),
    "figure-card": (("f8",), "FigureCard"),
    "finding-card": (("shift+f8",), "FindingCard"),
    "waive": (("shift+f8", "w"), "Ask"),
    "palette": (("ctrl+p",), "Palette"),
    "palette-typed": (("ctrl+p", "x", "u", "a", "t"), "Palette"),
    "go-to": (("ctrl+g",), "Palette"),
    "insert-figure": (("ctrl+n",), "Palette"),
    "jump": (("ctrl+o",), "Jump"),
    "help": (("f1",), "Reader"),
    "state": (("ctrl+u",), "Choose"),
    "compare": (("ctrl+k", "enter"), "Compare"),
    "gate": (("f9",), "Gate"),
    "preview": (("shift+f5",), "Preview"),
}


@pytest.fixture(autouse=True)
def _language_back() -> Iterator[None]:
    yield
    messages.set_language("vi")


class Walk:
    """One app; each `show` waits until all stands still and compares the picture."""

    def __init__(self, app: DrafterApp, pilot: Pilot[int], folder: str, plain: Path) -> None:
        self.app, self.pilot = app, pilot
        self.stored = SCREENS / folder
        self.plain = Path(os.environ.get("DRAFTER_SCREENS", plain)) / folder
        self.plain.mkdir(parents=True, exist_ok=True)
        self.differing: list[str] = []

    async def until(self, ready: Callable[[], bool]) -> None:
        for _turn in range(400):
            if ready():
                return
            await asyncio.sleep(0.01)
            await self.pilot.pause()
        raise AssertionError(f"never: {self.app.screen}")

    async def still(self, wanted: str) -> str:
        """Until nothing more is worked on and two pictures are the wanted one, or four are alike."""
        before, alike = "", 0
        for _turn in range(300):
            await self.pilot.pause(0.06)
            desk = next((each for each in self.app.screen_stack if isinstance(each, DeskScreen)), None)
            now = re.sub(r"terminal-\d+", "terminal", self.app.export_screenshot(title="drafter", simplify=True))
            busy = desk is not None and (desk._checking or (desk._pause is not None and not desk.desk.checks))
            alike = alike + 1 if now == before and not busy else 0
            if alike >= (1 if now == wanted else 3):
                return now
            before = now
        raise AssertionError("it never stood still")

    async def show(self, name: str) -> None:
        stored = self.stored / f"{name}.svg.gz"
        wanted = gzip.decompress(stored.read_bytes()).decode() if stored.exists() else ""
        svg = await self.still(wanted)
        (self.plain / f"{name}.svg").write_text(svg, "utf-8")
        if os.environ.get("DRAFTER_NEW_SCREENS"):
            stored.parent.mkdir(parents=True, exist_ok=True)
            stored.write_bytes(gzip.compress(svg.encode(), 9, mtime=0))
        elif svg != wanted:
            self.differing.append(str(self.plain / f"{name}.svg"))

    async def home(self, screen: type) -> None:
        """Back to where the walk began."""
        for _turn in range(6):
            if isinstance(self.app.screen, screen):
                break
            await self.pilot.press("escape")
            await self.pilot.pause(0.1)
        assert isinstance(self.app.screen, screen)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_desk(language: str, size: tuple[int, int], tmp_path: Path) -> None:
    messages.set_language(language)
    desk = FakeDesk()
    desk.taken["tuyen-truyen"] = [SnapshotRow("0", CLOCK, "trước khi sửa", "Chữ cũ.")]
    app = DrafterApp(desk=desk)
    async with app.run_test(size=size) as pilot:
        walk = Walk(app, pilot, f"{language}-{size[0]}x{size[1]}", tmp_path)
        await walk.until(lambda: isinstance(app.screen, DeskScreen) and desk.checks > 0)
        for name, (keys, dialog) in DESK.items():
            screen: Any = app.screen
            screen.bring("side")
            screen.bring("editor")
            screen.open_section("tuyen-truyen", focus=True)
            screen._last = None
            screen.query_one("#editor").move_cursor((0, 0))
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            if dialog:
                await walk.until(lambda dialog=dialog: type(app.screen).__name__ == dialog)
            await walk.show(name)
            await walk.home(DeskScreen)
            await pilot.press("escape")
        desk.go_on = threading.Event()
        await pilot.press("f9")
        await walk.until(lambda: type(app.screen).__name__ == "Gate")
        await pilot.press("enter")
        await walk.until(lambda: isinstance(app.screen, Work))
        app.screen._began += 1e6  # type: ignore[attr-defined]  # no seconds in the picture
        await walk.show("work")
        desk.go_on.set()
        await walk.home(DeskScreen)
    assert not walk.differing


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_recovery(language: str, size: tuple[int, int], tmp_path: Path) -> None:
    messages.set_language(language)
    app = DrafterApp(desk=recovered_desk())
    async with app.run_test(size=size) as pilot:
        walk = Walk(app, pilot, f"{language}-{size[0]}x{size[1]}", tmp_path)
        await walk.until(lambda: type(app.screen).__name__ == "Choose")
        await walk.show("recovery")
    assert not walk.differing


class Then(date):
    @classmethod
    def today(cls) -> date:
        return date(2023, 6, 12)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_start(language: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages.set_language(language)
    monkeypatch.setattr(new_draft, "date", Then)
    app = DrafterApp(workbench=FakeWorkbench())
    async with app.run_test(size=size) as pilot:
        walk = Walk(app, pilot, f"{language}-{size[0]}x{size[1]}", tmp_path)
        await walk.until(lambda: isinstance(app.screen, StartScreen))
        await walk.show("start")
        await pilot.press("n")
        for step in range(1, 5):
            await walk.until(
                lambda step=step: type(app.screen) in (Choose, Ask) and app.screen._title.startswith(f"{step}/5")
            )
            await walk.show(f"new-{step}")
            await pilot.press("enter")
        await walk.until(lambda: type(app.screen).__name__ == "CarryTable")
        await walk.show("new-5")
        await walk.home(StartScreen)
        await pilot.press("i")
        await walk.until(lambda: type(app.screen).__name__ == "Ask")
        await walk.show("import")
        await walk.home(StartScreen)
        await pilot.press("a")
        await walk.until(lambda: type(app.screen).__name__ == "Archive")
        await pilot.press(*"giam")
        await walk.show("archive")
        await pilot.press("tab")
        await walk.show("archive-trends")
        await pilot.press("enter")
        await walk.until(lambda: type(app.screen).__name__ == "Reader")
        await walk.show("trend")
        await pilot.press("escape", "tab")
        await walk.show("archive-reports")
    assert not walk.differing
