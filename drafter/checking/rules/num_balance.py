"""NUM410, NUM413, NUM414, NUM418: figures ten times too large, balances, products, magnitudes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checking.clauses import is_plan, sentence_at
from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.carried import subject_key
from drafter.checking.rules.counted import fold_same, is_percent, is_person, shown
from drafter.language.equality import quotient
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import DocumentKind

_ = catalogue("checking")

_TIMES = ("năm", "tháng", "ngày", "tuần", "quý", "cấp")


def tenfold(a: Decimal, b: Decimal) -> bool:
    """Whether one number is ten, a hundred or a thousand times the other, nearly to the digit."""
    if a <= 0 or b <= 0:
        return False
    ratio = max(a, b) / min(a, b)
    return any(abs(ratio / power - 1) <= Decimal("0.03") for power in (10, 100, 1000))


class Magnitude(Rule):
    """NUM410."""

    code = "NUM410"
    name = mark("magnitude")
    severity = Severity.WARNING
    finds = mark("A figure is ten times last period's, or a tenth of it, nearly to the digit.")
    why = mark("A digit too many or too few.")
    silences = mark("Small numbers, subjects that are not word for word the same, several values of one subject.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Tuyên truyền\nPhát 4.620 tờ gấp tuyên truyền pháp luật.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Tuyên truyền\nPhát 460 tờ gấp tuyên truyền pháp luật.",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Tuyên truyền\nPhát 620 tờ gấp tuyên truyền pháp luật.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Tuyên truyền\nPhát 460 tờ gấp tuyên truyền pháp luật.",
    )
    kinds = frozenset({DocumentKind.REPORT})
    needs = frozenset({"previous"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.previous is not None
        past = _single(context.previous.facts.figures)
        now = _single(context.facts.figures)
        for key, figure in now.items():
            old = past.get(key)
            if old is None or figure.value is None or old.value is None or is_plan(context, figure.start):
                continue
            checked = (("figures", figure.start),)
            if max(figure.value, old.value) < 100 or not tenfold(figure.value, old.value):
                yield self.consistent(figure.start, figure.end, f"{shown(old.value)} → {shown(figure.value)}", checked)
                continue
            message = _("{now} here, {past} last period: a digit too many or too few?", now=figure.text, past=old.text)
            yield self.inconsistent(figure.start, figure.end, message, checked=checked)


def _single(figures: tuple[Figure, ...]) -> dict[tuple[str, str], Figure]:
    """Figures by what they count, where a report gives one value of it."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in ticking(figures):
        key = subject_key(figure)
        if key is None or figure.value is None or figure.unit in _TIMES or is_percent(figure) or figure.placeholder:
            continue
        if figure.table is not None or figure.relation is not None or len(key[1].split()) < 2:
            continue
        found.setdefault(key, []).append(figure)
    return {key: group[0] for key, group in found.items() if len({f.value for f in group}) == 1}


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

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for sentence in ticking(context.once(masked)):
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
                counts = [
                    f for f in sentence.before(found.start()) if not is_percent(f) and fold(f.unit or "") != money
                ]
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
                if (
                    named
                    and each.unit
                    and fold(total.unit or "").startswith(fold(each.unit))
                    and bounds(each)
                    and whole
                ):
                    yield from self._judge([count], each, total, whole)
            for found in sentence.find(_RATE):
                yield from self._rate(sentence, found)

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


class UnitJump(Rule):
    """NUM418."""

    code = "NUM418"
    name = mark("unit-jump")
    severity = Severity.WARNING
    finds = mark("One indicator stands with the same digits in two magnitudes (`1,2 tỷ`, `120 triệu`).")
    why = mark("A decimal mark or the word behind the number is wrong in one of the two places.")
    silences = mark("Subjects that are not word for word the same, plans, figures of other digits.")
    bad = Example(
        "Quỹ “Vì người nghèo” xã tiếp nhận 1,2 tỷ đồng.\nTrong kỳ, Quỹ “Vì người nghèo” xã tiếp nhận 120 triệu đồng."
    )
    good = Example(
        "Quỹ “Vì người nghèo” xã tiếp nhận 1,2 tỷ đồng.\nTrong kỳ, Quỹ “Vì người nghèo” xã tiếp nhận 1.200 triệu đồng."
    )

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        seen: dict[tuple[str, str], Figure] = {}
        for sentence in ticking(context.once(masked)):
            for index, figure in enumerate(sentence.figures):
                unit = fold(figure.unit or "")
                if (
                    not unit.startswith("đồng")
                    or bounds(figure) is None
                    or figure.relation is not None
                    or not figure.value
                ):
                    continue
                words = fold_words(figure.subject or "").split()
                if len(words) < 4 or re.search(r"kế hoạch|chỉ tiêu|cùng kỳ|lũy kế", sentence.words_before(index)):
                    continue
                other = seen.setdefault((unit, " ".join(words)), figure)
                if other is figure or other.value is None:
                    continue
                checked = (("figures", figure.start), ("figures", other.start))
                if other.value == figure.value:
                    yield self.consistent(figure.start, figure.end, f"{figure.text} = {other.text}", checked)
                elif _digits(other) == _digits(figure) and tenfold(other.value, figure.value):
                    message = _(
                        "“{a}” here and “{b}” in another place: the same digits in two magnitudes; one of the two may be wrong",
                        a=figure.text,
                        b=other.text,
                    )
                    related = (Related(other.start, other.end, _("the other value: {text}", text=other.text)),)
                    yield self.inconsistent(figure.start, figure.end, message, related=related, checked=checked)


def _digits(figure: Figure) -> str:
    return re.sub(r"\D", "", figure.written).strip("0")
