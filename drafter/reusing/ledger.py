"""The ledger of carried figures: one entry for each figure that stands unconfirmed in the new draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from drafter.model.document import Document
from drafter.model.draft import LedgerEntry, RollAction, RollPlan
from drafter.model.fact import Facts, Figure
from drafter.model.period import Period
from drafter.model.section import SectionTree
from drafter.reusing.context import Surroundings
from drafter.reusing.figures import base_of, bases_of, figure_edits, single_counts
from drafter.reusing.roll import edits_of
from drafter.reusing.shifting import Shift

_REACH = 30


class LedgerKeeper:
    """Notes each stretch of the source that is carried, and makes the ledger of the figures in them."""

    def __init__(self, document: Document, tree: SectionTree, facts: Facts, plan: RollPlan) -> None:
        self._document = document
        self._tree = tree
        self._facts = facts
        self._plan = plan
        self._noted: list[tuple[str, int, int]] = []

    @cached_property
    def _carried(self) -> list[Figure]:
        places = {(figure.start, figure.end) for figure in self._plan.figures}
        counts = single_counts(self._facts.figures, self._document.text)
        return [figure for figure in counts if (figure.start, figure.end) in places]

    @cached_property
    def edits(self) -> tuple[tuple[int, int, str], ...]:
        """Every edit of the plan, sorted: moved words and marked figures."""
        marks = figure_edits(self._around, self._carried)
        return tuple(sorted([*edits_of(self._plan.changes, self._plan.asked), *marks]))

    @cached_property
    def _around(self) -> Surroundings:
        source, target = Period.parse(self._plan.source_period), Period.parse(self._plan.target_period)
        return Surroundings(self._document, self._facts, Shift(source, target), self._tree)

    @cached_property
    def _bases(self) -> Mapping[tuple[int, int], str]:
        return bases_of(self._around)

    def note(self, item_id: str, start: int, end: int) -> None:
        """A stretch of the source now stands under an item."""
        self._noted.append((item_id, start, end))

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The ledger in the draft's order."""
        entries: list[LedgerEntry] = []
        for item_id, start, end in self._noted:
            for figure in self._carried:
                if start <= figure.start and figure.end <= end:
                    entries.append(self._entry(figure, item_id, len(entries) + 1))
        return tuple(entries)

    def _entry(self, figure: Figure, item_id: str, number: int) -> LedgerEntry:
        text = self._document.text
        before, behind = text[max(0, figure.start - _REACH) : figure.start], text[figure.end : figure.end + _REACH]
        if figure.start > _REACH:
            before = before.partition(" ")[2] or before  # no word cut in two
        if figure.end + _REACH < len(text):
            behind = behind.rpartition(" ")[0] or behind
        subject = figure.subject
        if figure.table is not None:
            labels = (figure.table.row_label, figure.table.column_label)
            subject = " · ".join(self._rolled(label) for label in labels if label) or subject
        return LedgerEntry(
            id=f"f{number}",
            section=item_id,
            old=self._bases.get((figure.number_start, figure.number_end))
            or text[figure.number_start : figure.number_end],
            context=" ".join(f"{before}…{behind}".split()),
            subject=subject,
            unit=_printed_unit(figure, text),
            source=f"{Path(self._document.source.path).name} · {self._tree.id_at(figure.start) or '–'}",
            base=base_of(figure, self._facts.figures, text),
        )

    def _rolled(self, label: str) -> str:
        """A row's or column's label as it stands in the new draft: `6 tháng đầu năm 2024` → `2025`."""
        for old, new in self._moved:
            if old in label:
                return label.replace(old, new)
        return label

    @cached_property
    def _moved(self) -> list[tuple[str, str]]:
        """What moved, the longest words first."""
        moved = {one.old: one.new for one in self._plan.changes if one.action == RollAction.SHIFT and one.new}
        return sorted(moved.items(), key=lambda pair: -len(pair[0]))


def _printed_unit(figure: Figure, text: str) -> str | None:
    """The unit as it stands behind the digits, scale and all (`tỷ đồng`): what a value typed in their place is counted in."""
    behind = " ".join(text[figure.number_end : figure.end].split())
    return behind if behind and behind[0].isalpha() else figure.unit
