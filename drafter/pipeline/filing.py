"""Past reports into the archive: found, read side by side on all cores, copied, filed by one writer."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import system_errors
from drafter.errors import LockedError, WriteError
from drafter.messages import catalogue
from drafter.pipeline.archive import (
    Note,
    Tell,
    archive_path,
    load_notes,
    located,
    notes_path,
    save_notes,
    with_archive,
)
from drafter.pipeline.side_by_side import outline_titles, read_all
from drafter.pipeline.workers import Crew
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Archive, Filed, Sheaf

_ = catalogue("pipeline")

# What a folder is searched for; other kinds are taken where they are named.
SUFFIXES = (".docx", ".pdf", ".txt", ".doc", ".odt", ".rtf")
# Reports written in one transaction: each costs a wait for the disk.
_BATCH = 25
# How long a second writer waits for the first, in seconds.
_PATIENCE = 10.0

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What became of the files, each by the path a person knows it by: `bad` with why, `unclear` with what the report
    does not say of itself, `copies` (as filed) with the report that they hold in another format."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    bad: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, tuple[str, ...]] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    filed_at: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to read: `note` is what a person says of it, `old` what is filed at its place."""

    path: Path
    hash: str
    size: int
    modified: int
    note: Note
    old: Filed | None


def add_reports(
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    unit: str | None = None,
    period: str | None = None,
    link: bool = False,
    tell: Tell,
    progress: Progress | None = None,
    processes: int | None = None,
    scheduler: str | None = None,
) -> Outcome:
    """File reports and what lies in folders; files from outside the workspace's corpus are copied into `corpus/UNIT/`
    unless `link`. `unit` and `period` correct what the reports say.

    They are read by `processes` of this machine (None: one a core) or, where `scheduler` names one, by a Dask cluster.
    A file that cannot be read is in the outcome, and the others go on; stopping in between leaves what was filed. Raises
    LockedError where another process is writing, WriteError on a full disk, ClusterError where the cluster is lost.
    """
    given = Note(unit=unit, period=period, linked=link)
    paths = tuple(paths)
    is_there = archive_path(workspace).exists() or not workspace.corpus.is_dir()

    def work(archive: Archive) -> Outcome:
        outcome = Outcome()
        notes = load_notes(workspace)
        before = dict(notes)
        try:
            files = _found(paths if is_there else [*paths, workspace.corpus], outcome, but=notes_path(workspace))
            _tell_vanished(archive, workspace, paths, files, outcome)
            jobs = _wanted(archive, workspace, files, given, notes, outcome)
            _file(archive, workspace, list(jobs), notes, outcome, progress, Crew(processes, scheduler))
            outcome.copies.update(_copies(archive, outcome.filed_at))
        finally:
            if notes != before:
                save_notes(workspace, notes)
        return outcome

    with writing(workspace):
        return with_archive(workspace, work, tell, make=False)


def rebuild(
    workspace: Workspace, *, tell: Tell, progress: Progress | None = None, processes: int | None = None
) -> Outcome:
    """Make the index again from the files in `corpus/` and the linked ones; the old one stands until the new one does.

    Raises LockedError, WriteError.
    """
    from drafter.archive import Archive

    path = archive_path(workspace)
    fresh = path.with_suffix(".new.db")
    with writing(workspace):
        _drop(fresh)
        try:
            with Archive.open(fresh) as archive:
                outcome = _refile(archive, workspace, progress, Crew(processes))
        except BaseException:
            _drop(fresh)
            raise
        try:
            _drop(path)
            fresh.replace(path)
        except OSError as error:
            raise LockedError(
                _(
                    "{path}: another program has it open ({reason}); close it",
                    path=path,
                    reason=system_errors.reason(error),
                )
            ) from error
    return outcome


def _refile(archive: Archive, workspace: Workspace, progress: Progress | None, crew: Crew) -> Outcome:
    """File what lies in the corpus and what is linked, but for what a person took out."""
    outcome = Outcome()
    notes = load_notes(workspace)
    removed = {name for name, note in notes.items() if note.removed}
    linked = [located(workspace, name) for name, note in notes.items() if note.linked and name not in removed]
    outcome.vanished += [str(file) for file in linked if not file.exists()]
    there = [path for path in (workspace.corpus, *linked) if path.exists()]
    files = [file for file in _found(there, outcome) if filed_name(workspace, file) not in removed]
    jobs = list(_wanted(archive, workspace, files, Note(), notes, outcome, stay=True))
    _file(archive, workspace, jobs, notes, outcome, progress, crew)
    return outcome


_held: set[Path] = set()


