"""Plain text, Markdown and drafts. The text of a UTF-8 file stays as it is, so that offsets hold in the file."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from drafter.errors import UnreadableFileError
from drafter.markup import Line, LineKind, Scan, scan, split_front_matter, table_cells
from drafter.messages import catalogue
from drafter.model.document import Block, BlockKind, Cell, Document, Look, Source
from drafter.reading import legacy, losses, text_tables

_ = catalogue("reading")

_BULLET = re.compile(r"\s*(?:[-+•●▪*]|–)\s*(?=\S)")
_OUTLINE = re.compile(r"^outline[ \t]*:", re.MULTILINE)
# A heading's number inside a line: `… vững. II. NHIỆM VỤ`, `… năm 2024 1. Tuyên truyền`.
_NUMBERED = re.compile(r"\s(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2})[./-]\s+[^\W\d_a-z]")
_LONG, _LOOKED_AT = 1_500, 20_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, path: str) -> tuple[str, str, tuple[str, ...]]:
    """A text file's text, its encoding's name and what there is to tell.

    UTF-8 first; then UTF-16 by its mark or its NUL bytes; then windows-1258, TCVN3 or VNI by their letters. Raises
    UnreadableFileError where it is no text.
    """
    for mark, known in _BOMS:
        if data.startswith(mark):
            return _decoded(data, known, "utf-8-sig" if known == "utf-8" else known, path)
    if b"\0" in data[:4096] and (found := _utf16(data)):
        return _decoded(data, found, found, path)
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _single_byte(data, path)
    if data.count(b"\0") * 20 > len(data):
        raise UnreadableFileError(
            _("{path}: not a text file; Drafter reads .docx, .pdf, .txt, .md, .doc, .odt, .rtf", path=path)
        )
    if old := legacy.recognise(text):
        encoding, text = old
        return text, encoding, (_("text in the old encoding {name} turned into Unicode", name=encoding.upper()),)
    return text, name, ()


def _decoded(data: bytes, name: str, codec: str, path: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return data.decode(codec), name, ()
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="replace")
        if text.count("\ufffd") * 20 > len(text):
            raise UnreadableFileError(
                _("{path}: damaged {name} text; save it again as UTF-8", path=path, name=name)
            ) from error
        return text, name, (_("bytes that are no {name} replaced by �", name=name),)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: Latin letters, blanks and digits leave every second byte NUL."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 5 > len(sample) // 2 and odd > 5 * even:
        return "utf-16-le"
    if even * 5 > len(sample) // 2 and even > 5 * odd:
        return "utf-16-be"
    return None


def _single_byte(data: bytes, path: str) -> tuple[str, str, tuple[str, ...]]:
    mended = data.decode("utf-8", errors="replace")
    letters = sum(byte >= 0x80 for byte in data)
    if mended.count("\ufffd") * 10 <= letters and _is_vietnamese(mended):
        return mended, "utf-8", (_("bytes that are no {name} replaced by �", name="utf-8"),)
    if data.count(b"\0") * 100 > len(data):
        raise UnreadableFileError(
            _("{path}: not a text file; Drafter reads .docx, .pdf, .txt, .md, .doc, .odt, .rtf", path=path)
        )
    latin = data.decode("latin-1")
    readings = {
        "windows-1258": legacy.nfc_1258(data),
        "tcvn3": legacy.from_tcvn3(latin),
        "vni": legacy.from_vni(data.decode("cp1252", errors="replace")),
    }
    name = max(readings, key=lambda key: legacy.vietnamese_score(readings[key][:50_000]))
    if legacy.vietnamese_score(readings[name][:50_000]) < 0.05:
        controls = sum(byte < 0x20 and byte not in (9, 10, 12, 13) for byte in data[:50_000])
        if controls * 50 > min(len(data), 50_000):
            raise UnreadableFileError(
                _("{path}: not a text file; Drafter reads .docx, .pdf, .txt, .md, .doc, .odt, .rtf", path=path)
            )
        guess = "windows-1258"
        return readings[guess], guess, (_("encoding not recognised; read as {name}, check the letters", name=guess),)
    return readings[name], name, (_("text in the old encoding {name} turned into Unicode", name=name.upper()),)


def _is_vietnamese(text: str) -> bool:
    return legacy.vietnamese_score(text[:50_000]) > 0.05


def from_text(text: str, *, path: str = "-", format: str = "txt") -> Document:  # noqa: A002
    """A document from a text that is already here; `format` is txt, md or draft (`md` that names its outline becomes one).

    CRLF becomes LF; nothing else of the text is changed.
    """
    return document_of(text, Source(path, format))


def document_of(text: str, source: Source, warnings: tuple[str, ...] = ()) -> Document:
    """Blocks over a decoded text."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    form = source.format
    if form == "md" and _names_outline(text):
        form = "draft"
    source = Source(source.path, form, source.encoding, source.pages)
    if nul := text.count("\0"):
        warnings = (*warnings, *losses.report(Counter({"nul": nul})))
        text = text.replace("\0", "")
    blocks = _plain_blocks(text) if form == "txt" else _markup_blocks(text)
    if form == "txt" and _lost_its_lines(text, len(blocks)):
        warnings = (
            *warnings,
            _("the whole text stands on one line: its sections cannot be told; paste it again with its line breaks"),
        )
    return Document(source, text, tuple(blocks), warnings)


