"""What the terminal UI needs of one open draft (`Desk`) and of a workspace (`Workbench`): two protocols.

The UI calls these and shows what they return; it decides nothing itself. `drafter.pipeline` implements both over the
core; the rows they give are in `drafter.model.desk`.

Threads: everything is called on the UI's thread, but what says so, which runs in a worker while `replace_body` may be
called and must work on the draft as it is when it begins. A `progress` may raise StoppedError: the work then ends at once
and leaves no half-written file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from drafter.model.desk import (
    AddedReports,
    ArchiveEntry,
    AskRow,
    CarryRow,
    Decision,
    DraftEntry,
    FigureRow,
    FindingRow,
    GateRow,
    ImportedOutline,
    ItemRow,
    NewDraft,
    OutlineEntry,
    Passage,
    PhraseRow,
    Progress,
    Recovered,
    RecoveryChoice,
    ReportEntry,
    SnapshotRow,
    Todo,
    TodoKind,
    Totals,
    TrendRow,
    UiSettings,
    Version,
    View,
    WordEdit,
)
from drafter.model.draft import SectionState

__all__ = [
    "AddedReports",
    "ArchiveEntry",
    "AskRow",
    "CarryRow",
    "Decision",
    "Desk",
    "DraftEntry",
    "FigureRow",
    "FindingRow",
    "GateRow",
    "ImportedOutline",
    "ItemRow",
    "NewDraft",
    "OutlineEntry",
    "Passage",
    "PhraseRow",
    "Progress",
    "Recovered",
    "RecoveryChoice",
    "ReportEntry",
    "SnapshotRow",
    "Todo",
    "TodoKind",
    "Totals",
    "TrendRow",
    "UiSettings",
    "Version",
    "View",
    "WordEdit",
    "Workbench",
]


class Desk(Protocol):
    """One open draft. Methods raise DrafterError with one clear line, which the UI shows."""

    @property
    def path(self) -> Path: ...
    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def period(self) -> str | None:
        """In words, as the reader knows it (`6 tháng đầu năm 2023`)."""
        ...

    @property
    def dirty(self) -> bool:
        """Whether something is not in the file yet."""
        ...

    @property
    def settings(self) -> UiSettings: ...

    def remember(self, name: str, value: Any) -> None:
        """Keep a setting of the UI (`theme`, `sizes`) for next time; never fails loudly."""
        ...

    # The text
    def view(self) -> View:
        """Everything at a glance, without running the rules: at most some 10 ms, findings of the last `check`."""
        ...

    def check(self) -> View:
        """Run the rules on the draft as it is now (worker), then what `view` gives."""
        ...

    def check_section(self, section: str) -> View:
        """The rules that need one section alone, on it (worker): at once, before `check` comes back."""
        ...

    def body(self, section: str) -> str: ...
    def replace_body(self, section: str, text: str) -> None:
        """The new text of a section, at every key; cheap. A section that was done or approved is being drafted again."""
        ...

    def guidance(self, section: str) -> str | None: ...
    def asks(self, section: str) -> tuple[AskRow, ...]: ...
    def version(self, section: str, version: Version) -> Passage | None:
        """The section in another version, None where there is none."""
        ...

    def set_state(self, section: str, state: SectionState, note: str | None = None) -> None: ...

    # Figures, findings, phrases
    def figures(self, section: str | None = None) -> tuple[FigureRow, ...]:
        """The ledger and the marks of one section, or of the whole draft."""
        ...

    def find_trends(self, section: str) -> bool:
        """Look up the course of a section's figures in the archive (worker); whether `figures` now shows more."""
        ...

    def alike(self, figure: str) -> tuple[FigureRow, ...]:
        """Where else in the report the indicator of a figure stands unconfirmed with the same old value."""
        ...

    def decide(self, figure: str, decision: Decision, value: str | None = None) -> str:
        """Settle a figure; the new body of its section. A mark that comes back (undo) makes it unconfirmed again."""
        ...

    def waive(self, finding: str, reason: str) -> None: ...
    def fix(self, finding: str) -> Mapping[str, str]:
        """Apply a safe fix: section → its new body."""
        ...

    def fix_all(self) -> Mapping[str, str]:
        """Apply every safe fix of the report."""
        ...

    def phrases(self, query: str, section: str) -> tuple[PhraseRow, ...]:
        """Fitting phrases, best first; accent-blind; the section's own where the query is empty."""
        ...

    def archive(self, query: str) -> tuple[Passage, ...]:
        """Passages of past reports, best first."""
        ...

    def as_old(self, text: str) -> str:
        """A passage of a past report with every figure in it marked as not confirmed."""
        ...

    def note_source(self, section: str, passage: Passage) -> None:
        """The marks of a section that came with a passage are in the ledger from now on, with its source."""
        ...

    # Files
    def journal(self) -> None:
        """Put on disk what was typed since the last call (worker)."""
        ...

    def save(self) -> datetime: ...
    def save_copy(self, path: Path) -> Path:
        """The draft as it is now, in another file (a free name); the draft itself stays unsaved. Its path."""
        ...

    def rescue(self) -> Path | None:
        """A copy in the home folder, or among temporary files, where the draft's own cannot be written; its path."""
        ...

    def close(self) -> None:
        """Give the lock back; nothing is saved."""
        ...

    def outside_change(self) -> bool:
        """Whether another program has changed the file since it was read or saved."""
        ...

    def outside_text(self) -> str | None:
        """The whole file as it is on disk; None where it is gone or no text."""
        ...

    @property
    def text(self) -> str:
        """The whole file as it would be saved now."""
        ...

    def reload(self) -> None:
        """Take the file as it is on disk; what was typed is put into a snapshot."""
        ...

    def recovery(self) -> tuple[Recovered, ...]: ...
    def recover(self, choice: RecoveryChoice) -> Path | None:
        """Settle the recovery; the path of the copy for BESIDE."""
        ...

    def snapshots(self, section: str) -> tuple[SnapshotRow, ...]: ...
    def take_snapshot(self, section: str, note: str) -> None: ...

    def gate(self) -> tuple[GateRow, ...]: ...
    @property
    def word_file(self) -> Path:
        """Where the assembled report lies, whether it is there or not."""
        ...

    def assemble(self, *, final: bool = False, progress: Progress) -> Path:
        """Make the .docx (worker); its path. An existing file is never overwritten without a backup."""
        ...

    def preview(self) -> str:
        """The assembled report as plain text, laid out (worker)."""
        ...

    def preview_pdf(self, progress: Progress) -> Path:
        """The assembled page as PDF (worker); nothing of the user's is written.

        Raises MissingToolError without LibreOffice.
        """
        ...

    def word_edits(self) -> tuple[WordEdit, ...]:
        """What was changed in the assembled Word file (worker)."""
        ...

    def rename(self, section: str, heading: str) -> None:
        """Another heading for a section; for what stands above the first one, another title of the paper."""
        ...


