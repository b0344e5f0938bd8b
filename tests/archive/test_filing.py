"""Files into the archive: what a person does with them, and what goes wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drafter.cli.start import run
from drafter.errors import LockedError, WriteError
from drafter.pipeline import filing, side_by_side
from drafter.pipeline.archive import archive_path, list_archive, remove_reports, search_archive
from drafter.pipeline.archive_search import search_passages
from drafter.pipeline.filing import Outcome, add_reports, rebuild, writing
from drafter.pipeline.side_by_side import Paper, outline_of
from drafter.workspace import Workspace
from tests.archive.papers import BODY, paper

TOLD: list[str] = []


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    TOLD.clear()
    root = tmp_path / "ws"
    root.mkdir()
    (root / "drafter.toml").write_text("")
    monkeypatch.chdir(root)
    return Workspace(root)


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for year in (2021, 2022, 2023):
        (folder / f"bc-{year}.txt").write_text(paper(year=year, poor=year - 1940), "utf-8")
    return folder


def add(workspace: Workspace, *paths: Path, **options: object) -> Outcome:
    return add_reports(workspace, paths, tell=TOLD.append, **options)  # type: ignore[arg-type]


def found(workspace: Workspace, said: str, **options: str) -> list[str]:
    return [Path(hit.path).name for hit in search_archive(workspace, said, tell=TOLD.append, **options)]


def test_files_are_copied_as_they_are_under_their_unit(workspace: Workspace, incoming: Path) -> None:
    assert len(add(workspace, incoming).added) == 3
    folder = workspace.corpus / "uy-ban-mttq-viet-nam-xa-nam-khao"
    assert sorted(path.name for path in folder.iterdir()) == ["bc-2021.txt", "bc-2022.txt", "bc-2023.txt"]
    assert (folder / "bc-2021.txt").read_bytes() == (incoming / "bc-2021.txt").read_bytes()


def test_a_corpus_without_an_index_is_filed_with_what_is_added(workspace: Workspace, incoming: Path) -> None:
    workspace.corpus.mkdir()
    (workspace.corpus / "old.txt").write_text(paper(year=2019), "utf-8")
    assert len(add(workspace, incoming, Path("corpus")).added) == 4
    assert add(workspace, Path("corpus")).added == []


def test_a_rebuild_that_fails_leaves_the_old_index(
    workspace: Workspace, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(workspace, incoming)

    def full(*_arguments: object) -> None:
        raise WriteError("disk full")

    monkeypatch.setattr(filing, "_file", full)
    with pytest.raises(WriteError):
        rebuild(workspace, tell=TOLD.append)
    assert [path.name for path in workspace.state.glob("archive*.db")] == ["archive.db"]
    assert len(list_archive(workspace, tell=TOLD.append)) == 3


def test_adding_twice_reads_nothing(workspace: Workspace, incoming: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(workspace, incoming)
    monkeypatch.setattr(side_by_side, "read_record", _crash)
    monkeypatch.setattr(filing, "_hash", None)
    assert len(add(workspace, incoming).unchanged) == 3
    assert len(add(workspace, workspace.corpus).unchanged) == 3


def test_the_same_content_under_another_name_is_there_already(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming)
    twin = incoming / "ban-sao.txt"
    twin.write_bytes((incoming / "bc-2021.txt").read_bytes())
    assert add(workspace, twin).unchanged == [str(twin)]
    assert len(list(workspace.corpus.rglob("*.txt"))) == 3


def test_a_changed_file_replaces_itself(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming)
    (incoming / "bc-2023.txt").write_text(paper(year=2023, poor=999), "utf-8")
    outcome = add(workspace, incoming)
    assert (len(outcome.replaced), len(outcome.unchanged)) == (1, 2)
    assert found(workspace, '"999 hộ nghèo"') == ["bc-2023.txt"]
    assert found(workspace, '"83 hộ nghèo"') == []


def test_a_copy_that_somebody_edited_is_not_overwritten(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming)
    (copy,) = workspace.corpus.rglob("bc-2023.txt")
    copy.write_text(paper(year=2023, poor=555), "utf-8")
    (incoming / "bc-2023.txt").write_text(paper(year=2023, poor=999), "utf-8")
    add(workspace, incoming)
    assert "555" in copy.read_text("utf-8")
    assert (copy.parent / "bc-2023-2.txt").exists()


def test_two_reports_of_one_name_keep_apart(workspace: Workspace, incoming: Path) -> None:
    for year in (2021, 2022):
        (incoming / str(year)).mkdir()
        (incoming / str(year) / "bao cao.txt").write_text(paper(year=year, meetings=33), "utf-8")
    add(workspace, incoming / "2021", incoming / "2022")
    assert sorted(path.name for path in workspace.corpus.rglob("bao*")) == ["bao cao-2.txt", "bao cao.txt"]
    assert sorted(found(workspace, '"33 buổi"')) == ["bao cao-2.txt", "bao cao.txt"]


def test_linked_files_stay_where_they_lie(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming, link=True)
    assert not list(workspace.corpus.rglob("*.txt"))
    rebuild(workspace, tell=TOLD.append)
    assert len(list_archive(workspace, tell=TOLD.append)) == 3


def test_a_bad_file_is_told_and_the_others_go_on(workspace: Workspace, incoming: Path) -> None:
    (incoming / "a.docx").write_bytes(b"no zip at all")
    (incoming / "b.txt").write_bytes(b"")
    outcome = add(workspace, incoming, incoming / "nowhere.txt", processes=2)
    assert sorted(Path(path).name for path in outcome.bad) == ["a.docx", "b.txt", "nowhere.txt"]
    assert len(outcome.added) == 3


def _crash(paper: Paper, outlines: object) -> str:
    if paper.path.name == "bc-2022.txt":
        os._exit(9)
    return "read"


def test_a_file_that_kills_its_reader_is_left_out(
    workspace: Workspace, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        (incoming / f"x{number}.txt").write_text(paper(meetings=number), "utf-8")
    monkeypatch.setattr(side_by_side, "read_record", _crash)
    outcome = add(workspace, incoming, processes=2)
    assert len(outcome.bad) == 9
    assert [Path(path).name for path, why in outcome.bad.items() if why != "read"] == ["bc-2022.txt"]


def test_what_the_paper_does_not_say_is_told_and_corrected(workspace: Workspace, incoming: Path) -> None:
    bare = incoming / "khong-ro.txt"
    bare.write_text("BÁO CÁO\nKết quả công tác\n" + BODY.replace("{year}", "qua").format(poor=1, meetings=2), "utf-8")
    assert add(workspace, bare).unclear == {str(bare): ("unit", "period")}
    outcome = add(workspace, bare, unit="MTTQ xã Tà Tổng", period="2020-H1")
    assert outcome.corrected == [str(bare)]
    for _again in range(2):
        ((filed, _there, _main),) = list_archive(workspace, unit="ta tong", period="2020", tell=TOLD.append)
        assert filed.period == "2020-H1"
        rebuild(workspace, tell=TOLD.append)  # what a person said outlives the index


def test_removing_takes_out_of_the_index_only(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming)
    (copy,) = workspace.corpus.rglob("bc-2022.txt")
    assert remove_reports(workspace, (copy,), tell=TOLD.append) == (copy.relative_to(workspace.root).as_posix(),)
    assert copy.exists()
    rebuild(workspace, tell=TOLD.append)
    assert len(list_archive(workspace, tell=TOLD.append)) == 2
    assert len(add(workspace, copy).added) == 1  # asked for again


def test_deleting_asks(workspace: Workspace, incoming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(workspace, incoming)
    (copy,) = workspace.corpus.rglob("bc-2022.txt")
    assert run(["corpus", "remove", str(copy), "--delete"]) != 0  # nobody answers
    assert copy.exists()
    assert run(["corpus", "remove", str(copy), "--delete", "--yes"]) == 0
    assert not copy.exists()
    assert run(["corpus", "remove", str(copy)]) == 2
    assert "bc-2022.txt" in capsys.readouterr().err


def test_a_vanished_file_is_told(workspace: Workspace, incoming: Path) -> None:
    add(workspace, incoming)
    (copy,) = workspace.corpus.rglob("bc-2022.txt")
    copy.unlink()
    assert add(workspace, workspace.corpus).vanished == [copy.relative_to(workspace.root).as_posix()]
    assert [there for _filed, there, _main in list_archive(workspace, tell=TOLD.append)].count(False) == 1
    assert len(add(workspace, incoming / "bc-2022.txt").replaced) == 1
    assert copy.exists()


@pytest.mark.parametrize("content", [None, b"garbage" * 1000], ids=["lost", "damaged"])
def test_a_lost_or_damaged_index_is_made_again(workspace: Workspace, incoming: Path, content: bytes | None) -> None:
    add(workspace, incoming)
    archive_path(workspace).unlink()
    if content:
        archive_path(workspace).write_bytes(content)
    assert len(found(workspace, "cận nghèo")) == 3
    assert len(TOLD) == 1
    assert len(found(workspace, "cận nghèo")) == 3
    assert len(TOLD) == 1


def test_two_writers_wait_or_are_told(workspace: Workspace, incoming: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "_PATIENCE", 0.1)
    with writing(workspace):
        monkeypatch.setattr(filing, "_held", set())
        with pytest.raises(LockedError, match=str(os.getpid())):
            add(workspace, incoming)
    assert len(add(workspace, incoming).added) == 3


def _hear_ctrl_c() -> None:
    """A shell that starts its jobs in the background has them ignore Ctrl-C, and theirs too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent there")
