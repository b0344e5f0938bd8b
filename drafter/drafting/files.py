"""What is read from the disk for a draft: never more than a draft can be."""

from __future__ import annotations

from pathlib import Path

from drafter import system_errors
from drafter.errors import UnreadableFileError
from drafter.messages import catalogue

_ = catalogue("drafting")

# A report of 300 pages is a megabyte.
LIMIT = 20_000_000


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises UnreadableFileError where it cannot be opened or is larger than any draft.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        raise UnreadableFileError(
            _("{path}: cannot be read ({reason})", path=path, reason=system_errors.reason(error))
        ) from error
    if len(data) > LIMIT:
        raise UnreadableFileError(_("{path}: larger than {limit} MB, no draft is", path=path, limit=LIMIT // 10**6))
    return data
