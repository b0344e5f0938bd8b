"""A draft's body as blocks to be set: paragraphs, headings, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.language.folding import fold
from drafter.markup import LineKind, Scan, scan, table_cells
from drafter.model.draft import Draft, DraftSection, section_keys

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_APPENDIX = re.compile(r"(?:phụ lục|phụ biểu|biểu mẫu|biểu số|biểu \d)")
_REFERENCE = re.compile(r"\(?\s*(?:ban hành )?kèm theo (?:báo cáo|kế hoạch|công văn|chương trình|tờ trình|thông báo)\b")
_MOST_COLUMNS = 63  # Word opens no table with more
UNPLACED_ID = "chua-co-cho"  # where a first draft keeps last period's text that has no place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `text` with its inline markup, without comments."""

    text: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that is shown; `rowspan` and `colspan` from 1. Joined cells are not listed."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `rows` by `columns` cells from 0, the first `head` rows repeated on every page."""

    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    head: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `depth` from 1, `words` with its inline markup; `key` finds a draft's section again in the .docx."""

    id: str | None
    depth: int
    label: str | None
    title: str | None
    words: str
    key: str | None = None


Block = Paragraph | Table | Heading


@dataclass(frozen=True)
class Annex:
    """An appendix: its heading and what stands under it. `own`: not an appendix but text kept apart at the end."""

    heading: Heading
    blocks: tuple[Block, ...]
    own: bool = False


@dataclass(frozen=True)
class Content:
    """Everything between letterhead and signature, the appendices behind it, and the footnotes by their id."""

    preamble: tuple[Block, ...]
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    notes: Mapping[str, str] = field(default_factory=dict)


def content_of(draft: Draft) -> Content:
    """Take a draft's sections apart. A first-level appendix heading begins an annex; so does what stands behind one."""
    notes: dict[str, str] = {}
    preamble = tuple(_blocks(draft.preamble, notes))
    body: list[Block] = []
    annexes: list[tuple[Heading, list[Block], bool]] = []
    for section, key in zip(draft.sections, section_keys(draft), strict=True):
        heading = Heading(section.id, max(section.depth, 1), section.label, section.title, section.heading, key)
        blocks = list(_blocks(section.body, notes))
        if section.depth <= 1 and (is_appendix(section) or annexes or section.id == UNPLACED_ID):
            annexes.append((heading, blocks, not is_appendix(section)))
        elif annexes:
            annexes[-1][1].extend((heading, *blocks))
        else:
            body.extend((heading, *blocks))
    return Content(
        preamble, tuple(body), tuple(Annex(head, tuple(blocks), own) for head, blocks, own in annexes), notes
    )


def is_appendix(section: DraftSection) -> bool:
    return bool(_APPENDIX.match(fold(section.heading.strip().strip("*"))))


def skipped_references(blocks: Sequence[Block]) -> int:
    """How many paragraphs at an appendix's beginning are the reference line of an earlier paper (`(Kèm theo Báo cáo số …)`):
    the paper's own line stands in their place."""
    for count, block in enumerate(blocks[:3], 1):
        if not isinstance(block, Paragraph) or (count == 1 and not _REFERENCE.match(fold(block.text).lstrip("*_ "))):
            return 0
        if block.text.rstrip("*_ .").endswith(")"):
            return count
    return 0


def without_comments(text: str) -> str:
    """The text without `<!-- … -->`; a line that held nothing else goes too."""
    kept: list[str] = []
    for line in _COMMENT.sub("\0", text).split("\n"):
        if "\0" in line and not line.replace("\0", "").strip():
            continue
        kept.append(line.replace("\0", "").rstrip() if "\0" in line else line)
    return "\n".join(kept)


def _blocks(text: str, notes: dict[str, str]) -> Iterator[Block]:
    """Paragraphs and tables in order; footnotes go to `notes`."""
    found = scan("\n" + without_comments(text))  # a blank line first: the text is no front matter
    rows: list[list[tuple[str, str | None]]] = []
    head = 0
    for line in found.lines:
        if line.kind is LineKind.TABLE:
            rows.append(_row(found, line))
            continue
        if line.kind is LineKind.TABLE_RULE:
            head = head or len(rows)
            continue
        if rows:
            yield from _tables(rows, head)
            rows, head = [], 0
        if line.kind is LineKind.FOOTNOTE:
            notes.setdefault(line.id or "", found.text[line.text_start : line.text_end])
        elif line.kind is LineKind.FRONT or line.kind is LineKind.BLANK:
            continue
        else:
            yield Paragraph(found.text[line.start : line.end].strip())
    if rows:
        yield from _tables(rows, head)


