"""Searching the archive: the best passages, each with the words around the hit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drafter.archive.query import Query
from drafter.archive.store import Archive
from drafter.language.folding import Folded, bare

# Weights of the title and the body of a passage; unit, period and place only narrow.
_RANK = "bm25(words, 4.0, 1.0, 0.0, 0.0, 0.0)"
# From so many passages on they are no longer ranked.
BROAD = 2000
# Passages of an archive in which walking through one common word takes milliseconds.
LARGE = 50_000
# A word of so many passages is common.
COMMON = 5000
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    `snippet` is text of the report around the first hit, `marks` the hits' spans in it; `start` and `end` span the
    paragraph of the best hit in the report's text (`paragraph` is its text); a higher `score` is better.
    """

    path: str
    unit: str | None
    period: str | None
    section: str | None
    label: str | None
    title: str | None
    paragraph: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int
    score: float


def search(archive: Archive, query: Query, *, limit: int = 20) -> tuple[Hit, ...]:
    """Passages that hold every term, the best first: the words side by side, then anywhere in it, each by BM25.

    The same paragraph in several formats of one report counts once. Raises CorruptArchiveError, LockedError.
    """
    units = archive.units_like(query.unit) if query.unit else ()
    if not query.terms or (query.unit and not units):
        return ()
    hits: list[Hit] = []
    seen: set[tuple[str | None, str | None, str]] = set()
    texts: dict[int, str] = {}
    for step in query.steps():
        for hit in _ranked(archive, step, units, texts, limit):
            key = (hit.unit, hit.period, bare(hit.paragraph))
            if key not in seen:
                seen.add(key)
                hits.append(hit)
            if len(hits) == limit:
                return tuple(hits)
    return tuple(hits)


def _ranked(archive: Archive, query: Query, units: tuple[int, ...], texts: dict[int, str], limit: int) -> Iterator[Hit]:
    match = query.as_match(units)
    probe = archive.rows("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, BROAD))
    if not probe:
        return iter(())
    # Words that stand nearly everywhere are not told apart by how rare they are: of such the newest are given, those with
    # the words in the title first where there are very many.
    if len(probe) == BROAD:
        rows = [
            row
            for columns in ("title", "{title body}")
            for row in archive.rows(
                "SELECT rowid, 0.0 FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
                (query.as_match(units, columns=columns), limit * 2),
            )
        ]
    elif _is_costly(archive, query):
        rows = [(passage, 0.0) for (passage,) in sorted(probe, reverse=True)]
    else:
        rows = archive.rows(
            f"SELECT rowid, {_RANK} AS score FROM words WHERE words MATCH ? ORDER BY score, rowid DESC LIMIT ?",
            (match, limit * 3),
        )
        rows = _in_order(archive, rows)
    return (_hit(archive, passage, query, -score, texts) for passage, score in dict.fromkeys(rows))


def _in_order(archive: Archive, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Ranked passages; those of one score by their file's path, whatever was filed first."""
    marks = ", ".join("?" * len(rows))
    passages = tuple(passage for passage, _score in rows)
    paths = dict(
        archive.rows(
            f"SELECT p.id, r.path FROM passage p JOIN report r ON r.id = p.report WHERE p.id IN ({marks})", passages
        )
    )
    return sorted(rows, key=lambda row: (round(row[1], 6), paths.get(row[0], ""), row[0]))


def _is_costly(archive: Archive, query: Query) -> bool:
    """Whether BM25, which counts every passage that holds a term, would take long: two common words in a large archive, or
    a phrase, whose places are walked through."""
    if archive.size() <= LARGE:
        return False
    if len(query.terms) == 1:
        return len(query.terms[0].words) > 1
    common = 0
    for term in query.terms:
        match = f"{{title body}} : {term.as_match()}"
        found = archive.rows("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, COMMON))
        common += len(found) == COMMON
        if common > 1:
            return True
    return False


def _hit(archive: Archive, passage: int, query: Query, score: float, texts: dict[int, str]) -> Hit:
    report, path, unit, period, section, label, title, start, stop = archive.rows(
        "SELECT r.id, r.path, r.unit, r.period, p.section, p.label, p.title, p.start, p.stop"
        " FROM passage p JOIN report r ON r.id = p.report WHERE p.id = ?",
        (passage,),
    )[0]
    if report not in texts:
        texts[report] = archive.text(report)
    text = texts[report]
    begin, end, spans = _best_line(text, start, stop, query, has_heading=title is not None)
    paragraph = text[begin:end]
    snippet, marks = cut(paragraph, spans)
    return Hit(path, unit, period, section, label, title, paragraph, snippet, marks, begin, end, score)


def _best_line(
    text: str, start: int, stop: int, query: Query, *, has_heading: bool
) -> tuple[int, int, list[tuple[int, int]]]:
    """The line of a passage that holds the most terms, the earliest of the best but the heading last: its span, the hits
    in it."""
    whole = bare_mapped(text[start:stop])
    ends = [found.start() for found in re.finditer("\n", whole.text)] + [len(whole.text)]
    lines: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for number, term in enumerate(query.terms):
        for found in re.finditer(term.as_pattern(), whole.text):
            line = bisect_left(ends, found.start())
            lines.setdefault(line, {}).setdefault(number, []).append(found.span())
    best = max(lines, key=lambda line: (len(lines[line]), line > 0 or not has_heading, -line), default=0)
    first = ends[best - 1] + 1 if best else 0
    begin, end = whole.span(first, ends[best])
    spans = sorted(span for found in lines.get(best, {}).values() for span in found)
    here = [whole.span(*span) for span in spans]
    return start + begin, start + end, [(left - begin, min(right, end) - begin) for left, right in here]


def cut(paragraph: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first hit, cut between words, and the hits in them."""
    first = spans[0] if spans else (0, 0)
    start = 0 if first[0] <= _AROUND else paragraph.rfind(" ", 0, first[0] - _AROUND // 2) + 1
    end = min(len(paragraph), start + 2 * _AROUND + first[1] - first[0])
    if end < len(paragraph):
        end = max(paragraph.rfind(" ", first[1], end), first[1])
    lead = "… " if start else ""
    tail = " …" if end < len(paragraph) else ""
    shift = len(lead) - start
    marks = tuple((left + shift, right + shift) for left, right in spans if left >= start and right <= end)
    return lead + paragraph[start:end] + tail, marks


def bare_mapped(text: str) -> Folded:
    """`bare`, with the way back to the text's offsets."""
    plain = bare(text)
    if len(plain) == len(text):
        return Folded(plain, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        piece = bare(char)
        pieces.append(piece)
        origin += [index] * len(piece)
    return Folded("".join(pieces), (*origin, len(text)))