class Workbench(Protocol):
    """A workspace, for the start screen."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def settings(self) -> UiSettings: ...

    def remember(self, name: str, value: Any) -> None: ...
    def drafts(self) -> tuple[DraftEntry, ...]:
        """The drafts, last changed first."""
        ...

    def outlines(self) -> tuple[OutlineEntry, ...]:
        """The outlines on the shelf, the likeliest first."""
        ...

    def reports(self, wish: NewDraft, progress: Progress) -> tuple[ReportEntry, ...]:
        """The past reports that the draft may be carried from, the best first (worker)."""
        ...

    def carry_table(self, wish: NewDraft, progress: Progress) -> tuple[CarryRow, ...]:
        """What would be carried (worker)."""
        ...

    def create(self, wish: NewDraft, progress: Progress) -> Path:
        """Make the draft (worker); its path."""
        ...

    def open(self, path: Path) -> Desk:
        """Open a draft and take its lock.

        Raises LockedError where somebody holds it.
        """
        ...

    def import_outline(self, path: Path, progress: Progress) -> ImportedOutline:
        """Read a letter with an outline and put it on the shelf (worker)."""
        ...

    def add_reports(self, paths: tuple[Path, ...], progress: Progress) -> AddedReports:
        """File reports, and what lies in folders, in the archive (worker)."""
        ...

    def archived(self) -> tuple[ArchiveEntry, ...]:
        """Every past report in the archive."""
        ...

    def search(self, query: str) -> tuple[Passage, ...]:
        """Passages of past reports, best first."""
        ...

    def trends(self, query: str) -> tuple[TrendRow, ...]:
        """A figure over the periods."""
        ...
