"""From what all rules say to the report: one finding for one fault, waivers applied, the coverage counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from drafter.checking.context import CheckContext
from drafter.checking.identify import findings_from
from drafter.checking.rule import Rule
from drafter.checking.selection import severity_of
from drafter.checking.waivers import apply
from drafter.markup import Mark, find_marks
from drafter.messages import catalogue
from drafter.model.document import BlockKind
from drafter.model.finding import CheckReport, Count, Coverage, Finding, Outcome, OutcomeKind, Severity, Waiver

_ = catalogue("checking")

UNUSED_WAIVER = "MET901"
_ON_MARKS = frozenset({"CAR601", "OUT106"})


@dataclass(frozen=True)
class Wishes:
    """The rules there are, those that run, and the severities that the settings give."""

    rules: tuple[Rule, ...]
    chosen: tuple[Rule, ...]
    severities: Mapping[str, Severity]


def report(
    context: CheckContext,
    wishes: Wishes,
    said: Iterable[Outcome],
    held: Mapping[str, set[int]],
    found: Mapping[str, Iterable[int]],
    unread: Iterable[str],
) -> CheckReport:
    """The report on what the rules said. `held` says where the facts of consistent outcomes begin by
    their kind, `found` all facts; of the context only the document, its sections and the settings are looked at."""
    names = {rule.code: rule.name for rule in wishes.rules}
    told = list(_once(sorted(said, key=lambda outcome: (outcome.start, outcome.end, outcome.message))))
    told = [outcome for outcome in _one_fault(told) if not _in_mark(outcome, context)]
    told = _one_place(told, context)
    findings = findings_from([outcome for outcome in told if outcome.rule in names], context, names)
    findings, unused = apply(findings, context.waivers, context.period)
    if any(rule.code == UNUSED_WAIVER for rule in wishes.chosen):
        findings += _on_waivers(unused, context, wishes, names)
    return CheckReport(
        tuple(sorted(findings, key=lambda f: (f.start, f.severity.rank, f.rule))),
        _coverage(context, _checked(held, told), found, tuple(unread)),
        None if context.period is None else str(context.period),
        context.period_source,
        None if context.outline is None else context.outline.id,
    )


def _on_waivers(
    unused: Iterable[Waiver], context: CheckContext, wishes: Wishes, names: dict[str, str]
) -> list[Finding]:
    """Waivers that silence nothing, of rules that ran."""
    codes = {rule.code for rule in wishes.chosen}
    told = [_unused(waiver, context) for waiver in unused if waiver.rule in codes or waiver.rule not in names]
    rule = next(rule for rule in wishes.rules if rule.code == UNUSED_WAIVER)
    return findings_from(severe(told, rule, wishes.severities), context, names)


def severe(outcomes: list[Outcome], rule: Rule, severities: Mapping[str, Severity]) -> list[Outcome]:
    """Outcomes with the severity that the settings give their rule."""
    severity = severity_of(rule, severities)
    if severity is None:
        return outcomes
    return [replace(o, severity=severity) if o.severity is not None and o.rule == rule.code else o for o in outcomes]


def _in_mark(outcome: Outcome, context: CheckContext) -> bool:
    """Whether the words stand in `⟦ ⟧`: they wait for somebody's decision, and only the rules on marks speak of them."""
    if outcome.rule in _ON_MARKS or outcome.kind != OutcomeKind.INCONSISTENT or outcome.start >= outcome.end:
        return False
    return any(mark.start < outcome.start and outcome.end < mark.end for mark in context.once(_marks))


def _marks(context: CheckContext) -> tuple[Mark, ...]:
    """A draft's marks; they stand in its assembled .docx too."""
    return tuple(find_marks(context.text)) if "⟦" in context.text else ()


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


def _unused(waiver: Waiver, context: CheckContext) -> Outcome:
    section = context.section(waiver.section)
    place = section.start if section else 0
    message = _(
        "the waiver of {rule} on “{quote}” silences nothing now; take it out", rule=waiver.rule, quote=waiver.quote
    )
    about = f"{waiver.rule} {waiver.quote}"
    return Outcome(UNUSED_WAIVER, OutcomeKind.INCONSISTENT, place, place, message, Severity.WARNING, about=about)


def _checked(held: Mapping[str, set[int]], told: Iterable[Outcome]) -> dict[str, set[int]]:
    found = {kind: set(starts) for kind, starts in held.items()}
    for outcome in told:
        for kind, start in outcome.checked:
            found.setdefault(kind, set()).add(start)
    return found


def _coverage(
    context: CheckContext, checked: Mapping[str, set[int]], found: Mapping[str, Iterable[int]], unread: tuple[str, ...]
) -> Coverage:
    tables = [block.start for block in context.document.body if block.kind == BlockKind.TABLE]

    def count(kind: str, starts: Iterable[int]) -> Count:
        there, known = list(starts), checked.get(kind, set())
        return Count(len(there), sum(start in known for start in there))

    figures, references, dates = (count(kind, found[kind]) for kind in ("figures", "references", "dates"))
    return Coverage(figures, references, dates, count("tables", tables), unread)
