"""The tree of sections of a document, and the parts around its body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class PartKind(StrEnum):
    LETTERHEAD = "letterhead"
    TITLE = "title"
    PREAMBLE = "preamble"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    APPENDIX = "appendix"
    CLOSING = "closing"
    NOTE = "note"


class DocumentKind(StrEnum):
    """What kind of paper (a part of) a file is; decides which rules make sense for it."""

    REPORT = "report"
    OUTLINE = "outline"
    LETTER = "letter"
    PLAN = "plan"
    PROGRAMME = "programme"
    DECISION = "decision"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled section.

    `label` as printed, tidied (`Phần thứ nhất`, `I.`, `2.1.`, `a)`, `PHỤ LỤC 1`), None for a heading without one.
    `title` None for a numbered paragraph that is no heading. `level` from 1; `parent` an index into the tree's
    sections. `start` where the label begins, `body_start` where the section's own text begins, `end` where the next
    section of the same or a higher level, a part or another paper of the file begins. `id` is unique in the document;
    for a draft it is the heading's `{#id}`. `paper` says which paper of the file it belongs to (an index into `papers`).
    `style` names the family of the label (see `sectioning.labels`), `number` its place in the sequence (II → 2, c → 3).
    """

    id: str
    label: str | None
    title: str | None
    level: int
    parent: int | None
    start: int
    end: int
    body_start: int
    paper: int = 0
    style: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Letterhead, title, preamble, recipients, signature, appendix, closing sentence or note."""

    kind: PartKind
    start: int
    end: int
    paper: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a file: most files hold one; a letter with the outline behind it holds two."""

    kind: DocumentKind
    title: str | None
    start: int
    end: int


@dataclass(frozen=True)
class SectionTree:
    """Sections in reading order, the parts around them, and the papers the file holds."""

    sections: tuple[Section, ...]
    parts: tuple[Part, ...] = ()
    papers: tuple[Paper, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _children(self) -> dict[int | None, tuple[int, ...]]:
        children: dict[int | None, list[int]] = {}
        for index, section in enumerate(self.sections):
            children.setdefault(section.parent, []).append(index)
        return {parent: tuple(found) for parent, found in children.items()}

    def children(self, index: int | None) -> tuple[int, ...]:
        """Indexes of the sections directly under one (None: the top level)."""
        return self._children.get(index, ())

    def at(self, offset: int) -> int | None:
        """Index of the innermost section that holds an offset."""
        index: int | None = bisect_right(self._starts, offset) - 1
        if index is not None and index < 0:
            return None
        while index is not None and self.sections[index].end <= offset:
            index = self.sections[index].parent
        return index

    def id_at(self, offset: int) -> str | None:
        index = self.at(offset)
        return None if index is None else self.sections[index].id

    def path(self, index: int) -> tuple[Section, ...]:
        """A section with its ancestors, the outermost first."""
        found: list[Section] = []
        step: int | None = index
        while step is not None:
            found.append(self.sections[step])
            step = self.sections[step].parent
        return tuple(reversed(found))

    def parts_of(self, kind: PartKind) -> Iterator[Part]:
        return (part for part in self.parts if part.kind == kind)

    def part_at(self, offset: int) -> Part | None:
        """The innermost (shortest) part that holds an offset."""
        around = [part for part in self.parts if part.start <= offset < part.end]
        return min(around, key=lambda part: part.end - part.start, default=None)

    def own_text(self, index: int, text: str) -> str:
        """A section's own text, without its sub-sections' text."""
        section = self.sections[index]
        inner = self.children(index)
        return text[section.body_start : self.sections[inner[0]].start if inner else section.end]
