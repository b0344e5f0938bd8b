"""What a leader changed in Word comes back, and nothing else."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import assembling, drafting
from drafter.assembling.package import pack
from drafter.errors import UnreadableFileError
from drafter.model.draft import OPENING

TEXT = """---
unit: UBND xã Suối Ngàn
---
# Báo cáo tháng 6

Mở đầu.

## Phần thứ nhất: KẾT QUẢ {#phan-1}

### I. Kinh tế {#kinh-te}

<!-- nêu rõ diện tích -->
Gieo **510,5 ha** lúa[^1], đạt ⟦98⟧%.
- Lúa mùa: 312 ha;

- Ngô: 45 ha.

| TT | Năm | < |
| ^ | Kế hoạch | Thực hiện |
|---|---|---|
| 1 | 10 | 12 |

### II. Văn hóa {#van-hoa}

Đã công nhận 812 gia đình văn hóa.

[^1]: Tính đến ngày 15/6.

## PHỤ LỤC 01 Biểu số liệu {#pl}

(Kèm theo Báo cáo số 21/BC-UBND ngày 07 tháng 6
năm 2024 của Ủy ban nhân dân xã)

| TT | Chỉ tiêu |
|---|---|
| 1 | A |
"""
DRAFT = drafting.parse(TEXT)


def edited(path: Path, change: Callable[[Document], object]) -> Path:
    document = docx.Document(BytesIO(assembling.assemble(DRAFT, layout="decree30")))
    change(document)
    document.save(str(path))
    return path


def replaced(old: str, new: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                if old in run.text:
                    run.text = run.text.replace(old, new)

    return change


def in_xml(path: Path, old: str, new: str) -> Path:
    with zipfile.ZipFile(BytesIO(assembling.assemble(DRAFT, layout="decree30"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    assert old in xml
    parts["word/document.xml"] = xml.replace(old, new).encode()
    path.write_bytes(pack(parts))
    return path


def test_an_untouched_paper_brings_nothing(tmp_path: Path) -> None:
    assert assembling.absorb(edited(tmp_path / "a.docx", lambda document: None), DRAFT, layout="decree30") == ()


def test_a_program_that_renames_styles_brings_nothing(tmp_path: Path) -> None:
    path = in_xml(tmp_path / "a.docx", 'w:val="DrafterAppendix', 'w:val="Phuluc')
    assert assembling.absorb(path, DRAFT, layout="decree30") == ()


def test_a_changed_word_keeps_comments_and_the_rest(tmp_path: Path) -> None:
    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", replaced("312 ha", "321 ha")), DRAFT, layout="decree30")
    assert edit.section == "kinh-te"
    assert edit.old == DRAFT.sections[1].body
    assert "<!-- nêu rõ diện tích -->" in edit.new
    assert re.sub(r"\s+", " ", edit.new) == re.sub(r"\s+", " ", edit.old).replace("312 ha", "321 ha")


def test_a_changed_paragraph_keeps_its_emphasis_and_its_footnote(tmp_path: Path) -> None:
    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", replaced("đạt ", "bằng ")), DRAFT, layout="decree30")
    assert "Gieo **510,5 ha** lúa[^1], bằng ⟦98⟧%." in edit.new


def test_the_end_mark_is_no_edit_and_goes_with_one(tmp_path: Path) -> None:
    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", replaced("812", "815")), DRAFT, layout="decree30")
    assert edit.section == "van-hoa"
    assert edit.new.startswith("Đã công nhận 815 gia đình văn hóa.\n")
    assert "[^1]: Tính đến ngày 15/6." in edit.new


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    path = in_xml(
        tmp_path / "a.docx",
        '<w:r><w:t xml:space="preserve">- Ngô: 45 ha.</w:t></w:r>',
        '<w:r><w:t xml:space="preserve">- Ngô: </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>45</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>54</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> ha.</w:t></w:r>',
    )
    (edit,) = assembling.absorb(path, DRAFT, layout="decree30")
    assert "- Ngô: 54 ha." in edit.new and "45" not in edit.new


def test_a_table_comes_back_as_it_is_written(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        document.tables[1].cell(2, 2).paragraphs[0].runs[0].text = "13"

    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert "| TT | Năm | < |\n| ^ | Kế hoạch | Thực hiện |\n|---|---|---|\n| 1 | 10 | 13 |" in edit.new


def test_new_and_deleted_paragraphs(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        for paragraph in document.paragraphs:
            if paragraph.text.startswith("- Lúa mùa"):
                paragraph.insert_paragraph_before("Diện tích tăng so với năm trước.")
                paragraph._element.getparent().remove(paragraph._element)

    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert "Diện tích tăng so với năm trước." in edit.new
    assert "Lúa mùa" not in edit.new and "- Ngô: 45 ha." in edit.new


def test_a_changed_heading_and_a_section_that_is_gone(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        replaced("I. Kinh tế", "I. Kinh tế - xã hội")(document)
        gone = [p for p in document.paragraphs if p.text.startswith(("II. Văn hóa", "Đã công nhận"))]
        for paragraph in gone:
            paragraph._element.getparent().remove(paragraph._element)

    first, second = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert (first.section, first.heading, first.new) == ("kinh-te", "I. Kinh tế - xã hội", first.old)
    assert (second.section, second.gone) == ("van-hoa", True)


def test_what_stands_above_the_first_heading_comes_back_and_so_does_the_title(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        replaced("Mở đầu.", "Mở đầu, đã xem.")(document)
        replaced("Tháng 6", "Tháng 6 và tháng 7")(document)

    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert (edit.section, edit.old, edit.new) == (OPENING, "Mở đầu.", "Mở đầu, đã xem.")
    assert edit.heading == "Tháng 6 và tháng 7"


def test_the_opening_is_known_by_its_words_where_its_bookmark_is_lost(tmp_path: Path) -> None:
    changed = TEXT.replace("Mở đầu.", "Căn cứ Kế hoạch số 5/KH-UBND;\n\nMở đầu.")
    draft, path = drafting.parse(changed), tmp_path / "a.docx"
    with zipfile.ZipFile(BytesIO(assembling.assemble(draft, layout="decree30"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", parts["word/document.xml"])
    for words, edits in ((b"M\xe1\xbb\x9f \xc4\x91\xe1\xba\xa7u.", []), ("Mở đầu, đã xem.".encode(), [OPENING])):
        parts["word/document.xml"] = bare.replace("Mở đầu.".encode(), words)
        path.write_bytes(pack(parts))
        assert [edit.section for edit in assembling.absorb(path, draft, layout="decree30")] == edits


def test_a_heading_without_an_id_is_found_by_its_place(tmp_path: Path) -> None:
    draft = drafting.parse("# Báo cáo năm\n\n## I. Một\n\nCó 5 hộ.\n\n## II. Hai {#hai}\n\nCó 6 hộ.\n")
    document = docx.Document(BytesIO(assembling.assemble(draft, layout="decree30")))
    replaced("5 hộ", "7 hộ")(document)
    replaced("I. Một", "I. Một việc")(document)
    document.save(str(tmp_path / "a.docx"))
    (edit,) = assembling.absorb(tmp_path / "a.docx", draft, layout="decree30")
    assert (edit.section, edit.new, edit.heading) == ("@1", "Có 7 hộ.", "I. Một việc")


@pytest.mark.parametrize(
    ("title", "abstract", "becomes"),
    [
        ("Báo cáo tháng 6", "Tháng 7", "Báo cáo tháng 7"),
        ("KẾ HOẠCH Công tác năm", "Công tác quý", "KẾ HOẠCH Công tác quý"),
        ("Tình hình tháng 6", "Tình hình tháng 7", "Tình hình tháng 7"),
    ],
)
def test_a_title_keeps_its_kind_of_paper(title: str, abstract: str, becomes: str) -> None:
    assert assembling.retitled(title, abstract) == becomes


def test_text_kept_apart_behind_the_appendices_is_found_again(tmp_path: Path) -> None:
    draft = drafting.parse(TEXT + "\n## Chưa có chỗ {#chua-co-cho}\n\nViệc cũ.\n")
    path = tmp_path / "a.docx"
    path.write_bytes(assembling.assemble(draft, layout="decree30"))
    assert assembling.absorb(path, draft, layout="decree30") == ()


def test_another_paper_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    with pytest.raises(UnreadableFileError):
        assembling.absorb(path, DRAFT, layout="decree30")
    path.write_text("chữ", "utf-8")
    with pytest.raises(UnreadableFileError):
        assembling.absorb(path, DRAFT, layout="decree30")


_WORDS = st.text(st.sampled_from("aăđ Ủ1.,;)-+*⟦⟧?/%…_"), min_size=1, max_size=14)
_LINES = st.one_of(
    _WORDS,
    st.sampled_from(
        [
            "",
            "| a | < |",
            "| ^ | **b** |",
            "|---|---|",
            "[^1]: chú",
            "x[^1] y",
            "<!-- nêu rõ -->",
            "Có <!-- x --> chữ./.",
            "*a* **b**",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(*[st.lists(_LINES, max_size=6)] * 3, st.sampled_from(assembling.LAYOUTS))
def test_whatever_stands_in_a_draft_an_untouched_paper_brings_nothing(
    above: list[str], first: list[str], second: list[str], layout: str
) -> None:
    heads = ("## I. Một {#a}", "## PHỤ LỤC 01 Biểu {#b}")
    first = [*first, "| Nơi nhận | a |"] if len(first) == 3 else first
    draft = drafting.parse(
        "\n".join(["# Báo cáo", *above, "", heads[0], *first, "", "## II. Hai", *above, heads[1], *second])
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(assembling.assemble(draft, layout=layout))
        assert assembling.absorb(path, draft, layout=layout) == ()


def test_a_lost_bookmark_is_made_up_for_by_the_heading(tmp_path: Path) -> None:
    path = in_xml(tmp_path / "a.docx", 'w:name="muc_van_hoa"', 'w:name="_Toc12"')
    assert assembling.absorb(path, DRAFT, layout="decree30") == ()
    none = tmp_path / "b.docx"
    with zipfile.ZipFile(BytesIO(assembling.assemble(DRAFT, layout="decree30"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", parts["word/document.xml"])
    parts["word/document.xml"] = bare.replace("812 gia đình".encode(), "821 gia đình".encode())
    none.write_bytes(pack(parts))
    assert [edit.section for edit in assembling.absorb(none, DRAFT, layout="decree30")] == ["van-hoa"]


def test_a_moved_section_is_told_and_keeps_its_text(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        body = [p for p in document.paragraphs if p.text.startswith(("II. Văn hóa", "Đã công nhận"))]
        first = next(p for p in document.paragraphs if p.text == "I. Kinh tế")
        for paragraph in body:
            first._element.addprevious(paragraph._element)

    edits = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert [edit.section for edit in edits if edit.moved] in (["van-hoa"], ["kinh-te"])
    assert all(not edit.gone for edit in edits)
    assert {edit.section: edit.new for edit in edits}.get("kinh-te", DRAFT.sections[1].body) == DRAFT.sections[1].body


def test_what_a_leader_says_comes_with_its_section(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        paragraph = next(p for p in document.paragraphs if p.text.startswith("Đã công nhận"))
        document.add_comment(paragraph.runs, text="Số này lấy ở đâu?", author="Chủ tịch", initials="CT")

    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert (edit.section, edit.comments) == ("van-hoa", ("Chủ tịch: Số này lấy ở đâu?",))
    assert edit.new == edit.old


def test_a_table_with_a_row_more_and_a_row_less(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        table = document.tables[1]
        row = table.add_row()
        for cell, words in zip(row.cells, ("2", "20", "25"), strict=True):
            cell.text = words
        table._tbl.remove(table.rows[2]._tr)

    (edit,) = assembling.absorb(edited(tmp_path / "a.docx", change), DRAFT, layout="decree30")
    assert "| 2 | 20 | 25 |" in edit.new and "| 1 | 10 | 12 |" not in edit.new
    assert "|---|---|---|" in edit.new


@pytest.mark.parametrize("accept", [False, True])
def test_accepting_edits_changes_the_draft_and_keeps_a_copy(tmp_path: Path, accept: bool) -> None:
    from drafter.pipeline.assembly import accept_edits, edits_of_leader
    from drafter.workspace import find_workspace

    path = tmp_path / "bao-cao.md"
    path.write_text(TEXT, "utf-8")
    workspace = find_workspace(tmp_path)

    def change(document: Document) -> None:
        replaced("I. Kinh tế", "I. Kinh tế - xã hội")(document)
        replaced("312 ha", "321 ha")(document)
        replaced("Mở đầu.", "Mở đầu, đã xem.")(document)
        replaced("Tháng 6", "Tháng 6 và tháng 7")(document)
        for paragraph in [p for p in document.paragraphs if p.text.startswith(("II. Văn hóa", "Đã công nhận"))]:
            paragraph._element.getparent().remove(paragraph._element)

    report = edited(tmp_path / "bao-cao.docx", change)
    edits = edits_of_leader(report, path, workspace)
    if not accept:
        assert path.read_text("utf-8") == TEXT
        return
    assert accept_edits(path, edits, workspace) == 3
    draft = drafting.load(path)
    assert (draft.title, draft.preamble) == ("Báo cáo tháng 6 và tháng 7", "Mở đầu, đã xem.")
    economy, culture = draft.section("kinh-te"), draft.section("van-hoa")
    assert economy is not None and economy.heading == "I. Kinh tế - xã hội" and "321 ha" in economy.body
    assert culture is not None and "812" not in culture.body
    assert edits_of_leader(report, path, workspace) == ()
    (kept,) = drafting.backups(path, workspace.state)
    with zipfile.ZipFile(kept) as archive:
        assert archive.read("bao-cao.md").decode() == TEXT
