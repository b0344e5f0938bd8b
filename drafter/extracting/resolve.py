"""Joins the mentions of one document.

A symbol alone is no key: Party numbers restart with each term, the State's with each year (domain facts 1.6). Evidence,
in order: the number with its letters (separators aside, so that `217-QĐ/TW` and `217/QĐ-TW` can be one document with a
slip), then the dates, the issuers and the titles. A mention without a date joins what came before it; a short form
(`Quyết định 217`) joins the full mention of its type and number. What stays in doubt stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafter.language.folding import fold, fold_words
from drafter.model.fact import Reference


@dataclass
class _Cited:
    """One document with what its mentions have said of it so far."""

    number: int
    key: str
    mentions: list[Reference] = field(default_factory=list)

    @property
    def dates(self) -> set[str]:
        return {mention.date for mention in self.mentions if mention.date}

    @property
    def issuers(self) -> set[str]:
        return {_issuer_key(mention.issuer) for mention in self.mentions if mention.issuer}

    @property
    def titles(self) -> list[str]:
        return [fold_words(mention.title) for mention in self.mentions if mention.title]


def resolve(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The same mentions in reading order, each with the number of its document (from 1)."""
    ordered = sorted(references, key=lambda mention: mention.start)
    by_key: dict[str, list[_Cited]] = {}
    short: list[int] = []
    placed: dict[int, _Cited] = {}
    count = 0
    # Dated mentions first: an undated one may stand before the mention that says which document it is.
    for index in sorted(range(len(ordered)), key=lambda place: (ordered[place].date is None, place)):
        mention = ordered[index]
        if _is_short(mention):
            short.append(index)
            continue
        key = _key(mention.symbol or "")
        group = _fitting(mention, by_key.get(key, []))
        if group is None:
            count += 1
            group = _Cited(count, key)
            by_key.setdefault(key, []).append(group)
        group.mentions.append(mention)
        placed[index] = group
    for index in sorted(short):
        group = _meant(ordered[index], index, placed)
        if group is None:
            count += 1
            group = _Cited(count, ordered[index].symbol or "")
        group.mentions.append(ordered[index])
        placed[index] = group
    numbers: dict[int, int] = {}
    return tuple(
        replace(mention, document=numbers.setdefault(id(placed[index]), len(numbers) + 1))
        for index, mention in enumerate(ordered)
    )


def _key(symbol: str) -> str:
    """A symbol without separators and case, the number without leading zeros."""
    folded = fold(symbol)
    number = re.match(r"0*(\d*)", folded)
    head = number.group(1) if number else ""
    rest = folded[number.end() :] if number else folded
    year = re.match(r"[/-]((?:19|20)\d\d)(?=[/-])", rest)
    letters = re.sub(r"[^\w]", "", rest)
    return f"{head}|{year.group(1) if year else ''}|{letters}"


def _is_short(mention: Reference) -> bool:
    return bool(mention.symbol) and re.fullmatch(r"\d{1,5}(?:/\d{4})?", mention.symbol or "") is not None


def _issuer_key(issuer: str | None) -> str:
    """Abbreviations of one body are one issuer."""
    said = fold_words(issuer or "")
    for long, brief in (
        ("ủy ban nhân dân", "ubnd"),
        ("hội đồng nhân dân", "hđnd"),
        ("mặt trận tổ quốc", "mttq"),
        ("ủy ban mttq", "ubmttq"),
        ("ban thường trực", "btt"),
        ("trung ương", "tw"),
    ):
        said = said.replace(long, brief)
    return said


def _fitting(mention: Reference, groups: Sequence[_Cited]) -> _Cited | None:
    """The document of that symbol which the mention can be one of; the latest before it where several can."""
    possible = [group for group in groups if _agrees(mention, group)]
    if not possible:
        return None
    if mention.date is None and len(possible) > 1:
        before = [g for g in possible if any(other.start < mention.start for other in g.mentions)]
        return (
            max(before, key=lambda g: max(o.start for o in g.mentions if o.start < mention.start))
            if before
            else possible[0]
        )
    return possible[0]


def _agrees(mention: Reference, group: _Cited) -> bool:
    if mention.date and group.dates and mention.date not in group.dates:
        return _one_despite_dates(mention, group)
    issuer = _issuer_key(mention.issuer) if mention.issuer else None
    if issuer and group.issuers and not any(_same_body(issuer, other) for other in group.issuers):
        # One date and one symbol with two issuers is one document told in two ways.
        return bool(mention.date and mention.date in group.dates)
    return True


def _one_despite_dates(mention: Reference, group: _Cited) -> bool:
    """Whether two dates of one symbol are a slip: within one year a body gives a number once, a title names one document.

    Other years, other issuers or other titles: numbers restart, so they are two documents.
    """
    assert mention.date is not None
    holds_year = bool(group.key.split("|")[1])
    if not holds_year and (mention.own or any(other.own for other in group.mentions)):
        return False
    issuer = _issuer_key(mention.issuer) if mention.issuer else None
    if issuer and group.issuers and not any(_same_body(issuer, other) for other in group.issuers):
        return False
    if mention.title and group.titles:
        said = fold_words(mention.title)
        return any(said.startswith(other[:60]) or other.startswith(said[:60]) for other in group.titles)
    return holds_year or any(date[:4] == mention.date[:4] or date[4:] == mention.date[4:] for date in group.dates)


def _same_body(one: str, other: str) -> bool:
    return one == other or one.startswith(other) or other.startswith(one)


def _meant(mention: Reference, index: int, placed: dict[int, _Cited]) -> _Cited | None:
    """The document that a number alone means: one of its type and number, mentioned before (or only behind)."""
    number = (mention.symbol or "").lstrip("0").partition("/")[0]
    groups: dict[int, _Cited] = {}
    for _place, group in sorted(placed.items()):
        first = group.mentions[0]
        if group.key.partition("|")[0] != number and group.key.lstrip("0") != (mention.symbol or "").lstrip("0"):
            continue
        if mention.type and any(other.type == mention.type for other in group.mentions):
            groups[first.start] = group
    if mention.date:
        groups = {start: group for start, group in groups.items() if not group.dates or mention.date in group.dates}
    return next(iter(groups.values())) if len(groups) == 1 else None
