"""What the archive keeps of one report: its text, where its passages begin, its facts, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.model.document import Document
from drafter.model.fact import Facts
from drafter.model.section import DocumentKind, SectionTree


@dataclass(frozen=True, slots=True)
class Passage:
    """The own text of one section, headings left out of none: `text[start:end]`. `section` is None before the first one.

    `above` are the titles of the sections around it, the outermost first.
    """

    section: str | None
    label: str | None
    title: str | None
    above: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """One report as read. `unit`, `period` and `outline` are None where the paper does not say."""

    text: str
    format: str
    kind: str
    title: str | None
    unit: str | None
    period: str | None
    outline: str | None
    date: str | None
    number: str | None
    passages: tuple[Passage, ...]
    facts: Facts


def record_of(document: Document, tree: SectionTree, facts: Facts, *, outline: str | None = None) -> Record:
    """What the archive keeps of a report that has been read; `outline` is the id of the outline it was written to."""
    said = facts.identity
    return Record(
        text=document.text,
        format=document.source.format,
        kind=str(_kind(tree)),
        title=said.title,
        unit=said.unit,
        period=said.period,
        outline=outline,
        date=said.date,
        number=said.number,
        passages=_passages(document, tree),
        facts=facts,
    )


def _kind(tree: SectionTree) -> DocumentKind:
    """A file that holds a report is one, whatever lies before it (a covering letter)."""
    kinds = [paper.kind for paper in tree.papers]
    return DocumentKind.REPORT if DocumentKind.REPORT in kinds or not kinds else kinds[0]


def _passages(document: Document, tree: SectionTree) -> tuple[Passage, ...]:
    """Blocks that follow each other in one section, joined; nothing of the body is left out."""
    found: list[Passage] = []
    current: int | None = None
    for block in document.body:
        if block.start == block.end:
            continue
        index = tree.at(block.start)
        if found and index == current:
            last = found[-1]
            found[-1] = Passage(last.section, last.label, last.title, last.above, last.start, block.end)
            continue
        current = index
        found.append(_passage(tree, index, block.start, block.end))
    return tuple(found)


def _passage(tree: SectionTree, index: int | None, start: int, end: int) -> Passage:
    if index is None:
        return Passage(None, None, None, (), start, end)
    *around, own = tree.path(index)
    above = tuple(section.title for section in around if section.title)
    return Passage(own.id, own.label, own.title, above, start, end)
