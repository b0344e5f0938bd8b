"""How much of a draft is new against last period's report, sentence by sentence.

Words and figures are compared apart: two sentences that differ in figures alone are the same sentence with new figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from drafter.language.folding import fold, fold_words
from drafter.language.sentences import sentence_spans
from drafter.model.document import BlockKind, Document
from drafter.model.section import PartKind, SectionTree

# Marks of the draft are not text; a mark's value is.
_MARKS = re.compile(r"[⟦⟧*]")
# What changes from period to period without anything being written anew: numbers, Roman quarters, the half of the year.
_CHANGING = re.compile(
    r"\d[\d.,/:-]*\d|\d|\bquý\s+[ivx]+\b|\b(?:đầu|cuối) năm\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[ivxlc]+\.|[-+•])\s+", re.IGNORECASE)
# So alike by words, figures masked, that an officer sees one sentence reworded: half the words stand in order.
REWORDED = 60.0
_FRAME = (PartKind.LETTERHEAD, PartKind.TITLE, PartKind.RECIPIENTS, PartKind.SIGNATURE)


class Likeness(StrEnum):
    """What a sentence is against last period."""

    UNCHANGED = "unchanged"
    FIGURES = "figures"
    REWORDED = "reworded"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence of the draft (`start`, `end` in its text) with the one of last period it comes from, None where new.

    `score` is how alike their words are with the figures masked, 0 to 100.
    """

    start: int
    end: int
    text: str
    section: str | None
    likeness: Likeness
    previous: str | None
    score: float


@dataclass(frozen=True, slots=True)
class SectionLikeness:
    """A section's sentences; `share` weighs each by its length."""

    section: str | None
    title: str | None
    sentences: tuple[Compared, ...]

    def count(self, likeness: Likeness) -> int:
        return sum(one.likeness == likeness for one in self.sentences)

    def share(self, likeness: Likeness) -> float:
        """The part of the section's text that is so, from 0 to 1."""
        whole = sum(len(one.text) for one in self.sentences)
        return sum(len(one.text) for one in self.sentences if one.likeness == likeness) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    text: str
    section: int | None
    plain: str
    masked: str


def similar(
    document: Document, tree: SectionTree, previous: Document, previous_tree: SectionTree
) -> tuple[SectionLikeness, ...]:
    """Every section of a draft that has text of its own, in reading order, each sentence held against the most alike one
    anywhere in last period's report (sections move, merge and split)."""
    old = list(_sentences(previous, previous_tree))
    plain = {one.plain: one for one in reversed(old)}
    masked = {one.masked: one for one in reversed(old)}
    groups: dict[int | None, list[Compared]] = {}
    for new in _sentences(document, tree):
        section = None if new.section is None else tree.sections[new.section].id
        likeness, source, score = _likeness(new, plain, masked)
        groups.setdefault(new.section, []).append(
            Compared(new.start, new.end, new.text, section, likeness, source.text if source else None, score)
        )
    found: list[SectionLikeness] = []
    for index in sorted(groups, key=lambda index: -1 if index is None else index):
        own = None if index is None else tree.sections[index]
        found.append(SectionLikeness(own.id if own else None, own.title if own else None, tuple(groups[index])))
    return tuple(found)


def total(sections: Iterable[SectionLikeness]) -> SectionLikeness:
    """The whole draft as one."""
    return SectionLikeness(None, None, tuple(one for section in sections for one in section.sentences))


def _likeness(
    new: _Sentence, plain: dict[str, _Sentence], masked: dict[str, _Sentence]
) -> tuple[Likeness, _Sentence | None, float]:
    if source := plain.get(new.plain):
        return Likeness.UNCHANGED, source, 100.0
    if source := masked.get(new.masked):
        return Likeness.FIGURES, source, 100.0
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    words = new.masked.split()
    best = process.extractOne(
        words,
        {key: key.split() for key in masked},
        scorer=Indel.normalized_similarity,
        score_cutoff=REWORDED / 100,
    )
    if best is None:
        return Likeness.NEW, None, 0.0
    _words, score, key = best
    return Likeness.REWORDED, masked[key], round(score * 100, 1)


def _sentences(document: Document, tree: SectionTree) -> Iterator[_Sentence]:
    """The sentences and table rows of the body; headings and the frame around the body say nothing of the period."""
    text = document.text
    headings = {tree.sections[index].start: tree.sections[index].body_start for index in range(len(tree.sections))}
    for block in document.body:
        part = tree.part_at(block.start)
        if part is not None and part.kind in _FRAME:
            continue
        rows = block.kind == BlockKind.TABLE
        start = max(block.start, min(headings.get(block.start, block.start), block.end))
        spans = _lines(text, start, block.end) if rows else sentence_spans(text, start, block.end)
        for begin, end in spans:
            said = _LABEL.sub("", text[begin:end])
            plain, masked = fold_words(_MARKS.sub("", said)), mask(said)
            if any(char.isalpha() for char in plain):
                yield _Sentence(begin, end, text[begin:end], tree.at(begin), plain, masked)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def mask(text: str) -> str:
    """A sentence's words with everything that changes by the period as `#`."""
    wanted = text.replace("⟦?", "⟦0")
    return " ".join(re.findall(r"#|[^\W_]+", _CHANGING.sub(" # ", fold(_MARKS.sub("", wanted)))))
