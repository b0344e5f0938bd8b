"""TIM204, TIM208, TIM209, TIM211: events told too early, ordinals and terms, one event on two days, two cut-offs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from drafter.checking.clauses import is_plan, sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.dates import issue_dates
from drafter.checking.rules.tim_cited import is_day, said_day
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, DateKind, DateRole
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_AHEAD = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|sắp|chuẩn bị|kế hoạch|chương trình|phấn đấu|tiếp tục|thời hạn|trước ngày|chậm nhất|hạn|"
    r"đến ngày|"
    r"hiệu lực|giai đoạn|nhiệm kỳ|lộ trình|đăng ký|hướng tới|chào mừng|kỷ niệm|tiến tới|đề nghị|yêu cầu|thời gian tới|"
    r"hoàn thành "
    r"trước)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_LEADING = re.compile(r"\A[\s\W]*(?:vào |trong |sáng |chiều |tối )?(?:ngày )?\Z")
_DID = re.compile(
    r"(?<!\w)(?:tổ chức|tiến hành|ban hành|trao|thăm|khai mạc|diễn ra|khánh thành|phối hợp|tham dự|ra quân)(?!\w)"
)


# What came into being on the day that follows.
_CAME = re.compile(
    r"(?<!\w)(?:thông qua|ban hành|phê duyệt|khánh thành|ký kết|thành lập|công nhận|ra mắt|khai mạc|bế mạc|"
    r"kết nạp)(?: vào)?(?: ngày)?\s*\Z"
)


def _clause(before: str) -> str:
    return re.split(r"[,;]\s", before)[-1]


class FutureEvent(Rule):
    """TIM204."""

    code = "TIM204"
    name = mark("future-event")
    severity = Severity.WARNING
    finds = mark("An event told as done lies after the report's own date.")
    why = mark("Either the day is wrong or the event has not happened yet.")
    silences = mark("What is planned (`dự kiến`, `sẽ`, the part on tasks), deadlines, papers without a date.")
    bad = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nBÁO CÁO\nKết quả tháng 5 năm 2023\nI. KẾT QUẢ\n"
        "Ngày 20/5/2023, xã đã tổ chức hội nghị đối thoại với Nhân dân."
    )
    good = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nBÁO CÁO\nKết quả tháng 5 năm 2023\nI. KẾT QUẢ\n"
        "Ngày 10/5/2023, xã đã tổ chức hội nghị đối thoại; dự kiến ngày 20/5/2023 tổ chức lễ phát động."
    )
    kinds = frozenset({DocumentKind.REPORT})
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        own = context.once(issue_dates)
        for fact in ticking(context.facts.dates):
            issued = own.get(context.paper_index(fact.start))
            paragraph = context.paragraph_at(fact.start)
            if issued is None or paragraph is None or fact.kind != DateKind.DATE or not is_day(fact.iso):
                continue
            assert fact.iso
            if self._counts_ahead(context, paragraph, fact, issued[0]):
                yield self._early(fact, issued)
                continue
            if fact.role != DateRole.EVENT or paragraph.part not in (None, PartKind.PREAMBLE):
                continue
            if any(r.start <= fact.start < r.end for r in paragraph.references):
                continue
            at = fact.start - paragraph.start
            start, end = sentence_at(paragraph.text, at)
            sentence = fold(paragraph.text[start:end])
            leads = bool(_LEADING.match(fold(paragraph.text[start:at])) and _DID.search(sentence))
            clause = _clause(fold(paragraph.text[start:at]))
            behind = re.split(r"[,;]\s", fold(paragraph.text[fact.end - paragraph.start : end]))[0]
            # What was done stands right behind its day: the rest of the sentence may look ahead.
            came = _CAME.search(clause) is not None or re.match(r"[^.]{0,40}?(?<!\w)đã(?!\w)", behind) is not None
            clause += behind if came else ""
            if not (_DONE.search(sentence) or leads or came):
                continue
            if fact.iso <= issued[0]:
                message = _(
                    "{date} is not after the paper's date {issued}", date=said_day(fact.iso), issued=said_day(issued[0])
                )
                yield self.consistent(fact.start, fact.end, message, (("dates", fact.start),))
                continue
            if _AHEAD.search(clause if came else sentence) or is_plan(context, fact.start):
                continue
            yield self._early(fact, issued)

    def _early(self, fact: DateFact, issued: tuple[str, int, int]) -> Outcome:
        message = _(
            "“{quote}” is told as done, the paper is dated {issued}; one of the two places may be wrong",
            quote=fact.text,
            issued=said_day(issued[0]),
        )
        related = (Related(issued[1], issued[2], _("the paper's date")),) if issued[2] else ()
        return self.inconsistent(fact.start, fact.end, message, related=related, checked=(("dates", fact.start),))

    @staticmethod
    def _counts_ahead(context: CheckContext, paragraph: Paragraph, fact: DateFact, issued: str) -> bool:
        """`(Số liệu tính đến 07 giờ ngày 02/12/2023)` in a paper of 02/11/2023; the end of a month may be an estimate's."""
        assert fact.iso
        day, own = date.fromisoformat(fact.iso), date.fromisoformat(issued)
        if not _SOON <= (day - own).days <= 400 or (day + timedelta(days=1)).day == 1 or is_plan(context, fact.start):
            return False
        start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
        before, whole = fold(paragraph.text[start : fact.start - paragraph.start]), fold(paragraph.text[start:end])
        return bool(_COUNTED_TO.search(before)) and not re.search(r"ước|dự kiến|kế hoạch|(?<!\w)sẽ(?!\w)", whole)


