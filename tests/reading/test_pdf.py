"""PDF pages put together again: paragraphs, heads, columns, tables, pages that cannot be read."""

import pytest

from drafter.model.document import BlockKind
from drafter.reading import read_bytes
from drafter.reading.pdf_edges import Edges, common_edges
from drafter.reading.pdf_edges import Lines as PageLines
from drafter.reading.pdf_glyphs import Glyph, Line, letterhead_pieces
from drafter.reading.pdf_layout import Joiner, Region, drop_running_heads, regions
from drafter.reading.pdf_rules import Edge
from drafter.reading.pdf_tables import Grid, GridCell, find_grids, goes_on, rows_of
from tests.fuzz.spoiled import pdf, show

LEFT, RIGHT = 85.0, 540.0


def line(
    text: str, y: float, *, x0: float = LEFT, x1: float = RIGHT, size: float = 14, bold: bool = False, page: int = 1
) -> Line:
    return Line(text, x0, x1, y - size / 2, y + size / 2, size, bold, page)


def joined(*lines: Line) -> list[str]:
    joiner = Joiner()
    joiner.region(Region(list(lines)), Edges(LEFT, RIGHT))
    joiner.close()
    return [paragraph.text for paragraph in joiner.done]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(
            [line("Trong kỳ, toàn xã đã tổ chức 12 cuộc họp với sự tham gia của các", 700, x0=121), line("hộ dân.", 682, x1=130)],
            ["Trong kỳ, toàn xã đã tổ chức 12 cuộc họp với sự tham gia của các hộ dân."],
            id="a sentence over two lines",
        ),
        pytest.param(
            [line("Đã xong.", 700, x0=121, x1=200), line("Mặt khác, còn chậm.", 682, x0=121, x1=260)],
            ["Đã xong.", "Mặt khác, còn chậm."],
            id="short lines are paragraphs",
        ),
        pytest.param(
            [line("Kết quả đạt 95,5% và tăng so với cùng kỳ năm trước.", 700, x0=121),
             line("Tuy nhiên còn hạn chế.", 682, x0=121, x1=300)],
            ["Kết quả đạt 95,5% và tăng so với cùng kỳ năm trước.", "Tuy nhiên còn hạn chế."],
            id="a full line, and the next one indented",
        ),
        pytest.param(
            [line("thực hiện Quy định số 217-", 700), line("QĐ/TW của Bộ Chính trị", 682, x1=300)],
            ["thực hiện Quy định số 217-QĐ/TW của Bộ Chính trị"],
            id="a symbol cut at its hyphen",
        ),
        pytest.param(
            [line("giai đoạn 2019", 700, x0=121), line("- 2024 của tỉnh.", 682, x1=200)],
            ["giai đoạn 2019 - 2024 của tỉnh."],
            id="a dash of a period is no bullet",
        ),
        pytest.param(
            [line("1. Công tác tuyên truyền", 700, bold=True, x1=250), line("Đã tuyên truyền.", 682, x1=220)],
            ["1. Công tác tuyên truyền", "Đã tuyên truyền."],
            id="a heading and its text",
        ),
        pytest.param(
            [line("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2022, PHƯƠNG HƯỚNG", 700, x0=90, x1=535, bold=True),
             line("NĂM 2023", 682, x0=275, x1=350, bold=True)],
            ["KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2022, PHƯƠNG HƯỚNG NĂM 2023"],
            id="a centred title that wraps",
        ),
        pytest.param(
            [line("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023 CỦA ĐẢNG BỘ", 700, x0=120, x1=525, bold=True),
             line("I. MỤC TIÊU", 682, x0=90, x1=170, bold=True)],
            ["PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023 CỦA ĐẢNG BỘ", "I. MỤC TIÊU"],
            id="a wide centred title and the first heading",
        ),
        pytest.param(
            [line("BÁO CÁO", 700, x0=270, x1=355, bold=True), line("Kết quả năm 2022", 682, x0=240, x1=385, bold=True)],
            ["BÁO CÁO", "Kết quả năm 2022"],
            id="two centred lines",
        ),
        pytest.param(
            [line("đã hỗ trợ cho các", 80, x0=121), line("hộ nghèo.", 780, x1=160, page=2)],
            ["đã hỗ trợ cho các hộ nghèo."],
            id="over a page",
        ),
    ],
)  # fmt: skip
def test_lines_join_to_paragraphs(lines: list[Line], paragraphs: list[str]) -> None:
    assert joined(*lines) == paragraphs


