"""Facts of a document: each paragraph and cell through all finders, overlaps settled, mentions joined.

Finders do not know each other. Where they overlap a citation wins over a date, a date over a figure; a duration or
frequency (`15 năm`, `3 tháng/1 lần`) is a date and a figure both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from drafter.extracting.context import Context, Contexts
from drafter.extracting.figures import find_figures
from drafter.extracting.grid import Grid
from drafter.extracting.names import identify, read_contexts
from drafter.extracting.references import find_references
from drafter.extracting.registers import registered
from drafter.extracting.resolve import resolve
from drafter.extracting.tables import table_figures
from drafter.extracting.times import find_dates
from drafter.extracting.wrapping import goes_on
from drafter.language.folding import fold
from drafter.model.document import Block, BlockKind, Cell, Document
from drafter.model.fact import DateFact, DateKind, DateRole, Facts, Figure, Reference
from drafter.model.moving import moved
from drafter.model.section import SectionTree


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of one paragraph, overlaps settled; a relation's `base` counts within `figures`."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateFact, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass
class FactMemory:
    """The facts of each paragraph as they were read last, with where it began: the next reading of a text that changed
    in one place reads that place only."""

    found: dict[tuple[object, ...], tuple[int, Found]] = field(default_factory=dict)


def extract(document: Document, tree: SectionTree, *, memory: FactMemory | None = None) -> Facts:
    """All facts of a document in reading order, with what the paper says of itself.

    A changed paragraph alone (`find_facts`) yields what the whole document yields for it; `memory` carries the others
    from reading to reading.
    """
    contexts = read_contexts(document, tree)
    figures: list[Figure] = []
    dates: list[DateFact] = []
    references: list[Reference] = []
    for found in _blocks(document, contexts) if memory is None else remembered(document, contexts, memory):
        figures += shifted(found.figures, len(figures))
        dates += found.dates
        references += found.references
    joined = resolve(references)
    return Facts(tuple(figures), tuple(dates), tuple(joined), identify(document, tree, dates, joined))


def _blocks(document: Document, contexts: Contexts) -> Iterable[Found]:
    for index, start, end, context in stretches(document, contexts):
        yield read_stretch(document, index, start, end, context)


def read_stretch(document: Document, index: int | None, start: int, end: int, context: Context) -> Found:
    """The facts of a paragraph with those that go on with it, or of the table that is block `index`."""
    if index is not None:
        return _table(document, index, document.blocks[index], context)
    return find_facts(document.text, start, end, context)


def stretches(document: Document, contexts: Contexts) -> Iterable[tuple[int | None, int, int, Context]]:
    """What is read at once, with its context: paragraphs (without index), tables with the index of their block."""
    body = [(index, block) for index, block in enumerate(document.blocks) if block.is_body]
    position = 0
    while position < len(body):
        index, block = last = body[position]
        context = contexts.at(block.start)
        position += 1
        if block.kind is BlockKind.TABLE:
            yield index, block.start, block.end, context
            continue
        # A date or citation that breaks off at a line's end is read over it.
        while position < len(body) and goes_on(document.text, last[1], body[position][1]):
            last = body[position]
            position += 1
        yield None, block.label_end or block.start, last[1].end, context


def remembered(document: Document, contexts: Contexts, memory: FactMemory) -> Iterable[Found]:
    """The same with what was read before: the words of a paragraph, its section and its paper's context decide its facts."""
    fresh: dict[tuple[object, ...], tuple[int, Found]] = {}
    for index, start, end, context in stretches(document, contexts):
        section = context.section(start)
        if index is not None or context.section(max(start, end - 1)) != section:
            yield read_stretch(document, index, start, end, context)
            continue
        paper = (context.year, context.period, context.paper_date, context.issuer)
        key = (document.text[start:end], section, context.heads(start), *paper)
        before, found = memory.found.get(key) or (start, read_stretch(document, index, start, end, context))
        found = moved(found, (start - before).__add__) if start != before else found
        fresh[key] = (start, found)
        yield found
    memory.found = fresh


def find_facts(text: str, start: int, end: int, context: Context) -> Found:
    """The facts of one paragraph or cell, overlaps settled; offsets are absolute in `text`."""
    references = find_references(text, start, end, context)
    dates = [] if end - start > _LONGEST_YEAR else _years_alone(text, start, end, context)
    dates = dates or find_dates(text, start, end, context)
    return settle(find_figures(text, start, end, context), dates, references)


_LONGEST_YEAR = 12  # characters
_YEAR_ALONE = re.compile(r"[\s*]{0,4}(?P<year>(?:19[4-9]|20[0-6])\d)[\s*]{0,4}")


