"""Figures of tables: labels of rows and columns, units from headers, blanks."""

from __future__ import annotations

from decimal import Decimal

from drafter.extracting.context import Context
from drafter.extracting.tables import table_figures
from drafter.model.document import Block, BlockKind, Cell, Document, Source
from drafter.model.fact import Figure

_Rows = list[list[str | None]]


def _document(rows: _Rows, above: str = "", joined: dict[tuple[int, int], tuple[int, int]] | None = None) -> Document:
    """A table as `read` gives it; None stands where a joined cell covers."""
    text = f"{above}\n" if above else ""
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(above))] if above else []
    begin, cells = len(text), []
    for row, words in enumerate(rows, start=1):
        for column, word in enumerate(words, start=1):
            if word is not None:
                down, right = (joined or {}).get((row, column), (1, 1))
                cells.append(Cell(row, column, down, right, len(text), len(text) + len(word)))
                text += word
            text += "\t" if column < len(words) else "\n"
    blocks.append(Block(BlockKind.TABLE, begin, len(text), cells=tuple(cells), table=1))
    return Document(Source("-", "txt"), text, tuple(blocks))


def _figures(
    rows: _Rows, above: str = "", joined: dict[tuple[int, int], tuple[int, int]] | None = None
) -> list[Figure]:
    document = _document(rows, above, joined)
    figures = table_figures(document, len(document.blocks) - 1, document.blocks[-1], Context())
    assert all(document.text[figure.start : figure.end] == figure.text for figure in figures)
    return figures


def _labels(figure: Figure) -> tuple[str | None, str | None]:
    assert figure.table is not None
    return figure.table.row_label, figure.table.column_label


def test_each_number_has_its_labels_and_blank_is_not_zero() -> None:
    figures = _figures(
        [["STT", "Nội dung", "Số hộ", "Tỷ lệ (%)"], ["1", "Thôn Đoài", "12", "4,5"], ["2", "Thôn Thượng", "", "0"]]
    )
    assert [(f.value, f.unit, *_labels(f)) for f in figures] == [
        (12, "hộ", "Thôn Đoài", "Số hộ"),
        (Decimal("4.5"), "%", "Thôn Đoài", "Tỷ lệ (%)"),
        (0, "%", "Thôn Thượng", "Tỷ lệ (%)"),
    ]


def test_the_unit_above_the_table_scales_its_cells() -> None:
    figures = _figures([["Nguồn", "Dự toán", "Thực hiện"], ["Ngân sách", "1.250,5", "980"]], "ĐVT: triệu đồng")
    assert [(f.value, f.unit, f.exact, f.step) for f in figures] == [
        (1_250_500_000, "đồng", False, 100_000),
        (980_000_000, "đồng", False, 1_000_000),
    ]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    figures = _figures(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"],
            ["1", "Diện tích", "ha", "45,2"],
            ["2", "Kinh phí", "Triệu đồng", "300"],
        ]
    )
    assert [(f.value, f.unit) for f in figures] == [(Decimal("45.2"), "ha"), (300_000_000, "đồng")]


def test_a_header_over_two_rows_is_joined() -> None:
    figures = _figures(
        [
            ["TT", "Xã", "Hộ nghèo", None],
            [None, None, "Đầu kỳ", "Cuối kỳ"],
            ["A", "B", "1", "2"],
            ["1", "Tân Lập", "45", "38"],
        ],
        joined={(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 2)},
    )
    assert [(f.value, *_labels(f)) for f in figures] == [
        (45, "Tân Lập", "Hộ nghèo – Đầu kỳ"),
        (38, "Tân Lập", "Hộ nghèo – Cuối kỳ"),
    ]


def test_nested_row_labels_are_carried_down() -> None:
    figures = _figures(
        [["Chỉ tiêu", "Số lượng"], ["I. Tổ chức", ""], ["Đảng viên", "120"], ["- Nữ", "45"], ["Trong đó dân tộc", "12"]]
    )
    assert [_labels(f)[0] for f in figures] == [
        "I. Tổ chức – Đảng viên",
        "Đảng viên – Nữ",
        "Đảng viên – Trong đó dân tộc",
    ]


