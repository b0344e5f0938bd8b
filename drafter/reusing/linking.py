"""Entries of the ledger that tell one indicator in several places: text, summary, appendix."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.language.folding import fold_words
from drafter.model.draft import LedgerEntry

_FIRST_WORDS = 2  # a single word in common (`hộ`) is no indicator


def linked(entry: LedgerEntry, ledger: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The other entries of the indicator, in the ledger's order.

    Evidence: the same old value as printed, units that do not contradict each other, and a subject that is the other's or
    holds all its words. Never by the value alone.
    """
    return tuple(other for other in ledger if other.id != entry.id and _same(entry, other))


def _same(one: LedgerEntry, other: LedgerEntry) -> bool:
    if one.old.strip() != other.old.strip() or "?" in one.old:
        return False
    if one.unit and other.unit and fold_words(one.unit) != fold_words(other.unit):
        return False
    mine, theirs = _indicator(one), _indicator(other)
    if not mine or not theirs:
        return False
    if mine == theirs:
        return True
    shorter, longer = sorted((set(mine.split()), set(theirs.split())), key=len)
    return len(shorter) >= _FIRST_WORDS and shorter <= longer


def _indicator(entry: LedgerEntry) -> str:
    """What is counted: of a table cell the row's label, without the column's."""
    return fold_words((entry.subject or "").split(" · ")[0])
