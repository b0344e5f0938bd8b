"""One figure over the reporting periods, by unit: found by what it counts, in sentences and table rows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drafter.archive.indicators import OTHER_RELATIONS, column_fits, counted_name, is_ahead
from drafter.archive.query import parse_query
from drafter.archive.store import Archive
from drafter.language.folding import bare, fold_words
from drafter.model.period import Period

_CHANGING = re.compile(r"\{\{.*?\}\}|\d+")
_MOST_INDICATORS = 5000
_TENTH = Decimal("0.1")
# The parts of a rank that say what is counted; the rest is for choosing among equals.
_EQUAL = 6


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one report.

    `change` is against the same part of the last year that has one (`cùng kỳ`), `percent` that change in percent, both None
    for the first. `share` is what part of a whole it is in percent, `whole` that whole, both None where the report does not say.
    `others` are further values that the report gives for the same words, where they differ.
    """

    unit_name: str | None
    period: str
    value: Decimal
    text: str
    subject: str
    path: str
    section: str | None
    start: int
    end: int
    change: Decimal | None = None
    percent: Decimal | None = None
    share: Decimal | None = None
    whole: Decimal | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one unit of administration in one unit of measure, the oldest first."""

    unit_name: str | None
    measure: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    point: Point
    measure: str
    section_key: str
    rank: tuple[int, ...]


def trend(
    archive: Archive,
    said: str,
    *,
    unit: str | None = None,
    section: str | None = None,
    measure: str | None = None,
    items: frozenset[str] = frozenset(),
) -> tuple[Series, ...]:
    """The figure that counts `said` in each report, one series for each unit that reports.

    `section` (words of a title, or an id) and `measure` (the unit counted in) tell figures of one name apart; without
    `measure` the one in the most reports is taken. `items` are titles of an outline's item as `title_key` has them: then the
    figure stands under a heading of that title. Reports without a period are left out. Raises CorruptArchiveError,
    LockedError.
    """
    wanted = counted_name(" ".join(word for term in parse_query(said).terms for word in term.words))
    if not wanted:
        return ()
    if measure is None and bare(said).strip().startswith(("ty le", "ti le")):
        measure = "%"
    found = [
        candidate
        for row in _rows(archive, wanted.split(), unit)
        if (candidate := _candidate(row, said, wanted, section, items)) is not None
    ]
    # Words apart (`hộ cận nghèo` for `hộ nghèo`) count only where they stand side by side nowhere.
    found = [candidate for candidate in found if candidate.rank[0]] or found
    measure = fold_words(measure) or measure if measure else _commonest(found)
    found = [candidate for candidate in found if candidate.measure == measure]
    chosen = _one_each(found)
    by_unit: dict[str, list[Point]] = {}
    for point in chosen:
        by_unit.setdefault(bare(point.unit_name or ""), []).append(point)
    return tuple(
        Series(points[0].unit_name, measure or "", _with_changes(points)) for _key, points in sorted(by_unit.items())
    )


def _rows(archive: Archive, words: list[str], unit: str | None) -> list[tuple[Any, ...]]:
    """Figures whose subject and unit of measure hold every word, of the units of administration meant."""
    of_unit = "" if not unit else " AND r.unit IN (SELECT name FROM unit WHERE instr(folded, ?))"
    like = " AND ".join("folded LIKE ?" for _word in words)
    return archive.rows(
        "SELECT i.subject, i.unit, f.start, f.stop, f.text, f.value, f.parts, f.relation, f.place, f.column_label,"
        " f.share, f.whole, r.path, r.unit, r.period, p.section, p.title, p.above"
        f" FROM (SELECT id, subject, unit FROM indicator WHERE {like} LIMIT ?) i"
        " JOIN figure f ON f.indicator = i.id JOIN report r ON r.id = f.report"
        " LEFT JOIN passage p ON p.id = f.passage"
        " WHERE r.period IS NOT NULL AND (f.value IS NOT NULL OR f.parts IS NOT NULL)"
        f" AND r.kind = 'report'{of_unit} ORDER BY r.path, f.start",
        (*(f"% {word} %" for word in words), _MOST_INDICATORS, *([bare(unit)] if unit else [])),
    )


def title_key(title: str) -> str:
    """A title without slots, years and numbers: what an outline's item and a report's heading have in common."""
    return fold_words(_CHANGING.sub(" ", title))


def _candidate(
    row: tuple[Any, ...], said: str, wanted: str, section: str | None, items: frozenset[str]
) -> _Candidate | None:
    subject, measure, start, stop, text, value, parts, relation, place, column, share, whole, *where = row
    path, name, period, id_, title, above = where
    if relation in OTHER_RELATIONS:
        return None
    titles = (*json.loads(above or "[]"), title or "")
    if items and not items & {title_key(one) for one in titles}:
        return None
    if section is None:
        if is_ahead(titles):
            return None
    elif not (_is_within(section, id_) or any(bare(section) in bare(one) for one in titles)):
        return None
    ours = column_fits(column, period)
    if ours is None:
        return None
    plain = counted_name(bare(subject))
    counted = f" {plain} {bare(measure)} {plain} "
    rank = (
        f" {wanted} " in counted,
        plain == wanted,
        fold_words(said) in subject,
        counted.startswith(f" {wanted} ") or f" {bare(measure)} {plain} ".startswith(f" {wanted} "),
        place is not None and ours,
        relation is None,
        -abs(len(plain.split()) - len(wanted.split())),
        -start,
    )
    counted_here = Decimal(value if value is not None else parts.split()[0])
    point = Point(name, period, counted_here, text, subject, path, id_, start, stop)
    if share is not None:
        point = replace(point, share=Decimal(share), whole=None if whole is None else Decimal(whole))
    return _Candidate(point, measure, fold_words(title or ""), tuple(int(part) for part in rank))


def _is_within(section: str, id_: str | None) -> bool:
    wanted = section.strip().rstrip(".").lower()
    return id_ is not None and (id_.lower() == wanted or id_.lower().startswith(wanted + "."))


def _commonest(found: Iterable[_Candidate]) -> str | None:
    """The unit of measure in the most reports; a count before a percentage."""
    reports = {(candidate.measure, candidate.point.path) for candidate in found}
    counted = Counter(measure for measure, _path in reports)
    return max(counted, key=lambda measure: (measure != "%", counted[measure], measure), default=None)


def _one_each(found: list[_Candidate]) -> list[Point]:
    """The best candidate of each unit and period; where several are as good, the one under the usual heading."""
    usual = Counter(candidate.section_key for candidate in found)
    groups: dict[tuple[str, str], list[_Candidate]] = {}
    for candidate in found:
        groups.setdefault((bare(candidate.point.unit_name or ""), candidate.point.period), []).append(candidate)
    chosen: list[Point] = []
    for group in groups.values():
        best = max(group, key=lambda one: (*one.rank[:_EQUAL], usual[one.section_key], *one.rank[_EQUAL:]))
        as_good = [
            one.point
            for one in group
            if one.rank[:_EQUAL] == best.rank[:_EQUAL] and one.point.subject == best.point.subject
        ]
        others = dict.fromkeys(point.text for point in as_good if point.value != best.point.value)
        # The same count told again with its share (`109 hộ nghèo, chiếm 8,85%` beside the appendix).
        shared = [one.point for one in (best, *group) if one.point.share is not None]
        same = next((point for point in shared if point.value == best.point.value), best.point)
        chosen.append(replace(best.point, others=tuple(others), share=same.share, whole=same.whole))
    return chosen


def _with_changes(points: list[Point]) -> tuple[Point, ...]:
    """Points in order of time, each against the same part of an earlier year (`cùng kỳ`)."""
    ordered = sorted(points, key=lambda point: (Period.parse(point.period).months, point.period))
    last: dict[tuple[str, int | None], Decimal] = {}
    result: list[Point] = []
    for point in ordered:
        period = Period.parse(point.period)
        kind = (str(period.kind), period.number)
        before = last.get(kind)
        if before is not None:
            change = point.value - before
            percent = (change * 100 / before).quantize(_TENTH, ROUND_HALF_UP) if before else None
            point = replace(point, change=change, percent=percent)  # noqa: PLW2901
        last[kind] = point.value
        result.append(point)
    return tuple(result)
