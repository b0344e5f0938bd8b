"""Every temporal expression gets its decision: one line a case."""

import pytest

from drafter import reading
from drafter.extracting import extract
from drafter.model.draft import RollAction, RollPlan
from drafter.model.period import Period
from drafter.reusing import plan_roll
from drafter.sectioning import section

KEEP, SHIFT, RECOMPUTE, ASK = RollAction.KEEP, RollAction.SHIFT, RollAction.RECOMPUTE, RollAction.ASK


def rolled(text: str, source: str, target: str) -> RollPlan:
    document = reading.from_text(text)
    tree = section(document)
    return plan_roll(document, tree, extract(document, tree), Period.parse(source), Period.parse(target))


# source, target, sentence, expression, decision, what stands there then
CASES = [
    # The reporting period, the next one and the one compared with move.
    (
        "2022-H1",
        "2023-H1",
        "Kết quả công tác 6 tháng đầu năm 2022 như sau.",
        "6 tháng đầu năm 2022",
        SHIFT,
        "6 tháng đầu năm 2023",
    ),
    (
        "2022-H1",
        "2023-H1",
        "II. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2022",
        "6 THÁNG CUỐI NĂM 2022",
        SHIFT,
        "6 THÁNG CUỐI NĂM 2023",
    ),
    ("2022-H1", "2023-H1", "Thu ngân sách tăng 12% so với cùng kỳ năm 2021.", "năm 2021", SHIFT, "năm 2022"),
    ("2022", "2023", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2022", "NĂM 2022", SHIFT, "NĂM 2023"),
    ("2022", "2023", "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023", "NĂM 2023", SHIFT, "NĂM 2024"),
    ("2024-Q1", "2024-Q2", "Trong quý I/2024, toàn xã tổ chức 5 lớp tập huấn.", "quý I/2024", SHIFT, "quý II/2024"),
    (
        "2022",
        "2023",
        "Kết thúc năm học 2021-2022, có 97% học sinh lên lớp.",
        "năm học 2021-2022",
        SHIFT,
        "năm học 2022-2023",
    ),
    (
        "2022-H1",
        "2023-H1",
        "Ngày hội Đại đoàn kết toàn dân tộc năm 2022 sẽ tổ chức ở mọi thôn.",
        "năm 2022",
        SHIFT,
        "năm 2023",
    ),
    # What belongs to other papers, congresses and plans stays.
    (
        "2022-H1",
        "2023-H1",
        "Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị, xã đã mở 3 lớp học.",
        "15/5/2016",
        KEEP,
        None,
    ),
    ("2022-H1", "2023-H1", "Chỉ tiêu của giai đoạn 2021-2025 đã đạt một nửa.", "giai đoạn 2021-2025", KEEP, None),
    (
        "2022-H1",
        "2023-H1",
        "Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2020 - 2025 được quán triệt.",
        "nhiệm kỳ 2020 - 2025",
        KEEP,
        None,
    ),
    ("2022-H1", "2023-H1", "Học tập Nghị quyết Đại hội lần thứ XIII của Đảng.", "lần thứ XIII", KEEP, None),
    ("2022-H1", "2023-H1", "Phấn đấu đến năm 2030 không còn hộ nghèo.", "năm 2030", KEEP, None),
    ("2022-H1", "2023-H1", "Xã được thành lập ngày 12/4/1988.", "12/4/1988", KEEP, None),
    ("2022-H1", "2023-H1", "Chế độ báo cáo 3 tháng/1 lần được giữ đều.", "3 tháng/1 lần", KEEP, None),
    ("2022-H1", "2023-H1", "Trong thời gian tới cần làm tốt hơn.", "Trong thời gian tới", KEEP, None),
    # Anniversaries are counted anew.
    (
        "2022-H1",
        "2023-H1",
        "Tuyên truyền kỷ niệm 92 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2022).",
        "92 năm",
        RECOMPUTE,
        "93 năm",
    ),
    (
        "2022-H1",
        "2023-H1",
        "Tuyên truyền kỷ niệm 92 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2022).",
        "3/2/2022",
        RECOMPUTE,
        "3/2/2023",
    ),
    (
        "2022-H1",
        "2023-H1",
        "Tuyên truyền kỷ niệm 92 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2022).",
        "3/2/1930",
        KEEP,
        None,
    ),
    (
        "2022",
        "2023",
        "Ngày hội văn hóa các dân tộc lần thứ 12 thu hút đông người xem.",
        "lần thứ 12",
        RECOMPUTE,
        "lần thứ 13",
    ),
    ("2024", "2025", "Tuyên truyền Luật Đất đai năm 2024 tới mọi thôn.", "năm 2024", KEEP, None),
    ("2024", "2025", "Học Luật Phòng, chống mua bán người năm 2024.", "năm 2024", KEEP, None),
    ("2024", "2025", "Thi hành Luật Đất đai trong năm 2024 còn chậm.", "năm 2024", SHIFT, "trong năm 2025"),
    ("2025-Q3", "2025-Q4", "Vốn đầu tư công năm 2025 giải ngân đạt 40%.", "năm 2025", KEEP, None),
    ("2025-W23", "2025-W24", "Xã khởi công chợ tháng 3/2025.", "tháng 3/2025", KEEP, None),
    # Where not only the year moves, the number does, and the neighbours go along.
    ("2024-Q4", "2025-Q1", "Toàn quý tăng 2 lớp so với quý III/2024.", "quý III/2024", SHIFT, "quý IV/2024"),
    ("2024-Q4", "2025-Q1", "Nhiệm vụ quý I/2025 gồm có 5 việc.", "quý I/2025", SHIFT, "quý II/2025"),
    ("2025-W52", "2026-W1", "Số vụ giảm 2 vụ so với tuần 51.", "tuần 51", SHIFT, "tuần 52"),
    ("2025-12", "2026-01", "Trong tháng 12, xã họp 2 kỳ.", "tháng 12", SHIFT, "tháng 01"),
    ("2024-03", "2024-04", "Thu 15 triệu đồng, tăng 3% so với tháng 02/2024.", "tháng 02/2024", SHIFT, "tháng 03/2024"),
    ("2024-H1", "2024-H2", "6 tháng đầu năm, xã họp 2 kỳ.", "6 tháng đầu năm", SHIFT, "6 tháng cuối năm"),
    ("2024-09", "2024-10", "Từ tháng 1 đến tháng 9, xã mở 4 đợt ra quân.", "tháng 1 đến tháng 9", ASK, None),
    ("2025-12", "2026-01", "Chỉ tiêu năm 2026 đã được giao.", "năm 2026", ASK, None),
    ("2025-12", "2026-01", "Kỷ niệm 96 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2026).", "3/2/2026", ASK, None),
    (
        "2023-9M",
        "2024-9M",
        "Tiếp nhận 2.714 hồ sơ (9 tháng năm 2022: 2.455 hồ sơ).",
        "9 tháng năm 2022",
        SHIFT,
        "9 tháng năm 2023",
    ),
    # The year of a term is counted on, or asked where it opens or closes one.
    ("2024", "2025", "Đây là năm thứ tư thực hiện Nghị quyết Đại hội.", "tư", RECOMPUTE, "năm thứ năm thực hiện"),
    ("2024", "2025", "Đây là năm cuối nhiệm kỳ.", "cuối", ASK, None),
    ("2025", "2026", "Quán triệt Luật Đất đai năm 2024 (sửa đổi, bổ sung năm 2025).", "năm 2025", KEEP, None),
    ("2025-H1", "2026-H1", "Thực hiện Nghị quyết số 01/NQ-HĐND năm 2025, xã thu 3 tỷ đồng.", "năm 2025", KEEP, None),
    ("2025", "2026", "Theo Quyết định số 12/QĐ-UBND của UBND xã năm 2025, đã chi 3 tỷ.", "năm 2025", KEEP, None),
    ("2025", "2026", "Kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2025 đã đạt.", "2021-2025", KEEP, None),
    # What only the officer knows is asked.
    ("2024", "2025", "Từ năm 2021 đến năm 2024, xã xây 9 km đường.", "năm 2021 đến năm 2024", ASK, None),
    ("2025-H1", "2026-H1", "Tặng quà rằm tháng Giêng năm Ất Tỵ.", "năm Ất Tỵ", ASK, None),
    ("2024", "2025", "Cuộc thi viết lần II có 40 bài.", "lần II", ASK, None),
    ("2025", "2026", "Học tập Luật Cán bộ, công chức năm 2025.", "năm 2025", ASK, None),
    ("2022-H1", "2023-H1", "Đề nghị gửi báo cáo trước ngày 10/6/2022.", "10/6/2022", ASK, None),
    ("2022-H1", "2023-H1", "Tính đến ngày 14/6/2022, toàn xã còn 61 hộ nghèo.", "14/6/2022", ASK, None),
    ("2022-H1", "2023-H1", "Sáng ngày 18/3/2022, xã ra quân trồng cây.", "18/3/2022", ASK, None),
    ("2022-H1", "2023-H1", "Tổ chức tổng kết 20 năm thực hiện cuộc vận động.", "20 năm", ASK, None),
    (
        "2024",
        "2025",
        "Thu ngân sách từ 15/12/2023 đến 14/12/2024 đạt 5 tỷ đồng.",
        "15/12/2023 đến 14/12/2024",
        ASK,
        None,
    ),
    ("2024", "2025", "Khắc phục hậu quả cơn bão số 3 năm 2024.", "năm 2024", ASK, None),
    ("2023", "2024", "Hội thi lần thứ III thu hút 6 đội.", "lần thứ III", ASK, None),
    ("2023", "2024", "Chỉ số tăng 2 bậc so với năm 2021.", "năm 2021", ASK, None),
    ("2022-H1", "2023-H1", "Tặng 120 suất quà dịp Tết Nhâm Dần 2022.", "2022", ASK, None),
]


@pytest.mark.parametrize(("source", "target", "sentence", "expression", "action", "new"), CASES)
def test_decision(
    source: str, target: str, sentence: str, expression: str, action: RollAction, new: str | None
) -> None:
    plan = rolled(sentence, source, target)
    place = sentence.index(expression)
    decided = [change for change in plan.changes if change.start < place + len(expression) and place < change.end]
    assert decided, "nothing was decided here"
    assert {change.action for change in decided} == {action}, [
        (change.old, change.action, change.why) for change in decided
    ]
    if new is not None:
        assert new in plan.text


def test_the_request_that_ordered_the_report_is_asked_as_a_whole() -> None:
    text = (
        "Thực hiện Công văn số 57/MTTQ-BTT ngày 15/5/2023 của Ban Thường trực Ủy ban MTTQ Việt Nam huyện về việc báo cáo"
        " kết quả 6 tháng đầu năm 2023, Ban Thường trực báo cáo như sau:"
    )
    plan = rolled(text, "2023-H1", "2024-H1")
    assert {change.action for change in plan.changes} == {ASK}
    assert "⟦15/5/2023?⟧" in plan.text


def test_figures_of_the_period_stand_in_brackets_and_percent_changes_are_wanted() -> None:
    plan = rolled("Toàn xã có 312 hộ nghèo, giảm 4,5% so với cùng kỳ năm 2022.", "2023-H1", "2024-H1")
    assert plan.text == "Toàn xã có ⟦312⟧ hộ nghèo, giảm ⟦?%⟧ so với cùng kỳ năm 2023."


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("Thu quỹ tăng 12% so với cùng kỳ.", "tăng ⟦?%⟧ so"),
        ("Tỷ lệ hộ nghèo giảm từ 6,1% xuống 4,7%.", "giảm từ ⟦6,1⟧% xuống ⟦4,7⟧%"),
        ("Tỷ lệ hộ nghèo giảm 2% (KH giảm 2,5%).", "giảm ⟦?%⟧ (KH giảm ⟦2,5⟧%)"),
        ("Phấn đấu giảm tỷ lệ hộ nghèo từ 4 - 5%.", "từ ⟦4 - 5⟧%"),
    ],
)
def test_only_a_growth_that_follows_from_two_figures_is_wanted(said: str, stands: str) -> None:
    assert stands in rolled(said, "2023-H1", "2024-H1").text


