"""The demo: a sample workspace in ten seconds, with real findings in it."""

from pathlib import Path

import pytest

from drafter.cli.start import run
from drafter.pipeline.demo import free_folder


def test_the_demo_walks_the_journey_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) == 0
    said = capsys.readouterr().out
    assert "NUM401" in said
    report = Path(said.strip().splitlines()[-1].split(": ", 1)[1])
    assert report.is_file()
    assert report.is_relative_to(tmp_path / "drafter-demo")


def test_an_existing_demo_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafter-demo").mkdir()
    (tmp_path / "drafter-demo" / "mine.txt").write_text("giữ lại")
    monkeypatch.chdir(tmp_path)
    assert free_folder(tmp_path).name == "drafter-demo-2"
    assert run(["demo"]) == 0
    assert [path.name for path in (tmp_path / "drafter-demo").iterdir()] == ["mine.txt"]
