"""Vietnamese numbers in words, both ways: `hai mươi mốt` ↔ 21 (domain facts 2.2)."""

from __future__ import annotations

import re
from decimal import Decimal

from drafter.language.folding import fold

_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_TENS = {"mươi": 10, "mười": 10, "chục": 10}
_GROUPS = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ZERO_TEN = ("linh", "lẻ")
# The forms that a digit takes only behind a ten.
_BEHIND_TEN = ("mốt", "lăm", "nhăm")

WORDS = tuple(sorted({*_ONES, *_TENS, *_GROUPS, *_ZERO_TEN, "trăm", "rưỡi", "tá"}, key=len, reverse=True))
_WORD = "|".join(WORDS)
NUMBER_WORDS = re.compile(rf"(?<!\w)(?:{_WORD})(?:\s(?:{_WORD}))*(?!\w)")
"""A run of number words in lower-case NFC text; whether it is a number `parse_number` says."""

_SPELT = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LONGEST = 40  # words; nothing that an office writes is longer


def parse_number(words: str) -> Decimal | None:
    """The value of a number in words, None where the words are no number.

    >>> parse_number("một trăm lẻ năm"), parse_number("hai triệu rưỡi"), parse_number("mười mốt")
    (Decimal('105'), Decimal('2500000'), None)
    """
    said = fold(words).split()
    if not said or len(said) > _LONGEST:
        return None
    return _read(said)


def _read(said: list[str]) -> Decimal | None:
    """Split at the largest group word: what stands before multiplies it, what stands behind is added."""
    half = Decimal(0)
    if said[-1] == "rưỡi":
        said = said[:-1]
        if not said:
            return None
        half = Decimal(_scale_of(said[-1])) / 2
    groups = [(scale, index) for index, word in enumerate(said) if (scale := _GROUPS.get(word))]
    if not groups:
        small = _below_thousand(said)
        return None if small is None else small + half
    scale = max(found for found, _index in groups)
    index = max(place for found, place in groups if found == scale)
    before, behind = said[:index], said[index + 1 :]
    count = _read(before) if before else None
    if count is None:
        return None
    if not behind:
        return count * scale + half
    if behind[0] in _ZERO_TEN:
        behind = behind[1:]
    rest = _read(behind) if behind else None
    if rest is None or rest >= scale:
        return None
    if len(behind) == 1 and rest < 10:
        rest = rest * scale / 10  # `hai triệu tám` is 2.800.000
    return count * scale + rest + half


def _scale_of(word: str) -> int:
    return _GROUPS.get(word) or {"trăm": 100, "mươi": 10, "chục": 10, "tá": 12}.get(word, 1)


def _below_thousand(said: list[str]) -> Decimal | None:
    if "trăm" in said:
        place = said.index("trăm")
        hundreds = _ONES.get(said[0]) if place == 1 else None
        if hundreds is None:
            return None
        behind = said[2:]
        if not behind:
            return Decimal(hundreds * 100)
        if behind[0] in _ZERO_TEN:
            one = _ONES.get(behind[1]) if len(behind) == 2 and behind[1] not in _BEHIND_TEN else None
            return None if not one else Decimal(hundreds * 100 + one)
        if len(behind) == 1 and behind[0] in _ONES and behind[0] not in ("năm", *_BEHIND_TEN):
            return Decimal(hundreds * 100 + _ONES[behind[0]] * 10)  # `hai trăm tư` is 240
        rest = _below_hundred(behind)
        return None if rest is None else hundreds * 100 + rest
    return _below_hundred(said)


def _below_hundred(said: list[str]) -> Decimal | None:
    if len(said) == 1:
        word = said[0]
        if word in ("mười", "chục"):
            return Decimal(10)
        if word == "mươi":
            return None
        return Decimal(_ONES[word]) if word in _ONES and word not in _BEHIND_TEN else None
    if said[-1] == "tá" and len(said) == 2 and said[0] in _ONES:
        return Decimal(12 * _ONES[said[0]])
    if said[0] == "mười" and len(said) == 2:
        one = _ONES.get(said[1])
        # `mười năm` is ten years; fifteen is `mười lăm`
        return None if not one or said[1] in ("mốt", "tư", "năm") else Decimal(10 + one)
    if said[1] in ("mươi", "chục") and _ONES.get(said[0], 0) >= (1 if said[1] == "chục" else 2):
        tens = _ONES[said[0]] * 10
        if len(said) == 2:
            return Decimal(tens)
        one = _ONES.get(said[2]) if len(said) == 3 and said[2] != "năm" else None
        return None if not one else Decimal(tens + one)
    if len(said) == 2 and _ONES.get(said[0], 0) >= 2 and said[1] in ("mốt", "tư", "lăm", "nhăm"):
        return Decimal(_ONES[said[0]] * 10 + _ONES[said[1]])  # `hai lăm`, spoken
    return None


def spell_number(value: int) -> str:
    """A whole number from 0 in words, as an office writes it: `một trăm linh năm`, `hai mươi tư` as `hai mươi bốn`.

    Raises ValueError for a negative number.
    """
    if value < 0:
        raise ValueError("a count is not negative")
    if value < 1000:
        return _spell_small(value, full=False)
    if value >= 10**9:
        billions, rest = divmod(value, 10**9)
        return f"{spell_number(billions)} tỷ" + (f" {_spell_rest(rest, 10**6)}" if rest else "")
    return _spell_rest(value, 10**6, first=True)


def _spell_rest(value: int, scale: int, *, first: bool = False) -> str:
    parts: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        count, value = divmod(value, size)
        if count:
            full = bool(parts) or not first
            parts.append(f"{_spell_small(count, full=full)} {name}".strip())
    return " ".join(parts)


def _spell_small(value: int, *, full: bool) -> str:
    """Below a thousand; `full` writes empty hundreds too (`không trăm linh năm`)."""
    hundreds, rest = divmod(value, 100)
    words = [f"{_SPELT[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            words.append(f"linh {_SPELT[ones]}" if words else _SPELT[ones])
        elif not words:
            words.append(_SPELT[0])
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_SPELT[tens]} mươi")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(_SPELT[ones])
    return " ".join(words)
