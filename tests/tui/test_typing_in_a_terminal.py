"""Typing through a real pseudo-terminal as input methods do; pilot tests cannot see lost or swapped letters."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_bursts import reads, words

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROGRAM = Path(__file__).with_name("desk_program.py")
SAVE, FIND, PALETTE, ESCAPE, SELECT_ALL, REPLACE = b"\x13", b"\x06", b"\x10", b"\x1b", b"\x1b[1;2H", b"\x12"


class Terminal:
    """The program in a pseudo-terminal of 100 × 30, its screen drained by a thread."""

    def __init__(self, file: Path) -> None:
        self.file = file
        environment = {**os.environ, "TERM": "xterm-256color", "DRAFTER_LANG": "vi", "PYTHONUTF8": "1"}
        environment.pop("NO_COLOR", None)
        self.child = pexpect.spawn(
            sys.executable, [str(PROGRAM), str(file), "empty"], dimensions=(30, 100), env=environment, timeout=20
        )
        self.seen = b""
        threading.Thread(target=self._drain, daemon=True).start()
        self.wait(lambda: b"F8" in self.seen)

    def _drain(self) -> None:
        while True:
            try:
                self.seen += self.child.read_nonblocking(65536, timeout=None)
            except (pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
                return

    def wait(self, ready: object, seconds: float = 20.0) -> None:
        until = time.monotonic() + seconds
        while not ready():  # type: ignore[operator]
            if time.monotonic() > until:
                raise AssertionError(f"nothing came; the screen last got {self.seen[-400:]!r}")
            time.sleep(0.01)

    def send(self, data: bytes) -> None:
        while data:  # a pty takes some kilobytes at a time
            data = data[os.write(self.child.child_fd, data[:1024]) :]

    def type(self, text: str, size: int, backspace: bytes, late_tone: bool = True) -> None:
        for together in reads(text, size, backspace=backspace, late_tone=late_tone):
            self.send(together)

    def saved(self) -> dict[str, str]:
        """Save and give back the sections' texts."""
        self.file.unlink(missing_ok=True)
        self.send(SAVE)
        self.wait(self.file.exists)
        time.sleep(0.05)
        return dict(json.loads(self.file.read_text("utf-8")))

    def end(self) -> None:
        self.child.close(force=True)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    opened = Terminal(tmp_path_factory.mktemp("typing") / "draft.json")
    yield opened
    opened.end()


WAYS = [
    # keys in one read, the backspace's code, tone at the end or with its vowel
    pytest.param(1, b"\x7f", True, id="key-by-key-telex"),
    pytest.param(3, b"\x08", False, id="three-keys-vni-0x08"),
    pytest.param(17, b"\x7f", False, id="seventeen-keys"),
    pytest.param(200, b"\x08", True, id="two-hundred-keys-0x08"),
]


def clear(terminal: Terminal) -> None:
    terminal.send(ESCAPE)
    time.sleep(0.3)  # a lone escape is told from a sequence by the silence after it
    terminal.send(b"\x1b[1;5F\x1b[1;6H\x7f")  # to the end, select to the start, delete


@pytest.mark.parametrize(("size", "backspace", "late_tone"), WAYS)
def test_the_editor_gets_every_letter(terminal: Terminal, size: int, backspace: bytes, late_tone: bool) -> None:
    clear(terminal)
    text = words(500, start=size)
    terminal.type(text, size, backspace, late_tone)
    assert terminal.saved()["tinh-hinh"] == text
