"""Reports find their place in an outline, whatever the headings became."""

import pytest

from drafter.model.outline import Ask, Grade, Item, Match, Outline
from drafter.outlining import Drift, asks_met, drift, match
from drafter.outlining.asks import make_ask
from drafter.outlining.assignment import assign
from tests.outlining.rendering import CASES, case, imported, understood
from tests.outlining.reports import report_of

NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def test_paraphrased_renumbered_merged_and_moved_headings_are_found() -> None:
    right = total = wrong = 0
    for name in NAMES:
        outline = imported(case(name))
        for seed in (1, 2):
            made = report_of(outline, seed)
            for found in match(outline, made.document, made.tree):
                wanted = made.truth[found.item]
                got = {made.tree.sections[index].start for index in found.sections}
                sure = found.grade in (Grade.EXACT, Grade.LIKELY)
                hit = got == wanted if wanted else not sure
                total += 1
                right += hit
                wrong += sure and not hit
    assert right / total >= 0.97
    assert wrong == 0


def matched(outline: Outline, text: str) -> dict[str, tuple[Match, list[str]]]:
    document, tree = understood(text)
    return {
        found.item: (found, [tree.sections[index].title or "" for index in found.sections])
        for found in match(outline, document, tree)
    }


OUTLINE = Outline(
    "mau",
    None,
    "Công tác năm",
    "2023",
    items=(
        Item(
            "a",
            "I.",
            "Công tác tuyên truyền",
            items=(
                Item("a1", "1.1.", "Thông tin, báo chí", asks=(Ask("Thông tin, báo chí", implicit=True),)),
                Item("a2", "1.2.", "Tập hợp các tầng lớp nhân dân", asks=(Ask("Tập hợp", implicit=True),)),
            ),
        ),
        Item(
            "b",
            "II.",
            "Giám sát và phản biện xã hội",
            asks=(Ask("số cuộc giám sát", wants_figures=True, figures=("số cuộc giám sát",)),),
        ),
        Item("c", "III.", "Hoạt động đối ngoại nhân dân", aliases=("Quan hệ hữu nghị",)),
    ),
)


def test_one_section_with_two_labels_answers_two_items() -> None:
    found = matched(
        OUTLINE,
        "BÁO CÁO\nNăm 2023\nI. CÔNG TÁC TUYÊN TRUYỀN\n1.1. và 1.2. Hai mặt công tác\nTốt.\nII. GIÁM SÁT VÀ PHẢN BIỆN XÃ HỘI\n"
        "Có 3 cuộc.\n",
    )
    assert found["a1"][0].shape == found["a2"][0].shape == "merged"
    assert found["a1"][0].sections == found["a2"][0].sections
    assert found["a1"][0].grade == Grade.LIKELY


def test_an_item_that_two_sections_answer_is_split() -> None:
    found = matched(
        OUTLINE,
        "BÁO CÁO\nNăm 2023\nI. CÔNG TÁC TUYÊN TRUYỀN\nTốt.\nII. HOẠT ĐỘNG GIÁM SÁT\nCó 3 cuộc.\n"
        "III. PHẢN BIỆN XÃ HỘI\nCó 2 hội nghị.\n",
    )
    assert found["b"][0].shape == "split"
    assert found["b"][1] == ["HOẠT ĐỘNG GIÁM SÁT", "PHẢN BIỆN XÃ HỘI"]


def test_the_last_of_siblings_is_found_where_they_stand_together() -> None:
    """The report has a chapter more than the outline: its items' parent is answered by the chapter above."""
    items = (
        Item("x", "1.", "Tuyên truyền, vận động hội viên"),
        Item("y", "2.", "Các phong trào thi đua yêu nước"),
        Item("z", "3.", "Củng cố tổ chức"),
    )
    outline = Outline(
        "mau", None, "Công tác năm", "2023", items=(Item("a", "I.", "Kết quả công tác Hội", items=items),)
    )
    found = matched(
        outline,
        "BÁO CÁO\nNăm 2023\nPHẦN THỨ NHẤT\nKẾT QUẢ CÔNG TÁC HỘI\nI. ĐẶC ĐIỂM\nXã có 5 chi hội.\nII. VIỆC ĐÃ LÀM\n"
        "1. Tuyên truyền, vận động hội viên\nCó 4 buổi.\n2. Các phong trào thi đua yêu nước\nCó 2 đợt.\n"
        "3. Công tác tổ chức, cán bộ\nThêm 9 hội viên.\nPHẦN THỨ HAI\nNHIỆM VỤ NĂM 2024\nGiữ nền nếp.\n",
    )
    assert found["z"][1] == ["Công tác tổ chức, cán bộ"]
    assert found["z"][0].grade == Grade.LIKELY


