"""Dates, periods, ranges, terms, durations and anniversaries of one paragraph."""

from __future__ import annotations

from drafter.extracting.context import Context
from drafter.model.fact import DateFact


def find_dates(text: str, start: int, end: int, context: Context) -> list[DateFact]:
    """Every time expression of `text[start:end]` in reading order; offsets are absolute in `text`."""
    return []
