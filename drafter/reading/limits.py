"""What the reader accepts before it says no, and the clock that holds it to its time."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from drafter.errors import DrafterError, LimitError, UsageError
from drafter.messages import catalogue

_ = catalogue("reading")

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be and cost; every figure is far above any report and far below what stops a machine.

    Sizes are in bytes, times in seconds. `zip_ratio` is unpacked over packed for the whole package (a report packs 5 to
    30 times); XML with a DTD or an entity is refused whatever the limits say.
    """

    file_size: int = 200 * MEGABYTE
    text_size: int = 40 * MEGABYTE
    pages: int = 3000
    zip_entries: int = 5000
    zip_size: int = 300 * MEGABYTE
    zip_ratio: int = 200
    xml_depth: int = 256
    table_cells: int = 200_000
    seconds: float = 15.0
    office_seconds: float = 16.0
    ocr_seconds: float = 1800.0


# What a person calls each limit (`--limit pages=50`, `[reading]` in drafter.toml): the field, and what one of its unit is.
NAMES: dict[str, tuple[str, int]] = {
    "size": ("file_size", MEGABYTE),
    "text": ("text_size", MEGABYTE),
    "pages": ("pages", 1),
    "entries": ("zip_entries", 1),
    "unpacked": ("zip_size", MEGABYTE),
    "ratio": ("zip_ratio", 1),
    "depth": ("xml_depth", 1),
    "cells": ("table_cells", 1),
    "seconds": ("seconds", 1),
    "office-seconds": ("office_seconds", 1),
    "ocr-seconds": ("ocr_seconds", 1),
}
# Carries `--limit` to every reading of the run, child processes included; a person may set it too.
VARIABLE = "DRAFTER_LIMITS"


def usual() -> Limits:
    """The defaults, over them `[reading]` of the workspace's drafter.toml, over it DRAFTER_LIMITS (`pages=50 size=20`).

    Raises UsageError for a limit that there is not or that is no number.
    """
    from drafter.workspace import find_workspace

    limits = Limits()
    # A broken settings file is told by the commands that need it.
    with contextlib.suppress(DrafterError, OSError):
        limits = _changed(limits, find_workspace().settings.reading)
    said = os.environ.get(VARIABLE)
    return _changed(limits, parsed(said.split())) if said else limits


def parsed(items: Iterable[str]) -> dict[str, float]:
    """`pages=50`, `size=20` → what each limit shall be. Raises UsageError."""
    found: dict[str, float] = {}
    for item in items:
        name, _equals, written = item.partition("=")
        if name not in NAMES:
            raise UsageError(_("there is no limit “{name}”; known: {known}", name=name, known=", ".join(NAMES)))
        try:
            value = float(written)
        except ValueError:
            value = 0
        if not 0 < value < 1e12:
            raise UsageError(_("--limit {name}=NUMBER, not “{given}”", name=name, given=written))
        found[name] = value
    return found


def _changed(limits: Limits, said: Mapping[str, float]) -> Limits:
    changes = {}
    for name, value in said.items():
        field, unit = NAMES[name]
        changes[field] = value if field.endswith("seconds") else int(value * unit)
    return replace(limits, **changes)  # type: ignore[arg-type]


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
                _(
                    "{path}: reading takes longer than {n:g} s; split the file, or give it time: --limit seconds={more:g}",
                    path=self._path,
                    n=self._seconds,
                    more=4 * self._seconds,
                )
            )


def check_cells(path: str, cells: int, limits: Limits) -> None:
    """Raises LimitError for a table with more cells than anyone reads."""
    if cells > limits.table_cells:
        raise LimitError(
            _(
                "{path}: a table with more than {n} cells; split the file, or --limit cells={more}",
                path=path,
                n=limits.table_cells,
                more=10 * limits.table_cells,
            )
        )
