"""NUM402: percentages against count and base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.grids import grids
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import (
    fold_same,
    is_percent,
    is_person,
    plain,
    same_unit,
    shown,
    stated,
    two_things,
)
from drafter.checking.rules.lists import bracketed
from drafter.checking.rules.num_columns import computed_outcomes, percent_columns
from drafter.checking.rules.percent_bases import (
    CHANGE,
    LINK,
    beside,
    both,
    called_base,
    given_behind,
    pair_behind,
    set_aside,
    set_before,
)
from drafter.checking.rules.share_lists import broken_shares
from drafter.checking.rules.share_pairs import (
    base_behind,
    fits,
    of_all,
    of_people,
    of_unit,
    on_another,
    pair_in,
    plan_behind,
    ratio_behind,
)
from drafter.language.equality import part_intervals, percentage, stands_for
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_OTHER_BASE = re.compile(
    r"\s*\)?\s*(?:so với|kế hoạch|chỉ tiêu|kh\b|dự toán|cùng kỳ|mục tiêu|nghị quyết|tổng (?!số)|trở lên|/năm|số "
    r"người trong độ tuổi)"
)


# Between a ratio and its own share no other quantity is named: `5/7 ấp đạt chuẩn, tỷ lệ hộ gia đình văn hóa 96,4%`.
_ITS_SHARE = re.compile(
    r"[^\d();:]{0,120}?(?:\(|,|;|-|–|\s(?=chiếm|đạt tỷ lệ|đạt tỉ lệ|bằng|tương ứng))\s*(?:chiếm|đạt|bằng|tương ứng|"
    r"tương đương|với|tỷ lệ|tỉ lệ|là|được|=|:|\s)*"
)
# `412 ha/400 ha kế hoạch, đạt 103%`
_HELD_TO = re.compile(
    r"[^\d();.,]{0,50}?(?:so với |theo )?(?:kế hoạch|chỉ tiêu|kh|dự toán|nghị quyết)"
    r"[^\d();.,]{0,20}[,(]?\s*(?:đạt|bằng)?\s*(?:tỷ lệ\s*)?"
)

# `11/16 khoản thu đạt và vượt dự toán, chiếm 68,8%`: what is counted was planned, the share is of the ratio.
# A count of another period has a base of that period: `năm trước 251 hộ (19,1%)`, `so với năm 2023 (15.353 hộ, 10,85%)`.
_OF_THEN = re.compile(
    r"(?:(?:năm|kỳ|nhiệm kỳ) (?:trước|ngoái)|cùng kỳ|đầu (?:năm|kỳ|nhiệm kỳ))(?: năm \d{4})?(?: là| có|"
    r":)?[^,;(\d]{0,12}\(?\s*\Z"
    r"|so với (?:cuối |đầu )?năm \d{4}\s*\(\s*\Z"
)
_ACHIEVED = re.compile(
    r"(?:hoàn thành|đạt)(?:,| và| hoặc) (?:vượt|hoàn thành)[^,;.]{0,40},\s*(?:chiếm|đạt)\s*(?:tỷ lệ|tỉ lệ)?\s*\Z"
)
# Ratios of money and measures are held against a plan: `3.420/4.560 triệu đồng, bằng 75 % kế hoạch`.
_PLANNED = re.compile(r"(?:đồng|ha|km|m|m2|m²|m3|m³|tấn|tạ|kg|lít|ngày công)")


class Percentage(Rule):
    """NUM402.

    Bases that the text names: a ratio right before the percentage (`28/30 …, đạt 93,3 %`), `a trong (tổng) số b`, and
    `b …, trong đó a …, chiếm p %`; in a table the two columns that a column of percentages is computed
    from. Rounding and truncation both pass.
    """

    code = "NUM402"
    name = mark("percentage")
    severity = Severity.ERROR
    finds = mark("A percentage is not its count over its base.")
    why = mark("Count or base was renewed and the percentage was not, or the other way round.")
    silences = mark(
        "A base that is not told, another base (`kế hoạch`, `chỉ tiêu`, `so với cùng kỳ`), bounds; rounding "
        "and truncation both pass."
    )
    bad = Example("Hòa giải thành 28/30 vụ việc, đạt 95,3%.")
    good = Example(
        "Hòa giải thành 28/30 vụ việc, đạt 93,3%; trồng 510,5 ha/500 ha kế hoạch (đạt 102,1%); thu 45 triệu "
        "đồng, đạt 120% kế hoạch."
    )
    reach = 1

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        told: set[int] = set()
        for share, base in broken_shares(context):
            told.add(share.percent.start)
            counted = both(share.count, base)
            if counted is not None:
                yield from self._compare(share.percent, *counted, False, self.severity)
        for original in ticking(context.paragraphs):
            if not any(map(is_percent, original.figures)):
                continue
            paragraph = replace(original, figures=stated(original.text, original.start, original.figures))
            for index, percent in enumerate(ticking(paragraph.figures)):
                listed = percent.start in told
                if is_percent(percent) and plain(percent) and (percent.unit or "").strip() == "%" and not listed:
                    yield from self._percent(context, paragraph, index, percent)
        for grid in ticking(context.once(grids)):
            for lines in percent_columns(grid):
                yield from computed_outcomes(self, grid, lines)

    def _percent(self, context: CheckContext, paragraph: Paragraph, index: int, percent: Figure) -> Iterator[Outcome]:
        text, at = paragraph.text, paragraph.start
        begin, _stop = sentence_at(text, percent.start - at)
        if listed := pair_behind(paragraph, index, percent):
            yield from self._compare(percent, *listed, False, self.severity)
            return
        if behind := ratio_behind(paragraph, index, percent):
            count, base = part_intervals(behind)
            yield from self._compare(percent, count, base, (behind,), False, self.severity)
            return
        before = [f for f in paragraph.figures[max(0, index - 10) : index] if f.start >= at + begin]
        if not before:
            return
        last = before[-1]
        shut = ")" in text[last.end - at : percent.start - at]
        if (
            last.parts is None
            and not shut
            and _OF_THEN.search(fold_same(text[max(begin, last.start - at - 60) : last.start - at]))
        ):
            yield self.undecided(
                percent.start, percent.end, _("the base of {percent} is not told", percent=percent.text)
            )
            return
        if (
            last.parts
            and _HELD_TO.fullmatch(fold_same(text[last.end - at : percent.start - at]))
            and not two_things(last)
        ):
            count, base = part_intervals(last)[:2]
            yield from self._compare(percent, count, base, (last,), False, self.severity)
            return
        if is_percent(
            last
        ):  # `ước đạt 4.286 tỷ đồng, tăng 11,2% so với cùng kỳ, đạt 91,2% kế hoạch năm (4.700 tỷ đồng)`
            counts = [f for f in before if not is_percent(f) and not bracketed(text, begin, f.start - at)]
            linked = re.search(r"(?:,|và)\s*(?:đạt|bằng)\s*\Z", fold_same(text[last.end - at : percent.start - at]))
            if counts and linked and (given := given_behind(paragraph, index, percent, counts[-1])):
                yield from self._against_plan(percent, *given)
            return
        if two_things(last) and (people := of_people(text, at, last, percent)):
            yield from self._compare(percent, *people, False, Severity.WARNING)
            return
        if told := of_unit(context, paragraph, last, percent):
            yield from self._compare(percent, *told, False, Severity.WARNING)
            return
        if told := called_base(paragraph, before, percent, begin):
            yield from self._compare(percent, *told, False, self.severity)
            return
        if aside := set_aside(paragraph, before, percent):
            yield from self._against_plan(percent, *aside)
            return
        if set_ := set_before(paragraph, before, percent, begin):
            between = fold_same(text[last.end - at : percent.start - at])
            if not CHANGE.search(between) and not re.search(r"tăng|giảm|vượt", between):
                yield from self._against_plan(percent, *set_)
                return
        between = fold_same(text[last.end - at : percent.start - at])
        if len(between) > 200 or (
            CHANGE.search(between)
            or not LINK.match(between)
            or is_percent(last)
            or (re.search(r"tăng|giảm|vượt|kế hoạch|chỉ tiêu|cùng kỳ", between) and not _ACHIEVED.search(between))
        ):
            return
        if re.search(r"(?<!\w)từ\s*\Z|;.*(?:tỷ lệ|tỉ lệ)\s+(?!bao phủ|là |đạt|chiếm)[^\W\d]", between):
            return  # `…; tỷ lệ hộ nghèo từ 38,6% còn 16,4%`: a quantity of its own
        if last.parts and not _ITS_SHARE.fullmatch(between):
            yield self.undecided(
                percent.start, percent.end, _("the base of {percent} is not told", percent=percent.text)
            )
            return
        if planned := plan_behind(paragraph, index, percent, last):
            wider = (f for f in before[:-1] if plain(f) and same_unit(f, planned[2][1]))
            yield from self._against_plan(percent, *planned, tuple(wider))
            return
        if named := base_behind(paragraph, index, percent, last):
            yield from self._compare(percent, *named, False, self.severity)
            return
        of = last
        if ")" in between and len(before) > 1 and bracketed(text, begin, last.start - at):
            of = before[-2]  # `31 hộ nghèo (đầu năm 95 hộ), đạt 124% kế hoạch (25 hộ)`
        if given := given_behind(paragraph, index, percent, of):
            wider = (f for f in before[:-1] if plain(f) and same_unit(f, given[2][1]) and of is last)
            yield from self._against_plan(percent, *given, tuple(wider))
            return
        after = fold_same(text[percent.end - at : percent.end - at + 60])
        other_base = bool(_OTHER_BASE.match(after)) or _names_another(after, last)
        other_base = other_base and not (last.parts and _PLANNED.fullmatch(last.unit or ""))
        pair, severity = pair_in(paragraph, before, begin, "chiếm" in between), self.severity
        if pair is not None and len(pair[2]) == 2 and not fits(percent, pair[0], pair[1]):
            other_base = other_base or on_another(paragraph, percent, last)
        if pair is None and (pair := of_all(paragraph, last, begin)):
            severity = Severity.WARNING  # the text names the whole, but not in this sentence
        if pair is None and not other_base and (pair := beside(paragraph, before, percent, begin)):
            severity = Severity.WARNING
        if pair is None:
            yield self.undecided(
                percent.start, percent.end, _("the base of {percent} is not told", percent=percent.text)
            )
            return
        yield from self._compare(percent, *pair, other_base, severity)

    def _compare(
        self,
        percent: Figure,
        count: Interval,
        base: Interval,
        figures: tuple[Figure, ...],
        other_base: bool,
        severity: Severity,
    ) -> Iterator[Outcome]:
        checked = tuple(("figures", figure.start) for figure in (percent, *figures))
        share, told = percentage(count, base), stands_for(percent)
        if share is None or told is None:
            return
        sum_ = f"{shown(_middle(count))}/{shown(_middle(base))} = {_digits(_middle(share))} %"
        if told.meets(share):
            yield self.consistent(percent.start, percent.end, f"{sum_} ≈ {percent.text}", checked)
        elif other_base:
            yield self.undecided(
                percent.start, percent.end, _("{percent} is told on another base", percent=percent.text)
            )
        else:
            message = _("{sum}, not {percent}; one of the two places may be wrong", sum=sum_, percent=percent.text)
            related = tuple(
                Related(f.start, f.end, _("count and base") if f.parts else _("counted: {text}", text=f.text))
                for f in figures
            )
            yield self.inconsistent(
                percent.start, percent.end, message, related=related, checked=checked, severity=severity
            )

    def _against_plan(
        self,
        percent: Figure,
        count: Interval,
        base: Interval,
        figures: tuple[Figure, ...],
        wider: tuple[Figure, ...] = (),
    ) -> Iterator[Outcome]:
        """`wider`: figures before the count, of which it may be a part: the one that fits is held against "
        "the plan. A plan is set in round numbers: what fits only if `7 tỷ` were rounded is a warning."""
        told_as = stands_for(percent)
        for figure in wider:
            whole = stands_for(figure)
            share = percentage(whole, base) if whole is not None else None
            if whole is not None and share is not None and told_as is not None and told_as.meets(share):
                count, figures = whole, (figure, figures[-1])
                break
        share, plan, told = percentage(count, base), figures[-1].value, percent.value
        fits = share is not None and (stands_for(percent) or share).meets(share)
        exact = percentage(count, Interval(plan, plan)) if plan else None
        if fits and exact is not None and told is not None and not exact.low - 3 <= told <= exact.high + 3:
            yield from self._compare(percent, count, Interval(plan, plan), figures, False, Severity.WARNING)  # type: ignore[arg-type]
        else:
            yield from self._compare(percent, count, base, figures, False, self.severity)


