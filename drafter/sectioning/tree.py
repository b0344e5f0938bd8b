"""The finished tree: ends, parts and papers with their spans in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from drafter.lexicon import load
from drafter.model.document import Document
from drafter.model.section import DocumentKind, Paper, Part, PartKind, Section, SectionTree
from drafter.sectioning.found import Found
from drafter.sectioning.lines import RESIDUE, Line
from drafter.sectioning.naming import names, numbers, printed_label
from drafter.sectioning.sheet import ENDING, PaperLines
from drafter.sectioning.titles import Verdict, clean

# What parts a left column from a right one on a line of text.
_GAP = re.compile(r"[ ]*\t\s*|[ ]{3,}")


def tree(
    document: Document, lines: Sequence[Line], papers: Sequence[PaperLines], found: Sequence[Found]
) -> SectionTree:
    text = document.text
    spans = [
        (
            lines[paper.first].start if lines else 0,
            lines[paper.last - 1].end if lines and paper.last > paper.first else len(text),
        )
        for paper in papers
    ]
    ends = [_before_markup(text, end) for end in _ends(lines, papers, found, spans)]
    levels: list[int] = []
    for item in found:
        levels.append(1 if item.parent is None else levels[item.parent] + 1)
    ids = names(found, len(papers))
    places = numbers(found)
    sections = tuple(
        Section(
            id=ids[index],
            label=printed_label(text, item),
            title=item.title.words or None if item.title.verdict is not Verdict.PARAGRAPH else None,
            level=levels[index],
            parent=item.parent,
            start=item.line.start,
            end=ends[index],
            body_start=min(_body_start(text, item), ends[index]),
            paper=item.paper,
            style=item.reading.style if item.reading else None,
            number=places[index],
        )
        for index, item in enumerate(found)
    )
    parts = [
        Part(PartKind(kind), *_span(lines, kind, first, last, beside=first in paper.beside), number)
        for number, paper in enumerate(papers)
        for kind, first, last in paper.spans
    ]
    parts += [
        Part(PartKind.APPENDIX, item.start, item.end, item.paper)
        for item in sections
        if item.style in ("appendix", "form") and item.parent is None
    ]
    parts.sort(key=lambda part: (part.start, -part.end))
    return SectionTree(sections, tuple(parts), _papers(document, lines, papers, spans))


def _span(lines: Sequence[Line], kind: str, first: int, last: int, *, beside: bool) -> tuple[int, int]:
    """A part's span. Where recipients and a signature share lines, the recipients end before the last line's right column
    and the signature begins at the first line's."""
    start, end = lines[first].start, lines[last - 1].end
    if beside and kind == "signature" and (gap := _GAP.search(lines[first].text)):
        start += gap.end()
    if beside and kind == "recipients" and (gap := _GAP.search(lines[last - 1].text)):
        end = lines[last - 1].start + gap.start()
    return start, end


def _before_markup(text: str, end: int) -> int:
    """An end before the `## ` of the draft's heading that follows."""
    start = end
    while start and text[start - 1] in "# \t":
        start -= 1
    return start if "#" in text[start:end] and (start == 0 or text[start - 1] == "\n") else end


def _body_start(text: str, item: Found) -> int:
    alone = item.label_end >= item.line.end
    if item.title.verdict is Verdict.PARAGRAPH and item.reading is not None and not alone:
        return _behind_label(text, item)
    return item.body_start


def _behind_label(text: str, item: Found) -> int:
    residue = RESIDUE.match(text, item.label_end, max(item.line.end, item.label_end))
    return residue.end() if residue else item.label_end


def _ends(
    lines: Sequence[Line],
    papers: Sequence[PaperLines],
    found: Sequence[Found],
    spans: Sequence[tuple[int, int]],
) -> list[int]:
    """Where each section ends: at the next of its level or above, at recipients or a signature, at the paper's end."""
    stops = sorted(lines[first].start for paper in papers for kind, first, _ in paper.spans if kind in ENDING)
    starts = [start for start, _ in spans]
    ends = [0] * len(found)
    open_: list[int] = []

    def close(down_to: int, place: int) -> None:
        while len(open_) > down_to:
            index = open_.pop()
            stop = bisect_left(stops, found[index].line.start)
            limit = stops[stop] if stop < len(stops) else place
            ends[index] = min(place, limit)

    paper = 0
    for index, item in enumerate(found):
        if item.paper != paper:
            close(0, starts[paper + 1] if paper + 1 < len(starts) else spans[-1][1])
            paper = item.paper
        depth = open_.index(item.parent) + 1 if item.parent in open_ else 0
        close(depth, item.line.start)
        open_.append(index)
    close(0, starts[paper + 1] if paper + 1 < len(starts) else (spans[-1][1] if spans else 0))
    return ends


def _papers(
    document: Document, lines: Sequence[Line], papers: Sequence[PaperLines], spans: Sequence[tuple[int, int]]
) -> tuple[Paper, ...]:
    if not lines:
        return ()
    result: list[Paper] = []
    for paper, (start, end) in zip(papers, spans, strict=True):
        title = None
        if paper.title is not None:
            first, last = paper.title
            words = [lines[i].text for i in range(first, last)]
            title = clean(" ".join(words))[:500] or None
        result.append(Paper(_kind(lines, paper), title, start, end))
    return tuple(result)


def _kind(lines: Sequence[Line], paper: PaperLines) -> DocumentKind:
    marks = load("papers")["instruction"]["words"]
    sample = range(paper.first, min(paper.last, paper.first + 400))
    told = sum(any(word in lines[i].folded for word in marks) for i in sample)
    outline = told >= 5 and told * 4 >= len(sample)
    if paper.kind is None:
        return DocumentKind.OUTLINE if outline else DocumentKind.OTHER
    if paper.kind is DocumentKind.REPORT and outline:
        return DocumentKind.OUTLINE
    return paper.kind
