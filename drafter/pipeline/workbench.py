"""A workspace, for the start screen: its drafts, outlines and past reports, and the making of a new draft."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from drafter import drafting
from drafter.drafting import sidecar
from drafter.errors import DrafterError
from drafter.markup import find_marks
from drafter.messages import catalogue
from drafter.model.desk import (
    AddedReports,
    ArchiveEntry,
    CarryRow,
    DraftEntry,
    ImportedOutline,
    NewDraft,
    OutlineEntry,
    Passage,
    Progress,
    ReportEntry,
    TrendRow,
    UiSettings,
)
from drafter.model.draft import CarryChoice, RollAction, SectionState
from drafter.model.outline import Grade
from drafter.model.period import Period
from drafter.outlining import filled
from drafter.outlining.periods import in_words
from drafter.pipeline.archive_search import search_passages
from drafter.pipeline.choosing import likely_first, ranked_reports
from drafter.pipeline.desk import DraftDesk, open_desk
from drafter.pipeline.desk_places import keyed
from drafter.pipeline.desk_rows import leaves, split_lead
from drafter.pipeline.drafts import NewDraft as MadeDraft
from drafter.pipeline.drafts import new_draft, save_new
from drafter.pipeline.outlines import load_outline
from drafter.pipeline.trends import trends
from drafter.pipeline.ui_settings import remember, ui_settings
from drafter.pipeline.understanding import parsed_period, understand
from drafter.shelves import outlines as shelf
from drafter.workspace import Workspace

_ = catalogue("pipeline")

_SLOT = re.compile(r"\{\{.*?\}\}")
_DONE = (SectionState.DONE, SectionState.APPROVED, SectionState.NOTHING)


def silent(_done: int, _all: int, _words: str) -> None:
    """Nobody watches."""


class WorkspaceBench:
    """The start screen's workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def name(self) -> str:
        return self._workspace.root.name

    @property
    def unit(self) -> str:
        return self._workspace.settings.unit.get("name", "")

    @property
    def settings(self) -> UiSettings:
        return ui_settings(self._workspace)

    def remember(self, name: str, value: Any) -> None:
        remember(self._workspace, name, value)

    def drafts(self) -> tuple[DraftEntry, ...]:
        entries = []
        for path in self._workspace.drafts.glob("*.md"):
            try:
                entries.append(_entry(path))
            except (DrafterError, OSError):
                entries.append(DraftEntry(path, path.stem, None, datetime.fromtimestamp(0).astimezone()))
        return tuple(sorted(entries, key=lambda entry: entry.changed, reverse=True))

    def outlines(self) -> tuple[OutlineEntry, ...]:
        outlines, used = [], []
        for path in shelf.list_all(self._workspace):
            try:
                outlines.append(shelf.load(path))
            except DrafterError:
                continue
        for path in self._workspace.drafts.glob("*.md"):
            try:
                used.append(Path(str(drafting.load(path).front.get("outline") or "")).stem)
            except (DrafterError, OSError):
                continue
        return tuple(
            OutlineEntry(
                outline.id,
                _SLOT.sub("…", filled(outline).title) or outline.id,
                sum(1 for _item in outline.walk()),
                (outline.period,) if outline.period else (),
            )
            for outline in likely_first(outlines, self._workspace, used)
        )

    def reports(self, wish: NewDraft, progress: Progress = silent) -> tuple[ReportEntry, ...]:
        return ranked_reports(
            self._workspace,
            load_outline(wish.outline, self._workspace),
            wish.unit,
            Period.parse(wish.period),
            progress,
        )

    def carry_table(self, wish: NewDraft, progress: Progress = silent) -> tuple[CarryRow, ...]:
        progress(0, 2, _("reading last period's report"))
        made = self._made(wish)
        progress(1, 2, _("matching"))
        matches = {match.item: match for match in made.matches}
        ledger = [entry.section for entry in made.sidecar.ledger]
        rows = []
        for depth, item in made.outline.walk():
            match = matches.get(item.id)
            grade = match.grade if match else Grade.NONE
            rows.append(
                CarryRow(
                    id=item.id,
                    label=item.label,
                    title=item.title,
                    depth=depth,
                    grade=grade,
                    choice=wish.choices.get(item.id) or CarryChoice(item.carry or CarryChoice.KEEP),
                    figures=ledger.count(item.id),
                    changes=_marks(made, item.id)[0],
                    asks=_marks(made, item.id)[1],
                )
            )
        return tuple(rows)

    def _made(self, wish: NewDraft) -> MadeDraft:
        return new_draft(
            wish.outline,
            Period.parse(wish.period),
            self._workspace,
            previous=wish.previous,
            unit=wish.unit or None,
            choices=wish.choices,
            force=True,
            beside=self._workspace.drafts,
        )

    def create(self, wish: NewDraft, progress: Progress = silent) -> Path:
        progress(0, 2, _("reading last period's report"))
        made = self._made(wish)
        progress(1, 2, _("writing the draft"))
        self._workspace.drafts.mkdir(parents=True, exist_ok=True)
        stem = f"{Path(wish.outline).stem}-{wish.period.replace('/', '_')}"
        path, number = self._workspace.drafts / f"{stem}.md", 1
        while path.exists():
            number += 1
            path = self._workspace.drafts / f"{stem}-{number}.md"
        save_new(made, path)
        return path

    def open(self, path: Path) -> DraftDesk:
        return open_desk(path, self._workspace)

    def import_outline(self, path: Path, progress: Progress = silent) -> ImportedOutline:
        from drafter.files import write_atomically
        from drafter.pipeline.outlines import import_outline

        progress(0, 4, _("reading {path}", path=path.name))
        paper = understand(path)
        progress(1, 4, _("finding the sections"))
        _sections = paper.tree
        progress(2, 4, _("taking the outline out of it"))
        outline = import_outline(paper)
        progress(3, 4, _("writing the outline"))
        self._workspace.outlines.mkdir(parents=True, exist_ok=True)
        target = self._workspace.outlines / f"{outline.id}.yaml"
        write_atomically(target, shelf.dump(outline), overwrite=False)
        asks = sum(len(item.asks) for _depth, item in outline.walk())
        return ImportedOutline(outline.id, target, sum(1 for _i in outline.walk()), asks, outline.doubts)

    # The past reports
    def add_reports(self, paths: tuple[Path, ...], progress: Progress = silent) -> AddedReports:
        from drafter.pipeline.filing import add_reports

        progress(0, 0, _("looking for reports"))
        outcome = add_reports(
            self._workspace,
            paths,
            tell=lambda line: progress(0, 0, line),
            progress=lambda done, whole: progress(done, whole, _("reading and filing")),
        )
        missing = {"unit": _("unit"), "period": _("period")}
        return AddedReports(
            added=len(outcome.added) + len(outcome.replaced),
            known=len(outcome.unchanged) + len(outcome.corrected),
            bad=outcome.bad,
            unclear={path: ", ".join(missing[one] for one in which) for path, which in outcome.unclear.items()},
        )

    def archived(self) -> tuple[ArchiveEntry, ...]:
        from drafter.archive import Archive
        from drafter.pipeline.archive import archive_path, located

        if not archive_path(self._workspace).is_file():
            return ()
        with Archive.open(archive_path(self._workspace), patience=0.5) as archive:
            filed = archive.all_filed()
        return tuple(
            ArchiveEntry(
                path := located(self._workspace, one.path), Path(one.path).name, one.unit, one.period, path.exists()
            )
            for one in filed
        )

    def search(self, query: str) -> tuple[Passage, ...]:
        return tuple(Passage(text, source) for text, source in search_passages(self._workspace, query))

    def trends(self, query: str) -> tuple[TrendRow, ...]:
        return trends(self._workspace, query)