# Nouns that name a base behind a percentage.
_NAMED_BASE = re.compile(
    r"\s*(?:trong |trên |của )?(?:tổng )?số (?P<noun>hộ|người|dân|thôn|xã|phường|huyện|khu|chi bộ|chi hội|trường|lớp|"
    r"học sinh|đơn|vụ|cơ sở|hội viên|đoàn viên|đảng viên|cán bộ|phụ nữ|trẻ|doanh nghiệp|hợp tác xã|thanh niên)(?!\w)"
)


def _names_another(behind: str, count: Figure) -> bool:
    """`chiếm 80% số hộ nghèo`: the words behind name a narrower base than `số hộ`, or things of another kind."""
    other = _NAMED_BASE.match(behind)
    own = fold(count.unit or "")
    if other is not None and own and own.split(" ")[0] != other["noun"].split(" ")[0]:
        return not (is_person(own) and is_person(other["noun"]))
    found = re.match(r"\s*(?:trong |trên |của )?(?:tổng )?số\s+(?P<what>[^,.;()\d]{2,50})", behind)
    if found is None:
        return False
    unit = fold_same(count.unit or "")
    rest = found["what"].removeprefix(unit).strip()
    return (
        found["what"].startswith(unit) and bool(rest) and not re.match(r"toàn|trong|của|trên|cả|dân|hiện|ở|tại", rest)
    )


def _middle(interval: Interval) -> Decimal:
    """The printed value of an exact interval, near the printed one of a rounded: for messages."""
    return interval.low if interval.low == interval.high else (2 * interval.low + interval.high) / 3


def _digits(value: Decimal) -> str:
    return shown(value.quantize(Decimal("0.001"), ROUND_HALF_UP))
