"""The outline as it arrives: a letter with the outline and its form attached, typed as offices do.

`tests/samples/sources/NAME.toml` (a letterhead, the letter, who signs, the outline) gives `outlines/NAME.docx`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.tools import office_made, sample_text


def built(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Each letter's path in `folder` and its .docx."""
    for source in sorted(sample_text.SOURCES.glob("de-cuong-*.toml")):
        letter = tomllib.loads(source.read_text("utf-8"))
        yield folder / f"{source.stem}.docx", office_made.package(_paper(letter))


def _paper(letter: dict[str, Any]) -> Iterator[str]:
    yield office_made.frame(*letter["head"])
    yield from _lines(letter["letter"])
    yield office_made.frame(*letter["sign"])
    yield from _lines(letter["outline"])


def _lines(text: str) -> Iterator[str]:
    rows: list[list[str]] = []
    for line in text.strip().split("\n"):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield office_made.ruled(rows)
            rows = []
        if line == "---":
            yield office_made.PAGE_BREAK
        elif line[0] in "^*":
            yield office_made.paragraph(f"**{line[1:]}**", align="center" if line[0] == "^" else "both")
        else:
            yield office_made.paragraph(line)
    if rows:
        yield office_made.ruled(rows)
