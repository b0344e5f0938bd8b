"""One open draft in memory: its text, what lies beside it, what it was made from."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import Any

from drafter import drafting
from drafter.drafting import sidecar as beside_file
from drafter.errors import DrafterError, UsageError
from drafter.messages import catalogue
from drafter.model.desk import FigureRow, FindingRow, UiSettings, View
from drafter.model.draft import Draft, Sidecar
from drafter.model.finding import Finding
from drafter.model.outline import Outline
from drafter.pipeline.again import DraftCheck
from drafter.pipeline.desk_places import BEFORE, keyed, unkeyed
from drafter.pipeline.desk_rows import split_lead
from drafter.pipeline.draft_files import stamp
from drafter.pipeline.outlines import draft_outline, for_period
from drafter.pipeline.ui_settings import remember, ui_settings
from drafter.pipeline.understanding import parsed_period
from drafter.pipeline.versions import LastPeriod, last_period
from drafter.workspace import Workspace

_ = catalogue("pipeline")


class DeskState:
    """Text changes replace the frozen draft under a lock, so that work in another thread sees the draft as it was when it
    began. `_draft` has a key for every place of text (`desk_places`)."""

    def __init__(self, path: Path, workspace: Workspace, held: drafting.Lock) -> None:
        self._path = path
        self._workspace = workspace
        self._held = held
        self._guard = threading.RLock()
        self._checks: DraftCheck | None = None
        self._report: tuple[Finding, ...] = ()
        self._findings: tuple[FindingRow, ...] = ()
        self._checked = ""  # the text that the findings are of
        self._kept: Draft | None = None  # what the listed figures were made of, kept so that its id is not given again
        self._figure_rows: tuple[tuple[int, int, int], tuple[FigureRow, ...]] = ((0, 0, 0), ())
        self._trends: dict[str, tuple[float, ...]] = {}
        self._take(drafting.load(path))

    def _take(self, draft: Draft) -> None:
        self._ids = tuple(section.id for section in draft.sections)
        self._draft = keyed(draft)
        self._written: tuple[Draft | None, str] = (None, "")
        self._beside: Sidecar = beside_file.load(self._path)
        self._saved_beside = self._beside
        self._saved = drafting.write(draft)
        self._stamp = stamp(self._path)
        self._found = drafting.recover(self._path, self._workspace.state, self._saved)
        self._journal = drafting.Journal(self._path, self._workspace.state, self._saved)

    @property
    def _text(self) -> str:
        """The draft's file as it would be written now; written once for each state of the draft."""
        draft, text = self._written
        if draft is not self._draft:
            draft = self._draft
            text = drafting.write(unkeyed(draft, self._ids))
            self._written = draft, text
        return text

    @property
    def _file_draft(self) -> Draft:
        return unkeyed(self._draft, self._ids)

    def _keyed(self, draft: Draft) -> Draft:
        """Another state of this very draft, with its places under the same keys."""
        return keyed(draft, before=bool(self._draft.sections) and self._draft.sections[0].id == BEFORE)

    # What it is
    @property
    def path(self) -> Path:
        return self._path

    @property
    def title(self) -> str:
        return self._draft.title or self._path.stem

    @property
    def unit(self) -> str | None:
        unit = self._draft.front.get("unit")
        return str(unit) if unit else None

    @property
    def period(self) -> str | None:
        from drafter.outlining.periods import in_words

        period = parsed_period(str(self._draft.front.get("period") or ""))
        return in_words(period) if period else None

    @property
    def dirty(self) -> bool:
        return self._text != self._saved or self._beside != self._saved_beside

    @property
    def settings(self) -> UiSettings:
        return ui_settings(self._workspace)

    def remember(self, name: str, value: Any) -> None:
        remember(self._workspace, name, value)

    @cached_property
    def _outline(self) -> Outline | None:
        period = parsed_period(str(self._draft.front.get("period") or ""))
        try:
            outline = draft_outline(self._draft.front.get("outline"), self._path, self._workspace)
            return for_period(outline, period) if outline and period else outline
        except DrafterError:
            return None  # an outline edited into nonsense must not close the draft

    @cached_property
    def _last(self) -> LastPeriod | None:
        try:
            return last_period(self._draft, self._path, self._outline, self._workspace)
        except DrafterError:
            return None

    # Its places
    def body(self, section: str) -> str:
        return split_lead(self._section_body(section))[1]

    def _section_body(self, section: str) -> str:
        found = self._draft.section(section)
        if found is None:
            raise UsageError(_("the draft has no section {id}", id=section))
        return found.body

    def view(self) -> View:
        raise NotImplementedError
