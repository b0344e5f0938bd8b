"""What people read for the words that the JSON shapes use."""

from __future__ import annotations

from drafter.messages import catalogue, mark
from drafter.model.draft import FigureState
from drafter.model.finding import Severity
from drafter.model.outline import Grade

_ = catalogue("cli")

_GRADES = {
    Grade.EXACT: mark("exact"),
    Grade.LIKELY: mark("likely"),
    Grade.WEAK: mark("weak"),
    Grade.NONE: mark("none"),
}
_SEVERITIES = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.INFO: mark("remark")}
_STATES = {
    FigureState.UNCONFIRMED: mark("unconfirmed"),
    FigureState.CONFIRMED: mark("confirmed"),
    FigureState.REPLACED: mark("replaced"),
    FigureState.NOT_APPLICABLE: mark("not applicable"),
    FigureState.ASKED: mark("to ask"),
}


def grade_word(grade: Grade) -> str:
    """How sure a match is."""
    return _(_GRADES[grade])


def severity_word(severity: Severity) -> str:
    """How grave a finding is."""
    return _(_SEVERITIES[severity])


def state_word(state: FigureState) -> str:
    """What became of a carried figure."""
    return _(_STATES[state])
