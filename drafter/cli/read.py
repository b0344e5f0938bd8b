"""`drafter read FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument, format_option, print_json, print_warnings, reading_options
from drafter.cli.shapes import document_shape
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("read", help=_("Print a document as Drafter reads it; what was met and lost goes to standard error."))
@file_argument
@reading_options
@format_option("text", "json")
def command(file: Path, form: str, changes: str, ocr: bool) -> None:
    from drafter.pipeline.understanding import understand

    document = understand(existing_file(file), changes=changes, ocr=ocr).document
    print_warnings(document.warnings)
    if form == "json":
        print_json(document_shape(document))
    else:
        sys.stdout.write(document.text if document.text.endswith("\n") else document.text + "\n")
