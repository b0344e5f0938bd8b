"""Making a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drafter import system_errors
from drafter.errors import UsageError, WriteError
from drafter.files import write_atomically
from drafter.messages import catalogue
from drafter.workspace import SETTINGS_NAME, Workspace, load_settings

_ = catalogue("pipeline")

# Every key a workspace may set, so that an officer fills in instead of looking up.
_KEYS = {
    "unit": ("name", "short", "superior", "place", "kind", "level"),
    "signer": ("authority", "office", "name"),
}


def make_workspace(
    folder: Path, *, unit: str | None = None, values: Mapping[str, Mapping[str, str]] | None = None
) -> Workspace:
    """Make a folder a workspace; what is already there stays.

    Raises UsageError where it is one already, WriteError where it cannot be written.
    """
    if (folder / SETTINGS_NAME).exists():
        raise UsageError(_("{folder} is a workspace already", folder=folder))
    given = {section: dict(values.get(section, {})) if values else {} for section in _KEYS}
    if unit:
        given["unit"]["name"] = unit
    try:
        for name in ("outlines", "phrasebank", "corpus", "drafts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        state = folder / ".drafter"
        state.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise WriteError(
            _("{folder}: cannot be made ({reason})", folder=folder, reason=system_errors.reason(error))
        ) from error
    write_atomically(folder / SETTINGS_NAME, _settings(given), overwrite=False)
    return Workspace(folder.resolve(), load_settings(folder / SETTINGS_NAME))


def _settings(given: Mapping[str, Mapping[str, str]]) -> str:
    lines: list[str] = []
    for section, keys in _KEYS.items():
        lines.append(f"[{section}]")
        for key in keys:
            value = given.get(section, {}).get(key)
            lines.append(f"{key} = {_quoted(value)}" if value else f'# {key} = ""')
        lines.append("")
    lines += ["[check]", '# profile = "full"', '# layout = "front"', "", "[ui]", '# lang = "vi"', ""]
    return "\n".join(lines)


def _quoted(value: str) -> str:
    import json

    # A JSON string is a TOML basic string for every text without control characters.
    return json.dumps(value, ensure_ascii=False)
