"""Word files: their own walk of the XML, automatic numbers, notes, heads, comments, and what to tell about it."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from drafter.errors import UnreadableFileError
from drafter.messages import catalogue
from drafter.model.document import BlockKind, Document, Look, Source
from drafter.model.page import PaperLook
from drafter.ooxml.items import Item, Paragraph, Table, TableCell, Walked
from drafter.ooxml.names import VAL as VALUE
from drafter.ooxml.names import W, is_on
from drafter.ooxml.numbering import Numbering
from drafter.ooxml.styles import Styles
from drafter.ooxml.walk import Walk
from drafter.reading import legacy, losses
from drafter.reading.building import Builder, CellText
from drafter.reading.limits import Clock, Limits, check_cells
from drafter.reading.packages import Package, relation_id
from drafter.reading.shapes import is_letterhead_or_signature

_ = catalogue("reading")

_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_HEADS = {f"{W}headerReference": BlockKind.HEADER, f"{W}footerReference": BlockKind.FOOTER}
_SENTENCE_END = tuple('.;:!?…)”"')
_TOLD_COMMENTS = 50


def read(data: bytes, source: Source, *, accept: bool, paper: bool = False, limits: Limits, clock: Clock) -> Document:
    """A .docx's content as a document: body first, then headers and footers.

    `accept` counts tracked changes as made; `paper` tells how it is set on paper too. Raises UnreadableFileError where
    it is damaged or no Word file, LimitError.
    """
    with _no_collection():
        return _read(data, source, accept=accept, paper=paper, limits=limits, clock=clock)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the search for unused cycles: what a reading makes is kept or freed at once, and walking through its
    thousands of new objects again and again is a fifth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(data: bytes, source: Source, *, accept: bool, paper: bool, limits: Limits, clock: Clock) -> Document:
    path = source.path
    package = Package(data, path, limits)
    main = package.main_part()
    root = package.root(main) if main else None
    body = root.find(f"{W}body") if root is not None else None
    if main is None or root is None or body is None:
        raise UnreadableFileError(_("{path}: a package, but no Word file", path=path))
    reader = _Reader(package, main, accept=accept, limits=limits, clock=clock)
    document = reader.document(body, source)
    return replace(document, paper=reader.paper(body, document)) if paper else document


class _Reader:
    def __init__(self, package: Package, main: str, *, accept: bool, limits: Limits, clock: Clock) -> None:
        self._package = package
        self._relations = package.relations(main)
        self._limits = limits
        self._clock = clock
        self._walked = Walked(accept, self._spell, self._check)
        self.styles = Styles(self._part("styles"))
        self._walk = Walk(self.styles, Numbering(self._part("numbering"), self.styles), self._walked)
        self._builder = Builder()
        self._notes = {note: self._note_elements(name) for name, note in _NOTE_PARTS.items()}
        self._cited: set[tuple[str, str]] = set()
        self._later: list[tuple[str, str]] = []
        self._comments: list[str] = []

    @property
    def met(self) -> Counter[str]:
        return self._walked.met

    def _part(self, kind: str) -> Any | None:
        name = next((target for found, target in self._relations.values() if found == kind), None)
        return self._package.root(name) if name else None

    def _spell(self, text: str, font: str | None) -> str:
        said = legacy.spell(text, font)
        if said != text:
            self.met["legacy runs"] += 1
        return said

    def _check(self, cells: int) -> None:
        check_cells(self._package.path, cells, self._limits)
        self._clock.check()

    def document(self, body: Any, source: Source) -> Document:
        self._blocks(self._walk.items(body))
        self._heads(body)
        warnings = (*losses.report(self.met, accept=self._walked.accept), *self._comment_lines())
        return Document(source, self._builder.text, tuple(self._builder.blocks), warnings, losses.unread(self.met))

    def paper(self, body: Any, document: Document) -> PaperLook:
        """How the file is set on paper, its lines tied to the document's text."""
        from drafter.ooxml.cascade import Cascade
        from drafter.ooxml.page import PageReader
        from drafter.reading.placing import placed

        reader = PageReader(Cascade(self._part("styles"), self._part("theme")), self._head)
        return placed(reader.paper(body, self._part("settings")), document)

    def _head(self, reference: Any) -> Any | None:
        _type, name = self._relations.get(relation_id(reference), ("", ""))
        return self._package.root(name) if name else None

    # -- body ---------------------------------------------------------------------------------------------------------

    def _blocks(self, items: Iterable[Item], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        for count, item in enumerate(items):
            if not count % 1000:
                self._clock.check()
            if isinstance(item, Paragraph):
                self._paragraph(item, kind)
                self._boxes(item, kind)
                self._note_blocks(item.notes)
            elif _is_layout(item):
                self._layout(item, kind)
            else:
                self._table(item)

    def _boxes(self, paragraph: Paragraph, kind: BlockKind) -> None:
        if paragraph.boxes:
            self._blocks(paragraph.boxes, kind)

    def _paragraph(self, item: Paragraph, kind: BlockKind) -> None:
        label = item.label.text if item.label else ""
        if item.label:
            self.met["automatic numbers"] += not item.label.bullet
            if item.label.bullet and kind is BlockKind.PARAGRAPH:
                kind = BlockKind.LIST
        elif kind is BlockKind.PARAGRAPH and _BULLET.match(item.text):
            kind = BlockKind.LIST
        for number, line in enumerate(_lines(item)):
            before = label if number == 0 else ""
            words = line.strip()
            if not before and not words:
                continue
            text = before + words if words else before.rstrip()
            self._builder.paragraph(
                text, kind=kind, look=_look(item, words), label=min(len(before), len(text)) if before else None
            )

    def _note_elements(self, part: str) -> dict[str, Any]:
        root = self._part(part)
        return {} if root is None else {note.get(f"{W}id") or "": note for note in root if isinstance(note.tag, str)}

    def _note_blocks(self, notes: Iterable[tuple[str, str]]) -> None:
        for kind, name in notes:
            element = self._notes.get(kind, {}).get(name)
            if element is None or (kind, name) in self._cited:
                continue
            self._cited.add((kind, name))
            self.met[f"{kind}s"] += 1
            self._blocks(self._walk.items(element), BlockKind.NOTE)

    # -- tables -------------------------------------------------------------------------------------------------------

    def _layout(self, table: Table, kind: BlockKind) -> None:
        """A table that only arranges the page: its columns from left to right, a row over all of them where it stands."""
        self.met["layout tables"] += 1
        columns: dict[int, list[TableCell]] = {}
        for row in table.rows:
            if len(row) == 1 and len(table.rows) > 1:
                self._columns(columns, kind)
                self._blocks(row[0].items, kind)
                continue
            for cell in row:
                columns.setdefault(cell.column, []).append(cell)
        self._columns(columns, kind)

    def _columns(self, columns: dict[int, list[TableCell]], kind: BlockKind) -> None:
        for column in sorted(columns):
            for cell in columns[column]:
                self._blocks(cell.items, kind)
        columns.clear()

    def _table(self, table: Table) -> None:
        later: list[Table] = []
        notes: list[tuple[str, str]] = []
        rows: list[list[CellText]] = []
        for row in table.rows:
            rows.append(
                [
                    CellText(
                        cell.row + 1,
                        cell.column + 1,
                        self._cell_words(cell.items, later, notes),
                        cell.rowspan,
                        cell.colspan,
                        cell.continued,
                    )
                    for cell in row
                ]
            )
        self._builder.table(rows)
        self._note_blocks(notes)
        for inner in later:
            self.met["nested tables"] += 1
            self._blocks([inner])

    def _cell_words(self, items: Sequence[Item], later: list[Table], notes: list[tuple[str, str]]) -> str:
        if len(items) == 1 and isinstance(one := items[0], Paragraph) and not (one.label or one.notes or one.boxes):
            return " ".join(one.text.split())
        return " ".join(self._words(items, later, notes))

    def _words(self, items: Iterable[Item], later: list[Table], notes: list[tuple[str, str]]) -> Iterator[str]:
        """The words of a cell's paragraphs, each on one line; tables inside are kept for `later`."""
        for item in items:
            if isinstance(item, Table):
                if _is_layout(item):
                    for row in item.rows:
                        for cell in row:
                            yield from self._words(cell.items, later, notes)
                else:
                    later.append(item)
                continue
            if item.label:
                self.met["automatic numbers"] += not item.label.bullet
            words = " ".join(((item.label.text if item.label else "") + item.text).split())
            if words:
                yield words
            notes.extend(item.notes)
            yield from self._words(item.boxes, later, notes)

    # -- headers, footers, comments -----------------------------------------------------------------------------------

    def _heads(self, body: Any) -> None:
        """Headers and footers that a page shows, each part once."""
        settings = self._part("settings")
        even = settings is not None and _flag(settings.find(f"{W}evenAndOddHeaders"))
        seen: set[str] = set()
        found: list[tuple[BlockKind, str]] = []
        for section in _sections(body):
            first = _flag(section.find(f"{W}titlePg"))
            for reference in section:
                kind = _HEADS.get(reference.tag)
                turn = reference.get(f"{W}type")
                if kind is None or (turn == "first" and not first) or (turn == "even" and not even):
                    continue
                _type, name = self._relations.get(relation_id(reference), ("", ""))
                if name and name not in seen:
                    seen.add(name)
                    found.append((kind, name))
        for kind, name in sorted(found, key=lambda pair: pair[0] is BlockKind.FOOTER):
            root = self._package.root(name)
            if root is not None:
                self._head_blocks(self._walk.items(root), kind)

    def _head_blocks(self, items: Iterable[Item], kind: BlockKind) -> None:
        for item in items:
            if isinstance(item, Paragraph):
                self._paragraph(item, kind)
                self._head_blocks(item.boxes, kind)
            else:
                for row in item.rows:
                    text = "\t".join(" ".join(self._words(cell.items, [], [])) for cell in row)
                    self._builder.paragraph(text.strip(), kind=kind)

    def _comment_lines(self) -> list[str]:
        root = self._part("comments")
        comments = [] if root is None else list(root.iterchildren(f"{W}comment"))
        told: list[str] = []
        for comment in comments[:_TOLD_COMMENTS]:
            words = " ".join(" ".join("".join(part.itertext(f"{W}t")) for part in comment.iter(f"{W}p")).split())
            author = comment.get(f"{W}author") or "?"
            told.append(_("comment by {author}, not part of the text: {words}", author=author, words=words))
        if len(comments) > _TOLD_COMMENTS:
            told.append(_("{n} more comment(s)", n=len(comments) - _TOLD_COMMENTS))
        return told


def _sections(body: Any) -> Iterator[Any]:
    """The properties of each section: in the last paragraph of it, the last section's behind all paragraphs."""
    for child in body:
        tag = child.tag
        if tag == f"{W}p":
            for properties in child.iterchildren(f"{W}pPr"):
                yield from properties.iter(f"{W}sectPr")
        elif tag != f"{W}tbl":
            yield from child.iter(f"{W}sectPr")


_BULLET = re.compile(r"\s*(?:[-+•●▪]|–)\s*(?=\S)")


def _flag(element: Any | None) -> bool:
    return element is not None and is_on(element.get(VALUE))


def _lines(item: Paragraph) -> Sequence[str]:
    """A paragraph's lines at its manual breaks; a break inside a sentence is a blank."""
    if not item.breaks:
        return (item.text,)
    lines: list[str] = []
    for piece in item.text.split("\n"):
        goes_on = (
            lines
            and piece.strip()[:1].islower()
            and lines[-1].strip()
            and not lines[-1].rstrip().endswith(_SENTENCE_END)
        )
        if goes_on:
            lines[-1] = f"{lines[-1].rstrip()} {piece.lstrip()}"
        else:
            lines.append(piece)
    return lines


def _look(item: Paragraph, words: str) -> Look:
    return _shared_look(
        item.style,
        item.outline,
        item.label.level if item.label else None,
        item.bold,
        item.italic,
        words.isupper() or (None if not any(map(str.isalpha, words)) else False),
        item.centred,
        item.indent,
        item.size,
        None,
        item.tracked,
    )


# A report has few looks and many paragraphs; `typed` keeps 1 and True apart.
_shared_look = lru_cache(maxsize=1024, typed=True)(Look)


def _is_layout(table: Table) -> bool:
    """Whether a table only arranges the page: one cell, one row without lines, or a letterhead or a
    recipients/signature block in columns."""
    if all(len(row) <= 1 for row in table.rows) and len(table.rows) == 1:
        return True
    if not table.ruled and len(table.rows) == 1 and len(table.rows[0]) <= 3:
        return True
    if len(table.rows) > 8 or any(len(row) > 3 for row in table.rows):
        return False
    words = partial(_first_words, limit=400)
    return is_letterhead_or_signature([[words(cell.items) for cell in row] for row in table.rows], ruled=table.ruled)


def _first_words(items: Sequence[Item], limit: int) -> str:
    found: list[str] = []
    length = 0
    for item in items:
        text = (
            item.text
            if isinstance(item, Paragraph)
            else "\n".join(_first_words(cell.items, limit) for row in item.rows[:3] for cell in row[:3])
        )
        found.append(text)
        length += len(text)
        if length > limit:
            break
    return "\n".join(found)
