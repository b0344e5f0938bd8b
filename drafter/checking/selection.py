"""Which rules run: by code or prefix, by profile, by what the context holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from drafter.checking.context import CheckContext
from drafter.checking.rule import PROFILES, Rule
from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.finding import Severity

_ = catalogue("checking")


def choose(
    rules: tuple[Rule, ...], context: CheckContext, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The rules that run on a context, in the table's order.

    A rule named in full by `select` runs in every profile. Raises UsageError for an unknown code, prefix or profile,
    and where nothing is left to run.
    """
    wanted = _codes(rules, select)
    unwanted = _codes(rules, ignore)
    if context.profile not in PROFILES:
        raise UsageError(_("unknown profile “{name}”: use {known}", name=context.profile, known=", ".join(PROFILES)))
    depth = PROFILES.index(context.profile)
    chosen = [
        rule
        for rule in rules
        if rule.code not in unwanted
        and (rule.code in wanted if wanted else True)
        and (PROFILES.index(rule.profile) <= depth or rule.code in set(_upper(select)))
        and _has(context, rule.needs)
    ]
    if wanted and not wanted - unwanted:
        raise UsageError(_("--select and --ignore leave no rule to run"))
    return tuple(chosen)


def known_severities(rules: tuple[Rule, ...], wishes: Mapping[str, object]) -> dict[str, Severity]:
    """Severity overrides as the settings write them (code or prefix → `error`, `warning`, `info`), checked."""
    _codes(rules, wishes)
    known = ", ".join(Severity)
    found: dict[str, Severity] = {}
    for code, wish in wishes.items():
        if str(wish) not in list(Severity):
            raise UsageError(_("unknown severity “{name}” for {code}: use {known}", name=wish, code=code, known=known))
        found[code.upper()] = Severity(str(wish))
    return found


def severity_of(rule: Rule, severities: Mapping[str, Severity]) -> Severity | None:
    """What the settings say of a rule: the longest code or prefix that fits; None where they say nothing."""
    fits = [key for key in severities if rule.code.startswith(key)]
    return severities[max(fits, key=len)] if fits else None


def _upper(codes: Iterable[str]) -> list[str]:
    return [code.strip().upper() for entry in codes for code in entry.split(",") if code.strip()]


def _codes(rules: tuple[Rule, ...], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in _upper(names):
        fitting = {rule.code for rule in rules if rule.code.startswith(name)}
        if not fitting:
            near = get_close_matches(name, [rule.code for rule in rules], n=1, cutoff=0.0)
            raise UsageError(_("unknown rule “{name}”; nearest: {near}", name=name, near=near[0] if near else "-"))
        found |= fitting
    return found


def _has(context: CheckContext, needs: frozenset[str]) -> bool:
    return all(getattr(context, need) is not None for need in needs)
