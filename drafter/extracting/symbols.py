"""The number and symbol of a document as offices write them, slips included (domain facts 1.5, 1.6).

Patterns run on NFC text with look-alikes folded and case kept (`fold_mapped(…, lower=False)`).
"""

from __future__ import annotations

import re
from functools import cache

from drafter.lexicon import load

_UPPER = "A-ZĐƯÔƠĂÂÊ"
_LOWER = "a-zđưôơăâê"
# A body or type in a symbol: UBND, BLĐTBXH, TTg, QyĐ, CTr, UBTVQH14.
_GROUP = rf"(?:[{_UPPER}]{{1,28}}(?:[{_LOWER}]{{1,3}}[{_UPPER}]{{1,20}}){{0,3}}[{_LOWER}]{{0,3}}\d{{0,4}})"
_YEAR = r"(?:19|20)\d\d"
_END = r"(?![^\W_])"


def type_letters() -> tuple[str, ...]:
    return tuple(load("types")["by_letters"])


def _words(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def symbol_pattern() -> re.Pattern[str]:
    """A whole symbol from its number on. Groups: `number`, `year`, `rest`; `loose` where a blank stands where none belongs.

    Behind a blank only known letters count, so that a dash between two phrases ends the symbol.
    """
    letters = _words(type_letters())
    known = _words([*load("issuers")["abbreviations"], *type_letters()])
    tight = rf"[-/.&]{{1,2}}(?:{_GROUP}|(?i:{letters}|{known}){_END}|[a-z]{{2,3}}{_END})"
    loose = rf"(?:\s{{1,2}}[-/]\s{{0,2}}|[-/]\s{{1,2}})(?:{known})\d{{0,2}}{_END}"
    first = (
        rf"(?:\s{{0,2}}[-/]{{1,2}}\s{{0,2}}|\s{{1,2}}(?=(?:{letters})\s{{0,2}}[-/]))(?:(?i:{letters}){_END}|{_GROUP})"
    )
    congress = r"(?<=QH)\s{0,2}\d\d"
    return re.compile(
        rf"(?P<number>\d{{1,5}}[a-zA-Z]?)(?:\s{{0,2}}[/-]\s{{0,2}}(?P<year>{_YEAR}))?"
        rf"(?P<rest>{first}(?:{tight}|{loose}){{0,6}}(?:{congress})?){_END}"
    )


@cache
def blank_symbol_pattern() -> re.Pattern[str]:
    """A number line still without its number: `/BC-MTTQ-BTT`, `…/KH-UBND`."""
    letters = _words(type_letters())
    known = _words(load("issuers")["abbreviations"])
    return re.compile(
        rf"[\s.…_]{{0,30}}(?P<rest>[-/]\s{{0,2}}(?:{letters}|{known})(?:\s{{0,2}}[-/]\s{{0,2}}{_GROUP}){{0,4}}){_END}"
    )


def normalised(written: str) -> str:
    """The contract's symbol: the text's own characters, spaces removed, dashes as hyphens, Ð as Đ."""
    return "".join(written.split())


def letters_of(symbol: str) -> str | None:
    """The type letters in a symbol (`QĐ` of `217-QĐ/TW`), None for a công văn."""
    known = {letters.upper(): letters for letters in type_letters()}
    for group in re.split(r"[-/.&]", symbol)[1:3]:
        if (found := known.get(group.upper())) is not None:
            return found
    return None


def is_familiar(symbol: str) -> bool:
    """Whether a symbol shows by itself that it is one: type letters, the National Assembly's, or two known bodies."""
    if letters_of(symbol) is not None:
        return True
    groups = re.split(r"[-/.]", symbol)[1:]
    if any(re.fullmatch(r"(?:UBTV)?QH\d\d?", group) for group in groups):
        return True
    bodies = set(load("issuers")["abbreviations"])
    return len(groups) >= 2 and groups[0] in bodies and groups[1] in bodies


def type_by_letters(symbol: str) -> str | None:
    letters = letters_of(symbol)
    return None if letters is None else str(load("types")["by_letters"][letters])
