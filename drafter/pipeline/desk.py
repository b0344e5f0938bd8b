"""One open draft, as the terminal UI works on it: the text in memory, its findings, figures and versions."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from drafter import drafting
from drafter.drafting import sidecar as beside_file
from drafter.errors import DrafterError, UsageError
from drafter.files import write_atomically
from drafter.markup import MarkKind, find_marks
from drafter.messages import catalogue
from drafter.model.desk import (
    AskRow,
    Decision,
    FigureRow,
    FindingRow,
    GateRow,
    ItemRow,
    Passage,
    PhraseRow,
    Recovered,
    RecoveryChoice,
    SnapshotRow,
    Todo,
    TodoKind,
    Totals,
    UiSettings,
    Version,
    View,
)
from drafter.model.draft import Draft, FigureState, SectionState, Sidecar
from drafter.model.finding import CheckReport, Finding, Severity
from drafter.model.outline import Outline
from drafter.pipeline.assembly import assemble_draft, write_report
from drafter.pipeline.checking import CheckWishes, check_paper, fixed_bodies
from drafter.pipeline.desk_rows import SETTLED, figure_row, finding_rows, judged, leaves, loose_marks, split_lead
from drafter.pipeline.draft_files import free_name, moment, stamp, text_on_disk
from drafter.pipeline.ledger import apply_decision, with_entry
from drafter.pipeline.outlines import draft_outline, for_period
from drafter.pipeline.passages import search_passages
from drafter.pipeline.phrases import fitting_phrases
from drafter.pipeline.ui_settings import remember, ui_settings
from drafter.pipeline.understanding import parsed_period, understand_text
from drafter.pipeline.versions import LastPeriod, last_period
from drafter.reusing.locating import locate, settled
from drafter.workspace import Workspace

_ = catalogue("pipeline")

_STATES = {
    Decision.CONFIRM: FigureState.CONFIRMED,
    Decision.REPLACE: FigureState.REPLACED,
    Decision.NOT_APPLICABLE: FigureState.NOT_APPLICABLE,
    Decision.ASK: FigureState.ASKED,
}
_DONE = (SectionState.DONE, SectionState.APPROVED, SectionState.NOTHING)
_MARK_ID = re.compile(r"mark:(?P<section>.+):(?P<number>\d+)")


def open_desk(path: Path, workspace: Workspace) -> DraftDesk:
    """Open a draft and take its lock.

    Raises LockedError where somebody holds it, LocatedError where the file cannot be parsed.
    """
    held = drafting.lock(path)
    try:
        return DraftDesk(path, workspace, held)
    except BaseException:
        held.release()
        raise


class DraftDesk:
    """The desk of one draft. Text changes replace the frozen draft under a lock, so that a check in another thread works on
    the draft as it was when it began."""

    def __init__(self, path: Path, workspace: Workspace, held: drafting.Lock) -> None:
        self._path = path
        self._workspace = workspace
        self._held = held
        self._guard = threading.RLock()
        self._memory: Any = None
        self._report: CheckReport | None = None
        self._findings: tuple[FindingRow, ...] = ()
        self._take(drafting.load(path))

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self._beside: Sidecar = beside_file.load(self._path)
        self._saved_beside = self._beside
        self._saved = drafting.write(draft)
        self._stamp = stamp(self._path)
        self._journal = drafting.Journal(self._path, self._workspace.state, self._saved)

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
        return drafting.write(self._draft) != self._saved or self._beside != self._saved_beside

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
            return last_period(self._draft, self._path, self._outline)
        except DrafterError:
            return None

    # The text
    def view(self) -> View:
        draft, beside = self._draft, self._beside
        states = drafting.section_states(draft, beside)
        figures = self.figures()
        asks = {section.id: self.asks(section.id) for section in draft.sections if section.id}
        open_figures: dict[str, int] = {}
        for figure in figures:
            if figure.state not in SETTLED:
                open_figures[figure.section] = open_figures.get(figure.section, 0) + 1
        rows: list[ItemRow] = []
        for index, section in enumerate(draft.sections):
            if section.id is None:
                continue
            own = [finding for finding in self._findings if finding.section == section.id]
            below = leaves(draft, index)
            rows.append(
                ItemRow(
                    id=section.id,
                    label=section.label,
                    title=section.title or section.heading,
                    depth=section.depth,
                    state=states[section.id],
                    open_figures=open_figures.get(section.id, 0),
                    unmet=sum(1 for ask in asks[section.id] if ask.met is False and not ask.optional),
                    findings=len(own),
                    worst=min((finding.severity for finding in own), key=lambda s: s.rank, default=None),
                    words=len(self.body(section.id).split()),
                    done=sum(1 for leaf in below if states[leaf] in _DONE),
                    total=len(below),
                )
            )
        return View(tuple(rows), self._findings, self._todo(figures, asks), self._totals(rows, figures))

    def _todo(self, figures: tuple[FigureRow, ...], asks: Mapping[str, tuple[AskRow, ...]]) -> tuple[Todo, ...]:
        """Everything unfinished in the report's order; in one section figures, then asks, then findings."""
        todo: list[Todo] = []
        for section in self._draft.sections:
            if section.id is None:
                continue
            for figure in figures:
                if figure.section == section.id and figure.state not in SETTLED and figure.start is not None:
                    todo.append(Todo(TodoKind.FIGURE, figure.id, section.id, figure.start, figure.end or figure.start))
            for ask in asks[section.id]:
                if ask.met is False and not ask.optional:
                    todo.append(Todo(TodoKind.ASK, ask.id, section.id, 0, 0))
            for finding in self._findings:
                if finding.section == section.id:
                    todo.append(Todo(TodoKind.FINDING, finding.id, section.id, finding.start, finding.end))
        return tuple(todo)

    def _totals(self, rows: list[ItemRow], figures: tuple[FigureRow, ...]) -> Totals:
        counted = {severity: sum(f.severity == severity for f in self._findings) for severity in Severity}
        leaves = [row for row in rows if row.total == 1]
        return Totals(
            figures=len(figures),
            confirmed=sum(figure.state in SETTLED for figure in figures),
            unchanged=sum(figure.state == FigureState.CONFIRMED for figure in figures),
            asked=sum(figure.state == FigureState.ASKED for figure in figures),
            errors=counted[Severity.ERROR],
            warnings=counted[Severity.WARNING],
            infos=counted[Severity.INFO],
            words=sum(row.words for row in rows),
            done=sum(row.state in _DONE for row in leaves),
            sections=len(leaves),
        )

    def check(self) -> View:
        from drafter import checking

        with self._guard:
            draft, beside = self._draft, self._beside
        if self._memory is None:
            self._memory = checking.Memory()
        text = drafting.write(draft)
        paper = understand_text(text, path=str(self._path), form="draft")
        report = check_paper(paper, CheckWishes(), self._workspace, waivers=beside.waivers, memory=self._memory)
        rows = tuple(finding_rows(report, drafting.parse(text)))
        with self._guard:
            self._report, self._findings = report, rows
        return self.view()

    def body(self, section: str) -> str:
        return split_lead(self._section_body(section))[1]

    def _section_body(self, section: str) -> str:
        found = self._draft.section(section)
        if found is None:
            raise UsageError(_("the draft has no section {id}", id=section))
        return found.body

    def replace_body(self, section: str, text: str) -> None:
        with self._guard:
            lead, old = split_lead(self._section_body(section))
            if text == old:
                return
            self._draft = drafting.replace_body(self._draft, section, lead + text)
            self._beside = drafting.after_edit(self._beside, section)
            self._reopen(section, text)

    def _reopen(self, section: str, text: str) -> None:
        """A mark that came back (undo) makes its figure unconfirmed again."""
        marks = [mark.inner for mark in find_marks(text) if mark.kind == MarkKind.CARRIED]
        if not marks:
            return
        open_count = dict.fromkeys(marks, 0)
        for entry in self._beside.ledger:
            if entry.section == section and entry.old in open_count and entry.state not in SETTLED:
                open_count[entry.old] += 1
        for entry in self._beside.ledger:
            if entry.section != section or entry.state not in SETTLED or entry.old not in open_count:
                continue
            if marks.count(entry.old) > open_count[entry.old]:
                open_count[entry.old] += 1
                again = replace(entry, state=FigureState.UNCONFIRMED, new=None, by=None, at=None)
                self._beside = replace(self._beside, ledger=with_entry(self._beside.ledger, again))

    def guidance(self, section: str) -> str | None:
        item = self._outline.item(section) if self._outline else None
        if item is None:
            return None
        said = [part for part in (item.lead, item.guidance) if part]
        return " ".join(said) or None

    def asks(self, section: str) -> tuple[AskRow, ...]:
        item = self._outline.item(section) if self._outline else None
        if item is None:
            return ()
        return tuple(
            AskRow(f"{section}:{number}", said.ask.text, said.met, said.ask.guidance, said.ask.optional)
            for number, said in enumerate(judged(item, self.body(section)))
            if not said.ask.implicit or said.ask.guidance or said.ask.figures
        )

    def version(self, section: str, version: Version) -> Passage | None:
        if version == Version.SAVED:
            saved = drafting.parse(self._saved).section(section)
            return Passage(split_lead(saved.body)[1], _("the file on disk")) if saved else None
        if self._last is None:
            return None
        text = self._last.printed(section) if version == Version.PREVIOUS else self._last.rolled(section)
        return Passage(text, self._last.source) if text else None

    def set_state(self, section: str, state: SectionState, note: str | None = None) -> None:
        with self._guard:
            self._beside = drafting.set_state(self._draft, self._beside, section, state)

    # Figures, findings, phrases
    def figures(self, section: str | None = None) -> tuple[FigureRow, ...]:
        with self._guard:
            draft, ledger = self._draft, self._beside.ledger
        bodies = {one.id: split_lead(one.body)[1] for one in draft.sections if one.id}
        located = locate(ledger, bodies)
        titles = {one.id: one.heading for one in draft.sections if one.id}
        rows = [figure_row(one, ledger, titles) for one in located if section in (None, one.entry.section)]
        taken = {(one.entry.section, one.mark.start) for one in located if one.mark}
        for section_id, body in bodies.items():
            if section in (None, section_id):
                rows += loose_marks(section_id, body, taken)
        order = {section_id: number for number, section_id in enumerate(bodies)}
        return tuple(sorted(rows, key=lambda row: (order.get(row.section, len(order)), row.start or 0)))

    def decide(self, figure: str, decision: Decision, value: str | None = None) -> str:
        with self._guard:
            if loose := _MARK_ID.fullmatch(figure):
                return self._decide_mark(loose["section"], int(loose["number"]), decision, value)
            entry = next((one for one in self._beside.ledger if one.id == figure), None)
            if entry is None:
                raise UsageError(_("no carried figure {id}", id=figure))
            given = value if decision == Decision.REPLACE else None
            changed, draft = apply_decision(self._draft, self._beside.ledger, entry, _STATES[decision], given)
            self._draft = draft
            self._beside = replace(self._beside, ledger=with_entry(self._beside.ledger, changed))
            return self.body(entry.section)

    def _decide_mark(self, section: str, number: int, decision: Decision, value: str | None) -> str:
        body = self.body(section)
        marks = list(find_marks(body))
        if decision != Decision.ASK and number < len(marks):
            mark = marks[number]
            kept = mark.inner.rstrip("? ") if mark.kind != MarkKind.WANTED else None
            text = "–" if decision == Decision.NOT_APPLICABLE else value or kept
            if text is None:
                raise UsageError(_("a figure is wanted here: type it"))
            self.replace_body(section, settled(body, mark, text))
        return self.body(section)

    def waive(self, finding: str, reason: str) -> None:
        from drafter.pipeline.checking import waiver_of

        with self._guard:
            found = self._finding(finding)
            waiver = waiver_of(found, reason)
            self._beside = replace(self._beside, waivers=(*self._beside.waivers, waiver))
            self._findings = tuple(row for row in self._findings if row.id != finding)

    def _finding(self, finding: str) -> Finding:
        for found in self._report.findings if self._report else ():
            if found.id == finding:
                return found
        raise UsageError(_("this finding is gone; check again"))

    def fix(self, finding: str) -> Mapping[str, str]:
        with self._guard:
            found = self._finding(finding)
            changed = fixed_bodies(self._draft, found)
            for section, body in changed.items():
                self._draft = drafting.replace_body(self._draft, section, body)
            return {section: self.body(section) for section in changed}

    def phrases(self, query: str, section: str) -> tuple[PhraseRow, ...]:
        item = self._outline.item(section) if self._outline else None
        words = " ".join(part for part in (section, item.title if item else "") if part)
        return tuple(
            PhraseRow(phrase.id, phrase.id, text, phrase.source)
            for phrase, text in fitting_phrases(self._workspace, query, words)
        )

    def archive(self, query: str) -> tuple[Passage, ...]:
        return tuple(Passage(text, source) for text, source in search_passages(self._workspace, query))

    # Files
    def journal(self) -> None:
        self._journal.record(drafting.write(self._draft))

    def save(self) -> datetime:
        with self._guard:
            text, beside = drafting.write(self._draft), self._beside
        write_atomically(self._path, text)
        beside_file.save(self._path, beside)
        with self._guard:
            self._saved, self._saved_beside = text, beside
            self._stamp = stamp(self._path)
        self._journal.saved(text)
        return datetime.now().astimezone()

    def close(self) -> None:
        self._journal.record(drafting.write(self._draft))
        self._journal.close()
        self._held.release()

    def outside_change(self) -> bool:
        return stamp(self._path) != self._stamp and text_on_disk(self._path) != self._saved

    def reload(self) -> None:
        with self._guard:
            drafting.keep(self._path, self._workspace.state, drafting.write(self._draft), _("before reloading"))
            self._journal.close()
            self._take(drafting.load(self._path))

    def recovery(self) -> tuple[Recovered, ...]:
        found = drafting.recover(self._path, self._workspace.state, self._saved)
        if found is None:
            return ()
        try:
            typed = drafting.parse(found.text)
        except DrafterError:
            return (Recovered("", self.title, self._saved, found.text, moment(found.at)),)
        changed: list[Recovered] = []
        for section in typed.sections:
            before = self._draft.section(section.id or "")
            if before is None or before.body != section.body:
                saved = before.body if before else ""
                changed.append(Recovered(section.id or "", section.heading, saved, section.body, moment(found.at)))
        return tuple(changed)

    def recover(self, choice: RecoveryChoice) -> Path | None:
        from drafter.drafting import journal

        found = drafting.recover(self._path, self._workspace.state, self._saved)
        if found is None:
            return None
        if choice == RecoveryChoice.KEEP:
            with self._guard:
                self._draft = drafting.parse(found.text, str(self._path))
            return None
        beside: Path | None = None
        if choice == RecoveryChoice.BESIDE:
            beside = free_name(self._path.with_name(f"{self._path.stem}.phuc-hoi{self._path.suffix}"))
            write_atomically(beside, found.text, overwrite=False)
        journal.discard(self._path, self._workspace.state)
        return beside

    def snapshots(self, section: str) -> tuple[SnapshotRow, ...]:
        rows: list[SnapshotRow] = []
        for snapshot in drafting.snapshots(self._path, self._workspace.state):
            try:
                kept = drafting.parse(drafting.restore(snapshot)).section(section)
            except DrafterError:
                continue
            if kept is not None:
                rows.append(
                    SnapshotRow(snapshot.path.name, moment(snapshot.at), snapshot.note, split_lead(kept.body)[1])
                )
        return tuple(rows)

    def take_snapshot(self, section: str, note: str) -> None:
        drafting.keep(self._path, self._workspace.state, drafting.write(self._draft), note)

    def gate(self) -> tuple[GateRow, ...]:
        rows = [
            GateRow(
                _("unconfirmed: {old} {what}", old=row.old or "?", what=row.subject or row.unit or ""),
                row.section,
                True,
            )
            for row in self.figures()
            if row.state not in SETTLED and row.start is not None
        ]
        rows += [
            GateRow(f"{row.rule}: {row.message}", row.section, row.severity == Severity.ERROR) for row in self._findings
        ]
        rows += [
            GateRow(
                _("confirmed unchanged: {old} {what}", old=row.old or "", what=row.subject or row.unit or ""),
                row.section,
            )
            for row in self.figures()
            if row.state == FigureState.CONFIRMED
        ]
        return tuple(rows)

    def assemble(self, *, final: bool = False) -> Path:
        self.save()
        target = self._path.with_suffix(".docx")
        if target.exists():
            drafting.backup(self._path, self._workspace.state, "assemble", more=(target,))
        return write_report(target, assemble_draft(self._path, self._workspace, final=final), force=True)

    def preview(self) -> str:
        from drafter import reading

        content = assemble_draft(self._path, self._workspace, text=drafting.write(self._draft))
        return reading.read_bytes(content, path=self._path.with_suffix(".docx").name).text
