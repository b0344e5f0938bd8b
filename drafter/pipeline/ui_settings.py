"""What the terminal UI keeps from one day to the next: `[ui]` of the settings, and `.drafter/ui.json`."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from drafter.errors import DrafterError
from drafter.files import write_atomically
from drafter.model.desk import UiSettings
from drafter.workspace import Workspace


def ui_settings(workspace: Workspace) -> UiSettings:
    """`[ui]` of the settings, and what the UI remembered in `.drafter/ui.json`."""
    kept: Any = {}
    try:
        kept = json.loads((workspace.state / "ui.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        kept = {}
    said = workspace.settings.ui
    kept = kept if isinstance(kept, dict) else {}
    theme = kept.get("theme") or said.get("theme")
    sizes = kept.get("sizes")
    return UiSettings(
        theme=theme if isinstance(theme, str) else None,
        keys={name: key for name, key in said.get("keys", {}).items() if isinstance(key, str)},
        sizes={pane: size for pane, size in sizes.items() if isinstance(size, int)} if isinstance(sizes, dict) else {},
    )


def remember(workspace: Workspace, name: str, value: Any) -> None:
    """Keep a setting of the UI for next time; never fails loudly."""
    path = workspace.state / "ui.json"
    with contextlib.suppress(OSError, ValueError, TypeError, RecursionError, DrafterError):
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        kept = kept if isinstance(kept, dict) else {}
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, json.dumps({**kept, name: value}))
