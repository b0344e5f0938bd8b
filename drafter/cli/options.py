"""Options and steps that several commands share, and how results are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import click

from drafter.errors import UnreadableFileError, UsageError
from drafter.files import write_atomically
from drafter.messages import catalogue

_ = catalogue("cli")

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*forms: str, default: str = "text") -> Decorator:
    return click.option("--format", "form", type=click.Choice(forms), default=default, help=_("Form of the output."))


def _use_limits(context: click.Context, _option: click.Parameter, said: tuple[str, ...]) -> None:
    """Let `--limit` hold for every reading of this call, child processes included."""
    if not said:
        return
    from drafter.reading.limits import VARIABLE, parsed

    parsed(said)
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = " ".join([before or "", *said]).strip()

    def put_back() -> None:
        del os.environ[VARIABLE]
        if before is not None:
            os.environ[VARIABLE] = before

    context.call_on_close(put_back)


limit_option = click.option(
    "--limit",
    multiple=True,
    metavar="NAME=NUMBER",
    expose_value=False,
    callback=_use_limits,
    help=_("Limits of reading: size, text, unpacked (MB), pages, entries, ratio, depth, cells, seconds."),
)


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How a file is read: tracked changes, text recognition of scans."""
    for option in (
        click.option("--ocr", is_flag=True, help=_("Recognise the text of scanned pages (needs Tesseract).")),
        click.option(
            "--changes",
            type=click.Choice(["accept", "original"]),
            default="accept",
            help=_("Tracked changes: as accepted, or the text before them."),
        ),
    ):
        function = option(function)
    return function


scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=_("Read on the workers of a Dask cluster: tcp://HOST:PORT. The files' content is sent there."),
)
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write."))
force_option = click.option("--force", is_flag=True, help=_("Overwrite an existing output."))


def file_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """The document that a command reads, and the limits of reading it."""
    return click.argument("file", type=click.Path(path_type=Path))(limit_option(function))


def tell_where(scheduler: str | None) -> None:
    """Say where text goes before it goes: nothing leaves the machine unless the user names a server."""
    if scheduler is not None:
        click.echo(_("note: the content of the files is sent to {address}", address=scheduler), err=True)


def print_json(shape: dict[str, Any]) -> None:
    """One JSON object on standard output, UTF-8, not escaped."""
    sys.stdout.write(json.dumps(shape, ensure_ascii=False) + "\n")


def print_warnings(warnings: Iterable[str]) -> None:
    """The loss report on standard error."""
    for warning in warnings:
        click.echo(_("note: {warning}", warning=warning), err=True)


def write_output(path: Path, content: bytes | str | Iterable[str], *, force: bool) -> None:
    """Write a result where the user said, never over an existing file without `--force`."""
    refuse_existing(path, force=force)
    write_atomically(path, content, overwrite=force)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Tell before the work begins what would stop it at its end."""
    if path.is_dir():
        raise UsageError(_("{path} is a folder; give a file name", path=path))
    if not path.parent.exists():
        raise UsageError(_("{path}: there is no folder {folder}; make it first", path=path, folder=path.parent))
    if path.exists() and not force:
        raise UsageError(_("{path} is already there; --force overwrites it", path=path))


def existing_file(path: Path) -> Path:
    """The path itself where it is a file.

    Raises UnreadableFileError where there is none.
    """
    try:
        is_there = str(path) == "-" or path.exists()
    except (OSError, ValueError):  # a name that no file can have
        is_there = False
    if not is_there:
        raise UnreadableFileError(_("{path}: no such file", path=path))
    if path.is_dir():
        raise UnreadableFileError(_("{path} is a folder; give a file", path=path))
    return path
