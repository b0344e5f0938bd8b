"""Running the rules: each on its own, none able to stop the others; then waivers, coverage and the report."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.identify import findings_from
from drafter.checking.limits import OutOfTimeError, limit, tick
from drafter.checking.rule import ParagraphRule, Rule
from drafter.checking.selection import choose, known_severities, severity_of
from drafter.checking.waivers import apply
from drafter.markup import Mark, find_marks
from drafter.messages import catalogue, language
from drafter.model.document import BlockKind
from drafter.model.finding import (
    CheckReport,
    Count,
    Coverage,
    Outcome,
    OutcomeKind,
    Related,
    Severity,
    Waiver,
)

_ = catalogue("checking")

RULE_SECONDS = 5.0
UNUSED_WAIVER, UNREAD, CRASHED = "MET901", "MET902", "MET904"


@dataclass
class Memory:
    """What a check remembers for the next one of the same draft: the outcomes of paragraph rules, by paragraph.

    A paragraph's words and facts, its kind of paper and the context's settings decide its outcomes, so a remembered
    one is the one a full run gives.
    """

    outcomes: dict[tuple[object, ...], tuple[Outcome, ...]] = field(default_factory=dict)


_ON_MARKS = frozenset({"CAR601", "OUT106"})


def check(
    context: CheckContext,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, object] | None = None,
    all_outcomes: bool = False,
    rules: tuple[Rule, ...] | None = None,
    seconds: float | None = RULE_SECONDS,
    memory: Memory | None = None,
) -> CheckReport:
    """Run the chosen rules on a context.

    `severities` overrides the rules' own (code or prefix → severity). `seconds` is what one rule may take; `memory`
    carries paragraph outcomes from check to check. Raises UsageError for unknown codes. A rule that fails becomes a
    finding (MET904), one that is out of time another (MET902).
    """
    if rules is None:
        from drafter.checking.table import RULES  # the table imports the rules, which import this room

        rules = RULES
    select, ignore = tuple(select), tuple(ignore)
    wished = known_severities(rules, severities or {})
    chosen = choose(rules, context, select, ignore)
    names = {rule.code: rule.name for rule in rules}
    codes = {rule.code for rule in chosen}
    outcomes: list[Outcome] = []
    timings: dict[str, float] = {}
    unread = list(context.document.unread)
    for rule in chosen:
        began = time.perf_counter()
        outcomes += _run(rule, context, seconds, memory, unread, wished)
        timings[rule.code] = time.perf_counter() - began
    outcomes = [outcome for outcome in _one_fault(list(_once(outcomes))) if not _in_mark(outcome, context)]
    outcomes = _one_place(outcomes, context)
    said = [outcome for outcome in outcomes if outcome.kind == OutcomeKind.INCONSISTENT]
    findings = findings_from([o for o in said if o.rule in names], context, names)
    findings, unused = apply(findings, context.waivers, context.period)
    if UNUSED_WAIVER in codes:
        ran = [waiver for waiver in unused if waiver.rule in codes or waiver.rule not in names]
        told = [_unused(waiver, context) for waiver in ran]
        findings += findings_from(_severe(told, _rule(rules, UNUSED_WAIVER), wished), context, names)
    return CheckReport(
        tuple(sorted(findings, key=lambda f: (f.start, f.severity.rank, f.rule))),
        _coverage(context, outcomes, tuple(unread)),
        None if context.period is None else str(context.period),
        context.period_source,
        None if context.outline is None else context.outline.id,
        tuple(o for o in outcomes if o.kind != OutcomeKind.INCONSISTENT) if all_outcomes else (),
        timings,
    )


def _run(
    rule: Rule,
    context: CheckContext,
    seconds: float | None,
    memory: Memory | None,
    unread: list[str],
    wished: Mapping[str, Severity],
) -> list[Outcome]:
    found: list[Outcome] = []
    try:
        with limit(seconds):
            for outcome in _outcomes(rule, context, memory):
                if context.paper_at(outcome.start).kind in rule.kinds:
                    found.append(outcome)
    except OutOfTimeError:
        told = _("{code} ({name}) had no time to look at everything", code=rule.code, name=rule.name)
        unread.append(told)
        found.append(_meta(UNREAD, Severity.WARNING, told, rule.code))
    except Exception as error:  # a rule that fails must not stop the others
        place = f"{type(error).__name__}: {error}"
        found.append(
            _meta(
                CRASHED,
                Severity.ERROR,
                _(
                    "{code} ({name}) failed: {place}; the other rules went on",
                    code=rule.code,
                    name=rule.name,
                    place=place,
                ),
                rule.code,
            )
        )
    return _severe(found, rule, wished)


def _in_mark(outcome: Outcome, context: CheckContext) -> bool:
    """Whether the words stand in `⟦ ⟧`: they wait for somebody's decision, and only the rules on marks speak of them."""
    if outcome.rule in _ON_MARKS or outcome.kind != OutcomeKind.INCONSISTENT or outcome.start >= outcome.end:
        return False
    return any(mark.start < outcome.start and outcome.end < mark.end for mark in context.once(_marks))


