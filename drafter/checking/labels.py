"""The label of a section as a rule compares it: its family, its numbers, its closing mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from drafter.language.roman import from_roman, to_roman

_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4,
    "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
# Vietnamese lists: a, b, c, d, đ, e, g, h, i, k, l, m, n, o, p, q, r, s, t, u, v, x, y (Decree 30/2020, điểm).
VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
ENGLISH = "abcdefghijklmnopqrstuvwxyz"

_WORD = re.compile(
    r"(?P<word>phần|chương|điều|khoản|mục|tiểu mục|phụ lục|biểu|mẫu)\s+"
    r"(?:thứ\s+(?P<ordinal>\w+)|(?:số\s*)?(?P<number>[IVXLC]+|\d+))\s*[.:)]?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?P<open>\(?)(?P<numbers>\d{1,3}(?:\s*\.\s*\d{1,3})*)\s*(?P<close>[.)/:-]?)")
_ROMANS = re.compile(r"(?P<open>\(?)(?P<roman>[IVXLC]+)(?:\.(?P<numbers>\d{1,3}(?:\.\d{1,3})*))?\s*(?P<close>[.)/:-]?)")
_LETTER = re.compile(r"(?P<open>\(?)(?P<letter>[a-zđA-ZĐ])(?P<numbers>\d{0,2})\s*(?P<close>[.)/:])")


@dataclass(frozen=True, slots=True)
class Label:
    """`family`: word (`phần`, `chương` …), roman, decimal, letter, capital. `numbers`: 2.1 → (2, 1), II → (2,).
    `written`: roman, arabic or ordinal for a word's number. `close`: the mark behind (`.`, `)`); `open`: `(` or
    nothing."""

    family: str
    numbers: tuple[int, ...]
    written: str
    open: str = ""
    close: str = ""
    letter: str | None = None

    @property
    def depth(self) -> int:
        return len(self.numbers)

    @property
    def last(self) -> int:
        return self.numbers[-1]

    @property
    def style(self) -> str:
        """What siblings share: `1.` and `1)` differ."""
        return f"{self.family} {self.written} {self.open}{self.close}"


@lru_cache(maxsize=4096)
def parse(label: str) -> Label | None:
    """Read a label; None where it is none that counts."""
    text = label.strip().strip("*_ ")
    if word := _WORD.fullmatch(text):
        family = word["word"].lower()
        if word["ordinal"]:
            ordinal = _ORDINALS.get(word["ordinal"].lower())
            return Label(family, (ordinal,), "ordinal") if ordinal else None
        number = word["number"]
        if number.isdigit():
            return Label(family, (int(number),), "arabic")
        value = from_roman(number.upper())
        return Label(family, (value,), "roman") if value else None
    if letter := _LETTER.fullmatch(text):
        char = letter["letter"]
        small = char.lower()
        if char.isupper() and small in "ivxlc" and not letter["numbers"]:
            return Label("roman", (from_roman(char) or 0,), "roman", letter["open"], letter["close"])
        order = VIETNAMESE.find(small)
        numbers: tuple[int, ...] = (order + 1 if order >= 0 else ENGLISH.find(small) + 1,)
        if letter["numbers"]:
            numbers = (*numbers, int(letter["numbers"]))
        return Label(
            "capital" if char.isupper() else "letter", numbers, "letter", letter["open"], letter["close"], small
        )
    if found := _ROMANS.fullmatch(text):
        value = from_roman(found["roman"])
        if value:
            inner = tuple(int(n) for n in (found["numbers"] or "").split(".") if n)
            return Label("roman", (value, *inner), "roman", found["open"], found["close"])
    if decimal := _DECIMAL.fullmatch(text):
        numbers = tuple(int(n) for n in re.findall(r"\d+", decimal["numbers"]))
        return Label("decimal", numbers, "arabic", decimal["open"], decimal["close"])
    return None


def written(like: Label, number: int) -> str:
    """A number of the same series as people write it: for messages."""
    if like.family == "letter":
        return VIETNAMESE[number - 1] if 1 <= number <= len(VIETNAMESE) else "?"
    if like.family == "capital":
        return ENGLISH[number - 1].upper() if 1 <= number <= 26 else "?"
    shown = to_roman(number) if like.written == "roman" else str(number)
    head = ".".join(str(n) for n in like.numbers[:-1])
    if like.family == "roman" and like.depth > 1:
        head = ".".join([to_roman(like.numbers[0]), *(str(n) for n in like.numbers[1:-1])])
        shown = str(number)
    number_text = f"{head}.{shown}" if head else shown
    return f"{like.family} {number_text}" if like.family not in ("roman", "decimal") else number_text
