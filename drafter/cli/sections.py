"""`drafter sections FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument, format_option, print_json, print_warnings, reading_options
from drafter.cli.shapes import sections_shape
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("sections", help=_("Print the sections and parts of a document."))
@file_argument
@reading_options
@format_option("text", "json")
def command(file: Path, form: str, changes: str, ocr: bool) -> None:
    from drafter.pipeline.understanding import understand

    paper = understand(existing_file(file), changes=changes, ocr=ocr)
    print_warnings(paper.document.warnings)
    if form == "json":
        print_json(sections_shape(paper.tree))
        return
    for section in paper.tree.sections:
        if section.title is None:
            continue
        words = " ".join(part for part in (section.label, section.title) if part)
        click.echo("  " * (section.level - 1) + words)
