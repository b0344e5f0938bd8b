"""From an open draft to the paper: what is left to know, the Word file, its preview, a leader's edits back."""

from __future__ import annotations

from pathlib import Path

from drafter import drafting
from drafter.errors import UnreadableFileError
from drafter.files import write_atomically
from drafter.messages import catalogue
from drafter.model.desk import FigureRow, GateRow, Progress, WordEdit
from drafter.model.draft import FigureState, SectionState
from drafter.model.finding import Severity
from drafter.pipeline.assembly import (
    assemble_draft,
    edits_of_leader,
    only_comments,
    renamed,
    text_of_draft,
    write_report,
)
from drafter.pipeline.desk_keeping import DeskKeeping
from drafter.pipeline.desk_places import BEFORE, keyed
from drafter.pipeline.desk_rows import SETTLED, split_lead

_ = catalogue("pipeline")


def _silent(_done: int, _all: int, _words: str) -> None:
    """Nobody watches."""


class DeskPaper(DeskKeeping):
    """The ways out to Word and PDF, and back. `progress` may raise: then nothing has been written."""

    def figures(self, section: str | None = None) -> tuple[FigureRow, ...]:
        raise NotImplementedError

    def gate(self) -> tuple[GateRow, ...]:
        figures = self.figures()
        rows = [
            GateRow(
                _("unconfirmed: {old} {what}", old=row.old or "?", what=row.subject or row.unit or ""),
                row.section,
                True,
            )
            for row in figures
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
            for row in figures
            if row.state == FigureState.CONFIRMED
        ]
        rows += [
            GateRow(_("nothing arose: {why}", why=why), section)
            for section, why in self._beside.notes.items()
            if self._beside.states.get(section) == SectionState.NOTHING
        ]
        return tuple(rows)

    @property
    def word_file(self) -> Path:
        """Where the assembled report lies, whether it is there or not."""
        return self._path.with_suffix(".docx")

    def assemble(self, *, final: bool = False, progress: Progress = _silent) -> Path:
        progress(0, 4, _("saving"))
        self.save()
        target = self.word_file
        progress(1, 4, _("backing up"))
        drafting.backup(self._path, self._workspace.state, "assemble", more=(target,) if target.exists() else ())
        progress(2, 4, _("checking and laying out"))
        content = assemble_draft(self._path, self._workspace, final=final)
        progress(3, 4, _("writing {path}", path=target.name))
        return write_report(target, content, force=True)

    def preview(self) -> str:
        return text_of_draft(self._text, self._path, self._workspace)

    def preview_pdf(self, progress: Progress = _silent) -> Path:
        """The assembled page as PDF by LibreOffice, in the workspace's `.drafter/`; the draft's file is not touched.

        Raises MissingToolError where LibreOffice is not installed.
        """
        from drafter import assembling

        progress(0, 3, _("checking and laying out"))
        content = assemble_draft(self._path, self._workspace, text=self._text)
        folder = self._workspace.state / "preview"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        report = folder / self.word_file.name
        progress(1, 3, _("LibreOffice lays out the pages"))
        write_atomically(report, content)
        pages = assembling.to_pdf(report)
        progress(2, 3, _("writing {path}", path=report.with_suffix(".pdf").name))
        write_atomically(report.with_suffix(".pdf"), pages)
        return report.with_suffix(".pdf")

    def word_edits(self) -> tuple[WordEdit, ...]:
        """What somebody changed in the assembled Word file, section by section, against the draft as it stands here.

        Raises UnreadableFileError where it was not assembled yet.
        """
        if not self.word_file.is_file():
            raise UnreadableFileError(_("{path}: not there yet; assemble the report first", path=self.word_file))
        edits = edits_of_leader(self.word_file, self._path, self._workspace)
        with self._guard:
            if any(edit.section == BEFORE for edit in edits):
                self._draft = keyed(self._file_draft, before=True)
            titles = {section.id: section.heading for section in self._draft.sections}
        return tuple(
            WordEdit(
                edit.section,
                titles[edit.section],
                split_lead(only_comments(edit.old) if edit.gone else edit.new)[1],
                edit.heading,
                edit.gone,
                edit.moved,
                edit.comments,
            )
            for edit in edits
            if edit.section in titles
        )

    def rename(self, section: str, heading: str) -> None:
        """Another heading for a section; for what stands above the first one, another title of the paper."""
        with self._guard:
            self._draft = renamed(self._draft, section, heading)
