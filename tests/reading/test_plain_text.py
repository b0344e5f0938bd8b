"""Text files: encodings, offsets, drafts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.model.document import BlockKind, Document
from drafter.reading import from_text, read_bytes

REPORT = "Ủy ban nhân dân xã báo cáo kết quả công tác năm 2022, có 312 hộ nghèo được hỗ trợ.\n- Một là\n"
# The same words in the letters of before Unicode.
TCVN3 = "ñy ban nh©n d©n x· b¸o c¸o kÕt qu¶ c«ng t¸c n¨m 2022, cã 312 hé nghÌo ®­îc hç trî.\n- Mét lµ\n"
VNI = (
    "Uûy ban nhaân daân xaõ baùo caùo keát quaû coâng taùc naêm 2022, coù 312 hoä ngheøo ñöôïc hoã trôï.\n- Moät laø\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (REPORT.encode("utf-8-sig"), "utf-8"),
        (REPORT.encode("utf-16"), "utf-16"),
        (REPORT.encode("utf-16-le"), "utf-16-le"),
        (REPORT.encode("utf-16-be"), "utf-16-be"),
        (VNI.encode("cp1252"), "vni"),
        (VNI.encode(), "vni"),
    ],
)
def test_encodings_of_vietnam(data: bytes, encoding: str) -> None:
    document = read_bytes(data, path="a.txt")
    assert (document.source.encoding, document.text) == (encoding, REPORT)


@pytest.mark.parametrize("data", [TCVN3.encode("latin-1"), TCVN3.encode()])
def test_tcvn3_has_its_small_letters_for_capitals(data: bytes) -> None:
    document = read_bytes(data, path="a.txt")
    assert document.source.encoding == "tcvn3"
    assert document.text == "ủy" + REPORT[2:]
    assert document.warnings


def test_an_unknown_encoding_is_told() -> None:
    document = read_bytes("Crème brûlée, thé noir\n".encode("latin-1"), path="a.txt")
    assert document.text == "Crème brûlée, thé noir\n"
    assert document.warnings


def test_broken_bytes_in_a_utf8_text_are_told() -> None:
    document = read_bytes(REPORT.encode() * 5 + b"\xff\n", path="a.txt")
    assert document.text == REPORT * 5 + "\ufffd\n"
    assert document.warnings


def test_windows_1258_writes_tones_behind_their_letters() -> None:
    import unicodedata

    def spread(char: str) -> str:
        split = unicodedata.normalize("NFD", char)
        tones = [mark for mark in split if mark in "\u0300\u0301\u0303\u0309\u0323"]
        return unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in tones)) + "".join(tones)

    data = "".join(map(spread, REPORT)).encode("cp1258")
    document = read_bytes(data, path="a.txt")
    assert (document.source.encoding, document.text) == ("windows-1258", REPORT)


def test_the_text_of_a_utf8_file_is_not_touched() -> None:
    text = "  Hoà\u0301 giải\u00a0 … \u200b\n\n\tKết  quả \n"
    assert read_bytes(text.encode(), path="a.txt").text == text
    assert read_bytes(text.replace("\n", "\r\n").encode(), path="a.md").text == text


@settings(max_examples=60)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=200),
    st.sampled_from(["txt", "md"]),
)
def test_blocks_lie_in_order_on_the_text(text: str, form: str) -> None:
    document = from_text(text, format=form)
    assert document.text == text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)
        end = block.end


def said(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def test_plain_text_is_a_paragraph_a_line() -> None:
    assert said(from_text("I. Tình hình\n\n  - ý một\n+ ý hai\n• ý ba\n# không là dấu\n")) == [
        ("paragraph", "I. Tình hình"),
        ("list", "- ý một"),
        ("list", "+ ý hai"),
        ("list", "• ý ba"),
        ("paragraph", "# không là dấu"),
    ]


DRAFT = """---
outline: mttq
---
# Báo cáo

## I. Tình hình {#tinh-hinh}
<!-- nêu rõ số liệu -->
Có ⟦312⟧ hộ<!-- hỏi lại --> nghèo.[^1]

| TT | Nội dung | < |
| --- | --- | --- |
| 1 | a | b |
| ^ | c | d |

