"""The outline (đề cương) as a checklist, and which section of a report answers which item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing an item asks for.

    `text` without bullet mark, guidance and final stop; `guidance` the bracket or sentence that instructs; `parts` the
    sentences of an ask that has several; `implicit` for the ask of a leaf item without bullets; `figures` the names of
    the figures wanted.
    """

    text: str
    guidance: str | None = None
    optional: bool = False
    implicit: bool = False
    parts: tuple[str, ...] = ()
    wants_figures: bool = False
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an outline; `title` may hold slots (`{{ year }}`), `lead` is the lead-in sentence, `keep` text that
    stands in every report as it is (boilerplate), `aliases` other titles it is known by, `carry` what `new` does with last
    period's text (keep, placeholder, clear; None: keep)."""

    id: str
    label: str | None
    title: str
    optional: bool = False
    guidance: str | None = None
    lead: str | None = None
    items: tuple[Item, ...] = ()
    asks: tuple[Ask, ...] = ()
    keep: str | None = None
    aliases: tuple[str, ...] = ()
    carry: str | None = None


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One indicator of an appendix table; `level` nests it; `sums` says that its children add up to it."""

    id: str
    title: str
    label: str | None = None
    unit: str | None = None
    level: int = 1
    sums: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """A figure table that the outline asks for. `columns` are the heads of the value columns; `comparison` says
    whether last period's values stand beside this period's."""

    id: str
    title: str
    label: str | None = None
    unit: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[AppendixRow, ...] = ()
    comparison: bool = False


@dataclass(frozen=True)
class Outline:
    """The contract of a report. `pages` are page limits by level (`xã`: 12); `doubts` what the importer was unsure of;
    `layout` the layout profile the report takes; `report_title` the abstract of the report with slots."""

    id: str
    kind: str | None
    title: str
    period: str | None = None
    next_period: str | None = None
    issuer: str | None = None
    deadline: str | None = None
    data_cutoff: str | None = None
    pages: dict[str, int] = field(default_factory=dict)
    appendices: tuple[Appendix, ...] = ()
    notes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    doubts: tuple[str, ...] = ()
    layout: str | None = None

    def walk(self) -> Iterator[tuple[int, Item]]:
        """Every item with its depth from 1, in reading order."""

        def below(items: tuple[Item, ...], depth: int) -> Iterator[tuple[int, Item]]:
            for item in items:
                yield depth, item
                yield from below(item.items, depth + 1)

        return below(self.items, 1)

    def item(self, item_id: str) -> Item | None:
        return next((item for _, item in self.walk() if item.id == item_id), None)


class Grade(StrEnum):
    EXACT = "exact"
    LIKELY = "likely"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """Which sections answer an item: indexes into the tree's sections, the best first; none for grade `none`.

    `evidence` says why: id, label and title, alias, similar title, similar content. `shape` is one, merged (several items in one
    section), split (several sections for one item) or moved (another place than the outline's).
    """

    item: str
    sections: tuple[int, ...]
    grade: Grade
    evidence: str
    score: float = 0.0
    shape: str = "one"
