"""The ledger of carried figures: listed, confirmed, replaced."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from drafter.errors import UsageError
from drafter.markup import MarkKind
from drafter.messages import catalogue
from drafter.model.draft import Draft, FigureState, LedgerEntry

_ = catalogue("pipeline")

PREAMBLE = ""
_SETTLED = (FigureState.CONFIRMED, FigureState.REPLACED, FigureState.NOT_APPLICABLE)


def ledger_of(path: Path) -> tuple[LedgerEntry, ...]:
    """The ledger beside a draft."""
    from drafter.drafting import sidecar

    return sidecar.load(path).ledger


def share_confirmed(entries: Sequence[LedgerEntry]) -> tuple[int, int]:
    """How many figures are settled, of how many."""
    return sum(1 for entry in entries if entry.state in _SETTLED), len(entries)


def decide(
    path: Path, figure_id: str, *, value: str | None = None, not_applicable: bool = False, ask: bool = False
) -> LedgerEntry:
    """Settle one carried figure in the draft file and in the ledger beside it; the entry as it is now.

    Raises UsageError where there is no such figure, or its mark no longer stands in the section.
    """
    from drafter import drafting
    from drafter.drafting import sidecar

    draft, beside = drafting.load(path), sidecar.load(path)
    entry = next((one for one in beside.ledger if one.id == figure_id), None)
    if entry is None:
        raise UsageError(_("{path}: no carried figure {id}; drafter figures lists them", path=path, id=figure_id))
    state = state_of(value=value, not_applicable=not_applicable, ask=ask)
    changed, draft = apply_decision(draft, beside.ledger, entry, state, value)
    drafting.save(path, draft)
    sidecar.save(path, replace(beside, ledger=with_entry(beside.ledger, changed)))
    return changed


def state_of(*, value: str | None, not_applicable: bool, ask: bool) -> FigureState:
    if ask:
        return FigureState.ASKED
    if not_applicable:
        return FigureState.NOT_APPLICABLE
    return FigureState.CONFIRMED if value is None else FigureState.REPLACED


def apply_decision(
    draft: Draft, ledger: Sequence[LedgerEntry], entry: LedgerEntry, state: FigureState, value: str | None
) -> tuple[LedgerEntry, Draft]:
    """The entry and the draft with one figure settled.

    An asked figure keeps its mark. Raises UsageError where the mark is gone, or a wanted figure has no value.
    """
    from drafter import drafting
    from drafter.reusing.locating import locate, settled

    changed = replace(
        entry,
        state=state,
        new=value if state == FigureState.REPLACED else (entry.old if state == FigureState.CONFIRMED else None),
        by=getpass.getuser(),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    if state == FigureState.ASKED:
        return changed, draft
    bodies = bodies_of(draft)
    mark = next((found.mark for found in locate(ledger, bodies) if found.entry.id == entry.id), None)
    if mark is None:
        raise UsageError(_("figure {id} ({old}) no longer stands in its section", id=entry.id, old=entry.old))
    if mark.kind == MarkKind.WANTED and value is None and state == FigureState.CONFIRMED:
        raise UsageError(_("figure {id} is new in every period: give it with --value", id=entry.id))
    text = {FigureState.NOT_APPLICABLE: "–"}.get(state, value if value is not None else mark.inner)
    body = settled(bodies[entry.section], mark, text)
    if entry.section == PREAMBLE:
        return changed, replace(draft, preamble=body)
    return changed, drafting.replace_body(draft, entry.section, body)


def bodies_of(draft: Draft) -> dict[str, str]:
    """The text of each section by its id; what stands before the first one under the empty id."""
    return {PREAMBLE: draft.preamble} | {section.id: section.body for section in draft.sections if section.id}


def with_entry(ledger: Sequence[LedgerEntry], changed: LedgerEntry) -> tuple[LedgerEntry, ...]:
    return tuple(changed if entry.id == changed.id else entry for entry in ledger)
