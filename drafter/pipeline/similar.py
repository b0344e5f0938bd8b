"""A draft held against last period's report, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.pipeline.named_files import named_file
from drafter.pipeline.understanding import understand

if TYPE_CHECKING:
    from drafter.reusing.similar import SectionLikeness

_ = catalogue("pipeline")


def similar_to_last(draft: Path, previous: Path | None = None) -> tuple[Path, tuple[SectionLikeness, ...]]:
    """Last period's report (as given, else as the draft's `previous:` names it) and what each section of the draft is
    against it.

    Raises UsageError where no report is known, UnreadableFileError where one cannot be read.
    """
    from drafter.reusing.similar import similar

    previous = previous or _named(draft)
    new, old = understand(draft), understand(previous)
    return previous, similar(new.document, new.tree, old.document, old.tree)


def _named(draft: Path) -> Path:
    from drafter import drafting

    named = drafting.load(draft).front.get("previous") if draft.suffix.lower() == ".md" else None
    path = named_file(named, draft) if named else None
    if path is None:
        raise UsageError(_("{path}: names no report of last period; give it with --previous", path=draft))
    return path
