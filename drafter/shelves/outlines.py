"""`outlines/*.yaml`: an outline as an officer reads and edits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from drafter.errors import LocatedError, PeriodError, UsageError
from drafter.markup import yaml
from drafter.messages import catalogue
from drafter.model.outline import Appendix, AppendixRow, Ask, Item, Outline
from drafter.model.period import Period
from drafter.shelves import yaml_files
from drafter.shelves.outline_paths import find, folders, list_all
from drafter.shelves.templates import has_slots, slots
from drafter.shelves.yaml_files import FaultError, Where

__all__ = ["dump", "find", "folders", "lint", "list_all", "load", "loads"]

_ = catalogue("shelves")

SCHEMA = "drafter/outline/1"
KEYS = (
    "schema",
    "id",
    "kind",
    "title",
    "period",
    "next_period",
    "issuer",
    "deadline",
    "data_cutoff",
    "layout",
    "limits",
    "notes",
    "items",
    "appendices",
    "doubts",
)
ITEM_KEYS = ("id", "label", "title", "optional", "guidance", "lead", "keep", "aliases", "carry", "asks", "items")
ASK_KEYS = ("text", "guidance", "optional", "implicit", "parts", "wants_figures", "figures")
APPENDIX_KEYS = ("id", "label", "title", "unit", "columns", "comparison", "rows")
ROW_KEYS = ("id", "label", "title", "unit", "level", "sums")
_SLOT_NAMES = ("period", "year", "half", "quarter", "month", "week")
SLOTS = (*_SLOT_NAMES, *(f"next_{name}" for name in _SLOT_NAMES), "last_year", "last_period")
CARRY = ("keep", "placeholder", "clear")
LAYOUTS = ("decree30", "party", "front")
_ID = re.compile(r"[\w.-]{1,120}\Z")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")


def load(path: Path | str) -> Outline:
    """Read an outline file.

    Raises UnreadableFileError where it cannot be read, LocatedError (file, line, column, key, nearest valid key) where it
    is no valid outline.
    """
    place = Path(path)
    return loads(yaml_files.read_text(place), str(path))


def loads(source: str, path: str = "-") -> Outline:
    """The same from a text."""
    data = yaml.read(source, path)
    try:
        return _outline(data, Path(path).stem if path != "-" else "de-cuong")
    except FaultError as fault:
        raise yaml_files.located(source, path, fault) from None
    except RecursionError:
        raise yaml_files.located(source, path, FaultError((), _("is nested too deeply"))) from None


def _outline(data: Any, stem: str) -> Outline:
    top = yaml_files.mapping(data, (), KEYS, required=("title",))
    _check_schema(top.get("schema"))
    ids: set[str] = set()
    limits = yaml_files.mapping(top.get("limits") or {}, ("limits",), ("pages",))
    pages = yaml_files.mapping(limits.get("pages") or {}, ("limits", "pages"), tuple(limits.get("pages") or {}))
    for key in ("period", "next_period"):
        _check_period(top.get(key), (key,))
    for key in ("deadline", "data_cutoff"):
        _check_date(top.get(key), (key,))
    layout = yaml_files.text(top.get("layout"), ("layout",))
    _check_choice(layout, ("layout",), LAYOUTS)
    return Outline(
        id=_id(top.get("id") or stem, ("id",), None),
        kind=yaml_files.text(top.get("kind"), ("kind",)),
        title=_title(top["title"], ("title",)),
        period=yaml_files.text(top.get("period"), ("period",)),
        next_period=yaml_files.text(top.get("next_period"), ("next_period",)),
        issuer=yaml_files.text(top.get("issuer"), ("issuer",)),
        deadline=yaml_files.text(top.get("deadline"), ("deadline",)),
        data_cutoff=yaml_files.text(top.get("data_cutoff"), ("data_cutoff",)),
        pages={level: yaml_files.whole(value, ("limits", "pages", level)) for level, value in pages.items()},
        appendices=tuple(
            _appendix(value, ("appendices", index), ids)
            for index, value in enumerate(yaml_files.sequence(top.get("appendices"), ("appendices",)))
        ),
        notes=yaml_files.texts(top.get("notes"), ("notes",)),
        items=_items(top.get("items"), ("items",), ids),
        doubts=yaml_files.texts(top.get("doubts"), ("doubts",)),
        layout=layout,
    )


def _items(value: Any, where: Where, ids: set[str]) -> tuple[Item, ...]:
    return tuple(_item(entry, (*where, index), ids) for index, entry in enumerate(yaml_files.sequence(value, where)))


def _item(value: Any, where: Where, ids: set[str]) -> Item:
    entry = yaml_files.mapping(value, where, ITEM_KEYS, required=("id",))
    title = _title(entry.get("title") or "", (*where, "title"))
    guidance = yaml_files.text(entry.get("guidance"), (*where, "guidance"))
    optional = yaml_files.truth(entry.get("optional"), (*where, "optional"))
    carry = yaml_files.text(entry.get("carry"), (*where, "carry"))
    _check_choice(carry, (*where, "carry"), CARRY)
    item_id = _id(entry["id"], (*where, "id"), ids)
    items = _items(entry.get("items"), (*where, "items"), ids)
    if "asks" in entry and entry["asks"] is not None:
        asks = tuple(
            _ask(ask, (*where, "asks", index), title, guidance, optional)
            for index, ask in enumerate(yaml_files.sequence(entry["asks"], (*where, "asks")))
        )
    else:
        # A leaf item without asks is itself one.
        asks = () if items else (Ask(title, guidance, optional, implicit=True),)
    return Item(
        id=item_id,
        label=yaml_files.text(entry.get("label"), (*where, "label")),
        title=title,
        optional=optional,
        guidance=guidance,
        lead=yaml_files.text(entry.get("lead"), (*where, "lead")),
        items=items,
        asks=asks,
        keep=yaml_files.text(entry.get("keep"), (*where, "keep")),
        aliases=yaml_files.texts(entry.get("aliases"), (*where, "aliases")),
        carry=carry,
    )


def _ask(value: Any, where: Where, title: str, guidance: str | None, optional: bool) -> Ask:
    if isinstance(value, str):
        return Ask(value)
    entry = yaml_files.mapping(value, where, ASK_KEYS)
    implicit = yaml_files.truth(entry.get("implicit"), (*where, "implicit"))
    if not implicit and not entry.get("text"):
        raise FaultError(where, _("“{key}:” is missing", key="text"))
    figures = yaml_files.texts(entry.get("figures"), (*where, "figures"))
    wanted = entry.get("wants_figures")
    return Ask(
        text=yaml_files.text(entry.get("text"), (*where, "text")) or title,
        guidance=yaml_files.text(entry.get("guidance"), (*where, "guidance"))
        if "guidance" in entry or not implicit
        else guidance,
        optional=yaml_files.truth(entry.get("optional"), (*where, "optional"))
        if "optional" in entry or not implicit
        else optional,
        implicit=implicit,
        parts=yaml_files.texts(entry.get("parts"), (*where, "parts")),
        wants_figures=bool(figures) if wanted is None else yaml_files.truth(wanted, (*where, "wants_figures")),
        figures=figures,
    )


def _appendix(value: Any, where: Where, ids: set[str]) -> Appendix:
    entry = yaml_files.mapping(value, where, APPENDIX_KEYS, required=("id",))
    row_ids: set[str] = set()
    return Appendix(
        id=_id(entry["id"], (*where, "id"), ids),
        title=_title(entry.get("title"), (*where, "title")),
        label=yaml_files.text(entry.get("label"), (*where, "label")),
        unit=yaml_files.text(entry.get("unit"), (*where, "unit")),
        columns=yaml_files.texts(entry.get("columns"), (*where, "columns")),
        rows=tuple(
            _row(row, (*where, "rows", index), row_ids)
            for index, row in enumerate(yaml_files.sequence(entry.get("rows"), (*where, "rows")))
        ),
        comparison=yaml_files.truth(entry.get("comparison"), (*where, "comparison")),
    )


def _row(value: Any, where: Where, ids: set[str]) -> AppendixRow:
    entry = yaml_files.mapping(value, where, ROW_KEYS, required=("id", "title"))
    level = yaml_files.whole(entry["level"], (*where, "level")) if entry.get("level") is not None else 1
    return AppendixRow(
        id=_id(entry["id"], (*where, "id"), ids),
        title=yaml_files.text(entry["title"], (*where, "title")) or "",
        label=yaml_files.text(entry.get("label"), (*where, "label")),
        unit=yaml_files.text(entry.get("unit"), (*where, "unit")),
        level=level,
        sums=yaml_files.truth(entry.get("sums"), (*where, "sums")),
    )


def _id(value: Any, where: Where, taken: set[str] | None) -> str:
    said = yaml_files.text(value, where) or ""
    if not _ID.match(said):
        raise FaultError(where, _("“{id}” is no id: letters, digits, “-”, “_” and “.” only", id=said[:40]))
    if taken is not None:
        if said in taken:
            raise FaultError(where, _("the id “{id}” stands twice; every item needs its own", id=said))
        taken.add(said)
    return said


def _title(value: Any, where: Where) -> str:
    said = yaml_files.text(value, where) or ""
    if has_slots(said):
        try:
            names = slots(said)
        except UsageError as error:
            raise FaultError(where, str(error)) from None
        for name in names:
            if name not in SLOTS:
                raise FaultError(
                    where,
                    _(
                        "unknown slot “{name}”; the nearest is “{near}”",
                        name=name,
                        near=yaml_files.nearest(name, SLOTS),
                    ),
                )
    return said


def _check_schema(value: Any) -> None:
    said = yaml_files.text(value, ("schema",))
    if said and said != SCHEMA:
        raise FaultError(
            ("schema",),
            _("“{value}” is not the schema of an outline; write {schema}", value=said[:40], schema=SCHEMA),
        )


def _check_period(value: Any, where: Where) -> None:
    said = yaml_files.text(value, where)
    if said:
        try:
            Period.parse(said)
        except PeriodError as error:
            raise FaultError(where, str(error)) from None


def _check_date(value: Any, where: Where) -> None:
    said = yaml_files.text(value, where)
    if said and not _DATE.match(said):
        raise FaultError(where, _("“{value}” is no date: write 2022-06-10", value=said[:40]))


def _check_choice(value: str | None, where: Where, choices: tuple[str, ...]) -> None:
    if value is not None and value not in choices:
        raise FaultError(where, _("“{value}” is not one of {choices}", value=value, choices=", ".join(choices)))


def dump(outline: Outline, original: str | None = None) -> str:
    """The outline as YAML: stable order, only what differs from the default, a heading that explains the keys.

    With the file's `original` text its comments and layout stay where nothing changed. `loads(dump(o)) == o`.
    """
    data = _as_mapping(outline)
    if original is not None:
        kept = yaml.read_with_lines(original, "-")
        if isinstance(kept, Mapping):
            if "schema" not in kept:
                del data["schema"]
            _merge(kept, data)
            return yaml.write(kept)
    return _heading() + yaml.write(data)


def _heading() -> str:
    lines = (
        _("Outline of a report. Edit freely; `drafter outline check` tells what is wrong."),
        _(
            "In titles {{ period }}, {{ year }}, {{ next_period }} … stand for the period's words; | upper writes capitals."
        ),
        _("asks: what an item asks for; guidance: how; figures: numbers wanted; optional: may be left out;"),
        _(
            "aliases: other titles of the item; keep: text that stands in every report; carry: keep, placeholder or clear."
        ),
    )
    return "".join(f"# {line}\n" for line in lines)


def _as_mapping(outline: Outline) -> dict[str, Any]:
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "id": outline.id,
        "kind": outline.kind,
        "title": outline.title,
        "period": outline.period,
        "next_period": outline.next_period,
        "issuer": outline.issuer,
        "deadline": outline.deadline,
        "data_cutoff": outline.data_cutoff,
        "layout": outline.layout,
        "limits": {"pages": {level: str(pages) for level, pages in outline.pages.items()}} if outline.pages else None,
        "notes": list(outline.notes),
        "items": [_item_mapping(item) for item in outline.items],
        "appendices": [_appendix_mapping(appendix) for appendix in outline.appendices],
        "doubts": list(outline.doubts),
    }
    always = ("id", "title", "period", "next_period", "issuer", "deadline", "items")
    return {key: value for key, value in data.items() if value or key in always}


def _item_mapping(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "label": item.label,
        "title": item.title,
        "optional": item.optional,
        "guidance": item.guidance,
        "lead": item.lead,
        "keep": item.keep,
        "aliases": list(item.aliases),
        "carry": item.carry,
    }
    data = {key: value for key, value in data.items() if value or key in ("id", "title")}
    plain = (Ask(item.title, item.guidance, item.optional, implicit=True),)
    if item.asks != (() if item.items else plain):
        data["asks"] = [_ask_mapping(ask, item) for ask in item.asks]
    if item.items:
        data["items"] = [_item_mapping(child) for child in item.items]
    return data


def _ask_mapping(ask: Ask, item: Item) -> Any:
    if ask == Ask(ask.text):
        return ask.text
    data: dict[str, Any] = {}
    if ask.implicit:
        data["implicit"] = True
    if not ask.implicit or ask.text != item.title:
        data["text"] = ask.text
    inherited = ask.implicit
    if ask.guidance != (item.guidance if inherited else None):
        data["guidance"] = ask.guidance
    if ask.optional != (item.optional if inherited else False):
        data["optional"] = ask.optional
    if ask.parts:
        data["parts"] = list(ask.parts)
    if ask.wants_figures != bool(ask.figures):
        data["wants_figures"] = ask.wants_figures
    if ask.figures:
        data["figures"] = list(ask.figures)
    return data


def _appendix_mapping(appendix: Appendix) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": appendix.id,
        "label": appendix.label,
        "title": appendix.title,
        "unit": appendix.unit,
        "columns": list(appendix.columns),
        "comparison": appendix.comparison,
        "rows": [_row_mapping(row) for row in appendix.rows],
    }
    return {key: value for key, value in data.items() if value or key == "id"}


def _row_mapping(row: AppendixRow) -> dict[str, Any]:
    data: dict[str, Any] = {"id": row.id, "label": row.label, "title": row.title, "unit": row.unit}
    data = {key: value for key, value in data.items() if value or key in ("id", "title")}
    if row.level != 1:
        data["level"] = str(row.level)
    if row.sums:
        data["sums"] = True
    return data


def _merge(kept: Any, wanted: Mapping[str, Any]) -> None:
    """Make a round-trip mapping say what is wanted, touching only what differs."""
    for key in [key for key in kept if key not in wanted and kept[key] not in (None, "", [], {}, False)]:
        del kept[key]
    for key, value in wanted.items():
        old = kept.get(key)
        if key not in kept or not _same(old, value):
            if isinstance(old, Mapping) and isinstance(value, Mapping):
                _merge(old, value)
            elif isinstance(old, list) and isinstance(value, list):
                _merge_list(old, value)
            elif not (old is None and value is None):
                kept[key] = value


def _merge_list(kept: Any, wanted: list[Any]) -> None:
    named = {entry["id"]: entry for entry in kept if isinstance(entry, Mapping) and "id" in entry}
    made: list[Any] = []
    for place, value in enumerate(wanted):
        old = named.get(value.get("id")) if isinstance(value, Mapping) else None
        if (
            old is None
            and isinstance(value, Mapping)
            and "id" not in value
            and place < len(kept)
            and isinstance(kept[place], Mapping)
        ):
            old = kept[place]
        if old is not None:
            _merge(old, value)
            made.append(old)
        else:
            made.append(value)
    if [id(entry) for entry in made] != [id(entry) for entry in kept]:
        for place, value in enumerate(made[: len(kept)]):
            if not _same(kept[place], value):
                kept[place] = value
        del kept[len(made) :]
        kept.extend(made[len(kept) :])


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return set(first) == set(second) and all(_same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_same, first, second))
    if isinstance(first, bool) or isinstance(second, bool) or first is None or second is None:
        return first is second
    return str(first) == str(second)


def lint(path: Path | str) -> tuple[str, ...]:
    """What a careful reader would remark on an outline file, one line each; the fault itself where it does not load."""
    try:
        outline = load(path)
    except LocatedError as error:
        return (str(error),)
    return tuple(f"{path}: {remark}" for remark in _remarks(outline))


def _remarks(outline: Outline) -> Iterator[str]:
    if not outline.items:
        yield _("has no items")
    titles = (outline.title, *(item.title for _depth, item in outline.walk()))
    if outline.period is None and not any(map(has_slots, titles)):
        yield _("names no period, and no title has a slot for one")
    seen: dict[str, str] = {}
    for _depth, item in outline.walk():
        if not item.title:
            yield _("{id}: has no title", id=item.id)
        key = f"{item.label}|{item.title}".casefold()
        if key in seen:
            yield _("{id}: the same label and title as {other}", id=item.id, other=seen[key])
        seen[key] = item.id
        for ask in item.asks:
            if ask.wants_figures and not ask.figures:
                yield _("{id}: figures are wanted but not named: “{ask}”", id=item.id, ask=ask.text[:60])
            if len({text.casefold() for text in ask.figures}) < len(ask.figures):
                yield _("{id}: a figure is named twice", id=item.id)
        texts = [ask.text.casefold() for ask in item.asks]
        if len(set(texts)) < len(texts):
            yield _("{id}: one thing is asked twice", id=item.id)
    for doubt in outline.doubts:
        yield _("the import was unsure: {doubt}", doubt=doubt)
