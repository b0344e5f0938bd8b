"""What the README says is true: its commands and options exist, its two set-up lines are the ones the build runs."""

import importlib
import re
import shlex
from pathlib import Path

import click
import pytest

from drafter.cli.start import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("README.md", "README.vi.md", "TOUR.md", "TOUR.vi.md", "CONTRIBUTING.md")


def said_commands() -> list[tuple[str, str]]:
    found = []
    for name in PAPERS:
        text = (ROOT / name).read_text("utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL):
            found += [(name, line) for line in block.splitlines() if line.startswith("drafter ")]
        found += [(name, code) for code in re.findall(r"`(drafter [^`]+)`", text)]
    return found


@pytest.mark.parametrize(("paper", "line"), said_commands())
def test_every_command_that_is_written_down_exists(paper: str, line: str) -> None:
    words = [word for word in shlex.split(line.replace("…", "x"))[1:] if word not in ("--lang", "en", "vi")]
    if not words or words == ["x"]:
        return
    command = importlib.import_module(f"drafter.cli.{COMMANDS[words[0]][0]}").command
    rest = words[1:]
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in rest if word.startswith("-") and word not in known] == []


def test_the_set_up_is_one_line_for_the_main_job_and_one_for_the_tests() -> None:
    lines = [
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("python3 -m venv")
    ]
    assert len(lines) == 2
    assert lines[0].endswith("drafter demo")
    assert lines[1].endswith("python -m pytest")
    assert "grep -E '^python3 -m venv ' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_top_level_holds_what_it_may() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not in a git checkout")
    top = {name.split("/", 1)[0] for name in listed.stdout.splitlines()}
    assert {name for name in top if (ROOT / name).is_dir() and not name.startswith(".")} == {
        "drafter",
        "outlines",
        "phrasebank",
        "corpus",
        "tests",
    }
