"""The ledger of carried figures: listed, confirmed, replaced."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drafter.errors import UsageError
from drafter.markup import Mark, MarkKind
from drafter.messages import catalogue
from drafter.model.draft import Draft, FigureState, LedgerEntry

_ = catalogue("pipeline")

PREAMBLE = ""
# A number with letters or a percent sign behind it.
_WITH_UNIT = re.compile(r"(?P<number>.*\d)\s*(?P<unit>%|[^\W\d_].*)")
_ONE = r"[-–−+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
# A number, a part of a whole, a range; with what a bracket or a unit adds behind it.
AS_PRINTED = re.compile(rf"{_ONE}(?:\s?(?:/|-|–|đến)\s?{_ONE})?(?:\s?%)?(?:\s+\(.*\)|\s+[^\W\d_][^/]*)?")
_PREVIEW = 50  # characters shown on each side of a place
_SETTLED = (FigureState.CONFIRMED, FigureState.REPLACED, FigureState.NOT_APPLICABLE)


def ledger_of(path: Path) -> tuple[LedgerEntry, ...]:
    """The ledger beside a draft."""
    from drafter.drafting import sidecar

    return sidecar.load(path).ledger


def loose_marks(path: Path) -> tuple[Mark, ...]:
    """The marks of a draft that no entry of its ledger stands for: typed by hand, asked words, what was carried without one."""
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.markup import find_marks
    from drafter.reusing.locating import locate

    bodies = bodies_of(drafting.load(path))
    of_entries = {
        (found.entry.section, found.mark.start)
        for found in locate(sidecar.load(path).ledger, bodies)
        if found.mark is not None
    }
    return tuple(
        mark for section, body in bodies.items() for mark in find_marks(body) if (section, mark.start) not in of_entries
    )


def share_confirmed(entries: Sequence[LedgerEntry]) -> tuple[int, int]:
    """How many figures are settled, of how many."""
    return sum(1 for entry in entries if entry.state in _SETTLED), len(entries)


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """Another open place of an indicator, with the words around it as they stand and as they would."""

    entry: LedgerEntry
    before: str
    after: str


def linked_places(path: Path, figure_id: str, value: str) -> tuple[LinkedPlace, ...]:
    """Where else in a draft the indicator of a figure stands open (text, summary, appendix), with a preview of the new value."""
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.reusing.linking import linked
    from drafter.reusing.locating import locate

    draft, ledger = drafting.load(path), sidecar.load(path).ledger
    others = {other.id for other in linked(_entry(path, ledger, figure_id), ledger)}
    bodies = bodies_of(draft)
    return tuple(
        LinkedPlace(
            found.entry,
            _around(bodies[found.entry.section], found.mark, None),
            _around(bodies[found.entry.section], found.mark, value),
        )
        for found in locate(ledger, bodies)
        if found.entry.id in others and found.mark is not None
    )


def _around(body: str, mark: Mark, value: str | None) -> str:
    """The words around a mark on its line, with the mark or what would stand there."""
    said = body[mark.start : mark.end] if value is None else value
    before = body[max(0, mark.start - _PREVIEW) : mark.start].rpartition("\n")[2]
    return " ".join(f"{before}{said}{body[mark.end : mark.end + _PREVIEW].partition(chr(10))[0]}".split())


def decide(
    path: Path,
    figure_id: str,
    *,
    value: str | None = None,
    not_applicable: bool = False,
    ask: bool = False,
    also: Iterable[str] = (),
) -> tuple[LedgerEntry, ...]:
    """Settle one carried figure in the draft file and in the ledger beside it, and `also` others with the same value; the
    entries as they are now. The draft is locked meanwhile.

    Raises UsageError where there is no such figure, its mark no longer stands in the section, or it was settled already and
    no other value is given; LockedError where somebody holds the draft.
    """
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.drafting.lock import locked

    state = state_of(value=value, not_applicable=not_applicable, ask=ask)
    with locked(path):
        draft, beside = drafting.load(path), sidecar.load(path)
        changed: list[LedgerEntry] = []
        for one in dict.fromkeys((figure_id, *also)):
            entry = _entry(path, beside.ledger, one)
            if value is not None and not fits(value, entry):
                raise UsageError(
                    _(
                        "“{value}” is no figure like “{old}”; give a number, or change the text in the draft",
                        value=value,
                        old=entry.old,
                    )
                )
            settle = mend if entry.state in _SETTLED else apply_decision
            now, draft = settle(draft, beside.ledger, entry, state, value)
            beside = replace(beside, ledger=with_entry(beside.ledger, now))
            changed.append(now)
        drafting.save(path, draft)
        sidecar.save(path, beside)
    return tuple(changed)


def _entry(path: Path, ledger: Sequence[LedgerEntry], figure_id: str) -> LedgerEntry:
    entry = next((one for one in ledger if one.id == figure_id), None)
    if entry is None:
        raise UsageError(_("{path}: no carried figure {id}; drafter figures lists them", path=path, id=figure_id))
    return entry


def mend(
    draft: Draft, ledger: Sequence[LedgerEntry], entry: LedgerEntry, state: FigureState, value: str | None
) -> tuple[LedgerEntry, Draft]:
    """A figure that was settled already, with another value in its place.

    Raises UsageError where no other value is given, or where the one that was written cannot be told from others.
    """
    from drafter import drafting
    from drafter.reusing.locating import locate_settled

    now = entry.new if entry.new is not None else _("not applicable")
    if state != FigureState.REPLACED or value is None:
        raise UsageError(_("figure {id} is settled already: {old} → {now}", id=entry.id, old=entry.old, now=now))
    body = bodies_of(draft).get(entry.section, "")
    place = locate_settled(entry, body)
    if place is None:
        raise UsageError(
            _(
                "figure {id} is settled already ({now}), and its place is not found once only; change it in the draft",
                id=entry.id,
                now=now,
            )
        )
    value = alone(value, body[place[1] : place[1] + _PREVIEW])
    changed = _changed(entry, FigureState.REPLACED, value)
    body = body[: place[0]] + value + body[place[1] :]
    if entry.section == PREAMBLE:
        return changed, replace(draft, preamble=body)
    return changed, drafting.replace_body(draft, entry.section, body)


def fits(value: str, entry: LedgerEntry) -> bool:
    """Whether a value is a number as reports write it, and a pair only where the old one was: `1.310 hộ/5.660` is none."""
    said = value.strip()
    return AS_PRINTED.fullmatch(said) is not None and (("/" in said) <= ("/" in entry.old) or "?" in entry.old)


def alone(value: str, behind: str) -> str:
    """A value without the unit that stands behind its place already: `19,2 tỷ đồng` where the text goes on ` tỷ đồng`.

    Raises UsageError where it brings another unit than the text has.
    """
    from drafter.language.folding import fold

    value = value.strip()
    found = _WITH_UNIT.fullmatch(value)
    follows = behind.lstrip() if behind[:1] == " " or behind[:1] == "%" else ""
    if found is None or not (follows[:1].isalpha() or follows[:1] == "%"):
        return value
    unit, said = fold(found["unit"]), fold(follows)
    if said.startswith(unit) and not said[len(unit) :][:1].isalnum():
        return found["number"].rstrip()
    if unit == "%":
        return value
    line = follows.partition("\n")[0].split("⟦")[0].strip()
    raise UsageError(
        _(
            "“{value}”: the text goes on with “{behind}”; give the number alone, in that unit",
            value=value,
            behind=line[:30],
        )
    )


def _changed(entry: LedgerEntry, state: FigureState, value: str | None) -> LedgerEntry:
    """The entry as decided by this user, now."""
    return replace(
        entry,
        state=state,
        new=value if state == FigureState.REPLACED else (entry.old if state == FigureState.CONFIRMED else None),
        by=getpass.getuser(),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )


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
        new=value
        if state == FigureState.REPLACED
        else (entry.old.rstrip("? ") if state == FigureState.CONFIRMED else None),
        by=getpass.getuser(),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    if state == FigureState.ASKED:
        return changed, draft
    bodies = bodies_of(draft)
    mark = next((found.mark for found in locate(ledger, bodies) if found.entry.id == entry.id), None)
    if mark is None:
        raise UsageError(_("figure {id} ({old}) no longer stands in its section", id=entry.id, old=entry.old))
    if value is not None:
        value = alone(value, bodies[entry.section][mark.end : mark.end + _PREVIEW])
        changed = replace(changed, new=value)
    if mark.kind == MarkKind.WANTED and value is None and state == FigureState.CONFIRMED:
        raise UsageError(_("figure {id} is new in every period: give it with --value", id=entry.id))
    printed = mark.inner.rstrip("? ") if mark.kind == MarkKind.ASKED else mark.inner
    text = {FigureState.NOT_APPLICABLE: "–"}.get(state, value if value is not None else printed)
    body = settled(bodies[entry.section], mark, text)
    if entry.section == PREAMBLE:
        return changed, replace(draft, preamble=body)
    return changed, drafting.replace_body(draft, entry.section, body)


def bodies_of(draft: Draft) -> dict[str, str]:
    """The text of each section by its id; what stands before the first one under the empty id."""
    return {PREAMBLE: draft.preamble} | {section.id: section.body for section in draft.sections if section.id}


def with_entry(ledger: Sequence[LedgerEntry], changed: LedgerEntry) -> tuple[LedgerEntry, ...]:
    return tuple(changed if entry.id == changed.id else entry for entry in ledger)
