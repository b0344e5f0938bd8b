"""Styles of a Word file: what a paragraph or a run looks like after all inheritance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

from drafter.ooxml.names import VAL, W, is_on

_OFF = ("0", "false", "off")

_RPR = f"{W}rPr"
_BASED_ON = f"{W}basedOn"
_ASCII, _H_ANSI = f"{W}ascii", f"{W}hAnsi"
_PPR = f"{W}pPr"


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run's look; None: nothing said here. `size` in points, `font` the name for Latin letters, `style` the id of its
    character style (never inherited)."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    style: str | None = None

    def over(self, below: RunLook) -> RunLook:
        """This look laid over another one."""
        if self is _PLAIN:
            return below
        if below is _PLAIN and self.style is None:
            return self
        return RunLook(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.caps if self.caps is None else self.caps,
            below.hidden if self.hidden is None else self.hidden,
            below.size if self.size is None else self.size,
            below.font if self.font is None else self.font,
        )


_PLAIN = RunLook()


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph's properties; None: nothing said here. `outline` is 1 for the highest level, 0 for body text; `number`
    is the list's id and `level` the depth in it from 0; `left` and `first` are indents in points."""

    centred: bool | None = None
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    left: float | None = None
    first: float | None = None

    def over(self, below: ParagraphLook) -> ParagraphLook:
        if self is FLAT:
            return below
        if below is FLAT:
            return self
        return ParagraphLook(
            below.centred if self.centred is None else self.centred,
            below.outline if self.outline is None else self.outline,
            below.number if self.number is None else self.number,
            below.level if self.level is None else self.level,
            below.left if self.left is None else self.left,
            below.first if self.first is None else self.first,
        )


FLAT = ParagraphLook()


def number_of(written: str | None) -> float | None:
    """A measure as a number, None where it is none (`20`, `20.5`; Word files hold both)."""
    try:
        value = float(written) if written else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < 1e7 else None


def _points(written: str | None) -> float | None:
    twips = number_of(written)
    return None if twips is None else round(twips / 20, 2)


_BOLD, _ITALIC, _CAPS, _HIDDEN, _SIZE, _FONTS, _CHARACTER = range(7)
_RUN_PROPERTIES = {
    f"{W}b": _BOLD,
    f"{W}i": _ITALIC,
    f"{W}caps": _CAPS,
    f"{W}vanish": _HIDDEN,
    f"{W}sz": _SIZE,
    f"{W}rFonts": _FONTS,
    f"{W}rStyle": _CHARACTER,
}


RunSaid: TypeAlias = tuple[bool | None, bool | None, bool | None, bool | None, float | None, str | None, str | None]


def run_look(properties: Any) -> RunLook:
    """What a `w:rPr` says by itself, its character style left out."""
    return RunLook(*run_said(properties))


def run_said(properties: Any) -> RunSaid:
    """The same as the fields of a RunLook, in their order."""
    bold = italic = caps = hidden = size = font = style = None
    for item in properties:
        kind = _RUN_PROPERTIES.get(item.tag)
        if kind is None:
            continue
        if kind == _FONTS:
            font = item.get(_ASCII) or item.get(_H_ANSI)
        elif kind == _SIZE:
            half = number_of(item.get(VAL))
            size = None if half is None else half / 2
        elif kind == _BOLD:
            bold = item.get(VAL) not in _OFF
        elif kind == _ITALIC:
            italic = item.get(VAL) not in _OFF
        elif kind == _CAPS:
            caps = item.get(VAL) not in _OFF
        elif kind == _HIDDEN:
            hidden = item.get(VAL) not in _OFF
        else:
            style = item.get(VAL)
    return bold, italic, caps, hidden, size, font, style


_STYLE, _ALIGN, _OUTLINE, _INDENT, _LIST, _MARK, _CHANGE = range(7)
_PARAGRAPH_PROPERTIES = {
    f"{W}pStyle": _STYLE,
    f"{W}jc": _ALIGN,
    f"{W}outlineLvl": _OUTLINE,
    f"{W}ind": _INDENT,
    f"{W}numPr": _LIST,
    f"{W}rPr": _MARK,
    f"{W}pPrChange": _CHANGE,
}


_SILENT = (None,) * 6
# The fields of a ParagraphLook in their order.
LookSaid: TypeAlias = tuple[bool | None, int | None, str | None, int | None, float | None, float | None]


class ParagraphProperties(NamedTuple):
    """A `w:pPr` read in one go: the look it gives itself, its style's id, its mark's properties, its tracked change."""

    look: LookSaid
    style: str | None
    mark: Any | None
    change: Any | None