def _lost_its_lines(text: str, blocks: int) -> bool:
    """Whether a paper was pasted without its line breaks: one or two long lines with headings' numbers inside them."""
    return blocks <= 2 and len(text) > _LONG and len(list(islice(_NUMBERED.finditer(text[:_LOOKED_AT]), 3))) == 3


def _names_outline(text: str) -> bool:
    front, _end = split_front_matter(text)
    return front is not None and bool(_OUTLINE.search(front))


def _plain_blocks(text: str) -> list[Block]:
    """One block a line that is not blank; rows of cells parted by tabs are one block together."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    blocks: list[Block] = []
    done = 0
    for first, behind, table in text_tables.tables_in(text, lines):
        blocks.extend(_paragraphs(text, lines[done:first]))
        blocks.append(table)
        done = behind
    return [*blocks, *_paragraphs(text, lines[done:])]


def _paragraphs(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Block]:
    for start, end in lines:
        line = text[start:end]
        if words := line.strip():
            first = start + line.index(words[0]) if line[0].isspace() else start
            kind = BlockKind.LIST if _BULLET.match(words) else BlockKind.PARAGRAPH
            yield Block(kind, first, first + len(words))


def _markup_blocks(text: str) -> list[Block]:
    found = scan(text)
    comments = _Comments(found)
    blocks: list[Block] = []
    table: list[Line] = []
    tables = 0
    for line in found.lines:
        if line.kind in (LineKind.TABLE, LineKind.TABLE_RULE):
            table.append(line)
            continue
        if table:
            if block := _table(text, table, tables + 1):
                tables += 1
                blocks.append(block)
            table = []
        if line.kind is LineKind.HEADING:
            look = Look(outline_level=line.depth - 1, anchor=line.id)
            blocks.extend(_pieces(text, line, comments, BlockKind.PARAGRAPH, look))
        elif line.kind is LineKind.FOOTNOTE:
            blocks.extend(_pieces(text, line, comments, BlockKind.NOTE, Look()))
        elif line.kind is LineKind.TEXT:
            kind = BlockKind.LIST if _BULLET.match(text, line.text_start, line.text_end) else BlockKind.PARAGRAPH
            blocks.extend(_pieces(text, line, comments, kind, Look()))
    if table and (block := _table(text, table, tables + 1)):
        blocks.append(block)
    return blocks


class _Comments:
    """The comments of a draft; asked line by line, in order."""

    def __init__(self, found: Scan) -> None:
        self._spans = found.comments
        self._next = 0

    def around(self, start: int, end: int) -> list[tuple[int, int]]:
        while self._next < len(self._spans) and self._spans[self._next][1] <= start:
            self._next += 1
        inside: list[tuple[int, int]] = []
        index = self._next
        while index < len(self._spans) and self._spans[index][0] < end:
            inside.append(self._spans[index])
            index += 1
        return inside


def _pieces(text: str, line: Line, comments: _Comments, kind: BlockKind, look: Look) -> list[Block]:
    """The line's words without its comments: one block a piece, so that a comment lies in none."""
    blocks: list[Block] = []
    at = line.text_start
    for start, end in [*comments.around(line.text_start, line.text_end), (line.text_end, line.text_end)]:
        first, last = at, max(at, min(start, line.text_end))
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            blocks.append(Block(kind, first, last, None, look))
        at = max(at, end)
    return blocks


def _table(text: str, lines: list[Line], number: int) -> Block | None:
    """A pipe table's rows as a block: `<` joins a cell with the one at its left, `^` with the one above."""
    cells: list[Cell] = []
    # Where on the grid each place's cell is kept in `cells`, row by row.
    above: list[int] = []
    row = 0
    for line in lines:
        if line.kind is LineKind.TABLE_RULE:
            continue
        row += 1
        here: list[int] = []
        for place, piece in enumerate(table_cells(text, line)):
            if piece.join == "<" and here:
                owner = cells[here[-1]]
                if owner.row == row:
                    cells[here[-1]] = _grown(owner, columns=max(owner.colspan, place + 2 - owner.column))
                here.append(here[-1])
            elif piece.join == "^" and place < len(above):
                owner = cells[above[place]]
                cells[above[place]] = _grown(owner, rows=row + 1 - owner.row)
                here.append(above[place])
            else:
                here.append(len(cells))
                cells.append(Cell(row, place + 1, 1, 1, piece.start, piece.end))
        above = here
    if not cells:
        return None
    return Block(BlockKind.TABLE, lines[0].text_start, lines[-1].text_end, None, Look(), tuple(cells), number)


def _grown(cell: Cell, *, rows: int | None = None, columns: int | None = None) -> Cell:
    return Cell(cell.row, cell.column, rows or cell.rowspan, columns or cell.colspan, cell.start, cell.end)
