"""One edit of a text: what it replaced, and where everything else stands now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.model.finding import Outcome, OutcomeKind, Related
from drafter.model.moving import Change, change_between, moved, moved_by

TEXTS = st.text("ab\n ", max_size=30)


@given(TEXTS, TEXTS)
def test_outside_the_change_the_texts_are_the_same(old: str, new: str) -> None:
    change = change_between(old, new)
    assert old[: change.start] + new[change.start : change.new_end] + old[change.old_end :] == new
    assert old[: change.first] == new[: change.first]
    assert old[change.old_last :] == new[change.new_last :]


@given(TEXTS, TEXTS)
def test_a_letter_outside_the_changed_lines_is_found_where_it_stands_now(old: str, new: str) -> None:
    change = change_between(old, new)
    for at in [*range(change.first), *range(change.old_last, len(old))]:
        assert new[change.place(at)] == old[at]


@given(TEXTS, TEXTS)
def test_many_places_are_moved_as_one_is(old: str, new: str) -> None:
    change = change_between(old, new)
    assert change.places(range(len(old) + 1)) == [change.place(at) for at in range(len(old) + 1)]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nbc\nd", "a\nbxc\nd", ("bc", "bxc")),
        ("a\nd", "a\nnew\nd", ("", "new\n")),  # a whole line came: no other is touched
        ("a\nnew\nd", "a\nd", ("new\n", "")),
        ("a", "ab", ("a", "ab")),
    ],
)
def test_the_changed_lines(old: str, new: str, lines: tuple[str, str]) -> None:
    change = change_between(old, new)
    assert (old[change.first : change.old_last], new[change.first : change.new_last]) == lines


def test_offsets_move_wherever_they_stand_in_a_value() -> None:
    change = Change(10, 10, 13, 10, 12, 15)
    outcome = Outcome(
        "NUM401",
        OutcomeKind.INCONSISTENT,
        20,
        22,
        "12",
        related=(Related(4, 6, "there"),),
        checked=(("figures", 20), ("figures", 4)),
    )
    now = moved(outcome, change.place)
    assert (now.start, now.end, now.message) == (23, 25, "12")
    assert now.related == (Related(4, 6, "there"),)
    assert now.checked == (("figures", 23), ("figures", 4))
    assert moved({3: ("x", 30, True)}, change.place) == {3: ("x", 33, True)}
    assert moved_by((outcome,), 0)[0] is outcome
