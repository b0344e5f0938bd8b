"""`drafter facts-diff A B`: two outputs of `drafter extract --format json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from drafter.cli.options import existing_file, format_option, print_json
from drafter.errors import UnreadableFileError
from drafter.messages import catalogue

_ = catalogue("cli")

_KEYS = {
    "figures": ("start", "text", "value", "low", "high", "parts", "unit", "qualifier", "subject"),
    "dates": ("start", "text", "kind", "iso", "role"),
    "references": ("start", "text", "type", "symbol", "date", "issuer"),
}


@click.command(
    "facts-diff", help=_("Show the facts gained (+) and lost (-) between two outputs of extract --format json.")
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option("text", "json")
def command(old: Path, new: Path, form: str) -> None:
    before, after = (_facts(path) for path in (old, new))
    lost = [before[key] for key in before if key not in after]
    gained = [after[key] for key in after if key not in before]
    if form == "json":
        print_json({"schema": "drafter/facts-diff/1", "lost": lost, "gained": gained})
        return
    for sign, facts in (("-", lost), ("+", gained)):
        for fact in facts:
            said = " ".join(f"{key}={fact[key]}" for key in _KEYS[fact["list"]][2:] if fact.get(key) is not None)
            click.echo(f"{sign} {fact['list'][:-1]} {fact['start']}: {fact['text']}  {said}")
    click.echo(_("{gained} gained, {lost} lost", gained=len(gained), lost=len(lost)))


def _facts(path: Path) -> dict[str, dict[str, Any]]:
    try:
        raw = json.loads(existing_file(path).read_text("utf-8"))
        facts = [
            {"list": name, "start": fact["start"], "text": fact["text"], **fact} for name in _KEYS for fact in raw[name]
        ]
        return {json.dumps([fact["list"], *(fact.get(key) for key in _KEYS[fact["list"]])]): fact for fact in facts}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(_("{path}: not an output of drafter extract --format json", path=path)) from error
