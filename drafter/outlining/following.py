"""Last period's sections under a changed outline: what the old outline's items became says where their sections go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from drafter.messages import catalogue
from drafter.model.outline import Grade, Match
from drafter.outlining.drift import Change

_ = catalogue("outlining")

_SURE = (Grade.EXACT, Grade.LIKELY)


def follow(matches: Sequence[Match], before: Iterable[Match], changes: Iterable[Change]) -> tuple[Match, ...]:
    """The matches of the new outline, where an item that no section answers by itself takes over the sections of the old
    items it came from. `before` are the same report's matches with the old outline; a section that answers some item
    already is not taken twice."""
    answered = {match.item: match for match in before if match.grade in _SURE}
    taken = {index for match in matches if match.grade in _SURE for index in match.sections}
    origin = {new: change for change in changes for new in change.new if change.old and change.grade in _SURE}
    followed: list[Match] = []
    for match in matches:
        change = origin.get(match.item)
        if match.grade in _SURE or change is None:
            followed.append(match)
            continue
        sections = [index for old in change.old if old in answered for index in answered[old].sections]
        free = tuple(dict.fromkeys(index for index in sections if index not in taken))
        taken.update(free)
        evidence = _("last period's outline: {titles}", titles=" + ".join(change.old_titles))
        followed.append(replace(match, sections=free, grade=Grade.LIKELY, evidence=evidence) if free else match)
    return tuple(followed)
