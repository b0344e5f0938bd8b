"""Folding for comparison: Unicode form, case, tone placement, look-alike letters. The original is never changed.

`fold` is for comparing (`Hoà giải` = `hòa giải`), `bare` for searching without accents (`đ` → `d`), `Folded` keeps
the way back to the original's offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Letters that look alike or mean the same: Icelandic eth for Đ, dashes, quotation marks, blanks (domain facts 5.1).
_ALIKE = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\u00ad": None,
    }
)

# Searching is several times faster than translating, and most texts hold none.
_ANY_ALIKE = re.compile(f"[{re.escape(''.join(map(chr, _ALIKE)))}]")

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# oa, oe, uy in an open syllable carry the tone on the first vowel (old style) or the second (new style).
_NEW_STYLE = re.compile(
    rf"(?<![qQ])([oO])([aeAE])([{_TONES}])(?![a-zA-Z\u0300-\u036f])|(?<![qQ])([uU])([yY])([{_TONES}])(?![a-zA-Z\u0300-\u036f])"
)

# Without one of these a text in NFC has nothing to put back; searching is several times faster than taking letters apart.
_MAY_BE_NEW = re.compile("[oO][àáãảạèéẽẻẹÀÁÃẢẠÈÉẼẺẸ]|[uU][ỳýỹỷỵỲÝỸỶỴ]")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def old_tone_placement(text: str) -> str:
    """`hoà`, `khoẻ`, `thuỷ` → `hòa`, `khỏe`, `thủy`; closed rhymes and `qu` are the same in both styles. NFC out."""
    if _MAY_BE_NEW.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    split = unicodedata.normalize("NFD", text)

    def back(found: re.Match[str]) -> str:
        first, second, tone = (part for part in found.groups() if part is not None)
        return first + tone + second

    return nfc(_NEW_STYLE.sub(back, split))


def fold(text: str) -> str:
    """The form in which two texts are compared: NFC, one tone placement, look-alikes joined, lower case."""
    return _short(text) if len(text) <= _SHORT else _folded(text)


_SHORT = 400  # what is this short is asked for again by many rules, and after an edit


@lru_cache(maxsize=1 << 15)
def _short(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    plain = text.translate(_ALIKE) if _ANY_ALIKE.search(text) else text
    if plain.isascii():
        return plain.lower()
    return old_tone_placement(plain).lower()


def fold_words(text: str) -> str:
    """`fold` without punctuation and emphasis marks, blanks joined: for titles, quotes and keys."""
    return " ".join(re.findall(r"[^\W_]+(?:[./-][^\W_]+)*", fold(text)))


class _BareLetters(dict[int, str]):
    """Each character without its accents, found out when it first occurs."""

    def __missing__(self, code: int) -> str:
        split = unicodedata.normalize("NFD", chr(code).translate(_ALIKE))
        letters = "".join(char for char in split if not unicodedata.combining(char))
        self[code] = letters.replace("đ", "d").replace("Đ", "d")
        return self[code]


_BARE = _BareLetters()


def bare(text: str) -> str:
    """Without accents, `đ` as `d`, lower case: `Ngày hội Đại đoàn kết` → `ngay hoi dai doan ket`."""
    return text.translate(_BARE).lower()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back: `origin[i]` is where its i-th character begins in the original."""

    text: str
    origin: Sequence[int]

    def start(self, index: int) -> int:
        return self.origin[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open span for a half-open span of the folded text."""
        return self.origin[start], self.origin[end]


def _lowered(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text


@lru_cache(maxsize=4)  # asked by each finder of one paragraph
def is_folded(text: str) -> bool:
    """Whether a text is in NFC already and holds no look-alikes."""
    return _ANY_ALIKE.search(text) is None and unicodedata.is_normalized("NFC", text)


def fold_mapped(text: str, *, lower: bool = True) -> Folded:
    """Fold cluster by cluster (a letter with its combining marks), keeping offsets.

    NFC, look-alikes and, unless `lower` is False, lower case; tone placement stays, because moving a tone crosses
    clusters. Linear in the text.
    """
    if is_folded(text):
        return Folded(_lowered(text) if lower else text, range(len(text) + 1))
    if unicodedata.is_normalized("NFC", text) and len(plain := text.translate(_ALIKE)) == len(text):
        return Folded(_lowered(plain) if lower else plain, range(len(text) + 1))
    out: list[str] = []
    origin: list[int] = []
    index = 0
    while index < len(text):
        after = index + 1
        while after < len(text) and unicodedata.combining(text[after]):
            after += 1
        piece = nfc(text[index:after]).translate(_ALIKE)
        if lower and len(piece.lower()) == len(piece):
            piece = piece.lower()
        out.append(piece)
        origin.extend([index] * len(piece))
        index = after
    origin.append(len(text))
    return Folded("".join(out), tuple(origin))
