"""Word comments: on exactly the words, with the formatting kept and every other part the same."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from drafter.errors import UsageError
from drafter.model.document import Document
from drafter.model.finding import CheckReport, Coverage, Finding, Related, Severity, Waiver
from drafter.reading import read
from drafter.reporting import annotate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = docx.Document()
    paragraph = file.add_paragraph("Xã có ")
    paragraph.add_run("24 chi hội, ").bold = True
    paragraph.add_run("gồm 12 chi hội nông dân và 7 chi hội phụ nữ.")
    file.add_paragraph("Việc đầu tiên", style="List Number")
    file.add_paragraph("Dòng trên").add_run().add_break()
    file.paragraphs[-1].add_run("Dòng dưới")
    table = file.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    path = tmp_path / "báo cáo.docx"
    file.save(str(path))
    return path


def on(document: Document, quote: str, *related: str, waived: bool = False) -> Finding:
    start = document.text.index(quote)
    others = tuple(Related(document.text.index(r), document.text.index(r) + len(r), "chỗ kia") for r in related)
    waiver = Waiver("NUM401", quote, None, "ý muốn") if waived else None
    place = (start, start + len(quote), 1, 1, None, quote, None)
    return Finding("1", "NUM401", "sum", Severity.ERROR, f"về {quote}", *place, others, None, waiver)


def commented(data: bytes) -> dict[str, str]:
    """Comment → the words it lies on."""
    package = zipfile.ZipFile(io.BytesIO(data))
    comments = etree.fromstring(package.read("word/comments.xml"))
    said = {c.get(f"{W}id"): "".join(t.text or "" for t in c.iter(f"{W}t")) for c in comments}
    words = dict.fromkeys(said, "")
    open_: set[str] = set()
    for element in etree.fromstring(package.read("word/document.xml")).iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            open_.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            open_.discard(number)
        elif element.tag == f"{W}t":
            for one in open_:
                words[one] += element.text or ""
    return {said[number]: words[number] for number in said}


@pytest.mark.parametrize(
    "quote", ["24 chi hội", "chi", "hội, gồm", "Xã", "phụ nữ.", "đầu tiên", "Dòng dưới", "ô 2", "12 chi hội nông dân"]
)
def test_exactly_on_the_words(paper: Path, quote: str) -> None:
    document = read(paper)
    data = annotate(paper, CheckReport((on(document, quote),), Coverage()), document)
    assert commented(data) == {f"[NUM401] về {quote}": quote}


def test_overlapping_findings_and_related_places(paper: Path) -> None:
    document = read(paper)
    findings = (on(document, "24 chi hội", "12 chi hội", "7 chi"), on(document, "chi hội, gồm"))
    words = commented(annotate(paper, CheckReport(findings, Coverage()), document))
    assert set(words.values()) == {"24 chi hội", "7 chi", "chi hội, gồm"}


def test_text_formatting_and_other_parts_are_kept(paper: Path, tmp_path: Path) -> None:
    document = read(paper)
    data = annotate(paper, CheckReport((on(document, "chi hội, gồm"),), Coverage()), document)
    out = tmp_path / "ra.docx"
    out.write_bytes(data)
    assert read(out).text == document.text
    runs = docx.Document(str(out)).paragraphs[0].runs
    assert "".join(run.text for run in runs if run.bold) == "24 chi hội, "
    before, after = zipfile.ZipFile(paper), zipfile.ZipFile(io.BytesIO(data))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed <= {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_python_docx_reads_the_comments(paper: Path) -> None:
    document = read(paper)
    data = annotate(paper, CheckReport((on(document, "24 chi hội"),), Coverage()), document)
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert re.match(r"Drafter · \S", comment.author)


def test_a_second_run_adds_to_the_comments(paper: Path, tmp_path: Path) -> None:
    document = read(paper)
    report = CheckReport((on(document, "24 chi hội"),), Coverage())
    once = tmp_path / "một.docx"
    once.write_bytes(annotate(paper, report, document))
    again = annotate(once, report, read(once))
    assert len(list(docx.Document(io.BytesIO(again)).comments)) == 2


def test_waived_findings_and_none_leave_the_file_as_it_is(paper: Path) -> None:
    document = read(paper)
    for findings in ((), (on(document, "24", waived=True),)):
        data = annotate(paper, CheckReport(findings, Coverage()), document)
        before, after = zipfile.ZipFile(paper), zipfile.ZipFile(io.BytesIO(data))
        assert all(before.read(name) == after.read(name) for name in before.namelist())


def test_what_is_not_there_is_told_at_the_words_before(paper: Path) -> None:
    document = read(paper)
    end = document.text.index("\n")
    absent = Finding("1", "OUT101", "missing-item", Severity.ERROR, "thiếu mục", end, end, 1, 1, None, "", None)
    assert "nữ." in commented(annotate(paper, CheckReport((absent,), Coverage()), document))["[OUT101] thiếu mục"]


def test_only_word_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("chữ", "utf-8")
    with pytest.raises(UsageError, match=r"\.docx"):
        annotate(path, CheckReport((), Coverage()), read(path))
