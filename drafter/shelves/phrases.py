"""`phrasebank/*.yaml`: sentences that come back every period, with slots for what changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter.errors import UsageError
from drafter.language.folding import bare
from drafter.markup import yaml
from drafter.messages import catalogue
from drafter.shelves import templates, yaml_files
from drafter.shelves.yaml_files import FaultError, Where
from drafter.workspace import Workspace, shipped_data

_ = catalogue("shelves")

KEYS = ("id", "text", "sections", "use", "tone", "source")
_ID = re.compile(r"[\w.-]{1,120}\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase. `sections` are tags of the sections it suits, `use` what it is for (opening, result, transition …), `tone`
    how it sounds, `source` where it comes from."""

    id: str
    text: str
    sections: tuple[str, ...] = ()
    use: str | None = None
    tone: str | None = None
    source: str | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """The names it asks for, in the order in which they stand."""
        return templates.slots(self.text)


def load(path: Path | str) -> tuple[Phrase, ...]:
    """One file: a list of phrases, alone or under `phrases:`.

    Kept in memory until the file changes. Raises UnreadableFileError, or LocatedError with file, line, column, key and the
    nearest valid key.
    """
    try:
        stat = Path(path).stat()
    except OSError:
        return loads(yaml_files.read_text(Path(path)), str(path))  # it says why in its own words
    return _loaded(str(path), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _loaded(path: str, _modified: int, _size: int) -> tuple[Phrase, ...]:
    return loads(yaml_files.read_text(Path(path)), path)


def loads(source: str, path: str = "-") -> tuple[Phrase, ...]:
    """The same from a text."""
    data = yaml.read(source, path)
    where: Where = ()
    try:
        if isinstance(data, Mapping):
            data = yaml_files.mapping(data, (), ("phrases",)).get("phrases")
            where = ("phrases",)
        taken: set[str] = set()
        return tuple(
            _phrase(entry, (*where, index), taken) for index, entry in enumerate(yaml_files.sequence(data, where))
        )
    except FaultError as fault:
        raise yaml_files.located(source, path, fault) from None


def _phrase(value: Any, where: Where, taken: set[str]) -> Phrase:
    entry = yaml_files.mapping(value, where, KEYS, required=("id", "text"))
    said = yaml_files.text(entry["id"], (*where, "id")) or ""
    if not _ID.match(said):
        raise FaultError((*where, "id"), _("“{id}” is no id: letters, digits, “-”, “_” and “.” only", id=said[:40]))
    if said in taken:
        raise FaultError((*where, "id"), _("the id “{id}” stands twice; every item needs its own", id=said))
    taken.add(said)
    text = (yaml_files.text(entry["text"], (*where, "text")) or "").strip()
    try:
        templates.slots(text)
    except UsageError as error:
        raise FaultError((*where, "text"), str(error)) from None
    return Phrase(
        id=said,
        text=text,
        sections=yaml_files.texts(entry.get("sections"), (*where, "sections")),
        use=yaml_files.text(entry.get("use"), (*where, "use")),
        tone=yaml_files.text(entry.get("tone"), (*where, "tone")),
        source=yaml_files.text(entry.get("source"), (*where, "source")),
    )


def appended(source: str, phrases: Iterable[Phrase], path: str = "-") -> str:
    """The text of a phrase file with more phrases at its end; what stands in it, comments too, stays as it is.

    Raises LocatedError where the file is at fault, before or after (an id that is there already).
    """
    if source.strip():
        loads(source, path)
    dash = re.search(r"(?m)^( *)- ", source)
    indent = dash[1] if dash else ""
    head = "" if source.strip() else "phrases:\n"
    text = head + source.rstrip() + ("\n" if source.strip() else "")
    text += "".join(f"{indent}{line}\n" for phrase in phrases for line in _entry(phrase))
    loads(text, path)
    return text


def _entry(phrase: Phrase) -> Iterator[str]:
    yield f"- id: {phrase.id}"
    yield f"  text: {_quoted(phrase.text)}"
    if phrase.sections:
        yield f"  sections: [{', '.join(phrase.sections)}]"
    for name in ("use", "tone", "source"):
        said = getattr(phrase, name)
        if said:
            yield f"  {name}: {_quoted(said)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def load_all(workspace: Workspace) -> tuple[Phrase, ...]:
    """The workspace's phrases, then those that ship; of one id the first stands.

    Raises LocatedError for the first file that is at fault.
    """
    found: dict[str, Phrase] = {}
    for path in files(workspace):
        for phrase in load(path):
            found.setdefault(phrase.id, phrase)
    return tuple(found.values())


def files(workspace: Workspace) -> tuple[Path, ...]:
    """Every phrase file, the workspace's before those that ship."""
    folders = [workspace.phrasebank]
    shipped = shipped_data() / "phrasebank"
    if shipped.resolve() != workspace.phrasebank.resolve():
        folders.append(shipped)
    return tuple(
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    )


def fill(phrase: Phrase | str, values: Mapping[str, Any]) -> str:
    """The phrase with its slots filled; the filters `so` and `ngay` print numbers and dates as reports do.

    Raises UsageError that names what is missing.
    """
    return templates.fill(phrase.text if isinstance(phrase, Phrase) else phrase, dict(values))


def search(phrases: Iterable[Phrase], words: str, *, section: str | None = None) -> tuple[Phrase, ...]:
    """Phrases that hold every word, with or without accents; those whose section tag fits come first."""
    wanted = bare(words).split()
    tag = bare(section) if section else None

    def fits(phrase: Phrase) -> bool:
        return tag is not None and any(bare(name) in tag or tag in bare(name) for name in phrase.sections)

    found = [
        phrase
        for phrase in phrases
        if all(word in bare(f"{phrase.id} {phrase.text} {' '.join(phrase.sections)}") for word in wanted)
    ]
    return tuple(sorted(found, key=lambda phrase: not fits(phrase)))
