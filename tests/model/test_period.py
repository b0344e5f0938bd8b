"""Periods: the written forms, what they cover, how they move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import PeriodError
from drafter.model.period import Period

FORMS = [
    "2022",
    "2022-H1",
    "2022-H2",
    "2022-Q4",
    "2022-06",
    "2022-9M",
    "2025-W23",
    "2009/2024",
    "2019/2022-06",
    "2021/2022",
]


@pytest.mark.parametrize("written", FORMS)
def test_every_form_of_the_contract_is_read_and_written_back(written: str) -> None:
    assert str(Period.parse(written)) == written


@pytest.mark.parametrize(
    "written", ["", "22", "2022-H3", "2022-Q5", "2022-13", "2022-W54", "2024/2020", "năm 2022", "2022-1"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(written)


@pytest.mark.parametrize(
    ("period", "following"),
    [
        ("2022", "2023"),
        ("2022-H1", "2022-H2"),
        ("2022-H2", "2023-H1"),
        ("2022-Q4", "2023-Q1"),
        ("2022-12", "2023-01"),
        ("2025-W52", "2026-W1"),
    ],
)
def test_the_next_period_is_of_the_same_kind(period: str, following: str) -> None:
    assert str(Period.parse(period).next()) == following


def test_a_year_holds_its_halves_and_not_the_next_years() -> None:
    year = Period.parse("2022")
    assert year.holds(Period.parse("2022-H2"))
    assert not year.holds(Period.parse("2023-H1"))


def test_a_span_touches_every_year_in_it() -> None:
    assert list(Period.parse("2019/2022-06").years) == [2019, 2020, 2021, 2022]


@given(st.sampled_from(FORMS), st.integers(-30, 30))
def test_moving_there_and_back_is_nothing(written: str, years: int) -> None:
    period = Period.parse(written)
    assert period.moved(years).moved(-years) == period
