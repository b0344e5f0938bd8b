"""Scores of an outline's items against a report's sections (or another outline's items), and the first one-to-one pairing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.language.folding import fold_words
from drafter.messages import catalogue, mark
from drafter.model.document import Document
from drafter.model.outline import Grade, Item, Outline
from drafter.model.section import DocumentKind, SectionTree
from drafter.outlining.assignment import Pair, assign
from drafter.outlining.likeness import Features, Rarity, closeness, core_of, key_of, same_group, share

_ = catalogue("outlining")

NEARLY_EQUAL = 0.85
LIKELY = 0.66
WEAK = 0.42
_CANDIDATES = 8
# What a pair rests on; said in the language of the day where it is told.
_SIMILAR, _SAME, _ALIAS = mark("similar title"), mark("same title"), mark("alias")
_ID, _OTHER_NAME = mark("id"), mark("usual other name")
# So many titles that share its rarest terms are looked at for an item; terms that many hold only where there are fewer.
_ENOUGH, _RARE = 20, 12


@dataclass(frozen=True, slots=True)
class Node:
    """An item or a section as matching sees it."""

    index: int
    id: str
    label: str
    title: str
    parent: int | None
    place: float
    depth: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A match in the making: right-hand indexes."""

    sections: tuple[int, ...] = ()
    grade: Grade = Grade.NONE
    evidence: str = ""
    score: float = 0.0
    shape: str = "one"


def item_nodes(outline: Outline) -> list[Node]:
    nodes: list[Node] = []

    def below(items: Sequence[Item], parent: int | None, depth: int) -> None:
        for item in items:
            index = len(nodes)
            nodes.append(Node(index, item.id, label_key(item.label), item.title, parent, 0.0, depth, item.aliases))
            below(item.items, index, depth + 1)

    below(outline.items, None, 1)
    return [replace(node, place=node.index / max(1, len(nodes))) for node in nodes]


def section_nodes(document: Document, tree: SectionTree) -> list[Node]:
    """Every section of the report's own papers that is no appendix; a paragraph without title by its first words."""
    papers = {
        number
        for number, paper in enumerate(tree.papers)
        if paper.kind in (DocumentKind.REPORT, DocumentKind.OUTLINE, DocumentKind.PROGRAMME)
    } or set(range(max(1, len(tree.papers))))
    nodes: list[Node] = []
    hidden: set[int] = set()
    for index, section in enumerate(tree.sections):
        if section.style in ("appendix", "form") or section.parent in hidden:
            hidden.add(index)
            continue
        if section.paper not in papers and tree.papers:
            continue
        title = section.title
        if title is None:
            first = document.text[section.body_start : min(section.end, section.body_start + 400)].split("\n")[0]
            title = " ".join(first.split())
        nodes.append(
            Node(
                index,
                section.id,
                label_key(section.label),
                title,
                section.parent,
                index / max(1, len(tree.sections)),
                section.level,
            )
        )
    return nodes


def label_key(label: str | None) -> str:
    return fold_words(label or "").replace(" ", "")


def _near(terms: Features, holding: Mapping[str, Sequence[int]]) -> set[int]:
    """The titles that hold most of an item's telling terms: found by the rarest ones, ranked by what they hold of them."""
    found: dict[int, float] = {}
    for term in sorted((term for term in terms if term in holding), key=lambda term: len(holding[term])):
        places = holding[term]
        if len(found) >= _ENOUGH and len(places) > _RARE:
            break
        weight = terms[term]
        for place in places:
            found[place] = found.get(place, 0.0) + weight
    if len(found) <= _ENOUGH:
        return set(found)
    return set(sorted(found, key=lambda place: (-found[place], place))[:_ENOUGH])


