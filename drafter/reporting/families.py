"""The families of rules, as people call them."""

from __future__ import annotations

from drafter.messages import mark

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
