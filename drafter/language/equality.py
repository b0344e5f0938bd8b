"""When two printed numbers agree: the one home of this question for all rules (rule catalogue, "Equality of numbers").

Counts of whole things and amounts written in full đồng are exact. A percentage, a measure or scaled money printed with
the last-digit unit u stands for [x − u/2, x + u): rounded or truncated, both pass. A qualifier makes a bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from drafter.model.fact import Figure, Interval, Qualifier

_ENDLESS = Decimal("Infinity")


def printed(value: Decimal, step: Decimal, *, exact: bool) -> Interval:
    """What a bare printed number stands for; `step` is one unit in its last written digit."""
    if exact:
        return Interval(value, value)
    return Interval(value - step / 2, value + step, open_above=True)


def stands_for(figure: Figure) -> Interval | None:
    """The values that a figure may have in truth; None for a ratio, whose parts are two numbers (`part_intervals`).

    `hơn`, `trên` and `ít nhất` reach up without end, `gần`, `dưới`, `tối đa` down to nothing; `khoảng` may be anything.
    """
    if figure.low is not None and figure.high is not None:
        low, high = sorted((figure.low, figure.high))
        return Interval(low, high)
    if figure.value is None:
        return None
    match figure.qualifier:
        case Qualifier.ABOUT:
            return Interval(-_ENDLESS, _ENDLESS)
        case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
            return Interval(figure.value, _ENDLESS)
        case Qualifier.LESS_THAN | Qualifier.AT_MOST:
            return Interval(-_ENDLESS, figure.value)
    return printed(figure.value, figure.step, exact=figure.exact)


def part_intervals(figure: Figure) -> tuple[Interval, ...]:
    """What each number of a ratio stands for; empty where the figure is no ratio."""
    if figure.parts is None:
        return ()
    return tuple(printed(part, figure.step, exact=figure.exact) for part in figure.parts)


def agree(first: Figure, second: Figure) -> bool | None:
    """Whether two figures can be the same number: False they cannot, None it cannot be told (a qualifier, a ratio)."""
    one, other = stands_for(first), stands_for(second)
    if one is None or other is None:
        return (first.parts == second.parts) if first.parts and second.parts else None
    if not one.meets(other):
        return False
    return None if first.qualifier or second.qualifier else True


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of several: low ends together, high ends together."""
    low = high = Decimal(0)
    open_above = False
    for part in parts:
        low, high = low + part.low, high + part.high
        open_above = open_above or part.open_above
    return Interval(low, high, open_above)


def difference(first: Interval, second: Interval) -> Interval:
    """First less second."""
    return Interval(first.low - second.high, first.high - second.low, first.open_above)


def quotient(part: Interval, whole: Interval) -> Interval | None:
    """Part over whole, both not negative; None where the whole may be nothing."""
    if whole.low <= 0 or part.low < 0:
        return None
    return Interval(part.low / whole.high, part.high / whole.low, part.open_above)


def percentage(part: Interval, whole: Interval) -> Interval | None:
    """The same in percent."""
    share = quotient(part, whole)
    return None if share is None else Interval(share.low * 100, share.high * 100, share.open_above)
