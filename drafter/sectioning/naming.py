"""What a section is called: its printed label, its place in the sequence, its unique name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from drafter.language.folding import bare, nfc
from drafter.sectioning.found import Found
from drafter.sectioning.labels import Reading, letter_number, word_of


def printed_label(text: str, item: Found) -> str | None:
    if item.reading is None:
        return None
    printed = re.sub(r"[*_`\\]+", "", text[item.line.start : item.label_end])
    # A blank before the mark is a slip: `II .`
    return nfc(re.sub(r"\s+(?=[.)/:])", "", " ".join(printed.split()))) or None


def numbers(found: Sequence[Found]) -> list[int | None]:
    """Each label's place in its sequence; a run of letters that skips đ or uses f, j, w, z counts in Latin order."""
    places: list[int | None] = [item.reading.number if item.reading else None for item in found]
    runs: dict[tuple[int, int | None, str], list[int]] = {}
    for index, item in enumerate(found):
        if item.reading is not None and item.reading.family in ("lower", "upper"):
            runs.setdefault((item.paper, item.parent, item.reading.style), []).append(index)
    for members in runs.values():
        tokens = [(found[index].reading or _NONE).token.lower() for index in members]
        latin = any(token in "fjwz" for token in tokens) or (
            "đ" not in tokens and any(pair == ("d", "e") for pair in pairwise(tokens))
        )
        if latin:
            for index, token in zip(members, tokens, strict=True):
                places[index] = letter_number(token, latin=True)
    return [number or None for number in places]


_NONE = Reading("", "", (0,), 0, "")


def names(found: Sequence[Found], papers: int) -> list[str]:
    """Unique names: a draft's anchor, else the labels from the outside in, told apart by the paper and a count."""
    given: list[str] = []
    seen: dict[str, int] = {}
    for item in found:
        name = item.line.look.anchor
        if name is None:
            above = given[item.parent] if item.parent is not None else (f"p{item.paper + 1}" if papers > 1 else "")
            parent = found[item.parent].reading if item.parent is not None else None
            name = ".".join(part for part in (above, _step(item, parent)) if part)
        count = seen.get(name, 0)
        unique = name
        while unique in seen:
            count += 1
            unique = f"{name}-{count + 1}"
        seen[name] = count
        seen.setdefault(unique, 0)
        given.append(unique)
    return given


def _step(item: Found, parent: Reading | None) -> str:
    reading = item.reading
    if reading is None:
        return "-".join(re.findall(r"[a-z0-9]+", bare(item.title.words))[:6]) or "muc"
    word = word_of("appendix" if reading.family == "form" else reading.family)
    if word is not None:
        slug = "bieu" if reading.family == "form" else word.slug
        return f"{slug}{reading.number or ''}"
    if len(reading.path) > 1:
        above = parent.path if parent else ()
        path = reading.path[len(above) :] if reading.path[: len(above)] == above else reading.path
        return ".".join(map(str, path))
    if reading.family in ("arabic", "round", "count", "ordinal"):
        return str(reading.number)
    if reading.family == "roman":
        return reading.token.upper().replace("L", "I").replace("1", "I")
    return reading.token