def test_an_alias_is_as_good_as_the_title() -> None:
    found = matched(
        OUTLINE, "BÁO CÁO\nNăm 2023\nI. QUAN HỆ HỮU NGHỊ\nKhông phát sinh.\nII. CÔNG TÁC TUYÊN TRUYỀN\nTốt.\n"
    )
    assert found["c"][0].grade == Grade.EXACT
    assert found["c"][1] == ["QUAN HỆ HỮU NGHỊ"]


def test_unicode_tone_placement_and_case_make_no_difference() -> None:
    import unicodedata

    outline = Outline("x", None, "x", items=(Item("x", "1.", "Công tác hòa giải, củng cố tổ chức"),))
    text = unicodedata.normalize(
        "NFD", "BÁO CÁO\nNăm 2023\n1. CÔNG TÁC HOÀ GIẢI, CỦNG CỐ TỔ CHỨC\nTốt.\n2. Việc khác\nTốt.\n"
    )
    assert matched(outline, text)["x"][0].grade == Grade.EXACT


def test_content_alone_is_weak_and_what_is_not_there_is_none() -> None:
    outline = Outline(
        "x",
        None,
        "x",
        items=(
            Item("x", "1.", "Chăm lo đời sống", asks=(Ask("Tặng quà hộ nghèo, thăm hỏi gia đình chính sách dịp Tết"),)),
            Item("y", "2.", "Bảo vệ biên giới quốc gia", asks=(Ask("Tuần tra đường biên, cột mốc"),)),
        ),
    )
    found = matched(
        outline,
        "BÁO CÁO\nNăm 2023\n1. Những việc khác đã làm\nXã tặng quà hộ nghèo và thăm hỏi gia đình chính sách dịp Tết.\n",
    )
    assert found["x"][0].grade == Grade.WEAK
    assert found["y"][0].grade == Grade.NONE
    assert found["y"][0].sections == ()


def test_the_assignment_is_the_best_sum() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == {0: 1, 1: 0}
    assert assign({(0, 0): 0.9, (1, 0): 0.8}) == {0: 0}


def test_drift_names_what_became_of_each_item() -> None:
    new = Outline(
        "moi",
        None,
        "Công tác năm",
        "2024",
        items=(
            Item(
                "t",
                "I.",
                "Công tác tuyên truyền",
                items=(Item("t1", "1.", "Thông tin, báo chí; tập hợp các tầng lớp nhân dân"),),
            ),
            Item("g", "II.", "Hoạt động giám sát"),
            Item("p", "III.", "Phản biện xã hội"),
            Item("s", "IV.", "Chuyển đổi số trong cơ quan"),
        ),
    )
    changes = {change.kind: change for change in drift(OUTLINE, new)}
    assert changes[Drift.SAME].new == ("t",)
    assert changes[Drift.MERGED].old == ("a1", "a2")
    assert changes[Drift.SPLIT].new == ("g", "p")
    assert changes[Drift.NEW].new == ("s",)
    assert changes[Drift.GONE].old == ("c",)


def test_an_outline_against_itself_is_the_same_throughout() -> None:
    for name in NAMES:
        outline = imported(case(name))
        assert {change.kind for change in drift(outline, outline)} == {Drift.SAME}


