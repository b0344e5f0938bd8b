"""`drafter waive FILE FINDING-ID --reason TEXT [--until PERIOD]`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from drafter.cli.options import existing_file, file_argument
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|[ \t]*\{#[^}\n]*\}", re.DOTALL)


@click.command("waive", help=_("Silence one finding, with a reason; written to NAME.drafter.yaml beside the document."))
@file_argument
@click.argument("finding_id")
@click.option("--reason", required=True, help=_("Why it is no fault; kept with your name and the time."))
@click.option("--until", help=_("Last period it holds for; without it, it lasts."))
def command(file: Path, finding_id: str, reason: str, until: str | None) -> None:
    from drafter.pipeline.checking import waive
    from drafter.workspace import find_workspace

    if not reason.strip():
        raise UsageError(_("--reason is empty: say why it is no fault"))
    waiver = waive(existing_file(file), finding_id, reason.strip(), find_workspace(), until=until)
    click.echo(_("{rule} is waived: “{quote}”", rule=waiver.rule, quote=_first_line(waiver.quote)))


def _first_line(quote: str) -> str:
    """What is waived in one line, without a heading's anchor and comments."""
    said = [line.strip() for line in _MARKUP.sub("", quote).split("\n")]
    return next((line for line in said if line), quote)
