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
