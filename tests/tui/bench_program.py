"""Programs for the benchmark in a pseudo-terminal: `desk` (200 sections, 200,000 characters) or `bare` (Textual's TextArea
with the text of one section). Prints to the file named second when the first frame stands."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fake_desk import FakeDesk, Item
from textual.app import App, ComposeResult
from textual.widgets import TextArea
from typing_bursts import words

SECTIONS, CHARACTERS = 200, 1000


def section_text(index: int, characters: int = CHARACTERS) -> str:
    prose = words(characters // 3, index * 7)[:characters]
    half = prose.find(" ", characters // 2)
    return f"{prose[:half]} ⟦{index}⟧ hộ.\n{prose[half + 1 :]}"


def big_desk(long: bool) -> FakeDesk:
    desk = FakeDesk()
    desk.items = [
        Item(f"m{index}", 1 if index % 10 == 0 else 2, f"{index}.", f"Mục {index} về công tác", section_text(index),
             section_text(index), (("Số hộ", "hộ"),))
        for index in range(SECTIONS)
    ]  # fmt: skip
    if long:  # all of it in one section, the first leaf, which is opened
        desk.items[1].body = "\n".join(section_text(index) for index in range(SECTIONS))
    return desk


class Bare(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self._text)


def main() -> None:
    kind, log = sys.argv[1], Path(sys.argv[2])
    from drafter.tui.app import DrafterApp
    from drafter.tui.desk_screen import DeskScreen

    long = kind.endswith("long")
    begun = time.perf_counter()
    app: App[int] | App[None]
    if kind.startswith("desk"):
        desk = big_desk(long)
        begun = time.perf_counter()
        app = DrafterApp(desk=desk)
    else:
        app = Bare(big_desk(long).items[1].body)

    def framed() -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        log.write_text(f"{time.perf_counter() - begun:.3f} {memory}", "utf-8")

    class Probe(type(app)):  # type: ignore[misc]
        def on_ready(self) -> None:
            self.call_after_refresh(lambda: self.call_after_refresh(framed))

    app.__class__ = Probe
    assert DeskScreen
    app.run()


if __name__ == "__main__":
    main()
