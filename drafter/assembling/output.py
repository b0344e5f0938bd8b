"""Where the assembled paper goes: a file, beside it where Word holds it open, or a PDF by LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from drafter import system_errors
from drafter.errors import MissingToolError, OutputExistsError, WriteError
from drafter.files import write_atomically
from drafter.messages import catalogue

_ = catalogue("assembling")

_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_WINDOWS = ("Program Files/LibreOffice/program/soffice.exe", "Program Files (x86)/LibreOffice/program/soffice.exe")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_LIMIT = 120.0


def is_open(path: Path) -> bool:
    """Whether Word or LibreOffice holds a file open (they leave a lock file beside it)."""
    name = path.name
    owners = {f"~${name}", f"~${name[2:]}", f".~lock.{name}#"}
    return any((path.parent / owner).exists() for owner in owners)


def write_beside_if_open(path: Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write the .docx whole or not at all. Where the target is open in Word, it is written beside it; where it was written
    is given back, so that the caller can say so.

    Raises OutputExistsError where it is there and `overwrite` is False, WriteError where the folder cannot be written.
    """
    if not overwrite and path.exists():
        raise OutputExistsError(_("{path}: is there already; --force overwrites it", path=path))
    if not is_open(path):
        try:
            write_atomically(path, content)
            return path
        except WriteError as error:
            held = isinstance(error.__cause__, PermissionError) and path.exists() and os.access(path.parent, os.W_OK)
            if not held:
                raise
    for number in range(2, 100):
        beside = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if not beside.exists() and not is_open(beside):
            write_atomically(beside, content)
            return beside
    raise WriteError(_("{path}: is open in Word; close it and try again", path=path))


def find_office() -> Path | None:
    """LibreOffice's program, None where it is not installed."""
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    drive = os.environ.get("SYSTEMDRIVE", "C:")
    places = [_MAC, *(Path(f"{drive}/{place}") for place in _WINDOWS)]
    return next((place for place in places if place.is_file()), None)


def to_pdf(report: Path, *, limit: float = _LIMIT) -> bytes:
    """The PDF of a .docx by LibreOffice, with a profile of its own and a time limit in seconds. A preview: where Times New
    Roman is not installed the lines break elsewhere than in Word.

    Raises MissingToolError where LibreOffice is not installed, WriteError where it gives no PDF in time.
    """
    office = find_office()
    if office is None:
        raise MissingToolError(_("a PDF needs LibreOffice, which is not installed; open the .docx and save it as PDF"))
    with tempfile.TemporaryDirectory(prefix="drafter-pdf-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source = work / "report.docx"
        source.write_bytes(report.read_bytes())
        profile = (work / "profile").as_uri()
        command = [str(office), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        command += ["--outdir", str(work), str(source)]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=limit, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise WriteError(
                _("{path}: LibreOffice made no PDF in {n} seconds", path=report, n=round(limit))
            ) from error
        except OSError as error:
            raise MissingToolError(
                _("LibreOffice cannot be started: {reason}", reason=system_errors.reason(error))
            ) from error
        made = work / "report.pdf"
        if not made.is_file():
            raise WriteError(_("{path}: LibreOffice made no PDF of it", path=report))
        return made.read_bytes()
