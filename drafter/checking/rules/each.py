"""Counts, what each one gets, and totals: which figures of a sentence are which, told by their units.

`25 hộ với số tiền 50 triệu đồng, mỗi hộ 2 triệu đồng`: `mỗi hộ` names what is counted, the amount's unit names the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from drafter.checking.grids import Grid, Number
from drafter.checking.masking import Masked, bounds
from drafter.checking.rules.counted import is_percent, is_person
from drafter.language.equality import printed
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.model.fact import Figure, Interval

_LOOSE = re.compile(
    r"bình quân|trung bình|(?<!\w)từ(?!\w)|đến|khoảng|tối thiểu|tối đa|không quá|trở lên|ít nhất|"
    r"mỗi (?:ngày|tháng|năm|quý|tuần|kỳ|vụ)|/(?:ngày|tháng|năm|quý|tuần|kỳ|vụ|giờ)"
)
_EACH_BEFORE = re.compile(
    r"(?<!\w)mỗi (?P<noun>[^§;.,:()]{1,30}?)(?: (?:được|nhận|có|trị giá|là|hỗ trợ|giá|với))*:?\s*\Z"
)
_RATED = re.compile(r"(?:(?<!\w)mức(?: [^\W\d_]+){0,2}|mỗi [^§;.,:()]{1,25})(?: là)?\s*\Z")
_TOTALLED = re.compile(r"(?:tổng|trị giá|số tiền|kinh phí|thu|hết|sản lượng|=)[^§;.()]{0,35}\Z")
_TIMES = re.compile(r"§(?P<count>\d+)§[^§;.=]{0,25}[x×*] ?§(?P<each>\d+)§[^§;.=]{0,20}= ?§(?P<total>\d+)§")
# Words for one of what was counted by another noun: `20 xe đạp … 2.000.000 đồng/chiếc`.
_PIECES = ("chiếc", "cái", "con", "quyển", "bộ", "suất", "phần", "phần quà", "căn", "đơn vị", "trường hợp", "sản phẩm")
_BESIDE = (
    "đợt",
    "cuộc",
    "buổi",
    "lượt",
    "lần",
    "chương trình",
    "năm",
    "tháng",
    "ngày",
    "quý",
    "điểm",
    "đơn vị",
    "thôn",
    "xã",
)
# How many of the smaller unit make the larger: a yield in tạ, a harvest in tấn.
WEIGHTS = {"kg": Decimal(1), "tạ": Decimal(100), "tấn": Decimal(1000)}


@dataclass(frozen=True)
class Product:
    """`counts` times `eaches`, pair by pair, against `total`; `scale` takes the product to the total's unit."""

    counts: tuple[Figure, ...]
    eaches: tuple[Figure, ...]
    total: Figure
    scale: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        pairs = zip(self.counts, self.eaches, strict=True)
        return (
            sum((count.value * each.value for count, each in pairs if count.value and each.value), Decimal(0))
            * self.scale
        )

    @property
    def holds(self) -> bool:
        whole = bounds(self.total)
        pairs = zip(self.counts, self.eaches, strict=True)
        pieces = [_times(count, each, self.scale) for count, each in pairs]
        known = [piece for piece in pieces if piece is not None]
        return whole is None or len(known) < len(pieces) or whole.meets(added(known))


def _times(count: Figure, each: Figure, scale: Decimal) -> Interval | None:
    a, b = bounds(count), bounds(each)
    if a is None or b is None:
        return None
    if count.exact and each.value is not None:  # what each one gets is a round amount, written as it is
        return printed(a.low * each.value * scale, Decimal(0), exact=True)
    return Interval(a.low * b.low * scale, a.high * b.high * scale, a.open_above or b.open_above)


def multiplied(said: Masked) -> Iterator[Product]:
    """`15 hộ x 5 triệu đồng = 75 triệu đồng`."""
    for found in said.find(_TIMES):
        count, each, total = (said.figures[int(found[name])] for name in ("count", "each", "total"))
        told = all(bounds(figure) is not None for figure in (count, each, total))
        if told and fold(each.unit or "").split("/")[0] == fold(total.unit or ""):
            yield Product((count,), (each,), total)


