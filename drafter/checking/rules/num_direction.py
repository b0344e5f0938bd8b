"""NUM416: the verb of a change against the two figures it stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.masking import FIGURE, bounds, kin, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import fold_same, shown
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_GAP = r"[^§;.]{0,%d}"
_RISES = re.compile(
    rf"(?<!\w)(?P<verb>tăng|giảm)(?: mạnh| nhanh| dần| đều)? từ (?:mức )?{FIGURE}{_GAP % 50}?(?P<to>lên|xuống|còn|đến|"
    rf"thành)"
    rf"(?: còn| đến| thành| tới| mức)*{_GAP % 25}{FIGURE}"
)
# `giảm từ 86 lên 112`: a bare number first
_AGAINST_ITSELF = re.compile(
    r"(?<!\w)(?P<verb>giảm(?= từ \S+ lên )|tăng(?= từ \S+ xuống )) từ "
    r"(?P<a>\d[\d.,]*) (?:lên|xuống(?: còn)?) (?P<b>\d+(?:[.,]\d+)*)"
)


class Direction(Rule):
    """NUM416."""

    code = "NUM416"
    name = mark("direction")
    severity = Severity.WARNING
    finds = mark("The verb and the figures go opposite ways: `tăng từ 125 xuống 110`.")
    why = mark("Two figures changed places, or the verb stayed from last period.")
    silences = mark("Figures of different units, bounds, `thứ hạng`.")
    bad = Example("Số hội viên tăng từ 125 hội viên lên 110 hội viên.")
    good = Example("Số hội viên tăng từ 110 hội viên lên 125 hội viên; số hộ nghèo giảm từ 30 hộ xuống 21 hộ.")
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for paragraph in ticking(context.paragraphs):
            low = fold_same(paragraph.text)
            for found in _AGAINST_ITSELF.finditer(low) if "từ" in low else ():
                start, end = paragraph.start + found.start(), paragraph.start + found.end()
                if any(f.number_start == paragraph.start + found.start("a") and f.unit for f in paragraph.figures):
                    continue  # below, with both figures
                message = _(
                    "“{verb}” from {first} to {last}: the word and the figures go opposite ways; one of the two "
                    "places may be wrong",
                    verb=found["verb"],
                    first=found["a"],
                    last=found["b"],
                )
                yield self.inconsistent(start, end, message)
        for sentence in ticking(context.once(masked)):
            for found in sentence.find(_RISES):
                first, last = sentence.figures[int(found[2])], sentence.figures[int(found[4])]
                one, other = bounds(first), bounds(last)
                if one is None or other is None or not kin(first, last) or re.search(r"hạng|vị trí", found.group()):
                    continue
                checked = (("figures", first.start), ("figures", last.start))
                rising = found["verb"] == "tăng"
                words_agree = not (rising and found["to"] in ("xuống", "còn")) and not (
                    not rising and found["to"] == "lên"
                )
                goes = (other.low > one.low) == rising or one.low == other.low
                if words_agree and goes and one.low != other.low:
                    sign = "<" if one.low < other.low else ">"
                    yield self.consistent(first.start, last.end, f"{_value(first)} {sign} {_value(last)}", checked)
                else:
                    message = _(
                        "“{verb}” from {first} to {last}: the word and the figures go opposite ways; one of the two "
                        "places may be wrong",
                        verb=found["verb"],
                        first=first.text,
                        last=last.text,
                    )
                    related = (Related(first.start, first.end, _("held against: {text}", text=first.text)),)
                    yield self.inconsistent(last.start, last.end, message, related=related, checked=checked)


def _value(figure: Figure) -> str:
    return shown(figure.value) if figure.value is not None else figure.written
