"""`drafter figures DRAFT [export|import FILE]`: the ledger of carried figures, and the sheet that is sent round."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.options import existing_file, force_option, format_option, print_json, refuse_existing, write_output
from drafter.cli.words import state_word
from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.draft import FigureState, LedgerEntry

_ = catalogue("cli")

_SHOWN = 5  # marks printed of those that no entry stands for


@click.command(
    "figures",
    help=_(
        "List the carried figures of a draft: old value, new value, state, source; export FILE writes them as a sheet"
        " (.xlsx, .csv), import FILE shows what a filled sheet changes."
    ),
)
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("action", type=click.Choice(["export", "import"]), required=False)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--yes", is_flag=True, help=_("Write what the import shows into the draft."))
@force_option
@format_option("text", "json")
def command(draft: Path, action: str | None, file: Path | None, yes: bool, force: bool, form: str) -> None:
    if action is not None and file is None:
        raise UsageError(_("figures {action}: give the sheet, FILE.xlsx or FILE.csv", action=action))
    existing_file(draft)
    if action == "export" and file is not None:
        _export(draft, file, force, form)
    elif file is not None:
        _import(draft, file, yes, form)
    else:
        _list(draft, form)


def _export(draft: Path, file: Path, force: bool, form: str) -> None:
    from drafter.pipeline.figure_sheets import export_sheet

    refuse_existing(file, force=force)
    content, count = export_sheet(draft, file)
    write_output(file, content, force=force)
    if form == "json":
        print_json({"schema": "drafter/figures-export/1", "file": str(file), "figures": count})
        return
    click.echo(_("{path}: {count} figures", path=file, count=count))


def _import(draft: Path, file: Path, yes: bool, form: str) -> None:
    from drafter.pipeline.figure_sheets import apply_changes, compare, read_sheet
    from drafter.pipeline.ledger import ledger_of

    found = compare(ledger_of(draft), read_sheet(existing_file(file)))
    gone = apply_changes(draft, found.changes) if yes else ()
    left = (*found.left, *gone)
    failed = {one.row for one in gone}
    changes = [change for change in found.changes if change.row not in failed]
    if form == "json":
        print_json(
            {
                "schema": "drafter/figures-import/1",
                "applied": yes,
                "changes": [
                    {
                        "row": change.row,
                        "id": change.entry.id,
                        "section": change.entry.section,
                        "subject": change.entry.subject,
                        "unit": change.entry.unit,
                        "old": change.entry.old,
                        "new": change.value,
                        "state": str(change.state),
                    }
                    for change in changes
                ],
                "left": [{"row": one.row, "label": one.label, "why": one.why} for one in left],
            }
        )
        return
    for change in changes:
        said = state_word(change.state) if change.state == FigureState.CONFIRMED else ""
        value = f"{change.entry.old} → {change.value}"
        click.echo(f"{change.entry.id:6} {value:24} {change.entry.subject or change.entry.context}  {said}".rstrip())
    for one in left:
        click.echo(_("row {row}, {label}: left as it is; {why}", row=one.row, label=one.label, why=one.why), err=True)
    if yes:
        click.echo(_("{count} figures written into {path}", count=len(changes), path=draft))
    else:
        click.echo(_("{count} figures would change; --yes writes them", count=len(changes)))


def _base(entry: LedgerEntry) -> str:
    """What a wanted change in percent is counted from."""
    return "" if entry.base is None or entry.new is not None else "  · " + _("counted from {base}", base=entry.base)


def _list(draft: Path, form: str) -> None:
    from drafter.pipeline.ledger import ledger_of, loose_marks, share_confirmed

    entries = ledger_of(draft)
    loose = [mark.inner for mark in loose_marks(draft)]
    if form == "json":
        rows = [
            {
                "id": entry.id,
                "section": entry.section,
                "subject": entry.subject,
                "unit": entry.unit,
                "old": entry.old,
                "new": entry.new,
                "state": str(entry.state),
                "source": entry.source,
                "base": entry.base,
                "by": entry.by,
                "at": entry.at,
            }
            for entry in entries
        ]
        print_json({"schema": "drafter/figures/1", "figures": rows, "loose": loose})
        return
    for entry in entries:
        value = f"{entry.old} → {entry.new}" if entry.new is not None else entry.old
        percent = "% " if entry.unit == "%" else ""
        said = f"{percent}{entry.subject or entry.context}  · {entry.section}{_base(entry)}"
        click.echo(f"{entry.id:6} {state_word(entry.state):15} {value:24} {said}")
    done, all_ = share_confirmed(entries)
    click.echo(_("{done} of {all} figures confirmed", done=done, all=all_))
    if loose:
        shown = " ".join(f"⟦{inner}⟧" for inner in loose[:_SHOWN]) + (" …" if len(loose) > _SHOWN else "")
        click.echo(_("{count} more marks stand in the draft: {marks}", count=len(loose), marks=shown))
