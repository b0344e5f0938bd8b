"""A file is written whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.errors import OutputExistsError, WriteError
from drafter.files import write_atomically


def test_text_is_written_as_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    target = tmp_path / "bản thảo.md"
    write_atomically(target, "một\nhai\n")
    assert target.read_bytes() == "một\nhai\n".encode()


def test_an_existing_file_is_left_alone_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("cũ")
    with pytest.raises(OutputExistsError):
        write_atomically(target, "mới", overwrite=False)
    assert target.read_text() == "cũ"


def test_a_failing_rename_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    target.write_text("cũ")

    def fail(self: Path, other: object) -> None:
        raise PermissionError(13, "open in Word")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(WriteError):
        write_atomically(target, "mới")
    assert target.read_text() == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    target.write_text("cũ")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="đĩa đã đầy"):
        write_atomically(target, "mới")
    assert target.read_text() == "cũ"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_comes_piece_by_piece_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_atomically(target, (piece for piece in ("[", "“một”", "]")))
    assert target.read_text("utf-8") == "[“một”]"

    def stopped() -> Iterator[str]:
        yield "["
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, stopped())
    assert target.read_text("utf-8") == "[“một”]"
    assert len(list(tmp_path.iterdir())) == 1