def _marks(context: CheckContext) -> tuple[Mark, ...]:
    """A draft's marks; they stand in its assembled .docx too."""
    return tuple(find_marks(context.text)) if "⟦" in context.text else ()


def _outcomes(rule: Rule, context: CheckContext, memory: Memory | None) -> Iterator[Outcome]:
    if memory is None or not isinstance(rule, ParagraphRule):
        yield from rule.check(context)
        return
    settings = (rule.code, context.profile, str(context.period), context.facts.identity, language())
    signatures = context.once(_signatures)
    for paragraph in rule.paragraphs(context):
        tick()
        key = (*settings, signatures[paragraph.index])
        if (remembered := memory.outcomes.get(key)) is None:
            remembered = tuple(_moved(o, -paragraph.start) for o in rule.paragraph(context, paragraph))
            memory.outcomes[key] = remembered
        for outcome in remembered:
            yield _moved(outcome, paragraph.start)


def _signatures(context: CheckContext) -> tuple[int, ...]:
    """What decides the outcomes of each piece, as one number that a dictionary finds fast."""
    return tuple(hash(_signature(piece)) for piece in context.pieces)


def _signature(paragraph: Paragraph) -> tuple[object, ...]:
    # Facts may depend on more than their paragraph (a year from the title): they belong to the key.
    facts = (
        *((f.start - paragraph.start, f.text, f.subject) for f in paragraph.figures),
        *((d.start - paragraph.start, d.text, d.iso, d.role) for d in paragraph.dates),
        *((r.start - paragraph.start, r.text, r.date) for r in paragraph.references),
    )
    return paragraph.text, paragraph.paper, paragraph.part, paragraph.in_table, paragraph.block.look, facts


def _moved(outcome: Outcome, by: int) -> Outcome:
    fix = outcome.fix and replace(
        outcome.fix,
        edits=tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in outcome.fix.edits),
    )
    return replace(
        outcome,
        start=outcome.start + by,
        end=outcome.end + by,
        related=tuple(Related(r.start + by, r.end + by, r.message) for r in outcome.related),
        fix=fix,
        checked=tuple((kind, start + by) for kind, start in outcome.checked),
    )


def _meta(code: str, severity: Severity, message: str, about: str) -> Outcome:
    return Outcome(code, OutcomeKind.INCONSISTENT, 0, 0, message, severity, about=about)


def _severe(outcomes: list[Outcome], rule: Rule, severities: Mapping[str, Severity]) -> list[Outcome]:
    severity = severity_of(rule, severities)
    if severity is None:
        return outcomes
    return [replace(o, severity=severity) if o.severity is not None and o.rule == rule.code else o for o in outcomes]


