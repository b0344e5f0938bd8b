"""Years that stand in a list or a table belong together: all of a list move, or none; a year in a table's body is its row's own.

This looks at decisions already made one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.messages import catalogue
from drafter.model.document import Block, BlockKind, Cell
from drafter.model.draft import RollAction, RollChange
from drafter.reusing.context import YEAR_OF_HEAD, Surroundings
from drafter.reusing.shifting import with_years_moved, years_in

_ = catalogue("reusing")

_YEAR_CELL = re.compile(r"\s*((?:19|20)\d{2})\s*")
_ONE_YEAR = re.compile(r"(?i)(?:trong |hết |cả |cuối |đầu |đến )*(?:năm )?(?:19|20)\d{2}")
# `So sánh 2024/2023`: a year over the one before it.
_OVER_THE_YEAR_BEFORE = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(\s?/\s?)((?:19|20)\d{2})(?![\d/.-])")
_SERIES_GAP = 60
_LABEL_WORDS = 2
_PAIR, _PAIR_GAP = 2, 30


def compared_years(around: Surroundings) -> Iterator[RollChange]:
    """`2024/2023` in a head or a sentence compares the reporting year with the one before."""
    source, shift = around.shift.source, around.shift
    for found in _OVER_THE_YEAR_BEFORE.finditer(around.text):
        later, earlier = int(found[1]), int(found[3])
        block = around.block_at(found.start())
        if later != earlier + 1 or block is None or not block.is_body or around.citation_at(found.start()):
            continue
        if later in (source.year, source.year + 1) and shift.years and shift.whole_years and not shift.review:
            new = with_years_moved(found[0], shift.years)
            yield RollChange(*found.span(), found[0], new, RollAction.SHIFT, _("the reporting year and the one before"))


def year_cells(around: Surroundings) -> Iterator[RollChange]:
    """In a table's head a year alone, or one that ends a head (`KH 2024`), is a column of that year; in its body a year is
    its row's own, but a first column of successive years is asked as a whole."""
    for block in around.document.blocks:
        if block.kind != BlockKind.TABLE:
            continue
        heads = _head_starts(block, around)
        series = _years_down(block, heads, around)
        for cell in block.cells:
            found = _YEAR_CELL.fullmatch(around.text, cell.start, cell.end)
            if found is None and cell.start in heads:
                found = YEAR_OF_HEAD.fullmatch(around.text, cell.start, cell.end)
            if found is None:
                continue
            if cell.start in heads:
                yield from _year_of_column(*found.span(1), around)
            else:
                yield _year_of_row(*found.span(1), around, asked=cell.start in series)


def _head_starts(block: Block, around: Surroundings) -> set[int]:
    heads = around.head_cells(block)
    if not heads and around.first_value_row(block) is None:
        heads = [cell for cell in block.cells if cell.row == 1]
    return {cell.start for cell in heads}


def _years_down(block: Block, heads: set[int], around: Surroundings) -> set[int]:
    """The cells of a column that counts years down to the reporting one."""
    columns: dict[int, list[tuple[Cell, int]]] = {}
    for cell in block.cells:
        found = _YEAR_CELL.fullmatch(around.text, cell.start, cell.end)
        if found is not None and cell.start not in heads:
            columns.setdefault(cell.column, []).append((cell, int(found[1])))
    starts: set[int] = set()
    for cells in columns.values():
        years = [year for _cell, year in cells]
        if len(years) > 1 and around.shift.source.year in years and all(b == a + 1 for a, b in pairwise(years)):
            starts |= {cell.start for cell, _year in cells}
    return starts


def _year_of_column(start: int, end: int, around: Surroundings) -> Iterator[RollChange]:
    old = around.text[start:end]
    if abs(int(old) - around.shift.source.year) > 1:
        if around.beside_reporting_column(start):
            why = _("a column of an earlier period: whether it moves along is the officer's to say")
            yield RollChange(start, end, old, None, RollAction.ASK, why)
        return
    new = with_years_moved(old, around.shift.years)
    if new != old:
        yield RollChange(start, end, old, new, RollAction.SHIFT, _("a column of the reporting years"))


