"""Steps after the first pairing: merged, split and moved items, what children and parents tell, what the content says.

Each takes what was found for every item and returns it anew.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.language.folding import fold_words
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Grade, Item
from drafter.model.section import SectionTree
from drafter.outlining.likeness import share, terms
from drafter.outlining.pairing import NEARLY_EQUAL, WEAK, Found, Node, Pairing, label_key

_ = catalogue("outlining")

# How much of a section's text is looked at, and of all of them; what share of an item's words must stand in it.
_CONTENT_CHARACTERS, _CONTENT_IN_ALL = 1_500, 100_000
_CONTENT = 0.3
_MERGED_LABELS = re.compile(
    r"\s*(?P<labels>(?:\d{1,2}(?:\.\d{1,2})*\.?\s*(?:,|;|và|-|&|\+)\s*)+\d{1,2}(?:\.\d{1,2})*)\.?(?!\d)"
)


def settled(found: Sequence[Found]) -> list[Found]:
    return [entry if entry.grade != Grade.NONE else Found() for entry in found]


def by_labels(
    matches: Sequence[Found], left: Sequence[Node], right: Sequence[Node], document: Document, tree: SectionTree
) -> list[Found]:
    """`1.1. và 1.2. …`: a heading that carries the labels of several items answers them all."""
    found = settled(matches)
    for node in right:
        section = tree.sections[node.index]
        head = _MERGED_LABELS.match(document.text, section.start, min(len(document.text), section.start + 60))
        if not head:
            continue
        labels = {label_key(label) for label in re.findall(r"\d+(?:\.\d+)*", head["labels"])}
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


def merged(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
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
            if place not in pairs.near[node.index]:
                continue
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


def split(matches: Sequence[Found], pairs: Pairing) -> list[Found]:
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
            for place in sorted(pairs.near[node.index])
            if share(pairs.right_terms[place], terms) >= 0.7
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


def by_children(matches: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> list[Found]:
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
        stand = {section for entry in sure for section in entry.sections}
        parents = Counter(tree.sections[section].parent for section in stand)
        if not parents:
            continue
        # One that was moved away does not count against the others.
        (parent, held), *others = parents.most_common(2)
        if held < 2 or held * 10 < len(below) * 6 or (others and others[0][1] == held):
            continue
        entry = found[node.index]
        if parent is None or (entry.sections == (parent,) and entry.grade == Grade.LIKELY):
            continue
        if _holds_siblings(node, parent, found, left, tree):
            continue
        holders = [
            other
            for other, taken in enumerate(found)
            if other != node.index and parent in taken.sections and taken.grade != Grade.WEAK
        ]
        above = _ancestors(node, left)
        if any(_is_firm(found[holder]) or holder not in above for holder in holders):
            continue
        for holder in holders:
            found[holder] = Found()
        score = min(0.8, held / len(below))
        found[node.index] = Found((parent,), Grade.LIKELY, _("its sub-items stand there"), score)
    return found


def _holds_siblings(node: Node, section: int, found: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> bool:
    """Whether the item's siblings stand in a section: then it is their common parent's, and children moved up to it."""
    return any(
        tree.sections[place].parent == section
        for other in left
        if other.parent == node.parent and other.index != node.index and found[other.index].grade != Grade.WEAK
        for place in found[other.index].sections
    )


def _is_firm(entry: Found) -> bool:
    return entry.grade == Grade.EXACT or (entry.grade == Grade.LIKELY and entry.score >= NEARLY_EQUAL)


def _ancestors(node: Node, left: Sequence[Node]) -> set[int]:
    found: set[int] = set()
    step = node.parent
    while step is not None:
        found.add(step)
        step = left[step].parent
    return found


def by_parents(matches: Sequence[Found], pairs: Pairing, tree: SectionTree) -> list[Found]:
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
            found[node.index] = Found((section,), Grade.LIKELY, _(pairs.why[node.index, near[0][1]]), -near[0][0])
            used.add(section)
    return found


def by_content(
    matches: Sequence[Found], items: Sequence[Item], pairs: Pairing, document: Document, tree: SectionTree
) -> list[Found]:
    """Items that nothing answers yet: the free section whose text speaks of what they ask for, never more than weak."""
    found = list(matches)
    open_items = [number for number, entry in enumerate(found) if entry.grade == Grade.NONE and items[number].asks]
    if not open_items:
        return found
    used = {section for entry in found if entry.grade in (Grade.EXACT, Grade.LIKELY) for section in entry.sections}
    free = [node for node in pairs.right if node.index not in used]
    if not free:
        return found
    asked = {
        number: terms(fold_words(" ".join((items[number].title, *(ask.text for ask in items[number].asks)))))
        for number in open_items
    }
    wanted = {term for words in asked.values() for term in words}
    length = min(_CONTENT_CHARACTERS, _CONTENT_IN_ALL // len(free))
    told = [_told(fold_words(tree.own_text(node.index, document.text)[:length]), wanted) for node in free]
    seen = Counter(term for words in told for term in words)
    # A term that most sections hold says nothing about one of them.
    common = max(4, len(told) // 4)
    for number, words in asked.items():
        weights = {term: math.log(1 + len(told) / (1 + seen[term])) * (1.6 if " " in term else 1.0) for term in words}
        whole = sum(weights.values())
        telling = {term: weight / whole for term, weight in weights.items() if 0 < seen[term] <= common}
        held = [sum([telling[term] for term in words & telling.keys()]) for words in told] if telling else [0.0]
        place = max(range(len(held)), key=lambda place: (held[place], -place))
        if held[place] >= _CONTENT:
            found[number] = Found((free[place].index,), Grade.WEAK, _("similar content"), min(held[place], WEAK), "one")
    return _unshared(found)


def _told(words: str, wanted: set[str]) -> set[str]:
    """Which of the wanted words and word pairs a text holds."""
    parts = words.split()
    single = wanted.intersection(parts)
    return single | {
        pair for first, second in pairwise(parts) if first in single and (pair := f"{first} {second}") in wanted
    }


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


def moved(matches: Sequence[Found], left: Sequence[Node], tree: SectionTree) -> list[Found]:
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
