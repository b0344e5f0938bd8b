"""`.doc`, `.odt` and `.rtf` through LibreOffice: an own profile, a time limit, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from drafter.errors import LimitError, MissingToolError, UnreadableFileError
from drafter.messages import catalogue

_ = catalogue("reading")

_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def to_docx(data: bytes, form: str, path: str, *, seconds: float) -> bytes:
    """The file's content as .docx.

    Raises MissingToolError without LibreOffice, LimitError where it takes longer than `seconds`, UnreadableFileError
    where it cannot read the file.
    """
    program = find_program()
    if program is None:
        raise MissingToolError(
            _(
                "{path}: .{form} files need LibreOffice; install it (libreoffice.org) or save the file as .docx",
                path=path,
                form=form,
            )
        )
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        given = place / f"in.{form}"
        given.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out"), str(given),
        ]  # fmt: skip
        _run(command, path, seconds)
        made = place / "out" / "in.docx"
        if not made.exists():
            raise UnreadableFileError(
                _("{path}: LibreOffice cannot read it: damaged or protected by a password", path=path)
            )
        return made.read_bytes()


def _run(command: list[str], path: str, seconds: float) -> None:
    windows = sys.platform == "win32"
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitError(_("{path}: LibreOffice takes longer than {n:g} s", path=path, n=seconds)) from error
    finally:
        if process.poll() is None:
            _stop(process, windows=windows)


def _stop(process: subprocess.Popen[bytes], *, windows: bool) -> None:
    """End LibreOffice with the process it starts for itself."""
    with contextlib.suppress(OSError):
        if windows:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
