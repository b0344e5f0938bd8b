"""`drafter check` over many files: one result a paper, one sum, the exit status of the worst."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from drafter.cli.start import run

CORPUS = Path(__file__).parents[2] / "corpus"
CLEAN = "BÁO CÁO\nKết quả công tác năm 2024\n\nI. KẾT QUẢ\nĐã tổ chức 12 buổi tuyên truyền.\n"
WRONG = CLEAN + "Có 45/50 hộ đăng ký, đạt 80%.\n"


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bao-cao"
    for name, text in {"xa-a/2024.txt": CLEAN, "xa-b/2024.txt": WRONG, "xa-c/2024.txt": CLEAN}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copy(CORPUS / "ubnd-xa-dong-khau" / "2024.docx", folder / "2024.docx")
    (folder / "hong.docx").write_bytes(b"no zip at all")
    return folder


def test_a_folder_is_checked_paper_by_paper(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "check", str(papers)]) == 1
    said = capsys.readouterr()
    heads = [line[3:] for line in said.out.splitlines() if line.startswith("━━ ")]
    assert [Path(head).relative_to(papers).as_posix() for head in heads] == [
        "2024.docx",
        "hong.docx",
        "xa-a/2024.txt",
        "xa-b/2024.txt",
        "xa-c/2024.txt",
    ]
    assert said.out.splitlines()[-1].startswith("5 papers: 1 errors, 0 warnings")
    assert "hong.docx" in said.err


def test_json_holds_every_paper_as_a_check_of_its_own(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(papers), "--format", "json"]) == 1
    files = {Path(one["path"]).as_posix(): one for one in json.loads(capsys.readouterr().out)["files"]}
    assert run(["check", str(papers / "xa-b" / "2024.txt"), "--format", "json"]) == 1
    alone = json.loads(capsys.readouterr().out)
    assert files[(papers / "xa-b" / "2024.txt").as_posix()]["check"] == alone
    assert "error" in files[(papers / "hong.docx").as_posix()]


def test_sarif_is_one_log_with_a_run_a_paper(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(papers / "xa-a"), str(papers / "xa-b"), "--format", "sarif"])
    assert len(json.loads(capsys.readouterr().out)["runs"]) == 2


def test_pages_lie_as_the_papers_lie(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["check", str(papers), "--format", "html", "-o", str(out)]) == 1
    pages = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.html"))
    assert pages == [
        "2024.docx.check.html",
        "xa-a/2024.txt.check.html",
        "xa-b/2024.txt.check.html",
        "xa-c/2024.txt.check.html",
    ]


@pytest.mark.parametrize(
    "option", [["--watch"], ["--fix"], ["--timings"], ["--previous", "x.txt"], ["--format", "html"]]
)
def test_what_makes_sense_for_one_file_alone_is_refused(papers: Path, option: list[str]) -> None:
    assert run(["check", str(papers), *option]) == 2


def test_unreadable_papers_alone_end_with_their_own_status(papers: Path) -> None:
    assert run(["check", str(papers / "hong.docx"), str(papers / "xa-a" / "2024.txt")]) == 2


def test_waivers_beside_each_paper_hold(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = papers / "xa-b" / "2024.txt"
    run(["check", str(wrong), "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert run(["waive", str(wrong), finding["id"], "--reason", "số liệu sơ bộ"]) == 0
    assert run(["check", str(papers / "xa-a"), str(papers / "xa-b")]) == 0
