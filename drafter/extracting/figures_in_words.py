"""Numbers in words that count something: `hai mươi mốt hộ`, `ba giải pháp`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from drafter.extracting.exclusions import is_label
from drafter.extracting.numbers import Written
from drafter.extracting.quantity import Quantity
from drafter.extracting.units import Unit, UnitKind, lexicon, unit_at
from drafter.extracting.view import View
from drafter.language.alternation import alternation
from drafter.language.numbers import NUMBER_WORDS, WORDS, parse_number
from drafter.lexicon import load

_SENTENCE_START = re.compile(r"(?:\A|[.:;(\"'-])\s*\Z")
_LONGEST_WORDS = 14
_NUMBER_WORD = re.compile(alternation(WORDS))


def word_quantities(view: View, found: Sequence[Quantity]) -> list[Quantity]:
    """Numbers in words before a unit: several words before any known unit, one word before the surest ones only."""
    quantities: list[Quantity] = []
    spans = iter([*((quantity.start, quantity.end) for quantity in found), (len(view.low) + 1, len(view.low) + 1)])
    span = next(spans)
    for run in _number_runs(view.low):
        while span[1] <= run.start():
            span = next(spans)
        if run.end() > span[0] or (quantity := _in_words(view, run)) is None:
            continue
        quantities.append(quantity)
    return quantities


def _number_runs(low: str) -> Iterator[re.Match[str]]:
    """Runs of number words. Looked for by their letters first: a look behind at every character costs far more."""
    place = 0
    while (seen := _NUMBER_WORD.search(low, place)) is not None:
        run = NUMBER_WORDS.match(low, seen.start())
        place = run.end() if run is not None else seen.start() + 1
        if run is not None:
            yield run


def _in_words(view: View, run: re.Match[str]) -> Quantity | None:
    words = run[0].split()
    if len(words) > _LONGEST_WORDS or (len(words) == 1 and not _may_count(view, words[0], run.start())):
        return None
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count])
        value = parse_number(said)
        if value is None:
            continue
        start, end = run.start(), run.start() + len(said)
        unit = unit_at(view.plain, view.low, end)
        if not _is_word_figure(view, words[:count], value, unit, start):
            return None
        assert unit is not None
        return Quantity(
            start,
            unit.end,
            end,
            view.plain[start:end],
            value,
            Decimal(1),
            False,
            unit,
            unit.name,
            in_words=True,
        )
    return None


@cache
def _wanting_number() -> tuple[str, ...]:
    """What stands before `năm` where it is five: words that want a number behind them."""
    return (*(f" {word}" for word in load("figures")["grammar"]["wanting_number"]), ":", "(")


def _may_count(view: View, word: str, start: int) -> bool:
    """Whether one word alone can be a number: `một` is an article, `năm` mostly a year."""
    if word in ("không", "một", "mốt", "tư", "lăm", "nhăm", "rưỡi", "chục"):
        return False
    return word != "năm" or f" {view.low[max(0, start - 9) : start].rstrip()}".endswith(_wanting_number())


def _is_word_figure(view: View, words: list[str], value: Decimal, unit: Unit | None, start: int) -> bool:
    if unit is None or not unit.known:
        return False
    left = view.low[max(0, start - 24) : start]
    if view.plain[start].isupper() and not _SENTENCE_START.search(left) and not view.plain[start : start + 2].isupper():
        return False
    if len(words) == 1:
        if unit.head not in lexicon().sure or not _may_count(view, words[0], start):
            return False
        if left.endswith("giữa "):
            return False
        if view.low[unit.end : unit.end + 2].strip()[:1].isdigit() and unit.kind is UnitKind.TIME:
            return False  # `ba năm 2020, 2021`: kept by its digits
    return not is_label(view, Written(start, start, "2", value, Decimal(1)), unit)
