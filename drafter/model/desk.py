"""What a screen or a list shows of an open draft and of a workspace: frozen rows, made by `drafter.pipeline`.

Offsets (`start`, `end`) count characters in the body of the row's section, as `Desk.body` gives it at that moment
(`drafter.tui.desk`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from drafter.model.draft import CarryChoice, FigureState, SectionState
from drafter.model.finding import Severity
from drafter.model.outline import Grade

# Told of a long work: steps done, steps in all (0: nobody knows), what is being done now. It may raise to stop the work.
Progress = Callable[[int, int, str], None]


class TodoKind(StrEnum):
    """What is unfinished, in the order in which one place is worked off."""

    FIGURE = "figure"
    ASK = "ask"
    FINDING = "finding"


class Decision(StrEnum):
    """What a person says of a carried or wanted figure."""

    CONFIRM = "confirm"  # still right: the mark goes, the figure stays
    REPLACE = "replace"  # another figure, typed
    NOT_APPLICABLE = "not-applicable"
    ASK = "ask"  # later: the mark stays, the figure is on the list to collect


class Version(StrEnum):
    """The other text that a section is compared with."""

    PREVIOUS = "previous"  # last period's text as printed
    ROLLED = "rolled"  # the same with period words moved and figures marked
    SAVED = "saved"  # the file on disk


class RecoveryChoice(StrEnum):
    KEEP = "keep"
    DISCARD = "discard"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the outline tree. `depth` from 1. `open_figures`, `unmet`, `findings` count this item alone;
    `done` of `total` counts the leaf items below it (itself where it is a leaf). `worst` is the gravest finding's
    severity."""

    id: str
    label: str | None
    title: str
    depth: int
    state: SectionState
    open_figures: int = 0
    unmet: int = 0
    findings: int = 0
    worst: Severity | None = None
    words: int = 0
    done: int = 0
    total: int = 1


@dataclass(frozen=True, slots=True)
class AskRow:
    """One thing the item asks for. `met` is None where nobody can tell without reading."""

    id: str
    text: str
    met: bool | None
    guidance: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the ledger or a mark that stands in the text. `now` as it stands in the draft (without the mark; None for
    a blank), `old` as last printed. `places` are titles of the sections where the same figure stands; `trend` its values in
    earlier periods, oldest first. `start` is None where the figure is no longer found in the text."""

    id: str
    section: str
    now: str | None
    old: str | None
    state: FigureState
    subject: str | None = None
    unit: str | None = None
    change: str | None = None
    source: str | None = None
    context: str | None = None
    start: int | None = None
    end: int | None = None
    places: tuple[str, ...] = ()
    trend: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding. `related` are the other places in words; `fixable`: a safe fix exists."""

    id: str
    rule: str
    name: str
    severity: Severity
    message: str
    section: str | None
    start: int = 0
    end: int = 0
    quote: str = ""
    related: tuple[str, ...] = ()
    why: str | None = None
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Todo:
    """One unfinished thing: `id` is a figure's, ask's or finding's."""

    kind: TodoKind
    id: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The bottom line. `figures` counts carried and wanted figures, `confirmed` those decided, `unchanged` those confirmed as
    they were, `asked` those on the list to collect."""

    figures: int = 0
    confirmed: int = 0
    unchanged: int = 0
    asked: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    words: int = 0
    done: int = 0
    sections: int = 0


@dataclass(frozen=True)
class View:
    """The whole draft at one moment: rows in reading order, findings and unfinished things in report order."""

    rows: tuple[ItemRow, ...]
    findings: tuple[FindingRow, ...] = ()
    todo: tuple[Todo, ...] = ()
    totals: Totals = Totals()


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with where it comes from, in words."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase to insert; its slots stand in `text` as marks (`⟦?⟧`), which Tab walks through."""

    id: str
    title: str
    text: str
    source: str | None = None
    uses: int = 0


@dataclass(frozen=True, slots=True)
class GateRow:
    """One thing to know before assembly; `blocking` ones keep the final version from being made."""

    text: str
    section: str | None = None
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A section as somebody left it in the assembled Word file: `heading` where its heading (of what stands above the
    first section: the title) was changed; `gone`: it is no longer there; `moved`: it stands elsewhere; `comments`: what
    was said there in Word comments."""

    section: str
    title: str
    new: str
    heading: str | None = None
    gone: bool = False
    moved: bool = False
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One figure of one unit over the periods, the oldest first: (period, value as written), and the values for a
    drawing."""

    unit: str | None
    measure: str
    points: tuple[tuple[str, str], ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A past report in the archive; `there` is False where its file is gone."""

    path: Path
    title: str
    unit: str | None
    period: str | None
    there: bool = True


@dataclass(frozen=True)
class AddedReports:
    """What became of files that were added to the archive; `bad` and `unclear` say why, by file."""

    added: int
    known: int
    bad: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    id: str
    at: datetime
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """A section whose journal is newer than the file."""

    section: str
    title: str
    saved: str
    typed: str
    at: datetime


@dataclass(frozen=True)
class UiSettings:
    """`[ui]` of drafter.toml and what the UI remembered: `theme`, `keys` (command id → key), `sizes` (pane → columns)."""

    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft on the start screen."""

    path: Path
    title: str
    period: str | None
    changed: datetime
    done: int = 0
    total: int = 0
    open_figures: int = 0
    locked_by: str | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An outline to choose. `periods` are the ones it is likely for, written as in the contract, best first."""

    id: str
    title: str
    items: int
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A past report to carry from; `why` says in words how well it fits."""

    path: Path
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What the new-draft dialog asks for; `choices` by item id."""

    outline: str
    unit: str
    period: str
    previous: Path | None = None
    choices: Mapping[str, CarryChoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CarryRow:
    """One item of the table keep/placeholder/clear: how well last period's text matches, what is in it."""

    id: str
    label: str | None
    title: str
    depth: int
    grade: Grade
    choice: CarryChoice
    figures: int = 0
    changes: int = 0
    asks: int = 0


@dataclass(frozen=True, slots=True)
class ImportedOutline:
    id: str
    path: Path
    items: int
    asks: int
    doubts: tuple[str, ...] = ()
