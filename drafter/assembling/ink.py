"""WordprocessingML as text: runs and paragraphs, and the comments and footnotes they refer to.

Written as strings and not through python-docx's objects: a report of 300 pages is made in a second, and the same draft gives
the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape as _html_escape

from drafter.assembling.inline import Piece, pieces_of
from drafter.markup import MarkKind, find_marks
from drafter.messages import catalogue

_ = catalogue("assembling")

# XML 1.0 knows no control characters but tab and line break, no lone surrogates, no U+FFFE and U+FFFF.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TWIPS_A_MILLIMETRE = 1440 / 25.4


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_A_MILLIMETRE)


def escape(text: str) -> str:
    """A text as XML: what Word would refuse to open is left out."""
    return _html_escape(_FORBIDDEN.sub("", text), quote=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps a paper from being signed: what it is, and where it stands."""

    what: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of words in a section: stands as a Word comment on their paragraph."""

    section: str | None
    quote: str
    says: str


@dataclass
class Ink:
    """Collects what the body refers to: comments, footnotes, bookmarks; and the gaps met on the way."""

    note_texts: Mapping[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    remarks: dict[str | None, list[Remark]] = field(default_factory=dict)
    section: str | None = None
    where: str = ""
    first_comment: int = 0
    first_bookmark: int = 0
    first_note: int = 1
    note_numbers: dict[str, int] = field(default_factory=dict)
    _note_says: list[str] | None = None  # what is said inside the footnote that is being set
    _bookmarks: set[str] = field(default_factory=set)

    def runs(self, text: str, *, bold: bool = False, italic: bool = False, caps: bool = False, look: str = "") -> str:
        """The runs of a paragraph with its inline markup; marks and blanks are lit up and commented. `look` is added
        to the properties of every run."""
        return "".join(
            self._piece(piece, bold=bold or piece.bold, italic=italic or piece.italic, caps=caps, look=look)
            for piece in pieces_of(text)
        )

    def _piece(self, piece: Piece, *, bold: bool, italic: bool, caps: bool, look: str) -> str:
        if piece.kind == "note":
            return self._note(piece.text)
        if piece.kind == "text":
            return run(piece.text, bold=bold, italic=italic, caps=caps, look=look)
        says = self._says(piece)
        self.gaps.append(Gap(says, self.where))
        return self.commented(run(piece.text, bold=bold, italic=italic, caps=caps, look=look, lit=True), says)

    def _says(self, piece: Piece) -> str:
        if piece.kind == "image":
            return _("a picture stands here that Drafter does not set: {words}", words=piece.text)
        if piece.kind == "blank":
            return _("a blank to fill in: {words}", words=piece.text.strip()[:12])
        kind = next((mark.kind for mark in find_marks(piece.text)), None)
        if kind is MarkKind.WANTED:
            return _("a figure is wanted: {words}", words=piece.text)
        if kind is MarkKind.ASKED:
            return _("somebody must decide: {words}", words=piece.text)
        return _("carried from last period and not confirmed: {words}", words=piece.text)

    def commented(self, runs: str, says: str) -> str:
        """Runs with a Word comment on them. A footnote takes no comment: it stands on the footnote's number instead."""
        if self._note_says is not None:
            self._note_says.append(says)
            return runs
        number = self.first_comment + len(self.comments)
        self.comments.append(says)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def remarked(self, runs: str, words: str, *, whole: bool = False) -> str:
        """A paragraph's runs with what the checks say of it; each remark is said once. `whole`: only remarks on all of
        the words (a table's cell)."""
        waiting = self.remarks.get(self.section, [])
        for remark in [
            one for one in waiting if one.quote == words or (one.quote and one.quote in words and not whole)
        ]:
            waiting.remove(remark)
            runs = self.commented(runs, remark.says)
        return runs

    def blank(self, text: str, says: str, where: str) -> str:
        """What the frame lacks: a lit blank with a comment."""
        self.gaps.append(Gap(says, where))
        return self.commented(run(text, lit=True), says)

    def _note(self, note_id: str) -> str:
        if note_id not in self.note_texts or self._note_says is not None:  # a footnote has no footnotes
            return run(f"[^{note_id}]")
        number = self.note_numbers.get(note_id)
        said: list[str] = []
        if number is None:
            number = self.note_numbers[note_id] = len(self.notes) + 1
            self.notes.append("")  # keeps the place while the note's own text is set
            outer, self._note_says = self._note_says, said
            self.notes[number - 1] = self.runs(self.note_texts[note_id])
            self._note_says = outer
        place = self.first_note + number - 1
        mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{place}"/></w:r>'
        for says in said:
            mark = self.commented(mark, says)
        return mark

    def bookmark(self, section_id: str | None) -> str:
        """A bookmark by which a section is found again in the .docx."""
        if not section_id:
            return ""
        return self._bookmark(bookmark_name(section_id))

    def beginning_of_body(self) -> str:
        """The bookmark before the text, which begins above the first heading."""
        return self._bookmark(BEGINNING_OF_BODY)

    def title(self) -> str:
        """The bookmark of the paper's title."""
        return self._bookmark(TITLE)

    def end_of_body(self) -> str:
        """The empty paragraph behind the body, with a bookmark that says that the text ends here."""
        return paragraph(self._bookmark(END_OF_BODY), "DrafterRule", "<w:keepNext/>")

    def _bookmark(self, name: str) -> str:
        if name in self._bookmarks:
            return ""
        number = self.first_bookmark + len(self._bookmarks)
        self._bookmarks.add(name)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


TITLE, BEGINNING_OF_BODY, END_OF_BODY = "drafter_trich_yeu", "drafter_noi_dung", "drafter_het_noi_dung"


def bookmark_name(section_id: str) -> str:
    """A Word bookmark's name for a section: letters, digits and `_`, at most 40; different ids get different names."""
    from hashlib import blake2b

    plain = re.sub(r"[^A-Za-z0-9_]", "_", section_id)
    if len(plain) <= 36 and plain == section_id.replace("-", "_"):
        return f"muc_{plain}"
    return f"muc_{plain[:26]}_{blake2b(section_id.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def run(
    text: str, *, bold: bool = False, italic: bool = False, caps: bool = False, lit: bool = False, look: str = ""
) -> str:
    """One run. Tabs and line breaks of the text become Word's. `look` holds size and underline properties in order."""
    if not text:
        return ""
    properties = (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + ("<w:caps/>" if caps else "")
        + look
        + ('<w:highlight w:val="yellow"/>' if lit else "")
    )
    inside = "".join(
        "<w:tab/>" if part == "\t" else "<w:br/>" if part == "\n" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split(r"([\t\n])", text)
        if part
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def paragraph(runs: str, style: str, properties: str = "") -> str:
    """One paragraph; `properties` follow the style in schema order (keepNext, …, spacing, ind, jc, outlineLvl, sectPr)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def indented(side: float) -> str:
    """Paragraph properties that set a centred paragraph in on both sides by millimetres."""
    return f'<w:ind w:left="{twips(side)}" w:right="{twips(side)}"/>' if side else ""


def rule(width: float, room: float, *, after: int = 6) -> str:
    """A horizontal line of a width in millimetres, centred in a room: an empty low paragraph with a border above."""
    side = max(0, twips((room - width) / 2))
    return (
        '<w:p><w:pPr><w:pStyle w:val="DrafterRule"/>'
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="50" w:after="{after * 20}" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )
