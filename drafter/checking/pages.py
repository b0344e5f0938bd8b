"""A rule's page, generated from its class: for `drafter rules CODE` and for the companion file of the README."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from drafter.checking.rule import EVERY_KIND, Example, Rule
from drafter.messages import catalogue, mark
from drafter.model.finding import Severity
from drafter.model.section import DocumentKind

_ = catalogue("checking")

_SEVERITIES = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.INFO: mark("remark")}
_NEEDS = {
    "layout": mark("layout"),
    "outline": mark("outline"),
    "period": mark("reporting period"),
    "previous": mark("last period's report"),
}
_KINDS = {
    DocumentKind.REPORT: mark("report"),
    DocumentKind.OUTLINE: mark("outline"),
    DocumentKind.LETTER: mark("letter"),
    DocumentKind.PLAN: mark("plan"),
    DocumentKind.PROGRAMME: mark("programme"),
    DocumentKind.DECISION: mark("decision"),
    DocumentKind.OTHER: mark("other paper"),
}


def rule_name(rule: Rule) -> str:
    """A rule's name as people read it."""
    return _(rule.name)


def rule_shape(rule: Rule) -> dict[str, Any]:
    """One rule for `drafter rules --format json`."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "finds": _(rule.finds),
        "why": _(rule.why),
        "silences": _(rule.silences),
        "source": rule.source and _(rule.source),
        "bad": rule.bad.text,
        "good": rule.good.text,
        "profile": rule.profile,
        "needs": sorted(rule.needs),
        "papers": sorted(rule.kinds),
    }


def rule_page(rule: Rule) -> str:
    """A rule's page as text: what, why, a wrong and a right example, what silences it, the norm."""
    lines = [f"{rule.code} {rule_name(rule)} ({_(_SEVERITIES[rule.severity])})", "", _(rule.finds), "", _(rule.why), ""]
    lines += [_("Wrong:"), *_shown(rule.bad), "", _("Right:"), *_shown(rule.good), ""]
    lines += [_("Silent where:"), f"  {_(rule.silences)}"]
    if rule.needs:
        lines += ["", _("Needs: {needs}", needs=", ".join(_(_NEEDS[need]) for need in sorted(rule.needs)))]
    if rule.kinds != EVERY_KIND:
        lines += ["", _("Papers: {kinds}", kinds=", ".join(_(_KINDS[kind]) for kind in sorted(rule.kinds)))]
    if rule.source:
        lines += ["", _("Source: {source}", source=_(rule.source))]
    lines += [
        "",
        _("Silence one finding: drafter waive FILE FINDING-ID --reason “…”; the rule: --ignore {code}", code=rule.code),
    ]
    return "\n".join(lines)


def rules_book(rules: Iterable[Rule]) -> str:
    """Every rule's page as one Markdown file: the companion of the README."""
    rules = tuple(rules)
    lines = ["# " + _("The check's rules"), ""]
    made = _(
        "Made by `python -m tests.tools.rule_pages` from the rules themselves; the examples are executed by the tests."
    )
    lines += [made, "", "| | | | |", "|---|---|---|---|"]
    lines += [
        f"| [{rule.code}](#{_anchor(rule)}) | {rule_name(rule)} | {_(_SEVERITIES[rule.severity])} |"
        f" {_cell(_(rule.finds))} |"
        for rule in rules
    ]
    for rule in rules:
        lines += ["", f"## {rule.code} {rule_name(rule)}", ""]
        lines += [f"*{_(_SEVERITIES[rule.severity])}* · {_(rule.finds)} {_(rule.why)}", ""]
        lines += [_("Wrong:"), "", *_fenced(rule.bad), "", _("Right:"), "", *_fenced(rule.good), ""]
        lines.append(_("Silent where: {silences}", silences=_(rule.silences)))
        if rule.source:
            lines += ["", _("Source: {source}", source=_(rule.source))]
    return "\n".join(lines) + "\n"


def _anchor(rule: Rule) -> str:
    """Where a heading of the book is found: small letters, hyphens for blanks, no other marks."""
    return re.sub(r"[^\w-]", "", f"{rule.code} {rule_name(rule)}".lower().replace(" ", "-"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _fenced(example: Example) -> list[str]:
    return ["```text", *(line[2:] for line in _shown(example)), "```"]


def _shown(example: Example) -> list[str]:
    lines = [f"  {line}" for line in example.text.strip().split("\n")]
    if example.previous:
        lines += ["  " + _("(last period:)"), *(f"  {line}" for line in example.previous.strip().split("\n"))]
    return lines
