"""A draft checked again after an edit: only the rules whose evidence changed are run, and where they can only see what is
near, only there. The report equals that of a full check.

`Memory` holds the last state of one draft. What a rule depends on is noticed while it runs; how far around a place it looks
it says itself (`Rule.reach`, `Rule.gathers`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from drafter.checking.context import BeyondError, CheckContext
from drafter.checking.grids import grids
from drafter.checking.masking import masked
from drafter.checking.rule import Rule
from drafter.checking.runner import RULE_SECONDS, run, wished
from drafter.checking.settling import Wishes, report
from drafter.messages import language
from drafter.model.document import Block
from drafter.model.fact import Facts
from drafter.model.finding import CheckReport, Outcome, OutcomeKind
from drafter.model.moving import Change, moved

# A rule may look so many characters around a paragraph whatever its reach says (the unit above a table, a law's name).
_AROUND = 320
_KINDS = ("figures", "references", "dates")
# What a list line may begin with; wider than any rule's own idea of it.
_LISTED = re.compile(r"\s*(?:[^\w\s]|\d|\w{1,4}[.)/])")
# Lists of what stands in the context's own blocks: in a part of a draft a rule asks for the part's.
_OF_BLOCKS = frozenset({grids, masked})

Reads = Callable[[CheckContext], object]


class FactSource(Protocol):
    """The facts of some blocks of a document; `whole` widens a range until it parts none that are read together."""

    def facts(self, first: int, last: int) -> Facts: ...

    def whole(self, first: int, last: int) -> tuple[int, int]: ...


@dataclass(frozen=True)
class Edited:
    """What an edit did: the blocks from `first` up to `now` were those from `first` up to `last`. The sections stand as
    they stood."""

    change: Change
    first: int
    last: int
    now: int


@dataclass(frozen=True)
class Ground:
    """A draft as it stands, of which contexts are cut. `empty` is its context without facts."""

    empty: CheckContext
    source: FactSource
    lasting: dict[object, object] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.empty.document.blocks

    @cached_property
    def whole(self) -> CheckContext:
        return replace(self.empty, facts=self.source.facts(0, len(self.blocks)), lasting=self.lasting)

    def part(
        self, first: int, last: int, beyond: Callable[[Reads], tuple[object] | None] | None = None
    ) -> CheckContext:
        """The context of the blocks from `first` up to `last`; offsets are those of the whole draft."""
        document = replace(self.empty.document, blocks=self.blocks[first:last])
        facts = self.source.facts(first, last)
        return replace(self.empty, document=document, facts=facts, lasting=self.lasting, beyond=beyond)

    def around(self, first: int, last: int, reach: int) -> tuple[int, int]:
        """A range of blocks with `reach` further ones on both sides, and as many as `_AROUND` characters take; a list counts
        as one with what it stands under."""
        text, blocks = self.empty.text, self.blocks
        first, last = max(0, first - reach), min(len(blocks), last + reach)
        while reach and first > 0 and _LISTED.match(text, blocks[first].start):
            first -= 1
        while reach and last < len(blocks) and _LISTED.match(text, blocks[last].start):
            last += 1
        if first < len(blocks):
            first = bisect_left(blocks, blocks[first].start - _AROUND, hi=first, key=lambda block: block.end)
        if last:
            last = bisect_left(blocks, blocks[last - 1].end + _AROUND, lo=last, key=lambda block: block.start)
        # The rows of a table that was typed with tabs or bars make one grid.
        while 0 < first < len(blocks) and _may_be_row(text, blocks[first]):
            first -= 1
        while 0 < last < len(blocks) and _may_be_row(text, blocks[last - 1]):
            last += 1
        return self.source.whole(first, last)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of the text that blocks hold, up to the next block."""
        start = self.blocks[first].start if first else 0
        return start, self.blocks[last].start if last < len(self.blocks) else len(self.empty.text) + 1


def _may_be_row(text: str, block: Block) -> bool:
    return "\t" in text[block.start : block.end] or text.find("|", block.start, block.end) >= 0


