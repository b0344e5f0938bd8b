"""README and TOUR print what Drafter prints today, and say the same in both languages."""

from pathlib import Path

import pytest

from tests.tools import tour

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("paper", tour.PAPERS)
def test_every_command_prints_what_the_paper_shows(paper: str) -> None:
    """Out of date? `python -m tests.tools.tour` writes it anew."""
    assert tour.rewritten(paper) == (ROOT / paper).read_text("utf-8")


@pytest.mark.parametrize(("english", "vietnamese"), [tour.PAPERS[:2], tour.PAPERS[2:]])
def test_both_languages_run_the_same_commands(english: str, vietnamese: str) -> None:
    assert [line for line in tour.commands(english) if line != "export DRAFTER_LANG=en"] == tour.commands(vietnamese)
    assert len(tour.commands(english)) >= 8


def test_the_five_minutes_hold_the_whole_journey() -> None:
    said = " ".join(tour.commands("README.md"))
    for step in ("outline import", "corpus add", "new --outline", "confirm", "check", "assemble"):
        assert f"drafter {step}" in said
    assert said.count("drafter confirm") == 2
    assert "```diff drafts/" in (ROOT / "README.md").read_text("utf-8")


def test_pictures_and_papers_that_are_named_are_there() -> None:
    import re

    for paper in tour.PAPERS:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / paper).read_text("utf-8")):
            assert (ROOT / target).is_file(), f"{paper}: {target}"
