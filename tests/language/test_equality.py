"""When two printed numbers agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.extracting.figures import find_figures
from drafter.language.equality import agree, difference, part_intervals, percentage, printed, stands_for, total
from drafter.model.fact import Figure, Interval


def _figure(text: str) -> Figure:
    (figure,) = find_figures(text, 0, len(text))
    return figure


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("312 hộ", "312", "312.4"),
        ("93,3%", "93.39", "93.4"),  # truncated
        ("93,3%", "93.25", "93.24"),  # rounded
        ("3,7 tỷ đồng", "3799999999", "3800000000"),
        ("3.712.000.000 đồng", "3712000000", "3712000001"),
        ("gần 2 tỷ đồng", "1900000000", "2100000000"),
        ("hơn 5.000 người", "5200", "4999"),
        ("từ 15 đến 20%", "17", "21"),
    ],
)
def test_what_a_figure_stands_for(text: str, inside: str, outside: str) -> None:
    interval = stands_for(_figure(text))
    assert interval is not None
    assert interval.holds(Decimal(inside))
    assert not interval.holds(Decimal(outside))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("312 hộ", "312 hộ", True),
        ("312 hộ", "321 hộ", False),
        ("3,7 tỷ đồng", "3.712.450.000 đồng", True),
        ("3,7 tỷ đồng", "3.612.450.000 đồng", False),
        ("93,3%", "93,33%", True),
        ("gần 300 hộ", "312 hộ", False),
        ("hơn 300 hộ", "312 hộ", None),
        ("khoảng 300 hộ", "312 hộ", None),
        ("28/30 hộ", "28/30 hộ", True),
        ("28/30 hộ", "28 hộ", None),
    ],
)
def test_agreement(one: str, other: str, same: bool | None) -> None:
    assert agree(_figure(one), _figure(other)) is same


def test_sums_and_shares_keep_their_doubt() -> None:
    parts = [printed(Decimal("33.3"), Decimal("0.1"), exact=False)] * 3
    assert total(parts).holds(Decimal(100))
    share = percentage(printed(Decimal(28), Decimal(1), exact=True), printed(Decimal(30), Decimal(1), exact=True))
    printed_share = stands_for(_figure("93,3%"))
    assert share is not None and printed_share is not None
    assert share.meets(printed_share)
    assert difference(Interval(Decimal(5), Decimal(5)), Interval(Decimal(2), Decimal(2))).holds(Decimal(3))
    assert percentage(Interval(Decimal(1), Decimal(1)), Interval(Decimal(0), Decimal(0))) is None


def test_a_ratio_stands_for_two_numbers() -> None:
    figure = _figure("28/30 hộ")
    assert stands_for(figure) is None
    assert [interval.low for interval in part_intervals(figure)] == [28, 30]
