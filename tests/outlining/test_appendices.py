"""The figure table that comes with an outline: rows, units, columns, levels, what adds up to what."""

from pathlib import Path

import pytest

from drafter.errors import UnreadableFileError
from drafter.outlining import appendix_from_document, appendix_from_xlsx, import_outline, to_json, with_tables
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
