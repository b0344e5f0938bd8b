"""A fast sample of the kit: the first fault of every kind, and silence on the clean reports."""

from __future__ import annotations

import pytest

from tests.faults.all_kinds import KINDS
from tests.faults.kinds import Kind
from tests.faults.trial import alarms, found_by, papers

# One place of a kind that no rule can tell is no failure of the suite; `python -m tests.faults` measures all places.
NAMES = [kind.name for kind in KINDS]


def test_kinds_have_names_of_their_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len(NAMES) >= 40


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_first_fault_is_found(kind: Kind) -> None:
    for paper in papers():
        beside = paper.previous if kind.against else None
        if kind.against and beside is None:
            continue
        for text, start, end in kind.mutants(paper.text):
            assert found_by(kind, text, start, end, "txt", beside)
            return
    pytest.fail("the kind fits no report")


def test_clean_reports_are_silent() -> None:
    assert [f"{paper.name} {finding.rule}: {finding.message}" for paper, _form, finding in alarms(("txt",))] == []
