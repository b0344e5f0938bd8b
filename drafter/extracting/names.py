"""What a paper says of itself: who reports, on which period, when."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.extracting.context import Context, Contexts
from drafter.model.document import Document
from drafter.model.fact import DateFact, Identity, Reference
from drafter.model.section import SectionTree


def read_contexts(document: Document, tree: SectionTree) -> Contexts:
    """The context of every paper of a file, from its letterhead and title: `read_contexts(...).at(offset)`.

    To be called before the finders.
    """
    return Contexts((0,), (Context(tree=tree),))


def identify(
    document: Document, tree: SectionTree, dates: Sequence[DateFact], references: Sequence[Reference]
) -> Identity:
    """What the paper says of itself; None for what it does not say."""
    return Identity()
