"""Builds the sample reports from their sources: `python -m tests.tools.samples [--check]`.

Every `corpus/UNIT/PERIOD.src.md` is a draft file; beside it come the report as Word (`PERIOD.docx`) and as plain text
(`PERIOD.txt`). The same source gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from drafter import assembling, drafting, reading

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


def built(source: Path) -> Iterator[tuple[Path, bytes]]:
    """What comes from one source: path and content."""
    draft = drafting.load(source)
    stem = source.with_name(source.name.removesuffix(".src.md"))
    word = assembling.assemble(draft, layout=str(draft.front["layout"]), final=True)
    yield stem.with_suffix(".docx"), word
    yield stem.with_suffix(".txt"), reading.read_bytes(word, path=f"{stem.name}.docx").text.encode("utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a built file is out of date")
    check = parser.parse_args(arguments).check
    stale = 0
    for source in sorted(CORPUS.glob("*/*.src.md")):
        for path, content in built(source):
            if path.exists() and path.read_bytes() == content:
                continue
            stale += 1
            print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'written'}")
            if not check:
                path.write_bytes(content)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
