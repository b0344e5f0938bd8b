"""Finality, blanks, end marks, layouts, numbers and dates of the frame, hostile text."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter import assembling, drafting
from drafter.assembling.body import family_of, with_end_mark
from drafter.assembling.content import Paragraph, Table, TableCell, content_of
from drafter.assembling.frame import date_words, frame_of, in_sentence, number_words
from drafter.assembling.ink import twips
from drafter.assembling.inline import Piece, pieces_of, plain
from drafter.assembling.layout import load_layout
from drafter.assembling.metrics import balanced, text_width
from drafter.assembling.tables import fitting_size, widths
from drafter.errors import OutputExistsError, UsageError, WriteError
from drafter.model.finding import Finding, Severity, Waiver
from drafter.model.outline import Outline
from drafter.workspace import Settings

WHOLE = """---
unit: UBND xã Suối Ngàn
place: Suối Ngàn
signer: Vàng Mí Sử
office: Chủ tịch
---
# Báo cáo tháng 6
## I. Một {#a}

Có 12 hộ.
"""


def test_the_same_draft_gives_the_same_bytes() -> None:
    draft = drafting.parse(WHOLE)
    assert assembling.assemble(draft, layout="decree30") == assembling.assemble(draft, layout="decree30")


def test_the_same_bytes_in_every_time_zone_and_locale(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text(WHOLE.replace("12 hộ", "⟦12⟧ hộ"), "utf-8")
    made = []
    for number, (zone, locale) in enumerate((("UTC", "C"), ("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"))):
        target = tmp_path / f"{number}.docx"
        command = [sys.executable, "-m", "drafter.cli.start", "assemble", str(draft), "-o", str(target)]
        there = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": str(number + 1)}
        subprocess.run(command, check=True, env=there, capture_output=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_a_finished_draft_is_final() -> None:
    content = assembling.assemble(drafting.parse(WHOLE), layout="decree30", final=True)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "DỰ THẢO" not in everything
    assert "w:highlight" not in everything


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("12 hộ", "⟦12⟧ hộ"), "⟦12⟧"),
        (("12 hộ", "⟦?⟧ hộ"), "⟦?⟧"),
        (("12 hộ", "....... hộ"), "......."),
        (("place: Suối Ngàn\n", ""), "place"),
        (("signer: Vàng Mí Sử\n", "signer:\n"), "signer"),
        (("unit: UBND xã Suối Ngàn\n", ""), "unit"),
        (("unit: UBND xã Suối Ngàn\n", "unit: Sở Nội vụ\n"), "symbol"),
        (("## I. Một {#a}", "## I. Một {#chua-co-cho}"), "Một"),
    ],
)
def test_final_stops_with_the_list(change: tuple[str, str], says: str) -> None:
    draft = drafting.parse(WHOLE.replace(*change))
    assert draft != drafting.parse(WHOLE)
    with pytest.raises(assembling.NotFinalError) as raised:
        assembling.assemble(draft, layout="decree30", final=True)
    assert says in str(raised.value)
    assert assembling.gaps_of(draft, layout="decree30") == raised.value.gaps
    assert assembling.assemble(draft, layout="decree30")


def finding(severity: Severity, waived: Waiver | None = None) -> Finding:
    place = {"start": 0, "end": 0, "line": 1, "column": 1, "page": None}
    return Finding(
        "x", "NUM401", "sum", severity, "12 không bằng 13", text="12 hộ", section="a", waived=waived, **place
    )


def test_what_a_check_says_is_a_comment_and_an_error_stops_the_final_paper() -> None:
    draft = drafting.parse(WHOLE)
    with zipfile.ZipFile(
        BytesIO(assembling.assemble(draft, layout="decree30", findings=[finding(Severity.WARNING)]))
    ) as word:
        assert "NUM401: 12 không bằng 13" in word.read("word/comments.xml").decode()
        assert "commentRangeStart" in word.read("word/document.xml").decode()
    with pytest.raises(assembling.NotFinalError, match="NUM401"):
        assembling.assemble(draft, layout="decree30", final=True, findings=[finding(Severity.ERROR)])
    waived = finding(Severity.ERROR, Waiver("NUM401", "12 hộ", "a", "đã đối chiếu"))
    for allowed in (waived, finding(Severity.WARNING)):
        assert assembling.assemble(draft, layout="decree30", final=True, findings=[allowed])


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("Đã xong.", "./.", "Đã xong./."),
        ("Đã xong;", "./.", "Đã xong./."),
        ("Đã xong", "./.", "Đã xong./."),
        ("Đã xong./.", "./.", "Đã xong./."),
        ("**Đã xong.**", "./.", "**Đã xong./.**"),
        ("Đã xong!", "./.", "Đã xong!./."),
        ("Đã xong./.", "", "Đã xong."),
        ("Đã xong.", "", "Đã xong."),
    ],
)
def test_the_end_mark_is_not_doubled(text: str, mark: str, expected: str) -> None:
    assert with_end_mark(text, mark) == expected


@pytest.mark.parametrize(
    ("given_layout", "front", "unit", "expected"),
    [
        ("party", "front", "UBND xã A", "party"),
        (None, "front", "UBND xã A", "front"),
        (None, "", "Ủy ban MTTQ Việt Nam xã A", "front"),
        (None, "", "Ban Thường trực Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh B", "front"),
        (None, "", "Đảng uỷ xã A", "party"),
        (None, "", "Sở Nội vụ", "decree30"),
        (None, "", "", "decree30"),
    ],
)
def test_which_layout(given_layout: str | None, front: str, unit: str, expected: str) -> None:
    draft = drafting.parse(f"---\nlayout: {front}\nunit: {unit}\n---\n")
    assert assembling.choose_layout(given_layout, draft, Settings()) == expected


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(UsageError, match="decree30"):
        assembling.choose_layout("nd30", drafting.parse(""), Settings())


@pytest.mark.parametrize(
    ("front", "layout", "number", "day"),
    [
        ("number: 7\ndate: 2026-02-05\nunit: Sở A", "decree30", "Số: 07/BC-…", "ngày 05 tháng 02 năm 2026"),
        ("number: 7\nunit: Ủy ban nhân dân xã A", "decree30", "Số: 07/BC-UBND", "ngày      tháng      năm"),
        (
            "period: 2022-H1\nunit: MTTQ xã A\nsymbol: BC-MTTQ",
            "front",
            "Số:      /BC-MTTQ",
            "ngày      tháng      năm 2022",
        ),
        ("number: 12/BC-X\ndate: ngày 5 tháng 9 năm 2025", "decree30", "Số: 12/BC-X", "ngày 05 tháng 9 năm 2025"),
        ("number: 15-BC/ĐU\ndate: 12/11/2025", "party", "Số 15-BC/ĐU", "ngày 12 tháng 11 năm 2025"),
        ("number: 5\nunit: Đảng ủy xã A\ndate: 31/02/2025", "party", "Số 05-BC/ĐU", "ngày      tháng      năm"),
    ],
)
def test_number_and_date(front: str, layout: str, number: str, day: str) -> None:
    profile = load_layout(layout)
    frame = frame_of(drafting.parse(f"---\n{front}\n---\n# Báo cáo tháng 6\n"), profile)
    assert number_words(frame, profile) == number
    assert date_words(frame) == day


@pytest.mark.parametrize(
    ("title", "kind", "abstract"),
    [
        ("Báo cáo kết quả quý I", "Báo cáo", "Kết quả quý I"),
        ("BÁO CÁO: Tổng kết năm 2025", "BÁO CÁO", "Tổng kết năm 2025"),
        ("Kế hoạch phối hợp năm 2025", "Kế hoạch", "Phối hợp năm 2025"),
        ("Kết quả công tác quý I", "Báo cáo", "Kết quả công tác quý I"),
        ("ĐỀ CƯƠNG BÁO CÁO Sơ kết", "BÁO CÁO", "Sơ kết"),
    ],
)
def test_kind_and_abstract(title: str, kind: str, abstract: str) -> None:
    frame = frame_of(drafting.parse(f"# {title}\n"), load_layout("decree30"))
    assert (frame.kind, frame.abstract) == (kind, abstract)


@pytest.mark.parametrize(
    ("kind", "expected"), [("half-year-report", "Báo cáo"), ("Kế hoạch", "Kế hoạch"), (None, "Báo cáo")]
)
def test_an_outlines_own_name_for_a_kind_is_never_printed(kind: str | None, expected: str) -> None:
    outline = Outline("x", kind, "Kết quả công tác quý I")
    assert frame_of(drafting.parse("# Kết quả công tác quý I\n"), load_layout("front"), outline).kind == expected


@pytest.mark.parametrize(
    ("layout", "front", "superior", "unit"),
    [
        ("front", "unit: Ủy ban MTTQ Việt Nam xã A", "Ủy ban MTTQ Việt Nam xã A", "Ban Thường trực"),
        ("front", "unit: Ban Thường trực Ủy ban MTTQ Việt Nam xã A", "Ủy ban MTTQ Việt Nam xã A", "Ban Thường trực"),
        (
            "front",
            "unit: Ban Công tác Mặt trận thôn B\nsuperior: Ủy ban MTTQ xã A",
            "Ủy ban MTTQ xã A",
            "Ban Công tác Mặt trận thôn B",
        ),
        ("decree30", "unit: UBND xã A\nsuperior: UBND tỉnh B", "UBND tỉnh B", "UBND xã A"),
    ],
)
def test_who_stands_over_whom(layout: str, front: str, superior: str, unit: str) -> None:
    frame = frame_of(drafting.parse(f"---\n{front}\n---\n"), load_layout(layout))
    assert (frame.superior, frame.unit) == (superior, unit)


def test_legal_bases_are_italic_only_before_the_first_heading() -> None:
    text = (
        "# Báo cáo\nCăn cứ Luật A;\nCăn cứ Luật B.\nCăn cứ tình hình, xã báo cáo:\n## I. Một\nCăn cứ kết quả rà soát.\n"
    )
    with zipfile.ZipFile(BytesIO(assembling.assemble(drafting.parse(text), layout="decree30"))) as word:
        xml = word.read("word/document.xml").decode()
    italic = [
        words
        for words in ("Luật A;", "Luật B.", "báo cáo:", "rà soát")
        if "<w:i/><w:iCs/></w:rPr><w:t" in _run_of(xml, words)
    ]
    assert italic == ["Luật A;", "Luật B."]


def _run_of(xml: str, words: str) -> str:
    end = xml.index(words)
    return xml[xml.rindex("<w:r>", 0, end) : end]


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("unit: Ủy ban nhân dân xã A\noffice: Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
        ("unit: Ủy ban nhân dân xã A\noffice: Chủ tịch", ("TM. ỦY BAN NHÂN DÂN",)),
        ("unit: Ủy ban MTTQ Việt Nam xã A\noffice: Phó Chủ tịch", ("TM. BAN THƯỜNG TRỰC",)),
        ("unit: Sở Nội vụ\nauthority: KT. GIÁM ĐỐC\noffice: Phó Giám đốc", ("KT. GIÁM ĐỐC",)),
        ("unit: Sở Nội vụ\noffice: Giám đốc", ()),
    ],
)
def test_whom_one_signs_for(front: str, lines: tuple[str, ...]) -> None:
    assert frame_of(drafting.parse(f"---\n{front}\n---\n"), load_layout("decree30")).authority == lines


@pytest.mark.parametrize(
    ("label", "family"),
    [
        ("Phần thứ nhất", "part"),
        ("CHƯƠNG II", "part"),
        ("Mục 1", "division"),
        ("Điều 3.", "article"),
        ("I.", "roman"),
        ("VIII.", "roman"),
        ("1.", "number"),
        ("2)", "number"),
        ("1.1.", "decimal"),
        ("2.1", "decimal"),
        ("a)", "letter"),
        ("đ)", "letter"),
        (None, "none"),
    ],
)
def test_the_family_of_a_label(label: str | None, family: str) -> None:
    assert family_of(label) == family


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("một **hai** ba", [Piece("một "), Piece("hai", bold=True), Piece(" ba")]),
        ("***x***", [Piece("x", bold=True, italic=True)]),
        ("5*3 = 15", [Piece("5*3 = 15")]),
        ("2 * 3 * 4", [Piece("2 * 3 * 4")]),
        ("a[^1] b", [Piece("a"), Piece("1", kind="note"), Piece(" b")]),
        ("**⟦3⟧ hộ**", [Piece("⟦3⟧", bold=True, kind="mark"), Piece(" hộ", bold=True)]),
        ("![ảnh](a.png)", [Piece("![ảnh](a.png)", kind="image")]),
        ("Ngày …… tháng", [Piece("Ngày "), Piece("……", kind="blank"), Piece(" tháng")]),
        ("thôn, xã, …", [Piece("thôn, xã, …")]),
    ],
)
def test_inline_markup(text: str, pieces: list[Piece]) -> None:
    assert list(pieces_of(text)) == pieces


def test_a_ragged_table_stays_a_grid() -> None:
    draft = drafting.parse("## I. Một\n\n| a | < | b |\n|---|---|---|\n| ^ | c |\n| < | d | e | f |\n")
    (_heading, table) = content_of(draft).body
    assert isinstance(table, Table)
    covered = [
        (y, x)
        for cell in table.cells
        for y in range(cell.row, cell.row + cell.rowspan)
        for x in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(covered) == [(y, x) for y in range(table.rows) for x in range(table.columns)]


def test_a_table_that_word_would_not_open_becomes_paragraphs() -> None:
    wide = "| " + " | ".join(f"c{n}" for n in range(70)) + " |"
    (_heading, paragraph) = content_of(drafting.parse(f"## I. Một\n\n{wide}\n")).body
    assert isinstance(paragraph, Paragraph) and paragraph.text.startswith("c0 | c1 | c2")


def test_comments_are_no_text() -> None:
    content = content_of(drafting.parse("## I. Một\n\n<!-- nêu\nrõ -->\nCó <!-- x --> chữ.\n"))
    assert content.body[1:] == (Paragraph("Có  chữ."),)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=15),
            st.sampled_from(
                [
                    "| a | < |",
                    "| ^ | b |",
                    "|---|---|",
                    "[^1]: chú",
                    "x[^1]",
                    "**đậm",
                    "<w:p>&amp;",
                    "⟦3⟧",
                    "## PHỤ LỤC A",
                ]
            ),
        ),
        max_size=8,
    )
)
def test_any_text_makes_a_well_formed_paper(lines: list[str]) -> None:
    draft = drafting.parse("# Báo cáo\n## I. Một {#a}\n" + "\n".join(lines))
    with zipfile.ZipFile(BytesIO(assembling.assemble(draft, layout="front"))) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


@given(st.text(st.sampled_from("ab *⟦3⟧[1]_…."), max_size=20))
def test_nothing_but_paired_stars_is_lost(text: str) -> None:
    assert plain(text).replace("*", "") == text.replace("*", "")


def test_widths_and_lines() -> None:
    assert text_width("Hạnh phúc", 14) < text_width("Hạnh phúc", 14, bold=True)
    lines = balanced("một hai ba bốn năm sáu bảy tám", 30, 14)
    assert " ".join(lines) == "một hai ba bốn năm sáu bảy tám"
    assert all(text_width(line, 14) <= 30 for line in lines)


def test_a_paper_open_in_word_is_written_beside(tmp_path: Path) -> None:
    target = tmp_path / "bao-cao.docx"
    assert assembling.write_beside_if_open(target, b"1") == target
    with pytest.raises(OutputExistsError):
        assembling.write_beside_if_open(target, b"2")
    (tmp_path / "~$o-cao.docx").write_bytes(b"")
    beside = assembling.write_beside_if_open(target, b"2", overwrite=True)
    assert beside == tmp_path / "bao-cao (2).docx"
    assert (target.read_bytes(), beside.read_bytes()) == (b"1", b"2")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        assembling.write_beside_if_open(tmp_path / "khong-co" / "a.docx", b"1")


def test_an_earlier_papers_reference_line_is_replaced() -> None:
    text = WHOLE + "\n## PHỤ LỤC Biểu {#pl}\n\n(Kèm theo Báo cáo số 21/BC-UBND ngày 07/6/2024)\n\nCó 99 nhà.\n"
    with zipfile.ZipFile(BytesIO(assembling.assemble(drafting.parse(text), layout="decree30"))) as word:
        xml = word.read("word/document.xml").decode()
    assert xml.count("Kèm theo") == 1 and "21/BC-UBND" not in xml and "Có 99 nhà." in xml


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ỦY BAN MTTQ VIỆT NAM XÃ SUỐI NGÀN", "Ủy ban MTTQ Việt Nam xã Suối Ngàn"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("ĐẢNG ỦY PHƯỜNG MINH XUÂN", "Đảng ủy phường Minh Xuân"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_name_in_capitals_is_spelled_in_a_sentence(name: str, said: str) -> None:
    assert in_sentence(name) == said


def test_a_table_of_many_columns_is_set_smaller_before_words_are_broken() -> None:
    def table(columns: int) -> Table:
        cells = tuple(TableCell("nghiêng", row, column) for row in range(2) for column in range(columns))
        return Table(cells, 2, columns, 1)

    assert fitting_size(table(5), 165, 12) == 12
    assert 9 <= fitting_size(table(9), 165, 12) < 12
    assert fitting_size(table(30), 165, 12) == 9
    assert sum(widths(table(30), 165, 9)) == twips(165)


@pytest.mark.parametrize(
    ("layout", "said", "shown"),
    [
        ("decree30", "TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("decree30", "T/M Ủy ban nhân dân", "TM. ỦY BAN NHÂN DÂN"),
        ("decree30", "KT. Giám đốc", "KT. GIÁM ĐỐC"),
        ("decree30", "TL. Chủ tịch", "TL. CHỦ TỊCH"),
        ("decree30", "TUQ. Giám đốc", "TUQ. GIÁM ĐỐC"),
        ("decree30", "Q. Giám đốc", "Q. GIÁM ĐỐC"),
        ("party", "TM. Ban Thường vụ", "T/M BAN THƯỜNG VỤ"),
        ("party", "KT. Trưởng ban", "K/T TRƯỞNG BAN"),
        ("party", "TL. Ban Thường vụ", "T/L BAN THƯỜNG VỤ"),
    ],
)
def test_the_forms_of_authority(layout: str, said: str, shown: str) -> None:
    draft = drafting.parse(f"---\nunit: Đơn vị A\nauthority: {said}\noffice: Phó\n---\n")
    assert frame_of(draft, load_layout(layout)).authority == (shown,)


def _xml(text: str, layout: str = "decree30", part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(assembling.assemble(drafting.parse(text), layout=layout))) as word:
        return word.read(part).decode()


def test_a_joint_paper_names_all_its_units_and_signers() -> None:
    text = WHOLE.replace("unit: UBND xã Suối Ngàn", "unit: [UBND xã Suối Ngàn, Ủy ban MTTQ xã Suối Ngàn]")
    two = "signer: [{name: Vàng Mí Sử, office: Chủ tịch}, {authority: TM. BAN THƯỜNG TRỰC, name: Lù Thị Sen}]"
    xml = _xml(text.replace("signer: Vàng Mí Sử", two))
    for words in ("UBND XÃ SUỐI NGÀN", "ỦY BAN MTTQ XÃ SUỐI NGÀN", "Vàng Mí Sử", "TM. BAN THƯỜNG TRỰC", "Lù Thị Sen"):
        assert words in xml.replace('</w:t><w:br/><w:t xml:space="preserve">', " ")
    assert xml.index("Lù Thị Sen") < xml.index("Nơi nhận")


def test_marks_of_secrecy_and_urgency_stand_in_a_box_under_the_number() -> None:
    xml = _xml(WHOLE.replace("place:", "secrecy: mật\nurgency: hỏa tốc\nplace:"))
    assert xml.index("Số:") < xml.index(">MẬT<") < xml.index(">HỎA TỐC<") < xml.index("BÁO CÁO")
    assert xml.count('<w:left w:val="single"') == 2


@pytest.mark.parametrize(("said", "mirrored"), [("two_sided: true\n", True), ("", False)])
def test_a_paper_to_be_printed_on_both_sides(said: str, mirrored: bool) -> None:
    settings_part = _xml(WHOLE.replace("place:", f"{said}place:"), "party", "word/settings.xml")
    assert ("<w:mirrorMargins/>" in settings_part) is mirrored


def test_a_column_of_numbers_gets_no_more_than_it_needs() -> None:
    head = ("TT", "Chỉ tiêu", "Năm 2023", "Năm 2024")
    rows = [("1", "Tổng diện tích gieo trồng cây hằng năm và cây lâu năm trên địa bàn toàn xã, vụ mùa", "780", "801")]
    cells = [TableCell(words, y, x) for y, row in enumerate([head, *rows]) for x, words in enumerate(row)]
    found = widths(Table(tuple(cells), 2, 4, 1), 165, 12)
    assert sum(found) == twips(165)
    assert found[1] > 0.6 * sum(found) > found[2] * 3