def _year_of_row(start: int, end: int, around: Surroundings, *, asked: bool) -> RollChange:
    old = around.text[start:end]
    why = _("a year in a table's row is that row's own")
    if around.shift.years and (asked or int(old) in around.shift.source.years):
        return RollChange(start, end, old, None, RollAction.ASK, why)
    return RollChange(start, end, old, old, RollAction.KEEP, why)


def together(changes: Sequence[RollChange], around: Surroundings) -> tuple[RollChange, ...]:
    """The decisions with those of lists and table rows settled as one."""
    changed = dict(enumerate(changes))
    for index, change in enumerate(changes):
        if change.action == RollAction.SHIFT and _in_row(change, around):
            changed[index] = _asked(change, _("a year in a table's row is that row's own"))
    for run in _runs(changes, around):
        members = [changed[index] for index in run]
        if RollAction.SHIFT in {one.action for one in members} and (_torn(members, around) or _meet(members)):
            for index in run:
                if changed[index].action != RollAction.ASK:
                    changed[index] = _asked(
                        changed[index], _("one of several years in a list: they move together or not")
                    )
    return tuple(changed[index] for index in range(len(changes)))


def _asked(change: RollChange, why: str) -> RollChange:
    return replace(change, new=None, action=RollAction.ASK, why=why)


def _in_table(change: RollChange, around: Surroundings) -> bool:
    block = around.block_at(change.start)
    return block is not None and block.kind == BlockKind.TABLE


def _in_row(change: RollChange, around: Surroundings) -> bool:
    """Whether a moved word stands in a table's row, and is no part of the row's label (`Thu ngân sách năm 2024`)."""
    block = around.block_at(change.start)
    if block is None or block.kind != BlockKind.TABLE:
        return False
    cell = next((one for one in block.cells if one.start <= change.start < one.end), None)
    if cell is None or cell.start in _head_starts(block, around) or cell.row == 1:
        return False
    words = re.findall(r"[^\W\d_]+", around.text[cell.start : change.start] + " " + around.text[change.end : cell.end])
    return len(words) < _LABEL_WORDS or around.first_value_row(block) is None


def _runs(changes: Sequence[RollChange], around: Surroundings) -> Iterator[list[int]]:
    """Lists of different single years close behind each other in one paragraph, each a year from the next."""
    singles = [
        index
        for index, one in enumerate(changes)
        if _ONE_YEAR.fullmatch(" ".join(one.old.split())) and not _in_table(one, around)
    ]
    run: list[int] = []
    for index in singles:
        if run and not _goes_on(changes[run[-1]], changes[index], around):
            yield from _long(run)
            run = []
        run.append(index)
    yield from _long(run)


def _long(run: list[int]) -> Iterable[list[int]]:
    return (run,) if len(run) > 1 else ()


def _goes_on(before: RollChange, change: RollChange, around: Surroundings) -> bool:
    between = around.text[before.end : change.start]
    if len(between) > _SERIES_GAP or re.search(r"[.!?](?=\s|$)|[\n\t]", between):
        return False
    if around.aimed_at(change.start) and re.search(r"(?:đến|tới)\s*$", between):
        return False  # `năm 2024 …, phấn đấu đến năm 2025`: a goal beside a result
    return years_in(change.old)[0] == years_in(before.old)[0] + 1


def _torn(run: Sequence[RollChange], around: Surroundings) -> bool:
    """Whether some of a list would move and others not; two alone are a list where one tells what happened once."""
    if len({one.action for one in run}) == 1:
        return False
    near = run[-1].start - run[0].end <= _PAIR_GAP
    once = _("the year of an event that happens once")
    return len(run) > _PAIR or (near and any(one.why == once or around.founded(one.start) for one in run))


def _meet(run: Sequence[RollChange]) -> bool:
    """Whether two of a list would be one year after moving."""
    years = [years_in(one.new) for one in run if one.new is not None]
    flat = [year for found in years for year in found]
    return len(set(flat)) < len(flat)
