"""A small sample of `python -m tests.fuzz.extracting`: made-up papers keep the laws of what is found."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.extracting import ENDLESS, READERS, broken_laws, paper


@pytest.mark.parametrize("seed", range(25))
def test_a_made_up_paper_keeps_the_laws(seed: int) -> None:
    assert list(broken_laws(paper(random.Random(seed)))) == []


def test_endless_runs_of_one_piece_are_read() -> None:
    for piece in ENDLESS:
        text = piece * (2_000 // len(piece))
        for name, read in READERS:
            for fact in read(text):
                assert text[fact.start : fact.end] == fact.text, (name, piece)
