"""Spoiled files end in a document or in one clear line; what cannot be read says why."""

import time
from pathlib import Path

import pytest

from drafter.errors import DrafterError, LimitError, UnreadableFileError
from drafter.reading import Limits, read, read_bytes
from tests.fuzz.reading import mutations, outcome, unpacked
from tests.fuzz.spoiled import docx, paragraph, pdf, samples, show, spoiled, table

NEED_OFFICE = (".rtf", ".doc", ".odt")
FILES = {name: data for name, data in spoiled().items() if not name.endswith(NEED_OFFICE)}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_spoiled_file_ends_well(name: str) -> None:
    begun = time.monotonic()
    assert not outcome(FILES[name], name).startswith("!")
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("name", [name for name in samples() if not name.endswith(NEED_OFFICE)])
def test_mutated_files_end_well(name: str) -> None:
    data = samples()[name]
    streams = [mutations(data, 25, 7), unpacked(data, 25, 7)] if name.endswith(".docx") else [mutations(data, 25, 7)]
    for stream in streams:
        for number, changed in enumerate(stream):
            assert not outcome(changed, name).startswith("!"), number


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.docx", "rỗng"),
        ("encrypted.docx", "mật khẩu"),
        ("encrypted.pdf", "mật khẩu"),
        ("bomb.docx", "--limit ratio="),
        ("entities.docx", "DTD"),
        ("external.docx", "DTD"),
        ("unknown.xyz", ".xyz"),
        ("no-word.docx", "Word"),
        ("is-text.docx", ".docx"),
        ("noise.pdf", "PDF"),
        ("noise.docx", "Word"),
    ],
)
def test_one_line_says_what_is_wrong(name: str, words: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_bytes(FILES[name], path=name)
    line = str(refused.value)
    assert line.startswith(name)
    assert words in line
    assert "\n" not in line


def test_the_content_decides_what_a_file_is() -> None:
    document = read_bytes(FILES["is-pdf.docx"], path="is-pdf.docx")
    assert document.source.format == "pdf"
    assert ".docx" in document.warnings[0]
    assert read_bytes(FILES["is-docx.txt"], path="is-docx.txt").source.format == "docx"


@pytest.mark.parametrize(
    ("data", "path", "limits"),
    [
        (b"a" * 2000, "a.txt", Limits(text_size=1000)),
        (pdf([show(60, 700, "a")] * 3), "a.pdf", Limits(pages=2)),
        (docx(paragraph("a")), "a.docx", Limits(zip_entries=1)),
        (docx(paragraph("a" * 5000)), "a.docx", Limits(zip_size=1000)),
        (docx(table([["a"] * 20] * 20)), "a.docx", Limits(table_cells=100)),
        (docx(paragraph("a") * 20), "a.docx", Limits(seconds=-1)),
        (pdf([show(60, 700, "a")]), "a.pdf", Limits(seconds=-1)),
    ],
    ids=["text", "pages", "zip entries", "zip size", "cells", "seconds of a docx", "seconds of a pdf"],
)
def test_each_limit_refuses(data: bytes, path: str, limits: Limits) -> None:
    with pytest.raises(LimitError):
        read_bytes(data, path=path, limits=limits)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "missing.docx")
    with pytest.raises(UnreadableFileError):
        read(tmp_path)
    long = tmp_path / "long.txt"
    with long.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(LimitError):
        read(long)


def test_a_call_that_contradicts_itself() -> None:
    with pytest.raises(DrafterError):
        read_bytes(b"a", path="a.txt", changes="both")
