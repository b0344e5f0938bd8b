"""The PDF by LibreOffice, where it is installed: it opens without repair and has the pages that are expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import assembling, drafting
from drafter.assembling import output
from drafter.errors import MissingToolError, WriteError

TEXT = """---
unit: UBND xã Suối Ngàn
place: Suối Ngàn
office: Chủ tịch
signer: Vàng Mí Sử
---
# Báo cáo tháng 6
## I. Một {#a}

Có 12 hộ.

## PHỤ LỤC Biểu số liệu {#pl}

| TT | a | b | c | d | đ | e | g |
|---|---|---|---|---|---|---|---|
| 1 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
"""


@pytest.mark.tool("LibreOffice")
@pytest.mark.skipif(assembling.find_office() is None, reason="LibreOffice is not installed")
def test_the_paper_opens_and_has_its_pages(tmp_path: Path) -> None:
    import pdfplumber

    report = tmp_path / "bao cao.docx"
    report.write_bytes(assembling.assemble(drafting.parse(TEXT), layout="decree30", final=True))
    (tmp_path / "a.pdf").write_bytes(assembling.to_pdf(report))
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        sizes = [(round(page.width), round(page.height)) for page in pdf.pages]
        words = [page.extract_text() for page in pdf.pages]
    assert sizes == [(595, 842), (842, 595)]
    assert "Nơi nhận" in words[0] and "Vàng Mí Sử" in words[0]
    assert "Kèm theo Báo cáo số" in words[1]


def test_without_libreoffice_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "find_office", lambda: None)
    with pytest.raises(MissingToolError, match="LibreOffice"):
        assembling.to_pdf(tmp_path / "a.docx")


def test_a_program_that_makes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    report = tmp_path / "a.docx"
    report.write_bytes(b"")
    monkeypatch.setattr(output, "find_office", lambda: Path(sys.executable))
    with pytest.raises(WriteError):
        assembling.to_pdf(report)
