"""What reading costs beside the bare libraries, and that it grows with the file and not faster.

`rows()` gives (name, pages, median CPU milliseconds, the same of the yardstick, times): 10 to 400 pages show that the cost
grows with the pages. Each pair is measured in one run, turn by turn. Yardsticks: python-docx listing a file's paragraphs
with their text (it reads no cell then), and the same with the text of every cell where a file is of tables; pypdfium2's text
of all pages; pdfplumber's tables of all pages. `peak()` gives the highest memory of reading a long PDF.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from drafter.reading import read_bytes
from tests.fuzz.spoiled import W, docx, paragraph, pdf, show, table

REPORT = Path(__file__).resolve().parents[2] / "corpus" / "mttq-xa-suoi-ngan" / "2024-H1.docx"
_SENTENCE = "Ban Thuong truc da phoi hop voi cac to chuc thanh vien van dong ho dan dong gop 312 trieu dong; "
_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="n" Type="{_LINK}" Target="numbering.xml"/></Relationships>'
)
_NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def word_file(pages: int) -> bytes:
    """About so many pages of paragraphs in runs of several looks, every fourth one numbered, with tables."""
    words = '<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Ket qua </w:t></w:r>'
    plain = f'<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{_SENTENCE * 2}</w:t></w:r>'
    one = f"<w:p>{words}{plain}{words}{plain}</w:p>" * 3 + paragraph(_SENTENCE, _NUMBERED)
    page = one * 3 + table([["TT", "Noi dung", "So luong"], ["1", "Ho", "312"]])
    return docx(page * pages, parts={"word/numbering.xml": _NUMBERING, "word/_rels/document.xml.rels": _RELATIONS})


def text_pdf(pages: int, *, ruled: bool = False) -> bytes:
    """Pages of 40 lines; `ruled` puts a table on every tenth."""
    lines = "\n".join(show(85, 780 - 18 * n, _SENTENCE[:80]) for n in range(36))
    grid = "\n".join(
        [f"{x} 60 m {x} 100 l S" for x in (85, 200, 400)] + [f"85 {y} m 400 {y} l S" for y in (60, 80, 100)]
    )
    with_table = "\n".join([lines, grid, show(90, 85, "Ho"), show(205, 85, "312")])
    return pdf([with_table if ruled and n % 10 == 5 else lines for n in range(pages)])


def table_file(pages: int) -> bytes:
    """So many pages that are tables of 30 rows, a line of text between them."""
    rows = [["TT", "Noi dung", "Don vi", "Ke hoach", "Thuc hien", "Ty le"]]
    rows += [[str(n), "Van dong ho dan dong gop", "ho", str(n * 12), str(n * 9), "75"] for n in range(1, 30)]
    return docx((paragraph("Ket qua cu the nhu sau:") + table(rows)) * pages)


def fallback_pdf(pages: int) -> bytes:
    """Pages of 36 lines whose accented letters come from another font, behind the rest of their line."""
    words = [_SENTENCE[n : n + 70].replace("u", "ê").replace("o", "ô") for n in range(20)]
    wide = 6.5

    def line(y: float, text: str) -> str:
        rest = [(85 + wide * place, char) for place, char in enumerate(text) if char in "êô"]
        pieces = []
        at = 0
        for piece in text.replace("ô", "ê").split("ê"):
            pieces.append(show(85 + wide * at, y, piece))
            at += len(piece) + 1
        return "\n".join([*(piece for piece in pieces), *(show(x, y, char, font="F2") for x, char in rest)])

    lines = "\n".join(line(780 - 18 * n, words[n % len(words)]) for n in range(36))
    return pdf([lines] * pages)


def _paragraphs(data: bytes) -> int:
    import docx as python_docx

    return sum(len(one.text) for one in python_docx.Document(io.BytesIO(data)).paragraphs)


def with_cells(data: bytes) -> int:
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(data))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(one.text) for one in document.paragraphs) + sum(len(cell.text) for cell in cells)


def _bare(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _tables(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def _paired(ours: Callable[[], Any], yardstick: Callable[[], Any], rounds: int) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, found in ((ours, times[0]), (yardstick, times[1])):
            begun = process_time()
            work()
            found.append((process_time() - begun) * 1000)
    return median(times[0]), median(times[1])


def rows(rounds: int = 5) -> list[tuple[str, int, float, float, float]]:
    found = []
    for pages in (10, 50, 200, 400):
        for name, data, path, yardstick in (
            ("word", word_file(pages), "a.docx", _paragraphs),
            ("text pdf", text_pdf(pages), "a.pdf", _bare),
        ):
            ours, other = _paired(partial(read_bytes, data, path=path), partial(yardstick, data), rounds)
            found.append((name, pages, ours, other, ours / other))
    for name, pages, data, path, yardstick in (
        ("word, tables only, beside no cell read", 50, table_file(50), "a.docx", _paragraphs),
        ("word, tables only, beside all cells read", 50, table_file(50), "a.docx", with_cells),
        ("word, a sample report, beside no cell read", 4, REPORT.read_bytes(), "a.docx", _paragraphs),
        ("word, a sample report, beside all cells read", 4, REPORT.read_bytes(), "a.docx", with_cells),
        ("pdf, letters of another font", 50, fallback_pdf(50), "a.pdf", _bare),
    ):
        ours, other = _paired(partial(read_bytes, data, path=path), partial(yardstick, data), rounds)
        found.append((name, pages, ours, other, ours / other))
    data = text_pdf(50, ruled=True)
    ours, other = _paired(lambda: read_bytes(data, path="a.pdf"), lambda: _tables(data), 1)
    found.append(("pdf with tables", 50, ours, other, ours / other))
    return found


def peak(pages: int = 200) -> float:
    """The highest memory of a process that reads a long PDF, in megabytes (0 where the system does not say)."""
    import subprocess
    import sys

    program = (
        "import re; from tests.bench.bench_reading import text_pdf; from drafter.reading import read_bytes;"
        f"read_bytes(text_pdf({pages}, ruled=True), path='a.pdf');"
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return float(ended.stdout) if ended.returncode == 0 else 0.0
