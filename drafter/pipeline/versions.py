"""Last period's text of each item of an open draft: as it was printed, and as it was rolled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from drafter import drafting
from drafter.model.draft import Draft, RollPlan
from drafter.model.outline import Outline
from drafter.model.period import Period
from drafter.pipeline.desk_places import BEFORE
from drafter.pipeline.named_files import named_file
from drafter.pipeline.outlines import match_previous
from drafter.pipeline.understanding import Understanding, parsed_period, understand
from drafter.workspace import Workspace


@dataclass(frozen=True)
class LastPeriod:
    """Last period's report under this period's outline; each version is worked out when first asked for."""

    report: Understanding
    outline: Outline
    source_period: Period
    target: Period
    workspace: Workspace

    @property
    def source(self) -> str:
        """Where the text comes from, in words."""
        return Path(self.report.document.source.path).name

    @cached_property
    def _printed(self) -> Draft:
        return self._carried(RollPlan(str(self.source_period), str(self.target), (), (), self.report.text))

    @cached_property
    def _rolled(self) -> Draft:
        from drafter import reusing

        report = self.report
        if self.source_period == self.target:
            return self._printed
        return self._carried(
            reusing.plan_roll(report.document, report.tree, report.facts, self.source_period, self.target)
        )

    def _carried(self, plan: RollPlan) -> Draft:
        from drafter import reusing

        report = self.report
        matches = match_previous(self.outline, report, self.source_period, self.workspace)
        draft, _sidecar = reusing.carry(
            self.outline,
            matches,
            report.document,
            report.tree,
            report.facts,
            plan,
            period=self.target,
            front={},
            choices={},
            asks=False,
        )
        return draft

    def printed(self, section: str) -> str | None:
        return _text(self._printed, section)

    def rolled(self, section: str) -> str | None:
        return _text(self._rolled, section)


def _text(draft: Draft, section: str) -> str | None:
    if section == BEFORE:
        return draft.preamble or None
    found = draft.section(section)
    return found.body if found and not drafting.says_nothing(found.body) else None


def last_period(draft: Draft, path: Path, outline: Outline | None, workspace: Workspace) -> LastPeriod | None:
    """Last period's report of a draft; None where the draft names none that is there, or no outline.

    Raises UnreadableFileError where the report is there and cannot be read.
    """
    named, target = draft.front.get("previous"), parsed_period(str(draft.front.get("period") or ""))
    if not named or outline is None or target is None:
        return None
    candidate = named_file(named, path)
    if candidate is None:
        return None
    report = understand(candidate)
    return LastPeriod(report, outline, report.period or target, target, workspace)
