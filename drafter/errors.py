"""The one tree of exceptions, and the exit status each ends a command with.

Exit statuses: 0 fine, 1 `check` found something, 2 the user's input or call is at fault, 3 a defect of Drafter.
"""

from __future__ import annotations

from dataclasses import dataclass

EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_INPUT = 2
EXIT_DEFECT = 3


class DrafterError(Exception):
    """What a person is told in one line: what is wrong and what to do about it."""

    exit_status = EXIT_INPUT


class UnreadableFileError(DrafterError):
    """A file that is missing, a folder, empty, of an unknown kind, damaged or protected."""


class LimitError(UnreadableFileError):
    """A file that is over one of the reader's limits."""


@dataclass(frozen=True)
class Place:
    """Where in a user's file something is wrong: `line` and `column` from 1, `key` a dotted path; null where unknown."""

    path: str
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        where = ":".join([self.path, *numbers])
        return f"{where} ({self.key})" if self.key else where


class LocatedError(DrafterError):
    """A fault in a file that a person wrote (outline, phrases, waivers, settings, draft), with its place."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class PeriodError(DrafterError):
    """A period that is not written as the contract says, or that cannot be moved to another kind."""


class UsageError(DrafterError):
    """A call whose options contradict each other or name something that is not there."""


class OutputExistsError(DrafterError):
    """The output is already there and nobody said `--force`."""


class LockedError(DrafterError):
    """Another process holds the draft or the archive."""


class WriteError(DrafterError):
    """A file could not be written; what was there before still is."""


class StoppedError(DrafterError):
    """Somebody stopped a long work; what is on disk is as it was, or whole up to where it was stopped."""


class MissingToolError(DrafterError):
    """An outside program (LibreOffice, Tesseract) or an extra that the job needs is not installed."""


class ClusterError(DrafterError):
    """The cluster that the user named cannot be reached, has no workers, or was lost."""
