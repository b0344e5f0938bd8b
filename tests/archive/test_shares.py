"""What part of a whole a count is, where the text or the table names the whole."""

from decimal import Decimal

import pytest

from drafter import reading
from drafter.archive.shares import shares
from drafter.extracting import extract
from drafter.sectioning import section

SENTENCES = [
    ("Có 312/811 hộ được vay vốn.", {"312/811 hộ": ("38.47", "811")}),
    ("Toàn xã có 811 hộ, trong đó có 312 hộ nghèo.", {"312 hộ": ("38.47", "811")}),
    ("Toàn xã có 811 hộ, trong đó có 312 hộ nghèo, chiếm 38,5%.", {"312 hộ": ("38.5", "811")}),
    ("Bản Nhót có 41 hộ cận nghèo (chiếm 12,4% tổng số hộ).", {"41 hộ": ("12.4", None)}),
    ("Bản Nhót có 41 hộ nghèo trên tổng số 96 hộ dân.", {"41 hộ": ("42.71", "96")}),
    ("Hội có 26 hội viên nòng cốt, tỷ lệ 8,1%.", {"26 hội viên": ("8.1", None)}),
    # No share: of a plan, a change, a ratio of unlike things, a part of another unit, a part larger than its whole.
    ("Gieo trồng 15 ha, đạt 90% kế hoạch.", {}),
    ("Gieo trồng 15 ha, đạt 90%.", {}),
    ("Đạt 51,5 ha/60 ha kế hoạch.", {}),
    ("Thu 26 triệu đồng, tăng 8,1% so với cùng kỳ.", {}),
    ("Kết nạp 14 đảng viên, trong đó có 6 nữ.", {}),
    ("Đạt 47/45 khu dân cư.", {}),
]


def found(text: str, form: str = "txt") -> dict[str, tuple[str, str | None]]:
    document = reading.from_text(text, format=form)
    figures = extract(document, section(document)).figures
    return {
        figures[index].text: (str(share.percent), None if share.whole is None else str(share.whole))
        for index, share in shares(figures, document.text).items()
    }


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_each_sentence(sentence: str, expected: dict[str, tuple[str, str | None]]) -> None:
    assert found(sentence) == expected


HEAD = "PHỤ LỤC\n\n| TT | Chỉ tiêu | Số lượng | {column} |\n|---|---|---|---|\n"


def test_rows_under_a_total() -> None:
    table = HEAD.format(column="Ghi chú") + (
        "| 1 | Số cuộc họp | 9 | |\n| 2 | Tổng số hộ | 800 | |\n| 3 | Hộ nghèo | 120 | |\n| | Trong đó: hộ người Dao | 50 | |\n"
        "| 4 | Đảng viên mới | 7 | |\n"
    )
    assert found(table, "md") == {"120": ("15.00", "800"), "50": ("6.25", "800")}


def test_units_under_the_total_of_all() -> None:
    table = (
        HEAD.format(column="Ghi chú") + "| | Tổng cộng | 400 | |\n| 1 | Bản Cáp | 100 | |\n| 2 | Bản Nhót | 300 | |\n"
    )
    assert found(table, "md") == {"100": ("25.00", "400"), "300": ("75.00", "400")}


def test_a_column_of_shares_is_of_the_counts_beside_it() -> None:
    table = HEAD.format(column="Tỷ lệ (%)") + "| 1 | Hộ nghèo | 120 | 15,2 |\n"
    assert found(table, "md") == {"120": ("15.2", None)}
    compared = HEAD.format(column="So với cùng kỳ (%)") + "| 1 | Hộ nghèo | 120 | 95,2 |\n"
    assert found(compared, "md") == {}


def test_shares_are_numbers() -> None:
    document = reading.from_text("Có 312/811 hộ được vay vốn.")
    (share,) = shares(extract(document, section(document)).figures, document.text).values()
    assert share.percent == Decimal("38.47")
