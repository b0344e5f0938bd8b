"""How alike two titles are: words and word pairs weighted by rarity, and letters (rapidfuzz).

Titles are compared folded, without period words, slots, bracketed guidance and openings that mean nothing (`Về`, `Kết quả`,
`Công tác`). Everything is in 0…1.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from drafter.language.folding import fold, fold_words
from drafter.lexicon import load
from drafter.outlining.periods import find_periods

_SLOT = re.compile(r"(?:(?:năm|tháng|quý|tuần)\s+)?\{\{.*?\}\}", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTES = re.compile(r"[\"“”'‘’]")
Features = Mapping[str, float]


@lru_cache(maxsize=8192)
def key_of(title: str) -> str:
    """The form in which titles are equal: folded words without slots, period words and brackets."""
    words = _SLOT.sub(" ", title)
    for phrase in reversed(find_periods(words)):
        words = f"{words[: phrase.start]} {words[phrase.end :]}"
    return fold_words(_QUOTES.sub(" ", _BRACKETS.sub(" ", words)))


@cache
def _fillers() -> re.Pattern[str]:
    forms = sorted(map(fold, load("asks")["titles"]["fillers"]), key=len, reverse=True)
    return re.compile(r"(?:(?:" + "|".join(map(re.escape, forms)) + r")\s+)+(?=\S)")


@lru_cache(maxsize=8192)
def core_of(title: str) -> str:
    """A title's key without its empty opening; the whole key where less than half of it would be left."""
    key = key_of(title)
    core = _fillers().sub("", key, count=1) if _fillers().match(key) else key
    return core if len(core.split()) >= max(2, len(key.split()) * 0.5) else key


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, names in enumerate(load("asks")["titles"]["same"]):
        for name in names:
            groups.setdefault(fold_words(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def same_group(title: str) -> frozenset[int]:
    """The groups of usual other names that a title belongs to."""
    return _groups().get(key_of(title)) or _groups().get(core_of(title)) or frozenset()


def terms(text: str) -> Counter[str]:
    """Words and neighbouring word pairs; a pair says more than its words."""
    words = text.split()
    found = Counter(words)
    found.update(map(" ".join, pairwise(words)))
    return found


class Rarity:
    """How much a term says: rarer among the texts at hand, more."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts) + 1
        self._terms = {text: terms(text) for text in texts}
        self.seen: Counter[str] = Counter()
        for text in texts:
            self.seen.update(self._terms[text].keys())
        self._weights: dict[str, float] = {}

    def weigh(self, text: str) -> Features:
        """A text's terms with unit length."""
        weights = self._weights
        raw: dict[str, float] = {}
        total = 0.0
        for term, count in (self._terms.get(text) or terms(text)).items():
            value = weights.get(term)
            if value is None:
                value = weights[term] = self._weight(term)
            if count > 1:
                value *= 1.0 + math.log(count)
            raw[term] = value
            total += value * value
        length = math.sqrt(total) or 1.0
        return {term: value / length for term, value in raw.items()}

    def _weight(self, term: str) -> float:
        return math.log(1 + self._count / (1 + self.seen[term])) * (1.6 if " " in term else 1.0)


def closeness(first: Features, second: Features) -> float:
    """The cosine of two weighed texts."""
    if len(second) < len(first):
        first, second = second, first
    return sum([value * second[term] for term, value in first.items() if term in second])


def share(part: Features, whole: Mapping[str, object]) -> float:
    """How much of the part's weight (of unit length) stands in the whole."""
    return sum([part[term] * part[term] for term in part.keys() & whole.keys()])
