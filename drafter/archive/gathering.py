"""The rows of an outline's figure table, found in one report: in its own appendix first, in its sentences where that is silent.

Nothing is guessed: a row that several places answer differently stays open and is told, and what was taken under another
name than the outline's says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from drafter.archive.indicators import column_fits, counted_name, is_ahead, other_relation, own_label
from drafter.archive.record import Passage, Record
from drafter.language.folding import fold, fold_words
from drafter.lexicon import load
from drafter.model.fact import Figure
from drafter.model.outline import Appendix, AppendixRow
from drafter.model.period import Period

# Titles so alike (rapidfuzz, 0..100) are one title with a slip of the pen.
_ALIKE = 92
# A title that holds all words of the other is the same indicator only if it is long enough to be one.
_WORDS_IN_COMMON = 3


class How(StrEnum):
    """Where a value was found: under the row's own title, under one much like it, or in a sentence."""

    ROW = "row"
    LIKE = "like"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its place: `value` in the row's own unit, `label` the words it stands under, `section` the title of the
    section, `start` the offset in the report's text. `step` is one unit in its last digit, `exact` as figures have it,
    `scale` what the row's unit stands for (`triệu đồng`: 1,000,000)."""

    value: Decimal
    text: str
    label: str
    section: str | None
    start: int
    how: How
    step: Decimal
    exact: bool
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one report says of one row: `found` is None where it says nothing, or says several things (`rivals`).

    `rivals` are places that give another number for the same words.
    """

    row: AppendixRow
    found: Found | None
    rivals: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table of the report: its label and the figures of this period."""

    table: int
    number: int
    label: str
    figures: tuple[Figure, ...]


def gather(appendix: Appendix, record: Record, period: Period) -> tuple[Gathered, ...]:
    """Every row of an outline's table (slots filled) with what a report of `period` says of it, in the table's order."""
    heads = {fold_words(head) for head in appendix.columns}
    lines = list(_lines(record, period, heads))
    gathered: list[Gathered] = []
    parents: dict[int, int] = {}  # level → place of the line that answered the row above
    for row in appendix.rows:
        after = next((parents[level] for level in range(row.level - 1, 0, -1) if level in parents), -1)
        answer, place = _answer(row, appendix, record, lines, after)
        gathered.append(answer)
        parents = {level: at for level, at in parents.items() if level < row.level}
        if place is not None:
            parents[row.level] = place
    return tuple(gathered)


def _answer(
    row: AppendixRow, appendix: Appendix, record: Record, lines: Sequence[_Line], after: int
) -> tuple[Gathered, int | None]:
    unit = row.unit or appendix.unit
    said = _sentences(row, unit, record)
    for how in (How.ROW, How.LIKE):
        fits = [place for place, line in enumerate(lines) if _fits(row, unit, line) is how]
        # Under its parent's line first: `Ngô` by area and `Ngô` by harvest are two rows.
        fits = [place for place in fits if place > after] or fits
        if fits:
            values = _distinct(
                _found(figure, lines[fits[0]].label, unit, record, how) for figure in lines[fits[0]].figures
            )
            if len(values) > 1:
                return Gathered(row, None, values), fits[0]
            return Gathered(row, values[0], _rivals(values[0], said, lines)), fits[0]
    values = _distinct(said)
    if len(values) == 1:
        return Gathered(row, values[0]), None
    return Gathered(row, None, values), None


# Tables
def _lines(record: Record, period: Period, heads: set[str]) -> Iterator[_Line]:
    """The rows of the report's tables with the figures of the columns that hold this period's results."""
    rows: dict[tuple[int, int], list[Figure]] = {}
    for figure in record.facts.figures:
        if figure.table is not None and figure.value is not None and not figure.placeholder:
            rows.setdefault((figure.table.index, figure.table.row), []).append(figure)
    for (table, number), figures in rows.items():
        ours = _of_period(figures, period, heads)
        label = figures[0].table.row_label if figures[0].table else None
        if ours and label:
            yield _Line(table, number, label, tuple(ours))


def _of_period(figures: Sequence[Figure], period: Period, heads: set[str]) -> list[Figure]:
    """The cells of one row in the column of this period: the one the outline names, else the one that fits best."""
    fits = [(figure, column_fits(_head(figure), str(period))) for figure in figures]
    fits = [(figure, fit) for figure, fit in fits if fit is not None]
    named = [figure for figure, _fit in fits if fold_words(_head(figure) or "") in heads]
    return named or [figure for figure, fit in fits if fit] or [figure for figure, _fit in fits]


def _head(figure: Figure) -> str | None:
    return figure.table.column_label if figure.table else None


