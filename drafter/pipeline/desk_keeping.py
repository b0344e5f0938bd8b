"""What keeps an open draft safe: journal, saving, other writers, recovery, snapshots."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import datetime
from pathlib import Path

from drafter import drafting, system_errors
from drafter.drafting import journal
from drafter.drafting import sidecar as beside_file
from drafter.errors import DrafterError, WriteError
from drafter.files import write_atomically
from drafter.messages import catalogue
from drafter.model.desk import Recovered, RecoveryChoice, SnapshotRow
from drafter.pipeline.desk_rows import split_lead
from drafter.pipeline.desk_state import DeskState
from drafter.pipeline.draft_files import free_name, moment, stamp, text_on_disk

_ = catalogue("pipeline")


class DeskKeeping(DeskState):
    """Nothing typed is lost."""

    def journal(self) -> None:
        self._journal.record(self._text)
        self._journal.flush()
        if (failure := self._journal.failure) is not None:
            raise WriteError(
                _("{path}: the journal cannot be written ({reason}); save often", path=self._journal.path,
                  reason=system_errors.reason(failure))
            )  # fmt: skip

    def save(self) -> datetime:
        with self._guard:
            text, beside = self._text, self._beside
        write_atomically(self._path, text)
        beside_file.save(self._path, beside)
        with self._guard:
            self._saved, self._saved_beside = text, beside
            self._stamp = stamp(self._path)
        if self._found is None:
            self._journal.saved(text)
        return datetime.now().astimezone()

    def save_copy(self, path: Path) -> Path:
        with self._guard:
            text, beside = self._text, self._beside
        target = free_name(path)
        write_atomically(target, text, overwrite=False)
        beside_file.save(target, beside)
        return target

    def rescue(self) -> Path | None:
        for folder in (Path.home(), Path(tempfile.gettempdir())):
            with contextlib.suppress(DrafterError, OSError, RuntimeError):
                return self.save_copy(folder / self._path.name)
        return None

    def close(self) -> None:
        self._journal.record(self._text)
        # Typed text of an earlier session that nobody has decided on yet outlives this one.
        self._journal.close(keep=self._found is not None)
        self._held.release()

    def outside_change(self) -> bool:
        return stamp(self._path) != self._stamp and text_on_disk(self._path) != self._saved

    def outside_text(self) -> str | None:
        """The file's text on disk; None where it is gone or no text."""
        return text_on_disk(self._path)

    @property
    def text(self) -> str:
        return self._text

    def reload(self) -> None:
        with self._guard:
            fresh = drafting.load(self._path)
            drafting.keep(self._path, self._workspace.state, self._text, _("before reloading"))
            self._journal.close()
            self._take(fresh)

    # After a crash
    def recovery(self) -> tuple[Recovered, ...]:
        found = self._found
        if found is None:
            return ()
        try:
            typed = self._keyed(drafting.parse(found.text))
        except DrafterError:
            return (Recovered("", self.title, self._saved, found.text, moment(found.at)),)
        changed: list[Recovered] = []
        for section in typed.sections:
            before = self._draft.section(section.id or "")
            if before is None or before.body != section.body:
                saved = before.body if before else ""
                changed.append(Recovered(section.id or "", section.heading, saved, section.body, moment(found.at)))
        return tuple(changed) or (Recovered("", self.title, self._saved, found.text, moment(found.at)),)

    def recover(self, choice: RecoveryChoice) -> Path | None:
        found = self._found
        if found is None:
            return None
        beside: Path | None = None
        if choice == RecoveryChoice.KEEP:
            with self._guard:
                draft = drafting.parse(found.text, str(self._path))
                self._ids = tuple(section.id for section in draft.sections)
                self._draft = self._keyed(draft)
        elif choice == RecoveryChoice.BESIDE:
            beside = free_name(self._path.with_name(f"{self._path.stem}.phuc-hoi{self._path.suffix}"))
            write_atomically(beside, found.text, overwrite=False)
        if choice != RecoveryChoice.KEEP:
            journal.discard(self._path, self._workspace.state)
        self._found = None
        return beside

    # Snapshots
    def snapshots(self, section: str) -> tuple[SnapshotRow, ...]:
        rows: list[SnapshotRow] = []
        for snapshot in drafting.snapshots(self._path, self._workspace.state):
            try:
                kept = self._keyed(drafting.parse(drafting.restore(snapshot))).section(section)
            except DrafterError:
                continue
            if kept is not None:
                text = split_lead(kept.body)[1]
                rows.append(SnapshotRow(snapshot.path.name, moment(snapshot.at), snapshot.note, text))
        return tuple(rows)

    def take_snapshot(self, section: str, note: str) -> None:
        drafting.keep(self._path, self._workspace.state, self._text, note)
