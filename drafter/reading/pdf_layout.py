"""What belongs together on a PDF page: running heads and page numbers, columns, paragraphs over lines and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.language.folding import fold
from drafter.model.document import Look
from drafter.reading.pdf_edges import Edges, Habits, habits
from drafter.reading.pdf_glyphs import Line
from drafter.reading.pdf_notes import MARKS, NUMBER, cited, page_number
from drafter.reading.shapes import is_place_and_date, opens_letterhead, opens_signature

_LABEL = re.compile(
    r"(?:[-+•●▪■–*]\s|[IVXLC]{1,6}[.\-)/]\s|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)\-/]?\s+\S|\(?[a-zđ]\s?[.)/-]\s|"
    r"(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\b|Thứ [^\W\d_]{2,4}[,:]|"
    r"(?:Phần|PHẦN|Chương|CHƯƠNG|Phụ lục|PHỤ LỤC|Biểu|BIỂU)\s(?!\S{1,4}[),;])|(?:Mục|MỤC|Điều|ĐIỀU)\s+\w+[.:])"
)
# A date that wraps in its column: `Bình Hải, ngày 15 tháng 11 năm`.
_CUT_DATE = re.compile(r",\s*ngày(?:\s[\d\s]*tháng(?:[\d\s]*năm)?)?\s*\Z")
_ENDMARKS = tuple(".;:!?…")
# How the words begin that open recipients or a signature: to look for them costs more.
_FRAME_LETTERS = frozenset("NnTtKk*")
_CLOSING = "'\"”)»"
# How far from the paper's edge a running head or a page number can stand, as a part of the page's height.
_MARGIN = 0.12
_HEAD_LINES = 2


@dataclass(slots=True)
class Region:
    """Lines that flow together: the page's width, or one column (`column`) whose lines are not paragraphs of prose. `edges`
    are those of a column of prose, whose last paragraph goes on in the next one."""

    lines: list[Line]
    column: bool = False
    edges: Edges | None = None


@dataclass(slots=True)
class Paragraph:
    """Lines joined to one; `page` is where it begins."""

    text: str
    page: int
    look: Look
    note: bool = False


# -- running heads -----------------------------------------------------------------------------------------------------


def drop_running_heads(pages: Sequence[list[list[Line]]], heights: Sequence[float]) -> int:
    """Take page numbers and running heads and feet out of the pages' rows; how many were taken.

    A page number is a number alone at the first or last row, in the margin or in step with the pages; a running head is the
    same words (digits aside) near the edge of several pages.
    """
    seen: Counter[tuple[bool, str]] = Counter()
    spots: list[list[tuple[bool, list[Line]]]] = []
    for rows, height in zip(pages, heights, strict=True):
        found = _edge_rows(rows, height)
        spots.append(found)
        seen.update({(top, _masked(row)) for top, row in found})
    most = max(3, round(0.4 * len(pages))) if len(pages) > 3 else 2
    offsets = Counter(
        number - index
        for index, found in enumerate(spots)
        for _top, row in found
        if (number := page_number(row)) is not None
    )
    usual = {offset for offset, count in offsets.items() if count >= min(2, len(pages))}
    dropped = 0
    for index, (rows, found, height) in enumerate(zip(pages, spots, heights, strict=True)):
        for top, row in found:
            number = page_number(row)
            middle = row[0].middle
            in_margin = middle > (1 - 0.095) * height or middle < 0.095 * height
            is_number = (
                number is not None
                and (in_margin or number - index in usual)
                and (number - index in usual or number == index + 1)
            )
            repeated = len(pages) > 1 and seen[top, _masked(row)] >= most
            if is_number or (repeated and _is_head(row) and _stands_apart(rows, row, height)):
                rows.remove(row)
                dropped += 1
    return dropped


def _edge_rows(rows: Sequence[list[Line]], height: float) -> list[tuple[bool, list[Line]]]:
    first = [(True, row) for row in rows[:_HEAD_LINES] if row[0].middle > (1 - _MARGIN) * height]
    last = [
        (False, row) for row in rows[max(_HEAD_LINES, len(rows) - _HEAD_LINES) :] if row[0].middle < _MARGIN * height
    ]
    return first + last


def _stands_apart(rows: Sequence[list[Line]], row: list[Line], height: float) -> bool:
    """Whether a row is no line of the text: nearer to the edge than text is set, of another size, or behind a gap."""
    middle = row[0].middle
    if min(middle, height - middle) < 0.055 * height:
        return True
    pitches = sorted(above[0].middle - below[0].middle for above, below in pairwise(rows))
    usual = pitches[len(pitches) // 2] if pitches else 0.0
    inner = [other[0] for other in rows if other is not row]
    near = min(inner, key=lambda line: abs(line.middle - middle), default=None)
    if near is None:
        return False
    return abs(near.middle - middle) > 1.3 * usual or abs(near.size - row[0].size) > 0.8


def _words(row: Sequence[Line]) -> str:
    return " ".join(part.text for part in row)


def _masked(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", fold(_words(row)))


def _is_head(row: Sequence[Line]) -> bool:
    return not opens_letterhead(_words(row)) and any(char.isalnum() for char in _words(row))


# -- columns -----------------------------------------------------------------------------------------------------------


def regions(rows: Sequence[list[Line]], *, first_page: bool) -> tuple[list[Region], int]:
    """A page's rows as regions in reading order, and how many two-column blocks there were.

    A block begins at the letterhead (top of the first page) or where recipients or a signature open, and goes on as long as
    a blank stripe parts all its lines.
    """
    found: list[Region] = []
    blocks = 0
    flow: list[Line] = []
    index = 0
    while index < len(rows):
        count = _columns_at(rows, index, first_page=first_page)
        if count:
            found.append(Region(flow))
            flow = []
            left, right = _split(rows[index : index + count])
            found.extend([Region(left, column=True), Region(right, column=True)])
            blocks += 1
            index += count
        else:
            flow.append(_one(rows[index]))
            index += 1
    found.append(Region(flow))
    return [region for region in found if region.lines], blocks


def plain(rows: Sequence[list[Line]]) -> tuple[list[Region], int]:
    """Rows without columns as one region."""
    return [Region([row[0] for row in rows])], 0


def _columns_at(rows: Sequence[list[Line]], index: int, *, first_page: bool) -> int:
    """How many rows from here stand in two columns; 0 where none do."""
    ahead = rows[index : index + 3]
    known = any(opens_signature(part.text) for part in rows[index]) or (
        first_page and index < 4 and any(opens_letterhead(part.text) for row in ahead for part in row)
    )
    if not known:
        return 0
    best = 0
    taken: list[Line] = []
    middle = (min(row[0].x0 for row in rows) + max(row[-1].x1 for row in rows)) / 2
    for count, row in enumerate(rows[index:], 1):
        # The title stands in the page's middle, however short it is.
        wraps = best and abs(row[0].x0 - rows[index + count - 2][-1].x0) < 2
        if best and len(row) == 1 and not wraps and abs((row[0].x0 + row[0].x1) / 2 - middle) < 20:
            break
        taken.extend(row)
        stripes = _stripes(taken)
        if len(stripes) > 2 or (len(stripes) == 1 and count - best > 3):
            break
        if len(stripes) == 2:
            best = count
        elif best:
            break
    block = rows[index : index + best]
    return best if best and _is_columns([part for row in block for part in row]) and _side_by_side(block) else 0


def _side_by_side(rows: Sequence[list[Line]]) -> bool:
    """Whether two lines of a block stand beside each other: lines far apart that follow each other are no columns."""
    if any(len(row) > 1 for row in rows):
        return True
    gutter = _stripes([part for row in rows for part in row])[0][1] + 1
    return any(
        (one[0].x0 < gutter) != (other[0].x0 < gutter) and one[0].y0 < other[0].y1 - 3 for one, other in pairwise(rows)
    )


def _is_columns(parts: Iterable[Line]) -> bool:
    return any(
        opens_letterhead(part.text) or opens_signature(part.text) or is_place_and_date(part.text) for part in parts
    )


def _stripes(lines: Iterable[Line]) -> list[tuple[float, float]]:
    """The stretches of the page's width that hold words."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((line.x0, line.x1) for line in lines):
        if found and x0 < found[-1][1] + 6:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _split(rows: Sequence[list[Line]]) -> tuple[list[Line], list[Line]]:
    parts = [part for row in rows for part in row]
    gutter = _stripes(parts)[0][1] + 1
    return (
        [_one([part for part in row if part.x0 < gutter], " ") for row in rows if row[0].x0 < gutter],
        [_one([part for part in row if part.x0 >= gutter], " ") for row in rows if row[-1].x0 >= gutter],
    )


