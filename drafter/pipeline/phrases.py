"""Phrases that fit a section, ready to insert; and new ones harvested from the past reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.language.folding import bare, fold_words
from drafter.shelves.phrases import Phrase, load_all, search
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Archive, Filed
    from drafter.pipeline.archive import Tell
    from drafter.reusing.harvest import Proposal, Source

_SLOT = re.compile(r"\{\{.*?\}\}")
_MOST = 60
_IN_SKELETON = 3


def fitting_phrases(workspace: Workspace, query: str, section: str) -> tuple[tuple[Phrase, str], ...]:
    """Phrases for a query (accent-blind), or for a section (its id and title) where the query is empty, the best first
    (every one where none is meant for the section); each with its text in which every slot stands as `⟦?⟧`."""
    phrases = load_all(workspace)
    if query.strip():
        found = search(phrases, query)
    else:
        words = set(fold_words(section.replace("-", " ")).split())
        fitting = [phrase for phrase in phrases if _shared(phrase, words)]
        found = tuple(sorted(fitting or phrases, key=lambda phrase: -_shared(phrase, words)))
    return tuple((phrase, _SLOT.sub("⟦?⟧", phrase.text)) for phrase in found[:_MOST])


def skeleton(workspace: Workspace, section: str) -> str | None:
    """A few phrases for a section (its id and title) that nothing is carried to, slots as `⟦?⟧`; None where none fits."""
    words = set(bare(section.replace("-", " ")).split())
    fitting = [
        _SLOT.sub("⟦?⟧", phrase.text)
        for phrase in load_all(workspace)
        if any(set(bare(tag.replace("-", " ")).split()) <= words for tag in phrase.sections)
    ]
    return "\n\n".join(fitting[:_IN_SKELETON]) or None


def _shared(phrase: Phrase, words: set[str]) -> int:
    return sum(len(words & set(fold_words(tag.replace("-", " ")).split())) for tag in phrase.sections)


def harvest_phrases(
    workspace: Workspace, *, least: int = 2, unit: str | None = None, period: str | None = None, tell: Tell
) -> tuple[Proposal, ...]:
    """Sentences of the past reports that come back, as phrases to be; those that the phrasebank has are left out."""
    from drafter.pipeline.archive import list_archive, with_archive
    from drafter.reusing.harvest import harvest

    chosen = [
        one
        for one, _there, main in list_archive(workspace, unit=unit, period=period, tell=tell)
        if main is None  # a copy would count each sentence again
    ]
    known = [phrase.text for phrase in load_all(workspace)]

    def work(archive: Archive) -> tuple[Proposal, ...]:
        return harvest(_sources(archive, chosen), known=known, least=least)

    return with_archive(workspace, work, tell)


def _sources(archive: Archive, chosen: Iterable[Filed]) -> Iterator[Source]:
    from drafter.model.section import DocumentKind
    from drafter.reusing.harvest import Source

    for one in chosen:
        if one.kind == str(DocumentKind.REPORT):
            yield Source(
                path=one.path,
                unit=one.unit,
                period=one.period,
                text=archive.text(one.id),
                sections=[(passage.title, passage.start, passage.end) for _id, passage in archive.passages(one.id)],
                subjects=archive.subjects(one.id),
                cited=archive.citations(one.id),
            )


def accept_phrases(path: Path, proposals: Iterable[Proposal]) -> tuple[Phrase, ...]:
    """Write proposals as phrases to a file of the phrasebank, behind what stands in it; those that were written.

    Raises LocatedError where the file, or an id in it, is at fault: then nothing is written.
    """
    from drafter.files import write_atomically
    from drafter.shelves.phrases import appended, loads
    from drafter.shelves.yaml_files import read_text

    source = read_text(path) if path.exists() else ""
    taken = {phrase.id for phrase in loads(source, str(path))} if source.strip() else set()
    phrases = []
    for proposal in proposals:
        phrase = Phrase(_free(proposal.id, taken), proposal.template, proposal.sections, source=_source(proposal))
        taken.add(phrase.id)
        phrases.append(phrase)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, appended(source, phrases, str(path)), overwrite=True)
    return tuple(phrases)


def _free(name: str, taken: set[str]) -> str:
    further = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(one for one in further if one not in taken)


def _source(proposal: Proposal) -> str:
    """Where a phrase comes from, for who reads the file later: the newest report, and how many have it."""
    return f"{proposal.places[0].path} ({len(proposal.places)})"