ITEM = Item(
    "x",
    "1.",
    "Giám sát",
    asks=(
        Ask("Hoạt động giám sát", "nêu rõ số cuộc", wants_figures=True, figures=("số cuộc",)),
        Ask("Hòa giải ở cơ sở", wants_figures=True, figures=("tỷ lệ hòa giải thành",)),
        Ask("Đối ngoại nhân dân", optional=True),
    ),
)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("", (False, False, False)),
        (
            "Hoạt động giám sát có 18 cuộc. Công tác hòa giải ở cơ sở đạt 92,5%. Đối ngoại nhân dân không phát sinh.",
            (True, True, True),
        ),
        ("Hoạt động giám sát được thực hiện tốt theo Kế hoạch số 12 năm 2023.", (False, False, False)),
        ("Hoạt động giám sát: không phát sinh.", (True, False, False)),
        ("<!-- Hoạt động giám sát 5 cuộc -->", (False, False, False)),
        ("Hoạt động giám sát có ⟦12⟧ cuộc.", (True, False, False)),
    ],
)
def test_an_ask_is_met_by_its_sentence_and_its_figure(text: str, met: tuple[bool, ...]) -> None:
    assert tuple(judged.met for judged in asks_met(ITEM, text)) == met


@pytest.mark.parametrize(
    ("ask", "text", "met"),
    [
        ("Tỷ lệ hòa giải thành", "Tiếp nhận 12 vụ, hòa giải thành 11/12 vụ.", True),
        ("Tỷ lệ hòa giải thành", "Ngày 11/12 đã họp tổ hòa giải, kết quả hòa giải thành tốt.", False),
        ("Số nhà Đại đoàn kết, kinh phí hỗ trợ", "Đã bàn giao 03 nhà Đại đoàn kết, trị giá 150 triệu đồng.", True),
        ("Số lớp, số học viên", "Mở hai lớp cho 64 người.", True),
        ("Số hộ nghèo", "Có 12 người được giúp đỡ ở các hộ nghèo trong xã.", False),
        ("Kết nạp đảng viên: … đồng chí", "Chi bộ kết nạp 02 đảng viên mới.", True),
        ("Số đơn thư", "Trong kỳ không nhận được đơn thư nào.", True),
        ("Diện tích rừng trồng mới", "Toàn xã trồng mới 45,5 ha rừng.", True),
    ],
)
def test_an_ask_beside_others_is_met_in_other_words(ask: str, text: str, met: bool) -> None:
    item = Item("x", "1.", "X", asks=(make_ask(ask), make_ask("Công tác văn thư, lưu trữ")))
    first, other = asks_met(item, f"{text} Việc khác được làm tốt.")
    assert (first.met is not False) == met
    assert other.met is False


def test_a_report_in_its_own_words_and_levels_finds_its_place() -> None:
    text = (CASES / "chi_bo_nam.report").read_text("utf-8")
    found = matched(imported(case("chi_bo_nam")), text)
    sure = {item: titles[0] for item, (entry, titles) in found.items() if entry.grade in (Grade.EXACT, Grade.LIKELY)}
    assert sure == {
        "dac-diem-tinh-hinh": "TÌNH HÌNH CHUNG",
        "ket-qua-lanh-dao-thuc-hien": "KẾT QUẢ ĐẠT ĐƯỢC TRONG NĂM 2023",
        "lanh-dao-phat-trien-kinh-te": "Lãnh đạo thực hiện nhiệm vụ chính trị",
        "ve-kinh-te": "Về phát triển kinh tế",
        "ve-van-hoa-xa-hoi": "Văn hóa, xã hội",
        "ve-quoc-phong": "Công tác quốc phòng - an ninh",
        "cong-tac-xay-dung-dang": "Xây dựng chi bộ",
        "cong-tac-chinh-tri": "Công tác tư tưởng chính trị",
        "cong-tac-to-chuc": "Tổ chức, cán bộ và đảng viên",
        "cong-tac-kiem-tra": "Kiểm tra, giám sát và kỷ luật đảng",
        "lanh-dao-mat-tran-to-quoc": "Lãnh đạo công tác Mặt trận và các đoàn thể",
        "danh-gia-chung": "ĐÁNH GIÁ, NHẬN XÉT",
        "uu-diem": "Những kết quả nổi bật",
        "han-che": "Tồn tại, hạn chế",
        "nguyen-nhan": "Nguyên nhân của tồn tại",
        "phuong-huong": "NHIỆM VỤ TRỌNG TÂM NĂM 2024",
        "kien-nghi": "ĐỀ XUẤT VỚI ĐẢNG ỦY",
    }
