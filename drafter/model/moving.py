"""The same things after an edit in one place: where they stand in the text as it is now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
Place = Callable[[int], int]

_CHUNK = 4096
# Fields that hold an offset in the text, and types that hold none.
_PLACES = re.compile(r"(?:\w+_)?(?:start|end)|offset")
_STILL = frozenset(
    {"str", "int", "float", "bool", "None", "Decimal", "tuple", "frozenset", "Qualifier", "Relation", "TablePlace"}
    | {"DateKind", "DateRole", "BlockKind", "Look", "PartKind", "DocumentKind", "Severity", "OutcomeKind", "Period"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """`old[start:old_end]` became `new[start:new_end]`, and nothing else changed.

    `first`, `old_last` and `new_last` span the whole lines around it. What stands behind them moved, what stands before
    them did not; inside them the characters decide.
    """

    start: int
    old_end: int
    new_end: int
    first: int
    old_last: int
    new_last: int

    @property
    def by(self) -> int:
        return self.new_end - self.old_end

    def place(self, at: int) -> int:
        """Where an offset of the old text is now; one inside what was replaced is where that begins."""
        if at >= self.old_last or (at >= self.old_end and at > self.start):
            return at + self.by
        return min(at, self.start)

    def places(self, many: Iterable[int]) -> list[int]:
        """Where many offsets are now."""
        by, start, end, last = self.by, self.start, self.old_end, self.old_last
        return [at + by if at >= last or (at >= end and at > start) else min(at, start) for at in many]


def change_between(old: str, new: str) -> Change:
    """The one stretch in which two texts differ; linear in the text, by comparing whole pieces of it."""
    shorter = min(len(old), len(new))
    start = _alike(lambda n, m: old[n:m] == new[n:m], shorter)
    rest = _alike(lambda n, m: old[len(old) - m : len(old) - n] == new[len(new) - m : len(new) - n], shorter - start)
    old_end, new_end = len(old) - rest, len(new) - rest
    first = new.rfind("\n", 0, start) + 1
    whole_lines = first == start and all(
        end == start or text[end - 1] == "\n" for text, end in ((old, old_end), (new, new_end))
    )
    behind = 0 if whole_lines else len(_line_from(old, old_end))
    return Change(start, old_end, new_end, first, old_end + behind, new_end + behind)


def _line_from(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]


def _alike(same: Callable[[int, int], bool], most: int) -> int:
    """How many characters are the same, piece by piece and then within the first piece that differs."""
    low = 0
    while low < most and same(low, min(low + _CHUNK, most)):
        low = min(low + _CHUNK, most)
    high = min(low + _CHUNK, most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(low, middle) else (low, middle - 1)
    return low


def moved(value: T, place: Place) -> T:
    """A value with every offset in it moved: fields named `start`, `end`, `offset`, `…_start`, `…_end`, and bare integers in
    tuples and lists. Keys of dictionaries are no offsets."""
    kind: Any = type(value)
    result: T = _mover(kind)(value, place)
    return result


def moved_by(items: Iterable[T], by: int) -> tuple[T, ...]:
    """Things that all stand so many characters further on."""
    return tuple(moved(item, by.__add__) for item in items) if by else tuple(items)


@cache
def _mover(kind: Any) -> Callable[[Any, Place], Any]:
    if kind is int:
        return lambda value, place: place(value)
    if kind in (tuple, list, frozenset, set):
        return lambda value, place: kind(moved(item, place) for item in value)
    if kind is dict:
        return lambda value, place: {key: moved(item, place) for key, item in value.items()}
    if is_dataclass(kind):
        return _of_fields(kind)
    return lambda value, place: value


def _of_fields(kind: Any) -> Callable[[Any, Place], Any]:
    held = [one for one in fields(kind) if one.init]
    places = [index for index, one in enumerate(held) if _PLACES.fullmatch(one.name)]
    # A tuple of a text and an offset says where: `("figures", 120)`.
    deeper = [
        index
        for index, one in enumerate(held)
        if index not in places
        and ("tuple[tuple[" in str(one.type) or not set(re.findall(r"\w+", str(one.type))) <= _STILL)
    ]
    if not places and not deeper:
        return lambda value, place: value
    take = attrgetter("__class__", *(one.name for one in held))

    def move(value: Any, place: Place) -> Any:
        given = list(take(value)[1:])
        for index in places:
            if given[index] is not None:
                given[index] = place(given[index])
        for index in deeper:
            if given[index]:
                given[index] = moved(given[index], place)
        return kind(*given)

    return move
