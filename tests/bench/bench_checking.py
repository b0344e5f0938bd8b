"""How long all rules take, and that it grows with the text and not faster.

`rows()` gives (name, characters, findings, median milliseconds) for a report repeated, and for texts made to hurt.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from drafter.checking import CheckContext, Memory, check
from drafter.extracting import extract
from drafter.model.period import Period
from drafter.pipeline.passages import check_passage
from drafter.reading import from_text
from drafter.sectioning import section

_PAPERS = Path(__file__).parent.parent / "sectioning" / "papers"


def _context(text: str) -> CheckContext:
    document = from_text(text)
    tree = section(document)
    return CheckContext(document, tree, extract(document, tree), period=Period.parse("2024"))


def rows(rounds: int = 3) -> list[tuple[str, int, int, float]]:
    report = (_PAPERS / "front_year_report.txt").read_text("utf-8").split("=====\n")[0]
    texts = {
        "report": report,
        "report x 10": report * 10,
        "report x 50": report * 50,
        "one line of 35 kB": "Mở 20 lớp, gồm " + "8 lớp, " * 5_000,
        "dots": "....  " * 5_000,
        "brackets": "(" * 5_000,
    }
    found: list[tuple[str, int, int, float]] = []
    for name, text in texts.items():
        times: list[float] = []
        findings = 0
        context = _context(text)
        for _ in range(rounds):
            fresh = CheckContext(context.document, context.tree, context.facts, period=context.period)
            begin = perf_counter()
            findings = len(check(fresh).findings)
            times.append(perf_counter() - begin)
        found.append((name, len(text), findings, round(median(times) * 1000, 1)))
    found.append(_after_an_edit(report * 50))
    found.append(_while_typing(report))
    return found


def _while_typing(report: str) -> tuple[str, int, int, float]:
    """The section of a draft of some 200 pages that somebody types in, checked alone (processor time)."""
    lines = [line for line in report.split("\n") if len(line) > 80 and "\t" not in line]
    body = "\n".join(lines)[:2600]
    sections = "".join(f"## {number}. Công tác số {number} {{#s{number}}}\n{body}\n" for number in range(1, 215))
    text = f"---\noutline: thu\nperiod: 2024\n---\n# BÁO CÁO năm 2024\n{sections}"
    place = text.index("{#s100}") + 60
    memory, times, count = Memory(), [], 0
    for _ in range(9):
        text = f"{text[:place]}x{text[place:]}"
        begin = process_time()
        count = len(check_passage(text, place, period=Period.parse("2024"), memory=memory))
        times.append(process_time() - begin)
    return "one section of 200 pages, typing", len(text), count, round(median(times) * 1000, 1)


def _after_an_edit(text: str) -> tuple[str, int, int, float]:
    """The quick profile with what the last check remembers, as the editor runs it."""
    context = _context(text)
    memory = Memory()
    quick = [
        CheckContext(context.document, context.tree, context.facts, profile="quick", period=context.period)
        for _ in range(2)
    ]
    check(quick[0], memory=memory)
    begin = perf_counter()
    findings = len(check(quick[1], memory=memory).findings)
    return "report x 50, remembered, quick", len(text), findings, round((perf_counter() - begin) * 1000, 1)