@dataclass(frozen=True)
class Kept:
    """What a rule said last: its findings-to-be; where the facts begin that it held right, by kind, and where it said so;
    and what it asked the whole draft for."""

    told: tuple[Outcome, ...]
    held: Mapping[str, tuple[list[int], list[int]]]
    reads: frozenset[Reads] = frozenset()

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], reads: Iterable[Reads]) -> Kept:
        told: list[Outcome] = []
        held: dict[str, tuple[list[int], list[int]]] = {}
        for outcome in outcomes:
            if outcome.kind == OutcomeKind.INCONSISTENT:
                told.append(outcome)
            elif outcome.kind == OutcomeKind.CONSISTENT:
                for kind, at in outcome.checked:
                    facts, said = held.setdefault(kind, ([], []))
                    facts.append(at)
                    said.append(outcome.start)
        return cls(tuple(told), held, frozenset(reads))

    def moved(self, change: Change) -> Kept:
        if not change.by:
            return self
        held = {kind: (change.places(facts), change.places(said)) for kind, (facts, said) in self.held.items()}
        return Kept(tuple(moved(one, change.place) for one in self.told), held, self.reads)

    def where(self, keep: Callable[[int], bool]) -> Kept:
        """What was said at certain places."""
        held: dict[str, tuple[list[int], list[int]]] = {}
        for kind, (facts, said) in self.held.items():
            pairs = [(fact, at) for fact, at in zip(facts, said, strict=True) if keep(at)]
            held[kind] = [fact for fact, _at in pairs], [at for _fact, at in pairs]
        return Kept(tuple(one for one in self.told if keep(one.start)), held, self.reads)

    def __add__(self, other: Kept) -> Kept:
        held = dict(self.held)
        for kind, (facts, said) in other.held.items():
            before = held.get(kind, ([], []))
            held[kind] = [*before[0], *facts], [*before[1], *said]
        return Kept((*self.told, *other.told), held, self.reads | other.reads)


@dataclass
class Memory:
    """The last check of one draft."""

    ground: Ground | None = None
    settings: tuple[object, ...] = ()
    kept: dict[str, Kept] = field(default_factory=dict)
    values: dict[Reads, object] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)


def check_again(
    empty: CheckContext,
    source: FactSource,
    memory: Memory,
    edited: Edited | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, object] | None = None,
    rules: tuple[Rule, ...] | None = None,
    seconds: float | None = RULE_SECONDS,
) -> CheckReport:
    """The report on a draft as it is now, by what `memory` holds of it before `edited`; it holds the new state then.

    `empty` is the draft's context without facts, which `source` gives; without `edited` everything is checked. Raises
    UsageError for unknown codes.
    """
    wishes = wished(empty, select, ignore, severities, rules)
    settings = _settings(empty, wishes)
    if edited is not None and memory.ground is not None and memory.settings == settings:
        ground = Ground(empty, source, memory.ground.lasting)
        again = _Again(memory.ground, ground, edited, memory.values)
    else:
        ground = Ground(empty, source)
        again = None
    memory.starts = _starts(memory, ground, edited if again is not None else None)
    kept: dict[str, Kept] = {}
    unread = list(empty.document.unread)
    failed: list[Outcome] = []
    for rule in wishes.chosen:
        before = memory.kept.get(rule.code) if again is not None else None
        said = None if again is None or before is None else again.kept(rule, before, wishes, seconds)
        if said is not None:
            kept[rule.code] = said
            continue
        ground.whole.asked.clear()
        full = run(rule, ground.whole, seconds, wishes.severities)
        unread += [] if full.unread is None else [full.unread]
        if full.failed:  # not kept: it is tried again after every edit
            failed += full.outcomes
        else:
            kept[rule.code] = Kept.of(
                full.outcomes, ground.whole.asked - (_OF_BLOCKS if rule.reach is not None else set())
            )
    value = ground.whole.once if again is None else again.value
    near = [rule.code for rule in wishes.chosen if rule.reach is not None]
    memory.values = {compute: value(compute) for code in near if code in kept for compute in kept[code].reads}
    memory.ground, memory.settings, memory.kept = ground, settings, kept
    told = [outcome for one in kept.values() for outcome in one.told]
    held: dict[str, set[int]] = {}
    for one in kept.values():
        for kind, (facts, _said) in one.held.items():
            held.setdefault(kind, set()).update(facts)
    for outcome in failed:
        for kind, at in outcome.checked if outcome.kind == OutcomeKind.CONSISTENT else ():
            held.setdefault(kind, set()).add(at)
    told += [outcome for outcome in failed if outcome.kind == OutcomeKind.INCONSISTENT]
    return report(empty, wishes, told, held, memory.starts, unread)


