"""Checks: contradictions that the text itself proves, each with its evidence, and silence where there is none.

`check` runs the table's rules on a `CheckContext`. A rule yields outcomes (consistent, inconsistent, undecided);
the runner makes findings of them with stable ids, applies waivers and counts the coverage.
"""

from typing import TYPE_CHECKING, Any

from drafter.checking.again import Edited, Memory, check_again
from drafter.checking.context import CheckContext, Paragraph, Previous
from drafter.checking.identify import finding_id
from drafter.checking.pages import rule_name, rule_page, rule_shape, rules_book
from drafter.checking.rule import Example, ParagraphRule, Rule
from drafter.checking.runner import check
from drafter.checking.selection import known_severities
from drafter.checking.waivers import waiver_for

if TYPE_CHECKING:
    from drafter.checking.table import LOCAL, RULES

__all__ = [
    "LOCAL",
    "RULES",
    "CheckContext",
    "Edited",
    "Example",
    "Memory",
    "Paragraph",
    "ParagraphRule",
    "Previous",
    "Rule",
    "check",
    "check_again",
    "finding_id",
    "known_severities",
    "rule_name",
    "rule_page",
    "rule_shape",
    "rules_book",
    "waiver_for",
]


def __getattr__(name: str) -> Any:
    # The rules' modules import this room: the table loads when first asked for.
    if name in ("RULES", "LOCAL"):
        from drafter.checking import table

        return getattr(table, name)
    raise AttributeError(name)
