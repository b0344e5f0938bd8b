"""How Word writes the number of a list item: ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

import re

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
# Lists in Vietnamese papers go a, b, c, d, đ, e, g (Decree 30 annex I: alphabetic order with đ, no f, j, w, z).
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
_VIETNAMESE_WHOLE = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ENGLISH_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_HIGHEST = 32_767


def format_number(value: int, kind: str, custom: str | None = None) -> str:
    """A list number as Word shows it; an unknown format falls back to digits, as Word does.

    `custom` is the pattern of a custom format: `001, 002, 003, ...` or letters in their order (`a, b, c, d, đ, ...`).
    """
    if value > _HIGHEST or value < 0:
        return str(value)
    match kind:
        case "none" | "bullet":
            return ""
        case "upperRoman":
            return roman(value).upper()
        case "lowerRoman":
            return roman(value)
        case "upperLetter":
            return letters(value, _ENGLISH).upper()
        case "lowerLetter":
            return letters(value, _ENGLISH)
        case "decimalZero":
            return f"{value:02d}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        case "vietnameseCounting":
            return vietnamese_words(value)
        case "ordinal":
            suffix = "th" if value % 100 in (11, 12, 13) else _ENGLISH_ORDINALS.get(value % 10, "th")
            return f"{value}{suffix}"
        case "numberInDash":
            return f"- {value} -"
        case "decimalEnclosedParen":
            return f"({value})"
        case "decimalEnclosedFullstop":
            return f"{value}."
        case "decimalEnclosedCircle" if 1 <= value <= 20:
            return chr(0x245F + value)
        case "custom" if custom:
            return _custom(value, custom)
        case _:
            return str(value)


def roman(value: int) -> str:
    """Small Roman letters; nothing for 0, as in Word."""
    found: list[str] = []
    for worth, letter in _ROMAN:
        found.append(letter * (value // worth))
        value %= worth
    return "".join(found)


def letters(value: int, alphabet: str) -> str:
    """a … z, aa, bb …: Word repeats the letter after the alphabet's end."""
    if value == 0:
        return ""
    rounds, place = divmod(value - 1, len(alphabet))
    return alphabet[place] * (rounds + 1)


def vietnamese_words(value: int) -> str:
    """`một`, `mười lăm`, `hai mươi mốt`: counting words up to 99, digits above."""
    if value < 10:
        return _DIGIT_WORDS[value]
    tens, ones = divmod(value, 10)
    if tens > 9:
        return str(value)
    head = "mười" if tens == 1 else f"{_DIGIT_WORDS[tens]} mươi"
    if ones == 0:
        return head
    tail = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _DIGIT_WORDS[ones]
    return f"{head} {tail}"


def _custom(value: int, pattern: str) -> str:
    listed = [item.strip() for item in pattern.split(",") if item.strip(" .…")]
    if listed and re.fullmatch(r"\d+", listed[0]):
        return str(value).zfill(len(listed[0]))
    if value <= len(listed) and value > 0:
        return listed[value - 1]
    if listed and all(len(item) == 1 and item.isalpha() for item in listed):
        sample = "".join(listed).lower()
        alphabet = next(
            (known for known in (_ENGLISH, _VIETNAMESE, _VIETNAMESE_WHOLE) if known.startswith(sample)), sample
        )
        found = letters(value, alphabet)
        return found.upper() if listed[0].isupper() else found
    return str(value)
