"""Whether a line goes on in the next one (hard-wrapped text, lines of a PDF)."""

from __future__ import annotations

import re

from drafter.model.document import Block, BlockKind

# A line that breaks off where more must follow: `… số 217-`, `… QĐ/TW ngày`, `… tháng`, `… ngày 08 tháng 6 năm`, `… của Bộ`.
_OPEN_END = re.compile(
    r"(?i)(?:(?<!\w)(?:số:?|ngày|tháng|năm|quý|nhiệm kỳ|giai đoạn|đến|từ|của|của bộ|nghị|quyết|chỉ|kết|kế|công|hướng|thông"
    r"|nghị quyết|quyết định|chỉ thị|kế hoạch|công văn|ngày\s+\d{1,2}|tháng\s+\d{1,2})|\d\s?[-/]|[-/][A-ZĐ]{1,12}[-/]?)\s*$"
)
# A citation whose date or issuer stands in the next line: `… số 90/QĐ-TTg ngày 18/01/2022` | `của Thủ tướng`.
_CITED = re.compile(r"(?:\d\s?[/.-]\s?\d{4}|năm\s+\d{4}|[-/][A-ZĐ][A-ZĐa-z]{1,12}\d{0,2})\s*$")
_FURTHER = re.compile(r"\s*(?:của|ngày)\s")
_CLOSED = (".", ";")  # how most lines end: a look that spares the search
# A next line that goes on: lower case, a digit, or the rest of a symbol; no label of a list (`1.`, `a)`).
_GOES_ON = re.compile(r"\s*(?!\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][).]\s)(?:(?P<letter>[^\W\d_])|\d|[-/])")
_SYMBOL = re.compile(r"\s*[A-ZĐ]{1,8}[-/]")


def goes_on(text: str, first: Block, second: Block) -> bool:
    """Whether `second` continues `first` inside a date or citation, so that both are to be read as one span.

    Only paragraphs or list items on adjoining lines: a blank line between them ends the sentence.
    """
    if first.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST) or second.kind is not BlockKind.PARAGRAPH:
        return False
    if text[first.end - 1 : first.end] in _CLOSED:
        return False
    between = text[first.end : second.start]
    if between.count("\n") != 1 or between.strip():
        return False
    if _are_cells(text, first, second):
        return True
    found = _GOES_ON.match(text, second.start, second.end)
    if found is None or (found["letter"] and not _goes_on_with(text, second, found["letter"])):
        return False
    if first.end - first.start >= _FULL_LINE and _ENDS_OPEN.search(text, first.end - 2, first.end) is not None:
        return True
    begin = max(first.start, first.end - 40)
    if _OPEN_END.search(text, begin, first.end) is not None:
        return True
    return (
        _FURTHER.match(text, second.start, second.end) is not None and _CITED.search(text, begin, first.end) is not None
    )


_FULL_LINE = 60  # characters; a shorter line may end of itself
_ENDS_OPEN = re.compile(r"[\w,(%]\s?$")
_CELL = re.compile(r"(?P<whole>\d{1,4})(?:[.,]\d{1,3}){0,4}%?")
_LONGEST_CELL = 16  # characters


def _are_cells(text: str, first: Block, second: Block) -> bool:
    """Whether two lines hold a number each: cells of a table copied line by line, where a number alone may be a page's.

    Numbers that count on (`1`, `2`) number rows or columns, or are years.
    """
    if max(first.end - first.start, second.end - second.start) > _LONGEST_CELL:
        return False
    one, two = (_CELL.fullmatch(text[block.start : block.end].strip()) for block in (first, second))
    return one is not None and two is not None and int(two["whole"]) != int(one["whole"]) + 1


def _goes_on_with(text: str, block: Block, letter: str) -> bool:
    """Whether a line's first letter is small, or capitals go on with a symbol (`QĐ/TW`)."""
    return letter.islower() or _SYMBOL.match(text, block.start, block.end) is not None
