"""What a paragraph and a run of a Word file look like after all inheritance: defaults, styles, theme, the element itself."""

from __future__ import annotations

from typing import Any, TypeAlias

from drafter.ooxml.names import VAL, W, is_on
from drafter.ooxml.styles import number_of

Said: TypeAlias = dict[str, Any]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_UNSEEN = ("eastAsia", "cs")
_SWITCHES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
_ALIGN = {"both": "both", "distribute": "both", "center": "center", "right": "right", "end": "right"}
_AUTO = 14.0  # points that Word gives a paragraph whose spacing is automatic
_LINES = 12.0 / 100  # points of a hundredth of a line


class Cascade:
    """The styles and the theme of one file.

    A run is a dict of `size` (points), `raised` (above or below the line), `ascii`, `hAnsi`, `eastAsia`, `cs` (font
    names), `bold`, `italic`, `underline`, `caps`, `hidden`, `colour` (RRGGBB), `language`; a paragraph one of `align`,
    `left`, `right`, `first`, `before`, `after` (points), `line`, `line_rule`, `numbered`, `new_page`, `framed`, `edges`
    (sides with a border). What nobody says is not in it.
    """

    def __init__(self, styles: Any | None, theme: Any | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._elements: dict[str, Any] = {}
        self._paragraphs: dict[str, tuple[Said, Said]] = {}
        self._characters: dict[str, Said] = {}
        self._default_paragraph: str | None = None
        self._run: Said = {}
        self._paragraph: Said = {}
        if styles is None:
            return
        for name, found, said in (("rPr", self._run, self._run_said), ("pPr", self._paragraph, paragraph_said)):
            properties = styles.find(f"{W}docDefaults/{W}{name}Default/{W}{name}")
            if properties is not None:
                found.update(said(properties))
        for element in styles.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId")
            if name:
                self._elements[name] = element
                if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default") or "0"):
                    self._default_paragraph = name

    def paragraph(self, properties: Any | None) -> tuple[Said, Said]:
        """A paragraph's look and the look its runs begin with."""
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(VAL) if named is not None else None
        if style not in self._elements:
            style = self._default_paragraph
        if style is None:
            look, run = self._paragraph, self._run
        else:
            if style not in self._paragraphs:
                paragraph, base = self._chain(style)
                self._paragraphs[style] = ({**self._paragraph, **paragraph}, {**self._run, **base})
            look, run = self._paragraphs[style]
        return (look if properties is None else {**look, **paragraph_said(properties)}), run

    def run(self, properties: Any | None, base: Said) -> Said:
        """A run's look over what its paragraph gives it."""
        if properties is None or not len(properties):
            return base
        said = self._run_said(properties)
        style = said.pop("style", None)
        if style in self._elements:
            if style not in self._characters:
                self._characters[style] = self._chain(style)[1]
            return {**base, **self._characters[style], **said}
        return {**base, **said}

    def _chain(self, name: str) -> tuple[Said, Said]:
        """What a style says with all that it is based on, without the file's defaults."""
        steps: list[Any] = []
        seen: set[str] = set()
        step: str | None = name
        while step in self._elements and step not in seen:
            seen.add(step)
            steps.append(self._elements[step])
            based = self._elements[step].find(f"{W}basedOn")
            step = based.get(VAL) if based is not None else None
        paragraph: Said = {}
        run: Said = {}
        for element in reversed(steps):
            properties = element.find(f"{W}pPr")
            if properties is not None:
                paragraph |= paragraph_said(properties)
            properties = element.find(f"{W}rPr")
            if properties is not None:
                run |= self._run_said(properties)
        run.pop("style", None)
        return paragraph, run

    def _run_said(self, properties: Any) -> Said:
        said: Said = {}
        for item in properties:
            name = item.tag[len(W) :] if isinstance(item.tag, str) and item.tag.startswith(W) else ""
            if name in _SWITCHES:
                said[_SWITCHES[name]] = is_on(item.get(VAL))
            elif name == "sz":
                half = number_of(item.get(VAL))
                if half is not None:
                    said["size"] = half / 2
            elif name == "u":
                said["underline"] = item.get(VAL) not in ("none", None)
            elif name == "color":
                said["colour"] = _colour(item)
            elif name == "vertAlign":
                said["raised"] = item.get(VAL) in ("superscript", "subscript")
            elif name == "lang":
                said["language"] = item.get(VAL)
            elif name == "rStyle":
                said["style"] = item.get(VAL)
            elif name == "rFonts":
                said |= self._fonts_said(item)
        return said

    def _fonts_said(self, item: Any) -> Said:
        """A font of the theme goes before a named one, as in Word. The theme's fonts for letters that Vietnamese does not
        have are the program's choice, nobody's: they are not told."""
        said: Said = {}
        for slot in _SLOTS:
            theme = item.get(f"{W}{slot}Theme") or (item.get(f"{W}cstheme") if slot == "cs" else None)
            if theme and slot in _UNSEEN:
                said[slot] = None
            elif font := self._fonts.get(theme or "") or item.get(f"{W}{slot}"):
                said[slot] = font
        return said


def _theme_fonts(theme: Any | None) -> dict[str, str]:
    """`minorHAnsi` → `Calibri`: the names by which runs ask for the theme's fonts."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for size in ("major", "minor"):
        fonts = next(theme.iter(f"{_A}{size}Font"), None)
        if fonts is None:
            continue
        font = fonts.find(f"{_A}latin")
        face = font.get("typeface") if font is not None else None
        found |= dict.fromkeys((f"{size}Ascii", f"{size}HAnsi"), face or "")
    return found


def _colour(item: Any) -> str | None:
    """RRGGBB; None for automatic and for the text colours of the theme, which are black on paper."""
    value = item.get(VAL) or "auto"
    theme = item.get(f"{W}themeColor") or ""
    if value == "auto" or theme in ("text1", "dark1"):
        return None
    return str(value).upper()


def paragraph_said(properties: Any) -> Said:
    """What a `w:pPr` says by itself."""
    said: Said = {}
    for item in properties:
        name = item.tag[len(W) :] if isinstance(item.tag, str) and item.tag.startswith(W) else ""
        if name == "jc":
            said["align"] = _ALIGN.get(item.get(VAL) or "", "left")
        elif name == "ind":
            said |= _indents(item)
        elif name == "spacing":
            said |= _spacing(item)
        elif name == "pageBreakBefore":
            said["new_page"] = is_on(item.get(VAL))
        elif name == "numPr":
            number = item.find(f"{W}numId")
            said["numbered"] = number is not None and number.get(VAL) not in (None, "0")
        elif name == "framePr":
            said["framed"] = True
            if item.get(f"{W}xAlign") == "center":
                said["align"] = "center"
        elif name == "pBdr":
            said["edges"] = tuple(
                side
                for side in ("top", "bottom")
                if (line := item.find(f"{W}{side}")) is not None and line.get(VAL) not in ("nil", "none", None)
            )
    if said.get("framed") and any(
        item.tag == f"{W}framePr" and item.get(f"{W}xAlign") == "center" for item in properties
    ):
        said["align"] = "center"
    return said


def _points(element: Any, *names: str) -> float | None:
    for name in names:
        value = number_of(element.get(f"{W}{name}"))
        if value is not None:
            return value / 20
    return None


def _indents(element: Any) -> Said:
    said: Said = {}
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        if (value := _points(element, *names)) is not None:
            said[key] = value
    hanging, first = _points(element, "hanging"), _points(element, "firstLine")
    if hanging is not None:
        said["first"] = -hanging
    elif first is not None:
        said["first"] = first
    return said


def _spacing(element: Any) -> Said:
    said: Said = {}
    for side in ("before", "after"):
        lines = number_of(element.get(f"{W}{side}Lines"))
        automatic = element.get(f"{W}{side}Autospacing")
        if automatic is not None and is_on(automatic):
            said[side] = _AUTO
        elif lines:
            said[side] = lines * _LINES
        elif (value := _points(element, side)) is not None:
            said[side] = value
    line = number_of(element.get(f"{W}line"))
    rule = element.get(f"{W}lineRule")
    if line is not None:
        rule = rule or "auto"
        said["line"] = line / 240 if rule == "auto" else line / 20
        said["line_rule"] = rule
    return said
