"""TIM212: the period of a heading, of the title's second half, of the opening and closing sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.clauses import is_plan, tells_plan
from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.periods import period_of, said, title_periods
from drafter.checking.rules.topics import congress_term, reporting_period
from drafter.errors import PeriodError
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, DateKind
from drafter.model.finding import Outcome, OutcomeKind, Severity
from drafter.model.period import Period, PeriodKind
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_NAMES_YEAR = re.compile(
    r"so với|cùng kỳ|giai đoạn|nhiệm kỳ|khóa|kế hoạch (?:số|năm)|nghị quyết|quyết định|chương trình|dự toán|"
    r"quyết toán|kỷ niệm|"
    r"so sánh|(?<!\w)với (?:cùng kỳ )?(?:năm|tháng|quý|6 tháng|9 tháng)|đến năm|tầm nhìn|từ năm|"
    r"chuyển sang|tồn đọng|năm trước|các năm"
)
_TASKS = re.compile(
    r"(?:một số )?(?:phương hướng|nhiệm vụ trọng tâm|nhiệm vụ|mục tiêu|kế hoạch)(?!\w)(?!.*(?:kết quả|thực hiện|đã))"
)
_WEEK = re.compile(r"(?<!\w)tuần (?:thứ )?(?P<week>\d{1,2})(?:,? (?:của )?tháng (?P<month>\d{1,2}))?(?!\d)")
# Results of the period's work as a whole; what is prepared for a coming year (`tuyển quân`, `chuẩn bị Tết`) has its own.
_DONE = re.compile(
    r"(?:đánh giá )?(?:tình hình,? (?:và )?)?kết quả(?: (?:đạt được|thực hiện|triển khai|công tác|hoạt động|các|nhiệm vụ|"
    r"chỉ đạo|lãnh đạo|phát triển|kinh tế|xã hội|-|quốc phòng|an ninh|chính trị|mặt trận|hội|đoàn|đảng|xây dựng|"
    r"trọng tâm|chung|trong|của),?)* "
    r"(?:năm|quý|tháng|\d)"
)
# `Kết quả thực hiện các chỉ tiêu kế hoạch năm 2023` is on that year, not on a paper of that name.
_DONE_OF_PLAN = re.compile(
    r"(?:kết quả|tình hình) thực hiện (?:các |một số )?chỉ tiêu(?: chủ yếu)?,? (?:của )?kế hoạch "
)
_THEN = re.compile(
    r"\A\s*[,;.]?\s*(?:và |một số )?(?:phương hướng|nhiệm vụ|kế hoạch)(?!\w)(?!.*(?:tháng|quý|cuối|còn lại|kết quả|thực hiện))"
    r"[^\d]{0,80}\Z",
    re.DOTALL,
)
_BARE = re.compile(r"(?:tháng|quý) (?:\d{1,2}|[ivx]{1,3})")
_AND_THE_YEAR = re.compile(r"\s*(?:và|,)\s*(?:cả )?(?:\d{1,2} tháng|năm)(?!\w)")
_FRAME = re.compile(
    r"\A\W*trên đây là|báo cáo (?:kết quả|tình hình)[^.;]{0,200}(?:như sau|cụ thể như sau)\W*\Z|như sau\s*:?\s*\Z"
)


_PARTS = (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS)


_REPORTING = (DocumentKind.REPORT, DocumentKind.OUTLINE)
_OF_THIS_REPORT = re.compile(
    r".{0,200}ban hành (?:chương trình|kế hoạch)[^.;]{0,200}như sau\W*\Z|"
    r"\W*trên đây là (?:toàn bộ )?báo cáo(?!\w)|.{0,160}báo cáo kết quả[^.;]{0,200}như sau\W*\Z"
)


def _is_stage(context: CheckContext, fact: DateFact) -> bool:
    years = re.fullmatch(r"\d{4}/\d{4}", fact.iso or "")
    return years is not None and fold(context.text[fact.start : fact.end]).startswith("giai đoạn")


def _is_days(fact: DateFact) -> bool:
    """Whether a fact is a range of days with its years: the report of a storm, of a campaign."""
    return (
        fact.kind == DateKind.RANGE and re.fullmatch(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}", fact.iso or "") is not None
    )


def _without_years(iso: str) -> str:
    return re.sub(r"\d{4}-(?=\d{2}-)", "", iso)


def _read(fact: DateFact) -> Period | None:
    """A period of a title; its year may stand behind the next one (`6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2022`)."""
    try:
        return Period.parse(fact.iso or "") if fact.kind in (DateKind.PERIOD, DateKind.YEAR, DateKind.MONTH) else None
    except PeriodError:
        return None


def _of_papers(context: CheckContext) -> tuple[Period | None, ...]:
    """The period of each paper of the file: an outline under a letter has its own title."""
    found: list[Period | None] = []
    for number in range(len(context.papers)):
        titles = (part for part in context.tree.parts_of(PartKind.TITLE) if part.paper == number)
        named = (_read(fact) for part in titles for fact in context.dates_in(part.start, part.end))
        found.append(
            reporting_period(context) if number == 0 else next((one for one in named if one is not None), None)
        )
    return tuple(found)


def _of_titles(context: CheckContext) -> tuple[tuple[DateFact, ...], ...]:
    """The dates and periods of the paper's own title, part by part."""
    parts = (part for part in context.tree.parts_of(PartKind.TITLE) if part.paper == 0)
    return tuple(context.dates_in(part.start, part.end) for part in parts)


