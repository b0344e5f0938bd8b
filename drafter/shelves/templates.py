"""Filling the slots of titles and phrases: jinja2 in a sandbox, where a missing value shouts.

Slots are `{{ name }}`, conditions and loops over a list's name, with the filters `upper`, `lower`, `so` (3568 → `3.568`) and
`ngay` (a date → `ngày 05 tháng 6 năm 2023`, the day and the months 1 and 2 with a leading nought: Decree 30/2020, annex I).
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
    from jinja2.nodes import Node
    from jinja2.sandbox import SandboxedEnvironment

_ = catalogue("shelves")

_SLOT = re.compile(r"\{\{|\{%|\{#")


def has_slots(text: str) -> bool:
    return bool(_SLOT.search(text))


# What a template may be made of. No arithmetic, calls, attributes or assignments: none reaches anything, none grows.
_ALLOWED = (
    "Template", "Output", "TemplateData", "Name", "Const", "Filter", "Keyword", "If", "For", "CondExpr", "Test", "Compare",
    "Operand", "And", "Or", "Not", "Getattr", "Getitem",
)  # fmt: skip
# An argument of a filter is a short word or a small number, so that no filter makes much of little.
_LONGEST, _LARGEST = 100, 100


@cache
def environment(*, autoescape: bool = False) -> SandboxedEnvironment:
    """The one sandbox; nothing reaches files, attributes or globals, and no template grows beyond what is put in."""
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Narrow(ImmutableSandboxedEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
            try:
                tree = super()._parse(source, name, filename)
                refused = _refused(tree)
            except (ValueError, RecursionError) as error:
                raise TemplateSyntaxError(str(error) or type(error).__name__, 1) from error
            if refused is not None:
                said, line = refused
                raise TemplateSyntaxError(_("not allowed in a slot: {what}", what=said), line)
            return tree

    made = Narrow(undefined=StrictUndefined, autoescape=autoescape, keep_trailing_newline=True)
    made.globals.clear()
    keep = ("upper", "lower", "capitalize", "title", "trim", "default", "join", "length", "round", "first", "last")
    made.filters = {name: made.filters[name] for name in keep} | {"so": so, "ngay": ngay}
    return made


def _refused(tree: Node) -> tuple[str, int] | None:
    """The first part of a template that no slot needs, in jinja's word for it, and its line; None where all is plain."""
    from jinja2 import nodes

    waiting: list[tuple[Node, bool]] = [(tree, False)]
    while waiting:
        node, in_loop = waiting.pop()
        kind = type(node).__name__
        plain = kind in _ALLOWED
        if isinstance(node, nodes.For):
            plain = not in_loop and not node.recursive and isinstance(node.iter, nodes.Name)
            in_loop = True
        elif isinstance(node, nodes.Getattr):
            plain = isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in ("first", "last")
        elif isinstance(node, nodes.Getitem):
            plain = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int)
        elif isinstance(node, nodes.Filter):
            plain = _is_plain_filter(node)
        if not plain:
            return kind, node.lineno
        waiting += [(child, in_loop) for child in node.iter_child_nodes()]
    return None


def _is_plain_filter(node: Any) -> bool:
    from jinja2 import nodes

    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    if node.name == "join" and not isinstance(node.node, nodes.Name):
        return False
    for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
        if node.name == "default" and isinstance(argument, nodes.Name):
            continue
        value = argument.value if isinstance(argument, nodes.Const) else ...
        if not (
            value is None
            or (isinstance(value, str) and len(value) <= _LONGEST)
            or (isinstance(value, (int, float)) and abs(value) <= _LARGEST)
        ):
            return False
    return True


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
    if printed or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", written):
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