_SOON = 20
_COUNTED_TO = re.compile(
    r"(?:tính|số liệu|chốt|cập nhật|tổng hợp)[^.;]{0,30}? đến (?:\d{1,2} giờ )?(?:hết )?(?:ngày )?\Z"
)
_ORDINAL = re.compile(
    r"(?<!\w)(?P<body>đại hội[^,;.()\n]{0,80}?|(?:quốc hội|hội đồng nhân dân|hđnd|ủy ban mttq|"
    r"ban chấp hành)[^,;.()\n]{0,50}?)"
    r"\s*(?:lần thứ|khóa)\s+(?P<ordinal>[ivxlc]{1,6}|"
    r"\d{1,2})(?!\w)(?P<behind>[^;.()\n]{0,40}?)[,(]?\s*\(?\s*nhiệm kỳ\s+"
    r"(?P<first>(?:19|20)\d{2})\s*(?:-|–|—)\s*(?P<last>(?:19|20)\d{2})"
)


# The full names of bodies whose congresses are told by a short one.
_SHORT = (
    (re.compile(r"đoàn (?:tncs|thanh niên cộng sản) hồ chí minh|đoàn thanh niên"), "đoàn"),
    (re.compile(r"hội (?:lhpn|liên hiệp phụ nữ)(?: việt nam)?"), "hội phụ nữ"),
    (re.compile(r"hội (?:ccb|cựu chiến binh)(?: việt nam)?"), "hội ccb"),
    (re.compile(r"hội nông dân việt nam"), "hội nông dân"),
    (re.compile(r"(?:mặt trận tổ quốc|mttq)(?: việt nam)?"), "mttq"),
    (re.compile(r"hội đồng nhân dân"), "hđnd"),
    (re.compile(r"\b(?:nghị quyết|đại biểu|toàn quốc|các cấp|của|việc|thực hiện)\b"), ""),
)


def _body(name: str) -> str:
    said = fold_words(name)
    for long, short in _SHORT:
        said = long.sub(short, said)
    return " ".join(said.split())


def _one_body(a: str, b: str) -> bool:
    """Whether two names are one body's, the shorter without its place: `đảng bộ xã`, `đảng bộ xã sơn hà`."""
    short, long = sorted((a, b), key=len)
    levelled = re.search(r"\b(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh)\Z", short)
    return a == b or (levelled is not None and long.startswith(f"{short} "))


def _of_terms(context: CheckContext) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in context.paragraphs if "nhiệm kỳ" in paragraph.text.lower())


