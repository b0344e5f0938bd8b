"""Rows of the desk: findings and figures of a draft, placed in the sections' bodies as the editor shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from drafter.markup import Mark, MarkKind, find_marks
from drafter.messages import catalogue, mark
from drafter.model.desk import FigureRow, FindingRow, PhraseRow
from drafter.model.draft import Draft, FigureState, LedgerEntry
from drafter.model.finding import Finding
from drafter.model.outline import Item
from drafter.outlining import Met
from drafter.reusing.linking import linked
from drafter.reusing.locating import Located, locate
from drafter.shelves.phrases import Phrase

_ = catalogue("pipeline")

SETTLED = (FigureState.CONFIRMED, FigureState.REPLACED, FigureState.NOT_APPLICABLE)

# What a phrase is for (`use` in the phrasebank), as the list shows it.
_USES = {
    "opening": mark("opening"),
    "basis": mark("basis"),
    "results": mark("results"),
    "comparison": mark("comparison"),
    "assessment": mark("assessment"),
    "cause": mark("cause"),
    "lesson": mark("lesson"),
    "task": mark("task"),
    "closing": mark("closing"),
}

# How the ids of entries begin that the desk made for marks of which the ledger knew nothing.
LOOSE = "mark-"

# The asks that `new` writes above a section's text: shown as ticks, kept in the file.
_LEAD = re.compile(r"(?:[ \t]*<!--(?:(?!-->).)*-->[ \t]*\n*)+", re.DOTALL)


def split_lead(body: str) -> tuple[str, str]:
    """The asks written above a section's text, and the text."""
    found = _LEAD.match(body)
    return (body[: found.end()], body[found.end() :]) if found else ("", body)


def finding_rows(findings: Iterable[Finding], draft: Draft) -> Iterator[FindingRow]:
    """Findings with their places inside the sections' bodies."""
    for finding in findings:
        # A mark stands in the list of figures already.
        if finding.waived is not None or finding.rule == "CAR601" or finding.text.startswith("⟦"):
            continue
        section, start, end = _in_body(draft, finding)
        yield (
            FindingRow(
                id=finding.id,
                rule=finding.rule,
                name=finding.name,
                severity=finding.severity,
                message=finding.message,
                section=section,
                start=start,
                end=end,
                quote=finding.text,
                related=tuple(other.message for other in finding.related),
                why=_why(finding.rule),
                fixable=finding.fix is not None and finding.fix.safe,
            )
        )


def _in_body(draft: Draft, finding: Finding) -> tuple[str | None, int, int]:
    """The section of a finding, and its place in the section's body as the editor shows it."""
    for section in reversed(draft.sections):
        if section.id is not None and section.start <= finding.start:
            shift = section.body_start + len(split_lead(section.body)[0])
            length = len(split_lead(section.body)[1])
            start = min(max(0, finding.start - shift), length)
            return section.id, start, min(max(start, finding.end - shift), length)
    return None, 0, 0


def figure_row(one: Located, ledger: Sequence[LedgerEntry], titles: Mapping[str, str]) -> FigureRow:
    """A figure of the ledger, with where else the same indicator stands."""
    entry, mark = one.entry, one.mark
    places = [
        titles[other.section] + (f": {other.new}" if other.state == FigureState.REPLACED else "")
        for other in linked(entry, ledger)
        if other.section in titles
    ]
    return FigureRow(
        id=entry.id,
        section=entry.section,
        now=entry.new if entry.state in SETTLED else (None if entry.old.startswith("?") else entry.old.rstrip("? ")),
        old=entry.old.rstrip("? ") or None,
        state=entry.state,
        subject=entry.subject,
        unit=entry.unit,
        change=_change(entry),
        source=entry.source,
        context=entry.context,
        start=mark.start if mark else None,
        end=mark.end if mark else None,
        places=tuple(places),
    )


def loose_marks(section: str, body: str, taken: set[tuple[str, int]]) -> list[FigureRow]:
    """Marks that stand in the text without an entry in the ledger."""
    rows = []
    for number, here in enumerate(find_marks(body)):
        if (section, here.start) in taken:
            continue
        old = None if here.kind == MarkKind.WANTED else here.inner.rstrip("? ")
        rows.append(
            FigureRow(
                id=f"mark:{section}:{number}",
                section=section,
                now=old,
                old=old,
                state=FigureState.UNCONFIRMED,
                context=around(body, here),
                start=here.start,
                end=here.end,
            )
        )
    return rows


def phrase_row(phrase: Phrase, text: str) -> PhraseRow:
    """A phrase under what it is for; under its id where it does not say so."""
    return PhraseRow(phrase.id, _(_USES[phrase.use]) if phrase.use in _USES else phrase.id, text, phrase.source)


def around(body: str, mark: Mark) -> str:
    """The words about a mark, with an ellipsis in its place."""
    return " ".join((body[max(0, mark.start - 30) : mark.start] + "…" + body[mark.end : mark.end + 30]).split())


@lru_cache(maxsize=4096)
def located_in(section: str, body: str, entries: tuple[LedgerEntry, ...]) -> tuple[Located, ...]:
    """Where a section's figures stand in its body; found once for each text of a section."""
    return locate(entries, {section: body})


def _change(entry: LedgerEntry) -> str | None:
    """The difference between the new and the old figure, `+225 (+12,1%)`."""
    if entry.new is None or entry.state != FigureState.REPLACED:
        return None
    old, new = _plain_number(entry.old), _plain_number(entry.new)
    if old is None or new is None:
        return None
    difference = new - old
    share = f" ({_printed(difference / old * 100, 1)}%)" if old else ""
    return _printed(difference, max(0, -int(difference.normalize().as_tuple().exponent))) + share


def _plain_number(text: str) -> Decimal | None:
    """`2.450` → 2450, `8,85` → 8.85; None for anything else than one number in the Vietnamese form."""
    if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", text.strip()):
        return None
    return Decimal(text.strip().replace(".", "").replace(",", "."))


def _printed(value: Decimal, places: int) -> str:
    """With sign, a dot between thousands and a decimal comma."""
    return f"{value:+,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _why(code: str) -> str | None:
    from drafter import checking

    rule = next((one for one in checking.RULES if one.code == code), None)
    return catalogue("checking")(rule.why) if rule else None


@lru_cache(maxsize=2048)
def judged(item: Item, body: str) -> tuple[Met, ...]:
    """Which asks a body meets; the same item and body are judged once."""
    from drafter.outlining import asks_met

    return asks_met(item, body)


def leaves(draft: Draft, index: int) -> list[str]:
    """Ids of the sections without sub-sections below one (itself where it has none)."""
    own = draft.sections[index]
    below = []
    for position in range(index + 1, len(draft.sections)):
        section = draft.sections[position]
        if section.depth <= own.depth:
            break
        following = draft.sections[position + 1] if position + 1 < len(draft.sections) else None
        if section.id and (following is None or following.depth <= section.depth):
            below.append(section.id)
    return below or [own.id or ""]
