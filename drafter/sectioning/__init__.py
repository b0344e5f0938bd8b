"""From a document to its tree of sections, its parts and its papers."""

from drafter.sectioning.again import section_again
from drafter.sectioning.build import section

__all__ = ["section", "section_again"]
