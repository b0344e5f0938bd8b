from __future__ import annotations

import pytest

from drafter.language.roman import from_roman, to_roman


@pytest.mark.parametrize(("value", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX")])
def test_numbers_of_headings(value: int, letters: str) -> None:
    assert to_roman(value) == letters


def test_every_number_reads_back() -> None:
    assert [from_roman(to_roman(value)) for value in range(1, 150)] == list(range(1, 150))


@pytest.mark.parametrize("text", ["", "IIII", "IC", "VX", "i", "XIM", "Vi"])
def test_what_is_no_numeral(text: str) -> None:
    assert from_roman(text) is None
