"""A copy of a Word file with each finding as a comment on exactly its words.

Only the document part, the comments part and what names them are written anew; every other part is copied as its
bytes. Runs are split where a finding begins or ends, with their formatting; the words do not change. Where the words
lie is found by matching each paragraph's text in the document as read, so that automatic numbers, hidden text and
line breaks do not matter.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.errors import UnreadableFileError, UsageError
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.finding import CheckReport
from drafter.reporting.families import author_of

_ = catalogue("reporting")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_RELATION = f"{_OFFICE}/comments"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_COMMENTS_IN = frozenset({f"{_W}txbxContent", f"{_MC}Fallback"})
_NOT_SHOWN = frozenset({f"{_W}del", f"{_W}moveFrom"})


@dataclass(frozen=True, slots=True)
class Note:
    """One comment to place: who says what on which words."""

    start: int
    end: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Char:
    """Where one character of a paragraph stands: its text element and the index in it."""

    element: Any
    index: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document as read, and the characters of the file that it is."""

    start: int
    chars: tuple[Char, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.chars)


def annotate(path: Path | str, report: CheckReport, document: Document) -> bytes:
    """The annotated copy's bytes; the file itself is only read.

    Raises UsageError where the file is no .docx, UnreadableFileError where it cannot be opened.
    """
    if Path(path).suffix.lower() != ".docx":
        raise UsageError(_("{path}: comments need a .docx file", path=path))
    try:
        with zipfile.ZipFile(path) as package:
            entries = [(info, package.read(info)) for info in package.infolist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(f"{path}: {error}") from error
    return _with_comments(entries, list(notes(report)), document)


def notes(report: CheckReport) -> Iterator[Note]:
    """A comment for each finding that is not waived, and one for each related place."""
    for finding in report.findings:
        if finding.waived is None:
            yield Note(finding.start, finding.end, author_of(finding.rule), f"[{finding.rule}] {finding.message}")
            for related in finding.related:
                text = _("related to {rule}: {message}", rule=finding.rule, message=related.message)
                yield Note(related.start, related.end, author_of(finding.rule), text)


def _with_comments(entries: list[tuple[zipfile.ZipInfo, bytes]], wanted: list[Note], document: Document) -> bytes:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    parts = {info.filename: data for info, data in entries}
    main = _main_part(parts, parser)
    root = etree.fromstring(parts[main], parser)
    folder, name = posixpath.split(main)
    relations_name = f"{folder}/_rels/{name}.rels".lstrip("/")
    comments_name, comments = _comments_part(parts, folder, relations_name, parser)
    ids = [int(comment.get(f"{_W}id") or 0) for comment in comments.iter(f"{_W}comment")]
    placed = _place(root, wanted, document, max(ids, default=-1) + 1)
    if not placed:
        return _zipped(entries, {})
    for number, note in placed:
        comments.append(_comment(number, note))
    changed = {
        main: _bytes(root),
        comments_name: _bytes(comments),
        relations_name: _related(parts.get(relations_name), posixpath.relpath(comments_name, folder or "."), parser),
        "[Content_Types].xml": _typed(parts["[Content_Types].xml"], "/" + comments_name, parser),
    }
    return _zipped(entries, changed)


def _main_part(parts: dict[str, bytes], parser: Any) -> str:
    from lxml import etree

    relations = etree.fromstring(parts.get("_rels/.rels", b"<x/>"), parser)
    for relation in relations.iter(f"{_RELATIONS}Relationship"):
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in parts:
            return target
    return "word/document.xml"


def _comments_part(parts: dict[str, bytes], folder: str, relations: str, parser: Any) -> tuple[str, Any]:
    """The part that holds the comments, with those that are there already, or a new one."""
    from lxml import etree

    if relations in parts:
        for relation in etree.fromstring(parts[relations], parser).iter(f"{_RELATIONS}Relationship"):
            if relation.get("Type") == _COMMENTS_RELATION:
                target = relation.get("Target") or ""
                name = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                if name in parts:
                    return name, etree.fromstring(parts[name], parser)
    return posixpath.join(folder, "comments.xml"), etree.Element(f"{_W}comments", nsmap={"w": _W[1:-1]})


def _comment(number: int, note: Note) -> Any:
    from lxml import etree

    comment = etree.Element(f"{_W}comment", {f"{_W}id": str(number), f"{_W}author": note.author, f"{_W}initials": "D"})
    run = etree.SubElement(etree.SubElement(comment, f"{_W}p"), f"{_W}r")
    text = etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"})
    text.text = "".join(char for char in note.text if char.isprintable())
    return comment


def _related(data: bytes | None, target: str, parser: Any) -> bytes:
    from lxml import etree

    root = etree.fromstring(data or f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode(), parser)
    if not any(relation.get("Type") == _COMMENTS_RELATION for relation in root):
        taken = {relation.get("Id") for relation in root}
        fresh = next(f"rIdDrafter{n}" for n in range(1, len(taken) + 2) if f"rIdDrafter{n}" not in taken)
        etree.SubElement(root, f"{_RELATIONS}Relationship", {"Id": fresh, "Type": _COMMENTS_RELATION, "Target": target})
    return _bytes(root)


def _typed(data: bytes, part: str, parser: Any) -> bytes:
    from lxml import etree

    root = etree.fromstring(data, parser)
    if not any(entry.get("PartName") == part for entry in root):
        etree.SubElement(root, f"{_TYPES}Override", {"PartName": part, "ContentType": _COMMENTS_TYPE})
    return _bytes(root)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _zipped(entries: list[tuple[zipfile.ZipInfo, bytes]], changed: dict[str, bytes]) -> bytes:
    """The package with the changed parts in their old places, new ones at its end."""
    out = io.BytesIO()
    names = {info.filename for info, _data in entries}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in entries:
            package.writestr(info, changed.get(info.filename, data), info.compress_type)
        for name, data in changed.items():
            if name not in names:
                # A fixed time: the same file and findings give the same bytes.
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# -- where the words lie ----------------------------------------------------------------------------------------------


def lines(root: Any, text: str) -> list[Line]:
    """The lines of the document as read that were found in the file, in the text's order.

    Paragraphs are searched in the file's order from where the last one was found, then anywhere (a layout table is read
    by columns).
    """
    low = text.lower()
    if len(low) != len(text):
        low = text
    found: list[Line] = []
    taken: set[int] = set()
    cursor = 0
    for paragraph in root.iter(f"{_W}p"):
        if any(parent.tag in _NO_COMMENTS_IN for parent in paragraph.iterancestors()):
            continue
        for chars in _split_lines(paragraph):
            said = "".join(
                (char.element.text or "")[char.index] if char.element.tag == f"{_W}t" else "\t" for char in chars
            )
            first, last = len(said) - len(said.lstrip()), len(said.rstrip())
            words = said[first:last].lower()
            if not words or len(words) != last - first:
                continue
            place = _search(low, words, cursor, taken)
            if place is not None:
                taken.add(place)
                cursor = place + len(words)
                found.append(Line(place, tuple(chars[first:last])))
    return sorted(found, key=lambda line: line.start)


def _search(text: str, words: str, cursor: int, taken: set[int]) -> int | None:
    """Where a line stands: the next place at or after the cursor that no other line has, else the first anywhere."""
    for begin in (cursor, 0):
        place = text.find(words, begin)
        while place >= 0:
            if place not in taken:
                return place
            place = text.find(words, place + 1)
    return None


def _split_lines(paragraph: Any) -> Iterator[list[Char]]:
    """The characters of a paragraph's own words, parted at manual line breaks."""
    chars: list[Char] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        parent = element.getparent()
        if parent.tag != f"{_W}r" or _hidden(element, paragraph):
            continue
        if element.tag in (f"{_W}br", f"{_W}cr"):
            yield chars
            chars = []
        elif element.tag == f"{_W}tab":
            chars.append(Char(element, 0))
        else:
            chars += [Char(element, i) for i, char in enumerate(element.text or "") if char != "\u00ad"]
    yield chars


def _hidden(element: Any, paragraph: Any) -> bool:
    """Whether a piece of text is deleted, or belongs to another paragraph (a text box inside this one)."""
    for parent in element.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in _NOT_SHOWN or parent.tag in _NO_COMMENTS_IN:
            return True
    return True


# -- marking them -----------------------------------------------------------------------------------------------------


def _place(root: Any, wanted: list[Note], document: Document, first: int) -> list[tuple[int, Note]]:
    """Split the runs and set the marks; the comments placed with their numbers."""
    known = lines(root, document.text)
    if not known:
        return []
    spans = [_span(note, known) for note in wanted]
    _split_runs(known, spans)
    known = lines(root, document.text)
    placed = []
    for number, (note, (start, end)) in enumerate(zip(wanted, spans, strict=True), first):
        begin, finish = _char(known, start), _char(known, end - 1)
        if begin is None or finish is None:
            continue
        _mark(begin.element.getparent(), finish.element.getparent(), number)
        placed.append((number, note))
    return placed


def _span(note: Note, known: list[Line]) -> tuple[int, int]:
    """The words a comment lies on: its own where the file has them; else the last word before the place."""
    starts = [line.start for line in known]
    index = max(bisect_right(starts, note.start) - 1, 0)
    line = known[index]
    if note.start < note.end and line.start <= note.start < line.end:
        last = known[max(bisect_right(starts, note.end - 1) - 1, 0)]
        return note.start, max(min(note.end, last.end), note.start + 1)
    if note.start < note.end and index + 1 < len(known) and known[index + 1].start < note.end:
        following = known[index + 1]  # the finding begins in an automatic number, which is no text of the file
        return following.start, min(note.end, following.end)
    if note.start < line.start:
        return line.start, min(line.start + 1, line.end)
    return max(line.start, line.end - 12), line.end


def _char(known: list[Line], offset: int) -> Char | None:
    line = known[max(bisect_right([line.start for line in known], offset) - 1, 0)]
    return line.chars[offset - line.start] if line.start <= offset < line.end else None


def _split_runs(known: list[Line], spans: list[tuple[int, int]]) -> None:
    """Cut runs so that every span begins and ends at a run's border."""
    cuts: dict[int, tuple[Any, set[int]]] = {}
    for start, end in spans:
        for offset, after in ((start, 0), (end - 1, 1)):
            char = _char(known, offset)
            if char is not None:
                cuts.setdefault(id(char.element), (char.element, set()))[1].add(char.index + after)
    # Later elements of a run first, so that what is cut off keeps its own cuts valid.
    for element, places in reversed(list(cuts.values())):
        for place in sorted(places, reverse=True):
            _cut(element, place)


def _cut(element: Any, place: int) -> None:
    """Part the run of a text element before one of its characters."""
    from lxml import etree

    run = element.getparent()
    text = element.text or ""
    length = len(text) if element.tag == f"{_W}t" else 1
    behind = list(element.itersiblings())
    before = [child for child in element.itersiblings(preceding=True) if child.tag != f"{_W}rPr"]
    if (place == 0 and not before) or (place >= length and not behind):
        return
    rest = etree.Element(run.tag, run.attrib)
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    if place == 0:
        rest.append(element)
    elif place < length:
        tail = etree.SubElement(rest, element.tag, element.attrib)
        tail.text, element.text = text[place:], text[:place]
        for piece in (element, tail):
            piece.set(_SPACE, "preserve")
    rest.extend(behind)
    run.addnext(rest)


def _mark(first: Any, last: Any, number: int) -> None:
    """Set the range round two runs, and the reference behind it."""
    from lxml import etree

    identity = {f"{_W}id": str(number)}
    first.addprevious(etree.Element(f"{_W}commentRangeStart", identity))
    end = etree.Element(f"{_W}commentRangeEnd", identity)
    last.addnext(end)
    reference = etree.Element(f"{_W}r")
    etree.SubElement(reference, f"{_W}commentReference", identity)
    end.addnext(reference)
