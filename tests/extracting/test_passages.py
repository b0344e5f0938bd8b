"""Whole passages of awkward reports with what a careful reader finds in them (passages/*.txt; marks: tests.tools.labelled)."""

from __future__ import annotations

import unicodedata

import pytest

from drafter.extracting import extract
from drafter.model.fact import Facts
from drafter.reading import from_text
from drafter.sectioning import section
from tests.tools.labelled import Passage, Score, passages, scores

ALL = passages()


def read(text: str) -> Facts:
    document = from_text(text)
    return extract(document, section(document))


@pytest.mark.parametrize("passage", ALL, ids=[passage.name for passage in ALL])
def test_nothing_is_missed_or_made_up(passage: Passage) -> None:
    for kind, score in scores(passage, read(passage.text)).items():
        assert score.precision == 1, kind
        assert score.wanted - score.met <= 1, kind
        assert score.wanted - score.right <= 1, kind


def test_subjects_are_told() -> None:
    total = sum((scores(passage, read(passage.text))["figures"] for passage in ALL), Score())
    assert total.judged > 300
    assert total.subjects >= 0.95


@pytest.mark.parametrize("passage", ALL[::4], ids=[passage.name for passage in ALL[::4]])
def test_letters_taken_apart_change_nothing(passage: Passage) -> None:
    plain, apart = read(passage.text), read(unicodedata.normalize("NFD", passage.text))
    assert [(one.value, one.parts, one.unit) for one in apart.figures] == [
        (one.value, one.parts, one.unit) for one in plain.figures
    ]
    assert [one.iso for one in apart.dates] == [one.iso for one in plain.dates]
    assert [(one.symbol, one.date) for one in apart.references] == [(one.symbol, one.date) for one in plain.references]
