"""What a person types to search → a query of FTS5: words, `"phrases"`, `prefixes*`; accents and tone placement do not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from drafter.archive.sheaf import section_words
from drafter.archive.store import period_word, unit_word
from drafter.language.folding import bare
from drafter.model.period import Period

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_SECTION_ID = re.compile(r"(?:[IVX]{1,6}|[A-Z]|\d{1,2}|phuluc\d*)(?:\.(?:\d{1,2}|[a-zđ]))*\.?")


_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; the last one may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False

    def as_pattern(self) -> str:
        """The term as a regular expression over a text without accents."""
        return r"\b" + r"[\W_]+".join(map(re.escape, self.words)) + ("" if self.prefix else r"\b")

    def as_match(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Query:
    """Every term must be in a passage. `section` (an id, or words of a title), `unit` (words of its name) and `period` (the
    contract's form, with the periods inside it) narrow."""

    terms: tuple[Term, ...]
    section: str | None = None
    unit: str | None = None
    period: str | None = None

    def steps(self) -> tuple[Query, ...]:
        """The query with its words side by side, then as it is: a Vietnamese word is mostly two syllables, and syllables
        apart mean something else."""
        if len(self.terms) == 1 or any(term.prefix for term in self.terms[:-1]):
            return (self,)
        joined = Term(tuple(word for term in self.terms for word in term.words), self.terms[-1].prefix)
        return replace(self, terms=(joined,)), self

    def as_match(self, units: tuple[int, ...] = (), *, columns: str = "{title body}") -> str:
        """The MATCH expression; `units` are the numbers of the units that are meant, `columns` where the terms must be."""
        parts = [f"{columns} : {term.as_match()}" for term in self.terms]
        if self.unit:
            parts.append("unit : (" + " OR ".join(map(unit_word, units)) + ")")
        if self.period:
            parts.append(f"period : {period_word(Period.parse(self.period))}")
        if self.section and (wanted := self.section.strip()):
            ids = section_words(wanted.rstrip(".")) if _SECTION_ID.fullmatch(wanted) else []
            parts.append(f'place : "{ids[-1]}"' if ids else f'{{title place}} : "{" ".join(_words(wanted))}"')
        return " AND ".join(parts)


def parse_query(said: str, *, section: str | None = None, unit: str | None = None, period: str | None = None) -> Query:
    """Read a query; signs that are no words (`/`, `-` in `217-QĐ/TW`) join what they part into a phrase.

    Raises PeriodError where `period` is none.
    """
    if period:
        Period.parse(period)
    terms: list[Term] = []
    for found in _TERM.finditer(said.replace("“", '"').replace("”", '"')):
        phrase, word = found.groups()
        words = _words(phrase if word is None else word)
        if words:
            terms.append(Term(words, prefix=(word or "").endswith("*")))
    # One letter begins so many words that it tells nothing.
    telling = tuple(term for term in terms if not (term.prefix and len(term.words[-1]) < _LETTERS))
    return Query(telling, section, unit, period)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(bare(text)))
