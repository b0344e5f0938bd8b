"""Finding words in a text: with or without accents, whole words or not. Offsets hold because NFC text folds 1:1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.language.folding import bare


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int


def bare_letters(text: str) -> str:
    """`bare`, letter by letter, so that every offset holds."""
    folded = bare(text)
    if len(folded) == len(text):
        return folded
    return "".join((bare(letter) or letter)[:1] or letter for letter in text)


def find_all(text: str, wanted: str, *, exact: bool = False, whole_word: bool = False) -> tuple[Hit, ...]:
    """Every place, from the front, not overlapping. `exact` heeds accents and case; else `tong ket` finds `Tổng kết`."""
    if not wanted.strip():
        return ()
    field, needle = (text, wanted) if exact else (bare_letters(text), bare_letters(wanted))
    pattern = re.escape(needle)
    if whole_word:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return tuple(Hit(found.start(), found.end()) for found in re.finditer(pattern, field))


def replace_all(text: str, wanted: str, new: str, *, exact: bool = False, whole_word: bool = False) -> tuple[str, int]:
    """The text with every hit replaced, and how many there were."""
    hits = find_all(text, wanted, exact=exact, whole_word=whole_word)
    for hit in reversed(hits):
        text = text[: hit.start] + new + text[hit.end :]
    return text, len(hits)


def score(query: str, text: str) -> tuple[float, tuple[Hit, ...]]:
    """How well words typed without accents match a line (0: not at all), with the places to show.

    Every word of the query must begin a word of the line or stand in it; earlier and whole words weigh more.
    """
    field = bare_letters(text)
    total, hits = 0.0, []
    for word in bare_letters(query).split():
        found = re.search(rf"(?<!\w){re.escape(word)}", field)
        at = found.start() if found else field.find(word)
        if at < 0:
            return 0.0, ()
        total += (2.0 if found else 1.0) + 1.0 / (2 + at)
        hits.append(Hit(at, at + len(word)))
    return total, tuple(hits)
