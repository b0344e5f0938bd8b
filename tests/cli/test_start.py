"""The command line's promises: quick start, one line for a fault, the right exit status, two languages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.cli.start import COMMANDS, run

HEAVY = (
    "spacy",
    "textual",
    "docx",
    "pdfplumber",
    "pydantic",
    "ruamel",
    "babel",
    "lxml",
    "openpyxl",
    "rapidfuzz",
    "jinja2",
)


def drafter(*arguments: str, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "drafter.cli.start", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom drafter.cli.start import run\n"
        f"run({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr.strip() == "[]"


def test_without_a_terminal_drafter_prints_its_help_and_exits_2() -> None:
    done = drafter()
    assert done.returncode == 2
    assert "outline" in done.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_help_page(name: str) -> None:
    assert run([name, "--help"]) == 0


def bad_files(folder: Path) -> dict[str, Path]:
    (folder / "empty.docx").write_bytes(b"")
    (folder / "nozip.docx").write_bytes(b"this is no zip at all" * 20)
    (folder / "strange.xyz").write_text("x")
    (folder / "folder.docx").mkdir()
    return {path.name: path for path in folder.iterdir()} | {"missing": folder / "missing.docx"}


@pytest.mark.parametrize("command", ["read", "sections", "extract", "check"])
@pytest.mark.parametrize("name", ["empty.docx", "nozip.docx", "strange.xyz", "folder.docx", "missing"])
def test_a_bad_file_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    path = bad_files(tmp_path)[name]
    assert run([command, str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert path.name in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek", "x"],
        ["read"],
        ["read", "--no-such", "x"],
        ["roll", "x.txt"],
        ["rules", "XXX999"],
        ["phrases", "show", "?"],
    ],
)
def test_a_wrong_call_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_nearest_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    run(["chekc"])
    assert "check" in capsys.readouterr().err


def test_language_is_chosen_by_option_and_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--lang", "en", "--help"])
    assert "Commands" in capsys.readouterr().out
    monkeypatch.setenv("DRAFTER_LANG", "vi")
    run(["--help"])
    assert "Các lệnh" in capsys.readouterr().out


def test_a_text_on_standard_input_is_read(tmp_path: Path) -> None:
    done = drafter("read", "-", "--format", "json", stdin="I. KẾT QUẢ\nĐã xong.\n", cwd=tmp_path)
    shape = json.loads(done.stdout)
    assert done.returncode == 0
    assert shape["schema"] == "drafter/document/1"
    assert shape["text"] == "I. KẾT QUẢ\nĐã xong.\n"


def test_a_defect_is_one_line_and_exits_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("drafter.pipeline.understanding.understand", broken)
    assert run(["read", __file__]) == 3
    said = capsys.readouterr().err
    assert "boom" in said
    assert len(said.strip().splitlines()) == 1
