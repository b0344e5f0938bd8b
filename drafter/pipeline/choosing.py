"""What a new draft is likely to be made of: the outlines on the shelf and the past reports, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from drafter.errors import DrafterError
from drafter.language.folding import bare
from drafter.messages import catalogue
from drafter.model.desk import Progress, ReportEntry
from drafter.model.outline import Outline
from drafter.model.period import Period
from drafter.outlining.periods import in_words
from drafter.pipeline.archive import archive_path
from drafter.pipeline.outlines import for_period
from drafter.pipeline.understanding import parsed_period, understand
from drafter.workspace import Workspace

_ = catalogue("pipeline")

_REPORTS = (".docx", ".pdf", ".txt", ".doc", ".odt", ".rtf")  # of one report in several formats the first is the best
_READ = 24  # reports that are opened where the archive does not know them, the newest names first


@dataclass(frozen=True)
class Known:
    """What is known of a past report: its unit, its period, the keys of its headings."""

    unit: str | None = None
    period: Period | None = None
    titles: frozenset[str] = frozenset()


def ranked_reports(
    workspace: Workspace, outline: Outline | None, unit: str, target: Period | None, progress: Progress
) -> tuple[ReportEntry, ...]:
    """The reports of the corpus, each with why it stands where it does: first those of the unit, of these the same period
    a year before, then the one just before, then those with most of the outline's headings; a report of the new period
    itself or of a later one last."""
    if not workspace.corpus.is_dir():
        return ()
    paths = sorted(_one_of_each(workspace.corpus), key=lambda path: path.name, reverse=True)
    known = _archived(workspace)
    unread = [path for path in paths if path not in known][:_READ]
    for at, path in enumerate(unread):
        progress(at, len(unread), path.name)
        known[path] = _read(path, path.stat().st_mtime_ns)
    wanted = _titles(for_period(outline, target) if outline and target else outline)
    rated = [(_rate(known.get(path, Known()), unit, target, wanted), path) for path in paths]
    rated.sort(key=lambda one: one[0][0], reverse=True)
    return tuple(
        ReportEntry(path, path.relative_to(workspace.corpus).as_posix(), why=why) for (_points, why), path in rated
    )


def _one_of_each(corpus: Path) -> Iterable[Path]:
    """The reports; of one in several formats the one that is read best."""
    best: dict[Path, Path] = {}
    for path in corpus.rglob("*"):
        if path.suffix.lower() in _REPORTS:
            other = best.setdefault(path.with_suffix(""), path)
            best[path.with_suffix("")] = min(path, other, key=lambda one: _REPORTS.index(one.suffix.lower()))
    return best.values()


def _rate(
    report: Known, unit: str, target: Period | None, wanted: frozenset[str]
) -> tuple[tuple[int, int, int, int], str]:
    """Unit, period, how new, headings: the points of each, and the reasons in words."""
    why: list[str] = []
    mine = _is_unit(report.unit, unit)
    if report.unit:
        why.append(_("the same unit") if mine else report.unit)
    when = _nearness(report.period, target)
    if report.period is not None:
        words = in_words(report.period)
        if when == _A_YEAR_BEFORE:
            words = _("{period}, a year before", period=words)
        elif when == _JUST_BEFORE:
            words = _("{period}, just before", period=words)
        elif when == _NOT_BEFORE:
            words = _("{period}: not before this period", period=words)
        why.append(words)
    shared = len(report.titles & wanted)
    if wanted and report.titles:
        why.append(_("{n} of the outline's {all} headings", n=shared, all=len(wanted)))
    end = report.period.months[1] if report.period is not None else 0
    points = (int(mine) if when != _NOT_BEFORE else -1, when, end, shared)
    return points, " · ".join(why) or _("says neither unit nor period")


def _is_unit(said: str | None, unit: str) -> bool:
    """`Ủy ban MTTQ Việt Nam xã A` and its `Ban Thường trực …` are one."""
    one, other = bare(said or "").split(), bare(unit).split()
    short, long = sorted((one, other), key=len)
    return bool(short) and long[-len(short) :] == short


_A_YEAR_BEFORE, _JUST_BEFORE, _SAME_KIND, _OTHER_KIND, _UNKNOWN, _NOT_BEFORE = 4, 3, 2, 1, 0, -1


def _nearness(period: Period | None, target: Period | None) -> int:
    if period is None or target is None:
        return _UNKNOWN
    if period == target.year_before():
        return _A_YEAR_BEFORE
    if period.next() == target:
        return _JUST_BEFORE
    if period.months[0] >= target.months[0]:
        return _NOT_BEFORE
    return _SAME_KIND if period.kind == target.kind else _OTHER_KIND


def _archived(workspace: Workspace) -> dict[Path, Known]:
    """What the archive knows; nothing where there is none, or it is damaged or held."""
    from drafter.archive import Archive
    from drafter.archive.trend import title_key

    found: dict[Path, Known] = {}
    if not archive_path(workspace).is_file():
        return found
    try:
        with Archive.open(archive_path(workspace), patience=0.5) as archive:
            for one in archive.all_filed():
                titles = frozenset(title_key(part.title) for _id, part in archive.passages(one.id) if part.title)
                found[workspace.root / one.path] = Known(one.unit, parsed_period(one.period), titles)
    except (DrafterError, OSError):
        found.clear()
    return found


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> Known:
    """What the report says itself; nothing where it cannot be read."""
    from drafter.archive.trend import title_key

    try:
        report = understand(path)
        identity = report.facts.identity
        titles = frozenset(title_key(one.title) for one in report.tree.sections if one.title)
    except (DrafterError, OSError):
        return Known()
    return Known(identity.unit, parsed_period(identity.period), titles)


def _titles(outline: Outline | None) -> frozenset[str]:
    from drafter.archive.trend import title_key

    return frozenset(title_key(item.title) for _depth, item in outline.walk()) if outline else frozenset()


def likely_first(outlines: Iterable[Outline], workspace: Workspace, used: Iterable[str]) -> tuple[Outline, ...]:
    """Outlines that drafts here were made from, then those of the unit's kind and level (`[unit]` of drafter.toml)."""
    kind, level = workspace.settings.unit.get("kind"), bare(workspace.settings.unit.get("level", ""))
    known = set(used)

    def points(outline: Outline) -> tuple[bool, bool, bool]:
        ours = kind is not None and outline.layout == kind
        return outline.id in known, ours, bool(level) and level in outline.id.split("-")

    return tuple(sorted(outlines, key=points, reverse=True))
