"""A draft as its sections, and the ledger of carried figures that lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from drafter.model.finding import Waiver


class SectionState(StrEnum):
    """How far a section is; shown by word, shape and colour."""

    EMPTY = "empty"  # ○ chưa viết
    CARRIED = "carried"  # ↻ từ kỳ trước
    DRAFTING = "drafting"  # ◐ đang soạn
    WAITING = "waiting"  # ◑ chờ số liệu
    DONE = "done"  # ✓ xong
    APPROVED = "approved"  # ★ đã duyệt
    NOTHING = "nothing"  # – không phát sinh


@dataclass(frozen=True, slots=True)
class DraftSection:
    """One heading of a draft with its own text.

    `depth` is the number of `#` minus one (`##` → 1). `label` and `title` are what the heading says (`1.1.`, `Tên mục`);
    `heading` is the heading's text as typed, without `#` and `{#id}`. `body` is what stands between this heading and the
    next one, verbatim without the blank lines around it, comments included. `start`, `end` span heading and body in the
    draft's text, `body_start` is where the body begins. Two sections are equal when they are written alike: label, title
    and offsets follow from the text and are not compared.
    """

    id: str | None
    depth: int
    heading: str
    label: str | None = field(compare=False)
    title: str | None = field(compare=False)
    body: str
    start: int = field(compare=False)
    end: int = field(compare=False)
    body_start: int = field(compare=False)


@dataclass(frozen=True)
class Draft:
    """A draft file: front matter, the report's title, the text before the first section, and the sections."""

    front: Mapping[str, Any]
    title: str | None
    preamble: str
    sections: tuple[DraftSection, ...]

    def section(self, section_id: str) -> DraftSection | None:
        return next((section for section in self.sections if section.id == section_id), None)


OPENING = "@"  # the key of what stands before the first section; `@3` is the third heading, which has no id of its own


def section_keys(draft: Draft) -> tuple[str, ...]:
    """A key for every section: its id, or its place where somebody wrote none, or one that is taken already."""
    keys: list[str] = []
    for number, section in enumerate(draft.sections, 1):
        known = section.id is not None and section.id not in keys
        keys.append(section.id if known and section.id is not None else f"{OPENING}{number}")
    return tuple(keys)


class FigureState(StrEnum):
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    NOT_APPLICABLE = "not-applicable"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One carried figure: where it stands, what it was, what became of it.

    `section` is the item's id; `context` is the words around it, with which it is found again after edits; `old` and
    `new` as printed; `source` names the file and section it came from; `base` is last period's value that a wanted change in
    percent is counted from.
    """

    id: str
    section: str
    old: str
    context: str
    subject: str | None = None
    unit: str | None = None
    new: str | None = None
    source: str | None = None
    state: FigureState = FigureState.UNCONFIRMED
    by: str | None = None
    at: str | None = None
    base: str | None = None


@dataclass(frozen=True)
class Sidecar:
    """What lies beside a document in `NAME.drafter.yaml`; deleting it loses no text.

    `seals` holds a digest of the text of each section that was called done or approved: text that changed since is being
    drafted again. `notes` holds why somebody said of a section that nothing arose.
    """

    waivers: tuple[Waiver, ...] = ()
    states: Mapping[str, SectionState] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    seals: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


class CarryChoice(StrEnum):
    """What `new` does with an item: last period's text, a phrase skeleton, or nothing."""

    KEEP = "keep"
    PLACEHOLDER = "placeholder"
    CLEAR = "clear"


class RollAction(StrEnum):
    SHIFT = "shift"
    KEEP = "keep"
    RECOMPUTE = "recompute"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class RollChange:
    """The decision on one temporal expression of the source: `new` equals `old` for keep, None for ask."""

    start: int
    end: int
    old: str
    new: str | None
    action: RollAction
    why: str


@dataclass(frozen=True, slots=True)
class CarriedFigure:
    """A figure of the reporting period, in the source; stands in the rolled text as `⟦…⟧`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class RollPlan:
    """Everything rolling decided on one document. Spans are in the source; `text` is the rolled text. `asked` are other
    stretches that the officer must give anew (the symbol of the request that ordered the report)."""

    source_period: str
    target_period: str
    changes: tuple[RollChange, ...]
    figures: tuple[CarriedFigure, ...]
    text: str
    asked: tuple[CarriedFigure, ...] = ()
