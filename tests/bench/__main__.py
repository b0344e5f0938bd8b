"""Every benchmark of the project as one table: `python -m tests.bench [NAME …]`.

Each `bench_*.py` beside this file has `rows()`; a row is a name and its figures. Figures are of this machine at this moment:
compare within one run.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

_SHOWN = ("python-docx", "pdfplumber", "pypdfium2", "spacy", "rapidfuzz", "textual")


def main(names: list[str]) -> int:
    here = Path(__file__).parent
    modules = sorted(path.stem for path in here.glob("bench_*.py"))
    wanted = [module for module in modules if not names or module.removeprefix("bench_") in names]
    print(f"{platform.machine()} · {os.cpu_count()} cores · {platform.system()} · Python {platform.python_version()}")
    print(" · ".join(f"{package} {version(package)}" for package in _SHOWN))
    for module in wanted:
        print(f"\n{module.removeprefix('bench_')}")
        for row in importlib.import_module(f"tests.bench.{module}").rows():
            name, *figures = row if isinstance(row, tuple) else (str(row),)
            said = "  ".join(f"{figure:,.3f}" if isinstance(figure, float) else str(figure) for figure in figures)
            print(f"  {name:56} {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
