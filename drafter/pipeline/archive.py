"""The past reports: opened, searched, followed over the periods, taken out; a damaged index is made again from the files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drafter import system_errors
from drafter.errors import LocatedError, UnreadableFileError, UsageError, WriteError
from drafter.files import write_atomically
from drafter.messages import catalogue
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Archive, Filed, Hit, Series

_ = catalogue("pipeline")
_Result = TypeVar("_Result")

Tell = Callable[[str], None]


def archive_path(workspace: Workspace) -> Path:
    return workspace.state / "archive.db"


def notes_path(workspace: Workspace) -> Path:
    """What a person said of the files and the index alone does not know: it must outlive the index."""
    return workspace.corpus / "archive.json"


@dataclass(frozen=True, slots=True)
class Note:
    """What a person said of one file: its unit and period, that it lies elsewhere, that it is not to be indexed."""

    unit: str | None = None
    period: str | None = None
    linked: bool = False
    removed: bool = False


def load_notes(workspace: Workspace) -> dict[str, Note]:
    """Notes by path, as the archive writes paths.

    Raises UnreadableFileError where the file is damaged: it holds what a person typed, so nothing is guessed.
    """
    path = notes_path(workspace)
    try:
        raw = json.loads(path.read_text("utf-8"))
        return {str(name): _note(**values) for name, values in raw["files"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(
            _("{path}: damaged ({reason}); mend it, or delete it to forget the corrections", path=path, reason=error)
        ) from error


def _note(*, unit: str | None = None, period: str | None = None, linked: bool = False, removed: bool = False) -> Note:
    """A note whose values are what the file should hold.

    Raises TypeError.
    """
    said = [(unit, str), (period, str), (linked, bool), (removed, bool)]
    if any(value is not None and not isinstance(value, kind) for value, kind in said):
        raise TypeError(_("a note holds a text for unit and period, true or false for the rest"))
    return Note(unit, period, linked, removed)


def save_notes(workspace: Workspace, notes: Mapping[str, Note]) -> None:
    """Write the notes that say something; nothing where they are as before."""
    said = {
        name: {key: value for key in Note.__slots__ if (value := getattr(note, key))}
        for name, note in sorted(notes.items())
    }
    kept = {name: values for name, values in said.items() if values}
    path = notes_path(workspace)
    if not kept and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(
        path, json.dumps({"schema": "drafter/archive/1", "files": kept}, ensure_ascii=False, indent=1) + "\n"
    )


def located(workspace: Workspace, path: str) -> Path:
    """Where a filed report lies."""
    return workspace.root / path


def with_archive(workspace: Workspace, work: Callable[[Archive], _Result], tell: Tell, *, make: bool = True) -> _Result:
    """Do something with the archive; one that is damaged (with `make`: or missing) is made from the files first, and that
    is told.

    Raises LockedError where another process holds it.
    """
    from drafter.archive import Archive, CorruptArchiveError
    from drafter.pipeline.filing import rebuild

    path = archive_path(workspace)
    if make and not path.exists() and workspace.corpus.is_dir():
        tell(_("there is no index of the past reports yet; it is made from {folder}", folder=workspace.corpus))
        rebuild(workspace, tell=tell)
    try:
        with Archive.open(path) as archive:
            return work(archive)
    except CorruptArchiveError as error:
        tell(_("{error}; it is made again from the files", error=error))
        rebuild(workspace, tell=tell)
    with Archive.open(path) as archive:
        return work(archive)


def search_archive(
    workspace: Workspace,
    said: str,
    *,
    section: str | None = None,
    unit: str | None = None,
    period: str | None = None,
    limit: int = 20,
    tell: Tell,
) -> tuple[Hit, ...]:
    """Passages of the past reports, the best first."""
    from drafter.archive import parse_query, search

    query = parse_query(said, section=section, unit=unit, period=period)
    return with_archive(workspace, lambda archive: search(archive, query, limit=limit), tell)


def follow(
    workspace: Workspace,
    said: str,
    *,
    unit: str | None = None,
    section: str | None = None,
    measure: str | None = None,
    item: str | None = None,
    outline: str | None = None,
    tell: Tell,
) -> tuple[Series, ...]:
    """One figure over the periods, one series for each unit; with `item` only where an outline's item of this id is answered:
    of `outline`, else of any on the shelf.

    Raises UsageError where no outline has the item.
    """
    from drafter.archive import trend

    items = _titles_of_item(workspace, item, outline) if item else frozenset()
    return with_archive(
        workspace, lambda archive: trend(archive, said, unit=unit, section=section, measure=measure, items=items), tell
    )


def _titles_of_item(workspace: Workspace, item_id: str, name: str | None) -> frozenset[str]:
    """What headings of an item are called: its title in each outline that has it, and its aliases."""
    from drafter.archive.trend import title_key
    from drafter.shelves import outlines

    paths = [outlines.find(name, workspace)] if name else outlines.list_all(workspace)
    found: set[str] = set()
    for path in paths:
        try:
            items = [item for _depth, item in outlines.load(path).walk() if item.id == item_id]
        except LocatedError:
            if name:
                raise
            continue  # a broken outline that was not asked for: its own command tells it
        found |= {title_key(title) for item in items for title in (item.title, *item.aliases)}
    if not found:
        raise UsageError(_("no item {item} in the outline; drafter outline show lists the items", item=item_id))
    return frozenset(found)


def list_archive(
    workspace: Workspace, *, unit: str | None = None, period: str | None = None, tell: Tell
) -> tuple[tuple[Filed, bool, str | None], ...]:
    """Every filed report with whether its file is still there, and the report that it is a copy of in another format."""
    from drafter.archive import copies
    from drafter.language.folding import bare

    def look(archive: Archive) -> tuple[tuple[Filed, ...], dict[str, str]]:
        filed = archive.all_filed()
        return filed, copies(archive, filed)

    filed, of = with_archive(workspace, look, tell)
    return tuple(
        (one, located(workspace, one.path).exists(), of.get(one.path))
        for one in filed
        if (unit is None or bare(unit) in bare(one.unit or "")) and (period is None or _within(one.period, period))
    )


def _within(written: str | None, wanted: str) -> bool:
    from drafter.model.period import Period

    return written is not None and Period.parse(wanted).holds(Period.parse(written))


def remove_reports(
    workspace: Workspace, paths: tuple[Path, ...], *, delete: bool = False, tell: Tell
) -> tuple[str, ...]:
    """Take reports (files, or all that lie in a folder) out of the index, with `delete` also from the disk; what was
    taken out. A linked file is never deleted.

    Raises UnreadableFileError for a path that is not in the archive.
    """
    from drafter.pipeline.filing import filed_name, is_in_corpus, writing

    def work(archive: Archive) -> tuple[str, ...]:
        notes = load_notes(workspace)
        filed = archive.all_filed()
        wanted: dict[str, Filed] = {}
        for path in paths:
            name = filed_name(workspace, path)
            under = [one for one in filed if one.path == name or one.path.startswith(name.rstrip("/") + "/")]
            if not under:
                raise UnreadableFileError(_("{path}: not in the archive; drafter corpus list shows what is", path=path))
            wanted |= {one.path: one for one in under}
        for one in wanted.values():
            archive.remove(one)
            notes[one.path] = Note(removed=not (one.linked or delete))
            if delete and not one.linked and is_in_corpus(workspace, located(workspace, one.path)):
                _delete(located(workspace, one.path))
        save_notes(workspace, notes)
        return tuple(wanted)

    with writing(workspace):
        return with_archive(workspace, work, tell)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            _("{path}: cannot be deleted ({reason})", path=path, reason=system_errors.reason(error))
        ) from error
