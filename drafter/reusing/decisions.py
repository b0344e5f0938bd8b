"""One decision for each temporal expression: shift, keep, recompute or ask, each with its why.

The order of evidence: what the expression belongs to (a citation, the paper's own date line, a name), then what stands
before it (a comparison, a cut-off, a goal), then what it is (a period near the reporting one, a term, a duration). In doubt the
answer is ask: an old year is seen, a false citation is not.
"""

from __future__ import annotations

import re

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.draft import RollAction, RollChange
from drafter.model.fact import DateFact, DateKind, DateRole, Reference
from drafter.model.period import Period, PeriodKind
from drafter.model.section import PartKind
from drafter.reusing.context import Surroundings
from drafter.reusing.papers import in_list_of_papers
from drafter.reusing.shifting import number_behind, rewritten, with_years_moved, years_in

_ = catalogue("reusing")

_LUNAR_YEAR = re.compile(
    r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s+(?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)"
)
_BOTH = 2
_PLANNED = (4, 5, 9, 10)  # 2021-2025, 2021-2030: plans of five and ten years
_LEADING_NUMBER = re.compile(r"\d+")
_SCHOOL_OR_SEASON = ("năm học", "niên học", "niên khóa", "vụ ", "mùa vụ")


def decide(fact: DateFact, around: Surroundings) -> RollChange:
    """The decision on one date fact."""
    reference = around.citation_at(fact.start)
    if reference is not None:
        return _in_citation(fact, reference, around)
    if (listed := around.cited_in_row(fact.start)) is not None:
        return _keep(fact, _("belongs to a cited document, {symbol}", symbol=listed.symbol or listed.text))
    if in_list_of_papers(fact.start, around):
        return _keep(fact, _("belongs to a paper that the table lists"))
    match fact.kind:
        case DateKind.PERIOD | DateKind.YEAR:
            return _period(fact, around)
        case DateKind.MONTH:
            return _month(fact, around)
        case DateKind.DATE:
            return _date(fact, around)
        case DateKind.RANGE:
            return _range(fact, around)
        case DateKind.TERM:
            years = years_in(fact.text)
            if around.of_rolled_term(years) or (not years and around.of_own_congress(fact.start, fact.end)):
                return _ask(fact, _("the term itself is rolled: the officer's to set"))
            return _keep(fact, _("a term of office belongs to its congress"))
        case DateKind.ANNIVERSARY:
            return _anniversary(fact, around)
        case DateKind.DURATION:
            return _duration(fact, around)
        case _:
            return _lunar(fact)


def _keep(fact: DateFact, why: str) -> RollChange:
    return RollChange(fact.start, fact.end, fact.text, fact.text, RollAction.KEEP, why)


def _ask(fact: DateFact, why: str) -> RollChange:
    return RollChange(fact.start, fact.end, fact.text, None, RollAction.ASK, why)


def _move(fact: DateFact, new: str, why: str, action: RollAction = RollAction.SHIFT) -> RollChange:
    if new == fact.text:
        return _keep(fact, why)
    return RollChange(fact.start, fact.end, fact.text, new, action, why)


def _in_citation(fact: DateFact, reference: Reference, around: Surroundings) -> RollChange:
    if around.source_of_comparison(reference):
        return _ask(fact, _("belongs to the report of the period compared with: number and date are replaced together"))
    if around.is_order(reference):
        return _ask(
            fact, _("belongs to the request that ordered the report: number, date and title are replaced together")
        )
    return _keep(fact, _("belongs to a cited document, {symbol}", symbol=reference.symbol or reference.text))


