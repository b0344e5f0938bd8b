"""The marks `⟦ ⟧` of a draft: what somebody must confirm, give or decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MARK = re.compile(r"⟦(?P<inner>[^⟦⟧\n]*)⟧")
_WANTED = re.compile(r"\s*\?\s*%?\s*")


class MarkKind(StrEnum):
    CARRIED = "carried"  # ⟦312⟧: last period's figure, unconfirmed
    WANTED = "wanted"  # ⟦?⟧, ⟦?%⟧: a figure to give
    ASKED = "asked"  # ⟦30/5/2022?⟧: somebody must decide


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; `inner` is what stands between the brackets."""

    kind: MarkKind
    start: int
    end: int
    inner: str


def find_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """Every mark of a text, in order."""
    for found in MARK.finditer(text, start, len(text) if end is None else end):
        inner = found["inner"]
        if _WANTED.fullmatch(inner):
            kind = MarkKind.WANTED
        elif inner.rstrip().endswith("?"):
            kind = MarkKind.ASKED
        else:
            kind = MarkKind.CARRIED
        yield Mark(kind, found.start(), found.end(), inner)