class OrdinalConflict(Rule):
    """TIM208."""

    code = "TIM208"
    name = mark("ordinal-conflict")
    severity = Severity.WARNING
    finds = mark("One congress or term has two ordinals, or one ordinal two terms.")
    why = mark("One of the two was kept from the last term.")
    silences = mark("Congresses of different bodies.")
    bad = Example(
        "Triển khai Nghị quyết Đại hội Đảng bộ xã lần thứ XXV, nhiệm kỳ 2020 - 2025.\nQuán triệt Nghị quyết Đại hội Đảng bộ "
        "xã lần thứ XXIV, nhiệm kỳ 2020 - 2025."
    )
    good = Example(
        "Triển khai Nghị quyết Đại hội Đảng bộ xã lần thứ XXV, nhiệm kỳ 2020 - 2025.\nQuán triệt Nghị quyết Đại hội Đảng bộ "
        "huyện lần thứ XXIV, nhiệm kỳ 2020 - 2025."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        seen: dict[str, list[tuple[str, str, int, int]]] = {}
        for paragraph in ticking(context.once(_of_terms)):
            text = paragraph.text.lower()
            if len(text) != len(paragraph.text):
                continue
            for found in _ORDINAL.finditer(text):
                body = _body(f"{found['body']} {found['behind']}")
                start = paragraph.start + found.start("ordinal")
                end = paragraph.start + found.end("last")
                term = f"{found['first']}-{found['last']}"
                yield from self._judge(context, seen, body, found["ordinal"].upper(), term, start, end)

    def _judge(
        self,
        context: CheckContext,
        seen: dict[str, list[tuple[str, str, int, int]]],
        body: str,
        ordinal: str,
        term: str,
        start: int,
        end: int,
    ) -> Iterator[Outcome]:
        others = seen.setdefault(next((key for key in seen if _one_body(key, body)), body), [])
        for other, other_term, first, last in others:
            if (other == ordinal) == (other_term == term):
                continue
            message = _(
                "“{a}” and “{b}” for one body; one of the two places may be wrong",
                a=context.text[first:last],
                b=context.text[start:end],
            )
            related = (Related(first, last, _("the other place")),)
            yield self.inconsistent(start, end, message, related=related)
            break
        others.append((ordinal, term, start, end))


_EVENT = re.compile(
    r"(?<!\w)(?P<event>(?:hội nghị|đại hội|lễ|ngày hội|hội thi|cuộc thi|hội thảo|kỳ họp|liên hoan|giải|diễn đàn|"
    r"hội trại|diễn tập|hội thao)(?!\w)"
    r"(?:[^,.;:()\d\n]|(?:19|20)\d\d){10,110}?)\s*(?:,|\(|-)?\s*(?:đã |được |sẽ |khai mạc |tổ chức |"
    r"diễn ra |vào |trong |từ )*(?:ngày )?\Z"
)
_HELD = re.compile(
    r"\A\s*,?\s*(?:[^,.;:()\n]{0,80}?(?:tổ chức|khai mạc|diễn ra|tham dự|dự)(?: thành công)?\s+)(?P<event>(?:hội nghị|"
    r"đại hội|lễ|"
    r"ngày hội|hội thi|cuộc thi|hội thảo|kỳ họp|liên hoan|giải|diễn đàn|hội trại)(?!\w)(?:[^,.;:()\d\n]|(?:19|"
    r"20)\d\d){10,110}?)"
    r"(?=\s*(?:[,.;:()\n]|với \d|có \d|cho \d|\Z))"
)


class EventTwoDates(Rule):
    """TIM209."""

    code = "TIM209"
    name = mark("event-two-dates")
    severity = Severity.WARNING
    finds = mark("One named event is told with two dates of one year.")
    why = mark("One of the two dates is wrong.")
    silences = mark("Yearly events, events of several days, names of three words or fewer.")
    bad = Example(
        "Ngày 12/4/2023, xã tổ chức Hội nghị biểu dương gia đình văn hóa tiêu biểu.\nHội nghị biểu dương gia đình văn hóa "
        "tiêu biểu, tổ chức ngày 21/4/2023, có 90 người dự."
    )
    good = Example(
        "Ngày 12/4/2023, xã tổ chức Hội nghị biểu dương gia đình văn hóa tiêu biểu.\nHội nghị biểu dương gia đình văn hóa "
        "tiêu biểu, tổ chức ngày 12/4/2023, có 90 người dự."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield from self._passed(context)
        seen: dict[str, DateFact] = {}
        for name, fact in context.once(_events):
            other = seen.setdefault(name, fact)
            assert other.iso and fact.iso
            checked = (("dates", fact.start), ("dates", other.start))
            if other is fact or other.iso[:4] != fact.iso[:4]:
                continue
            if other.iso == fact.iso:
                yield self.consistent(fact.start, fact.end, _("the same day as in the other place"), checked)
                continue
            message = _(
                "“{event}” on {a} and on {b}; one of the two places may be wrong",
                event=name,
                a=said_day(other.iso),
                b=said_day(fact.iso),
            )
            related = (Related(other.start, other.end, _("the other place")),)
            yield self.inconsistent(fact.start, fact.end, message, related=related, checked=checked)

    def _passed(self, context: CheckContext) -> Iterator[Outcome]:
        """`Nghị quyết này đã được … thông qua ngày 21/12/2022` in the resolution of 21/12/2023."""
        own = context.once(issue_dates)
        for fact in context.once(_passed_days):
            issued = own.get(context.paper_index(fact.start))
            if issued is None:
                continue
            late = date.fromisoformat(issued[0]) - date.fromisoformat(fact.iso or "")
            if not 300 <= late.days <= 430:
                continue
            message = _(
                "“{event}” on {a} and on {b}; one of the two places may be wrong",
                event=_("the paper itself"),
                a=said_day(issued[0]),
                b=said_day(fact.iso or ""),
            )
            related = (Related(issued[1], issued[2], _("the paper's date")),) if issued[2] else ()
            yield self.inconsistent(fact.start, fact.end, message, related=related, checked=(("dates", fact.start),))


_OF_ITSELF = re.compile(
    r"(?:nghị quyết|quyết định|quy chế|kế hoạch) này (?:đã )?được [^.;]{3,160}thông qua [^.;]{0,60}\Z"
)


def _passed_days(context: CheckContext) -> tuple[DateFact, ...]:
    """Days on which a paper says that it was passed itself."""
    return tuple(
        fact
        for paragraph in ticking(context.paragraphs)
        for fact in paragraph.dates
        if fact.kind == DateKind.DATE
        and is_day(fact.iso)
        and _OF_ITSELF.search(fold(paragraph.text[: fact.start - paragraph.start]))
    )


def _events(context: CheckContext) -> tuple[tuple[str, DateFact], ...]:
    """Named events with their days."""
    found: list[tuple[str, DateFact]] = []
    for paragraph in ticking(context.paragraphs):
        low = paragraph.text.lower()
        if len(low) != len(paragraph.text) or len(low) > 20000:
            continue
        for fact in paragraph.dates:
            if fact.kind != DateKind.DATE or not is_day(fact.iso) or fact.role not in _HELD_ROLES:
                continue
            if any(r.start <= fact.start < r.end for r in paragraph.references):
                continue
            if (name := _event(low, fact, paragraph.start)) is not None:
                found.append((name, fact))
    return tuple(found)


def _event(low: str, fact: DateFact, start: int) -> str | None:
    before = low[max(0, fact.start - start - 160) : fact.start - start]
    found = _EVENT.search(before) or _HELD.match(low[fact.end - start : fact.end - start + 240])
    if found is None:
        return None
    words = re.sub(r"\s+(?:đã|được|sẽ|tổ chức|diễn ra|khai mạc|vào|ngày|tại.*|do.*|năm)$", "", found["event"])
    words = fold_words(words)
    return words if len(words.split()) >= 5 else None


_HELD_ROLES = (DateRole.EVENT, DateRole.OTHER, DateRole.ISSUE_DATE)
_DATA = re.compile(
    r"(?<!riêng )(?<!\w)số liệu[^.;\n]{0,80}?(?:tính|chốt|tổng hợp|lấy|cập nhật)[^.;\n]{0,20}?(?:đến|tại)(?: hết)?"
    r"(?: ngày)?\s*\Z"
)


# Before a range of days that the data are of: `(số liệu tính từ ngày 15/11/2023 đến ngày 14/11/2024)`.
_DATA_OF = re.compile(r"(?:số liệu|kỳ báo cáo|thời gian báo cáo|thời kỳ báo cáo)[^.;\n]{0,80}\Z")


def _last_day(fact: DateFact) -> str | None:
    """The day up to which a date or a range of days counts."""
    last = (fact.iso or "").rpartition("/")[2] if fact.kind in (DateKind.DATE, DateKind.RANGE) else None
    return last if last and is_day(last) else None


def _cut_offs(context: CheckContext) -> tuple[DateFact, ...]:
    """The days up to which the report's data count."""
    found: list[DateFact] = []
    for fact in ticking(context.facts.dates):
        paragraph = context.paragraph_at(fact.start)
        if paragraph is None or paragraph.part == PartKind.APPENDIX or _last_day(fact) is None:
            continue
        at = fact.start - paragraph.start
        told = _DATA if fact.kind == DateKind.DATE else _DATA_OF
        if told.search(fold(paragraph.text[max(0, at - 140) : at])):
            found.append(fact)
    return tuple(found)


class CutOff(Rule):
    """TIM211."""

    code = "TIM211"
    name = mark("cut-off")
    severity = Severity.WARNING
    finds = mark("Two cut-off dates for the report's data.")
    why = mark("Nobody can tell up to which day the figures count.")
    silences = mark("Tables and appendices with a cut-off of their own, cut-offs of single figures.")
    bad = Example(
        "BÁO CÁO\nKết quả 6 tháng đầu năm 2023\n"
        "Số liệu trong báo cáo được tính đến ngày 31/5/2023.\nCác số liệu trong báo cáo tổng hợp đến ngày 14/6/2023."
    )
    good = Example(
        "BÁO CÁO\nKết quả 6 tháng đầu năm 2023\n"
        "Số liệu trong báo cáo được tính đến ngày 14/6/2023.\nTính đến ngày 31/5/2023, dư nợ ủy thác đạt 12 tỷ đồng."
    )
    kinds = frozenset({DocumentKind.REPORT})
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        first: DateFact | None = None
        for fact in context.once(_cut_offs):
            if first is None or _last_day(first) == _last_day(fact):
                first = first or fact
                continue
            message = _(
                "the data count up to {b} here and up to {a} in another place; one of the two may be wrong",
                a=first.text,
                b=fact.text,
            )
            related = (Related(first.start, first.end, _("the other place")),)
            yield self.inconsistent(
                fact.start, fact.end, message, related=related, checked=(("dates", fact.start), ("dates", first.start))
            )