def test_stopping_in_between_leaves_a_sound_archive(workspace: Workspace, incoming: Path) -> None:
    # Long papers: reading the rest takes many times what the watcher below may oversleep.
    for number in range(300):
        text = paper(year=2000 + number % 20, poor=number, meetings=number)
        (incoming / f"n{number}.txt").write_text(text + "Nhân dân các thôn đồng tình, ủng hộ.\n" * 400, "utf-8")
    command = [sys.executable, "-m", "drafter.cli.start", "corpus", "add", str(incoming)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_hear_ctrl_c
    )
    until = time.monotonic() + 30
    first = 60  # so many copies: some transactions are through
    while time.monotonic() < until and process.poll() is None and len(list(workspace.corpus.rglob("*.txt"))) < first:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    filed = len(list_archive(workspace, tell=TOLD.append))
    assert 0 < filed < 303
    outcome = add(workspace, incoming)
    assert len(outcome.added) == 303 - filed
    assert len(outcome.unchanged) == filed


def test_the_outline_is_known_by_its_titles() -> None:
    from drafter.reading import from_text
    from drafter.sectioning import section

    tree = section(from_text(paper()))
    like = {"tuyên truyền", "giảm nghèo", "hòa giải ở cơ sở"}
    assert outline_of(tree, {"a": frozenset(like), "b": frozenset({"thu chi ngân sách", "tuyên truyền"})}) == "a"
    assert outline_of(tree, {"a": frozenset(like), "b": frozenset(like)}) is None
    assert outline_of(tree, {}) is None


