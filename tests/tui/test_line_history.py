"""Undo in one-line fields: by syllables, never by the half-steps of an input method."""

from __future__ import annotations

import pytest
from typing_bursts import common, stages

from drafter.tui.line_history import LineHistory, changed_span


def typed(history: LineHistory, text: str, value: str = "") -> str:
    """Type a text key by key as an input method does: letters taken back one by one, then the new ones."""
    for index, word in enumerate(text.split(" ")):
        if index:
            history.record(value, value + " ")
            value += " "
        start = len(value)
        for stage in stages(word):
            shown = value[start:]
            same = common(shown, stage)
            while len(value) - start > same:
                history.record(value, value[:-1])
                value = value[:-1]
            for letter in stage[same:]:
                history.record(value, value + letter)
                value += letter
    return value


def undone(history: LineHistory, value: str) -> list[str]:
    steps = []
    while (before := history.undo(value)) is not None:
        value = before
        steps.append(value)
    return steps


def test_a_syllable_then_a_word_goes_back() -> None:
    history = LineHistory()
    value = typed(history, "việt được nghĩa")
    assert value == "việt được nghĩa"
    assert undone(history, value) == ["việt được ", "việt ", ""]


def test_what_was_undone_comes_again_until_something_is_typed() -> None:
    history = LineHistory()
    value = typed(history, "tổng kết")
    back = history.undo(value)
    assert back == "tổng "
    assert history.redo(back) == "tổng kết"
    history.record("tổng ", "tổng k")
    assert history.redo("tổng k") is None


def test_a_paste_is_a_step_of_its_own() -> None:
    history = LineHistory()
    value = typed(history, "một")
    history.record(value, value + " hai ba")
    value = typed(history, "x", value + " hai ba")
    assert undone(history, value) == ["một hai ba", "một", ""]


def test_typing_elsewhere_is_another_step() -> None:
    history = LineHistory()
    value = typed(history, "abc")
    history.record(value, "x" + value)
    assert undone(history, "xabc") == ["abc", ""]


@pytest.mark.parametrize(
    ("old", "new", "span"),
    [("", "a", (0, 0, 1)), ("abc", "abc", (3, 3, 3)), ("abc", "axc", (1, 2, 2)), ("aa", "a", (1, 2, 1))],
)
def test_where_two_texts_differ(old: str, new: str, span: tuple[int, int, int]) -> None:
    assert changed_span(old, new) == span