def _period(fact: DateFact, around: Surroundings) -> RollChange:
    shift = around.shift
    if not years_in(fact.text):
        return _yearless(fact, around)
    if fold(fact.text).startswith(_SCHOOL_OR_SEASON):
        return _season(fact, around)
    period = _parsed(fact.iso)
    if period is None:
        return _ask(fact, _("the period cannot be told"))
    if not shift.near(period):
        return _far(fact, around)
    named = around.in_name_of_law(fact.start) if fact.kind == DateKind.YEAR else False
    if shift.review or around.comes_once:
        if named:
            return _keep(fact, _("the year in the name of a law"))
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    if fact.kind == DateKind.YEAR and not shift.years:
        return _keep(fact, _("the new period lies in the same year"))
    if fact.kind == DateKind.YEAR and (special := _special_year(fact, around)) is not None:
        return special
    if named is not False:
        why = _("the year in the name of a law")
        return _keep(fact, why) if named else _ask(fact, why)
    if around.named_paper(fact.start) and fact.kind == DateKind.YEAR:
        return _ask(fact, _("the year of a paper cited by name alone"))
    if around.bare_in_name(fact.start, fact.text):
        return _ask(fact, _("a year in a name: whether the name moves is the officer's to say"))
    if around.trails_citation(fact.start):
        return _ask(fact, _("whether this belongs to the citation before it cannot be told"))
    beside = period == shift.source.year_before() and around.follows(fact.start, "comparison", reach=12)
    if not beside and (around.one_time(fact.start) or _happened_once(fact, around)):
        return _ask(fact, _("the year of an event that happens once"))
    if period.months[1] < shift.source.months[0] and not _compared(fact, period, around):
        return _ask(fact, _("a period before the reporting one, and nothing compares with it"))
    moved = shift.moved(period)
    new = rewritten(fact.text, period, moved) if moved is not None else None
    if new is None:
        return _ask(fact, _("how this period moves cannot be told"))
    return _move(fact, new, _why_moved(period, around))


def _why_moved(period: Period, around: Surroundings) -> str:
    source = around.shift.source
    if period == source or period.holds(source):
        return _("the reporting period")
    if source.holds(period):
        return _("a part of the reporting period")
    if period.months[0] > source.months[1]:
        return _("the period after the reporting one")
    return _("the period that is compared with")


def _yearless(fact: DateFact, around: Surroundings) -> RollChange:
    """`tháng 12`, `quý III`, `tuần 23`: where not only the year moves, the number does."""
    shift = around.shift
    words = {PeriodKind.MONTH: "tháng", PeriodKind.QUARTER: "quý", PeriodKind.WEEK: "tuần"}.get(shift.source.kind)
    if not shift.whole_years and words and (number := number_behind(fact.text, words)) is not None:
        period = shift.neighbour(number)
        if period is None:
            return _ask(fact, _("which year's is not said: the officer's to set"))
        if period.months[1] < shift.source.months[0] and not _compared(fact, period, around):
            return _ask(fact, _("a period before the reporting one, and nothing compares with it"))
        moved = shift.moved(period)
        new = rewritten(fact.text, period, moved) if moved is not None else None
        if new is not None:
            return _move(fact, new, _why_moved(period, around))
    if not shift.whole_years and shift.source.kind == PeriodKind.HALF and "6 tháng" in fold(fact.text):
        new = rewritten(fact.text, shift.source, shift.target)
        return _move(fact, new, _("the reporting period")) if new else _ask(fact, _("the period cannot be told"))
    if _of_old_months(fact, around):
        return _ask(fact, _("a part of last period without its year: the officer's to set"))
    return _keep(fact, _("names no year; the words around it say which"))


def _of_old_months(fact: DateFact, around: Surroundings) -> bool:
    """Whether `tháng 3`, `quý I`, `3 tháng đầu năm` tell of months that the new period does not have."""
    if around.shift.whole_years or around.shift.source.kind == PeriodKind.WEEK or around.recurs(fact.end):
        return False
    said = fold(fact.text)
    numbered = any(number_behind(said, word) is not None for word in ("tháng", "quý"))
    if found := re.search(r"(\d+) tháng (đầu|cuối) năm", said):
        first, last = (month % 12 + 1 for month in around.shift.target.months)
        within = last <= int(found[1]) if found[2] == "đầu" else first > 12 - int(found[1])
        return not within
    return numbered


def _happened_once(fact: DateFact, around: Surroundings) -> bool:
    """Whether something was founded, recognized, begun or finished then; a heading speaks of the period all the same."""
    if around.heads_section(fact.start) or around.in_head(fact.start):
        return False
    if around.year_of_event(fact.end) or around.of_a_term(fact.start):
        return True
    return around.founded(fact.start) or around.befell_one(fact.start) or around.befell(fact.start)


def _compared(fact: DateFact, period: Period, around: Surroundings) -> bool:
    if around.beside_reporting_column(fact.start):
        return True
    if around.opens_bracket_with_figure(fact.start, fact.end):
        return True  # `2.714 hồ sơ (9 tháng năm 2022: 2.455 hồ sơ)`
    last_year = period == around.shift.source.year_before()
    if fact.kind == DateKind.YEAR and around.tells_level(fact.start, fact.end):
        return True
    if fact.kind == DateKind.YEAR and not around.shift.review and around.of_yearly_routine(fact.start, fact.end):
        return True
    if last_year and re.match(r"\s*:\s*\d", around.text[fact.end : fact.end + 6]):
        return True  # `(kế hoạch: 6,5 tỷ đồng; 2023: 6,1 tỷ đồng)`
    if around.follows(fact.start, "comparison", reach=40):
        return True
    return last_year and (
        around.beside_reporting_period(fact.start) or around.follows(fact.start, "comparison", reach=80)
    )


