"""Which section of a report answers which item of an outline.

Evidence, the strongest first: the draft heading's id; the same title (with the label where titles repeat); an alias; titles that
are alike, seen with their parents and their order; the clauses of a heading; sub-items that stand below it; the place between
neighbours that are found, with words in common; content that speaks of what the item asks for. One to one, but for
merged items (one section answers several) and split ones (several sections answer one). Never does: raise content alone
above `weak`, or let two items that fit a section equally well be sure of it.
"""

from __future__ import annotations

from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Grade, Match, Outline
from drafter.model.section import SectionTree
from drafter.outlining.neighbours import by_clauses, by_place
from drafter.outlining.pairing import Found, Pairing, item_nodes, section_nodes
from drafter.outlining.parts import by_asks, by_parts
from drafter.outlining.refining import (
    by_children,
    by_content,
    by_labels,
    by_parents,
    merged,
    moved,
    settled,
    split,
)

_ = catalogue("outlining")


def match(outline: Outline, document: Document, tree: SectionTree) -> tuple[Match, ...]:
    """One match for each item, in the outline's order."""
    items = [item for _depth, item in outline.walk()]
    left, right = item_nodes(outline), section_nodes(document, tree)
    pairs = Pairing(left, right)
    matches = pairs.matches()
    matches = by_labels(matches, left, right, document, tree)
    matches = by_clauses(matches, pairs)
    matches = merged(matches, pairs)
    matches = split(matches, pairs)
    matches = by_asks(by_parts(matches, pairs), items, pairs)
    # What one level finds helps the other: twice is enough.
    for _round in range(2):
        matches = by_children(matches, left, tree)
        matches = by_parents(matches, pairs, tree)
        matches = by_place(matches, pairs)
    matches = by_content(matches, items, pairs, document, tree)
    matches = moved(matches, left, tree)
    return tuple(
        Match(left[number].id, sections, grade, evidence, score, shape)
        for number, (sections, grade, evidence, score, shape) in enumerate(map(_parts, matches))
    )


def _parts(found: Found) -> tuple[tuple[int, ...], Grade, str, float, str]:
    return found.sections, found.grade, found.evidence or _("no section found"), round(found.score, 4), found.shape


def join_and_split(pairs: Pairing) -> list[Found]:
    """The pairing with merged and split items, by titles alone."""
    found = split(merged(by_clauses(settled(pairs.matches()), pairs), pairs), pairs)
    return by_place(found, pairs)
