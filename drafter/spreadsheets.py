"""Cells that a spreadsheet shows and never runs: text out of a report may begin like a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What Excel and LibreOffice take for the beginning of a formula (OWASP, CSV injection).
_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")


def inert(words: str) -> str:
    """The words behind an apostrophe where they would be run; a number with its sign stays one."""
    return "'" + words if words.startswith(_BEGINS) and not _NUMBER.fullmatch(words) else words


def as_typed(words: str) -> str:
    """What `inert` was given."""
    return words[1:] if words[:1] == "'" and words[1:2] in _BEGINS else words


def as_csv(rows: Iterable[Sequence[str]], *, lineterminator: str = "\r\n") -> str:
    """Comma-separated lines without a cell that is run."""
    content = io.StringIO()
    csv.writer(content, lineterminator=lineterminator).writerows([inert(words) for words in row] for row in rows)
    return content.getvalue()
