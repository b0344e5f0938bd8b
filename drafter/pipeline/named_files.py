"""The files that a draft's front matter names: those in its workspace, and those elsewhere that the user named himself.

A draft may come from anybody. What it names is read and may be printed (comparisons, the leader's packet), so a path that
leads out of the workspace is not followed on the draft's word alone.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from drafter.errors import DrafterError
from drafter.files import is_file, write_atomically
from drafter.workspace import Workspace, find_workspace, shipped_data

# Without a workspace nothing tells what belongs to the draft: then only what can be a report or an outline.
_KINDS = (".docx", ".pdf", ".txt", ".md", ".doc", ".odt", ".rtf", ".yaml", ".yml")


def named_file(said: object, draft: Path) -> Path | None:
    """The file that a draft names, from where it lies itself or from the current folder; None where there is none, or none
    that the draft may name."""
    for path in (draft.parent / str(said), Path(str(said))):
        if is_file(path) and _is_ours(path.resolve(), find_workspace(draft.parent)):
            return path
    return None


def vouch_for(path: Path, draft_folder: Path) -> None:
    """Remember that the user himself named a file outside the workspace; a file that cannot be written is no matter."""
    with contextlib.suppress(OSError, ValueError, DrafterError):
        workspace = find_workspace(draft_folder)
        full = path.resolve()
        if not workspace.is_real or _is_ours(full, workspace):
            return
        workspace.state.mkdir(mode=0o700, exist_ok=True)
        write_atomically(_list(workspace), json.dumps(sorted({*_vouched(workspace), str(full)}), ensure_ascii=False))


def _is_ours(full: Path, workspace: Workspace) -> bool:
    if not workspace.is_real:
        return full.suffix.lower() in _KINDS
    roots = (workspace.root, shipped_data().resolve())
    return any(full.is_relative_to(root) for root in roots) or str(full) in _vouched(workspace)


def _list(workspace: Workspace) -> Path:
    return workspace.state / "named.json"


def _vouched(workspace: Workspace) -> frozenset[str]:
    try:
        kept = json.loads(_list(workspace).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return frozenset(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else frozenset()
