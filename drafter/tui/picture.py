"""A picture of the real program, for the README."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from drafter.files import write_atomically
from drafter.tui.app import DrafterApp
from drafter.tui.desk import Desk


def draw(desk: Desk, width: int, height: int, path: Path, *, press: Sequence[str] = ()) -> None:
    """Run the app without a terminal, wait for the first findings, press these keys, write the SVG."""

    async def run() -> str:
        app = DrafterApp(desk=desk)
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause(0.5)
            await app.workers.wait_for_complete()
            await pilot.press(*press)
            await pilot.pause(0.2)
            return app.export_screenshot(title="drafter", simplify=True)

    write_atomically(path, asyncio.run(run()))
