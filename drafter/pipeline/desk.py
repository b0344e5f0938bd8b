"""One open draft, as the terminal UI works on it: the text in memory, its findings, figures and versions."""

from __future__ import annotations

import getpass
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from drafter import drafting
from drafter.errors import UsageError
from drafter.markup import Mark, MarkKind, find_marks
from drafter.messages import catalogue
from drafter.model.desk import (
    AskRow,
    Decision,
    FigureRow,
    ItemRow,
    Passage,
    PhraseRow,
    Todo,
    TodoKind,
    Totals,
    Version,
    View,
)
from drafter.model.draft import Draft, FigureState, LedgerEntry, SectionState
from drafter.model.finding import Severity
from drafter.pipeline.archive import archive_path
from drafter.pipeline.archive_search import search_passages
from drafter.pipeline.desk_findings import DeskFindings
from drafter.pipeline.desk_paper import DeskPaper
from drafter.pipeline.desk_places import BEFORE, ledger_key, place_key
from drafter.pipeline.desk_rows import (
    LOOSE,
    SETTLED,
    around,
    figure_row,
    judged,
    leaves,
    located_in,
    loose_marks,
    phrase_row,
    split_lead,
)
from drafter.pipeline.ledger import apply_decision, with_entry
from drafter.pipeline.old_figures import entries_of, marked
from drafter.pipeline.phrases import fitting_phrases
from drafter.pipeline.trends import values_of
from drafter.reusing.linking import linked
from drafter.reusing.locating import settled
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


