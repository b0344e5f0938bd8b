"""Lines that break off inside a date or a citation, and lines that only end."""

from __future__ import annotations

import pytest

from drafter.extracting.wrapping import goes_on
from drafter.model.document import Block, BlockKind


def joined(first: str, second: str, between: str = "\n") -> bool:
    text = first + between + second
    start = len(first) + len(between)
    return goes_on(
        text, Block(BlockKind.PARAGRAPH, 0, len(first)), Block(BlockKind.PARAGRAPH, start, start + len(second))
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thực hiện Quyết định số 217-", "QĐ/TW của Bộ Chính trị"),
        ("theo Quyết định số 217-QĐ/TW ngày", "12/12/2013 của Bộ Chính trị"),
        ("Kèm theo Báo cáo ngày 08 tháng 6 năm", "2023 của xã"),
        ("báo cáo tháng", "6 năm 2022"),
        ("Căn cứ Nghị quyết", "số 12/NQ-HĐND"),
        ("theo Kế hoạch số", "45/KH-UBND"),
        ("Quyết định số 90/QĐ-TTg ngày 18 tháng 01 năm 2022", "của Thủ tướng Chính phủ"),
        ("theo Chỉ thị 05-CT/TW", "của Bộ Chính trị"),
    ],
)
def test_broken_inside(first: str, second: str) -> None:
    assert joined(first, second)
    assert not joined(first, second, "\n\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Đã tổ chức 12 cuộc.", "12/12 khu dân cư tham gia."),
        ("BÁO CÁO NĂM 2022", "1. Kết quả"),
        ("Nơi nhận của", "1. Các xã"),
        ("III. KIẾN NGHỊ", "Đề nghị HĐND tỉnh sửa đổi mức hỗ trợ"),
        ("Công tác tuyên truyền", "đã có 12 cuộc"),
        ("trong từng tháng", "a) Tháng 1"),
    ],
)
def test_only_ended(first: str, second: str) -> None:
    assert not joined(first, second)
