"""Many reports read side by side, on this machine's cores or on a cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.pipeline.workers import Crew, Lost, each
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Record, Sheaf
    from drafter.model.section import SectionTree

_ = catalogue("pipeline")

# Each outline's id with its folded titles.
Outlines = dict[str, frozenset[str]]
Read = tuple[Path, "Sheaf | str"]


def read_all(paths: Sequence[Path], outlines: Outlines, crew: Crew) -> Iterator[Read]:
    """Every file read, or why it could not be, in the order in which they are ready; few are under way at a time.

    Raises ClusterError, MissingToolError where the crew cannot work.
    """
    for paper, result in each(partial(read_sheaf, outlines=outlines), papers_of(paths, crew), crew):
        lost = _("reading it brought the process down; the file is left out")
        yield paper.path, lost if isinstance(result, Lost) else result


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to read; with its content where the one who reads it has no such file."""

    path: Path
    content: bytes | None = None


def papers_of(paths: Iterable[Path], crew: Crew) -> Iterator[Paper]:
    """The files for a crew, one after the other: with their content where the crew works on another machine."""
    for path in paths:
        content: bytes | None = None
        if crew.is_remote:
            with contextlib.suppress(OSError):  # who reads it says why, in its own words
                content = path.read_bytes()
        yield Paper(path, content)


def read_sheaf(paper: Paper, outlines: Outlines) -> Sheaf | str:
    """A report ready to be filed, or why it cannot be read."""
    from drafter.archive import sheaf_of

    read = read_record(paper, outlines)
    return read if isinstance(read, str) else sheaf_of(read)


def read_record(paper: Paper, outlines: Outlines) -> Record | str:
    """A report as the archive keeps it, or why it cannot be read."""
    from drafter.archive import record_of
    from drafter.pipeline.understanding import understand, understand_bytes

    try:
        report = understand(paper.path) if paper.content is None else understand_bytes(paper.content, paper.path)
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
    from drafter.archive.trend import title_key

    headings = {title_key(section.title) for section in tree.sections if section.title}
    fits = sorted(((len(titles & headings) / len(titles), name) for name, titles in outlines.items()), reverse=True)
    if not fits or fits[0][0] < _SHARE or (len(fits) > 1 and fits[1][0] == fits[0][0]):
        return None
    return fits[0][1]


def outline_titles(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Each outline on the shelf with its items' titles; a broken outline file is left out, its own command tells it."""
    from drafter.archive.trend import title_key
    from drafter.shelves import outlines

    found: dict[str, frozenset[str]] = {}
    for path in outlines.list_all(workspace):
        with contextlib.suppress(DrafterError):
            outline = outlines.load(path)
            titles = frozenset(title_key(item.title) for _depth, item in outline.walk())
            if titles:
                found[outline.id] = titles
    return found
