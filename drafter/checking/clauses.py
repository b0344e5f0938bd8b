"""Sentences, and whether a place speaks of results or of what is planned; shared by the reasoning rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from drafter.checking.context import CheckContext
from drafter.language.folding import fold
from drafter.model.section import SectionTree

# A sentence ends at a mark before a blank and a capital or a bullet; `5.000` and `Covid-19` stay whole.
_END = re.compile(r"[.!?…]+[”\")*]*\s+|\n")
_WIDEST = 1500
_OPENING = ' "“(*'
_PLAN = re.compile(
    r"phương hướng|nhiệm vụ|kế hoạch|chương trình phối hợp|chương trình hành động|dự kiến|trọng tâm|thời gian tới|"
    r"giải pháp|kiến nghị|đề xuất|mục tiêu|chỉ tiêu|năm tới|tháng tới|"
    r"tuần tới|kỳ tới|quý tới|định hướng"
)
# `Kết quả lãnh đạo thực hiện nhiệm vụ …` tells what was done, whatever it was called before.
_OUTCOME = re.compile(
    r"\A((?:kết quả|tình hình|đánh giá|kiểm điểm)[^,;]{0,40}?)(?:thực hiện|triển khai)[^,;]{0,25}?"
    r"(?:nhiệm vụ|kế hoạch|chương trình|chỉ tiêu|mục tiêu|giải pháp)"
)
_RESULTS = re.compile(r"kết quả|tình hình|đánh giá|đã đạt|thực hiện nhiệm vụ|triển khai")


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of a paragraph."""
    ends = [found.end() for found in _END.finditer(text) if found.group() == "\n" or _opens(text, found.end())]
    edges = [0, *ends, len(text)]
    return tuple((a, b) for a, b in pairwise(edges) if a < b)


def _opens(text: str, at: int) -> bool:
    first = text[at : at + 4].lstrip(_OPENING)[:1]
    return first.isupper() or first in ("-", "+", "•", "")


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence of a paragraph that holds an offset; of an endless one some lines around it."""
    spans = sentences(text)
    index = max(bisect_right(spans, (offset, len(text) + 1)) - 1, 0)
    start, end = spans[index] if spans else (0, len(text))
    return max(start, offset - _WIDEST), min(end, offset + _WIDEST)


def is_plan(context: CheckContext, offset: int) -> bool:
    """Whether a place lies in a section of what is to come: the innermost heading that tells decides."""
    return _told_at(context, offset) is True


def tells_results(context: CheckContext, offset: int) -> bool:
    """Whether the innermost heading that tells says that a place speaks of what was done."""
    return _told_at(context, offset) is False


def _told_at(context: CheckContext, offset: int) -> bool | None:
    index = context.tree.at(offset)
    return None if index is None else context.of_tree(_told)[index]


def _told(tree: SectionTree) -> tuple[bool | None, ...]:
    """Of each section what the innermost heading around it that tells says: plans, results, nothing."""
    found: list[bool | None] = []
    for section in tree.sections:
        own = tells_plan(section.title or "")
        above = found[section.parent] if own is None and section.parent is not None else None
        found.append(above if own is None else own)
    return tuple(found)


@lru_cache(maxsize=4096)
def tells_plan(title: str) -> bool | None:
    """Whether a heading announces plans (True) or results (False); None where it tells neither or both."""
    folded = _OUTCOME.sub(r"\1", fold(title))
    plan, results = bool(_PLAN.search(folded)), bool(_RESULTS.search(folded))
    return plan if plan != results else None
