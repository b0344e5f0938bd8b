"""A program for tests in a real terminal: what is typed in each field is written to the file named first, as it is heard."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from fake_desk import FakeDesk
from fake_workbench import FakeWorkbench

from drafter import messages
from drafter.tui import run_draft, run_start

FILE = Path(sys.argv[1])
HEARD: dict[str, str] = {}
HEARING = threading.Lock()  # the screen and its workers hear at the same time


def hear(place: str, text: str) -> None:
    with HEARING:
        HEARD[place] = text
        fresh = FILE.with_suffix(".new")
        fresh.write_text(json.dumps(HEARD, ensure_ascii=False), "utf-8")
        fresh.replace(FILE)


class Desk(FakeDesk):
    def phrases(self, query: str, section: str) -> Any:
        hear("phrases", query)
        return super().phrases(query, section)

    def archive(self, query: str) -> Any:
        hear("archive", query)
        return super().archive(query)

    def waive(self, finding: str, reason: str) -> None:
        hear("waive", reason)
        super().waive(finding, reason)

    def take_snapshot(self, section: str, note: str) -> None:
        hear("snapshot", note)

    def alike(self, figure: str) -> tuple[Any, ...]:
        return ()

    def decide(self, figure: str, decision: Any, value: str | None = None) -> str:
        hear("figure", value or "")
        return super().decide(figure, decision, value)

    def set_state(self, section: str, state: Any, note: str | None = None) -> None:
        hear("state", note or "")

    def replace_body(self, section: str, text: str) -> None:
        super().replace_body(section, text)
        hear("body", text)


class Bench(FakeWorkbench):
    def search(self, query: str) -> Any:
        hear("search", query)
        return super().search(query)

    def trends(self, query: str) -> Any:
        hear("trends", query)
        return super().trends(query)

    def import_outline(self, path: Path, progress: Any) -> Any:
        hear("import", str(path))
        return super().import_outline(path, progress)

    def add_reports(self, paths: tuple[Path, ...], progress: Any) -> Any:
        hear("add", str(paths[0]))
        return super().add_reports(paths, progress)

    def carry_table(self, wish: Any, progress: Any) -> Any:
        hear("unit", wish.unit)
        return super().carry_table(wish, progress)


def tell_focus() -> None:
    """Say where the focus is: `DeskScreen Editor editor`, `Ask Entry `; a card without a field is `AskCard`."""
    from textual.screen import Screen

    def say(screen: Any) -> None:
        if screen is not screen.app.screen:  # one that is being left
            return
        widget = screen.focused
        near = next((node.id for node in widget.ancestors_with_self if node.id), "") if widget is not None else ""
        hear("focus", f"{type(screen).__name__} {type(widget).__name__} {near}")

    resumed = Screen._on_screen_resume

    def on_resume(self: Any, event: Any) -> None:
        resumed(self, event)
        say(self)

    Screen._on_screen_resume = on_resume  # type: ignore[method-assign]
    Screen.watch_focused = say  # type: ignore[attr-defined]


def keys() -> Mapping[str, str]:
    return {"take_snapshot": "f12"}


if __name__ == "__main__":
    messages.set_language("vi")
    tell_focus()
    if sys.argv[2] == "desk":
        from drafter.tui.desk import UiSettings

        sys.exit(run_draft(Desk(path=Path("x.md"), settings=UiSettings(keys=keys()))))
    sys.exit(run_start(Bench()))
