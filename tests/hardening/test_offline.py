"""Nothing leaves the machine: every command runs where every way out raises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hardening.office import COMMANDS, OUTLINE, Command, build, environment, run

READERS = (
    ["outline", "list"],
    ["outline", "show", OUTLINE],
    ["check", "bao-cao.docx"],
    ["check", "drafts/moi.md", "--previous", "den/2024-H1.docx"],
    ["sections", "den/2024-H1.docx"],
    ["extract", "den/2024-H1.docx"],
    ["read", "den/2024-H1.txt"],
    ["match", "den/2024-H1.docx", "--outline", OUTLINE],
    ["roll", "den/2024-H1.docx", "--to", "2025-H1", "--dry-run"],
    ["similar", "drafts/moi.md"],
    ["figures", "drafts/moi.md"],
    ["corpus", "list"],
    ["corpus", "search", "hộ nghèo"],
    ["corpus", "trend", "hộ nghèo"],
    ["phrases", "list"],
    ["rules"],
    ["doctor"],
    pytest.param(
        ["assemble", "drafts/moi.md", "-o", "pdf.docx", "--pdf", "--force"], marks=pytest.mark.tool("LibreOffice")
    ),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("office") / "vp")


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('example.com', 80))",
        "socket.socket().connect(('192.0.2.1', 80))",
        "socket.socket().connect(('127.0.0.1', 80))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "socket.socket().bind(('0.0.0.0', 0))",
        "socket.getaddrinfo('example.com', 80)",
        "urllib.request.urlopen('http://example.com')",
    ],
)
def test_the_guard_holds(attempt: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import socket, urllib.request; {attempt}"],
        env=environment("offline"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Forbidden" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_that_writes_stays_on_the_machine(office: Path, command: Command) -> None:
    done = run(office, list(command.arguments(office)), guard="offline")
    assert (done.returncode, "Forbidden" in done.stderr) in ((0, False), (1, False)), done.stderr


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_a_command_that_reads_stays_on_the_machine(office: Path, arguments: list[str]) -> None:
    done = run(office, arguments, guard="offline")
    assert (done.returncode, "Forbidden" in done.stderr) in ((0, False), (1, False)), done.stderr
