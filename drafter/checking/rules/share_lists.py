"""Lists of counts with their shares: the base is the total on which the others hold.

`Xếp loại 680 em: xuất sắc 186 em (27,4%), tốt 172 em (25,3%), …`, in a sentence, over the sentences of a paragraph or on the
lines beneath it. One share that holds to its last digit settles the base; a share that holds on no figure of the list is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rules.counted import fold_same, is_percent, of_unit, people, plain, same_unit, two_things
from drafter.checking.rules.percent_bases import CHANGE
from drafter.language.equality import percentage, stands_for
from drafter.model.fact import Figure

_LINK = re.compile(
    r"(?P<words>[^\d();.:]{0,60}?)(?P<open>[,(]|\s(?=chiếm|đạt|bằng|tỷ lệ|tỉ lệ))\s*(?:tương ứng|tương đương|chiếm|đạt|"
    r"bằng|tỷ lệ|tỉ lệ|là|=|:|\s)*"
)
_OTHER = re.compile(
    r"\s*\)?\s*(?:so với|kế hoạch|chỉ tiêu|kh(?!\w)|dự toán|cùng kỳ|mục tiêu|nghị quyết|đề ra|trở lên|/năm|dân số|"
    r"(?:trong |trên |của )?(?:tổng )?số (?!.{0,12}(?:đảng viên|hội viên|hộ|học sinh|người|cán bộ|phiếu)))"
)
_THEN = re.compile(r"cùng kỳ|năm trước|năm \d{4}|đầu (?:năm|kỳ|nhiệm kỳ)|kỳ trước|tăng|giảm|vượt|kế hoạch|chỉ tiêu")
_LINE = re.compile(r"\s*(?:[-–+•*]|[a-zđ]\)|\d{1,2}[.)])\s")
_MOST = 40
_NEAR = Decimal(15)


@dataclass(frozen=True)
class Share:
    """A count with the percentage behind it; `style` how the two are joined, `line` the paragraph they stand in."""

    count: Figure
    percent: Figure
    style: str
    line: Paragraph

    def of(self, base: Figure) -> Decimal | None:
        """How far the share lies from what it is of a base: nothing where it holds."""
        part, whole, told = stands_for(self.count), stands_for(base), stands_for(self.percent)
        share = percentage(part, whole) if part is not None and whole is not None else None
        if share is None or told is None or self.percent.value is None:
            return None
        return Decimal(0) if share.meets(told) else abs(share.low - self.percent.value)


def broken_shares(context: CheckContext) -> Iterator[tuple[Share, Figure]]:
    """Shares that fail on every figure of their list, with the base on which the others hold."""
    done: set[int] = set()
    for paragraph in ticking(context.paragraphs):
        if paragraph.index in done or not paragraph.figures:
            continue
        group = _group(context, paragraph)
        done |= {one.index for one in group[1:]}
        shares = [share for one in group for share in _shares(one)][:_MOST]
        if len(shares) >= 2:
            counts = {share.count.start for share in shares}
            yield from _judge(
                shares, [base for base in _bases(group)[: 2 * _MOST] if base.start not in counts], paragraph
            )


def _group(context: CheckContext, paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph with the lines of the list beneath it."""
    group = [paragraph]
    for place in range(paragraph.index + 1, min(paragraph.index + 30, len(context.pieces))):
        line = context.pieces[place]
        if line.in_table or _LINE.match(line.text) is None:
            break
        group.append(line)
    return group


def _shares(paragraph: Paragraph) -> Iterator[Share]:
    text, at = fold_same(paragraph.text), paragraph.start
    for index, percent in enumerate(paragraph.figures):
        if index == 0 or not is_percent(percent) or not plain(percent) or (percent.unit or "").strip() != "%":
            continue
        count = paragraph.figures[index - 1]
        between = text[count.end - at : percent.start - at]
        link = _LINK.fullmatch(between)
        if link is None or not plain(count) or is_percent(count) or CHANGE.search(between) or _THEN.search(between):
            continue
        begin, _stop = sentence_at(text, count.start - at)
        if _THEN.search(text[max(begin, count.start - at - 30) : count.start - at]) or _OTHER.match(
            text, percent.end - at
        ):
            continue
        if re.search(r"mỗi|bình quân|trong tổng số|trên tổng số", link["words"]) or (percent.value or 0) > 100:
            continue
        yield Share(count, percent, "(" if link["open"] == "(" else "words", paragraph)


def _bases(group: Sequence[Paragraph]) -> list[Figure]:
    every = [whole for one in group for figure in one.figures for whole in wholes_of(figure)]
    found = [f for f in every if plain(f) and not is_percent(f) and (f.value or 0) > 1]
    return [figure for figure in found if figure.relation is None or figure.relation.kind not in ("change", "plan")]


def wholes_of(figure: Figure) -> Iterator[Figure]:
    """The figure, or both numbers of a ratio: shares are of those who were rated, `30/31 đảng viên được đánh giá`."""
    if figure.parts is None or len(figure.parts) != 2 or two_things(figure):
        yield figure
        return
    for part in figure.parts:
        yield replace(figure, value=part, parts=None)


def _judge(shares: list[Share], bases: list[Figure], head: Paragraph) -> Iterator[tuple[Share, Figure]]:
    """`head`: the paragraph whose figures can be the base on every line; those of a line are its own."""
    fits = {
        base: [share for share in shares if _can(share, base) and share.of(base) == 0 and _telling(share, base)]
        for base in bases
    }
    for share in shares:
        candidates = [base for base in bases if _can(share, base)]
        counts = [one.count for one in shares if one is not share and _can(share, one.count)]
        if any(share.of(base) == 0 for base in (*candidates, *counts)):
            continue
        line = share.line
        candidates = [f for f in candidates if head.start <= f.start < head.end or line.start <= f.start < line.end]
        # The base that the most of the others have, before it in the text.
        proven = [base for base in candidates if base.start < share.count.start and _proves(fits[base], share)]
        best = max(proven, key=lambda base: len(fits[base]), default=None)
        if best is None:
            continue
        off = share.of(best)
        if off is not None and off <= _NEAR:
            yield share, best


def _proves(fitting: list[Share], share: Share) -> bool:
    """Whether shares that hold on a base settle it for another one of the same form."""
    alike = [one for one in fitting if one.style == share.style and _one_kind(one.count, share.count)]
    # One share of three digits, or two of fewer.
    return len(alike) >= 2 or any(one.percent.step * 60 <= (one.percent.value or 0) for one in alike)


def _telling(share: Share, base: Figure) -> bool:
    """Whether it says something that a share holds on a base: not half, not all, and to a digit that few counts have."""
    told, value = share.percent.value or Decimal(0), base.value or Decimal(0)
    if told in (0, 50, 100) or share.count.value == base.value:
        return False
    return bool(value)


def _can(share: Share, base: Figure) -> bool:
    count = share.count
    if base is count or (count.value or 0) > (base.value or 0):
        return False
    return (
        count.unit is None
        or base.unit is None
        or same_unit(count, base)
        or of_unit(count, base)
        or _persons(count, base)
    )


def _persons(a: Figure, b: Figure) -> bool:
    """People, or their votes: `24 đại biểu: tín nhiệm cao 21 phiếu (87,5%)`."""
    return (people(a) and people(b)) or ((a.unit or "") == "phiếu" and people(b))


def _one_kind(a: Figure, b: Figure) -> bool:
    return a.unit is None or b.unit is None or same_unit(a, b) or _persons(a, b)
