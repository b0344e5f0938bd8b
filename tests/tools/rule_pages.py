"""Writes every rule's page into RULES.md (English) and RULES.vi.md: `python -m tests.tools.rule_pages [--check]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from drafter.checking import RULES, rules_book
from drafter.messages import language, set_language

ROOT = Path(__file__).resolve().parents[2]
BOOKS = {"en": ROOT / "RULES.md", "vi": ROOT / "RULES.vi.md"}


def book(code: str) -> str:
    """All pages in one language."""
    before = language()
    set_language(code)
    try:
        return rules_book(RULES)
    finally:
        set_language(before)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is out of date")
    check = parser.parse_args(arguments).check
    stale = [code for code, path in BOOKS.items() if not path.exists() or path.read_text("utf-8") != book(code)]
    for code in stale:
        if check:
            print(f"{BOOKS[code].name}: out of date; run python -m tests.tools.rule_pages")
        else:
            BOOKS[code].write_text(book(code), "utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
