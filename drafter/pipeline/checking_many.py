"""Many papers checked side by side: each by itself, the results in the order in which the papers were named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from drafter.errors import DrafterError, UnreadableFileError
from drafter.messages import catalogue
from drafter.model.finding import CheckReport, Severity, Waiver
from drafter.pipeline.checking import Checked, CheckWishes, check_content, check_file, waivers_beside
from drafter.pipeline.outlines import load_outline
from drafter.pipeline.side_by_side import Paper, papers_of
from drafter.pipeline.workers import Crew, Lost, each
from drafter.workspace import Workspace

_ = catalogue("pipeline")


@dataclass(frozen=True, slots=True)
class Rendering:
    """How each paper's findings are said: one of reporting's forms, or `docx` for the paper with comments."""

    form: str = "text"
    show_waived: bool = False
    all_outcomes: bool = False
    colour: bool = False


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """One paper of many. `said` is the rendered report; `error` says why there is none. `counts` are the findings that are
    not waived, the gravest kind first (error, warning, info)."""

    path: Path
    said: str | bytes = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    warnings: tuple[str, ...] = ()
    error: str | None = None

    def reaches(self, threshold: Severity) -> bool:
        return any(self.counts[: threshold.rank + 1])


@dataclass(frozen=True, slots=True)
class _Job:
    place: int
    paper: Paper
    waivers: tuple[Waiver, ...] = ()


def check_many(
    paths: Sequence[Path], wishes: CheckWishes, workspace: Workspace, rendering: Rendering, crew: Crew
) -> Iterator[CheckedPaper]:
    """Each paper with what was found in it; a paper that cannot be checked is told, and the others go on.

    Raises what `each` raises, and LocatedError, UsageError for an outline that cannot be loaded.
    """
    if isinstance(wishes.outline, str):
        # Once for all, and with the papers to workers that have no such file.
        wishes = replace(wishes, outline=load_outline(wishes.outline, workspace))
    work = partial(_checked, wishes=wishes, workspace=workspace, rendering=rendering)
    ready: dict[int, CheckedPaper] = {}
    following = 0
    for job, result in each(work, _jobs(paths, crew), crew):
        lost = _("checking it brought the process down")
        ready[job.place] = CheckedPaper(job.paper.path, error=lost) if isinstance(result, Lost) else result
        while following in ready:
            yield ready.pop(following)
            following += 1


def _jobs(paths: Iterable[Path], crew: Crew) -> Iterator[_Job]:
    for place, paper in enumerate(papers_of(paths, crew)):
        waivers: tuple[Waiver, ...] = ()
        if paper.content is not None:
            try:
                waivers = waivers_beside(paper.path)
            except DrafterError:
                paper = replace(paper, content=None)  # noqa: PLW2901  read here, so that its own error is told
        yield _Job(place, paper, waivers)


def _checked(job: _Job, wishes: CheckWishes, workspace: Workspace, rendering: Rendering) -> CheckedPaper:
    path = job.paper.path
    try:
        if job.paper.content is None:
            checked = check_file(path, wishes, workspace)
        else:
            checked = check_content(job.paper.content, path, wishes, workspace, waivers=job.waivers)
        return CheckedPaper(
            path, _rendered(checked, path, rendering), _counts(checked.report), checked.paper.document.warnings
        )
    except DrafterError as error:
        return CheckedPaper(path, error=str(error))
    except Exception as error:  # one paper must not stop the others
        told = _("a defect of Drafter while checking it: {kind}: {error}", kind=type(error).__name__, error=error)
        return CheckedPaper(path, error=told)


def _rendered(checked: Checked, path: Path, rendering: Rendering) -> str | bytes:
    from drafter import reporting

    document = checked.paper.document
    if rendering.form == "docx":
        if not path.is_file():
            raise UnreadableFileError(_("{path}: comments are written where the file lies", path=path))
        return reporting.annotate(path, checked.report, document)
    return reporting.render(
        checked.report,
        document,
        checked.paper.tree,
        rendering.form,
        show_waived=rendering.show_waived,
        all_outcomes=rendering.all_outcomes,
        colour=rendering.colour,
    )


def _counts(report: CheckReport) -> tuple[int, int, int]:
    return (report.count(Severity.ERROR), report.count(Severity.WARNING), report.count(Severity.INFO))
