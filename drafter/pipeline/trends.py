"""Figures over the periods, from the archive, as the screens show them."""

from __future__ import annotations

from drafter.errors import DrafterError
from drafter.language.folding import bare
from drafter.model.desk import TrendRow
from drafter.pipeline.archive import archive_path
from drafter.workspace import Workspace

_FEW = 2  # points from which one can speak of a course


def trends(workspace: Workspace, said: str) -> tuple[TrendRow, ...]:
    """One figure in words, one row for each unit and measure; nothing where there is no archive or nothing is found."""
    if not said.strip() or not archive_path(workspace).is_file():
        return ()
    from drafter.archive import Archive, trend

    with Archive.open(archive_path(workspace), patience=0.5) as archive:
        series = trend(archive, said)
    return tuple(
        TrendRow(
            one.unit_name,
            one.measure,
            tuple((point.period, point.text) for point in one.points),
            tuple(float(point.value) for point in one.points),
        )
        for one in series
    )


def values_of(workspace: Workspace, subject: str, unit: str | None) -> tuple[float, ...]:
    """The values of a figure in a unit's own past reports, the oldest first; nothing where they make no course."""
    try:
        found = trends(workspace, subject)
    except DrafterError:
        return ()
    own = [row for row in found if unit is None or bare(row.unit or "") == bare(unit)]
    best = max(own, key=lambda row: len(row.values), default=None)
    return best.values if best is not None and len(best.values) >= _FEW else ()
