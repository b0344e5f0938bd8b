"""What one paragraph cannot know by itself when its times and citations are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.model.section import PartKind, SectionTree


@dataclass(frozen=True, slots=True)
class Context:
    """What the paper around a paragraph gives.

    `year` and `period` come from the paper's title (`6 tháng đầu năm 2022` → 2022, `2022-H1`), None where the title names
    none; a yearless period word takes the year. `paper_date` is the paper's own ISO date (the line of place and
    date), which its number line takes. `issuer` is the paper's issuing body in full. The default knows nothing.
    """

    year: int | None = None
    period: str | None = None
    paper_date: str | None = None
    issuer: str | None = None
    tree: SectionTree | None = None

    def section(self, offset: int) -> str | None:
        """Id of the innermost section that holds an absolute offset."""
        return None if self.tree is None else self.tree.id_at(offset)

    def part(self, offset: int) -> PartKind | None:
        """The part (letterhead, title, signature …) that holds an absolute offset; None in the body or where unknown."""
        found = None if self.tree is None else self.tree.part_at(offset)
        return None if found is None else found.kind

    def heads(self, offset: int) -> bool:
        """Whether a paper's own number line can stand here: in a letterhead, or anywhere where none was found."""
        if self.tree is None or not any(part.kind == PartKind.LETTERHEAD for part in self.tree.parts):
            return True
        return self.part(offset) == PartKind.LETTERHEAD


@dataclass(frozen=True, slots=True)
class Contexts:
    """The contexts of a file's papers in reading order, each with the offset where its paper begins."""

    starts: tuple[int, ...]
    contexts: Sequence[Context]

    def at(self, offset: int) -> Context:
        """The context of the paper that holds an offset (the last that begins at or before it)."""
        return self.contexts[max(0, bisect_right(self.starts, offset) - 1)] if self.contexts else Context()
