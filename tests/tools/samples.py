"""Builds the sample reports from their sources: `python -m tests.tools.samples [--check] [--pdf]`.

Figures and prose in `tests/samples/sources/UNIT` give the drafts `corpus/UNIT/PERIOD.src.md`; beside each come the report as
Word (`PERIOD.docx`), as plain text (`PERIOD.txt`) and, where LibreOffice is there, as PDF. What an office made by hand
(`tests.tools.office_made`) stands as Word in place of the assembled one. The same source gives the same bytes, the PDF apart:
it is made anew with its report, or all of them with `--pdf` (after a change of layout).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from drafter import assembling, drafting, reading
from drafter.model.document import BlockKind
from tests.tools import incoming, office_made, sample_text, spoilt

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
BY_HAND = {("ubnd-xa-dong-khau", "2023")}  # the report that stands in the corpus as an office typed it


def built() -> Iterator[tuple[Path, bytes]]:
    """What comes from the sources: path and content."""
    for unit in sample_text.units():
        for period, text in sample_text.rendered(unit):
            stem = CORPUS / unit / period
            yield stem.with_name(f"{period}.src.md"), text.encode("utf-8")
            word = assembled(text)
            by_hand = (unit, period) in BY_HAND
            yield stem.with_name(f"{period}.docx"), office_made.word(drafting.parse(text)) if by_hand else word
            yield stem.with_name(f"{period}.txt"), plain(word).encode("utf-8")
    yield from spoilt.built()
    yield from incoming.built(ROOT / "outlines")


def plain(word: bytes) -> str:
    """The paper's own text, without page numbers and running heads."""
    document = reading.read_bytes(word, path="report.docx")
    marginal = (BlockKind.HEADER, BlockKind.FOOTER)
    end = min((block.start for block in document.blocks if block.kind in marginal), default=len(document.text))
    return document.text[:end].rstrip("\n") + "\n"


def assembled(text: str) -> bytes:
    draft = drafting.parse(text)
    return assembling.assemble(draft, layout=str(draft.front["layout"]), final=True)


def write_pdf(stem: Path) -> None:
    """The report as LibreOffice prints it; nothing where that is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / f"{stem.name}.docx"
        paper.write_bytes(assembled(stem.with_name(f"{stem.name}.src.md").read_text("utf-8")))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(stem.parent), str(paper)],
            check=True,
            timeout=120,
            capture_output=True,
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a built file is out of date")
    parser.add_argument("--pdf", action="store_true", help="print every PDF anew")
    wishes = parser.parse_args(arguments)
    check = wishes.check
    stale = 0
    prints: set[Path] = set()
    for path, content in built():
        if path.name.endswith(".src.md"):
            stem = path.with_name(path.name.removesuffix(".src.md"))
            if wishes.pdf or not stem.with_name(f"{stem.name}.pdf").exists():
                prints.add(stem)
        if path.exists() and path.read_bytes() == content:
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if path.name.endswith(".src.md"):
                prints.add(path.with_name(path.name.removesuffix(".src.md")))
    for stem in sorted(prints) if not check else ():
        write_pdf(stem)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
