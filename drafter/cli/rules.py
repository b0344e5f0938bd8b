"""`drafter rules [CODE]`."""

from __future__ import annotations

import click

from drafter.cli.options import format_option, print_json
from drafter.cli.words import severity_word
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")


@click.command("rules", help=_("List the rules, or explain one: why, a wrong and a right example, what silences it."))
@click.argument("code", required=False)
@format_option("text", "json")
def command(code: str | None, form: str) -> None:
    from drafter import checking

    wanted = [rule for rule in checking.RULES if code is None or rule.code == code.upper()]
    if not wanted:
        raise UsageError(_("no rule {code}; drafter rules lists them", code=code))
    if form == "json":
        print_json({"schema": "drafter/rules/1", "rules": [checking.rule_shape(rule) for rule in wanted]})
    elif code is None:
        for rule in wanted:
            click.echo(f"{rule.code}  {severity_word(rule.severity):9} {checking.rule_name(rule)}")
    else:
        click.echo(checking.rule_page(wanted[0]))