def _entry(path: Path) -> DraftEntry:
    """A draft with the counts that its desk shows."""
    draft = keyed(drafting.load(path))
    states = drafting.section_states(draft, sidecar.load(path))
    items = [one.id for at, one in enumerate(draft.sections) if one.id and leaves(draft, at) == [one.id]]
    holder = drafting.read_holder(path)
    period = parsed_period(str(draft.front.get("period") or ""))
    return DraftEntry(
        path=path,
        title=draft.title or path.stem,
        period=in_words(period) if period else None,
        changed=datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
        done=sum(states[item] in _DONE for item in items),
        total=len(items),
        open_figures=sum(1 for one in draft.sections for _mark in find_marks(split_lead(one.body)[1])),
        locked_by=holder.user if holder else None,
    )


def _marks(made: MadeDraft, item: str) -> tuple[int, int]:
    """How many words were moved and how many asked in the sections that an item takes over."""
    if made.plan is None:
        return 0, 0
    spans = [span for match in made.matches if match.item == item for span in made.spans(match)]
    inside = [change for change in made.plan.changes if any(start <= change.start < end for start, end in spans)]
    moved = sum(change.action in (RollAction.SHIFT, RollAction.RECOMPUTE) for change in inside)
    return moved, sum(change.action == RollAction.ASK for change in inside)
