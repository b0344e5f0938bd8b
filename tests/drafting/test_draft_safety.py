"""Locks, journals, snapshots and backups."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import drafting
from drafter.drafting.journal import difference, journal_path
from drafter.drafting.lock import lock_path
from drafter.errors import LockedError, WriteError


def _lock_by(draft: Path, **values: object) -> None:
    holder = {"host": socket.gethostname(), "user": "ba", "pid": os.getpid(), "time": "2022-06-01T08:00:00+07:00"}
    lock_path(draft).write_text(json.dumps(holder | values), "utf-8")


def test_a_lock_names_its_holder(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    held = drafting.lock(draft)
    with pytest.raises(LockedError, match=str(os.getpid())):
        drafting.lock(draft)
    assert drafting.read_holder(draft) == held.holder
    held.release()
    held.release()
    assert drafting.read_holder(draft) is None
    drafting.lock(draft).release()


def test_a_dead_holder_is_recognised(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    _lock_by(draft, pid=dead.pid)
    assert drafting.read_holder(draft) is None
    drafting.lock(draft).release()
    _lock_by(draft, host="may-khac", time="2020-01-01T00:00:00+07:00")
    drafting.lock(draft).release()


def test_a_lock_that_the_full_disk_did_not_take_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_names: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    draft = tmp_path / "a.md"
    with monkeypatch.context() as patched:
        patched.setattr(json, "dump", full)
        with pytest.raises(WriteError, match="đĩa đã đầy"):
            drafting.lock(draft)
    drafting.lock(draft).release()


def test_another_machine_that_opened_it_now_is_respected(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    draft = tmp_path / "a.md"
    _lock_by(draft, host="may-khac", time=datetime.now(UTC).isoformat())
    with pytest.raises(LockedError, match="may-khac"):
        drafting.lock(draft)
    stolen = drafting.lock(draft, steal=True)
    assert drafting.read_holder(draft) == stolen.holder


@given(st.text("ab\U0001f600", max_size=8), st.text("ab\U0001f600", max_size=8))
def test_one_replaced_stretch_makes_the_new_text(old: str, new: str) -> None:
    start, end, words = difference(old, new)
    assert old[:start] + words + old[end:] == new


def test_what_was_typed_comes_back(tmp_path: Path) -> None:
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    journal = drafting.Journal(draft, state, "một\n")
    for text in ("một hai\n", "một hai ba\n", "hai ba bốn\n"):
        journal.record(text)
        journal.flush()
    recovery = drafting.recover(draft, state, "một\n")
    assert recovery is not None
    assert (recovery.text, recovery.file_changed) == ("hai ba bốn\n", False)
    changed = drafting.recover(draft, state, "khác\n")
    assert changed is not None and changed.file_changed
    journal.saved("hai ba bốn\n")
    assert drafting.recover(draft, state, "hai ba bốn\n") is None
    journal.close()
    assert not journal_path(draft, state).exists()


def test_the_journal_writes_by_itself_within_two_seconds(tmp_path: Path) -> None:
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    journal = drafting.Journal(draft, state, "")
    journal.record("chữ")
    deadline = time.monotonic() + 2
    while drafting.recover(draft, state, "") is None and time.monotonic() < deadline:
        time.sleep(0.02)
    recovery = drafting.recover(draft, state, "")
    journal.close(keep=True)
    assert recovery is not None and recovery.text == "chữ"


@pytest.mark.parametrize("broken", [b"", b"0", b'ffffffff {"text": "x"}\n', b"\x00\xff garbage\n"])
def test_a_torn_journal_gives_what_is_whole(tmp_path: Path, broken: bytes) -> None:
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    journal = drafting.Journal(draft, state, "một")
    journal.record("một hai")
    journal.flush()
    journal.close(keep=True)
    with journal_path(draft, state).open("ab") as file:
        file.write(broken)
    recovery = drafting.recover(draft, state, "một")
    assert recovery is not None and recovery.text == "một hai"


def test_a_killed_process_loses_nothing_that_was_flushed(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from drafter.drafting import Journal\n"
        "j = Journal(Path(sys.argv[1]), Path(sys.argv[2]), 'a')\n"
        "j.record('ab'); j.flush(); os._exit(9)"
    )
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    subprocess.run([sys.executable, "-c", code, str(draft), str(state)], check=False, timeout=20)
    recovery = drafting.recover(draft, state, "a")
    assert recovery is not None and recovery.text == "ab"


def test_snapshots(tmp_path: Path) -> None:
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    drafting.keep(draft, state, "một", "trước khi lăn kỳ")
    drafting.keep(draft, state, "hai")
    drafting.keep(draft, state, "hai")
    found = drafting.snapshots(draft, state)
    assert [drafting.restore(one) for one in found] == ["hai", "một"]
    assert found[1].note == "trước khi lăn kỳ"


def test_backups_hold_the_draft_and_what_lies_beside_it(tmp_path: Path) -> None:
    draft, state = tmp_path / "a.md", tmp_path / ".drafter"
    assert drafting.backup(draft, state, "roll") is None
    draft.write_text("một", "utf-8")
    (tmp_path / "a.drafter.yaml").write_text("states: {}\n", "utf-8")
    for _ in range(4):
        made = drafting.backup(draft, state, "roll", kept=3)
    assert made is not None
    assert len(drafting.backups(draft, state)) == 3
    with zipfile.ZipFile(made) as archive:
        assert sorted(archive.namelist()) == ["a.drafter.yaml", "a.md"]


def test_a_process_killed_while_saving_leaves_a_whole_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from drafter import drafting\n"
        "path = Path(sys.argv[1])\n"
        "while True:\n"
        "    for letter in 'ab':\n"
        "        drafting.save(path, letter * 200_000)\n"
        "        print(letter, flush=True)\n"
    )
    draft = tmp_path / "a.md"
    with subprocess.Popen([sys.executable, "-c", code, str(draft)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.kill()
    assert draft.read_text("utf-8") in ("a" * 200_000, "b" * 200_000)


def test_a_journal_that_broke_off_on_a_full_disk_is_whole_again_with_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, state = tmp_path / "moi.md", tmp_path / ".drafter"
    journal = drafting.Journal(draft, state, "một")
    journal.record("một hai")
    journal.flush()
    with monkeypatch.context() as full:

        def half(self: Any, _entry: Any, _text: str) -> None:
            self._file.write(b"0123")
            self._file.flush()
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(drafting.Journal, "_append", half)
        journal.record("một hai ba")
        journal.flush()
        assert journal.failure is not None
        kept = drafting.recover(draft, state, "một")
        assert kept is not None
        assert kept.text == "một hai"
    journal.record("một hai ba bốn")
    journal.flush()
    assert journal.failure is None
    found = drafting.recover(draft, state, "một")
    assert found is not None
    assert found.text == "một hai ba bốn"
    journal.close()
