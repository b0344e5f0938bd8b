"""One pattern for several words, built for a fast search."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str], *, whole: bool = False) -> str:
    """Any of some words, the longest first; `whole` ones do not begin inside a word.

    Words of one first letter share it: the search leaps to such letters and tries each group once, where a plain list of
    words is tried from end to end at each of them. What may not stand before is therefore looked at behind the letter.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    guard = r"(?<!\w.)" if whole else ""
    return "(?:" + "|".join(f"{re.escape(first)}{guard}(?:{'|'.join(rest)})" for first, rest in groups.items()) + ")"
