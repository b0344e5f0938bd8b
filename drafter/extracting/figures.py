"""Figures of one paragraph: find the numbers, leave out what is none, read units, ranges, ratios, bounds, subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from drafter.extracting.context import Context
from drafter.extracting.exclusions import (
    goes_on,
    heads,
    is_bare_year,
    is_code,
    is_glued,
    is_label,
    is_list_mark,
    is_rank,
    opens_item,
    taken,
)
from drafter.extracting.figures_in_words import word_quantities
from drafter.extracting.numbers import NUMBER, Written, read_number
from drafter.extracting.phrases import Phrased, phrased
from drafter.extracting.quantity import Quantity
from drafter.extracting.relations import qualifier_of, relation_of, same_sentence
from drafter.extracting.subjects import family_of, subject_of
from drafter.extracting.units import Scaled, Unit, UnitKind, lexicon, money_at, scale, unit_at, words_behind
from drafter.extracting.view import View, look
from drafter.language.alternation import alternation
from drafter.lexicon import load
from drafter.model.fact import Figure

_LONGEST_JOINT = len(" trong tổng số ")
_RANGE = re.compile(r" ?(?:-{1,2}|÷|~|đến|tới) ?")
_BY = re.compile(r" ?[x×] ?(?=\d)")  # `5 x 2 m`
_LENGTHS = ("m", "cm", "mm", "km", "dm")
_FRACTION = re.compile(r"\d{1,2} ?/ ?\d{1,2}")
_DIGIT = re.compile(r"\d")
_RATIO = re.compile(r" ?/ ?| trên (?:tổng số )?(?=\d)| trong (?:tổng )?(?:số )?(?=\d)")
_ONCE = re.compile(r" ?(?:/ ?)?(?:0?1|một) lần(?!\w)")
_CUE = re.compile(
    r"(?:đạt|có|là|được|chiếm|với|còn|bằng|hơn|gần|khoảng|trên|dưới|quá|tối thiểu|tối đa|ít nhất|trong đó|giảm|tăng|lên|đến"
    r"|tổng số|tỷ lệ|hóa|hoá|[:=(])\s*\Z"
)
# `nhiệm vụ 03/14 (21,4%)`, `09/08 đảng viên (đạt 112,5%`: a share behind makes it a ratio, whatever stands before.
_SHARE_BEHIND = re.compile(
    r"[^,;.:()=\d]{0,24}?(?: ?\((?:(?:đạt|chiếm|tỷ lệ|bằng|=) ?){0,3}|,? (?:đạt|chiếm|bằng) (?:tỷ lệ )?| ?= ?)"
    r"\d{1,3}(?:[.,]\d+)? ?%"
)
_DETAILS_BEHIND = re.compile(r" \(\d{1,3} [^\W\d]")  # `cấp TP 04/04 (1 Nhất, 1 Nhì, 2 Ba)`
_AND_HALF = re.compile(r" rưỡi(?!\w)")  # `02 năm rưỡi`
_VERSION = re.compile(r"\d\.\d")
_RISING = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ|rút|đưa)(?!\w)[^,;.(]{0,40}\btừ\s*\Z")
_FROM = re.compile(r"từ\s*\Z")
_WIDEST = 1000  # times from the low to the high end of a range


def find_figures(text: str, start: int, end: int, context: Context | None = None) -> list[Figure]:
    """Every figure of `text[start:end]` (one paragraph or cell) in reading order; offsets are absolute in `text`.

    A relation's `base` is an index into the returned list. Linear in the stretch.
    """
    view = look(text, start, end)
    quantities = find_quantities(view)
    figures: list[Figure] = []
    before: Phrased | None = None
    for quantity in quantities:
        here = phrased(view, quantity)
        figure = _figure(text, view, here, before, figures, context)
        before = here
        if not figures or figure.start >= figures[-1].end:  # one carried mark holds one figure
            figures.append(figure)
    return figures


def find_quantities(view: View) -> list[Quantity]:
    """The numbers of a view that count or measure something, with units, ranges and ratios joined."""
    numbers = _numbers(view)
    found = _walk(view, numbers) if numbers else []
    words = [*word_quantities(view, found), *_vulgar_fractions(view)]
    return sorted([*found, *words], key=lambda quantity: quantity.start) if words else found


_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_VULGAR_SIGN = re.compile("(?<!\\d)[½¼¾]")


def _vulgar_fractions(view: View) -> list[Quantity]:
    """`½ ngày`."""
    out: list[Quantity] = []
    if not any(sign in view.plain for sign in _VULGAR):
        return out
    for found in _VULGAR_SIGN.finditer(view.plain):
        unit, at = unit_at(view.plain, view.low, found.end()), found.start()
        if unit is not None and unit.known:
            value, step = _VULGAR[found[0]], Decimal("0.01")
            out.append(Quantity(at, unit.end, found.end(), found[0], value, step, False, unit, unit.name, decimals=2))
    return out


def _numbers(view: View) -> list[Written]:
    """Written numbers outside dates, addresses and codes."""
    if _DIGIT.search(view.low) is None:
        return []
    spans = taken(view)
    numbers: list[Written] = []
    next_span = 0
    for found in NUMBER.finditer(view.low):
        while next_span < len(spans) and spans[next_span][1] <= found.start():
            next_span += 1
        if next_span < len(spans) and spans[next_span][0] < found.end():
            continue
        if (number := read_number(found[0], found.start())) is not None:
            numbers.append(number)
    return numbers


def _walk(view: View, numbers: Sequence[Written]) -> list[Quantity]:
    found: list[Quantity] = []
    index = 0
    label_end = -1
    while index < len(numbers):
        number = numbers[index]
        quantity, used = _read(view, numbers, index)
        behind = numbers[index + used - 1]
        if _is_figure(view, number, quantity, label_end, found):
            found.append(quantity)
            label_end = -1
        else:
            label_end = behind.end if _chains(view, number, label_end) else -1
        index += used
        while index < len(numbers) and numbers[index].start < quantity.end:
            index += 1  # a number inside the unit (`3 tháng/1 lần`, `tỷ 214 triệu`)
    return found


def _chains(view: View, number: Written, label_end: int) -> bool:
    """Whether numbers listed behind this one share its being a label."""
    if label_end >= 0 and goes_on(view, label_end, number):
        return True
    return is_label(view, number, None, named=False)


def _is_figure(
    view: View, number: Written, quantity: Quantity, label_end: int, earlier: Sequence[Quantity] = ()
) -> bool:
    low, unit = view.low, quantity.unit
    if is_glued(view, number.start) or is_code(view, number, unit):
        return False
    behind = low[quantity.number_end : quantity.number_end + 1]
    if quantity.unit_name is None and quantity.end == quantity.number_end and (behind.isalpha() or behind == "/"):
        return False
    if quantity.parts is None and quantity.low is None and is_bare_year(number, unit):
        return False
    if unit is None and quantity.low is not None and quantity.high is not None and quantity.low > quantity.high:
        return False  # `trước 30-10`
    shared = quantity.parts is not None and bool(
        _SHARE_BEHIND.match(low, quantity.end) or _DETAILS_BEHIND.match(low, quantity.end)
    )
    if is_list_mark(view, number, unit) or (not shared and is_label(view, number, unit)):
        return False
    if label_end >= 0 and goes_on(view, label_end, number) and not (unit is not None and _counts(unit)):
        return False
    if quantity.parts is not None and is_rank(low, number.start):
        return False
    spelt_out = "(" in low[quantity.number_end : quantity.number_end + 2] and quantity.end > quantity.number_end + 2
    if quantity.parts is not None and not (spelt_out or shared) and _may_be_day(quantity):
        sure = unit is not None and unit.known and _counts_for_sure(unit, quantity.parts)
        sure = sure or _is_of_counted(view, quantity, earlier)
        if not sure and heads().wholes.match(low, quantity.number_end) is None and not _ends_as_share(view, quantity):
            return _CUE.search(low[max(0, number.start - 20) : number.start]) is not None
    return unit is not None or quantity.number_end != number.end or _VERSION.fullmatch(number.text) is None


_CLAUSE_END = re.compile(r" ?(?:[;,)]|\.(?!\d)|\Z)")


_WANTING_SHARE = ("thiếu ", "đạt ", "còn ", "mới ", "đã ", "xong ", "vượt ")


def _ends_as_share(view: View, quantity: Quantity) -> bool:
    """Whether a part of a whole closes a clause behind a word (`giải quyết dứt điểm 6/9;`) and is not written as a day is
    (`họp giao ban 06/5`). Where a word of time makes it a day, the day wins."""
    first, _, second = quantity.written.partition("/")
    day = first.startswith("0") and not second.strip().startswith("0") and len(second.strip()) == 1
    part, whole = quantity.parts or (Decimal(1), Decimal(0))
    left = view.low[max(0, quantity.start - 24) : quantity.start]
    counted = quantity.kind is UnitKind.UNKNOWN  # `được cấp 02/4 mỏ`
    if part > whole or not (counted or _CLAUSE_END.match(view.low, quantity.end)):
        return False
    if day and not (counted or left.endswith(_WANTING_SHARE)):
        return False
    return left.rstrip()[-1:].isalpha() and _of_days().search(left) is None


@cache
def _of_days() -> re.Pattern[str]:
    """Words before a day without a year."""
    cues = load("periods")["cues"]
    return re.compile(rf"{alternation([*cues['day'], *cues['happens'], *cues['until']], whole=True)} \Z")


def _counts_for_sure(unit: Unit, parts: tuple[Decimal, ...]) -> bool:
    """A noun that begins no clause behind a day is counted, even more of it than was planned (`14/12 công trình`)."""
    words = lexicon()
    return parts[0] <= parts[1] or (unit.head not in words.after_years and unit.head not in words.places)


def _is_of_counted(view: View, fraction: Quantity, earlier: Sequence[Quantity]) -> bool:
    """Whether a fraction is of what was counted right before (`kiến nghị 11 nội dung, đã trả lời 10/11`; `7/7 đại biểu
    nhất trí, 5/7 với dự thảo về biên chế`)."""
    part, whole = fraction.parts or (Decimal(1), Decimal(0))
    if part > whole or not earlier or not same_sentence(view, earlier[-1].end, fraction.start):
        return False
    near = [one for one in earlier[-3:] if one.kind is UnitKind.COUNT]
    return any(whole in (one.value, *(one.parts or ())[1:]) for one in near)


def _counts(unit: Unit) -> bool:
    words = lexicon()
    return unit.known and unit.head not in words.places and unit.name not in words.times


def _may_be_day(quantity: Quantity) -> bool:
    first, second = (quantity.parts or (Decimal(0), Decimal(0)))[:2]
    return (
        1 <= first <= 31
        and 1 <= second <= 12
        and not quantity.decimals
        and _FRACTION.fullmatch(quantity.written) is not None
    )


def _read(view: View, numbers: Sequence[Written], index: int) -> tuple[Quantity, int]:
    """The quantity that begins at a number, and how many numbers it takes: two for a range or a ratio."""
    first = _single(view, numbers[index])
    behind = index + 1
    while behind < len(numbers) and numbers[behind].start < first.end:
        behind += 1  # a digit of the unit (`m3`)
    if behind >= len(numbers) or is_glued(view, numbers[index].start) or opens_item(view, numbers[index]):
        return first, 1
    following = numbers[behind]
    if following.start - first.end > _LONGEST_JOINT:
        return first, 1
    if first.unit is None and (by := _BY.match(view.low, first.number_end)) and by.end() == following.start:
        return first._replace(unit_name=_measured(view, numbers[behind : behind + 2])), 1
    for joint, join in ((_RATIO, _ratio), (_RANGE, _range)):
        for at in {first.number_end, first.end}:
            found = joint.match(view.low, at)
            if found is None or found.end() != following.start:
                continue
            second = _single(view, following)
            joined = join(view, first, second, at > first.number_end)
            if joined is not None:
                return joined, behind - index + 1
    return first, 1


def _measured(view: View, numbers: Sequence[Written]) -> str | None:
    """The length that the last side names for all (`60x40x30 cm`); None where the numbers multiply something else."""
    for number in numbers:
        side = _single(view, number)
        if side.unit is not None or _BY.match(view.low, number.end) is None:
            return side.unit_name if side.unit_name in _LENGTHS else None
    return None


def _single(view: View, number: Written) -> Quantity:
    """One number with its words in brackets, scale and unit."""
    low, plain, at = view.low, view.plain, number.end
    if said := words_behind(low, at):
        at = said[0]
    scaled = scale(low, at, number.value, number.step)
    unit = _unit(view, scaled)
    if number.doubtful and not scaled.scaled and unit is not None and unit.kind is UnitKind.COUNT:
        number = number.as_thousands()
        scaled = scale(low, at, number.value, number.step)
    end = unit.end if unit is not None else scaled.end
    value, step = scaled.value, scaled.step
    if unit is not None and unit.kind is UnitKind.TIME and (half := _AND_HALF.match(low, unit.end)):
        value, step, end = value + Decimal("0.5"), Decimal("0.1"), half.end()
    if said is None and (closing := words_behind(low, end)):
        end = closing[0]
    number_end = max(number.end, scaled.number_end if scaled.number_end != at else number.end)
    quantity = Quantity(
        number.start,
        end,
        number_end,
        plain[number.start : number_end],
        value,
        step,
        scaled.scaled,
        unit,
        None if unit is None else unit.name,
        decimals=number.decimals,
    )
    return _frequency(view, quantity)


def _unit(view: View, scaled: Scaled) -> Unit | None:
    """The unit behind a scaled number; scaled money often goes without one (`3,7 tỷ`)."""
    unit = None if scaled.money else unit_at(view.plain, view.low, scaled.end)
    unsaid = unit is None or (scaled.is_large and (not unit.known or unit.head in lexicon().also_verbs))
    if scaled.money or (scaled.scaled and unsaid and scaled.value >= 1000):
        return money_at(view.plain, view.low, scaled.end)
    return unit


def _frequency(view: View, quantity: Quantity) -> Quantity:
    """`3 tháng/1 lần` counts one time in three months."""
    unit = quantity.unit
    if unit is None or unit.kind is not UnitKind.TIME or quantity.value is None:
        return quantity
    if unit.name.endswith("/lần") or unit.name.endswith("/1lần"):
        every = unit.name.partition("/")[0]
    elif found := _ONCE.match(view.low, unit.first_end):
        every, quantity = unit.head, quantity._replace(end=max(quantity.end, found.end()))
    else:
        return quantity
    count = quantity.value or Decimal(1)
    return quantity._replace(value=Decimal(1), unit_name=f"lần/{count.normalize():f} {every}")


def _ratio(view: View, first: Quantity, second: Quantity, with_unit: bool) -> Quantity | None:
    """`214/1.305`, `4 tổ/62 hộ`, `510,5 ha/500 ha`."""
    if first.value is None or second.value is None or (first.scaled and not with_unit):
        return None
    if with_unit and "/" not in view.low[first.end : second.start]:
        return None  # `45 hộ trên 12 thôn`
    joint = view.low[first.number_end : second.start]
    if ("trên" in joint or "trong" in joint) and (first.value > second.value or second.unit is None):
        return None
    if view.low[second.number_end : second.number_end + 2].strip().startswith("/") and second.end == second.number_end:
        return None
    unit, name = second.unit, second.unit_name
    if unit is not None and heads().wholes.match(f" {unit.head}"):
        end = unit.start - 1 if view.low[unit.start - 1] == " " else unit.start
        unit, name = None, None
    else:
        end = second.end
    if with_unit and first.unit is not None and first.unit_name != name:
        unit, name = first.unit, f"{first.unit_name}/{name}" if name else first.unit_name
    factor = Decimal(1) if first.scaled or with_unit else _factor(second)
    return first._replace(
        end=end,
        number_end=second.number_end,
        written=view.plain[first.start : second.number_end],
        value=None,
        parts=(first.value * factor, second.value),
        step=min(first.step * factor, second.step),
        scaled=first.scaled or second.scaled,
        unit=unit,
        unit_name=name,
        decimals=max(first.decimals, second.decimals),
    )


def _range(view: View, first: Quantity, second: Quantity, with_unit: bool) -> Quantity | None:
    """`25-30 người`, `từ 15 đến 20%`; `tăng từ 125 đến 150` is two figures."""
    if first.value is None or second.value is None:
        return None
    between = view.low[first.end if with_unit else first.number_end : second.start]
    joint = between.strip()
    before = view.low[max(0, first.start - 48) : first.start]
    if joint in ("đến", "tới"):
        if _RISING.search(before):
            return None
        if not _FROM.search(before) and (second.unit is None or with_unit):
            return None
    both_money = first.scaled and first.kind is UnitKind.MONEY and second.kind is UnitKind.MONEY
    rated = (second.unit_name or "").startswith(f"{first.unit_name}/")  # `300đ - 500đ/kg`
    if with_unit and first.unit is not None and second.unit_name != first.unit_name and not (both_money or rated):
        return None
    if with_unit and joint not in ("đến", "tới") and second.unit is None:
        return None
    far = second.value > first.value * _WIDEST and not second.scaled
    parted = second.value < first.value and between != joint and not _FROM.search(before)
    if joint not in ("đến", "tới") and second.unit is not None and (far or parted):
        return None  # `NGO 2 - 126.500 USD`, `trễ hạn 924 - 1,54%`; `50-35 người` is a range the wrong way round
    low, step = first.value, min(first.step, second.step)
    if second.scaled and not first.scaled:
        factor = _factor(second)
        low, step = first.value * factor, min(first.step * factor, second.step)
    return second._replace(
        start=first.start,
        written=view.plain[first.start : second.number_end],
        value=None,
        low=low,
        high=second.value,
        step=step,
        decimals=max(first.decimals, second.decimals),
    )


def _factor(quantity: Quantity) -> Decimal:
    """What the scale words behind a number multiply it with; those that the number before it shares."""
    return quantity.step.scaleb(quantity.decimals) if quantity.scaled else Decimal(1)


@cache
def _sections_unknown() -> Context:
    return Context()


def _figure(
    text: str,
    view: View,
    here: Phrased,
    before: Phrased | None,
    earlier: Sequence[Figure],
    context: Context | None,
) -> Figure:
    quantity = here.quantity
    start, end = view.at(quantity.start), view.end_at(quantity.end)
    mark = view.mark_around(quantity.start, quantity.number_end)
    if mark is not None:
        start = min(start, mark[0])
        end = max(end, mark[1])
    qualifier = qualifier_of(view, quantity)
    subject = subject_of(text, view, here, before, earlier)
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        parts=quantity.parts,
        unit=quantity.unit_name,
        written=quantity.written,
        qualifier=qualifier,
        subject=subject,
        section=(context or _sections_unknown()).section(start),
        table=None,
        number_start=view.at(quantity.start),
        number_end=view.end_at(quantity.number_end),
        step=quantity.step,
        exact=quantity.exact,
        in_words=quantity.in_words,
        placeholder=mark is not None,
        relation=relation_of(view, quantity, None if before is None else before.quantity, earlier),
        family=family_of(quantity.unit_name, subject),
        negative=_is_negative(view, quantity),
    )


_MINUS = re.compile(r"(?P<word>[(\[|] ?|[^\W\d_] )[-−–]\Z")


def _is_negative(view: View, quantity: Quantity) -> bool:
    """Whether a minus sign stands right before a number: in brackets (`(-3,3%)`), or before a share or degrees behind a word.

    Elsewhere the dash may part words or open an item of a list.
    """
    found = _MINUS.search(view.plain, max(0, quantity.start - 3), quantity.start)
    if found is None or quantity.value is None:
        return False
    return found["word"][0] in "([|" or quantity.kind is UnitKind.PERCENT or quantity.unit_name in ("°c", "độ")
