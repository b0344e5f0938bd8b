"""`drafter init [DIR]`."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("init", help=_("Make a workspace: settings, outlines/, phrasebank/, corpus/, drafts/."))
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--unit", help=_("The reporting unit's full name."))
def command(folder: Path, unit: str | None) -> None:
    from drafter.pipeline.workspaces import make_workspace

    made = make_workspace(folder, unit=unit)
    click.echo(_("{folder} is a workspace now; drafter.toml holds its settings", folder=made.root))