def _fits(row: AppendixRow, unit: str | None, line: _Line) -> How | None:
    if not any(_same_measure(figure.unit, unit) for figure in line.figures):
        return None
    mine, theirs = _title(row.title), _title(line.label)
    if mine == theirs or counted_name(mine) == counted_name(theirs):
        return How.ROW
    shorter, longer = sorted((set(mine.split()), set(theirs.split())), key=len)
    if len(shorter) >= _WORDS_IN_COMMON and shorter <= longer:
        return How.LIKE
    from rapidfuzz import fuzz

    return How.LIKE if fuzz.ratio(mine, theirs) >= _ALIKE else None


@lru_cache(maxsize=4096)
def _title(words: str) -> str:
    """A row's own title, without the rows above it (`Sản lượng – Ngô`) and what only says that it is a part of them."""
    return fold_words(re.sub(r"^\s*(?:-|\+|trong đó)\s*:?\s*", "", fold(own_label(words))))


# Sentences
def _sentences(row: AppendixRow, unit: str | None, record: Record) -> tuple[Found, ...]:
    """The figures of sentences that count just what the row names, in sections that tell results."""
    wanted = counted_name(_title(row.title))
    passages = record.passages
    return tuple(
        _found(figure, figure.subject, unit, record, How.SENTENCE)
        for figure in record.facts.figures
        if figure.table is None
        and figure.subject
        and figure.value is not None
        and figure.qualifier is None
        and not figure.placeholder
        and not other_relation(figure.relation)
        and _same_measure(figure.unit, unit)
        and wanted in _names(figure)
        and not _is_ahead(_passage_at(passages, figure.start))
    )


def _names(figure: Figure) -> set[str]:
    """What a figure counts, with and without its unit before the words: `12 buổi tuyên truyền` counts both."""
    subject = counted_name(fold_words(figure.subject or ""))
    return {subject, f"{fold_words(figure.unit or '')} {subject}".strip()}


def _passage_at(passages: Sequence[Passage], offset: int) -> Passage | None:
    return next((passage for passage in passages if passage.start <= offset < passage.end), None)


def _is_ahead(passage: Passage | None) -> bool:
    return passage is not None and is_ahead((*passage.above, passage.title or ""))


def _rivals(found: Found, said: Sequence[Found], lines: Iterable[_Line]) -> tuple[Found, ...]:
    """What sentences say otherwise, if none of them agrees: a part of the whole is often told in the same words, and then
    the table has it in a row of its own, or the parts add up."""
    if any(_agree(found, other) for other in said):
        return ()
    other_rows = {figure.value for line in lines for figure in line.figures}
    left = _distinct(one for one in said if one.value * one.scale not in other_rows)
    return () if len(left) > 1 and adds_up(found, left) else left


# Values
def _found(figure: Figure, label: str | None, unit: str | None, record: Record, how: How) -> Found:
    assert figure.value is not None
    scale = _scale(unit)
    passage = _passage_at(record.passages, figure.start)
    section = None if passage is None else " ".join(filter(None, (passage.label, passage.title)))
    return Found(
        figure.value / scale,
        figure.text,
        label or "",
        section,
        figure.start,
        how,
        figure.step / scale,
        figure.exact,
        scale,
    )


def _agree(one: Found, other: Found) -> bool:
    return abs(one.value - other.value) < max(_slack(one), _slack(other)) or one.value == other.value


def _slack(found: Found) -> Decimal:
    return Decimal(0) if found.exact else found.step


def _distinct(found: Iterable[Found]) -> tuple[Found, ...]:
    kept: list[Found] = []
    for one in found:
        if not any(_agree(one, other) for other in kept):
            kept.append(one)
    return tuple(kept)


def _same_measure(one: str | None, other: str | None) -> bool:
    """Whether two units measure the same thing, whatever the scale: `triệu đồng` and `đồng`; unknown ones may."""
    if not one or not other:
        return True
    return _split_unit(one)[1] == _split_unit(other)[1]


def _scale(unit: str | None) -> Decimal:
    return _split_unit(unit)[0] if unit else Decimal(1)


@lru_cache(maxsize=1024)
def _split_unit(unit: str) -> tuple[Decimal, str]:
    """`triệu đồng` → 1,000,000 and `đồng`."""
    scales = load("units")["scales"]
    words = fold_words(unit).split()
    scale = Decimal(1)
    while len(words) > 1 and words[0] in scales:
        scale *= scales[words.pop(0)]
    return scale, " ".join(words)


def adds_up(whole: Found, parts: Sequence[Found]) -> bool:
    """Whether printed parts can be the parts of a printed whole."""
    slack = sum(map(_slack, (*parts, whole)), Decimal(0))
    return abs(whole.value - sum((part.value for part in parts), Decimal(0))) <= slack
