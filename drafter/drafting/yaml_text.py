"""YAML as people write it beside and above a draft: every value is the text that stands there, faults have their line.

In the front matter `number: 05` is the text `05` and `date: 2022-06-10` the text `2022-06-10`: nothing is turned into a
number or a day behind the writer's back. Only `null`, `~`, an empty value and `true`/`false` are what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from drafter.errors import LocatedError, Place
from drafter.messages import catalogue

_ = catalogue("drafting")

_MOST_VALUES = 200_000
_DEEP = re.compile(r"[\[{](?:\s*[\[{]){40}")
_UNICODE_BREAK = re.compile("[\x85\u2028\u2029]")
_PERHAPS_TAG = re.compile(r"(?:^|[\s,\[{])![!<\w]", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
    loaded = load_yaml(source, path, first_line=first_line, plain_texts=True)
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise LocatedError(Place(path, first_line), _("the front matter must be lines of the form “key: value”"))
    return dict(plain(loaded))


def load_yaml(source: str, path: str, *, first_line: int = 1, plain_texts: bool = False) -> Any:
    """YAML with its lines and comments (ruamel's round-trip types); with `plain_texts` numbers and days stay text.

    Raises LocatedError with the line of the fault.
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if bad := _CONTROL.search(source):
        line = first_line + source.count("\n", 0, bad.start())
        raise LocatedError(Place(path, line), _("a control character stands here; delete it"))
    if deep := _DEEP.search(source):
        line = first_line + source.count("\n", 0, deep.start())
        raise LocatedError(Place(path, line), _("brackets are nested too deeply here"))
    _refuse_tags(source, path, first_line)
    try:
        loaded = _yaml(plain_texts=plain_texts).load(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reason = " ".join(str(error.problem or error.context or error).split())
        raise LocatedError(
            Place(path, line, mark.column + 1 if mark else None), _("is not valid YAML: {reason}", reason=reason)
        ) from error
    except RecursionError as error:
        raise LocatedError(Place(path, first_line), _("is nested too deeply")) from error
    except (YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise LocatedError(Place(path, first_line), _("is not valid YAML: {reason}", reason=reason)) from error
    if _is_huge(loaded):
        raise LocatedError(Place(path, first_line), _("holds too many values (references that repeat each other?)"))
    return loaded


def _refuse_tags(source: str, path: str, first_line: int) -> None:
    """No value is anything but a text, a list or lines of values: `!!python/object/apply:os.system` least of all.

    Raises LocatedError at the first tag.
    """
    if not _PERHAPS_TAG.search(source):
        return
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.tokens import TagToken

    try:
        tag = next((token for token in _yaml(plain_texts=True).scan(source) if isinstance(token, TagToken)), None)
    except (YAMLError, ValueError, RecursionError):
        return  # what is wrong is told where it is read
    if tag is not None:
        mark = tag.start_mark
        said = source.split("\n")[mark.line][mark.column :].split(maxsplit=1)[0]
        raise LocatedError(
            Place(path, first_line + mark.line, mark.column + 1),
            _("“{tag}” makes a value something else than text; delete it", tag=said[:60]),
        )


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


def _yaml(*, plain_texts: bool) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.width = 10_000
    yaml.allow_unicode = True
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    if plain_texts:
        yaml.Resolver = _text_resolver()
    return yaml


@lru_cache(maxsize=1)
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


def plain(value: Any) -> Any:
    """ruamel's round-trip types as plain dicts, lists and texts."""
    if isinstance(value, Mapping):
        return {_key(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    return str(value)


def _key(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(plain(key))


def dump_mapping(values: Mapping[str, Any]) -> str:
    """YAML that reads back to the same values; as it was typed where nothing changed."""
    if isinstance(values, FrontMatter) and values.source and _reads_as(values.source, values):
        return values.source if values.source.endswith("\n") else values.source + "\n"
    return dump_yaml(plain(values), plain_texts=True) if values else ""


def _reads_as(source: str, values: Mapping[str, Any]) -> bool:
    try:
        return _parse_cached(source, "-", 1) == values
    except LocatedError:
        return False


def dump_yaml(values: Any, *, plain_texts: bool = False) -> str:
    from io import StringIO

    out = StringIO()
    _yaml(plain_texts=plain_texts).dump(_escaped(values) if type(values) is dict else values, out)
    return out.getvalue()


def _escaped(value: Any) -> Any:
    """Texts with Unicode's own line breaks are quoted: YAML would take these for line ends."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, dict):
        return {_escaped(key): _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and _UNICODE_BREAK.search(value) else value


def _merged_source(source: str, values: Mapping[str, Any]) -> str:
    """The YAML with these values, its comments kept where it had any."""
    loaded = load_yaml(source, "-", plain_texts=True) if source.strip() else None
    if not isinstance(loaded, dict):
        return dump_yaml(plain(values), plain_texts=True) if values else ""
    for key in [key for key in loaded if str(key) not in values]:
        del loaded[key]
    for key, value in values.items():
        if plain(loaded.get(key)) != plain(value) or key not in loaded:
            loaded[key] = plain(value)
    return dump_yaml(loaded, plain_texts=True)
