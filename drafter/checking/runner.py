"""Running the rules: each on its own, none able to stop the others."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from drafter.checking.context import BeyondError, CheckContext
from drafter.checking.limits import OutOfTimeError, limit
from drafter.checking.rule import Rule
from drafter.checking.selection import choose, known_severities
from drafter.checking.settling import Wishes, report, severe
from drafter.messages import catalogue
from drafter.model.finding import CheckReport, Outcome, OutcomeKind, Severity

_ = catalogue("checking")

RULE_SECONDS = 5.0
UNREAD, CRASHED = "MET902", "MET904"


@dataclass(frozen=True)
class Said:
    """What one rule said; `unread` is why it could not look at everything, None where it could."""

    outcomes: list[Outcome]
    unread: str | None = None
    failed: bool = False


def check(
    context: CheckContext,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, object] | None = None,
    all_outcomes: bool = False,
    rules: tuple[Rule, ...] | None = None,
    seconds: float | None = RULE_SECONDS,
) -> CheckReport:
    """Run the chosen rules on a context.

    `severities` overrides the rules' own (code or prefix → severity). `seconds` is what one rule may take. Raises
    UsageError for unknown codes. A rule that fails becomes a finding (MET904), one that is out of time another (MET902).
    """
    wishes = wished(context, select, ignore, severities, rules)
    outcomes: list[Outcome] = []
    timings: dict[str, float] = {}
    unread = list(context.document.unread)
    for rule in wishes.chosen:
        began = time.perf_counter()
        said = run(rule, context, seconds, wishes.severities)
        outcomes += said.outcomes
        unread += [] if said.unread is None else [said.unread]
        timings[rule.code] = time.perf_counter() - began
    others = [outcome for outcome in outcomes if outcome.kind != OutcomeKind.INCONSISTENT]
    held: dict[str, set[int]] = {}
    for outcome in others:
        for kind, at in outcome.checked if outcome.kind == OutcomeKind.CONSISTENT else ():
            held.setdefault(kind, set()).add(at)
    told = [outcome for outcome in outcomes if outcome.kind == OutcomeKind.INCONSISTENT]
    found = {kind: [fact.start for fact in getattr(context.facts, kind)] for kind in ("figures", "references", "dates")}
    result = report(context, wishes, told, held, found, unread)
    return replace(result, outcomes=tuple(others) if all_outcomes else (), timings=timings)


def wished(
    context: CheckContext,
    select: Iterable[str],
    ignore: Iterable[str],
    severities: Mapping[str, object] | None,
    rules: tuple[Rule, ...] | None = None,
) -> Wishes:
    """Which rules run on a context and how grave they are. Raises UsageError for unknown codes."""
    if rules is None:
        from drafter.checking.table import RULES  # the table imports the rules, which import this room

        rules = RULES
    known = known_severities(rules, severities or {})
    return Wishes(rules, choose(rules, context, tuple(select), tuple(ignore)), known)


def run(rule: Rule, context: CheckContext, seconds: float | None, severities: Mapping[str, Severity]) -> Said:
    """What one rule says of a context, of the papers that it has a sense for. Raises BeyondError in a part of a draft."""
    found: list[Outcome] = []
    unread, failed = None, False
    try:
        with limit(seconds):
            for outcome in rule.check(context):
                if context.paper_at(outcome.start).kind in rule.kinds:
                    found.append(outcome)
    except OutOfTimeError:
        unread = _("{code} ({name}) had no time to look at everything", code=rule.code, name=rule.name)
        found.append(_meta(UNREAD, Severity.WARNING, unread, rule.code))
    except BeyondError:
        raise
    except Exception as error:  # a rule that fails must not stop the others
        failed = True
        place = f"{type(error).__name__}: {error}"
        message = _(
            "{code} ({name}) failed: {place}; the other rules went on", code=rule.code, name=rule.name, place=place
        )
        found.append(_meta(CRASHED, Severity.ERROR, message, rule.code))
    return Said(severe(found, rule, severities), unread, failed or unread is not None)


def _meta(code: str, severity: Severity, message: str, about: str) -> Outcome:
    return Outcome(code, OutcomeKind.INCONSISTENT, 0, 0, message, severity, about=about)
