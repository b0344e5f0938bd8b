"""The desk of an open draft: what the terminal UI works on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter import drafting
from drafter.errors import LockedError
from drafter.model.desk import Decision, RecoveryChoice, TodoKind, Version
from drafter.model.draft import FigureState, SectionState
from drafter.pipeline.demo import make_demo
from drafter.pipeline.desk import DraftDesk, open_desk
from drafter.pipeline.desk_places import BEFORE
from drafter.pipeline.workbench import WorkspaceBench


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DraftDesk]:
    demo = make_demo(tmp_path)
    opened = open_desk(demo.draft, demo.workspace)
    yield opened
    opened.close()


def test_the_asks_above_a_text_are_ticks_and_stay_in_the_file(desk: DraftDesk) -> None:
    assert "<!--" not in desk.body("thong-tin")
    assert [ask.text for ask in desk.asks("thong-tin")][1] == "Tin, bài trên truyền thanh, trang thông tin"
    desk.replace_body("thong-tin", "Đã tổ chức 30 buổi.")
    desk.save()
    assert "<!-- Tin, bài trên truyền thanh" in desk.path.read_text("utf-8")
    assert "Đã tổ chức 30 buổi." in desk.path.read_text("utf-8")


def test_last_period_stands_beside_as_printed_and_as_rolled(desk: DraftDesk) -> None:
    printed = desk.version("nam-bat", Version.PREVIOUS)
    rolled = desk.version("nam-bat", Version.ROLLED)
    assert printed is not None
    assert rolled is not None
    assert "52 ý kiến" in printed.text
    assert "⟦52⟧ ý kiến" in rolled.text
    assert desk.version("kien-nghi", Version.PREVIOUS) is None


def test_a_figure_is_decided_and_undo_opens_it_again(desk: DraftDesk) -> None:
    row = next(one for one in desk.figures("thong-tin") if one.state == FigureState.UNCONFIRMED)
    before = desk.body("thong-tin")
    after = desk.decide(row.id, Decision.REPLACE, "7.531")
    assert row.start is not None
    assert after[row.start :].startswith("7.531 ")
    assert after.count("⟦") == before.count("⟦") - 1
    assert next(one for one in desk.figures("thong-tin") if one.id == row.id).state == FigureState.REPLACED
    desk.replace_body("thong-tin", before)
    assert next(one for one in desk.figures("thong-tin") if one.id == row.id).state == FigureState.UNCONFIRMED


def test_the_change_against_last_period_is_shown(desk: DraftDesk) -> None:
    row = next(one for one in desk.figures("nam-bat") if one.old == "52")
    assert row.change == "+9 (+17,3%)"


def test_findings_lie_where_their_words_are_in_the_editor(desk: DraftDesk) -> None:
    view = desk.check()
    sums = next(row for row in view.findings if row.rule == "NUM401")
    assert sums.section == "nam-bat"
    assert desk.body("nam-bat")[sums.start : sums.end] == sums.quote
    assert {todo.kind for todo in view.todo} >= {TodoKind.FIGURE, TodoKind.FINDING}


def test_a_mended_fault_is_gone_after_the_next_check(desk: DraftDesk) -> None:
    desk.check()
    desk.replace_body("nam-bat", desk.body("nam-bat").replace("19 ý kiến", "18 ý kiến"))
    assert all(row.rule != "NUM401" for row in desk.check().findings)


def test_a_finding_is_waived_with_a_reason(desk: DraftDesk) -> None:
    finding = next(row for row in desk.check().findings if row.rule == "NUM402")
    desk.waive(finding.id, "số liệu theo mốc khác")
    desk.save()
    assert finding.id not in {row.id for row in desk.check().findings}
    assert drafting.sidecar.load(desk.path).waivers[0].reason == "số liệu theo mốc khác"


def test_why_nothing_arose_is_kept_and_named_before_assembly(desk: DraftDesk) -> None:
    desk.replace_body("kien-nghi", "Không phát sinh.")
    desk.set_state("kien-nghi", SectionState.NOTHING, "đã kiến nghị ở kỳ trước")
    desk.save()
    assert drafting.sidecar.load(desk.path).notes == {"kien-nghi": "đã kiến nghị ở kỳ trước"}
    assert "đã kiến nghị ở kỳ trước" in [row.text for row in desk.gate() if row.section == "kien-nghi"][-1]
    desk.replace_body("kien-nghi", "Đề nghị cấp kinh phí.")
    assert not [row for row in desk.gate() if "kỳ trước" in row.text and row.section == "kien-nghi"]


def test_the_start_screen_counts_what_the_desk_counts(desk: DraftDesk) -> None:
    entry = next(one for one in WorkspaceBench(desk._workspace).drafts() if one.path == desk.path)
    totals = desk.view().totals
    assert (entry.open_figures, entry.done, entry.total) == (
        totals.figures - totals.confirmed,
        totals.done,
        totals.sections,
    )


def test_a_mark_is_a_figure_and_no_finding_too(desk: DraftDesk) -> None:
    assert "⟦?%⟧" in desk.text
    assert not [row for row in desk.check().findings if row.quote.startswith("⟦")]


def test_phrases_are_those_of_the_section(desk: DraftDesk) -> None:
    assert "kien-nghi-kinh-phi" in {row.id for row in desk.phrases("", "kien-nghi")}
    assert len(desk.phrases("", "kien-nghi")) < len(desk.phrases("", "khong-co-muc-nay"))
    assert "mo-dau-thuc-hien" in {row.id for row in desk.phrases("", BEFORE)}


def test_editing_reopens_what_was_done(desk: DraftDesk) -> None:
    desk.replace_body("uu-diem", "Nhiều việc chuyển biến rõ.")
    desk.set_state("uu-diem", SectionState.DONE)
    assert next(row for row in desk.view().rows if row.id == "uu-diem").state == SectionState.DONE
    desk.replace_body("uu-diem", "Nhiều việc chuyển biến rõ hơn.")
    assert next(row for row in desk.view().rows if row.id == "uu-diem").state == SectionState.DRAFTING


def test_a_second_desk_on_the_same_draft_is_refused(desk: DraftDesk, tmp_path: Path) -> None:
    with pytest.raises(LockedError):
        open_desk(desk.path, desk._workspace)


def test_what_was_typed_before_a_crash_is_offered_again(tmp_path: Path) -> None:
    demo = make_demo(tmp_path)
    first = open_desk(demo.draft, demo.workspace)
    first.replace_body("uu-diem", "Câu gõ trước khi mất điện.")
    first.journal()
    first._journal.flush()
    first._held.release()  # the process died: the lock is stale, the journal stands
    second = open_desk(demo.draft, demo.workspace)
    (found,) = second.recovery()
    assert found.typed.endswith("Câu gõ trước khi mất điện.")
    second.recover(RecoveryChoice.KEEP)
    assert second.body("uu-diem") == "Câu gõ trước khi mất điện."
    second.save()
    second.close()
    first._journal.close()
    assert "Câu gõ trước khi mất điện." in demo.draft.read_text("utf-8")


def test_assembly_leaves_a_word_file(desk: DraftDesk) -> None:
    assert desk.assemble().suffix == ".docx"
    assert any(row.blocking for row in desk.gate())
    assert "KẾT QUẢ CÔNG TÁC MẶT TRẬN" in desk.preview()
