"""A passage of a past report that is taken into a draft: its figures are old until somebody confirms them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count

from drafter.markup import Mark
from drafter.model.desk import Passage
from drafter.model.draft import LedgerEntry
from drafter.model.fact import Figure
from drafter.pipeline.desk_rows import around
from drafter.pipeline.understanding import understand_text
from drafter.reusing.figures import replacement, single_counts


def marked(text: str) -> str:
    """The passage with every figure in its mark: `27 buổi` → `⟦27⟧ buổi`, `tăng 12,3%` → `tăng ⟦?%⟧`."""
    edits = [edit for figure in _figures(text) if not figure.placeholder for edit in replacement(figure, text)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def entries_of(
    section: str, body: str, loose: Collection[Mark], passage: Passage, taken: Collection[str]
) -> tuple[LedgerEntry, ...]:
    """Unconfirmed entries of the ledger for the marks of a section that came with a passage, each with its source.

    `loose` are the marks of the section's body that the ledger does not know yet, `taken` the ids that it has.
    """
    came: dict[str, list[Figure]] = {}
    for figure in _figures(passage.text):
        came.setdefault(_shown(figure, passage.text), []).append(figure)
    ids = (name for number in count(1) if (name := f"old-{number}") not in taken)
    return tuple(
        LedgerEntry(
            id=next(ids),
            section=section,
            old=passage.text[figure.number_start : figure.number_end].strip("⟦⟧ "),
            context=around(body, mark),
            subject=figure.subject,
            unit=figure.unit,
            source=passage.source,
        )
        for mark, figure in _paired(loose, came)
    )


def _paired(loose: Collection[Mark], came: dict[str, list[Figure]]) -> Iterator[tuple[Mark, Figure]]:
    for mark in sorted(loose, key=lambda one: one.start):
        if alike := came.get(mark.inner.strip()):
            yield mark, alike.pop(0)


def _figures(text: str) -> tuple[Figure, ...]:
    return tuple(single_counts(understand_text(text, form="draft").facts.figures, text))


def _shown(figure: Figure, text: str) -> str:
    """What stands in the figure's mark."""
    if figure.placeholder:
        return text[figure.number_start : figure.number_end].strip("⟦⟧ ")
    new = next(new for _start, _end, new in replacement(figure, text))
    return new.strip("⟦⟧")
