"""Layout profiles of `layouts.toml` with what they take over from one another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from drafter.lexicon import load


@cache
def profile(name: str) -> dict[str, Any]:
    """A layout profile, whole. Callers do not change what they get.

    Raises KeyError where there is none of that name.
    """
    own: dict[str, Any] = load("layouts")[name]
    return _merged(profile(own["extends"]), own) if "extends" in own else own


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged key by key; an element that is said again is said whole."""
    merged = dict(base)
    for key, value in own.items():
        merged[key] = {**base[key], **value} if isinstance(value, Mapping) and key in base else value
    return merged
