"""The desk over real files: every place of text, marks that nobody listed, what outlives a crash, what is backed up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter import drafting
from drafter.errors import StoppedError, UnreadableFileError
from drafter.model.desk import Decision, Passage, RecoveryChoice, Version
from drafter.model.draft import FigureState, SectionState
from drafter.model.period import Period
from drafter.pipeline import old_figures
from drafter.pipeline.desk import DraftDesk, open_desk
from drafter.pipeline.desk_places import BEFORE, keyed, unkeyed
from drafter.pipeline.drafts import new_draft, save_new
from drafter.workspace import Workspace, find_workspace, shipped_data

DRAFT = """---
period: 2023-H1
unit: MTTQ xã Đồng Mây
---

# Báo cáo 6 tháng đầu năm 2023

Thực hiện Công văn số ⟦64/MTTQ?⟧, báo cáo kết quả ⟦12⟧ việc như sau:

## I. Tình hình {#tinh-hinh}

Bà con phấn khởi.

## Mục viết thêm bằng tay

Sửa ⟦9⟧ nhà.

## II. Kết quả {#tinh-hinh}

Trùng mã.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    path = tmp_path / "bao-cao.md"
    path.write_text(DRAFT, "utf-8")
    opened = open_desk(path, Workspace(tmp_path))
    yield opened
    opened.close()


def again(desk: DraftDesk) -> DraftDesk:
    """The same draft opened anew by another process."""
    desk._held.release()
    return open_desk(desk.path, desk._workspace)


def test_every_place_of_text_has_a_row(desk: DraftDesk) -> None:
    rows = desk.view().rows
    assert [row.id for row in rows] == [BEFORE, "tinh-hinh", "@2", "@3"]
    assert [row.open_figures for row in rows] == [2, 0, 1, 0]
    assert desk.body("@3") == "Trùng mã."


def test_text_before_and_under_headings_without_an_id_is_written_back(desk: DraftDesk) -> None:
    for key in (BEFORE, "@2", "@3"):
        desk.replace_body(key, desk.body(key) + " Thêm.")
    desk.save()
    text = desk.path.read_text("utf-8")
    assert text == (
        DRAFT.replace("như sau:", "như sau: Thêm.").replace("nhà.", "nhà. Thêm.").replace("mã.", "mã. Thêm.")
    )


def test_the_text_before_can_be_emptied_and_written_again(desk: DraftDesk) -> None:
    desk.replace_body(BEFORE, "")
    desk.save()
    desk.replace_body(BEFORE, "Kính gửi:")
    desk.save()
    assert "2023\n\nKính gửi:\n\n## I." in desk.path.read_text("utf-8")


@pytest.mark.parametrize("text", ["", "chỉ có chữ\n", DRAFT, "## A\n\nb\n", "# T\n\n## A {#a}\n"])
def test_keys_and_back_change_nothing(text: str) -> None:
    draft = drafting.parse(text)
    ids = tuple(section.id for section in draft.sections)
    assert drafting.write(unkeyed(keyed(draft), ids)) == drafting.write(draft)
    assert keyed(draft).sections, "there is always somewhere to write"


@pytest.mark.parametrize(
    ("decision", "value", "text", "state"),
    [
        (Decision.CONFIRM, None, "số 64/MTTQ, báo", FigureState.CONFIRMED),
        (Decision.REPLACE, "70/MTTQ", "số 70/MTTQ, báo", FigureState.REPLACED),
        (Decision.ASK, None, "số ⟦64/MTTQ?⟧, báo", FigureState.ASKED),
    ],
)
def test_a_mark_that_nobody_listed_counts_when_it_is_decided(
    desk: DraftDesk, decision: Decision, value: str | None, text: str, state: FigureState
) -> None:
    before = desk.view().totals
    first = desk.figures(BEFORE)[0]
    assert text in desk.decide(first.id, decision, value)
    row = desk.figures(BEFORE)[0] if state is FigureState.ASKED else next(
        row for row in desk.figures(BEFORE) if row.state is state
    )  # fmt: skip
    assert row.state is state
    after = desk.view().totals
    assert after.figures == before.figures
    assert after.confirmed == before.confirmed + (state is not FigureState.ASKED)
    assert after.asked == (state is FigureState.ASKED)


def test_confirmed_unchanged_is_named_before_assembly_even_where_nobody_listed_it(desk: DraftDesk) -> None:
    desk.decide(desk.figures(BEFORE)[0].id, Decision.CONFIRM)
    assert any("64/MTTQ" in row.text and not row.blocking for row in desk.gate())


def test_undo_makes_a_decided_mark_open_again(desk: DraftDesk) -> None:
    marked = desk.body(BEFORE)
    desk.decide(desk.figures(BEFORE)[0].id, Decision.CONFIRM)
    desk.replace_body(BEFORE, marked)
    assert desk.view().totals.confirmed == 0
    assert desk.view().rows[0].open_figures == 2