def _one(row: Sequence[Line], blank: str = "\t") -> Line:
    """A row's parts as one line: a wide blank is a tab, in a column a blank."""
    if len(row) == 1:
        return row[0]
    return Line(
        blank.join(part.text for part in row),
        row[0].x0,
        row[-1].x1,
        min(part.y0 for part in row),
        max(part.y1 for part in row),
        row[0].size,
        all(part.bold for part in row),
        row[0].page,
    )


# -- paragraphs --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on: its lines so far."""

    lines: list[Line]
    column: bool = False


class Joiner:
    """Lines to paragraphs, over page ends too.

    A line goes on with the next one where the next one's first word would not have fitted on it. Indents, labels, sizes
    and end marks decide the rest.
    """

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._left = self._right = 0.0
        self._justified = False
        self._habits = Habits()
        self._left_before = 0.0
        self._jumps = False
        self.over_pages = 0
        self._waiting: dict[int, Paragraph] = {}
        self._loose: list[Paragraph] = []
        self.done: list[Paragraph] = []

    def region(self, region: Region, edges: Edges) -> None:
        """Add the next lines in reading order; `edges` are those of the text they stand in."""
        self._left_before = self._left
        self._left, self._right, self._justified = edges.left, edges.right, edges.justified
        if not region.column:
            self._habits = habits(region.lines, edges, self._habits)
        for place, line in enumerate(region.lines):
            current = self._open
            # The head of the next column is as the head of the next page.
            self._jumps = place == 0 and region.edges is not None and current is not None
            if self._jumps and current is not None and current.lines[-1].middle < line.middle:
                self._shift(current, region.lines)
            if current is not None and current.column == region.column and self._goes_on(current, line):
                self.over_pages += line.page != current.lines[-1].page
                current.lines.append(line)
            else:
                self.close()
                self._open = _Open([line], region.column)

    def _shift(self, current: _Open, lines: Sequence[Line]) -> None:
        """Lay an open paragraph's lines over the next column, so that its indents compare."""
        by = min(line.x0 for line in lines) - self._left_before
        for line in current.lines:
            line.x0, line.x1 = line.x0 + by, line.x1 + by

    def close(self) -> None:
        """End the paragraph that is open (a table, a column or the end comes)."""
        if self._open is not None:
            paragraph = self._paragraph(self._open.lines)
            self.done.append(paragraph)
            own = [number for number in cited(paragraph.text) if number in self._waiting]
            paragraph.text = MARKS.sub(lambda found: "" if cited(found[0])[0] in own else found[0], paragraph.text)
            paragraph.text = paragraph.text.replace("  ", " ") if own else paragraph.text
            self.done.extend(self._waiting.pop(number) for number in dict.fromkeys(own))
            self._open = None
        self.done.extend(self._loose)
        self._loose.clear()

    def notes(self, notes: Sequence[Sequence[Line]]) -> None:
        """Give a page's footnotes, before its lines: each stands behind the paragraph that cites it."""
        for lines in notes:
            paragraph = self._paragraph(lines)
            number = NUMBER.match(paragraph.text)
            paragraph.text = paragraph.text[number.end() :] if number else paragraph.text
            paragraph.note = True
            self._waiting[int(number[1]) if number else -1] = paragraph

    def end_page(self) -> None:
        """Notes that no paragraph of the page cites stand behind the one that is open at its end."""
        if self._waiting:
            own = cited("".join(line.text for line in self._open.lines)) if self._open is not None else []
            for number in [number for number in self._waiting if number not in own]:
                self._loose.append(self._waiting.pop(number))
        if self._open is None:
            self.close()

    def _goes_on(self, current: _Open, line: Line) -> bool:
        last, first = current.lines[-1], current.lines[0]
        same_page = last.page == line.page and not self._jumps
        high = max(last.size, line.size, 8)
        if same_page and not 0 < last.middle - line.middle < 2.6 * high:
            return False
        if abs(last.size - line.size) > 1.2 and last.size and line.size:
            return False
        if line.bold and line.text.isupper() and _LABEL.match(line.text) and _strong_label(line.text):
            # A heading in bold capitals with its label begins anew, whatever stands above it.
            return False
        if last.text.endswith("./.") or (
            line.text[:1] in _FRAME_LETTERS and not current.column and opens_signature(line.text)
        ):
            return False
        small = line.text[:1].islower()
        ended = last.text.rstrip(_CLOSING).endswith(_ENDMARKS)
        if current.column:
            if (last.text.endswith(("-", "/")) and last.text[-2:-1].isalnum()) or first.text.startswith(
                ("V/v", "V/V", "Về việc")
            ):
                return not is_place_and_date(line.text) and not opens_signature(line.text)
            name = fold(first.text)
            if name.startswith("cộng hòa xã hội") and not name.endswith("nam") and len(current.lines) == 1:
                return True
            if _CUT_DATE.search(fold(last.text)) and line.text[:1].isdigit():
                return True
            if last.text.endswith(",") and not _LABEL.match(line.text):
                return True
            return small and not ended and not _LABEL.match(line.text) and abs(line.x0 - first.x0) < 40
        if same_page and self._is_apart(current, line):
            return False
        if not ended and self._runs_on(last, line):
            return True
        if self._stops_short(first, last, line, ended=ended):
            return False
        reach = (last.x1 - self._left) / max(1.0, self._right - self._left)
        broken = (
            not ended
            and not _LABEL.match(line.text)
            and last.bold == line.bold
            and not self._are_centred(last, line)
            and (reach > 0.6 if small else reach > 0.85 and line.x0 < first.x0 - 4)
        )
        if self._are_centred(last, line) and last.bold == line.bold and small and not last.text.isupper() and not ended:
            return True
        if not broken and not self._is_full(last, line):
            return False
        if self._are_centred(last, line):
            return last.bold == line.bold and not ended and not _LABEL.match(line.text)
        if first.bold and not line.bold and last.bold and not small and not self._prose(current):
            return False
        if small and not ended and not _LABEL.match(line.text):
            return True
        indented = first.x0 - self._left > 8
        if len(current.lines) > 1:
            hangs = current.lines[1].x0
            if line.x0 > hangs + 6 and line.x0 > self._left + 8:
                return False
            if first.x0 > hangs + 6:
                return line.x0 < first.x0 - 4
        elif indented and line.x0 < first.x0 - 6:
            return True
        elif indented and line.x0 < first.x0 + 6 and (ended or self._begins(first, line)):  # noqa: SIM114
            return False
        elif line.x0 > first.x0 + 6 and not self._hangs(first, line):
            return False
        if _LABEL.match(line.text):
            return not ended and not _strong_label(line.text) and not last.bold
        return not ended or line.x0 < first.x0 + 2 or bool(_LABEL.match(first.text))

    def _stops_short(self, first: Line, last: Line, line: Line, *, ended: bool) -> bool:
        """Whether a line of justified text ends before the edge, as only a paragraph's last one does. Without an end mark
        a line that begins in small letters or back at the edge goes on all the same: headings are not always justified."""
        if not self._justified or last.x1 > self._right - 3 or self._are_centred(last, line):
            return False
        if ended or _LABEL.match(line.text):
            return True
        back = first.x0 > self._left + 8 and line.x0 < first.x0 - 6
        return not line.text[:1].islower() and not back and first.x0 > self._left + 8

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted behind the last one."""
        letter = (line.x1 - line.x0) / max(1, len(line.text))
        word = len(line.text.split(None, 1)[0]) * letter
        if self._are_centred(last, line):
            return last.x1 - last.x0 + letter + word > 0.97 * (self._right - self._left)
        return last.x1 + 0.8 * letter + 0.85 * word > self._right - 1

    def _runs_on(self, last: Line, line: Line) -> bool:
        """Whether a line stands as near to a long one as only the lines of one paragraph do."""
        pitch = self._habits.pitch
        if pitch is None or not 0 < last.middle - line.middle < pitch + 1.5:
            return False
        if last.bold != line.bold or (_LABEL.match(line.text) and _strong_label(line.text)):
            return False
        long = last.x1 - self._left > 0.85 * (self._right - self._left)
        return long and line.x0 < self._left + 8 and not self._are_centred(last, line)

    def _begins(self, first: Line, line: Line) -> bool:
        """Whether two lines both stand where this text's paragraphs begin."""
        indent = self._habits.indent
        return indent is not None and all(abs(one.x0 - indent) < 3 for one in (first, line))

    @staticmethod
    def _is_apart(current: _Open, line: Line) -> bool:
        """Whether the line stands further off than this paragraph's own lines do from each other."""
        if len(current.lines) < 2 or current.lines[0].page != line.page or current.lines[1].page != line.page:
            return False
        usual = current.lines[0].middle - current.lines[1].middle
        return current.lines[-1].middle - line.middle > usual + 3.5

    @staticmethod
    def _hangs(first: Line, line: Line) -> bool:
        """Whether a line stands further in because the first one's label hangs out."""
        return bool(_LABEL.match(first.text)) and not _LABEL.match(line.text)

    def _are_centred(self, last: Line, line: Line) -> bool:
        """Whether two lines stand around the same middle, the second one away from the edges."""
        return line.x0 > self._left + 20 and all(
            abs(one.x0 + one.x1 - self._left - self._right) < 16 for one in (last, line)
        )

    @staticmethod
    def _prose(current: _Open) -> bool:
        return any(not line.bold for line in current.lines)

    def _paragraph(self, lines: Sequence[Line]) -> Paragraph:
        text = "".join([_before_next(line.text, after.text) for line, after in pairwise(lines)] + [lines[-1].text])
        first = lines[0]
        middle = (self._left + self._right) / 2
        centred = all(
            abs((line.x0 + line.x1) / 2 - middle) < 8 and line.x0 > self._left + 15 and line.x1 < self._right - 15
            for line in lines
        )
        return Paragraph(
            text,
            first.page,
            Look(
                bold=all(line.bold for line in lines),
                caps=text.isupper() or (None if not any(map(str.isalpha, text)) else False),
                centred=centred,
                indent=round(max(0.0, first.x0 - self._left), 1),
                size=round(first.size, 1) or None,
            ),
        )


def _strong_label(text: str) -> bool:
    """A label that no sentence goes on with (`- 2024` and `12 hộ` may be the rest of one)."""
    return not text.startswith(("-", "–")) and not re.match(r"\d{1,3}\s", text)


def _before_next(text: str, line: str) -> str:
    """A line as it stands before the next one of its paragraph: a word that a hyphen parts (`217-` / `QĐ/TW`) stays whole."""
    if text.endswith("\u00ad"):
        return text[:-1]
    if text.endswith(("-", "/")) and text[-2:-1].isalnum() and line[:1].isalnum():
        return text
    return f"{text} "
