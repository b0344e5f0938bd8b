"""The unit's name out of a letterhead in capitals, written as running text writes it."""

from __future__ import annotations

import re
from collections import Counter

from drafter.language.folding import fold, fold_mapped
from drafter.lexicon import load


def as_written(name: str, text: str) -> str:
    """A name in capitals as the paper's own text writes it most often, else by `unit_words` of `lexicon/rolling.toml`.

    A name that is not in capitals comes back as it is. `text` is the whole paper.
    """
    if not name.isupper():
        return name
    folded = fold_mapped(text)
    wanted = r"\s+".join(re.escape(word) for word in fold(name).split())
    said: Counter[str] = Counter()
    for found in re.finditer(rf"(?<!\w){wanted}(?!\w)", folded.text):
        start, end = folded.span(*found.span())
        words = " ".join(text[start:end].split())
        if not words.isupper():
            said[words] += 1
    if said:
        best = said.most_common(1)[0][0]
        return best[:1].upper() + best[1:]
    return _by_list(name)


def _by_list(name: str) -> str:
    """Words of the list as it writes them, level words small, the rest (the place) with capitals."""
    known = {fold(words): words for words in load("rolling")["unit_words"]}
    longest = max(len(words.split()) for words in known)
    words, written, place = name.split(), [], 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = fold(" ".join(words[place : place + length]))
            if phrase in known:
                written.append(known[phrase])
                break
        else:
            length = 1
            written.append("-".join(part.capitalize() for part in words[place].split("-")))
        place += length
    joined = " ".join(written)
    return joined[:1].upper() + joined[1:]
