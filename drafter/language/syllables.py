"""Whether a written syllable can be Vietnamese: initial, rhyme and tone (domain facts 5.5).

Rhymes that end in c, ch, p, t take only sắc or nặng; k, gh, ngh stand only before e, ê, i, y; c, g, ng never do (gi
apart). Nothing is said of words without a Vietnamese letter: they may be foreign.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from drafter.language.folding import nfc
from drafter.lexicon import load

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_FRONT = tuple("eêiy")


@cache
def _inventory() -> tuple[tuple[str, ...], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("syllables")
    initials = tuple(sorted(data["initials"], key=len, reverse=True))
    free = frozenset((data["open"] + " " + data["nasal"]).split())
    return initials, free, frozenset(data["stop"].split()), frozenset(nfc(word) for word in data["allowed"])


def split_tone(syllable: str) -> tuple[str, str | None]:
    """A syllable without its tone mark, in lower case, and the tone's name; two tones: the name `two`."""
    out: list[str] = []
    tone: str | None = None
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char in _TONES:
            tone = _TONES[char] if tone is None else "two"
        else:
            out.append(char)
    return nfc("".join(out)), tone


@lru_cache(maxsize=16384)
def is_possible(syllable: str) -> bool:
    """Whether initial, rhyme and tone make a syllable of Vietnamese spelling."""
    letters, tone = split_tone(syllable)
    if tone == "two":
        return False
    initials, free, stops, _allowed = _inventory()
    for initial in initials:
        if not letters.startswith(initial):
            continue
        rest = letters[len(initial) :]
        if any(_fits(initial, rhyme, tone, free, stops) for rhyme in _rhymes(initial, rest)):
            return True
    return False


def _rhymes(initial: str, rest: str) -> tuple[str, ...]:
    if initial == "gi":
        return (rest, "i" + rest)  # gì = gi + i, giếng = gi + iêng
    if initial == "qu":
        return (rest, "u" + rest)  # quốc = qu + uôc
    return (rest,)


def _fits(initial: str, rhyme: str, tone: str | None, free: frozenset[str], stops: frozenset[str]) -> bool:
    if initial in ("k", "gh", "ngh") and not rhyme.startswith(_FRONT):
        return False
    if initial in ("c", "g", "ng") and rhyme.startswith(_FRONT):
        return False
    if rhyme in stops:
        return tone in ("sắc", "nặng")
    return rhyme in free


def is_allowed(word: str) -> bool:
    """Whether a word is on the list of foreign words and names that Vietnamese texts write with Vietnamese letters."""
    return nfc(word).lower() in _inventory()[3]


@cache
def _foreign() -> frozenset[str]:
    return frozenset(load("syllables")["foreign"].split())


def lost_its_tone(word: str) -> bool:
    """Whether a word of plain letters is a syllable but for its tone: `hoc`, `tuc` (c, ch, p, t need sắc or nặng)."""
    if not word.isascii() or not word.islower() or word in _foreign():
        return False
    initials, _free, stops, _allowed = _inventory()
    return any(initial and word.startswith(initial) and word[len(initial) :] in stops for initial in initials)


def has_vietnamese_letter(word: str) -> bool:
    """Whether a word carries a letter or tone mark that only Vietnamese spelling has."""
    return any(char in "ăâđêôơưĂÂĐÊÔƠƯ" or ord(char) > 0x2FF or "À" <= char <= "ý" for char in nfc(word))
