"""The corridor from end to end on the shipped samples: outline and last report in, checked and assembled report out."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from drafter import drafting
from drafter.cli.start import run
from drafter.markup import find_marks
from drafter.model.draft import FigureState, SectionState
from drafter.workspace import shipped_data

UNIT = "mttq-xa-suoi-ngan"
OUTLINE = "mttq-xa-6-thang"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of work with the two sample reports; outlines are those that ship."""
    for name in ("2023-H1.docx", "2024-H1.docx", "2024-H1.txt"):
        shutil.copy(shipped_data() / "corpus" / UNIT / name, tmp_path / name)
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def draft(office: Path) -> Path:
    status = run(
        ["new", "--outline", OUTLINE, "--period", "2025-H1", "--previous", "2024-H1.docx", "-o", "drafts/moi.md"]
    )
    assert status == 0
    return office / "drafts" / "moi.md"


def test_the_new_draft_answers_the_outline_with_last_periods_text(draft: Path) -> None:
    made = drafting.load(draft)
    assert made.title == "Kết quả công tác Mặt trận 6 tháng đầu năm 2025, nhiệm vụ trọng tâm 6 tháng cuối năm 2025"
    section = made.section("nam-bat")
    assert section is not None
    assert "⟦52⟧ ý kiến, kiến nghị" in section.body
    assert "⟦45/52⟧" in section.body
    poor = made.section("nong-thon-moi")
    assert poor is not None
    assert "so với cùng kỳ năm 2024" in poor.body


def test_no_old_number_of_the_period_passes_unseen(draft: Path) -> None:
    text = draft.read_text("utf-8")
    assert "64/MTTQ-BTT?⟧" in text  # the request that ordered last period's report
    assert "⟦13/5/2024?⟧" in text
    made = drafting.load(draft)
    body = "\n".join(section.body for section in made.sections if section.id != "phu-luc")
    outside = "".join(
        body[left.end : right.start] for left, right in zip([*find_marks(body)], [*find_marks(body)][1:], strict=False)
    )
    assert "52 ý kiến" not in outside
    assert "2.085" not in outside


def test_cited_documents_keep_their_dates(draft: Path) -> None:
    text = draft.read_text("utf-8")
    assert "217-QĐ/TW ngày 12/12/2013" in text
    assert "03-CT/TW ngày 19/5/2021" in text


def test_every_sentence_of_the_source_is_in_the_draft(office: Path, draft: Path) -> None:
    """Only numbers and years may differ."""
    import re

    def bare(text: str) -> str:
        return re.sub(r"[\d⟦⟧?%./,\s]+", "", text)

    # The letterhead, the title and the signature are front matter now.
    lines = (office / "2024-H1.txt").read_text("utf-8").split("\n")
    body = lines[next(i for i, line in enumerate(lines) if line.startswith("Thực hiện Công văn")) :]
    body = body[: next(i for i, line in enumerate(body) if line.startswith("Nơi nhận"))]
    kept = bare(draft.read_text("utf-8"))
    missing = [line for line in body if len(line) > 40 and bare(line.removesuffix("/.")) not in kept]
    assert missing == []


def test_check_finds_what_is_unconfirmed_and_what_is_missing(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", str(draft), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    rules = {finding["rule"] for finding in found["findings"]}
    assert {"CAR601", "OUT102"} <= rules
    assert found["period"] == "2025-H1"
    assert found["period_source"] == "front-matter"
    text = draft.read_text("utf-8")
    for finding in found["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]


def test_a_figure_is_confirmed_or_replaced_in_text_and_ledger(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside = drafting.sidecar.load(draft)
    first, second = [entry for entry in beside.ledger if entry.section == "thong-tin"][:2]
    assert run(["confirm", str(draft), first.id]) == 0
    assert run(["confirm", str(draft), second.id, "--value", "8/9"]) == 0
    after = {entry.id: entry for entry in drafting.sidecar.load(draft).ledger}
    assert after[first.id].state == FigureState.CONFIRMED
    assert after[second.id].new == "8/9"
    section = drafting.load(draft).section("thong-tin")
    assert section is not None
    assert "tổ chức 27 buổi tuyên truyền tại 8/9 thôn" in section.body
    capsys.readouterr()
    assert run(["figures", str(draft), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["figures"]
    assert [row["state"] for row in rows if row["id"] in (first.id, second.id)] == ["confirmed", "replaced"]


def test_the_assembled_report_reads_back_to_the_same_sections(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = draft.with_suffix(".docx")
    assert run(["assemble", str(draft), "-o", str(target)]) == 0
    assert zipfile.is_zipfile(target)
    capsys.readouterr()
    run(["sections", str(target), "--format", "json"])
    printed = [section["title"] for section in json.loads(capsys.readouterr().out)["sections"]]
    run(["sections", str(draft), "--format", "json"])
    drafted = [section["title"] for section in json.loads(capsys.readouterr().out)["sections"]]
    assert [title.casefold() for title in printed if title] == [title.casefold() for title in drafted if title]


def test_an_existing_output_is_kept_without_force(draft: Path) -> None:
    before = draft.read_bytes()
    assert run(["new", "--outline", OUTLINE, "--period", "2025-H1", "-o", str(draft)]) == 2
    assert draft.read_bytes() == before
    assert run(["new", "--outline", OUTLINE, "--period", "2025-H1", "-o", str(draft), "--force"]) == 0
    assert draft.read_bytes() != before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--outline", OUTLINE, "--period", "2025-H9"],
        ["--outline", "no-such-outline", "--period", "2025-H1"],
        ["--outline", OUTLINE, "--period", "2025", "--previous", "2024-H1.docx"],
        ["--outline", OUTLINE, "--period", "2025-H1", "--previous", "missing.docx"],
    ],
)
def test_a_wrong_wish_writes_nothing(office: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", *arguments, "-o", "drafts/x.md"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert list((office / "drafts").iterdir()) == []


def test_choices_decide_what_is_carried(office: Path) -> None:
    (office / "chon.txt").write_text("thong-tin: clear\nnam-bat: placeholder\n", "utf-8")
    target = office / "drafts" / "chon.md"
    arguments = ["--outline", OUTLINE, "--period", "2025-H1", "--previous", "2024-H1.docx", "--choose", "chon.txt"]
    assert run(["new", *arguments, "-o", str(target)]) == 0
    made, beside = drafting.load(target), drafting.sidecar.load(target)
    states = drafting.section_states(made, beside)
    assert states["thong-tin"] == SectionState.EMPTY
    assert states["nam-bat"] == SectionState.WAITING


def test_a_waived_finding_no_longer_counts(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = office / "x.txt"
    paper.write_text(
        "I. MỤC ĐÍCH\nTập huấn 35 cán bộ, gồm 20 cán bộ thôn và 10 cán bộ xã.\nIII. TỔ CHỨC\nGiao Văn phòng làm.\n",
        "utf-8",
    )
    assert run(["check", str(paper), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {"NUM401", "STR501"} <= {finding["rule"] for finding in findings}
    for finding in findings:
        assert run(["waive", str(paper), finding["id"], "--reason", "đã xem lại"]) == 0
    capsys.readouterr()
    assert run(["check", str(paper), "--format", "json"]) == 0
    after = json.loads(capsys.readouterr().out)
    assert after["summary"]["waived"] == len(findings)
    assert all(finding["waived"]["reason"] == "đã xem lại" for finding in after["findings"])
