"""Undo by syllables, composed letters, highlights, search without accents, differences by words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from typing_bursts import STYLES, bursts

from drafter.model.finding import Severity
from drafter.tui.desk import FindingRow
from drafter.tui.differences import alike, changes, gone_words
from drafter.tui.editor import Editor, finding_place
from drafter.tui.highlights import LineHighlights, Span
from drafter.tui.input_methods import joined, nfc
from drafter.tui.search import Hit, find_all, replace_all, score
from drafter.tui.status_bar import bar
from drafter.tui.words import shorten


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield Editor(id="editor")


def type_bursts(editor: Editor, text: str) -> None:
    """The edits that the bursts make."""
    for burst in bursts(text, backspace=b"\x7f"):
        for letter in burst.decode():
            if letter == "\x7f":
                editor.action_delete_left()
            else:
                editor._replace_via_keyboard(letter, *editor.selection)


async def test_undo_takes_back_a_syllable_at_a_time_never_half_a_letter() -> None:
    app = Alone()
    async with app.run_test():
        editor = app.query_one(Editor)
        editor.open("a", "")
        type_bursts(editor, "Mặt trận được mùa")
        seen = []
        while editor.text:
            editor.undo()
            seen.append(editor.text)
        assert seen == ["Mặt trận được ", "Mặt trận ", "Mặt ", ""]
        for _step in seen:
            editor.redo()
        assert editor.text == "Mặt trận được mùa"


async def test_taking_a_text_over_is_one_step_and_keeps_the_cursor() -> None:
    app = Alone()
    async with app.run_test():
        editor = app.query_one(Editor)
        editor.open("a", "có ⟦14⟧ buổi\ncuối")
        editor.move_cursor((1, 2))
        editor.take("có 14 buổi\ncuối")
        assert editor.cursor_location == (1, 2)
        editor.undo()
        assert editor.text == "có ⟦14⟧ buổi\ncuối"


async def test_places_and_offsets_are_inverse() -> None:
    app = Alone()
    async with app.run_test():
        editor = app.query_one(Editor)
        editor.open("a", "một\n\nhai ba")
        for offset in range(len(editor.text) + 1):
            assert editor.offset_of(editor.location_of(offset)) == offset


def test_marks_are_highlighted_in_bytes() -> None:
    lines = ["số ⟦14⟧ và ⟦?⟧ và ⟦30/5?⟧"]
    found = LineHighlights(lambda row: lines[row])[0]
    raw = lines[0].encode()
    assert [(raw[start:end].decode(), style) for start, end, style in found] == [
        ("⟦14⟧", "carried"),
        ("⟦?⟧", "wanted"),
        ("⟦30/5?⟧", "asked"),
    ]


@pytest.mark.parametrize(
    ("top", "bottom", "end", "left"),
    [
        ((0, 0), (0, 0), (0, 3), (0, 13, 18)),  # typed before it
        ((0, 12), (0, 13), (0, 12), None),  # typed in it
        ((0, 20), (0, 20), (0, 25), (0, 10, 15)),  # behind it
        ((0, 0), (0, 0), (1, 0), (1, 10, 15)),  # a new line before it
        ((0, 2), (0, 6), (0, 2), (0, 6, 11)),  # something before it deleted
    ],
)
def test_spans_move_with_the_text(
    top: tuple[int, int], bottom: tuple[int, int], end: tuple[int, int], left: tuple[int, int, int] | None
) -> None:
    spans = LineHighlights(lambda _row: "x" * 40)
    spans.show([Span(0, 10, 15, "error")])
    spans.edited(top, bottom, end)
    moved = {
        (span.row, span.start, span.end) for row in range(3) for column in range(40) for span in spans.at(row, column)
    }
    assert moved == ({left} if left else set())


@pytest.mark.parametrize(
    ("quote", "text", "place"),
    [
        ("năm 2022", "Trong năm 2022", (6, 14)),
        ("năm 2022", "Và trong năm 2022", (9, 17)),  # the text moved
        ("năm 2022", "Trong năm 2023", None),  # mended meanwhile
    ],
)
def test_a_finding_is_found_again_by_its_words(quote: str, text: str, place: tuple[int, int] | None) -> None:
    row = FindingRow("x", "TIM201", "", Severity.ERROR, "", "a", 6, 14, quote)
    assert finding_place(text, row) == place


@pytest.mark.parametrize(
    ("wanted", "how", "hits"),
    [
        ("tong ket", {}, 2),
        ("tổng kết", {"exact": True}, 1),
        ("dong", {"whole_word": True}, 1),
        ("dong", {}, 2),
        ("", {}, 0),
    ],
)
def test_search(wanted: str, how: dict[str, bool], hits: int) -> None:
    assert len(find_all("Tổng kết, tổng kết: đồng dongs", wanted, **how)) == hits


def test_replacing_keeps_the_rest() -> None:
    assert replace_all("tại thôn A, thôn B", "thon", "bản") == ("tại bản A, bản B", 2)


@given(st.text(alphabet="aàáạăđĐêếÔ iuyợ.,1", max_size=30), st.text(alphabet="aadeoi ", max_size=3))
@settings(max_examples=60, deadline=None)
def test_hits_lie_in_the_text(text: str, wanted: str) -> None:
    for hit in find_all(text, wanted):
        assert 0 <= hit.start < hit.end <= len(text)


def test_the_palette_ranks_word_beginnings() -> None:
    assert score("luu", "Lưu")[0] > score("luu", "Xem bản đã lưu")[0] > 0
    assert score("xyz", "Lưu") == (0.0, ())
    assert score("di muc", "Đi tới mục…")[1] == (Hit(0, 2), Hit(7, 10))


def test_changes_name_whole_words_and_figures() -> None:
    old, new = "tặng 86 suất quà, trị giá 43 triệu đồng", "tặng 91 suất quà, trị giá 45,5 triệu đồng"
    assert [
        (old[change.old_start : change.old_end], new[change.new_start : change.new_end]) for change in changes(old, new)
    ] == [("86", "91"), ("43", "45,5")]
    assert [old[start:end] for start, end in gone_words(old, new)] == ["86", "43"]


@given(
    st.lists(st.sampled_from(["a", "bb", "c\n", "12", "⟦3⟧"]), max_size=12),
    st.lists(st.sampled_from(["a", "bb", "c", "12", "x"]), max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_taking_every_change_back_gives_the_other_text(left: list[str], right: list[str]) -> None:
    old, new = " ".join(left), " ".join(right)
    text = new
    for change in reversed(changes(old, new)):
        text = text[: change.new_start] + old[change.old_start : change.old_end] + text[change.new_end :]
    assert text == old


def test_the_alike_paragraph_is_found_whatever_its_figures() -> None:
    lines = ["Quỹ vận động được 312 triệu đồng.", "Tổ chức 14 buổi tuyên truyền tại 9 thôn.", ""]
    assert alike("Đã tổ chức ⟦20⟧ buổi tuyên truyền tại 11 thôn", lines) == 1
    assert alike("", lines) is None


@given(st.text(alphabet="aăâbcdđeêioôơuưyạảãáàệốỡ ", max_size=20))
@settings(max_examples=60, deadline=None)
def test_bursts_spell_their_text(text: str) -> None:
    text = " ".join(text.split())
    for style in STYLES:
        shown = ""
        for burst in bursts(text, backspace=b"\x08", style=style):
            for letter in burst.decode():
                shown = shown[:-1] if letter == "\x08" else shown + letter
        assert shown == text


def test_letters_are_composed_at_every_door() -> None:
    assert nfc(unicodedata.normalize("NFD", "Việt\r\nNam\0")) == "Việt\nNam"
    assert joined("ê", "\u0323") == "ệ"
    assert joined("q", "\u0301") is None


def test_bars_and_cuts() -> None:
    assert bar(5, 10) == "▰" * 5 + "▱" * 5
    assert bar(0, 0) == "▰" * 10
    assert shorten("Công tác  tuyên truyền", 10) == "Công tác…"
