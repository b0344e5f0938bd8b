"""The front matter above a draft: its values, and the YAML they were read from, so that comments outlive an edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from drafter.errors import LocatedError, Place
from drafter.markup import yaml
from drafter.messages import catalogue

_ = catalogue("drafting")


class FrontMatter(dict[str, Any]):
    """A front matter's values with the YAML they were read from, so that comments and order outlive an edit.

    To be read only; `changed` gives a new one.
    """

    def __init__(self, values: Mapping[str, Any], source: str) -> None:
        super().__init__(values)
        self.source = source

    def changed(self, values: Mapping[str, Any]) -> FrontMatter:
        merged = {key: value for key, value in {**self, **values}.items() if values.get(key, "") is not None}
        return FrontMatter(merged, _merged_source(self.source, merged))


def parse_front(source: str, path: str, *, first_line: int) -> FrontMatter:
    """The front matter's YAML as a mapping of texts, lists and mappings.

    Raises LocatedError where it is no YAML mapping, with the line counted from `first_line`.
    """
    values = _parse_cached(source, path, first_line)
    return FrontMatter(values, source)


@lru_cache(maxsize=64)
def _parse_cached(source: str, path: str, first_line: int) -> dict[str, Any]:
    loaded = yaml.read(source, path, first_line=first_line)
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise LocatedError(Place(path, first_line), _("the front matter must be lines of the form “key: value”"))
    return dict(yaml.plain(loaded))


def dump_front(values: Mapping[str, Any]) -> str:
    """YAML that reads back to the same values; as it was typed where nothing changed."""
    if isinstance(values, FrontMatter) and values.source and _reads_as(values.source, values):
        return values.source if values.source.endswith("\n") else values.source + "\n"
    return yaml.write(yaml.plain(values)) if values else ""


def _reads_as(source: str, values: Mapping[str, Any]) -> bool:
    try:
        return _parse_cached(source, "-", 1) == values
    except LocatedError:
        return False


def _merged_source(source: str, values: Mapping[str, Any]) -> str:
    """The YAML with these values, its comments kept where it had any."""
    loaded = yaml.read_with_lines(source, "-") if source.strip() else None
    if not isinstance(loaded, dict):
        return yaml.write(yaml.plain(values)) if values else ""
    for key in [key for key in loaded if str(key) not in values]:
        del loaded[key]
    for key, value in values.items():
        if yaml.plain(loaded.get(key)) != yaml.plain(value) or key not in loaded:
            loaded[key] = yaml.plain(value)
    return yaml.write(loaded)
