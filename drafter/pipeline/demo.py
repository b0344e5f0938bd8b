"""A sample workspace with a half-done draft, and the whole journey on it without a screen."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafter.errors import WriteError
from drafter.messages import catalogue
from drafter.model.draft import FigureState
from drafter.model.finding import Severity
from drafter.model.outline import Grade
from drafter.model.period import Period
from drafter.pipeline.workspaces import make_workspace
from drafter.workspace import Workspace, shipped_data

_ = catalogue("pipeline")

NAME = "drafter-demo"

# Marks that wait for the officer: what a first draft is full of.
_OPEN_MARKS = ("CAR601", "OUT106")


@dataclass(frozen=True)
class Demo:
    """The sample workspace: its draft, last period's report, and what the tour's data file says."""

    workspace: Workspace
    draft: Path
    previous: Path
    plan: dict[str, Any]


def free_folder(parent: Path) -> Path:
    """`drafter-demo`, `drafter-demo-2` …: the first name that is not taken."""
    number = 1
    while True:
        folder = parent / (NAME if number == 1 else f"{NAME}-{number}")
        if not folder.exists():
            return folder
        number += 1


def make_demo(parent: Path) -> Demo:
    """Make the sample workspace in the next free folder, with the half-done draft.

    Raises WriteError where it cannot be written.
    """
    shipped = shipped_data()
    plan = tomllib.loads((shipped / "corpus" / "demo.toml").read_text("utf-8"))
    folder = free_folder(parent)
    workspace = make_workspace(folder, values=plan["settings"])
    try:
        shutil.copytree(shipped / "outlines", workspace.outlines, dirs_exist_ok=True)
        shutil.copytree(shipped / "phrasebank", workspace.phrasebank, dirs_exist_ok=True)
        reports = workspace.corpus / plan["unit"]
        reports.mkdir(parents=True, exist_ok=True)
        for name in plan["reports"]:
            shutil.copyfile(shipped / "corpus" / plan["unit"] / name, reports / name)
    except OSError as error:
        raise WriteError(_("{folder}: cannot be made ({reason})", folder=folder, reason=error)) from error
    previous = reports / plan["previous"]
    draft = workspace.drafts / plan["draft"]
    demo = Demo(workspace, draft, previous, plan)
    _write_draft(demo)
    return demo


def _write_draft(demo: Demo) -> None:
    from drafter.pipeline.drafts import new_draft, save_new

    made = new_draft(
        demo.plan["outline"],
        Period.parse(demo.plan["period"]),
        demo.workspace,
        previous=demo.previous,
        beside=demo.draft.parent,
    )
    save_new(made, demo.draft)
    _half_done(demo)


def _half_done(demo: Demo) -> None:
    """The officer's first morning: some figures settled as the data file says, one sentence typed."""
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.pipeline.ledger import apply_decision, with_entry

    draft, beside = drafting.load(demo.draft), sidecar.load(demo.draft)
    ledger = beside.ledger
    for wish in demo.plan["figure"]:
        matching = [
            e
            for e in ledger
            if (e.section, e.old) == (wish["section"], wish["old"]) and e.state == FigureState.UNCONFIRMED
        ]
        if not matching:
            continue
        state = FigureState.REPLACED if "new" in wish else FigureState.CONFIRMED
        changed, draft = apply_decision(draft, ledger, matching[0], state, wish.get("new"))
        ledger = with_entry(ledger, changed)
    for section, text in demo.plan.get("text", {}).items():
        draft = drafting.replace_body(draft, section, text)
    drafting.save(demo.draft, draft)
    sidecar.save(demo.draft, replace(beside, ledger=ledger))


def journey(demo: Demo) -> Iterator[str]:
    """The main job step by step: what each step did and found; the last line names the assembled .docx."""
    from drafter.pipeline.assembly import assemble_draft, write_report
    from drafter.pipeline.checking import CheckWishes, check_file
    from drafter.pipeline.ledger import ledger_of, share_confirmed
    from drafter.pipeline.outlines import load_outline, match_report
    from drafter.pipeline.understanding import understand

    root = demo.workspace.root
    yield _("1. Workspace: {folder}", folder=root)
    outline = load_outline(demo.plan["outline"], demo.workspace)
    items, asks = sum(1 for _i in outline.walk()), sum(len(item.asks) for _d, item in outline.walk())
    yield _("2. Outline {id}: {items} items, {asks} asks", id=outline.id, items=items, asks=asks)
    report = understand(demo.previous)
    facts = report.facts
    yield _(
        "3. Last period's report {name}: {sections} sections, {figures} figures, {dates} dates, {references} cited documents",
        name=demo.previous.name,
        sections=len(report.tree.sections),
        figures=len(facts.figures),
        dates=len(facts.dates),
        references=len(facts.references),
    )
    grades = [match.grade for match in match_report(outline, report)]
    done, all_ = share_confirmed(ledger_of(demo.draft))
    yield _(
        "4. Draft {name}: {answered} of {items} items with last period's text; {done} of {all} figures confirmed",
        name=demo.draft.relative_to(root).as_posix(),
        answered=sum(grade in (Grade.EXACT, Grade.LIKELY) for grade in grades),
        items=items,
        done=done,
        all=all_,
    )
    checked = check_file(demo.draft, CheckWishes(), demo.workspace)
    told = [finding for finding in checked.report.findings if finding.rule not in _OPEN_MARKS]
    yield _(
        "5. Check: {open} figures and dates still open; besides them {errors} errors, {warnings} warnings, {infos} hints",
        open=len(checked.report.findings) - len(told),
        errors=sum(finding.severity == Severity.ERROR for finding in told),
        warnings=sum(finding.severity == Severity.WARNING for finding in told),
        infos=sum(finding.severity == Severity.INFO for finding in told),
    )
    for finding in told[:6]:
        yield f"   {finding.rule} · {finding.message}"
    target = write_report(demo.draft.with_suffix(".docx"), assemble_draft(demo.draft, demo.workspace))
    yield _("6. Assembled as a draft: {path}", path=target)
