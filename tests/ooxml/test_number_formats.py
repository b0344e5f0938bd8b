"""List numbers as Word writes them."""

import pytest

from drafter.ooxml.number_formats import format_number


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperRoman", 4, "IV"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("lowerRoman", 18, "xviii"),
        ("upperLetter", 3, "C"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 53, "aaa"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("numberInDash", 3, "- 3 -"),
        ("decimalEnclosedCircle", 3, "③"),
        ("vietnameseCounting", 5, "năm"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 120, "120"),
        ("none", 3, ""),
        ("someFutureFormat", 3, "3"),
        ("decimal", 10**9, "1000000000"),
    ],
)
def test_number_of_a_format(kind: str, value: int, shown: str) -> None:
    assert format_number(value, kind) == shown


@pytest.mark.parametrize(
    ("pattern", "values", "shown"),
    [
        ("001, 002, 003, ...", [1, 12, 1234], ["001", "012", "1234"]),
        ("a, b, c, d, đ, ...", [4, 5, 6, 7, 23, 24], ["d", "đ", "e", "g", "y", "aa"]),
        ("A, B, C, D, Đ, ...", [5, 7], ["Đ", "G"]),
        ("a, ă, â, ...", [2, 5, 7], ["ă", "c", "đ"]),
        ("một, hai, ba", [3, 4], ["ba", "4"]),
    ],
)
def test_custom_formats_and_vietnamese_letter_order(pattern: str, values: list[int], shown: list[str]) -> None:
    assert [format_number(value, "custom", pattern) for value in values] == shown
