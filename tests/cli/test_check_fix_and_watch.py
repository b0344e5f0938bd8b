"""`check --fix` writes a new file with the safe fixes alone; `check --watch` checks again on every save."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from drafter.cli.start import run

TEXT = "BÁO CÁO\nKết quả năm 2024\nI. KẾT QUẢ\nĐã đã mở 20 lớp, gồm 8 lớp và 9 lớp [bookmark: _Hlk1]ở thôn.\n"


def test_safe_fixes_go_into_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "bc.txt"
    path.write_text(TEXT, "utf-8")
    run(["check", str(path), "--fix", "--fail-on", "never"])
    assert path.read_text("utf-8") == TEXT
    fixed = (tmp_path / "bc.fixed.txt").read_text("utf-8")
    assert "[bookmark" not in fixed and "Đã đã" not in fixed
    assert "20 lớp, gồm 8 lớp và 9 lớp" in fixed  # no figure is ever put right by itself


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path, other = tmp_path / "bc.txt", tmp_path / "bc.fixed.txt"
    path.write_text(TEXT, "utf-8")
    other.write_text("mine", "utf-8")
    assert run(["check", str(path), "--fix"]) == 2
    assert other.read_text("utf-8") == "mine"


def test_the_form_must_fit_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bc.txt"
    path.write_text(TEXT, "utf-8")
    for form in ("docx", "pdf"):
        assert run(["check", str(path), "--format", form, "-o", str(tmp_path / f"out.{form}")]) == 2
        assert run(["check", str(path), "--format", form]) == 2
    assert all(line.strip() for line in capsys.readouterr().err.strip().split("\n"))


def test_watch_checks_again_on_a_save(tmp_path: Path) -> None:
    path = tmp_path / "bc.txt"
    path.write_text("Toàn xã có 12 thôn.\n", "utf-8")
    command = [
        sys.executable,
        "-c",
        "import sys; from drafter.cli.start import main; sys.exit(main())",
        "check",
        str(path),
        "--watch",
        "--format",
        "json",
        "--fail-on",
        "never",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    watched = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    said = bytearray()
    assert watched.stdout is not None
    stream = watched.stdout

    def listen() -> None:
        while piece := os.read(stream.fileno(), 65536):
            said.extend(piece)

    threading.Thread(target=listen, daemon=True).start()
    try:
        _until(lambda: b'"summary"' in said)
        path.write_text("Ngày 31/4/2024 họp thôn.\n", "utf-8")
        _until(lambda: b"TIM202" in said)
    finally:
        watched.terminate()
        watched.wait(10)
    assert said.count(b'"summary"') == 2


def _until(true: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.05)
    assert true()  # type: ignore[operator]
