"""A paragraph as the finders read it: look-alikes joined, `**` and `⟦ ⟧` taken out, with the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.language.folding import fold_mapped, is_folded
from drafter.markup import MarkKind, find_marks

# What, beside look-alikes, makes the plain copy differ from the text: one class of characters, which is searched fastest.
_MARKED = re.compile("[⟦*[]")
_DROPPED = re.compile(r"\*\*|\[\^[^\]\s]{1,20}\]")
_CUT = re.compile(r"⟦|\*\*|\[\^")
_BLANK = "□"


@dataclass(frozen=True, slots=True)
class View:
    """`plain` keeps case, `low` is lower case; both have the same length. `at` and `end_at` lead back to the text.

    `marks` are the carried figures: where their words stand in the view, and the offsets of their brackets.
    """

    plain: str
    low: str
    start: int
    origin: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    marks: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, index: int) -> int:
        """The offset in the text where the index-th character begins."""
        return self.start + (index if self.origin is None else self.origin[index])

    def end_at(self, index: int) -> int:
        """The offset in the text behind the character before an index."""
        return self.start + (index if self.ends is None or index == 0 else self.ends[index - 1])

    def mark_around(self, start: int, end: int) -> tuple[int, int] | None:
        """The brackets' offsets of the carried mark that a stretch touches."""
        index = bisect_left(self.marks, (end,)) - 1
        if index < 0 or self.marks[index][1] <= start:
            return None
        return self.marks[index][2], self.marks[index][3]


def look(text: str, start: int, end: int) -> View:
    """The view of `text[start:end]`. Linear in the stretch."""
    words = text[start:end]
    if _MARKED.search(words) is None and is_folded(words):
        words = _unwrapped(words)
        return View(words, _lower(words), start)
    folded = fold_mapped(words, lower=False)
    plain, origin, ends = _unwrapped(folded.text), folded.origin, folded.origin[1:]
    marks: tuple[tuple[int, int, int, int], ...] = ()
    if _CUT.search(plain):
        plain, kept, marks = _without_marks(plain, start, origin)
        ends = tuple(origin[index + 1] for index in kept)
        origin = (*(origin[index] for index in kept), len(words))
    return View(plain, _lower(plain), start, origin, ends, marks)


_WRAP = re.compile(r"\n(?=[^\W\d_])|(?<=[^\W\d_])\n(?=\d)|(?<=\()\n")


def _unwrapped(words: str) -> str:
    """The same with a blank where a line goes on in the next one; numbers below each other stay apart."""
    if "\n" not in words:
        return words
    return _WRAP.sub(lambda found: "\n" if words[found.end() : found.end() + 1].isupper() else " ", words)


def _lower(words: str) -> str:
    low = words.lower()
    return low if len(low) == len(words) else words


def _without_marks(
    plain: str, start: int, origin: Sequence[int]
) -> tuple[str, list[int], tuple[tuple[int, int, int, int], ...]]:
    """Take emphasis and the brackets of carried figures out, blank what is still asked for.

    Returns the text, the index in `plain` of each of its characters, and the marks.
    """
    cuts: list[tuple[int, int, str]] = [(*found.span(), "") for found in _DROPPED.finditer(plain)]
    carried: list[tuple[int, int]] = []
    for mark in find_marks(plain):
        if mark.kind is MarkKind.CARRIED:
            cuts += [(mark.start, mark.start + 1, ""), (mark.end - 1, mark.end, "")]
            carried.append((mark.start, mark.end))
        else:
            cuts.append((mark.start, mark.end, _BLANK))
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for left, right, instead in [*sorted(cuts), (len(plain), len(plain), "")]:
        if left < last:
            continue
        pieces += [plain[last:left], instead]
        kept += [*range(last, left), *([left] * len(instead))]
        last = right
    marks = tuple(
        (bisect_left(kept, left + 1), bisect_left(kept, right - 1), start + origin[left], start + origin[right])
        for left, right in carried
    )
    return "".join(pieces), kept, marks
