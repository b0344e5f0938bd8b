"""Where the workspace's `.drafter/` keeps what belongs to one draft."""

from __future__ import annotations

import contextlib
import re
from hashlib import blake2b
from pathlib import Path

from drafter import system_errors
from drafter.errors import WriteError
from drafter.messages import catalogue

_ = catalogue("drafting")


def key_of(draft: Path) -> str:
    """A file name for one draft: its stem, and a digest of where it lies."""
    stem = re.sub(r"[^\w.-]", "-", draft.stem)[:60]
    return f"{stem}-{blake2b(str(draft.resolve()).encode('utf-8', 'surrogateescape'), digest_size=5).hexdigest()}"


def private_folder(folder: Path) -> Path:
    """Make a folder that the user alone can read.

    Raises WriteError.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = system_errors.reason(error)
        raise WriteError(_("{path}: cannot be written ({reason})", path=folder, reason=reason)) from error
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
    return folder
