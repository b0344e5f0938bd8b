"""A user's own frame: fields, the body mark, its styles; appendices, comments and footnotes put into it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Mm

from drafter import assembling, drafting
from drafter.errors import LocatedError, UnreadableFileError

DRAFT = drafting.parse(
    """---
unit: UBND xã Suối Ngàn & Sở < A
place: Suối Ngàn
signer: Vàng Mí Sử
---
# Báo cáo tháng 6
## I. Một {#a}

Có ⟦12⟧ hộ[^1] & {{ x }} < 3.

[^1]: Tính đến tháng 6.

## PHỤ LỤC Biểu {#pl}

| TT | a | b | c | d | đ | e | g |
|---|---|---|---|---|---|---|---|
| 1 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
"""
)


def frame(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    style = document.styles.add_style("Lời văn", 1)
    style.paragraph_format.left_indent = Mm(3)
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    for words in paragraphs:
        document.add_paragraph(words, style="Lời văn" if "NỘI DUNG" in words else None)
    document.save(str(path))
    return path


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def test_fields_are_filled_and_the_body_takes_the_marks_style(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "{{ UNIT }}", "{{ abstract }}, {{ date }}", "[[NỘI DUNG]]", "{{ signer }}")
    document = opened(assembling.assemble_in_frame(DRAFT, path, layout="decree30"))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "UBND XÃ SUỐI NGÀN & SỞ < A"
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Có"))
    assert body.text == "Có ⟦12⟧ hộ & {{ x }} < 3./."
    assert body.style is not None and body.style.name == "Lời văn"
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.text == "I. Một")
    assert heading.style is not None and heading.style.name == "Heading 1"
    assert said.index("Vàng Mí Sử") > said.index("I. Một")


def test_appendix_comments_and_footnotes_come_along(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "[[NỘI DUNG]]", "hết")
    content = assembling.assemble_in_frame(DRAFT, path, layout="decree30")
    document = opened(content)
    assert [section.page_width > section.page_height for section in document.sections] == [False, True]
    assert [comment.text for comment in document.comments] == ["số liệu kỳ trước, chưa được xác nhận: ⟦12⟧"] or len(
        list(document.comments)
    ) == 1
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert "Tính đến tháng 6." in archive.read("word/footnotes.xml").decode()
    assert "DỰ THẢO" in "".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)
    assert content == assembling.assemble_in_frame(DRAFT, path, layout="decree30")


def test_every_page_of_a_draft_says_so(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "[[NỘI DUNG]]")
    template = docx.Document(str(path))
    template.sections[0].different_first_page_header_footer = True
    template.sections[0].header.paragraphs[0].text = "Trang"
    template.save(str(path))
    section = opened(assembling.assemble_in_frame(DRAFT, path, layout="decree30")).sections[0]
    for header in (section.header, section.first_page_header):
        assert "DỰ THẢO" in "".join(paragraph.text for paragraph in header.paragraphs)


def test_a_check_lists_fields_that_nothing_fills(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "{{ unit }} {{ so_fax }}", "[[NỘI DUNG]]")
    found = assembling.check_frame(path, DRAFT)
    assert (found.fields, found.unknown, found.marks) == (("so_fax", "unit"), ("so_fax",), 1)
    with pytest.raises(assembling.NotFinalError, match="so_fax"):
        assembling.assemble_in_frame(DRAFT, path, layout="decree30", final=True)


def test_a_frame_without_the_mark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocatedError, match="NỘI DUNG"):
        assembling.assemble_in_frame(DRAFT, frame(tmp_path / "khung.docx", "{{ unit }}"), layout="decree30")


def test_the_body_mark_may_stand_in_a_cell_but_once(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "{{ unit }}")
    template = docx.Document(str(path))
    template.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("[[NỘI ")
    template.tables[0].cell(0, 0).paragraphs[0].add_run("DUNG]]")
    template.save(str(path))
    assert assembling.check_frame(path).marks == 1
    cell = opened(assembling.assemble_in_frame(DRAFT, path, layout="decree30")).tables[0].cell(0, 0)
    assert next(paragraph.text for paragraph in cell.paragraphs if paragraph.text) == "I. Một"
    template.add_paragraph("[[NỘI DUNG]]")
    template.save(str(path))
    with pytest.raises(LocatedError, match="2"):
        assembling.assemble_in_frame(DRAFT, path, layout="decree30")


def test_the_papers_own_properties_stand_in_the_file(tmp_path: Path) -> None:
    path = frame(tmp_path / "khung.docx", "[[NỘI DUNG]]")
    said = opened(assembling.assemble_in_frame(DRAFT, path, layout="decree30")).core_properties
    assert (said.title, said.author, said.language) == ("BÁO CÁO Tháng 6", "UBND xã Suối Ngàn & Sở < A", "vi-VN")


def test_a_malformed_field_and_a_file_that_is_no_docx(tmp_path: Path) -> None:
    with pytest.raises(LocatedError, match=r"khung\.docx"):
        assembling.check_frame(frame(tmp_path / "khung.docx", "{{ unit | }}", "[[NỘI DUNG]]"))
    (tmp_path / "b.docx").write_text("khung", "utf-8")
    for path in (tmp_path / "b.docx", tmp_path / "c.docx"):
        with pytest.raises(UnreadableFileError):
            assembling.check_frame(path)


@pytest.mark.parametrize("layout", assembling.LAYOUTS)
def test_the_frame_of_a_layout_can_be_edited_and_used(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "khung.docx"
    path.write_bytes(assembling.new_frame(layout))
    found = assembling.check_frame(path)
    assert (found.unknown, found.marks) == ((), 1)
    document = opened(assembling.assemble_in_frame(DRAFT, path, layout=layout))
    head = document.tables[0]
    assert "SUỐI NGÀN" in head.cell(0, 0).text
    assert "Suối Ngàn, ngày" in head.cell(1, 1).text
    assert "- Lưu: VT." in document.tables[1].cell(0, 0).text
