"""`import_outline`: from a file that arrived to an outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter.errors import UsageError
from drafter.language.folding import fold
from drafter.messages import catalogue
from drafter.model.document import BlockKind, Document
from drafter.model.fact import Facts
from drafter.model.outline import Ask, Item, Outline
from drafter.model.period import Period
from drafter.model.section import DocumentKind, Paper, SectionTree
from drafter.outlining.appendices import appendices_of
from drafter.outlining.asks import Body, implicit_ask, read_body
from drafter.outlining.frame import Frame, read_frame
from drafter.outlining.lines import cited_in, footnotes_in, lines_between, lines_in, with_footnotes
from drafter.outlining.names import Names, outline_id
from drafter.outlining.opening import Opening, opening_of
from drafter.outlining.slots import slotted, slotted_appendix
from drafter.outlining.suspicion import preface_of, refuse_what_is_none, unlabelled
from drafter.outlining.tabled import tabled
from drafter.outlining.vocabulary import clean
from drafter.outlining.wording import read, sentences, split_guidance

_ = catalogue("outlining")

_APPENDIX_STYLES = ("appendix", "form")


def import_outline(
    document: Document, tree: SectionTree, *, facts: Facts | None = None, which: int | None = None
) -> Outline:
    """The outline that a file holds: alone, or behind a letter or plan.

    `which` counts the file's outlines from 1. Titles get slots where the period's words stand; `doubts` says what was
    unsure, with line numbers. Raises UsageError for a file without text, for a report, for several outlines without
    `which`, and where nothing looks like an item.
    """
    if not document.text.strip():
        raise UsageError(_("{path}: no text to read; a scan needs --ocr", path=document.source.path))
    paper = _chosen(document, tree, which)
    number = tree.papers.index(paper) if paper in tree.papers else 0
    opening = opening_of(document, tree, paper)
    indexes = [
        index
        for index, section in enumerate(tree.sections)
        if section.paper == number and section.start >= opening.start and not _in_appendix(tree, index, opening.start)
    ]
    preface = preface_of(document, tree, opening.body, indexes)
    if preface:
        indexes = indexes[len(preface) :]
        opening = replace(opening, body=tree.sections[indexes[0]].start)
    unsure = refuse_what_is_none(document, tree, paper, indexes)
    frame = read_frame(document, tree, paper, opening, indexes, facts)
    names = Names()
    reader = _Reader(document, tree, frame.period, frame.next_period, names, set(indexes))
    inside = set(indexes)
    first = tree.sections[indexes[0]].start if indexes else paper.end
    items = unlabelled(document, tree, opening.body, first, reader, only_capitals=bool(indexes))
    items += tuple(reader.item(index) for index in indexes if tree.sections[index].parent not in inside)
    in_table = () if items or paper.kind != DocumentKind.OUTLINE else tabled(document, opening.start, reader)
    items = items or in_table
    if not items:
        raise UsageError(
            _("{path}: nothing here looks like an item of an outline (no numbered headings)", path=document.source.path)
        )
    title = slotted(frame.title, frame.period, frame.next_period)
    return Outline(
        id=outline_id(frame.title, frame.period),
        kind=frame.kind,
        title=title,
        period=str(frame.period) if frame.period else None,
        next_period=str(frame.next_period) if frame.next_period else None,
        issuer=frame.issuer,
        deadline=frame.deadline,
        data_cutoff=frame.data_cutoff,
        pages=frame.pages,
        # The table that is the outline is no appendix of it.
        appendices=tuple(
            slotted_appendix(appendix, frame.period, frame.next_period)
            for appendix in appendices_of(document, tree, paper, _others(frame, tree, opening), after=opening.start)
        )[bool(in_table) :],
        notes=tuple(dict.fromkeys((*preface, *frame.notes, *reader.notes))),
        items=items,
        doubts=(*unsure, *frame.doubts, *reader.doubts),
    )


def _others(frame: Frame, tree: SectionTree, opening: Opening) -> tuple[str, ...]:
    """The appendices that are named; `Phụ lục` alone is the one that the outline itself stands in, if it does."""
    within = any(
        section.style in _APPENDIX_STYLES and section.start <= opening.start < section.end for section in tree.sections
    )
    return tuple(name for name in frame.named_appendices if not (within and fold(name) == "phụ lục"))


def _chosen(document: Document, tree: SectionTree, which: int | None) -> Paper:
    outlines = [paper for paper in tree.papers if paper.kind == DocumentKind.OUTLINE]
    if not outlines:
        outlines = [paper for paper in tree.papers if "đề cương" in fold(paper.title or "")]
    if not outlines:
        if which not in (None, 1):
            raise UsageError(_("{path}: holds one paper only; leave --which out", path=document.source.path))
        return tree.papers[-1] if tree.papers else Paper(DocumentKind.OTHER, None, 0, len(document.text))
    if which is not None:
        if not 1 <= which <= len(outlines):
            raise UsageError(
                _("{path}: holds {n} outlines; --which 1 to {n}", path=document.source.path, n=len(outlines))
            )
        return outlines[which - 1]
    if len(outlines) > 1:
        titles = "; ".join(f"{number} “{paper.title}”" for number, paper in enumerate(outlines, 1))
        raise UsageError(
            _(
                "{path}: holds {n} outlines: {titles}; choose one with --which",
                path=document.source.path,
                n=len(outlines),
                titles=titles,
            )
        )
    return outlines[0]


def _in_appendix(tree: SectionTree, index: int, opening: int) -> bool:
    """Whether a section lies in an appendix of the outline; one that the outline itself stands in is none of its own."""
    return any(section.style in _APPENDIX_STYLES and section.start >= opening for section in tree.path(index))


class _Reader:
    """Reads items one by one and notes what it doubted."""

    def __init__(
        self,
        document: Document,
        tree: SectionTree,
        period: Period | None,
        next_period: Period | None,
        names: Names,
        inside: set[int],
    ) -> None:
        self.document, self.tree = document, tree
        self.period, self.next_period = period, next_period
        self.names = names
        self.inside = inside
        self.footnotes = footnotes_in(lines_in(document, 0, len(document.text))) if "[1]" in document.text else {}
        self._notes = [block.start for block in document.blocks if block.kind == BlockKind.NOTE]
        self.notes: list[str] = []
        self.doubts: list[str] = []

    def item(self, index: int) -> Item:
        """An item with its asks and sub-items, from a section."""
        tree, text = self.tree, self.document.text
        section = tree.sections[index]
        children = [child for child in tree.children(index) if child in self.inside]
        end = tree.sections[children[0]].start if children else section.end
        # A footnote behind the heading is no part of the title.
        head = next((note for note in self._notes if section.start < note < section.body_start), section.body_start)
        lines = with_footnotes(lines_between(self.document, tree, head, end), self.footnotes)
        title, optional, inline = "", False, False
        guidance: tuple[str, ...] = ()
        if section.title is None:
            if lines:
                title, guidance, optional = _paragraph_title(lines[0].text)
            lines = lines[1:]
        else:
            words, said = cited_in(behind_label(text[section.start : head], section.label), self.footnotes)
            reading = split_guidance(read(words))
            title, guidance, optional = reading.text or section.title, (*reading.guidance, *said), reading.optional
            inline = "\n" not in text[section.start : head].strip("\n") and _same_line(text, head)
        body = read_body(lines, inline=inline, parent=bool(children))
        item_id = self.names.of(title)
        items = tuple(self.item(child) for child in children)
        return self.made(
            item_id,
            section.label,
            title,
            (*guidance, *body.guidance),
            optional or body.optional,
            body,
            items,
            section.start,
        )

    def made(
        self,
        item_id: str,
        label: str | None,
        title: str,
        guidance: Sequence[str],
        optional: bool,
        body: Body,
        items: tuple[Item, ...],
        start: int,
    ) -> Item:
        self.notes += body.notes
        said = " | ".join(guidance) or None
        slotted_title = slotted(title, self.period, self.next_period)
        asks: tuple[Ask, ...] = tuple(body.asks)
        if not asks and not items:
            asks = (replace(implicit_ask(title, said, optional=optional), text=slotted_title),)
        if not title:
            self.doubt(start, _("item {label} has no title", label=label or "?"))
        elif len(title) > 300:
            self.doubt(start, _("“{title}…”: a very long title; perhaps a paragraph", title=title[:60]))
        return Item(
            id=item_id,
            label=label,
            title=slotted_title,
            optional=optional,
            guidance=said,
            lead=" ".join(body.lead) or None,
            items=items,
            asks=asks,
            keep="\n".join(body.keep) or None,
        )

    def doubt(self, start: int, what: str) -> None:
        line = self.document.text.count("\n", 0, start) + 1
        self.doubts.append(_("line {line}: {what}", line=line, what=what))


def _same_line(text: str, place: int) -> bool:
    return place > 0 and text[place - 1] != "\n"


def behind_label(heading: str, label: str | None) -> str:
    """A heading's words behind its label, on one line."""
    words = clean(heading)
    wanted = re.sub(r"\s", "", clean(label or ""))
    at = 0
    for char in wanted:
        while at < len(words) and words[at] != char and words[at].isspace():
            at += 1
        if at >= len(words) or words[at] != char:
            at = 0
            break
        at += 1
    return words[at:].lstrip(" .:)/-–—")


def _paragraph_title(text: str) -> tuple[str, tuple[str, ...], bool]:
    """A numbered paragraph as an item: its first sentence is the title, what instructs behind it the guidance."""
    found = sentences(text)
    reading = split_guidance(read(found[0]))
    guidance = list(reading.guidance)
    optional = reading.optional
    for sentence in found[1:]:
        further = read(sentence)
        guidance += [part for part in (further.text, *further.guidance) if part]
    return reading.text, tuple(guidance), optional
