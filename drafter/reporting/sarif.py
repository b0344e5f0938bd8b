"""SARIF 2.1.0, for code hosts and editors."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import drafter
from drafter.model.document import Document
from drafter.model.finding import CheckReport, Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(report: CheckReport, document: Document) -> dict[str, Any]:
    """One run; waived findings are suppressed results, unread places are notifications."""
    rules = sorted({(finding.rule, finding.name) for finding in report.findings})
    index = {code: number for number, (code, _name) in enumerate(rules)}
    places = _Lines(document.text)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Drafter",
                        "version": drafter.__version__,
                        "rules": [{"id": code, "name": name} for code, name in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {"level": "warning", "message": {"text": what}} for what in report.coverage.unread
                        ],
                    }
                ],
                "results": [_result(finding, index[finding.rule], document, places) for finding in report.findings],
            }
        ],
    }


def _result(finding: Finding, rule: int, document: Document, places: _Lines) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _place(document, places, finding.start, finding.end)}],
        "partialFingerprints": {"drafterFinding/v1": finding.id},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": related.message},
                "physicalLocation": _place(document, places, related.start, related.end),
            }
            for number, related in enumerate(finding.related)
        ]
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived.reason}]
    return result


def _place(document: Document, places: _Lines, start: int, end: int) -> dict[str, Any]:
    (line, column), (last, after) = places.at(start), places.at(end)
    return {
        "artifactLocation": {"uri": _uri(document.source.path)},
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": last,
            "endColumn": after,
            "charOffset": start,
            "charLength": end - start,
        },
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(PurePath(path).as_posix())


class _Lines:
    def __init__(self, text: str) -> None:
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def at(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