def _special_year(fact: DateFact, around: Surroundings) -> RollChange | None:
    of_this_year = fact.iso == str(around.shift.source.year)
    if around.follows(fact.start + len("năm"), "goal", reach=24):
        if of_this_year and not around.aimed_at(fact.start):
            return _ask(fact, _("up to a year that is over by now: whether it moves is the officer's to say"))
        if around.shift.review and int(fact.iso or 0) == around.shift.target.years[-1]:
            return _ask(fact, _("the term itself is rolled: the officer's to set"))
        return _keep(fact, _("the year of a goal"))
    if around.ends_goal(fact.start) and int(fact.iso or 0) >= around.shift.source.year + (
        0 if around.shift.source.kind == PeriodKind.YEAR else 1
    ):
        return _ask(fact, _("up to the end of a year to come: whether it is a goal that stays is the officer's to say"))
    if around.follows(fact.start + len("năm"), "since", reach=24) and not around.heads_section(fact.start):
        if of_this_year:
            return _ask(fact, _("the year of an event that happens once"))
        near = around.shift.near(Period(PeriodKind.YEAR, int(fact.iso or 0)))
        if near and (around.after(fact.end).startswith("sang") or around.left_over(fact.start)):
            return _ask(fact, _("carried over from one year into the next: the officer's to set"))
        return _keep(fact, _("a beginning in the past"))
    if around.follows(fact.start, "cutoff", reach=24):
        return _ask(fact, _("a cut-off: the officer's to set"))
    return None


def _far(fact: DateFact, around: Surroundings) -> RollChange:
    period = _parsed(fact.iso)
    lately = period is not None and abs(period.year - around.shift.source.year) <= 3
    if around.shift.review and period is not None and period.year == around.shift.target.years[-1]:
        return _ask(fact, _("the term itself is rolled: the officer's to set"))
    if around.beside_reporting_column(fact.start):
        return _ask(fact, _("a column of an earlier period: whether it moves along is the officer's to say"))
    if lately and not around.shift.review and around.follows(fact.start, "comparison", reach=12):
        if period is not None and around.ends_chain(fact.start, fact.end, period):
            new = with_years_moved(fact.text, around.shift.years)
            return _move(fact, new, _("the period that is compared with"))
        return _ask(fact, _("compared with, but not the period before: the officer's to set"))
    if lately and not around.shift.review and around.opens_bracket_with_figure(fact.start, fact.end):
        return _ask(fact, _("compared with, but not the period before: the officer's to set"))
    return _keep(fact, _("far from the reporting period {period}", period=around.shift.source))


def _season(fact: DateFact, around: Surroundings) -> RollChange:
    """School years and crop seasons follow the year."""
    years = years_in(fact.text)
    if not years or not any(abs(year - around.shift.source.year) <= 1 for year in years):
        return _far(fact, around)
    if around.follows(fact.start, "beginning", reach=12):
        return _ask(fact, _("a beginning: whether it moves cannot be told"))
    if not around.shift.whole_years and around.shift.years:
        return _ask(fact, _("whether a new school year or season has begun cannot be told"))
    return _move(
        fact, with_years_moved(fact.text, around.shift.years), _("a school year or crop season moves with the year")
    )


def _month(fact: DateFact, around: Surroundings) -> RollChange:
    source = around.shift.source
    if not years_in(fact.text):
        return _yearless(fact, around)
    period = _parsed(fact.iso)
    if period is None:
        return _ask(fact, _("the month cannot be told"))
    if period.months[1] < source.months[0] and _begun_before(fact, around):
        return _keep(fact, _("a beginning in the past"))
    if (compared := around.months_compared(fact.start)) and period in compared:
        return _move(
            fact, with_years_moved(fact.text, around.shift.years), _("a month compared with itself a year before")
        )
    if source.kind == PeriodKind.MONTH and not around.follows(fact.start, "cutoff"):
        return _period(fact, around)
    if not around.shift.near(period):
        return _far(fact, around)
    return _ask(fact, _("a month of last period: the officer's to set"))


