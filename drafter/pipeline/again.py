"""A draft that somebody types in, checked again after every pause: what an edit did not touch is kept.

One state of a draft is kept, its last. An edit inside running text costs what depends on it; one that touches headings,
tables, comments or the front matter has everything read and checked anew. The report is that of a full check.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.model.document import Document
from drafter.model.fact import Facts
from drafter.model.finding import CheckReport, Waiver
from drafter.model.moving import change_between
from drafter.model.outline import Grade, Match, Outline
from drafter.model.section import SectionTree
from drafter.pipeline.checking import CheckWishes, context_of, severities
from drafter.pipeline.outlines import match_report
from drafter.pipeline.understanding import Understanding
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.checking import Edited, Memory
    from drafter.extracting import FactMemory, FactRows


@dataclass(frozen=True)
class _State:
    document: Document
    tree: SectionTree
    rows: FactRows


@dataclass
class DraftCheck:
    """The checks of one open draft."""

    path: Path
    workspace: Workspace
    wishes: CheckWishes = field(default_factory=CheckWishes)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _state: _State | None = field(default=None, init=False, repr=False)
    _facts: FactMemory | None = field(default=None, init=False, repr=False)
    _memory: Memory | None = field(default=None, init=False, repr=False)
    _matched: tuple[Outline, tuple[Match, ...]] | None = field(default=None, init=False, repr=False)

    def check(self, text: str, *, waivers: Sequence[Waiver] = (), previous: Understanding | None = None) -> CheckReport:
        """The report of all rules on the draft's text as it is now; `previous` is last period's report where that is read
        already. Raises what `check_file` raises."""
        with self._one_at_a_time:
            try:
                return self._check(text, waivers, previous)
            except BaseException:
                self._state = self._memory = self._matched = None  # half of a new state is none
                raise

    def _check(self, text: str, waivers: Sequence[Waiver], previous: Understanding | None) -> CheckReport:
        from drafter import checking

        if self._memory is None:
            self._memory = checking.Memory()
        state, edited = self._read(text)
        paper = Understanding.known(state.document, state.tree, Facts(identity=state.rows.identity))

        def matched(outline: Outline, paper: Understanding) -> tuple[Match, ...]:
            if edited is None or self._matched is None or self._matched[0] != outline or _by_content(self._matched[1]):
                self._matched = outline, match_report(outline, paper)
            return self._matched[1]

        context = context_of(paper, self.wishes, self.workspace, waivers=waivers, previous=previous, matched=matched)
        self._state = state
        return checking.check_again(
            context,
            state.rows,
            self._memory,
            edited,
            select=self.wishes.select,
            ignore=self.wishes.ignore,
            severities=severities(self.workspace),
        )

    def _read(self, text: str) -> tuple[_State, Edited | None]:
        """The draft as it is now, and what became of its blocks where its sections stand as they stood."""
        from drafter import checking, extracting, reading, sectioning
        from drafter.reading.again import read_again

        before = self._state
        change = None if before is None else change_between(before.document.text, text)
        read = None if before is None or change is None else read_again(before.document, text, change)
        if before is not None and change is not None and read is not None:
            places = read.first, read.last, read.now
            tree, stands = sectioning.section_again(before.tree, before.document, read.document, change, *places)
            if stands:
                again = extracting.rows_again(before.rows, read.document, tree, change, *places)
                if again is not None:
                    return _State(read.document, tree, again[0]), checking.Edited(change, *again[1:])
            return self._all(read.document, tree), None
        document = reading.from_text(text, path=str(self.path), format="draft")
        return self._all(document, sectioning.section(document)), None

    def _all(self, document: Document, tree: SectionTree) -> _State:
        from drafter import extracting

        if self._facts is None:
            self._facts = extracting.FactMemory()
        return _State(document, tree, extracting.read_rows(document, tree, self._facts))


def _by_content(matches: Sequence[Match]) -> bool:
    """Whether the words of sections may have decided which one answers an item: where titles find none, or hardly."""
    return any(match.grade in (Grade.NONE, Grade.WEAK) for match in matches)
