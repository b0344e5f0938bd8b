"""Times and memory, measured so that other work on the machine disturbs them little."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

Work = Callable[[], Any]


def paired(*works: Work, rounds: int = 5) -> list[float]:
    """The median CPU milliseconds of each work, measured turn by turn after a first round that only warms up."""
    for work in works:
        work()
    times: list[list[float]] = [[] for _work in works]
    for _round in range(rounds):
        for work, taken in zip(works, times, strict=True):
            begun = time.process_time()
            work()
            taken.append((time.process_time() - begun) * 1000)
    return [median(taken) for taken in times]


def once(work: Work) -> float:
    """CPU milliseconds of one run, for what takes long."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def process(program: str, *arguments: str) -> tuple[float, float]:
    """CPU milliseconds and the highest memory (MB) of a fresh interpreter that runs a program."""
    return command([sys.executable, "-c", program, *arguments])


def command(words: Sequence[str], **options: Any) -> tuple[float, float]:
    """CPU milliseconds of a command and of what it started, and the highest memory (MB) of any of them."""
    wrapped = (
        "import resource, subprocess, sys;"
        "ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, ended.returncode)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", wrapped, *words], capture_output=True, text=True, check=True, **options
    )
    seconds, kilobytes, _status = ended.stdout.split()
    return float(seconds) * 1000, float(kilobytes) / 1024


def peak_here() -> float:
    """The highest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
