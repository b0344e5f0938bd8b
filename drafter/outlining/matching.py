"""Which section of a report answers which item of an outline.

Evidence, the strongest first: the draft heading's id; the same title (with the label where titles repeat); an alias; titles that
are alike, seen with their parents and their order; content that speaks of what the item asks for. One to one, but for
merged items (one section answers several) and split ones (several sections answer one). Never does: raise content alone
above `weak`, or let two items that fit a section equally well be sure of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.language.folding import fold_words
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Grade, Item, Match, Outline
from drafter.model.section import DocumentKind, SectionTree
from drafter.outlining.assignment import Pair, assign
from drafter.outlining.likeness import Rarity, core_of, key_of, same_group, share

_ = catalogue("outlining")

NEARLY_EQUAL = 0.85
LIKELY = 0.66
WEAK = 0.42
_CANDIDATES = 8
_CONTENT_CHARACTERS = 1_500
_MERGED_LABELS = re.compile(
    r"\s*(?P<labels>(?:\d{1,2}(?:\.\d{1,2})*\.?\s*(?:,|;|và|-|&|\+)\s*)+\d{1,2}(?:\.\d{1,2})*)\.?(?!\d)"
)


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


def match(outline: Outline, document: Document, tree: SectionTree) -> tuple[Match, ...]:
    """One match for each item, in the outline's order."""
    items = [item for _depth, item in outline.walk()]
    left, right = item_nodes(outline), _section_nodes(document, tree)
    pairs = Pairing(left, right)
    matches = pairs.matches()
    matches = _by_labels(matches, left, right, document, tree)
    matches = _merged(matches, pairs)
    matches = _split(matches, pairs)
    matches = _by_children(matches, left, tree)
    matches = _by_parents(matches, pairs, tree)
    matches = _by_content(matches, items, pairs, document, tree)
    matches = _moved(matches, left, tree)
    return tuple(
        Match(left[number].id, sections, grade, evidence, score, shape)
        for number, (sections, grade, evidence, score, shape) in enumerate(map(_parts, matches))
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A match in the making: right-hand indexes."""

    sections: tuple[int, ...] = ()
    grade: Grade = Grade.NONE
    evidence: str = ""
    score: float = 0.0
    shape: str = "one"


def _parts(found: Found) -> tuple[tuple[int, ...], Grade, str, float, str]:
    return found.sections, found.grade, found.evidence or _("no section found"), round(found.score, 4), found.shape


def item_nodes(outline: Outline) -> list[Node]:
    nodes: list[Node] = []

    def below(items: Sequence[Item], parent: int | None, depth: int) -> None:
        for item in items:
            index = len(nodes)
            nodes.append(Node(index, item.id, _label(item.label), item.title, parent, 0.0, depth, item.aliases))
            below(item.items, index, depth + 1)

    below(outline.items, None, 1)
    return [replace(node, place=node.index / max(1, len(nodes))) for node in nodes]


def _section_nodes(document: Document, tree: SectionTree) -> list[Node]:
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
                _label(section.label),
                title,
                section.parent,
                index / max(1, len(tree.sections)),
                section.level,
            )
        )
    return nodes


def _label(label: str | None) -> str:
    return fold_words(label or "").replace(" ", "")


class Pairing:
    """The scores of items against sections (or of one outline's items against another's)."""

    def __init__(self, left: Sequence[Node], right: Sequence[Node]) -> None:
        self.left, self.right = list(left), list(right)
        self.right_at = {node.index: place for place, node in enumerate(self.right)}
        self.rarity = Rarity([core_of(node.title) for node in (*self.left, *self.right)])
        self.left_terms = [self.rarity.weigh(core_of(node.title)) for node in self.left]
        self.right_terms = [self.rarity.weigh(core_of(node.title)) for node in self.right]
        # How much of a right-hand title stands in a left-hand one: held[left][place].
        self.held: dict[int, dict[int, float]] = {}
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
                        self._note(node.index, place, 0.76, _("usual other name"))

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
                self._note(left, place, 0.4 + 0.2 * held + 0.25 * likeness, _("similar title"))

    def _score_titles(self) -> None:
        from rapidfuzz.fuzz import ratio

        keys = [key_of(node.title) for node in self.right]
        cores = [core_of(node.title) for node in self.right]
        holding: dict[str, list[tuple[int, float]]] = {}
        for place, terms in enumerate(self.right_terms):
            for term, weight in terms.items():
                holding.setdefault(term, []).append((place, weight))
        count = len(self.right)
        # A term that most titles hold says next to nothing about one of them.
        common = max(60, count // 3)
        for node, terms in zip(self.left, self.left_terms, strict=True):
            sums, parts = [0.0] * count, [0.0] * count
            touched: set[int] = set()
            for term, weight in terms.items():
                places = holding.get(term, ())
                if len(places) > common:
                    continue
                for place, rarely in places:
                    sums[place] += weight * rarely
                    parts[place] += rarely * rarely
                    touched.add(place)
            close = {place: sums[place] for place in touched}
            self.held[node.index] = {place: parts[place] for place in touched}
            key, core = key_of(node.title), core_of(node.title)
            best = sorted(close, key=lambda place: (-close[place], place))[:_CANDIDATES]
            best += [place for place, other in enumerate(keys) if other == key and place not in best]
            for place in best:
                letters = ratio(core, cores[place]) / 100
                likeness = 0.55 * min(1.0, close.get(place, 0.0)) + 0.45 * letters
                self._note(node.index, place, min(likeness, 0.985), _("similar title"))
            for place, other in enumerate(keys):
                if other == key and key:
                    self._note(node.index, place, 1.0, _("same title"))
            for alias in node.aliases:
                alias_key = key_of(alias)
                for place, other in enumerate(keys):
                    if other == alias_key:
                        self._note(node.index, place, 0.99, _("alias"))
        ids = {node.id: place for place, node in enumerate(self.right)}
        for node in self.left:
            if node.id in ids and self._ids_meant(node, ids[node.id]):
                self._note(node.index, ids[node.id], 1.2, _("id"))

    def _ids_meant(self, node: Node, place: int) -> bool:
        """Ids of a draft are meant; those that sectioning gives (`s1.2`) may be equal by chance."""
        other = self.right[place]
        return bool(re.search(r"[a-z]{2}", node.id)) and not re.fullmatch(r"s?\d+(?:[.-]\d+)*", other.id)

    def _note(self, left: int, place: int, score: float, why: str) -> None:
        if score > self.base.get((left, place), 0.0):
            self.base[left, place] = score
            self.why[left, place] = why

    def total(self, left: int, place: int) -> float:
        """The title's score with what stands around: alike parents, the same label, the same place in the order."""
        base = self.base[left, place]
        item, section = self.left[left], self.right[place]
        around = self._parents(item, section)
        label = 1.0 if item.label and item.label == section.label else 0.0
        order = 1.0 - min(1.0, abs(item.place - section.place) * 2)
        return base + 0.25 * around + 0.05 * label + 0.05 * order

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
            evidence = self.why[node.index, place]
            found.append(Found((self.right[place].index,), _grade(base, total, margin), evidence, base))
        return found


def join_and_split(pairs: Pairing) -> list[Found]:
    """The pairing with merged and split items, by titles alone."""
    return _split(_merged(_settled(pairs.matches()), pairs), pairs)


def _grade(base: float, total: float, margin: float) -> Grade:
    if base >= 0.99 and (margin >= 0.02 or base > 1.0):
        return Grade.EXACT
    if base >= LIKELY and margin >= 0.03:
        return Grade.LIKELY
    if base >= 0.6 and total >= LIKELY + 0.22 and margin >= 0.08:
        return Grade.LIKELY
    return Grade.WEAK if base >= WEAK else Grade.NONE


def _settled(found: Sequence[Found]) -> list[Found]:
    return [entry if entry.grade != Grade.NONE else Found() for entry in found]


def _by_labels(
    matches: Sequence[Found], left: Sequence[Node], right: Sequence[Node], document: Document, tree: SectionTree
) -> list[Found]:
    """`1.1. và 1.2. …`: a heading that carries the labels of several items answers them all."""
    found = _settled(matches)
    for node in right:
        section = tree.sections[node.index]
        head = _MERGED_LABELS.match(document.text, section.start, min(len(document.text), section.start + 60))
        if not head:
            continue
        labels = {_label(label) for label in re.findall(r"\d+(?:\.\d+)*", head["labels"])}
        named = [item for item in left if item.label in labels and _under(item, node, found, left, tree)]
        if len(named) < 2:
            continue
        for item in named:
            if found[item.index].grade in (Grade.NONE, Grade.WEAK) or found[item.index].sections == (node.index,):
                found[item.index] = Found(
                    (node.index,),
                    Grade.LIKELY,
                    _("several labels in one heading"),
                    max(0.8, found[item.index].score),
                    "merged",
                )
    return found


def _under(item: Node, node: Node, found: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> bool:
    """Whether the item's parent is answered by an ancestor of the section, or by nothing."""
    if item.parent is None or not found[item.parent].sections:
        return True
    ancestors = set()
    step = tree.sections[node.index].parent
    while step is not None:
        ancestors.add(step)
        step = tree.sections[step].parent
    return not ancestors.isdisjoint(found[item.parent].sections)


def _merged(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
    """Items without a section of their own whose title stands inside the title of a section that a neighbour has."""
    found = list(matches)
    for node in pairs.left:
        if found[node.index].grade not in (Grade.NONE, Grade.WEAK):
            continue
        terms = pairs.left_terms[node.index]
        best: tuple[float, Found, int] | None = None
        for other in pairs.left:
            taken = found[other.index]
            if (
                other.index == node.index
                or other.parent != node.parent
                or len(taken.sections) != 1
                or taken.grade == Grade.NONE
            ):
                continue
            place = pairs.right_at[taken.sections[0]]
            whole = pairs.right_terms[place]
            held = share(terms, whole)
            if held < 0.5:
                continue
            # The section must say both things, and more than the neighbour's own title.
            own = {term: value for term, value in terms.items() if term not in pairs.left_terms[other.index]}
            extra = share(own, whole) / (sum(value * value for value in own.values()) or 1.0)
            if extra >= 0.4 and (best is None or held > best[0]):
                best = (held, taken, other.index)
        if best is None or best[0] < found[node.index].score:
            continue
        held, taken, neighbour = best
        grade = Grade.LIKELY if held >= 0.62 else Grade.WEAK
        found[node.index] = Found(taken.sections, grade, _("one section for several items"), held, "merged")
        raised = (
            Grade.LIKELY if taken.grade == Grade.WEAK and taken.score >= 0.5 and grade == Grade.LIKELY else taken.grade
        )
        found[neighbour] = replace(taken, shape="merged", grade=raised)
    return found


def _split(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
    """Further sections beside an item's own that say only what its title says."""
    found = list(matches)
    used = {section for entry in found if entry.grade != Grade.WEAK for section in entry.sections}
    for node in pairs.left:
        entry = found[node.index]
        has_children = any(other.parent == node.index for other in pairs.left)
        if has_children:
            continue
        terms = pairs.left_terms[node.index]
        has_own = bool(entry.sections) and entry.grade != Grade.NONE
        if has_own and share(terms, pairs.right_terms[pairs.right_at[entry.sections[0]]]) > 0.75:
            continue
        parts = [
            place
            for place, held in sorted(pairs.held[node.index].items())
            if held >= 0.7
            and pairs.right[place].index not in used
            and len(pairs.right_terms[place]) >= 3
            and _beside(pairs.right[place], entry.sections, pairs)
        ]
        if has_own:
            further = [pairs.right[place].index for place in parts if pairs.right[place].index not in entry.sections]
            if not further:
                continue
            sections = tuple(sorted((*entry.sections, *further)))
        else:
            sections = tuple(pairs.right[place].index for place in parts)
            if len(sections) < 2 or len({pairs.right[pairs.right_at[index]].parent for index in sections}) > 1:
                continue
        covered = {term: 1.0 for index in sections for term in pairs.right_terms[pairs.right_at[index]]}
        held = share(terms, covered)
        grade = Grade.LIKELY if held >= 0.6 else Grade.WEAK
        found[node.index] = Found(sections, grade, _("several sections for one item"), held, "split")
        used.update(sections)
    return found


def _beside(section: Node, own: Sequence[int], pairs: Pairing) -> bool:
    return not own or any(section.parent == pairs.right[pairs.right_at[other]].parent for other in own)


def _by_children(matches: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> list[Found]:
    """A heading in quite other words over sub-items that are found: the section they stand under.

    Goes before a mere likeness elsewhere; takes a section only from an ancestor that has it by mere likeness, too.
    """
    found = list(matches)
    children: dict[int, list[int]] = {}
    for node in left:
        if node.parent is not None:
            children.setdefault(node.parent, []).append(node.index)
    for node in reversed(left):
        below = [found[child] for child in children.get(node.index, ())]
        if _is_firm(found[node.index]) or len(below) < 2:
            continue
        sure = [entry for entry in below if entry.grade in (Grade.EXACT, Grade.LIKELY)]
        parents = {tree.sections[section].parent for entry in sure for section in entry.sections}
        if len(sure) < 2 or len(sure) * 10 < len(below) * 6 or len(parents) != 1:
            continue
        parent = parents.pop()
        if parent is None or found[node.index].sections == (parent,):
            continue
        holders = [other for other, entry in enumerate(found) if parent in entry.sections and entry.grade != Grade.WEAK]
        above = _ancestors(node, left)
        if any(_is_firm(found[holder]) or holder not in above for holder in holders):
            continue
        for holder in holders:
            found[holder] = Found()
        score = min(0.8, len(sure) / len(below))
        found[node.index] = Found((parent,), Grade.LIKELY, _("its sub-items stand there"), score)
    return found


def _is_firm(entry: Found) -> bool:
    return entry.grade == Grade.EXACT or (entry.grade == Grade.LIKELY and entry.score >= NEARLY_EQUAL)


def _ancestors(node: Node, left: Sequence[Node]) -> set[int]:
    found: set[int] = set()
    step = node.parent
    while step is not None:
        found.add(step)
        step = left[step].parent
    return found


def _by_parents(matches: Sequence[Found], pairs: Pairing, tree: SectionTree) -> list[Found]:
    """What was left in doubt, once its parent is found: a free section under that parent with a title like enough."""
    found = list(matches)
    used = {section for entry in found if entry.grade in (Grade.EXACT, Grade.LIKELY) for section in entry.sections}
    for node in pairs.left:
        entry = found[node.index]
        if node.parent is None or entry.grade in (Grade.EXACT, Grade.LIKELY):
            continue
        parents = found[node.parent]
        if parents.grade not in (Grade.EXACT, Grade.LIKELY):
            continue
        near = sorted(
            (
                (-base, place)
                for (left, place), base in pairs.base.items()
                if left == node.index
                and base >= 0.6
                and tree.sections[pairs.right[place].index].parent in parents.sections
            ),
        )
        if not near or (len(near) > 1 and near[0][0] > near[1][0] - 0.05):
            continue
        section = pairs.right[near[0][1]].index
        if section not in used:
            found[node.index] = Found((section,), Grade.LIKELY, pairs.why[node.index, near[0][1]], -near[0][0])
            used.add(section)
    return found


def _by_content(
    matches: Sequence[Found], items: Sequence[Item], pairs: Pairing, document: Document, tree: SectionTree
) -> list[Found]:
    """Items that nothing answers yet: the free section whose text speaks of what they ask for, never more than weak."""
    found = list(matches)
    open_items = [number for number, entry in enumerate(found) if entry.grade == Grade.NONE and items[number].asks]
    if not open_items:
        return found
    used = {section for entry in found if entry.grade in (Grade.EXACT, Grade.LIKELY) for section in entry.sections}
    free = [node for node in pairs.right if node.index not in used]
    texts = [fold_words(tree.own_text(node.index, document.text)[:_CONTENT_CHARACTERS]) for node in free]
    asked = [
        fold_words(" ".join((items[number].title, *(ask.text for ask in items[number].asks)))) for number in open_items
    ]
    rarity = Rarity([*texts, *asked])
    # A term that most sections hold says nothing about one of them.
    common = max(4, len(texts) // 4)
    holding: dict[str, list[tuple[int, float]]] = {}
    for place, text in enumerate(texts):
        for term, weight in rarity.weigh(text).items():
            if rarity.seen[term] <= common:
                holding.setdefault(term, []).append((place, weight))
    for number, words in zip(open_items, asked, strict=True):
        close: dict[int, float] = {}
        for term, wanted in rarity.weigh(words).items():
            for place, weight in holding.get(term, ()):
                close[place] = close.get(place, 0.0) + wanted * weight
        if not close:
            continue
        place = min(close, key=lambda place: (-close[place], place))
        best = close[place]
        if best >= 0.16:
            found[number] = Found((free[place].index,), Grade.WEAK, _("similar content"), min(best, WEAK), "one")
    return _unshared(found)


def _unshared(found: list[Found]) -> list[Found]:
    """A section that weak content gives to several items stays with the best of them."""
    best: dict[int, int] = {}
    for number, entry in enumerate(found):
        if entry.grade == Grade.WEAK and entry.shape == "one" and entry.sections:
            section = entry.sections[0]
            if section not in best or found[best[section]].score < entry.score:
                best[section] = number
    return [
        Found()
        if entry.grade == Grade.WEAK and entry.shape == "one" and entry.sections and best[entry.sections[0]] != number
        else entry
        for number, entry in enumerate(found)
    ]


def _moved(matches: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> list[Found]:
    """Mark what stands under another parent, or out of the order of its siblings."""
    found = list(matches)
    siblings: dict[int | None, list[int]] = {}
    for node in left:
        siblings.setdefault(node.parent, []).append(node.index)
        entry = found[node.index]
        if entry.shape != "one" or not entry.sections or node.parent is None:
            continue
        parents = found[node.parent]
        if parents.grade in (Grade.EXACT, Grade.LIKELY) and parents.shape in ("one", "moved"):
            path = {id(section) for section in tree.path(entry.sections[0])}
            if not any(id(tree.sections[index]) in path for index in parents.sections):
                found[node.index] = replace(entry, shape="moved")
    for members in siblings.values():
        sure = [
            index
            for index in members
            if found[index].shape == "one"
            and found[index].sections
            and found[index].grade in (Grade.EXACT, Grade.LIKELY)
        ]
        kept = _longest_rising([found[index].sections[0] for index in sure])
        for place, index in enumerate(sure):
            if place not in kept:
                found[index] = replace(found[index], shape="moved")
    return found


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Places of the longest rising subsequence."""
    best: list[tuple[int, int | None]] = []
    for place, value in enumerate(values):
        length, before = 1, None
        for other in range(place):
            if values[other] < value and best[other][0] + 1 > length:
                length, before = best[other][0] + 1, other
        best.append((length, before))
    kept: set[int] = set()
    at: int | None = max(range(len(best)), key=lambda place: (best[place][0], -place), default=None)
    while at is not None:
        kept.add(at)
        at = best[at][1]
    return kept
