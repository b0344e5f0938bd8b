"""NUM401: totals against their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, chain

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import counts, fold_same, is_percent, is_person, of_unit, same_unit, shown, stated
from drafter.checking.rules.listed import (
    ATTRIBUTES,
    COMPLETE,
    CONSISTS,
    NO_PARTS,
    SUBSET,
    bullets_below,
    kinds_in,
    lines_below,
    named_in,
    parts_in,
    region_of,
)
from drafter.checking.rules.lists import behind_and, bracketed
from drafter.checking.rules.partitions import Partition, counted, pair_lists, partitions, sums_to
from drafter.language.equality import stands_for
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, OutcomeKind, Related, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")

_TOTALS = re.compile(r"(?<!\w)(?:tổng cộng|tổng số(?: là)?|cộng|tất cả(?: là)?|tổng)(?: là| có| được| đạt)?\s*:?\s*\Z")


_ALONE = re.compile(r"\s*(?:tổng cộng|cộng)(?: là| có)?:?\s*")
# Nouns that name things of several kinds together: `3 giải, 5 hội diễn và 2 hội thi, tổng cộng 10 hoạt động`.
_OF_ALL_KINDS = frozenset(
    [
        "hoạt động",
        "sự kiện",
        "cuộc",
        "văn bản",
        "công trình",
        "phần việc",
        "sản phẩm",
        "mô hình",
        "hạng mục",
        "nội dung",
        "lượt",
    ]
)
_DENIED_HALF = re.compile(
    r"(?<![\d.,/])(?P<whole>\d[\d.]*) [^\d;.()]{2,60}?,? trong đó(?: có)?:? (?P<a>\d[\d.]*) [^\d,;.()]{0,25}?"
    r"(?P<what>(?:đủ|đạt|thành|đúng|còn|có|thuộc) (?:[^\W\d_]+ ?){1,3}|thành công|đạt)[^\d,;.()]{0,30}(?:,|;|"
    r" và) (?:còn )?"
    r"(?P<b>\d[\d.]*) [^\d,;.()]{0,25}?(?:không|chưa) (?P=what)"
)
_LOWEST = ("xã", "cơ sở", "thôn", "phường", "chi hội", "khu dân cư", "chi bộ", "chi đoàn")
# Between the parts of a list by levels: `, cấp tỉnh `, `; nguồn cơ sở vận động `.
_LEVEL = re.compile(
    r"[^\d.;,()]{0,40}[,;]?\s*(?:và\s+)?(?:riêng )?(?:(?:ở |do )?(?:cấp|nguồn|ngân sách|vốn|khối|tuyến)(?: cấp|"
    r" ngân sách)? )"
    r"(?P<level>trung ương|tỉnh|thành phố|huyện|xã|cơ sở|thôn|phường|chi hội|khu dân cư|chi bộ|chi đoàn)(?!\w)"
    r"[^\d.;,()]{0,25}"
)
_MULTIPLIED = re.compile(r"[x×*=]\s*\d|\d\s+[^\W\d_]+\s+\d[\d.,]*\s*(?:triệu|tỷ|nghìn|đồng)|(?<!\w)mỗi(?!\w)")


def _close_enough(total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether the total and the sum of the parts can be one value; whole counts exactly."""
    whole = stands_for(total)
    pieces = [interval for part in parts if (interval := stands_for(part)) is not None]
    return whole is not None and len(pieces) == len(parts) and whole.meets(added(pieces))


