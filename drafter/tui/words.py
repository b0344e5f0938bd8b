"""How states and severities are shown: by word, shape and colour, so that no one of them alone matters."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.messages import catalogue, mark
from drafter.model.draft import FigureState, SectionState
from drafter.model.finding import Severity
from drafter.model.outline import Grade
from drafter.model.period import Period, PeriodKind

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Look:
    """A shape, the word in English (the key of the catalogue) and a colour of the theme."""

    shape: str
    text: str
    colour: str

    @property
    def word(self) -> str:
        return _(self.text)

    @property
    def said(self) -> str:
        return f"{self.shape} {self.word}"


STATES: dict[SectionState, Look] = {
    SectionState.EMPTY: Look("○", mark("not written"), "$text-muted"),
    SectionState.CARRIED: Look("↻", mark("from last period"), "$secondary"),
    SectionState.DRAFTING: Look("◐", mark("being drafted"), "$accent"),
    SectionState.WAITING: Look("◑", mark("waits for figures"), "$warning"),
    SectionState.DONE: Look("✓", mark("done"), "$success"),
    SectionState.APPROVED: Look("★", mark("approved"), "$success"),
    SectionState.NOTHING: Look("–", mark("nothing arose"), "$text-muted"),
}

FIGURES: dict[FigureState, Look] = {
    FigureState.UNCONFIRMED: Look("◑", mark("unconfirmed"), "$warning"),
    FigureState.CONFIRMED: Look("✓", mark("confirmed, unchanged"), "$success"),
    FigureState.REPLACED: Look("✎", mark("replaced"), "$success"),
    FigureState.NOT_APPLICABLE: Look("–", mark("not applicable"), "$text-muted"),
    FigureState.ASKED: Look("?", mark("to be asked"), "$secondary"),
}

SEVERITIES: dict[Severity, Look] = {
    Severity.ERROR: Look("✖", mark("error"), "$error"),
    Severity.WARNING: Look("▲", mark("warning"), "$warning"),
    Severity.INFO: Look("•", mark("hint"), "$secondary"),
}

GRADES: dict[Grade, Look] = {
    Grade.EXACT: Look("●", mark("exact"), "$success"),
    Grade.LIKELY: Look("◕", mark("likely"), "$accent"),
    Grade.WEAK: Look("◔", mark("weak"), "$warning"),
    Grade.NONE: Look("○", mark("none"), "$text-muted"),
}


def heading(label: str | None, title: str) -> str:
    """`1.1. Tên mục`."""
    return f"{label} {title}" if label else title


def shorten(text: str, width: int) -> str:
    """At most `width` characters, the cut shown by an ellipsis. NFC text has one cell a letter."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    return text[: max(0, width - 1)].rstrip() + "…" if width > 0 else ""


def period_words(period: Period) -> str:
    """As a report's title says it: `6 tháng đầu năm 2023`, `quý III năm 2023`."""
    year, number = period.year, period.number or 0
    if period.kind is PeriodKind.HALF:
        return _("the first half of {year}", year=year) if number == 1 else _("the second half of {year}", year=year)
    if period.kind is PeriodKind.QUARTER:
        return _("quarter {roman} of {year}", roman=("I", "II", "III", "IV")[number - 1], year=year)
    if period.kind is PeriodKind.NINE_MONTHS:
        return _("the first nine months of {year}", year=year)
    if period.kind is PeriodKind.MONTH:
        return _("month {n} of {year}", n=number, year=year)
    if period.kind is PeriodKind.WEEK:
        return _("week {n} of {year}", n=number, year=year)
    if period.kind is PeriodKind.YEAR:
        return _("the year {year}", year=year)
    return f"{period.first} - {period.last}"
