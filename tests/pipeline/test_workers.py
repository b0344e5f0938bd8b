"""Side by side: every item once, a lost process or worker told or made good, memory flat."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.errors import ClusterError
from drafter.pipeline import workers
from drafter.pipeline.filing import add_reports
from drafter.pipeline.workers import Crew, Lost, each
from drafter.workspace import Workspace, load_settings

HERE = Path(__file__)


def _square(number: int) -> int:
    return number * number


def _fall_at_seven(number: int) -> int:
    if number == 7:
        os._exit(9)
    return number


def _fail(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("crew", [Crew(1), Crew(2)])
def test_every_item_comes_back_once(crew: Crew) -> None:
    assert sorted(each(_square, range(30), crew)) == [(number, number * number) for number in range(30)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = each(_square, items(), Crew(2))
    next(results)
    assert len(taken) < 30
    results.close()  # type: ignore[attr-defined]


def test_an_item_that_brings_its_process_down_is_told_and_the_others_stand() -> None:
    results = dict(each(_fall_at_seven, range(20), Crew(2)))
    assert results == {number: Lost() if number == 7 else number for number in range(20)}


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(ValueError, match=r"\d"):
        list(each(_fail, range(20), Crew(2)))


# A cluster
def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9"):
        list(each(_square, [1], Crew(scheduler="tcp://127.0.0.1:9")))


def _started(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[2]), str(HERE.parent)])}
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=environment,
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and two workers of one process each, on this machine alone."""
    scheduler = _started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    address = ""
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if found := re.search(r"tcp://127\.0\.0\.1:\d+", line):
            address = found[0]
            break
    options = ("--no-dashboard", "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")
    workers = [
        _started("dask_worker", address, *options, "--local-directory", str(tmp_path / str(number)))
        for number in range(2)
    ]
    try:
        _wait_for_workers(address, 2)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
            assert process.stderr is not None
            process.stderr.close()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_a_lost_workers_files_are_read_by_another(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, workers = cluster
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    for number in range(60):
        (incoming / f"bc-{number:02}.txt").write_text(_report(number), "utf-8")
    (incoming / "hong.docx").write_bytes(b"no zip at all")
    (tmp_path / "drafter.toml").write_text("", "utf-8")
    workspace = Workspace(tmp_path, load_settings(tmp_path / "drafter.toml"))

    def kill_one(done: int, _all: int) -> None:
        if done == 10:
            workers[0].send_signal(signal.SIGKILL)
            time.sleep(0.2)

    outcome = add_reports(workspace, [incoming], tell=print, progress=kill_one, scheduler=address)
    assert workers[0].wait(10) != 0
    assert len(outcome.added) == 60
    assert [Path(path).name for path in outcome.bad] == ["hong.docx"]


def _report(number: int) -> str:
    people = "\n".join(
        f"- Thôn {thon} có {number + thon} hộ nghèo, {number + 2 * thon} hộ cận nghèo." for thon in range(1, 40)
    )
    return (
        f"ỦY BAN NHÂN DÂN XÃ SỐ {number}\nBÁO CÁO\nKết quả công tác giảm nghèo năm 2024\n\nI. KẾT QUẢ\n{people}\n"
        "II. NHIỆM VỤ\nTiếp tục rà soát hộ nghèo.\n"
    )
