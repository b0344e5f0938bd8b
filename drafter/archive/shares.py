"""What part of a whole a count is, where the text or the table names the whole.

Evidence in this order: the figure's own `312/811`; a share printed for it (`chiếm 38,47%`, a column `Tỷ lệ (%)`); the whole it
is told a part of (`trong đó`, `trên tổng số 811 hộ`); a table row of the total that its row stands under. Where none of them
speaks there is no share. `đạt 90%` and shares of a plan are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from drafter.archive.indicators import counted_name, own_label
from drafter.language.folding import fold, fold_words
from drafter.model.fact import Figure

_HUNDREDTH = Decimal("0.01")
_MOST = Decimal(100)
_ROUNDED = Decimal("0.1")
_SHARE_BEFORE = re.compile(r"(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng|tương đương|ứng)(?:\s\w+){0,4}\s*$|\(\s*(?:chiếm\s*)?$")
_WHOLE_BEHIND = re.compile(r"^[^.;:()\d]{0,60}\s(?:trên|trong|/)\s(?:tổng|tổng số|tổng cộng)\s(?:số\s)?(?:là\s)?$")
_SHARE_COLUMN = re.compile(r"^(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu)(?:\s*\(?%\)?)?$|^%$")
_TOTAL_ROW = re.compile(
    r"^(?:tổng số|tổng cộng|tổng|cộng|toàn (?:xã|huyện|tỉnh|phường|thành phố))(?P<what>(?:\s\w+)*)$"
)
_PART_ROW = re.compile(r"^(?:trong đó|[-+•*]|\d+\.\d)")
_PLAN = re.compile(r"kế hoạch|chỉ tiêu|dự toán")


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` of the whole, as printed or computed to two digits; `whole` is None where only the share is printed."""

    percent: Decimal
    whole: Decimal | None = None


def shares(figures: Sequence[Figure], text: str) -> dict[int, Share]:
    """The share of each figure that has one, by its index."""
    found: dict[int, Share] = {}
    for index, share in (*_own(figures, text), *_printed(figures, text), *_columns(figures)):
        found.setdefault(index, share)
    for index, share in (*_told(figures, text), *_under_totals(figures)):
        printed = found.setdefault(index, share)
        if printed.whole is None and abs(printed.percent - share.percent) <= _ROUNDED:
            found[index] = Share(printed.percent, share.whole)
    return found


def _of(part: Decimal | None, whole: Decimal | None) -> Share | None:
    if part is None or not whole or part < 0 or part > whole:
        return None
    return Share((part * 100 / whole).quantize(_HUNDREDTH, ROUND_HALF_UP), whole)


def _own(figures: Sequence[Figure], text: str) -> Iterator[tuple[int, Share]]:
    for index, figure in enumerate(figures):
        if figure.parts is None or len(figure.parts) != 2 or "/" in (figure.unit or ""):
            continue
        if _PLAN.search(fold(text[figure.start : figure.end + 24])) or _PLAN.search(fold(figure.subject or "")):
            continue
        if (share := _of(*figure.parts)) is not None:
            yield index, share


def _printed(figures: Sequence[Figure], text: str) -> Iterator[tuple[int, Share]]:
    for figure in figures:
        relation = figure.relation
        if relation is None or relation.kind != "share-of" or relation.base is None or figure.value is None:
            continue
        base = figures[relation.base]
        if base.table is None and base.end <= figure.start and figure.value <= _MOST:
            between = fold(text[base.end : figure.start])
            if _SHARE_BEFORE.search(between):
                yield relation.base, Share(figure.value)


def _columns(figures: Sequence[Figure]) -> Iterator[tuple[int, Share]]:
    """A column of shares stands for the one column of counts before it."""
    for row in _rows(figures).values():
        for place, (_index, figure) in enumerate(row):
            label = fold(own_label(figure.table.column_label or "")).strip() if figure.table else ""
            before = figures[row[place - 1][0]] if place else None
            if before is None or before.unit == "%" or not _SHARE_COLUMN.match(label):
                continue
            if figure.value is not None and 0 <= figure.value <= _MOST:
                yield row[place - 1][0], Share(figure.value)


def _told(figures: Sequence[Figure], text: str) -> Iterator[tuple[int, Share]]:
    for index, figure in enumerate(figures):
        relation = figure.relation
        if relation is not None and relation.kind == "part-of" and relation.base is not None:
            whole = figures[relation.base]
            if whole.unit == figure.unit and (share := _of(figure.value, whole.value)) is not None:
                yield index, share
        elif relation is None and figure.table is None and index + 1 < len(figures):
            whole = figures[index + 1]
            between = fold(text[figure.end : whole.start])
            same = whole.unit == figure.unit
            if same and _WHOLE_BEHIND.search(between) and (share := _of(figure.value, whole.value)) is not None:
                yield index, share


def _rows(figures: Sequence[Figure]) -> Mapping[tuple[int, int], list[tuple[int, Figure]]]:
    rows: dict[tuple[int, int], list[tuple[int, Figure]]] = {}
    for index, figure in enumerate(figures):
        if figure.table is not None:
            rows.setdefault((figure.table.index, figure.table.row), []).append((index, figure))
    return rows


def _under_totals(figures: Sequence[Figure]) -> Iterator[tuple[int, Share]]:
    """Rows of units under `Tổng số`, and rows `Trong đó` or of a narrower name (`hộ nghèo`) under `Tổng số hộ`."""
    wholes: dict[tuple[int, int], Figure] = {}
    totals: dict[int, tuple[str, str]] = {}
    for index, figure in enumerate(figures):
        place = figure.table
        if place is None:
            continue
        above, _dash, own = (place.row_label or "").rpartition(" – ")
        label = fold_words(own)
        column = (place.index, place.column)
        total = _TOTAL_ROW.match(label)
        if total is not None:
            wholes[column], totals[place.index] = figure, (label, total["what"].strip())
            continue
        whole = wholes.get(column)
        if whole is None or whole.unit != figure.unit or figure.unit == "%":
            continue
        of, what = totals[place.index]
        narrower = what == "" or counted_name(label).startswith(what + " ")
        part = narrower or fold_words(own_label(above)) == of or _PART_ROW.match(fold(own))
        if part and (share := _of(figure.value, whole.value)) is not None:
            yield index, share
