"""Every place of a draft where text stands, under a key: also what stands before the first section, and headings that
somebody wrote without an id, or with one that is taken already."""

from __future__ import annotations

from dataclasses import replace

from drafter import drafting
from drafter.messages import catalogue
from drafter.model.draft import OPENING, Draft, DraftSection, section_keys

_ = catalogue("pipeline")

BEFORE = OPENING


def keyed(draft: Draft, *, before: bool | None = None) -> Draft:
    """The draft with a key for the id of every section; the text before the first one is a section too, where there is
    some (or `before` says so). Offsets hold where the draft was just parsed."""
    sections = [replace(section, id=key) for section, key in zip(draft.sections, section_keys(draft), strict=True)]
    if before is None:
        before = bool(draft.preamble.strip()) or not sections
    if before:
        sections.insert(0, _opening(draft))
    return replace(draft, preamble="" if before else draft.preamble, sections=tuple(sections))


def _opening(draft: Draft) -> DraftSection:
    end = draft.sections[0].start if draft.sections else len(drafting.write(draft))
    at = drafting.write(draft).find(draft.preamble) if draft.preamble else end
    title = _("Before the first section") if draft.sections else _("The text")
    return DraftSection(BEFORE, 1, title, None, title, draft.preamble, start=0, end=end, body_start=max(0, at))


def unkeyed(draft: Draft, ids: tuple[str | None, ...]) -> Draft:
    """The draft as it is written; `ids` are those of its sections in the file."""
    sections = draft.sections
    preamble = draft.preamble
    if sections and sections[0].id == BEFORE:
        preamble, sections = sections[0].body, sections[1:]
    return replace(
        draft,
        preamble=preamble,
        sections=tuple(replace(section, id=one) for section, one in zip(sections, ids, strict=True)),
    )


def ledger_key(key: str) -> str:
    """A section as the ledger names it: the text before the first one has the empty name there."""
    return "" if key == BEFORE else key


def place_key(name: str) -> str:
    """The ledger's name of a section as the desk's key."""
    return name or BEFORE
