"""Headings that bear no label: bold lines, `MỞ ĐẦU` and `KẾT LUẬN`; and bodies that sign alone."""

import pytest

from drafter.model.document import Look
from drafter.model.section import PartKind, SectionTree
from drafter.sectioning import section
from tests.sectioning.plain import document_of

TITLE = Look(bold=True, centred=True)
BOLD = Look(bold=True)
ITALIC = Look(bold=True, italic=True)


def tree_of(*lines: tuple[str, Look | None]) -> SectionTree:
    looks = {number: look for number, (_text, look) in enumerate(lines) if look is not None}
    return section(document_of("\n".join(text for text, _look in lines), looks, form="docx"))


def shape(tree: SectionTree) -> list[tuple[int, str | None, str | None]]:
    return [(item.level, item.label, item.title) for item in tree.sections]


def test_bold_lines_are_headings_where_nothing_is_numbered() -> None:
    tree = tree_of(
        ("BÁO CÁO", TITLE),
        ("Kết quả hội thi cán bộ giỏi năm 2025", TITLE),
        ("Công tác chuẩn bị", BOLD),
        ("Ban tổ chức họp 02 lần.", None),
        ("Diễn biến hội thi", BOLD),
        ("Phần chào hỏi", ITALIC),
        ("Có 06 đội dự thi.", None),
        ("Phần kiến thức", ITALIC),
        ("Các đội trả lời 20 câu.", None),
        ("Kiến nghị:", BOLD),
        ("Duy trì hội thi hằng năm.", None),
        ("TM. BAN TỔ CHỨC", TITLE),
        ("Hà Thị Lụa", BOLD),
    )
    assert shape(tree) == [
        (1, None, "Công tác chuẩn bị"),
        (1, None, "Diễn biến hội thi"),
        (2, None, "Phần chào hỏi"),
        (2, None, "Phần kiến thức"),
        (1, None, "Kiến nghị"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # One bold line alone proves nothing.
        [("BÁO CÁO", TITLE), ("Kết quả họp", TITLE), ("Đánh giá", BOLD), ("Cuộc họp thành công.", None)],
        # Whole sentences in bold are emphasis.
        [
            ("BÁO CÁO", TITLE),
            ("Kết quả họp", TITLE),
            ("Đề nghị gửi đúng hạn.", BOLD),
            ("Xã đã gửi.", None),
            ("Không nộp chậm;", BOLD),
            ("Xã đã nộp.", None),
        ],
    ],
)
def test_bold_type_alone_makes_no_heading_of_a_sentence(lines: list[tuple[str, Look | None]]) -> None:
    assert shape(tree_of(*lines)) == []


def test_bold_lines_head_the_series_below_them() -> None:
    tree = tree_of(
        ("BÁO CÁO", TITLE),
        ("Công tác tháng 9, nhiệm vụ tháng 10", TITLE),
        ("Kết quả công tác tháng 9", BOLD),
        ("1. Công tác tuyên truyền", None),
        ("Phát 12 tin.", None),
        ("2. Công tác kiểm tra", None),
        ("Kiểm tra 02 đơn vị.", None),
        ("Nhiệm vụ tháng 10", BOLD),
        ("1. Công tác tuyên truyền", None),
        ("Phát 10 tin.", None),
        ("2. Công tác tổ chức", None),
        ("Kiện toàn 01 chi hội.", None),
    )
    assert [(item.label, item.title, item.parent) for item in tree.sections] == [
        (None, "Kết quả công tác tháng 9", None),
        ("1.", "Công tác tuyên truyền", 0),
        ("2.", "Công tác kiểm tra", 0),
        (None, "Nhiệm vụ tháng 10", None),
        ("1.", "Công tác tuyên truyền", 3),
        ("2.", "Công tác tổ chức", 3),
    ]


@pytest.mark.parametrize(("opening", "ending"), [("MỞ ĐẦU", "KẾT LUẬN"), ("ĐẶT VẤN ĐỀ", "LỜI KẾT")])
def test_an_opening_and_an_ending_stand_beside_the_numbered_sections(opening: str, ending: str) -> None:
    text = (
        f"CHUYÊN ĐỀ\nĐổi mới sinh hoạt chi bộ\n{opening}\nSinh hoạt chi bộ giữ vai trò quan trọng.\nI. THỰC TRẠNG\n"
        f"1. Ưu điểm\nNền nếp.\n2. Hạn chế\nCòn đơn điệu.\nII. GIẢI PHÁP\nTập huấn bí thư.\n{ending}\nCần kiên trì."
    )
    tree = section(document_of(text))
    assert [(item.level, item.label, item.title) for item in tree.sections] == [
        (1, None, opening),
        (1, "I.", "THỰC TRẠNG"),
        (2, "1.", "Ưu điểm"),
        (2, "2.", "Hạn chế"),
        (1, "II.", "GIẢI PHÁP"),
        (1, None, ending),
    ]


BODY = "BÁO CÁO\nCông tác quý II\nI. KẾT QUẢ\nĐã tổ chức 4 buổi họp.\n"


@pytest.mark.parametrize(
    ("tail", "title", "signed"),
    [
        ("II. KIẾN NGHỊ\n                                   BAN THƯỜNG VỤ", "KIẾN NGHỊ", True),
        ("II. KIẾN NGHỊ\nBAN CHẤP HÀNH\nLương Văn Bào", "KIẾN NGHỊ", True),
        ("II. KIẾN NGHỊ VỚI\nBAN THƯỜNG VỤ HUYỆN ỦY", "KIẾN NGHỊ VỚI BAN THƯỜNG VỤ HUYỆN ỦY", False),
    ],
)
def test_a_body_alone_at_the_end_signs(tail: str, title: str, signed: bool) -> None:
    tree = section(document_of(BODY + tail))
    assert tree.sections[-1].title == title
    assert bool(list(tree.parts_of(PartKind.SIGNATURE))) is signed
