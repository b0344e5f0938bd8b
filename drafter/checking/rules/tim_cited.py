"""TIM205, TIM207, TIM210: dates of cited documents, years the wrong way round, letters that ask for a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, ParagraphRule, Rule
from drafter.checking.rules.dates import issue_dates
from drafter.checking.rules.periods import period_of, said
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, DateKind, Reference
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.period import Period, PeriodKind

_ = catalogue("checking")


def is_day(iso: str | None) -> bool:
    return bool(iso and re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso))


def said_day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


class CitedFromTheFuture(Rule):
    """TIM205."""

    code = "TIM205"
    name = mark("cited-from-the-future")
    severity = Severity.ERROR
    finds = mark("A cited document is dated after the paper that cites it.")
    why = mark("Nobody can cite what is not yet signed: one of the two dates is wrong.")
    silences = mark("Papers without a date of their own, the paper's own number line, documents still to be issued.")
    bad = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nBÁO CÁO\nKết quả tháng 5 năm 2023\n"
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/6/2023 của UBND huyện."
    )
    good = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nBÁO CÁO\nKết quả tháng 5 năm 2023\n"
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/4/2023 của UBND huyện."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        own = context.once(issue_dates)
        yield from self._laws(context, own)
        for reference in ticking(context.facts.references):
            yield from self._year_of_symbol(context, reference, own)
            if reference.own or not is_day(reference.date) or reference.date_start is None:
                continue
            issued = own.get(context.paper_index(reference.start))
            if issued is None:
                continue
            iso, start, end = issued
            assert reference.date
            checked = (("references", reference.start),)
            if reference.date <= iso:
                message = _(
                    "{date} is not after the paper's date {issued}", date=said_day(reference.date), issued=said_day(iso)
                )
                yield self.consistent(reference.start, reference.end, message, checked)
                continue
            if self._is_to_come(context, reference):
                yield self.undecided(reference.start, reference.end, _("the document is told as still to come"))
                continue
            message = _(
                "“{symbol}” is dated {date}, after this paper's own date {issued}; one of the two may be wrong",
                symbol=reference.symbol_as_written or reference.text[:40],
                date=said_day(reference.date),
                issued=said_day(iso),
            )
            related = (Related(start, end, _("the paper's date")),) if end else ()
            first, last = reference.date_start, reference.date_end or reference.end
            yield self.inconsistent(first, last, message, related=related, checked=checked)

    def _year_of_symbol(
        self, context: CheckContext, reference: Reference, own: dict[int, tuple[str, int, int]]
    ) -> Iterator[Outcome]:
        """`Nghị định số 12/2025/NĐ-CP` in a paper of 2024: a legal document carries its year."""
        issued = own.get(context.paper_index(reference.start))
        year = re.match(r"\d{1,5}/(20\d{2})/", reference.symbol or "")
        if issued is None or year is None or reference.own or reference.date or int(year[1]) <= int(issued[0][:4]):
            return
        if self._is_to_come(context, reference) or reference.symbol_start is None:
            return
        message = _(
            "“{symbol}” is dated {date}, after this paper's own date {issued}; one of the two may be wrong",
            symbol=reference.symbol_as_written or reference.symbol,
            date=year[1],
            issued=said_day(issued[0]),
        )
        related = (Related(issued[1], issued[2], _("the paper's date")),) if issued[2] else ()
        start, end = reference.symbol_start, reference.symbol_end or reference.end
        yield self.inconsistent(start, end, message, related=related, checked=(("references", reference.start),))

    @staticmethod
    def _is_to_come(context: CheckContext, reference: Reference) -> bool:
        """`Dự kiến ban hành Kế hoạch số … ngày …`, `Báo cáo số … ngày … sẽ được trình …`."""
        paragraph = context.paragraph_at(reference.start)
        if paragraph is None:
            return False
        at = reference.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        behind = max(reference.end, reference.date_end or 0) - paragraph.start
        return bool(
            _ANNOUNCED.search(fold(paragraph.text[start:at]))
            or _LATER.match(fold(paragraph.text[behind : max(end, behind)]))
        )

    def _laws(self, context: CheckContext, own: dict[int, tuple[str, int, int]]) -> Iterator[Outcome]:
        for fact in ticking(context.facts.dates):
            issued = own.get(context.paper_index(fact.start))
            if issued is None or fact.kind != DateKind.DATE or not is_day(fact.iso) or (fact.iso or "") <= issued[0]:
                continue
            lead = fold(context.text[max(0, fact.start - 130) : fact.start]).rpartition("\n")[2]
            if not _LAW.search(lead):
                continue
            message = _(
                "“{symbol}” is dated {date}, after this paper's own date {issued}; one of the two may be wrong",
                symbol=(_LAW.search(lead) or [lead])[0].removesuffix("ngày ").strip(),
                date=said_day(fact.iso or ""),
                issued=said_day(issued[0]),
            )
            related = (Related(issued[1], issued[2], _("the paper's date")),) if issued[2] else ()
            yield self.inconsistent(fact.start, fact.end, message, related=related, checked=(("dates", fact.start),))


# A law is cited by its name and day: `Luật Tổ chức chính quyền địa phương ngày 19/6/2015`.
_LAW = re.compile(r"(?<!\w)(?:luật|bộ luật|pháp lệnh|hiến pháp) [^,;.()\d]{3,90} ngày\s*\Z")


_ISSUING = (
    r"(?:được |tiếp tục )?(?:ban hành|ký|trình|thông qua|công bố|gửi|phát hành|hoàn thiện|hoàn thành|có hiệu lực)"
)
_ANNOUNCED = re.compile(rf"(?<!\w)(?:sẽ|dự kiến|chuẩn bị|sắp)(?: sẽ)? {_ISSUING}(?!\w)[^,;:]{{0,60}}\Z")
_LATER = re.compile(rf"[^,;:]{{0,80}}?(?<!\w)(?:sẽ|dự kiến|sắp)(?: sẽ)? {_ISSUING}(?!\w)")

_SPAN = re.compile(
    r"(?<!\w)(?P<word>nhiệm kỳ|giai đoạn|niên khóa|năm học|từ năm|(?:khóa|lần thứ) [ivxlc]+|"
    r"trong các năm)\s*:?\s*\(?\s*(?:năm )?(?P<first>(?:19|20)\d{2})"
    r"\s*(?:-|–|—|đến(?: hết)?(?: năm)?|tới(?: năm)?)\s*(?:năm )?(?P<last>(?:19|20)\d{2})(?!\d|[/.]\d)"
)
_DAYS = re.compile(
    r"\(\s*(?:ngày )?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?P<first>(?:18|19|20)\d{2})\s*(?:-|–|—|đến(?: ngày)?)\s*"
    r"(?:ngày )?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?P<last>(?:18|19|20)\d{2})\s*\)"
)


class YearsReversed(ParagraphRule):
    """TIM207."""

    code = "TIM207"
    name = mark("years-reversed")
    severity = Severity.ERROR
    finds = mark("The years of a term or period stand the wrong way round (`nhiệm kỳ 2026 - 2021`).")
    why = mark("A term ends after it begins.")
    silences = mark("Years that are a list or a comparison (`năm 2023 so với 2022`), numbers of documents.")
    bad = Example("Triển khai nghị quyết đại hội nhiệm kỳ 2026 - 2021.")
    good = Example("Triển khai nghị quyết đại hội nhiệm kỳ 2021 - 2026; năm 2023 so với năm 2022 tăng 5 mô hình.")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        text = paragraph.text.lower()
        if len(text) != len(paragraph.text):
            return
        for pattern in (_SPAN, _DAYS):
            for found in pattern.finditer(text):
                start, end = paragraph.start + found.start(), paragraph.start + found.end()
                checked = tuple(("dates", d.start) for d in paragraph.dates if start <= d.start < end)
                first, last = int(found["first"]), int(found["last"])
                if first > last:
                    message = _(
                        "“{quote}”: {last} lies before {first}", quote=context.text[start:end], first=first, last=last
                    )
                    yield self.inconsistent(start, end, message, checked=checked)
                elif first < last:
                    yield self.consistent(start, end, f"{first} < {last}", checked)
        for fact in paragraph.dates:
            if fact.kind != DateKind.RANGE or not fact.iso or len(re.findall(r"(?:19|20)\d{2}", fact.text)) < 2:
                continue
            begins, _slash, ends = fact.iso.partition("/")
            named = any(p.search(text, max(fact.start - paragraph.start - 14, 0)) for p in (_SPAN, _DAYS))
            if len(begins) == len(ends) == 10 and begins > ends and not named:
                message = _(
                    "“{quote}”: {last} lies before {first}",
                    quote=fact.text,
                    first=said_day(begins),
                    last=said_day(ends),
                )
                yield self.inconsistent(fact.start, fact.end, message, checked=(("dates", fact.start),))


_REQUESTS = frozenset({"công văn", "hướng dẫn", "thông báo", "văn bản", "công điện"})
_TITLE_ENDS = re.compile(
    r";|[.](?=\s)|,\s+(?=(?:ban|ủy ban|uỷ ban|ubnd|mặt trận|hội|đoàn|đảng|xã|toàn|các|trong|đến|kết quả|"
    r"thường trực)(?!\w))"
)
_ABOUT_REPORT = re.compile(r"(?<!\w)(?:báo cáo|đề cương|số liệu|sơ kết|tổng kết)(?!\w)")


_ANSWERED = frozenset({"công văn", "hướng dẫn", "công điện"})
_ANSWERS = re.compile(r"\W*(?:thực hiện|căn cứ|theo)(?: nội dung| yêu cầu tại)? (?:công văn|hướng dẫn|công điện)")
_REPORTS = re.compile(r"báo cáo (?:kết quả|tình hình|công tác|tổng kết|sơ kết)[^.;]*như sau\W*\Z")
_SETS = re.compile(
    r"(?:\A|về |việc )(?:việc )?giao (?:các )?(?:chỉ tiêu|kế hoạch|dự toán|nhiệm vụ)(?!.*(?:bổ sung|điều chỉnh|đợt))"
)


class RequestYear(Rule):
    """TIM210.

    A letter that asks for the report of a period is written shortly before the period ends or behind it. Speaks where
    the letter lies outside and the same day a year later or earlier lies inside.
    """

    code = "TIM210"
    name = mark("request-year")
    severity = Severity.WARNING
    finds = mark("The letter that asks for a period's report is dated a year too early or too late.")
    why = mark("The number was renewed and the year of the date was not.")
    silences = mark("Plans and resolutions made the year before, letters about other things than reports.")
    bad = Example("Thực hiện Công văn số 112/MTTQ-BTT ngày 20/5/2022 về việc xây dựng báo cáo 6 tháng đầu năm 2023.")
    good = Example(
        "Thực hiện Công văn số 112/MTTQ-BTT ngày 20/5/2023 về việc xây dựng báo cáo 6 tháng đầu năm 2023, Kế hoạch số "
        "88/KH-UBND ngày 15/12/2022 về công tác năm 2023."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for reference in ticking(context.facts.references):
            if reference.own or not is_day(reference.date) or fold(reference.type or "") not in _REQUESTS:
                continue
            fact = self._asked(context, reference)
            period = period_of(fact) if fact is not None else None
            if fact is None or period is None or period.kind in (PeriodKind.SPAN, PeriodKind.WEEK):
                continue
            yield from self._judge(reference, fact, period)
        yield from self._answered(context)
        yield from self._targets(context)

    def _answered(self, context: CheckContext) -> Iterator[Outcome]:
        """`Thực hiện Công văn số … ngày 20/5/2024 …, Hội báo cáo kết quả … 6 tháng đầu năm 2025 như sau:`: the letter that the
        report answers came shortly before it, and its day a year later would fit."""
        issued = context.once(issue_dates).get(0)
        for paragraph in ticking(context.paragraphs if issued else ()):
            text = fold(paragraph.text)
            asked = [r for r in paragraph.references if is_day(r.date) and fold(r.type or "") in _ANSWERED]
            if issued is None or len(asked) != 1 or len(paragraph.references) != 1 or not _ANSWERS.match(text):
                continue
            (reference,) = asked
            assert reference.date
            late = date.fromisoformat(issued[0]) - date.fromisoformat(reference.date)
            if reference.title or not 330 <= late.days <= 430 or not _REPORTS.search(text):
                continue
            start = reference.date_start if reference.date_start is not None else reference.start
            message = _(
                "a request about “{period}” dated {date}: a year off; one of the two places may be wrong",
                period=said(context.period) if context.period else said_day(issued[0]),
                date=said_day(reference.date),
            )
            related = (Related(issued[1], issued[2], _("the paper's date")),) if issued[2] else ()
            end = reference.date_end or reference.end
            yield self.inconsistent(start, end, message, related=related, checked=(("references", reference.start),))

    def _targets(self, context: CheckContext) -> Iterator[Outcome]:
        """`Quyết định số … ngày 12/12/2024 … về giao chỉ tiêu kế hoạch … năm 2024`: targets are set before their year."""
        for reference in ticking(context.facts.references):
            if reference.own or not is_day(reference.date) or not _SETS.search(fold(reference.title or "")):
                continue
            at = max(reference.end, reference.date_end or 0)
            named = [
                d for d in context.dates_in(reference.start, at + 200) if period_of(d) and d.start >= reference.start
            ]
            years = {
                p
                for d in named
                if (p := period_of(d)) and p.kind == PeriodKind.YEAR and str(p.year) in (reference.title or "")
            }
            assert reference.date
            if (
                len(years) == 1
                and reference.date[:4] == str(next(iter(years)).year)
                and reference.date[5:7] in ("11", "12")
            ):
                fact = next(d for d in named if period_of(d) in years)
                start = reference.date_start if reference.date_start is not None else reference.start
                message = _(
                    "a request about “{period}” dated {date}: a year off; one of the two places may be wrong",
                    period=fact.text,
                    date=said_day(reference.date),
                )
                related = (Related(fact.start, fact.end, _("the period asked for")),)
                yield self.inconsistent(start, reference.date_end or reference.end, message, related=related)

    @staticmethod
    def _asked(context: CheckContext, reference: Reference) -> DateFact | None:
        """The period in the title of a letter that asks for a report."""
        paragraph = context.paragraph_at(reference.start)
        if paragraph is None:
            return None
        at = max(reference.end, reference.date_end or 0) - paragraph.start
        _start, end = sentence_at(paragraph.text, at)
        following = next(
            (r.start - paragraph.start for r in paragraph.references if r.start >= at + paragraph.start), end
        )
        title = fold(paragraph.text[at : min(end, following, at + 260)])
        head = re.search(r"(?:về việc|v/v|(?<!\w)về)(?!\w)", title)
        if head is None:
            return None
        comma = _TITLE_ENDS.search(title, head.end())
        stop = at + (comma.start() if comma else len(title))
        asked = title[head.end() : stop - at]
        if not _ABOUT_REPORT.search(asked) or re.search(r"kế hoạch|chương trình công tác|giai đoạn|nhiệm kỳ", asked):
            return None
        first, last = paragraph.start + at + head.end(), paragraph.start + stop
        return next((d for d in context.dates_in(first, last) if period_of(d) is not None), None)

    def _judge(self, reference: Reference, fact: DateFact, period: Period) -> Iterator[Outcome]:
        assert reference.date
        day = date.fromisoformat(reference.date)
        begins, ends = period.months
        month = day.year * 12 + day.month - 1
        checked = (("references", reference.start), ("dates", fact.start))
        early = 0 if period.kind == PeriodKind.YEAR else 1
        if begins - early <= month <= ends + 3:
            message = _("{date} fits {period}", date=said_day(reference.date), period=fact.text)
            yield self.consistent(reference.start, reference.end, message, checked)
            return
        shift = 12 if month < begins else -12
        if not begins <= month + shift <= ends + 2:
            return
        start = reference.date_start if reference.date_start is not None else reference.start
        end = reference.date_end or reference.end
        message = _(
            "a request about “{period}” dated {date}: a year off; one of the two places may be wrong",
            period=fact.text,
            date=said_day(reference.date),
        )
        related = (Related(fact.start, fact.end, _("the period asked for")),)
        yield self.inconsistent(start, end, message, related=related, checked=checked)
