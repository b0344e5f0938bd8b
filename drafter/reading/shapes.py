"""Words by which a block that is set in columns is known: the letterhead, the recipients and the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One list of `columns.toml` as a pattern on folded text, each word at a line's beginning."""
    words = "|".join(re.escape(fold(word)).replace(r"\ ", r"\s+") for word in load("columns")[name])
    return re.compile(rf"^[\s*_\-–]*(?:{words})", re.MULTILINE)


_PLACE_DATE = re.compile(r"^[^\d\n,;]{2,60},\s*ngày[\s\d.…_/]{0,14}tháng", re.MULTILINE)


def opens_letterhead(text: str) -> bool:
    """Whether a line is the state's or the Party's name, or the motto under it."""
    return bool(_pattern("letterhead").search(fold(text)))


def opens_signature(text: str) -> bool:
    """Whether a line opens the recipients' list or the signature."""
    return bool(_pattern("recipients").search(fold(text)) or _pattern("authority").search(fold(text)))


def is_place_and_date(text: str) -> bool:
    """`Lạng Sơn, ngày 30 tháng 5 năm 2022`."""
    return bool(_PLACE_DATE.search(fold(text)))


def is_letterhead_or_signature(rows: Sequence[Sequence[str]], *, ruled: bool) -> bool:
    """Whether a table's cells (their first words, row by row) are a letterhead or a recipients/signature block."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    if not cells or max(len(row) for row in rows) > 3:
        return False
    if any(opens_letterhead(cell) for cell in cells[:4]) and not _many_figures(cells):
        return True
    if any(_pattern("recipients").search(fold(cell)) for cell in cells):
        return True
    return not ruled and any(_pattern("authority").search(fold(cell)) or is_place_and_date(cell) for cell in cells)


def _many_figures(cells: Sequence[str]) -> bool:
    return len(cells) > 6 and sum(cell.strip().replace(".", "").isdigit() for cell in cells) * 3 > len(cells)
