"""Spans, names, looks, drafts, tables: what the tree promises besides its shape."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.model.document import Block, BlockKind, Cell, Document, Look, Source
from drafter.model.section import DocumentKind, PartKind, SectionTree
from drafter.sectioning import section
from tests.sectioning.plain import document_of

REPORT = """BÁO CÁO
Công tác quý I năm 2025

I. KẾT QUẢ
1. Tuyên truyền: Tổ chức 12 hội nghị.
2. Giám sát
Giám sát 02 cuộc.
II. NHIỆM VỤ
Tiếp tục thực hiện.
Nơi nhận:
- Lưu: VT.
TM. BAN THƯỜNG TRỰC
CHỦ TỊCH
Lê Văn An
PHỤ LỤC 1
SỐ LIỆU
1. Hội nghị"""


def shape(tree: SectionTree) -> list[tuple[str | None, str | None, int]]:
    return [(item.label, item.title, item.level) for item in tree.sections]


def test_a_section_ends_where_the_next_of_its_level_the_frame_or_an_appendix_begins() -> None:
    tree = section(document_of(REPORT))
    first, tell, watch, tasks, appendix, item = tree.sections
    assert (first.end, tell.end, watch.end) == (tasks.start, watch.start, tasks.start)
    assert tasks.end == REPORT.index("Nơi nhận")
    assert REPORT[appendix.start : appendix.end].startswith("PHỤ LỤC 1")
    assert item.parent == tree.sections.index(appendix)
    assert appendix.end == item.end == len(REPORT)


def test_the_own_text_begins_behind_a_run_in_title_or_on_the_next_line() -> None:
    tree = section(document_of(REPORT))
    assert [REPORT[item.body_start :][:9] for item in tree.sections[:4]] == [
        "1. Tuyên ",
        "Tổ chức 1",
        "Giám sát ",
        "Tiếp tục ",
    ]


def test_parts_are_named_and_spanned() -> None:
    tree = section(document_of(REPORT))
    parts = {part.kind: REPORT[part.start : part.end] for part in tree.parts}
    assert parts[PartKind.TITLE] == "BÁO CÁO\nCông tác quý I năm 2025"
    assert parts[PartKind.RECIPIENTS] == "Nơi nhận:\n- Lưu: VT."
    assert parts[PartKind.SIGNATURE] == "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\nLê Văn An"
    assert parts[PartKind.APPENDIX] == "PHỤ LỤC 1\nSỐ LIỆU\n1. Hội nghị"


def test_names_are_readable_paths_of_labels() -> None:
    assert [item.id for item in section(document_of(REPORT)).sections] == [
        "I",
        "I.1",
        "I.2",
        "II",
        "phuluc1",
        "phuluc1.1",
    ]


def test_doubled_labels_still_have_names_of_their_own() -> None:
    assert [item.id for item in section(document_of("1. Một\n2. Hai\n2. Ba\n3. Bốn")).sections] == [
        "1",
        "2",
        "2-2",
        "3",
    ]


def test_names_tell_the_papers_of_a_file_apart() -> None:
    text = "KẾ HOẠCH\nGiám sát\nI. NỘI DUNG\nNơi nhận:\n- Lưu.\nĐỀ CƯƠNG BÁO CÁO\nKết quả giám sát\nI. ƯU ĐIỂM"
    tree = section(document_of(text))
    assert [item.id for item in tree.sections] == ["p1.I", "p2.I"]
    assert [paper.kind for paper in tree.papers] == [DocumentKind.PLAN, DocumentKind.OUTLINE]
    assert tree.papers[1].title == "ĐỀ CƯƠNG BÁO CÁO Kết quả giám sát"
    assert tree.sections[0].end == text.index("Nơi nhận")


def test_a_label_begins_behind_export_residue() -> None:
    text = "[bookmark: _Hlk89]3.1. Về dân chủ\n**3.2.** Về giám sát\n<b>3.3.</b> Về phản biện"
    tree = section(document_of(text))
    assert [text[item.start :][:4] for item in tree.sections] == ["3.1.", "3.2.", "3.3."]
    assert [item.title for item in tree.sections] == ["Về dân chủ", "Về giám sát", "Về phản biện"]


def test_a_letter_run_in_latin_order_is_numbered_without_gap() -> None:
    latin = section(document_of("1. Nội dung\n" + "\n".join(f"{letter}) Quỹ {letter}" for letter in "abcdefg")))
    vietnamese = section(document_of("1. Nội dung\n" + "\n".join(f"{letter}) Quỹ {letter}" for letter in "abcdđeg")))
    assert [item.number for item in latin.sections[1:]] == [1, 2, 3, 4, 5, 6, 7]
    assert [item.number for item in vietnamese.sections[1:]] == [1, 2, 3, 4, 5, 6, 7]


def test_a_drafts_headings_keep_their_ids_and_levels_and_typed_numbers_stay_below() -> None:
    text = "BÁO CÁO quý I\nI. KẾT QUẢ\n1. Tuyên truyền\n1. Tổ chức họp dân.\n2. Phát tờ rơi.\n2. Giám sát\nĐánh giá"
    looks = {
        0: Look(outline_level=0),
        1: Look(outline_level=1, anchor="ket-qua"),
        2: Look(outline_level=2, anchor="tuyen-truyen"),
        5: Look(outline_level=2, anchor="giam-sat"),
        6: Look(outline_level=1, anchor="danh-gia"),
    }
    tree = section(document_of(text, looks, form="draft"))
    assert [item.id for item in tree.sections] == [
        "ket-qua", "tuyen-truyen", "tuyen-truyen.1", "tuyen-truyen.2", "giam-sat", "danh-gia",
    ]  # fmt: skip
    assert [item.parent for item in tree.sections] == [None, 0, 1, 1, 0, None]
    assert tree.sections[-1].label is None
    assert tree.sections[-1].title == "Đánh giá"


def test_a_section_of_a_draft_ends_before_the_next_headings_markup() -> None:
    text = "## I. KẾT QUẢ {#a}\nTốt.\n## II. NHIỆM VỤ {#b}\nKhông."
    second = text.index("II.")
    blocks = (
        Block(BlockKind.PARAGRAPH, 3, 13, look=Look(outline_level=1, anchor="a")),
        Block(BlockKind.PARAGRAPH, 19, 23),
        Block(BlockKind.PARAGRAPH, second, second + 12, look=Look(outline_level=1, anchor="b")),
        Block(BlockKind.PARAGRAPH, len(text) - 6, len(text)),
    )
    first, _ = section(Document(Source("-", "draft"), text, blocks)).sections
    assert text[first.body_start : first.end] == "Tốt.\n"


def test_a_heading_without_a_label_is_one_only_where_styles_carry_the_structure() -> None:
    text = "Mở đầu\nNội dung.\n1. Kết quả\nNội dung.\nKết luận\nNội dung."
    styled = {line: Look(outline_level=1) for line in (0, 2, 4)}
    assert shape(section(document_of(text, styled, form="docx"))) == [
        (None, "Mở đầu", 1), ("1.", "Kết quả", 1), (None, "Kết luận", 1),
    ]  # fmt: skip
    stray = {4: Look(outline_level=1)}
    assert shape(section(document_of(text, stray, form="docx"))) == [("1.", "Kết quả", 1)]
    bold = {4: Look(bold=True, centred=True)}
    assert shape(section(document_of(text, bold, form="docx"))) == [("1.", "Kết quả", 1)]


def test_table_rows_are_never_sections() -> None:
    text = "1. Kết quả\n1. Hội nghị\t12\n2. Giám sát\t3\n2. Nhiệm vụ"
    rows = text.index("1. Hội"), text.index("\n2. Nhiệm")
    cells = tuple(
        Cell(row, column, 1, 1, text.index(words), text.index(words) + len(words))
        for row, column, words in [(1, 1, "1. Hội nghị"), (1, 2, "12"), (2, 1, "2. Giám sát"), (2, 2, "3")]
    )
    blocks = (
        Block(BlockKind.PARAGRAPH, 0, 10),
        Block(BlockKind.TABLE, *rows, cells=cells, table=1),
        Block(BlockKind.PARAGRAPH, rows[1] + 1, len(text)),
    )
    assert shape(section(Document(Source("-", "docx"), text, blocks))) == [("1.", "Kết quả", 1), ("2.", "Nhiệm vụ", 1)]
    assert shape(section(document_of("1. Kết quả\n1. Hội nghị\t12\n2. Giám sát\t3\n2. Nhiệm vụ"))) == [
        ("1.", "Kết quả", 1), ("2.", "Nhiệm vụ", 1),
    ]  # fmt: skip


def test_a_frame_set_in_tables_is_read_cell_by_cell() -> None:
    text = "UBND XÃ AN LÃO\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nI. KẾT QUẢ\nTốt.\nNơi nhận:\n- Lưu: VT.\tCHỦ TỊCH\nLê An"
    head, foot = text.index("\nBÁO"), text.index("Nơi")
    tab = text.index("\tCHỦ")
    blocks = (
        Block(BlockKind.TABLE, 0, head, table=1, cells=(Cell(1, 1, 1, 1, 0, 14), Cell(1, 2, 1, 1, 15, head))),
        *(Block(BlockKind.PARAGRAPH, text.index(w), text.index(w) + len(w)) for w in ("BÁO CÁO", "I. KẾT QUẢ", "Tốt.")),
        Block(
            BlockKind.TABLE, foot, len(text), table=2,
            cells=(Cell(1, 1, 1, 1, foot, tab), Cell(1, 2, 1, 1, tab + 1, len(text))),
        ),
    )  # fmt: skip
    tree = section(Document(Source("-", "docx"), text, blocks))
    assert [(part.kind.value, text[part.start : part.end]) for part in tree.parts] == [
        ("letterhead", text[:head]),
        ("title", "BÁO CÁO"),
        ("recipients", "Nơi nhận:\n- Lưu: VT."),
        ("signature", "CHỦ TỊCH\nLê An"),
    ]
    assert tree.sections[0].end == foot


def test_a_quoted_signature_in_the_body_ends_nothing() -> None:
    text = "I. Cách ký\n1. Ký thay mặt\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n2. Ký thay\nGhi KT. trước chức vụ.\nII. Cách gửi"
    assert shape(section(document_of(text))) == [
        ("I.", "Cách ký", 1), ("1.", "Ký thay mặt", 2), ("2.", "Ký thay", 2), ("II.", "Cách gửi", 1),
    ]  # fmt: skip


def test_weekdays_are_no_second_and_third() -> None:
    assert section(document_of("LỊCH CÔNG TÁC\nThứ hai: Họp giao ban.\nThứ ba: Tiếp dân.")).sections == ()


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "abc", "1.", "I.\n1.\na)", "**", "- a\n- b", "\x00\x0b1. a"])
def test_anything_is_sectioned_without_failing(text: str) -> None:
    assert section(document_of(text)) is not None


PIECES = st.sampled_from(
    [
        "I. KẾT QUẢ", "II. NHIỆM VỤ", "1. Tuyên truyền", "2. Giám sát.", "2. 1. Vận động", "1.1 Họp dân", "a) Ưu điểm;", "b.",
        "l. Một", "PHỤ LỤC 1", "Phần thứ hai", "Điều 3. Phạm vi", "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN", "BÁO CÁO",
        "ĐỀ CƯƠNG BÁO CÁO", "Kính gửi:", "Trên đây là báo cáo./.", "Lưu ý:", "1,", "(1) Hộ nghèo: 12 hộ.", "Một là: Đoàn kết.",
        "", "**3.** Khác", "Số: 12/BC-UBND", "x\ty\t3",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_laws_of_the_tree(lines: list[str]) -> None:
    text = "\n".join(lines)
    tree = section(document_of(text))
    assert len({item.id for item in tree.sections}) == len(tree.sections)
    for before, after in pairwise(tree.sections):
        assert before.start < after.start
    for index, item in enumerate(tree.sections):
        assert 0 <= item.start <= item.body_start <= item.end <= len(text)
        parent = None if item.parent is None else tree.sections[item.parent]
        assert item.level == (1 if parent is None else parent.level + 1)
        if parent is not None:
            assert item.parent is not None
            assert item.parent < index
            assert parent.start < item.start <= item.end <= parent.end
            assert parent.paper == item.paper
    for part in tree.parts:
        assert 0 <= part.start < part.end <= len(text)


def test_a_name_that_looks_like_a_roman_number_is_no_heading() -> None:
    text = "BÁO CÁO\nCông tác\nV. KIẾN NGHỊ\nKhông.\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nVi Thị Ngà\nNơi nhận:\n- Lưu: VT."
    assert [item.title for item in section(document_of(text)).sections] == ["KIẾN NGHỊ"]


def test_dots_where_the_issuer_will_stand_are_letterhead() -> None:
    text = (
        "…………………………\nSố:      /BC-…\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "……………, ngày      tháng      năm 2025\nBÁO CÁO\nTình hình kinh tế năm 2025\nI. KẾT QUẢ\nNội dung."
    )
    tree = section(document_of(text))
    assert tree.papers[0].kind.value == "report"
    assert [part.kind.value for part in tree.parts] == ["letterhead", "title"]


def test_small_letters_after_dots_begin_no_sentence() -> None:
    tree = section(document_of("I. KẾT QUẢ\n1. Số buổi: ………… đồng chí\n2. Tổng số …. đại biểu dự họp"))
    assert [item.title for item in tree.sections][1:] == ["Số buổi", "Tổng số …. đại biểu dự họp"]


def test_weekdays_of_a_schedule_are_no_sections() -> None:
    text = "LỊCH CÔNG TÁC TUẦN 25\nThứ hai: Giao ban.\nThứ ba: Họp Ban Chỉ đạo.\nThứ tư: Tiếp công dân.\nThứ sáu: Làm việc."
    assert section(document_of(text)).sections == ()


def test_recipients_beside_a_signature_end_and_begin_at_their_columns() -> None:
    text = (
        "BÁO CÁO\nTháng 5\nI. KẾT QUẢ\nCó 3 vụ.\n"
        "Nơi nhận:                TM. ỦY BAN NHÂN DÂN\n- Như trên;                   CHỦ TỊCH\n"
        "- Lưu: VT.               Hà Công Xuân\n"
    )
    parts = {part.kind.value: text[part.start : part.end] for part in section(document_of(text)).parts}
    assert parts["recipients"].startswith("Nơi nhận:") and parts["recipients"].endswith("- Lưu: VT.")
    assert parts["signature"].startswith("TM. ỦY BAN NHÂN DÂN") and parts["signature"].endswith("Hà Công Xuân")


@pytest.mark.parametrize(
    ("row", "sections"),
    [
        (
            "a) Việc sao lục gồm: sao lục từ văn bản giấy, sao lục        từ văn bản điện tử sang văn        bản giấy.",
            2,
        ),
        ("a)      Hộ nghèo      hộ      12", 1),
        ("a)\tHộ nghèo\thộ\t12", 1),
    ],
)
def test_blanks_that_a_typist_left_in_a_sentence_make_no_row(row: str, sections: int) -> None:
    text = f"BÁO CÁO\nTháng 5\nI. KẾT QUẢ\n{row}\nCòn lại không phát sinh."
    assert len(section(document_of(text)).sections) == sections


def test_rows_of_a_key_are_no_sections() -> None:
    key = "Ô số : Thành phần\n1 : Quốc hiệu\n2 : Tên cơ quan\n3a : Số"
    text = f"BÁO CÁO\nTháng 5\nI. SƠ ĐỒ\n{key}\nII. KẾT QUẢ\n1 : Đã làm\n2 : Chưa làm"
    assert [item.label for item in section(document_of(text)).sections] == ["I.", "II.", "1:", "2:"]


def test_an_enumeration_that_runs_on_in_its_paragraph_is_no_section() -> None:
    listed = "(1) Kết nạp 8 đảng viên; (2) 100% chi bộ đạt; (3) không có đơn thư."
    text = f"BÁO CÁO\nTháng 5\nI. CHỈ TIÊU\n{listed}\nII. GIẢI PHÁP\nKhông."
    assert [item.label for item in section(document_of(text)).sections] == ["I.", "II."]


def test_capitals_above_numbered_series_are_headings_without_a_label() -> None:
    text = (
        "BÁO CÁO\nKết quả năm 2023\nKẾT QUẢ NĂM 2023\n1. Tuyên truyền\nCó 3 buổi.\n2. Giám sát\nCó 4 cuộc.\n"
        "NHIỆM VỤ NĂM 2024\n1. Tuyên truyền\n2. Giám sát"
    )
    found = [(item.label, item.title, item.parent) for item in section(document_of(text)).sections]
    assert found == [
        *[(None, "KẾT QUẢ NĂM 2023", None), ("1.", "Tuyên truyền", 0), ("2.", "Giám sát", 0)],
        *[(None, "NHIỆM VỤ NĂM 2024", None), ("1.", "Tuyên truyền", 3), ("2.", "Giám sát", 3)],
    ]


def test_a_heading_style_right_behind_the_title_is_a_section() -> None:
    text = "BÁO CÁO\nKết quả năm 2023\nKết quả thực hiện\nTuyên truyền\nCó 3 buổi.\nNhiệm vụ\nLàm tiếp."
    levels = {2: Look(outline_level=1), 3: Look(outline_level=2), 5: Look(outline_level=1)}
    found = [(item.title, item.level) for item in section(document_of(text, levels)).sections]
    assert found == [("Kết quả thực hiện", 1), ("Tuyên truyền", 2), ("Nhiệm vụ", 1)]