def test_the_terminal_searches_the_archive_where_there_is_one(workspace: Workspace, incoming: Path) -> None:
    workspace.corpus.mkdir()
    (workspace.corpus / "old.txt").write_text(paper(), "utf-8")
    assert [source for _text, source in search_passages(workspace, "cận ngh")] == ["old.txt · I.2"]
    add(workspace, incoming)
    assert len(search_passages(workspace, "cận ngh")) == 4
    assert search_passages(workspace, " ") == ()


def test_the_commands_speak_json(workspace: Workspace, incoming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = {
        "corpus-add": ["add", str(incoming)],
        "corpus": ["list"],
        "corpus-search": ["search", "ho", "can ngheo"],
        "corpus-trend": ["trend", "hộ nghèo"],
        "corpus-rebuild": ["rebuild"],
        "corpus-remove": ["remove", str(workspace.corpus)],
    }
    for name, call in calls.items():
        assert run(["corpus", *call, "--format", "json"]) == 0
        shape = json.loads(capsys.readouterr().out)
        assert shape["schema"] == f"drafter/{name}/1"


def test_commands_in_words(workspace: Workspace, incoming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["corpus", "add", str(incoming)]) == 0
    assert capsys.readouterr().err == ""  # no progress where nobody looks
    assert run(["corpus", "search", "hộ cận nghèo", "--period", "2022"]) == 0
    assert "«hộ cận nghèo»" in capsys.readouterr().out
    assert run(["corpus", "trend", "hộ nghèo"]) == 0
    assert "▁▄█" in capsys.readouterr().out
    assert run(["corpus", "trend", "hộ nghèo", "--format", "csv"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.endswith(",share,whole")
    assert len(lines) == 3
    assert run(["corpus", "search", "x", "--period", "soon"]) == 2
    assert run(["corpus", "add", str(incoming / "none.txt")]) == 2


def test_one_report_in_several_formats_is_one_report_and_its_copies(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from shutil import copy2

    shipped = Path(__file__).resolve().parents[2] / "corpus" / "mttq-xa-suoi-ngan"
    incoming = tmp_path / "formats"
    incoming.mkdir()
    for suffix in ("docx", "pdf", "txt"):
        copy2(shipped / f"2024-H1.{suffix}", incoming / f"bc.{suffix}")
    outcome = add(workspace, incoming)
    assert sorted((Path(path).name, Path(main).name) for path, main in outcome.copies.items()) == [
        ("bc.pdf", "bc.docx"),
        ("bc.txt", "bc.docx"),
    ]
    listed = {Path(filed.path).name: main for filed, _there, main in list_archive(workspace, tell=TOLD.append)}
    assert listed["bc.docx"] is None
    assert listed["bc.pdf"] == listed["bc.txt"] is not None
    assert run(["corpus", "list"]) == 0
    assert capsys.readouterr().out.count("bc.docx") == 3


def test_another_version_is_no_copy(workspace: Workspace, tmp_path: Path) -> None:
    incoming = tmp_path / "versions"
    incoming.mkdir()
    (incoming / "first.txt").write_text(paper(year=2024, poor=31), "utf-8")
    (incoming / "second.txt").write_text(paper(year=2024, poor=32), "utf-8")
    assert add(workspace, incoming).copies == {}
