"""`NAME.drafter.yaml`, which lies beside a document: waivers, section states, the ledger of carried figures.

A draft and its assembled .docx share one on purpose. Deleting it loses no text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from drafter.drafting.files import read_bytes
from drafter.errors import LocatedError, Place
from drafter.files import write_atomically
from drafter.markup import yaml
from drafter.messages import catalogue
from drafter.model.draft import FigureState, LedgerEntry, SectionState, Sidecar
from drafter.model.finding import Waiver

_ = catalogue("drafting")

SUFFIX = ".drafter.yaml"
_KEYS = ("waivers", "states", "seals", "notes", "ledger")


def sidecar_path(document: Path) -> Path:
    """`report.docx` and `report.md` → `report.drafter.yaml`."""
    return document.with_name(document.stem + SUFFIX)


def load(document: Path) -> Sidecar:
    """What lies beside a document; an empty sidecar where there is no such file.

    Raises LocatedError with line and key where the file is broken or says something unknown, UnreadableFileError where it
    cannot be opened.
    """
    path = sidecar_path(document)
    if not path.exists():
        return Sidecar()
    try:
        source = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LocatedError(Place(str(path)), _("is not UTF-8 text; save it as UTF-8 first")) from error
    raw = yaml.read_with_lines(source, str(path))
    if raw is None:
        return Sidecar()
    reader = _Reader(str(path))
    mapping = reader.mapping(raw, None, "", _KEYS)
    return Sidecar(
        waivers=reader.rows(mapping, "waivers", Waiver, {}),
        states=reader.table(mapping, "states", SectionState),
        ledger=reader.rows(mapping, "ledger", LedgerEntry, {"state": FigureState}),
        seals=reader.table(mapping, "seals", str),
        notes=reader.table(mapping, "notes", str),
    )


class _Reader:
    """Takes the YAML apart and says where it is wrong."""

    def __init__(self, path: str) -> None:
        self.path = path

    def fail(self, line: int | None, key: str, message: str) -> LocatedError:
        return LocatedError(Place(self.path, line, key=key or None), message)

    def mapping(self, value: Any, line: int | None, key: str, known: tuple[str, ...] | None) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self.fail(line or 1, key, _("must be lines of the form “key: value”"))
        for name in value:
            if known is not None and name not in known:
                from difflib import get_close_matches

                near = get_close_matches(str(name), known, n=1, cutoff=0.0)[0]
                message = _("unknown key “{name}”; the nearest known one is “{near}”", name=name, near=near)
                raise self.fail(_line(value, name), _dotted(key, name), message)
        return value

    def table(self, mapping: Mapping[str, Any], key: str, kind: Callable[[str], Any]) -> dict[str, Any]:
        """`section: value` lines."""
        value = mapping.get(key)
        if value is None:
            return {}
        inner = self.mapping(value, _line(mapping, key), key, None)
        return {str(name): self.value(inner, name, _dotted(key, name), kind) for name in inner}

    def rows(self, mapping: Mapping[str, Any], key: str, kind: Any, kinds: dict[str, Any]) -> tuple[Any, ...]:
        """A list of entries, each a mapping with the fields of a dataclass."""
        value = mapping.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.fail(_line(mapping, key), key, _("must be a list, each entry begun with “- ”"))
        known = tuple(one.name for one in fields(kind))
        needed = [one.name for one in fields(kind) if one.default is MISSING]
        rows: list[Any] = []
        for index, entry in enumerate(value):
            place = f"{key}[{index + 1}]"
            line = _line(value, index)
            inner = self.mapping(entry, line, place, known)
            filled = {
                str(name): self.value(inner, name, _dotted(place, name), kinds.get(str(name), str)) for name in inner
            }
            for name in needed:
                if name not in filled and not (kind is Waiver and name == "section"):
                    raise self.fail(line, place, _("“{name}” is missing", name=name))
            filled.setdefault("section", None)
            rows.append(kind(**filled))
        return tuple(rows)

    def value(self, mapping: Mapping[str, Any], name: Any, key: str, kind: Callable[[str], Any]) -> Any:
        said = yaml.plain(mapping[name])
        if said is None and kind is str:
            return None
        if not isinstance(said, str):
            raise self.fail(_line(mapping, name), key, _("must be a text"))
        try:
            return kind(said)
        except ValueError as error:
            known = ", ".join(getattr(kind, "__members__", {})).lower().replace("_", "-")
            message = _("“{said}” is none of: {known}", said=said, known=known)
            raise self.fail(_line(mapping, name), key, message) from error


def _dotted(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)


def _line(container: Any, key: Any) -> int | None:
    is_list = isinstance(container, list)
    places: Any = getattr(container, "lc", None)
    try:
        place = places.item(key) if is_list else places.value(key)
        return int(place[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return None


def save(document: Path, sidecar: Sidecar) -> None:
    """Write what lies beside a document, whole or not at all; an empty sidecar whose file is not there makes none.

    Raises WriteError.
    """
    path = sidecar_path(document)
    if sidecar == Sidecar() and not path.exists():
        return
    write_atomically(path, write(sidecar))


def write(sidecar: Sidecar) -> str:
    """The YAML of a sidecar: only what is set, one entry a block, so that two versions differ line by line."""
    values: dict[str, Any] = {
        "waivers": [_entry(waiver) for waiver in sidecar.waivers],
        "states": {section: str(state) for section, state in sidecar.states.items()},
        "seals": dict(sidecar.seals),
        "notes": dict(sidecar.notes),
        "ledger": [_entry(entry) for entry in sidecar.ledger],
    }
    kept = {key: value for key, value in values.items() if value}
    return yaml.write(kept) if kept else ""


def _entry(value: Waiver | LedgerEntry) -> dict[str, Any]:
    return {
        one.name: str(said)
        for one in fields(value)
        if (said := getattr(value, one.name)) is not None and said != one.default
    }
