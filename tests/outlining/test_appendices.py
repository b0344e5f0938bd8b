"""The figure table that comes with an outline: rows, units, columns, levels, what adds up to what."""

from pathlib import Path

import pytest

from drafter.errors import UnreadableFileError
from drafter.model.outline import Outline
from drafter.outlining import appendix_from_document, appendix_from_xlsx, filled, import_outline, to_json, with_tables
from drafter.reading import from_text
from drafter.sectioning import section
from drafter.shelves import outlines

TEXT = """ĐỀ CƯƠNG BÁO CÁO
Công tác Mặt trận 6 tháng đầu năm 2024

I. KẾT QUẢ
- Công tác tuyên truyền

PHỤ LỤC 01
SỐ LIỆU CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2024

| TT | Nội dung | Đơn vị tính | Kỳ này | Cùng kỳ năm trước | Ghi chú |
| --- | --- | --- | --- | --- | --- |
| I | Tuyên truyền | | | | |
| 1 | Tổng số hội nghị | hội nghị | | | |
| - | Cấp huyện | hội nghị | | | |
| - | Cấp xã | hội nghị | | | |
| 2 | Số lượt người dự | lượt | | | |
| II | Quỹ "Vì người nghèo" | | | | |
| 1 | Tổng số tiền | triệu đồng | | | |
| | Trong đó: cấp xã | triệu đồng | | | |
"""


def test_a_table_in_the_file_is_the_appendix() -> None:
    document = from_text(TEXT, format="md")
    outline = import_outline(document, section(document))
    (table,) = outline.appendices
    assert table.label == "PHỤ LỤC 01"
    assert table.columns == ("Kỳ này", "Cùng kỳ năm trước")
    assert table.comparison
    assert [(row.title, row.level, row.sums) for row in table.rows] == [
        ("Tuyên truyền", 1, False),
        ("Tổng số hội nghị", 2, True),
        ("Cấp huyện", 3, False),
        ("Cấp xã", 3, False),
        ("Số lượt người dự", 2, False),
        ('Quỹ "Vì người nghèo"', 1, False),
        ("Tổng số tiền", 2, False),
        ("Trong đó: cấp xã", 3, False),
    ]
    assert table.rows[1].unit == "hội nghị"
    assert table.title == "SỐ LIỆU CÔNG TÁC MẶT TRẬN {{ period | upper }}"
    assert to_json(outline)["appendices"][0]["title"] == "SỐ LIỆU CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2024"
    assert outlines.loads(outlines.dump(outline)) == outline


def test_a_workbook_gives_one_appendix_a_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["BIỂU SỐ LIỆU CÔNG TÁC HỘI"])
    for row in (
        ["STT", "Chỉ tiêu", "ĐVT", "Năm 2024"],
        [1, "Tổng số hội viên", "người"],
        ["-", "Nữ", "người"],
        [2, "Số chi hội", "chi hội"],
    ):
        sheet.append(row)
    book.create_sheet("Trống")
    book.save(tmp_path / "bieu.xlsx")
    (table,) = appendix_from_xlsx(tmp_path / "bieu.xlsx")
    assert table.title == "BIỂU SỐ LIỆU CÔNG TÁC HỘI"
    assert [(row.label, row.title, row.unit, row.level) for row in table.rows] == [
        ("1", "Tổng số hội viên", "người", 1),
        ("-", "Nữ", "người", 2),
        ("2", "Số chi hội", "chi hội", 1),
    ]


def test_what_is_no_workbook_or_holds_no_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UnreadableFileError):
        appendix_from_xlsx(tmp_path / "x.xlsx")


OUTLINE = """ĐỀ CƯƠNG BÁO CÁO
Công tác dân số quý I năm 2025

I. KẾT QUẢ
- Tuyên truyền
(Có biểu số liệu gửi kèm)
"""
TABLE = """BIỂU SỐ LIỆU DÂN SỐ QUÝ I NĂM 2025

STT\tThôn\tSố hộ\tSố khẩu
1\tNà Lạn\t\t
2\tPò Mán\t\t
"""


def test_a_table_in_a_file_of_its_own_takes_the_place_of_the_named_one() -> None:
    letter, table = from_text(OUTLINE), from_text(TABLE)
    outline = import_outline(letter, section(letter))
    assert [appendix.rows for appendix in outline.appendices] == [()]
    joined = with_tables(outline, appendix_from_document(table, section(table)))
    (appendix,) = joined.appendices
    assert [row.title for row in appendix.rows] == ["Nà Lạn", "Pò Mán"]
    assert appendix.columns == ("Số hộ", "Số khẩu")
    assert "{{ period | upper }}" in appendix.title
    assert outlines.loads(outlines.dump(joined)) == joined


def test_a_second_table_stands_behind_the_first_and_the_same_label_is_replaced() -> None:
    table = from_text("PHỤ LỤC 02\nDÂN SỐ\n" + TABLE)
    found = appendix_from_document(table, section(table))
    document = from_text(TEXT, format="md")
    once = with_tables(import_outline(document, section(document)), found)
    assert [appendix.label for appendix in once.appendices] == ["PHỤ LỤC 01", "PHỤ LỤC 02"]
    assert len({appendix.id for appendix in once.appendices}) == 2
    assert with_tables(once, found) == once


def test_a_file_without_a_table_of_figures_is_refused() -> None:
    document = from_text("Chỉ có lời văn.\n")
    with pytest.raises(UnreadableFileError, match="Chỉ tiêu"):
        appendix_from_document(document, section(document))


