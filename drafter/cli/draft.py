"""`drafter draft [FILE]` and `drafter` alone: the only way from the command line into the terminal UI."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from drafter.cli.options import existing_file
from drafter.errors import EXIT_INPUT, DrafterError, UsageError
from drafter.messages import catalogue
from drafter.workspace import Workspace, find_workspace

_ = catalogue("cli")


@click.command("draft", help=_("Open a draft in the terminal; without FILE, the start screen."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
def command(file: Path | None) -> int:
    if file is not None:
        existing_file(file)
    if not has_screen():
        raise UsageError(_("the terminal UI needs a terminal; drafter check, figures and confirm work without one"))
    return open_start() if file is None else open_draft(file, find_workspace(file.resolve().parent))


def open_draft(path: Path, workspace: Workspace) -> int:
    """Open one draft; the exit status."""
    _prepare_terminal()
    from drafter.pipeline.desk import open_desk
    from drafter.tui import run_draft, run_notice

    try:
        desk = open_desk(path, workspace)
    except DrafterError as error:
        if not in_browser():
            raise
        return run_notice(str(error))  # in a browser nobody sees the standard error
    return run_draft(desk)


def open_start() -> int:
    """The start screen of the workspace here; the exit status."""
    if not has_screen():
        return EXIT_INPUT
    _prepare_terminal()
    from drafter.pipeline.workbench import WorkspaceBench
    from drafter.tui import run_start

    return run_start(WorkspaceBench(find_workspace()))


def in_browser() -> bool:
    """Whether `drafter serve` started this: the screen is then a page, reached through pipes."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def has_screen() -> bool:
    return in_browser() or (sys.stdin.isatty() and sys.stdout.isatty())


def _prepare_terminal() -> None:
    # iTerm2 swallows accents with the Kitty protocol on (Textual reads this before it is imported).
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
