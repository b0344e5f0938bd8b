"""How a Word file is set on paper: its pages, paragraphs and tables, from the XML (see `drafter.model.page`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from drafter.model.page import CellPlace, LineLook, PageLook, PaperLook, TableLook
from drafter.ooxml.cascade import Cascade, Said
from drafter.ooxml.lines import drawn_lines
from drafter.ooxml.names import MC, VAL, W, is_on
from drafter.ooxml.styles import number_of

_MM = 25.4 / 1440
_POINT = 25.4 / 72
_P, _TBL, _R = f"{W}p", f"{W}tbl", f"{W}r"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_THROUGH = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "dir", "bdo"))
_CELL_SIDE = 108  # twips that Word's own table style keeps free at a cell's left and right
_PAGE_FIELD = re.compile(r"\bPAGE\b")
_HEADS = {f"{W}headerReference": "header", f"{W}footerReference": "footer"}
_A4 = (11906.0, 16838.0)

HeadOf = Callable[[Any], Any | None]


class PageReader:
    """Reads one file. `head_of` gives the root of the header or footer that a reference names."""

    def __init__(self, cascade: Cascade, head_of: HeadOf) -> None:
        self._cascade = cascade
        self._head_of = head_of
        self._lines: list[LineLook] = []
        self._tables: list[TableLook] = []
        self._pages: list[PageLook] = []
        self._section = 0
        self._break = True  # a page begins with the next paragraph
        self._fields: list[list[str]] = []

    def paper(self, body: Any, settings: Any | None) -> PaperLook:
        """The whole body."""
        heads: dict[str, tuple[LineLook, ...]] = {}
        sections = [element for element in body.iter(f"{W}sectPr") if element.getparent().tag != f"{W}sectPrChange"]
        for element in sections:
            page = self._page(element, heads)
            heads = dict(page.heads)
            self._pages.append(page)
        self._pages = self._pages or [_page_of(None, {})]
        self._lines.clear()
        self._section, self._break = 0, True
        self._content(body, None, self._room(), framed=False)
        return PaperLook(
            tuple(self._pages),
            tuple(self._lines),
            tuple(self._tables),
            mirrored=_setting(settings, "mirrorMargins"),
            even_and_odd=_setting(settings, "evenAndOddHeaders"),
        )

    def _room(self) -> float:
        page = self._pages[min(self._section, len(self._pages) - 1)]
        return page.width - page.left - page.right

    # -- pages --------------------------------------------------------------------------------------------------------

    def _page(self, element: Any, above: Mapping[str, tuple[LineLook, ...]]) -> PageLook:
        """A section's page; heads that it does not name are those of the section above."""
        heads = dict(above)
        for reference in element:
            kind = _HEADS.get(reference.tag)
            if kind is None:
                continue
            root = self._head_of(reference)
            name = f"{kind} {reference.get(f'{W}type') or 'default'}"
            heads[name] = () if root is None else self._head_lines(root)
        return _page_of(element, heads)

    def _head_lines(self, root: Any) -> tuple[LineLook, ...]:
        before, self._lines = self._lines, []
        tables = len(self._tables)
        self._fields = []
        self._content(root, None, 0.0, framed=False)
        found, self._lines = tuple(self._lines), before
        del self._tables[tables:]
        return found

    # -- content ------------------------------------------------------------------------------------------------------

    def _content(self, container: Any, cell: CellPlace | None, room: float, *, framed: bool) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, cell, room, framed=framed)
                if child.find(f"{W}pPr/{W}sectPr") is not None:
                    self._section += 1
                    following = self._pages[min(self._section, len(self._pages) - 1)] if self._pages else None
                    self._break = following is None or following.kind != "continuous"
                    room = self._room() if self._pages else room
            elif tag == _TBL:
                self._table(child, framed=framed)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._content(content, cell, room, framed=framed)
            elif tag in _THROUGH:
                self._content(child, cell, room, framed=framed)

    def _table(self, element: Any, *, framed: bool) -> None:
        index = len(self._tables)
        self._tables.append(TableLook(self._section, 0, 0, 0, False))  # keeps the place for tables inside
        ruled = _is_ruled(element)
        widths = [number_of(column.get(f"{W}w")) or 0.0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        sides = _sides(element)
        rows = head = unsplit = 0
        for row in _inside(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            repeated = _has(properties, "tblHeader")
            head += repeated and head == rows
            unsplit += _has(properties, "cantSplit")
            column = _skipped(properties)
            for found in _inside(row, f"{W}tc"):
                span = _span(found)
                room = sum(widths[column : column + span]) - sides
                place = CellPlace(index, rows, column, ruled)
                self._content(found, place, max(room, 0.0) * _MM, framed=framed)
                column += span
            rows += 1
        self._tables[index] = TableLook(self._section, rows, head, unsplit, ruled)

    def _paragraph(self, element: Any, cell: CellPlace | None, room: float, *, framed: bool) -> None:
        properties = element.find(f"{W}pPr")
        look, base = self._cascade.paragraph(properties)
        words = _Words(self._cascade, base, self._fields)
        words.read(element)
        # A field whose instruction never ends would hide the rest of the file.
        while self._fields and self._fields[-1][0]:
            self._fields.pop()
        if look.get("edges"):
            free = room - (look.get("left", 0.0) + look.get("right", 0.0)) * _POINT
            words.lines[-1].rules.append(max(free, 0.0))
        begins = self._break or bool(look.get("new_page")) or words.breaks_before
        for tally in words.lines:
            line = self._line(tally, look, cell, framed=framed, broken=len(words.lines) > 1)
            self._lines.append(replace(line, new_page=begins and bool(tally.letters), page_number=words.page_number))
            begins = begins and not tally.letters
        if any(tally.letters for tally in words.lines) or words.breaks_after:
            self._break = words.breaks_after
        elif words.breaks_before:
            self._break = True
        for box in words.boxes:
            self._content(box, cell, 0.0, framed=True)

    def _line(self, tally: _Tally, look: Said, cell: CellPlace | None, *, framed: bool, broken: bool) -> LineLook:
        return LineLook(
            text="".join(tally.pieces),
            section=self._section,
            cell=cell,
            align=look.get("align", "left"),
            left=look.get("left", 0.0),
            right=look.get("right", 0.0),
            first=look.get("first", 0.0),
            before=look.get("before", 0.0),
            after=look.get("after", 0.0),
            line=look.get("line", 1.0),
            line_rule=look.get("line_rule", "auto"),
            sizes=_counted(tally.sizes),
            fonts=_counted(tally.fonts),
            hidden_fonts=_counted(tally.hidden_fonts),
            colours=_counted(tally.colours),
            languages=_counted(tally.languages),
            letters=tally.letters,
            bold=tally.switches["bold"],
            italic=tally.switches["italic"],
            underlined=tally.switches["underline"],
            rules=tuple(tally.rules),
            framed=framed or bool(look.get("framed")),
            numbered=bool(look.get("numbered")),
            broken=broken,
        )


class _Tally:
    """The letters of one line by their looks."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.letters = 0
        self.sizes: Counter[float] = Counter()
        self.fonts: Counter[str] = Counter()
        self.hidden_fonts: Counter[str] = Counter()
        self.colours: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.switches: Counter[str] = Counter()
        self.rules: list[float] = []

    def add(self, text: str, look: Said) -> None:
        self.pieces.append(text)
        count = sum(not letter.isspace() for letter in text)
        if not count:
            return
        self.letters += count
        if not look.get("raised"):
            self.sizes[look.get("size", 10.0)] += count
        self.fonts[_shown_font(text, look)] += count
        for slot in ("eastAsia", "cs"):
            if look.get(slot):
                self.hidden_fonts[look[slot]] += count
        if look.get("colour"):
            self.colours[look["colour"]] += count
        if look.get("language"):
            self.languages[look["language"]] += count
        for switch in ("bold", "italic", "underline"):
            if look.get(switch):
                self.switches[switch] += count


class _Words:
    """Reads one paragraph; a manual break begins a line of its own."""

    def __init__(self, cascade: Cascade, base: Said, fields: list[list[str]]) -> None:
        self._cascade = cascade
        self._base = base
        self._fields = fields  # instructions of the open fields, a list for each; an empty one shows its result
        self.lines = [_Tally()]
        self.boxes: list[Any] = []
        self.breaks_before = self.breaks_after = self.page_number = False

    def read(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _THROUGH:
                self.read(child)
            elif tag == f"{W}fldSimple":
                self.page_number |= bool(_PAGE_FIELD.search(child.get(f"{W}instr") or ""))
                self.read(child)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self.read(content)
            elif tag == f"{MC}AlternateContent":
                self._drawing(child)

    def _run(self, run: Any) -> None:
        look = self._cascade.run(run.find(f"{W}rPr"), self._base)
        if look.get("hidden"):
            return
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                if not any(field and field[0] for field in self._fields):
                    self._add(child.text or "", look)
            elif tag in (f"{W}tab", f"{W}ptab"):
                self.lines[-1].pieces.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                if child.get(f"{W}type") == "page":
                    self.breaks_after = True
                    self.breaks_before |= not any(line.letters for line in self.lines)
                else:
                    self.lines.append(_Tally())
            elif tag == f"{W}noBreakHyphen":
                self._add("-", look)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1][0] += child.text or " "
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
                self._drawing(child)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append([" "])
        elif self._fields and kind in ("separate", "end"):
            self.page_number |= bool(_PAGE_FIELD.search(self._fields[-1][0]))
            if kind == "end":
                self._fields.pop()
            else:
                self._fields[-1][0] = ""

    def _add(self, text: str, look: Said) -> None:
        if look.get("caps"):
            text = text.upper()
        self.lines[-1].add(text, look)
        self.breaks_after &= not text.strip()

    def _drawing(self, element: Any) -> None:
        rules, boxes = drawn_lines(element)
        self.lines[-1].rules += rules
        self.boxes += boxes


def _shown_font(text: str, look: Said) -> str:
    """The font the letters take: the slot of Latin letters beyond ASCII where there are such."""
    slots = ("ascii", "hAnsi") if text.isascii() else ("hAnsi", "ascii")
    return next((look[slot] for slot in slots if look.get(slot)), "Times New Roman")


def _counted(counter: Counter[Any]) -> tuple[tuple[Any, int], ...]:
    return tuple(counter.most_common())


def _page_of(element: Any | None, heads: Mapping[str, tuple[LineLook, ...]]) -> PageLook:
    said = {} if element is None else {str(child.tag)[len(W) :]: child for child in element}
    size, margins, numbers = said.get("pgSz"), said.get("pgMar"), said.get("pgNumType")

    def length(of: Any | None, name: str, usual: float) -> float:
        value = number_of(of.get(f"{W}{name}")) if of is not None else None
        return abs(usual if value is None else value) * _MM

    kind, first = said.get("type"), said.get("titlePg")
    start = number_of(numbers.get(f"{W}start")) if numbers is not None else None
    return PageLook(
        width=length(size, "w", 12240.0),
        height=length(size, "h", 15840.0),
        top=length(margins, "top", 1440.0),
        bottom=length(margins, "bottom", 1440.0),
        left=length(margins, "left", 1440.0) + length(margins, "gutter", 0.0),
        right=length(margins, "right", 1440.0),
        header=length(margins, "header", 720.0),
        kind=(kind.get(VAL) if kind is not None else None) or "nextPage",
        first_differs=first is not None and is_on(first.get(VAL)),
        starts_at=None if start is None else int(start),
        number_format=(numbers.get(f"{W}fmt") if numbers is not None else None) or "decimal",
        heads=heads,
    )


def _setting(settings: Any | None, name: str) -> bool:
    found = settings.find(f"{W}{name}") if settings is not None else None
    return found is not None and is_on(found.get(VAL))


def _has(properties: Any | None, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and is_on(found.get(VAL))


def _skipped(properties: Any | None) -> int:
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    return int(number_of(before.get(VAL)) or 0) if before is not None else 0


def _span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(1, int(number_of(span.get(VAL)) or 1)) if span is not None else 1


def _sides(table: Any) -> float:
    """What a cell's left and right margins take, in twips."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    total = 0.0
    for names in (("left", "start"), ("right", "end")):
        said = [margins.find(f"{W}{name}") for name in names] if margins is not None else []
        value = next((number_of(side.get(f"{W}w")) for side in said if side is not None), None)
        total += _CELL_SIDE if value is None else value
    return total


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also those in content controls; deleted ones not."""
    for child in element:
        if child.tag == wanted:
            properties = child.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _inside(content, wanted)
        elif child.tag in _THROUGH:
            yield from _inside(child, wanted)


def _is_ruled(table: Any) -> bool:
    """Whether a table shows lines between its cells."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if borders is not None and any(_drawn(line) for line in borders):
        return True
    if borders is None and style is not None and "normal" not in (style.get(VAL) or "").lower():
        return True
    cells: Iterable[Any] = table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    return any(_drawn(line) for cell in cells for line in cell if line.tag in (f"{W}left", f"{W}right"))


def _drawn(line: Any) -> bool:
    return line.get(VAL) not in ("nil", "none", None)