def _once(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Two places that contradict make one finding: drop the one that says the same the other way round."""
    seen: set[tuple[str, frozenset[tuple[int, int]]]] = set()
    for outcome in outcomes:
        if outcome.kind == OutcomeKind.INCONSISTENT and outcome.about is None:
            places = frozenset({(outcome.start, outcome.end), *((r.start, r.end) for r in outcome.related)})
            if (outcome.rule, places) in seen:
                continue
            seen.add((outcome.rule, places))
        yield outcome


# A rule on the left is silent where one on the right already tells of a figure that it computes with.
_FIRST_TOLD = {"NUM402": ("NUM405", "NUM408"), "NUM407": ("NUM405",), "NUM417": ("NUM402",)}


# A rule is silent where one of these speaks of the very words, and where one speaks of the very line.
_SAME_WORDS = {"TIM201": ("TIM202", "TIM203"), "STR507": ("OUT109",)}
_SAME_LINE = {"TIM201": ("TIM212",)}
_LINE_RULES = frozenset(rule for rules in _SAME_LINE.values() for rule in rules)


def _one_place(outcomes: list[Outcome], context: CheckContext) -> list[Outcome]:
    """One wrong place makes one finding, whichever rules see it."""

    def line(place: int) -> int:
        return context.text.rfind("\n", 0, place)

    told = [outcome for outcome in outcomes if outcome.kind == OutcomeKind.INCONSISTENT]
    words = {(outcome.rule, outcome.start) for outcome in told}
    lines = {(outcome.rule, line(outcome.start)) for outcome in told if outcome.rule in _LINE_RULES}

    def is_told(outcome: Outcome) -> bool:
        return any((rule, outcome.start) in words for rule in _SAME_WORDS.get(outcome.rule, ())) or any(
            (rule, line(outcome.start)) in lines for rule in _SAME_LINE.get(outcome.rule, ())
        )

    return [outcome for outcome in outcomes if outcome.kind != OutcomeKind.INCONSISTENT or not is_told(outcome)]


def _one_fault(outcomes: list[Outcome]) -> Iterator[Outcome]:
    """One wrong figure makes one finding: the ratio `39/38` is no base of a percentage, a wrong total none of its row's."""
    told: dict[str, set[tuple[int, int]]] = {}
    for outcome in outcomes:
        if outcome.kind == OutcomeKind.INCONSISTENT:
            told.setdefault(outcome.rule, set()).add((outcome.start, outcome.end))
    for outcome in outcomes:
        if outcome.kind == OutcomeKind.INCONSISTENT and outcome.rule in _FIRST_TOLD:
            before = set().union(*(told.get(rule, set()) for rule in _FIRST_TOLD[outcome.rule]))
            if any((place.start, place.end) in before for place in outcome.related):
                continue
        yield outcome


def _unused(waiver: Waiver, context: CheckContext) -> Outcome:
    section = context.section(waiver.section)
    place = section.start if section else 0
    message = _(
        "the waiver of {rule} on “{quote}” silences nothing now; take it out", rule=waiver.rule, quote=waiver.quote
    )
    about = f"{waiver.rule} {waiver.quote}"
    return Outcome(UNUSED_WAIVER, OutcomeKind.INCONSISTENT, place, place, message, Severity.WARNING, about=about)


def _rule(rules: tuple[Rule, ...], code: str) -> Rule:
    return next(rule for rule in rules if rule.code == code)


def _coverage(context: CheckContext, outcomes: list[Outcome], unread: tuple[str, ...]) -> Coverage:
    checked = {pair for outcome in outcomes if outcome.kind != OutcomeKind.UNDECIDED for pair in outcome.checked}
    tables = [block.start for block in context.document.body if block.kind == BlockKind.TABLE]
    facts = context.facts

    def count(kind: str, starts: Iterable[int]) -> Count:
        there = list(starts)
        return Count(len(there), sum(1 for start in there if (kind, start) in checked))

    return Coverage(
        count("figures", (figure.start for figure in facts.figures)),
        count("references", (reference.start for reference in facts.references)),
        count("dates", (date.start for date in facts.dates)),
        count("tables", tables),
        unread,
    )
