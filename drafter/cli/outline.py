"""`drafter outline import|list|show|check|diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from drafter.cli.options import (
    existing_file,
    file_argument,
    force_option,
    format_option,
    output_option,
    print_json,
    print_warnings,
    refuse_existing,
    write_output,
)
from drafter.errors import LocatedError
from drafter.messages import catalogue
from drafter.model.outline import Item

_ = catalogue("cli")


@click.group("outline", help=_("Import, list, show, check and compare outlines."))
def command() -> None:
    pass


@command.command("import", help=_("Turn the outline that arrived (.docx, .pdf, .txt) into an outline file."))
@file_argument
@format_option("yaml", "json", default="yaml")
@output_option
@click.option("--which", type=int, help=_("Which outline, where the file holds several (from 1)."))
@click.option(
    "--table",
    "tables",
    type=click.Path(path_type=Path),
    multiple=True,
    help=_("Figure table that came with it (.xlsx, .docx, .pdf): becomes an appendix."),
)
@force_option
def import_(
    file: Path, form: str, output: Path | None, which: int | None, tables: tuple[Path, ...], force: bool
) -> None:
    from drafter import outlining
    from drafter.pipeline.outlines import import_outline
    from drafter.pipeline.understanding import understand
    from drafter.shelves import outlines

    if output is not None:
        refuse_existing(output, force=force)
    paper = understand(existing_file(file))
    outline = import_outline(paper, which=which, tables=[existing_file(table) for table in tables])
    print_warnings([*paper.document.warnings, *outline.doubts])
    if form == "json":
        shape = outlining.to_json(outline)
        if output is None:
            print_json(shape)
        else:
            import json

            write_output(output, json.dumps(shape, ensure_ascii=False, indent=1) + "\n", force=force)
        return
    text = outlines.dump(outline)
    if output is None:
        sys.stdout.write(text)
        return
    write_output(output, text, force=force)
    items = sum(1 for _depth, _item in outline.walk())
    asks = sum(len(item.asks) for _depth, item in outline.walk())
    click.echo(_("{path}: {items} items, {asks} asks", path=output, items=items, asks=asks), err=True)


@command.command("list", help=_("List the outlines of the workspace and those that ship."))
@format_option("text", "json")
def list_(form: str) -> None:
    from drafter.shelves import outlines
    from drafter.workspace import find_workspace

    rows: list[dict[str, Any]] = []
    for path in outlines.list_all(find_workspace()):
        try:
            outline = outlines.load(path)
        except LocatedError as error:
            click.echo(f"drafter: {error}", err=True)
            continue
        items = sum(1 for _depth, _item in outline.walk())
        rows.append({"id": outline.id, "title": outline.title, "items": items, "path": str(path)})
    if form == "json":
        print_json({"schema": "drafter/outlines/1", "outlines": rows})
        return
    for row in rows:
        click.echo(f"{row['id']:32} {row['items']:3}  {row['title']}")


@command.command("show", help=_("Show an outline: items, asks, figures wanted."))
@click.argument("outline")
@format_option("text", "json")
def show(outline: str, form: str) -> None:
    from drafter import outlining
    from drafter.pipeline.outlines import load_outline
    from drafter.workspace import find_workspace

    loaded = load_outline(outline, find_workspace())
    if form == "json":
        print_json(outlining.to_json(loaded))
        return
    shown = outlining.filled(loaded)
    click.echo(shown.title)
    for name, value in (
        (_("period"), shown.period),
        (_("asked by"), shown.issuer),
        (_("due"), shown.deadline),
        (_("data until"), shown.data_cutoff),
        (_("pages at most"), ", ".join(f"{level} {pages}" for level, pages in shown.pages.items())),
    ):
        if value:
            click.echo(f"{name}: {value}")
    for note in shown.notes:
        click.echo(f"* {note}")
    click.echo()
    for item in shown.items:
        _show_item(item, 0)
    for appendix in shown.appendices:
        heading = " ".join(part for part in (appendix.label, appendix.title) if part)
        click.echo("\n" + _("{heading} ({n} rows)", heading=heading, n=len(appendix.rows)))


def _show_item(item: Item, depth: int) -> None:
    indent = "  " * depth
    optional = " " + _("(optional)") if item.optional else ""
    click.echo(f"{indent}{' '.join(part for part in (item.label, item.title) if part)}{optional}")
    if item.guidance:
        click.echo(f"{indent}      ({item.guidance})")
    for ask in item.asks:
        if not ask.implicit:
            click.echo(f"{indent}    ☐ {ask.text}" + (" " + _("(optional)") if ask.optional else ""))
            if ask.guidance:
                click.echo(f"{indent}      ({ask.guidance})")
        if ask.figures:
            click.echo(f"{indent}      # {'; '.join(ask.figures)}")
    for child in item.items:
        _show_item(child, depth + 1)


@command.command("check", help=_("Check an outline file: faults with line and key."))
@click.argument("outline")
def check(outline: str) -> None:
    from drafter.pipeline.outlines import lint_outline
    from drafter.workspace import find_workspace

    remarks = lint_outline(outline, find_workspace())
    for remark in remarks:
        click.echo(remark)
    if not remarks:
        click.echo(_("{outline}: nothing to remark", outline=outline))


@command.command("diff", help=_("Compare last year's outline with this year's."))
@click.argument("old")
@click.argument("new")
@format_option("text", "json")
def diff(old: str, new: str, form: str) -> None:
    from drafter.pipeline.outlines import drift_of
    from drafter.workspace import find_workspace

    changes = drift_of(old, new, find_workspace())
    if form == "json":
        print_json({"schema": "drafter/outline-diff/1", "changes": [change.as_row() for change in changes]})
        return
    for change in changes:
        click.echo(str(change))
