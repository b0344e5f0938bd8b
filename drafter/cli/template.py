"""`drafter template check|new`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, force_option, refuse_existing, write_output
from drafter.messages import catalogue

_ = catalogue("cli")


@click.group("template", help=_("Check your own Word frame, or write one to edit."))
def command() -> None:
    pass


@command.command(
    "check", help=_("List the fields of a frame, those no draft fills, and whether the body has its place.")
)
@click.argument("frame", type=click.Path(path_type=Path))
def check(frame: Path) -> int:
    from drafter.pipeline.assembly import look_at_frame

    found = look_at_frame(existing_file(frame))
    click.echo(_("fields: {fields}", fields=", ".join(found.fields) or "–"))
    if found.unknown:
        click.echo(_("no draft fills: {fields}", fields=", ".join(found.unknown)))
    if found.marks != 1:
        click.echo(
            _("the paragraph [[NỘI DUNG]] must stand exactly once; here it stands {count} times", count=found.marks)
        )
        return 2
    return 0


@command.command("new", help=_("Write a layout's frame to edit."))
@click.option(
    "--layout", type=click.Choice(["decree30", "party", "front"]), default="decree30", help=_("Layout profile.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=_("File to write."))
@force_option
def new(layout: str, output: Path, force: bool) -> None:
    from drafter.pipeline.assembly import frame_to_edit

    refuse_existing(output, force=force)
    write_output(output, frame_to_edit(layout), force=force)
    click.echo(str(output))
