"""NUM407, NUM416: growth against the two figures it lies between, and the direction that the words give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from drafter.checking.context import CheckContext
from drafter.checking.grids import grids
from drafter.checking.limits import ticking
from drafter.checking.masking import FIGURE, Masked, bounds, change, kin, masked, turned
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent, same_unit, shown, stated
from drafter.checking.rules.growth_bases import bases
from drafter.checking.rules.growth_forms import (
    ADDED,
    ALONE,
    BARE_BASE,
    DOWN,
    EQUALS,
    FROM,
    HELD,
    HELD_FIRST,
    LEFT_OF,
    MORE_THAN,
    OVER_PLAN,
    PLAN_FIRST,
    SINCE,
    SINCE_FIRST,
    STEP_FROM,
    THAN,
    THEN,
    YEARS,
)
from drafter.checking.rules.num_columns import change_columns, computed_outcomes
from drafter.language.equality import difference, percentage, quotient
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, OutcomeKind, Related, Severity

_ = catalogue("checking")

_AMOUNTS = ("đồng", "người", "lượt")
# What every sentence holds that tells a growth: the patterns below are tried on no other.
_CHANGES = re.compile(r"tăng|giảm|hơn|vượt|bằng|đạt|gấp")
_OTHER_BASE = re.compile(r"kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|kh(?!\w)")


class Growth(Rule):
    """NUM407."""

    code = "NUM407"
    name = mark("growth")
    severity = Severity.ERROR
    finds = mark("`tăng 12 %`, `giảm 5 hộ` does not follow from the two figures that the text itself gives.")
    why = mark("One of the three figures was renewed and the others were not.")
    silences = mark(
        "Growth whose base is not told, bounds (`trên`, `gần`), percentage points written as percent, rounding and "
        "truncation."
    )
    bad = Example("Kết nạp 36 hội viên, tăng 25% so với cùng kỳ năm trước (30 hội viên).")
    good = Example(
        "Kết nạp 36 hội viên, tăng 20% so với cùng kỳ năm trước (30 hội viên); tỷ lệ hộ nghèo giảm từ 5,2% xuống "
        "4,1%, giảm 1,1%."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for sentence in ticking(context.once(masked)):
            if _CHANGES.search(sentence.text):
                said = stated(sentence.paragraph.text, sentence.paragraph.start, tuple(map(_reached, sentence.figures)))
                yield from self._sentence(context, replace(sentence, figures=said))
        for grid in ticking(context.once(grids)):
            for lines in change_columns(grid):
                yield from computed_outcomes(self, grid, lines)

    def _sentence(self, context: CheckContext, said: Masked) -> Iterator[Outcome]:
        taken: set[int] = set()
        for found in chain(said.find(LEFT_OF), said.find(SINCE_FIRST), said.find(PLAN_FIRST)):
            base, now, told = (said.figures[int(found[name])] for name in ("base", "now", "c"))
            if _alike(now, base) and int(found["c"]) not in taken and not is_percent(base):
                taken.add(int(found["c"]))
                yield from self._judge(said, [now], [base], told, found["verb"])
        bare = replace(said, text=_without_shares(said))
        for found in chain(bare.find(FROM), bare.find(STEP_FROM)):
            base, now, told = (said.figures[int(found[name])] for name in ("base", "now", "c"))
            if kin(base, now) and int(found["c"]) not in taken and not _BY_YEAR.search(found.group()):
                taken.add(int(found["c"]))
                yield from self._judge(said, [now], [base], told, found["verb"], only_size=True)
        for found in said.find(YEARS):
            a, b, told = (said.figures[int(found[name])] for name in ("a", "b", "c"))
            behind = re.search(r"§ ?\(năm", said.text[found.start() : found.start("c")])  # `9 cơ sở (năm 2023)`
            if int(found["c"]) not in taken and kin(a, b) and found["y1"] != found["y2"] and not behind:
                taken.add(int(found["c"]))
                now, base = (a, b) if found["y1"] > found["y2"] else (b, a)
                yield from self._judge(said, [now], [base], told, found["verb"])
        for pattern in (OVER_PLAN, THAN, BARE_BASE, HELD, HELD_FIRST, MORE_THAN, THEN, SINCE):
            for found in said.find(pattern):
                index = int(found["c"])
                if index in taken:
                    continue
                base, told = said.figures[int(found["base"])], said.figures[index]
                if pattern is BARE_BASE and base.unit is None:
                    base = _as_counted(said, found.start(), base)
                nows = [f for f in said.before(found.start()) if _alike(f, base) and f is not base]
                if pattern is SINCE:
                    earlier = [f for f in said.paragraph.figures if f.start < said.start and _alike(f, base)]
                    nows = [f for f in earlier if f.relation is None]
                if not nows and fold(base.unit or "") == "trường hợp" == fold(told.unit or ""):
                    nows = [f for f in said.before(found.start()) if not is_percent(f)][-1:]
                if not nows or (pattern is not OVER_PLAN and _OTHER_BASE.search(found.group())):
                    continue
                if _held_against_another(said, found) or _no_level(nows, base, told, found["verb"]):
                    continue
                if _earlier_first(
                    said, found
                ):  # `Năm 2023 có 412 học sinh; năm 2024 có 426 học sinh, tăng 14 học sinh`
                    nows, base = [base], nows[-1]
                taken.add(index)
                outcomes = list(self._judge(said, nows, [base], told, found["verb"]))
                second = found.groupdict().get("c2") or found.groupdict().get("c3")
                if second is not None and is_percent(said.figures[int(second)]):
                    taken.add(int(second))
                    share = said.figures[int(second)]
                    grown = [abs(now.value / base.value - 1) * 100 for now in nows if now.value and base.value]
                    if not _in_points(said, share, grown):
                        outcomes += self._judge(said, nows, [base], share, found["verb"])
                # `tăng 20 người (4 %)`: both fail where the figure they are counted from is wrong; it is told once.
                wrong = [o for o in outcomes if o.kind == OutcomeKind.INCONSISTENT]
                yield from (o for o in outcomes if o not in wrong[1:])
        yield from self._equal(said, taken)
        yield from self._added(said, taken)
        yield from self._elsewhere(context, said, taken)

    def _elsewhere(self, context: CheckContext, said: Masked, taken: set[int]) -> Iterator[Outcome]:
        """`tăng 4 đảng viên so với năm 2023`, where a table's row or last period's report gives the figure of then."""
        for found in said.find(ALONE):
            if _OTHER_BASE.search(found.group()):
                continue
            for name in ("c", "d"):  # `tăng 25 buổi và 1.338 lượt người so với năm 2023`
                if found[name] is not None and int(found[name]) not in taken:
                    yield from self._against_then(context, said, found, int(found[name]), taken)

    def _against_then(
        self, context: CheckContext, said: Masked, found: re.Match[str], index: int, taken: set[int]
    ) -> Iterator[Outcome]:
        told = said.figures[index]
        if told.qualifier is not None:
            return
        # Which figure of the clause grew is not always told: all are tried, and all must have a base.
        clause = said.text[: found.start()].rsplit(";", 1)[-1]
        nows = [said.figures[int(number)] for number in re.findall(FIGURE, clause)]
        nows = [now for now in nows if not is_percent(now) and now.value is not None and bounds(now) is not None]
        nows = [now for now in nows if is_percent(told) or _alike(now, told)]
        found_bases = [(now, context.once(bases).find(said, now, found["than"])) for now in nows]
        outcomes = [
            outcome
            for now, base in found_bases
            if base is not None
            for outcome in self._judge(said, [now], [base.figure], told, found["verb"], past=base.past)
        ]
        good = next((outcome for outcome in outcomes if outcome.kind == OutcomeKind.CONSISTENT), None)
        if good is not None or (outcomes and len(outcomes) == len(nows)):
            taken.add(index)
            yield good or outcomes[-1]

    def _equal(self, said: Masked, taken: set[int]) -> Iterator[Outcome]:
        for found in said.find(EQUALS):
            base, told = said.figures[int(found["base"])], said.figures[int(found["p"])]
            nows = [f for f in said.before(found.start()) if kin(f, base)]
            times = told.unit == "lần"
            if not nows or not (is_percent(told) or times) or int(found["p"]) in taken:
                continue
            taken.add(int(found["p"]))
            wanted, whole = bounds(told), bounds(base)
            ratio = quotient if times else percentage
            shares = [(f, ratio(part, whole)) for f in nows if (part := bounds(f)) and whole]
            if wanted is None or not shares or any(share is None for _f, share in shares):
                continue
            fitting = next((f for f, share in shares if share is not None and share.meets(wanted)), None)
            sums = _computed_share(fitting or nows[-1], base, times)
            yield self._outcome(told, fitting or nows[-1], base, sums, fitting is not None)

    def _added(self, said: Masked, taken: set[int]) -> Iterator[Outcome]:
        """`45 đoàn viên, tăng 15 đoàn viên (50 %)`: the base is what both figures leave."""
        for found in said.find(ADDED):
            second = found["c2"] or found["c3"]
            if second is None or int(second) in taken or int(found["c"]) in taken:
                continue
            step, told = said.figures[int(found["c"])], said.figures[int(second)]
            nows = [f for f in said.before(found.start()) if kin(f, step)] or _of_subject(said, found.start(), step)
            wanted = bounds(told)
            if not is_percent(told) or is_percent(step) or wanted is None or not nows:
                continue
            sign = -1 if re.match(DOWN, found["verb"]) else 1
            readings = [share for now in nows for share in _shares_of_step(now, step, sign)]
            if "bằng" in found.group():  # `tăng 0,21 tỷ đồng, bằng 112,7% so với năm 2023`
                readings += [_on_top(share, sign) for share in readings]
            if not readings or _in_points(said, told, [share.low for share in readings]):
                continue
            now = nows[-1]
            base = (now.value or Decimal(0)) - sign * (step.value or Decimal(0))
            sums = f"{_value(step)}/{shown(base)} = {_rounded((step.value or 0) / base * 100) if base else '?'} %"
            yield self._outcome(told, now, step, sums, any(share.meets(wanted) for share in readings))

    def _judge(
        self,
        said: Masked,
        nows: list[Figure],
        bases: list[Figure],
        told: Figure,
        verb: str,
        *,
        only_size: bool = False,
        past: bool = False,
    ) -> Iterator[Outcome]:
        wanted = bounds(told)
        if wanted is None:
            return
        down = re.match(DOWN, verb) is not None
        fitting: tuple[Figure, Figure] | None = None
        possible = False
        for now in nows:
            for base in bases:
                readings = _readings(now, base, told, down, only_size)
                if readings is None:
                    return
                possible = True
                if any(reading.meets(wanted) for reading in readings):
                    fitting = (now, base)
        if not possible:
            return
        now, base = fitting or (nows[-1], bases[0])
        if fitting and _far(now, base, told, down):  # what fits only if `10 tỷ` were rounded
            outcome = self._outcome(told, now, base, _computed(now, base, told), False, past)
            yield replace(outcome, severity=Severity.WARNING)
            return
        yield self._outcome(told, now, base, _computed(now, base, told), fitting is not None, past)

    def _outcome(self, told: Figure, now: Figure, base: Figure, sums: str, holds: bool, past: bool = False) -> Outcome:
        """`past`: the base stands in last period's report, which has no place in this text."""
        checked = tuple(("figures", figure.start) for figure in ((told, now) if past else (told, now, base)))
        if holds:
            return self.consistent(told.start, told.end, f"{sums} ≈ {told.text}", checked)
        message = _("{sum}, not {told}; one of the two places may be wrong", sum=sums, told=told.text)
        related: tuple[Related, ...] = (
            Related(now.start, now.end, _("held against: {text}", text=now.text)),
            Related(base.start, base.end, _("held against: {text}", text=base.text)),
        )
        if past:
            message = _(
                "{sum}, not {told}: last period's report said {base}; one of the two places may be wrong",
                sum=sums,
                told=told.text,
                base=base.text,
            )
            related = related[:1]
        return self.inconsistent(told.start, told.end, message, related=related, checked=checked)


