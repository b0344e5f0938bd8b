"""The registry of well-known documents (`known_documents.toml`), with the flags that say how far an entry was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from drafter.lexicon import load


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """One entry. `date` is ISO or None; `verified` and `date_verified` False: never correct a text from it."""

    symbol: str
    type: str
    issuer: str | None
    date: str | None
    title: str | None
    verified: bool
    date_verified: bool
    source: str | None = None
    note: str | None = None


@cache
def known_documents() -> tuple[KnownDocument, ...]:
    """Every entry in the file's order."""
    return tuple(
        KnownDocument(**{"issuer": None, "date": None, "title": None, **entry})
        for entry in load("known_documents")["document"]
    )


@cache
def _by_symbol() -> Mapping[str, tuple[KnownDocument, ...]]:
    found: dict[str, list[KnownDocument]] = {}
    for entry in known_documents():
        found.setdefault(entry.symbol.lower(), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def known_by_symbol(symbol: str) -> tuple[KnownDocument, ...]:
    """The entries of one symbol as written (case aside): none, one, or several, for a symbol alone is no key."""
    return _by_symbol().get(symbol.lower(), ())


@cache
def wrong_symbols() -> Mapping[str, str]:
    """Wrong written symbols met in real papers → the right ones."""
    return {entry["wrong"]: entry["right"] for entry in load("known_documents")["symbol_error"]}
