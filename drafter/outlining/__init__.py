"""An outline that arrived becomes a checklist; a report finds its place in it."""

from drafter.outlining.attached import appendix_from_document, with_tables
from drafter.outlining.drift import Change, Drift, drift
from drafter.outlining.following import follow
from drafter.outlining.importing import import_outline
from drafter.outlining.matching import match
from drafter.outlining.meeting import Met, asks_met
from drafter.outlining.shape import to_json
from drafter.outlining.slots import fill_slots, filled, slot_values
from drafter.outlining.workbook import appendix_from_xlsx

__all__ = [
    "Change",
    "Drift",
    "Met",
    "appendix_from_document",
    "appendix_from_xlsx",
    "asks_met",
    "drift",
    "fill_slots",
    "filled",
    "follow",
    "import_outline",
    "match",
    "slot_values",
    "to_json",
    "with_tables",
]
