"""Words of a paragraph with their places, and the phrases that words make; shared by the TXT rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from drafter.language.folding import bare, fold, nfc
from drafter.lexicon import load

# A word: letters with their combining marks; inner hyphens and apostrophes stay in it.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:[-'’][^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)*")
_TOKEN = re.compile(r"\S+")
_RESIDUE = re.compile(r"\[[^\]\n]{0,40}:[^\]\n]{0,60}\]|</?\w[^>\n]{0,80}>")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:vn|com|org|net|gov|edu)(?![^\W\d_])", re.IGNORECASE)
_CAPITALS = re.compile(r"/.*[A-ZĐ]{2}", re.DOTALL)


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold(word)


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` count in the paragraph's text."""

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return _folded(self.text)


def opaque_spans(text: str) -> list[tuple[int, int]]:
    """Web and mail addresses, symbols with digits or capitals behind a slash, export residue: words in them are no
    language. In order; linear in the text."""
    found = [match.span() for match in _RESIDUE.finditer(text)]
    for token in _TOKEN.finditer(text):
        word = token.group()
        symbol = "/" in word and (any(char.isdigit() for char in word) or _CAPITALS.search(word))
        if symbol or _ADDRESS.search(word):
            found.append(token.span())
    return sorted(found)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a paragraph, those in addresses and symbols left out. Linear in the text."""
    hidden = opaque_spans(text)
    found: list[Word] = []
    at = 0
    for match in WORD.finditer(text):
        while at < len(hidden) and hidden[at][1] <= match.start():
            at += 1
        if at < len(hidden) and hidden[at][0] < match.end():
            continue
        found.append(Word(match.group(), match.start(), match.end()))
    return tuple(found)


@cache
def slips() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """One pattern of all known slips (on folded text) and what each should be."""
    table = {fold(nfc(entry["wrong"])): entry for entry in load("slips")["slips"]}
    longest_first = sorted(table, key=len, reverse=True)
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in longest_first) + r")(?!\w)"
    )
    return pattern, table


@dataclass(frozen=True)
class NearCompounds:
    """Words of two syllables: by their bare letters, where one word alone has those, and all of them; syllables that may
    begin and that may end a word; fixed words, and syllables that stand beside any."""

    alone: dict[tuple[str, str], tuple[str, str]]
    known: frozenset[tuple[str, str]]
    begin: frozenset[str]
    end: frozenset[str]
    core: frozenset[tuple[str, ...]]
    function: frozenset[str]


@cache
def near_compounds() -> NearCompounds:
    """The words of this field that a slip is told from."""
    data = load("slips")
    said = {tuple(fold(nfc(word)).split()) for word in data["compounds"].replace("\n", "|").split("|")}
    core = frozenset(tuple(fold(nfc(word)).split()) for word in data["core"].replace("\n", "|").split("|"))
    known = {(a, b) for a, b in (pair for pair in said | core if len(pair) == 2)}
    known |= {(a, b) for a, b in (word.split() for word in reduplications()[1] if word.count(" ") == 1)}
    by_letters: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for a, b in known:
        by_letters.setdefault((bare(a), bare(b)), []).append((a, b))
    alone = {letters: words[0] for letters, words in by_letters.items() if len(words) == 1}
    free = frozenset(fold(nfc(data["free"])).split())
    function = frozenset(fold(nfc(data["function"])).split())
    begin, end = free | {a for a, _b in known}, free | {b for _a, b in known}
    return NearCompounds(alone, frozenset(known), begin, end, core, function)


@cache
def reduplications() -> tuple[frozenset[str], frozenset[str]]:
    """Syllables that may be doubled, and words of two syllables."""
    data = load("reduplications")
    singles = frozenset(fold(word) for word in data["words"].split())
    return singles, frozenset(fold(" ".join(word.split())) for word in re.split(r"[|\n]", data["compounds"]))
