"""The terminal UI through a pseudo-terminal: first frame, memory, key to screen against a bare text area paired key by
key, and the findings after a pause."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1] / "tui" / "bench_program.py"
KEYS = 150


class Program:
    """One program in a pseudo-terminal of its own."""

    def __init__(self, kind: str) -> None:
        import pexpect

        self._log = Path(tempfile.mkdtemp()) / "log"
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
        self.child = pexpect.spawn(
            sys.executable, [str(PROGRAM), kind, str(self._log)], dimensions=(45, 160), env=environment
        )
        self.last = 0.0
        threading.Thread(target=self._drain, args=(pexpect.EOF, pexpect.TIMEOUT), daemon=True).start()
        until = time.monotonic() + 60
        while not self._log.exists() and time.monotonic() < until:
            time.sleep(0.02)

    def _drain(self, *ends: type[Exception]) -> None:
        while True:
            try:
                self.child.read_nonblocking(65536, timeout=None)
                self.last = time.perf_counter()
            except (*ends, OSError, ValueError):
                return

    def delay(self, key: bytes) -> float:
        """From a key to the next output, in milliseconds."""
        sent = time.perf_counter()
        os.write(self.child.child_fd, key)
        while self.last < sent and time.perf_counter() - sent < 2:
            time.sleep(0.0003)
        return (self.last - sent) * 1000 if self.last > sent else 2000.0

    def end(self) -> tuple[float, int]:
        """First frame in seconds, memory in MB."""
        self.child.close(force=True)
        frame, memory = self._log.read_text("utf-8").split()
        return float(frame), int(memory)


def _pair(suffix: str) -> tuple[float, int, list[float], list[float]]:
    """Frame and memory of ours, and the delays of ours and of the bare text area for the same keys in turn."""
    ours = Program("desk" + suffix)
    bare = Program("bare" + suffix)
    time.sleep(2)
    mine: list[float] = []
    theirs: list[float] = []
    for index in range(KEYS):
        key = b"abcdefgh "[index % 9 : index % 9 + 1]
        for program, delays in ((ours, mine), (bare, theirs)) if index % 2 else ((bare, theirs), (ours, mine)):
            delays.append(program.delay(key))
            time.sleep(0.02)
    bare.end()
    return *ours.end(), mine, theirs


def _findings() -> list[tuple[str, float, str]]:
    """Processor time of a check after one changed paragraph of a real desk, and of what the screen then shows."""
    sys.path.insert(0, str(PROGRAM.parent))
    from bench_program import SECTIONS, section_text

    from drafter.pipeline.desk import open_desk
    from drafter.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        sections = [
            f"## {index}. Mục {index} {{#m{index}}}\n\n{section_text(index)}" for index in range(1, SECTIONS + 1)
        ]
        path.write_text("---\nperiod: 2023-H1\n---\n\n# Báo cáo\n\n" + "\n\n".join(sections) + "\n", "utf-8")
        desk = open_desk(path, Workspace(Path(folder)))
        desk.check()
        checks, views, sections_alone = [], [], []
        for turn in range(7):
            desk.replace_body("m7", desk.body("m7") + f" Thêm {turn + 3} hộ.")
            begun = time.process_time()
            desk.check_section("m7")
            sections_alone.append(time.process_time() - begun)
            begun = time.process_time()
            desk.check()
            checks.append(time.process_time() - begun)
            begun = time.process_time()
            desk.view()
            views.append(time.process_time() - begun)
        desk.close()
    return [
        ("findings of the section at the pause (processor)", statistics.median(sections_alone) * 1000, "ms"),
        ("findings of the whole behind it, 200,000 characters (processor)", statistics.median(checks) * 1000, "ms"),
        ("the view that is then shown (processor)", statistics.median(views) * 1000, "ms"),
    ]


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    out: list[tuple[str, float, str]] = []
    for suffix, words in (("", "200 sections of 1,000 characters"), ("-long", "200,000 characters in one section")):
        frame, memory, ours, bare = _pair(suffix)
        mine, theirs = (statistics.quantiles(each, n=20)[18] for each in (ours, bare))
        out += [
            (f"first frame, {words}", frame, "s"),
            (f"memory, {words}", float(memory), "MB"),
            (f"key to screen, 95th percentile, {words}", mine, "ms"),
            (f"the same, a bare text area, {words}", theirs, "ms"),
            (f"their ratio, {words}", mine / theirs, "×"),
        ]
    return out + _findings()


if __name__ == "__main__":
    for what, figure, unit in rows():
        print(f"{what}: {figure:.2f} {unit}")
