"""Intervals: closed below, open above where the printed number is rounded or cut."""

from decimal import Decimal

import pytest

from drafter.model.fact import Interval


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ((1, 2, False), (2, 3, False), True),
        ((1, 2, True), (2, 3, False), False),
        ((2, 3, False), (1, 2, True), False),
        ((1, 5, True), (2, 3, True), True),
        ((1, 1, False), (1, 1, False), True),
        ((1, 1, False), (2, 2, False), False),
    ],
)
def test_two_intervals_meet_where_a_value_belongs_to_both(
    first: tuple[int, int, bool], second: tuple[int, int, bool], meet: bool
) -> None:
    one, other = (Interval(Decimal(low), Decimal(high), opened) for low, high, opened in (first, second))
    assert one.meets(other) is meet
