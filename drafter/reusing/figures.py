"""Which figures of last period's report are carried unconfirmed, and how they stand in the new text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.draft import CarriedFigure, RollChange
from drafter.model.fact import Figure
from drafter.reusing.columns import based_cells
from drafter.reusing.context import Surroundings

Edit = tuple[int, int, str]

# How far before a change the figure that it tells of may end.
_REACH = 120

# `4 tổ/62`: a count, its unit, another count.
_TWO_COUNTS = re.compile(r"(?P<first>\d[\d.,]*)(?P<unit>⟧?\s*[^\W\d_][^\d/]*?)\s*/\s*⟦?(?P<second>\d[\d.,]*)")

_MEASURED = re.compile(
    r"(?:%|(?<!\w)(?:so với|so|đạt|vượt|bằng|hoàn thành)(?: và vượt)?)\s(?:so với )?(?:kh|kế hoạch|chỉ tiêu|mục tiêu)(?!\w)"
)

_BODILESS = ("letterhead", "title", "recipients", "signature")


def carried(around: Surroundings, changes: tuple[RollChange, ...]) -> tuple[tuple[CarriedFigure, Figure], ...]:
    """Every figure that may belong to the reporting period; one that the text proves to belong to none is left as it is."""
    compared = [(based.cell.start, based.cell.end) for based in based_cells(around)]
    starts = [start for start, _end in compared]

    def taken_over(figure: Figure) -> bool:
        index = bisect_right(starts, figure.start) - 1
        return index >= 0 and figure.end <= compared[index][1]

    return tuple(
        (CarriedFigure(figure.start, figure.end, figure.text), figure)
        for figure in single_counts(around.facts.figures, around.text)
        if not taken_over(figure) and not _static(figure, around, changes)
    )


def single_counts(figures: Iterable[Figure], text: str) -> Iterator[Figure]:
    """The figures, of two counts in one (`4 tổ/62 hộ`) each by itself: two people answer them apart. A ratio (`3/5 thôn`) is
    one figure."""
    for figure in figures:
        found = _TWO_COUNTS.fullmatch(text, figure.number_start, figure.number_end)
        if found is None or figure.parts is None or len(figure.parts) != len(found.groups()) - 1:
            yield figure
            continue
        units = (figure.unit or "").split("/", 1)
        spans = ((figure.start, found.end("unit")), (found.start("second"), figure.end))
        for number, value, unit, (start, end) in zip(("first", "second"), figure.parts, units, spans, strict=False):
            yield replace(
                figure,
                start=start,
                end=end,
                text=text[start:end],
                value=value,
                parts=None,
                unit=unit,
                written=found[number],
                subject=figure.subject if number == "first" else unit,
                number_start=found.start(number),
                number_end=found.end(number),
            )


def figure_edits(around: Surroundings, marked: Iterable[Figure]) -> Iterator[Edit]:
    """The edits that mark the figures, and those that give the comparison columns of tables last period's values."""
    bases = bases_of(around)
    for figure in marked:
        value = bases.get((figure.number_start, figure.number_end))
        if value is None:
            yield from replacement(figure, around.text)
        else:
            yield figure.number_start, figure.number_end, f"⟦{value}⟧"
    for based in based_cells(around):
        yield based.cell.start, based.cell.end, around.text[based.taken.start : based.taken.end]


def bases_of(around: Surroundings) -> Mapping[tuple[int, int], str]:
    """The value that a figure behind `cùng kỳ` has in the new report: that of the figure before it; by the span of its
    digits."""
    figures = around.facts.figures
    found: dict[tuple[int, int], str] = {}
    if around.shift.target.year_before() == around.shift.source:
        for before, figure in pairwise(figures):
            if _same_period_base(before, figure, around):
                found[figure.number_start, figure.number_end] = around.text[before.number_start : before.number_end]
    return found


def _same_period_base(before: Figure, figure: Figure, around: Surroundings) -> bool:
    """`27 buổi (cùng kỳ năm 2023: 24 buổi)`: 24 is compared with 27."""
    if figure.table or before.table or before.unit != figure.unit or before.relation is not None:
        return False
    between = around.text[before.end : figure.start]
    if figure.start - before.end > 80 or re.search(r"[.;\n]", between):
        return False
    source = around.shift.source.year
    said = rf"(?:^|\W)cùng kỳ(?: năm (?:trước|ngoái|{source - 1}))?\s*(?::|là|đạt|có|chỉ có|thu)?\s*$"
    return re.search(said, fold(between)) is not None


