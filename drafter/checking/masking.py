"""Sentences whose figures are marks, so that patterns see the words between the numbers and never the numbers' own
dots and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.checking.clauses import sentences
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import tick
from drafter.language.equality import stands_for
from drafter.language.folding import fold
from drafter.model.fact import Figure, Interval
from drafter.model.section import PartKind

FIGURE = r"§(\d+)§"
_MARK = re.compile(FIGURE)
_CLOSED = re.compile(r"\([^()]*\)")
_HEADS = (PartKind.LETTERHEAD, PartKind.RECIPIENTS, PartKind.SIGNATURE)


@dataclass(frozen=True)
class Masked:
    """One sentence: folded text in which `§k§` stands for `figures[k]`; `start` and `end` in the document."""

    text: str
    figures: tuple[Figure, ...]
    start: int
    end: int
    paragraph: Paragraph

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text)

    def figure(self, group: str | None) -> Figure | None:
        return None if group is None else self.figures[int(group)]

    def before(self, at: int, *, brackets: bool = True) -> list[Figure]:
        """Figures before a place of the masked text, the nearest last; without `brackets` none of those that stand in a
        bracket closed by then."""
        lead = self.text[:at] if brackets else _CLOSED.sub("", self.text[:at])
        return [self.figures[int(found[1])] for found in _MARK.finditer(lead)]

    def words_before(self, index: int, reach: int = 60) -> str:
        """The words right before a figure, back to the figure before it."""
        at = self.text.index(f"§{index}§")
        return self.text[max(0, at - reach) : at].rsplit("§", 1)[-1]

    def words_behind(self, index: int, reach: int = 60) -> str:
        """The words right behind a figure, up to the next."""
        mark = f"§{index}§"
        at = self.text.index(mark) + len(mark)
        return self.text[at : at + reach].split("§", 1)[0]


def masked(context: CheckContext) -> tuple[Masked, ...]:
    """The sentences of the running text that hold figures, in reading order."""
    found: list[Masked] = []
    for paragraph in context.paragraphs:
        tick()
        if not paragraph.figures or paragraph.part in _HEADS or "\t" in paragraph.text or len(paragraph.text) > 20000:
            continue
        for start, end in sentences(paragraph.text):
            figures = tuple(f for f in paragraph.figures if start <= f.start - paragraph.start < end)
            if figures:
                found.append(_mask(paragraph, start, end, figures))
    return tuple(found)


def _mask(paragraph: Paragraph, start: int, end: int, figures: tuple[Figure, ...]) -> Masked:
    at, out = start, []
    for index, figure in enumerate(figures):
        first, last = figure.start - paragraph.start, min(figure.end - paragraph.start, end)
        out += [fold(paragraph.text[at : max(first, at)]), f"§{index}§"]
        at = max(last, at)
    text = " ".join(re.sub(r"\*\*", "", "".join([*out, fold(paragraph.text[at:end])])).split())
    return Masked(text, figures, paragraph.start + start, paragraph.start + end, paragraph)


def change(now: Interval, base: Interval) -> Interval | None:
    """How much `now` lies above `base`, in percent of `base`; None where the base may be nothing."""
    if base.low <= 0 or now.low < 0:
        return None
    hundred = Decimal(100)
    return Interval(now.low / base.high * 100 - hundred, now.high / base.low * 100 - hundred, now.open_above)


def turned(interval: Interval) -> Interval:
    """The same with its sign changed."""
    return Interval(-interval.high, -interval.low)


def bounds(figure: Figure) -> Interval | None:
    """What a figure stands for, None for one that is bounded, unconfirmed, a ratio or a range."""
    if figure.qualifier is not None or figure.placeholder or figure.value is None:
        return None
    return stands_for(figure)


def kin(a: Figure, b: Figure) -> bool:
    """Whether two figures count in one unit; a `per` that one of them leaves out counts as the same (`đồng/người`)."""
    one, other = fold(a.unit or ""), fold(b.unit or "")
    return one == other or (bool(one and other) and (one.startswith(f"{other}/") or other.startswith(f"{one}/")))
