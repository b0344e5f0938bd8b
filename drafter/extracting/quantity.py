"""A number with its scale and unit, as found in a view."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from drafter.extracting.units import Unit, UnitKind


class Quantity(NamedTuple):
    """A number with its scale and unit, in the view's indices. `parts` or `low`/`high` instead of `value`.

    A tuple, as all that is made anew for each number: it costs a third of a frozen dataclass.
    """

    start: int
    end: int
    number_end: int
    written: str
    value: Decimal | None
    step: Decimal
    scaled: bool
    unit: Unit | None
    unit_name: str | None
    parts: tuple[Decimal, ...] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    in_words: bool = False
    decimals: int = 0

    @property
    def kind(self) -> UnitKind | None:
        return None if self.unit is None else self.unit.kind

    @property
    def exact(self) -> bool:
        if self.scaled or self.decimals:
            return False
        return self.kind not in (UnitKind.PERCENT, UnitKind.MEASURE)

    @property
    def unit_start(self) -> int | None:
        return self.unit.start if self.unit is not None and self.unit.head else None
