"""`drafter phrases list|search|show|fill|check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from drafter.cli.options import format_option, print_json
from drafter.errors import UsageError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from drafter.shelves.phrases import Phrase

_ = catalogue("cli")


@click.group("phrases", help=_("List, search, show, fill and check phrases."))
def command() -> None:
    pass


@command.command("list", help=_("List the phrases."))
@format_option("text", "json")
def list_(form: str) -> None:
    _print(_phrases(), form)


@command.command("search", help=_("Search phrases, with or without accents."))
@click.argument("words", nargs=-1, required=True)
@format_option("text", "json")
def search(words: tuple[str, ...], form: str) -> None:
    from drafter.shelves import phrases

    _print(phrases.search(_phrases(), " ".join(words)), form)


@command.command("show", help=_("Show one phrase with its slots."))
@click.argument("phrase_id")
def show(phrase_id: str) -> None:
    from drafter.shelves.templates import slots

    phrase = _one(phrase_id)
    click.echo(phrase.text)
    click.echo(_("slots: {slots}", slots=", ".join(slots(phrase.text)) or "–"))


@command.command("fill", help=_("Fill a phrase: drafter phrases fill ID name=value …"))
@click.argument("phrase_id")
@click.argument("values", nargs=-1)
def fill(phrase_id: str, values: tuple[str, ...]) -> None:
    from drafter.shelves import phrases

    given: dict[str, str] = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(_("“{pair}”: write name=value", pair=pair))
        given[name] = value
    click.echo(phrases.fill(_one(phrase_id), given))


@command.command("check", help=_("Check the phrase files: faults with file, line and key."))
def check() -> None:
    click.echo(_("{count} phrases, nothing to remark", count=len(_phrases())))


def _print(found: Sequence[Phrase], form: str) -> None:
    if form == "json":
        rows = [
            {"id": one.id, "text": one.text, "sections": list(one.sections), "use": one.use, "source": one.source}
            for one in found
        ]
        print_json({"schema": "drafter/phrases/1", "phrases": rows})
        return
    for one in found:
        click.echo(f"{one.id}\n    {one.text}")


def _phrases() -> tuple[Phrase, ...]:
    from drafter.shelves import phrases
    from drafter.workspace import find_workspace

    return phrases.load_all(find_workspace())


def _one(phrase_id: str) -> Phrase:
    for phrase in _phrases():
        if phrase.id == phrase_id:
            return phrase
    raise UsageError(_("no phrase “{id}”; drafter phrases list shows them", id=phrase_id))
