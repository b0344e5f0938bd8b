"""Many reports read side by side, one process a core; a file that brings its process down takes no other with it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import messages
from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Record
    from drafter.model.section import SectionTree

_ = catalogue("pipeline")

# So few files are read here: starting processes would take longer.
_ALONE = 4
# Each outline's id with its folded titles.
Outlines = dict[str, frozenset[str]]
Read = tuple[Path, "Record | str"]


def read_all(paths: Sequence[Path], outlines: Outlines, processes: int | None) -> Iterator[Read]:
    """Every file read, or why it could not be, in the order in which they are ready; few are under way at a time."""
    count = processes or os.cpu_count() or 1
    if count == 1 or len(paths) <= _ALONE:
        for path in paths:
            yield path, read_record(path, outlines)
        return
    todo = deque(paths)
    while todo:
        under_way: dict[Future[Record | str], Path] = {}
        pool = _pool(count)
        try:
            while todo or under_way:
                while todo and len(under_way) < 4 * count:
                    under_way[pool.submit(read_record, todo[0], outlines)] = todo[0]
                    todo.popleft()
                yield from _ready(under_way)
            pool.shutdown()
        except BrokenProcessPool:
            # A file brought its process down: those under way are read once more, each in a process of its own.
            suspects = list(under_way.values())
        else:
            return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        for path in suspects:
            yield path, _read_apart(path, outlines)


def _ready(under_way: dict[Future[Record | str], Path]) -> Iterator[Read]:
    done, _rest = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        result = future.result()
        yield under_way.pop(future), result


def _read_apart(path: Path, outlines: Outlines) -> Record | str:
    with _pool(1) as pool:
        try:
            return pool.submit(read_record, path, outlines).result()
        except BrokenProcessPool:
            return _("reading it brought the process down; the file is left out")


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, initializer=_prepare, initargs=(messages.language(),))


def _prepare(language: str) -> None:
    """In a reading process: Ctrl-C is for the process that writes, which ends the others in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    messages.set_language(language)


def read_record(path: Path, outlines: Outlines) -> Record | str:
    """A report as the archive keeps it, or why it cannot be read."""
    from drafter.archive import record_of
    from drafter.pipeline.understanding import understand

    try:
        report = understand(path)
        outline = outline_of(report.tree, outlines)
        return record_of(report.document, report.tree, report.facts, outline=outline)
    except DrafterError as error:
        return str(error)
    except Exception as error:  # one report must not stop the others
        return _("a defect of Drafter while reading it: {kind}: {error}", kind=type(error).__name__, error=error)


# A report follows an outline if it has so many of its titles; two outlines that fit alike: it cannot be told.
_SHARE = 0.6


def outline_of(tree: SectionTree, outlines: Mapping[str, frozenset[str]]) -> str | None:
    """The outline whose titles the report's headings have; `outlines` are ids with folded titles."""
    headings = {_title_key(section.title) for section in tree.sections if section.title}
    fits = sorted(((len(titles & headings) / len(titles), name) for name, titles in outlines.items()), reverse=True)
    if not fits or fits[0][0] < _SHARE or (len(fits) > 1 and fits[1][0] == fits[0][0]):
        return None
    return fits[0][1]


def outline_titles(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Each outline on the shelf with its items' titles; a broken outline file is left out, its own command tells it."""
    from drafter.shelves import outlines

    found: dict[str, frozenset[str]] = {}
    for path in outlines.list_all(workspace):
        with contextlib.suppress(DrafterError):
            outline = outlines.load(path)
            titles = frozenset(_title_key(item.title) for _depth, item in outline.walk())
            if titles:
                found[outline.id] = titles
    return found


def _title_key(title: str) -> str:
    """A title without slots and numbers: what stays over the periods."""
    from drafter.language.folding import fold_words

    return fold_words(re.sub(r"\{\{.*?\}\}|\d+", " ", title))
