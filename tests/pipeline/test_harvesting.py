"""Harvesting the past reports for phrases, as a person does it on the command line."""

import json
import shutil
from pathlib import Path

import pytest

from drafter.cli.start import run
from drafter.shelves import phrases
from drafter.workspace import shipped_data


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three reports of one commune in its archive."""
    (tmp_path / "drafter.toml").write_text("", "utf-8")
    incoming = tmp_path / "corpus" / "xa"
    incoming.mkdir(parents=True)
    for year in (2022, 2023, 2024):
        shutil.copy(shipped_data() / "corpus" / "mttq-xa-suoi-ngan" / f"{year}-H1.txt", incoming)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def harvested(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert run(["phrases", "harvest", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["schema"] == "drafter/harvest/1"
    return list(shape["proposals"])


def test_proposals_say_where_they_come_from_and_accepted_ones_are_phrases(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corpus", "add", "corpus"]) == 0
    capsys.readouterr()
    before = harvested(capsys)
    assert before
    first = before[0]
    assert first["lives"] == 3
    assert first["periods"] == ["2022-H1", "2023-H1", "2024-H1"]
    assert run(["phrases", "harvest", "--accept", "1", "--accept", "2", "-o", "phrasebank/cua-xa.yaml"]) == 0
    accepted = phrases.load(office / "phrasebank" / "cua-xa.yaml")
    assert [one.text for one in accepted] == [one["text"] for one in before[:2]]
    assert run(["phrases", "check"]) == 0
    capsys.readouterr()
    assert {one["id"] for one in harvested(capsys)} == {one["id"] for one in before[2:]}


def test_what_is_wrong_with_the_call_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["phrases", "harvest", "--accept", "999"]) == 2
    assert "999" in capsys.readouterr().err
    assert run(["phrases", "harvest", "--ask"]) == 2
    assert not (office / "phrasebank").exists()
