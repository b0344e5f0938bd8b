"""The screen over the real desk: what is decided on the screen stands in the file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from drafter import messages
from drafter.model.draft import SectionState
from drafter.pipeline.desk import open_desk
from drafter.tui.app import DrafterApp
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.cards import FigureCard
from drafter.tui.editor import Editor
from drafter.workspace import find_workspace

DRAFT = """---
period: 2023-H1
unit: MTTQ xã Đồng Mây
---

# Báo cáo công tác Mặt trận 6 tháng đầu năm 2023

## I. Tình hình nhân dân {#tinh-hinh}

Bà con phấn khởi.

## II. Kết quả {#ket-qua}

### 1. Tuyên truyền {#tuyen-truyen}

Tổ chức ⟦14⟧ buổi nói chuyện, phát ⟦?⟧ tờ rơi.

### 2. An sinh {#an-sinh}

Sửa 12 nhà và xây mới 7 nhà.
"""


@asynccontextmanager
async def at(folder: Path) -> AsyncIterator[tuple[DrafterApp, Pilot[int], Any]]:
    messages.set_language("vi")
    path = folder / "bao-cao.md"
    path.write_text(DRAFT, "utf-8")
    desk = open_desk(path, find_workspace(folder))
    app = DrafterApp(desk=desk)
    async with app.run_test(size=(120, 34)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DeskScreen) and bool(app.screen.query_one(Editor).section))
        yield app, pilot, desk
    desk.close()


async def until(pilot: Pilot[int], ready: Any) -> None:
    for _turn in range(300):
        if ready():
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError("it never became so")


async def save(pilot: Pilot[int], desk: Any) -> str:
    await pilot.press("ctrl+s")
    await until(pilot, lambda: not desk.dirty)
    return str(desk.path.read_text("utf-8"))


async def test_typed_text_stands_in_the_file_and_nothing_else_changes(tmp_path: Path) -> None:
    async with at(tmp_path) as (_app, pilot, desk):
        await pilot.press(*"Vui", "space")
        text = await save(pilot, desk)
    assert text == DRAFT.replace("Bà con", "Vui Bà con")


async def test_confirmed_and_replaced_figures_lose_their_marks(tmp_path: Path) -> None:
    async with at(tmp_path) as (app, pilot, desk):
        for typed in ([], list("300")):
            await pilot.press("f8")
            await until(pilot, lambda: isinstance(app.screen, FigureCard))
            await pilot.press(*typed, "enter")
            await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        text = await save(pilot, desk)
    assert "Tổ chức 14 buổi nói chuyện, phát 300 tờ rơi." in text


async def test_undo_makes_a_confirmed_figure_open_again(tmp_path: Path) -> None:
    async with at(tmp_path) as (app, pilot, desk):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, FigureCard))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        await pilot.press("ctrl+z")
        text = await save(pilot, desk)
        row = next(row for row in desk.view().rows if row.id == "tuyen-truyen")
    assert "⟦14⟧" in text
    assert row.open_figures == 2


async def test_a_state_a_snapshot_and_a_version_come_back(tmp_path: Path) -> None:
    async with at(tmp_path) as (app, _pilot, desk):
        app.screen.open_section("an-sinh")  # type: ignore[attr-defined]
        desk.set_state("an-sinh", SectionState.DONE)
        desk.take_snapshot("an-sinh", "trước khi sửa")
        desk.replace_body("an-sinh", "Khác hẳn.")
        assert desk.snapshots("an-sinh")[0].text == "Sửa 12 nhà và xây mới 7 nhà."
        row = next(row for row in desk.view().rows if row.id == "an-sinh")
        assert row.state is SectionState.DRAFTING


async def test_another_program_is_noticed(tmp_path: Path) -> None:
    async with at(tmp_path) as (_app, _pilot, desk):
        assert not desk.outside_change()
        desk.path.write_text(DRAFT.replace("Bà con", "Nhân dân"), "utf-8")
        assert desk.outside_change()
        desk.reload()
        assert desk.body("tinh-hinh") == "Nhân dân phấn khởi."


@pytest.mark.parametrize("text", ["", "---\nperiod: 2023-H1\n---\n", "chỉ có chữ\n"])
async def test_a_draft_without_sections_opens_and_does_not_fall(tmp_path: Path, text: str) -> None:
    path = tmp_path / "trong.md"
    path.write_text(text or "\n", "utf-8")
    try:
        desk = open_desk(path, find_workspace(tmp_path))
    except Exception as error:
        assert "trong.md" in str(error)  # refused with its name is right too
        return
    app = DrafterApp(desk=desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f8", "f2", "a")
        await pilot.pause()
        await pilot.press("f6", "f4", "f5", "escape")
        if not desk.view().rows:  # nowhere to put it: nothing can be typed
            assert app.screen.query_one(Editor).read_only
    desk.close()
