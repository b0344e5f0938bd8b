"""Where a finding stands, as people say it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from drafter.model.document import Document
from drafter.model.section import SectionTree


@dataclass(frozen=True)
class Places:
    """Lines, sections and pages of a document's offsets."""

    document: Document
    tree: SectionTree

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(index + 1 for index, char in enumerate(self.document.text) if char == "\n")]

    def line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def line_span(self, offset: int) -> tuple[int, int]:
        """The line that holds an offset, without its line break."""
        number = self.line(offset)
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.document.text)
        return start, end

    def section_index(self, offset: int, *, absent: bool = False) -> int | None:
        """The innermost section; for what is not there, the section before the place."""
        return self.tree.at(max(offset - 1, 0) if absent else offset)

    def heading(self, index: int | None) -> str:
        """Label and title of a section, or an empty text."""
        if index is None:
            return ""
        section = self.tree.sections[index]
        return " ".join(part for part in (section.label, section.title) if part)

    def label(self, offset: int) -> str:
        """The labels on the way to a place: `Phần I, 2.1`."""
        index = self.tree.at(offset)
        if index is None:
            return ""
        labels = [(section.label or "").rstrip(".):") for section in self.tree.path(index)]
        shown = [label for label in labels if label]
        return ", ".join(
            label for i, label in enumerate(shown) if i + 1 >= len(shown) or not shown[i + 1].startswith(label + ".")
        )

    def page(self, offset: int) -> int | None:
        for block in self.document.blocks:
            if block.start <= offset <= block.end:
                return block.page
        return None
