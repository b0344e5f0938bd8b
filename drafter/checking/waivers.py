"""Findings that somebody silenced with a reason: matched by rule, folded quote and section, never by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.errors import PeriodError
from drafter.language.folding import fold_words
from drafter.model.finding import Finding, Waiver
from drafter.model.period import Period


def waiver_for(finding: Finding, reason: str, *, until: str | None = None, by: str | None = None) -> Waiver:
    """The waiver that silences a finding."""
    return Waiver(finding.rule, quote_of(finding), finding.section, reason, until, by)


def quote_of(finding: Finding) -> str:
    """What a waiver quotes: the words found, or the name of what is missing."""
    return finding.about or finding.text


def holds(waiver: Waiver, period: Period | None) -> bool:
    """Whether a waiver still holds in a period. One without an end always does; so does every one where the period is
    not known."""
    if waiver.until is None or period is None:
        return True
    try:
        return period.months[1] <= Period.parse(waiver.until).months[1]
    except PeriodError:
        return False


def apply(
    findings: Iterable[Finding], waivers: tuple[Waiver, ...], period: Period | None
) -> tuple[list[Finding], list[Waiver]]:
    """Findings with their waivers, and the waivers that silence nothing."""
    by_key: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in waivers:
        if holds(waiver, period):
            by_key.setdefault((waiver.rule, fold_words(waiver.quote)), []).append(waiver)
    used: set[int] = set()
    done: list[Finding] = []
    for finding in findings:
        for waiver in by_key.get((finding.rule, fold_words(quote_of(finding))), ()):
            if waiver.section is None or waiver.section == finding.section:
                used.add(id(waiver))
                finding = replace(finding, waived=waiver)  # noqa: PLW2901
                break
        done.append(finding)
    return done, [waiver for waiver in waivers if id(waiver) not in used]