def paragraph_properties(properties: Any) -> ParagraphProperties:
    """What a `w:pPr` says by itself."""
    centred = outline = number = level = left = first = style = mark = change = None
    for item in properties:
        kind = _PARAGRAPH_PROPERTIES.get(item.tag)
        if kind is None:
            continue
        if kind == _STYLE:
            style = item.get(VAL)
        elif kind == _ALIGN:
            centred = item.get(VAL) == "center"
        elif kind == _INDENT:
            left = _points(item.get(f"{W}left") or item.get(f"{W}start"))
            hanging = _points(item.get(f"{W}hanging"))
            first = -hanging if hanging is not None else _points(item.get(f"{W}firstLine"))
        elif kind == _LIST:
            number, level = _numbering(item)
        elif kind == _MARK:
            mark = item
        elif kind == _CHANGE:
            change = item
        else:
            said = number_of(item.get(VAL))
            outline = None if said is None else int(said) + 1 if 0 <= said < 9 else 0
    return ParagraphProperties((centred, outline, number, level, left, first), style, mark, change)


def paragraph_look(properties: Any) -> ParagraphLook:
    """What a `w:pPr` says of the paragraph's look by itself, its style left out."""
    said = paragraph_properties(properties).look
    return FLAT if said == _SILENT else ParagraphLook(*said)


def _numbering(properties: Any) -> tuple[str | None, int | None]:
    number: str | None = None
    level: int | None = None
    for item in properties:
        if item.tag == f"{W}numId":
            number = item.get(VAL)
        elif item.tag == f"{W}ilvl":
            said = number_of(item.get(VAL))
            level = None if said is None else min(8, max(0, int(said)))
    return number, level


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything it inherits; `id` is what paragraphs name it by, `name` what Word shows."""

    id: str
    name: str
    run: RunLook = _PLAIN
    paragraph: ParagraphLook = FLAT


class Styles:
    """The styles of one file, resolved when first asked for."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str, Style] = {}
        self._characters: dict[str, RunLook] = {}
        self._own: dict[str, tuple[ParagraphLook, RunLook, str | None]] = {}
        self.default = Style("", "")
        self._default_paragraph: str | None = None
        if root is None:
            return
        run, paragraph = (
            root.find(f"{W}docDefaults/{W}rPrDefault/{_RPR}"),
            root.find(f"{W}docDefaults/{W}pPrDefault/{_PPR}"),
        )
        self.default = Style(
            "", "", _PLAIN if run is None else run_look(run), FLAT if paragraph is None else paragraph_look(paragraph)
        )
        for element in root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId")
            if name is None:
                continue
            self._elements[name] = element
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default") or "0"):
                self._default_paragraph = name

    def paragraph(self, name: str | None) -> Style:
        """A paragraph's style; the file's own default where it names none."""
        known = self._resolved.get(name or "")
        if known is not None:
            return known
        wanted = name if name in self._elements else self._default_paragraph
        return self._resolve(wanted) if wanted else self.default

    def character(self, name: str) -> RunLook:
        """What a character style adds over the paragraph."""
        look = self._characters.get(name)
        if look is None:
            look = self._characters[name] = self._chain(name)[1] if name in self._elements else _PLAIN
        return look

    def _resolve(self, name: str) -> Style:
        if name not in self._resolved:
            element = self._elements[name]
            paragraph, run = self._chain(name)
            shown = element.find(f"{W}name")
            title = (shown.get(VAL) if shown is not None else None) or name
            if paragraph.outline is None and (level := _heading_level(title)) is not None:
                paragraph = replace(paragraph, outline=level)
            self._resolved[name] = Style(
                name, title, run.over(self.default.run), paragraph.over(self.default.paragraph)
            )
        return self._resolved[name]

    def _chain(self, name: str) -> tuple[ParagraphLook, RunLook]:
        paragraph, run = FLAT, _PLAIN
        seen: set[str] = set()
        below: str | None = name
        while below in self._elements:
            own_paragraph, own_run, below = self._says(below)
            paragraph, run = paragraph.over(own_paragraph), run.over(own_run)
            if not below or below in seen:
                break
            seen.add(below)
        return paragraph, run

    def _says(self, name: str) -> tuple[ParagraphLook, RunLook, str | None]:
        """What a style says by itself, and the one it is based on."""
        found = self._own.get(name)
        if found is None:
            paragraph, run, based = FLAT, _PLAIN, None
            for item in self._elements[name].iterchildren(_PPR, _RPR, _BASED_ON):
                if item.tag == _PPR:
                    paragraph = paragraph_look(item)
                elif item.tag == _RPR:
                    run = run_look(item)
                else:
                    based = item.get(VAL)
            found = self._own[name] = (paragraph, run, based)
        return found


def _heading_level(title: str) -> int | None:
    """`heading 2` → 2: Word's built-in heading styles keep their English name in every language."""
    words = title.lower().split()
    if len(words) == 2 and words[0] == "heading" and words[1].isdigit():
        return int(words[1])
    return None
