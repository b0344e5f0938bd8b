"""The findings of an open draft: of the section at once, of the whole behind it; silenced with a reason, mended safely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter import drafting
from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.desk import View
from drafter.model.draft import Draft
from drafter.model.finding import Finding
from drafter.pipeline.again import DraftCheck
from drafter.pipeline.checking import mended
from drafter.pipeline.desk_rows import finding_rows, split_lead
from drafter.pipeline.desk_state import DeskState
from drafter.pipeline.passages import check_passage
from drafter.pipeline.understanding import parsed_period

_ = catalogue("pipeline")


class DeskFindings(DeskState):
    """`check` and `check_section` run in a worker; the others on the thread that asks."""

    def check(self) -> View:
        with self._guard:
            text, beside = self._text, self._beside
        if self._checks is None:
            self._checks = DraftCheck(self._path, self._workspace)
        last = self._last
        report = self._checks.check(text, waivers=beside.waivers, previous=last.report if last is not None else None)
        rows = tuple(finding_rows(report.findings, self._places(text)))
        with self._guard:
            self._report, self._findings, self._checked = report.findings, rows, text
        return self.view()

    def check_section(self, section: str) -> View:
        """The rules whose evidence lies in one paragraph, on one section of the text as it is now: costs what the section
        is long. What the others said stays until `check` comes back."""
        from drafter import checking
        from drafter.checking.waivers import apply

        with self._guard:
            text, beside = self._text, self._beside
        places = self._places(text)
        place = places.section(section)
        if place is None:  # somebody typed a heading: the whole check tells where everything is
            return self.view()
        front = self._draft.front
        found = check_passage(
            text,
            place.body_start,
            period=parsed_period(str(front.get("period") or "")),
            unit=self.unit,
            profile=self._workspace.settings.check.get("profile", "full"),
        )
        silenced, _unused = apply(found, beside.waivers, parsed_period(str(front.get("period") or "")))
        rows = tuple(row for row in finding_rows(silenced, places) if row.section == section)
        with self._guard:
            fresh = {row.id for row in rows}
            order = {one.id: number for number, one in enumerate(self._draft.sections)}
            kept = [
                row
                for row in self._findings
                if row.id not in fresh and not (row.section == section and row.rule in checking.LOCAL)
            ]
            merged = sorted([*kept, *rows], key=lambda row: (order.get(row.section, len(order)), row.start))
            self._findings = tuple(merged)
            known = {one.id for one in self._report}
            self._report = (*self._report, *(one for one in silenced if one.id not in known))
        return self.view()

    def _places(self, text: str) -> Draft:
        """The draft's places in a text, under the desk's keys; where somebody typed a heading, under those of the file."""
        parsed = drafting.parse(text)
        return self._keyed(parsed) if len(parsed.sections) == len(self._ids) else parsed

    def waive(self, finding: str, reason: str) -> None:
        from drafter.pipeline.checking import waiver_of

        with self._guard:
            found = self._finding(finding)
            waiver = waiver_of(found, reason)
            self._beside = replace(self._beside, waivers=(*self._beside.waivers, waiver))
            self._findings = tuple(row for row in self._findings if row.id != finding)

    def _finding(self, finding: str) -> Finding:
        for found in self._report:
            if found.id == finding:
                return found
        raise UsageError(_("this finding is gone; check again"))

    def fix(self, finding: str) -> Mapping[str, str]:
        self._check_again_if_changed()
        found = self._finding(finding)
        if found.fix is None or not found.fix.safe:
            raise UsageError(_("{rule} has no safe fix; mend it by hand", rule=found.rule))
        return self._mend([found])

    def fix_all(self) -> Mapping[str, str]:
        """Apply every safe fix of the report: section → its new body."""
        self._check_again_if_changed()
        return self._mend([one for one in self._report if one.fix is not None and one.fix.safe and one.waived is None])

    def _check_again_if_changed(self) -> None:
        """The places of the findings are those of the text they were found in."""
        if self._text != self._checked:
            self.check()

    def _mend(self, findings: Sequence[Finding]) -> Mapping[str, str]:
        with self._guard:
            after = self._places(mended(self._checked, findings)[0])
            changed = [
                one
                for one in after.sections
                if one.id and (old := self._draft.section(one.id)) is not None and old.body != one.body
            ]
            for one in changed:
                self.replace_body(one.id or "", split_lead(one.body)[1])
        return {one.id: self.body(one.id) for one in changed if one.id}

    def replace_body(self, section: str, text: str) -> None:
        raise NotImplementedError
