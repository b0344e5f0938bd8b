"""An outline that arrived becomes a checklist; a report finds its place in it."""

from drafter.outlining.importing import import_outline
from drafter.outlining.shape import to_json
from drafter.outlining.slots import fill_slots, filled

__all__ = ["fill_slots", "filled", "import_outline", "to_json"]
