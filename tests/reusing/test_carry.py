"""Last period's report under this period's outline: what is carried, marked, left out, and where it lands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import drafting, outlining, reading
from drafter.drafting import section_states
from drafter.extracting import extract
from drafter.markup import MarkKind, find_marks
from drafter.model.draft import CarryChoice, Draft, LedgerEntry, SectionState, Sidecar
from drafter.model.outline import Item, Outline
from drafter.model.period import Period
from drafter.reusing import blank, carry, plan_roll
from drafter.reusing.linking import linked
from drafter.reusing.locating import locate
from drafter.reusing.naming import as_written
from drafter.sectioning import section

HEAD = """ỦY BAN MTTQ VIỆT NAM XÃ NẬM LÀ
BAN THƯỜNG TRỰC
Số: 12/BC-MTTQ-BTT
Nậm Là, ngày 05 tháng 6 năm 2024
BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2024
Ban Thường trực Ủy ban MTTQ Việt Nam xã Nậm Là báo cáo như sau:
"""
TAIL = """Trên đây là báo cáo của Ban Thường trực Ủy ban MTTQ Việt Nam xã Nậm Là./.
Nơi nhận:
- Ủy ban MTTQ Việt Nam huyện;
- Lưu: VT.
TM. BAN THƯỜNG TRỰC
CHỦ TỊCH
Lường Văn Pánh
"""
BODY = """I. CÔNG TÁC TUYÊN TRUYỀN
Ủy ban MTTQ xã mở 14 hội nghị với 1.250 lượt người, tăng 12% so với cùng kỳ năm 2023.
II. GIÁM SÁT
1. Giám sát của Mặt trận
Chủ trì 3 cuộc giám sát; 5/6 kiến nghị được trả lời, đạt 83,3%.
2. Ban Thanh tra nhân dân
Thực hiện từ 4 đến 6 cuộc giám sát.
III. KIẾN NGHỊ
"""


def outline(*titles: str | tuple[str, list[str]]) -> Outline:
    """Items by title; `(title, children)` for one with children."""
    items = []
    for number, entry in enumerate(titles, 1):
        title, children = (entry, []) if isinstance(entry, str) else entry
        inner = tuple(
            Item(id=f"m{number}-{index}", label=f"{index}.", title=child) for index, child in enumerate(children, 1)
        )
        items.append(Item(id=f"m{number}", label=f"{'I' * number}.", title=title, items=inner))
    return Outline(id="thu", kind="report", title="Kết quả công tác Mặt trận 6 tháng đầu năm 2025", items=tuple(items))


def carried(
    text: str,
    wanted: Outline,
    *,
    choices: dict[str, CarryChoice] | None = None,
    source: str = "2024-H1",
    to: str = "2025-H1",
) -> tuple[Draft, Sidecar]:
    document = reading.from_text(text, format="md" if "|" in text else "txt")
    tree = section(document)
    facts = extract(document, tree)
    plan = plan_roll(document, tree, facts, Period.parse(source), Period.parse(to))
    matches = outlining.match(wanted, document, tree)
    period = Period.parse(to)
    return carry(
        wanted, matches, document, tree, facts, plan, period=period, front={}, choices=choices or {}, asks=False
    )


FULL = outline("CÔNG TÁC TUYÊN TRUYỀN", ("GIÁM SÁT", ["Giám sát của Mặt trận", "Ban Thanh tra nhân dân"]), "KIẾN NGHỊ")
OUTLINES = {
    "the same": FULL,
    "children merged": outline("CÔNG TÁC TUYÊN TRUYỀN", "GIÁM SÁT", "KIẾN NGHỊ"),
    "a parent gone": outline("CÔNG TÁC TUYÊN TRUYỀN", "KIẾN NGHỊ"),
    "moved": outline(
        "KIẾN NGHỊ", ("GIÁM SÁT", ["Ban Thanh tra nhân dân", "Giám sát của Mặt trận"]), "CÔNG TÁC TUYÊN TRUYỀN"
    ),
    "nothing answers": outline("QUỐC PHÒNG", "AN NINH"),
}
SENTENCES = [
    "Ủy ban MTTQ xã mở ⟦14⟧ hội nghị với ⟦1.250⟧ lượt người, tăng ⟦?%⟧ so với cùng kỳ năm 2024.",
    "Chủ trì ⟦3⟧ cuộc giám sát; ⟦5/6⟧ kiến nghị được trả lời, đạt ⟦83,3⟧%.",
    "Thực hiện từ ⟦4 đến 6⟧ cuộc giám sát.",
    "Trên đây là báo cáo của Ban Thường trực Ủy ban MTTQ Việt Nam xã Nậm Là./.",
    "Ban Thường trực Ủy ban MTTQ Việt Nam xã Nậm Là báo cáo như sau:",
]


@pytest.mark.parametrize("name", OUTLINES)
def test_no_sentence_is_lost_and_each_figure_is_marked_once(name: str) -> None:
    draft, beside = carried(HEAD + BODY + TAIL, OUTLINES[name])
    text = drafting.write(draft)
    for sentence in SENTENCES:
        assert text.count(sentence) == 1, sentence
    marks = [mark for mark in find_marks(text) if mark.kind != MarkKind.ASKED]
    assert len(marks) == len(beside.ledger) == 7
    bodies = {one.id: one.body for one in draft.sections if one.id}
    assert all(found.mark for found in locate(beside.ledger, bodies))


CHILDREN = ["Giám sát của Mặt trận", "Ban Thanh tra nhân dân"]


@settings(max_examples=12, deadline=None)
@given(
    titles=st.lists(
        st.sampled_from(["CÔNG TÁC TUYÊN TRUYỀN", "GIÁM SÁT", "KIẾN NGHỊ", "QUỐC PHÒNG"]), min_size=1, unique=True
    ),
    children=st.lists(st.sampled_from(CHILDREN), unique=True),
    cleared=st.sampled_from([None, "m1", "m2"]),
)
def test_whatever_the_outline_no_sentence_is_lost(titles: list[str], children: list[str], cleared: str | None) -> None:
    wanted = outline(*[(title, children) if title == "GIÁM SÁT" else title for title in titles])
    draft, beside = carried(HEAD + BODY + TAIL, wanted, choices={cleared: CarryChoice.CLEAR} if cleared else None)
    text = drafting.write(draft)
    assert [sentence for sentence in SENTENCES if text.count(sentence) != 1] == []
    assert len([mark for mark in find_marks(text) if mark.kind != MarkKind.ASKED]) == len(beside.ledger) == 7


def test_the_closing_sentence_closes_the_report_and_fills_no_item() -> None:
    draft, beside = carried(HEAD + BODY + TAIL, FULL)
    last = draft.section("m3")
    assert last is not None and last.body.endswith("xã Nậm Là./.")
    assert section_states(draft, beside)["m3"] == SectionState.EMPTY
    assert "Trên đây" not in draft.section("m2-2").body  # type: ignore[union-attr]


def test_an_item_that_is_cleared_leaves_its_text_at_the_end() -> None:
    draft, _beside = carried(HEAD + BODY + TAIL, FULL, choices={"m1": CarryChoice.CLEAR})
    assert draft.section("m1").body == ""  # type: ignore[union-attr]
    assert "⟦14⟧ hội nghị" in draft.section("chua-co-cho").body  # type: ignore[union-attr]


def test_a_draft_that_carries_nothing_has_no_mark() -> None:
    draft, beside = blank(FULL, period=Period.parse("2025-H1"), front={})
    assert "⟦" not in drafting.write(draft)
    assert beside.ledger == ()


APPENDIX = """PHỤ LỤC
SỐ LIỆU CÔNG TÁC 6 THÁNG ĐẦU NĂM 2024
(Kèm theo Báo cáo số 12/BC-MTTQ-BTT ngày 05 tháng 6 năm 2024 của Ủy ban MTTQ Việt Nam xã Nậm Là)
"""
TABLES = {
    "periods": (
        "| TT | Chỉ tiêu | 6 tháng đầu năm 2023 | 6 tháng đầu năm 2024 |",
        ["| 1 | Hội nghị | 11 | 14 |", "| 2 | Lượt người | - | 1.250 |", "| 3 | Nhà | 4 | |"],
        "| TT | Chỉ tiêu | 6 tháng đầu năm 2024 | 6 tháng đầu năm 2025 |",
        ["| 1 | Hội nghị | 14 | ⟦14⟧ |", "| 2 | Lượt người | 1.250 | ⟦1.250⟧ |", "| 3 | Nhà |  |  |"],
    ),
    "words": (
        "| Chỉ tiêu | Thực hiện | Cùng kỳ năm trước | So sánh (%) |",
        ["| Hội nghị | 14 | 11 | 127,3 |"],
        "| Chỉ tiêu | Thực hiện | Cùng kỳ năm trước | So sánh (%) |",
        ["| Hội nghị | ⟦14⟧ | 14 | ⟦?⟧ |"],
    ),
    "years": (
        "| Chỉ tiêu | 2023 | 2024 |",
        ["| Hội nghị | 11 | 14 |"],
        "| Chỉ tiêu | 2024 | 2025 |",
        ["| Hội nghị | 14 | ⟦14⟧ |"],
    ),
    "planned and done": (
        "| Chỉ tiêu | Thực hiện năm 2023 | Kế hoạch năm 2024 | Thực hiện năm 2024 |",
        ["| Hội nghị | 11 | 13 | 14 |"],
        "| Chỉ tiêu | Thực hiện năm 2024 | Kế hoạch năm 2025 | Thực hiện năm 2025 |",
        ["| Hội nghị | 14 | ⟦13⟧ | ⟦14⟧ |"],
    ),
    "a series of years": (
        "| Chỉ tiêu | 2022 | 2023 | 2024 |",
        ["| Hội nghị | 9 | 11 | 14 |"],
        "| Chỉ tiêu | ⟦2022?⟧ | 2024 | 2025 |",
        ["| Hội nghị | ⟦9⟧ | 14 | ⟦14⟧ |"],
    ),
    "two rows of heads": (
        "| Chỉ tiêu | Năm 2023 | < | Năm 2024 | < | Ghi chú |",
        ["| ^ | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện | ^ |", "| Hội nghị | 10 | 11 | 13 | 14 | |"],
        "| Chỉ tiêu | Năm 2024 | < | Năm 2025 | < | Ghi chú |",
        ["| ^ | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện | ^ |", "| Hội nghị | 13 | 14 | ⟦13⟧ | ⟦14⟧ | |"],
    ),
    "no comparison": (
        "| Chỉ tiêu | Kế hoạch | Thực hiện |",
        ["| Hội nghị | 11 | 14 |"],
        "| Chỉ tiêu | Kế hoạch | Thực hiện |",
        ["| Hội nghị | ⟦11⟧ | ⟦14⟧ |"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_comparison_column_takes_last_periods_values(name: str) -> None:
    head, rows, new_head, new_rows = TABLES[name]
    table = "\n".join([head, "|" + " --- |" * (head.count("|") - 1), *rows])
    text, periods = HEAD + BODY + TAIL + "\n" + APPENDIX + "\n" + table + "\n", ("2024-H1", "2025-H1")
    if name in ("years", "planned and done", "a series of years", "two rows of heads"):
        text, periods = text.replace("6 tháng đầu năm 2024", "năm 2024"), ("2024", "2025")
    draft, _beside = carried(text, FULL, source=periods[0], to=periods[1])
    text = re.sub(r" +", " ", drafting.write(draft))
    assert new_head in text
    for row in new_rows:
        assert re.sub(r" +", " ", row) in text


def test_the_line_of_the_report_that_an_appendix_came_with_is_not_carried() -> None:
    table = "| Chỉ tiêu | Thực hiện |\n| --- | --- |\n| Hội nghị | 14 |\n"
    draft, _beside = carried(HEAD + BODY + TAIL + "\n" + APPENDIX + "\n" + table, FULL)
    assert "Kèm theo" not in drafting.write(draft)


def test_a_row_that_lists_a_paper_keeps_that_papers_years() -> None:
    table = (
        "| TT | Văn bản | Nội dung | Số lượt |\n| --- | --- | --- | --- |\n"
        "| 1 | Kế hoạch số 07/KH-MTTQ-BTT ngày 20/02/2024 | Giám sát, phản biện xã hội năm 2024 | 12 |\n"
    )
    draft, _beside = carried(HEAD + BODY + TAIL + "\n" + APPENDIX + "\n" + table, FULL)
    assert "| Giám sát, phản biện xã hội năm 2024 |" in drafting.write(draft)


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Mở 14 hội nghị (cùng kỳ năm 2023: 11 hội nghị).", "Mở ⟦14⟧ hội nghị (cùng kỳ năm 2024: ⟦14⟧ hội nghị)."),
        ("Mở 14 hội nghị, cùng kỳ 11 hội nghị.", "Mở ⟦14⟧ hội nghị, cùng kỳ ⟦14⟧ hội nghị."),
        ("Mở 14 hội nghị, cùng kỳ tặng 11 suất quà.", "Mở ⟦14⟧ hội nghị, cùng kỳ tặng ⟦11⟧ suất quà."),
        ("Xã có diện tích tự nhiên 4.512,6 ha, 1.250 hộ.", "Xã có diện tích tự nhiên 4.512,6 ha, ⟦1.250⟧ hộ."),
        ("Xã có 9 thôn.", "Xã có ⟦9⟧ thôn."),
        ("Tập trung 5 nhiệm vụ sau:", "Tập trung 5 nhiệm vụ sau:"),
        ("Quỹ thu 3,5 - 4 triệu đồng.", "Quỹ thu ⟦3,5 - 4⟧ triệu đồng."),
        ("Thu ngân sách giảm 3,2% so với cùng kỳ.", "Thu ngân sách giảm ⟦?%⟧ so với cùng kỳ."),
        ("Chính quyền 2 cấp hoạt động ổn định.", "Chính quyền 2 cấp hoạt động ổn định."),
    ],
)
def test_what_is_marked_and_what_stays(sentence: str, there: str) -> None:
    draft, _beside = carried(f"{HEAD}I. KẾT QUẢ\n{sentence}\n", outline("KẾT QUẢ"))
    assert there in drafting.write(draft)


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        (
            "ỦY BAN MTTQ VIỆT NAM XÃ NẬM LÀ",
            "… Ủy ban MTTQ Việt Nam  xã Nậm Là báo cáo",
            "Ủy ban MTTQ Việt Nam xã Nậm Là",
        ),
        ("UBND XÃ NẬM LÀ", "", "UBND xã Nậm Là"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG HƯNG ĐẠO", "", "Ủy ban nhân dân phường Hưng Đạo"),
        ("ĐẢNG BỘ XÃ TRUNG NGHĨA", "", "Đảng bộ xã Trung Nghĩa"),
        ("CHI BỘ TỔ DÂN PHỐ 5", "", "Chi bộ tổ dân phố 5"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN LONG KHÊ", "", "Phòng Giáo dục và Đào tạo huyện Long Khê"),
        ("TỈNH BÀ RỊA - VŨNG TÀU", "", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("Ủy ban MTTQ xã", "", "Ủy ban MTTQ xã"),
    ],
)
def test_the_units_name_out_of_capitals(name: str, text: str, written: str) -> None:
    assert as_written(name, text) == written


def entry(number: int, old: str, subject: str, unit: str | None = None) -> LedgerEntry:
    return LedgerEntry(id=f"f{number}", section="m1", old=old, context="", subject=subject, unit=unit)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("27", "buổi tuyên truyền", "buổi"), ("27", "Buổi tuyên truyền · 6 tháng đầu năm 2024", "buổi"), True),
        (("2.085", "lượt người nghe", "lượt người"), ("2.085", "Lượt người nghe tuyên truyền · Số liệu", None), True),
        (("27", "buổi tuyên truyền", "buổi"), ("28", "buổi tuyên truyền", "buổi"), False),
        (("27", "hộ", "hộ"), ("27", "hộ nghèo", "hộ"), False),
        (("3", "cuộc giám sát", "cuộc"), ("3", "phiên chợ", "phiên"), False),
    ],
)
def test_entries_of_one_indicator(one: tuple[str, str, str], other: tuple[str, str, str | None], same: bool) -> None:
    first, second = entry(1, *one), entry(2, *other)
    assert (linked(first, [first, second]) == (second,)) is same


def test_figures_are_found_again_after_edits_around_them() -> None:
    draft, beside = carried(HEAD + BODY + TAIL, FULL)
    bodies = {one.id: one.body for one in draft.sections if one.id}
    bodies["m2-1"] = (
        "Có ⟦3⟧ đoàn ra quân. Năm nay Mặt trận xã đứng ra chủ trì cả thảy ⟦3⟧ cuộc giám sát; đã có ⟦5/6⟧ kiến nghị được trả lời."
    )
    found = {one.entry.old: one.mark for one in locate(beside.ledger, bodies) if one.entry.section == "m2-1"}
    assert found["3"] is not None and bodies["m2-1"][found["3"].end :].startswith(" cuộc giám sát")
    assert found["5/6"] is not None and found["83,3"] is None


def test_a_wanted_change_in_percent_knows_what_it_is_counted_from() -> None:
    _draft, beside = carried(HEAD + BODY + TAIL, outline("Công tác tuyên truyền"))
    bases = {entry.old: entry.base for entry in beside.ledger}
    assert bases["12"] == "1.250 lượt người"
    assert bases["14"] is None


def test_what_no_item_under_a_chapter_asks_for_stands_at_the_end_and_not_before_the_first_item() -> None:
    wanted = outline("CÔNG TÁC TUYÊN TRUYỀN", ("GIÁM SÁT", ["Ban Thanh tra nhân dân", "Tiếp xúc cử tri"]), "KIẾN NGHỊ")
    draft, beside = carried(HEAD + BODY + TAIL, wanted)
    assert draft.section("m2").body == ""  # type: ignore[union-attr]
    left = draft.section("chua-co-cho")
    assert left is not None and "Chủ trì ⟦3⟧ cuộc giám sát" in left.body and "Giám sát của Mặt trận" in left.body
    assert {entry.section for entry in beside.ledger if entry.old == "3"} == {"chua-co-cho"}


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Có 4 tổ/62 hộ tham gia.", "Có ⟦4⟧ tổ/⟦62⟧ hộ tham gia."),
        ("Mở 12 hội nghị / 1.450 lượt người dự.", "Mở ⟦12⟧ hội nghị / ⟦1.450⟧ lượt người dự."),
        ("Có 3/5 thôn đạt; 214/1.305 hộ nghèo.", "Có ⟦3/5⟧ thôn đạt; ⟦214/1.305⟧ hộ nghèo."),
        ("Năng suất 61,5 tạ/ha; thu 20.000 đồng/hộ.", "Năng suất ⟦61,5⟧ tạ/ha; thu ⟦20.000⟧ đồng/hộ."),
        # What was done is measured by the plan; a target keeps its value.
        ("Thu 87 triệu đồng, đạt 72,9% kế hoạch, tăng 6,5% so với cùng kỳ.", "tăng ⟦?%⟧ so với cùng kỳ."),
        ("Trồng 61 ha, vượt chỉ tiêu, tăng 6,5%.", "tăng ⟦?%⟧."),
        ("Thu 87 triệu đồng (kế hoạch tăng 6,5%).", "(kế hoạch tăng ⟦6,5⟧%)."),
        ("Phấn đấu thu 87 triệu đồng, tăng 6,5%.", "tăng ⟦6,5⟧%."),
    ],
)
def test_each_count_stands_in_a_mark_of_its_own(sentence: str, there: str) -> None:
    draft, beside = carried(HEAD + "I. GIÁM SÁT\n" + sentence + "\n" + TAIL, outline("GIÁM SÁT"))
    text = drafting.write(draft)
    assert there in text
    bodies = {one.id: one.body for one in draft.sections if one.id}
    assert all(found.mark for found in locate(beside.ledger, bodies))
    assert len(beside.ledger) == text.count("⟦")
