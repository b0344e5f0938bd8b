"""From outcomes to findings: a stable id, and where a person finds the place (section, line, column, page)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from drafter.checking.context import CheckContext
from drafter.language.folding import fold_words
from drafter.model.finding import Finding, Outcome, Severity


class Locator:
    """Line, column and page of an offset."""

    def __init__(self, context: CheckContext) -> None:
        text = context.text
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
        blocks = sorted((block.start, block.page) for block in context.document.blocks)
        self._blocks = [start for start, _page in blocks]
        self._pages = [page for _start, page in blocks]

    def line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def column(self, offset: int) -> int:
        return offset - self._lines[self.line(offset) - 1] + 1

    def page(self, offset: int) -> int | None:
        index = bisect_right(self._blocks, offset) - 1
        return self._pages[max(index, 0)] if self._pages else None


def finding_id(rule: str, quote: str, section: str | None, occurrence: int = 1) -> str:
    """Twelve hexadecimal digits of rule, folded quote and section; a repeat gets its number behind them."""
    key = "\x1f".join((rule, fold_words(quote) or quote, section or ""))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return digest if occurrence == 1 else f"{digest}-{occurrence}"


def findings_from(outcomes: Iterable[Outcome], context: CheckContext, names: dict[str, str]) -> list[Finding]:
    """Findings in reading order. The gravest first where several lie on one place."""
    locate = Locator(context)
    seen: Counter[str] = Counter()
    found: list[Finding] = []
    ordered = sorted(outcomes, key=lambda o: (o.start, (o.severity or Severity.INFO).rank, o.rule, o.end, o.message))
    for outcome in ordered:
        section = context.tree.id_at(max(outcome.start - (outcome.start == outcome.end), 0))
        text = context.text[outcome.start : outcome.end]
        base = finding_id(outcome.rule, outcome.about or text, section)
        seen[base] += 1
        found.append(
            Finding(
                base if seen[base] == 1 else f"{base}-{seen[base]}",
                outcome.rule,
                names[outcome.rule],
                outcome.severity or Severity.INFO,
                outcome.message,
                outcome.start,
                outcome.end,
                locate.line(outcome.start),
                locate.column(outcome.start),
                locate.page(outcome.start),
                text,
                section,
                outcome.related,
                outcome.fix,
                None,
                outcome.about,
            )
        )
    return found