def blocks_with_lines(text: str) -> list[tuple[Paragraph | Table | None, list[str]]]:
    """A section's text as its blocks with the lines they were typed in; comments, footnotes and blank lines are lines of no
    block. All lines together are the text."""
    units: list[tuple[Paragraph | Table | None, list[str]]] = []
    rows: list[str] = []

    def close_table() -> None:
        behind: list[str] = []
        while rows and not without_comments(rows[-1]).strip():
            behind.insert(0, rows.pop())
        if rows:
            made = next((block for block in _blocks("\n".join(rows), {}) if isinstance(block, Table)), None)
            units.append((made, list(rows)))
            rows.clear()
        units.extend((None, [words]) for words in behind)

    found = scan("\n" + text)
    for line in found.lines[1:]:
        words = found.text[line.start : line.end]
        if line.kind in (LineKind.TABLE, LineKind.TABLE_RULE):
            rows.append(words)
            continue
        shown = _outside(found, line.start, line.end).strip()
        if rows and words.strip() and not shown:
            rows.append(words)  # a comment between two rows parts no table
            continue
        close_table()
        if line.kind in (LineKind.BLANK, LineKind.FOOTNOTE, LineKind.COMMENT) or not shown:
            units.append((None, [words]))
        else:
            units.append((Paragraph(shown), [words]))
    close_table()
    return units


def _outside(found: Scan, start: int, end: int) -> str:
    """A line's words without the comments that lie in it or reach into it."""
    out: list[str] = []
    position = start
    for opening, closing in found.comments:
        if closing <= position or opening >= end:
            continue
        out.append(found.text[position : max(position, opening)])
        position = min(end, closing)
    return "".join([*out, found.text[position:end]])


def _row(found: Scan, line: object) -> list[tuple[str, str | None]]:
    return [
        (found.text[cell.start : cell.end].replace("\\|", "|"), cell.join)
        for cell in table_cells(found.text, line)  # type: ignore[arg-type]
    ]


def _tables(rows: Sequence[Sequence[tuple[str, str | None]]], head: int) -> Iterator[Block]:
    """The rows as a table; as paragraphs where they have more columns than Word opens."""
    if max(len(row) for row in rows) <= _MOST_COLUMNS:
        yield _table(rows, head)
        return
    for row in rows:
        words = " | ".join(words for words, _join in row if words)
        if words:
            yield Paragraph(words)


def _table(rows: Sequence[Sequence[tuple[str, str | None]]], head: int) -> Table:
    """The grid with its joins; a join at the edge that has nothing to join stays text."""
    columns = max(1, *(len(row) for row in rows))  # a bar alone makes one empty cell
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x in range(columns):
            join = row[x][1] if x < len(row) else None
            if join == "<" and x:
                owner[y, x] = owner[y, x - 1]
            elif join == "^" and y:
                owner[y, x] = owner[y - 1, x]
            else:
                owner[y, x] = (y, x)
            top = owner[y, x]
            last = ends.get(top, top)
            ends[top] = (max(last[0], y), max(last[1], x))
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for (y, x), (last_y, last_x) in sorted(ends.items()):
        if (y, x) in taken:
            continue
        # A join that makes no rectangle is cut down to the row's part of it.
        area = [(b, a) for b in range(y, last_y + 1) for a in range(x, last_x + 1)]
        if any(place in taken or owner[place] != (y, x) for place in area):
            area = [(y, x)]
            while (y, area[-1][1] + 1) not in taken and owner.get((y, area[-1][1] + 1)) == (y, x):
                area.append((y, area[-1][1] + 1))
        taken.update(area)
        words = rows[y][x][0] if x < len(rows[y]) else ""
        cells.append(TableCell(words, y, x, area[-1][0] - y + 1, area[-1][1] - x + 1))
    cells += [TableCell("", y, x) for y in range(len(rows)) for x in range(columns) if (y, x) not in taken]
    return Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), len(rows), columns, head or 1)
