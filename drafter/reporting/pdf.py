"""A copy of a PDF with each finding as a highlight on its words, the message in its note.

pdfium tells where each character stands on its page, pypdf writes the annotations; the pages themselves stay as they
are. Words are found by their letters alone, so that line breaks and blanks do not matter; what is not found on its page
(a finding about something that is not there) becomes a note in the margin.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.errors import UnreadableFileError, UsageError
from drafter.language.folding import nfc
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.finding import CheckReport, Finding
from drafter.reporting.families import author_of

_ = catalogue("reporting")

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
_COLOURS = {"error": "ffb3b3", "warning": "ffe08a", "info": "bfe3ff"}
_NOTE_SIDE = 18.0
_LONGEST = 240  # letters of a finding that are looked for; a longer one is marked at its beginning
_CONTEXT = 40


@dataclass(frozen=True)
class Letters:
    """The letters of a page without blanks, and the number of the character that each is."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """One annotation: its page from 0, the boxes of its words (none: a note in the margin)."""

    page: int
    boxes: tuple[Box, ...]
    finding: Finding
    note: str
    author: str


def annotate(path: Path | str, report: CheckReport, document: Document) -> bytes:
    """The bytes of the annotated copy. Waived findings stay out.

    Raises UsageError where the file is no PDF, UnreadableFileError where it cannot be opened.
    """
    if document.source.format != "pdf":
        raise UsageError(_("{path}: --format pdf annotates PDF files; use html or docx here", path=path))
    import pypdf
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(_("{path}: the PDF cannot be opened ({error})", path=path, error=error)) from error
    try:
        marks = tuple(_marks(opened, report, document))
    finally:
        opened.close()
    try:
        writer = pypdf.PdfWriter(clone_from=str(path))
        beside = [0] * len(writer.pages)
        for mark in marks:
            _write(writer, mark, beside)
        out = io.BytesIO()
        writer.write(out)
    except pypdf.errors.PyPdfError as error:
        raise UnreadableFileError(_("{path}: the PDF cannot be annotated ({error})", path=path, error=error)) from error
    return out.getvalue()


def _marks(opened: Any, report: CheckReport, document: Document) -> Iterator[Mark]:
    pages: dict[int, tuple[Any, Letters]] = {}
    for finding in report.findings:
        if finding.waived is not None:
            continue
        said = [(finding.start, finding.end, finding.message)]
        said += [(related.start, related.end, related.message) for related in finding.related[:3]]
        for number, (start, end, message) in enumerate(said):
            page = min(max(_page_at(document, start), 1), len(opened)) - 1
            note = f"{finding.rule} · {message}" if not number else f"{finding.rule} ↔ {message}: {finding.message}"
            for place in (page, page + 1):  # a paragraph may run over to the next page
                if place >= len(opened):
                    break
                if place not in pages:
                    text = opened[place].get_textpage()
                    pages[place] = (text, _letters(text))
                boxes = _find(*pages[place], document.text, start, end)
                if boxes:
                    yield Mark(place, boxes, finding, note, author_of(finding.rule))
                    break
            else:
                if not number:
                    yield Mark(page, (), finding, note, author_of(finding.rule))


def _page_at(document: Document, offset: int) -> int:
    found = 1
    for block in document.blocks:
        if block.page is not None and block.is_body and block.start <= offset:
            found = block.page
    return found


def _letters(textpage: Any) -> Letters:
    import pypdfium2.raw as pdfium

    letters: list[str] = []
    places: list[int] = []
    for number in range(textpage.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(textpage.raw, number))
        if char.strip() and char not in "\x02\ufffe\ufeff":
            for letter in nfc(char):
                letters.append(letter)
                places.append(number)
    return Letters("".join(letters), tuple(places))


def _bare(text: str) -> str:
    return "".join(nfc(text).split())


def _find(textpage: Any, page: Letters, text: str, start: int, end: int) -> tuple[Box, ...]:
    """The boxes of some words of the document on a page, one a line; none where they are not there."""
    wanted = _bare(text[start:end])[:_LONGEST]
    if not wanted:
        return ()
    before = _bare(text[max(0, start - _CONTEXT) : start])
    # The words before tell which of several places it is.
    at = -1
    for context in (before, before[-12:], before[-4:], ""):
        found = page.text.find(context + wanted)
        if found >= 0:
            at = found + len(context)
            break
    if at < 0:
        return ()
    lines: list[Box] = []
    for number in page.places[at : at + len(wanted)]:
        left, bottom, right, top = textpage.get_charbox(number)
        if right <= left or top <= bottom:
            continue
        last = lines[-1] if lines else None
        if last is not None and left >= last[0] - 1 and bottom < last[3] and top > last[1]:
            lines[-1] = (last[0], min(last[1], bottom), max(last[2], right), max(last[3], top))
        else:
            lines.append((left, bottom, right, top))
    return tuple(lines)


def _write(writer: Any, mark: Mark, beside: list[int]) -> None:
    from pypdf.annotations import Highlight, Text
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    if mark.boxes:
        corners = [edge for box in mark.boxes for edge in _corners(box)]
        annotation: Any = Highlight(
            rect=_around(mark.boxes),
            quad_points=ArrayObject([FloatObject(edge) for edge in corners]),
            highlight_color=_COLOURS[str(mark.finding.severity)],
        )
        annotation[NameObject("/Contents")] = TextStringObject(mark.note)
    else:
        page = writer.pages[mark.page].mediabox
        top = float(page.top) - 10 - beside[mark.page] * (_NOTE_SIDE + 4)
        beside[mark.page] += 1
        left = float(page.left) + 6
        annotation = Text(rect=(left, top - _NOTE_SIDE, left + _NOTE_SIDE, top), text=mark.note)
    annotation[NameObject("/T")] = TextStringObject(mark.author)
    writer.add_annotation(mark.page, annotation)


def _corners(box: Box) -> tuple[float, ...]:
    left, bottom, right, top = box
    return left, top, right, top, left, bottom, right, bottom


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
