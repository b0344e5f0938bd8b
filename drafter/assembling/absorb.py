"""A leader edits the assembled .docx in Word: what he changed comes back section by section, to accept or refuse.

Sections are found by their bookmarks, wherever they stand now; where a bookmark was lost, by the words of the heading. What
stands above the first heading, and the title, are looked at as a section of their own. Tracked changes are read as accepted.
What was not touched keeps the draft's own text: its comments, its blank lines, its markup. What the
leader says in Word comments comes with its section.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any

from drafter.assembling.assemble import note_numbers
from drafter.assembling.body import family_of, with_end_mark
from drafter.assembling.content import (
    Heading,
    Paragraph,
    Table,
    blocks_with_lines,
    content_of,
    is_appendix,
    skipped_references,
)
from drafter.assembling.frame import frame_of
from drafter.assembling.ink import BEGINNING_OF_BODY, END_OF_BODY, TITLE, bookmark_name
from drafter.assembling.inline import plain
from drafter.assembling.layout import load_layout
from drafter.assembling.opening import package_bytes, whole
from drafter.assembling.package import OWN_NAME
from drafter.errors import DrafterError, UnreadableFileError
from drafter.language.folding import fold_words
from drafter.messages import catalogue
from drafter.model.draft import OPENING, Draft, DraftSection, section_keys

_ = catalogue("assembling")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FRAME_STYLES = ("DrafterAppendixTitle", "DrafterAppendixReference", "DrafterRule")
_Unit = tuple[Paragraph | Table | None, list[str]]
_MOST_COLUMNS = 63  # Word's own limit
_GONE = (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr")


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """One section that differs from the draft, by its key (`model.draft.section_keys`; OPENING for what stands above the
    first heading): its text there (`old`) and as it would be (`new`); `heading` the heading (of OPENING the title) as it is
    in the .docx where that changed. `gone`: the section is no longer in the .docx; `moved`: it stands behind
    another section than in the draft; `comments`: what somebody said there in Word comments."""

    section: str
    old: str
    new: str
    heading: str | None = None
    gone: bool = False
    moved: bool = False
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or table of the .docx: what a reader sees, and how the draft would write it."""

    seen: str
    source: str


def absorb(report: Path, draft: Draft, *, layout: str) -> tuple[SectionEdit, ...]:
    """What was changed in an assembled report since, section by section in the draft's order.

    Raises UnreadableFileError where the file is no .docx, or none that was assembled from a draft.
    """
    document, remarks = _parts(report)
    profile = load_layout(layout)
    numbers = {number: note for note, number in note_numbers(draft, layout=layout).items()}
    sections = [replace(section, id=key) for section, key in zip(draft.sections, section_keys(draft), strict=True)]
    opening = _opening(draft, frame_of(draft, profile).abstract)
    found = _sections(document, opening, sections, numbers)
    heard = _comments(document, remarks, sections)
    moved = _moved(sections, [key for key in found if key != OPENING])
    if not found:
        raise UnreadableFileError(_("{path}: has none of the draft's sections; was it assembled from it?", path=report))
    last = _last_of_body(draft) or OPENING
    edits: list[SectionEdit] = []
    for section in (opening, *sections):
        key = section.id or ""
        pieces = found.get(key)
        says_nothing = not any(block is not None for block, _lines in blocks_with_lines(section.body))
        if pieces is None and not says_nothing:
            edits.append(SectionEdit(key, section.body, "", gone=True))
            continue
        edit = _compared(section, pieces, profile.end_mark if key == last else None) if pieces is not None else None
        said = tuple(heard.get(key, ()))
        if edit is None and (said or key in moved):
            edit = SectionEdit(key, section.body, section.body)
        if edit is not None:
            edits.append(replace(edit, moved=key in moved, comments=said))
    return tuple(edits)


def _opening(draft: Draft, title: str | None) -> DraftSection:
    """The title and what stands above the first heading, as a section."""
    return DraftSection(OPENING, 0, title or "", None, title, draft.preamble, start=0, end=0, body_start=0)