class Sum(Rule):
    """NUM401.

    A closed list after its total (`24 chi hội, gồm: 12 …, 7 … và 5 …`; `24 chi hội (12 nam, 12 nữ)` where each member
    of the bracket has one
    figure of the total's unit), bullets after `gồm:`, or parts before `tổng cộng`. Parts carry the total's unit. Any
    prefix of the list that
    adds up settles it; the rule speaks when none does.
    """

    code = "NUM401"
    name = mark("sum")
    severity = Severity.ERROR
    finds = mark("A total is not the sum of its parts.")
    why = mark("A part that was changed, forgotten or counted twice shows in the sum.")
    silences = mark(
        "Subsets (`trong đó`, `điển hình`, `một số`), bounds (`trên`, `gần`), parts of another unit, rounded "
        "amounts whose sum can be right."
    )
    bad = Example("Toàn xã có 24 chi hội, gồm: 12 chi hội nông dân, 7 chi hội phụ nữ và 3 chi hội cựu chiến binh.")
    good = Example(
        "Toàn xã có 24 chi hội, trong đó 12 chi hội nông dân; tổ chức 9 cuộc họp, gồm 4 cuộc họp định kỳ và "
        "5 cuộc họp đột xuất."
    )
    reach = 1

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        told: set[int] = set()
        for outcome in self._said(context):
            if outcome.kind != OutcomeKind.UNDECIDED:
                told.add(outcome.start)
            yield outcome
        for partition in chain(partitions(context), pair_lists(context), self._below(context)):
            for outcome in self._parted(partition):
                if outcome.start not in told:
                    told.add(outcome.start)
                    yield outcome

    def _said(self, context: CheckContext) -> Iterator[Outcome]:
        for original in ticking(context.paragraphs):
            if len(original.figures) < 1 or original.part in (PartKind.LETTERHEAD, PartKind.RECIPIENTS):
                continue
            paragraph = replace(original, figures=stated(original.text, original.start, original.figures))
            yield from self._lists(context, paragraph)
            yield from self._totals(paragraph)
            if "trong đó" in paragraph.text:
                yield from self._halves(paragraph)
                yield from self._levels(paragraph)

    @staticmethod
    def _below(context: CheckContext) -> Iterator[Partition]:
        for paragraph in ticking(context.paragraphs):
            if paragraph.figures and (found := lines_below(context, paragraph)):
                total, parts, closed = found
                yield Partition((total,), parts, closed)

    def _parted(self, partition: Partition) -> Iterator[Outcome]:
        """A list by classes that cannot overlap, against every total that it can have."""
        parts = tuple(map(counted, partition.parts))
        fitting = next((total for total in reversed(partition.totals) if sums_to(total, parts)), None)
        total = fitting or partition.totals[-1]
        values = [part.value or Decimal(0) for part in parts]
        found = sum(values, Decimal(0))
        if fitting is None and not partition.closed:
            tops = [interval.high for one in partition.totals if (interval := stands_for(one)) is not None]
            least = sum((interval.low for one in parts if (interval := stands_for(one)) is not None), Decimal(0))
            if least <= max(tops):
                return  # some of them, perhaps
        if fitting is None and not (total.value and Decimal("0.5") <= found / total.value <= 2):
            return
        if fitting is None and total.value is not None and max(values) > total.value:
            return
        yield from self._judge(total, parts, True, shortest=len(parts))

    def _lists(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for total in ticking(paragraph.figures):
            if not counts(total):
                continue
            region = region_of(context, paragraph, total)
            if region is None:
                continue
            start, end, closed, bullets = region
            listed = fold_same(context.text[start:end])
            if not closed and (
                NO_PARTS.search(listed)
                or (_overlaps(total) and ATTRIBUTES.search(listed) and not COMPLETE.search(listed))
            ):
                continue
            parts = (
                bullets_below(context, paragraph, total) if bullets else parts_in(context, paragraph, total, start, end)
            )
            kinds = () if bullets else kinds_in(context, paragraph, total, start, end)
            bare = not (kinds or parts or bullets)
            between = (f for f in context.figures_in(total.end, start) if not is_percent(f))
            bare = bare and not any(not bracketed(paragraph.text, 0, f.start - paragraph.start) for f in between)
            if bare and (named := named_in(context, paragraph, total, start, end, closed)):
                yield from self._judge(total, named, closed, shortest=len(named), tight=len(named) == 2)
            if len(kinds) > len(parts):
                parts = kinds  # a member called by a noun of its own (`6 nhân viên`) is a part too
            if len(parts) >= 2:
                if self._is_of_another(paragraph, total, parts, start):
                    continue
                text = context.text[start:end] if not bullets else ""
                every = len(re.split(r",|;|\svà\s", text.strip())) == len(parts)
                every = every and paragraph.text[end - paragraph.start :][:1] == ")"
                yield from self._judge(total, parts, closed, last=behind_and(context.text, parts), every=every)

    @staticmethod
    def _is_of_another(paragraph: Paragraph, total: Figure, parts: tuple[Figure, ...], start: int) -> bool:
        """Whether the parts add up to another figure before their list, which is their total then."""
        begin, _stop = sentence_at(paragraph.text, total.start - paragraph.start)
        found = sum((part.value for part in parts if part.value is not None), Decimal(0))
        ahead = (f for f in paragraph.figures if paragraph.start + begin <= f.start < start and f is not total)
        ahead = (f for f in ahead if parts[0].unit is None or of_unit(parts[0], f))
        return total.value != found and any(f.value == found or (f.parts and found in f.parts) for f in ahead)

    def _judge(
        self,
        total: Figure,
        parts: tuple[Figure, ...],
        closed: bool,
        shortest: int = 2,
        last: int | None = None,
        every: bool = False,
        tight: bool = False,
    ) -> Iterator[Outcome]:
        """`shortest`: how many parts are the least; `last`: how many stand up to the one behind `và`; `every`: each member
        of the bracket is a part."""
        values = [part.value for part in parts if part.value is not None]
        sums = list(accumulate(values))
        written = " + ".join(shown(value) for value in values)
        checked = tuple(("figures", figure.start) for figure in (total, *parts))
        assert total.value is not None
        if every and not closed:
            shortest = len(parts)  # a bracket whose members are all parts
        # The part behind `và` ends its list: fewer parts are not all of them.
        shortest = max(shortest, last or 0)
        # A list that goes on behind its parts (`…, 12 cuộc …`) adds up to the digit where it ends before its last.
        whole = len(parts)
        ends = (n for n in range(shortest, whole + 1) if n == whole or sums[n - 1] == total.value)
        fitting = next((n for n in ends if _close_enough(total, parts[:n])), None)
        if fitting and self._too_far(total, parts[:fitting]):
            yield self._wrong(total, parts[:fitting], sums[fitting - 1], checked, Severity.WARNING)
            return
        if fitting:
            written = " + ".join(shown(value) for value in values[:fitting])
            yield self.consistent(
                total.start, total.end, f"{written} = {shown(sums[fitting - 1])}", checked[: fitting + 1]
            )
            return
        near = Decimal("0.85") <= sums[-1] / (total.value or 1) <= Decimal("1.18")
        if not closed and (
            total.value in values or not self._plausible(total, sums[-1], every) or (tight and not near)
        ):
            yield self.undecided(
                total.start, total.end, _("whether the bracket lists all parts of {total}", total=total.text)
            )
            return
        yield self._wrong(total, parts, sums[-1], checked)

    def _wrong(
        self,
        total: Figure,
        parts: tuple[Figure, ...],
        found: Decimal,
        checked: tuple[tuple[str, int], ...],
        severity: Severity | None = None,
    ) -> Outcome:
        message = _(
            "{sum} = {found}, not {total}; one of the two places may be wrong",
            sum=" + ".join(shown(part.value) for part in parts if part.value is not None),
            found=shown(found),
            total=shown(total.value or Decimal(0)),
        )
        related = tuple(Related(part.start, part.end, _("part: {text}", text=part.text)) for part in parts)
        return self.inconsistent(total.start, total.end, message, related=related, checked=checked, severity=severity)

    @staticmethod
    def _too_far(total: Figure, parts: tuple[Figure, ...]) -> bool:
        """Whether rounding can hardly be what parts a total from its sum: three times the spread of as many rounded numbers
        (each spreads by a twelfth of its last unit, squared)."""
        steps = {figure.step for figure in (total, *parts)}
        if total.exact or len(steps) > 1 or total.value is None:
            return False
        off = total.value - sum((part.value for part in parts if part.value is not None), Decimal(0))
        return off * off * 12 > 9 * (len(parts) + 1) * total.step * total.step

    @staticmethod
    def _plausible(total: Figure, found: Decimal, every: bool = False) -> bool:
        """Whether an unannounced bracket looks like all the parts of its total: the sum comes near it, less near where
        each of its members is a part."""
        assert total.value is not None
        low, high = (Decimal("0.5"), Decimal(2)) if every else (Decimal("0.7"), Decimal("1.4"))
        return total.value > 0 and low <= found / total.value <= high

    def _halves(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`26 đơn, trong đó 17 đơn đủ điều kiện, 9 đơn không đủ điều kiện`: one half and its denial are all there are."""
        for found in _DENIED_HALF.finditer(fold_same(paragraph.text)):
            first = next((f for f in paragraph.figures if f.number_start == paragraph.start + found.start("a")), None)
            second = next((f for f in paragraph.figures if f.number_start == paragraph.start + found.start("b")), None)
            whole = next(
                (f for f in paragraph.figures if f.number_start == paragraph.start + found.start("whole")), None
            )
            if first is None or second is None or whole is None or not all(map(counts, (first, second, whole))):
                continue
            if same_unit(first, whole) and same_unit(second, whole):
                yield from self._judge(whole, (first, second), True)

    def _levels(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`4.109 hộ, trong đó: cấp Trung ương 12 hộ, cấp tỉnh 186 hộ, …, cấp xã 2.976 hộ`: levels do not overlap, so they
        are never more than the whole; three of them down to the lowest are all there are, or nearly."""
        text, at = paragraph.text, paragraph.start
        for opening in re.finditer(r"trong đó(?: có)?:?\s", fold_same(text)):
            begin, stop = sentence_at(text, opening.start())
            end = min(stop, opening.start() + 900)
            parts: list[Figure] = []
            names: list[str] = []
            edge = opening.end()
            for figure in (f for f in paragraph.figures if at + opening.end() <= f.start < at + end):
                named = _LEVEL.fullmatch(fold_same(text[edge : figure.start - at]))
                if named is None or not counts(figure) or (parts and not same_unit(figure, parts[0])):
                    break
                parts.append(figure)
                names.append(named["level"])
                edge = figure.end - at
            behind = re.search(r"\S+", text[edge:])
            if begin and not text[begin : opening.start()].strip():
                begin, _end = sentence_at(text, begin - 1)  # `Trong đó: …` in a sentence of its own
            before = [f for f in paragraph.figures if at + begin <= f.start < at + opening.start()]
            wholes = [f for f in before if parts and counts(f) and _is_level(f) and of_unit(parts[0], f)]
            if (
                len(parts) < 2
                or len(set(names)) < len(names)
                or not wholes
                or (behind and behind.group()[0] not in ".;)")
            ):
                continue
            found = sum((part.value for part in parts if part.value is not None), Decimal(0))
            fits = any(_close_enough(whole, tuple(parts)) for whole in wholes)
            over = all(whole.value is not None and found > whole.value for whole in wholes)
            lowest = len(parts) >= 3 and names[-1] in _LOWEST
            if fits or over or lowest:
                whole = next((one for one in wholes if _close_enough(one, tuple(parts))), wholes[-1])
                severity = None if over else Severity.WARNING
                for outcome in self._judge(whole, tuple(parts), True, shortest=len(parts)):
                    yield (
                        outcome if outcome.severity is None else replace(outcome, severity=severity or outcome.severity)
                    )

    def _totals(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`12 …, 7 … và 5 …, tổng cộng 24 …`: at least two parts of the total's unit before it in its sentence."""
        text, at = paragraph.text, paragraph.start
        for index, total in enumerate(ticking(paragraph.figures)):
            if not counts(total) or index < 2:
                continue
            begin, _stop = sentence_at(text, total.start - at)
            before = fold_same(text[begin : total.start - at])
            if begin and _ALONE.fullmatch(before):  # `24 cuộc cấp xã, 31 cuộc cấp thôn. Tổng cộng 55 cuộc.`
                begin, _stop = sentence_at(text, begin - 1)
                before = fold_same(text[begin : total.start - at])
            closing = _TOTALS.search(before[-40:])
            # `2 kỳ họp thường lệ và 1 kỳ họp chuyên đề, tổng số 3 kỳ họp`; elsewhere `tổng số` names what follows.
            behind_comma = re.search(r"[,;]\s*tổng số(?: là)?\s*\Z", before)
            if not closing or ("tổng số" in closing.group() and not behind_comma) or SUBSET.search(before):
                continue
            if _MULTIPLIED.search(before):
                continue  # `45 hộ x 5 triệu đồng = 225 triệu đồng; …`, `2 nhà 40 triệu đồng`
            parts = tuple(
                f
                for f in paragraph.figures[max(0, index - 60) : index]
                if f.start >= at + begin and counts(f) and same_unit(f, total)
            )
            if not parts and fold(total.unit or "") in _OF_ALL_KINDS:
                parts = self._of_kinds(paragraph, index, begin)
            # `98.450 hội viên, 64.210 thanh, thiếu niên, tổng số 184.020 người`: what stands right before is a part too.
            ahead = [f for f in paragraph.figures[:index] if counts(f) and not bracketed(text, begin, f.start - at)]
            if parts and ahead and ahead[-1].start > parts[-1].start:
                continue
            if len(parts) >= 2 and not CONSISTS.search(before):
                yield from self._judge(total, parts, True)

    @staticmethod
    def _of_kinds(paragraph: Paragraph, index: int, begin: int) -> tuple[Figure, ...]:
        """What stands right before `tổng cộng 10 hoạt động`: members with names of their own, parted by commas and `và`."""
        parts: list[Figure] = []
        edge = paragraph.figures[index].start - paragraph.start
        for figure in reversed(paragraph.figures[:index]):
            between = fold_same(paragraph.text[figure.end - paragraph.start : edge])
            tail = (
                r"[^\d();:.]{0,40}(?:,|;|\svà)\s*"
                if parts
                else r"[^\d();:.]{0,40}[,;]?\s*(?:với |là )?(?:tổng )?(?:cộng|số|cả)?[^\d();:.]{0,12}"
            )
            if figure.start < paragraph.start + begin or not counts(figure) or not re.fullmatch(tail, between):
                break
            parts.append(figure)
            edge = figure.start - paragraph.start
        units = {fold(figure.unit or "") for figure in parts}
        return tuple(reversed(parts)) if len(units) == len(parts) else ()


def _overlaps(total: Figure) -> bool:
    """Whether one of what is counted may have several attributes: people, households."""
    unit = fold(total.unit or "")
    return is_person(unit) or unit.startswith(("hộ", "lượt hộ", "gia đình", "lượt người"))


def _is_level(figure: Figure) -> bool:
    """Whether a figure tells what there is, no change, plan or share."""
    return figure.relation is None or figure.relation.kind in ("part-of", "cumulative")
