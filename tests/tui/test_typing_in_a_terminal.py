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
SAVE, ESCAPE, REPLACE, GO_TO, ENTER, TAB = b"\x13", b"\x1b", b"\x12", b"\x07", b"\r", b"\t"
ALT_A, F2, SHIFT_F2 = b"\x1ba", b"\x1bOQ", b"\x1b[1;2Q"


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

    def type(self, text: str, size: int, backspace: bytes, style: str = "telex") -> None:
        for together in reads(text, size, backspace=backspace, style=style):
            self.send(together)

    def saved(self) -> dict[str, str]:
        """Save and give back the sections' texts."""
        self.file.unlink(missing_ok=True)
        self.send(SAVE)
        self.wait(self.file.exists, 120 + WORDS / 4)  # a loaded machine is still busy with what was typed
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
    # keys in one read, the backspace's code, when the accents come
    pytest.param(1, b"\x7f", "telex", id="telex-key-by-key"),
    pytest.param(3, b"\x08", "vni", id="vni-three-keys-0x08"),
    pytest.param(17, b"\x7f", "viqr", id="viqr-seventeen-keys"),
    pytest.param(200, b"\x08", "telex", id="telex-two-hundred-keys-0x08"),
]


WORDS = int(os.environ.get("DRAFTER_TYPING_WORDS", "500"))  # in the editor in each way; 2,000 in all


def clear(terminal: Terminal) -> None:
    terminal.send(ESCAPE)
    time.sleep(0.3)  # a lone escape is told from a sequence by the silence after it
    terminal.send(b"\x1b[1;5F\x1b[1;6H\x7f")  # to the end, select to the start, delete


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_editor_gets_every_letter(terminal: Terminal, size: int, backspace: bytes, style: str) -> None:
    clear(terminal)
    text = words(WORDS, start=size)
    terminal.type(text, size, backspace, style)
    assert terminal.saved()["tinh-hinh"] == text


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_find_bar_gets_every_letter(terminal: Terminal, size: int, backspace: bytes, style: str) -> None:
    clear(terminal)
    terminal.type("chỗ này được thay", size, backspace, style)
    terminal.send(REPLACE)
    time.sleep(1)
    terminal.type("này được", size, backspace, style)
    time.sleep(1)
    terminal.send(TAB)
    time.sleep(0.3)
    text = words(max(40, WORDS // 4), start=size)
    terminal.type(text, size, backspace, style)
    time.sleep(0.3)
    terminal.send(ALT_A)
    time.sleep(1)
    assert terminal.saved()["tinh-hinh"] == f"chỗ {text} thay"
    terminal.send(ESCAPE)


def test_a_save_in_the_same_read_as_replace_all_has_the_replacement(terminal: Terminal) -> None:
    clear(terminal)
    terminal.type("sửa một chỗ", 3, b"\x7f", "telex")
    terminal.file.unlink(missing_ok=True)
    terminal.send(REPLACE + "chỗ".encode() + TAB + "nơi".encode() + ALT_A + SAVE)
    terminal.wait(terminal.file.exists, 60)
    time.sleep(0.1)
    assert json.loads(terminal.file.read_text("utf-8"))["tinh-hinh"] == "sửa một nơi"
    terminal.send(ESCAPE)


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_palette_gets_every_letter(terminal: Terminal, size: int, backspace: bytes, style: str) -> None:
    clear(terminal)
    terminal.send(GO_TO)
    time.sleep(0.3)
    terminal.type("củng cố tổ chức", size, backspace, style)
    terminal.send(ENTER)
    time.sleep(0.3)
    clear(terminal)
    terminal.type("Đã kiện toàn", size, backspace, style)
    texts = terminal.saved()
    terminal.send(GO_TO)
    time.sleep(0.3)
    terminal.type("tình hình", size, backspace, style)
    terminal.send(ENTER)
    time.sleep(0.3)
    assert texts["to-chuc"] == "Đã kiện toàn"


def test_pasted_decomposed_letters_are_composed(terminal: Terminal) -> None:
    import unicodedata

    clear(terminal)
    text = words(60)
    terminal.send(b"\x1b[200~" + unicodedata.normalize("NFD", text).encode() + b"\x1b[201~")
    assert terminal.saved()["tinh-hinh"] == text


def test_combining_marks_join_their_letter(terminal: Terminal) -> None:
    import unicodedata

    clear(terminal)
    text = words(40)
    for letter in unicodedata.normalize("NFD", text):
        terminal.send(letter.encode())
    assert terminal.saved()["tinh-hinh"] == text


def test_a_burst_before_another_section_stays_in_its_own(terminal: Terminal) -> None:
    clear(terminal)
    terminal.send(b"mot" + F2 + SHIFT_F2 + b" hai")
    assert terminal.saved()["tinh-hinh"] == "mot hai"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_saves_what_was_typed(tmp_path: Path, name: str) -> None:
    import signal

    opened = Terminal(tmp_path / "draft.json")
    opened.send("vừa gõ".encode())
    opened.wait(lambda: "chưa lưu".encode() in opened.seen)
    opened.child.kill(getattr(signal, name))
    opened.wait(opened.file.exists)
    time.sleep(0.1)
    assert json.loads(opened.file.read_text("utf-8"))["tinh-hinh"] == "vừa gõ"
    opened.end()
