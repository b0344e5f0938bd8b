"""A .docx from elsewhere (a frame, a leader's copy): looked at before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from drafter import system_errors
from drafter.errors import LimitError, UnreadableFileError
from drafter.messages import catalogue

_ = catalogue("assembling")

# Bytes unpacked and parts: far beyond any report with its pictures.
_UNPACKED = 200_000_000
_PARTS = 5_000
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def package_bytes(path: Path) -> bytes:
    """The file's bytes, where they are a zip of reasonable size that holds a Word document.

    Raises UnreadableFileError, LimitError.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("{path}: cannot be read ({reason})", path=path, reason=system_errors.reason(error))
        ) from error
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception as error:  # whatever zipfile meets in a file that is none
        raise UnreadableFileError(_("{path}: is no .docx that can be opened", path=path)) from error
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise LimitError(_("{path}: is too large when unpacked; save it again in Word", path=path))
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnreadableFileError(_("{path}: is no .docx that can be opened", path=path))
    return data


def whole(said: str | None, default: int) -> int:
    """A whole number that XML gives, `default` where it is none."""
    return int(said) if said is not None and _WHOLE.fullmatch(said.strip()) else default
