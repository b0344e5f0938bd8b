"""Every sum, share, growth, anniversary and weekday of the shipped reports, computed anew from the printed text alone."""

import random
import tomllib
from collections import Counter

import pytest

from drafter import lexicon
from tests.tools import recompute, sample_text, spoilt_numbers

PAPERS = recompute.papers()
AT_LEAST = {"list": 2, "share": 4, "growth": 1, "sum": 8, "told": 15, "document": 10}  # relations of each report
TRIED = 60  # numbers changed in a run; `python -m tests.tools.recompute --spoil` changes them all

every_report = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)


def test_there_are_three_units_with_three_periods_each() -> None:
    assert len(PAPERS) == 9
    assert len([paper for paper in PAPERS if paper.last is None]) == 3


@every_report
def test_every_relation_holds(paper: recompute.Paper) -> None:
    found = list(recompute.relations(paper))
    assert [(relation.kind, relation.quote) for relation in found if not relation.holds] == []
    count = Counter(relation.kind for relation in found)
    assert {kind: count[kind] for kind, least in AT_LEAST.items() if count[kind] < least} == {}
    assert paper.last is None or count["column"] == len(paper.rows)


def test_a_changed_number_is_found() -> None:
    """Each number of the sources that takes part in a relation, printed with another last digit, breaks one."""
    every = list(spoilt_numbers.changes())
    assert len(every) > 1000
    tried = random.Random(2025).sample(every, TRIED)
    assert [str(change) for change in tried if not change.is_found()] == []


def test_well_known_documents_are_the_verified_ones() -> None:
    known = {
        (entry["symbol"], str(entry.get("date")))
        for entry in lexicon.load("known_documents")["document"]
        if entry.get("date_verified")
    }
    shared = tomllib.loads((sample_text.SOURCES / "documents.toml").read_text("utf-8"))
    assert {(symbol, str(day)) for _kind, symbol, day, _issuer, _title in shared.values()} <= known


@every_report
def test_a_report_cites_well_known_documents_and_its_own(paper: recompute.Paper) -> None:
    known = {entry["symbol"] for entry in lexicon.load("known_documents")["document"]}
    cited = {found[1] for found in recompute._CITED.finditer(paper.text)}
    assert len(cited) >= 15
    assert len(cited & known) >= 5
