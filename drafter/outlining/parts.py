"""Headings that say several things, and headings that say what an item's ask says.

`Văn bản đã ban hành và kiện toàn Ban Chỉ đạo` answers two items that stand together; `Mô hình bảo vệ môi trường`, right
beside the section of the item that asks for it, belongs to that item too. Neither takes a section from an item that has
another one surely, and neither answers an item that a section has surely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drafter.messages import catalogue
from drafter.model.outline import Grade, Item
from drafter.outlining.likeness import core_of, key_of, same_group
from drafter.outlining.pairing import LIKELY, WEAK, Found, Node, Pairing

_ = catalogue("outlining")

_SURE = (Grade.EXACT, Grade.LIKELY)
_AND = re.compile(r"\s*[;,]\s*(?:và\s+)?|\s+và\s+", re.IGNORECASE)
# How like a section's title and an ask must be in letters.
_SAME_WORDS = 88


def by_parts(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
    """Siblings that different parts of one heading name, each part only one of them."""
    found = list(matches)
    index = _Index(pairs)
    for section in pairs.right:
        # What has sections of its own below is answered by them.
        if section.index in pairs.divided[1]:
            continue
        parts = [core_of(part) for part in _AND.split(section.title) if part.count(" ")]
        if len(parts) < 2:
            continue
        said = [index.items(part) for part in parts]
        if not any(found[item.index].grade not in _SURE for items in said for item in items):
            continue
        best: dict[int, float] = {}
        for parent in {item.parent for items in said for item in items}:
            here = [[item for item in items if item.parent == parent] for items in said]
            named = _named(parts, here, index.below[parent], section, found)
            if len(named) > len(best) or (len(named) == len(best) and _stands_there(parent, section, found)):
                best = named
        if len(best) < 2 or all(found[number].grade in _SURE for number in best):
            continue
        for number, score in best.items():
            if found[number].grade not in _SURE:
                evidence = _("one section for several items")
                found[number] = Found((section.index,), Grade.LIKELY, evidence, score, "merged")
            else:
                found[number] = replace(found[number], shape="merged")
    return found


def _named(
    parts: Sequence[str], said: Sequence[Sequence[Node]], items: Sequence[Node], section: Node, found: Sequence[Found]
) -> dict[int, float]:
    """The siblings that the parts name, at least one of them in so many words; none that has another section surely."""
    weak = [item for item in items if found[item.index].sections == (section.index,)]
    named: dict[int, float] = {}
    strict = False
    for part, likely in zip(parts, said, strict=True):
        chosen = likely or [item for item in weak if _shares(part, item.title)]
        if len(chosen) != 1:
            continue
        number = chosen[0].index
        entry = found[number]
        if entry.grade in _SURE and entry.sections != (section.index,):
            return {}
        named[number] = max(named.get(number, 0.0), LIKELY if likely else WEAK)
        strict = strict or (bool(likely) and entry.grade not in _SURE)
    return named if strict else {}


def _stands_there(parent: int | None, section: Node, found: Sequence[Found]) -> bool:
    """Whether the section lies in what answers the items' parent."""
    return section.parent is None if parent is None else section.parent in found[parent].sections


class _Index:
    """Which items a part of a heading names."""

    def __init__(self, pairs: Pairing) -> None:
        self.below: dict[int | None, list[Node]] = {}
        self._holding: dict[tuple[str, str], list[Node]] = {}
        self._said: dict[str, list[Node]] = {}
        self._titles = [_Title.of(item.title) for item in pairs.left]
        self._named_so: dict[int, list[Node]] = {}
        for item, title in zip(pairs.left, self._titles, strict=True):
            self.below.setdefault(item.parent, []).append(item)
            for pair in dict.fromkeys(pairwise(title.key.split())):
                self._holding.setdefault(pair, []).append(item)
            for group in same_group(item.title):
                self._named_so.setdefault(group, []).append(item)

    def items(self, part: str) -> list[Node]:
        """The items that one of a heading's parts is a part of, or another usual name of, or stands whole in."""
        if part not in self._said:
            holding = min((self._holding.get(pair, []) for pair in pairwise(part.split())), key=len, default=[])
            found = [item for item in holding if self._titles[item.index].says(part)]
            found += [item for group in same_group(part) for item in self._named_so.get(group, ()) if item not in found]
            self._said[part] = found
        return self._said[part]


@dataclass(frozen=True, slots=True)
class _Title:
    """An item's title: its key, the key of what stands before a quoted name, and its own parts."""

    key: str
    before: str
    parts: frozenset[str]

    @classmethod
    def of(cls, title: str) -> _Title:
        return cls(key_of(title), key_of(title.partition("“")[0]), frozenset(map(core_of, _AND.split(title))))

    def says(self, part: str) -> bool:
        """Two syllables alone say too little (`xây dựng`, `củng cố`) unless they are a part of the title, or the title, or
        what stands before a quoted name in it, ends with them."""
        if self.key.endswith(f" {part}") or self.before.endswith(f" {part}") or part in self.parts:
            return True
        return part.count(" ") > 1 and f" {part} " in f" {self.key} "


def _shares(part: str, title: str) -> bool:
    """Whether two pairs of syllables or more stand in both, in any order."""
    return len(set(pairwise(part.split())) & set(pairwise(key_of(title).split()))) >= 2


def by_asks(matches: Sequence[Found], items: Sequence[Item], pairs: Pairing) -> list[Found]:
    """A free section right beside an item's own whose title is one of the item's asks, and no other item's."""
    from rapidfuzz.fuzz import ratio

    found = list(matches)
    used = {section for entry in found if entry.grade in _SURE for section in entry.sections}
    # Asks by their first two syllables: what says the same begins alike.
    asks: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for number, item in enumerate(items):
        for ask in item.asks:
            words = core_of(ask.text) if ask.text and not ask.implicit else ""
            if words.count(" ") > 1:
                asks.setdefault(tuple(words.split()[:2]), []).append((number, words))
    if not asks:
        return found
    for section in pairs.right:
        if section.index in used:
            continue
        words = core_of(section.title)
        alike = asks.get(tuple(words.split()[:2]), ()) if words.count(" ") > 1 else ()
        told = {number for number, said in alike if ratio(words, said) >= _SAME_WORDS}
        if len(told) != 1:
            continue
        number = told.pop()
        entry = found[number]
        stands = {pairs.right[pairs.right_at[own]].parent for own in entry.sections}
        if entry.grade in _SURE and section.parent in stands:
            sections = tuple(sorted((*entry.sections, section.index)))
            evidence = _("several sections for one item")
            found[number] = replace(entry, sections=sections, grade=Grade.LIKELY, evidence=evidence, shape="split")
            used.add(section.index)
    return found
