"""Sentences held against last period's."""

import pytest

from drafter.model.document import Document
from drafter.model.section import SectionTree
from drafter.reading import from_text
from drafter.reusing.similar import Likeness, mask, similar, total
from drafter.sectioning import section

OLD = """I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023
1. Tuyên truyền
Các bản mở 12 buổi nói chuyện về phòng cháy rừng với 640 người nghe. Loa của bản phát tin hai lần mỗi ngày.
2. Giảm nghèo
Đoàn thanh niên giúp 9 hộ nghèo dựng lại chuồng trại sau trận lũ đầu mùa."""


def read(text: str, form: str = "txt") -> tuple[Document, SectionTree]:
    document = from_text(text, path="a", format=form)
    return document, section(document)


@pytest.mark.parametrize(
    ("sentence", "likeness"),
    [
        ("Loa của bản phát tin hai lần mỗi ngày.", Likeness.UNCHANGED),
        ("- Loa của bản phát tin hai lần mỗi ngày;", Likeness.UNCHANGED),
        ("Các bản mở ⟦12⟧ buổi nói chuyện về phòng cháy rừng với ⟦640⟧ người nghe.", Likeness.UNCHANGED),
        ("Các bản mở 15 buổi nói chuyện về phòng cháy rừng với 1.040 người nghe.", Likeness.FIGURES),
        ("Các bản mở ⟦?⟧ buổi nói chuyện về phòng cháy rừng với 640 người nghe.", Likeness.FIGURES),
        ("Các bản đã mở 15 buổi nói chuyện về phòng cháy, chữa cháy rừng với 700 người nghe.", Likeness.REWORDED),
        ("Đoàn thanh niên xã giúp 11 hộ nghèo dựng lại nhà cửa, chuồng trại sau trận lũ.", Likeness.REWORDED),
        ("Trường nội trú khánh thành bếp ăn do cựu học sinh góp tiền xây.", Likeness.NEW),
        ("Các bản sửa lại 3 cây cầu treo.", Likeness.NEW),
    ],
)
def test_each_sentence(sentence: str, likeness: Likeness) -> None:
    new = read(f"I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024\n1. Tuyên truyền\n{sentence}")
    (found,) = similar(*new, *read(OLD))
    (compared,) = found.sentences
    assert compared.likeness == likeness
    assert new[0].text[compared.start : compared.end] == compared.text
    assert (compared.previous is None) == (likeness == Likeness.NEW)


def test_a_report_against_itself_is_unchanged() -> None:
    sections = similar(*read(OLD), *read(OLD))
    assert [one.section for one in sections] == ["I.1", "I.2"]
    assert total(sections).share(Likeness.UNCHANGED) == 1.0


def test_sections_that_moved_are_found() -> None:
    moved = OLD.replace("1. Tuyên truyền", "7. Việc khác").replace("2. Giảm nghèo", "8. Sinh kế")
    assert total(similar(*read(moved), *read(OLD))).count(Likeness.UNCHANGED) == 3


def test_shares_weigh_by_length() -> None:
    new = read("I. KẾT QUẢ\n1. Tuyên truyền\nLoa của bản phát tin hai lần mỗi ngày. Mới.")
    (found,) = similar(*new, *read(OLD))
    assert found.count(Likeness.UNCHANGED) == found.count(Likeness.NEW) == 1
    assert found.share(Likeness.UNCHANGED) > 0.9


def test_table_rows_are_compared_one_by_one() -> None:
    table = "| Chỉ tiêu | Số |\n|---|---|\n| Giếng khoan | {wells} |\n| Cầu treo | 2 |"
    old, new = (read(f"## Phụ lục\n\n{table.format(wells=wells)}", "md") for wells in (4, 5))
    counted = total(similar(*new, *old))
    assert (counted.count(Likeness.UNCHANGED), counted.count(Likeness.FIGURES)) == (2, 1)


def test_nothing_against_nothing() -> None:
    assert similar(*read(" "), *read(" ")) == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Đạt 12,5% kế hoạch", "đạt # kế hoạch"),
        ("quý II năm 2023", "# năm #"),
        ("6 tháng cuối năm 2023", "# tháng # #"),
        ("⟦30/5/2022?⟧ hoà giải", "# hòa giải"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked
