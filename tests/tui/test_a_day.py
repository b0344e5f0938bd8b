"""A day in a real terminal: an outline that arrived, a new draft from last period's report, a figure, the Word file."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from drafter.pipeline.workbench import WorkspaceBench
from drafter.workspace import find_workspace, shipped_data

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

LETTER = """UBND XÃ ĐỒNG MÂY

ĐỀ CƯƠNG
Báo cáo công tác 6 tháng đầu năm

I. TÌNH HÌNH CHUNG
II. KẾT QUẢ THỰC HIỆN
1. Công tác tuyên truyền
- Số buổi tuyên truyền, số lượt người nghe.
2. Công tác an sinh
- Số nhà hỗ trợ.
III. NHIỆM VỤ 6 THÁNG CUỐI NĂM
"""


class Day:
    """The program in a pseudo-terminal; `sees` waits for words that come after the last step."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "DRAFTER_LANG": "vi", "PYTHONUTF8": "1"}
        self.child: Any = pexpect.spawn(
            sys.executable, ["-m", "drafter.cli.start"], dimensions=(30, 100), env=environment, cwd=str(folder)
        )
        self.new = b""
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        while True:
            try:
                self.new += self.child.read_nonblocking(65536, timeout=None)
            except (pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
                return

    def sees(self, words: str) -> None:
        until = time.monotonic() + 30
        while words.encode() not in self.new:
            if time.monotonic() > until:
                raise AssertionError(f"never saw {words!r}; last {self.new[-600:].decode(errors='replace')}")
            time.sleep(0.02)
        time.sleep(0.3)

    def does(self, keys: bytes) -> None:
        self.new = b""
        os.write(self.child.child_fd, keys)


def test_from_the_letter_to_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "drafter.toml").write_text('[unit]\nname = "MTTQ xã Đồng Mây"\n', "utf-8")
    for folder in ("outlines", "corpus", "phrasebank"):
        shutil.copytree(shipped_data() / folder, tmp_path / folder)
    (tmp_path / "cong-van.txt").write_text(LETTER, "utf-8")
    day = Day(tmp_path)
    day.sees("Thoát")
    day.does(b"i")
    day.sees("Enter nhận")
    day.does(b"cong-van.txt\r")
    day.sees("yêu cầu")
    day.does(b"\x1b")
    time.sleep(0.5)
    day.does(b"n")
    day.sees("1/5")
    known = [entry.id for entry in WorkspaceBench(find_workspace(tmp_path)).outlines()]
    day.does(b"\x1b[B" * known.index("mttq-xa-6-thang") + b"\r")
    day.sees("2/5")
    day.does(b"\r")
    day.sees("3/5")
    day.does(b"\r")
    day.sees("4/5")
    day.does(b"\r")
    day.sees("cần quyết định")  # the table of choices is there, not only its frame
    time.sleep(0.5)
    day.does(b"\x13")
    day.sees("F8")
    drafts = list((tmp_path / "drafts").glob("*.md"))
    assert len(drafts) == 1
    carried = drafts[0].read_text("utf-8").count("⟦")
    assert carried
    time.sleep(1.5)  # the first findings
    for _thing in range(30):  # F8 walks on through asks and findings to the first figure
        day.does(b"\x1b[19~")
        time.sleep(0.8)
        if "? hỏi sau".encode() in day.new:
            break
    else:
        raise AssertionError("the walk met no figure")
    day.does(b"7\r")
    time.sleep(1)
    day.does(b"\x13")
    day.sees("đã lưu")
    assert drafts[0].read_text("utf-8").count("⟦") == carried - 1
    day.does(b"\x1b[20~")
    day.sees("bản dự thảo")
    day.does(b"\r")
    until = time.monotonic() + 30
    while not list((tmp_path / "drafts").glob("*.docx")):
        assert time.monotonic() < until, "the Word file was never made"
        time.sleep(0.05)
    time.sleep(0.5)
    day.does(b"\x11")
    time.sleep(0.5)
    day.does(b"q")
    day.child.expect(pexpect.EOF, timeout=10)
    day.child.close()
    assert day.child.exitstatus == 0