def test_page_numbers_and_running_heads_go_and_figures_stay() -> None:
    pages = [
        [[line("UBND XÃ TÂN LẬP", 810, page=n)], [line(f"Nội dung {'abcde'[n]}", 700, page=n)], [line("12", 400, page=n)],
         [line(f"Trang {n + 1}/5", 30, page=n)]]
        for n in range(5)
    ]  # fmt: skip
    assert drop_running_heads(pages, [842.0] * 5) == 10
    assert [[row[0].text for row in rows] for rows in pages] == [[f"Nội dung {letter}", "12"] for letter in "abcde"]


def test_the_letterhead_is_two_columns() -> None:
    rows = [
        [line("ỦY BAN MTTQ VIỆT NAM", 780, x0=90, x1=240), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 780, x0=260)],
        [line("XÃ TÂN LẬP", 764, x0=120, x1=200), line("Độc lập - Tự do - Hạnh phúc", 764, x0=300, x1=500)],
        [line("Số: 12/BC-MTTQ", 740, x0=110, x1=220), line("Tân Lập, ngày 05 tháng 6 năm 2022", 740, x0=280, x1=520)],
        [line("BÁO CÁO", 700, x0=270, x1=355)],
        [line("Kết quả công tác Mặt trận sáu tháng đầu năm và phương hướng sáu tháng cuối năm", 680)],
    ]
    found, blocks = regions(rows, first_page=True)
    assert blocks == 1
    assert [[part.text for part in region.lines] for region in found] == [
        ["ỦY BAN MTTQ VIỆT NAM", "XÃ TÂN LẬP", "Số: 12/BC-MTTQ"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Tân Lập, ngày 05 tháng 6 năm 2022"],
        ["BÁO CÁO", rows[4][0].text],
    ]


def test_a_date_that_wraps_in_its_column_stays_one_paragraph() -> None:
    rows = [
        [line("TRƯỜNG MẦM NON", 780, x0=90, x1=240), line("CỘNG HÒA XÃ HỘI CHỦ", 780, x0=290, x1=480)],
        [line("HOA SEN", 764, x0=90, x1=150), line("NGHĨA VIỆT NAM", 764, x0=290, x1=400)],
        [line("Số: 8/BC-MN", 740, x0=90, x1=180), line("Yên Bình, ngày 05 tháng 6 năm", 740, x0=290, x1=480)],
        [line("2023", 724, x0=290, x1=320)],
        [line("BÁO CÁO", 690, x0=270, x1=355)],
        [line("Tổng kết năm học và phương hướng năm học sau của nhà trường, của các tổ chuyên môn", 670)],
    ]
    found, blocks = regions(rows, first_page=True)
    assert blocks == 1
    join = Joiner()
    join.region(found[1], Edges(290, 520))
    join.close()
    assert [paragraph.text for paragraph in join.done] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Yên Bình, ngày 05 tháng 6 năm 2023",
    ]


@pytest.mark.parametrize(
    ("printed", "pieces"),
    [
        ("XÃTÂNLẬPCỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM", ["XÃTÂNLẬP", "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM"]),
        ("XÃTÂNLẬPCỘNGHÒAXÃHỘICHỦ", ["XÃTÂNLẬP", "CỘNGHÒAXÃHỘICHỦ"]),
        ("HUYỆNỦYĐẢNGCỘNGSẢNVIỆT", ["HUYỆNỦY", "ĐẢNGCỘNGSẢNVIỆT"]),
        ("XÃTÂNLẬPCỘNGHÒA", ["XÃTÂNLẬPCỘNGHÒA"]),
    ],
)
def test_the_states_name_stands_apart_from_the_bodys(printed: str, pieces: list[str]) -> None:
    glyphs = [Glyph(char, 10.0 * place, 10.0 * place + 9, 700, 714, place) for place, char in enumerate(printed)]
    assert ["".join(glyph.char for glyph in piece) for piece in letterhead_pieces(glyphs)] == pieces