def several(said: Masked) -> Product | None:
    """`45 suất mức 500.000 đồng, 20 suất mức 300.000 đồng, tổng số tiền 28.500.000 đồng`: the total of several products."""
    pairs: list[tuple[Figure, Figure]] = []
    for index, figure in enumerate(said.figures):
        if index and _is_rate(said, index) and _near(said, index) and said.figures[index - 1].exact:
            if re.search(r"bình quân|trung bình", said.words_before(index)):
                return None
            pairs.append((said.figures[index - 1], figure))
        elif pairs and "tổng" in said.words_before(index) and fold(figure.unit or "") == _amount(pairs[0][1]):
            if len(pairs) < 2:
                pairs = []
                continue
            if any(bounds(f) is None for pair in pairs for f in pair) or bounds(figure) is None:
                return None
            # `…; 04 nhà (02 nhà … 40 triệu đồng/nhà, 02 nhà …), tổng 120 triệu đồng`: perhaps of the last ones alone.
            tails = [pairs[n:] for n in range(len(pairs))]
            found = [Product(tuple(a for a, _b in tail), tuple(b for _a, b in tail), figure) for tail in tails]
            return next((product for product in found if product.holds), found[0])
    return None


def rates(said: Masked) -> int:
    """How many figures of a sentence tell what each one gets."""
    return sum(_is_rate(said, index) for index in range(len(said.figures)))


def _is_rate(said: Masked, index: int) -> bool:
    unit = fold(said.figures[index].unit or "")
    if not unit.startswith("đồng"):
        return False
    return "/" in unit or _RATED.search(said.words_before(index)) is not None


def _near(said: Masked, index: int) -> bool:
    return len(said.words_before(index)) <= 35 and not fold(said.figures[index - 1].unit or "đồng").startswith("đồng")


def _amount(each: Figure) -> str:
    return fold(each.unit or "").split("/")[0]


def by_units(said: Masked) -> Iterator[Product]:
    """The one count, the one amount each gets and the one total of a clause, wherever they stand."""
    edges = [0, *(found.end() for found in re.finditer(r";", said.text)), len(said.text)]
    for start, end in pairwise(edges):
        text = said.text[start:end]
        places = [int(found[1]) for found in re.finditer(r"§(\d+)§", text)]
        if len(places) < 3:
            continue
        found = [(index, per) for index in places if (per := _per(said, index)) is not None]
        if len(found) == 1:
            yield from _one_each(said, places, *found[0], text)


def _per(said: Masked, index: int) -> str | None:
    """Of what a figure says how much each one gets."""
    figure = said.figures[index]
    unit = fold(figure.unit or "")
    if (
        bounds(figure) is None
        or is_percent(figure)
        or (figure.relation is not None and figure.relation.kind == "change")
    ):
        return None
    if "/" in unit:
        return unit.split("/", 1)[1]
    named = _EACH_BEFORE.search(said.words_before(index))
    return named["noun"] if named else None


def _one_each(said: Masked, places: list[int], index: int, per: str, text: str) -> Iterator[Product]:
    each = said.figures[index]
    harvest = per == "ha" and _amount(each) in WEIGHTS
    if (_LOOSE.search(text) and not harvest) or "/" in per or by_time(said):
        return
    others = [place for place in places if place != index and _counts(said.figures[place])]
    totals = [place for place in others if _is_total(said.figures[place], each, harvest)]
    # `Kinh phí 24 triệu đồng: tặng 60 suất …` is a budget of several things.
    totals = [place for place in totals if not said.words_behind(place).startswith(":")]
    if len(totals) > 1:
        totals = [place for place in totals if _TOTALLED.search(said.words_before(place))]
    counts = [place for place in others if place not in totals and _is_counted(said.figures[place], per)]
    if not counts and per in _PIECES and index - 1 in others and index - 1 not in totals:
        counts = [index - 1]
    if len(totals) != 1 or not 1 <= len(counts) <= 2:
        return
    total = said.figures[totals[0]]
    found = [
        Product((said.figures[n],), (each,), total, _scale(each, total) if harvest else Decimal(1)) for n in counts
    ]
    fitting = next((product for product in found if product.holds), None)
    if fitting is not None:
        yield fitting
        return
    beside = [n for n in others if n not in (*totals, *counts)]
    if any(_another(said, n, found[0]) for n in beside) or (
        len({p.counts[0].value for p in found}) > 1 and not harvest
    ):
        return
    best = found[-1]
    share = best.value / total.value if total.value else Decimal(0)
    told = _TOTALLED.search(said.words_before(totals[0])) is not None
    if Decimal("0.5") <= share <= 2 or (told and share and any(abs(share * k - 1) < Decimal("0.03") for k in _TENS)):
        yield best


