"""Labels as offices write them, and what only looks like one."""

import pytest

from drafter.model.document import Look
from drafter.sectioning.labels import letter_number, read_label, roman
from drafter.sectioning.lines import Line


def line(text: str) -> Line:
    return Line(0, 0, len(text), 0, Look(), text)


@pytest.mark.parametrize(
    ("text", "printed", "style", "path"),
    [
        ("I. ĐẶC ĐIỂM", "I.", "roman.", (1,)),
        ("IV/ KẾT QUẢ", "IV/", "roman/", (4,)),
        ("II- KẾT QUẢ", "II-", "roman-", (2,)),
        ("III - KẾT QUẢ", "III -", "roman-", (3,)),
        ("I/- Bối cảnh", "I/-", "roman/-", (1,)),
        ("1)- Ưu điểm", "1)-", "arabic)-", (1,)),
        ("A. TÌNH HÌNH", "A.", "upper.", (1,)),
        ("1. Công tác", "1.", "arabic.", (1,)),
        ("01. Công tác", "01.", "arabic.", (1,)),
        ("1) Công tác", "1)", "arabic)", (1,)),
        ("(1) Công tác", "(1)", "round()", (1,)),
        ("1.Công tác", "1.", "arabic.", (1,)),
        ("12/ Công tác", "12/", "arabic/", (12,)),
        ("1.1. Mục tiêu", "1.1.", "decimal2", (1, 1)),
        ("6.1 Kết quả", "6.1", "decimal2", (6, 1)),
        ("2. 1. Công tác", "2. 1.", "decimal2", (2, 1)),
        ("1.2.3. Công tác", "1.2.3.", "decimal3", (1, 2, 3)),
        ("2.l. Việc làm", "2.l.", "decimal2", (2, 1)),
        ("I.1. Tuyên truyền", "I.1.", "mixed2", (1, 1)),
        ("a) Ưu điểm", "a)", "lower)", (1,)),
        ("đ) Các nội dung khác", "đ)", "lower)", (5,)),
        ("b. Về giáo dục", "b.", "lower.", (2,)),
        ("Phần thứ nhất", "Phần thứ nhất", "part:word", (1,)),
        ("PHẦN II: KẾT QUẢ", "PHẦN II", "part:roman", (2,)),
        ("Chương IV", "Chương IV", "chapter", (4,)),
        ("Mục 2. TÀI CHÍNH", "Mục 2", "division", (2,)),
        ("Điều 12. Hiệu lực", "Điều 12.", "article", (12,)),
        ("PHỤ LỤC 1", "PHỤ LỤC 1", "appendix", (1,)),
        ("Phụ lục số 02: Kết quả", "Phụ lục số 02", "appendix", (2,)),
        ("PHỤ LỤC III", "PHỤ LỤC III", "appendix", (3,)),
        ("PHỤ LỤC II Danh sách hộ nghèo", "PHỤ LỤC II", "appendix", (2,)),
        ("Biểu 02", "Biểu 02", "form", (2,)),
        ("Biểu số 01/BC-MTTQ", "Biểu số 01/BC-MTTQ", "form", (1,)),
        ("Mẫu 1.9 - Biên bản", "Mẫu 1.9", "form", (1, 9)),
        ("CHƯƠNG TRÌNH THỨ HAI: VẬN ĐỘNG", "CHƯƠNG TRÌNH THỨ HAI", "item", (2,)),
        ("Nội dung 1: Tuyên truyền", "Nội dung 1", "item", (1,)),
        ("Một là: Bám sát cơ sở.", "Một là:", "count", (1,)),
        ("Thứ ba, xây dựng chi bộ.", "Thứ ba,", "ordinal", (3,)),
        ("IV. IV. ĐÁNH GIÁ", "IV. IV.", "roman.", (4,)),
        ("b) b) Về y tế", "b) b)", "lower)", (2,)),
        ("3,1. Nguồn vốn", "3,1.", "decimal2", (3, 1)),
    ],
)
def test_a_label_is_read_with_its_style_and_its_place(
    text: str, printed: str, style: str, path: tuple[int, ...]
) -> None:
    label = read_label(line(text))
    assert label is not None
    reading = label.readings[0]
    assert (text[: reading.end], reading.style, reading.path) == (printed, style, path)


@pytest.mark.parametrize(
    "text",
    [
        "1.555 hộ tham gia",
        "2,5 ha bị ngập",
        "12.5% diện tích",
        "30/4 - 1/5 toàn xã nghỉ lễ",
        "15/7/2022 là hạn cuối",
        "5 - 7 hộ chuyển đổi",
        "2024 là năm đầu",
        "08:30 khai mạc",
        "1.000.000 đồng",
        "v.v... và các hoạt động khác",
        "Điều 5 Quy chế quy định mức chi.",
        "Phần lớn diện tích đã gặt.",
        "Phần II của báo cáo nêu rõ kết quả.",
        "Mục tiêu chung",
        "Biểu dương các tập thể",
        "Phụ lục 1 kèm theo báo cáo này nêu chi tiết.",
        "Phụ lục 1). Ở dòng đầu phần nơi nhận có thêm từ ngữ.",
        "Thứ hai, ngày 10/6, họp giao ban.",
        "Nhiệm vụ năm 2025",
        "Nội dung 3 cuộc giám sát",
        "CHƯƠNG TRÌNH HAI NĂM",
        "- Tuyên truyền",
        "+ Vận động",
        "TM. ỦY BAN NHÂN DÂN",
        "",
    ],
)
def test_quantities_dates_and_sentences_are_no_labels(text: str) -> None:
    label = read_label(line(text))
    assert label is None or label.weak


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("l. Tư tưởng", {"arabic", "lower", "roman"}),
        ("C. ĐÁNH GIÁ", {"upper"}),
        ("i) Đất đai", {"lower", "small-roman"}),
    ],
)
def test_doubt_keeps_every_reading(text: str, families: set[str]) -> None:
    label = read_label(line(text))
    assert label is not None
    assert {reading.family for reading in label.readings} == families


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("XIX", 19), ("XL", 40), ("IIII", 4), ("VX", None), ("", None)]
)
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman(text) == value


def test_letters_count_in_the_order_of_vietnamese_lists_or_in_the_latin_one() -> None:
    assert [letter_number(letter) for letter in "dđeg"] == [4, 5, 6, 7]
    assert [letter_number(letter, latin=True) for letter in "defg"] == [4, 5, 6, 7]
