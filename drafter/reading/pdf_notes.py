"""The footnotes of a PDF page: taken from its end, and found again by the raised numbers that cite them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.reading.pdf_glyphs import NOTE_MARK, Line

_PAGE_NUMBER = re.compile(
    r"[\s\-–—_|.]*(?:(?:trang|page|tr\.)\s*)?(\d{1,4})\s*(?:(?:/|of|trên)\s*\d{1,4})?[\s\-–—_|.]*", re.IGNORECASE
)


def page_number(row: Sequence[Line]) -> int | None:
    """The number that a row alone is; None where it says more."""
    found = _PAGE_NUMBER.fullmatch(" ".join(part.text for part in row).strip())
    return int(found[1]) if found else None


def take_notes(rows: list[list[Line]]) -> list[list[Line]]:
    """Take the footnotes out of a page's rows: each as its lines.

    They are the page's last rows, set at least a point and a half smaller than its text; each begins with its number.
    """
    sizes = sorted(row[0].size for row in rows)
    if len(rows) < 4 or not sizes[0]:
        return []
    body = sizes[len(sizes) // 2]
    end = len(rows)
    while end and page_number(rows[end - 1]) is not None:
        end -= 1
    start = end
    while start and len(rows[start - 1]) == 1 and 0 < rows[start - 1][0].size <= body - 1.5:
        start -= 1
    while start < end and not _NOTE.match(rows[start][0].text):
        start += 1
    found: list[list[Line]] = []
    for (line,) in rows[start:end]:
        if _NOTE.match(line.text) and (not found or _number(line) == _number(found[-1][0]) + 1):
            found.append([line])
        else:
            found[-1].append(line)
    del rows[start:end]
    return found


_NOTE = re.compile(r"[(\[]?(\d{1,3})[)\].]?\s*[^\W\d_]")


NUMBER = re.compile(r"[(\[]?(\d{1,3})[)\].]?\s*")
MARKS = re.compile(f"[{chr(NOTE_MARK)}-{chr(NOTE_MARK + 9)}]+")


def cited(text: str) -> list[int]:
    """The numbers of the notes a text cites."""
    return [int("".join(str(ord(mark) - NOTE_MARK) for mark in found)) for found in MARKS.findall(text)]


def _number(line: Line) -> int:
    found = _NOTE.match(line.text)
    return int(found[1]) if found else -1
