"""draft → .docx: layout profiles (Decree 30, Front, Party), frame, body, tables, appendices."""

from drafter.assembling.assemble import NotFinalError, assemble, gaps_of
from drafter.assembling.ink import Gap, bookmark_name
from drafter.assembling.layout import LAYOUTS, Layout, choose_layout, load_layout
from drafter.assembling.output import find_office, is_open, to_pdf, write_beside_if_open

__all__ = [
    "LAYOUTS",
    "Gap",
    "Layout",
    "NotFinalError",
    "assemble",
    "bookmark_name",
    "choose_layout",
    "find_office",
    "gaps_of",
    "is_open",
    "load_layout",
    "to_pdf",
    "write_beside_if_open",
]
