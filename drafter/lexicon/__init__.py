"""Vocabularies of the field as data files (TOML), and the one loader."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """One vocabulary by its name (`units` → units.toml), read once. Callers do not change what they get."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
