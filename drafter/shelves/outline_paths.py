"""Where outline files lie, and how one is found by id, name or path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from drafter.errors import UsageError
from drafter.files import is_file
from drafter.messages import catalogue
from drafter.shelves import yaml_files
from drafter.workspace import Workspace, shipped_data

_ = catalogue("shelves")


def folders(workspace: Workspace) -> Iterator[Path]:
    """Where outlines lie: the workspace's folder first, then what ships."""
    yield workspace.outlines
    shipped = shipped_data() / "outlines"
    if shipped.resolve() != workspace.outlines.resolve():
        yield shipped


def list_all(workspace: Workspace) -> tuple[Path, ...]:
    """Every outline file, the workspace's before those that ship; a shipped one of the same name is left out."""
    found: dict[str, Path] = {}
    for folder in folders(workspace):
        if folder.is_dir():
            for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
                found.setdefault(path.stem, path)
    return tuple(found.values())


def find(id_or_path: str | Path, workspace: Workspace) -> Path:
    """The file of an outline, by path, by file name or by its id.

    Raises UsageError with the nearest id where there is none.
    """
    given = Path(id_or_path)
    if is_file(given):
        return given
    name = str(id_or_path)
    paths = list_all(workspace)
    for path in paths:
        if name in (path.stem, path.name):
            return path
    for path in paths:
        if _id_in(path) == name:
            return path
    if given.suffix in (".yaml", ".yml") or "/" in name or "\\" in name:
        raise UsageError(_("{path}: no such outline file", path=name))
    near = yaml_files.nearest(name, [path.stem for path in paths])
    hint = (
        _("the nearest is “{near}”", near=near)
        if near
        else _("there are none yet; `drafter outline import FILE` makes one")
    )
    raise UsageError(_("no outline “{id}”; {hint}", id=name, hint=hint))


def _id_in(path: Path) -> str | None:
    try:
        head = path.read_text("utf-8-sig", errors="replace")[:4000]
    except OSError:
        return None
    found = re.search(r"(?m)^id:[ \t]*[\"']?([\w.-]+)", head)
    return found[1] if found else None
