"""What a check says: findings with their evidence, outcomes, waivers and coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "warning", "info").index(self.value)


class OutcomeKind(StrEnum):
    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Related:
    """The other place of a contradiction."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` of the source by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposed mending; `safe` ones are what `--fix` applies."""

    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one place. `undecided` carries what is missing in `message`.

    `checked` names what the outcome has checked, for the coverage: figures, references, dates or tables with the start
    offset of each.
    """

    rule: str
    kind: OutcomeKind
    start: int
    end: int
    message: str
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    checked: tuple[tuple[str, int], ...] = ()
    about: str | None = None  # names what is not there, where the place has no words of its own


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody silenced with a reason: keyed by rule, folded quote and section, never by line.

    `until` is the last period it holds for (None: lasting).
    """

    rule: str
    quote: str
    section: str | None
    reason: str
    until: str | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `id` is stable over runs: a hash of rule, folded quote and section."""

    id: str
    rule: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    line: int
    column: int
    page: int | None
    text: str
    section: str | None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    waived: Waiver | None = None
    about: str | None = None  # what is not there; stands for the quote in the id and in waivers


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind of fact were found, and how many at least one rule could check."""

    found: int = 0
    checked: int = 0


@dataclass(frozen=True)
class Coverage:
    figures: Count = Count()
    references: Count = Count()
    dates: Count = Count()
    tables: Count = Count()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """The result of one check. `outcomes` holds the consistent and undecided ones, filled only where asked for;
    `timings` seconds by rule code."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    period: str | None = None
    period_source: str | None = None
    outline: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity and finding.waived is None)

    @property
    def waived(self) -> int:
        return sum(1 for finding in self.findings if finding.waived is not None)

    def reaches(self, threshold: Severity) -> bool:
        """Whether a finding that is not waived is at least as grave as the threshold."""
        return any(f.waived is None and f.severity.rank <= threshold.rank for f in self.findings)
