"""Every other field where one can type, through a real pseudo-terminal, as the input methods send it."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_bursts import reads, words

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROGRAM = Path(__file__).with_name("places_program.py")
WORDS = int(os.environ.get("DRAFTER_TYPING_WORDS", "120")) // 4  # in each field in each way
ESCAPE, ENTER, TAB = b"\x1b", b"\r", b"\t"
F3, SHIFT_F6, F8, F12 = b"\x1bOR", b"\x1b[17;2~", b"\x1b[19~", b"\x1b[24~"
SHIFT_F8, CTRL_Z = b"\x1b[19;2~", b"\x1a"

WAYS = [
    pytest.param(1, b"\x7f", "vni", id="vni-key-by-key"),
    pytest.param(5, b"\x08", "telex", id="telex-five-keys-0x08"),
    pytest.param(40, b"\x7f", "viqr", id="viqr-forty-keys"),
    pytest.param(400, b"\x08", "vni", id="vni-four-hundred-keys-0x08"),
]


class Fields:
    """The program in a pseudo-terminal; `heard` is what each field gave."""

    def __init__(self, folder: Path, which: str) -> None:
        self.file = folder / "heard.json"
        environment = {**os.environ, "TERM": "xterm-256color", "DRAFTER_LANG": "vi", "PYTHONUTF8": "1"}
        self.child: Any = pexpect.spawn(
            sys.executable, [str(PROGRAM), str(self.file), which], dimensions=(34, 120), env=environment, timeout=30
        )
        self.seen = b""
        threading.Thread(target=self._drain, daemon=True).start()
        self.at("DeskScreen Editor" if which == "desk" else "StartScreen OptionList")
        time.sleep(0.5)

    def _drain(self) -> None:
        while True:
            try:
                self.seen += self.child.read_nonblocking(65536, timeout=None)
            except (pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
                return

    def until(self, ready: Any, seconds: float = 90.0) -> None:
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise AssertionError(f"it never became so; last {self.seen[-300:]!r}")
            time.sleep(0.02)

    def given(self, place: str) -> str:
        try:
            return str(json.loads(self.file.read_text("utf-8")).get(place))
        except (OSError, ValueError):
            return ""

    def at(self, place: str) -> None:
        """Wait until the focus is there: `Ask Entry`, `DeskScreen Editor` …"""
        self.until(lambda: self.given("focus").startswith(place))

    def send(self, data: bytes) -> None:
        self.seen = b""
        while data:
            data = data[os.write(self.child.child_fd, data[:1024]) :]

    def type(self, text: str, size: int, backspace: bytes, style: str) -> None:
        for together in reads(text, size, backspace=backspace, style=style):
            self.send(together)

    def heard(self, place: str, text: str) -> None:
        """Wait until a field gave this text; else show what it gave. A long text takes a loaded machine a while."""
        try:
            self.until(lambda: self.given(place) == text, 15 + WORDS / 2)
        except AssertionError:
            assert self.given(place) == text

    def leave(self, home: str) -> None:
        self.send(ESCAPE)
        self.at(home)

    def clear(self) -> None:
        """Empty the field that has the focus."""
        self.send(b"\x1b[1;2H\x1b[F\x1b[1;2H\x7f")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fields]:
    opened = Fields(tmp_path_factory.mktemp("desk"), "desk")
    yield opened
    opened.child.close(force=True)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fields]:
    opened = Fields(tmp_path_factory.mktemp("start"), "start")
    yield opened
    opened.child.close(force=True)


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
@pytest.mark.parametrize(("place", "key"), [("phrases", F3), ("archive", SHIFT_F6)])
def test_the_search_fields_of_the_side(
    desk: Fields, place: str, key: bytes, size: int, backspace: bytes, style: str
) -> None:
    text = words(WORDS, start=size)
    desk.send(key)
    desk.at(f"DeskScreen Entry {place}")
    desk.clear()
    desk.type(text, size, backspace, style)
    desk.heard(place, text)
    desk.clear()
    desk.leave("DeskScreen Editor")


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_note_of_a_snapshot(desk: Fields, size: int, backspace: bytes, style: str) -> None:
    text = words(WORDS, start=size)
    desk.send(F12)
    desk.at("Ask Entry")
    desk.type(text, size, backspace, style)
    desk.send(ENTER)
    desk.heard("snapshot", text)
    desk.at("DeskScreen")


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_card_of_a_figure(desk: Fields, size: int, backspace: bytes, style: str) -> None:
    text = "9 " + words(WORDS, start=size)
    desk.send(F8)
    desk.until(lambda: "Card" in desk.given("focus"))
    for _step in range(12):  # asks and findings lie between the figures
        if desk.given("focus").startswith("FigureCard"):
            break
        desk.send(F8)
        time.sleep(1.0)
    desk.type(text, size, backspace, style)
    desk.send(ENTER)
    desk.heard("figure", text)
    desk.at("DeskScreen")


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS[:2])
def test_the_reason_of_a_silenced_finding(desk: Fields, size: int, backspace: bytes, style: str) -> None:
    text = words(WORDS, start=size)
    desk.send(SHIFT_F8)
    desk.at("FindingCard")
    desk.send(b"w")
    desk.at("Ask Entry")
    desk.type(text, size, backspace, style)
    desk.send(ENTER)
    desk.heard("waive", text)
    desk.at("DeskScreen")


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
@pytest.mark.parametrize(("place", "key"), [("import", b"i"), ("add", b"+")])
def test_the_paths_on_the_start_screen(
    start: Fields, place: str, key: bytes, size: int, backspace: bytes, style: str
) -> None:
    text = words(WORDS, start=size).replace('"', "").replace("/", "-") + ".docx"
    start.send(key)
    start.at("Ask Entry")
    start.type(text, size, backspace, style)
    start.send(ENTER)
    start.heard(place, text)
    start.at("Reader")
    start.leave("StartScreen")


@pytest.mark.parametrize(("size", "backspace", "style"), WAYS)
def test_the_archive_searches_and_follows_figures(start: Fields, size: int, backspace: bytes, style: str) -> None:
    text = words(WORDS, start=size)
    start.send(b"a")
    start.at("Archive Entry")
    start.type(text, size, backspace, style)
    start.heard("search", text)
    start.send(TAB)
    start.heard("trends", text)
    start.leave("StartScreen")


def test_the_name_of_the_unit(start: Fields) -> None:
    text = words(WORDS)
    start.send(b"n")
    start.at("Choose OptionList")
    start.send(ENTER)
    start.at("Ask Entry")
    start.clear()
    start.type(text, 3, b"\x7f", "telex")
    start.send(ENTER)
    start.at("Choose OptionList")
    time.sleep(0.5)
    start.send(ENTER)
    time.sleep(1)
    start.send(ENTER)
    start.heard("unit", text)


@pytest.mark.parametrize("place", ["snapshot", "phrases", "archive"])
def test_letters_in_the_same_read_as_the_key_that_opens_the_field(desk: Fields, place: str) -> None:
    text = words(12)
    key = {"snapshot": F12, "phrases": F3, "archive": SHIFT_F6}[place]
    before = desk.given("body")
    desk.send(
        key + b"".join(reads(text, 1000, backspace=b"\x7f", style="vni")) + (ENTER if place == "snapshot" else b"")
    )
    desk.heard(place, text)
    if place != "snapshot":
        desk.clear()
        desk.leave("DeskScreen Editor")
    desk.at("DeskScreen")
    assert desk.given("body") == before


@pytest.mark.parametrize("backspace", [b"\x7f", b"\x08"])
def test_undo_in_a_field_takes_a_syllable_then_a_word(desk: Fields, backspace: bytes) -> None:
    desk.send(F3)
    desk.at("DeskScreen Entry phrases")
    desk.clear()
    desk.type("việt được nghĩa", 7, backspace, "telex")
    desk.heard("phrases", "việt được nghĩa")
    desk.send(CTRL_Z)
    desk.heard("phrases", "việt được ")
    desk.send(CTRL_Z)
    desk.heard("phrases", "việt ")
    desk.clear()
    desk.leave("DeskScreen Editor")
