"""Which figures of last period's report are carried unconfirmed, and how they stand in the new text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.draft import CarriedFigure, RollChange
from drafter.model.fact import Figure
from drafter.reusing.context import Surroundings

_BODILESS = ("letterhead", "title", "recipients", "signature")


def carried(around: Surroundings, changes: tuple[RollChange, ...]) -> tuple[tuple[CarriedFigure, Figure], ...]:
    """Every figure that may belong to the reporting period; one that the text proves to belong to none is left as it is."""
    return tuple(
        (CarriedFigure(figure.start, figure.end, figure.text), figure)
        for figure in around.facts.figures
        if not _static(figure, around, changes)
    )


def _static(figure: Figure, around: Surroundings, changes: tuple[RollChange, ...]) -> bool:
    words = load("rolling")
    unit = fold(figure.unit or "")
    if figure.in_words or any(unit.startswith(static) for static in words["static_units"]):
        return True
    if any(change.start < figure.end and figure.start < change.end for change in changes):
        return True  # a duration: decided as a time
    if around.citation_at(figure.start) is not None or (
        around.tree.at(figure.start) is None and _outside(figure, around)
    ):
        return True
    return _announces(around.after(figure.end, reach=60))


def _announces(behind: str) -> bool:
    """Whether a counted noun announces the list that follows: `3 nhiệm vụ trọng tâm sau:`, `5 nội dung như sau`."""
    words = "|".join(re.escape(word) for word in sorted(load("rolling")["announcing"], key=len, reverse=True))
    return re.match(rf"(?:[^\W\d_]+\s+){{0,4}}(?:{words})(?=\s*[:.,;]|$)", behind) is not None


def _outside(figure: Figure, around: Surroundings) -> bool:
    part = around.tree.part_at(figure.start)
    return part is not None and str(part.kind) in _BODILESS


def replacement(figure: Figure, text: str) -> Iterator[tuple[int, int, str]]:
    """The edit that marks a figure: its digits in `⟦ ⟧`; a change in percent has no old value to confirm."""
    start, end = figure.number_start, figure.number_end
    relation = figure.relation
    if figure.unit == "%" and relation is not None and relation.kind == "change":
        yield start, figure.end, "⟦?%⟧"
        return
    yield start, end, f"⟦{text[start:end]}⟧"