def _parts(report: Path) -> tuple[Any, Any | None]:
    """The document and its comments, None where it has none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(BytesIO(package_bytes(report))) as archive:
            document = etree.fromstring(archive.read("word/document.xml"), parser)
            if "word/comments.xml" not in archive.namelist():
                return document, None
            return document, etree.fromstring(archive.read("word/comments.xml"), parser)
    except DrafterError:
        raise
    except Exception as error:  # whatever zipfile and lxml meet in a damaged part
        raise UnreadableFileError(_("{path}: is no .docx that can be opened", path=report)) from error


def _last_of_body(draft: Draft) -> str | None:
    """The section whose last paragraph bears the end mark."""
    keys = [block.key for block in content_of(draft).body if isinstance(block, Heading)]
    return keys[-1] if keys else None


def _moved(sections: Sequence[DraftSection], order: Sequence[str]) -> frozenset[str]:
    """The sections that stand elsewhere: those outside the longest run that kept the draft's order."""
    wanted = [section.id for section in sections if section.id in order]
    kept: set[str] = set()
    for block in SequenceMatcher(None, wanted, order, autojunk=False).get_matching_blocks():
        kept.update(order[block.b : block.b + block.size])
    return frozenset(order) - kept


def _comments(document: Any, remarks: Any | None, sections: Sequence[DraftSection]) -> dict[str, list[str]]:
    """What people said in Word comments, by the section they stand in; Drafter's own notes left out."""
    said: dict[str, str] = {}
    for comment in remarks.iter(f"{_W}comment") if remarks is not None else ():
        author = comment.get(f"{_W}author") or ""
        words = " ".join(" ".join(node.text or "" for node in comment.iter(f"{_W}t")).split())
        if author != OWN_NAME and words:
            said[comment.get(f"{_W}id", "")] = f"{author}: {words}" if author else words
    names = {bookmark_name(section.id): section.id for section in sections if section.id}
    found: dict[str, list[str]] = {}
    current = OPENING
    for element in document.iter(f"{_W}bookmarkStart", f"{_W}commentReference"):
        if element.tag == f"{_W}bookmarkStart":
            current = names.get(element.get(f"{_W}name", ""), current)
        elif element.get(f"{_W}id") in said:
            found.setdefault(current, []).append(said[element.get(f"{_W}id")])
    return found


def _shown_headings(section: DraftSection) -> tuple[str, ...]:
    """The words with which a section may begin on paper: its heading, or its label where the title stands under it."""
    alone = section.label is not None and (is_appendix(section) or family_of(section.label) in ("part", "division"))
    return (section.heading, section.label) if alone and section.label else (section.heading,)


class _Above:
    """What stands above the first heading: its title, and where its text begins."""

    def __init__(self, opening: DraftSection, *, by_words: bool) -> None:
        self.title = _Piece(" ".join(plain(opening.heading).split()), opening.heading)
        self._titled = bool(opening.title)  # else the outline gave the title
        blocks = (block for block, _lines in blocks_with_lines(opening.body) if isinstance(block, Paragraph))
        self._words = {fold_words(plain(block.text)) for block in blocks} if by_words else set()

    def begun_by(self, bookmark: Any) -> bool:
        """Whether a bookmark between the paragraphs is the one before the text."""
        return bool(bookmark.get(f"{_W}name") == BEGINNING_OF_BODY and bookmark.getparent().tag != f"{_W}p")

    def begins_with(self, element: Any, piece: _Piece) -> bool:
        """Whether the text begins with a paragraph: it has the bookmark, or where that is lost, words of the draft's.
        The title is taken from the paragraph that has its bookmark."""
        names = {bookmark.get(f"{_W}name") for bookmark in element.iter(f"{_W}bookmarkStart")}
        if TITLE in names and piece.seen and self._titled:
            self.title = piece
        return BEGINNING_OF_BODY in names or fold_words(piece.seen) in self._words