def test_an_announced_count_is_no_figure_of_the_period() -> None:
    plan = rolled("Tập trung làm tốt 3 nhiệm vụ sau: nắm tình hình; giám sát; đào tạo cán bộ.", "2023-H1", "2024-H1")
    assert "⟦" not in plan.text


REPORT = """KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2023

I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023
Trong 6 tháng đầu năm 2023 so với cùng kỳ năm 2022, số buổi họp dân tăng.
Kế hoạch vụ Đông Xuân 2022-2023 hoàn thành; giai đoạn 2021-2025 đạt một nửa.
II. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2023
Trong 6 tháng cuối năm 2023 làm tốt hơn.
"""


def test_rolling_there_and_back_restores_every_shifted_word() -> None:
    there = rolled(REPORT, "2023-H1", "2024-H1")
    back = rolled(there.text, "2024-H1", "2023-H1")
    assert there.text != REPORT
    assert back.text == REPORT


def test_the_order_to_report_is_found_behind_another_citation() -> None:
    text = (
        "Thực hiện Nghị quyết số 45/NQ-HĐND ngày 20/12/2024 của Hội đồng nhân dân xã; Công văn số 2207/UBND-TH ngày"
        " 28/11/2025 của Ủy ban nhân dân tỉnh về việc xây dựng báo cáo năm 2025, Ủy ban nhân dân xã báo cáo như sau:"
    )
    decided = {change.old: change.action for change in rolled(text, "2025", "2026").changes}
    assert decided == {"20/12/2024": KEEP, "28/11/2025": ASK, "năm 2025": ASK}


