"""Outlines and phrases as YAML files: read fast, refused with file, line, column, key and the nearest valid key.

The values are taken apart as plain data; positions are looked up only to tell of a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafter import system_errors
from drafter.errors import LocatedError, Place, UnreadableFileError
from drafter.markup import yaml
from drafter.messages import catalogue

_ = catalogue("shelves")

Where = tuple[str | int, ...]
# Larger files are not outlines or phrases.
LIMIT = 4_000_000


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
            _("{path}: cannot be read ({reason})", path=path, reason=system_errors.reason(error))
        ) from error
    if len(data) > LIMIT:
        raise UnreadableFileError(_("{path}: larger than {limit} bytes", path=path, limit=LIMIT))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LocatedError(Place(str(path), line), _("is not UTF-8 text; save it as UTF-8")) from error


def located(source: str, path: str, fault: FaultError) -> LocatedError:
    """The fault with its line and column, found by reading once more with positions."""
    line, column = _position(source, fault.where, at_key=fault.at_key)
    key = ""
    for step in fault.where:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else str(step)
    return LocatedError(Place(path, line, column, key or None), fault.message)


def _position(source: str, where: Where, *, at_key: bool) -> tuple[int | None, int | None]:
    try:
        node = yaml.read_with_lines(source, "-")
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
