"""Headings or paragraphs: what the wording of one line leaves open, its siblings settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.model.section import DocumentKind
from drafter.sectioning.found import Found
from drafter.sectioning.lines import is_capitals
from drafter.sectioning.sheet import PaperLines
from drafter.sectioning.titles import Verdict, is_order, without_remark


def settled(found: list[Found], papers: Sequence[PaperLines]) -> list[Found]:
    """Open verdicts, decided by the siblings together: they are all headings or all paragraphs.

    A sentence, an order or more than eight words with a full stop and nothing below speaks for paragraphs, all else
    for headings; an outline's items are headings.
    """
    groups: dict[tuple[int, int | None, str], list[int]] = {}
    for index, item in enumerate(found):
        if item.reading is not None:
            groups.setdefault((item.paper, item.parent, item.reading.style), []).append(index)
    parents = {item.parent for item in found}
    result = list(found)
    for members in groups.values():
        leaves = {index for index in members if found[index].leaf and index not in parents and _stops(found[index])}
        votes = sum(_vote(found[index], leaf=index in leaves) for index in members)
        outline = papers[found[members[0]].paper].kind is DocumentKind.OUTLINE
        for index in members:
            item = found[index]
            verdict = item.title.verdict
            if verdict is Verdict.OPEN:
                task = index in leaves and is_order(item.title.words) and len(item.title.words.split()) > 6
                verdict = Verdict.HEADING if outline or (votes > 0 and not task) else Verdict.PARAGRAPH
            elif votes < 0 and index in leaves and verdict is Verdict.HEADING and not outline and not _shown(item):
                verdict = Verdict.PARAGRAPH
            words = without_remark(item.title.words) if outline else item.title.words
            result[index] = replace(item, title=replace(item.title, words=words, verdict=verdict))
    return result


def _stops(item: Found) -> bool:
    """Whether a label's line ends as a sentence or a list's item does, without a run-in body."""
    return item.title.body is None and item.printed_end.endswith((".", ";"))


def _shown(item: Found) -> bool:
    """Whether the page shows a heading: by its style, in bold or in capitals."""
    look = item.line.look
    return bool(look.bold) or look.outline_level is not None or look.anchor is not None or is_capitals(item.title.words)


def _vote(item: Found, *, leaf: bool) -> int:
    """How much a label speaks for headings among its siblings."""
    if item.title.verdict is not Verdict.OPEN:
        return 2 if item.title.verdict is Verdict.HEADING else -2
    return -1 if leaf else 1
