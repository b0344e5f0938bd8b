"""NUM410, NUM418: figures ten times too large, one indicator in two magnitudes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checking.clauses import is_plan
from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.masking import bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.carried import subject_key
from drafter.checking.rules.counted import is_percent, shown
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
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
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.previous is not None
        past = _single(context.previous.facts.figures)
        now = _single(context.once(_comparable))
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


def _comparable(context: CheckContext) -> tuple[Figure, ...]:
    return tuple(figure for figure in ticking(context.facts.figures) if _key(figure) is not None)


def _key(figure: Figure) -> tuple[str, str] | None:
    """What a figure of the running text counts; None where that is not told, or it is no count of the period."""
    key = subject_key(figure)
    if key is None or figure.value is None or figure.unit in _TIMES or is_percent(figure) or figure.placeholder:
        return None
    return None if figure.table is not None or figure.relation is not None or len(key[1].split()) < 2 else key


def _single(figures: tuple[Figure, ...]) -> dict[tuple[str, str], Figure]:
    """Figures by what they count, where a report gives one value of it."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in ticking(figures):
        if (key := _key(figure)) is not None:
            found.setdefault(key, []).append(figure)
    return {key: group[0] for key, group in found.items() if len({f.value for f in group}) == 1}


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
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        seen: dict[tuple[str, str], Figure] = {}
        for unit, words, figure in context.once(_amounts):
            other = seen.setdefault((unit, words), figure)
            if other is figure or other.value is None or figure.value is None:
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


def _amounts(context: CheckContext) -> tuple[tuple[str, str, Figure], ...]:
    """Amounts of money whose subject is told, with their unit and the subject's words."""
    found: list[tuple[str, str, Figure]] = []
    for sentence in ticking(context.once(masked)):
        for index, figure in enumerate(sentence.figures):
            unit = fold(figure.unit or "")
            if not unit.startswith("đồng") or bounds(figure) is None or figure.relation is not None or not figure.value:
                continue
            words = fold_words(figure.subject or "").split()
            if len(words) < 4 or re.search(r"kế hoạch|chỉ tiêu|cùng kỳ|lũy kế", sentence.words_before(index)):
                continue
            found.append((unit, " ".join(words), figure))
    return tuple(found)


def _digits(figure: Figure) -> str:
    return re.sub(r"\D", "", figure.written).strip("0")