def by_time(said: Masked) -> bool:
    """Whether a sentence tells what is given every month or year: how many times is not in it."""
    units = (fold(figure.unit or "") for figure in said.figures)
    return any(re.search(r"/(?:năm|tháng|quý|ngày)", unit) for unit in units) or "/tháng" in said.text


_TENS = (Decimal(10), Decimal("0.1"), Decimal(1000), Decimal("0.001"))


def _counts(figure: Figure) -> bool:
    if bounds(figure) is None or is_percent(figure):
        return False
    return figure.relation is None or figure.relation.kind not in ("change", "plan", "target", "same-period")


def _is_total(figure: Figure, each: Figure, harvest: bool) -> bool:
    unit = fold(figure.unit or "")
    return (
        unit in WEIGHTS if harvest else bool(unit) and (unit == _amount(each) or unit.startswith(f"{_amount(each)} "))
    )


def _is_counted(figure: Figure, per: str) -> bool:
    unit = fold(figure.unit or "")
    if not unit:
        return False
    return unit == per or unit.startswith(f"{per} ") or per.startswith(f"{unit} ")


def _scale(each: Figure, total: Figure) -> Decimal:
    return WEIGHTS[_amount(each)] / WEIGHTS[fold(total.unit or "")]


def in_unit(figure: Figure, unit: str) -> Figure:
    """A weight in another unit."""
    scale = WEIGHTS[fold(figure.unit or "")] / WEIGHTS[unit]
    return replace(figure, value=(figure.value or Decimal(0)) * scale, step=figure.step * scale, unit=unit)


def _another(said: Masked, index: int, product: Product) -> bool:
    """Whether a figure counts another thing that the total may hold too: `50 suất quà …, 5 sổ tiết kiệm, tổng …`."""
    figure = said.figures[index]
    unit = fold(figure.unit or "")
    if figure.value == product.counts[0].value or is_person(unit) or unit.startswith(_BESIDE):
        return False
    return re.search(r"(?:,|và|cùng|với)(?: \w+){0,3}\s*\Z", said.words_before(index)) is not None


_PRICE = re.compile(
    r"đơn giá|(?<!tổng )giá(?! trị)|mức (?:hỗ trợ|chi|thưởng|quà|tiền)|định mức|năng suất|số tiền/|bình quân"
)
_PRICED = re.compile(r"thành tiền|tổng (?:số )?tiền|tổng kinh phí|tổng cộng|sản lượng|kinh phí|số tiền|giá trị|tổng")
_SCALES = tuple(Decimal(1).scaleb(power) for power in (0, -1, -2, -3, -6))
Line = tuple[Number, Number, Number, Decimal, bool]


def product_lines(grid: Grid) -> list[Line]:
    """The rows of a table under the reading `count × price = total` that holds in most of them, and whether they hold."""
    heads = {column: fold(grid.head(column)) for column in grid.value_columns}
    prices = [column for column, head in heads.items() if _PRICE.search(head)]
    totals = [column for column, head in heads.items() if _PRICED.search(head) and column not in prices]
    best: list[Line] = []
    for price in prices[:3]:
        for total in totals[:3]:
            for count in heads:
                if count in (price, total) or len(heads) > 16:
                    continue
                for scale in _SCALES:
                    lines = list(_lines(grid, count, price, total, scale))
                    if sum(line[-1] for line in lines) > sum(line[-1] for line in best):
                        best = lines
    return best


def _lines(grid: Grid, count: int, price: int, total: int, scale: Decimal) -> Iterator[Line]:
    for row in range(grid.header, grid.rows):
        a, b, c = (grid.number(row, column) for column in (count, price, total))
        if a is None or b is None or c is None or a.percent or b.percent or c.percent or not c.value:
            continue
        many, each = (number.interval(not grid.scaled(row, number.column)) for number in (a, b))
        made = Interval(many.low * each.low * scale, many.high * each.high * scale, many.open_above or each.open_above)
        yield a, b, c, scale, printed(c.value, c.step, exact=scale == 1 and made.low == made.high).meets(made)
