"""Roman numerals as capitals, the way headings and appendices are counted."""

from __future__ import annotations

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_STEPS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def to_roman(value: int) -> str:
    out = ""
    for number, letters in _STEPS:
        count, value = divmod(value, number)
        out += letters * count
    return out


def from_roman(text: str) -> int | None:
    """The value of a Roman numeral, None where it is none, or not written the right way (`IIII`)."""
    if not text or any(char not in _VALUES for char in text):
        return None
    values = [_VALUES[char] for char in text]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == text else None
