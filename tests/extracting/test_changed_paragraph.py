"""A changed paragraph read alone yields what the whole paper, read anew, yields for it; all others stay as they were."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.extracting import Found, extract, find_facts
from drafter.extracting.names import read_contexts
from drafter.model.fact import Facts, Figure
from drafter.reading import from_text
from drafter.sectioning import section
from tests.fuzz.extracting import NUMBERS, TIMES, UNITS, VERBS
from tests.tools.labelled import passages

PAPERS = [passage.text for passage in passages()]
_PIECES = st.lists(st.sampled_from([*NUMBERS, *UNITS, *VERBS, *TIMES, "12/NQ-HĐND", ",", ";", "(", ")"]), max_size=8)


def within(facts: Facts | Found, start: int, end: int) -> tuple[object, ...]:
    """The facts of a stretch as seen from its beginning; a relation's base as the text it points to."""
    inside = [figure for figure in facts.figures if start <= figure.start < end]
    figures = [(_moved(figure, start), _base(facts, figure)) for figure in inside]
    dates = [
        replace(one, start=one.start - start, end=one.end - start) for one in facts.dates if start <= one.start < end
    ]
    cited = [
        (one.start - start, one.text, one.type, one.symbol, one.date, one.issuer, one.title)
        for one in facts.references
        if start <= one.start < end
    ]
    return figures, dates, cited


def _moved(figure: Figure, by: int) -> Figure:
    return replace(
        figure,
        start=figure.start - by,
        end=figure.end - by,
        number_start=figure.number_start - by,
        number_end=figure.number_end - by,
        relation=None,
    )


def _base(facts: Facts | Found, figure: Figure) -> tuple[str, str | None, str | None] | None:
    relation = figure.relation
    if relation is None:
        return None
    return relation.kind, relation.direction, None if relation.base is None else facts.figures[relation.base].text


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(PAPERS), st.integers(0, 10_000), _PIECES)
def test_only_the_changed_paragraph_need_be_read(paper: str, seed: int, pieces: list[str]) -> None:
    before = from_text(paper)
    dice = random.Random(seed)
    bodies = [block for block in before.blocks if block.is_body]
    bodies = bodies[len(bodies) // 2 :]
    block = dice.choice(bodies)
    at = dice.randint(block.label_end or block.start, block.end)
    added = f" {' '.join(pieces)} "
    after = from_text(paper[:at] + added + paper[at:])
    old, new = (extract(document, section(document)) for document in (before, after))
    changed = next(one for one in after.blocks if at <= one.end)  # blanks put before it are no part of it
    context = read_contexts(after, section(after)).at(changed.start)
    alone = find_facts(after.text, changed.label_end or changed.start, changed.end, context)
    assert within(alone, changed.start, changed.end) == within(new, changed.start, changed.end)
    for one in bodies:
        if one is not block and new.identity.period == old.identity.period:
            shift = len(added) if one.start > at else 0
            assert _plain(within(new, one.start + shift, one.end + shift)) == _plain(within(old, one.start, one.end))


def _plain(found: tuple[object, ...]) -> str:
    """Without the section, which a changed heading may rename."""
    figures, dates, cited = found
    said = [(replace(figure, section=None), base) for figure, base in figures]  # type: ignore[attr-defined]
    return repr((said, [replace(one, section=None) for one in dates], cited))  # type: ignore[attr-defined]
