"""What the rules on figures share: numbers as they are written, what can be added, what counts the same things."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.fact import Figure, Qualifier

_EVENTS = frozenset(["hội nghị", "buổi", "hội thảo", "diễn đàn", "cuộc họp", "cuộc giám sát", "cuộc kiểm tra", "phiên"])


def shown(value: Decimal) -> str:
    """A number as Vietnamese writes it: 1.305,5."""
    sign, digits = ("-", -value) if value < 0 else ("", value)
    whole, _point, rest = format(digits.normalize() if digits else Decimal(0), "f").partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def plain(figure: Figure) -> bool:
    """A figure that can be added: one value, no bound, no mark around it."""
    return figure.value is not None and figure.qualifier is None and not figure.placeholder and figure.parts is None


_ESTIMATE = re.compile(
    r"(?<!\w)ước(?: tính)?(?: thực hiện| đạt| được| thu| có| tăng| giảm| cả năm| năm \d{4}| là)*\s*\Z"
)


def stated(text: str, start: int, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Figures with estimates as what they say: what is computed from `ước đạt 8,4 tỷ đồng` is computed from 8,4. `start`
    is where the text lies in the document."""

    def plainly(figure: Figure) -> Figure:
        if figure.qualifier != Qualifier.ABOUT:
            return figure
        before = fold_same(text[max(0, figure.start - start - 40) : figure.number_start - start])
        return replace(figure, qualifier=None) if _ESTIMATE.search(before) else figure

    return tuple(map(plainly, figures))


def is_percent(figure: Figure) -> bool:
    return (figure.unit or "").startswith(("%", "‰"))


def counts(figure: Figure) -> bool:
    return (
        plain(figure)
        and not is_percent(figure)
        and (figure.unit or "") not in ("năm", "tháng", "ngày", "tuần", "quý", "lần", "cấp", "đồng/người/năm")
    )


def same_unit(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same kind of thing: one unit, or people of whom one is called by a generic noun."""
    first, second = fold(a.unit or ""), fold(b.unit or "")
    if first == second:
        return True
    generic, people = _people()
    first, second = _person(first), _person(second)
    return first in people and second in people and (first in generic or second in generic)


def two_things(figure: Figure) -> bool:
    """Whether a slash lists two things: `612 lớp/18.940 học sinh`, `34 vụ/52 đối tượng` are no part and whole."""
    written = re.match(r"\D*[\d.,]+\s*([^\W\d_]+)[^\d/]*/[^\d/]*[\d.,]+\s*([^\W\d_]*)", figure.text)
    return written is not None and fold(written[1]) != fold(written[2] or figure.unit or "").split(" ")[0]


def people(figure: Figure) -> bool:
    """Whether people are counted."""
    return is_person(fold(figure.unit or ""))


def is_person(unit: str) -> bool:
    """Whether a folded unit names people."""
    return _person(unit) in _people()[1]


def _person(unit: str) -> str:
    """The noun that says who is counted: `đoàn viên` of `đoàn viên ưu tú`."""
    words = unit.split()
    heads = (" ".join(words[:n]) for n in (3, 2, 1))
    return next((head for head in heads if head in _people()[1]), unit)


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    words = load("persons")
    generic = frozenset(map(fold, words["generic"]))
    return generic, generic | frozenset(map(fold, words["others"]))


def of_unit(part: Figure, total: Figure) -> bool:
    """Whether a part of a list counts what its total does, its noun perhaps without the rest of the name."""
    short, long = fold(part.unit or ""), fold(total.unit or "")
    if same_unit(part, total) or (short not in ("", "đồng") and long.startswith(f"{short} ")):
        return True  # `9 nhà Đại đoàn kết, gồm 5 nhà làm mới`
    if part.exact and long not in ("", "đồng", "lượt") and short.startswith(f"{long} "):
        return True  # `421 trường, gồm 132 trường mầm non, …`: the name of a kind
    if short and long == f"lượt {short}":
        return True  # `214 lượt hộ: đợt 1: 65 hộ, …`
    if short == "cuộc" and long in _EVENTS:
        return True  # `48 hội nghị, gồm 12 cuộc cấp xã và …`
    return long == "lượt" and short.startswith("lượt ")  # `15 lượt trợ cấp (8 lượt hộ nghèo, …)`


def fold_same(text: str) -> str:
    """Lower case without a change of length, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else text