class Pairing:
    """The scores of items against sections (or of one outline's items against another's)."""

    def __init__(self, left: Sequence[Node], right: Sequence[Node]) -> None:
        self.left, self.right = list(left), list(right)
        self.divided = tuple({node.parent for node in side} for side in (self.left, self.right))
        self.right_at = {node.index: place for place, node in enumerate(self.right)}
        self.rarity = Rarity([core_of(node.title) for node in (*self.left, *self.right)])
        self.left_terms = [self.rarity.weigh(core_of(node.title)) for node in self.left]
        self.right_terms = [self.rarity.weigh(core_of(node.title)) for node in self.right]
        # The right-hand titles that share telling words with a left-hand one: near[left].
        self.near: dict[int, set[int]] = {}
        self.base: dict[Pair, float] = {}
        self.why: dict[Pair, str] = {}
        self._score_titles()
        self._score_synonyms()
        self._score_shortened()

    def _score_synonyms(self) -> None:
        """Headings that offices use for one another (`Ưu điểm`, `Kết quả đạt được`)."""
        groups: dict[int, list[int]] = {}
        for place, node in enumerate(self.right):
            for group in same_group(node.title):
                groups.setdefault(group, []).append(place)
        for node in self.left:
            for group in same_group(node.title):
                for place in groups.get(group, ()):
                    if self.base.get((node.index, place), 0.0) < 0.76:
                        self._note(node.index, place, 0.76, _OTHER_NAME)

    def _score_shortened(self) -> None:
        """A title cut short or drawn out still holds the other's words; only at the same depth or under alike parents."""
        for (left, place), likeness in list(self.base.items()):
            terms, others = self.left_terms[left], self.right_terms[place]
            if likeness >= 0.75 or min(len(terms), len(others)) < 3:
                continue
            held = max(share(terms, others), share(others, terms))
            if held < 0.7:
                continue
            item, section = self.left[left], self.right[place]
            if item.depth == section.depth or self._parents(item, section) >= 0.6:
                self._note(left, place, 0.4 + 0.2 * held + 0.25 * likeness, _SIMILAR)

    def _score_titles(self) -> None:
        from rapidfuzz.fuzz import ratio

        cores = [core_of(node.title) for node in self.right]
        equal: dict[str, list[int]] = {}
        for place, node in enumerate(self.right):
            equal.setdefault(key_of(node.title), []).append(place)
        holding: dict[str, list[int]] = {}
        for place, terms in enumerate(self.right_terms):
            for term in terms:
                holding.setdefault(term, []).append(place)
        ids = {node.id: place for place, node in enumerate(self.right)}
        for node, terms in zip(self.left, self.left_terms, strict=True):
            near = self.near[node.index] = _near(terms, holding)
            close = {place: closeness(terms, self.right_terms[place]) for place in near}
            key, core = key_of(node.title), core_of(node.title)
            same = equal.get(key, []) if key else []
            best = sorted(close, key=lambda place: (-close[place], place))[:_CANDIDATES]
            for place in dict.fromkeys((*best, *same)):
                letters = ratio(core, cores[place]) / 100
                likeness = 0.55 * min(1.0, close.get(place, 0.0)) + 0.45 * letters
                self._note(node.index, place, min(likeness, 0.985), _SIMILAR)
            for place in same:
                self._note(node.index, place, 1.0, _SAME)
            for alias in node.aliases:
                for place in equal.get(key_of(alias), ()):
                    self._note(node.index, place, 0.99, _ALIAS)
            if node.id in ids and self._ids_meant(node, ids[node.id]):
                self._note(node.index, ids[node.id], 1.2, _ID)

    def _ids_meant(self, node: Node, place: int) -> bool:
        """Ids of a draft are meant; those that sectioning gives (`s1.2`) may be equal by chance."""
        other = self.right[place]
        return bool(re.search(r"[a-z]{2}", node.id)) and not re.fullmatch(r"s?\d+(?:[.-]\d+)*", other.id)

    def _note(self, left: int, place: int, score: float, why: str) -> None:
        if score > self.base.get((left, place), 0.0):
            self.base[left, place] = score
            self.why[left, place] = why

    def total(self, left: int, place: int) -> float:
        """The title's score with what stands around: alike parents, label, place in the order, divided or not."""
        base = self.base[left, place]
        item, section = self.left[left], self.right[place]
        around = self._parents(item, section)
        label = 1.0 if item.label and item.label == section.label else 0.0
        order = 1.0 - min(1.0, abs(item.place - section.place) * 2)
        divided = (left in self.divided[0]) == (section.index in self.divided[1])
        return base + 0.25 * around + 0.05 * label + 0.05 * order + 0.06 * divided

    def _parents(self, item: Node, section: Node) -> float:
        if item.parent is None:
            return 0.6 if section.parent is None else 0.2
        best = 0.0
        step, fade = section.parent, 1.0
        while step is not None:
            place = self.right_at.get(step)
            if place is None:
                break
            best = max(best, fade * min(1.0, self.base.get((item.parent, place), 0.0)))
            step, fade = self.right[place].parent, 0.9
        return best

    def matches(self) -> list[Found]:
        totals = {pair: self.total(*pair) for pair, base in self.base.items() if base >= 0.3}
        # Nearly equal titles first, so that no likeness elsewhere pulls them apart; then the rest, strong pairs before many.
        chosen = assign({pair: total for pair, total in totals.items() if self.base[pair] >= NEARLY_EQUAL})
        taken = set(chosen.values())
        rest = {pair: total for pair, total in totals.items() if pair[0] not in chosen and pair[1] not in taken}
        chosen.update(assign({pair: total**3 for pair, total in rest.items()}))
        rivals: dict[int, list[tuple[int, float]]] = {}
        for (left, place), total in totals.items():
            rivals.setdefault(left, []).append((place, total))
        found: list[Found] = []
        for node in self.left:
            if node.index not in chosen:
                found.append(Found())
                continue
            place = chosen[node.index]
            base, total = self.base[node.index, place], totals[node.index, place]
            others = [(other, rival) for other, rival in rivals[node.index] if other != place]
            # A rival that another item has by an equal title is none.
            margin = total - max((rival for other, rival in others if other not in taken), default=0.0)
            evidence = _(self.why[node.index, place])
            found.append(Found((self.right[place].index,), _grade(base, total, margin), evidence, base))
        return found


def _grade(base: float, total: float, margin: float) -> Grade:
    if base >= 0.99 and (margin >= 0.02 or base > 1.0):
        return Grade.EXACT
    if base >= LIKELY and margin >= 0.03:
        return Grade.LIKELY
    if base >= 0.6 and total >= LIKELY + 0.22 and margin >= 0.08:
        return Grade.LIKELY
    return Grade.WEAK if base >= WEAK else Grade.NONE
