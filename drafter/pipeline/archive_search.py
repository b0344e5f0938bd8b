"""Passages of past reports, found without regard to accents: from the archive, else straight from the files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from drafter.errors import DrafterError
from drafter.language.folding import bare
from drafter.model.document import BlockKind
from drafter.pipeline.archive import archive_path
from drafter.pipeline.understanding import understand
from drafter.workspace import Workspace

_SUFFIXES = (".docx", ".pdf", ".txt")
_MOST = 30


def search_passages(workspace: Workspace, query: str) -> tuple[tuple[str, str], ...]:
    """Paragraphs of the past reports for a query, with where they stand, the best first.

    Where there is no archive, or it is damaged or held, the files themselves are searched.
    """
    if not bare(query).strip():
        return ()
    if archive_path(workspace).is_file():
        try:
            return _from_archive(workspace, query)
        except DrafterError:
            pass  # the command line tells what is wrong with it; here the search must go on
    return _from_files(workspace, query)


def _from_archive(workspace: Workspace, query: str) -> tuple[tuple[str, str], ...]:
    from drafter.archive import Archive, parse_query, search

    # The word that is being typed may still be a beginning.
    said = query if query.endswith((" ", '"', "”", "*")) else f"{query}*"
    with Archive.open(archive_path(workspace), patience=0.5) as archive:
        hits = search(archive, parse_query(said), limit=_MOST)
    return tuple((hit.paragraph, f"{Path(hit.path).name} · {hit.section or '–'}") for hit in hits)


def _from_files(workspace: Workspace, query: str) -> tuple[tuple[str, str], ...]:
    """Paragraphs that hold every word, reports of the newest name first; one report in several formats counts once."""
    words = bare(query).split()
    if not workspace.corpus.is_dir():
        return ()
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for path in sorted(workspace.corpus.rglob("*"), key=lambda path: path.name, reverse=True):
        if path.suffix.lower() not in _SUFFIXES or str(path.with_suffix("")) in seen:
            continue
        seen.add(str(path.with_suffix("")))
        for text, section, folded in _paragraphs(path, path.stat().st_mtime_ns):
            if all(word in folded for word in words):
                found.append((text, f"{path.name} · {section}"))
                if len(found) == _MOST:
                    return tuple(found)
    return tuple(found)


@lru_cache(maxsize=64)
def _paragraphs(path: Path, _changed: int) -> tuple[tuple[str, str, str], ...]:
    """Each paragraph with its section and its folded form; nothing for a file that cannot be read."""
    try:
        report = understand(path)
    except DrafterError:
        return ()
    rows = []
    headings = {section.start: section.body_start for section in report.tree.sections}
    for block in report.document.body:
        if block.kind == BlockKind.TABLE or headings.get(block.start, 0) >= block.end:
            continue
        text = report.text[block.start : block.end]
        rows.append((text, report.tree.id_at(block.start) or "–", bare(text)))
    return tuple(rows)
