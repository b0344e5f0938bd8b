"""The outline that arrived: imported, found again on the shelf, held against a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import DrafterError, UsageError
from drafter.files import is_file
from drafter.messages import catalogue
from drafter.model.outline import Appendix, Grade, Match, Outline
from drafter.model.period import Period
from drafter.pipeline.named_files import named_file
from drafter.pipeline.understanding import Understanding, understand
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.outlining import Change

_ = catalogue("pipeline")


def import_outline(paper: Understanding, *, which: int | None = None, tables: Sequence[Path] = ()) -> Outline:
    """An outline file from the letter, plan or bare outline that arrived; `which` counts from 1 where there are several,
    `tables` are the figure tables that came beside it."""
    from drafter import outlining

    outline = outlining.import_outline(paper.document, paper.tree, facts=paper.facts, which=which)
    appendices = [appendix for table in tables for appendix in _tables_of(table)]
    return outlining.with_tables(outline, appendices) if appendices else outline


def _tables_of(path: Path) -> tuple[Appendix, ...]:
    from drafter import outlining

    if path.suffix.lower() == ".xlsx":
        return outlining.appendix_from_xlsx(path)
    sheet = understand(path)
    return outlining.appendix_from_document(sheet.document, sheet.tree)


def load_outline(name: str, workspace: Workspace) -> Outline:
    """An outline by its id or path (`ID|PATH`)."""
    from drafter.shelves import outlines

    return outlines.load(outlines.find(name, workspace))


def outline_path(name: str, workspace: Workspace) -> Path:
    from drafter.shelves import outlines

    return outlines.find(name, workspace)


def for_period(outline: Outline, period: Period) -> Outline:
    """The outline with its slots filled for one reporting period, its appendices too."""
    from drafter import outlining

    def said(text: str) -> str:
        return outlining.fill_slots(text, period)

    return replace(
        outlining.filled(outline, period),
        appendices=tuple(
            replace(appendix, title=said(appendix.title), columns=tuple(map(said, appendix.columns)))
            for appendix in outline.appendices
        ),
    )


def lint_outline(name: str, workspace: Workspace) -> tuple[str, ...]:
    """What a careful reader would remark on an outline file.

    Raises LocatedError where it cannot be loaded.
    """
    from drafter.shelves import outlines

    path = outlines.find(name, workspace)
    outlines.load(path)  # what does not load is a fault, and no remark
    return outlines.lint(path)


def drift_of(old: str, new: str, workspace: Workspace) -> tuple[Change, ...]:
    """What became of each item from one outline to another."""
    from drafter import outlining

    return outlining.drift(load_outline(old, workspace), load_outline(new, workspace))


def draft_outline(named: object, draft: Path, workspace: Workspace) -> Outline | None:
    """The outline that a draft names: a path from where the draft lies, or an id on the shelf; None where it names none.

    Raises UsageError where the path leads out of the workspace and the user did not name it himself.
    """
    if not named:
        return None
    name = str(named)
    path = named_file(name, draft)
    if path is None and any(is_file(one) for one in (draft.parent / name, Path(name))):
        raise UsageError(
            _("{path}: the outline “{name}” lies outside the workspace; copy it into outlines/", path=draft, name=name)
        )
    return load_outline(name if path is None else str(path), workspace)


def shown_for(outline: Outline, report: Understanding) -> Outline:
    """The outline with its titles filled for the report's own period, where the report's title tells it."""
    from drafter import outlining
    from drafter.outlining.periods import period_in

    titles = [paper.title for paper in report.tree.papers if paper.title]
    return outlining.filled(outline, period_in(titles[0]) if titles else None)


def match_report(outline: Outline, report: Understanding) -> tuple[Match, ...]:
    """Which section of a report answers which item of an outline."""
    from drafter import outlining

    return outlining.match(outline, report.document, report.tree)


def match_previous(outline: Outline, report: Understanding, source: Period, workspace: Workspace) -> tuple[Match, ...]:
    """Which section answers which item; what the titles alone do not show, the outline that the report was written to
    does: where its items went, their sections go."""
    from drafter import outlining

    matches = match_report(outline, report)
    if all(match.grade in (Grade.EXACT, Grade.LIKELY) for match in matches):
        return matches
    old = _outline_of(report, workspace)
    if old is None or old.id == outline.id:
        return matches
    old = for_period(old, source)
    return outlining.follow(matches, match_report(old, report), outlining.drift(old, outline))


def _outline_of(report: Understanding, workspace: Workspace) -> Outline | None:
    """The outline that a report was written to: named by a draft, else the one whose titles it has."""
    from drafter.pipeline.checking import front_matter
    from drafter.pipeline.side_by_side import outline_of, outline_titles

    named = front_matter(report).get("outline") or outline_of(report.tree, outline_titles(workspace))
    try:
        return draft_outline(named, Path(report.document.source.path), workspace)
    except DrafterError:
        return None  # its outline is gone or broken: the titles alone must do
