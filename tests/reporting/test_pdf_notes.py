"""The annotated copy of a PDF: highlights on exactly the words, notes in the margin for what is not there."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from drafter import reading
from drafter.checking import CheckContext, check
from drafter.errors import UsageError
from drafter.extracting import extract
from drafter.model.document import Document
from drafter.model.finding import CheckReport
from drafter.reporting import annotate
from drafter.sectioning import section


def checked(path: Path, **options: Any) -> tuple[CheckReport, Document]:
    document = reading.read(path)
    tree = section(document)
    return check(CheckContext(document, tree, extract(document, tree), **options), all_outcomes=True), document


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CheckReport, Document]:
    """A PDF of two pages with faults on the second, made by hand."""
    from tests.reporting.hand_pdf import two_pages

    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(two_pages("BAO CAO", "Mo 20 lop, gom 8 lop A va 9 lop B; ngay 31/4/2024 nghi."))
    return path, *checked(path)


def notes(content: bytes) -> list[tuple[int, str, Any]]:
    pdf = pypdf.PdfReader(io.BytesIO(content))
    return [
        (number, str(one.get_object()["/Contents"]), one.get_object())
        for number, page in enumerate(pdf.pages)
        for one in page.get("/Annots", ())
    ]


def test_highlights_lie_on_the_words(spoilt: tuple[Path, CheckReport, Document]) -> None:
    path, report, document = spoilt
    found = [(page, said, one) for page, said, one in notes(annotate(path, report, document)) if "TIM202" in said]
    (page, _said, one), *_more = found
    assert (page, one["/Subtype"], one["/T"].startswith("Drafter · ")) == (1, "/Highlight", True)
    text = pypdfium2.PdfDocument(str(path))[1].get_textpage()
    left, bottom, right, top = map(float, one["/Rect"])
    assert "31/4/2024" in text.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)


def test_pages_keep_their_text(spoilt: tuple[Path, CheckReport, Document], tmp_path: Path) -> None:
    path, report, document = spoilt
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(annotate(path, report, document))
    assert reading.read(copy).text == document.text


def test_what_is_not_there_is_a_note_in_the_margin(spoilt: tuple[Path, CheckReport, Document]) -> None:
    path, _report, document = spoilt
    tree = section(document)
    broken = CheckContext(document, tree, extract(document, tree))
    report = check(broken, seconds=-1.0, select=["STR504", "MET902"])
    subtypes = [one["/Subtype"] for _page, said, one in notes(annotate(path, report, document)) if "MET902" in said]
    assert subtypes == ["/Text"]


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ngày 31/4/2024.", "utf-8")
    report, document = checked(path)
    with pytest.raises(UsageError):
        annotate(path, report, document)
