"""TIM206: anniversaries, and years of work, that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.checking.clauses import is_plan, sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.dates import issue_dates
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.period import Period, PeriodKind
from drafter.model.section import PartKind

_ = catalogue("checking")

_YEAR = r"(?:\d{1,2}\s*[/.-]\s*){0,2}((?:1[89]|20)\d{2})"
_ANNIVERSARY = re.compile(
    r"(?<![\w.,/-])(?:(?P<count>\d{1,3})\s+năm|lần thứ\s+(?P<times>\d{1,3}))(?!\w)(?P<what>[^()\n;:]{0,140}?)\(\s*"
    r"(?:từ\s+)?(?:ngày\s+)?"
    rf"(?P<first>{_YEAR})\s*(?:-|–|—|đến(?:\s+ngày)?)\s*(?:ngày\s+)?(?P<last>{_YEAR})\s*\)",
    re.IGNORECASE,
)
_CELEBRATES = re.compile(r"kỷ niệm|kỉ niệm|chào mừng")
_FOUNDING = re.compile(
    r"\bngày\b|thành lập|chiến thắng|giải phóng|quốc khánh|truyền thống|sinh|mất|hy sinh|ra đời|chiến dịch"
)
# What has a span of its own, which brackets may tell: a term's years are not the years of work under it.
_OWN_SPAN = re.compile(
    r"đại hội|nhiệm kỳ|khóa|giai đoạn|đề án|dự án|chương trình|kế hoạch|chiến lược|phong trào thi đua"
)


_CELEBRATED = re.compile(
    r"(?:kỷ|kỉ) niệm (?:lần thứ )?(?P<count>\d{1,3})(?: năm)?(?P<what>(?:,? (?!và(?!\w)|với(?!\w)|gắn(?!\w))[^\s();:.,]+){1,14}"
    r"(?: *\((?:ngày )?[\d/. -]+\))?)",
    re.IGNORECASE,
)
_FOUNDED = re.compile(r"\((?:ngày )?(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<year>(?:1[89]|20)\d{2})\)\Z")
# A day of the house's own: `thành lập Đảng bộ huyện`, `Hội Cựu chiến binh xã`.
_OF_THE_HOUSE = re.compile(
    r" ?(?:bộ|ủy|đoàn|viên|khối|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|trường|khu)(?!\w)"
)
_HELD_IN = re.compile(r"[^.;]{0,60}?(?<![\d/])(?:năm |/)(?P<year>20\d{2})(?!\d)")
_NEAR = 12  # more years than anybody forgets to add: another event


@cache
def _days() -> tuple[tuple[str, int], ...]:
    """Words of the days whose founding year is known and checked, the longest first."""
    days = [one for one in load("holidays")["holiday"] if "year" in one and one["verified"]]
    return tuple(
        sorted(((fold(word), one["year"]) for one in days for word in one["words"]), key=lambda day: -len(day[0]))
    )


def _founding_year(what: str, now: Period | None) -> int | None:
    """The founding year that a celebrated day prints in brackets, or that is known of it."""
    printed = _FOUNDED.search(what)
    if printed and now is not None and int(printed["year"]) < now.year - 1:
        return int(printed["year"])
    named = next(((what.find(words), words, year) for words, year in _days() if words in what), None)
    if named is None or named[0] > _NAME_BEGINS:
        return None
    at, words, year = named
    return None if _OF_THE_HOUSE.match(what, at + len(words)) else year


_NAME_BEGINS = 26  # `Ngày truyền thống …`, `Ngày thành lập …` before the name


def _years_of(context: CheckContext, paragraph: Paragraph, found: re.Match[str]) -> frozenset[int]:
    """The years in which a day may be celebrated: the one that is printed, or those of the report and its tasks."""
    _start, end = sentence_at(paragraph.text, found.start())
    printed = _HELD_IN.match(paragraph.text[found.end() : end])
    inside = re.search(r"\(\d{1,2}[/.-]\d{1,2}[/.-](20\d{2})\)\Z", found["what"])
    if inside is not None:
        return frozenset({int(inside[1])})
    if printed is not None:
        return frozenset({int(printed["year"])})
    now, issued = context.period, context.once(issue_dates).get(context.paper_index(paragraph.start))
    if now is None or now.kind == PeriodKind.SPAN:
        return frozenset()
    if is_plan(context, paragraph.start):
        return frozenset({now.year, now.next().months[1] // 12})
    # Data of a year begin on 15/12 of the year before.
    return frozenset(
        {
            now.year,
            now.year - (now.months[0] % 12 == 0 and "12" in found["what"]),
            *((int(issued[0][:4]),) if issued else ()),
        }
    )


class Anniversary(Rule):
    """TIM206."""

    code = "TIM206"
    name = mark("anniversary")
    severity = Severity.ERROR
    finds = mark(
        "`kỷ niệm N năm … (A - B)` or `N năm thực hiện … (A - B)` where N is not B − A; a known day's anniversary that is "
        "not the report's year less the founding year."
    )
    why = mark("The first year stays, the second moves: the count is what gets forgotten.")
    silences = mark(
        "Periods of work counted with both ends (n and n + 1 both pass), and brackets that tell a congress's "
        "or programme's own years."
    )
    bad = Example("Tuyên truyền kỷ niệm 91 năm Ngày truyền thống (18/11/1930 - 18/11/2022).")
    good = Example(
        "Tuyên truyền kỷ niệm 92 năm Ngày truyền thống (18/11/1930 - 18/11/2022); tổng kết 10 năm thực hiện "
        "Chỉ thị (2013 - 2022)."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for paragraph in ticking(context.paragraphs):
            if "năm" in paragraph.text or "lần thứ" in paragraph.text:
                spans = [found.span() for found in _ANNIVERSARY.finditer(paragraph.text)]
                yield from self._spans(context, paragraph)
                yield from self._known_days(context, paragraph, spans)

    def _known_days(
        self, context: CheckContext, paragraph: Paragraph, spans: list[tuple[int, int]]
    ) -> Iterator[Outcome]:
        """`kỷ niệm 93 năm Ngày thành lập Đảng` in a report of 2024, `kỷ niệm 60 năm thành lập trường (1965)`."""
        if paragraph.part not in (None, PartKind.PREAMBLE):
            return
        for found in _CELEBRATED.finditer(paragraph.text):
            if any(start < found.end() and found.start() < end for start, end in spans):
                continue
            founded = _founding_year(fold(found["what"]), context.period)
            years = _years_of(context, paragraph, found) if founded is not None else frozenset()
            if founded is None or not years:
                continue
            count = int(found["count"])
            start, end = paragraph.start + found.start("count"), paragraph.start + found.end()
            fitting = next((year for year in sorted(years) if year - founded == count), None)
            year = max(years) if fitting is None else fitting
            sum_ = f"{year} − {founded} = {year - founded}"
            if fitting is not None:
                yield self.consistent(start, end, _("{sum}: {count} years", sum=sum_, count=count))
            elif abs(year - founded - count) <= _NEAR:
                message = _(
                    "{sum}, but “{count} năm” is written; one of the two places may be wrong", sum=sum_, count=count
                )
                yield self.inconsistent(start, end, message)

    @staticmethod
    def _till_now(context: CheckContext, last: int, before: str) -> bool:
        """`Sơ kết 5 năm thực hiện Đề án (2018 - 2024)` in a report of 2024: the years are those of the work."""
        return (
            context.period is not None
            and last == context.period.year
            and re.search(r"sơ kết|tổng kết", before) is not None
        )

    def _spans(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for found in _ANNIVERSARY.finditer(paragraph.text):
            if found["times"] and not _CELEBRATES.search(fold(paragraph.text[: found.start()][-12:])):
                continue
            count, first, last = (
                int(found["count"] or found["times"]),
                int(found["first"][-4:]),
                int(found["last"][-4:]),
            )
            start, end = paragraph.start + found.start(), paragraph.start + found.end()
            before, what = fold(paragraph.text[max(0, found.start() - 60) : found.start()]), fold(found["what"])
            founding = bool(_CELEBRATES.search(before[-40:]) or _FOUNDING.search(what)) and not re.search(
                r"thực hiện|triển khai", what
            )
            years = last - first
            fits = (years,) if founding else (years, years + 1)
            checked = tuple(("dates", d.start) for d in paragraph.dates if start <= d.start < end)
            sum_ = f"{last} − {first} = {years}"
            if count in fits:
                yield self.consistent(start, end, _("{sum}: {count} years", sum=sum_, count=count), checked)
            elif years <= 0:
                continue  # years the wrong way round are TIM207's
            elif not founding and _OWN_SPAN.search(what) and not self._till_now(context, last, before):
                yield self.undecided(
                    start,
                    end,
                    _(
                        "whether {first} - {last} are the years of the work or of what it carries out",
                        first=first,
                        last=last,
                    ),
                )
            else:
                message = _(
                    "{sum}, but “{count} năm” is written; one of the two places may be wrong",
                    sum=sum_,
                    count=count,
                )
                yield self.inconsistent(start, end, message, checked=checked)