def test_recipients_and_signature_are_two_columns() -> None:
    rows = [
        [line("Trên đây là báo cáo kết quả công tác của Ban Thường trực.", 300)],
        [line("Nơi nhận:", 270, x0=90, x1=150), line("TM. BAN THƯỜNG TRỰC", 270, x0=340, x1=520)],
        [line("- Như trên;", 256, x0=90, x1=140), line("CHỦ TỊCH", 256, x0=390, x1=470)],
        [line("- Lưu: VT.", 242, x0=90, x1=140)],
        [line("Nguyễn Văn A", 190, x0=380, x1=480)],
    ]
    found, blocks = regions(rows, first_page=False)
    assert blocks == 1
    assert [[part.text for part in region.lines] for region in found][1:] == [
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT."],
        ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Nguyễn Văn A"],
    ]


def ruled(xs: list[float], ys: list[float]) -> list[Edge]:
    return [Edge(True, x, min(ys), max(ys)) for x in xs] + [Edge(False, y, min(xs), max(xs)) for y in ys]


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells]


def test_ruled_lines_make_a_grid() -> None:
    (grid,) = find_grids(ruled([50, 100, 300], [700, 680, 650]), 1, 842)
    assert spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert grid.place(60, 690) == 0
    assert grid.place(200, 660) == 3
    assert grid.place(400, 660) is None


def test_a_missing_line_is_a_merged_cell() -> None:
    edges = [
        *(Edge(True, x, 600, 700) for x in (50, 300)),
        Edge(True, 100, 600, 700),
        Edge(True, 200, 600, 650),
        *(Edge(False, y, 50, 300) for y in (700, 600)),
        Edge(False, 650, 100, 300),
    ]
    (grid,) = find_grids(edges, 1, 842)
    assert spans(grid) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


@pytest.mark.parametrize(
    "edges",
    [
        ruled([50, 300], [700, 680, 650]),
        ruled([40, 45, 550, 555], [800, 795, 40, 35]),
        [Edge(False, 700, 50, 300), Edge(False, 690, 50, 300)],
    ],
    ids=["one column", "a page's border", "two underlines"],
)
def test_lines_that_are_no_table(edges: list[Edge]) -> None:
    assert find_grids(edges, 1, 842) == []