def test_plain_words_for_papers_are_no_names() -> None:
    text = "Vượt 5% kế hoạch năm 2025. Trên đây là báo cáo kết quả năm 2025, phương hướng năm 2026 của xã."
    assert {change.action for change in rolled(text, "2025", "2026").changes} == {SHIFT}


def test_a_yearly_paper_cited_by_name_alone_is_asked() -> None:
    text = "Căn cứ vào Chương trình phối hợp năm 2025, các tổ chức thành viên xây dựng kế hoạch."
    (change,) = rolled(text, "2025", "2026").changes
    assert change.action == ASK


def test_years_of_a_review_that_the_title_names_are_asked() -> None:
    text = "BÁO CÁO\nSơ kết 03 năm thực hiện Chỉ thị số 08-CT/ĐU\nI. KẾT QUẢ\nSau 03 năm thực hiện, nhận thức được nâng lên."
    plan = rolled(text, "2024", "2025")
    assert {change.action for change in plan.changes if change.old == "03 năm"} == {ASK}


TABLES = """# BÁO CÁO NĂM 2024

## I. KẾT QUẢ NĂM 2024

Thu quỹ đạt 86 triệu đồng.

## PHỤ LỤC 1. DANH MỤC VĂN BẢN BAN HÀNH NĂM 2024

| TT | Số, ký hiệu | Ngày ban hành | Trích yếu nội dung |
|---|---|---|---|
| 1 | 14 | 20/02/2024 | Kế hoạch phòng, chống thiên tai năm 2024 |
| 2 | 15 | 10/6/2024 | Báo cáo sơ kết 6 tháng đầu năm 2024 |

## PHỤ LỤC 2. SỐ LIỆU

| TT | Chỉ tiêu | TH 2023 | Kế hoạch năm 2024 | TH 2024 | Tăng, giảm (%) | KH 2025 |
|---|---|---|---|---|---|---|
| 1 | Hộ nghèo | 355 | 320 | 312 | -12,1% | 290 |
"""


