"""Works that take long: a bar, Esc stops them, nothing is written then; errors are told."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from fake_desk import FakeDesk
from fake_workbench import FakeWorkbench
from test_desk_flows import Driver, at_desk
from test_start_flows import at_start, until
from textual.widgets import Static

from drafter.errors import WriteError
from drafter.model.desk import Progress
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.ask import Ask, typed_path
from drafter.tui.dialogs.gate import Gate
from drafter.tui.dialogs.preview import Preview, page
from drafter.tui.dialogs.reader import Reader
from drafter.tui.dialogs.work import Work, strip
from drafter.tui.start.start_screen import StartScreen
from drafter.tui.status_bar import StatusBar


@pytest.mark.parametrize(
    ("done", "whole", "shown"),
    [(0, 4, "▱▱▱▱▱▱▱▱"), (2, 4, "▰▰▰▰▱▱▱▱"), (4, 4, "▰▰▰▰▰▰▰▰"), (9, 4, "▰▰▰▰▰▰▰▰")],
)
def test_the_bar_fills(done: int, whole: int, shown: str) -> None:
    assert strip(done, whole, 8, turn=0) == shown


def test_where_nobody_knows_how_much_a_piece_wanders() -> None:
    assert len({strip(0, 0, 8, turn) for turn in range(16)}) > 4


async def assemble(it: Driver) -> None:
    await it.press("f9")
    await it.until(lambda: isinstance(it.screen, Gate))
    await it.press("enter")


async def test_assembly_shows_its_steps_and_ends() -> None:
    async with at_desk(FakeDesk(go_on=threading.Event())) as it:
        await assemble(it)
        await it.until(lambda: isinstance(it.screen, Work))
        await it.until(lambda: "2/3" in str(it.screen.query_one("#strip", Static).content))
        it.desk.go_on.set()
        await it.until(lambda: it.desk.assembled == [False])
        await it.until(lambda: isinstance(it.screen, DeskScreen))


async def test_escape_stops_assembly_before_anything_is_written() -> None:
    async with at_desk(FakeDesk(go_on=threading.Event())) as it:
        await assemble(it)
        await it.until(lambda: isinstance(it.screen, Work))
        await it.press("escape")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        await it.write("ab")
        assert it.desk.body("tinh-hinh").startswith("ab")
        assert it.desk.assembled == []


async def test_keys_pressed_during_a_work_are_for_nobody() -> None:
    async with at_desk(FakeDesk(go_on=threading.Event())) as it:
        before = it.desk.body("tinh-hinh")
        await assemble(it)
        await it.until(lambda: isinstance(it.screen, Work))
        await it.press("x", "f9", "ctrl+p", "backspace")
        it.desk.go_on.set()
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert it.desk.body("tinh-hinh") == before


async def test_an_error_of_a_work_is_told() -> None:
    class Full(FakeDesk):
        def assemble(self, *, final: bool = False, progress: Progress) -> Path:
            raise WriteError("bao-cao.docx: đĩa đầy")

    async with at_desk(Full()) as it:
        await assemble(it)
        await it.until(lambda: any("đĩa đầy" in str(note.message) for note in it.app._notifications))


async def test_the_preview_offers_the_pages_as_pdf() -> None:
    async with at_desk() as it:
        await it.press("shift+f5")
        await it.until(lambda: isinstance(it.screen, Preview))
        await it.press("p")
        await it.until(lambda: any("bao-cao.pdf" in str(note.message) for note in it.app._notifications))


def test_the_preview_breaks_paragraphs_as_the_page_does() -> None:
    lines = page("Ngắn.\n" + "chữ " * 40, 40).split("\n")
    assert lines[0] == "Ngắn."
    assert lines[1].startswith("     chữ")
    assert all(len(line) <= 40 for line in lines)


async def test_reports_are_added_with_a_bar_and_what_was_unclear_is_told() -> None:
    bench = FakeWorkbench()
    async with at_start(bench) as (app, pilot):
        await pilot.press("plus")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("c", "u", "enter")
        await until(pilot, lambda: isinstance(app.screen, Reader))
        assert bench.added == [Path("cu")]
        assert "hong.docx" in str(app.screen._page)  # type: ignore[attr-defined]
        assert "la.docx" in str(app.screen._page)  # type: ignore[attr-defined]


async def test_adding_reports_can_be_stopped() -> None:
    bench = FakeWorkbench(go_on=threading.Event())
    async with at_start(bench) as (app, pilot):
        await pilot.press("plus")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("c", "u", "enter")
        await until(pilot, lambda: isinstance(app.screen, Work))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        assert not bench.added


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("cong-van.docx", "cong-van.docx"),
        ('"C:/Công văn/đề cương.docx"', "C:/Công văn/đề cương.docx"),
        (" '/tmp/a b.txt' ", "/tmp/a b.txt"),
        ("file:///tmp/%C4%91%E1%BB%81%20c%C6%B0%C6%A1ng.docx", "/tmp/đề cương.docx"),
    ],
)
def test_paths_as_they_are_pasted(typed: str, path: str) -> None:
    assert typed_path(typed) == Path(path)


class FullDisk(FakeDesk):
    """Nothing can be written where the draft lies, until there is room."""

    room = False

    def save(self) -> datetime:
        if not self.room:
            raise WriteError("bao-cao.md: đĩa đầy")
        return super().save()


async def test_where_the_draft_cannot_be_saved_a_copy_elsewhere_is_offered() -> None:
    async with at_desk(FullDisk()) as it:
        await it.write("mới ")
        await it.press("ctrl+s")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("down", "enter")
        await it.until(lambda: isinstance(it.screen, Ask))
        await it.press("home", "shift+end", "delete", *"usb", "enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        path, texts = it.desk.copies[0]
        assert path == Path("usb")
        assert texts["tinh-hinh"].startswith("mới Đời sống")
        assert it.desk.dirty


async def test_with_room_again_the_draft_is_saved_in_its_place() -> None:
    async with at_desk(FullDisk()) as it:
        await it.write("mới ")
        await it.press("ctrl+s")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        it.desk.room = True
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert it.desk.saves[-1]["tinh-hinh"].startswith("mới Đời sống")


async def test_a_closed_terminal_over_a_full_disk_leaves_a_copy() -> None:
    async with at_desk(FullDisk()) as it:
        await it.write("mới ")
        it.app._save_and_end()
        assert it.desk.copies[0][1]["tinh-hinh"].startswith("mới Đời sống")
        assert it.desk.closed


async def test_a_journal_that_cannot_be_written_stands_in_the_status_line() -> None:
    class NoJournal(FakeDesk):
        def journal(self) -> None:
            raise WriteError("nhật ký: đĩa đầy")

    async with at_desk(NoJournal()) as it:
        await it.write("x")
        await it.until(lambda: "✖" in str(it.screen.query_one(StatusBar)._saved))
