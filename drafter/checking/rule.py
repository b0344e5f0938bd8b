"""What a rule is: a class with its page (code, name, why, examples) and one method that yields outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.model.finding import Fix, Outcome, OutcomeKind, Related, Severity
from drafter.model.outline import Item
from drafter.model.section import DocumentKind

EVERY_KIND = frozenset(DocumentKind)
NO_OUTLINES = EVERY_KIND - {DocumentKind.OUTLINE}
PROFILES = ("quick", "full", "final")


@dataclass(frozen=True)
class Example:
    """A text that the tests execute: with what beside it, the rule speaks (bad) or stays silent (good).

    `format` as `reading.from_text` takes it; `previous` is last period's text, `outline` the items asked for.
    """

    text: str
    format: str = "txt"
    outline: tuple[Item, ...] = ()
    pages: dict[str, int] = field(default_factory=dict)
    previous: str | None = None
    period: str | None = None
    unit: str | None = None
    profile: str = "full"
    layout: str | None = None


class Rule:
    """One rule. It sees an immutable context and yields outcomes; nothing yielded means not applicable.

    `finds`, `why`, `silences` and `source` are catalogue keys (`mark`). `kinds`: the papers it has a sense for (the
    runner drops what lies in others). `profile`: the lightest profile it runs in. `needs`: what the context must hold
    for it to run (outline, previous, layout, period).

    `reach` and `gathers` say when an edit of a draft can change the outcomes; where neither does, the rule is run on the
    whole draft after every edit. What it asks `context.once` for is noticed: while that stays the same, a rule with a
    `reach` is run around the edit alone, for all else that decides an outcome lies within so many blocks of where the
    outcome begins (a list counts as one), or in the sections' tree, the outline and last period's report. A rule
    that `gathers` has no other evidence than `context.once` and those three. A function for `once` lists what single
    paragraphs say; a bare integer in what it gives is an offset.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    finds: ClassVar[str]
    why: ClassVar[str]
    silences: ClassVar[str]
    bad: ClassVar[Example]
    good: ClassVar[Example]
    source: ClassVar[str | None] = None
    kinds: ClassVar[frozenset[DocumentKind]] = EVERY_KIND
    profile: ClassVar[str] = "quick"
    needs: ClassVar[frozenset[str]] = frozenset()
    reach: ClassVar[int | None] = None
    gathers: ClassVar[bool] = False

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        raise NotImplementedError

    def inconsistent(
        self,
        start: int,
        end: int,
        message: str,
        *,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        checked: tuple[tuple[str, int], ...] = (),
        severity: Severity | None = None,
        about: str | None = None,
    ) -> Outcome:
        """A finding. `about` names what is not there, for findings without words of their own."""
        return Outcome(
            self.code,
            OutcomeKind.INCONSISTENT,
            start,
            end,
            message,
            severity or self.severity,
            related,
            fix,
            checked,
            about,
        )

    def consistent(self, start: int, end: int, message: str, checked: tuple[tuple[str, int], ...] = ()) -> Outcome:
        """A tick: the computation that holds."""
        return Outcome(self.code, OutcomeKind.CONSISTENT, start, end, message, checked=checked)

    def undecided(self, start: int, end: int, message: str) -> Outcome:
        """What is missing for a decision."""
        return Outcome(self.code, OutcomeKind.UNDECIDED, start, end, message)


class ParagraphRule(Rule):
    """A rule whose outcomes in a paragraph depend on that paragraph alone (and on the context's settings). `in_tables`:
    whether it looks at table cells too."""

    reach = 0
    in_tables: ClassVar[bool] = False

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for paragraph in ticking(self.paragraphs(context)):
            yield from self.paragraph(context, paragraph)

    def paragraphs(self, context: CheckContext) -> tuple[Paragraph, ...]:
        return context.pieces if self.in_tables else context.paragraphs

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        raise NotImplementedError