def test_a_ratio_under_a_double_head_has_parts() -> None:
    (figure,) = _figures([["Đơn vị", "đoàn viên/hội viên"], ["Hội Nông dân", "214/1.305"]])
    assert (figure.value, figure.parts, figure.unit) == (None, (214, 1305), "đoàn viên/hội viên")


def test_ordinals_years_and_document_numbers_are_no_figures() -> None:
    rows: _Rows = [
        ["STT", "Văn bản", "Số, ký hiệu", "Ngày tháng", "Ghi chú"],
        ["1", "Kế hoạch", "45", "12", "Năm 2023"],
    ]
    assert _figures(rows) == []


def test_words_in_a_cell_are_read_as_text() -> None:
    figures = _figures([["TT", "Nội dung", "Kết quả"], ["1", "Nhà ở", "Xây mới 12 căn nhà, sửa chữa 5 căn nhà"]])
    assert [(f.value, f.unit, f.subject) for f in figures] == [(12, "căn nhà", "căn nhà"), (5, "căn nhà", "sửa chữa")]


def test_a_carried_cell_is_a_placeholder() -> None:
    (figure,) = _figures([["Nội dung", "Số cuộc"], ["Giám sát", "⟦12⟧"]])
    assert (figure.text, figure.value, figure.unit, figure.placeholder) == ("⟦12⟧", 12, "cuộc", True)


def test_a_row_of_units_under_the_heads_is_head_too() -> None:
    figures = _figures(
        [["TT", "Chỉ tiêu", "Diện tích", "2025/2024"], ["", "", "(ha)", "%"], ["1", "Lúa", "640,5", "101,3"]]
    )
    assert [(f.value, f.unit) for f in figures] == [(Decimal("640.5"), "ha"), (Decimal("101.3"), "%")]


def test_rows_numbered_a_level_lower_stand_under_the_one_above() -> None:
    figures = _figures(
        [
            ["TT", "Chỉ tiêu", "Năm 2025"],
            ["I", "Lúa cả năm", "1.262"],
            ["1", "Vụ Xuân", "648"],
            ["2", "Vụ Mùa", "614"],
            ["II", "Ngô", "298"],
            ["", "Tổng cộng", "1.560"],
        ]
    )
    assert [_labels(f)[0] for f in figures] == [
        "Lúa cả năm", "Lúa cả năm – Vụ Xuân", "Lúa cả năm – Vụ Mùa", "Ngô", "Tổng cộng",
    ]  # fmt: skip


def test_a_heading_ends_where_its_own_numbering_goes_on() -> None:
    figures = _figures(
        [["TT", "Nội dung", "Số lượng"], ["1", "Tuyên truyền", ""], ["", "- Tin", "12"], ["2", "Giám sát", "5"]]
    )
    assert [_labels(f)[0] for f in figures] == ["Tuyên truyền – Tin", "Giám sát"]


def test_years_label_their_rows() -> None:
    figures = _figures(
        [["Năm", "Số vụ", "Số người chết"], ["2023", "14", "5"], ["2024", "11", "x"], ["Tổng", "25", "-"]]
    )
    assert [(f.value, f.subject, _labels(f)[0]) for f in figures] == [
        (14, "Số vụ", "2023"), (5, "Số người chết", "2023"), (11, "Số vụ", "2024"), (25, "Tổng", "Tổng"),
    ]  # fmt: skip


def test_a_first_column_that_runs_on_numbers_the_rows() -> None:
    figures = _figures(
        [["Ô số", "Nội dung", "Cỡ chữ"], ["1", "Quốc hiệu", "13"], ["2", "Tên cơ quan", "12"], ["3a", "Số", "13"]]
    )
    assert [f.value for f in figures] == [13, 12, 13]


def test_columns_of_times_count_nothing_and_label_their_rows() -> None:
    figures = _figures([["Tháng", "Thu", "Ghi chú"], ["3", "120", ""], ["4", "131", "tăng 11 hồ sơ"]])
    assert [(f.value, f.subject, _labels(f)[0]) for f in figures] == [
        (120, "Thu", "3"),
        (131, "Thu", "4"),
        (11, "hồ sơ", "4"),
    ]
