"""`drafter check FILE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from drafter.cli.options import (
    existing_file,
    force_option,
    limit_option,
    print_warnings,
    refuse_existing,
    scheduler_option,
    write_output,
)
from drafter.errors import EXIT_FINDINGS, EXIT_FINE, UsageError
from drafter.messages import catalogue
from drafter.model.finding import Severity

_ = catalogue("cli")

_TO_FILE = ("html", "docx", "pdf")


def _codes(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())


@click.command(
    "check", help=_("Check drafts or any documents; exit 1 where something at or above --fail-on was found.")
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outline", help=_("Outline: its id or path."))
@click.option("--previous", type=click.Path(path_type=Path), help=_("Last period's report."))
@click.option("--period", help=_("The reporting period, where the title does not tell."))
@click.option("--unit", help=_("The reporting unit's full name."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "html", "docx", "pdf"]),
    default="text",
    help=_("Form of the output; html, docx and pdf (a copy with comments) need -o."),
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write."))
@click.option("--select", multiple=True, callback=_codes, help=_("Only these rules or families: TIM,NUM401."))
@click.option("--ignore", multiple=True, callback=_codes, help=_("Not these rules or families."))
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help=_("Exit 1 from here on."),
)
@click.option("--profile", type=click.Choice(["quick", "full", "final"]), help=_("How much to check."))
@click.option("--layout", type=click.Choice(["decree30", "party", "front"]), help=_("Check the page layout too."))
@click.option("--all-outcomes", is_flag=True, help=_("List what was found consistent or undecided too."))
@click.option("--show-waived", is_flag=True, help=_("Show waived findings too."))
@click.option("--fix", is_flag=True, help=_("Write a copy with the safe fixes applied (-o, else NAME.fixed.EXT)."))
@click.option("--watch", is_flag=True, help=_("Check again on every save, until Ctrl-C."))
@click.option("--timings", is_flag=True, help=_("Print the time each rule took."))
@limit_option
@scheduler_option
@force_option
def command(files: tuple[Path, ...], watch: bool, scheduler: str | None, **options: object) -> int:
    if len(files) > 1 or files[0].is_dir() or scheduler:
        from drafter.cli.check_many import check_files

        if watch:
            raise UsageError(_("--watch follows one file"))
        return check_files(files, scheduler, **options)  # type: ignore[arg-type]
    (file,) = files
    status = _check_once(file, **options)  # type: ignore[arg-type]
    if watch:
        _watch(file, options)
    return status


def _check_once(
    file: Path,
    *,
    outline: str | None,
    previous: Path | None,
    period: str | None,
    unit: str | None,
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    profile: str | None,
    layout: str | None,
    all_outcomes: bool,
    show_waived: bool,
    fix: bool,
    timings: bool,
    force: bool,
) -> int:
    from drafter import reporting
    from drafter.pipeline.checking import CheckWishes, check_file
    from drafter.workspace import find_workspace

    if form in _TO_FILE and output is None:
        raise UsageError(_("--format {form} needs -o FILE", form=form))
    if output is not None:
        refuse_existing(output, force=force)
    if previous is not None:
        existing_file(previous)
    wishes = CheckWishes(
        outline=outline,
        previous=previous,
        period=period,
        unit=unit,
        select=select,
        ignore=ignore,
        profile=profile,
        layout=layout,
        all_outcomes=all_outcomes,
    )
    checked = check_file(existing_file(file), wishes, find_workspace())
    print_warnings(checked.paper.document.warnings)
    if fix:
        _write_fixed(file, output, checked, force=force)
        output = None
    if form in ("docx", "pdf"):
        assert output is not None
        if form != checked.paper.document.source.format:
            raise UsageError(_("--format {form} writes into a .{form} file; for {path} use html", form=form, path=file))
        write_output(output, reporting.annotate(file, checked.report, checked.paper.document), force=force)
    else:
        colour = form == "text" and output is None and sys.stdout.isatty()
        said = reporting.render(
            checked.report,
            checked.paper.document,
            checked.paper.tree,
            form,
            show_waived=show_waived,
            all_outcomes=all_outcomes,
            colour=colour,
        )
        if output is None:
            sys.stdout.write(said if said.endswith("\n") else said + "\n")
        else:
            write_output(output, said, force=force)
    if timings:
        for rule, seconds in sorted(checked.report.timings.items(), key=lambda item: -item[1]):
            click.echo(f"{rule}  {seconds * 1000:8.2f} ms", err=True)
    if fail_on != "never" and checked.report.reaches(Severity(fail_on)):
        return EXIT_FINDINGS
    return EXIT_FINE


def _write_fixed(file: Path, output: Path | None, checked: object, *, force: bool) -> None:
    from drafter.pipeline.checking import Checked, fixed_text

    assert isinstance(checked, Checked)
    if checked.paper.document.source.format not in ("txt", "md", "draft"):
        raise UsageError(_("--fix writes text files and drafts; for Word use --format docx and accept the comments"))
    target = output or file.with_name(f"{file.stem}.fixed{file.suffix}")
    refuse_existing(target, force=force)
    text, count = fixed_text(checked)
    write_output(target, text, force=force)
    click.echo(_("{path}: {count} safe fixes", path=target, count=count), err=True)


def _watch(file: Path, options: dict[str, object]) -> None:
    seen = file.stat().st_mtime_ns
    while True:
        sys.stdout.flush()  # who reads a pipe sees each check when it is done
        time.sleep(0.4)
        try:
            now = file.stat().st_mtime_ns
        except OSError:
            continue  # an editor that saves by renaming leaves a moment without the file
        if now != seen:
            seen = now
            click.echo("\n" + "─" * 60)
            _check_once(file, **options)  # type: ignore[arg-type]
