"""What tells an indicator's own result of a period from all else that is printed beside it: plans, changes, other periods."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.language.folding import fold
from drafter.model.fact import Relation
from drafter.model.period import Period, PeriodKind

# What a figure of these relations says is not this period's count.
OTHER_RELATIONS = ("change", "plan", "target", "same-period", "per")
# Column labels that say the same.
_OTHER_COLUMNS = re.compile(
    r"cùng kỳ|kế hoạch|chỉ tiêu giao|được giao|tỷ lệ|tỉ lệ|so với|so sánh|tăng|giảm|(?:năm|kỳ) trước|ghi chú"
)
# Titles that speak of what is to come, unless they tell results too (`kết quả thực hiện nhiệm vụ`).
_AHEAD = re.compile(r"nhiệm vụ|phương hướng|chương trình công tác|đề xuất|giải pháp|thời gian tới")
_BEHIND = re.compile(r"kết quả|tình hình|thực hiện|đánh giá|triển khai")
# Words before a name that only say that it is counted; with and without accents.
_COUNTING = re.compile(r"(?:tong so|so luong|so|ty le|ti le|tổng số|số lượng|số|tỷ lệ|tỉ lệ) ")
_WHOLE_YEAR = re.compile(r"cả năm|ước năm|12 tháng")


def other_relation(relation: Relation | None) -> bool:
    """Whether the text says of a figure that it is no result of this period: a plan, a change, last year's."""
    return relation is not None and relation.kind in OTHER_RELATIONS


def is_ahead(titles: Iterable[str]) -> bool:
    """Whether the titles around a place speak of what is to come."""
    folded = [fold(title) for title in titles]
    return any(_AHEAD.search(title) and not _BEHIND.search(title) for title in folded)


def own_label(label: str) -> str:
    """What a table row says itself: its label as extracted may begin with the rows above it (`Sản lượng – Ngô`)."""
    return label.rpartition(" – ")[2]


def counted_name(plain: str) -> str:
    """What is counted, without the words that only say that it is: `số hộ nghèo` → `hộ nghèo`. Takes folded words."""
    stripped = _COUNTING.sub("", plain, count=1) if _COUNTING.match(plain) else plain
    return stripped.strip()


def column_fits(label: str | None, period: str) -> bool | None:
    """Whether a column holds this period's values: True where it names the period, None where it names another one."""
    if label is None:
        return False
    said = fold(label)
    if _OTHER_COLUMNS.search(said):
        return None
    reported = Period.parse(period)
    if reported.kind != PeriodKind.YEAR and _WHOLE_YEAR.search(said):
        return None
    years = {
        int(word) for word in said.replace("/", " ").replace("-", " ").split() if word.isdigit() and len(word) == 4
    }
    if not years:
        return False
    return True if years & set(reported.years) else None
