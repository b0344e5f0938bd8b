"""The plan that moves a report to another period."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from drafter.errors import PeriodError
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.draft import CarriedFigure, RollAction, RollChange, RollPlan
from drafter.model.fact import Facts
from drafter.model.period import Period
from drafter.model.section import SectionTree
from drafter.reusing.context import Surroundings
from drafter.reusing.decisions import decide
from drafter.reusing.figures import carried, figure_edits
from drafter.reusing.lists import compared_years, together, year_cells
from drafter.reusing.ordinals import (
    ordinals,
    vague_phrases,
    weeks_of_months,
    years_alone,
    years_of_terms,
)
from drafter.reusing.shifting import Shift

_ = catalogue("reusing")

_NUMBER = re.compile(r"\d+")
_RANK = re.compile(
    r"(?i)(?<!\w)(?:xếp|đứng|xếp hạng|đứng vị trí|vị trí)\s(?:(?:vị trí )?thứ|hạng)\s"
    r"(?P<rank>\d{1,3}(?:/\d{1,3})?)(?![\w/]|[.,]\d)"
)

Edit = tuple[int, int, str]


def plan_roll(document: Document, tree: SectionTree, facts: Facts, source: Period, target: Period) -> RollPlan:
    """Decide on every temporal expression of a report and mark every figure that may be the old period's.

    Raises PeriodError where both periods are the same.
    """
    if str(source) == str(target):
        raise PeriodError(_("the report is of {period} already; nothing to roll", period=source))
    around = Surroundings(document, facts, Shift(source, target), tree)
    decided = _settled(
        weeks_of_months(around),
        compared_years(around),
        [decide(fact, around) for fact in facts.dates],
        year_cells(around),
        ordinals(around),
        years_of_terms(around),
        vague_phrases(around),
        years_alone(around),
    )
    changes = together(decided, around)
    marked = carried(around, changes)
    orders = tuple(
        CarriedFigure(one.symbol_start, one.symbol_end, document.text[one.symbol_start : one.symbol_end])
        for one in facts.references
        if one.symbol_start is not None and one.symbol_end is not None and not one.own and around.replaced(one)
    )
    orders = (*orders, *ranks(around))
    edits = [*edits_of(changes, (*own_number(facts, document.text), *orders))]
    edits.extend(figure_edits(around, [fact for _figure, fact in marked]))
    return RollPlan(
        source_period=str(source),
        target_period=str(target),
        changes=changes,
        figures=tuple(figure for figure, _fact in marked),
        text=apply_edits(document.text, edits),
        asked=orders,
    )


def ranks(around: Surroundings) -> Iterable[CarriedFigure]:
    """Places in an order, which are no figures: `xếp thứ 21/63`. The new period has its own."""
    for found in _RANK.finditer(around.text):
        block = around.block_at(found.start())
        if block is not None and block.is_body and around.citation_at(found.start()) is None:
            yield CarriedFigure(*found.span("rank"), found["rank"])


def own_number(facts: Facts, text: str) -> Iterable[CarriedFigure]:
    """The number of the report itself: the new report gets its own."""
    for one in facts.references:
        if one.own and one.symbol_start is not None and (number := _NUMBER.match(text, one.symbol_start)):
            yield CarriedFigure(*number.span(), number.group())


def _settled(*groups: Iterable[RollChange]) -> tuple[RollChange, ...]:
    """All decisions in reading order; where two overlap the one of the earlier group stands."""
    taken: list[RollChange] = []
    for group in groups:
        starts = [change.start for change in taken]
        fresh: list[RollChange] = []
        for change in sorted(group, key=lambda change: (change.start, -change.end)):
            index = bisect_left(starts, change.start)
            free_before = index == 0 or taken[index - 1].end <= change.start
            free_after = index == len(taken) or change.end <= taken[index].start
            if free_before and free_after and (not fresh or fresh[-1].end <= change.start):
                fresh.append(change)
        taken = sorted([*taken, *fresh], key=lambda change: change.start)
    return tuple(taken)


def edits_of(changes: Iterable[RollChange], asked: Iterable[CarriedFigure] = ()) -> Iterable[Edit]:
    """What the decisions change in the text: an asked one stands as `⟦30/5/2022?⟧`."""
    for one in asked:
        yield one.start, one.end, f"⟦{' '.join(one.text.split())}?⟧"
    for change in changes:
        if change.action == RollAction.ASK:
            yield change.start, change.end, f"⟦{' '.join(change.old.split())}?⟧"
        elif change.new is not None and change.new != change.old:
            yield change.start, change.end, change.new


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` with the edits that lie wholly inside it; of two that overlap the first stands."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    position = start
    for first, last, new in sorted(edits):
        if first < position or last > end:
            continue
        pieces += [text[position:first], new]
        position = last
    return "".join([*pieces, text[position:end]])
