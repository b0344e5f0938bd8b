"""What `new` does with last period's text of an item: kept, a skeleton of phrases in its place, or nothing."""

import json
from pathlib import Path

import pytest

from drafter.cli.start import run
from drafter.model.draft import CarryChoice
from drafter.model.period import Period
from drafter.pipeline.drafts import new_draft
from drafter.workspace import Workspace, shipped_data

REPORT = shipped_data() / "corpus" / "mttq-xa-suoi-ngan" / "2024-H1.docx"
OUTLINE = "mttq-xa-6-thang"


def body(choices: dict[str, CarryChoice], item: str, root: Path) -> str:
    made = new_draft(OUTLINE, Period.parse("2025-H1"), Workspace(root), previous=REPORT, choices=choices)
    section = made.draft.section(item)
    assert section is not None
    return "\n".join(line for line in section.body.splitlines() if line and not line.startswith("<!--"))


def test_a_placeholder_is_a_skeleton_of_phrases_with_open_slots(tmp_path: Path) -> None:
    (tmp_path / "phrasebank").mkdir()
    (tmp_path / "phrasebank" / "a.yaml").write_text(
        "- id: a\n  text: Nắm tình hình qua {{ so_cuoc | so }} cuộc tiếp xúc.\n  sections: [nam-bat]\n", "utf-8"
    )
    text = body({"nam-bat": CarryChoice.PLACEHOLDER}, "nam-bat", tmp_path)
    assert "Nắm tình hình qua ⟦?⟧ cuộc tiếp xúc." in text
    assert "⟦52⟧" not in text


def test_an_item_that_is_cleared_is_empty(tmp_path: Path) -> None:
    assert "⟦52⟧" in body({}, "nam-bat", tmp_path)
    assert body({"nam-bat": CarryChoice.CLEAR}, "nam-bat", tmp_path) == ""


def test_the_table_of_choices_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chon.txt").write_text("nam-bat: clear\n", "utf-8")
    call = ["new", "--outline", OUTLINE, "--period", "2025-H1", "--previous", str(REPORT), "--choose", "chon.txt"]
    assert run([*call, "-o", "moi.md", "--format", "json"]) == 0
    items = {one["item"]: one for one in json.loads(capsys.readouterr().out)["items"]}
    assert items["nam-bat"]["choice"] == "clear"
    assert items["nong-thon-moi"]["choice"] == "keep"
    assert items["nong-thon-moi"]["from"]