def filled(page: int, *rows: list[str]) -> Grid:
    ys = [700.0 - 20 * row for row in range(len(rows) + 1)]
    cells = [GridCell(row, column, 1, 1, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid([50.0, 100.0, 300.0], ys, cells, page)


def test_a_table_over_two_pages_is_one() -> None:
    first = filled(1, ["TT", "Nội dung"], ["1", "Hộ nghèo được hỗ trợ"])
    second = filled(2, ["TT", "Nội dung"], ["", "nhà ở"], ["2", "Hộ cận nghèo"])
    assert goes_on(first, second)
    rows = rows_of([first, second])
    assert [[cell.text for cell in row] for row in rows] == [
        ["TT", "Nội dung"],
        ["1", "Hộ nghèo được hỗ trợ nhà ở"],
        ["2", "Hộ cận nghèo"],
    ]
    assert [row[0].row for row in rows] == [1, 2, 3]
    assert not goes_on(first, filled(3, ["a", "b"]))


def drawn(xs: list[float], ys: list[float]) -> str:
    return "\n".join(
        [f"{x} {min(ys)} m {x} {max(ys)} l S" for x in xs] + [f"{min(xs)} {y} m {max(xs)} {y} l S" for y in ys]
    )


def test_a_table_in_a_file() -> None:
    page = "\n".join(
        [
            show(60, 780, "Bang so lieu:"),
            drawn([60, 200, 400], [700, 720, 740]),
            show(65, 725, "Noi dung"),
            show(210, 725, "So luong"),
            show(65, 705, "Ho ngheo"),
            show(210, 705, "1.305"),
            show(60, 650, "Sau bang."),
        ]
    )
    document = read_bytes(pdf([page]), path="a.pdf")
    assert document.text == "Bang so lieu:\nNoi dung\tSo luong\nHo ngheo\t1.305\nSau bang.\n"
    assert [str(block.kind) for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert {block.page for block in document.blocks} == {1}
    assert document.source.pages == 1


def test_faked_bold_is_read_once() -> None:
    page = show(60, 700, "BAO CAO") + "\n" + show(60.3, 700, "BAO CAO")
    assert read_bytes(pdf([page]), path="a.pdf").text == "BAO CAO\n"


def test_glyphs_in_another_order_than_they_stand() -> None:
    # As files made without the right font: a line's base letters first, the others behind them.
    words = [(60, "B"), (75, "o c"), (105, "o n"), (135, "m 2022"), (68, "a"), (98, "a"), (126, "a")]
    page = "\n".join(show(x, 700, text, size=14) for x, text in words)
    text = read_bytes(pdf([page]), path="a.pdf").text
    assert text.replace(" ", "").strip() == "Baocaonam2022"


def test_bold_size_and_bullets_are_seen() -> None:
    page = "\n".join([show(60, 700, "I. TINH HINH", size=14, font="F2"), show(60, 660, "- mot y nho", size=12)])
    heading, bullet = read_bytes(pdf([page]), path="a.pdf").blocks
    assert (heading.look.bold, heading.look.size, heading.look.caps) == (True, 14.0, True)
    assert (bullet.look.bold, bullet.kind) == (False, BlockKind.LIST)


PICTURE = "q 400 0 0 600 60 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def test_a_page_without_text_needs_ocr() -> None:
    document = read_bytes(pdf([show(60, 700, "Trang mot"), PICTURE, PICTURE]), path="a.pdf")
    assert document.text == "Trang mot\n"
    assert document.unread == document.warnings
    assert "2-3" in document.unread[0]
    assert "--ocr" in document.unread[0]


def test_a_file_of_scans_alone_reads_to_nothing() -> None:
    document = read_bytes(pdf([PICTURE]), path="a.pdf")
    assert (document.text, document.blocks) == ("", ())
    assert document.unread


def raised(x: float, y: float, text: str) -> str:
    return show(x, y + 5, text, size=7)


def test_footnotes_stand_behind_the_paragraph_that_cites_them() -> None:
    page = "\n".join(
        [
            show(60, 700, "Co 312 ho", size=14),
            raised(122, 700, "2"),
            show(128, 700, "ngheo.", size=14),
            show(60, 660, "Dien tich 12 km", size=14),
            raised(156.6, 660, "9"),
            show(60, 620, "Sau do.", size=14),
            show(60, 580, "Het.", size=14),
            show(60, 90, "2", size=7),
            show(66, 90, "Nguon: phong.", size=10),
        ]
    )
    document = read_bytes(pdf([page]), path="a.pdf")
    assert document.text == "Co 312 ho ngheo.\nNguon: phong.\nDien tich 12 km9\nSau do.\nHet.\n"
    assert document.blocks[1].kind is BlockKind.NOTE


def test_edges_of_justified_ragged_and_short_lines() -> None:
    full = [[line("a", 700 - 18 * n, x0=85 if n % 3 else 121, x1=540)] for n in range(9)]
    short = [[line("a", 700 - 18 * n, x0=121, x1=200 + 7 * n)] for n in range(9)]
    assert common_edges([PageLines(595, full)]) == [Edges(85, 540, justified=True)]
    # A page of short lines takes the edges of the others, or the paper's margin where there is none.
    assert common_edges([PageLines(595, full), PageLines(595, short)])[1].right == 540
    alone = common_edges([PageLines(595, short)])[0]
    assert alone.right == 545
    assert not alone.justified


def test_a_line_of_justified_text_that_stops_short_ends_its_paragraph() -> None:
    joiner = Joiner()
    lines = [
        line("Hội nghị bàn phương hướng năm 2025", 700, x0=121, x1=500),
        line("(Trình tại kỳ họp tháng 12)", 682, x0=121, x1=300),
        line("Hai là: Phải phát huy vai trò của người có uy tín.", 664, x0=121, x1=520),
        line("Ba là: Làm tốt công tác phối hợp.", 646, x0=121, x1=380),
    ]
    joiner.region(Region(lines), Edges(LEFT, RIGHT, justified=True))
    joiner.close()
    assert len(joiner.done) == 4


def test_a_name_below_the_recipients_is_no_column() -> None:
    rows = [
        [line("Nơi nhận:", 300, x1=150)],
        [line("- Lưu: VT.", 282, x1=150)],
        [line("TRƯỞNG PHÒNG", 264, x0=280, x1=400)],
        [line("Đào Quang Vinh", 246, x0=100, x1=190)],
        [line("Văn bản này", 228, x1=520)],
    ]
    found, blocks = regions(rows, first_page=False)
    assert blocks == 0
    assert [one.text for region in found for one in region.lines][2:4] == ["TRƯỞNG PHÒNG", "Đào Quang Vinh"]


def old_letters(text: str, encoding: str) -> str:
    """A text as the old fonts write it: one Latin-1 sign a letter (TCVN3), or a letter and a sign (VNI)."""
    import unicodedata

    from drafter.reading import legacy

    if encoding == "tcvn3":
        back = dict(zip(legacy._TCVN3_LETTERS, legacy._TCVN3_SIGNS, strict=True))
        return "".join(back.get(char, char) for char in text)
    signs = {legacy.from_vni(base + sign): base + sign for base in "aeouyAEOUYôÔöÖ" for sign in legacy._VNI_MARKS}
    signs |= {letter: sign for sign, letter in legacy._VNI_ALL.items()}
    return "".join(signs.get(char, char) for char in unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_letters_of_before_unicode_are_turned(encoding: str) -> None:
    lines = [
        "Trong năm, toàn xã đã vận động được 312 hộ",
        "tham gia; công tác dân vận được các cấp quan tâm,",
        "thực hiện với kết quả tốt, đạt 95% kế hoạch.",
    ]
    page = "\n".join(show(60, 700 - 18 * n, old_letters(line, encoding)) for n, line in enumerate(lines))
    document = read_bytes(pdf([page]), path="a.pdf")
    assert document.text.split() == " ".join(lines).split()
    assert any(encoding.upper() in warning for warning in document.warnings)


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    words = "Ban Thuong truc da phoi hop van dong ho"
    left = [f"{words} {n}" for n in range(12)]
    right = [f"{words} {n}" for n in range(12, 24)]
    head = show(60, 760, "BAO CAO KET QUA CONG TAC MAT TRAN NAM 2024 CUA UY BAN MTTQ XA")
    drawn = [head]
    for x, column in ((60, left), (330, right)):
        drawn += [show(x, 700 - 18 * n, words) for n, words in enumerate(column)]
    second = "\n".join(drawn[1:])
    document = read_bytes(pdf(["\n".join(drawn), second]), path="a.pdf")
    assert (
        document.text.replace("\n", " ").split()
        == " ".join(
            ["BAO CAO KET QUA CONG TAC MAT TRAN NAM 2024 CUA UY BAN MTTQ XA", *left, *right, *left, *right]
        ).split()
    )


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = [f"Ban Thuong truc da phoi hop van dong ho {n}" for n in range(14)]
    right = [f"Cac to chuc thanh vien dong gop kinh phi {n}" for n in range(14)]
    rows = [f"{show(60, 700 - 18 * n, left[n])}\n{show(310, 700 - 18 * n, right[n])}" for n in range(14)]
    document = read_bytes(pdf(["\n".join(rows)]), path="a.pdf")
    assert document.text.split() == " ".join([*left, *right]).split()
    # A wide blank that a few rows have at different places is none between columns.
    apart = [f"{show(60, 700 - 18 * n, left[n])}\n{show(310 + 12 * (n % 3), 700 - 18 * n, right[n])}" for n in range(6)]
    assert read_bytes(pdf(["\n".join(apart)]), path="a.pdf").text.split()[:15] == f"{left[0]} {right[0]}".split()[:15]


def test_lines_as_near_as_one_paragraphs_go_on_where_paragraphs_stand_apart() -> None:
    def block(top: float, *ends: float) -> list[Line]:
        return [line(f"Dòng thứ {place}", top - 14 * place, x1=end) for place, end in enumerate(ends)]

    habit = [one for place in range(4) for one in block(780 - 60 * place, 540, 535, 300)]
    cut = [line("3. Giao Cục theo dõi việc thực hiện", 530, x1=500), line("Hướng dẫn này khi cần.", 516, x1=195)]
    found = joined(*habit, *cut, line("Nơi khác", 490, x1=200))
    assert found[-2:] == ["3. Giao Cục theo dõi việc thực hiện Hướng dẫn này khi cần.", "Nơi khác"]
    assert len(joined(*cut)) == 2


def test_nothing_goes_on_behind_the_end_of_a_paper_and_into_its_frame() -> None:
    copies = line("Nơi nhận:", 486, x1=130)
    assert len(joined(line("Ban Thường trực đề nghị các đơn vị thực hiện./.", 500), line("của xã.", 486, x1=130))) == 2
    assert len(joined(line("Các chi bộ xây dựng kế hoạch", 500), copies)) == 2