_BY_YEAR = re.compile(r"bình quân|trung bình|(?:mỗi|hằng|hàng) (?:năm|tháng|quý)")
# Behind a change: what it is told against.
_AGAINST = re.compile(r"\)?(?: ?\(§\d+§\))?,? so (?:với )?(?P<than>[^§;.]{0,40})")
_THEN_WORDS = re.compile(
    rf"cùng kỳ|năm trước|kỳ trước|20\d\d|đầu (?:năm|kỳ)|(?:tháng|quý|tuần) trước|{_OTHER_BASE.pattern}"
)


def _held_against_another(said: Masked, found: re.Match[str]) -> bool:
    """Whether the words behind a change name another base than the one found: `(quý III 4 vụ), giảm 3 vụ so với cùng
    kỳ`."""
    behind = _AGAINST.match(said.text, found.end())
    named = _THEN_WORDS.findall(behind["than"]) if behind is not None else []
    return bool(named) and not any(word in found.group() for word in named)


def _far(now: Figure, base: Figure, told: Figure, down: bool) -> bool:
    """Whether a growth in percent lies far from that of the two figures as they are written."""
    if not is_percent(told) or is_percent(now) or not base.value or now.value is None or told.value is None:
        return False
    grown = (now.value / base.value - 1) * (-100 if down else 100)
    return base.step > now.step and abs(grown - told.value) > max(Decimal(3), abs(grown) / 4)


