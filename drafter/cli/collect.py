"""`drafter collect REPORT… --outline ID`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.options import (
    force_option,
    format_option,
    limit_option,
    output_option,
    print_json,
    refuse_existing,
    scheduler_option,
    tell_where,
    write_output,
)
from drafter.cli.progress import Progress
from drafter.cli.shapes import number
from drafter.errors import UsageError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from drafter.pipeline.collecting import Cell, Collection

_ = catalogue("cli")


@click.command("collect", help=_("Gather the figures of many units' reports into the outline's figure table."))
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outline", required=True, help=_("Outline: its id or path."))
@click.option("--period", help=_("The reporting period; without it, that of most reports."))
@click.option("--units", type=click.Path(path_type=Path), help=_("A list of all units that should report, one a line."))
@click.option("--draft", type=click.Path(path_type=Path), help=_("Put the table into this draft as an appendix."))
@output_option
@force_option
@limit_option
@scheduler_option
@format_option("text", "json")
def command(
    reports: tuple[Path, ...],
    outline: str,
    period: str | None,
    units: Path | None,
    draft: Path | None,
    output: Path | None,
    force: bool,
    scheduler: str | None,
    form: str,
) -> None:
    from drafter.pipeline.collected_tables import as_file, put_into_draft
    from drafter.pipeline.collecting import collect, expected_units
    from drafter.pipeline.filing import in_folder
    from drafter.pipeline.workers import Crew
    from drafter.workspace import find_workspace

    if output is not None:
        refuse_existing(output, force=force)
        if output.suffix.lower() not in (".xlsx", ".csv"):
            raise UsageError(_("{path}: a table of figures is .xlsx or .csv", path=output))
    if draft is not None and not draft.is_file():
        raise UsageError(_("{path}: no such draft", path=draft))
    papers = [path for report in reports for path in (sorted(in_folder(report)) if report.is_dir() else [report])]
    workspace = find_workspace()
    tell_where(scheduler)
    with Progress() as progress:
        collection = collect(
            list(dict.fromkeys(papers)),
            outline,
            workspace,
            period=period,
            units=expected_units(units) if units else (),
            crew=Crew(scheduler=scheduler),
            progress=progress,
        )
    if output is not None:
        write_output(output, as_file(collection, output), force=force)
    if draft is not None:
        put_into_draft(collection, draft, workspace)
    if form == "json":
        print_json(_shape(collection))
        return
    if output is None and draft is None:
        _print_tables(collection)
    _print_remarks(collection)
    _print_sums(collection, output, draft)


def _print_tables(collection: Collection) -> None:
    from rich.console import Console
    from rich.table import Table

    from drafter.pipeline.collected_tables import text_rows

    for one in collection.tables:
        head, *rows = text_rows(collection, one)
        table = Table(title=one.appendix.title, title_justify="left")
        for place, words in enumerate(head):
            table.add_column(words, justify="left" if place in (0, 1, 2) else "right", overflow="fold")
        for row in rows:
            table.add_row(*row)
        Console(markup=False, highlight=False).print(table)


def _print_remarks(collection: Collection) -> None:
    from drafter.pipeline.collected_tables import remarks

    for heading, lines in remarks(collection).items():
        click.echo(f"{heading}:")
        for line in lines:
            click.echo(f"  - {line}")


def _print_sums(collection: Collection, output: Path | None, draft: Path | None) -> None:
    cells = [cell for table in collection.tables for row in table.cells.values() for cell in row]
    click.echo(
        _(
            "{units} units, {period}: {found} of {all} cells filled",
            units=len(collection.sources),
            period=collection.period,
            found=sum(cell.gathered.found is not None for cell in cells),
            all=len(cells),
        )
    )
    for path in filter(None, (output, draft)):
        click.echo(_("written: {path}", path=path))


def _shape(collection: Collection) -> dict[str, Any]:
    return {
        "schema": "drafter/collection/1",
        "outline": collection.outline,
        "period": collection.period,
        "units": [{"unit": source.unit, "path": str(source.path)} for source in collection.sources],
        "tables": [
            {
                "id": table.appendix.id,
                "title": table.appendix.title,
                "rows": [
                    {
                        "id": row.id,
                        "title": row.title,
                        "unit": row.unit or table.appendix.unit,
                        "level": row.level,
                        "total": number(table.totals.get(row.id)),
                        "cells": [_cell(cell) for cell in table.cells[row.id]],
                    }
                    for row in table.appendix.rows
                ],
            }
            for table in collection.tables
        ],
        "contradictions": list(collection.contradictions),
        "renamed": list(collection.renamed),
        "missing": list(collection.missing),
        "missing_units": list(collection.missing_units),
        "left_out": dict(collection.left_out),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    found = cell.gathered.found
    return {
        "value": number(found.value) if found else None,
        "text": found.text if found else None,
        "section": found.section if found else None,
        "start": found.start if found else None,
        "how": str(found.how) if found else None,
    }
