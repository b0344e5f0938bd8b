"""A section between finding and telling: before its end and its name are known."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.sectioning.labels import Reading
from drafter.sectioning.lines import Line
from drafter.sectioning.titles import Title


@dataclass(frozen=True)
class Found:
    """A section before its end and name are known. `leaf`: the next line is another section's or the paper's frame."""

    line: Line
    reading: Reading | None
    parent: int | None
    paper: int
    title: Title
    body_start: int
    label_end: int
    leaf: bool = False
    last: Line | None = None

    @property
    def printed_end(self) -> str:
        """The last characters of the title's last line."""
        return (self.last or self.line).text[-8:].rstrip(" *_")