def rolled_tables() -> RollPlan:
    document = reading.from_text(TABLES, format="md")
    tree = section(document)
    return plan_roll(document, tree, extract(document, tree), Period.parse("2024"), Period.parse("2025"))


def test_papers_listed_in_a_table_keep_their_titles_and_days() -> None:
    text = rolled_tables().text
    assert "| 1 | 14 | 20/02/2024 | Kế hoạch phòng, chống thiên tai năm 2024 |" in text
    assert "| 2 | 15 | 10/6/2024 | Báo cáo sơ kết 6 tháng đầu năm 2024 |" in text
    assert "DANH MỤC VĂN BẢN BAN HÀNH NĂM 2025" in text


def test_heads_of_columns_move_with_their_years_and_computed_cells_are_wanted() -> None:
    text = rolled_tables().text
    assert "| TT | Chỉ tiêu | TH 2024 | Kế hoạch năm 2025 | TH 2025 | Tăng, giảm (%) | KH 2026 |" in text
    assert "| 1 | Hộ nghèo | 312 | ⟦320⟧ | ⟦312⟧ | ⟦?%⟧ | ⟦290⟧ |" in text


REGISTERS = """# BÁO CÁO NĂM 2024

## I. KẾT QUẢ

| TT | Công trình | Khởi công | Hoàn thành | Vốn (triệu đồng) |
|---|---|---|---|---|
| 1 | Nhà văn hóa bản Nhót | 2023 | 2024 | 850 |

| TT | Họ tên | Năm vào Đảng | Khen thưởng |
|---|---|---|---|
| 1 | Lò Văn Pản | 2023 | Khen năm 2024 |

| Năm | Số buổi |
|---|---|
| 2023 | 7 |
| 2024 | 9 |

| Chỉ tiêu | Thực hiện 2023 | Ước TH 2024 | So sánh 2024/2023 (%) | KH 2025 |
|---|---|---|---|---|
| Thu ngân sách năm 2024 | 18 | 15 | 83,3 | 10 |
"""


