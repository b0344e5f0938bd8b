"""The shipped reports as Drafter sees them: clean, alike in every format, and spoilt copies found out."""

import json
from pathlib import Path
from typing import Any

import pytest

from drafter.cli.start import run
from drafter.model.document import BlockKind
from drafter.pipeline.understanding import understand
from tests.tools import samples, spoilt
from tests.tools.sample_text import units

CORPUS = samples.CORPUS
SOURCES = sorted(CORPUS.glob("*/*.src.md"))
PDFS = sorted(CORPUS.glob("*/*.pdf"))
FOUND_AT_LEAST = 14  # of the fifteen faults of a copy, each by the rule that should tell it, in its paragraph


def identity(path: Path) -> str:
    return f"{path.parent.name}-{path.name.split('.')[0]}"


def front(source: Path, key: str) -> str:
    return next(line.split(": ", 1)[1] for line in source.read_text("utf-8").split("\n") if line.startswith(f"{key}: "))


def checked(word: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The findings on a report with its outline and the report of the period before."""
    same = sorted(source.parent.glob("*.src.md"))
    place = same.index(source)
    last = [str(same[place - 1]).replace(".src.md", ".docx")] if place else []
    capsys.readouterr()
    arguments = ["check", str(word), "--outline", front(source, "outline"), "--format", "json", "--fail-on", "never"]
    assert run([*arguments, *(["--previous", *last] if last else [])]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def test_built_files_come_from_their_sources() -> None:
    stale = [path.name for path, content in samples.built() if path.read_bytes() != content]
    assert stale == []
    assert {path.parent.name for path in SOURCES} == set(units())


@pytest.mark.parametrize("source", SOURCES, ids=identity)
def test_a_clean_report_gives_no_error(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(Path(str(source).replace(".src.md", ".docx")), source, capsys)
    told = [(f["rule"], f["text"], f["message"]) for f in said["findings"] if f["severity"] != "info"]
    assert said["summary"]["error"] == 0, told
    assert said["summary"]["warning"] <= 1, told  # at most one in ten pages
    assert said["coverage"]["figures"]["checked"] >= 100


@pytest.mark.parametrize("pdf", PDFS, ids=identity)
def test_a_report_has_its_measure(pdf: Path) -> None:
    """Five to ten pages, thirty citations, a hundred figures, a long table; tests/reading compares the three formats."""
    import pypdfium2

    word = understand(pdf.with_suffix(".docx"))
    with pypdfium2.PdfDocument(pdf) as printed:
        assert 5 <= len(printed) <= 10
    assert len(word.facts.references) >= 30
    assert len(word.facts.figures) >= 100
    assert sum(block.kind == BlockKind.TABLE and len(block.cells or ()) > 50 for block in word.document.blocks) >= 1


def test_one_report_is_as_offices_type_it() -> None:
    """No styles, numbers counted by Word, tracked corrections, a letterhead in a table."""
    import zipfile

    ((unit, period),) = samples.BY_HAND
    with zipfile.ZipFile(CORPUS / unit / f"{period}.docx") as package:
        text = package.read("word/document.xml").decode("utf-8")
        assert "word/styles.xml" not in package.namelist()
    assert text.count("<w:numPr>") >= 20
    assert text.count("<w:ins ") == text.count("<w:del ") >= 4
    assert text.index("<w:tbl>") < text.index("BÁO CÁO")
    assert "w:pStyle" not in text


@pytest.mark.parametrize("copy", list(spoilt.copies()), ids=lambda copy: copy.name)
def test_planted_faults_are_found(copy: spoilt.Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(copy.faults) == 15
    said = checked(copy.word, CORPUS / copy.unit / f"{copy.period}.src.md", capsys)
    text = understand(copy.word).document.text
    missed = [fault for fault in copy.faults if not _told(fault, said["findings"], text)]
    assert len(copy.faults) - len(missed) >= FOUND_AT_LEAST, [(f.rule, f.put) for f in missed]


def _told(fault: spoilt.Fault, findings: list[dict[str, Any]], text: str) -> bool:
    """Whether the fault's own rule speaks of its paragraph, as the place or as the other one."""
    at = text.find(fault.place)
    assert at >= 0, fault.place
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return any(
        finding["rule"] == fault.rule
        and any(start <= place["start"] <= end for place in (finding, *finding["related"]))
        for finding in findings
    )
