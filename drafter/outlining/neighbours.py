"""Two more steps of matching: the clauses of one heading, and the place between neighbours that are found.

Neither takes a section from an item that has it surely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from drafter.language.folding import fold_words
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.outline import Grade
from drafter.outlining.likeness import closeness, core_of, key_of, same_group
from drafter.outlining.pairing import LIKELY, WEAK, Found, Node, Pairing
from drafter.outlining.vocabulary import begins

_ = catalogue("outlining")

_SURE = (Grade.EXACT, Grade.LIKELY)
# Where more pairs than these stand between two neighbours, the place says nothing.
_GAP = 30
# How much of the longer title the pairs of syllables in common must make up.
_COMMON = 0.27


def by_clauses(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
    """`Ưu điểm; tồn tại và nguyên nhân`: a heading of several clauses answers the neighbouring items that its clauses name.

    A clause names an item by a like title; beside an item that the heading answers already, by a pair of syllables too.
    """
    found = list(matches)
    for node in pairs.right:
        clauses = [clause.strip() for clause in node.title.split(";") if clause.strip()]
        if len(clauses) < 2:
            continue
        answered = {
            number for number, entry in enumerate(found) if entry.sections == (node.index,) and entry.grade in _SURE
        }
        named = {number: score for clause in clauses for number, score in _named(clause, pairs)}
        free = {number: score for number, score in named.items() if found[number].grade not in _SURE}
        together = answered | named.keys()
        for number, score in free.items():
            if any(_siblings(pairs, number, other) for other in together - {number}):
                found[number] = Found((node.index,), Grade.LIKELY, _("one section for several items"), score, "merged")
                answered.add(number)
        for number in _beside(clauses, answered, found, pairs):
            found[number] = Found((node.index,), Grade.LIKELY, _("one section for several items"), WEAK, "merged")
            answered.add(number)
        if len(answered) > 1:
            for number in answered:
                found[number] = replace(found[number], shape="merged")
    return found


def _siblings(pairs: Pairing, first: int, second: int) -> bool:
    return pairs.left[first].parent == pairs.left[second].parent


def _named(clause: str, pairs: Pairing) -> list[tuple[int, float]]:
    """The item that a clause is most like, if it is like enough."""
    scores = [(score, -node.index) for node in pairs.left if (score := _likeness(clause, node, pairs)) >= LIKELY]
    return [(-max(scores)[1], max(scores)[0])] if scores else []


def _beside(clauses: Sequence[str], answered: set[int], found: Sequence[Found], pairs: Pairing) -> list[int]:
    """Open items next to an answered one that share a pair of syllables with a clause that shares none with the answered."""
    near: list[int] = []
    for number in answered:
        siblings = [node.index for node in pairs.left if _siblings(pairs, number, node.index)]
        place = siblings.index(number)
        around = [*siblings[max(0, place - 1) : place], *siblings[place + 1 : place + 2]]
        others = [clause for clause in clauses if not any(_shares(clause, pairs.left[own].title) for own in answered)]
        near += [
            other
            for other in around
            if found[other].grade not in _SURE and any(_shares(clause, pairs.left[other].title) for clause in others)
        ]
    unique = list(dict.fromkeys(near))
    return unique if len(unique) == 1 else []


def _shares(first: str, second: str) -> bool:
    return not set(pairwise(key_of(first).split())).isdisjoint(pairwise(key_of(second).split()))


def _likeness(clause: str, node: Node, pairs: Pairing) -> float:
    from rapidfuzz.fuzz import ratio

    if key_of(clause) == key_of(node.title):
        return 1.0
    if same_group(clause) & same_group(node.title):
        return 0.76
    core, own = core_of(clause), core_of(node.title)
    return 0.55 * closeness(pairs.rarity.weigh(core), pairs.left_terms[node.index]) + 0.45 * ratio(core, own) / 100


def by_place(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
    """An item and a section that are left between neighbours that are found, and alone there speak of one thing.

    Under the same parent only, or where the item's siblings stand together. One thing: a pair of syllables in common, or two
    plans for the period to come.
    """
    found = list(matches)
    taken = {section for entry in found if entry.grade in _SURE for section in entry.sections}
    below: dict[int | None, list[Node]] = {}
    for node in pairs.right:
        below.setdefault(node.parent, []).append(node)
    members: dict[int | None, list[Node]] = {}
    for item in pairs.left:
        members.setdefault(item.parent, []).append(item)
    for parent, items in members.items():
        for above in _places_of(parent, items, found, pairs):
            sections = below.get(above, [])
            for item, section in _alone(items, sections, found, taken):
                if item.index in members and section.index not in below:
                    continue
                place = pairs.right_at[section.index]
                score = max(WEAK, pairs.base.get((item.index, place), 0.0))
                found[item.index] = Found((section.index,), Grade.LIKELY, _("stands in its place"), score)
                taken.add(section.index)
    return found


def _places_of(
    parent: int | None, siblings: Sequence[Node], found: Sequence[Found], pairs: Pairing
) -> Sequence[int | None]:
    """The section that answers the siblings' parent, and any other under which two of them are found."""
    places: list[int | None] = []
    if parent is None:
        places.append(None)
    elif found[parent].grade in _SURE:
        places += found[parent].sections[:1]
    stand = Counter(
        pairs.right[pairs.right_at[found[item.index].sections[0]]].parent
        for item in siblings
        if found[item.index].grade in _SURE and found[item.index].sections
    )
    return list(dict.fromkeys([*places, *(place for place, count in stand.items() if count > 1)]))


def _alone(
    items: Sequence[Node], sections: Sequence[Node], found: Sequence[Found], taken: set[int]
) -> list[tuple[Node, Node]]:
    """Open items and free sections between the same found neighbours that speak of one thing, each with just one of them."""
    order = {section.index: place for place, section in enumerate(sections)}
    # Where each found item stands among these sections; the list begins and ends with the borders.
    stands = [(-1, -1)]
    for number, item in enumerate(items):
        entry = found[item.index]
        if entry.grade in _SURE and entry.sections and entry.sections[0] in order:
            stands.append((number, order[entry.sections[0]]))
    stands.append((len(items), len(sections)))
    pairs: list[tuple[Node, Node]] = []
    for (first, low), (last, high) in pairwise(stands):
        open_items = [item for item in items[first + 1 : last] if found[item.index].grade not in _SURE]
        free = [section for section in sections[low + 1 : high] if section.index not in taken] if low < high else []
        if len(open_items) * len(free) > _GAP:
            continue
        alike = [(item, section) for item in open_items for section in free if _one_thing(item, section)]
        pairs += [
            (item, section)
            for item, section in alike
            if sum(item is other for other, _section in alike) == 1
            and sum(section is other for _item, other in alike) == 1
        ]
    return pairs


def _one_thing(item: Node, section: Node) -> bool:
    first, second = (re.sub(r"\Atổ chức (?=\w+ \w+ \w+)", "", core_of(node.title)).split() for node in (item, section))
    common = set(pairwise(first)) & set(pairwise(second))
    said = {word for pair in common for word in pair}
    if all(" ".join(pair) in _empty() for pair in common):
        # `Tình hình chung`, `Tình hình Nhân dân`: the empty words alone say nothing.
        said = said if (set(first) & set(second)) - said else set()
    if said and len(said) >= _COMMON * max(len(first), len(second)):
        return True
    return (
        item.parent is None
        and begins(item.title, "next_words", "frame")
        and begins(section.title, "next_words", "frame")
    )


@cache
def _empty() -> frozenset[str]:
    return frozenset(map(fold_words, load("asks")["titles"]["fillers"]))
