"""`drafter demo`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.messages import catalogue

_ = catalogue("cli")


@click.command(
    "demo", help=_("Make a sample workspace here and open its half-done draft; without a terminal, walk the journey.")
)
def command() -> int:
    from drafter.pipeline.demo import journey, make_demo

    demo = make_demo(Path.cwd())
    if sys.stdin.isatty() and sys.stdout.isatty():
        from drafter.cli.draft import open_draft

        status = open_draft(demo.draft, demo.workspace)
        click.echo(_("The sample lies in {folder}; delete it when you are done.", folder=demo.workspace.root))
        return status
    for line in journey(demo):
        click.echo(line)
    return 0
