"""Filling the slots of titles and phrases: jinja2 in a sandbox, where a missing value shouts.

Slots are `{{ name }}` with the filters `upper`, `lower`, `so` (3568 → `3.568`) and `ngay` (a date → `ngày 05 tháng 6 năm
2023`, the day and the months 1 and 2 with a leading nought: Decree 30/2020, annex I).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from drafter.errors import UsageError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_ = catalogue("shelves")

_SLOT = re.compile(r"\{\{|\{%|\{#")


def has_slots(text: str) -> bool:
    return bool(_SLOT.search(text))


@cache
def environment() -> SandboxedEnvironment:
    """The one sandbox; nothing reaches files, attributes or globals."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    made.globals.clear()
    keep = ("upper", "lower", "capitalize", "title", "trim", "default", "join", "length", "round", "first", "last")
    made.filters = {name: made.filters[name] for name in keep} | {"so": so, "ngay": ngay}
    return made


def fill(text: str, values: dict[str, Any]) -> str:
    """Fill a text's slots.

    Raises UsageError that names a missing value or says what is wrong with the slots.
    """
    if not has_slots(text):
        return text
    from jinja2 import TemplateError, UndefinedError

    try:
        return environment().from_string(text).render(values)
    except UndefinedError as error:
        missing = [name for name in slots(text) if name not in values]
        raise UsageError(
            _("no value for {names}: {text}", names=", ".join(missing) or str(error), text=text)
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise UsageError(_("the slots of “{text}” cannot be filled: {reason}", text=text, reason=str(error))) from error


def slots(text: str) -> tuple[str, ...]:
    """The names that a text's slots ask for, in the order in which they stand.

    Raises UsageError where the slots are no valid template.
    """
    if not has_slots(text):
        return ()
    from jinja2 import TemplateError, meta

    try:
        names = meta.find_undeclared_variables(environment().parse(text))
    except TemplateError as error:
        raise UsageError(_("the slots of “{text}” cannot be filled: {reason}", text=text, reason=str(error))) from error

    def place(name: str) -> int:
        found = re.search(rf"\{{[{{%][^}}]*?(?<!\w){re.escape(name)}(?!\w)", text)
        return found.start() if found else len(text)

    return tuple(sorted(names, key=lambda name: (place(name), name)))


def so(value: object) -> str:
    """A number as reports print it: a dot between thousands, a comma before decimals; other text as it is."""
    if isinstance(value, bool) or value is None:
        return str(value)
    written = str(value).strip()
    printed = isinstance(value, str) and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written)
    if printed or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", written):
        return written
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    whole, _dot, decimals = f"{number:,f}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def ngay(value: object) -> str:
    """A date, an ISO date or `5/6/2023` in words: `ngày 05 tháng 6 năm 2023`.

    Raises ValueError for what is no date.
    """
    if not isinstance(value, date):
        written = str(value).strip()
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written):
            year, month, day = map(int, found.groups())
        elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", written):
            day, month, year = map(int, found.groups())
        else:
            raise ValueError(_("“{value}” is no date: write 2023-06-05 or 5/6/2023", value=written))
        value = date(year, month, day)
    month_words = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month_words} năm {value.year}"