def _date(fact: DateFact, around: Surroundings) -> RollChange:
    source, years = around.shift.source, years_in(fact.text)
    blank = fact.iso is not None and re.fullmatch(r"\d{4}", fact.iso) is not None
    if blank:
        if abs(int(fact.iso or 0) - source.year) <= 1:
            return _move(
                fact, with_years_moved(fact.text, around.shift.years), _("a date line left blank: its year moves")
            )
        return _far(fact, around)
    if fact.role == DateRole.ANNIVERSARY or _in_anniversary_bracket(fact, around):
        return _anniversary_date(fact, around)
    if around.in_part(fact.start, PartKind.LETTERHEAD):
        return _ask(fact, _("the paper's own date"))
    if around.dated_law(fact.start):
        return _keep(fact, _("the day of a law"))
    if around.recurs(fact.end):
        return _keep(fact, _("a day that comes back"))
    if years and re.search(r"có hiệu lực(?: thi hành)?(?: kể)? từ(?: ngày)?$", around.before(fact.start, reach=40)):
        return _keep(fact, _("the day from which a law is in force"))
    if fact.role == DateRole.DEADLINE:
        return _ask(fact, _("a deadline: the officer's to set"))
    if not years:
        kept = around.kept_each_year(fact.text) or around.day_of_a_name(fact.start)
        if not kept or around.on_weekday(fact.start):
            return _ask(fact, _("a day of last period without its year: the officer's to set"))
        return _keep(fact, _("names no year; the words around it say which"))
    if around.follows(fact.start, "cutoff"):
        return _ask(fact, _("a cut-off: the officer's to set"))
    if not all(abs(year - source.year) <= 1 for year in years):
        return _keep(fact, _("a day far from the reporting period"))
    if _ended_before(fact.iso, source) and _begun_before(fact, around):
        return _keep(fact, _("a beginning in the past"))
    return _ask(fact, _("a day of last period: the officer's to set"))


def _begun_before(fact: DateFact, around: Surroundings) -> bool:
    """Whether a month or day before the reporting period is that of a founding or of an event that happens once."""
    if around.founded(fact.start):
        return True
    counted = around.follows(fact.start, "cutoff") or around.follows(fact.start, "comparison", reach=40)
    return around.one_time(fact.start) and not counted


def _ended_before(iso: str | None, source: Period) -> bool:
    """Whether a day lies before the reporting period."""
    if iso is None or not re.match(r"\d{4}-\d{2}", iso):
        return False
    return int(iso[:4]) * 12 + int(iso[5:7]) - 1 < source.months[0]


def _in_anniversary_bracket(fact: DateFact, around: Surroundings) -> bool:
    ceiling = around.bounds(fact.start)[0]
    opening = around.text.rfind("(", max(ceiling, fact.start - 40), fact.start)
    if opening < 0 or re.search(r"(?!ngày|tháng|năm)[^\W\d]{2,}|\)", fold(around.text[opening + 1 : fact.start])):
        return False
    said = fold(around.text[max(ceiling, opening - 160) : opening])
    return re.search(r"kỷ niệm|kỉ niệm|ngày truyền thống|ngày thành lập|\d+\s+năm\s+ngày", said) is not None


def _anniversary_date(fact: DateFact, around: Surroundings) -> RollChange:
    years = years_in(fact.text)
    if around.jubilee(fact.start):
        return _ask(fact, _("a jubilee of one body: it comes once"))
    if len(years) == 1 and abs(years[0] - around.shift.source.year) <= 1:
        if not around.shift.whole_years or around.shift.review:
            return _ask(fact, _("an anniversary told once: whether it is told again is the officer's to say"))
        new = with_years_moved(fact.text, around.shift.years)
        return _move(fact, new, _("this year's side of an anniversary"), RollAction.RECOMPUTE)
    return _keep(fact, _("a founding date"))


