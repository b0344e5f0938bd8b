"""Phrases that fit a section, ready to insert."""

from __future__ import annotations

import re

from drafter.language.folding import fold_words
from drafter.shelves.phrases import Phrase, load_all, search
from drafter.workspace import Workspace

_SLOT = re.compile(r"\{\{.*?\}\}")
_MOST = 60


def fitting_phrases(workspace: Workspace, query: str, section: str) -> tuple[tuple[Phrase, str], ...]:
    """Phrases for a query (accent-blind), or for a section (its id and title) where the query is empty, the best first;
    each with its text in which every slot stands as `⟦?⟧`."""
    phrases = load_all(workspace)
    if query.strip():
        found = search(phrases, query)
    else:
        words = set(fold_words(section.replace("-", " ")).split())
        found = tuple(sorted(phrases, key=lambda phrase: -_shared(phrase, words)))
    return tuple((phrase, _SLOT.sub("⟦?⟧", phrase.text)) for phrase in found[:_MOST])


def _shared(phrase: Phrase, words: set[str]) -> int:
    return sum(len(words & set(fold_words(tag.replace("-", " ")).split())) for tag in phrase.sections)
