"""What a report holds is shown on the terminal and never obeyed by it; files and pipes get it as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.terminal import visible

SHOWN = [
    ("Kết quả\n\tCó 312 hộ", "Kết quả\n\tCó 312 hộ"),
    ("\x1b[2J xóa màn hình", "␛[2J xóa màn hình"),
    ("\x1b]0;tên cửa sổ\x07", "␛]0;tên cửa sổ␇"),
    ("\x1b[31mđỏ\x1b[0m \x1b[1;33mđậm\x1b[m", "\x1b[31mđỏ\x1b[0m \x1b[1;33mđậm\x1b[m"),
    ("\x1b[8mgiấu\x1b[0m", "␛[8mgiấu\x1b[0m"),
    ("\x1b[38;5;8mmờ", "␛[38;5;8mmờ"),
    ("312\x08\x08\x08999", "312␈␈␈999"),
    ("\x9b2J", "\ufffd2J"),
    ("a\u202eb\u202c", "a\ufffdb\ufffd"),
    ("che dòng này\rbằng dòng khác", "che dòng này␍bằng dòng khác"),
    ("dòng của Word\r\n", "dòng của Word\r\n"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_commands_to_the_terminal_are_signs(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_bar_may_write_over_its_line() -> None:
    assert visible("\r███ 3/9", returns=True) == "\r███ 3/9"


HOSTILE = "BÁO CÁO\nI. KẾT QUẢ\x1b[2J\x1b]0;x\x07 Có 312 hộ\n"


def _command(file: Path, name: str) -> list[str]:
    return [sys.executable, "-m", "drafter.cli.start", name, str(file)]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal of Unix")
@pytest.mark.parametrize("name", ["read", "sections"])
def test_a_hostile_report_on_a_terminal(tmp_path: Path, name: str) -> None:
    import pty

    file = tmp_path / "a.txt"
    file.write_text(HOSTILE, "utf-8")
    ours, theirs = pty.openpty()
    subprocess.run(_command(file, name), stdout=theirs, stderr=theirs, check=True, timeout=60)
    os.close(theirs)
    said = os.read(ours, 100_000).decode("utf-8")
    os.close(ours)
    assert "␛[2J␛]0;x␇ Có 312 hộ" in said
    assert "\x1b" not in said


def test_a_pipe_gets_the_text_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(HOSTILE, "utf-8")
    done = subprocess.run(_command(file, "read"), capture_output=True, check=True, timeout=60)
    assert "\x1b[2J\x1b]0;x\x07 Có" in done.stdout.decode("utf-8")