def base_of(change: Figure, figures: Sequence[Figure], text: str) -> str | None:
    """What a change in percent will be counted from: the figure that it tells of, which is last period's by then."""
    if change.unit != "%" or change.table is not None or change.relation is None or change.relation.kind != "change":
        return None
    index = bisect_left(figures, change.start, key=lambda figure: figure.start) - 1
    while index >= 0 and figures[index].end >= change.start - _REACH:
        figure = figures[index]
        between = text[figure.end : change.start]
        if re.search(r"[.;\n](?=\s|$)", between):
            return None
        if figure.unit != "%" and figure.relation is None:
            return figure.text
        index -= 1
    return None


def _static(figure: Figure, around: Surroundings, changes: tuple[RollChange, ...]) -> bool:
    words = load("rolling")
    unit = fold(figure.unit or "")
    if figure.in_words or any(unit.startswith(static) for static in words["static_units"]):
        return True
    decided = bisect_left(changes, figure.end, key=lambda change: change.start) - 1
    if decided >= 0 and figure.start < changes[decided].end:
        return True  # a duration: decided as a time
    if around.names_figure(figure.start) or (around.tree.at(figure.start) is None and _outside(figure, around)):
        return True
    clause = re.split(r"[,;:()]", around.clause_before(figure.start))[-1][-50:]
    if figure.table is not None:
        clause = fold(figure.table.row_label or "")
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", clause) for word in words["static_subjects"]):
        return True
    return _announces(around.after(figure.end, reach=60))


def _announces(behind: str) -> bool:
    """Whether a counted noun announces the list that follows: `3 nhiệm vụ trọng tâm sau:`, `5 nội dung như sau`."""
    words = "|".join(re.escape(word) for word in sorted(load("rolling")["announcing"], key=len, reverse=True))
    return re.match(rf"(?:[^\W\d_]+\s+){{0,4}}(?:{words})(?=\s*[:.,;]|$)", behind) is not None


def _outside(figure: Figure, around: Surroundings) -> bool:
    part = around.tree.part_at(figure.start)
    return part is not None and str(part.kind) in _BODILESS


def replacement(figure: Figure, text: str) -> Iterator[Edit]:
    """The edit that marks a figure: its digits in `⟦ ⟧`; a change in percent has no old value to confirm."""
    start, end = figure.number_start, figure.number_end
    relation = figure.relation
    if figure.unit == "%" and _is_computed_cell(figure) and text[figure.end - 1] == "%":
        signed = start > 0 and text[start - 1] in "-–−+"
        yield start - signed, figure.end, "⟦?%⟧"
        return
    if _is_compared_cell(figure):
        signed = start > 0 and text[start - 1] in "-–−+"
        yield start - signed, end, "⟦?⟧"
        return
    if figure.unit == "%" and relation is not None and relation.kind == "change" and not _is_target(figure, text):
        yield start, figure.end, "⟦?%⟧"
        return
    yield start, end, f"⟦{text[start:end]}⟧"


def _is_target(figure: Figure, text: str) -> bool:
    """Whether a rate is planned (`giảm 4 - 5%`, `KH giảm 2,5%`) or a level: its old value is confirmed, not counted anew."""
    if figure.low is not None and figure.high is not None:
        return True
    clause = re.split(r"[.;(\n]", fold(text[max(0, figure.start - 60) : figure.start]))[-1]
    if re.search(r"(?<!\w)từ\s*$", clause):
        return True  # `giảm từ 6,1% xuống 4,7%`: a level
    planned = _MEASURED.sub(" ", clause)  # `đạt 72,9% kế hoạch, tăng 6,5%`: what was done is measured by the plan
    return re.search(r"(?<!\w)(?:kh|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu)(?!\w)", planned) is not None


def _is_computed_cell(figure: Figure) -> bool:
    """Whether a cell stands in a column that is computed from others: `Tăng, giảm (%)`, `Tỷ lệ`."""
    return _heads(figure, "computed_columns")


def _is_compared_cell(figure: Figure) -> bool:
    """Whether a cell stands in a column that compares two periods: there is no old value to confirm."""
    return _heads(figure, "comparing_columns")


def _heads(figure: Figure, words: str) -> bool:
    label = fold(figure.table.column_label or "") if figure.table is not None else ""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", label) for word in load("rolling")[words] if word != "%")