@contextlib.contextmanager
def writing(workspace: Workspace) -> Iterator[None]:
    """Be the one process that writes the archive; waits a little for another one.

    Raises LockedError, which names the holder.
    """
    from drafter.drafting import lock

    path = archive_path(workspace)
    if path in _held:
        yield
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            _("{path}: cannot be made ({reason})", path=path.parent, reason=system_errors.reason(error))
        ) from error
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            held = lock(path)
            break
        except LockedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        held.release()


def filed_name(workspace: Workspace, path: Path) -> str:
    """A path as the archive writes it: from the workspace's root where it lies in it, with forward slashes."""
    full = path.resolve()
    root = workspace.root.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


# Finding
def _found(paths: Iterable[Path], outcome: Outcome, *, but: Path | None = None) -> list[Path]:
    """The files named and those in the folders named, each once; Word's and the system's own hidden ones left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(sorted(in_folder(path)))
        elif path.exists():
            found[path] = None
        else:
            outcome.bad[str(path)] = _("no such file")
    once = {path.resolve(): path for path in reversed(found)}
    return [path for path in reversed(once.values()) if path != but]


def in_folder(folder: Path) -> Iterator[Path]:
    """The reports in a folder and the folders in it; what is hidden, or Word's own lock files, left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield Path(place) / name


def _tell_vanished(
    archive: Archive, workspace: Workspace, paths: Iterable[Path], files: list[Path], outcome: Outcome
) -> None:
    """Of a folder that is added again: filed reports whose files are no longer there."""
    folders = [filed_name(workspace, path) for path in paths if path.is_dir()]
    if not folders:
        return
    there = {filed_name(workspace, file) for file in files}
    for one in archive.all_filed():
        inside = any(folder == "." or one.path.startswith(folder + "/") for folder in folders)
        if inside and one.path not in there and not located(workspace, one.path).exists():
            outcome.vanished.append(one.path)


def _wanted(
    archive: Archive,
    workspace: Workspace,
    files: Iterable[Path],
    given: Note,
    notes: dict[str, Note],
    outcome: Outcome,
    *,
    stay: bool = False,
) -> Iterator[_Job]:
    """The files that must be read: not those whose content is filed already. `stay` leaves every file where it lies."""
    seen: set[str] = set()
    for file in files:
        try:
            state = file.stat()
            name = filed_name(workspace, file)
            here = archive.filed(path=name) or archive.filed(origin=file.resolve().as_posix())
            same = here is not None and (here.size, here.modified) == (state.st_size, state.st_mtime_ns)
            key = here.hash if here is not None and same else _hash(file)
        except OSError as error:
            outcome.bad[str(file)] = system_errors.reason(error)
            continue
        filed = here if same else archive.filed(hash=key)
        if filed is not None and (filed.path == name or located(workspace, filed.path).exists()):
            _again(archive, filed, given, notes, outcome, str(file), state if filed == here else None)
            continue
        is_copy = filed is not None and not filed.linked and is_in_corpus(workspace, located(workspace, filed.path))
        if filed is not None and is_copy and not (stay or given.linked or is_in_corpus(workspace, file)):
            _copy(file, located(workspace, filed.path))
            outcome.replaced.append(str(file))
            continue
        if filed is not None:
            archive.touch(filed, path=name, size=state.st_size, modified=state.st_mtime_ns)
            outcome.replaced.append(str(file))
            continue
        if key in seen:
            outcome.unchanged.append(str(file))
            continue
        seen.add(key)
        remembered = notes.get(name, Note())
        note = Note(
            unit=given.unit or remembered.unit,
            period=given.period or remembered.period,
            linked=stay or given.linked or is_in_corpus(workspace, file),
        )
        yield _Job(file, key, state.st_size, state.st_mtime_ns, note, here)


def _again(
    archive: Archive,
    filed: Filed,
    given: Note,
    notes: dict[str, Note],
    outcome: Outcome,
    shown: str,
    state: os.stat_result | None,
) -> None:
    """A content that is filed already: only what a person corrects is written."""
    if state is not None and filed.modified != state.st_mtime_ns:
        archive.touch(filed, size=state.st_size, modified=state.st_mtime_ns)
    unit = given.unit if given.unit != filed.unit else None
    period = given.period if given.period != filed.period else None
    if unit is None and period is None:
        outcome.unchanged.append(shown)
        return
    archive.correct(filed, unit=unit, period=period)
    old = notes.get(filed.path, Note(linked=filed.linked))
    notes[filed.path] = replace(old, unit=unit or old.unit, period=period or old.period, removed=False)
    outcome.corrected.append(shown)


