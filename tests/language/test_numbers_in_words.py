"""Vietnamese numbers in words, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.language.numbers import parse_number, spell_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("không", 0),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai mươi bốn", 24),
        ("hai lăm", 25),
        ("ba chục", 30),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("hai trăm tư", 240),
        ("Năm triệu hai trăm năm mươi nghìn", 5_250_000),
        ("một ngàn hai", 1_200),
        ("hai triệu rưỡi", 2_500_000),
        ("ba tỷ không trăm linh năm triệu", 3_005_000_000),
        ("hai nghìn tỷ", 2_000_000_000_000),
        ("hai tá", 24),
    ],
)
def test_words_to_value(words: str, value: int) -> None:
    assert parse_number(words) == value


@pytest.mark.parametrize(
    "words", ["", "mươi", "rưỡi", "mười mốt", "mười năm", "hai mươi năm", "trăm", "một hai", "nghìn người"]
)
def test_what_is_no_number(words: str) -> None:
    assert parse_number(words) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5, "năm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1_005, "một nghìn không trăm linh năm"),
        (5_250_000, "năm triệu hai trăm năm mươi nghìn"),
        (3_000_000_000, "ba tỷ"),
    ],
)
def test_value_to_words(value: int, words: str) -> None:
    assert spell_number(value) == words


@given(st.integers(min_value=0, max_value=10**13))
def test_there_and_back(value: int) -> None:
    assert parse_number(spell_number(value)) == value


def test_a_count_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        spell_number(-1)
