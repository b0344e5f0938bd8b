"""Every speed that was promised, with what it is measured against: `python -m tests.bench`.

A row says what was measured, in which unit, beside which peer or floor, and what the bar is. CPU time, medians of runs that
take turns, unless a row says otherwise: other work on the machine then disturbs little.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measuring import command, paired, process

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "corpus" / "mttq-xa-suoi-ngan" / "2024-H1.docx"
BEFORE = ROOT / "corpus" / "mttq-xa-suoi-ngan" / "2023-H1.docx"
OUTLINE = "mttq-xa-6-thang"


@dataclass(frozen=True, slots=True)
class Row:
    """`bar` is the most `measured` may be (with `least`: the least); with `times` it is the most that measured over the
    peer's figure may be. Peers are (name, figure) in the row's unit, the first the one that the bar is about."""

    area: str
    what: str
    measured: float
    unit: str
    peers: tuple[tuple[str, float], ...] = ()
    bar: float | None = None
    times: bool = False
    least: bool = False

    @property
    def ratio(self) -> float | None:
        return self.measured / self.peers[0][1] if self.peers and self.peers[0][1] else None

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        value = self.ratio if self.times else self.measured
        assert value is not None
        return value >= self.bar if self.least else value <= self.bar


def _peer(name: str, work: Callable[[], Any]) -> list[tuple[str, Callable[[], Any]]]:
    """A peer where it is installed (extra `bench`); nothing where it is not."""
    with contextlib.suppress(ImportError):
        work()
        return [(name, work)]
    return []


def _against(ours: Callable[[], Any], peers: list[tuple[str, Callable[[], Any]]], rounds: int = 3) -> tuple[Any, ...]:
    first, *others = paired(ours, *(work for _name, work in peers), rounds=rounds)
    return first, tuple((name, taken) for (name, _work), taken in zip(peers, others, strict=True))


# Reading
def reading() -> Iterator[Row]:
    from drafter.reading import read_bytes
    from tests.bench.bench_reading import peak, text_pdf, with_cells, word_file

    word, paper, ruled = word_file(200), text_pdf(200), text_pdf(50, ruled=True)
    mine, peers = _against(
        lambda: read_bytes(word, path="a.docx"),
        [("python-docx .paragraphs", lambda: _python_docx(word)), ("zip + lxml alone", lambda: _bare_word(word))],
    )
    yield Row("reading", "Word file, 200 pages, numbers and tables", mine, "ms", peers, 1.0, times=True)
    small = REPORT.read_bytes()
    mine, peers = _against(
        lambda: read_bytes(small, path="a.docx"),
        [
            ("python-docx .paragraphs, no cell read", lambda: _python_docx(small)),
            ("and all cells", lambda: with_cells(small)),
        ],
        rounds=15,
    )
    yield Row("reading", "Word file, a sample report, numbers and tables", mine, "ms", peers, 1.0, times=True)
    mine, peers = _against(
        lambda: read_bytes(small, path="a.docx"),
        [*_peer("docx2python", lambda: _docx2python(small)), *_peer("markitdown", lambda: _markitdown(small, ".docx"))],
        rounds=1,
    )
    yield Row("reading", "Word file, a sample report, beside other readers", mine, "ms", peers)
    mine, peers = _against(
        lambda: read_bytes(paper, path="a.pdf"),
        [("pypdfium2 text alone", lambda: _pdfium(paper)), *_peer("pymupdf", lambda: _pymupdf(paper))],
    )
    yield Row("reading", "PDF of text, 200 pages", mine, "ms", peers, 2.5, times=True)
    few = text_pdf(20)
    mine, peers = _against(
        lambda: read_bytes(few, path="a.pdf"),
        [("pdfplumber", lambda: _pdfplumber(few)), *_peer("markitdown", lambda: _markitdown(few, ".pdf"))],
        rounds=1,
    )
    yield Row("reading", "PDF of text, 20 pages, beside other readers", mine, "ms", peers)
    mine, peers = _against(
        lambda: read_bytes(ruled, path="a.pdf"), [("pdfplumber extract_tables", lambda: _tables(ruled))], rounds=1
    )
    yield Row("reading", "PDF with tables, 50 pages", mine, "ms", peers, 1.0, times=True)
    yield Row("reading", "memory of a 200-page PDF", peak(200), "MB", bar=400)
    for kind, make, path in (("Word file", word_file, "a.docx"), ("PDF", text_pdf, "a.pdf")):
        ten, most = make(10), make(400)
        short, long = paired(
            lambda d=ten, p=path: read_bytes(d, path=p), lambda d=most, p=path: read_bytes(d, path=p), rounds=3
        )
        yield Row(
            "reading",
            f"{kind}: a page of 400 beside a page of 10",
            long / 400,
            "ms",
            (("of 10", short / 10),),
            1.25,
            times=True,
        )


def _python_docx(data: bytes) -> int:
    import docx

    return sum(len(one.text) for one in docx.Document(io.BytesIO(data)).paragraphs)


def _bare_word(data: bytes) -> int:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(1 for _one in etree.fromstring(package.read("word/document.xml")).iter())


def _docx2python(data: bytes) -> int:
    from docx2python import docx2python

    with docx2python(io.BytesIO(data)) as document:
        return len(document.text)


def _markitdown(data: bytes, suffix: str) -> int:
    from markitdown import MarkItDown

    return len(MarkItDown().convert_stream(io.BytesIO(data), file_extension=suffix).text_content)


def _pdfium(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _pymupdf(data: bytes) -> int:
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return sum(len(page.get_text()) for page in document)


def _pdfplumber(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def _tables(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


# Facts
def facts() -> Iterator[Row]:
    from drafter.extracting import extract, find_facts
    from drafter.extracting.context import Context
    from drafter.extracting.times import find_dates
    from drafter.model.section import SectionTree
    from tests.bench.bench_extracting import report

    paper, tree, context = report(70_000), SectionTree(()), Context()
    block = paper.blocks[2]
    mine, peers = _against(
        lambda: extract(paper, tree), [("one scan for numbers", lambda: list(re.finditer(r"\d[\d.,]*", paper.text)))], 5
    )
    yield Row("facts", "a 70 KB report, everything on", mine, "ms", peers, 150)
    (mine,) = paired(lambda: [find_facts(paper.text, block.start, block.end, context) for _ in range(20)])
    yield Row("facts", "a changed paragraph", mine / 20, "ms", bar=5)
    lines = paper.text[:7_000].split("\n")
    text = "\n".join(lines)
    mine, peers = _against(
        lambda: [find_dates(line, 0, len(line), context) for line in lines],
        _peer("dateparser.search", lambda: _dateparser(text)),
        rounds=1,
    )
    yield Row("facts", "dates alone, 7 KB", mine, "ms", peers)
    spent, memory = process(_LONG.format(size=20_000_000))
    _spent, small = process(_LONG.format(size=2_000_000))
    yield Row("facts", "20 MB paragraph by paragraph", 20_000 / spent, "MB/s", bar=0.5, least=True)
    yield Row("facts", "memory at 20 MB beside 2 MB", memory, "MB", (("2 MB", small),), 1.3, times=True)


_LONG = """
from drafter.extracting import find_facts
from drafter.extracting.context import Context
from tests.bench.bench_extracting import report
paper, context, done = report(70_000), Context(), 0
while done < {size}:
    for block in paper.blocks:
        find_facts(paper.text, block.start, block.end, context)
    done += len(paper.text)
