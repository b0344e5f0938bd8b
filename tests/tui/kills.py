"""Kill the program while somebody types, open the draft again, and see what is left."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

DRAFT = """---
outline: thu
period: 2023-H1
unit: MTTQ xã Đồng Mây
---

# Báo cáo thử

## I. Tình hình {#tinh-hinh}

Mở đầu.
"""
ALLOWED = 2.0  # seconds of typing that a kill may cost


@dataclass(frozen=True, slots=True)
class Outcome:
    """`lost` seconds of typing, `typed` words; `whole`: the file could be read and its end was not cut."""

    lost: float
    typed: int
    whole: bool


def kill_once(folder: Path, chance: random.Random) -> Outcome:
    import pexpect

    draft = folder / "bao-cao.md"
    draft.write_text(DRAFT, "utf-8")
    for old in folder.glob("**/.drafter/**/*"):
        if old.is_file():
            old.unlink()
    environment = {**os.environ, "TERM": "xterm-256color", "DRAFTER_LANG": "vi", "PYTHONUTF8": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "drafter.cli.start", "draft", str(draft)],
        dimensions=(24, 80),
        env=environment,
        cwd=str(folder),
    )
    seen = [b""]

    def drain() -> None:
        while True:
            try:
                seen[0] += child.read_nonblocking(65536, timeout=None)
            except (pexpect.EOF, pexpect.TIMEOUT, OSError, ValueError):
                return

    threading.Thread(target=drain, daemon=True).start()
    until = time.monotonic() + 30
    while b"F8" not in seen[0]:
        if time.monotonic() > until:
            raise AssertionError(f"the desk never opened: {seen[0][-500:]!r}")
        time.sleep(0.02)
    os.write(child.child_fd, b"\x1b[1;5F ")
    times: list[float] = []
    end = time.monotonic() + chance.uniform(0.3, 4.5)
    while time.monotonic() < end:
        os.write(child.child_fd, f"t{len(times):04d} ".encode())
        times.append(time.monotonic())
        if chance.random() < 0.06:
            os.write(child.child_fd, b"\x13")
        time.sleep(0.04)
    child.kill(signal.SIGKILL)
    killed = time.monotonic()
    child.close(force=True)
    return _look(draft, times, killed)


def _look(draft: Path, times: list[float], killed: float) -> Outcome:
    from drafter.model.desk import RecoveryChoice
    from drafter.pipeline.desk import open_desk
    from drafter.workspace import find_workspace

    text = draft.read_text("utf-8")
    whole = text.startswith("---\noutline: thu") and "{#tinh-hinh}" in text and text.endswith("\n")
    desk = open_desk(draft, find_workspace(draft.parent))
    if desk.recovery():
        desk.recover(RecoveryChoice.KEEP)
    body = desk.body("tinh-hinh")
    desk.close()
    kept = {int(number) for number in re.findall(r"t(\d{4})", body)}
    missing = [when for number, when in enumerate(times) if number not in kept]
    return Outcome(killed - missing[0] if missing else 0.0, len(times), whole and body.startswith("Mở đầu."))


def rows(count: int = 50) -> list[tuple[str, float, str]]:
    """For the table of the benchmark: the worst of `count` kills."""
    import tempfile

    chance = random.Random(2023)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [kill_once(Path(folder), chance) for _kill in range(count)]
    return [
        (f"typing lost, the worst of {count} kills", max(outcome.lost for outcome in outcomes), "s"),
        (f"broken files after {count} kills", float(sum(not outcome.whole for outcome in outcomes)), ""),
    ]


if __name__ == "__main__":
    for what, figure, unit in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 50):
        print(f"{what}: {figure:.2f} {unit}")
