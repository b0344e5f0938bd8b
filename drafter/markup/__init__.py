"""The markup of a draft file: front matter, headings with `{#id}`, pipe tables, comments, figure marks.

Only these, `**`, `*` and footnotes are markup; lines that begin with `1.`, `a)`, `-`, `+` stay as typed. Every piece keeps
its offsets in the file's text, so that reading, drafting and assembling speak of the same places.
"""

from drafter.markup.lines import Line, LineKind, Scan, TableCell, scan, split_front_matter, table_cells
from drafter.markup.marks import MARK, Mark, MarkKind, find_marks

__all__ = [
    "MARK",
    "Line",
    "LineKind",
    "Mark",
    "MarkKind",
    "Scan",
    "TableCell",
    "find_marks",
    "scan",
    "split_front_matter",
    "table_cells",
]
