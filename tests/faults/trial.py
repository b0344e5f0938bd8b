"""One trial: a clean report, one fault in it, and whether the check speaks of that place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafter import reading
from drafter.checking import CheckContext, Previous, check
from drafter.extracting import extract
from drafter.model.document import Document
from drafter.model.finding import Finding, Severity
from drafter.model.period import Period
from drafter.sectioning import section
from tests.faults.all_kinds import KINDS
from tests.faults.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
FORMS = ("txt", "docx")


@dataclass(frozen=True)
class Paper:
    name: str
    text: str
    previous: str | None = None


@cache
def papers() -> tuple[Paper, ...]:
    """The clean reports: the corpus's own, each beside the one of the year before, and those of this kit."""
    found = [Paper(path.stem, path.read_text("utf-8")) for path in sorted((ROOT / "tests/faults/papers").glob("*.txt"))]
    for folder in sorted((ROOT / "corpus").iterdir()):
        past: str | None = None
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text("utf-8")
            found.append(Paper(f"{folder.name}/{path.stem}", text, past))
            past = text
    return tuple(found)


def as_word(text: str) -> bytes:
    """The report as a Word file: a paragraph a line, a table where lines hold tabs."""
    from docx import Document as Word

    word = Word()
    rows: list[list[str]] = []
    for line in [*text.rstrip("\n").split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = word.add_table(len(rows), max(len(row) for row in rows))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=False):
                    cell.text = words
            rows = []
        if line:
            word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def read(text: str, form: str) -> Document:
    if form == "docx":
        return reading.read_bytes(as_word(text), path="report.docx")
    return reading.from_text(text, format="txt")


def findings(
    text: str, form: str, previous: str | None = None, codes: tuple[str, ...] = ()
) -> tuple[Document, tuple[Finding, ...]]:
    """What the check says of a report; `codes` limits it to some rules."""
    document = read(text, form)
    tree = section(document)
    facts = extract(document, tree)
    period = Period.parse(facts.identity.period) if facts.identity.period else None
    beside = None
    if previous is not None:
        past = read(previous, form)
        past_tree = section(past)
        past_facts = extract(past, past_tree)
        named = past_facts.identity.period
        beside = Previous(past, past_tree, past_facts, Period.parse(named) if named else None)
    context = CheckContext(document, tree, facts, period=period, period_source="title", previous=beside)
    return document, check(context, select=codes).findings


def found_by(kind: Kind, text: str, start: int, end: int, form: str, previous: str | None) -> bool:
    """Whether one of the kind's rules speaks, with one of its places in the paragraph of the fault."""
    document, said = findings(text, form, previous, kind.codes)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    words = text[first : last if last >= 0 else len(text)].replace("\t", " ")
    for finding in said:
        spans = [(finding.start, finding.end), *((related.start, related.end) for related in finding.related)]
        if form == "txt":
            hit = any(a <= max(end, first + len(words)) and b >= first for a, b in spans)
        else:
            hit = any(document.text[a:b].strip()[:40] in words or words[:40] in document.text[a:b] for a, b in spans)
        if hit and finding.rule in kind.codes:
            return True
    return False


def trials(
    kinds: tuple[Kind, ...] = KINDS, forms: tuple[str, ...] = FORMS
) -> Iterator[tuple[Kind, Paper, str, str, bool]]:
    """Every fault in every report and form: kind, report, form, the changed words, whether it was found."""
    for kind in kinds:
        for paper in papers():
            if kind.against and paper.previous is None:
                continue
            beside = paper.previous if kind.against else None
            for text, start, end in kind.mutants(paper.text):
                for form in forms:
                    shown = text[max(0, start - 30) : end + 30].replace("\n", "⏎")
                    yield kind, paper, form, shown, found_by(kind, text, start, end, form, beside)


def alarms(forms: tuple[str, ...] = FORMS) -> Iterator[tuple[Paper, str, Finding]]:
    """What the check says of the clean reports, hints left out."""
    for paper in papers():
        for form in forms:
            for finding in findings(paper.text, form, paper.previous)[1]:
                if finding.severity != Severity.INFO:
                    yield paper, form, finding