def test_a_figure_whose_sentence_was_deleted_is_not_waited_for(desk: DraftDesk) -> None:
    desk.replace_body("@2", "Không có.")
    assert desk.view().totals.figures == 2


def test_a_place_without_an_id_can_be_called_done(desk: DraftDesk) -> None:
    desk.replace_body(BEFORE, "Kính gửi:")
    desk.set_state(BEFORE, SectionState.DONE)
    assert desk.view().rows[0].state is SectionState.DONE


def test_the_saved_version_is_that_of_the_same_place(desk: DraftDesk) -> None:
    desk.replace_body("@2", "Khác.")
    saved = desk.version("@2", Version.SAVED)
    assert saved is not None
    assert saved.text == "Sửa ⟦9⟧ nhà."


def test_findings_stand_where_their_words_stand(desk: DraftDesk) -> None:
    desk.replace_body("@2", "Sửa 5 nhà và xây 4 nhà , tổng  cộng 12 nhà động động.")
    desk.check()
    for row in desk.view().findings:
        if row.section and row.quote:
            assert desk.body(row.section)[row.start : row.end] == row.quote


def test_a_safe_fix_is_made_in_the_text_it_was_found_in(desk: DraftDesk) -> None:
    desk.replace_body("tinh-hinh", "Bà con phấn khởi.")  # decomposed letters: a safe fix
    desk.check()
    desk.replace_body("@2", "Thêm một đoạn dài ở giữa lúc ấy. " * 5)
    wanted = [row for row in desk.view().findings if row.fixable]
    changed = desk.fix(wanted[0].id) if wanted else desk.fix_all()
    assert all("Thêm một đoạn" not in body for key, body in changed.items() if key != "@2")
    assert desk.body("@2").startswith("Thêm một đoạn dài")


def crashed(desk: DraftDesk) -> None:
    desk.replace_body("tinh-hinh", "Chữ gõ chưa lưu.")
    desk.journal()
    desk._journal.flush()


def test_typed_text_that_nobody_decided_on_outlives_the_next_session(desk: DraftDesk) -> None:
    crashed(desk)
    second = again(desk)
    assert second.recovery()
    second.close()  # the terminal was closed over the question
    third = again(second)
    assert [row.typed for row in third.recovery()] == ["Chữ gõ chưa lưu."]
    third.recover(RecoveryChoice.KEEP)
    assert third.body("tinh-hinh") == "Chữ gõ chưa lưu."
    third.save()
    third.close()
    assert not again(third).recovery()


def test_discarded_text_is_gone_and_saved_beside_is_there(desk: DraftDesk) -> None:
    crashed(desk)
    second = again(desk)
    beside = second.recover(RecoveryChoice.BESIDE)
    assert beside is not None
    assert "Chữ gõ chưa lưu." in beside.read_text("utf-8")
    assert "Bà con phấn khởi." in desk.path.read_text("utf-8")
    second.close()


