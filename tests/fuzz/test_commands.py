"""A few hundredths of `python -m tests.fuzz.commands`, and that its judge sees what is wrong."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.fuzz.commands import Job, Worker, _judged, change, jobs, office
from tests.fuzz.slots import DRAFT, SLOTS

LIGHT = tuple(slot for slot in SLOTS if slot.name != "document")


@pytest.fixture(scope="module")
def small() -> Iterator[tuple[Path, Worker]]:
    with office() as folder:
        worker = Worker(folder)
        yield folder, worker
        worker.close()


@pytest.mark.parametrize("slot", LIGHT, ids=lambda slot: slot.name)
def test_spoiled_files_end_well(small: tuple[Path, Worker], slot: object) -> None:
    folder, worker = small
    for job in islice(jobs(folder, 11, [slot]), 2):  # type: ignore[list-item]
        result, _seconds = worker.do(job)
        assert not result.startswith("!"), f"{job}: {result}"


def test_documents_of_the_corpus_end_well(small: tuple[Path, Worker]) -> None:
    folder, worker = small
    for job in islice(jobs(folder, 12, SLOTS[:1]), 8):
        result, _seconds = worker.do(job)
        assert not result.startswith("!"), f"{job}: {result}"


def _job(call: str, content: bytes, path: str = DRAFT, writes: tuple[str, ...] = ()) -> Job:
    return Job(0, "draft", call, path, content, writes)


def test_a_changed_input_and_a_file_outside_are_faults(small: tuple[Path, Worker], tmp_path: Path) -> None:
    folder, worker = small
    draft = (folder / DRAFT).read_bytes()
    moved, _seconds = worker.do(_job("assemble drafts/moi.md -o ra.docx", draft))
    assert moved.startswith("!changed what it only reads: ra.docx")
    left, _seconds = worker.do(_job(f"assemble drafts/moi.md -o {tmp_path}/ra.docx", draft))
    assert left.startswith("!outside the office")


@pytest.mark.parametrize(
    ("status", "said", "fault"),
    [
        (3, "drafter: a defect of Drafter: KeyError", "!status 3"),
        (2, "", "!status 2 without a word"),
        (0, "Traceback (most recent call last):", "!a traceback"),
        (2, "drafter: a.md: is empty\n", "status 2"),
        (1, "", "status 1"),
    ],
)
def test_the_judge(status: int, said: str, fault: str) -> None:
    assert _judged(_job("check FILE", b""), status, said, "", set(), []).startswith(fault)


def test_the_same_seed_makes_the_same_files(small: tuple[Path, Worker]) -> None:
    folder, _worker = small
    first, again = (list(islice(jobs(folder, 5, LIGHT), 40)) for _ in range(2))
    assert first == again
    assert len({job.content for job in first}) > 30


def test_a_package_is_changed_in_its_parts(small: tuple[Path, Worker]) -> None:
    import random
    import zipfile

    folder, _worker = small
    frame = (folder / "khung.docx").read_bytes()
    dice = random.Random(3)
    opened = 0
    for _ in range(10):
        changed = change(frame, "khung.docx", dice)
        assert changed != frame or os.name == "nt"
        opened += zipfile.is_zipfile(io.BytesIO(changed))
    assert opened >= 5
