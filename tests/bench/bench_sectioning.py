"""How long sectioning takes, and that it grows with the text and not faster.

`rows()` gives (name, characters, sections, median milliseconds) for a report repeated ten and a hundred times and for
texts that are made to hurt.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from drafter.model.document import Block, BlockKind, Document, Source
from drafter.sectioning import section

_PAPERS = Path(__file__).parent.parent / "sectioning" / "papers"


def _document(text: str) -> Document:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(Source("-", "txt"), text, tuple(blocks))


def rows(rounds: int = 5) -> list[tuple[str, int, int, float]]:
    report = (_PAPERS / "front_year_report.txt").read_text("utf-8").split("=====\n")[0]
    texts = {
        "report x 10": report * 10,
        "report x 100": report * 100,
        "5,000 lines of `1.`": "1.\n" * 5_000,
        "10,000 lines of `1.`": "1.\n" * 10_000,
        "one line of 1 MB": "1. " + "a b: c. D (e " * 80_000,
        "10,000 recipients": "Nơi nhận:\n- Lưu: VT;\n" * 10_000,
    }
    found: list[tuple[str, int, int, float]] = []
    for name, text in texts.items():
        document = _document(text)
        times: list[float] = []
        sections = 0
        for _ in range(rounds):
            begin = perf_counter()
            sections = len(section(document).sections)
            times.append(perf_counter() - begin)
        found.append((name, len(text), sections, round(median(times) * 1000, 1)))
    return found
