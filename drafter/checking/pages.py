"""A rule's page, generated from its class: for `drafter rules CODE` and for the companion file of the README."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drafter.checking.rule import EVERY_KIND, Example, Rule
from drafter.messages import catalogue

_ = catalogue("checking")


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
    lines = [f"{rule.code} {rule.name} ({rule.severity})", "", _(rule.finds), "", _(rule.why), ""]
    lines += [_("Wrong:"), *_shown(rule.bad), "", _("Right:"), *_shown(rule.good), ""]
    lines += [_("Silent where:"), f"  {_(rule.silences)}"]
    if rule.needs:
        lines += ["", _("Needs: {needs}", needs=", ".join(sorted(rule.needs)))]
    if rule.kinds != EVERY_KIND:
        lines += ["", _("Papers: {kinds}", kinds=", ".join(sorted(rule.kinds)))]
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
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} | {_cell(_(rule.finds))} |"
        for rule in rules
    ]
    for rule in rules:
        lines += ["", f"## {rule.code} {rule.name}", "", f"*{rule.severity}* · {_(rule.finds)} {_(rule.why)}", ""]
        lines += [_("Wrong:"), "", *_fenced(rule.bad), "", _("Right:"), "", *_fenced(rule.good), ""]
        lines.append(_("Silent where: {silences}", silences=_(rule.silences)))
        if rule.source:
            lines += ["", _("Source: {source}", source=_(rule.source))]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _fenced(example: Example) -> list[str]:
    return ["```text", *(line[2:] for line in _shown(example)), "```"]


def _shown(example: Example) -> list[str]:
    lines = [f"  {line}" for line in example.text.strip().split("\n")]
    if example.previous:
        lines += ["  " + _("(last period:)"), *(f"  {line}" for line in example.previous.strip().split("\n"))]
    return lines
