"""Writing a person's file: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from drafter import system_errors
from drafter.errors import OutputExistsError, WriteError
from drafter.messages import catalogue

_ = catalogue("files")


def write_atomically(path: Path, content: bytes | str | Iterable[str], *, overwrite: bool = True) -> None:
    """Write through a temporary file in the same folder, fsync and rename: the old file stands until the new one does.

    Text is written as UTF-8 with `\\n`; what is long may come piece by piece. Raises OutputExistsError where `overwrite` is
    False and the file is there, WriteError where it cannot be written (full disk, read-only folder, open in Word); nothing
    is half-written then.
    """
    pieces = [content] if isinstance(content, (bytes, str)) else content
    target = path.resolve() if path.is_symlink() else path
    if not overwrite and target.exists():
        raise OutputExistsError(_("{path}: exists; --force overwrites", path=path))
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise WriteError(
            _("{path}: cannot be written ({reason})", path=path, reason=system_errors.reason(error))
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have (too long, with a NUL) is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Only where the system lets a folder be opened (not on Windows): makes the rename itself durable.
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
