"""Which label lies under which, inferred from the document itself.

Evidence, the strongest first: a draft's anchors, heading styles and outline levels where headings carry them; a label's
own path (`2.1.` under `2.`); the sequence of an open style (II after I closes everything under I); what follows what in
this document (a style that begins again at 1 under another lies under it); last, the rank of label words and of Roman
numbers over others. Nothing here looks at typography.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.sectioning.labels import Reading, follows, word_of

# Where the document does not say: words by their own rank, then Roman numbers and capitals, then everything else.
_RANKS = {"heading": 6, "roman": 7, "upper": 7}
_OTHER_RANK = 8

# Finer, for a label that cannot be the first of an inner list.
_FINE_RANKS = {
    "arabic": 8,
    "decimal": 9,
    "mixed": 9,
    "lower": 10,
    "small-roman": 11,
    "round": 11,
    "count": 12,
    "ordinal": 12,
}

# Families whose number may open a decimal path: `I. > 1.1.`, `Điều 1 > 1.1.`
_NUMBER_OPENERS = ("arabic", "decimal", "mixed")
_HIGHER_OPENERS = ("roman", "upper", "part", "chapter", "article", "appendix", "form", "item")


@dataclass(frozen=True, slots=True)
class Open:
    """A section that is still open: its reading (None for a heading without a label), index and outline level."""

    reading: Reading | None
    index: int
    outline: int | None

    @property
    def style(self) -> str:
        return self.reading.style if self.reading else f"heading{self.outline}"

    @property
    def family(self) -> str:
        return self.reading.family if self.reading else "heading"


def rank(family: str) -> int:
    """How high a family stands where the document itself does not say; 0 is the highest."""
    if family == "form":
        return 0
    word = word_of(family)
    return word.rank if word else _RANKS.get(family, _OTHER_RANK)


def is_word(family: str) -> bool:
    """Whether a word opens the label (`Phần`, `Điều`, `Phụ lục`): no number or letter stands above it."""
    word = word_of(family)
    return family == "form" or (word is not None and not word.strict)


def _fine_rank(family: str) -> int:
    return _FINE_RANKS.get(family, rank(family))


class Order:
    """What a document shows of its own order: how often a style begins again at 1 right behind another."""

    def __init__(self, readings: Sequence[Reading | None]) -> None:
        self._under: Counter[tuple[str, str]] = Counter()
        before: Reading | None = None
        for reading in readings:
            if reading is not None and before is not None and reading.number == 1 and reading.style != before.style:
                self._under[before.style, reading.style] += 1
            before = reading

    def above(self, style: str, family: str, other: Open) -> bool:
        """Whether a style stands above an open section that it does not continue."""
        if is_word(other.family) and not is_word(family):
            return False
        votes = self._under[style, other.style] - self._under[other.style, style]
        if abs(votes) >= 2:
            return votes > 0
        return rank(family) < rank(other.family)

    def resumes_above(self, reading: Reading, other: Open) -> bool:
        """The same for a label that does not begin at 1: it goes on with something closed, so it opens no inner list."""
        if is_word(other.family) and not is_word(reading.family):
            return False
        votes = self._under[reading.style, other.style] - self._under[other.style, reading.style]
        if votes:
            return votes > 0
        return _fine_rank(reading.family) < _fine_rank(other.family)


def _proven_path(readings: Sequence[Reading], ahead: Sequence[Reading]) -> Reading | None:
    """`2. 1 …` read as 2.1, where the next label of that depth is 2.2."""
    if len({len(reading.path) for reading in readings}) < 2:
        return None
    path = readings[0]
    after = next((other for other in ahead if len(other.path) == len(path.path)), None)
    return path if after is not None and len(path.path) > 1 and follows(path, after) else None


class Nesting:
    """The sections open at a place of the document, the outermost first."""

    def __init__(self, order: Order, *, levels_decide: bool = False) -> None:
        self._order = order
        self._levels_decide = levels_decide
        self._stack: list[Open] = []
        self._last: dict[str, Reading] = {}
        self._floor = 0

    def reset(self) -> None:
        """Nothing is open any more: another paper, a signature."""
        self._stack.clear()
        self._last.clear()
        self._floor = 0

    def continues(self, readings: Sequence[Reading]) -> bool:
        """Whether a label goes on with something that is open: the next of a style, or the first below its path."""
        return any(
            (entry.reading is not None and entry.style == reading.style and follows(entry.reading, reading))
            or (len(reading.path) > 1 and entry.reading is not None and entry.reading.path == reading.path[:-1])
            for entry in self._stack
            for reading in readings
        )

    def choose(self, readings: Sequence[Reading], ahead: Sequence[Reading] = ()) -> tuple[Reading, bool]:
        """The reading that fits what is open, and whether it fits: it continues something, begins at 1 or repeats a number.

        `ahead` are the labels that follow, each by its likeliest reading.
        """
        if (path := _proven_path(readings, ahead)) is not None:
            return path, True
        for entry in reversed(self._stack):
            for reading in readings:
                if entry.reading and entry.style == reading.style and follows(entry.reading, reading):
                    return reading, True
        for entry in reversed(self._stack):
            for reading in readings:
                if entry.reading and entry.family == reading.family and follows(entry.reading, reading):
                    return reading, True
        for reading in readings:
            if len(reading.path) > 1:
                if self._opener(reading) is not None or self._sibling(reading.style) is not None:
                    return reading, True
            elif reading.number == 1 and (reading.style not in self._last or len(readings) == 1):
                return reading, True
        for reading in readings:
            last = self._last.get(reading.style)
            if last is not None and 0 <= reading.number - last.number <= 3:
                return reading, True
        for reading in readings:
            if reading.number <= 1:
                return reading, True
        return readings[0], False

    def place(
        self, reading: Reading | None, index: int, outline: int | None, ahead: Sequence[Reading] = ()
    ) -> int | None:
        """Open a section and give its parent's index; what it closes is closed."""
        depth = self._depth(reading, outline, ahead)
        del self._stack[depth:]
        self._floor = min(self._floor, depth)
        parent = self._stack[-1].index if self._stack else None
        self._stack.append(Open(reading, index, outline))
        if self._levels_decide and outline is not None:
            # Where headings carry their levels, a typed number below one never closes it.
            self._floor = len(self._stack)
        if reading is not None:
            self._last[reading.style] = reading
        return parent

    def _depth(self, reading: Reading | None, outline: int | None, ahead: Sequence[Reading]) -> int:
        """How many of the open sections stay open."""
        if outline is not None and (reading is None or self._levels_decide):
            return self._by_outline(outline)
        assert reading is not None
        if rank(reading.family) == 0:
            return self._floor
        if is_word(reading.family) and (same := self._same_word(reading.family)) is not None:
            return same
        if (inner := self._inner_list(reading, ahead)) is not None:
            return inner
        if len(reading.path) > 1:
            if (next_one := self._preceded(reading)) is not None:
                return next_one
            opener = self._opener(reading)
            if opener is not None:
                return opener + 1
        sibling = self._preceded(reading)
        sibling = self._sibling(reading.style) if sibling is None else sibling
        if sibling is None and (reading.number > 1 or len(reading.path) > 1):
            sibling = self._continued(reading)
        if sibling is not None:
            return self._past(sibling, reading)
        depth = len(self._stack)
        while len(reading.path) > 1 and depth > self._floor and len(self._path(depth - 1)) >= len(reading.path):
            depth -= 1
        while depth > self._floor and self._above(reading, outline, self._stack[depth - 1]):
            depth -= 1
        return depth

    def _same_word(self, family: str) -> int | None:
        """Where a section of the same label word is open: no part lies in a part, whatever numbers they bear."""
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            if self._stack[depth].family == family:
                return depth
        return None

    def _inner_list(self, reading: Reading, ahead: Sequence[Reading]) -> int | None:
        """The depth of a list that begins at 1 inside a section below its own style's: `1. > 1.1. > 1. 2.` and then `1.2.`.

        Only what follows proves it: the section that holds the list is continued, and nothing of its style begins anew before.
        """
        sibling = self._sibling(reading.style)
        if reading.number != 1 or sibling is None:
            return None
        below = self._stack[sibling + 1 :]
        opened = self._stack[sibling].reading
        last = 1
        for other in ahead:
            if other.style == reading.style:
                # `3. > 1. 2.` and then `4.`: the outer series goes on where the inner one does not.
                if not below and opened is not None and follows(opened, other) and other.number != last + 1:
                    return sibling + 1
                if not below and other.number != last + 1:
                    return None
                last = other.number
                continue
            for place, entry in enumerate(below, sibling + 2):
                if entry.reading is not None and entry.style == other.style:
                    return place if follows(entry.reading, other) else None
            if any(entry.style == other.style for entry in self._stack[: sibling + 1]):
                return None
        return None

    def _preceded(self, reading: Reading) -> int | None:
        """The depth of the open section whose path goes right before: `1.2.` behind `1.1.`, whatever list stands between."""
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            entry = self._stack[depth]
            if entry.reading is not None and entry.style == reading.style and follows(entry.reading, reading):
                return depth
        return None

    def _path(self, depth: int) -> tuple[int, ...]:
        reading = self._stack[depth].reading
        return reading.path if reading else ()

    def _past(self, sibling: int, reading: Reading) -> int:
        """A sibling's depth, or its opener's where the path is ahead of it: `2.1` behind `1.4` without a `2.`."""
        entry = self._stack[sibling].reading
        if entry is None or len(entry.path) == 1 or reading.path[:-1] <= entry.path[:-1]:
            return sibling
        opener = sibling - 1
        opened = opener >= self._floor and self._stack[opener].reading
        return opener if opened and opened.path == entry.path[:-1] and len(opened.path) == 1 else sibling

    def _above(self, reading: Reading, outline: int | None, entry: Open) -> bool:
        if outline is not None and entry.outline is not None:
            return entry.outline >= outline
        if entry.reading is None:
            # A heading that only its style proves holds what is numbered behind it, label words excepted.
            return rank(reading.family) < rank("heading")
        if reading.number > 1 and len(reading.path) == 1:
            return self._order.resumes_above(reading, entry)
        return self._order.above(reading.style, reading.family, entry)

    def _by_outline(self, outline: int) -> int:
        depth = len(self._stack)
        while depth and (self._stack[depth - 1].outline is None or (self._stack[depth - 1].outline or 0) >= outline):
            depth -= 1
        return depth

    def _opener(self, reading: Reading) -> int | None:
        prefix = reading.path[:-1]
        numbered = ("lower",) if reading.family == "mixed" and reading.token[:1].islower() else _NUMBER_OPENERS
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            entry = self._stack[depth]
            if entry.reading and entry.reading.path == prefix and entry.family in numbered:
                return depth
        # Of the higher families only the innermost can open a path: `1.1.` under `II.` is not a child of `Phần I` above it.
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            entry = self._stack[depth]
            if entry.reading and entry.family in _HIGHER_OPENERS:
                return depth if entry.reading.path == prefix else None
        return None

    def _sibling(self, style: str) -> int | None:
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            if self._stack[depth].reading and self._stack[depth].style == style:
                return depth
        return None

    def _continued(self, reading: Reading) -> int | None:
        for depth in range(len(self._stack) - 1, self._floor - 1, -1):
            entry = self._stack[depth]
            if entry.reading and entry.family == reading.family and follows(entry.reading, reading):
                return depth
        return None
