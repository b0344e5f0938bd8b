"""Cleaning the words of an outline, and asking whether they are in a list of `lexicon/asks.toml`."""

from __future__ import annotations

import re
from functools import cache

from drafter.language.folding import fold, nfc
from drafter.lexicon import load

_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|\[\]\{[^}\n]{0,80}\}|</?[a-zA-Z][^<>\n]{0,40}>|\*{1,3}|(?<![\w_])_{1,2}(?!_)|(?<!_)_{1,2}(?![\w_])|`"
)
_MAY_BE_RESIDUE = re.compile(r"[*_`<\[]")
_BLANK_BEFORE = re.compile(r" ([,;:!?)\]”]|\.(?!\.))")
_BLANK_BEHIND = re.compile(r"([(“]) ")
# The mark of a footnote behind a word (`đoàn thể¹`), not `km²`.
_CITES = re.compile(r"([^\W\d_]{2})(?<![kcdm]m)[¹²³⁰⁴-⁹]+(?!\w)")
_RAISED = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
WORD = re.compile(r"[^\W_]+")
CAPITALS = "".join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper() and char.isalpha())


def clean(text: str) -> str:
    """Words without markup, export residue and marks of footnotes, blanks joined, NFC."""
    plain = nfc(text)
    if not _RAISED.isdisjoint(plain):
        plain = _CITES.sub(r"\1", plain)
    if _MAY_BE_RESIDUE.search(plain):
        plain = _RESIDUE.sub(" ", plain)
    plain = _BLANK_BEFORE.sub(r"\1", " ".join(plain.split()))
    return _BLANK_BEHIND.sub(r"\1", plain)


def without_stop(text: str) -> str:
    """Without final marks: `…vụ việc.` → `…vụ việc`; an ellipsis goes too."""
    return text.rstrip(" \t\n\u00a0.:;,…/")


@cache
def first(name: str, section: str | None = None) -> re.Pattern[str]:
    """Matches one of a list's forms at the start of a folded text."""
    words = load("asks")[section][name] if section else load("asks")[name]
    forms = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(r"[\W_]*(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def anywhere(name: str, section: str | None = None) -> re.Pattern[str]:
    """Finds one of a list's forms in a folded text."""
    words = load("asks")[section][name] if section else load("asks")[name]
    forms = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


def begins(text: str, name: str, section: str | None = None) -> bool:
    """Whether a text begins with one of a list's forms."""
    return bool(first(name, section).match(fold(text)))


def holds(text: str, name: str, section: str | None = None) -> bool:
    return bool(anywhere(name, section).search(fold(text)))


def place_of(text: str, name: str, section: str | None = None) -> re.Match[str] | None:
    """The first of a list's forms in a folded text."""
    return anywhere(name, section).search(text)
