"""The archive at work: filing reports by a script, searching among them, adding one more.

`rows()` gives (name, figure, unit). Reports of ten pages are made from the shipped ones: other numbers and units, more
paragraphs.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from drafter.pipeline.archive import archive_path, search_archive
from drafter.pipeline.filing import add_reports
from drafter.workspace import Workspace

_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_PAGE = 2_300  # characters of an A4 page at 14 pt
_QUERIES = (
    "ngay hoi dai doan ket",
    "hoà giải ở cơ sở",
    '"giám sát" cộng đồng',
    "tuyên tr*",
    "217-QĐ/TW",
    "hộ nghèo",
    "mat tran",
    "quy vi nguoi ngheo",
    "khong co trong bao cao nao",
    "tiếp xúc cử tri",
)


def report(number: int, pages: int = 10) -> str:
    """A made report: every number but labels, dates and symbols drawn anew."""
    source = sorted(_CORPUS.glob("*/*.txt"))
    rng = random.Random(number)
    text = source[number % len(source)].read_text("utf-8")
    text = text.replace("Suối Ngàn", f"Suối {number % 500:03}").replace("SUỐI NGÀN", f"SUỐI {number % 500:03}")
    lines = [_changed(line, rng) if len(line) > 80 else line for line in text.split("\n")]
    long = [index for index, line in enumerate(lines) if len(line) > 150]
    missing = pages * _PAGE - len(text)
    while missing > 0:
        index = rng.choice(long)
        lines[index] += "\n" + (added := _changed(lines[index].split("\n")[0], rng))
        missing -= len(added)
    return "\n".join(lines) + f"\nHồ sơ số {number}.\n"


def _changed(line: str, rng: random.Random) -> str:
    return re.sub(r"(?<= )\d{1,3}(?= [^\W\d])", lambda _: str(rng.randint(2, 999)), line)


def rows(counts: tuple[int, ...] = (100, 300)) -> Iterator[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "ws")
        incoming = Path(folder) / "incoming"
        workspace.root.mkdir()
        incoming.mkdir()
        (incoming / "first.txt").write_text(report(10**6), "utf-8")
        yield "one report into an empty archive", _seconds(workspace, incoming / "first.txt") * 1000, "ms"
        made = 0
        for count in counts:
            batch = incoming / str(count)
            batch.mkdir()
            for number in range(made, count):
                (batch / f"{number}.txt").write_text(report(number), "utf-8")
            spent = _seconds(workspace, batch)
            yield f"reports {made} to {count}, ten pages each", (count - made) / spent, "reports/s"
            made = count
            (incoming / f"more-{count}.txt").write_text(report(10**6 + count), "utf-8")
            yield f"one more report into {count}", _seconds(workspace, incoming / f"more-{count}.txt") * 1000, "ms"
            yield f"the same {count} once more", _seconds(workspace, batch) * 1000, "ms"
            yield f"search in {count}, 95th percentile", _search(workspace), "ms"
        yield "size of the archive", archive_path(workspace).stat().st_size / made / 1024, "KB a report"
        yield "memory at the most", _memory(), "MB"


def _seconds(workspace: Workspace, path: Path) -> float:
    begin = perf_counter()
    outcome = add_reports(workspace, [path], tell=_silent)
    assert not outcome.bad
    return perf_counter() - begin


def _search(workspace: Workspace) -> float:
    search_archive(workspace, _QUERIES[-1], tell=_silent)  # the first one loads the modules
    times: list[float] = []
    for query in _QUERIES * 5:
        begin = perf_counter()
        search_archive(workspace, query, tell=_silent)
        times.append((perf_counter() - begin) * 1000)
    return sorted(times)[int(len(times) * 0.95)]


def _silent(_line: str) -> None:
    pass


def _memory() -> float:
    if sys.platform == "win32":
        return float("nan")
    import resource

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most / 1024 if sys.platform != "darwin" else most / 1024**2
