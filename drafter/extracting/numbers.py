"""Numbers as offices write them: dots for thousands, a comma for decimals, and the usual deviations (domain facts 2.1)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

# A run of digits with single dots and commas inside; blanks part thousands only in groups of three. One digit stands
# before all repetition: the search then leaps from digit to digit.
NUMBER = re.compile(r"\d(?:\d{0,2}(?: \d{3}){2,6}(?![\d.,]*\d)|\d*(?:[.,]\d+)*)")

_LONGEST = 24  # characters; a longer run of digits is a code or noise
_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,(?P<decimals>\d+))?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.(?P<decimals>\d+)")
_DECIMAL = re.compile(r"\d+[.,](?P<decimals>\d+)")


class Written(NamedTuple):
    """A written number: its span in the text it was found in, its value, and one unit in its last digit.

    `doubtful` marks `1,555`: a decimal by the rule, thousands by the English habit; what is counted decides.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    decimals: int = 0
    doubtful: bool = False

    @property
    def is_plain(self) -> bool:
        """Digits alone: no dot, no comma, no blank."""
        return self.text.isdigit()

    @property
    def is_year(self) -> bool:
        return len(self.text) == 4 and self.text.isdigit() and 1900 <= self.value <= 2100

    def as_thousands(self) -> Written:
        """`1,555` read as 1555."""
        value = Decimal(self.text.replace(",", ""))
        return Written(self.start, self.end, self.text, value, Decimal(1))


def read_number(text: str, start: int = 0) -> Written | None:
    """The value of one run that `NUMBER` found; None where the run is no number (`12.5.2022`, `2.1.1`, a code).

    A dot with three digits behind parts thousands; with one, two or more it can only be a decimal mark.
    """
    said = _said(text) if len(text) <= _LONGEST else None
    return None if said is None else Written(start, start + len(text), text, *said)


@lru_cache(maxsize=4096)  # a report repeats its small numbers
def _said(text: str) -> tuple[Decimal, Decimal, int, bool] | None:
    """Value, last unit, decimals, doubt."""
    if text.isdigit():
        return Decimal(text), Decimal(1), 0, False
    if " " in text:
        return Decimal(text.replace(" ", "")), Decimal(1), 0, False
    if found := _DOTS.fullmatch(text):
        return _valued(text.replace(".", "").replace(",", "."), found["decimals"])
    if found := _ENGLISH.fullmatch(text):
        return _valued(text.replace(",", ""), found["decimals"])
    if found := _DECIMAL.fullmatch(text):
        doubtful = "," in text and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text) is not None
        return _valued(text.replace(",", "."), found["decimals"], doubtful=doubtful)
    return None


def _valued(plain: str, decimals: str | None, *, doubtful: bool = False) -> tuple[Decimal, Decimal, int, bool]:
    places = len(decimals or "")
    return Decimal(plain), Decimal(1).scaleb(-places), places, doubtful
