"""Last period's sections find their place under a changed outline by what the old outline's items became."""

from __future__ import annotations

from drafter.model.outline import Grade, Item, Match, Outline
from drafter.outlining import Change, Drift, drift, follow


def _match(item: str, grade: Grade, *sections: int) -> Match:
    return Match(item, sections, grade, "title", 0.9)


def _changed(kind: Drift, old: tuple[str, ...], new: tuple[str, ...], grade: Grade = Grade.LIKELY) -> Change:
    return Change(kind, old, new, old, new, grade)


BEFORE = (_match("mot", Grade.EXACT, 0), _match("hai", Grade.LIKELY, 1, 2), _match("ba", Grade.WEAK, 3))


def test_an_item_without_a_section_takes_those_of_the_item_it_came_from() -> None:
    found = follow([_match("moi", Grade.NONE)], BEFORE, [_changed(Drift.RENAMED, ("hai",), ("moi",))])
    assert [(one.sections, one.grade) for one in found] == [((1, 2), Grade.LIKELY)]
    assert "hai" in found[0].evidence


def test_merged_items_bring_all_their_sections() -> None:
    found = follow([_match("moi", Grade.WEAK, 9)], BEFORE, [_changed(Drift.MERGED, ("mot", "hai"), ("moi",))])
    assert found[0].sections == (0, 1, 2)


def test_what_the_report_itself_shows_stands() -> None:
    sure = _match("moi", Grade.EXACT, 7)
    assert follow([sure], BEFORE, [_changed(Drift.RENAMED, ("hai",), ("moi",))]) == (sure,)


def test_a_section_is_not_taken_twice() -> None:
    matches = [_match("a", Grade.EXACT, 1), _match("b", Grade.NONE), _match("c", Grade.NONE)]
    changes = [_changed(Drift.SPLIT, ("hai",), ("b", "c"))]
    assert [one.sections for one in follow(matches, BEFORE, changes)] == [(1,), (2,), ()]


def test_doubt_stays_doubt() -> None:
    none = _match("moi", Grade.NONE)
    assert follow([none], BEFORE, [_changed(Drift.RENAMED, ("ba",), ("moi",))]) == (none,)
    assert follow([none], BEFORE, [_changed(Drift.RENAMED, ("hai",), ("moi",), Grade.WEAK)]) == (none,)
    assert follow([none], BEFORE, [_changed(Drift.NEW, (), ("moi",), Grade.EXACT)]) == (none,)


def test_with_a_real_drift() -> None:
    old = Outline("cu", None, "t", items=(Item("tt", "1.", "Công tác tuyên truyền, vận động Nhân dân"),))
    new = Outline("moi", None, "t", items=(Item("tuyen-truyen", "1.", "Tuyên truyền và vận động Nhân dân"),))
    found = follow([_match("tuyen-truyen", Grade.NONE)], [_match("tt", Grade.LIKELY, 4)], drift(old, new))
    assert found[0].sections == (4,)