class _Headings:
    """Which section begins with a paragraph: by its bookmark, or by its words where no bookmark of it is left."""

    def __init__(self, document: Any, sections: Sequence[DraftSection]) -> None:
        self._names = {bookmark_name(section.id): section.id for section in sections if section.id}
        there = {one.get(f"{_W}name", "") for one in document.iter(f"{_W}bookmarkStart")}
        self.ends = END_OF_BODY in there
        self.begins = BEGINNING_OF_BODY in there
        lost = [section for section in sections if section.id and bookmark_name(section.id) not in there]
        self._words: dict[str, list[str]] = {}
        for section in lost:
            for shown in _shown_headings(section):
                self._words.setdefault(fold_words(plain(shown)), []).append(section.id or "")

    def opened(self, element: Any, piece: _Piece) -> tuple[str | None, bool]:
        """The section that begins here, None: none; and whether the text of the body ends here."""
        for bookmark in element.iter(f"{_W}bookmarkStart"):
            name = bookmark.get(f"{_W}name", "")
            if name == END_OF_BODY:
                return None, True
            if name in self._names:
                return self._names[name], False
        waiting = self._words.get(fold_words(piece.seen)) if element.tag == f"{_W}p" and piece.seen else None
        return (waiting.pop(0) if waiting else None), False


def _sections(
    document: Any, opening: DraftSection, sections: Sequence[DraftSection], notes: dict[int, str]
) -> dict[str, list[_Piece]]:
    """The pieces under each section's heading, the heading first, up to the body's end (where its bookmark
    is gone: the recipients); those of the opening begin with the title."""
    headings = _Headings(document, sections)
    above = _Above(opening, by_words=not headings.begins)
    found: dict[str, list[_Piece]] = {}
    current: list[_Piece] | None = None
    for element in document.iter(f"{_W}p", f"{_W}tbl", f"{_W}bookmarkStart"):
        if element.tag == f"{_W}bookmarkStart":
            if above.begun_by(element) and not found:
                current = found[OPENING] = [above.title]
            continue
        if any(parent.tag == f"{_W}tbl" for parent in element.iterancestors()):
            continue
        piece = _table(element, notes) if element.tag == f"{_W}tbl" else _paragraph(element, notes)
        if not found and above.begins_with(element, piece):
            current = found[OPENING] = [above.title]
        section_id, ended = headings.opened(element, piece)
        if ended:
            current = None
        if section_id is not None and section_id not in found:
            current = found[section_id] = []
        if element.tag == f"{_W}tbl":
            if not headings.ends and piece.seen.lstrip().startswith("Nơi nhận"):
                current = None
                continue
        else:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            if style is not None and style.get(f"{_W}val") in _FRAME_STYLES:
                continue
        if current is not None and piece.seen:
            current.append(piece)
    return found


def _paragraph(element: Any, notes: dict[int, str]) -> _Piece:
    seen: list[str] = []
    source: list[str] = []
    open_mark = ""
    for text, mark in _runs(element, notes):
        if text.startswith("[^") and not mark:
            source.append(open_mark + text)
            open_mark = ""
            continue
        seen.append(text)
        if mark != open_mark:
            source.append(open_mark + mark)
            open_mark = mark
        source.append(text)
    source.append(open_mark)
    return _Piece(" ".join("".join(seen).split()), " ".join("".join(source).split()))


def _runs(element: Any, notes: dict[int, str]) -> Iterator[tuple[str, str]]:
    """The paragraph's texts with their emphasis, tracked changes accepted."""
    for run in element.iter(f"{_W}r"):
        if any(parent.tag in _GONE for parent in run.iterancestors()):
            continue
        mark = "**" * _is_on(run, "b") + "*" * _is_on(run, "i")
        for node in run:
            if node.tag == f"{_W}t":
                yield node.text or "", mark
            elif node.tag in (f"{_W}tab", f"{_W}br"):
                yield " ", mark
            elif node.tag == f"{_W}noBreakHyphen":
                yield "-", mark
            elif node.tag == f"{_W}footnoteReference":
                number = whole(node.get(f"{_W}id"), 0)
                yield f"[^{notes.get(number, number)}]", ""


