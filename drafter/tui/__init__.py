"""The terminal UI: a thin face over `drafter.pipeline`. Textual loads when one of these is called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.tui.desk import Desk, Workbench
    from drafter.tui.doctor import TypingReport

__all__ = ["run_draft", "run_notice", "run_start", "screenshot", "try_typing"]


def _prepare() -> None:
    # iTerm2 swallows accents under the Kitty keyboard protocol (Textualize/textual#6552); read when textual is imported.
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def run_draft(desk: Desk) -> int:
    """Open one draft in the terminal; the exit status. The desk is closed when this returns.

    Raises what went wrong in a defect, after what was typed has gone to the journal.
    """
    return _run(desk=desk)


def run_start(workbench: Workbench) -> int:
    """The start screen of a workspace; the exit status. Raises as `run_draft` does."""
    return _run(workbench=workbench)


def run_notice(words: str) -> int:
    """Show why nothing could be opened, where there is a screen and no standard error; always 2."""
    _prepare()
    from drafter.tui.notice import Notice

    Notice(words).run()
    return 2


def _run(*, desk: Desk | None = None, workbench: Workbench | None = None) -> int:
    _prepare()
    from drafter.tui.app import DrafterApp

    app = DrafterApp(desk=desk, workbench=workbench)
    try:
        status = app.run()
    finally:
        app.release()
    if app.defect is not None:
        raise app.defect
    return status or 0


def screenshot(desk: Desk, width: int, height: int, path: Path, *, press: Sequence[str] = ()) -> None:
    """Write an SVG picture of the desk at this size (columns, rows), made by the real program without a terminal.

    `press`: keys pressed before, by Textual's names.
    """
    _prepare()
    from drafter.tui.picture import draw

    draw(desk, width, height, path, press=press)


def try_typing() -> TypingReport | None:
    """Let somebody type a word with the input method and show what came; None where they left. For `drafter doctor`."""
    _prepare()
    from drafter.tui import doctor

    return doctor.try_typing()
