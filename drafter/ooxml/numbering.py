"""Automatic numbers of Word paragraphs, counted as Word counts them (ECMA-376 part 1, 17.9).

Lists that share an abstract definition share its counters; an override with a start value restarts them when its list
first appears at that level. A deeper level restarts when a higher one goes on, unless `w:lvlRestart` says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from drafter.ooxml.names import MC, VAL, W, is_on
from drafter.ooxml.number_formats import format_number
from drafter.ooxml.styles import FLAT, ParagraphLook, Styles, number_of, paragraph_look
from drafter.ooxml.symbols import symbol_text

LEVELS = 9
_SLOT = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` with slots `%1` … `%9`, `suffix` what stands between number and words, `restart` the
    number of the level (from 1) whose step restarts this one, 0 never, None any higher one."""

    start: int = 1
    format: str = "decimal"
    custom: str | None = None
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    look: ParagraphLook = FLAT
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's automatic number: `text` with the blank behind it where the page shows one."""

    text: str
    bullet: bool
    level: int
    look: ParagraphLook


@dataclass
class _Counters:
    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    # The list and level whose start override has been taken.
    restarted: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: tuple[Level, ...]
    overrides: dict[int, int]


class Numbering:
    """The lists of one file with their running counters: call `label` once a paragraph, in reading order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, _Counters] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstracts[element.get(f"{W}abstractNumId") or ""] = element
            elif element.tag == f"{W}num":
                self._numbers[element.get(f"{W}numId") or ""] = element

    def label(self, look: ParagraphLook, style: str | None) -> Label | None:
        """The number that Word shows before a paragraph, None where it has none; counts the paragraph.

        `look` is what the paragraph says itself laid over its style, `style` the style's id: a level can be bound to it.
        """
        if not look.number or look.number == "0":
            return None
        found = self._list(look.number)
        if found is None:
            return None
        index = look.level if look.level is not None else self._level_of_style(found, style)
        level = found.levels[index]
        counters = self._counters.setdefault(found.abstract, _Counters())
        self._step(found, look.number, counters, index)
        if level.format == "bullet":
            text, bullet = symbol_text(level.text, level.font) or "•", True
        else:
            text, bullet = self._write(found, counters, index), False
        if not text.strip():
            return None
        blank = "" if level.suffix == "nothing" else " "
        return Label(text.rstrip() + blank if blank else text, bullet, index, level.look)

    def _level_of_style(self, found: _List, style: str | None) -> int:
        if style:
            for index, level in enumerate(found.levels):
                if level.style == style:
                    return index
        return 0

    def _step(self, found: _List, number: str, counters: _Counters, index: int) -> None:
        values = counters.values
        if index in found.overrides and (number, index) not in counters.restarted:
            counters.restarted.add((number, index))
            values[index] = found.overrides[index]
        else:
            before = values[index]
            values[index] = found.levels[index].start if before is None else before + 1
        for deeper in range(index + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or (restart and index < restart):
                values[deeper] = None

    def _write(self, found: _List, counters: _Counters, index: int) -> str:
        own = found.levels[index]

        def slot(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = found.levels[place]
            value = counters.values[place]
            shown = level.start if value is None else value
            kind = "decimal" if own.legal and level.format not in ("none", "bullet", "decimalZero") else level.format
            return format_number(shown, kind, level.custom)

        return _SLOT.sub(slot, own.text)

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._resolve(number)
        return self._lists[number]

    def _resolve(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        link = element.find(f"{W}abstractNumId")
        name = self._follow(link.get(VAL) if link is not None else None)
        if name is None:
            return None
        levels = [Level()] * LEVELS
        for index, level in _levels(self._abstracts[name]):
            levels[index] = level
        overrides: dict[int, int] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            place = _index(override)
            if place is None:
                continue
            whole = override.find(f"{W}lvl")
            if whole is not None:
                levels[place] = _level(whole)
            start = override.find(f"{W}startOverride")
            if start is not None and (value := number_of(start.get(VAL))) is not None:
                overrides[place] = int(value)
                levels[place] = replace(levels[place], start=int(value))
        return _List(name, tuple(levels), overrides)

    def _follow(self, name: str | None) -> str | None:
        """The abstract definition itself, behind a link to a list style."""
        seen: set[str] = set()
        while name is not None and name in self._abstracts and name not in seen:
            seen.add(name)
            link = self._abstracts[name].find(f"{W}numStyleLink")
            if link is None:
                return name
            style = link.get(VAL)
            target = next((other for other, element in self._abstracts.items() if _style_link(element) == style), None)
            if target is None:
                behind = self._numbers.get(self._styles.paragraph(style).paragraph.number or "")
                found = behind.find(f"{W}abstractNumId") if behind is not None else None
                target = found.get(VAL) if found is not None else None
            name = target
        return None


def _style_link(element: Any) -> str | None:
    link = element.find(f"{W}styleLink")
    return None if link is None else link.get(VAL)


def _index(element: Any) -> int | None:
    said = number_of(element.get(f"{W}ilvl"))
    return int(said) if said is not None and 0 <= said < LEVELS else None


def _levels(abstract: Any) -> list[tuple[int, Level]]:
    return [
        (index, _level(element))
        for element in abstract.iterchildren(f"{W}lvl")
        if (index := _index(element)) is not None
    ]


def _level(element: Any) -> Level:
    said: dict[str, str] = {}
    custom = font = None
    look = ParagraphLook()
    for item in element:
        if item.tag == f"{MC}AlternateContent":
            # Word 2010 writes a format of its own as a choice, and a plain one for older readers.
            chosen = item.find(f"{MC}Choice/{W}numFmt")
            if chosen is not None:
                said["numFmt"], custom = chosen.get(VAL) or "decimal", chosen.get(f"{W}format")
        elif item.tag == f"{W}pPr":
            look = paragraph_look(item)
        elif item.tag == f"{W}rPr":
            fonts = item.find(f"{W}rFonts")
            font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") if fonts is not None else None
        elif isinstance(item.tag, str):
            said[item.tag.removeprefix(W)] = item.get(VAL) or ""
            if item.tag == f"{W}numFmt" and custom is None:
                custom = item.get(f"{W}format")
    start, restart = number_of(said.get("start")), number_of(said.get("lvlRestart"))
    return Level(
        start=int(start) if start is not None else 0 if "start" not in said else 1,
        format=said.get("numFmt") or "decimal",
        custom=custom,
        text=said.get("lvlText", ""),
        suffix=said.get("suff") or "tab",
        restart=int(restart) if restart is not None else None,
        legal="isLgl" in said and is_on(said["isLgl"] or None),
        style=said.get("pStyle"),
        look=look,
        font=font,
    )
