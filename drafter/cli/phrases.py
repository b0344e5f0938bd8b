"""`drafter phrases list|search|show|fill|check|harvest`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import format_option, print_json
from drafter.errors import UsageError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from drafter.reusing.harvest import Proposal
    from drafter.shelves.phrases import Phrase

_ = catalogue("cli")


@click.group("phrases", help=_("List, search, show, fill and check phrases; harvest new ones from past reports."))
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


@command.command(
    "harvest",
    help=_(
        "Find sentences of the past reports that come back over periods and units; accept them as phrases with slots."
    ),
)
@click.option("--unit", help=_("Only reports of this unit."))
@click.option("--period", help=_("Only reports of this period: 2023 holds 2023-H1 too."))
@click.option("--least", type=click.IntRange(2), default=2, help=_("In how many reports, of different unit or period."))
@click.option("--limit", type=click.IntRange(1), default=30, help=_("Most proposals to show."))
@click.option("--accept", "accepted", type=int, multiple=True, metavar="N", help=_("Accept a proposal by its number."))
@click.option("--ask", is_flag=True, help=_("Show each proposal and ask whether to accept it."))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Phrase file to write accepted ones to."))
@format_option("text", "json")
def harvest(
    unit: str | None,
    period: str | None,
    least: int,
    limit: int,
    accepted: tuple[int, ...],
    ask: bool,
    output: Path | None,
    form: str,
) -> None:
    from drafter.pipeline.phrases import accept_phrases, harvest_phrases
    from drafter.workspace import find_workspace

    workspace = find_workspace()
    found = harvest_phrases(
        workspace, least=least, unit=unit, period=period, tell=lambda said: click.echo(said, err=True)
    )
    if wrong := [number for number in accepted if not 1 <= number <= len(found)]:
        raise UsageError(_("no proposal {number}; there are {count}", number=wrong[0], count=len(found)))
    if ask and not sys.stdin.isatty():
        raise UsageError(_("--ask needs a terminal; use --accept N"))
    chosen = [found[number - 1] for number in dict.fromkeys(accepted)]
    if ask:
        chosen += _asked(found[:limit])
    elif not accepted:
        _print_proposals(found[:limit], len(found), form)
        return
    if not chosen:
        click.echo(_("nothing accepted"))
        return
    path = output or workspace.phrasebank / "thu-hoach.yaml"
    written = accept_phrases(path, chosen)
    if form == "json":
        print_json({"schema": "drafter/harvested/1", "path": str(path), "ids": [phrase.id for phrase in written]})
        return
    for phrase in written:
        click.echo(f"{phrase.id}\n    {phrase.text}")
    click.echo(_("{count} phrases written to {path}", count=len(written), path=path))


def _asked(found: Sequence[Proposal]) -> list[Proposal]:
    """The proposals that a person takes, one question each."""
    chosen: list[Proposal] = []
    for number, proposal in enumerate(found, 1):
        click.echo(f"\n{_proposal_lines(number, proposal)}")
        answer = click.prompt(_("accept? [y]es, [n]o, [q]uit"), default="n", show_default=False).strip().lower()
        if answer.startswith("q"):
            break
        if answer.startswith(("y", "c")):
            chosen.append(proposal)
    return chosen


def _proposal_lines(number: int, proposal: Proposal) -> str:
    newest = proposal.places[0]
    where = _(
        "in {count} reports: {periods}; {units} units; newest: {path}, {section}",
        count=proposal.lives,
        periods=", ".join(proposal.periods) or "–",
        units=len(proposal.units),
        path=newest.path,
        section=newest.section or "–",
    )
    return f"{number:3}. {proposal.template}\n     {where}"


def _print_proposals(found: Sequence[Proposal], total: int, form: str) -> None:
    if form == "json":
        rows = [
            {
                "number": number,
                "id": one.id,
                "text": one.template,
                "sections": list(one.sections),
                "lives": one.lives,
                "periods": list(one.periods),
                "units": list(one.units),
                "places": [
                    {"path": at.path, "unit": at.unit, "period": at.period, "section": at.section, "text": at.text}
                    for at in one.places
                ],
            }
            for number, one in enumerate(found, 1)
        ]
        print_json({"schema": "drafter/harvest/1", "total": total, "proposals": rows})
        return
    for number, one in enumerate(found, 1):
        click.echo(_proposal_lines(number, one))
    if total > len(found):
        click.echo(_("{count} more; --limit shows them", count=total - len(found)))
    elif not found:
        click.echo(_("no sentence comes back often enough; drafter corpus add files more reports"))
    if found:
        click.echo(_("accept them with --accept N, or --ask"))


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