def test_assembly_backs_up_first_and_keeps_some(desk: DraftDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    for _turn in range(2):
        desk.assemble(progress=lambda _done, _all, words: steps.append(words))
    assert len(drafting.backups(desk.path, desk._workspace.state)) == 2
    assert desk.word_file.is_file()
    assert len(steps) == 8


def test_a_stopped_assembly_writes_no_word_file(desk: DraftDesk) -> None:
    def stop(done: int, _all: int, _words: str) -> None:
        if done == 3:
            raise StoppedError("thôi")

    with pytest.raises(StoppedError):
        desk.assemble(progress=stop)
    assert not desk.word_file.exists()


def test_what_word_changed_is_told_of_every_place(desk: DraftDesk, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        desk.word_edits()
    desk.assemble()
    assert desk.word_edits() == ()  # headings without an id, or with one that is taken, are told apart
    path = tmp_path / "gon.md"
    path.write_text("---\nperiod: 2023-H1\n---\n\n# T\n\n## I. A {#a}\n\nMột.\n\n## II. B {#b}\n\nHai.\n", "utf-8")
    whole = open_desk(path, Workspace(tmp_path))
    whole.assemble()
    assert whole.word_edits() == ()
    whole.replace_body("a", "Một và hai.")
    whole.save()
    assert [(edit.section, edit.new) for edit in whole.word_edits()] == [("a", "Một.")]
    whole.close()


def test_what_word_changed_above_the_first_heading_and_in_headings_is_taken(tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "a.md"
    path.write_text(
        "---\nperiod: 2023-H1\n---\n\n# Báo cáo quý\n\nMở đầu.\n\n"
        "## I. A {#a}\n\n<!-- nêu rõ -->\nMột.\n\n## II. B {#b}\n\nHai.\n",
        "utf-8",
    )
    desk = open_desk(path, Workspace(tmp_path))
    desk.assemble()
    paper = Document(str(desk.word_file))
    for paragraph in list(paper.paragraphs):
        if paragraph.text in ("II. B", "Hai./."):
            paragraph._element.getparent().remove(paragraph._element)
        for run in paragraph.runs:
            for old, new in (("Quý", "Quý và năm"), ("Mở đầu", "Kính trình"), ("I. A", "I. Việc"), ("Một", "Ba")):
                run.text = run.text.replace(old, new)
    paper.save(str(desk.word_file))
    opening, first, gone = desk.word_edits()
    assert (opening.section, opening.new, opening.heading) == (BEFORE, "Kính trình.", "Quý và năm")
    assert (first.section, first.new, first.heading) == ("a", "Ba.", "I. Việc")
    assert (gone.section, gone.gone) == ("b", True)
    for edit in (opening, first, gone):
        desk.replace_body(edit.section, edit.new)
        if edit.heading is not None:
            desk.rename(edit.section, edit.heading)
    desk.save()
    desk.close()
    assert path.read_text("utf-8") == (
        "---\nperiod: 2023-H1\n---\n\n# Báo cáo quý và năm\n\nKính trình.\n\n"
        "## I. Việc {#a}\n\n<!-- nêu rõ -->\nBa.\n\n## II. B {#b}\n"
    )


def test_a_file_that_is_gone_is_noticed_and_written_again(desk: DraftDesk) -> None:
    desk.path.unlink()
    assert desk.outside_change()
    assert desk.outside_text() is None
    desk.save()
    assert desk.path.read_text("utf-8") == DRAFT


def test_figures_of_a_past_report_come_with_their_marks(desk: DraftDesk) -> None:
    said = "Tổ chức 27 buổi tại 9 thôn với 2.085 lượt người nghe (Kế hoạch số 04/KH-MTTQ ngày 25/01/2024)."
    marked = desk.as_old(said)
    assert "⟦27⟧ buổi" in marked
    assert "⟦2.085⟧ lượt" in marked
    assert "04/KH-MTTQ ngày 25/01/2024" in marked
    assert marked.replace("⟦", "").replace("⟧", "") == said


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("có ba mô hình mới, đạt 45/52 ý kiến", "có ⟦ba⟧ mô hình mới, đạt ⟦45/52⟧ ý kiến"),
        ("thu 3 tỷ 200 triệu đồng từ 10 đến 15 hộ", "thu ⟦3 tỷ 200 triệu⟧ đồng từ ⟦10 đến 15⟧ hộ"),
        ("109 hộ nghèo (giảm 2,5% so với cùng kỳ)", "⟦109⟧ hộ nghèo (giảm ⟦?%⟧ so với cùng kỳ)"),
        ("| TT | Chỉ tiêu | Số |\n| --- | --- | --- |\n| 1 | Hộ nghèo | 109 |",
         "| TT | Chỉ tiêu | Số |\n| --- | --- | --- |\n| 1 | Hộ nghèo | ⟦109⟧ |"),
        ("có ⟦45⟧ buổi", "có ⟦45⟧ buổi"),
    ],
)  # fmt: skip
def test_each_figure_is_marked_as_the_draft_marks_it(said: str, marked: str) -> None:
    assert old_figures.marked(said) == marked


def test_figures_of_a_past_report_are_in_the_ledger_with_their_source(desk: DraftDesk) -> None:
    said = Passage("Tổ chức 27 buổi, giảm 12,5% so với cùng kỳ.", "2023-H1.docx · I.1")
    desk.replace_body(BEFORE, f"{desk.body(BEFORE)} Có ⟦5⟧ việc khác. {desk.as_old(said.text)}")
    desk.note_source(BEFORE, said)
    rows = {row.now or "?": row for row in desk.figures(BEFORE)}
    assert (rows["27"].source, rows["27"].subject, rows["27"].state) == (said.source, "buổi", "unconfirmed")
    percent = next(row for row in desk.figures(BEFORE) if row.unit == "%")
    assert (percent.old, percent.source, percent.start is not None) == ("12,5", said.source, True)
    assert rows["5"].source is None
    assert [row.text for row in desk.gate() if "27" in row.text and row.blocking]
    desk.save()
    assert "2023-H1.docx" in desk.path.with_name(desk.path.stem + ".drafter.yaml").read_text("utf-8")
    desk.decide(rows["27"].id, Decision.CONFIRM)
    assert "Tổ chức 27 buổi" in desk.body(BEFORE)
    desk.note_source(BEFORE, said)
    assert len([row for row in desk.figures(BEFORE) if row.source == said.source]) == 2


def test_the_opening_has_last_periods_opening_beside_it(tmp_path: Path) -> None:
    shipped = shipped_data() / "corpus" / "mttq-xa-suoi-ngan"
    (tmp_path / "drafter.toml").write_text("", "utf-8")
    workspace = find_workspace(tmp_path)
    made = new_draft("mttq-xa-6-thang", Period.parse("2025-H1"), workspace, previous=shipped / "2024-H1.docx")
    draft = tmp_path / "moi.md"
    save_new(made, draft, force=False)
    desk = open_desk(draft, workspace)
    try:
        passage = desk.version(BEFORE, Version.PREVIOUS)
    finally:
        desk.close()
    assert passage is not None
    assert "2024" in passage.text
    assert "⟦" not in passage.text