[^1]: Nguồn: xã
"""


def test_a_draft_by_its_markup() -> None:
    document = from_text(DRAFT, path="a.md", format="md")
    assert document.is_draft
    assert said(document)[:4] == [
        ("paragraph", "Báo cáo"),
        ("paragraph", "I. Tình hình"),
        ("paragraph", "Có ⟦312⟧ hộ"),
        ("paragraph", "nghèo.[^1]"),
    ]
    assert [(block.look.outline_level, block.look.anchor) for block in document.blocks[:2]] == [
        (0, None),
        (1, "tinh-hinh"),
    ]
    table, note = document.blocks[4:]
    assert note.kind is BlockKind.NOTE
    assert document.text[note.start : note.end] == "Nguồn: xã"
    cells = [(c.row, c.column, c.rowspan, c.colspan, document.text[c.start : c.end]) for c in table.cells]
    assert cells == [
        (1, 1, 1, 1, "TT"),
        (1, 2, 1, 2, "Nội dung"),
        (2, 1, 2, 1, "1"),
        (2, 2, 1, 1, "a"),
        (2, 3, 1, 1, "b"),
        (3, 2, 1, 1, "c"),
        (3, 3, 1, 1, "d"),
    ]


def test_markdown_without_an_outline_is_no_draft() -> None:
    assert from_text("---\ntitle: a\n---\n# a\n", format="md").source.format == "md"


def cells(text: str) -> list[list[list[str]]]:
    """The words of each table of a text, row by row."""
    document = from_text(text)
    tables = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
            tables.append(list(rows.values()))
    return tables


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "TT\tNội dung\tĐVT\tKết quả\n1\tSố buổi\tbuổi\t14\n2\tTổ hòa giải\ttổ\t\n",
            [["TT", "Nội dung", "ĐVT", "Kết quả"], ["1", "Số buổi", "buổi", "14"], ["2", "Tổ hòa giải", "tổ", ""]],
        ),
        # A row whose last cells are joined stands between full ones.
        (
            "TT\tNội dung\tKết quả\nI\tVốn vay\n1\tDư nợ\t12,4 tỷ\n",
            [["TT", "Nội dung", "Kết quả"], ["I", "Vốn vay"], ["1", "Dư nợ", "12,4 tỷ"]],
        ),
        (
            "Số hộ\t1.204\nSố khẩu\t4.870\nHộ nghèo\t-\n",
            [["Số hộ", "1.204"], ["Số khẩu", "4.870"], ["Hộ nghèo", "-"]],
        ),
        (" Xã\t Đạt\t%\n\tCộng\t97,5%\n", [["Xã", "Đạt", "%"], ["", "Cộng", "97,5%"]]),
    ],
)
def test_rows_of_cells_parted_by_tabs_are_a_table(text: str, rows: list[list[str]]) -> None:
    assert cells("BIỂU SỐ LIỆU\n\n" + text + "\nNgười lập biểu\n") == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "UBND XÃ HÒA LỘC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 4/BC-UBND\tHòa Lộc, ngày 03 tháng 6 năm 2024\n",
        "HỘI NÔNG DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ HÒA LỘC\t\t\tĐộc lập - Tự do - Hạnh phúc\n",
        "Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\t\tCHỦ TỊCH\n- Lưu: VT.\t\tLê Thị Bưởi\n",
        "1.\tTuyên truyền\n2.\tVận động\n",
        "\tĐoạn văn thụt đầu dòng bằng phím Tab.\n\tĐoạn thứ hai cũng vậy.\n",
        "I. Tình hình\t1\nII. Kết quả\t2\nIII. Nhiệm vụ\t9\n",
        "MỤC LỤC\nMở đầu\t1\nPhần một\t2\n",
        "Chỉ một dòng\tbuổi\t12\n",
    ],
)
def test_other_lines_with_tabs_are_none(text: str) -> None:
    assert cells(text) == []


def test_headings_with_a_tab_behind_their_label_end_a_table() -> None:
    table = "Thôn\tSố tiền\nNà Pắc\t12,5\nNà Lốc\t8\n"
    rows = [["Thôn", "Số tiền"], ["Nà Pắc", "12,5"], ["Nà Lốc", "8"]]
    assert cells(f"2.\tVận động\n{table}3.\tGiám sát\nII.\tNHIỆM VỤ\n") == [rows]


def test_a_table_begins_right_below_a_letterhead() -> None:
    head = "XÃ HÒA LỘC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert cells(head + "Thôn\tHộ\tKhẩu\nNà Lạn\t40\t161\n") == [[["Thôn", "Hộ", "Khẩu"], ["Nà Lạn", "40", "161"]]]


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from(["", "1", "hộ", " 5 ", "TM."]), min_size=1, max_size=5), max_size=8))
def test_cells_lie_in_their_table(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    document = from_text(text)
    assert document.text == text
    for block in document.blocks:
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)


SECTIONS = "".join(
    f"{number}. Công tác số {number} của xã\nTrong kỳ đã tổ chức nhiều hoạt động ở các thôn, được Nhân dân đồng tình.\n"
    for number in range(1, 25)
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SECTIONS.replace("\n", " "), True),
        (SECTIONS, False),
        # A long paragraph, and a short line with numbers.
        ("Xã tổ chức nhiều hoạt động, được Nhân dân đồng tình. " * 60, False),
        ("1. Một. 2. Hai. 3. Ba. 4. Bốn.", False),
    ],
    ids=["pasted on one line", "with its lines", "prose", "short"],
)
def test_a_paper_pasted_on_one_line_is_told(text: str, told: bool) -> None:
    assert any("dòng" in line or "line" in line for line in from_text(text).warnings) is told
