"""Joins the mentions of one document.

A symbol alone is no key: Party numbers restart with each term, the State's with each year (domain facts 1.6). Evidence,
in order: the number with its letters (separators aside, so that `217-QĐ/TW` and `217/QĐ-TW` can be one document with a
slip), then the dates, the issuers and the titles. A mention without a date joins what came before it; a short form
(`Quyết định 217`) joins the full mention of its type and number. What stays in doubt stays apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafter.language.folding import fold, fold_words
from drafter.model.fact import Reference

_CANDIDATES = 64  # documents of one symbol or number that a mention is held against, the latest


@dataclass
class _Cited:
    """One document with what its mentions have said of it so far; `titles` are folded, in the order first met."""

    number: int
    key: str
    starts: list[int] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)
    titles: dict[str, None] = field(default_factory=dict)
    types: set[str | None] = field(default_factory=set)
    own: bool = False

    def last_before(self, place: int) -> int:
        """Where the last mention begins that stands before a place; -1 where none does."""
        index = bisect_left(self.starts, place)
        return self.starts[index - 1] if index else -1

    def add(self, mention: Reference) -> None:
        insort(self.starts, mention.start)
        self.types.add(mention.type)
        self.own = self.own or mention.own
        if mention.date:
            self.dates.add(mention.date)
        if mention.issuer:
            self.issuers.add(_issuer_key(mention.issuer))
        if mention.title:
            self.titles[fold_words(mention.title)] = None


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
        group.add(mention)
        placed[index] = group
    by_number: dict[str, list[_Cited]] = {}
    for groups in by_key.values():
        for group in groups:
            _enter(by_number, group)
    for index in sorted(short):
        meant = _meant(ordered[index], by_number)
        if meant is None:
            count += 1
            meant = _Cited(count, ordered[index].symbol or "")
            _enter(by_number, meant)
        meant.add(ordered[index])
        placed[index] = meant
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
    possible = [group for group in groups[-_CANDIDATES:] if _agrees(mention, group)]
    if not possible:
        return None
    if mention.date is None and len(possible) > 1:
        return max(possible, key=lambda group: group.last_before(mention.start))
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
    if not holds_year and (mention.own or group.own):
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


def _enter(by_number: dict[str, list[_Cited]], group: _Cited) -> None:
    """Enter a document under the written numbers by which it may be meant."""
    for number in {group.key.partition("|")[0], group.key.lstrip("0")}:
        by_number.setdefault(number, []).append(group)


def _meant(mention: Reference, by_number: dict[str, list[_Cited]]) -> _Cited | None:
    """The document that a number alone means: one of its type and number, mentioned before (or only behind)."""
    symbol = mention.symbol or ""
    wanted = {symbol.lstrip("0").partition("/")[0], symbol}
    found = {id(group): group for number in wanted for group in by_number.get(number, ())[-_CANDIDATES:]}
    groups = [group for group in found.values() if mention.type and mention.type in group.types]
    if mention.date:
        groups = [group for group in groups if not group.dates or mention.date in group.dates]
    return groups[0] if len(groups) == 1 else None
