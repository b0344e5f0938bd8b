"""Settling carried figures by command: at one place or at all of an indicator, mended afterwards, one writer at a time."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import drafting
from drafter.cli.start import run
from drafter.drafting import sidecar
from drafter.errors import LockedError, UsageError
from drafter.model.draft import FigureState, LedgerEntry, Sidecar
from drafter.pipeline.ledger import decide, linked_places

TEXT = """---
outline: x
period: 2024
---
# BÁO CÁO

Toàn xã còn ⟦48⟧ hộ nghèo.

## I. Kết quả {#ket-qua}

Cuối năm còn ⟦48⟧ hộ nghèo, tổ chức ⟦48⟧ hội nghị.

Thu quỹ ⟦31,5⟧ triệu đồng.
"""


def entry(number: int, section: str, old: str, context: str, subject: str, unit: str) -> LedgerEntry:
    return LedgerEntry(f"f{number}", section, old, context, subject, unit)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "moi.md"
    path.write_text(TEXT, "utf-8")
    ledger = (
        entry(1, "ket-qua", "48", "Cuối năm còn … hộ nghèo, tổ chức", "hộ nghèo", "hộ"),
        entry(2, "ket-qua", "48", "hộ nghèo, tổ chức … hội nghị.", "hội nghị", "hội nghị"),
        entry(3, "", "48", "Toàn xã còn … hộ nghèo.", "hộ nghèo", "hộ"),
        entry(4, "ket-qua", "31,5", "Thu quỹ … triệu đồng.", "quỹ", "đồng"),
    )
    sidecar.save(path, Sidecar(ledger=ledger))
    return path


def states(draft: Path) -> dict[str, tuple[FigureState, str | None]]:
    return {one.id: (one.state, one.new) for one in sidecar.load(draft).ledger}


def test_a_new_value_is_shown_at_the_other_places_of_the_indicator_and_at_no_others(draft: Path) -> None:
    (place,) = linked_places(draft, "f1", "41")
    assert (place.entry.id, place.before, place.after) == (
        "f3",
        "Toàn xã còn ⟦48⟧ hộ nghèo.",
        "Toàn xã còn 41 hộ nghèo.",
    )


def test_without_linked_the_other_places_are_told_and_left(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["confirm", str(draft), "f1", "--value", "41"]) == 0
    printed = capsys.readouterr()
    assert "+ Toàn xã còn 41 hộ nghèo." in printed.out
    assert "--linked" in printed.err
    assert states(draft)["f3"] == (FigureState.UNCONFIRMED, None)


def test_linked_writes_the_value_at_every_place(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["confirm", str(draft), "f1", "--value", "41", "--linked", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert [one["written"] for one in shape["linked"]] == [True]
    text = draft.read_text("utf-8")
    assert "Toàn xã còn 41 hộ nghèo" in text
    assert "còn 41 hộ nghèo, tổ chức ⟦48⟧ hội nghị" in text


def test_a_preview_changes_nothing(draft: Path) -> None:
    before = draft.read_bytes()
    assert run(["confirm", str(draft), "f1", "--value", "41", "--preview"]) == 0
    assert draft.read_bytes() == before


def test_a_settled_figure_is_mended_with_another_value(draft: Path) -> None:
    decide(draft, "f4", value="315")
    assert "Thu quỹ 315 triệu đồng" in draft.read_text("utf-8")
    decide(draft, "f4", value="32,1")
    assert "Thu quỹ 32,1 triệu đồng" in draft.read_text("utf-8")
    assert states(draft)["f4"] == (FigureState.REPLACED, "32,1")


def gone(text: str) -> str:
    return text.replace("Thu quỹ 31,5 triệu đồng.", "Quỹ do thôn quản lý.")


def twice(text: str) -> str:
    return text.replace("Thu quỹ 31,5 triệu đồng.", "Thu quỹ 31,5 triệu đồng.\n\nThu quỹ 31,5 triệu đồng.")


@pytest.mark.parametrize("edit", [gone, twice])
def test_a_settled_figure_that_cannot_be_told_is_left_to_the_person(draft: Path, edit: Callable[[str], str]) -> None:
    decide(draft, "f4")
    draft.write_text(edit(draft.read_text("utf-8")), "utf-8")
    before = draft.read_bytes()
    with pytest.raises(UsageError, match="f4"):
        decide(draft, "f4", value="40")
    assert draft.read_bytes() == before


def test_confirming_twice_says_that_it_is_settled(draft: Path) -> None:
    decide(draft, "f1", value="41")
    with pytest.raises(UsageError, match="48 → 41"):
        decide(draft, "f1")


def test_one_writer_at_a_time(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["drafter.drafting.lock"], "PATIENCE", 0.0)
    held = drafting.lock(draft)
    try:
        with pytest.raises(LockedError):
            decide(draft, "f1", value="41")
    finally:
        held.release()
    assert decide(draft, "f1", value="41")[0].new == "41"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("33,2", "33,2 triệu đồng"),
        ("33,2 triệu đồng", "33,2 triệu đồng"),
        ("33,2 triệu", "33,2 triệu đồng"),
        ("33,2 TRIỆU ĐỒNG", "33,2 triệu đồng"),
        ("33,2 (tạm tính)", "33,2 (tạm tính) triệu đồng"),
    ],
)
def test_the_unit_stands_in_the_text_already(draft: Path, value: str, written: str) -> None:
    decide(draft, "f4", value=value)
    assert f"Thu quỹ {written}." in draft.read_text("utf-8")
    assert states(draft)["f4"] == (FigureState.REPLACED, written.removesuffix(" triệu đồng"))


@pytest.mark.parametrize("value", ["33.200.000 đồng", "0,03 tỷ đồng", "33,2 hội nghị"])
def test_a_value_in_another_unit_is_refused(draft: Path, value: str) -> None:
    before = draft.read_text("utf-8")
    with pytest.raises(UsageError, match="triệu đồng"):
        decide(draft, "f4", value=value)
    assert draft.read_text("utf-8") == before


@pytest.mark.parametrize("value", ["abc", "", "41 hộ/205", "4.1", "1e9"])
def test_what_is_no_figure_like_the_old_one_is_refused(draft: Path, value: str) -> None:
    before = draft.read_text("utf-8")
    with pytest.raises(UsageError, match="48"):
        decide(draft, "f1", value=value)
    assert draft.read_text("utf-8") == before


def test_marks_without_an_entry_are_told(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text(TEXT + "\nHạn nộp ⟦30/5/2024?⟧, dự kiến ⟦7⟧ lớp.\n", "utf-8")
    assert run(["figures", str(draft), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["loose"] == ["30/5/2024?", "7"]
    assert run(["figures", str(draft)]) == 0
    assert "⟦30/5/2024?⟧ ⟦7⟧" in capsys.readouterr().out
