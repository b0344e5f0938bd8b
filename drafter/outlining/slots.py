"""The period's words in titles as slots, so that one outline serves the next period too.

`KẾT QUẢ … 6 THÁNG ĐẦU NĂM 2022` becomes `KẾT QUẢ … {{ period | upper }}`; filling it for 2022-H1 gives back what was printed,
letter by letter, or no slot is made. What does not move (a term, a stage, a directive's year) stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from drafter.model.outline import Appendix, Ask, Item, Outline
from drafter.model.period import Period, PeriodKind
from drafter.outlining.periods import PeriodPhrase, find_periods, half_word, in_words, parsed, quarter_word
from drafter.shelves.templates import fill, has_slots


def slot_values(period: Period | str | None, next_period: Period | str | None = None) -> dict[str, Any]:
    """What titles may ask for: `period`, `year`, `half`, `quarter`, `month`, `week`, the same with `next_`, and the year
    before: `last_year`, `last_period`."""
    values: dict[str, Any] = {}
    now = parsed(period)
    if now is not None:
        values |= _values(now, "") | {"last_year": str(now.year - 1), "last_period": in_words(now.year_before())}
    after = parsed(next_period) or (now.next() if now is not None else None)
    if after is not None:
        values |= _values(after, "next_")
    return values


def _values(period: Period, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}period": in_words(period),
        f"{prefix}year": str(period.year),
        f"{prefix}half": half_word(period),
        f"{prefix}quarter": quarter_word(period),
        f"{prefix}month": str(period.number or ""),
        f"{prefix}week": str(period.number or ""),
    }


def fill_slots(title: str, period: Period | str | None, next_period: Period | str | None = None) -> str:
    """A title for a period; `next_period` is the one that follows where nobody says.

    Raises UsageError where the title asks for something that a period does not give.
    """
    return fill(title, slot_values(period, next_period)) if has_slots(title) else title


def filled(outline: Outline, period: Period | str | None = None, next_period: Period | str | None = None) -> Outline:
    """The outline with its titles filled for a period; its own where none is given.

    The next period keeps the distance that the outline's own has (a half-year's plan for the whole next year stays one).
    """
    now = parsed(period) or parsed(outline.period)
    after = parsed(next_period) or _next_like(outline, now)
    if now is None:
        return outline

    values = slot_values(now, after)

    def asks_of(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
        return tuple(replace(ask, text=fill(ask.text, values)) if ask.implicit else ask for ask in asks)

    def of(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            replace(item, title=fill(item.title, values), items=of(item.items), asks=asks_of(item.asks))
            for item in items
        )

    return replace(
        outline,
        title=fill(outline.title, values),
        period=str(now),
        next_period=str(after) if after and outline.next_period else None,
        items=of(outline.items),
        appendices=tuple(
            replace(
                appendix,
                title=fill(appendix.title, values),
                columns=tuple(fill(column, values) for column in appendix.columns),
            )
            for appendix in outline.appendices
        ),
    )


def _next_like(outline: Outline, now: Period | None) -> Period | None:
    own, after = parsed(outline.period), parsed(outline.next_period)
    if now is None:
        return None
    if own is None or after is None:
        return now.next()
    if own == now:
        return after
    if own.kind == now.kind and own.next() == after:
        return now.next()
    return after.moved(now.year - own.year)


def slotted(title: str, period: Period | None, next_period: Period | None) -> str:
    """The title with slots for this period's words; as it is where filling would not give it back exactly."""
    if period is None or period.kind == PeriodKind.SPAN or "{{" in title or "{%" in title:
        return title
    values = slot_values(period, next_period)
    out: list[str] = []
    at = 0
    for phrase in find_periods(title, year=period.year):
        slot = _slot(phrase, period, next_period, values)
        if slot is None:
            continue
        out += [title[at : phrase.start], slot]
        at = phrase.end
    made = "".join([*out, title[at:]])
    return made if made == title or fill(made, values) == title else title


def slotted_appendix(table: Appendix, period: Period | None, next_period: Period | None) -> Appendix:
    """A figure table with slots; one with a column for the year before compares."""
    columns = tuple(slotted(column, period, next_period) for column in table.columns)
    compares = table.comparison or any("{{ last_" in column for column in columns)
    return replace(table, title=slotted(table.title, period, next_period), columns=columns, comparison=compares)


def _slot(phrase: PeriodPhrase, period: Period, next_period: Period | None, values: dict[str, Any]) -> str | None:
    if phrase.fixed or phrase.period is None:
        return None
    if phrase.period == period.year_before() and phrase.period.kind != PeriodKind.YEAR:
        return next((template for template in _before(phrase) if fill(template, values) == phrase.text), None)
    prefixes = [""] if phrase.period == period else []
    prefixes += ["next_"] if phrase.period == next_period else []
    for prefix in prefixes:
        for template in _templates(prefix, phrase):
            if fill(template, values) == phrase.text:
                return template
    return _year_slot(phrase, period, next_period, values)


def _before(phrase: PeriodPhrase) -> Iterator[str]:
    """Ways to write the same period of the year before."""
    assert phrase.period is not None
    for filter_ in ("", " | upper", " | capitalize"):
        yield f"{{{{ last_period{filter_} }}}}"
    year = str(phrase.period.year)
    if phrase.text.endswith(year):
        yield phrase.text[: -len(year)] + "{{ last_year }}"


def _templates(prefix: str, phrase: PeriodPhrase) -> Iterator[str]:
    """Ways to write a phrase, the plainest first: the whole period, then its parts."""
    assert phrase.period is not None
    for filter_ in ("", " | upper", " | capitalize"):
        yield f"{{{{ {prefix}period{filter_} }}}}"
    year = str(phrase.period.year)
    text = phrase.text
    if phrase.has_year and text.endswith(year):
        text = text[: -len(year)] + f"{{{{ {prefix}year }}}}"
    match phrase.period.kind:
        case PeriodKind.HALF:
            for word in ("đầu", "cuối"):
                for printed, slot in ((word, "half"), (word.upper(), "half | upper")):
                    if f" {printed} " in text:
                        yield text.replace(f" {printed} ", f" {{{{ {prefix}{slot} }}}} ")
        case PeriodKind.QUARTER:
            roman = quarter_word(phrase.period)
            head, _, rest = text.partition(" ")
            if rest.upper().startswith(roman):
                yield f"{head} {{{{ {prefix}quarter }}}}{rest[len(roman) :]}"
        case PeriodKind.MONTH | PeriodKind.WEEK:
            name = "month" if phrase.period.kind == PeriodKind.MONTH else "week"
            number = str(phrase.period.number)
            place = text.find(number)
            if place >= 0:
                yield f"{text[:place]}{{{{ {prefix}{name} }}}}{text[place + len(number) :]}"
        case _:
            yield text


def _year_slot(phrase: PeriodPhrase, period: Period, next_period: Period | None, values: dict[str, Any]) -> str | None:
    """`NĂM 2022` in a half-year's outline: the year alone moves."""
    if phrase.period is None or phrase.period.kind != PeriodKind.YEAR:
        return None
    names = [
        ("year", period.year),
        ("next_year", next_period.year if next_period else 0),
        ("last_year", period.year - 1),
    ]
    for name, year in names:
        if phrase.period.year == year:
            made = phrase.text[: -len(str(year))] + f"{{{{ {name} }}}}"
            return made if fill(made, values) == phrase.text else None
    return None
