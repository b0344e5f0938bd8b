"""Runs what README and TOUR say and writes what it prints into them: `python -m tests.tools.tour [--check] [FILE …]`.

In a block marked `console` every line that begins with `$ ` is run, in order, in a fresh demo workspace, and what is printed
stands below it; `head=N` in the mark keeps the first N lines of each, `width=N` the first N characters of a line. A block
marked `diff PATH` is done to that file: what stands behind `-` must be in it once and becomes what stands behind `+`.
`drafter`, `cd` and `export` are all it knows.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from drafter import messages
from drafter.cli.start import run
from drafter.errors import EXIT_DEFECT
from drafter.pipeline.demo import make_demo

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("README.md", "README.vi.md", "TOUR.md", "TOUR.vi.md")
_BLOCK = re.compile(r"^```(?P<kind>console|diff)(?P<mark>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_CUTS = ("head", "width")
_ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1"}


def rewritten(paper: str) -> str:
    """The paper with its blocks as they print today. Raises ValueError where a `diff` does not fit its file,
    RuntimeError where a command meets a defect.
    """
    with _fresh_workspace("vi" if ".vi." in paper else "en"):
        return _BLOCK.sub(lambda block: _done(block), (ROOT / paper).read_text("utf-8"))


def commands(paper: str) -> list[str]:
    """The commands of a paper, in order."""
    blocks = _BLOCK.finditer((ROOT / paper).read_text("utf-8"))
    return [line for block in blocks if block["kind"] == "console" for line in _commands(block["body"])]


def _commands(body: str) -> list[str]:
    return [line[2:] for line in body.split("\n") if line.startswith("$ ")]


@contextlib.contextmanager
def _fresh_workspace(language: str) -> Iterator[None]:
    """The folder in which `drafter demo` was called, with nothing else in it."""
    before, environment, spoken = Path.cwd(), dict(os.environ), messages.language()
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.environ.update(_ENVIRONMENT, DRAFTER_LANG=language)
            messages.set_language(language)
            make_demo(Path(folder))
            os.chdir(folder)
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)
            messages.set_language(spoken)


def _done(block: re.Match[str]) -> str:
    if block["kind"] == "diff":
        _mend(Path(block["mark"].strip()), block["body"])
        return block[0]
    head, width = (int(found[1]) if (found := re.search(rf"{wish}=(\d+)", block["mark"])) else None for wish in _CUTS)
    lines: list[str] = []
    for command in _commands(block["body"]):
        said = [
            line if width is None or len(line) <= width else f"{line[:width].rstrip()} …" for line in _said(command)
        ]
        if head is not None and len(said) > head:
            said = [*said[:head], "…"]
        lines += [f"$ {command}", *said]
    return f"```console{block['mark']}\n" + "\n".join(lines) + "\n```"


def _said(command: str) -> list[str]:
    """What a command prints on both streams, line by line."""
    name, *words = shlex.split(command)
    if name == "cd":
        os.chdir(words[0])
        return []
    if name == "export":
        os.environ.update([words[0].split("=", 1)])
        return []
    if name != "drafter":
        raise ValueError(f"not a command of the tour: {command}")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = run(words)
    if status == EXIT_DEFECT:
        raise RuntimeError(f"{command}: {out.getvalue()}")
    return [line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")] if out.getvalue().strip() else []


def _mend(path: Path, body: str) -> None:
    text = path.read_text("utf-8")
    old, new = (
        "\n".join(line[1:] for line in body.split("\n") if line.startswith(sign) and not line.startswith(sign * 3))
        for sign in "-+"
    )
    if text.count(old) != 1:
        raise ValueError(f"{path}: {text.count(old)} times: {old}")
    path.write_text(text.replace(old, new), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a paper is out of date")
    parser.add_argument("papers", nargs="*", metavar="FILE")
    wishes = parser.parse_args(arguments)
    stale = 0
    for paper in wishes.papers or PAPERS:
        text = rewritten(paper)
        if text == (ROOT / paper).read_text("utf-8"):
            continue
        stale += 1
        print(f"{paper}: {'out of date' if wishes.check else 'written'}")
        if not wishes.check:
            (ROOT / paper).write_text(text, "utf-8")
    return 1 if wishes.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