def test_a_year_in_a_tables_row_is_that_rows_own() -> None:
    document = reading.from_text(REGISTERS, format="md")
    tree = section(document)
    plan = plan_roll(document, tree, extract(document, tree), Period.parse("2024"), Period.parse("2025"))
    head = REGISTERS.index("| Chỉ tiêu")
    rows = {change.action for change in plan.changes if REGISTERS.index("| TT") < change.start < head}
    assert rows <= {KEEP, ASK}
    assert "| Chỉ tiêu | Thực hiện 2024 | Ước TH 2025 | So sánh 2025/2024 (%) | KH 2026 |" in plan.text
    assert "| Thu ngân sách năm 2025 |" in plan.text


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Chỉ số cải cách hành chính xếp thứ 21/63, giảm 4 bậc.", "xếp thứ ⟦21/63?⟧, giảm ⟦4⟧ bậc"),
        ("Huyện đứng thứ 3 toàn tỉnh về giải ngân.", "đứng thứ ⟦3?⟧ toàn tỉnh"),
        ("Xã xếp hạng 12/14 đơn vị.", "⟦12/14"),
        ("Kết luận số 15/KL-TTr ngày 20/4/2023 về dự án đường ven biển chuyển cơ quan điều tra 01 vụ.", "⟦01⟧ vụ"),
        ("Thực hiện Nghị quyết số 12/NQ-HĐND ngày 20/4/2021 về xây dựng 50 nhà văn hóa, xã đã làm 4 nhà.", "⟦4⟧ nhà"),
    ],
)
def test_no_old_number_passes_unseen(sentence: str, there: str) -> None:
    assert there in rolled("BÁO CÁO\nKết quả năm 2023\nI. KẾT QUẢ\n" + sentence, "2023", "2024").text


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Mặt trận huyện nhiệm kỳ 2019 - 2024", True),
        ("Tổng kết 10 năm thực hiện Chỉ thị số 12-CT/TU", True),
        ("Tổng kết công tác Hội năm 2022, nhiệm kỳ 2019 - 2024", False),
        ("Kết quả công tác năm 2022", False),
    ],
)
def test_in_a_review_that_comes_once_no_word_moves_unasked(title: str, asked: bool) -> None:
    text = f"BÁO CÁO\n{title}\nI. KẾT QUẢ\nRiêng 6 tháng đầu năm 2022 có 3 cuộc; Luật Đất đai năm 2013.\n"
    actions = {change.old: change.action for change in rolled(text, "2022", "2023").changes}
    assert actions["6 tháng đầu năm 2022"] == (ASK if asked else SHIFT)
    assert actions["năm 2013"] == KEEP
