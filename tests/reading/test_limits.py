"""The reader's limits: named on the command line, in drafter.toml, in the environment; each error says how to go on."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from drafter.cli.start import _root
from drafter.errors import LimitError, UsageError
from drafter.reading import Limits, read, read_bytes
from drafter.reading.limits import NAMES, VARIABLE, parsed, usual
from drafter.workspace import _KNOWN
from tests.fuzz.spoiled import docx, paragraph, pdf, show, table

PAGES = pdf([show(60, 700, "a")] * 3)


def test_limits_are_called_alike_everywhere() -> None:
    assert set(NAMES) == set(_KNOWN["reading"])
    assert all(hasattr(Limits(), field) for field, _unit in NAMES.values())


@pytest.mark.parametrize("said", ["page=3", "pages", "pages=", "pages=many", "pages=-1", "pages=0", "pages=nan"])
def test_a_limit_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match=said.partition("=")[0]):
        parsed([said])


def test_the_workspace_and_the_call_change_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual() == Limits()
    (tmp_path / "drafter.toml").write_text("[reading]\npages = 2\nsize = 3\n", "utf-8")
    assert (usual().pages, usual().file_size) == (2, 3 * 1024 * 1024)
    file = tmp_path / "a.pdf"
    file.write_bytes(PAGES)
    with pytest.raises(LimitError, match="--limit pages=3"):
        read(file)
    monkeypatch.setenv(VARIABLE, "pages=5 seconds=2.5")
    assert (usual().pages, usual().seconds) == (5, 2.5)
    assert read(file).source.pages == 3


@pytest.mark.parametrize("command", [["read"], ["sections"], ["extract"], ["check"], ["outline", "import"]])
def test_every_command_that_reads_takes_limits(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_bytes(PAGES)
    result = CliRunner().invoke(_root(), [*command, "a.pdf", "--limit", "pages=2"])
    assert isinstance(result.exception, LimitError)
    # It holds for that call alone.
    assert usual() == Limits()


@pytest.mark.parametrize(
    ("data", "name", "limits", "hint"),
    [
        (b"Ket qua\n" * 200_000, "a.txt", Limits(text_size=1024 * 1024), "--limit text=2"),
        (PAGES, "a.pdf", Limits(pages=2), "--limit pages=3"),
        (docx(paragraph("a")), "a.docx", Limits(zip_entries=1), "--limit entries=3"),
        (docx(paragraph("a" * 5000)), "a.docx", Limits(zip_size=1000), "--limit unpacked=1 --limit ratio="),
        (docx(table([["a"] * 20] * 20)), "a.docx", Limits(table_cells=100), "--limit cells=1000"),
        (PAGES, "a.pdf", Limits(seconds=-1), "--limit seconds="),
    ],
    # A Word file holds the time of its making: no part of a test's name.
    ids=["text", "pages", "entries", "unpacked", "cells", "seconds"],
)
def test_an_error_says_how_to_go_on(data: bytes, name: str, limits: Limits, hint: str) -> None:
    with pytest.raises(LimitError) as refused:
        read_bytes(data, path=name, limits=limits)
    assert hint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_depth_of_xml_is_a_limit() -> None:
    nested = "<w:sdt><w:sdtContent>" * 60 + paragraph("sâu") + "</w:sdtContent></w:sdt>" * 60
    assert read_bytes(docx(nested), path="a.docx", limits=Limits()).text == "sâu\n"
    with pytest.raises(LimitError):
        read_bytes(docx(nested), path="a.docx", limits=Limits(xml_depth=40))
    deeper = "<w:sdt><w:sdtContent>" * 150 + paragraph("sâu") + "</w:sdtContent></w:sdt>" * 150
    with pytest.raises(LimitError):
        read_bytes(docx(deeper), path="a.docx", limits=Limits())
    assert read_bytes(docx(deeper), path="a.docx", limits=Limits(xml_depth=400)).text == "sâu\n"
