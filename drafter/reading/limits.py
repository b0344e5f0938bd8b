"""What the reader accepts before it says no, and the clock that holds it to its time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from drafter.errors import LimitError
from drafter.messages import catalogue

_ = catalogue("reading")

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be and cost; every figure is far above any report and far below what stops a machine.

    Sizes are in bytes, times in seconds. `zip_ratio` is unpacked over packed for the whole package (a report packs 5 to
    30 times); XML nested deeper than 256 elements, with a DTD or an entity, is refused whatever the limits say.
    """

    file_size: int = 200 * MEGABYTE
    text_size: int = 40 * MEGABYTE
    pages: int = 3000
    zip_entries: int = 5000
    zip_size: int = 300 * MEGABYTE
    zip_ratio: int = 200
    table_cells: int = 200_000
    seconds: float = 15.0
    office_seconds: float = 18.0
    ocr_seconds: float = 1800.0


class Clock:
    """Ends a reading that takes too long; `check` costs little and is called once a page, a table, a thousand lines."""

    def __init__(self, path: str, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raises LimitError where the time is over."""
        if time.monotonic() > self._end:
            raise LimitError(
                _("{path}: reading takes longer than {n:g} s; split the file", path=self._path, n=self._seconds)
            )


def check_cells(path: str, cells: int, limits: Limits) -> None:
    """Raises LimitError for a table with more cells than anyone reads."""
    if cells > limits.table_cells:
        raise LimitError(_("{path}: a table with more than {n} cells; split the file", path=path, n=limits.table_cells))
