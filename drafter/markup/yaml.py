"""YAML that people write: outlines, phrases, the front matter of a draft, what lies beside it.

Every scalar is the text that stands there: `number: 05` is the text `05` and `date: 2022-06-10` the text `2022-06-10`; nothing
is turned into a number or a day behind the writer's back. Only `null`, `~`, an empty value and `true`/`false` mean something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from drafter.errors import LocatedError, Place
from drafter.messages import catalogue

_ = catalogue("markup")

# What nests deeper or stands for more values was not written by a person.
_MOST_LEVELS = 100
_MOST_VALUES = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNICODE_BREAK = re.compile("[\x85\u2028\u2029]")


def read(source: str, path: str, *, first_line: int = 1) -> Any:
    """Plain dicts, lists, texts, booleans and None, read by the C parser.

    Raises LocatedError with the line (counted from `first_line`) where it is not valid YAML, sets a tag, nests too deeply or
    stands for more values than a person writes.
    """
    return _read(source, path, first_line, "safe")


def read_with_lines(source: str, path: str, *, first_line: int = 1) -> Any:
    """The same as ruamel's round-trip types, which know their lines (`.lc`) and comments; about ten times slower."""
    return _read(source, path, first_line, "rt")


def _read(source: str, path: str, first_line: int, kind: str) -> Any:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if bad := _CONTROL.search(source):
        line = first_line + source.count("\n", 0, bad.start())
        raise LocatedError(Place(path, line), _("a control character stands here; delete it"))
    try:
        _refuse_traps(source, path, first_line)
        loaded = _yaml(kind).load(source)
    except MarkedYAMLError as error:
        raise _invalid(error, path, first_line) from error
    except (YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise LocatedError(Place(path, first_line), _("is not valid YAML: {reason}", reason=reason)) from error
    if _is_huge(loaded):
        raise LocatedError(Place(path, first_line), _("holds too many values (references that repeat each other?)"))
    return loaded


def _invalid(error: Any, path: str, first_line: int) -> LocatedError:
    unclosed = "flow" in (error.context or "")  # an open bracket is missed lines later: tell where it opens
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    place = Place(path, first_line + mark.line, mark.column + 1) if mark else Place(path, first_line)
    reason = " ".join(str(error.problem or error.context or error).split())
    if twice := re.match(r'found duplicate key "([^"]*)"', reason):
        return LocatedError(place, _("“{key}:” stands twice; keep one of them", key=twice[1]))
    return LocatedError(place, _("is not valid YAML: {reason}", reason=reason))


def _refuse_traps(source: str, path: str, first_line: int) -> None:
    """Before anything is built: no tag (`!!python/object/apply:os.system`), no nesting that would exhaust the stack.

    The parser's events come one after the other without recursion, so that looking at them is safe.
    """
    level = 0
    for event in _yaml("safe").parse(source):
        tag = getattr(event, "tag", None)
        level += _STEPS.get(type(event).__name__, 0)
        if tag is None and level <= _MOST_LEVELS:
            continue
        mark = event.start_mark
        place = Place(path, first_line + mark.line, mark.column + 1)
        if tag is None:
            raise LocatedError(place, _("is nested too deeply"))
        said = tag.replace("tag:yaml.org,2002:", "!!")
        raise LocatedError(place, _("“{tag}” makes a value something else than text; delete it", tag=said[:60]))


_STEPS = {"SequenceStartEvent": 1, "MappingStartEvent": 1, "SequenceEndEvent": -1, "MappingEndEvent": -1}


def _is_huge(loaded: Any) -> bool:
    """Whether a few lines stand for more values than any person writes: a reference to a list of references, and so on."""
    waiting = [loaded]
    count = 0
    while waiting:
        value = waiting.pop()
        count += 1
        if count > _MOST_VALUES:
            return True
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple, set)):
            waiting.extend(value)
    return False


def plain(value: Any) -> Any:
    """Round-trip types as plain dicts, lists and texts."""
    if isinstance(value, Mapping):
        return {_key(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    return str(value)


def _key(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(plain(key))


def write(values: Any) -> str:
    """YAML that `read` reads back to the same values, one line a value; round-trip types keep comments and order."""
    from io import StringIO

    out = StringIO()
    _yaml("rt").dump(_escaped(values) if type(values) in (dict, list) else values, out)
    return out.getvalue()


def _escaped(value: Any) -> Any:
    """Texts with Unicode's own line breaks are quoted: YAML would take these for line ends."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, dict):
        return {_escaped(key): _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and _UNICODE_BREAK.search(value) else value


def _yaml(kind: str) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ=kind)
    yaml.Resolver = _text_resolver()
    yaml.allow_duplicate_keys = False
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


@cache
def _text_resolver() -> type[Any]:
    """A resolver for which only null and true/false are no texts."""
    from ruamel.yaml.resolver import VersionedResolver

    null = ("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"))
    truth = ("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"))
    meanings = {first: [null] for first in ("~", "n", "N", "")} | {first: [truth] for first in "tTfF"}

    class TextResolver(VersionedResolver):
        @property
        def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
            return meanings

    return TextResolver
