"""YAML that people write: read fast, refused with file, line, column, key and the nearest valid key.

Every scalar is the text that stands there (`1.` and `2022-06-10` are no numbers and no days); only `true`, `false`, `null` and
an empty value mean something. A file is first read with the C parser; positions are looked up only to tell of a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from drafter.errors import LocatedError, Place, UnreadableFileError
from drafter.messages import catalogue

_ = catalogue("shelves")

Where = tuple[str | int, ...]
# Larger files are not outlines or phrases; deeper ones are a trap.
LIMIT = 4_000_000
_DEPTH = 40


class FaultError(Exception):
    """What is wrong at a place inside the data; the loader turns it into a LocatedError."""

    def __init__(self, where: Where, message: str, *, at_key: bool = False) -> None:
        super().__init__(message)
        self.where, self.message, self.at_key = where, message, at_key


def read_text(path: Path) -> str:
    """A file's text, UTF-8.

    Raises UnreadableFileError where it is missing, too large or no UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("{path}: cannot be read ({reason})", path=path, reason=error.strerror or str(error))
        ) from error
    if len(data) > LIMIT:
        raise UnreadableFileError(_("{path}: larger than {limit} bytes", path=path, limit=LIMIT))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LocatedError(Place(str(path), line), _("is not UTF-8 text; save it as UTF-8")) from error


def parse(source: str, path: str) -> Any:
    """Plain dicts, lists, texts, booleans and None.

    Raises LocatedError where it is not valid YAML.
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if bad := re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", source):
        line = source.count("\n", 0, bad.start()) + 1
        raise LocatedError(Place(path, line), _("a control character stands here; delete it"))
    if (deep := _nesting(source)) is not None:
        raise LocatedError(Place(path, deep), _("is nested too deeply"))
    try:
        return _reader("safe").load(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(str(error.problem or error.context or error).split())
        place = Place(path, mark.line + 1 if mark else None, mark.column + 1 if mark else None)
        if twice := re.match(r'found duplicate key "([^"]*)"', reason):
            raise LocatedError(place, _("“{key}:” stands twice; keep one of them", key=twice[1])) from error
        raise LocatedError(place, _("is not valid YAML: {reason}", reason=reason)) from error
    except (YAMLError, ValueError, TypeError, RecursionError, AttributeError) as error:
        raise LocatedError(
            Place(path, 1), _("is not valid YAML: {reason}", reason=" ".join(str(error).split())[:200])
        ) from error


def _nesting(source: str) -> int | None:
    """The line where brackets or indentation nest beyond reason; aliases that multiply are refused there too."""
    if len(re.findall(r"(?m)(?:^|[\s\[,:])\*[\w-]+", source)) > 200 and re.search(r"(?m)(?:^|[\s\[,:])&[\w-]+", source):
        return 1
    depth = 0
    for number, line in enumerate(source.split("\n"), 1):
        if len(line) - len(line.lstrip()) > 4 * _DEPTH:
            return number
        if "[" in line or "{" in line:
            depth = line.count("[") + line.count("{")
            if depth > 20 * _DEPTH:
                return number
    return None


def _reader(kind: str) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ=kind)
    yaml.Resolver = _text_resolver()
    yaml.allow_duplicate_keys = False
    return yaml


def writer() -> Any:
    """The round-trip reader and writer: comments and order stay, one value a line however long."""
    yaml = _reader("rt")
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def written(data: Any) -> str:
    out = StringIO()
    writer().dump(data, out)
    return out.getvalue()


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


def located(source: str, path: str, fault: FaultError) -> LocatedError:
    """The fault with its line and column, found by reading once more with positions."""
    line, column = _position(source, fault.where, at_key=fault.at_key)
    key = ""
    for step in fault.where:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else str(step)
    return LocatedError(Place(path, line, column, key or None), fault.message)


def _position(source: str, where: Where, *, at_key: bool) -> tuple[int | None, int | None]:
    try:
        node = _reader("rt").load(source)
    except Exception:  # positions are a courtesy: the fault is told without them
        return None, None
    line = column = 0
    for depth, step in enumerate(where):
        lc = getattr(node, "lc", None)
        if lc is None:
            break
        last = depth == len(where) - 1
        try:
            if isinstance(step, int):
                line, column = lc.item(step)
            else:
                line, column = lc.key(step) if at_key or not last else lc.value(step)
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line + 1, column + 1


def nearest(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # only on the way to an error message

    near = get_close_matches(str(name), known, n=1, cutoff=0.0)
    return near[0] if near else ""


# Checking plain data. Each raises FaultError with the place.


def mapping(value: Any, where: Where, known: Sequence[str], *, required: Sequence[str] = ()) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FaultError(where, _("must be lines of the form “key: value”"))
    for key in value:
        if key not in known:
            raise FaultError(
                (*where, key),
                _("unknown key “{key}”; the nearest is “{near}”", key=key, near=nearest(key, known)),
                at_key=True,
            )
    for key in required:
        if value.get(key) in (None, ""):
            raise FaultError(where, _("“{key}:” is missing", key=key))
    return value


def text(value: Any, where: Where) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        raise FaultError(where, _("must be one text"))
    return value


def truth(value: Any, where: Where) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise FaultError(where, _("must be true or false"))
    return value


def whole(value: Any, where: Where) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,9}", value):
        raise FaultError(where, _("must be a whole number"))
    return int(value)


def sequence(value: Any, where: Where) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise FaultError(where, _("must be a list: one “- ” a line"))
    return value


def texts(value: Any, where: Where) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    found = []
    for index, entry in enumerate(sequence(value, where)):
        said = text(entry, (*where, index))
        if said is None:
            raise FaultError((*where, index), _("is empty"))
        found.append(said)
    return tuple(found)
