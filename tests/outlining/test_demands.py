"""Demands on the whole report, brackets of other shapes, forms that bullets name, and who issues a blank form."""

import pytest

from drafter.outlining import import_outline, to_json
from drafter.outlining.asks import make_ask
from drafter.outlining.issuer import from_letterhead
from drafter.outlining.limits import page_limits
from tests.outlining.rendering import understood

HEAD = "ĐỀ CƯƠNG BÁO CÁO\nKết quả công tác dân vận năm 2025\n"


@pytest.mark.parametrize(
    ("text", "words", "guidance", "optional"),
    [
        ("Vướng mắc khi sáp nhập [nếu có]", "Vướng mắc khi sáp nhập", None, True),
        ("Mô hình mới [ghi rõ tên, địa chỉ]", "Mô hình mới", "ghi rõ tên, địa chỉ", False),
        ("Dự báo tình hình (ngắn gọn)", "Dự báo tình hình", "ngắn gọn", False),
        ("Biên chế, tuổi, trình độ: (lập bảng)", "Biên chế, tuổi, trình độ", "lập bảng", False),
        ("Số vụ tai nạn (nếu không có cũng phải nêu)", "Số vụ tai nạn", "nếu không có cũng phải nêu", False),
        ("Trang thông tin (nếu đơn vị có)", "Trang thông tin", "nếu đơn vị có", True),
        ("Đã quán triệt bằng hình thức nào? Có vướng mắc gì?", None, None, False),
    ],
)
def test_an_asks_brackets(text: str, words: str | None, guidance: str | None, optional: bool) -> None:
    ask = make_ask(text)
    assert (ask.text, ask.guidance, ask.optional) == (words or text, guidance, optional)


@pytest.mark.parametrize("lead", ["Yêu cầu:", "Lưu ý khi viết báo cáo:", "Ghi chú:"])
def test_bullets_under_a_demand_on_the_report_are_notes(lead: str) -> None:
    text = f"{HEAD}I. KẾT QUẢ\n- Số mô hình\nII. KIẾN NGHỊ\n{lead}\n- Báo cáo tối đa 06 trang;\n- Gửi trước ngày 05/12/2025.\n"
    data = to_json(import_outline(*understood(text)))
    assert [[ask["text"] for ask in item["asks"]] for item in data["items"]] == [["Số mô hình"], ["KIẾN NGHỊ"]]
    assert len(data["notes"]) == 2
    assert data["deadline"] == "2025-12-05"
    assert data["limits"]["pages"] == {"chung": 6}


def test_forms_that_bullets_name_are_appendices_and_no_asks() -> None:
    forms = "Phụ lục kèm theo:\n- Phụ lục 1: Văn bản đã ban hành.\n- Phụ lục 2: Mô hình tiêu biểu.\n"
    text = f"{HEAD}I. KẾT QUẢ\n- Số mô hình\nII. KIẾN NGHỊ\n{forms}"
    data = to_json(import_outline(*understood(text)))
    assert [(entry["label"], entry["title"]) for entry in data["appendices"]] == [
        ("Phụ lục 1", "Văn bản đã ban hành"),
        ("Phụ lục 2", "Mô hình tiêu biểu"),
    ]
    assert all(ask["implicit"] for ask in data["items"][1]["asks"])


def test_a_bracket_on_its_own_line_is_its_items_guidance() -> None:
    text = f"{HEAD}I. KẾT QUẢ\n1. Kiểm tra, giám sát\n(Số liệu theo mẫu biểu số 3)\n2. Khen thưởng\nII. KIẾN NGHỊ\n"
    data = to_json(import_outline(*understood(text)))
    assert data["items"][0]["items"][0]["guidance"] == "Số liệu theo mẫu biểu số 3"
    assert data["notes"] == []


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("tối đa 10 trang đối với công đoàn cấp trên, 06 trang đối với cơ sở", {"cấp trên": 10, "cơ sở": 6}),
        ("không quá 12 trang với cấp tỉnh, 8 trang với cấp xã", {"tỉnh": 12, "xã": 8}),
    ],
)
def test_limits_name_a_bodys_superior(text: str, limits: dict[str, int]) -> None:
    assert page_limits(text) == limits


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("TÊN CƠ QUAN CẤP TRÊN\nTÊN ĐƠN VỊ", None),
        ("CƠ QUAN CHỦ QUẢN\nĐƠN VỊ BÁO CÁO", None),
        ("UBND TỈNH LỘC AN\nSỞ NỘI VỤ", "Sở Nội vụ tỉnh Lộc An"),
    ],
)
def test_a_forms_blank_letterhead_names_no_issuer(head: str, issuer: str | None) -> None:
    assert from_letterhead(head) == issuer


def test_how_long_an_item_may_be_is_no_limit_of_the_report() -> None:
    text = f"{HEAD}I. KẾT QUẢ (khoảng 7 - 8 trang)\n1. Dân vận khéo²\nII. NHIỆM VỤ (không quá 02 trang)\n"
    data = to_json(import_outline(*understood(text)))
    assert data["limits"]["pages"] == {}
    assert data["items"][0]["guidance"] == "khoảng 7 - 8 trang"
    assert data["items"][0]["items"][0]["title"] == "Dân vận khéo"


def test_figures_that_a_list_names_are_named_by_it() -> None:
    assert make_ask("Số liệu: số buổi, số lượt người").figures == ("số buổi", "số lượt người")
