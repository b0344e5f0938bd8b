"""TIM201: a period word of another reporting period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.clauses import is_plan, sentence_at, tells_results
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.data_days import misdated, of_another_year
from drafter.checking.rules.topics import old_new_year, other_years_of_work, reporting_period, speaks_of
from drafter.errors import PeriodError
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, DateKind
from drafter.model.finding import Outcome, Severity
from drafter.model.period import Period, PeriodKind
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_COMPARED = re.compile(
    r"so với|cùng kỳ|kỳ trước|năm trước|năm ngoái|tháng trước|quý trước|tuần trước|so sánh|bằng \d|giai đoạn|"
    r"nhiệm kỳ|khóa|kỷ niệm|từ năm|từ tháng|từ quý|kể từ|"
    r"chuyển sang|chuyển tiếp|tồn đọng|còn lại của|các năm|những năm|liên tục|lần lượt|trở lại đây|trước đây|"
    r"trước đó|tiền thân|ban hành năm|thành lập"
)
# What the sentence sets beside the period it leads with.
_THIS = re.compile(r"(?<!\w)(?:năm|kỳ|quý|tháng|nhiệm kỳ) (?:nay|này)(?!\w)")
# What carries a year in its name: a plan, a programme, a decision.
_NAMED = re.compile(
    r"(?:kế hoạch|chương trình|nghị quyết|báo cáo|hướng dẫn|quyết định|chỉ thị|đề án|luật|nghị định|thông tư|công "
    r"văn|thông báo|kết luận|dự toán|danh sách|tiêu chí|chuẩn nghèo|"
    r"hiệp định|hội thi|giải thưởng|danh hiệu|tết|mùa|niên vụ|vụ|ngân sách|quyết toán|đề cương|chủ đề|khởi công|"
    r"bầu cử|tổng điều tra)(?!\w)[^.;:]{0,120}\Z"
)
_OTHER_PAPER = re.compile(r"số \d|kế hoạch|chương trình|nghị quyết|hướng dẫn|văn bản|quyết định|công văn|đến|đề cương")
_LEADS = re.compile(
    r"\s*(?:[-–+•*●]\s*|\(?[a-zđ\d]{1,3}(?:\.\d{1,2})*[.)]\s*)?(?:tính |nhìn chung,? |cụ thể,? |kết quả,? |theo "
    r"đó,? |ngoài ra,? )?"
    r"(?:trong |qua |hết |đến hết |tại |sau )?(?:kỳ |thời gian )?(?:đến )?\Z"
)
_SHALL = re.compile(
    r"\s*,\s*(?:\w+ ){0,4}?(?:tiếp tục|tập trung|phấn đấu|đẩy mạnh|tăng cường|sẽ|chủ động|triển khai thực hiện|"
    r"quyết tâm)(?!\w)"
)
_WORK = re.compile(
    r"\s*(?:[-–+•*]\s*)?(?:nhìn chung,? |kết quả,? )?(?:công tác|phong trào|cuộc vận động|hoạt động|"
    r"tình hình)(?: \w+(?:,|-)?){1,9} "
    r"(?:trong )?\Z"
)
# What happens once may be told of any year; what is held every few years carries its year in its name.
_ONCE = re.compile(
    r"(?:được|đã) (?:công nhận|thành lập|khởi công|khánh thành|phê duyệt|sáp nhập|hợp nhất|đưa vào|đi vào|đón|vinh dự|"
    r"tặng)|"
    r"đạt chuẩn"
)
_PARTS_OF_A_YEAR = (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS)
_AHEAD = re.compile(
    r"dự kiến|(?<!\w)sẽ(?!\w)|phấn đấu|kế hoạch|chỉ tiêu|dự toán|tiếp tục|sắp tới|thời gian tới|trong đó có|"
    r"chuyển sang|mục tiêu|đề ra|"
    r"chuẩn bị|đăng ký|giao|phân bổ"
)
_YEARLY = re.compile(r"bầu cử|điều tra|quyết toán|kiểm kê|tuyển quân|tuyển sinh|đại hội|kiểm toán")
_WAS = re.compile(
    r",?\s*(?:trên địa bàn (?:\w+ ){1,4}|của (?:\w+ ){1,4})?(?:tiếp tục |đã |luôn )*(?:được|đã|có (?:nhiều|bước|sự|"
    r"những)|"
    r"có chuyển biến|đạt|diễn ra|bám sát|tập trung|góp phần|ổn định|chuyển biến|duy trì|hoàn thành|thực hiện|"
    r"triển khai)(?!\w)"
)
# `… đã tổ chức 12 hội nghị trong 6 tháng đầu năm 2021.`
_WITHIN = re.compile(r"(?<!\w)(?:trong|qua) (?:kỳ )?\Z")
# A sentence that only says how things stood.
_STATE = re.compile(r"(?:,? [^,;.\d]{0,40}?)?\s(?:có|là|đạt|chỉ có|còn)(?: [^,;.\d]{0,12})? \d")
_BY_NOW = re.compile(
    r"(?<!\w)(?:hiện (?:còn|có|nay)|đến nay|đến cuối (?:năm|kỳ)|cuối năm (?:nay )?(?:còn|có)|nay (?:còn|có))"
)
_WRITES = re.compile(
    r"(?<!\w)(?:hoàn thành|xây dựng|chuẩn bị|nộp|gửi|tổng hợp|hoàn thiện|tham mưu)(?: \w+){0,3} báo cáo(?: [^\W\d]+){0,6} \Z"
)
_CUT_OFF = re.compile(r"(?:tính|chốt|lấy|cập nhật|tổng hợp) (?:từ[^.;]{0,40}|đến)(?: hết)?(?: ngày)? \Z")


def title_periods(context: CheckContext) -> frozenset[Period]:
    """The periods of the reporting year that the paper's own title names beside the first."""
    found: set[Period] = set()
    for part in context.tree.parts_of(PartKind.TITLE):
        named = (StalePeriod._period(fact) for fact in context.dates_in(part.start, part.end) if part.paper == 0)
        found.update(one for one in named if one is not None and context.period and one.year == context.period.year)
    return frozenset(found)