def _headed(context: CheckContext) -> frozenset[Period]:
    """The periods that headings name."""
    found = (
        period_of(one)
        for section in context.sections
        if section.title
        for one in context.dates_in(section.start, max(section.body_start, section.start + 1))
    )
    return frozenset(period for period in found if period is not None)


class PeriodInHeading(Rule):
    """TIM212. Headings, and the sentences that open and close a report, against the title's period."""

    code = "TIM212"
    name = mark("period-in-heading")
    severity = Severity.WARNING
    finds = mark("The period in a heading, or in the opening or closing sentence, is not the report's.")
    why = mark("A heading carried from last period makes the reader doubt every figure under it.")
    silences = mark(
        "The part on the next period, comparisons, names of plans and programmes, longer periods around this one."
    )
    bad = Example(
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2024\nI. KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2023\nĐã tổ chức 12 hội nghị.",
        period="2024-H1",
    )
    good = Example(
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2024\nI. KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2024\nĐã tổ chức 12 hội "
        "nghị.\nII. NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024\nTiếp tục tổ chức các hội nghị.",
        period="2024-H1",
    )
    kinds = frozenset({*_REPORTING, DocumentKind.PROGRAMME, DocumentKind.PLAN})
    reach = 2

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        if (now := reporting_period(context)) is not None and context.papers[0].kind in _REPORTING:
            yield from self._title(context, now)
        yield from self._stages(context)
        for start, end in self._places(context):
            now = context.once(_of_papers)[context.paper_index(start)]
            if now is None or context.paper_at(start).kind not in _REPORTING:
                continue
            words = fold(context.text[start:end])
            yield from self._week(context, start, end)
            told: list[Outcome] = []
            for fact in context.dates_in(start, end):
                term = fact.kind == DateKind.TERM and context.once(congress_term) is not None
                named = period_of(fact, term=term) or self._of_two(context, fact)
                around = words[max(0, fact.start - start - 60) : fact.end - start + 20]
                if named is None or (not term and _NAMES_YEAR.search(_DONE_OF_PLAN.sub("", around))):
                    continue
                if any(r.start <= fact.start < r.end for r in context.references_in(max(start - 300, 0), end)):
                    continue
                told += self._judge(context, fact, named, now)
            wrong = [outcome for outcome in told if outcome.kind == OutcomeKind.INCONSISTENT]
            yield from wrong[-1:] or told  # `QUÝ III VÀ 9 THÁNG ĐẦU NĂM 2023`: the year is wrong once

    def _stages(self, context: CheckContext) -> Iterator[Outcome]:
        """`Trên đây là báo cáo kết quả … giai đoạn 2016 - 2020` under the title `… giai đoạn 2021 - 2025`."""
        spans = {
            d.iso or "" for facts in context.once(_of_titles) for d in facts if _is_stage(context, d) or _is_days(d)
        }
        if len(spans) != 1:
            return
        (ours,) = spans
        for paragraph in ticking(context.paragraphs):
            text = fold(paragraph.text)
            if paragraph.part == PartKind.TITLE or not _OF_THIS_REPORT.match(text):
                continue
            for fact in paragraph.dates:
                before = re.sub(r"ban hành (?:kế hoạch|chương trình)", "", text[: fact.start - paragraph.start])
                named = re.search(r"kế hoạch|phương hướng|nhiệm vụ|so với|quyết định|số \d", before)
                if named or fact.iso == ours or not (_is_stage(context, fact) or _is_days(fact)):
                    continue
                if _is_days(fact) and _without_years(fact.iso or "") != _without_years(ours):
                    continue
                message = _(
                    "“{quote}” here, the report is on {period}; one of the two places may be wrong",
                    quote=fact.text,
                    period=ours.replace("/", " - "),
                )
                yield self.inconsistent(fact.start, fact.end, message, checked=(("dates", fact.start),))

    def _title(self, context: CheckContext, now: Period) -> Iterator[Outcome]:
        """`Kết quả … năm 2024, phương hướng, nhiệm vụ năm 2024`: the second half of a title is on the next period."""
        for facts in context.once(_of_titles):
            on_now = [fact for fact in facts if period_of(fact) == now]
            for fact in on_now[1:]:
                if _THEN.search(fold(context.text[on_now[0].end : fact.start])):
                    message = _("“{quote}” heads the tasks to come, and the report itself is on it", quote=fact.text)
                    yield self.inconsistent(fact.start, fact.end, message, checked=(("dates", fact.start),))

    @staticmethod
    def _of_two(context: CheckContext, fact: DateFact) -> Period | None:
        """`QUÝ II VÀ 6 THÁNG ĐẦU NĂM 2024`: the first of two periods goes by the second's year."""
        if fact.kind not in (DateKind.PERIOD, DateKind.MONTH) or not _BARE.fullmatch(fold(fact.text)):
            return None
        behind = fold(context.text[fact.end : fact.end + 40])
        try:
            return Period.parse(fact.iso or "") if _AND_THE_YEAR.match(behind) else None
        except PeriodError:
            return None

    def _week(self, context: CheckContext, start: int, end: int) -> Iterator[Outcome]:
        """`TUẦN 04 THÁNG 6` in a heading under a title on week 02; the tasks are of the week behind."""
        title = _WEEK.search(fold(context.paper_at(start).title or context.facts.identity.title or ""))
        words = context.text[start:end].lower()
        found = _WEEK.search(words)
        if title is None or found is None or len(words) != end - start or title["month"] != found["month"]:
            return
        now, named = int(title["week"]), int(found["week"])
        place = (start + found.start(), start + found.end())
        plan = is_plan(context, start) or bool(_TASKS.match(re.sub(r"\A[\W\d_ivx.]+", "", words)))
        if named == now or plan or "phương hướng" in words[: found.start()]:
            return
        message = _(
            "“{quote}” here, the title says week {week}; one of the two places may be wrong",
            quote=context.text[slice(*place)],
            week=title["week"],
        )
        yield self.inconsistent(*place, message)

    @staticmethod
    def _places(context: CheckContext) -> Iterator[tuple[int, int]]:
        for section in ticking(context.sections):
            if section.title:
                paragraph = context.paragraph_at(section.start)
                end = min(section.body_start, paragraph.end if paragraph else section.body_start)
                if paragraph and section.label and paragraph.text.strip() == section.label.strip():
                    end = section.body_start  # `Phần thứ nhất`, and its title on the lines below
                yield section.start, max(end, section.start)
        for paragraph in ticking(context.paragraphs):
            if len(paragraph.text) < 900 and paragraph.dates and _FRAME.search(fold(paragraph.text)):
                # Of the opening only the last clause speaks of the report itself.
                low = fold(paragraph.text)
                at = max(low.rfind("báo cáo"), 0) if not re.match(r"\W*trên đây", low) else 0
                at = at if len(low) == len(paragraph.text) else 0
                yield paragraph.start + at, paragraph.end

    @staticmethod
    def _opens_plan(context: CheckContext, fact: DateFact) -> bool:
        """Whether a heading of the highest level that announces tasks stands behind one that tells results, and another
        heading or the title names no tasks of this period."""
        index = context.tree.at(fact.start)
        if index is None or fact.start >= max(
            context.tree.sections[index].body_start, context.tree.sections[index].start + 1
        ):
            return False
        section = context.tree.sections[index]
        if re.search(r"tuần", fold(section.title or "")):
            return False  # a week of the month that the report is on
        earlier = [
            one for one in context.tree.sections[:index] if one.level == section.level and one.parent == section.parent
        ]
        title = fold(section.title or "")
        return bool(_TASKS.match(title)) and any(tells_plan(one.title or "") is False for one in earlier)

    @staticmethod
    def _heads_results(context: CheckContext, fact: DateFact, now: Period) -> bool:
        """`I. KẾT QUẢ THỰC HIỆN NĂM 2024` in the report of 2023: nobody has results of what is to come."""
        index = context.tree.at(fact.start)
        if index is None or now.kind in (PeriodKind.SPAN, PeriodKind.WEEK):
            return False
        section = context.tree.sections[index]
        if fact.start >= max(section.body_start, section.start + 1) or section.level != 1:
            return False
        title = fold(section.title or "")
        others = {period_of(one) for one in context.dates_in(section.start, section.body_start)} - {period_of(fact)}
        return bool(_DONE.match(title)) and tells_plan(section.title or "") is False and not others

    @staticmethod
    def _alone(context: CheckContext, fact: DateFact) -> bool:
        """Whether a heading names one period only."""
        index = context.tree.at(fact.start)
        section = context.tree.sections[index] if index is not None else None
        end = max(section.body_start, section.start + 1) if section else 0
        return section is not None and len(context.dates_in(section.start, end)) == 1

    @staticmethod
    def _is_a_part(context: CheckContext, fact: DateFact, named: Period, now: Period) -> bool:
        """`I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024` in the report of nine months, where no heading tells of the rest."""
        if named == now or not now.holds(named) or named.kind not in _PARTS or named in context.once(title_periods):
            return False
        return not any(other != named and now.holds(other) for other in context.once(_headed))

    def _term(self, context: CheckContext, fact: DateFact, named: Period, now: Period) -> Iterator[Outcome]:
        """The parts of a report to a congress: results of the term that ends, tasks of the one it is named by."""
        following = now.moved(int(now.last or 0) - int(now.first or 0))
        plan = self._is_headed(context, fact)
        wrong = named not in (now, following) or (plan is not None and named != (following if plan else now))
        if plan is not None and wrong:
            yield self._other(fact, following if plan else now, (("dates", fact.start),))

    @staticmethod
    def _is_headed(context: CheckContext, fact: DateFact) -> bool | None:
        """Whether a heading of the highest level announces tasks, or results; None where it is none or tells neither."""
        index = context.tree.at(fact.start)
        if index is None or context.tree.sections[index].level != 1:
            return None
        section = context.tree.sections[index]
        inside = fact.start < max(section.body_start, section.start + 1)
        return tells_plan(section.title or "") if inside else None

    def _judge(self, context: CheckContext, fact: DateFact, named: Period, now: Period) -> Iterator[Outcome]:
        checked = (("dates", fact.start),)
        begun = now.kind == PeriodKind.NINE_MONTHS and named.kind == PeriodKind.HALF and named.number == 2
        if begun and self._opens_plan(context, fact):
            yield self._other(fact, now, checked)
            return
        if fact.kind == DateKind.TERM:
            yield from self._term(context, fact, named, now)
            return
        fitting = {now, now.next()}
        if (
            named in fitting
            or now.holds(named)
            or named.holds(now)
            or now.next().holds(named)
            or named.holds(now.next())
        ):
            heads = self._heads_results(context, fact, now)
            if heads and (named == now.next() or self._is_a_part(context, fact, named, now)):
                yield self._other(fact, now, checked)
                return
            over = named == now or (named in context.once(title_periods) and named.months[1] <= now.months[1])
            if over and self._opens_plan(context, fact):
                message = _("“{quote}” heads the tasks to come, and the report itself is on it", quote=fact.text)
                yield self.inconsistent(fact.start, fact.end, message, checked=checked)
                return
            yield self.consistent(
                fact.start, fact.end, _("{period} is the reporting period", period=fact.text), checked
            )
            return
        school = now.kind == PeriodKind.SPAN == named.kind and "năm học" in fold(fact.text)
        if school and named != now.moved(1):
            yield self._other(fact, now, checked)
            return
        if now.kind == PeriodKind.SPAN:
            return
        if is_plan(context, fact.start) and named.months[0] > now.months[0]:
            skips = named.kind == now.kind and named.months[0] > now.next().months[0]
            if skips and self._opens_plan(context, fact) and self._alone(context, fact):
                yield self._other(fact, now, checked)
            return
        # After nine months comes the last quarter of that year.
        old_quarter = now.kind == PeriodKind.NINE_MONTHS and named.kind == PeriodKind.QUARTER and named.number == 4
        old_year = named.kind == PeriodKind.YEAR or old_quarter
        # `quý III và 9 tháng đầu năm 2023`: every period of the title may be carried over from the year before.
        of_title = any(one.kind == named.kind and one != named for one in context.once(title_periods))
        part_of_last = now.kind == PeriodKind.YEAR and named.kind in _PARTS
        if named.kind != now.kind and not ((old_year or part_of_last) and named.year == now.year - 1) and not of_title:
            return
        if abs(named.months[0] - now.months[0]) > 36:
            return
        yield self._other(fact, now, checked)

    def _other(self, fact: DateFact, now: Period, checked: tuple[tuple[str, int], ...]) -> Outcome:
        message = _(
            "“{quote}” here, the report is on {period}; one of the two places may be wrong",
            quote=fact.text,
            period=said(now),
        )
        return self.inconsistent(fact.start, fact.end, message, checked=checked)
