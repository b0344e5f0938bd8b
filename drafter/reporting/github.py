"""Workflow commands of GitHub Actions: one annotation a finding."""

from __future__ import annotations

from drafter.model.document import Document
from drafter.model.finding import CheckReport, Severity

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(report: CheckReport, document: Document) -> str:
    """`::error file=…,line=…,col=…,title=…::message`, waived findings left out."""
    lines = []
    for finding in report.findings:
        if finding.waived is not None:
            continue
        place = f"file={_value(document.source.path)},line={finding.line},col={finding.column}"
        title = _value(f"{finding.rule} {finding.name}")
        lines.append(f"::{_KINDS[finding.severity]} {place},title={title}::{_data(finding.message)}")
    return "".join(line + "\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