def _is_on(run: Any, name: str) -> bool:
    switch = run.find(f"{_W}rPr/{_W}{name}")
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _table(element: Any, notes: dict[int, str]) -> _Piece:
    """The table as pipe lines, joined cells as `<` and `^`; header rows stand over the rule."""
    lines: list[str] = []
    seen: list[str] = []
    head = 0
    for row in element.iter(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            pieces = [_paragraph(paragraph, notes) for paragraph in cell.iter(f"{_W}p")]
            words = " ".join(piece.source for piece in pieces if piece.source).replace("|", "\\|")
            seen += [piece.seen for piece in pieces if piece.seen]
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            below = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = whole(span.get(f"{_W}val"), 1) if span is not None else 1
            cells += ["^" if below else words, *["^" if below else "<"] * (min(width, _MOST_COLUMNS) - 1)]
        lines.append(f"| {' | '.join(cells)} |")
        if row.find(f"{_W}trPr/{_W}tblHeader") is not None and head == len(lines) - 1:
            head = len(lines)
    width = lines[0].count(" | ") + 1 if lines else 1
    lines.insert(head or 1, "|" + "---|" * width)
    return _Piece("\n".join(seen), "\n".join(lines))


def _compared(section: DraftSection, pieces: Sequence[_Piece], end_mark: str | None) -> SectionEdit | None:
    """The section's edit, None where nothing changed."""
    assert section.id is not None
    heading_seen, rest = _without_heading(section, pieces)
    units = blocks_with_lines(section.body)
    if is_appendix(section):
        units = _without_reference(units)
    last = max((index for index, (block, _lines) in enumerate(units) if block is not None), default=-1)
    expected = [_seen(block, end_mark if index == last else None) for index, (block, _lines) in enumerate(units)]
    wanted = [index for index, words in enumerate(expected) if words is not None]
    got = [piece.seen for piece in rest]
    matcher = SequenceMatcher(None, [expected[index] or "" for index in wanted], got, autojunk=False)
    lines: list[str] = []
    position = 0  # units before this one are written
    changed = False
    for what, first, behind, start, end in matcher.get_opcodes():
        stop = wanted[behind - 1] + 1 if behind > first else position
        for index in range(position, stop):
            block, source = units[index]
            if what == "equal" or _seen(block, None) is None:
                lines += source
        position = max(position, stop)
        if what != "equal":
            changed = True
            for offset in range(start, end):
                source_text = rest[offset].source
                if end_mark and offset == len(rest) - 1:
                    source_text = _without_mark(source_text, end_mark)
                lines += ["", source_text, ""]
    for index in range(position, len(units)):
        lines += units[index][1]
    heading = heading_seen if heading_seen != " ".join(plain(section.heading).split()) else None
    if not changed and heading is None:
        return None
    return SectionEdit(section.id, section.body, _tidied(lines) if changed else section.body, heading)


def _without_reference(units: list[_Unit]) -> list[_Unit]:
    """An earlier paper's reference line is not set: its lines are kept, but nothing is expected of them."""
    shown = [block for block, _lines in units if block is not None]
    hidden = shown[: skipped_references(shown)]
    return [(None if any(block is one for one in hidden) else block, lines) for block, lines in units]


def _without_heading(section: DraftSection, pieces: Sequence[_Piece]) -> tuple[str, Sequence[_Piece]]:
    """The heading as it stands in the .docx, and the pieces behind it; its title may stand on a line of its own."""
    written = " ".join(plain(section.heading).split())
    if not pieces:
        return written, pieces
    label, title = (section.label or "").rstrip(" .:"), " ".join(plain(section.title or "").split())
    if is_appendix(section):
        # Programs that save the file anew give styles other ids: title and reference line are known by their words too.
        rest = pieces[2:] if len(pieces) > 1 and fold_words(pieces[1].seen) == fold_words(title) else pieces[1:]
        return written, rest[skipped_references([Paragraph(piece.seen) for piece in rest]) :]
    if label and pieces[0].seen.rstrip(" .:") == label and title != "":
        if len(pieces) > 1 and pieces[1].seen == title:
            return written, pieces[2:]
        return written, pieces[1:]
    return pieces[0].seen, pieces[1:]


def _seen(block: Paragraph | Table | None, end_mark: str | None) -> str | None:
    if block is None:
        return None
    if isinstance(block, Table):
        return "\n".join(words for cell in block.cells if (words := " ".join(plain(cell.text).split())))
    words = block.text if end_mark is None else with_end_mark(block.text, end_mark)
    return " ".join(plain(words).split())


def _without_mark(source: str, end_mark: str) -> str:
    bare = source.removesuffix(end_mark)
    return f"{bare}." if bare != source else source


def _tidied(lines: Sequence[str]) -> str:
    """Lines as a body: no blank lines at the ends, none doubled."""
    out: list[str] = []
    for line in "\n".join(lines).split("\n"):
        if line.strip() or (out and out[-1].strip()):
            out.append(line)
    return "\n".join(out).strip("\n")
