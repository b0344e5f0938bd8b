"""The rows of a figure table found in a report: which cell, which sentence, and when nothing is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.archive import Gathered, How, gather, record_of
from drafter.extracting import extract
from drafter.model.outline import Appendix, AppendixRow
from drafter.model.period import Period
from drafter.reading import from_text
from drafter.sectioning import section

HEAD = "ỦY BAN NHÂN DÂN XÃ NÀ PHẠ\n\nBÁO CÁO\nKết quả công tác năm 2024, nhiệm vụ năm 2025\n\n"
ROWS = (
    AppendixRow("lua", "Tổng diện tích gieo trồng", "1", "ha", 1, sums=True),
    AppendixRow("ngo", "Ngô", "1.1", "ha", 2),
    AppendixRow("san-luong", "Sản lượng lương thực", "2", "tấn", 1),
    AppendixRow("ngo-2", "Ngô", "2.1", "tấn", 2),
    AppendixRow("thu", "Thu ngân sách trên địa bàn", "3", "triệu đồng"),
    AppendixRow("ngheo", "Số hộ nghèo", "4", "hộ"),
    AppendixRow("can-ngheo", "Hộ cận nghèo", "5", "hộ"),
    AppendixRow("vsmt", "Tỷ lệ hộ dùng nước hợp vệ sinh", "6", "%"),
)
TABLE = Appendix("phu-luc", "Chỉ tiêu năm 2024", columns=("Năm 2023", "Năm 2024"), rows=ROWS, comparison=True)


def told(text: str, *, period: str = "2024", table: Appendix = TABLE) -> dict[str, Gathered]:
    draft = f"---\noutline: x\nperiod: '{period}'\n---\n{text}"
    document = from_text(draft, path="bc.md", format="md")
    tree = section(document)
    record = record_of(document, tree, extract(document, tree))
    return {one.row.id: one for one in gather(table, record, Period.parse(period))}


def value(one: Gathered) -> Decimal | None:
    return one.found.value if one.found else None


APPENDIX = """## PHỤ LỤC. Chỉ tiêu {#phu-luc}

| TT | Chỉ tiêu | ĐVT | Thực hiện năm 2023 | Kế hoạch năm 2024 | Thực hiện năm 2024 | So sánh (%) |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | Tổng diện tích gieo trồng | ha | 780 | 790 | 801,5 | 102,8 |
| 1.1 | Ngô | ha | 244 | 248 | 250 | 102,5 |
| 2 | Sản lượng lương thực | tấn | 3.066 |  | 3.312 | 108 |
| 2.1 | Ngô | tấn | 976 |  | 1.065 | 109,1 |
| 3 | Thu ngân sách trên địa bàn | triệu đồng | 6.120 | 7.800 | 8.460 | 138,2 |
| 4 | Hộ nghèo | hộ | 176 | 135 | 132 | 75 |
"""


def test_a_row_takes_the_cell_of_the_period_under_its_own_parent() -> None:
    got = told(f"# BÁO CÁO\n\n{APPENDIX}")
    assert {key: value(one) for key, one in got.items()} == {
        "lua": Decimal("801.5"),
        "ngo": 250,
        "san-luong": 3312,
        "ngo-2": 1065,
        "thu": 8460,
        "ngheo": 132,
        "can-ngheo": None,
        "vsmt": None,
    }
    assert got["ngheo"].found is not None
    assert (got["ngheo"].found.text, got["ngheo"].found.how) == ("132", How.ROW)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Toàn xã còn 141 hộ cận nghèo.", 141),
        ("Số hộ cận nghèo là 141 hộ, giảm 20 hộ so với năm 2023.", 141),
        ("Giảm 20 hộ cận nghèo so với năm 2023.", None),  # a change
        ("Kế hoạch giao 150 hộ cận nghèo.", None),  # a plan
        ("Còn khoảng 140 hộ cận nghèo.", None),  # not a count
        ("Thôn Nà Tâu có 12 hộ cận nghèo; thôn Pá Hu có 15 hộ cận nghèo.", None),  # parts: nothing is guessed
    ],
)
def test_sentences_answer_where_the_appendix_is_silent(sentence: str, answer: int | None) -> None:
    got = told(f"# BÁO CÁO\n\n## I. KẾT QUẢ {{#kq}}\n\n{sentence}\n\n{APPENDIX}")["can-ngheo"]
    assert value(got) == answer


def test_several_answers_are_told_not_chosen() -> None:
    got = told("# BÁO CÁO\n\n## I. KẾT QUẢ {#kq}\n\nCó 141 hộ cận nghèo.\n\nXã còn 150 hộ cận nghèo.\n")["can-ngheo"]
    assert got.found is None
    assert [one.value for one in got.rivals] == [141, 150]


def test_what_is_planned_for_the_next_period_is_no_answer() -> None:
    got = told("# BÁO CÁO\n\n## II. NHIỆM VỤ NĂM 2025 {#nv}\n\nPhấn đấu còn 100 hộ cận nghèo.\n")["can-ngheo"]
    assert (got.found, got.rivals) == (None, ())


def test_text_and_appendix_that_differ_are_both_told() -> None:
    got = told(f"# BÁO CÁO\n\n## I. KẾT QUẢ {{#kq}}\n\nToàn xã còn 123 hộ nghèo.\n\n{APPENDIX}")["ngheo"]
    assert value(got) == 132
    assert [one.text for one in got.rivals] == ["123 hộ"]


def test_money_comes_in_the_rows_own_unit_from_any_scale() -> None:
    text = "# BÁO CÁO\n\n## I. KẾT QUẢ {#kq}\n\nThu ngân sách trên địa bàn 8,46 tỷ đồng.\n\n"
    assert value(told(text)["thu"]) == 8460
    assert told(text + APPENDIX)["thu"].rivals == ()


def test_a_figure_that_nobody_confirmed_is_no_answer() -> None:
    assert told("# BÁO CÁO\n\n## I. KẾT QUẢ {#kq}\n\nToàn xã có ⟦141⟧ hộ cận nghèo.\n")["can-ngheo"].found is None


def test_a_half_year_does_not_take_the_whole_years_column() -> None:
    table = Appendix("a", "t", columns=(), rows=(AppendixRow("x", "Buổi tuyên truyền", None, "buổi"),))
    text = (
        "# BÁO CÁO\n\n## PHỤ LỤC. Số liệu {#pl}\n\n| TT | Chỉ tiêu | ĐVT | 6 tháng đầu năm 2024 | Ước cả năm 2024 |\n"
        "| --- | --- | --- | --- | --- |\n| 1 | Buổi tuyên truyền | buổi | 27 | 60 |\n"
    )
    assert value(told(text, period="2024-H1", table=table)["x"]) == 27
