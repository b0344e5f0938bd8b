"""A few of the trials of `python -m tests.hardening`, and that its judge sees what is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.hardening.faults import FAULTS, _refusal, by_name, losses, snapshot
from tests.hardening.office import build


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("office") / "vp")


@pytest.mark.parametrize(
    ("fault", "command"),
    [
        ("kill", "new --force"),
        ("kill", "confirm"),
        ("kill", "assemble"),
        ("kill", "corpus add"),
        ("clock", "corpus add"),
        ("clock", "confirm"),
        ("two-at-once", "confirm"),
        ("two-at-once", "corpus add"),
    ],
)
def test_nothing_is_lost(office: Path, fault: str, command: str) -> None:
    tally = FAULTS[fault][0](office, by_name(command), 2, random.Random(7))
    assert tally.tried == 2
    assert tally.losses == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bao-cao.docx", lambda old: old[: len(old) // 2], "BadZipFile"),
        ("drafts/moi.md", lambda old: old[: len(old) // 2], "sections are missing"),
        ("drafts/moi.md", lambda _old: None, "is gone"),
        ("drafts/moi.drafter.yaml", lambda _old: b"schema: [", "Error"),
        ("de-cuong.txt", lambda _old: b"", "empty"),
    ],
)
def test_the_judge_sees_a_loss(office: Path, tmp_path: Path, name: str, content: object, told: str) -> None:
    folder = tmp_path / "vp"
    shutil.copytree(office, folder)
    before = snapshot(folder)
    assert list(losses(before, folder)) == []
    spoiled = content((folder / name).read_bytes())  # type: ignore[operator]
    if spoiled is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(spoiled)
    (loss,) = losses(before, folder)
    assert told in loss


@pytest.mark.parametrize(
    ("code", "said", "fine"),
    [
        (0, "", True),
        (2, "drafter: moi.md: cannot be written (the disk is full)\n", True),
        (2, "", False),
        (3, "drafter: a defect of Drafter: KeyError\n", False),
        (1, "", True),
    ],
)
def test_a_refusal_is_one_clear_line(code: int, said: str, fine: bool) -> None:
    assert (_refusal(subprocess.CompletedProcess([], code, "", said)) is None) is fine
