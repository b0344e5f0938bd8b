"""Registers of documents: what a row says in other columns belongs to the document that it names."""

from __future__ import annotations

from drafter.extracting import extract
from drafter.model.fact import Reference
from drafter.reading import from_text
from drafter.sectioning import section

_RULE = "| --- | --- | --- | --- |\n"


def _cited(table: str) -> tuple[Reference, ...]:
    document = from_text(f"# Danh mục\n\n{table}", format="md")
    return extract(document, section(document)).references


def test_a_row_gives_its_document_date_and_title() -> None:
    found = _cited(
        "| STT | Số, ký hiệu văn bản | Ngày, tháng, năm ban hành | Trích yếu nội dung |\n"
        + _RULE
        + "| 1 | 15/KH-UBND | 12/01/2025 | Về cải cách hành chính năm 2025 |\n"
        + "| 2 | 124-QĐ/ĐU | 05/02/2025 | Phân công cấp ủy viên |\n"
    )
    assert [(one.symbol, one.date, one.title) for one in found] == [
        ("15/KH-UBND", "2025-01-12", "cải cách hành chính năm 2025"),
        ("124-QĐ/ĐU", "2025-02-05", "Phân công cấp ủy viên"),
    ]


def test_what_the_mention_prints_itself_is_kept() -> None:
    (found,) = _cited(
        "| Văn bản | Nội dung | Ngày ban hành | Cơ quan ban hành |\n"
        + _RULE
        + "| Chỉ thị số 05-CT/TU ngày 14/3/2024 | Về công tác Mặt trận | 15/3/2024 | Ban Thường vụ Tỉnh ủy |\n"
    )
    assert (found.date, found.title, found.issuer) == ("2024-03-14", "công tác Mặt trận", "Ban Thường vụ Tỉnh ủy")


def test_other_tables_lend_nothing() -> None:
    (found,) = _cited(
        "| Nhiệm vụ | Căn cứ | Thời hạn | Ghi chú |\n"
        + _RULE
        + "| Tổng kết | Kế hoạch số 15/KH-UBND | 30/6/2025 | Đúng hạn |\n"
    )
    assert (found.date, found.title) == (None, None)


def test_two_documents_in_a_cell_share_no_date() -> None:
    found = _cited(
        "| STT | Số, ký hiệu | Ngày | Trích yếu |\n"
        + _RULE
        + "| 1 | 15/KH-UBND; 16/KH-UBND | 12/01/2025 | Về cải cách hành chính |\n"
    )
    assert [one.date for one in found] == [None, None]
