"""`drafter corpus add|list|search|trend|remove|rebuild`: the past reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter import spreadsheets
from drafter.cli.options import (
    Decorator,
    force_option,
    format_option,
    limit_option,
    output_option,
    print_json,
    print_warnings,
    scheduler_option,
    tell_where,
    write_output,
)
from drafter.cli.progress import Progress
from drafter.cli.shapes import number
from drafter.errors import EXIT_INPUT
from drafter.messages import catalogue, mark

if TYPE_CHECKING:
    from decimal import Decimal

    from drafter.archive import Hit, Series
    from drafter.archive.trend import Point
    from drafter.pipeline.filing import Outcome

_ = catalogue("cli")

_MISSING = {"unit": mark("unit"), "period": mark("period")}

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


def unit_option(meaning: str) -> Decorator:
    return click.option("--unit", help=meaning)


def period_option(meaning: str) -> Decorator:
    return click.option("--period", help=meaning)


@click.group("corpus", help=_("Past reports: add, list, search, follow a figure, remove."))
def command() -> None:
    pass


@command.command("add", help=_("Add files and folders to the past reports; what is there already costs nothing."))
@paths_argument
@click.option("--link", is_flag=True, help=_("Leave the files where they lie instead of copying them into corpus/."))
@unit_option(_("The unit that reports, where the paper itself does not say it rightly."))
@period_option(_("The reporting period, where the paper itself does not say it rightly."))
@limit_option
@scheduler_option
@format_option("text", "json")
def add(
    paths: tuple[Path, ...], link: bool, unit: str | None, period: str | None, scheduler: str | None, form: str
) -> None:
    from drafter.pipeline.filing import add_reports
    from drafter.workspace import find_workspace

    tell_where(scheduler)
    with Progress() as progress:
        outcome = add_reports(
            find_workspace(),
            paths,
            unit=unit,
            period=_period(period),
            link=link,
            tell=_tell,
            progress=progress,
            scheduler=scheduler,
        )
    _print_outcome(outcome, form, "drafter/corpus-add/1")


@command.command("rebuild", help=_("Make the index of the past reports again from the files."))
@format_option("text", "json")
def rebuild(form: str) -> None:
    from drafter.pipeline.filing import rebuild as work
    from drafter.workspace import find_workspace

    with Progress() as progress:
        outcome = work(find_workspace(), tell=_tell, progress=progress)
    _print_outcome(outcome, form, "drafter/corpus-rebuild/1")


@command.command("list", help=_("List the past reports, and what they do not say of themselves."))
@unit_option(_("Only of this unit (part of its name, with or without accents)."))
@period_option(_("Only of this period, and of those within it."))
@format_option("text", "json")
def list_(unit: str | None, period: str | None, form: str) -> None:
    from drafter.pipeline.archive import list_archive
    from drafter.workspace import find_workspace

    reports = list_archive(find_workspace(), unit=unit, period=_period(period), tell=_tell)
    if form == "json":
        rows = [
            {
                "path": one.path,
                "unit": one.unit,
                "period": one.period,
                "kind": one.kind,
                "outline": one.outline,
                "title": one.title,
                "date": one.date,
                "number": one.number,
                "format": one.format,
                "hash": one.hash,
                "corrected": list(one.corrected),
                "present": present,
                "copy_of": main,
            }
            for one, present, main in reports
        ]
        print_json({"schema": "drafter/corpus/1", "reports": rows})
        return
    for one, present, main in reports:
        gone = "" if present else "  " + _("(the file is gone)")
        copy = "" if main is None else "  " + _("(copy of {path})", path=main)
        click.echo(f"{one.period or '?':10} {one.unit or '?'}  · {one.outline or one.kind} · {one.path}{copy}{gone}")
    unclear = sum(one.kind == "report" and None in (one.unit, one.period) for one, _present, _main in reports)
    copied = sum(main is not None for _one, _present, main in reports)
    click.echo(
        _(
            "{count} reports and {copies} copies, {unclear} without unit or period, {gone} files gone",
            count=len(reports) - copied,
            copies=copied,
            unclear=unclear,
            gone=sum(not present for _one, present, _main in reports),
        )
    )


@command.command(
    "search",
    help=_("Search the past reports; accents do not matter. “…” words side by side, tuyên* a word's beginning."),
)
@click.argument("words", nargs=-1, required=True)
@click.option("--section", help=_("Only in sections with these words in the title, or with this id (I.2.1)."))
@unit_option(_("Only of this unit (part of its name, with or without accents)."))
@period_option(_("Only of this period (2023: its halves and quarters too)."))
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help=_("How many at most."))
@format_option("text", "json")
def search(
    words: tuple[str, ...], section: str | None, unit: str | None, period: str | None, limit: int, form: str
) -> None:
    from drafter.pipeline.archive import search_archive
    from drafter.workspace import find_workspace

    said = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    hits = search_archive(
        find_workspace(), said, section=section, unit=unit, period=_period(period), limit=limit, tell=_tell
    )
    if form == "json":
        print_json({"schema": "drafter/corpus-search/1", "query": said, "hits": [_hit_shape(hit) for hit in hits]})
        return
    for hit in hits:
        click.echo(f"{hit.path} · {hit.section or '–'} {hit.title or ''}".rstrip())
        click.echo(f"    {_marked(hit)}")
    click.echo(_("{count} places", count=len(hits)))


def _hit_shape(hit: Hit) -> dict[str, Any]:
    return {**asdict(hit), "marks": [list(mark) for mark in hit.marks], "score": round(hit.score, 3)}


def _marked(hit: Hit) -> str:
    """The snippet with its hits bold on a terminal, between « and » elsewhere."""
    parts: list[str] = []
    end = 0
    for start, stop in hit.marks:
        if start < end:
            continue
        found = hit.snippet[start:stop]
        parts += [hit.snippet[end:start], click.style(found, bold=True) if sys.stdout.isatty() else f"«{found}»"]
        end = stop
    return " ".join("".join([*parts, hit.snippet[end:]]).split())


@command.command("trend", help=_("Follow one figure over the reporting periods: drafter corpus trend “hộ nghèo”."))
@click.argument("indicator", nargs=-1, required=True)
@unit_option(_("Only of this unit (part of its name, with or without accents)."))
@click.option("--section", help=_("Only in sections with these words in the title, or with this id (I.2.1)."))
@click.option("--measure", help=_("The unit counted in (hộ, đồng, %), where figures of one name differ in it."))
@click.option("--item", help=_("Only under this item of an outline (its id), whatever number it has in a report."))
@click.option("--outline", help=_("The outline of --item, where several have an item of that id."))
@format_option("text", "csv", "json", "svg")
@output_option
@force_option
def trend(
    indicator: tuple[str, ...],
    unit: str | None,
    section: str | None,
    measure: str | None,
    item: str | None,
    outline: str | None,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    from drafter.pipeline.archive import follow
    from drafter.workspace import find_workspace

    said = " ".join(indicator)
    series = follow(
        find_workspace(),
        said,
        unit=unit,
        section=section,
        measure=measure,
        item=item,
        outline=outline,
        tell=_tell,
    )
    if form == "json" and output is None:
        print_json(_trend_shape(said, series))
        return
    text = _trend_text(said, series, form)
    if output is not None:
        write_output(output, text, force=force)
    else:
        click.echo(text, nl=False)


def _trend_text(said: str, series: Sequence[Series], form: str) -> str:
    from drafter.archive import chart

    if form == "json":
        import json

        return json.dumps(_trend_shape(said, series), ensure_ascii=False) + "\n"
    if form == "svg":
        return chart.svg(said, series)
    if form == "csv":
        return _trend_csv(series)
    lines: list[str] = []
    for one in series:
        values = [point.value for point in one.points]
        lines.append(f"{one.unit_name or '?'} · {one.measure or '–'}   {chart.sparkline(values)}")
        for point in one.points:
            change = "" if point.change is None else chart.written(point.change, signed=True)
            percent = "" if point.percent is None else f"{chart.written(point.percent, signed=True)}%"
            share = "" if point.share is None else _("{percent}% of the whole", percent=chart.written(point.share))
            columns = f"  {point.period:10} {chart.written(point.value):>18} {change:>14} {percent:>8}   {share}"
            lines.append(columns.rstrip())
            if point.others:
                lines.append(
                    "  " + _("  also there: {others} ({path})", others=", ".join(point.others), path=point.path)
                )
    if not lines:
        lines = [_("no figure of “{said}” in a report with a period", said=said)]
    return "\n".join(lines) + "\n" + chart.terminal(series)


_TREND = [
    "unit",
    "measure",
    "period",
    "value",
    "change",
    "percent",
    "text",
    "subject",
    "path",
    "section",
    "share",
    "whole",
]


def _trend_csv(series: Sequence[Series]) -> str:
    rows = (_trend_row(one, point) for one in series for point in one.points)
    return spreadsheets.as_csv((_TREND, *rows), lineterminator="\n")


def _trend_row(one: Series, point: Point) -> tuple[str, ...]:
    def said(value: Decimal | None) -> str:
        return "" if value is None else str(number(value))

    changes = said(point.value), said(point.change), said(point.percent)
    place = point.text, point.subject, point.path, point.section or ""
    return one.unit_name or "", one.measure, point.period, *changes, *place, said(point.share), said(point.whole)


def _trend_shape(said: str, series: Sequence[Series]) -> dict[str, Any]:
    return {
        "schema": "drafter/corpus-trend/1",
        "indicator": said,
        "series": [
            {
                "unit": one.unit_name,
                "measure": one.measure,
                "points": [
                    {
                        "period": point.period,
                        "value": number(point.value),
                        "text": point.text,
                        "subject": point.subject,
                        "change": number(point.change),
                        "percent": number(point.percent),
                        "share": number(point.share),
                        "whole": number(point.whole),
                        "path": point.path,
                        "section": point.section,
                        "start": point.start,
                        "end": point.end,
                        "others": list(point.others),
                    }
                    for point in one.points
                ],
            }
            for one in series
        ],
    }


@command.command("remove", help=_("Take reports out of the index; the files stay unless --delete."))
@paths_argument
@click.option("--delete", is_flag=True, help=_("Delete the files in corpus/ too, after asking."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@format_option("text", "json")
def remove(paths: tuple[Path, ...], delete: bool, yes: bool, form: str) -> None:
    from drafter.pipeline.archive import remove_reports
    from drafter.workspace import find_workspace

    if delete and not yes:
        named = ", ".join(map(str, paths))
        click.confirm(_("Delete {paths} from the disk for good?", paths=named), abort=True, err=True)
    removed = remove_reports(find_workspace(), paths, delete=delete, tell=_tell)
    if form == "json":
        print_json({"schema": "drafter/corpus-remove/1", "removed": list(removed), "deleted": delete})
        return
    for path in removed:
        click.echo(path)
    click.echo(_("{count} reports taken out of the index", count=len(removed)))


def _print_outcome(outcome: Outcome, form: str, schema: str) -> None:
    if form == "json":
        print_json(
            {
                "schema": schema,
                "added": outcome.added,
                "replaced": outcome.replaced,
                "unchanged": outcome.unchanged,
                "corrected": outcome.corrected,
                "bad": [{"path": path, "why": why} for path, why in outcome.bad.items()],
                "unclear": [{"path": path, "missing": list(missing)} for path, missing in outcome.unclear.items()],
                "vanished": outcome.vanished,
                "copies": [{"path": path, "copy_of": main} for path, main in outcome.copies.items()],
            }
        )
    else:
        click.echo(
            _(
                "{added} added, {replaced} replaced, {unchanged} there already, {corrected} corrected, {bad} left out",
                added=len(outcome.added),
                replaced=len(outcome.replaced),
                unchanged=len(outcome.unchanged),
                corrected=len(outcome.corrected),
                bad=len(outcome.bad),
            )
        )
    print_warnings(
        _("left out: {why}", why=why if path in why else f"{path}: {why}") for path, why in outcome.bad.items()
    )
    print_warnings(
        _(
            "{path}: the paper does not say its {what}; give it: drafter corpus add {path} {options}",
            path=path,
            what=", ".join(_(_MISSING[key]) for key in missing),
            options=" ".join(f"--{key} …" for key in missing),
        )
        for path, missing in outcome.unclear.items()
    )
    if outcome.copies:
        click.echo(
            _(
                "{count} copies of a report in another format, each counted once (drafter corpus list names them)",
                count=len(outcome.copies),
            )
        )
    print_warnings(
        _("{path}: the file is gone; drafter corpus remove takes it out of the index", path=path)
        for path in outcome.vanished
    )
    if outcome.bad and not (outcome.added or outcome.replaced or outcome.unchanged or outcome.corrected):
        click.get_current_context().exit(EXIT_INPUT)


def _period(said: str | None) -> str | None:
    from drafter.model.period import Period

    return None if said is None else str(Period.parse(said))


def _tell(line: str) -> None:
    click.echo(_("note: {warning}", warning=line), err=True)
