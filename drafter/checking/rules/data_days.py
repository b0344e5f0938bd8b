"""Days that frame a report: its own date, and the days that its data are of, held against its period."""

from __future__ import annotations

import re

from drafter.checking.context import CheckContext
from drafter.checking.rules.dates import issue_dates
from drafter.language.folding import fold
from drafter.model.fact import DateFact, DateKind
from drafter.model.period import Period, PeriodKind
from drafter.model.section import PartKind

# A title that tells results; what is reported on before its year begins.
_ON_RESULTS = re.compile(r"(?:kết quả|tình hình|tổng kết|sơ kết|công tác)(?!\w)")
_AHEAD_OF = re.compile(
    r"dự kiến|dự toán|chuẩn bị|xây dựng kế hoạch|kế hoạch (?:đầu tư|phát triển)|thẩm tra|giải trình|tiếp thu|tuyển quân|tết|"
    r"rà soát|phương án|đề xuất|đăng ký|phân bổ|giao chỉ tiêu|tuyển sinh"
)
_DONE_OF_PLAN = re.compile(
    r"(?:kết quả|tình hình) thực hiện (?:các )?(?:nhiệm vụ |nghị quyết |chỉ tiêu )?(?:,? ?kế hoạch )?"
)
_WINDOW = re.compile(r"số liệu[^.;()]{0,60}?từ (?:ngày )?\Z")
_COMPARED = re.compile(r"so với|cùng kỳ|năm trước|kỳ trước")


def misdated(context: CheckContext) -> tuple[int, int] | None:
    """The date line of a report of results that is dated before its period began, or as late as its next one."""
    now, issued = context.period, context.once(issue_dates).get(0)
    head = _DONE_OF_PLAN.sub("kết quả ", fold(_first_half(context)))
    if now is None or issued is None or not issued[2] or not _ON_RESULTS.search(head) or _AHEAD_OF.search(head):
        return None
    iso, start, end = issued
    month = int(iso[:4]) * 12 + int(iso[5:7]) - 1
    begins, ends = now.months
    if now.kind == PeriodKind.WEEK:
        return None
    if now.kind == PeriodKind.SPAN and "năm học" in head:
        return (start, end) if month < begins + _SCHOOL_BEGINS else None
    if now.kind == PeriodKind.SPAN:
        return (start, end) if month // 12 < ends // 12 - 2 else None
    a_year_late = 12 if now.kind == PeriodKind.YEAR else 13
    return (
        (start, end) if month < begins - (now.kind == PeriodKind.MONTH) or 11 <= month - ends <= a_year_late else None
    )


_SCHOOL_BEGINS = 7  # August of its first year


def _first_half(context: CheckContext) -> str:
    """The title up to the first period it names: what stands behind is on the next one."""
    for part in context.tree.parts_of(PartKind.TITLE):
        if part.paper == 0:
            dates = context.dates_in(part.start, part.end)
            return context.text[part.start : dates[0].end if dates else part.end]
    return ""


def of_another_year(context: CheckContext, fact: DateFact, now: Period) -> bool:
    """`(Số liệu tính từ ngày 15/4/2023 đến ngày 14/5/2023)` in a report of May 2024: a year off, both ends of it."""
    ends = re.fullmatch(r"(\d{4})-(\d{2})-\d{2}/(\d{4})-(\d{2})-\d{2}", fact.iso or "")
    if fact.kind != DateKind.RANGE or ends is None or now.kind in (PeriodKind.SPAN, PeriodKind.WEEK):
        return False
    lead = fold(context.text[max(0, fact.start - 90) : fact.start]).rpartition("\n")[2]
    if not _WINDOW.search(lead) or _COMPARED.search(lead):
        return False
    first, last = (int(ends[at]) * 12 + int(ends[at + 1]) - 1 for at in (1, 3))
    begins, closes = now.months
    return abs(first + 12 - begins) <= 1 and abs(last + 12 - closes) <= 1