_PERIOD = re.compile(r"(?<!\w)(?P<kind>năm học|năm|quý|tháng) (?P<number>20\d\d|\d{1,2}|[ivx]{1,3})(?!\w)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _earlier_first(said: Masked, found: re.Match[str]) -> bool:
    """Whether the figure taken for the base is of a later period than the one named before it."""
    own = _periods(said.text[found.start() : found.start("base")])
    ahead = [one for one in _periods(said.text[: found.start()]) if own and one[0] == own[-1][0]]
    return bool(own and ahead) and ahead[-1][1] < own[-1][1]


def _periods(text: str) -> list[tuple[str, int]]:
    found = ((one["kind"], one["number"]) for one in _PERIOD.finditer(text))
    return [(kind, int(number) if number.isdigit() else _ROMAN.get(number, 0)) for kind, number in found]


def _no_level(nows: list[Figure], base: Figure, told: Figure, verb: str) -> bool:
    """Whether none of the figures before a step can be what it leads to: `kết nạp 58 hội viên; tăng 21 hội viên so với
    năm 2022 (1.073 hội viên)` tells how many there are in another place."""
    if is_percent(told) or not base.value or told.value is None or told.unit == "lần":
        return False
    reached = base.value + (-told.value if re.match(DOWN, verb) else told.value)
    return all(now.value is not None and abs(now.value - reached) > base.value / 2 for now in nows)


def _reached(figure: Figure) -> Figure:
    """Of `15/19 tiêu chí` what was reached, which is what grows."""
    if figure.parts is None or len(figure.parts) != 2 or figure.value is not None:
        return figure
    return replace(figure, value=figure.parts[0], parts=None)


def _without_shares(said: Masked) -> str:
    """The text without brackets that only tell a share (`121 hộ (4,2%)`) or a ratio."""

    def kept(found: re.Match[str]) -> str:
        figure = said.figures[int(found[1])]
        return "" if is_percent(figure) or figure.parts is not None else found.group()

    return re.sub(r" ?\(§(\d+)§\)", kept, said.text)


def _as_counted(said: Masked, at: int, base: Figure) -> Figure:
    """A bare number as one of what stands before it: `74.450 doanh nghiệp, tăng 11,1% (năm 2023: 67.020)`."""
    before = [
        figure for figure in said.before(at) if not is_percent(figure) and figure.exact and figure.relation is None
    ]
    return replace(base, unit=before[-1].unit) if before else base


def _of_subject(said: Masked, at: int, step: Figure) -> list[Figure]:
    """`So với năm 2023, số hộ đạt danh hiệu tăng 234 hộ (6%)`: what an earlier sentence says of the same things."""
    subject = re.search(r"(?<!\w)số (?P<what>[^§,;.()]{3,60}?)\s*(?:đã )?\Z", said.text[:at])
    if subject is None:
        return []
    text, begin = said.paragraph.text, said.paragraph.start
    earlier = [f for f in said.paragraph.figures if f.start < said.start and kin(f, step) and f.relation is None]
    return [f for f in earlier if fold(text[f.number_end - begin :][:80]).strip().startswith(subject["what"])][-1:]


def _alike(a: Figure, b: Figure) -> bool:
    """Whether two figures count one kind of thing: `đảng viên` and `đồng chí` too."""
    if kin(a, b) or (bool(a.unit and b.unit) and same_unit(a, b)):
        return True
    one, other = sorted((fold(a.unit or ""), fold(b.unit or "")), key=len)
    return bool(one) and one not in _AMOUNTS and other.startswith(f"{one} ")  # `giấy`, `giấy chứng nhận`


def _readings(now: Figure, base: Figure, told: Figure, down: bool, only_size: bool) -> list[Interval] | None:
    """What the change between two figures may be said to be; None where it cannot be told."""
    one, other = bounds(now), bounds(base)
    if one is None or other is None:
        return None
    found: list[Interval] = []
    unit = told.unit or ""
    step = difference(one, other)
    share = change(one, other)
    if is_percent(told) or unit.startswith("điểm"):
        if is_percent(now):
            found.append(step)
        if share is not None and not unit.startswith("điểm"):
            found.append(share)
    elif unit == "lần":
        times = quotient(one, other)
        if times is not None:
            found += [times, Interval(times.low - 1, times.high - 1, times.open_above)]
        return found or None
    elif _alike(told, now) or fold(told.unit or "") == fold(base.unit or "") == "trường hợp":
        found.append(step)
    if not found:
        return None
    signed = [turned(reading) for reading in found] if down else found
    return [*signed, *(turned(reading) for reading in signed)] if only_size else signed


def _in_points(said: Masked, told: Figure, grown: list[Decimal]) -> bool:
    """Whether a percentage in brackets may be points of a rate (`giảm 531 hộ nghèo (3,01%)`): it lies far below the
    growth, where the sentence speaks of poverty or a rate."""
    if told.value is None or not re.search(r"nghèo|tỷ lệ|tỉ lệ", said.text):
        return False
    return bool(grown) and told.value < min(grown) / 2


def _on_top(share: Interval, sign: int) -> Interval:
    """A growth in percent as what it makes of its base."""
    hundred = Decimal(100)
    if sign > 0:
        return Interval(hundred + share.low, hundred + share.high, share.open_above)
    return Interval(hundred - share.high, hundred - share.low)


def _shares_of_step(now: Figure, step: Figure, sign: int) -> Iterable[Interval]:
    one, by = bounds(now), bounds(step)
    if one is None or by is None:
        return
    base = difference(one, by) if sign > 0 else Interval(one.low + by.low, one.high + by.high)
    for whole in (base, one):
        share = percentage(by, whole)
        if share is not None:
            yield share


def _computed(now: Figure, base: Figure, told: Figure) -> str:
    assert now.value is not None and base.value is not None
    if (is_percent(told) and not is_percent(now)) or told.unit == "lần":
        if base.value == 0:
            return f"{_value(now)}/0"
        if told.unit == "lần":
            return f"{_value(now)}/{_value(base)} = {_rounded(now.value / base.value)}"
        growth = _rounded(abs(now.value - base.value) / base.value * 100)
        first, second = (now, base) if now.value >= base.value else (base, now)
        return f"({_value(first)} − {_value(second)})/{_value(base)} = {growth} %"
    first, second = (now, base) if now.value >= base.value else (base, now)
    return f"{_value(first)} − {_value(second)} = {shown(abs(now.value - base.value))}"


def _value(figure: Figure) -> str:
    return shown(figure.value) if figure.value is not None else figure.written


def _computed_share(part: Figure, whole: Figure, times: bool) -> str:
    assert part.value is not None and whole.value
    share = part.value / whole.value
    return f"{_value(part)}/{_value(whole)} = " + (_rounded(share) if times else f"{_rounded(share * 100)} %")


def _rounded(value: Decimal | int) -> str:
    return shown(Decimal(value).quantize(Decimal("0.001")))
