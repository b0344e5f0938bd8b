"""Last year's outline against this year's: what stayed, was renamed, moved, split, merged, is new or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drafter.messages import catalogue, mark
from drafter.model.outline import Grade, Item, Outline
from drafter.outlining.likeness import key_of
from drafter.outlining.matching import join_and_split
from drafter.outlining.pairing import Found, Node, Pairing, item_nodes

_ = catalogue("outlining")


class Drift(StrEnum):
    SAME = "same"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    GONE = "gone"


_SAID = {
    Drift.SAME: mark("same"),
    Drift.RENAMED: mark("renamed"),
    Drift.MOVED: mark("moved"),
    Drift.SPLIT: mark("split"),
    Drift.MERGED: mark("merged"),
    Drift.NEW: mark("new"),
    Drift.GONE: mark("gone"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of items: ids and headings in both outlines; `grade` says how sure the pairing is."""

    kind: Drift
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_titles: tuple[str, ...]
    new_titles: tuple[str, ...]
    grade: Grade = Grade.EXACT
    asks_new: tuple[str, ...] = ()
    asks_gone: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """The change for `drafter/outline-diff/1`."""
        return {
            "kind": str(self.kind),
            "old": list(self.old),
            "new": list(self.new),
            "old_titles": list(self.old_titles),
            "new_titles": list(self.new_titles),
            "grade": str(self.grade),
            "asks": {"new": list(self.asks_new), "gone": list(self.asks_gone)},
        }

    def __str__(self) -> str:
        before, after = " + ".join(self.old_titles), " + ".join(self.new_titles)
        words = before if before == after or not after else after if not before else f"{before} → {after}"
        lines = [f"{_(_SAID[self.kind]):10} {words}"]
        lines += [f"{'':10}   + {ask}" for ask in self.asks_new]
        lines += [f"{'':10}   - {ask}" for ask in self.asks_gone]
        return "\n".join(lines)


def drift(old: Outline, new: Outline) -> tuple[Change, ...]:
    """Every item of both outlines in exactly one change, in the new outline's order, what is gone at the end.

    A pairing that is only weak is none: the item counts as gone and as new.
    """
    old_items = [item for _depth, item in old.walk()]
    new_items = [item for _depth, item in new.walk()]
    left, right = item_nodes(old), item_nodes(new)
    pairs = Pairing(left, right)
    found = [entry if entry.grade in (Grade.EXACT, Grade.LIKELY) else Found() for entry in join_and_split(pairs)]
    by_new: dict[int, list[int]] = {}
    for number, entry in enumerate(found):
        for place in entry.sections:
            by_new.setdefault(place, []).append(number)
    changes: list[Change] = []
    told: set[int] = set()
    for place, item in enumerate(new_items):
        olds = by_new.get(place, [])
        if not olds:
            changes.append(_change(Drift.NEW, [], [item], Grade.EXACT))
            continue
        if len(olds) > 1:
            told.update(olds)
            grade = Grade.LIKELY
            changes.append(_change(Drift.MERGED, [old_items[number] for number in olds], [item], grade))
            continue
        number = olds[0]
        if number in told:
            continue
        told.add(number)
        entry = found[number]
        if len(entry.sections) > 1:
            news = [new_items[other] for other in entry.sections]
            changes.append(_change(Drift.SPLIT, [old_items[number]], news, entry.grade))
            continue
        kind = _kind(old_items[number], item, _is_moved(number, place, found, left, right))
        changes.append(_change(kind, [old_items[number]], [item], entry.grade))
    changes += [
        _change(Drift.GONE, [item], [], Grade.EXACT)
        for number, item in enumerate(old_items)
        if not found[number].sections
    ]
    return tuple(changes)


def _is_moved(number: int, place: int, found: Sequence[Found], left: Sequence[Node], right: Sequence[Node]) -> bool:
    parent, now = left[number].parent, right[place].parent
    if parent is None or now is None:
        return (parent is None) != (now is None)
    step: int | None = now
    while step is not None:
        if step in found[parent].sections:
            return False
        step = right[step].parent
    return True


def _kind(old: Item, new: Item, moved: bool) -> Drift:
    if moved:
        return Drift.MOVED
    return Drift.SAME if key_of(old.title) == key_of(new.title) else Drift.RENAMED


def _change(kind: Drift, olds: Sequence[Item], news: Sequence[Item], grade: Grade) -> Change:
    asked = {key_of(ask.text): ask.text for item in olds for ask in item.asks if not ask.implicit}
    asks = {key_of(ask.text): ask.text for item in news for ask in item.asks if not ask.implicit}
    both = bool(olds and news)
    return Change(
        kind,
        tuple(item.id for item in olds),
        tuple(item.id for item in news),
        tuple(_heading(item) for item in olds),
        tuple(_heading(item) for item in news),
        grade,
        tuple(text for key, text in asks.items() if key not in asked) if both else (),
        tuple(text for key, text in asked.items() if key not in asks) if both else (),
    )


def _heading(item: Item) -> str:
    return " ".join(part for part in (item.label, item.title) if part)
