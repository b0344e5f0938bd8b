"""The contract's JSON: `drafter/findings/1`."""

from __future__ import annotations

from typing import Any

from drafter.model.finding import CheckReport, Count, Finding, Fix, OutcomeKind, Severity, Waiver


def findings_json(report: CheckReport, *, all_outcomes: bool = False) -> dict[str, Any]:
    """The report as the contract writes it; waived findings are in it and do not count in the summary."""
    coverage = report.coverage
    shape: dict[str, Any] = {
        "schema": "drafter/findings/1",
        "period": report.period,
        "period_source": report.period_source,
        "outline": report.outline,
        "findings": [_finding(finding) for finding in report.findings],
        "coverage": {
            "figures": _count(coverage.figures),
            "references": _count(coverage.references),
            "dates": _count(coverage.dates),
            "tables": _count(coverage.tables),
            "unread": list(coverage.unread),
        },
        "summary": {**{str(severity): report.count(severity) for severity in Severity}, "waived": report.waived},
    }
    if all_outcomes:
        shape["outcomes"] = [
            {
                "rule": outcome.rule,
                "outcome": str(outcome.kind),
                "start": outcome.start,
                "end": outcome.end,
                "message": outcome.message,
            }
            for outcome in report.outcomes
            if outcome.kind != OutcomeKind.INCONSISTENT
        ]
    return shape


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "page": finding.page,
        "text": finding.text,
        "section": finding.section,
        "related": [{"start": r.start, "end": r.end, "message": r.message} for r in finding.related],
        "fix": _fix(finding.fix),
        "waived": _waiver(finding.waived),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"safe": fix.safe, "edits": [{"start": e.start, "end": e.end, "text": e.text} for e in fix.edits]}


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    return None if waiver is None else {"reason": waiver.reason, "until": waiver.until}


def _count(count: Count) -> dict[str, int]:
    return {"found": count.found, "checked": count.checked}