class StalePeriod(Rule):
    """TIM201.

    Speaks where the period word leads its sentence (`Trong 6 tháng đầu năm 2021, …`) or follows `trong`, so that the
    sentence reports on that period; year words only in a yearly report. Everything that may name another period on
    purpose silences it.
    """

    code = "TIM201"
    name = mark("stale-period")
    severity = Severity.WARNING
    finds = mark("A period word of another reporting period where the sentence speaks of this one.")
    why = mark("Text carried from last period keeps its year in some sentences.")
    silences = mark(
        "Comparisons (`so với cùng kỳ`), `giai đoạn`, `nhiệm kỳ`, names of documents, anniversaries, the "
        "tasks of the next period, and data that begin on 15/12 of the year before."
    )
    source = mark("Decree 09/2019/NĐ-CP: a half-year's data run from 15/12 of the year before to 14/6.")
    bad = Example(
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2022\nI. KẾT QUẢ\nTrong 6 tháng đầu năm 2021, toàn xã đã tổ "
        "chức 12 hội nghị.",
        period="2022-H1",
    )
    good = Example(
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2022\nI. KẾT QUẢ\nTrong 6 tháng đầu năm 2022, toàn xã đã "
        "tổ chức 12 hội nghị, tăng 2 hội nghị so với 6 tháng đầu năm 2021.",
        period="2022-H1",
    )
    kinds = frozenset({DocumentKind.REPORT})
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        first = reporting_period(context)
        if (place := context.once(misdated)) is not None and context.period is not None:
            message = _(
                "the paper is dated {date}, its title says {period}; one of the two places may be wrong",
                date=context.text[slice(*place)],
                period=said(context.period),
            )
            yield self.inconsistent(*place, message, checked=(("dates", place[0]),))
        for fact in ticking(context.facts.dates if first else ()):
            assert first is not None
            now = self._of_its_kind(context, fact, first)
            if any(of_another_year(context, fact, one) for one in {first, *context.once(title_periods)}):
                yield self._stale(fact, now)
            named = self._period(fact)
            paragraph = context.paragraph_at(fact.start)
            if paragraph is None or paragraph.part in (PartKind.LETTERHEAD, PartKind.RECIPIENTS, PartKind.SIGNATURE):
                continue
            old = old_new_year(paragraph, fact, now) and not is_plan(context, fact.start)
            if old or (paragraph.part != PartKind.TITLE and other_years_of_work(context, paragraph, fact)):
                yield self._stale(fact, now)
            if named is None:
                continue
            if any(reference.start <= fact.start < reference.end for reference in paragraph.references):
                continue
            anew = self._plans_anew(context, paragraph, fact) or speaks_of(context, paragraph, fact, named, now)
            if named == now and not anew:
                yield self.consistent(
                    fact.start,
                    fact.end,
                    _("{period} is the reporting period", period=fact.text),
                    (("dates", fact.start),),
                )
            elif named == now or self._is_other(context, paragraph, fact, named, now):
                yield self._stale(fact, now)

    @staticmethod
    def _of_its_kind(context: CheckContext, fact: DateFact, now: Period) -> Period:
        """Of the periods of the title (`tháng 12 và năm 2024`) the one that a period word is held against."""
        named = StalePeriod._period(fact)
        ends = (one for one in context.once(title_periods) if named is not None and one.kind == named.kind)
        return next((one for one in ends if one.months[1] == now.months[1]), now)

    def _stale(self, fact: DateFact, now: Period) -> Outcome:
        message = _(
            "the sentence speaks of “{quote}”, the report of {period}; one of the two places may be wrong",
            quote=fact.text,
            period=said(now),
        )
        return self.inconsistent(fact.start, fact.end, message, checked=(("dates", fact.start),))

    @staticmethod
    def _period(fact: DateFact) -> Period | None:
        kinds = (DateKind.PERIOD, DateKind.YEAR, DateKind.MONTH, DateKind.DATE, DateKind.TERM)
        if fact.iso is None or fact.kind not in kinds:
            return None
        if not re.search(r"\d{4}", fact.text) and not re.search(r"tuần|quý|tháng", fact.text.lower()):
            return None
        try:
            return Period.parse(fact.iso[:7] if fact.kind == DateKind.DATE else fact.iso)
        except PeriodError:
            return None

    def _is_other(
        self, context: CheckContext, paragraph: Paragraph, fact: DateFact, named: Period, now: Period
    ) -> bool:
        if named.kind == PeriodKind.WEEK and (now.kind != PeriodKind.WEEK or _in_title(context, fact)):
            return False  # a week inside a month
        told_of = paragraph.part == PartKind.TITLE or self._names_this_report(paragraph, fact)
        if told_of and fact.kind != DateKind.DATE:
            # The abstract and the closing name this period and the next, and nothing else of their kind.
            ours = {now, now.next()}
            if paragraph.part != PartKind.TITLE:
                ours |= context.once(title_periods)  # `quý III và 9 tháng đầu năm 2023`
            if named.kind == PeriodKind.SPAN == now.kind and named.first == now.last:
                return False  # school years share the year in which one ends and the next begins
            return named.kind in {one.kind for one in ours} and named not in ours and abs(named.year - now.year) <= 2
        if self._names_itself(paragraph, fact, named, now):
            return True
        leads = self._leads(paragraph, fact) or self._of_work(paragraph, fact)
        leads = leads or self._counts(context, paragraph, fact, named, now)
        if self._is_base(paragraph, fact, named, now):
            return False
        if self._to_write(context, paragraph, fact, named, now) or speaks_of(context, paragraph, fact, named, now):
            return True
        return leads and not self._names_now(paragraph, fact, now) and self._is_stale(context, fact, named, now)

    @staticmethod
    def _plans_anew(context: CheckContext, paragraph: Paragraph, fact: DateFact) -> bool:
        """`Năm 2024, tập trung hoàn thành …` among the tasks of the next period: this one is over."""
        at = fact.end - paragraph.start
        start, _end = sentence_at(paragraph.text, at)
        before, after = fold(paragraph.text[start : fact.start - paragraph.start]), fold(paragraph.text[at : at + 40])
        return bool(_LEADS.fullmatch(before) and _SHALL.match(after)) and is_plan(context, fact.start)

    @staticmethod
    def _of_work(paragraph: Paragraph, fact: DateFact) -> bool:
        """`Công tác giảm nghèo năm 2023 được triển khai …`: the subject of the sentence is the work of that period."""
        start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
        before = fold(paragraph.text[start : fact.start - paragraph.start])
        after = fold(paragraph.text[fact.end - paragraph.start : end])
        if _YEARLY.search(before) or re.match(r"[^,;.]{0,20}(?:tổng kết|quyết toán|thanh tra|kiểm toán)", after):
            return False
        return bool(_WORK.fullmatch(before) and _WAS.match(after) and not _COMPARED.search(before + after))

    @staticmethod
    def _names_itself(paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
        """`Hộ nghèo cuối năm 2023 là 112 hộ, giảm 14 hộ so với cuối năm 2023`: nothing is held against itself."""
        start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
        sentence = fold(paragraph.text[start:end])
        before = fold(paragraph.text[start : fact.start - paragraph.start])
        if (
            named.months[0] >= now.months[0]
            or re.search(r"so với|cùng kỳ|so sánh|[(;]", before)
            or _NAMED.search(before)
        ):
            return False
        if re.search(r"(?:năm|kỳ|nhiệm kỳ) (?:nay|này)|hiện (?:nay|có|còn)|đến nay|từ năm|giai đoạn", sentence):
            return False
        dates = [one for one in paragraph.dates if start <= one.start - paragraph.start < end and one is not fact]
        others = [(one, StalePeriod._period(one)) for one in dates]
        before_it = {
            one: fold(paragraph.text[fact.end - paragraph.start : one.start - paragraph.start])
            for one, _other in others
        }
        # `quý I năm 2024 đạt …, tăng 12 % so với cùng kỳ năm 2024`
        others = [
            (one, named if other and _whole_year(other, named) and "cùng kỳ" in before_it[one][-25:] else other)
            for one, other in others
        ]
        if any(other is not None and other != named for _one, other in others):
            return False
        return any(
            other == named
            and one.start > fact.end
            and re.search(
                r"so với [^,;()\d]{0,25}\Z",
                fold(paragraph.text[fact.end - paragraph.start : one.start - paragraph.start]),
            )
            for one, other in others
        )

    @staticmethod
    def _is_base(paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
        """`Toàn huyện có 186 chi hội. Năm 2023 có 190 chi hội.`, `Năm 2023 có 251 hộ nghèo; …; hiện còn 214 hộ`: what
        was before, given as the base of what is."""
        if named.kind != PeriodKind.YEAR or named.months[1] >= now.months[1]:
            return False
        at = fact.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        after = fold(paragraph.text[fact.end - paragraph.start : end])
        state = _STATE.match(after)
        if state is None:
            return False
        counted = next((one for one in paragraph.figures if fact.end <= one.start < paragraph.start + end), None)
        if counted is None or counted.unit is None:
            return False
        now_at = _BY_NOW.search(after)
        first, last = (fact.end + now_at.end(), paragraph.start + end) if now_at else (0, 0)
        if not now_at:
            before, _here = sentence_at(paragraph.text, max(start - 2, 0))
            first, last = paragraph.start + before, paragraph.start + start
        return any(first <= one.start < last and one.unit == counted.unit for one in paragraph.figures)

    @staticmethod
    def _to_write(context: CheckContext, paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
        """`Hoàn thành báo cáo 6 tháng đầu năm 2024` among the tasks of a quarter of 2025."""
        if named.kind not in _PARTS_OF_A_YEAR or not is_plan(context, fact.start):
            return False
        start, _end = sentence_at(paragraph.text, fact.start - paragraph.start)
        before = fold(paragraph.text[start : fact.start - paragraph.start])
        a_year_late = named.months[1] < now.months[0] - 3 and named.moved(1).months[1] > now.months[1]
        return a_year_late and bool(_WRITES.search(before)) and not _COMPARED.search(before)

    @staticmethod
    def _counts(context: CheckContext, paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
        """`Bình xét 6 tháng đầu năm 2023: 1.286 hội viên …`: a half, a quarter, nine months with what was counted in
        them, in a report of another of the kind that compares nothing."""
        if named.kind != now.kind or now.kind not in _PARTS_OF_A_YEAR:
            return False
        at = fact.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        before, sentence = fold(paragraph.text[start:at]), fold(paragraph.text[start:end])
        cited = any(start <= one.start - paragraph.start < end for one in paragraph.references)
        if cited or "(" in before or _COMPARED.search(sentence) or _NAMED.search(before):
            return False
        counted = any(0 <= figure.start - fact.end <= 40 for figure in paragraph.figures)
        told = counted and re.fullmatch(r"[^;:]{0,60}", before) is not None
        ahead = named.months[0] > now.months[0]
        return told and not (ahead and (_AHEAD.search(sentence) or not tells_results(context, fact.start)))

    @staticmethod
    def _names_now(paragraph: Paragraph, fact: DateFact, now: Period) -> bool:
        """Whether the sentence names this period too: it compares the two."""
        start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
        others = [
            StalePeriod._period(other)
            for other in paragraph.dates
            if other is not fact and start <= other.start - paragraph.start < end
        ]
        return any(other is not None and now.holds(other) for other in others)

    @staticmethod
    def _names_this_report(paragraph: Paragraph, fact: DateFact) -> bool:
        """`Trên đây là báo cáo kết quả … 6 tháng đầu năm 2024`, `… báo cáo kết quả … như sau:`."""
        at = fact.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        before, sentence = fold(paragraph.text[start:at]), fold(paragraph.text[start:end])
        report = before.rfind("báo cáo")
        if report < 0 or not re.search(r"\A\s*trên đây là|như sau", sentence) or _COMPARED.search(before[report:]):
            return False
        return not _OTHER_PAPER.search(before[report:])

    @staticmethod
    def _leads(paragraph: Paragraph, fact: DateFact) -> bool:
        """Whether the period word opens its sentence, with nothing about it that names another period on purpose."""
        at = fact.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        before, sentence = fold(paragraph.text[start:at]), fold(paragraph.text[start:end])
        if fact.kind == DateKind.DATE:
            return bool(_CUT_OFF.search(before)) and len(before) < 40
        after = fold(paragraph.text[fact.end - paragraph.start : end])
        if _THIS.search(sentence):
            return False
        if re.match(r"\s*(?:-|–|đến|và|,\s*(?:năm|quý|tháng)?\s*\d)", after) or _NAMED.search(before):
            return False
        if _ONCE.search(after):
            return False
        if _LEADS.fullmatch(before):
            return not _COMPARED.search(_main(sentence, fact, paragraph, start))
        return bool(_WITHIN.search(before)) and not _COMPARED.search(sentence)

    @staticmethod
    def _is_stale(context: CheckContext, fact: DateFact, named: Period, now: Period) -> bool:
        plan = is_plan(context, fact.start)
        if plan and fact.kind != DateKind.DATE and named.months[1] < now.months[0] and named.year >= now.year - 2:
            return True  # nobody plans for what is over
        if fact.kind == DateKind.DATE:
            # The data of a period may begin on 15/12 of the year before; a cut-off two months before it is another
            # period's.
            before = fold(_sentence(context, fact)).split(fold(fact.text))[0]
            of_all = "số liệu" in before and not _COMPARED.search(before)
            return not plan and now.months[0] - 18 <= named.months[1] < now.months[0] - (not of_all)
        if named.kind != now.kind:
            same_next = plan and named.kind == now.next().kind and named.year == now.year - 1
            half_in_year = (
                not plan
                and now.kind == PeriodKind.YEAR
                and named.kind in (PeriodKind.HALF, PeriodKind.NINE_MONTHS)
                and named.year == now.year - 1
            )
            return same_next or half_in_year
        gap = named.months[0] - now.months[0]
        if plan:
            # In the plan this very period, or the one a year before the next, is last report's.
            return named in (now.next().moved(-1), now) and named.months[0] <= now.months[0]
        if gap < 0:
            return gap >= -24
        told = _sentence(context, fact)
        done = re.search(r"(?<!\w)đã(?!\w)", fold(told)) or (
            tells_results(context, fact.start)
            and now.kind in _PARTS_OF_A_YEAR
            and re.search(r"\d", told.split(fact.text)[-1])
        )
        return bool(done) and not _AHEAD.search(fold(told)) and gap <= 12


def period_of(fact: DateFact, *, term: bool = False) -> Period | None:
    """The period a fact names, with its year printed; a term of office only where one is looked for."""
    kinds = (DateKind.PERIOD, DateKind.YEAR, DateKind.MONTH, *((DateKind.TERM,) if term else ()))
    if fact.iso is None or fact.kind not in kinds:
        return None
    if not re.search(r"(?:19|20)\d{2}", fact.text):
        return None
    try:
        return Period.parse(fact.iso)
    except PeriodError:
        return None


def _in_title(context: CheckContext, fact: DateFact) -> bool:
    parts = (part for part in context.tree.parts_of(PartKind.TITLE) if part.paper == 0)
    return any(fold(fact.text) in fold(context.text[part.start : part.end]) for part in parts)


def _whole_year(year: Period, part: Period) -> bool:
    return year.kind == PeriodKind.YEAR and year.year == part.year and part.kind in _PARTS_OF_A_YEAR


def _sentence(context: CheckContext, fact: DateFact) -> str:
    paragraph = context.paragraph_at(fact.start)
    if paragraph is None:
        return ""
    start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
    return paragraph.text[start:end]


def _main(sentence: str, fact: DateFact, paragraph: Paragraph, start: int) -> str:
    """The sentence up to a comparison that its last clause may hold: `Trong 6 tháng đầu năm 2021, … tăng 2 % so với
    cùng kỳ` reports on the period that leads it."""
    at = fact.end - paragraph.start - start
    head = re.split(r",|;", sentence[at:], maxsplit=1)
    return sentence[:at] + head[0]


def said(period: Period) -> str:
    """A period as Vietnamese reports name it."""
    match period.kind:
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case PeriodKind.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[(period.number or 1) - 1]}/{period.year}"
        case PeriodKind.MONTH:
            return f"tháng {period.number}/{period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng năm {period.year}"
        case PeriodKind.WEEK:
            return f"tuần {period.number}/{period.year}"
        case PeriodKind.SPAN:
            return f"{period.first} - {period.last}"
        case _:
            return f"năm {period.year}"