"""


def _dateparser(text: str) -> int:
    from dateparser.search import search_dates

    return len(search_dates(text, languages=["vi"]) or [])


# Outlines
def outlines() -> Iterator[Row]:
    from drafter.outlining import import_outline, match
    from drafter.reading import from_text
    from drafter.sectioning import section
    from tests.bench import bench_outlining as bench

    text = bench.outline_text()
    document = from_text(text)
    tree = section(document)
    (mine,) = paired(lambda: import_outline(document, tree))
    yield Row("outlines", f"import of a ten-page outline ({len(text) // 1000} KB)", mine, "ms", bar=300)
    items, report = bench._outline(60), from_text(bench._report(200))
    sections = section(report)
    mine, peers = _against(
        lambda: match(items, report, sections), [("difflib on titles", lambda: _difflib(items, sections))], 3
    )
    yield Row("outlines", "matching 60 items with 200 sections", mine, "ms", peers, 30)


def _difflib(outline: Any, tree: Any) -> float:
    from difflib import SequenceMatcher

    titles = [section.title or "" for section in tree.sections]
    return max(SequenceMatcher(None, item.title, title).ratio() for _depth, item in outline.walk() for title in titles)


# Checks
def checks() -> Iterator[Row]:
    from drafter.checking import CheckContext, Previous, check
    from drafter.pipeline.checking import CheckWishes, context_of
    from drafter.pipeline.understanding import understand
    from drafter.workspace import Workspace
    from tests.bench import bench_many

    paper, before = understand(REPORT), understand(BEFORE)
    context = context_of(paper, CheckWishes(outline=OUTLINE), Workspace(ROOT))
    previous = Previous(before.document, before.tree, before.facts)

    def run() -> int:
        parts = {name: getattr(context, name) for name in ("outline", "matches", "period", "period_source", "unit")}
        fresh = CheckContext(context.document, context.tree, context.facts, previous=previous, **parts)
        return len(check(fresh).findings)

    mine, peers = _against(run, _peer("proselint", lambda: _proselint(paper.text)), 3)
    yield Row("checks", "a report with outline and last report, all rules", mine, "ms", peers, 400)
    short, long = paired(lambda: _check_text(40), lambda: _check_text(400), rounds=1)
    yield Row(
        "checks", "a page of 400 beside a page of 40", long / 400, "ms", (("of 40", short / 40),), 1.25, times=True
    )
    section, whole = _after_edit()
    yield Row("checks", "the section's findings after an edit, 200 pages", section, "ms", bar=50)
    yield Row("checks", "the whole draft's findings after an edit, 200 pages", whole, "ms", bar=50)
    (_few, one, _), (_, least, _), (_many, other, _), (_, most, _) = bench_many.rows()
    yield Row(
        "checks", "a report of 400 files beside 100 (wall clock)", other, "ms", (("of 100", one),), 1.25, times=True
    )
    yield Row("checks", "memory of 400 files beside 100", most, "MB", (("of 100", least),), 1.3, times=True)


def _check_text(pages: int) -> int:
    from drafter.checking import CheckContext, check
    from drafter.extracting import extract
    from drafter.reading import from_text
    from drafter.sectioning import section

    document = from_text(_pages(pages))
    tree = section(document)
    return len(check(CheckContext(document, tree, extract(document, tree))).findings)


def _pages(pages: int) -> str:
    """A report of about so many pages, every section with a number of its own."""
    text = (REPORT.with_suffix(".txt")).read_text("utf-8")
    body = text[text.index("\nI.") :].split("\nNơi nhận")[0]
    copies = max(1, pages * 2_300 // len(body))
    return text[: text.index("\nI.")] + "".join(body.replace("\nI.", f"\nI{'I' * (n % 3)}.") for n in range(copies))


def _proselint(text: str) -> int:
    from proselint.checks import __register__
    from proselint.config import DEFAULT
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(__register__)
    return len(LintFile(source="paper", content=text).lint(DEFAULT))


def _after_edit() -> tuple[float, float]:
    from tests.bench.bench_checking import after_an_edit, whole_after_an_edit

    text = _pages(200)
    return after_an_edit(text), whole_after_an_edit(text)


# Reuse
def reuse() -> Iterator[Row]:
    from drafter.model.period import Period
    from drafter.pipeline.drafts import new_draft
    from drafter.workspace import Workspace
    from tests.bench import bench_archive

    (mine,) = paired(lambda: new_draft(OUTLINE, Period.parse("2025-H1"), Workspace(ROOT), previous=REPORT), rounds=3)
    yield Row("reuse", "first draft from a ten-page report", mine, "ms", bar=1000)
    yield from (archive_row(*row) for row in bench_archive.rows())


def archive_row(what: str, figure: float, unit: str) -> Row:
    bar = {"reports/s": 15.0, "ms": 50.0 if what.startswith("search") else None}.get(unit)
    return Row("reuse", f"archive: {what} (wall clock)", figure, unit, bar=bar, least=unit == "reports/s")


# The rest
def assembly() -> Iterator[Row]:
    from drafter import assembling, drafting
    from tests.bench.bench_assembling import sample

    thirty, many = (drafting.parse(sample(pages, pages // 3)) for pages in (30, 300))
    short, long = paired(
        lambda: assembling.assemble(thirty, layout="front"), lambda: assembling.assemble(many, layout="front"), rounds=1
    )
    yield Row("assembly", "30 pages with ten tables", short, "ms", bar=1500)
    yield Row(
        "assembly", "a page of 300 beside a page of 30", long / 300, "ms", (("of 30", short / 30),), 1.25, times=True
    )
    program = (
        "from drafter import assembling, drafting; from tests.bench.bench_assembling import sample;"
        "assembling.assemble(drafting.parse(sample(300, 100)), layout='front')"
    )
    yield Row("assembly", "memory of 300 pages", process(program)[1], "MB", bar=300)


def start() -> Iterator[Row]:
    import sys

    drafter = [sys.executable, "-m", "drafter.cli.start"]
    bare, _memory = command([sys.executable, "-c", "import click"])
    spent, memory = command([*drafter, "--help"])
    yield Row("start", "drafter --help", spent, "ms", (("Python with click", bare),))
    yield Row("start", "memory of drafter --help", memory, "MB")
    spent, memory = command([*drafter, "check", str(REPORT), "--fail-on", "never"])
    yield Row("start", "drafter check of a ten-page report, cold", spent, "ms")
    yield Row("start", "memory of that", memory, "MB")


def screen() -> Iterator[Row]:
    from tests.bench.bench_tui import rows

    figures = {what: (figure, unit) for what, figure, unit in rows()}
    for what, (figure, unit) in figures.items():
        if what.startswith("first frame"):
            yield Row("screen", what + " (wall clock)", figure, unit, bar=0.7)
        elif what.startswith("memory"):
            yield Row("screen", what, figure, unit, bar=300)
        elif what.startswith("key to screen"):
            bare = figures["the same, a bare text area, " + what.split(", ", 2)[2]][0]
            yield Row("screen", what + " (wall clock)", figure, unit, (("bare text area", bare),), 1.5, times=True)
        elif what.startswith("findings of the section"):
            yield Row("screen", what, figure, unit, bar=50)
        elif what.startswith(("findings of the whole", "the view")):
            yield Row("screen", what, figure, unit)


AREAS: dict[str, Callable[[], Iterator[Row]]] = {
    "reading": reading,
    "facts": facts,
    "outlines": outlines,
    "checks": checks,
    "reuse": reuse,
    "assembly": assembly,
    "start": start,
    "screen": screen,
}