def _range(fact: DateFact, around: Surroundings) -> RollChange:
    source, text = around.shift.source, fold(fact.text)
    if not around.shift.whole_years and not years_in(text) and "tháng" in text:
        return _ask(fact, _("days or months of last period: the officer's to set"))
    if text.startswith(_SCHOOL_OR_SEASON):
        return _season(fact, around)
    if text.startswith(("giai đoạn", "thời kỳ")) and not around.shift.review:
        if _counted_up_to(fact, around) or (around.comes_once and years_in(text)[-1:] == [source.year]):
            return _ask(fact, _("a span up to the reporting period: whether it grows is the officer's to say"))
        return _keep(fact, _("a span of a programme or plan"))
    if text.startswith(("giai đoạn", "thời kỳ")) and years_in(text)[:1] == [source.year]:
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    if _in_anniversary_bracket(fact, around):
        first, _dash, rest = (
            re.split(r"(\s*[-–—]\s*)", fact.text, maxsplit=1) if re.search(r"[-–—]", fact.text) else ("", "", "")
        )
        if rest and any(abs(year - source.year) <= 1 for year in years_in(rest)):
            if not around.shift.whole_years or around.shift.review or around.jubilee(fact.start):
                return _ask(fact, _("an anniversary told once: whether it is told again is the officer's to say"))
            new = first + _dash + with_years_moved(rest, around.shift.years)
            return _move(fact, new, _("this year's side of an anniversary"), RollAction.RECOMPUTE)
    period = _parsed(fact.iso)
    if around.shift.review and period is not None and str(period) == str(source):
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    if period is not None and around.shift.near(period):
        return _ask(fact, _("days or months of last period: the officer's to set"))
    years = years_in(fact.text)
    if years and years[-1] == source.year and not around.of_a_plan(fact.start):
        return _ask(fact, _("a span up to the reporting period: whether it grows is the officer's to say"))
    by_days = period is None and re.search(r"\d{1,2}[/.-]\d{1,2}", text) is not None
    if by_days and all(abs(year - source.year) <= 1 for year in years):
        return _ask(fact, _("days or months of last period: the officer's to set"))
    return _keep(fact, _("a span of a programme or plan"))


def _counted_up_to(fact: DateFact, around: Surroundings) -> bool:
    """Whether results are counted over a span up to the reporting year: no plan is of so many years, and none is named."""
    years = years_in(fact.text)
    if len(years) != _BOTH or years[-1] != around.shift.source.year:
        return False
    return (years[-1] - years[0]) not in _PLANNED and not around.names_programme(fact.start)


def _anniversary(fact: DateFact, around: Surroundings) -> RollChange:
    if _reviewed(fact, around):
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    if around.shift.review or not around.shift.whole_years:
        return _ask(fact, _("an anniversary told once: whether it is told again is the officer's to say"))
    if around.jubilee(fact.end):
        return _ask(fact, _("a jubilee of one body: it comes once"))
    behind = around.bracket_behind(fact.end)
    if behind and not any(abs(year - around.shift.source.year) <= 1 for year in years_in(behind)[1:]):
        return _keep(fact, _("its years, in the bracket behind it, stay"))
    return _counted_on(fact, around, _("an anniversary is counted anew"))


def _duration(fact: DateFact, around: Surroundings) -> RollChange:
    text, behind = fold(fact.text), around.after(fact.end, reach=40)
    if "/" in fact.text or re.search(r"một lần|1 lần|/lần", text + " " + behind[:12]):
        return _keep(fact, _("how often, not when"))
    if "năm" not in text:
        return _keep(fact, _("a length of time"))
    if _reviewed(fact, around):
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    if around.is_review:
        return _ask(fact, _("a review that happens once: its years are the officer's to set"))
    carried = any(behind.startswith(word) for word in load("rolling")["carrying_out"])
    if carried and not around.shift.review:
        return _counted_on(fact, around, _("years of a programme that runs on are counted anew"))
    if behind.startswith(("qua", "gần đây")) and around.shift.review:
        return _ask(fact, _("the years looked back on are the officer's to set"))
    return _keep(fact, _("a length of time"))


def _reviewed(fact: DateFact, around: Surroundings) -> bool:
    clause = around.clause_before(fact.start)[-30:]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", clause) for word in load("rolling")["review"])


def _counted_on(fact: DateFact, around: Surroundings, why: str) -> RollChange:
    """`92 năm` → `93 năm`, the leading zero kept."""
    found = _LEADING_NUMBER.search(fact.text)
    if found is None or not around.shift.whole_years:
        return _ask(fact, why)
    number = str(int(found.group()) + around.shift.years)
    padded = number.zfill(len(found.group())) if found.group().startswith("0") else number
    return _move(fact, fact.text[: found.start()] + padded + fact.text[found.end() :], why, RollAction.RECOMPUTE)


def _lunar(fact: DateFact) -> RollChange:
    if years_in(fact.text) or "tết" in fold(fact.text):
        return _ask(fact, _("a lunar year or day falls otherwise every year"))
    if _LUNAR_YEAR.search(fold(fact.text)):
        return _ask(fact, _("a lunar year or day falls otherwise every year"))
    return _keep(fact, _("a lunar day that comes back every year"))


def _parsed(iso: str | None) -> Period | None:
    from drafter.errors import PeriodError

    if iso is None:
        return None
    try:
        return Period.parse(iso)
    except PeriodError:
        return None
