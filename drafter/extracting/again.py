"""The facts of a draft somebody types in: kept paragraph by paragraph, so that an edit reads one paragraph again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from drafter.extracting.context import Context, Contexts
from drafter.extracting.extract import FactMemory, Found, read_stretch, remembered, shifted, stretches
from drafter.extracting.names import identify, read_contexts
from drafter.extracting.resolve import resolve
from drafter.extracting.wrapping import goes_on
from drafter.model.document import Block, BlockKind, Document
from drafter.model.fact import DateFact, Facts, Figure, Identity, Reference
from drafter.model.moving import Change, moved, moved_by
from drafter.model.section import PartKind, SectionTree

# What is read at once, and where it began when it was read; None for the blocks that are read with the one before.
Row = tuple[int, Found] | None
# A signer's name is looked for so far from the end.
_TAIL = 60


@dataclass(frozen=True)
class FactRows:
    """The facts of a document block by block; they are moved to where they stand when somebody asks for them."""

    document: Document
    rows: Sequence[Row]
    contexts: Contexts
    identity: Identity = field(default_factory=Identity)

    def facts(self, first: int, last: int) -> Facts:
        """The facts of the blocks from `first` up to `last`, a range as `whole` gives it."""
        figures: list[Figure] = []
        dates: list[DateFact] = []
        references: list[Reference] = []
        for block, row in zip(self.document.blocks[first:last], islice(self.rows, first, last), strict=True):
            if row is not None:
                by = _begin(block) - row[0]
                figures += shifted(moved_by(row[1].figures, by), len(figures))
                dates += moved_by(row[1].dates, by)
                references += moved_by(row[1].references, by)
        return Facts(tuple(figures), tuple(dates), tuple(references), self.identity)

    def everything(self) -> Facts:
        return self.facts(0, len(self.rows))

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """A range of blocks, made wider until it parts none that are read at once."""
        while 0 < first < len(self.rows) and self.rows[first] is None:
            first -= 1
        while last < len(self.rows) and self.rows[last] is None:
            last += 1
        return first, last


def _begin(block: Block) -> int:
    return block.start if block.kind is BlockKind.TABLE else block.label_end or block.start


def read_rows(document: Document, tree: SectionTree, memory: FactMemory | None = None) -> FactRows:
    """The facts of every block; `memory` carries those of the same words under the same heading over from the last reading."""
    contexts = read_contexts(document, tree)
    found = {
        start: row
        for (_index, start, _end, _context), row in zip(
            stretches(document, contexts), remembered(document, contexts, memory or FactMemory()), strict=True
        )
    }
    rows: list[Row] = [
        (_begin(block), found[_begin(block)]) if block.is_body and _begin(block) in found else None
        for block in document.blocks
    ]
    read = FactRows(document, _joined(document, rows), contexts)
    facts = read.everything()
    return replace(read, identity=identify(document, tree, facts.dates, facts.references))


def rows_again(
    old: FactRows, document: Document, tree: SectionTree, change: Change, first: int, last: int, now: int
) -> tuple[FactRows, int, int, int] | None:
    """The same after an edit that made the blocks from `first` up to `now` of those up to `last`, all of them paragraphs;
    with the three numbers of the stretch that was read again. None where it changed what a paper says of itself."""
    first, last, now = _stretch(old, document, first, last, now)
    changed = document.blocks[first:now]
    inside = bool(changed) and all(_in_body(tree, block) for block in changed) and now < len(document.blocks) - _TAIL
    contexts = _moved(old.contexts, tree, change) if inside else read_contexts(document, tree)
    if list(map(_told, contexts.contexts)) != list(map(_told, old.contexts.contexts)):
        return None
    rows: list[Row] = []
    blocks = document.blocks
    while (position := first + len(rows)) < now:
        behind = position + 1
        while behind < now and goes_on(document.text, blocks[behind - 1], blocks[behind]):
            behind += 1
        start, end = _begin(blocks[position]), blocks[behind - 1].end
        rows.append((start, read_stretch(document, None, start, end, contexts.at(blocks[position].start))))
        rows += [None] * (behind - position - 1)
    before = moved(old.facts(first, last).references, change.place)
    rows, same = _joined_as(rows, before)
    everything: Sequence[Row] = [*old.rows[:first], *rows, *old.rows[last:]]
    if not same:
        everything = _joined(document, everything)
    read = FactRows(document, everything, contexts, old.identity)
    if not inside or any(one.own for one in (*before, *read.facts(first, now).references)):
        facts = read.everything()
        identity = identify(document, tree, facts.dates, facts.references)
        if identity != old.identity:
            return None
    return read, first, last, now


def _in_body(tree: SectionTree, block: Block) -> bool:
    """Whether a block lies in a section and in no part of the frame, where nobody looks for what the paper says of itself."""
    part = tree.part_at(block.start)
    return tree.at(block.start) is not None and (part is None or part.kind is PartKind.APPENDIX)


def _moved(old: Contexts, tree: SectionTree, change: Change) -> Contexts:
    return Contexts(tuple(change.places(old.starts)), tuple(replace(context, tree=tree) for context in old.contexts))


def _told(context: Context) -> tuple[object, ...]:
    return context.year, context.period, context.paper_date, context.issuer


def _stretch(old: FactRows, document: Document, first: int, last: int, now: int) -> tuple[int, int, int]:
    """The changed blocks with those that were or are read at once with them."""
    text, blocks = document.text, document.blocks

    def joins(index: int) -> bool:
        return 0 < index < len(blocks) and goes_on(text, blocks[index - 1], blocks[index])

    while first and ((first < len(old.rows) and old.rows[first] is None) or joins(first)):
        first -= 1
    while last < len(old.rows) and (old.rows[last] is None or joins(now)):
        last, now = last + 1, now + 1
    return first, last, now


def _joined_as(rows: Sequence[Row], before: Sequence[Reference]) -> tuple[list[Row], bool]:
    """Rows whose mentions are told to be of the same documents as before, where they are the same mentions."""
    after = [one for row in rows if row is not None for one in row[1].references]
    if [replace(one, document=0) for one in before] != [replace(one, document=0) for one in after]:
        return list(rows), False
    return _numbered(rows, [one.document for one in before]), True


def _joined(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Rows whose mentions are joined over the whole document."""
    mentions = FactRows(document, rows, Contexts((), ())).everything().references
    order = sorted(range(len(mentions)), key=lambda index: mentions[index].start)
    numbers = {index: one.document for index, one in zip(order, resolve(mentions), strict=True)}
    return _numbered(rows, [numbers[index] for index in range(len(mentions))])


def _numbered(rows: Sequence[Row], numbers: Sequence[int]) -> list[Row]:
    given = iter(numbers)
    return [
        None
        if row is None
        else row
        if not row[1].references
        else (row[0], replace(row[1], references=tuple(_of(one, next(given)) for one in row[1].references)))
        for row in rows
    ]


def _of(mention: Reference, document: int) -> Reference:
    return mention if mention.document == document else replace(mention, document=document)
