"""From a document to its tree of sections, its parts and its papers."""

from drafter.sectioning.build import section

__all__ = ["section"]
