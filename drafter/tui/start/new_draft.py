"""A new draft in five steps: outline, unit, period, last report, what is carried. Esc goes back a step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from drafter.errors import PeriodError, UsageError
from drafter.messages import catalogue
from drafter.model.period import Period
from drafter.tui.desk import NewDraft, Workbench
from drafter.tui.dialogs.ask import Ask, typed_path
from drafter.tui.dialogs.choose import Choice, Choose
from drafter.tui.dialogs.work import Done, Work
from drafter.tui.start.carry_table import CarryTable
from drafter.tui.words import period_words

_ = catalogue("tui")

Show = Callable[[Any], Awaitable[Any]]
_NONE = ""
_OTHER = "other"
_STEPS = 5


async def ask_new_draft(show: Show, workbench: Workbench) -> NewDraft | None:
    """Lead through the steps; None where the first one is given up.

    Raises UsageError where there is no outline to begin with.
    """
    outlines = workbench.outlines()
    if not outlines:
        raise UsageError(_("There is no outline yet: I reads one from the letter that arrived."))
    wish = NewDraft(outline="", unit=workbench.unit, period="")
    step = 0
    while step < _STEPS:
        answer = await _STEP[step](show, workbench, wish)
        if answer is None:
            if step == 0:
                return None
            step -= 1
            continue
        wish, step = answer, step + 1
    return wish


def _title(step: int, words: str) -> str:
    return f"{step}/{_STEPS} · {words}"


async def _outline(show: Show, workbench: Workbench, wish: NewDraft) -> NewDraft | None:
    choices = [
        Choice(entry.id, f"{entry.title}\n  {entry.id} · " + _("{n} items", n=entry.items))
        for entry in workbench.outlines()
    ]
    chosen = await show(Choose(_title(1, _("Which outline?")), choices, at=wish.outline))
    return replace(wish, outline=chosen) if chosen else None


async def _unit(show: Show, workbench: Workbench, wish: NewDraft) -> NewDraft | None:
    unit = await show(
        Ask(_title(2, _("Which unit reports?")), value=wish.unit, empty=_("The name of the unit is needed."))
    )
    return replace(wish, unit=unit) if unit else None


def likely_periods(today: date, known: Sequence[str]) -> tuple[str, ...]:
    """What the outline says first, then the periods that reports are written for about this day."""
    year, half, quarter = today.year, (today.month + 5) // 6, (today.month + 2) // 3
    last_half = f"{year}-H1" if half == 2 else f"{year - 1}-H2"
    last_quarter = f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"
    near = [f"{year}-H{half}", last_half, f"{year}-Q{quarter}", last_quarter, f"{year}-9M", str(year), str(year - 1)]
    return tuple(dict.fromkeys([*known, *near]))


async def _period(show: Show, workbench: Workbench, wish: NewDraft) -> NewDraft | None:
    known = next((entry.periods for entry in workbench.outlines() if entry.id == wish.outline), ())
    choices = [
        Choice(written, f"{period_words(Period.parse(written))}  ({written})")
        for written in likely_periods(date.today(), known)
        if _is_period(written)
    ]
    choices.append(Choice(_OTHER, _("another period …")))
    chosen = await show(Choose(_title(3, _("Which period?")), choices, at=wish.period))
    if chosen == _OTHER:
        chosen = await _typed_period(show)
    return replace(wish, period=chosen) if chosen else None


def _is_period(written: str) -> bool:
    try:
        Period.parse(written)
    except PeriodError:
        return False
    return True


async def _typed_period(show: Show) -> str | None:
    hint, value = _("A half-year 2023-H1, a year 2023, a quarter 2023-Q3, nine months 2023-9M, a month 2023-06"), ""
    while typed := await show(
        Ask(_title(3, _("Which period?")), text=hint, value=value, empty=_("A period is needed."))
    ):
        try:
            Period.parse(typed)
        except PeriodError as error:
            hint, value = str(error), typed
            continue
        return str(typed)
    return None


async def _previous(show: Show, workbench: Workbench, wish: NewDraft) -> NewDraft | None:
    title = _title(4, _("Last period's report?"))
    ended: Done | None = await show(Work(title, lambda tell: workbench.reports(wish, tell), ahead=True))
    if ended is None:
        return None
    if ended.error is not None:
        raise ended.error
    choices = [Choice(str(entry.path), f"{entry.title}\n  {entry.why}") for entry in ended.value]
    choices += [
        Choice(_OTHER, _("another file …")),
        Choice(_NONE, _("none: begin with the empty outline")),
    ]
    chosen = await show(Choose(title, choices, at=str(wish.previous) if wish.previous else None))
    if chosen == _OTHER:
        typed = await show(
            Ask(title, text=_("A report (.docx, .pdf, .txt); paste or type its path:"), empty=_("A path is needed."))
        )
        chosen = str(typed_path(typed)) if typed else None
    return replace(wish, previous=Path(chosen) if chosen else None) if chosen is not None else None


async def _carry(show: Show, workbench: Workbench, wish: NewDraft) -> NewDraft | None:
    if wish.previous is None:
        return replace(wish, choices={})
    title = _title(5, _("What is carried?"))
    ended: Done | None = await show(Work(title, lambda tell: workbench.carry_table(wish, tell), ahead=True))
    if ended is None:
        return None
    if ended.error is not None:
        raise ended.error
    rows = ended.value
    choices = await show(CarryTable(title, rows))
    return replace(wish, choices=choices) if choices is not None else None


_STEP = (_outline, _unit, _period, _previous, _carry)