class DraftDesk(DeskFindings, DeskPaper):
    """The desk of one draft."""

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
        figures = tuple(row for row in figures if row.state in SETTLED or row.start is not None)  # the rest was deleted
        counted = {severity: sum(f.severity == severity for f in self._findings) for severity in Severity}
        ends = [row for at, row in enumerate(rows) if at + 1 == len(rows) or rows[at + 1].depth <= row.depth]
        return Totals(
            figures=len(figures),
            confirmed=sum(figure.state in SETTLED for figure in figures),
            unchanged=sum(figure.state == FigureState.CONFIRMED for figure in figures),
            asked=sum(figure.state == FigureState.ASKED for figure in figures),
            errors=counted[Severity.ERROR],
            warnings=counted[Severity.WARNING],
            infos=counted[Severity.INFO],
            words=sum(row.words for row in rows),
            done=sum(row.state in _DONE for row in ends),
            sections=len(ends),
        )

    def replace_body(self, section: str, text: str) -> None:
        with self._guard:
            lead, old = split_lead(self._section_body(section))
            if text == old:
                return
            self._draft = drafting.replace_body(self._draft, section, lead + text)
            self._beside = drafting.after_edit(self._beside, section)
            self._reopen(section, old, text)

    def _reopen(self, section: str, old: str, new: str) -> None:
        """A mark that came back (undo) makes its figure unconfirmed again; where the desk itself had made the entry, the
        mark stands for itself again."""
        before = Counter(mark.inner.strip() for mark in find_marks(old))
        back = Counter(mark.inner.strip() for mark in find_marks(new)) - before
        for entry in reversed(self._beside.ledger) if back else ():
            if place_key(entry.section) != section or entry.state not in SETTLED or back[entry.old.strip()] <= 0:
                continue
            back[entry.old.strip()] -= 1
            again = replace(entry, state=FigureState.UNCONFIRMED, new=None, by=None, at=None)
            ledger = with_entry(self._beside.ledger, again)
            if entry.id.startswith(LOOSE):
                ledger = tuple(one for one in ledger if one.id != entry.id)
            self._beside = replace(self._beside, ledger=ledger)

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
            saved = self._keyed(drafting.parse(self._saved)).section(section)
            return Passage(split_lead(saved.body)[1], _("the file on disk")) if saved else None
        if self._last is None:
            return None
        text = self._last.printed(section) if version == Version.PREVIOUS else self._last.rolled(section)
        return Passage(text, self._last.source) if text else None

    def set_state(self, section: str, state: SectionState, note: str | None = None) -> None:
        with self._guard:
            self._beside = drafting.set_state(self._draft, self._beside, section, state, note)

    # Figures, findings, phrases
    def figures(self, section: str | None = None) -> tuple[FigureRow, ...]:
        with self._guard:
            draft, ledger = self._draft, self._beside.ledger
            made_of, rows = self._figure_rows
        if made_of != (id(draft), id(ledger), len(self._trends)) or self._kept is not draft:
            rows = self._list_figures(draft, ledger)
            with self._guard:
                self._kept = draft
                self._figure_rows = (id(draft), id(ledger), len(self._trends)), rows
        return rows if section is None else tuple(row for row in rows if row.section == section)

    def _list_figures(self, draft: Draft, ledger: tuple[LedgerEntry, ...]) -> tuple[FigureRow, ...]:
        """The ledger's figures where they stand, and the marks that are not in it, in the report's order."""
        texts = {one.id: split_lead(one.body)[1] for one in draft.sections if one.id}
        titles = {ledger_key(one.id): one.heading for one in draft.sections if one.id}
        alike: dict[str, list[LedgerEntry]] = {}
        of: dict[str, list[LedgerEntry]] = {}
        for entry in ledger:
            alike.setdefault(entry.old.strip(), []).append(entry)
            of.setdefault(place_key(entry.section), []).append(entry)
        rows: list[FigureRow] = []
        for key in dict.fromkeys([*texts, *of]):
            found = located_in(ledger_key(key), texts.get(key, ""), tuple(of.get(key, ())))
            here = [
                replace(row, section=key, trend=self._trends.get(row.id, ()))
                for one in found
                for row in [figure_row(one, alike[one.entry.old.strip()], titles)]
            ]
            here += loose_marks(key, texts.get(key, ""), {(key, one.mark.start) for one in found if one.mark})
            rows += sorted(here, key=lambda row: row.start or 0)
        return tuple(rows)

    def find_trends(self, section: str) -> bool:
        """Look a section's figures up in the archive (worker thread); whether something new was found."""
        if not archive_path(self._workspace).is_file():
            return False
        wanted = [row for row in self.figures(section) if row.subject and row.id not in self._trends]
        for row in wanted:
            self._trends[row.id] = values_of(self._workspace, row.subject or "", self.unit)
        return any(self._trends[row.id] for row in wanted)

    def alike(self, figure: str) -> tuple[FigureRow, ...]:
        with self._guard:
            entry = next((one for one in self._beside.ledger if one.id == figure), None)
            same = {one.id for one in linked(entry, self._beside.ledger)} if entry is not None else set()
            return tuple(
                row for row in self.figures() if row.id in same and row.state not in SETTLED and row.start is not None
            )

    def decide(self, figure: str, decision: Decision, value: str | None = None) -> str:
        with self._guard:
            if loose := _MARK_ID.fullmatch(figure):
                return self._decide_mark(loose["section"], int(loose["number"]), decision, value)
            entry = next((one for one in self._beside.ledger if one.id == figure), None)
            if entry is None:
                raise UsageError(_("no carried figure {id}", id=figure))
            given = value if decision == Decision.REPLACE else None
            changed, draft = apply_decision(self._file_draft, self._beside.ledger, entry, _STATES[decision], given)
            self._draft = self._keyed(draft)
            self._beside = replace(self._beside, ledger=with_entry(self._beside.ledger, changed))
            return self.body(place_key(entry.section))

    def _decide_mark(self, section: str, number: int, decision: Decision, value: str | None) -> str:
        """A mark that no entry of the ledger stands for gets one: so it counts, and is named before assembly."""
        body = self.body(section)
        marks = list(find_marks(body))
        if number >= len(marks):
            raise UsageError(_("this figure is gone from the text"))
        mark = marks[number]
        kept = mark.inner.rstrip("? ") if mark.kind != MarkKind.WANTED else None
        text = {Decision.NOT_APPLICABLE: "–", Decision.REPLACE: value, Decision.CONFIRM: kept, Decision.ASK: mark.inner}
        if not text[decision]:
            raise UsageError(_("a figure is wanted here: type it"))
        if decision != Decision.ASK:
            self.replace_body(section, settled(body, mark, text[decision] or ""))
        self._beside = replace(
            self._beside,
            ledger=(*self._beside.ledger, self._loose_entry(section, body, mark, decision, text[decision])),
        )
        return self.body(section)

    def _loose_entry(self, section: str, body: str, mark: Mark, decision: Decision, text: str | None) -> LedgerEntry:
        taken = {entry.id for entry in self._beside.ledger}
        return LedgerEntry(
            id=next(name for number in count(1) if (name := f"{LOOSE}{number}") not in taken),
            section=ledger_key(section),
            old=mark.inner.strip(),
            context=around(body, mark).replace("…", " "),
            new=text if decision in (Decision.REPLACE, Decision.CONFIRM) else None,
            state=_STATES[decision],
            by=getpass.getuser(),
            at=datetime.now().astimezone().isoformat(timespec="seconds"),
        )

    def phrases(self, query: str, section: str) -> tuple[PhraseRow, ...]:
        item = self._outline.item(section) if self._outline else None
        where = "preamble" if section == BEFORE else section
        words = " ".join(part for part in (where, item.title if item else "") if part)
        return tuple(phrase_row(*found) for found in fitting_phrases(self._workspace, query, words))

    def as_old(self, text: str) -> str:
        return marked(text)

    def note_source(self, section: str, passage: Passage) -> None:
        with self._guard:
            if section != BEFORE and self._ids.count(section) != 1:
                return  # no id of its own, by which the ledger could name it: the marks stand for themselves
            body = self.body(section)
            known = {row.start for row in self.figures(section) if not _MARK_ID.fullmatch(row.id)}
            loose = [mark for mark in find_marks(body) if mark.start not in known]
            taken = {entry.id for entry in self._beside.ledger}
            entries = entries_of(ledger_key(section), body, loose, passage, taken)
            if entries:
                self._beside = replace(self._beside, ledger=(*self._beside.ledger, *entries))

    def archive(self, query: str) -> tuple[Passage, ...]:
        return tuple(Passage(text, source) for text, source in search_passages(self._workspace, query))
