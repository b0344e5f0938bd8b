"""Differences of two texts by words, and which paragraph is the same one in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"⟦[^⟦⟧\n]*⟧|[^\W_]+(?:[.,/-][^\W_]+)*%?|\n|[^\S\n]+|[^\w\s]|_")
_MASK = re.compile(r"\d+(?:[.,]\d+)*|[⟦⟧]")
_ALIKE_ENOUGH = 55.0


@dataclass(frozen=True, slots=True)
class Change:
    """`old[old_start:old_end]` became `new[new_start:new_end]`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def _tokens(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _TOKEN.finditer(text)]


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The differing pieces, in order, as spans of both texts; neighbours that only a blank parts are joined."""
    from rapidfuzz.distance import Indel

    left, right = _tokens(old), _tokens(new)
    operations = Indel.opcodes([old[a:b] for a, b in left], [new[a:b] for a, b in right])

    def place(tokens: list[tuple[int, int]], index: int, length: int) -> int:
        return tokens[index][0] if index < len(tokens) else length

    found: list[Change] = []
    for operation in operations:
        if operation.tag == "equal":
            continue
        change = Change(
            place(left, operation.src_start, len(old)),
            place(left, operation.src_end, len(old)),
            place(right, operation.dest_start, len(new)),
            place(right, operation.dest_end, len(new)),
        )
        if found and not old[found[-1].old_end : change.old_start].strip(" "):
            last = found[-1]
            change = Change(last.old_start, change.old_end, last.new_start, change.new_end)
            found.pop()
        found.append(change)
    return tuple(found)


def gone_words(old: str, new: str) -> list[tuple[int, int]]:
    """The spans of the old text that the new one no longer has."""
    return [
        (change.old_start, change.old_end)
        for change in changes(old, new)
        if old[change.old_start : change.old_end].strip()
    ]


def alike(paragraph: str, others: Sequence[str]) -> int | None:
    """The index of the paragraph most like this one, figures left out of account; None where none is."""
    from rapidfuzz import fuzz, process

    masked = _MASK.sub("0", paragraph)
    if len(masked.split()) < 3:
        return None
    choices = [_MASK.sub("0", other) for other in others]
    best = process.extractOne(masked, choices, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE_ENOUGH)
    return best[2] if best else None
