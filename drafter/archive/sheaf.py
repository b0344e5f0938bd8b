"""A record as the tables take it: rows of plain values, made where the report was read, so that who files it only writes."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drafter.archive.record import Passage, Record
from drafter.archive.shares import Share, shares
from drafter.language.folding import bare, fold_words
from drafter.model.fact import Figure

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One report ready to be filed. `unit`, `period` and `outline` are None where the paper does not say.

    `text` is compressed. `passages` are rows of the table without the report's number, `words` what is indexed of each: title,
    body, place. A figure's row begins with its passage's index (None before the first), its folded subject and unit.
    """

    format: str
    kind: str
    title: str | None
    unit: str | None
    period: str | None
    outline: str | None
    date: str | None
    number: str | None
    text: bytes
    passages: tuple[Row, ...]
    words: tuple[tuple[str, str, str], ...]
    figures: tuple[Row, ...]
    dates: tuple[Row, ...]
    citations: tuple[Row, ...]


def sheaf_of(record: Record) -> Sheaf:
    begins = [passage.start for passage in record.passages]
    figures = record.facts.figures
    of_wholes = shares(figures, record.text)
    return Sheaf(
        format=record.format,
        kind=record.kind,
        title=record.title,
        unit=record.unit,
        period=record.period,
        outline=record.outline,
        date=record.date,
        number=record.number,
        text=zlib.compress(record.text.encode("utf-8")),
        passages=tuple(_passage_row(passage) for passage in record.passages),
        words=tuple(indexed(passage, record.text) for passage in record.passages),
        figures=tuple(
            _figure_row(figure, bisect_right(begins, figure.start) - 1, of_wholes.get(index))
            for index, figure in enumerate(figures)
        ),
        dates=tuple((one.start, one.end, str(one.kind), one.iso, str(one.role)) for one in record.facts.dates),
        citations=tuple(
            (one.start, one.end, one.type, one.symbol, one.date, one.issuer, one.title)
            for one in record.facts.references
        ),
    )


def _passage_row(passage: Passage) -> Row:
    above = json.dumps(passage.above, ensure_ascii=False)
    return passage.section, passage.label, passage.title, above, passage.start, passage.end


def indexed(passage: Passage, text: str) -> tuple[str, str, str]:
    """The words of a passage as the index has them: its title, its text, the place where it stands."""
    place = [*(bare(title) for title in passage.above), *section_words(passage.section)]
    return bare(passage.title or ""), bare(text[passage.start : passage.end]), " ".join(place)


def section_words(section: str | None) -> list[str]:
    """A section's id and those of the sections around it, each as one word: `I.2.1` → `sxi`, `sxix2`, `sxix2x1`."""
    if not section:
        return []
    parts = [part for part in bare(section).replace("-", ".").split(".") if part]
    return ["sx" + "x".join(parts[: count + 1]) for count in range(len(parts))]


def _figure_row(figure: Figure, passage: int, share: Share | None) -> Row:
    place = figure.table
    return (
        passage if passage >= 0 else None,
        # What it counts: a table row's label, else the subject, told apart as folded.
        _folded((place.row_label if place else None) or figure.subject or ""),
        _folded(figure.unit or "") or (figure.unit or ""),
        figure.start,
        figure.end,
        figure.text,
        *(None if value is None else str(value) for value in (figure.value, figure.low, figure.high)),
        None if figure.parts is None else " ".join(map(str, figure.parts)),
        figure.relation.kind if figure.relation else None,
        None if place is None else f"{place.index}:{place.row}:{place.column}",
        None if place is None else place.column_label,
        None if share is None else str(share.percent),
        None if share is None or share.whole is None else str(share.whole),
    )


@lru_cache(maxsize=4096)
def _folded(words: str) -> str:
    return fold_words(words)
