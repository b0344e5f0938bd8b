"""The start screen: opening, a new draft step by step, import, the past reports."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fake_workbench import FakeWorkbench
from textual.pilot import Pilot

from drafter import messages
from drafter.errors import WriteError
from drafter.model.draft import CarryChoice
from drafter.model.period import Period
from drafter.tui.app import DrafterApp
from drafter.tui.desk import CarryRow, Desk, NewDraft, Progress
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.ask import Ask
from drafter.tui.dialogs.choose import Choose
from drafter.tui.dialogs.reader import Reader
from drafter.tui.dialogs.work import Work
from drafter.tui.start.archive import Archive
from drafter.tui.start.carry_table import CarryTable
from drafter.tui.start.new_draft import likely_periods
from drafter.tui.start.start_screen import StartScreen
from drafter.tui.words import period_words


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    messages.set_language("vi")


async def until(pilot: Pilot[int], ready: Any) -> None:
    for _turn in range(200):
        if ready():
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError("it never became so")


@asynccontextmanager
async def at_start(bench: FakeWorkbench) -> AsyncIterator[tuple[DrafterApp, Pilot[int]]]:
    app = DrafterApp(workbench=bench)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await pilot.pause()
        yield app, pilot


async def test_enter_opens_a_draft_and_leaving_it_comes_back() -> None:
    bench = FakeWorkbench()
    async with at_start(bench) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert bench.opened == [Path("drafts/6-thang.md")]
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))


async def test_a_draft_that_somebody_holds_is_told_not_opened() -> None:
    bench = FakeWorkbench()
    async with at_start(bench) as (app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: any("thu.ha" in str(note.message) for note in app._notifications))
        assert isinstance(app.screen, StartScreen)


async def test_a_folder_that_cannot_be_written_is_told_with_what_to_do() -> None:
    class ReadOnly(FakeWorkbench):
        def open(self, path: Path) -> Desk:
            raise WriteError("drafts/.6-thang.md.lock: chỉ đọc")

    async with at_start(ReadOnly()) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: any("chỉ đọc" in str(note.message) for note in app._notifications))
        assert all("\n" in str(note.message) for note in app._notifications)
        assert isinstance(app.screen, StartScreen)


async def test_a_new_draft_in_five_steps() -> None:
    bench = FakeWorkbench(empty=True)
    async with at_start(bench) as (app, pilot):
        await pilot.press("n")
        for step in range(1, 5):
            await until(pilot, lambda step=step: getattr(app.screen, "_title", "").startswith(f"{step}/5"))
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CarryTable))
        await pilot.press("enter", "c", "ctrl+s")
        await until(pilot, lambda: bench.made)
        wish = bench.made[0]
        assert (wish.outline, wish.unit, wish.period) == ("mttq-xa-6-thang", "MTTQ xã Đồng Mây", "2023-H1")
        assert wish.previous == Path("corpus/2022-H1.docx")
        assert wish.choices["tinh-hinh"] is CarryChoice.PLACEHOLDER  # by hand: “all” leaves it
        assert wish.choices["tuyen-truyen"] is CarryChoice.CLEAR


async def test_keys_typed_ahead_of_a_slow_step_are_for_the_next_one() -> None:
    class Slow(FakeWorkbench):
        def carry_table(self, wish: NewDraft, progress: Progress) -> tuple[CarryRow, ...]:
            time.sleep(0.5)
            return super().carry_table(wish, progress)

    bench = Slow(empty=True)
    async with at_start(bench) as (app, pilot):
        await pilot.press("n")
        for step in range(1, 5):
            await until(pilot, lambda step=step: getattr(app.screen, "_title", "").startswith(f"{step}/5"))
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Work) and app.screen._title.startswith("5/5"))
        await pilot.press("c", "ctrl+s")
        await until(pilot, lambda: bench.made)
        assert bench.made[0].choices["tuyen-truyen"] is CarryChoice.CLEAR


async def test_a_report_from_elsewhere_may_be_the_last_one() -> None:
    bench = FakeWorkbench()
    async with at_start(bench) as (app, pilot):
        await pilot.press("n")
        for step in range(1, 4):
            await until(pilot, lambda step=step: getattr(app.screen, "_title", "").startswith(f"{step}/5"))
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose) and app.screen._title.startswith("4/5"))
        await pilot.press("end", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press(*"cu.docx", "enter")
        await until(pilot, lambda: isinstance(app.screen, CarryTable))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bench.made)
        assert bench.made[0].previous == Path("cu.docx")


async def test_escape_goes_back_one_step_and_a_wrong_period_is_refused() -> None:
    bench = FakeWorkbench()
    async with at_start(bench) as (app, pilot):
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose) and "3/5" in app.screen._title)
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, Ask) and "3/5" in app.screen._title)
        first = app.screen
        await pilot.press("9", "enter")
        await until(pilot, lambda: app.screen is not first and isinstance(app.screen, Ask))
        assert "3/5" in app.screen._title
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Ask) and "2/5" in app.screen._title)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        assert not bench.made


async def test_an_imported_outline_shows_its_doubts() -> None:
    async with at_start(FakeWorkbench()) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("a", "full_stop", *"docx", "enter")
        await until(pilot, lambda: isinstance(app.screen, Reader))
        assert "mục 3.2" in str(app.screen._page)


async def test_the_past_reports_are_searched() -> None:
    async with at_start(FakeWorkbench()) as (app, pilot):
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Archive))
        await pilot.press("g", "i", "enter")
        await until(pilot, lambda: isinstance(app.screen, Reader))
        assert "đóng góp" in str(app.screen._page)


@pytest.mark.parametrize(
    ("day", "first"),
    [("2026-01-20", ["2026-H1", "2025-H2", "2026-Q1", "2025-Q4"]), ("2025-06-10", ["2025-H1", "2024-H2", "2025-Q2"])],
)
def test_the_periods_near_today_are_offered(day: str, first: list[str]) -> None:
    assert list(likely_periods(date.fromisoformat(day), ()))[: len(first)] == first


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2023-H1", "6 tháng đầu năm 2023"),
        ("2023-H2", "6 tháng cuối năm 2023"),
        ("2023-Q3", "quý III năm 2023"),
        ("2023-9M", "9 tháng đầu năm 2023"),
        ("2023-06", "tháng 6 năm 2023"),
        ("2023", "năm 2023"),
    ],
)
def test_periods_are_said_as_titles_say_them(written: str, words: str) -> None:
    assert period_words(Period.parse(written)) == words
