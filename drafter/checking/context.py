"""What a rule sees: the document with its sections and facts, and what it is held against. Immutable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from drafter.model.document import Block, BlockKind, Document
from drafter.model.fact import DateFact, Facts, Figure, Reference
from drafter.model.finding import Waiver
from drafter.model.outline import Match, Outline
from drafter.model.period import Period
from drafter.model.section import DocumentKind, Paper, PartKind, Section, SectionTree

F = TypeVar("F", Figure, DateFact, Reference)
T = TypeVar("T")


class BeyondError(Exception):
    """A rule looks for what lies outside the part of a draft that it was given."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a table cell with the facts that lie in it. Offsets of the facts are the document's."""

    start: int
    end: int
    text: str
    block: Block
    index: int
    paper: DocumentKind
    part: PartKind | None
    in_table: bool = False
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateFact, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Previous:
    """Last period's report as understood."""

    document: Document
    tree: SectionTree
    facts: Facts
    period: Period | None = None


@dataclass(frozen=True)
class CheckContext:
    """Everything a check is given.

    `period` is the reporting period, `period_source` where it came from (option, front-matter, title). `unit` is the
    reporting body's name. `beside` are the names of files that lie beside the document (appendices of their own).
    """

    document: Document
    tree: SectionTree
    facts: Facts
    outline: Outline | None = None
    matches: tuple[Match, ...] = ()
    previous: Previous | None = None
    period: Period | None = None
    period_source: str | None = None
    unit: str | None = None
    profile: str = "full"
    layout: str | None = None
    waivers: tuple[Waiver, ...] = ()
    beside: tuple[str, ...] = ()
    # Of a context that holds some blocks of a draft only: what `once` gives of all of it, None where it gives what is here.
    beyond: Callable[[Callable[[CheckContext], object]], tuple[object] | None] | None = None
    # What `of_tree` and `of_previous` gave; holds for every context with the same sections and the same last report.
    lasting: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The papers of the file; a file that nobody took apart is one report."""
        return self.tree.papers or (Paper(DocumentKind.REPORT, None, 0, len(self.text)),)

    @cached_property
    def _paper_starts(self) -> list[int]:
        return [paper.start for paper in self.papers]

    def paper_index(self, offset: int) -> int:
        """Which paper an offset lies in (the last that begins at or before it)."""
        return max(bisect_right(self._paper_starts, offset) - 1, 0)

    def paper_at(self, offset: int) -> Paper:
        return self.papers[self.paper_index(offset)]

    def part_kind(self, offset: int) -> PartKind | None:
        part = self.tree.part_at(offset)
        return part.kind if part else None

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Body paragraphs, list items and notes in reading order; no tables, headers or footers."""
        return tuple(piece for piece in self.pieces if not piece.in_table)

    @cached_property
    def pieces(self) -> tuple[Paragraph, ...]:
        """Paragraphs and table cells in reading order."""
        found: list[Paragraph] = []
        for block in self.document.body:
            if block.kind == BlockKind.TABLE:
                spans = [(cell.start, cell.end) for cell in block.cells if cell.start < cell.end]
            else:
                spans = [(block.start, block.end)]
            in_table = block.kind == BlockKind.TABLE
            found += [self._piece(len(found) + i, block, *span, in_table) for i, span in enumerate(spans)]
        return tuple(found)

    def _piece(self, index: int, block: Block, start: int, end: int, in_table: bool) -> Paragraph:
        return Paragraph(
            start,
            end,
            self.text[start:end],
            block,
            index,
            self.paper_at(start).kind,
            self.part_kind(start),
            in_table,
            self.figures_in(start, end),
            self.dates_in(start, end),
            self.references_in(start, end),
        )

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _span(self) -> tuple[int, int]:
        blocks = self.document.blocks
        return (blocks[0].start, blocks[-1].end) if blocks else (0, 0)

    def _look(self, start: int, end: int) -> None:
        """Refuse to look beyond the blocks of a part of a draft: nothing there is known."""
        if self.beyond is not None and (end < self._span[0] or start > self._span[1]):
            raise BeyondError

    def paragraphs_in(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Paragraphs that begin in a stretch of the text."""
        self._look(start, end)
        starts = self._paragraph_starts
        return self.paragraphs[bisect_left(starts, start) : bisect_left(starts, end)]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        self._look(offset, offset)
        index = bisect_right(self._paragraph_starts, offset) - 1
        if index < 0 or self.paragraphs[index].end < offset:
            return None
        return self.paragraphs[index]

    @cached_property
    def _fact_starts(self) -> dict[str, list[int]]:
        return {kind: [fact.start for fact in getattr(self.facts, kind)] for kind in ("figures", "dates", "references")}

    def _facts_in(self, kind: str, start: int, end: int) -> slice:
        self._look(start, end)
        starts = self._fact_starts[kind]
        return slice(bisect_left(starts, start), bisect_left(starts, end))

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        return self.facts.figures[self._facts_in("figures", start, end)]

    def dates_in(self, start: int, end: int) -> tuple[DateFact, ...]:
        return self.facts.dates[self._facts_in("dates", start, end)]

    def references_in(self, start: int, end: int) -> tuple[Reference, ...]:
        return self.facts.references[self._facts_in("references", start, end)]

    def section(self, section_id: str | None) -> Section | None:
        return self._sections_by_id.get(section_id) if section_id is not None else None

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that begin in the context's blocks: all of them but in a part of a draft."""
        body = self.document.body
        if not body:
            return ()
        starts = [section.start for section in self.tree.sections]
        return self.tree.sections[bisect_left(starts, body[0].start) : bisect_left(starts, body[-1].end)]

    @cached_property
    def _sections_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.tree.sections}

    def where(self, offset: int) -> str:
        """A place as people say it: the labels of the sections around it, `II.2.1`, or the part's name."""
        index = self.tree.at(offset)
        if index is None:
            return ""
        labels = [(section.label or section.title or "").rstrip(".):") for section in self.tree.path(index)]
        shown = [label for label in labels if label]
        # A decimal label repeats its parent's number: keep the last of a chain 2, 2.1, 2.1.3.
        kept = [
            label
            for place, label in enumerate(shown)
            if place + 1 >= len(shown) or not shown[place + 1].startswith(label + ".")
        ]
        return ", ".join(kept)

    @cached_property
    def shared(self) -> dict[object, object]:
        """What several rules compute together in one check (see `once`)."""
        return {}

    @cached_property
    def asked(self) -> set[Callable[[CheckContext], object]]:
        """The functions that rules asked `once` for; not those that these asked for."""
        return set()

    @cached_property
    def _inside(self) -> list[object]:
        """The functions that are at work."""
        return []

    def once(self, compute: Callable[[CheckContext], T]) -> T:
        """The result of a pure function of the context, computed once a check."""
        if not self._inside:
            self.asked.add(compute)
        if compute not in self.shared:
            known = self.beyond(compute) if self.beyond is not None else None
            self._inside.append(compute)
            try:
                self.shared[compute] = compute(self) if known is None else known[0]
            finally:
                self._inside.pop()
        return self.shared[compute]  # type: ignore[return-value]

    def of_tree(self, compute: Callable[[SectionTree], T]) -> T:
        """What the sections alone tell, without offsets: computed once for as long as the sections stand as they do."""
        if compute not in self.lasting:
            self.lasting[compute] = compute(self.tree)
        return self.lasting[compute]  # type: ignore[return-value]

    def of_previous(self, compute: Callable[[Previous], T]) -> T:
        """What last period's report alone tells, computed once."""
        assert self.previous is not None
        if compute not in self.lasting:
            self.lasting[compute] = compute(self.previous)
        return self.lasting[compute]  # type: ignore[return-value]
