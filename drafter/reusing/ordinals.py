"""Ordinals of congresses and yearly events, vague time phrases, and years that stand alone: what
`extract` does not list as dates but a roll must decide on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from drafter.language.folding import fold_mapped
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.draft import RollAction, RollChange
from drafter.model.period import PeriodKind
from drafter.reusing.context import Surroundings
from drafter.reusing.shifting import with_years_moved

_ = catalogue("reusing")

_ORDINAL = re.compile(r"(?<!\w)(?:lần thứ|lần(?=\s+[ivx])|khóa|khoá|kỳ họp thứ)\s+(?P<which>[ivxlc]+|\d{1,3})(?!\w)")
_YEAR_OF_TERM = re.compile(
    r"(?<!\w)năm\s+(?:thứ\s+)?(?:(?P<which>(?<=thứ\s)(?:nhất|hai|ba|tư|năm|\d)|đầu tiên|đầu|bản lề|cuối)"
    r"(?=\s+(?:của\s+|triển khai\s+)?(?:thực hiện|triển khai|nhiệm kỳ|kế hoạch))"
    r"|(?P<turn>(?<=là năm )(?:bản lề|tăng tốc|bứt phá|về đích|nước rút|giữa nhiệm kỳ)))"
)
# A year inside a symbol, a day or a span is not alone.
_YEAR_ALONE = re.compile(r"(?<![\w/:.,–-])(?:19|20)\d{2}(?!\d|\w|[/.,–-]\d|\s?[-–]\s?\d|/\w)")
_WEEK_OF_MONTH = re.compile(
    r"(?<!\w)tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?:0?[1-6]|i{1,3}|iv|v|nhất|hai|ba|tư|năm|cuối|đầu)"
    r"(?:\s+của)?,?\s+tháng\s+\d{1,2}(?:(?:/|\s+năm\s+|-)\d{4})?(?!\d)"
)


def ordinals(around: Surroundings) -> Iterator[RollChange]:
    """Roman ones are kept, Arabic ones of yearly events counted on, the others asked."""
    folded = fold_mapped(around.text)
    for found in _ORDINAL.finditer(folded.text):
        start, end = folded.span(*found.span())
        old, which = around.text[start:end], found["which"]
        if not which.isdigit() and _yearly(around, start):
            yield RollChange(start, end, old, None, RollAction.ASK, _("whether this is counted on cannot be told"))
        elif not which.isdigit() and around.of_own_congress(start, end):
            yield RollChange(
                start, end, old, None, RollAction.ASK, _("the term itself is rolled: the officer's to set")
            )
        elif not which.isdigit():
            yield RollChange(start, end, old, old, RollAction.KEEP, _("the ordinal of a congress or term"))
        elif around.citation_at(start) is not None or around.one_time(start):
            yield RollChange(start, end, old, old, RollAction.KEEP, _("part of a name"))
        elif _yearly(around, start) and around.shift.whole_years:
            number = str(int(which) + around.shift.years)
            number = number.zfill(len(which)) if which.startswith("0") else number
            new = old[: len(old) - len(which)] + number
            yield RollChange(start, end, old, new, RollAction.RECOMPUTE, _("a yearly event is counted on"))
        else:
            yield RollChange(start, end, old, None, RollAction.ASK, _("whether this is counted on cannot be told"))


def _yearly(around: Surroundings, offset: int) -> bool:
    """Whether the nearest event before an ordinal is one that comes back every year."""
    clause = around.clause_before(offset)[-80:].replace("đại hội", "đạihội")  # `Đại hội thi đua` is no `hội thi`
    words = load("rolling")
    return _last_place(words["yearly_events"], clause) > _last_place(words["one_time"], clause)


def _last_place(phrases: Iterable[str], said: str) -> int:
    """Where the last of some phrases stands; -1 for none."""
    words = "|".join(re.escape(phrase.replace("đại hội", "đạihội")) for phrase in phrases)
    return max((found.start() for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", said)), default=-1)


def years_of_terms(around: Surroundings) -> Iterator[RollChange]:
    """`năm thứ tư thực hiện Nghị quyết`, `năm cuối nhiệm kỳ`: which year of a term or plan the reporting year is."""
    folded = fold_mapped(around.text)
    counted = load("rolling")["year_ordinals"]
    for found in _YEAR_OF_TERM.finditer(folded.text):
        start, end = folded.span(*found.span("which" if found["which"] else "turn"))
        if around.citation_at(start) is not None:
            continue
        old = around.text[start:end]
        number = int(old) if old.isdigit() else counted.index(found["which"]) + 1 if found["which"] in counted else 0
        new = number + around.shift.years
        if number and around.shift.whole_years and 1 <= new <= len(counted):
            said = str(new) if old.isdigit() else counted[new - 1]
            yield RollChange(start, end, old, said, RollAction.RECOMPUTE, _("the year of a term or plan is counted on"))
        else:
            yield RollChange(start, end, old, None, RollAction.ASK, _("which year of its term or plan this will be"))


def vague_phrases(around: Surroundings) -> Iterator[RollChange]:
    """`thời gian tới` and the like fit every period."""
    folded = fold_mapped(around.text)
    phrases = sorted(load("rolling")["vague"], key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in phrases)})(?!\w)")
    for found in pattern.finditer(folded.text):
        start, end = folded.span(*found.span())
        old = around.text[start:end]
        yield RollChange(start, end, old, old, RollAction.KEEP, _("a general phrase, tied to no period"))


def weeks_of_months(around: Surroundings) -> Iterator[RollChange]:
    """`tuần 04 tháng 6`: how many weeks a month has nobody but the officer says."""
    if around.shift.source.kind != PeriodKind.WEEK:
        return
    folded = fold_mapped(around.text)
    for found in _WEEK_OF_MONTH.finditer(folded.text):
        start, end = folded.span(*found.span())
        if around.citation_at(start) is None:
            yield RollChange(start, end, around.text[start:end], None, RollAction.ASK, _("a week counted in its month"))


def years_alone(around: Surroundings) -> Iterator[RollChange]:
    """A year without a word before it (`Doanh thu 2024: 6,8 tỷ đồng (2023: 6,1 tỷ đồng)`); the figures of a report are none."""
    figures = [(fact.start, fact.end) for fact in around.facts.figures]
    for found in _YEAR_ALONE.finditer(around.text):
        start, end = found.span()
        block = around.block_at(start)
        index = bisect_right(figures, (start, len(around.text))) - 1
        if block is None or not block.is_body or (index >= 0 and figures[index][1] > start):
            continue
        if re.match(r"\s+năm(?!\w)", around.text[end : end + 6]):
            yield from _centuries(start, end, around)
        else:
            yield _year_alone(start, end, around)


def _centuries(start: int, end: int, around: Surroundings) -> Iterator[RollChange]:
    """`kỷ niệm 1983 năm khởi nghĩa Hai Bà Trưng`: years counted, not a year."""
    old, shift = around.text[start:end], around.shift
    if re.search(r"k[ỷỉ] niệm[^.;]{0,80}$", around.before(start, reach=90)) is None:
        return
    if shift.whole_years and not shift.review:
        new = str(int(old) + shift.years)
        yield RollChange(start, end, old, new, RollAction.RECOMPUTE, _("an anniversary is counted anew"))
    elif shift.review:
        why = _("an anniversary told once: whether it is told again is the officer's to say")
        yield RollChange(start, end, old, None, RollAction.ASK, why)


def _year_alone(start: int, end: int, around: Surroundings) -> RollChange:
    old, source = around.text[start:end], around.shift.source
    if (reference := around.citation_at(start)) is not None and not around.is_order(reference):
        return RollChange(start, end, old, old, RollAction.KEEP, _("part of a name"))
    if around.shift.review or abs(int(old) - source.year) > 1:
        return RollChange(
            start, end, old, old, RollAction.KEEP, _("far from the reporting period {period}", period=source)
        )
    if around.in_name_of_law(start):
        return RollChange(start, end, old, old, RollAction.KEEP, _("the year in the name of a law"))
    if not around.shift.years:
        return RollChange(start, end, old, old, RollAction.KEEP, _("the new period lies in the same year"))
    headed = re.match(r"\s*:\s*\d", around.text[end : end + 6]) is not None
    if headed and around.shift.whole_years and source.kind == PeriodKind.YEAR:
        new = with_years_moved(old, around.shift.years)
        return RollChange(start, end, old, new, RollAction.SHIFT, _("a figure of the reporting years stands behind it"))
    return RollChange(start, end, old, None, RollAction.ASK, _("a year that stands alone: the officer's to set"))
