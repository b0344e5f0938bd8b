"""Findings of the section somebody types in, at once: before the check of the whole draft comes back.

A section is checked with its headings above it as a draft of its own, by the rules whose evidence lies in one paragraph.
Its cost is the section's, whatever the draft's length. What needs the rest of the report (tables, other sections, last
period) is found by the whole check, which runs behind it and has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafter.model.finding import Edit, Finding, Fix, Related
from drafter.model.period import Period
from drafter.pipeline.understanding import Understanding, understand_text

_HEADING = re.compile(r"^(?P<marks>#{1,6}) [^\n]*$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A section's stretch of a draft's text, and the headings above it as lines."""

    start: int
    end: int
    above: tuple[str, ...]


def passage_at(text: str, offset: int) -> Passage:
    """The section of a draft that holds an offset: from its heading to the next one of any level."""
    start, end = 0, len(text)
    chain: list[tuple[int, str]] = []
    own: tuple[int, str] | None = None
    for found in _HEADING.finditer(text):
        if found.start() > offset:
            end = found.start()
            break
        if own is not None:
            chain = [*(one for one in chain if one[0] < own[0]), own]
        own, start = (len(found["marks"]), found.group()), found.start()
    level = own[0] if own else 0
    return Passage(start, end, tuple(line for depth, line in chain if depth < level))


def check_passage(
    text: str,
    offset: int,
    *,
    period: Period | None = None,
    unit: str | None = None,
    profile: str = "full",
) -> tuple[Finding, ...]:
    """The findings of the section around an offset, with their places in the draft's whole text."""
    from drafter import checking

    passage = passage_at(text, offset)
    lead = "".join(f"{line}\n" for line in passage.above)
    paper: Understanding = understand_text(lead + text[passage.start : passage.end], form="draft")
    context = checking.CheckContext(
        document=paper.document,
        tree=paper.tree,
        facts=paper.facts,
        period=period,
        period_source="option" if period else None,
        unit=unit,
        profile=profile,
    )
    local = tuple(rule.code for rule in checking.RULES if rule.code in checking.LOCAL)
    report = checking.check(context, select=local)
    by = passage.start - len(lead)
    return tuple(_moved(finding, by, text) for finding in report.findings if finding.start >= len(lead))


def _moved(finding: Finding, by: int, text: str) -> Finding:
    """The same finding in the whole text; its line and column with it."""
    start, end = finding.start + by, finding.end + by
    fix = finding.fix and Fix(
        finding.fix.safe, tuple(Edit(edit.start + by, edit.end + by, edit.text) for edit in finding.fix.edits)
    )
    return replace(
        finding,
        start=start,
        end=end,
        line=text.count("\n", 0, start) + 1,
        column=start - (text.rfind("\n", 0, start) + 1) + 1,
        related=tuple(Related(one.start + by, one.end + by, one.message) for one in finding.related),
        fix=fix,
    )
