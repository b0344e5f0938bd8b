"""The families of rules, as people call them."""

from __future__ import annotations

from drafter.messages import catalogue, mark

_ = catalogue("reporting")

FAMILIES = {
    "OUT": mark("Outline"),
    "TIM": mark("Time"),
    "REF": mark("Citations"),
    "NUM": mark("Figures"),
    "STR": mark("Structure"),
    "CAR": mark("Carried over"),
    "TXT": mark("Spelling"),
    "FMT": mark("Layout"),
    "MET": mark("The check itself"),
}


def author_of(rule: str) -> str:
    """Who says it in comments and notes: one name a family, so that people can filter."""
    family = FAMILIES.get(rule[:3])
    return f"Drafter · {_(family)}" if family else "Drafter"
