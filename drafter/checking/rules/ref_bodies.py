"""The issuer that a citation names against the letters of its symbol: `12-NQ/TU … của Huyện ủy`. Told under REF307."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.fact import Reference

_OF = re.compile(r"\s*,?\s*của (?P<issuer>[^,;.()\n]{4,60})")
_STATE = re.compile(r"\d+/(?:(?:19|20)\d{2}/)?[A-ZĐa-z]{1,4}-(?P<body>[A-ZĐTg]+)")
_PARTY = re.compile(r"\d+-[A-ZĐa-z]{1,4}/(?P<body>[A-ZĐ]+)")
# Where the issuer's name ends and what the document is about begins.
_ENDS = re.compile(r"\s(?:về|ban hành|quy định|hướng dẫn|triển khai|thực hiện|phê duyệt|thông qua|giao|tại|và)\s")


@cache
def _bodies() -> dict[str, Any]:
    return load("symbol_bodies")


def other_issuer(context: CheckContext, reference: Reference) -> str | None:
    """The issuer printed right behind the citation where the symbol's letters are another body's, None else."""
    symbol = reference.symbol or ""
    end = max(reference.symbol_end or reference.start, reference.date_end or 0)
    issued = _OF.match(context.text, end, min(len(context.text), end + 90))
    if reference.own or issued is None:
        return None
    issuer = _ENDS.split(fold(issued["issuer"]) + " ")[0].strip()
    if found := _PARTY.fullmatch(symbol):
        entry = _bodies()["party"].get(found["body"])
    elif found := _STATE.fullmatch(symbol):
        if ministry := _bodies()["ministries"].get(found["body"]):
            return _printed(issued, issuer) if _of_other_ministry(issuer, ministry) else None
        entry = _bodies()["state"].get(found["body"])
    else:
        return None
    if entry is None or any(name in issuer for name in entry["own"]):
        return None
    return (
        _printed(issued, issuer)
        if any(issuer.startswith(name) or f" {name}" in issuer for name in entry["other"])
        else None
    )


def ruled_out(context: CheckContext) -> tuple[tuple[Reference, str], ...]:
    """Every citation whose issuer its symbol rules out, with that issuer."""
    found = ((reference, other_issuer(context, reference)) for reference in ticking(context.facts.references))
    return tuple((reference, issuer) for reference, issuer in found if issuer is not None)


def _of_other_ministry(issuer: str, own: str) -> bool:
    names = _bodies()["ministries"].values()
    return (
        any(re.match(rf"(?:bộ trưởng )?bộ {re.escape(name)}", issuer) for name in names if name != own)
        and own not in issuer
    )


def _printed(issued: re.Match[str], issuer: str) -> str:
    return issued["issuer"][: len(issuer)].strip()
