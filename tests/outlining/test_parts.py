"""One heading that answers several items, and a heading that says what an item's ask says: labelled by hand."""

import pytest

from drafter.model.outline import Grade, Match, Outline
from drafter.outlining import match
from tests.outlining.rendering import imported, understood

HEAD = "ĐỀ CƯƠNG BÁO CÁO\nKết quả hoạt động công đoàn năm 2024\n"
REPORT = "BÁO CÁO\nKết quả hoạt động công đoàn năm 2024\n"


def answers(items: str, sections: str) -> dict[str, tuple[Match, list[str]]]:
    outline: Outline = imported(HEAD + items)
    document, tree = understood(REPORT + sections)
    titles = {item.id: item.title for _depth, item in outline.walk()}
    return {
        titles[found.item]: (found, [tree.sections[index].title or "" for index in found.sections])
        for found in match(outline, document, tree)
    }


@pytest.mark.parametrize(
    ("items", "heading"),
    [
        (["Tuyên truyền, giáo dục", "Phong trào thi đua “Lao động giỏi”"], "Công tác tuyên truyền, thi đua"),
        (
            ["Kết quả phát triển đoàn viên, thành lập cơ sở", "Đào tạo, bồi dưỡng cán bộ công đoàn"],
            "Phát triển đoàn viên và bồi dưỡng cán bộ",
        ),
        (
            ["Ban hành văn bản chỉ đạo, hướng dẫn", "Kiện toàn Ban Chỉ đạo, phân công phụ trách"],
            "Văn bản đã ban hành và kiện toàn Ban Chỉ đạo",
        ),
        (["Công tác nữ công", "Công tác kiểm tra, giám sát"], "Công tác nữ công; kiểm tra, giám sát"),
    ],
)
def test_the_parts_of_one_heading_answer_neighbouring_items(items: list[str], heading: str) -> None:
    found = answers(
        f"I. KẾT QUẢ\n1. {items[0]}\n2. {items[1]}\n3. Công tác tài chính\nII. KIẾN NGHỊ\n",
        f"I. KẾT QUẢ\n1. {heading}\nĐã làm 5 việc.\n2. Công tác tài chính\nThu 5 triệu đồng.\nII. KIẾN NGHỊ\nKhông.\n",
    )
    for item in items:
        answer, titles = found[item]
        assert (titles, answer.grade) == ([heading], Grade.LIKELY)


@pytest.mark.parametrize(
    ("items", "heading"),
    [
        # A verb in common names no item.
        (["Xây dựng tổ chức công đoàn", "Củng cố quan hệ lao động"], "Xây dựng, củng cố khối đoàn kết"),
        # Nothing in common at all.
        (["Công tác nữ công", "Công tác đối ngoại"], "Chăm lo tết, thăm hỏi ốm đau"),
    ],
)
def test_a_heading_in_other_matters_answers_none_surely(items: list[str], heading: str) -> None:
    found = answers(
        f"I. KẾT QUẢ\n1. {items[0]}\n2. {items[1]}\nII. KIẾN NGHỊ\n",
        f"I. KẾT QUẢ\n1. {heading}\nĐã làm 5 việc.\n2. Công tác thể thao\nTổ chức 2 giải.\nII. KIẾN NGHỊ\nKhông.\n",
    )
    assert all(heading not in found[item][1] or found[item][0].grade is Grade.WEAK for item in items)


def test_a_heading_beside_the_items_own_that_says_its_ask_belongs_to_it() -> None:
    first, second = "1. Thi đua lao động giỏi\n", "2. Cuộc vận động “5 không, 3 sạch”\n"
    found = answers(
        f"I. PHONG TRÀO\n{first}{second}- Số hộ đạt\n- Mô hình bảo vệ môi trường\n",
        f"I. PHONG TRÀO\n{first}Tốt.\n{second}Đạt.\n3. Các mô hình bảo vệ môi trường\nCó 4.\n",
    )
    answer, titles = found["Cuộc vận động “5 không, 3 sạch”"]
    assert titles == ["Cuộc vận động “5 không, 3 sạch”", "Các mô hình bảo vệ môi trường"]
    assert (answer.grade, answer.shape) == (Grade.LIKELY, "split")
