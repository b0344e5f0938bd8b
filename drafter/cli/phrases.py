"""`drafter phrases list|search|show|fill|check`."""

from __future__ import annotations

import click

from drafter.cli.options import format_option
from drafter.errors import UsageError
from drafter.messages import catalogue

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
    from drafter.language.folding import bare

    wanted = [bare(word) for word in words]
    _print(
        [phrase for phrase in _phrases() if all(word in bare(f"{phrase.text} {phrase.id}") for word in wanted)], form
    )


@command.command("show", help=_("Show one phrase with its slots."))
@click.argument("phrase_id")
def show(phrase_id: str) -> None:
    phrase = _one(phrase_id)
    click.echo(phrase.text)
    click.echo(_("slots: {slots}", slots=", ".join(_slots(phrase.text)) or "–"))


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


def _phrases() -> tuple[Phrase, ...]:
    from drafter.shelves import phrases
    from drafter.workspace import find_workspace

    return phrases.load_all(find_workspace())


def _one(phrase_id: str) -> Phrase:
    for phrase in _phrases():
        if phrase.id == phrase_id:
            return phrase
    raise UsageError(_("no phrase “{id}”; drafter phrases list shows them", id=phrase_id))
