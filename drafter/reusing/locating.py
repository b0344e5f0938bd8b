"""Finds the figures of the ledger again in a draft that has been edited since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drafter.language.folding import fold_words
from drafter.markup import Mark, MarkKind, find_marks
from drafter.model.draft import FigureState, LedgerEntry

_REACH = 30
_CANDIDATES = 400
# A settled value's surroundings are the ledger's where they are so alike (0 to 100), and so much more than elsewhere.
_ALIKE, _CLEARLY = 55.0, 5.0
_OPEN = (FigureState.UNCONFIRMED, FigureState.ASKED)


@dataclass(frozen=True, slots=True)
class Located:
    """Where an open figure's mark stands in its section's body; `mark` None where it is gone."""

    entry: LedgerEntry
    mark: Mark | None


def locate(entries: Iterable[LedgerEntry], bodies: Mapping[str, str]) -> tuple[Located, ...]:
    """The mark of each entry that is still open, in the ledger's order.

    A mark is taken for an entry where it shows the entry's old value (`⟦?%⟧` for a change in percent); of several the
    one whose surroundings are most alike, each for one entry at most.
    """
    by_section: dict[str, list[LedgerEntry]] = {}
    order = list(entries)
    for entry in order:
        if entry.state in _OPEN:
            by_section.setdefault(entry.section, []).append(entry)
    found: dict[str, Mark] = {}
    for section, wanted in by_section.items():
        found.update(_in_section(wanted, bodies.get(section, "")))
    return tuple(Located(entry, found.get(entry.id)) for entry in order)


def _in_section(entries: list[LedgerEntry], body: str) -> dict[str, Mark]:
    from rapidfuzz import fuzz

    marks = list(find_marks(body))
    contexts = [_context(body, mark) for mark in marks]
    showing: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        showing.setdefault(
            "%" if mark.kind == MarkKind.WANTED and "%" in mark.inner else mark.inner.strip(), []
        ).append(index)
    pairs = []
    for place, entry in enumerate(entries):
        candidates = showing.get(entry.old.strip(), []) + (
            [*showing.get("%", []), *showing.get("?", [])] if entry.unit in ("%", None) else []
        )
        if len(candidates) > _CANDIDATES:  # a column of equal values: those nearest in order
            candidates = sorted(candidates, key=lambda index: abs(index - place))[:_CANDIDATES]
        context = fold_words(entry.context)
        pairs += [
            (fuzz.ratio(context, contexts[index]) - abs(index - place) * 0.01, entry.id, index) for index in candidates
        ]
    found: dict[str, Mark] = {}
    taken: set[int] = set()
    for _score, entry_id, index in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if entry_id not in found and index not in taken:
            found[entry_id] = marks[index]
            taken.add(index)
    return found


def _context(body: str, mark: Mark) -> str:
    around = body[max(0, mark.start - _REACH) : mark.start] + " " + body[mark.end : mark.end + _REACH]
    return fold_words(around.replace("⟦", "").replace("⟧", ""))


def locate_settled(entry: LedgerEntry, body: str) -> tuple[int, int] | None:
    """Where the value of a figure that was settled stands in its section's body, so that it can be mended.

    The value as it was written, no part of a longer number, not in a mark; of several the one with the entry's words around it.
    None where it is not there, or which one is meant cannot be told.
    """
    from rapidfuzz import fuzz

    value = (entry.new if entry.new is not None else entry.old).strip()
    if not value:
        return None
    marks = [(mark.start, mark.end) for mark in find_marks(body)]
    context = fold_words(entry.context)
    scored = []
    for found in re.finditer(rf"(?<![\w.,/]){re.escape(value)}(?![\w]|[.,/]\d)", body):
        if not any(start <= found.start() < end for start, end in marks):
            before = body[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2]
            behind = body[found.end() : found.end() + _REACH].partition("\n")[0]
            scored.append((fuzz.token_set_ratio(context, fold_words(f"{before} {behind}")), found.span()))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < _ALIKE or (len(scored) > 1 and scored[1][0] > scored[0][0] - _CLEARLY):
        return None
    return scored[0][1]


def settled(body: str, mark: Mark, text: str) -> str:
    """The body with a mark replaced by what was decided."""
    return body[: mark.start] + text + body[mark.end :]
