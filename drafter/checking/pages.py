"""A rule's page, generated from its class: for `drafter rules CODE` and for the companion file of the README."""

from __future__ import annotations

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


def _shown(example: Example) -> list[str]:
    lines = [f"  {line}" for line in example.text.strip().split("\n")]
    if example.previous:
        lines += ["  " + _("(last period:)"), *(f"  {line}" for line in example.previous.strip().split("\n"))]
    return lines
