"""Facts of a text: figures, dates and cited documents. Every fact points home: `text[start:end] == fact.text`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    ABOUT = "about"
    MORE_THAN = "more-than"
    LESS_THAN = "less-than"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True)
class Interval:
    """What a printed number stands for: `[low, high]`, or `[low, high)` where `open_above`."""

    low: Decimal
    high: Decimal
    open_above: bool = False

    def holds(self, value: Decimal) -> bool:
        return self.low <= value and (value < self.high if self.open_above else value <= self.high)

    def meets(self, other: Interval) -> bool:
        """Whether some value belongs to both."""
        first, second = (self, other) if self.low <= other.low else (other, self)
        return second.low < first.high or (second.low == first.high and not first.open_above)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Which cell a figure stands in: `index` of the table from 1, `row` and `column` from 1, header included."""

    index: int
    row: int
    column: int
    row_label: str | None
    column_label: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text itself says of a figure: `kind` is part-of, share-of, change, per, plan, cumulative, target,
    same-period; `direction` is up or down for a change; `base` is the index of the other figure among the facts'
    figures, None where the text does not name it."""

    kind: str
    direction: str | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity.

    `text` is the number with its unit as printed, without the qualifier. `value` has the scale applied (`3,7 tỷ đồng`:
    3700000000, unit `đồng`, `written` `3,7`); a range has `low` and `high` and no value; `214/1.305` has `parts`.
    `step` is one unit in the last written digit, scale applied (`3,7 tỷ`: 100000000). `exact` is True for counts of
    whole things and amounts written in full, False for percentages, measures and scaled money. `placeholder` marks a
    figure in `⟦ ⟧`: carried and unconfirmed. `number_start`/`number_end` span the digits alone. `negative`: a minus sign
    stands right before it; `value` is the printed number without it, `signed` the number with it.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    parts: tuple[Decimal, ...] | None
    unit: str | None
    written: str
    qualifier: Qualifier | None
    subject: str | None
    section: str | None
    table: TablePlace | None
    number_start: int
    number_end: int
    step: Decimal = Decimal(1)
    exact: bool = True
    in_words: bool = False
    placeholder: bool = False
    relation: Relation | None = None
    family: str | None = None
    negative: bool = False

    @property
    def signed(self) -> Decimal | None:
        """The value with the minus sign that stands before it."""
        return -self.value if self.negative and self.value is not None else self.value


class DateKind(StrEnum):
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    PERIOD = "period"
    RANGE = "range"
    TERM = "term"
    ANNIVERSARY = "anniversary"
    DURATION = "duration"
    LUNAR = "lunar"


class DateRole(StrEnum):
    ISSUE_DATE = "issue-date"
    DEADLINE = "deadline"
    PERIOD = "period"
    EVENT = "event"
    ANNIVERSARY = "anniversary"
    VALIDITY = "validity"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date, a period, a range, a term, a duration or an anniversary. `iso` as the contract writes it."""

    start: int
    end: int
    text: str
    kind: DateKind
    iso: str | None
    candidates: tuple[str, ...]
    role: DateRole
    section: str | None
    valid: bool = True  # False: no such day (31/4), kept because the text says it


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a document with a number or symbol.

    `symbol` holds the text's own characters, spaces removed, dashes as hyphens, Ð as Đ, never reordered. `date`,
    `issuer`, `title` only as this mention prints them. `document` is equal for all mentions of one document. `own` marks
    the document's own number line; `date_start`/`date_end` span the printed date; `symbol_start`/`symbol_end` the symbol.
    """

    start: int
    end: int
    text: str
    type: str | None
    symbol: str | None
    symbol_as_written: str | None
    date: str | None
    issuer: str | None
    title: str | None
    document: int
    section: str | None
    own: bool = False
    symbol_start: int | None = None
    symbol_end: int | None = None
    date_start: int | None = None
    date_end: int | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paper says of itself: who reports to whom, on which period, when. None where it does not say.

    `unit` is the issuing body's full name as printed in the letterhead, tidied to one line; `period` the reporting
    period in the contract's form; `date` the paper's own ISO date; `authority` the collective line of the signature
    (`TM. BAN THƯỜNG TRỰC`), `signer` the person's name.
    """

    unit: str | None = None
    superior: str | None = None
    place: str | None = None
    number: str | None = None
    date: str | None = None
    title: str | None = None
    period: str | None = None
    authority: str | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a document, each list in reading order. `tables` counts the tables looked at."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateFact, ...] = ()
    references: tuple[Reference, ...] = ()
    identity: Identity = Identity()
