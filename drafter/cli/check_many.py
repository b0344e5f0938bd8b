"""`drafter check FILE FILE… FOLDER`: many papers side by side."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.options import tell_where, write_output
from drafter.errors import EXIT_FINDINGS, EXIT_FINE, EXIT_INPUT, UsageError
from drafter.messages import catalogue
from drafter.model.finding import Severity

if TYPE_CHECKING:
    from drafter.pipeline.checking_many import CheckedPaper

_ = catalogue("cli")

# One file a paper, in the folder that -o names; the others are one text.
_FILES = {"html": ".html", "docx": ".docx", "pdf": ".pdf"}


def check_files(
    files: Sequence[Path],
    scheduler: str | None,
    *,
    form: str,
    output: Path | None,
    fail_on: str,
    show_waived: bool,
    all_outcomes: bool,
    force: bool,
    previous: Path | None,
    fix: bool,
    timings: bool,
    **wishes: Any,
) -> int:
    """Check many papers; exit 1 where one has findings, 2 where one could not be checked and none has."""
    from drafter.pipeline.checking import CheckWishes
    from drafter.pipeline.checking_many import Rendering, check_many
    from drafter.pipeline.workers import Crew
    from drafter.workspace import find_workspace

    for asked, option in ((previous, "--previous"), (fix, "--fix"), (timings, "--timings")):
        if asked:
            raise UsageError(_("{option} is for one file", option=option))
    if form in _FILES and output is None:
        raise UsageError(_("--format {form} of many files needs -o FOLDER", form=form))
    papers = list(_papers(files))
    if not papers:
        raise UsageError(_("{folder}: no report lies in it", folder=files[0]))
    tell_where(scheduler)
    colour = form == "text" and output is None and sys.stdout.isatty()
    rendering = Rendering(form, show_waived=show_waived, all_outcomes=all_outcomes, colour=colour)
    wished = CheckWishes(all_outcomes=all_outcomes, **wishes)
    checked: list[CheckedPaper] = []

    def results() -> Iterator[CheckedPaper]:
        for paper in check_many(papers, wished, find_workspace(), rendering, Crew(scheduler=scheduler)):
            checked.append(_without_text(paper))
            yield paper

    if form in _FILES:
        assert output is not None
        for paper in results():
            _write(paper, _beneath(output, paper.path, papers), form, force=force)
    elif output is not None:
        write_output(output, _pieces(results(), form), force=force)
    else:
        for piece in _pieces(results(), form):
            click.echo(piece, nl=False)
    return _status(checked, form, fail_on)


def _papers(files: Sequence[Path]) -> Iterator[Path]:
    from drafter.pipeline.filing import in_folder

    seen: set[Path] = set()
    for file in files:
        found = sorted(in_folder(file)) if file.is_dir() else [file]
        if not found and len(files) > 1:
            click.echo(_("note: {warning}", warning=_("{folder}: no report lies in it", folder=file)), err=True)
        for path in found:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def _without_text(paper: CheckedPaper) -> CheckedPaper:
    from dataclasses import replace

    return replace(paper, said="")


def _text(paper: CheckedPaper) -> str:
    said = paper.error or str(paper.said).rstrip("\n")
    return f"━━ {paper.path}\n{said}\n"


def _beneath(folder: Path, path: Path, papers: Sequence[Path]) -> Path:
    """Where in the output folder a paper's result lies: as the paper lies among the others, its own suffix kept
    (report.docx and report.pdf may lie side by side)."""
    common = os.path.commonpath([one.resolve().parent for one in papers])
    return folder / path.resolve().relative_to(common)


def _write(paper: CheckedPaper, place: Path, form: str, *, force: bool) -> None:
    if paper.error is not None:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            _("{path}: no folder can be made there ({reason})", path=place.parent, reason=error)
        ) from error
    write_output(place.with_name(f"{place.name}.check{_FILES[form]}"), paper.said, force=force)


def _pieces(papers: Iterator[CheckedPaper], form: str) -> Iterator[str]:
    """All papers as one text of the form, piece by piece: one JSON object, one SARIF log, or line after line."""
    if form == "sarif":
        yield from _sarif(papers)
    elif form == "json":
        yield '{"schema": "drafter/check-many/1", "files": ['
        for number, paper in enumerate(papers):
            yield (", " if number else "") + json.dumps(_shape(paper), ensure_ascii=False)
        yield "]}\n"
    else:
        for paper in papers:
            yield (_text(paper) if form == "text" else str(paper.said).rstrip("\n")) + "\n"


def _sarif(papers: Iterator[CheckedPaper]) -> Iterator[str]:
    """One log with every paper's runs; what stands around them is the first one's."""
    begun = False
    for paper in papers:
        if paper.error is not None:
            continue
        log = json.loads(str(paper.said))
        runs = ", ".join(json.dumps(run, ensure_ascii=False) for run in log.pop("runs"))
        yield (", " if begun else json.dumps(log, ensure_ascii=False)[:-1] + ', "runs": [') + runs
        begun = True
    yield "]}\n" if begun else "{}\n"


def _shape(paper: CheckedPaper) -> dict[str, Any]:
    if paper.error is not None:
        return {"path": str(paper.path), "error": paper.error}
    return {"path": str(paper.path), "check": json.loads(str(paper.said))}


def _status(papers: Sequence[CheckedPaper], form: str, fail_on: str) -> int:
    """The exit status, after one line a paper and the sums for a person."""
    failed = [paper for paper in papers if paper.error is not None]
    for paper in papers:
        for warning in paper.warnings:
            click.echo(_("note: {warning}", warning=f"{paper.path}: {warning}"), err=True)
    for paper in failed:
        click.echo(_("note: {warning}", warning=paper.error), err=True)
    sums = [sum(paper.counts[rank] for paper in papers) for rank in range(3)]
    line = _(
        "{count} papers: {errors} errors, {warnings} warnings, {infos} remarks; {failed} could not be checked",
        count=len(papers),
        errors=sums[0],
        warnings=sums[1],
        infos=sums[2],
        failed=len(failed),
    )
    click.echo(line, err=form != "text")
    if fail_on != "never" and any(paper.reaches(Severity(fail_on)) for paper in papers):
        return EXIT_FINDINGS
    return EXIT_INPUT if failed else EXIT_FINE