def _years_alone(text: str, start: int, end: int, context: Context) -> list[DateFact]:
    """A year that is all of a line (a table copied cell by cell)."""
    found = _YEAR_ALONE.fullmatch(text, start, end)
    return [] if found is None else [_year(text, *found.span("year"), context)]


def _table(document: Document, index: int, block: Block, context: Context) -> Found:
    """A table's cells one by one; its figures carry their labels."""
    dates: list[DateFact] = []
    references: list[Reference] = []
    for cell in block.cells:
        if cell.start < cell.end:
            dates += find_dates(document.text, cell.start, cell.end, context)
            references += find_references(document.text, cell.start, cell.end, context)
    grid = Grid(document.text, block)
    years = [_year(document.text, cell.start, cell.end, context) for cell in block.cells if grid.is_year(cell)]
    dates = sorted([*dates, *years], key=lambda date: date.start) if years else dates
    days = [day for cell in block.cells if (day := _day_of_cell(document.text, cell, grid, context)) is not None]
    if days:
        known = {date.start for date in dates}
        dates = sorted([*dates, *(day for day in days if day.start not in known)], key=lambda date: date.start)
    cited = registered(document, grid, references, dates)
    return settle(table_figures(document, index, block, context, grid), dates, cited)


_DAY_HEADS = ("ngày", "thời gian", "thời hạn", "hạn ", "thời điểm")
_DAY_CELL = re.compile(r"\s*(?P<day>(?P<d>\d{1,2})[/-](?P<m>\d{1,2}))\s*")


def _day_of_cell(text: str, cell: Cell, grid: Grid, context: Context) -> DateFact | None:
    """A day without its year that is all of a cell under a head of days (`Ngày tiêm`)."""
    if cell.row <= grid.header_rows or not fold(grid.heads[cell.column - 1] or "").startswith(_DAY_HEADS):
        return None
    found = _DAY_CELL.fullmatch(text, cell.start, cell.end)
    if found is None or not (1 <= int(found["d"]) <= 31 and 1 <= int(found["m"]) <= 12):
        return None
    start, end = found.span("day")
    iso = f"{context.year}-{int(found['m']):02d}-{int(found['d']):02d}" if context.year else None
    return DateFact(start, end, text[start:end], DateKind.DATE, iso, (), DateRole.EVENT, context.section(start), True)


def _year(text: str, start: int, end: int, context: Context) -> DateFact:
    """A year that is all of a stretch (`2023` in a table's head)."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(" \t\n*"))
    said = words.strip(" \t\n*")
    section = context.section(start)
    return DateFact(start, start + len(said), said, DateKind.YEAR, said, (), DateRole.OTHER, section, True)


def settle(figures: Sequence[Figure], dates: Sequence[DateFact], references: Sequence[Reference]) -> Found:
    """Keep the stronger of overlapping facts; what is kept stays in reading order."""
    symbols = sorted(
        (found.symbol_start, found.symbol_end)
        for found in references
        if found.symbol_start is not None and found.symbol_end is not None
    )
    # A year or day inside a document's symbol is no date; the date that the citation itself prints is one.
    dates = [date for date in dates if not _touches(date.start, date.end, symbols)]
    taken = _joined(
        [(found.start, found.end) for found in references]
        + [(date.start, date.end) for date in dates if date.kind is not DateKind.DURATION]
    )
    if not taken:
        return Found(tuple(figures), tuple(dates), tuple(references))
    kept = [index for index, figure in enumerate(figures) if not _touches(figure.start, figure.end, taken)]
    places = {old: new for new, old in enumerate(kept)}
    settled = tuple(_rebased(figures[index], places) for index in kept)
    return Found(settled, tuple(dates), tuple(references))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, overlapping ones as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _touches(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch overlaps one of several that are in order and do not overlap."""
    index = bisect_left(spans, (end, -1)) - 1
    return index >= 0 and spans[index][1] > start


def _rebased(figure: Figure, places: dict[int, int]) -> Figure:
    relation = figure.relation
    if relation is None or relation.base is None or places.get(relation.base) == relation.base:
        return figure
    return replace(figure, relation=replace(relation, base=places.get(relation.base)))


def shifted(figures: Sequence[Figure], offset: int) -> Iterable[Figure]:
    """Bases of relations as indexes into the document's figures."""
    for figure in figures:
        relation = figure.relation
        if offset and relation is not None and relation.base is not None:
            yield replace(figure, relation=replace(relation, base=relation.base + offset))
        else:
            yield figure
