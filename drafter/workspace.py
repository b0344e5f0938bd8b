"""One folder of work: its settings and where things lie in it; and where shipped data lies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter.errors import LocatedError, Place

SETTINGS_NAME = "drafter.toml"

# Section → key → type: everything drafter.toml may say (the contract's list).
_KNOWN: dict[str, dict[str, type]] = {
    "unit": {"name": str, "short": str, "superior": str, "place": str, "kind": str, "level": str},
    "signer": {"authority": str, "office": str, "name": str},
    "check": {"profile": str, "layout": str, "severity": dict},
    "ui": {"lang": str, "theme": str, "keys": dict},
    # The reader's limits (`drafter.reading.limits`): megabytes, counts, seconds.
    "reading": dict.fromkeys(
        (
            "size",
            "text",
            "pages",
            "entries",
            "unpacked",
            "ratio",
            "depth",
            "cells",
            "seconds",
            "office-seconds",
            "ocr-seconds",
        ),
        int,
    ),
}


@dataclass(frozen=True)
class Settings:
    """What `drafter.toml` says; an empty mapping for each section it leaves out."""

    unit: dict[str, str] = field(default_factory=dict)
    signer: dict[str, str] = field(default_factory=dict)
    check: dict[str, Any] = field(default_factory=dict)
    ui: dict[str, Any] = field(default_factory=dict)
    reading: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Workspace:
    """A folder with `drafter.toml`, `outlines/`, `phrasebank/`, `corpus/`, `drafts/` and `.drafter/`; any of them may
    be missing. Commands work without a workspace: `root` is then the current folder."""

    root: Path
    settings: Settings = Settings()

    @property
    def is_real(self) -> bool:
        """Whether the folder really is a workspace (has settings)."""
        return (self.root / SETTINGS_NAME).is_file()

    @property
    def outlines(self) -> Path:
        return self.root / "outlines"

    @property
    def phrasebank(self) -> Path:
        return self.root / "phrasebank"

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def state(self) -> Path:
        """`.drafter/`: index, journals, backups, caches; readable by the user alone."""
        return self.root / ".drafter"


def find_workspace(start: Path | None = None) -> Workspace:
    """The nearest folder with `drafter.toml` from here upwards, else the current folder without settings.

    Raises LocatedError where the settings are broken or say something unknown.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_NAME).is_file():
            return Workspace(folder, load_settings(folder / SETTINGS_NAME))
    return Workspace(here)


def load_settings(path: Path) -> Settings:
    """Read and check `drafter.toml`; unknown sections and keys are refused with the nearest valid name."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LocatedError(Place(str(path)), f"không phải TOML đúng / is not valid TOML: {error}") from error
    except RecursionError as error:
        raise LocatedError(Place(str(path)), "lồng quá nhiều tầng / is nested too deeply") from error
    for section, values in raw.items():
        _check_known(path, section, section, _KNOWN)
        if not isinstance(values, dict):
            raise LocatedError(Place(str(path), key=section), "phải là một mục [..] / must be a table")
        for key, value in values.items():
            _check_known(path, key, f"{section}.{key}", _KNOWN[section])
            expected = _KNOWN[section][key]
            if not isinstance(value, expected):
                raise LocatedError(Place(str(path), key=f"{section}.{key}"), f"cần / needs {expected.__name__}")
    return Settings(**{section: dict(values) for section, values in raw.items()})


def _check_known(path: Path, name: str, key: str, known: dict[str, Any]) -> None:
    if name in known:
        return
    from difflib import get_close_matches  # only on the way to an error message

    near = get_close_matches(name, known, n=1, cutoff=0.0)
    raise LocatedError(Place(str(path), key=key), f"không có khóa này / unknown key; gần nhất / nearest: {near[0]}")


@lru_cache(maxsize=1)
def shipped_data() -> Path:
    """Where the shipped `outlines/`, `phrasebank/`, `corpus/` lie: in the checkout if Drafter runs from one, else in the
    package. The checkout first, because an editable install leaves a stale copy in site-packages."""
    package = Path(__file__).resolve().parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "outlines").is_dir():
        return checkout
    return package / "_data"
