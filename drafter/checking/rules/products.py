"""NUM414: a count times what each one gets, against the total; averages; areas times yields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext
from drafter.checking.grids import Grid, grids
from drafter.checking.limits import ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import fold_same, is_percent, is_person, shown
from drafter.checking.rules.each import WEIGHTS, by_time, by_units, in_unit, multiplied, product_lines, rates, several
from drafter.checking.rules.each import Product as Each
from drafter.language.equality import quotient
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_BY_TIME = re.compile(r"mỗi (?:ngày|tháng|năm|quý|tuần|kỳ)|/(?:ngày|tháng|năm|quý|tuần|kỳ)")
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|trị giá|mức|giá|định mức)[^§.;]{0,30}§(?P<each>\d+)§(?P<per>[^§.;]{0,12})[^§.;]{0,25}?"
    r"(?:tổng|tổng cộng|với tổng|(?<=, )trị giá|(?<=, )số tiền)[^§.;]{0,35}§(?P<total>\d+)§"
)


# `60 suất quà (300.000 đồng/suất) với tổng trị giá 18 triệu đồng`
_PER_ONE = re.compile(
    r"\(?§(?P<each>\d+)§\)?[^§.;]{0,25}?(?:tổng|tổng cộng|với tổng|trị giá)[^§.;]{0,35}§(?P<total>\d+)§"
)
# `3.400 tờ gấp đến 1.700 hộ (mỗi hộ 2 tờ)`
_EACH_OF = re.compile(
    r"§(?P<total>\d+)§[^§;.()]{0,30}§(?P<count>\d+)§ ?\(mỗi (?P<noun>[^\W\d_]+)(?: có| được| nhận)? §(?P<each>\d+)§\)"
)
# `2.216 suất quà, trị giá 1.108 triệu đồng (mỗi suất 500.000 đồng)`
_TOTAL_FIRST = re.compile(
    r"§(?P<count>\d+)§[^§;.()]{0,40}?(?:trị giá|tổng|kinh phí|số tiền)[^§;.()]{0,30}§(?P<total>\d+)§ ?"
    r"\((?:mỗi (?P<noun>[^\W\d_]+)[^§;.()]{0,15}?)?§(?P<each>\d+)§\)"
)
_RATE = re.compile(
    r"(?:\((?:bình quân |trung bình )?|[,;] (?:bình quân|trung bình)(?: là| đạt)? |\A(?:bình quân|"
    r"trung bình) )§(?P<rate>\d+)§"
)


class Product(Rule):
    """NUM414.

    A count times an amount is the total; and a rate in brackets is the quotient of the two figures right before it.
    """

    code = "NUM414"
    name = mark("product")
    severity = Severity.WARNING
    finds = mark("Number times amount is not the total (`25 hộ, mỗi hộ 2 triệu, tổng 40 triệu`).")
    why = mark("One of the three was not renewed.")
    silences = mark("`bình quân`, ranges, bounds, several numbers that can be meant when one of them fits.")
    bad = Example("Tặng 30 suất quà, mỗi suất trị giá 500.000 đồng, tổng trị giá 16 triệu đồng.")
    good = Example(
        "Tặng 30 suất quà, mỗi suất trị giá 500.000 đồng, tổng trị giá 15 triệu đồng; hỗ trợ 12 hộ, bình quân mỗi hộ 2 "
        "triệu đồng, tổng 25 triệu đồng."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for sentence in ticking(context.once(masked)):
            yield from self._sentence(sentence)
        for grid in ticking(context.once(grids)):
            yield from self._table(grid)

    def _sentence(self, sentence: Masked) -> Iterator[Outcome]:
        products = list(multiplied(sentence))
        if (sum_ := several(sentence)) is not None:
            products.append(sum_)
        products += by_units(sentence) if not products else ()
        yield from map(self._told, products)
        if not products and rates(sentence) < 2 and not by_time(sentence):
            yield from self._named(sentence)
        used = {figure.start for product in products for figure in product.eaches}
        for found in sentence.find(_RATE):
            if sentence.figures[int(found["rate"])].start not in used:
                yield from self._rate(sentence, found)

    def _told(self, product: Each) -> Outcome:
        pairs = list(zip(product.counts, product.eaches, strict=True))
        sums = " + ".join(f"{shown(a.value or Decimal(0))} × {shown(b.value or Decimal(0))}" for a, b in pairs)
        if product.scale != 1:
            sums += f" × {shown(product.scale)}"
        sums += f" = {shown(product.value)}"
        total = product.total
        checked = tuple(("figures", f.start) for f in (*product.counts, *product.eaches, total))
        if product.holds:
            return self.consistent(total.start, total.end, sums, checked)
        message = _("{sum}, not {told}; one of the two places may be wrong", sum=sums, told=total.text)
        related = tuple(Related(f.start, f.end, _("part: {text}", text=f.text)) for pair in pairs for f in pair)
        return self.inconsistent(total.start, total.end, message, related=related, checked=checked)

    def _table(self, grid: Grid) -> Iterator[Outcome]:
        """Rows of `Số lượng | Đơn giá | Thành tiền`, `Diện tích | Năng suất | Sản lượng`: settled by the rows that hold."""
        lines = product_lines(grid)
        held = sum(holds for *_line, holds in lines)
        if held < 2 or held <= len(lines) - held:
            return
        table = (("tables", grid.start),) if grid.is_block else ()
        for count, each, total, scale, holds in lines:
            sums = f"{shown(count.value)} × {shown(each.value)} = {shown(count.value * each.value * scale)}"
            checked = (*table, *(("figures", number.start) for number in (count, each, total)))
            if holds:
                yield self.consistent(total.start, total.end, sums, checked)
                continue
            message = _(
                "row “{row}”, column “{column}”: {sum}, not {told}; one of the two places may be wrong",
                row=grid.label(total.row)[:60] or str(total.row + 1),
                column=grid.head(total.column)[-60:] or str(total.column + 1),
                sum=sums,
                told=total.text,
            )
            related = tuple(Related(n.start, n.end, _("part: {text}", text=n.text)) for n in (count, each))
            yield self.inconsistent(total.start, total.end, message, related=related, checked=checked)

    def _named(self, sentence: Masked) -> Iterator[Outcome]:
        for found in sentence.find(_EACH):
            each, total = sentence.figures[int(found["each"])], sentence.figures[int(found["total"])]
            money = fold(each.unit or "").split("/")[0]
            around = sentence.text[max(0, found.start() - 25) : found.end()]
            if re.search(r"bình quân|trung bình|từ|đến|khoảng|tổng trị giá\s*\Z", around) or each is total:
                continue
            if _BY_TIME.search(f"{found.group()} {each.unit}") or sentence.text[: found.end()].count("mỗi ") > 1:
                continue  # a monthly rate is paid for many months; a total of two rates is neither's
            lead = sentence.text[max(0, found.start() - 80) : found.start()]
            if (
                found.group().startswith(("trị giá", "giá"))
                and "/" not in (each.unit or "")
                and "mỗi" not in lead[-20:] + found.group()
            ):
                continue
            counts = [f for f in sentence.before(found.start()) if not is_percent(f) and fold(f.unit or "") != money]
            counts = [f for f in counts if bounds(f) is not None and f.exact and f.relation is None]
            whole = bounds(total)
            if (
                money != fold(total.unit or "").removeprefix("lượt ")
                or bounds(each) is None
                or whole is None
                or not counts
            ):
                continue
            yield from self._judge(counts, each, total, whole)
        for found in sentence.find(_PER_ONE):
            yield from self._per_one(sentence, found)
        for found in sentence.find(_TOTAL_FIRST):
            yield from self._total_first(sentence, found)
        for found in sentence.find(_EACH_OF):
            total, count, each = (sentence.figures[int(found[name])] for name in ("total", "count", "each"))
            whole = bounds(total)
            named = fold(count.unit or "").startswith(found["noun"]) and count.exact and each.exact
            if named and each.unit and fold(total.unit or "").startswith(fold(each.unit)) and bounds(each) and whole:
                yield from self._judge([count], each, total, whole)

    def _per_one(self, sentence: Masked, found: re.Match[str]) -> Iterator[Outcome]:
        """The rate says what it is of (`đồng/suất`): the one count of that before it."""
        each, total = sentence.figures[int(found["each"])], sentence.figures[int(found["total"])]
        money, _slash, per = fold(each.unit or "").partition("/")
        whole = bounds(total)
        if not per or "/" in per or money != fold(total.unit or "") or bounds(each) is None or whole is None:
            return
        if re.search(
            r"bình quân|trung bình|từ|đến|khoảng|mỗi", sentence.text[max(0, found.start() - 25) : found.end()]
        ):
            return
        counts = [
            f
            for f in sentence.before(found.start())
            if f.exact and bounds(f) is not None and re.match(rf"{re.escape(per)}(?!\w)", fold(f.unit or ""))
        ]
        if len(counts) == 1:
            yield from self._judge(counts, each, total, whole)

    def _total_first(self, sentence: Masked, found: re.Match[str]) -> Iterator[Outcome]:
        """What each one gets stands in the bracket behind the total and names what it is given for."""
        count, total, each = (sentence.figures[int(found[name])] for name in ("count", "total", "each"))
        money, _slash, per = fold(each.unit or "").partition("/")
        per, whole = per or found["noun"] or "", bounds(total)
        counted = fold(count.unit or "")
        fits = bool(per) and (not counted or re.match(rf"{re.escape(per)}(?!\w)", counted) is not None)
        many, one = bounds(count), bounds(each)
        if not fits or not many or not one or not whole or money != fold(total.unit or ""):
            return
        share = quotient(whole, many)
        if count.exact or share is None or not share.meets(one):
            yield from self._judge([count], each, total, whole)

    def _rate(self, sentence: Masked, found: re.Match[str]) -> Iterator[Outcome]:
        """`18 lớp với 702 học sinh (bình quân 39 học sinh/lớp)`: one figure of each unit right before the rate."""
        rate, before = sentence.figures[int(found["rate"])], sentence.before(found.start(), brackets=False)
        what, _slash, per = fold(rate.unit or "").removeprefix("lượt ").partition("/")
        told = bounds(rate)
        if before and before[-1] is not rate and any(one.unit is None for one in before[-2:]):
            return  # `phạt tiền 26 với 65 triệu đồng (2,5 triệu đồng/trường hợp)`: a bare number may be what is meant
        if found.start() == 0:  # a sentence of its own, of what the one before it tells
            text, at = fold_same(sentence.paragraph.text), sentence.paragraph.start
            begin, _end = sentence_at(text, max(sentence.start - at - 1, 0))
            compared = text.find("so với", begin)
            until = min(sentence.start, at + compared if compared >= 0 else sentence.start)
            before = [f for f in sentence.paragraph.figures if at + begin <= f.start < until]
        if len(before) < 2 or not per or "/" in per or told is None:
            return
        wholes = [f for f in before if _is_of(f, what) and _stands(f)]
        if not wholes and what in WEIGHTS:  # `60 tấn gạo cho 800 hộ, bình quân 75 kg/hộ`
            wholes = [in_unit(f, what) for f in before if fold(f.unit or "") in WEIGHTS and _stands(f)]
        counts = [f for f in before if _is_of(f, per) and f.exact and _stands(f)]
        places = max(0, -int((rate.value or Decimal(0)).as_tuple().exponent)) + 1
        half = Decimal(1).scaleb(1 - places)
        wide = Interval(told.low - half, told.high + half)
        fitting = ((a, b) for a in reversed(wholes) for b in reversed(counts) if _share_is(a, b, wide))
        # `khởi công 6 nhà, bàn giao 4 nhà; …`: of several counts the one that fits is meant.
        nearest = (wholes[-1], counts[-1]) if len(wholes) == 1 and 1 <= len(counts) <= 3 else (None, None)
        whole, count = next(fitting, nearest)
        a, b = (bounds(figure) if figure else None for figure in (whole, count))
        share = quotient(a, b) if a and b else None
        if share is None or whole is None or count is None or not whole.value or not count.value:
            return
        money = what == "đồng" and not Decimal("0.25") <= whole.value / count.value / (rate.value or 1) <= 4
        if money:
            return  # the money is of something else
        sums = f"{shown(whole.value)}/{shown(count.value)} = {shown(round(whole.value / count.value, places))}"
        checked = tuple(("figures", f.start) for f in (whole, count, rate))
        if not share.meets(wide) and "mỗi" in sentence.text[: found.start()]:
            return  # `03 hội thi, mỗi hội thi 12 đội, 432 lượt học sinh (12 em/đội)`
        if share.meets(wide):
            yield self.consistent(rate.start, rate.end, sums, checked)
            return
        message = _("{sum}, not {told}; one of the two places may be wrong", sum=sums, told=rate.text)
        related = tuple(Related(f.start, f.end, _("part: {text}", text=f.text)) for f in (whole, count))
        yield self.inconsistent(rate.start, rate.end, message, related=related, checked=checked)

    def _judge(self, counts: list[Figure], each: Figure, total: Figure, whole: Interval) -> Iterator[Outcome]:
        assert each.value is not None and total.value is not None
        # What each one gets is a round amount, written as it is: `2 triệu` is 2.000.000 here.
        fitting = next((f for f in counts if whole.holds((f.value or Decimal(0)) * each.value)), None)
        count = fitting or counts[-1]
        assert count.value is not None
        sums = f"{shown(count.value)} × {shown(each.value)} = {shown(count.value * each.value)}"
        checked = tuple(("figures", f.start) for f in (count, each, total))
        if fitting is not None:
            yield self.consistent(total.start, total.end, sums, checked)
            return
        message = _("{sum}, not {told}; one of the two places may be wrong", sum=sums, told=total.text)
        related = tuple(Related(f.start, f.end, _("part: {text}", text=f.text)) for f in (count, each))
        yield self.inconsistent(total.start, total.end, message, related=related, checked=checked)


def _stands(figure: Figure) -> bool:
    """Whether a figure tells what there is or was done, no change, plan or bound."""
    return bounds(figure) is not None and (
        figure.relation is None or figure.relation.kind not in ("change", "plan", "target")
    )


def _share_is(whole: Figure, count: Figure, told: Interval) -> bool:
    a, b = bounds(whole), bounds(count)
    share = quotient(a, b) if a and b else None
    return share is not None and share.meets(told)


def _is_of(figure: Figure, unit: str) -> bool:
    """Whether a figure counts what a rate names, perhaps by a longer name (`mắt camera` of `đồng/mắt`)."""
    own = fold(figure.unit or "").removeprefix("lượt ")
    return bool(own) and (own == unit or own.startswith(f"{unit} ") or (own == "lượt" and is_person(unit)))
