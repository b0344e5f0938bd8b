"""PDF files through pdfium: text where there is text, geometry where it is needed, a word on every page that has none."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from drafter.errors import LimitError, UnreadableFileError
from drafter.messages import catalogue
from drafter.model.document import BlockKind, Document, Source
from drafter.reading import legacy, losses
from drafter.reading.building import Builder
from drafter.reading.limits import Clock, Limits, check_cells
from drafter.reading.pdf_columns import find_gutter, flowing
from drafter.reading.pdf_edges import Edges, Lines, common_edges
from drafter.reading.pdf_glyphs import NOTE_MARK, Line
from drafter.reading.pdf_layout import Joiner, Paragraph, Region, drop_running_heads, plain, regions
from drafter.reading.pdf_notes import take_notes
from drafter.reading.pdf_page import Page
from drafter.reading.pdf_rules import Edge
from drafter.reading.pdf_tables import Grid, fill, find_grids, goes_on, is_empty, rows_of
from drafter.reading.pdf_unruled import Plumber, find_unruled, level_groups, shows_number_rows
from drafter.reading.pdf_zones import column_zones, level_rows, within

_ = catalogue("reading")

# pdfium holds its state for the whole process.
_LOCK = threading.Lock()
_BULLET = re.compile(r"\s*(?:[-+•●▪]|–)\s*(?=\S)")
_SCAN, _BROKEN = "scan", "broken"
_MOST_GLYPHS = 200_000


@dataclass
class _PageRead:
    """What a page gave: rows of line parts from top to bottom, its tables, and what is wrong with it."""

    number: int
    height: float
    width: float = 595.0
    rows: list[list[Line]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)
    fault: str | None = None
    exact: bool = False
    # Where two columns of prose are parted.
    gutter: float | None = None


def read(data: bytes, source: Source, *, ocr: bool, limits: Limits, clock: Clock) -> Document:
    """A PDF's content as a document.

    Pages without text or with a broken font map are told in `warnings` and `unread`; `ocr` recognises them. Raises
    UnreadableFileError where it is damaged or protected, LimitError, MissingToolError without Tesseract.
    """
    with _LOCK:
        pdf = _open(data, source.path)
        try:
            with closing(Plumber(data)) as plumber:
                return _Reader(pdf, plumber, source, ocr=ocr, limits=limits, clock=clock).document()
        finally:
            pdf.close()


def _open(data: bytes, path: str) -> Any:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError(_("{path}: protected by a password; remove it first", path=path)) from error
        raise UnreadableFileError(_("{path}: damaged PDF; get it again or print it anew", path=path)) from error
    if count < 1:
        pdf.close()
        raise UnreadableFileError(_("{path}: a PDF without pages", path=path))
    return pdf


class _Reader:
    def __init__(self, pdf: Any, plumber: Plumber, source: Source, *, ocr: bool, limits: Limits, clock: Clock) -> None:
        self._pdf = pdf
        self._plumber = plumber
        # The table without upright lines at the end of the page before.
        self._unruled: Grid | None = None
        self._source = source
        self._ocr = ocr
        self._limits = limits
        self._clock = clock
        self._met: Counter[str] = Counter()
        self._builder = Builder()

    def document(self) -> Document:
        count = len(self._pdf)
        if count > self._limits.pages:
            raise LimitError(
                _(
                    "{path}: {n} pages, over the limit of {most}; split the file, or --limit pages={n}",
                    path=self._source.path,
                    n=count,
                    most=self._limits.pages,
                )
            )
        pages = [self._page(number) for number in range(1, count + 1)]
        faults = {page.number: page.fault for page in pages if page.fault}
        recognised: set[int] = set()
        if self._ocr and faults:
            recognised = self._recognise(pages)
        encoding = _spell(pages)
        self._met["running heads"] = drop_running_heads([page.rows for page in pages], [page.height for page in pages])
        self._blocks(pages)
        text, blocks = self._builder.text, tuple(self._builder.blocks)
        warnings = [*self._fault_lines(faults, recognised), *losses.report(self._met)]
        source = Source(self._source.path, "pdf", None, count)
        if encoding:
            warnings.append(_("text in the old encoding {name} turned into Unicode", name=encoding.upper()))
        unread = self._fault_lines({n: fault for n, fault in faults.items() if n not in recognised}, set())
        return Document(source, text, blocks, tuple(warnings), tuple(unread))

    # -- pages --------------------------------------------------------------------------------------------------------

    def _page(self, number: int) -> _PageRead:
        import pypdfium2

        self._clock.check()
        try:
            page = Page(self._pdf[number - 1], number)
        except (pypdfium2.PdfiumError, ValueError, IndexError):
            return _PageRead(number, 842, fault=_BROKEN)
        try:
            return self._read_page(page)
        finally:
            page.close()

    def _read_page(self, page: Page) -> _PageRead:
        read = _PageRead(page.number, page.height, page.width)
        edges, images = page.objects()
        if not page.text.strip():
            read.fault = _BROKEN if page.count > 20 else _SCAN if images else None
            return read
        if _is_garbage(page):
            read.fault = _BROKEN
            return read
        read.grids = find_grids(edges, page.number, page.height) if len(edges) >= 4 else []
        read.grids += self._unruled_grids(page, edges, read.grids)
        lines = page.fast_lines() if page.is_mapped and not page.rotation and not read.grids else None
        if lines and page.count <= _MOST_GLYPHS and (parted := page.row_gutter()) is not None:
            beside = page.lines_beside(parted)
            lines = beside if find_gutter(beside, page.width) is not None else lines
        if lines and (gutter := find_gutter(lines, page.width)) is not None:
            read.gutter = gutter
            read.rows = [[line] for line in lines]
        elif page.count > _MOST_GLYPHS:
            read.grids = []
            read.rows = [[line] for line in lines or page.fast_lines() or ()]
        elif lines:
            self._place(page, read, lines)
        else:
            glyphs = fill(read.grids, page.glyphs(), page)
            read.grids = [grid for grid in read.grids if not is_empty(grid)]
            read.rows = page.lines_of(glyphs)
            read.exact = True
        read.notes = take_notes(read.rows)
        if read.notes:
            # The numbers that cite the notes are no figures of the text.
            read.rows = page.lines_of(fill(read.grids, page.glyphs(marks=True), page))
            read.notes = take_notes(read.rows) or read.notes
            read.exact = True
        for grid in read.grids:
            check_cells(self._source.path, len(grid.cells), self._limits)
        return read

    @staticmethod
    def _place(page: Page, read: _PageRead, lines: list[Line]) -> None:
        """A page's rows: pdfium's lines, but sign by sign where it may be set in columns."""
        zones = column_zones(lines, first_page=page.number == 1)
        read.rows = [[line] for line in lines if not zones or not within(zones, line.middle)]
        if zones:
            read.rows = level_rows([*read.rows, *page.lines_of(page.glyphs(zones=zones))])
            read.exact = True

    def _unruled_grids(self, page: Page, edges: Sequence[Edge], ruled: Sequence[Grid]) -> list[Grid]:
        """The page's tables without upright lines."""
        groups = level_groups(edges, ruled) if len(edges) >= 3 else []
        if page.rotation or not (groups or (not ruled and shows_number_rows(page.text))):
            self._unruled = None
            return []
        found = find_unruled(self._plumber.words(page.number), groups, page.number, self._unruled)
        self._met["unruled tables"] += len(found)
        self._unruled = found[-1] if found else None
        return found

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _blocks(self, pages: list[_PageRead]) -> None:
        joiner = Joiner()
        held: list[Grid] = []
        common = common_edges([Lines(page.width, page.rows) for page in pages])
        for page, edges in zip(pages, common, strict=True):
            joiner.notes(page.notes)
            self._met["footnotes"] += len(page.notes)
            pending = list(page.grids)
            rows = page.rows
            while rows or pending:
                grid = pending[0] if pending else None
                above = [row for row in rows if grid is None or row[0].middle > grid.bottom]
                rows = rows[len(above) :]
                if above:
                    self._end_table(held, joiner)
                    if page.gutter is not None:
                        found, columns = flowing(above, page.gutter), 1
                    elif page.exact:
                        found, columns = regions(above, first_page=page.number == 1)
                    else:
                        found, columns = plain(above)
                    self._met["columns"] += columns
                    for region in found:
                        self._region(joiner, region, edges)
                if grid is not None:
                    pending.pop(0)
                    if held and goes_on(held[-1], grid):
                        self._met["joined tables"] += 1
                    else:
                        self._end_table(held, joiner)
                    joiner.close()
                    held.append(grid)
            joiner.end_page()
        self._end_table(held, joiner)
        joiner.close()
        self._write(joiner)
        self._met["page breaks"] = joiner.over_pages

    @staticmethod
    def _region(joiner: Joiner, region: Region, edges: Edges) -> None:
        if region.column:
            joiner.close()
            edges = Edges(min(line.x0 for line in region.lines), max(line.x1 for line in region.lines))
        joiner.region(region, region.edges or edges)
        if region.column:
            joiner.close()

    def _write(self, joiner: Joiner) -> None:
        for paragraph in joiner.done:
            self._paragraph(paragraph)
        joiner.done.clear()

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = _clean(paragraph.text)
        kind = BlockKind.NOTE if paragraph.note else BlockKind.LIST if _BULLET.match(text) else BlockKind.PARAGRAPH
        self._builder.paragraph(text, kind=kind, look=paragraph.look, page=paragraph.page)

    def _end_table(self, held: list[Grid], joiner: Joiner) -> None:
        if not held:
            return
        joiner.close()
        self._write(joiner)
        rows = rows_of(held)
        for row in rows:
            for place, cell in enumerate(row):
                if (text := _clean(cell.text)) != cell.text:
                    row[place] = type(cell)(cell.row, cell.column, text, cell.rowspan, cell.colspan, cell.filler)
        self._builder.table(rows, page=held[0].page)
        held.clear()

    # -- faults -------------------------------------------------------------------------------------------------------

    def _recognise(self, pages: list[_PageRead]) -> set[int]:
        from drafter.reading import scan

        wanted = [page.number for page in pages if page.fault]
        found = scan.recognise(self._pdf, wanted, self._source.path, seconds=self._limits.ocr_seconds)
        for page in pages:
            if page.number in found:
                page.rows = [[line] for line in found[page.number]]
        return {number for number, lines in found.items() if lines}

    def _fault_lines(self, faults: dict[int, str], recognised: set[int]) -> list[str]:
        def pages(kind: str) -> list[int]:
            return [number for number, fault in faults.items() if fault == kind and number not in recognised]

        found: list[str] = []
        if scans := pages(_SCAN):
            found.append(
                _("{n} page(s) without text need OCR (--ocr): page {pages}", n=len(scans), pages=losses.ranges(scans))
            )
        if broken := pages(_BROKEN):
            found.append(
                _(
                    "{n} page(s) with a broken font map or damaged, not read (--ocr may help): page {pages}",
                    n=len(broken),
                    pages=losses.ranges(broken),
                )
            )
        if recognised:
            found.append(
                _(
                    "{n} page(s) read by text recognition, check their figures: page {pages}",
                    n=len(recognised),
                    pages=losses.ranges(recognised),
                )
            )
        return found


