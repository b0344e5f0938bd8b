"""A draft taken apart line by line, every piece at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.markup import LineKind, MarkKind, find_marks, scan, split_front_matter, table_cells

DRAFT = """---
outline: x
---
# Tên báo cáo

## I. KẾT QUẢ {#ket-qua}
<!-- Yêu cầu: số hội nghị -->
1. Dòng này là chữ <!-- ghi chú --> của báo cáo.

| TT | Chỉ tiêu | Số |
|---|:--|--:|
| 1 | Hội nghị \\| buổi | < |
[^1]: Chú thích.
"""


def kinds(text: str) -> list[LineKind]:
    return [line.kind for line in scan(text).lines if line.kind != LineKind.BLANK]


def test_each_line_is_what_it_looks_like() -> None:
    assert kinds(DRAFT) == [
        *[LineKind.FRONT] * 3,
        *[LineKind.HEADING] * 2,
        LineKind.COMMENT,
        LineKind.TEXT,
        LineKind.TABLE,
        LineKind.TABLE_RULE,
        LineKind.TABLE,
        LineKind.FOOTNOTE,
    ]


def test_a_heading_gives_its_words_depth_and_id() -> None:
    heading = [line for line in scan(DRAFT).lines if line.kind == LineKind.HEADING][1]
    assert DRAFT[heading.text_start : heading.text_end] == "I. KẾT QUẢ"
    assert (heading.depth, heading.id) == (2, "ket-qua")


@pytest.mark.parametrize(
    ("line", "words", "name"),
    [
        ("# A ##", "A", None),
        ("# A # #", "A", None),
        ("# A# #", "A#", None),
        ("# \xa0#", "", None),
        ("# A\x1c# ", "A", None),
        ("# A#", "A#", None),
        ("## A {#x} ##", "A", "x"),
        ("## A{#x}", "A", "x"),
        ("## A {#x}#", "A {#x}#", None),
        ("## {#x}", "", "x"),
        ("# #", "", None),
        ("#\tA\t#\t", "A", None),
    ],
)
def test_signs_that_close_a_heading_are_no_words(line: str, words: str, name: str | None) -> None:
    [heading] = scan(line).lines
    assert heading.kind is LineKind.HEADING
    assert (line[heading.text_start : heading.text_end], heading.id) == (words, name)


@pytest.mark.parametrize("line", ["#", "#A", "####### A", " # A"])
def test_other_signs_make_no_heading(line: str) -> None:
    assert [found.kind for found in scan(line).lines] == [LineKind.TEXT]


def test_an_escaped_bar_parts_no_cells() -> None:
    row = [line for line in scan(DRAFT).lines if line.kind == LineKind.TABLE][1]
    cells = table_cells(DRAFT, row)
    assert [DRAFT[cell.start : cell.end] for cell in cells] == ["1", "Hội nghị \\| buổi", "<"]
    assert cells[2].join == "<"


def test_a_comment_over_several_lines_hides_them_all() -> None:
    assert kinds("a\n<!-- một\nhai -->\nb") == [LineKind.TEXT, LineKind.COMMENT, LineKind.COMMENT, LineKind.TEXT]


def test_front_matter_is_only_at_the_top() -> None:
    assert split_front_matter("chữ\n---\na: 1\n---\n") == (None, 0)


def test_three_kinds_of_marks() -> None:
    text = "⟦312⟧ hộ, ⟦?⟧ hộ, tăng ⟦?%⟧, ⟦30/5/2022?⟧"
    assert [mark.kind for mark in find_marks(text)] == [
        MarkKind.CARRIED,
        MarkKind.WANTED,
        MarkKind.WANTED,
        MarkKind.ASKED,
    ]


@given(st.text(alphabet="#|-<!> \n`{}^[]:abạ⟦⟧?1", max_size=200))
def test_any_text_is_taken_apart_without_a_gap(text: str) -> None:
    lines = scan(text).lines
    assert "\n".join(text[line.start : line.end] for line in lines) == text
    assert all(line.start <= line.text_start <= line.text_end <= line.end for line in lines)
