"""Where a list of parts ends: brackets, semicolons, the part behind `và`."""

from __future__ import annotations

import re

from drafter.model.fact import Figure

# A list of parts is not longer.
_LONGEST = 1500


def behind_and(text: str, parts: tuple[Figure, ...]) -> int | None:
    """How many parts stand up to the first one behind `và`."""
    places = (
        n for n, part in enumerate(parts, 1) if re.search(r"(?:,|\s)và\s+\Z", text[max(0, part.start - 6) : part.start])
    )
    return next(places, None)


def bracketed(text: str, begin: int, at: int) -> bool:
    """Whether a place stands in a bracket that opened behind `begin`."""
    return text.count("(", begin, at) > text.count(")", begin, at)


def bracket_end(text: str, start: int) -> int:
    depth = 1
    for index in range(start, min(len(text), start + _LONGEST)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return min(len(text), start + _LONGEST)


def list_end(text: str, start: int, stop: int, colon: bool) -> int:
    """A list after a colon may hold semicolons; one without ends at the first."""
    semicolon = text.find(";", start, stop)
    return stop if colon or semicolon < 0 else semicolon
