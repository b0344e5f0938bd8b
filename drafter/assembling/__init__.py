"""draft → .docx: layout profiles (Decree 30, Front, Party), frame, body, tables, appendices."""

from drafter.assembling.absorb import SectionEdit, absorb
from drafter.assembling.assemble import NotFinalError, assemble, gaps_of
from drafter.assembling.frame import retitled
from drafter.assembling.ink import Gap, bookmark_name
from drafter.assembling.layout import LAYOUTS, Layout, choose_layout, load_layout
from drafter.assembling.output import find_office, is_open, to_pdf, write_beside_if_open
from drafter.assembling.own_frame import FrameCheck, assemble_in_frame, check_frame, new_frame
from drafter.assembling.packet import packet
from drafter.assembling.plain_text import to_markdown, to_text

__all__ = [
    "LAYOUTS",
    "FrameCheck",
    "Gap",
    "Layout",
    "NotFinalError",
    "SectionEdit",
    "absorb",
    "assemble",
    "assemble_in_frame",
    "bookmark_name",
    "check_frame",
    "choose_layout",
    "find_office",
    "gaps_of",
    "is_open",
    "load_layout",
    "new_frame",
    "packet",
    "retitled",
    "to_markdown",
    "to_pdf",
    "to_text",
    "write_beside_if_open",
]
