"""`drafter check` over many files, on all cores: what a report costs in a folder of a hundred and of many hundreds."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.bench_archive import report
from tests.bench.measuring import command


def rows(counts: tuple[int, ...] = (100, 400)) -> Iterator[tuple[str, float, str]]:
    """(what, figure, unit); the time is wall clock, with the start of the program in it."""
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            folder = Path(place) / str(count)
            folder.mkdir()
            for number in range(count):
                (folder / f"{number}.txt").write_text(report(number), "utf-8")
            begin = perf_counter()
            _cpu, memory = command(
                [
                    sys.executable,
                    "-m",
                    "drafter.cli.start",
                    "check",
                    str(folder),
                    "--format",
                    "json",
                    "--fail-on",
                    "never",
                ]
            )
            yield f"check of {count} reports, one report", (perf_counter() - begin) * 1000 / count, "ms"
            yield f"check of {count} reports, memory of any process", memory, "MB"