def _settings(context: CheckContext, wishes: Wishes) -> tuple[object, ...]:
    """All that decides what a check says besides the draft's words and sections."""
    return (
        tuple(rule.code for rule in wishes.chosen),
        tuple(wishes.severities.items()),
        language(),
        context.outline,
        context.matches,
        _Same(context.previous),
        context.period,
        context.unit,
        context.profile,
        context.layout,
        context.beside,
        context.facts.identity,
        context.document.source,
        context.document.unread,
        tuple((paper.kind, paper.title) for paper in context.tree.papers),
    )


@dataclass(frozen=True, eq=False)
class _Same:
    """Equal where it holds the same object: a last report is compared by what it is, not by its words."""

    thing: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (other.thing is self.thing or (self.thing is None and other.thing is None))

    __hash__ = None  # type: ignore[assignment]


def _starts(memory: Memory, ground: Ground, edited: Edited | None) -> dict[str, list[int]]:
    """Where the facts of each kind begin."""
    if edited is None or memory.ground is None:
        return {kind: [fact.start for fact in getattr(ground.whole.facts, kind)] for kind in _KINDS}
    start, end = memory.ground.span(edited.first, edited.last)
    fresh, place = ground.source.facts(edited.first, edited.now), edited.change.place
    return {
        kind: [
            *(at for at in found if at < start),
            *(fact.start for fact in getattr(fresh, kind)),
            *(place(at) for at in found if at >= end),
        ]
        for kind, found in memory.starts.items()
    }


class _Again:
    """One edit seen by the rules: the parts of the draft before and now, by how far around the edit they reach."""

    def __init__(self, old: Ground, ground: Ground, edited: Edited, values: Mapping[Reads, object]) -> None:
        self._old, self._ground, self._edited = old, ground, edited
        self._before = values
        self._values: dict[Reads, object] = {}
        self._stays: dict[Reads, bool] = {}
        self._parts: dict[int, tuple[CheckContext, tuple[int, int], tuple[int, int]]] = {}

    def kept(self, rule: Rule, before: Kept, wishes: Wishes, seconds: float | None) -> Kept | None:
        """What a rule says now: as before, or of what was run around the edit; None where it must be run on all of it."""
        if (rule.reach is None and not rule.gathers) or not all(map(self._same, before.reads)):
            return None
        if rule.reach is None:
            return before.moved(self._edited.change)
        context, there, here = self._part(rule.reach)
        context.asked.clear()
        try:
            said = run(rule, context, seconds, wishes.severities)
        except BeyondError:
            return None
        if said.failed:
            return None
        fresh = Kept.of(said.outcomes, context.asked - _OF_BLOCKS).where(lambda at: here[0] <= at < here[1])
        rest = before.where(lambda at: not there[0] <= at < there[1])
        return rest.moved(self._edited.change) + fresh

    def value(self, compute: Reads) -> object:
        """What a function gives of the whole draft now."""
        if compute not in self._values:
            known = compute in self._before and self._same(compute)
            self._values[compute] = (
                moved(self._before[compute], self._edited.change.place) if known else self._ground.whole.once(compute)
            )
        return self._values[compute]

    def _beyond(self, compute: Reads) -> tuple[object] | None:
        return None if compute in _OF_BLOCKS else (self.value(compute),)

    def _same(self, compute: Reads) -> bool:
        """Whether what a function gives of the whole draft is what it gave, but for where it stands: the blocks around
        the edit give the same as before."""
        if compute not in self._stays:
            before, now = (compute(part) for part in self._near)
            self._stays[compute] = moved(before, self._edited.change.place) == now
        return self._stays[compute]

    def _part(self, reach: int) -> tuple[CheckContext, tuple[int, int], tuple[int, int]]:
        """The context to run a rule in, the stretch whose outcomes it replaces, and where that is now."""
        if reach not in self._parts:
            (begun, last), (first, now) = self._zone(reach)
            context = self._ground.part(*self._ground.around(first, now, reach), self._beyond)
            self._parts[reach] = context, self._old.span(begun, last), self._ground.span(first, now)
        return self._parts[reach]

    def _zone(self, reach: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The blocks around the edit before and now: as far as either reaches."""
        edited = self._edited
        before = self._old.around(edited.first, edited.last, reach)
        after = self._ground.around(edited.first, edited.now, reach)
        first = min(before[0], after[0])
        rest = min(len(self._old.blocks) - before[1], len(self._ground.blocks) - after[1])
        return (first, len(self._old.blocks) - rest), (first, len(self._ground.blocks) - rest)

    @cached_property
    def _near(self) -> tuple[CheckContext, CheckContext]:
        before, now = self._zone(0)
        return self._old.part(*before), self._ground.part(*now)
