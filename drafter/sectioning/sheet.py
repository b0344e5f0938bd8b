"""A document's lines with what their wording says, and the stretch of them that one paper takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.model.section import DocumentKind
from drafter.sectioning.heads import bold_heads, capital_heads, framing_heads, uses_styles
from drafter.sectioning.labels import Label
from drafter.sectioning.lines import Line
from drafter.sectioning.marks import Mark, mark_of

# A table with more cells than this holds data; with fewer it may set a letterhead or signatures side by side.
_LAYOUT_CELLS = 9
# The parts that end every section before them.
ENDING = ("recipients", "signature")
# The parts whose lines carry no labels.
CLOSED = frozenset({"letterhead", "title", "recipients", "signature", "note"})


@dataclass(frozen=True)
class Sheet:
    """The lines of a document with what their wording says and the labels that they open with."""

    lines: Sequence[Line]
    labels: Sequence[Label | None]
    marks: Sequence[Mark | None]
    # Headings without a label of their own that capitals or bold type prove, with their levels.
    plain_heads: Mapping[int, int] = field(default_factory=dict)
    # Whether heading styles make the structure.
    styled: bool = False
    # `MỞ ĐẦU`, `KẾT LUẬN` without a label.
    framing: frozenset[int] = frozenset()

    @classmethod
    def of(cls, lines: Sequence[Line], labels: Sequence[Label | None]) -> Sheet:
        cells: dict[int, int] = {}
        for line in lines:
            if line.row:
                cells[line.block] = max(cells.get(line.block, 0), line.cell or 0)
        # A table of data is no part of the frame, whatever its cells say.
        marks = [None if line.row and cells[line.block] >= _LAYOUT_CELLS else mark_of(line) for line in lines]
        framing = framing_heads(lines, labels, marks)
        heads = dict.fromkeys(capital_heads(lines, labels, marks) | framing, 1) | bold_heads(lines, labels, marks)
        return cls(lines, labels, marks, heads, uses_styles(labels), framing)

    def appendix(self, index: int) -> bool:
        label = self.labels[index]
        return label is not None and label.readings[0].family in ("appendix", "form")

    def names(self, index: int) -> bool:
        """Whether a line is a bare label whose title stands on the next one: `Phần thứ hai`."""
        return self.labels[index] is not None and len(self.lines[index].text) < 25

    def heading(self, index: int) -> bool:
        """Whether a line opens a section: by its label, or by a format that proves it."""
        look = self.lines[index].look
        told = self.labels[index] is not None or index in self.plain_heads
        return told or look.anchor is not None or bool(look.outline_level)


@dataclass
class PaperLines:
    """One paper's lines, a half-open stretch of the sheet, with what its title says and its parts (kind, first, last)."""

    first: int
    last: int
    kind: DocumentKind | None = None
    title: tuple[int, int] | None = None
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    # The first lines of recipients that stand beside a signature on the same lines.
    beside: set[int] = field(default_factory=set)

    def take(self, part: str, first: int, last: int) -> int:
        """Make lines a part, unless there are none; gives the line behind them. A letterhead goes on where it stopped."""
        if first < last and self.spans and self.spans[-1][::2] == (part, first) and part == "letterhead":
            self.spans[-1] = (part, self.spans[-1][1], last)
        elif first < last:
            self.spans.append((part, first, last))
        return last
