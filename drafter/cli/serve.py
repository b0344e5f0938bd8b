"""`drafter serve [FILE]`: the terminal UI in a browser of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file
from drafter.messages import catalogue
from drafter.workspace import find_workspace

_ = catalogue("cli")


@click.command(
    "serve",
    help=_(
        "Open a draft, or the start screen, in a browser of this machine alone (needs the extra “web”). "
        "The printed address holds a secret: whoever has it can write in the draft."
    ),
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=_("Port; without it any free one."))
def command(file: Path | None, port: int) -> None:
    from drafter.messages import language
    from drafter.tui.web.server import serve

    if file is not None:
        existing_file(file)
    place = file.resolve() if file is not None else find_workspace().root
    arguments = ["--lang", language(), "draft", *([str(place)] if file is not None else [])]
    serve(arguments, port=port, place=str(place), ready=_tell)


def _tell(address: str) -> None:
    click.echo(_("Open in a browser of this machine: {address}", address=address))
    click.echo(_("Ctrl+C ends it; open drafts are saved then."))
