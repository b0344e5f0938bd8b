"""How a Word file is set on paper: pages, paragraphs and tables with the looks they inherit. Held against a layout profile.

Lengths of pages are in millimetres, of paragraphs and letters in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a paragraph stands in a table: the table's index from 0, row and grid column from 0, whether the table has
    visible lines."""

    table: int
    row: int
    column: int
    ruled: bool


@dataclass(frozen=True, slots=True)
class LineLook:
    """One paragraph as it is set; a paragraph with manual breaks makes several lines (`broken`).

    `start`, `end` lie in the document's text; both 0 where the paragraph has no words there. `align` is left, right,
    center or both. `line` counts lines where `line_rule` is auto, points where it is exact or atLeast. `sizes`, `fonts`
    (the font Latin and Vietnamese letters take), `hidden_fonts` (named for East Asian and complex letters), `colours`
    (RRGGBB, without automatic) and `languages` say how many letters have which; `letters` are all of them, `bold`,
    `italic`, `underlined` how many are; capitals stand in `text` as shown. `rules` are the lengths in millimetres of
    horizontal lines drawn at the paragraph, 0.0 where the length cannot be told. `framed`: in a text box or a frame of
    its own. `new_page`: a page begins with it. `numbered`: Word counts it by itself. `page_number`: it shows the page's
    number.
    """

    text: str
    start: int = 0
    end: int = 0
    section: int = 0
    cell: CellPlace | None = None
    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    line_rule: str = "auto"
    sizes: tuple[tuple[float, int], ...] = ()
    fonts: tuple[tuple[str, int], ...] = ()
    hidden_fonts: tuple[tuple[str, int], ...] = ()
    colours: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    letters: int = 0
    bold: int = 0
    italic: int = 0
    underlined: int = 0
    rules: tuple[float, ...] = ()
    framed: bool = False
    new_page: bool = False
    numbered: bool = False
    broken: bool = False
    page_number: bool = False


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table: `rows` in all, the first `head` of them repeated on every page, `unsplit` rows that no page break parts."""

    section: int
    rows: int
    head: int
    unsplit: int
    ruled: bool


@dataclass(frozen=True, slots=True)
class PageLook:
    """One section of the file: the page in millimetres (`left` with its gutter), how it begins (`kind`: nextPage,
    continuous …), where its numbers start (None: they go on), and its heads and feet by `header default`,
    `header first`, `header even`, `footer default` …"""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    kind: str = "nextPage"
    first_differs: bool = False
    starts_at: int | None = None
    number_format: str = "decimal"
    heads: Mapping[str, tuple[LineLook, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperLook:
    """A Word file's pages, paragraphs (in the order of the file, tables included) and tables. `mirrored`: inner and outer
    margins change sides."""

    pages: tuple[PageLook, ...]
    lines: tuple[LineLook, ...]
    tables: tuple[TableLook, ...]
    mirrored: bool = False
    even_and_odd: bool = False
