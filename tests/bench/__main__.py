"""The project's speeds: `python -m tests.bench [AREA …]` prints one table of every bar; `--details NAME …` what the
benchmarks of one room say (`bench_NAME.py`), with more figures and without bars; `archive --reports 10000` files so many made
reports of ten pages (needs some minutes and 100 KB of disk a report); `archive --curve --reports 100000` shows what one more
and a search cost as the archive grows.

Figures are of this machine at this moment: compare within one run. Exit status 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.bars import AREAS, Row

_SHOWN = ("python-docx", "pdfplumber", "pypdfium2", "spacy", "rapidfuzz", "textual")
_PEERS = ("docx2python", "markitdown", "pymupdf", "dateparser", "proselint")


def main(arguments: list[str]) -> int:
    here = Path(__file__).parent
    details = [path.stem.removeprefix("bench_") for path in sorted(here.glob("bench_*.py"))]
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("areas", nargs="*", help=", ".join(AREAS))
    parser.add_argument("--details", nargs="+", choices=details)
    parser.add_argument("--reports", type=int, metavar="N", help="how many reports to file, with the area archive")
    parser.add_argument("--curve", action="store_true", help="from 100 reports to so many, with the area archive")
    parser.add_argument("--rows", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.areas == ["archive"]:
        return _archive(given.reports or 2_000, given.curve)
    if given.rows:
        for row in AREAS[given.rows]():
            print(_line(row), flush=True)
        return 0
    if unknown := [area for area in given.areas if area not in AREAS]:
        parser.error(f"no area {unknown[0]}; there are {', '.join(AREAS)}")
    print(f"{platform.machine()} · {os.cpu_count()} cores · {platform.system()} · Python {platform.python_version()}")
    print(" · ".join(filter(None, map(_version, (*_SHOWN, *_PEERS)))))
    if given.details:
        _details(given.details)
        return 0
    return _table(given.areas or list(AREAS))


def _archive(reports: int, curve: bool) -> int:
    """The archive's bars at their full size, each line as it is measured."""
    from tests.bench import archive_curve, bench_archive
    from tests.bench.bars import archive_row

    missed = 0
    measured = archive_curve.rows(reports) if curve else bench_archive.rows((reports,))
    for one in measured:
        row = Row("reuse", *one) if curve else archive_row(*one)
        print(_line(row), flush=True)
        missed += row.met is False
    return 1 if missed else 0


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def _table(areas: list[str]) -> int:
    """Each area in a process of its own: what one holds in memory is not counted for the next."""
    missed = 0
    print(f"\n{'area':10} {'what':52} {'measured':>12}  {'bar':>12} {'':6} beside", flush=True)
    for area in areas:
        with subprocess.Popen([sys.executable, "-m", "tests.bench", "--rows", area], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for line in process.stdout:
                print(line.decode("utf-8"), end="", flush=True)
                missed += b" MISSED" in line
        if process.returncode:
            return process.returncode
    print(f"\n{missed} bars missed")
    return 1 if missed else 0


def _line(row: Row) -> str:
    sign = "≥" if row.least else "≤"
    bar = "" if row.bar is None else f"{sign} {row.bar:g}{' ×' if row.times else ' ' + row.unit}"
    said = {True: "met", False: "MISSED", None: ""}[row.met]
    peers = ", ".join(
        f"{name} {_number(figure)} ({row.measured / figure:.2f} ×)" for name, figure in row.peers if figure
    )
    return f"{row.area:10} {row.what:52} {_number(row.measured):>8} {row.unit:4} {bar:>12} {said:6} {peers}".rstrip()


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:,.2f}"


def _details(names: list[str]) -> None:
    for name in names:
        print(f"\n{name}")
        for row in importlib.import_module(f"tests.bench.bench_{name}").rows():
            what, *figures = row if isinstance(row, tuple) else (str(row),)
            said = "  ".join(f"{figure:,.3f}" if isinstance(figure, float) else str(figure) for figure in figures)
            print(f"  {what:56} {said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
