"""file → document → sections → facts: the first steps of every journey."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import PeriodError
from drafter.model.document import Document
from drafter.model.fact import Facts
from drafter.model.period import Period
from drafter.model.section import SectionTree

if TYPE_CHECKING:
    from drafter.extracting import FactMemory


@dataclass(frozen=True)
class Understanding:
    """A document with what Drafter makes of it; sections and facts are worked out when first asked for. `memory` carries
    the facts of paragraphs over from the text as it was before an edit."""

    document: Document
    memory: FactMemory | None = field(default=None, repr=False, compare=False)

    @classmethod
    def known(cls, document: Document, tree: SectionTree, facts: Facts) -> Understanding:
        """A document whose sections and facts are worked out already."""
        found = cls(document)
        vars(found).update(tree=tree, facts=facts)
        return found

    @cached_property
    def tree(self) -> SectionTree:
        from drafter.sectioning import section

        return section(self.document)

    @cached_property
    def facts(self) -> Facts:
        from drafter.extracting import extract

        return extract(self.document, self.tree, memory=self.memory)

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def period(self) -> Period | None:
        """The reporting period that the paper itself names."""
        return parsed_period(self.facts.identity.period)


def understand(path: Path | str, *, changes: str = "accept", ocr: bool = False, paper: bool = False) -> Understanding:
    """Read a file (`-`: standard input as plain text); with `paper` how a .docx is set on paper too.

    Raises UnreadableFileError and its kinds.
    """
    from drafter import reading

    if str(path) == "-":
        import sys

        return Understanding(reading.read_bytes(sys.stdin.buffer.read(), path="-", changes=changes, ocr=ocr))
    return Understanding(reading.read(path, changes=changes, ocr=ocr, paper=paper))


def understand_bytes(content: bytes, path: Path | str, *, paper: bool = False) -> Understanding:
    """The same for a file's content that is already here; `path` is for its suffix and for messages.

    Raises UnreadableFileError and its kinds.
    """
    from drafter import reading

    return Understanding(reading.read_bytes(content, path=str(path), paper=paper))


def understand_text(
    text: str, *, path: str = "-", form: str = "txt", memory: FactMemory | None = None
) -> Understanding:
    """The same for a text that is already here, as the editor has it; with `memory` only what changed is read for facts."""
    from drafter import reading

    return Understanding(reading.from_text(text, path=path, format=form), memory)


def parsed_period(written: str | None) -> Period | None:
    """A period in the contract's form, None where it is none."""
    if not written:
        return None
    try:
        return Period.parse(written)
    except PeriodError:
        return None
