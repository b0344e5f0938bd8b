"""The whole day in a real terminal: an outline arrives, past reports are added, a draft is made, figures confirmed, a
finding mended, the report assembled. Screens are read as a person reads them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_a_day import LETTER

from drafter.pipeline.workbench import WorkspaceBench
from drafter.workspace import find_workspace, shipped_data

pytestmark = [
    pytest.mark.tool("tmux"),
    pytest.mark.skipif(shutil.which("tmux") is None or sys.platform == "win32", reason="tmux is not installed"),
]

UNIT = "mttq-xa-suoi-ngan"


class Terminal:
    """One tmux session of its own server; `sees` waits until words stand on the screen."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._socket = folder / "tmux.sock"
        program = f"{shlex.quote(sys.executable)} -m drafter.cli.start; echo ended $?; sleep 30"
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-s", "day", "-x", str(width), "-y", str(height), "-c", str(folder),
            "-e", "DRAFTER_LANG=vi", "-e", "PYTHONUTF8=1", "-e", "COLORTERM=truecolor", program,
        )  # fmt: skip

    def _tmux(self, *words: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("TMUX", None)
        done = subprocess.run(["tmux", "-u", "-S", str(self._socket), *words], capture_output=True, text=True,
                              encoding="utf-8", env=environment, check=True)  # fmt: skip
        return done.stdout

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "day")

    def sees(self, *words: str, seconds: float = 60) -> str:
        """Wait until one of these stands on the screen; which."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.screen()
            for word in words:
                if word in screen:
                    return word
            time.sleep(0.1)
        raise AssertionError(f"never saw {words}:\n{self.screen()}")

    def gone(self, *words: str, seconds: float = 60) -> None:
        """Wait until none of these stands on the screen."""
        end = time.monotonic() + seconds
        while any(word in self.screen() for word in words):
            assert time.monotonic() < end, self.screen()
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "day", *keys)

    def leave(self) -> None:
        """Escape, and long enough for nobody to take it for the beginning of another key."""
        self.press("Escape")
        time.sleep(1)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "day", "-l", text)

    def end(self) -> None:
        self._tmux("kill-server")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafter.toml").write_text(
        '[unit]\nname = "Ban Thường trực Ủy ban MTTQ Việt Nam xã Suối Ngàn"\n', "utf-8"
    )
    for name in ("outlines", "phrasebank"):
        shutil.copytree(shipped_data() / name, tmp_path / name)
    cabinet = tmp_path / "tu-ho-so"
    cabinet.mkdir()
    for report in ("2023-H1.docx", "2024-H1.docx"):
        shutil.copy(shipped_data() / "corpus" / UNIT / report, cabinet / report)
    (tmp_path / "cong-van.txt").write_text(LETTER, "utf-8")
    return tmp_path


@pytest.fixture(params=[(80, 24), (160, 45)], ids=["80x24", "160x45"])
def terminal(folder: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(folder, *request.param)
    yield opened
    opened.end()


def test_the_whole_day(folder: Path, terminal: Terminal) -> None:
    # The letter with the outline
    terminal.sees("Chưa có dự thảo")
    terminal.press("i")
    terminal.sees("Enter nhận")
    terminal.type("cong-van.txt")
    terminal.press("Enter")
    terminal.sees("yêu cầu")
    terminal.leave()
    # Past reports into the archive
    terminal.press("+")
    terminal.sees("Enter nhận")
    terminal.type("tu-ho-so")
    terminal.press("Enter")
    terminal.sees("Đã thêm 2 báo cáo")
    terminal.leave()
    terminal.press("a")
    terminal.sees("Đoạn văn")
    terminal.type("buoi tuyen truyen")
    terminal.sees("2024-H1.docx")
    terminal.press("Tab")
    terminal.sees("2023-H1:")
    terminal.leave()
    # A new draft from last year's report
    terminal.press("n")
    terminal.sees("1/5")
    outlines = [entry.id for entry in WorkspaceBench(find_workspace(folder)).outlines()]
    for _step in range(outlines.index("mttq-xa-6-thang")):
        terminal.press("Down")
    terminal.press("Enter")
    terminal.sees("2/5")
    terminal.press("Enter")
    terminal.sees("3/5")
    terminal.press("End", "Enter")
    terminal.sees("2023-9M")
    terminal.type("2025-H1")
    terminal.press("Enter")
    terminal.sees("4/5")
    terminal.sees("2024-H1.docx")  # the report of a year before stands first
    terminal.press("Enter")
    terminal.sees("K P C")
    terminal.press("C-s")
    terminal.sees("số đã xác nhận")
    draft = next((folder / "drafts").glob("*.md"))
    carried = draft.read_text("utf-8").count("⟦")
    assert carried > 20
    # Figures: one is still right, one is replaced
    for answer in (None, "31"):
        for _step in range(40):
            terminal.press("F8")
            if terminal.sees("hỏi sau", "Enter viết", "Enter về") == "hỏi sau" and "vẫn đúng —" in terminal.screen():
                break
            time.sleep(0.5)
        if answer:
            terminal.type(answer)
        terminal.press("Enter")
        time.sleep(1.5)
    terminal.press("C-s")
    terminal.sees("đã lưu")
    time.sleep(1)
    assert draft.read_text("utf-8").count("⟦") == carried - 2
    # A finding is silenced with a reason
    terminal.gone("rà soát", "✖ 0 ▲ 0")
    terminal.press("S-F8")
    terminal.sees("bỏ qua")
    terminal.press("w")
    terminal.sees("Enter nhận")
    terminal.type("đã hỏi lại thôn")
    terminal.press("Enter")
    time.sleep(1.5)
    terminal.press("C-s")
    time.sleep(1.5)
    assert "đã hỏi lại thôn" in draft.with_suffix(".drafter.yaml").read_text("utf-8")
    # The Word file
    terminal.press("F9")
    terminal.sees("bản dự thảo")
    terminal.press("Enter")
    end = time.monotonic() + 60
    while not draft.with_suffix(".docx").exists():
        assert time.monotonic() < end, terminal.screen()
        time.sleep(0.1)
    assert list((folder / ".drafter" / "backups").glob("*.zip"))
    time.sleep(1)
    terminal.press("C-q")
    terminal.sees("1/")  # the draft stands on the start screen with what is left
    terminal.press("q")
    terminal.sees("ended 0")
