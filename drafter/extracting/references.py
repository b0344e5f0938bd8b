"""Mentions of documents with a number or symbol in one paragraph."""

from __future__ import annotations

from drafter.extracting.context import Context
from drafter.model.fact import Reference


def find_references(text: str, start: int, end: int, context: Context) -> list[Reference]:
    """Every cited document of `text[start:end]` in reading order, `document` 0 (see `resolve`); absolute offsets."""
    return []