def odd_workbook(path: Path) -> Path:
    """Two rows of merged heads, the unit on a line of its own, column letters, a hidden row, column and sheet, signatures."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    rows: list[list[object]] = [
        ["UBND XÃ NÀ LẠN"],
        ["BIỂU SỐ 02"],
        ["TỔNG HỢP KẾT QUẢ VẬN ĐỘNG CÁC QUỸ NĂM 2024"],
        [None, None, None, None, None, "Đơn vị tính: triệu đồng"],
        ["STT", "Nội dung", "Năm 2023", "Năm 2024", None, "Ghi chú"],
        [None, None, None, "Cấp huyện", "Cấp xã", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["A", "THU QUỸ"],
        ["I", "Quỹ “Vì người nghèo”"],
        [1, "Tổng số tiền"],
        ["-", "Cá nhân"],
        [None, "không dùng"],
        ["-", "Doanh nghiệp"],
        [2, "Số tiền đã hỗ trợ"],
        [None, "Trong đó: làm nhà"],
        ["B", "CHI QUỸ (1+2)"],
        [1, "Làm nhà"],
        [2, "Tặng quà"],
        [],
        [None, None, None, None, "Nà Lạn, ngày … tháng … năm 2024"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"],
        [None, "(Ký, ghi rõ họ tên)"],
    ]
    for row in rows:
        sheet.append(row)
    for merged in ("A3:F3", "A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:F6"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[12].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Ẩn")
    hidden.append(["TT", "Nội dung", "ĐVT", "Kết quả"])
    hidden.append([1, "Không ai thấy", "cái"])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def test_a_workbook_as_offices_make_them(tmp_path: Path) -> None:
    (table,) = appendix_from_xlsx(odd_workbook(tmp_path / "bieu.xlsx"))
    assert (table.label, table.title) == ("BIỂU SỐ 02", "TỔNG HỢP KẾT QUẢ VẬN ĐỘNG CÁC QUỸ NĂM 2024")
    assert table.unit == "triệu đồng"
    assert table.columns == ("Năm 2024 Cấp huyện", "Năm 2024 Cấp xã")
    assert [(row.label, row.title, row.level, row.sums) for row in table.rows] == [
        ("A", "THU QUỸ", 1, False),
        ("I", "Quỹ “Vì người nghèo”", 2, False),
        ("1", "Tổng số tiền", 3, True),
        ("-", "Cá nhân", 4, False),
        ("-", "Doanh nghiệp", 4, False),
        ("2", "Số tiền đã hỗ trợ", 3, False),
        (None, "Trong đó: làm nhà", 4, False),
        ("B", "CHI QUỸ (1+2)", 1, True),
        ("1", "Làm nhà", 2, False),
        ("2", "Tặng quà", 2, False),
    ]


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        ([("A", "x"), ("I", "x"), ("1", "x"), ("a", "x"), ("B", "x"), ("1", "x")], [1, 2, 3, 4, 1, 2]),
        ([("1", "x"), ("1.1", "x"), ("1.2", "x"), ("2", "x")], [1, 2, 2, 1]),
        ([("1", "x"), ("", "- x"), ("", "+ x"), ("", "+ x"), ("", "- x"), ("2", "x")], [1, 2, 3, 3, 2, 1]),
        ([("", "TỔNG THU (I+II)"), ("I", "x"), ("1", "x"), ("II", "x"), ("", "Cộng")], [1, 2, 3, 2, 1]),
        ([("1", "x"), ("", "Trong đó: nữ"), ("", "dân tộc"), ("2", "x")], [1, 2, 2, 1]),
        ([("", "x"), ("", "x"), ("", "x")], [1, 1, 1]),
    ],
)
def test_levels_of_rows(rows: list[tuple[str, str]], levels: list[int]) -> None:
    from drafter.outlining.figure_tables import levels_of

    assert levels_of([label for label, _title in rows], [title for _label, title in rows]) == levels


def test_labels_typed_in_front_of_the_words_and_a_unit_above() -> None:
    document = from_text(
        "PHỤ LỤC\nKẾT QUẢ THU NGÂN SÁCH 6 THÁNG ĐẦU NĂM 2025\n(ĐVT: nghìn đồng)\n\n"
        "| Chỉ tiêu | Dự toán | Thực hiện 6 tháng đầu năm 2024 | Thực hiện 6 tháng đầu năm 2025 |\n| --- | --- | --- | --- |\n"
        "| I. Thu cân đối | | | |\n| 1. Thuế, phí | | | |\n| 2. Thu khác | | | |\n| II. Thu bổ sung | | | |\n",
        format="md",
    )
    (table,) = appendix_from_document(document, section(document))
    assert table.unit == "nghìn đồng"
    assert [(row.label, row.title, row.level) for row in table.rows] == [
        ("I", "Thu cân đối", 1),
        ("1", "Thuế, phí", 2),
        ("2", "Thu khác", 2),
        ("II", "Thu bổ sung", 1),
    ]
    outline = with_tables(Outline("x", None, "Thu ngân sách {{ period }}", "2025-H1"), [table])
    (joined,) = outline.appendices
    assert joined.columns == ("Dự toán", "Thực hiện {{ last_period }}", "Thực hiện {{ period }}")
    assert joined.comparison
    assert filled(outline, "2026-H1").appendices[0].columns[1] == "Thực hiện 6 tháng đầu năm 2025"
