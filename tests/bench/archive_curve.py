"""The archive from 100 to 100,000 reports: what one more costs, and a search, as it grows.

To read 100,000 reports takes hours; here only the reports that are timed are read. The rest is filled in with the sheaves of
reports read once, each under another number, unit and period and with other figures, so that the tables and the index of words
grow as they would.
"""

from __future__ import annotations

import dataclasses
import random
import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from drafter.pipeline.archive import archive_path
from drafter.pipeline.filing import add_reports
from drafter.workspace import Workspace
from tests.bench.bench_archive import _search, _silent, report

if TYPE_CHECKING:
    from drafter.archive import Sheaf

_READ = 60
_BATCH = 100  # reports of one transaction, and of one timed batch
_PERIODS = ("", "-H1", "-9M", "-Q1", "-Q2", "-Q3", "-Q4")


def rows(most: int = 100_000) -> Iterator[tuple[str, float, str]]:
    """(what, figure, unit) at each power of ten up to `most`."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "ws")
        workspace.root.mkdir()
        patterns = _read(Path(folder))
        filled = 0
        for count in _counts(most):
            _fill(workspace, patterns, filled, count)
            filled = count + _BATCH
            batch, singles = Path(folder) / f"batch-{count}", Path(folder) / f"one-{count}"
            _write(batch, range(10**7 + count, 10**7 + count + _BATCH))
            _write(singles, range(10**8 + count, 10**8 + count + 7))
            yield f"archive of {count:,}: {_BATCH} more, all cores", _BATCH / _add(workspace, batch), "reports/s"
            ones = [_add(workspace, file) * 1000 for file in sorted(singles.iterdir())]
            yield f"archive of {count:,}: one more", median(ones), "ms"
            yield f"archive of {count:,}: search, 95th percentile", _search(workspace), "ms"
            yield f"archive of {count:,}: size", archive_path(workspace).stat().st_size / count / 1024, "KB a report"


def _counts(most: int) -> Iterator[int]:
    count = 100
    while count < most:
        yield count
        count *= 10
    yield most


def _read(folder: Path) -> list[Sheaf]:
    from drafter.pipeline.side_by_side import Paper, read_sheaf

    patterns = []
    for file in _write(folder / "patterns", range(_READ)):
        sheaf = read_sheaf(Paper(file), {})
        assert not isinstance(sheaf, str)
        patterns.append(sheaf)
    return patterns


def _write(folder: Path, numbers: range) -> list[Path]:
    folder.mkdir()
    files = [folder / f"{number}.txt" for number in numbers]
    for file, number in zip(files, numbers, strict=True):
        file.write_text(report(number), "utf-8")
    return files


def _add(workspace: Workspace, path: Path) -> float:
    begin = perf_counter()
    assert not add_reports(workspace, [path], tell=_silent).bad
    return perf_counter() - begin


def _fill(workspace: Workspace, patterns: list[Sheaf], first: int, last: int) -> None:
    from drafter.archive import Archive

    with Archive.open(archive_path(workspace)) as archive:
        for begin in range(first, last, _BATCH):
            with archive.transaction():
                for number in range(begin, min(begin + _BATCH, last)):
                    sheaf = _another(patterns[number % len(patterns)], number)
                    name = f"filled/{number}.txt"
                    archive.put(sheaf, path=name, hash=name, size=len(sheaf.text), modified=number, linked=True)


def _another(sheaf: Sheaf, number: int) -> Sheaf:
    """The same report of another unit and period with other figures."""
    rng = random.Random(number)

    def drawn(text: str) -> str:
        return re.sub(r"\b\d{2,3}\b", lambda _: str(rng.randint(2, 999)), text)

    return dataclasses.replace(
        sheaf,
        unit=f"{sheaf.unit or 'xã'} {number % 3321}",
        period=f"{2000 + number // 3321 % 25}{rng.choice(_PERIODS)}",
        text=zlib.compress(drawn(zlib.decompress(sheaf.text).decode("utf-8")).encode("utf-8")),
        words=tuple((title, drawn(body), place) for title, body, place in sheaf.words),
    )
