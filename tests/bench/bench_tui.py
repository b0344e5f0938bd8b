"""The terminal UI through a pseudo-terminal: first frame, memory, and key to screen against a bare text area."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1] / "tui" / "bench_program.py"
KEYS = 120


def _run(kind: str) -> tuple[float, int, list[float]]:
    """First frame in seconds, memory in MB, and the delays from a key to the next output, in milliseconds."""
    import pexpect

    log = Path(tempfile.mkdtemp()) / "log"
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    child = pexpect.spawn(sys.executable, [str(PROGRAM), kind, str(log)], dimensions=(45, 160), env=environment)
    last = [0.0]

    def drain() -> None:
        while True:
            try:
                child.read_nonblocking(65536, timeout=None)
                last[0] = time.perf_counter()
            except (pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
                return

    threading.Thread(target=drain, daemon=True).start()
    until = time.monotonic() + 30
    while not log.exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(1.5)
    delays = []
    for index in range(KEYS):
        sent = time.perf_counter()
        os.write(child.child_fd, b"abcdefgh "[index % 9 : index % 9 + 1])
        while last[0] < sent and time.perf_counter() - sent < 1:
            time.sleep(0.0005)
        delays.append((last[0] - sent) * 1000)
        time.sleep(0.03)
    child.close(force=True)
    frame, memory = log.read_text("utf-8").split()
    return float(frame), int(memory), delays


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    out: list[tuple[str, float, str]] = []
    for suffix, words in (("", "200 sections of 1,000 characters"), ("-long", "200,000 characters in one section")):
        frame, memory, ours = _run("desk" + suffix)
        _frame, _memory, bare = _run("bare" + suffix)
        mine, theirs = (statistics.quantiles(each, n=20)[18] for each in (ours, bare))
        out += [
            (f"first frame, {words}", frame, "s"),
            (f"memory, {words}", float(memory), "MB"),
            (f"key to screen, 95th percentile, {words}", mine, "ms"),
            (f"the same, a bare text area, {words}", theirs, "ms"),
        ]
    return out


if __name__ == "__main__":
    for what, figure, unit in rows():
        print(f"{what}: {figure:.2f} {unit}")