def is_in_corpus(workspace: Workspace, file: Path) -> bool:
    """Whether a file lies in the corpus, whatever its path says: only those are Drafter's to write and to delete."""
    return file.resolve().is_relative_to(workspace.corpus.resolve())


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# Reading and filing
def _file(
    archive: Archive,
    workspace: Workspace,
    jobs: list[_Job],
    notes: dict[str, Note],
    outcome: Outcome,
    progress: Progress | None,
    crew: Crew,
) -> None:
    """Read the files and file each as it comes, in transactions of a few; what is filed stays when a person stops it."""
    outlines = outline_titles(workspace) if jobs else {}
    by_path = {job.path: job for job in jobs}
    waiting: list[tuple[_Job, Sheaf]] = []
    written = time.monotonic()
    try:
        for done, (path, result) in enumerate(read_all(list(by_path), outlines, crew), 1):
            if isinstance(result, str):
                outcome.bad[str(path)] = result
            else:
                waiting.append((by_path[path], result))
            if len(waiting) >= _BATCH or time.monotonic() - written > 1:
                _write(archive, workspace, waiting, notes, outcome)
                written = time.monotonic()
            if progress is not None:
                progress(done, len(jobs))
    finally:
        _write(archive, workspace, waiting, notes, outcome)


def _write(
    archive: Archive,
    workspace: Workspace,
    waiting: list[tuple[_Job, Sheaf]],
    notes: dict[str, Note],
    outcome: Outcome,
) -> None:
    """File what was read, and forget it."""
    if not waiting:
        return
    batch = sorted(waiting, key=lambda one: one[0].path)  # side by side they come in any order
    waiting.clear()
    with archive.transaction():
        for job, read in batch:
            record = replace(read, unit=job.note.unit or read.unit, period=job.note.period or read.period)
            place, old = _placed(archive, workspace, job, record)
            corrected = tuple(key for key in ("period", "unit") if getattr(job.note, key))
            linked = not is_in_corpus(workspace, located(workspace, place))
            archive.put(
                record,
                path=place,
                hash=job.hash,
                size=job.size,
                modified=job.modified,
                origin=None if job.note.linked else job.path.resolve().as_posix(),
                linked=linked,
                corrected=corrected,
            )
            note = Note(job.note.unit, job.note.period, linked=linked)
            if note != Note() or place in notes:
                notes[place] = note
            (outcome.replaced if old else outcome.added).append(str(job.path))
            outcome.filed_at.append(place)
            missing = tuple(key for key in ("unit", "period") if getattr(record, key) is None)
            if missing and record.kind == "report":
                outcome.unclear[str(job.path)] = missing


def _copies(archive: Archive, places: list[str]) -> dict[str, str]:
    from drafter.archive import beside

    return beside(archive, places)


def _placed(archive: Archive, workspace: Workspace, job: _Job, record: Sheaf) -> tuple[str, bool]:
    """Where a report lies, copied there if it must be; and whether it takes the place of an older one."""
    if job.note.linked:
        return filed_name(workspace, job.path), job.old is not None
    if job.old is not None and _is_ours(workspace, job.old):
        _copy(job.path, located(workspace, job.old.path))
        return job.old.path, True
    folder = workspace.corpus / _folder_name(record.unit)
    stem, suffix = job.path.stem, job.path.suffix
    number = 1
    while (target := folder / (f"{stem}-{number}{suffix}" if number > 1 else f"{stem}{suffix}")).exists():
        if _hash(target) == job.hash:
            return filed_name(workspace, target), False
        number += 1
    _copy(job.path, target)
    return filed_name(workspace, target), False


def _is_ours(workspace: Workspace, filed: Filed) -> bool:
    """Whether a copy in the corpus is as it was filed, so that a newer one may take its place: nobody edited it since."""
    target = located(workspace, filed.path)
    return is_in_corpus(workspace, target) and (not target.exists() or _hash(target) == filed.hash)


def _copy(source: Path, target: Path) -> None:
    """Copy a file as it is, its time too: whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, part)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        reason = system_errors.reason(error)
        raise WriteError(_("{path}: cannot be written ({reason})", path=target, reason=reason)) from error


def _folder_name(unit: str | None) -> str:
    """`UBND xã Suối Ngàn` → `ubnd-xa-suoi-ngan`: short enough for every system, without accents."""
    from drafter.language.folding import bare

    return "-".join(re.findall(r"[a-z0-9]+", bare(unit or "")))[:60].strip("-") or "chua-ro-don-vi"


def _drop(path: Path) -> None:
    """Remove a database with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