def _spell(pages: Sequence[_PageRead]) -> str | None:
    """Turn lines and cells in letters of before Unicode (TCVN3, VNI) into Unicode; the encoding's name where they were."""
    lines = [part for page in pages for row in [*page.rows, *page.notes] for part in row]
    cells = [cell for page in pages for grid in page.grids for cell in grid.cells]
    sample = "\n".join([line.text for line in lines[:600]] + [cell.text for cell in cells[:600]])
    old = legacy.recognise(sample)
    if old is None:
        return None
    for line in lines:
        line.text = legacy.turned(line.text, old[0], capitals=line.capitals)
    for cell in cells:
        cell.text = legacy.turned(cell.text, old[0])
    return old[0]


def _is_garbage(page: Page) -> bool:
    """Whether the font map is broken: signs that are no text, or glyphs that give none."""
    text = page.text
    blanks = text.count(" ") + text.count("\n") * 2
    signs = len(text) - blanks
    if page.count > 40 and signs * 3 < page.count - blanks:
        return True
    if signs < 20:
        return False
    if "\ufffd" not in text and text.replace("\r\n", "").isprintable():
        return False
    return len(_GARBAGE.findall(text)) * 5 > signs


_GARBAGE = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_STRANGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u00ad]")
# Raised digits that cite no note (`km²`) are digits.
_DIGITS = {NOTE_MARK + digit: str(digit) for digit in range(10)}


def _clean(text: str) -> str:
    """NFC after joining, without the signs that pdfium puts for a hyphen at a line's end."""
    if not text.isprintable():
        text = _STRANGE.sub("", text).translate(_DIGITS)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
