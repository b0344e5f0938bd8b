"""`drafter similar DRAFT`: how much of each section is new against last period."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from drafter.cli.options import existing_file, format_option, limit_option, print_json
from drafter.messages import catalogue, mark

_ = catalogue("cli")

_SAID = {
    "unchanged": mark("unchanged"),
    "figures": mark("only figures changed"),
    "reworded": mark("reworded"),
    "new": mark("new"),
}


@click.command("similar", help=_("Show how much of each section is new against last period, sentence by sentence."))
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "--previous", type=click.Path(path_type=Path), help=_("Last period's report; else the one that the draft names.")
)
@click.option("--sentences", is_flag=True, help=_("Show each sentence that is unchanged or has new figures only."))
@limit_option
@format_option("text", "json")
def command(draft: Path, previous: Path | None, sentences: bool, form: str) -> None:
    from drafter.pipeline.similar import similar_to_last
    from drafter.reusing.similar import Likeness, SectionLikeness, total

    source, sections = similar_to_last(existing_file(draft), existing_file(previous) if previous else None)

    def shape(one: SectionLikeness) -> dict[str, Any]:
        return {str(kind): {"sentences": one.count(kind), "share": round(one.share(kind), 3)} for kind in Likeness}

    if form == "json":
        rows = [
            {
                "section": one.section,
                "title": one.title,
                **shape(one),
                "sentences": [
                    {
                        "start": sentence.start,
                        "end": sentence.end,
                        "text": sentence.text,
                        "likeness": str(sentence.likeness),
                        "previous": sentence.previous,
                        "score": sentence.score,
                    }
                    for sentence in one.sentences
                ],
            }
            for one in sections
        ]
        print_json(
            {"schema": "drafter/similar/1", "previous": str(source), "sections": rows, "total": shape(total(sections))}
        )
        return
    for one in sections:
        click.echo(f"{one.section or '–'} {one.title or ''}".strip())
        click.echo(f"    {_shares(shape(one))}")
        for sentence in one.sentences if sentences else ():
            if sentence.likeness in (Likeness.UNCHANGED, Likeness.FIGURES):
                click.echo(f"      {_(_SAID[sentence.likeness])}: {sentence.text}")
    click.echo(_("whole draft: {shares}", shares=_shares(shape(total(sections)))))


def _shares(shape: dict[str, Any]) -> str:
    said = [f"{_(_SAID[kind])} {one['share']:.0%}" for kind, one in shape.items() if one["sentences"]]
    return " · ".join(said) or "–"
