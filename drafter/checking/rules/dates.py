"""TIM202, TIM203: dates that cannot be, deadlines that lie before their paper."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache

from drafter.checking.clauses import is_plan, sentence_at, tells_results
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, ParagraphRule, Rule
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, DateKind, DateRole
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.period import Period
from drafter.model.section import DocumentKind, Paper, PartKind

_ = catalogue("checking")

_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2})(?![\w/-]|[.,]\d)"
)
_DAY_MONTH = re.compile(
    r"(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm)\s+(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?![\w/-]|[.,]\d)", re.IGNORECASE
)
_WORDS = re.compile(
    r"(?<!\w)ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>\d{4}))?(?!\d)", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?<!\w)tháng\s+(?P<month>\d{1,2})(?:\s*/\s*|\s+năm\s+)(?P<year>(?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
_WEEKDAYS = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "bốn": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "bẩy": 5,
    "2": 0,
    "3": 1,
    "4": 2,
    "5": 3,
    "6": 4,
    "7": 5,
}
_DAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY_BEFORE = re.compile(
    r"(?<!\w)(?:thứ\s+(?P<name>\w+)|(?P<sunday>chủ nhật))\s*,?\s*\(?\s*(?:ngày\s+)?\Z", re.IGNORECASE
)
_WEEKDAY_AFTER = re.compile(
    r"\s*[,(]\s*(?:(?:tức|là|nhằm)\s+)?(?:thứ\s+(?P<name>\w+)|(?P<sunday>chủ nhật))(?!\w)", re.IGNORECASE
)
_DEFAULT_LEAP_YEAR = 2024


class ImpossibleDate(ParagraphRule):
    """TIM202."""

    code = "TIM202"
    name = mark("impossible-date")
    severity = Severity.ERROR
    finds = mark(
        "A date that does not exist (31/4, month 13), a weekday that the date does not have, or a lunar year under another "
        "year's name."
    )
    why = mark("Nobody can meet on 31 April; one digit is wrong.")
    silences = mark("`31/6` without a year or the word `ngày`: it can be a ratio. Lunar dates and document numbers.")
    bad = Example("Hội nghị sơ kết tổ chức ngày 31/4/2022 tại nhà văn hóa.")
    good = Example("Hội nghị sơ kết tổ chức ngày 29/02/2024; tỷ lệ phiếu 31/6; thứ Hai, ngày 02/3/2026 họp giao ban.")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        text = paragraph.text
        yield from self._lunar_years(paragraph)
        for found in self._dates(text):
            start, end = paragraph.start + found.start(), paragraph.start + found.end()
            if re.search(r"số\s*:?\s*\Z", text[max(0, found.start() - 8) : found.start()], re.IGNORECASE):
                continue
            if _is_lunar(text, found.end()) or any(
                r.start <= start and end <= (r.symbol_end or 0) for r in paragraph.references
            ):
                continue
            groups = found.groupdict()
            day = int(groups["day"]) if groups.get("day") else 1
            month, year = int(groups["month"]), int(groups.get("year") or _DEFAULT_LEAP_YEAR)
            checked = tuple(("dates", d.start) for d in paragraph.dates if d.start < end and start < d.end)
            quote = found.group()
            if not 1 <= month <= 12:
                yield self.inconsistent(
                    start, end, _("“{quote}”: there is no month {month}", quote=quote, month=month), checked=checked
                )
            elif not 1 <= day <= monthrange(year, month)[1]:
                last = monthrange(year, month)[1]
                message = _(
                    "“{quote}”: month {month} has {last} days",
                    quote=quote,
                    month=f"{month}/{groups.get('year') or ''}".rstrip("/"),
                    last=last,
                )
                yield self.inconsistent(start, end, message, checked=checked)
            elif groups.get("year") and groups.get("day"):
                yield from self._weekday(paragraph, found, date(year, month, day), checked)

    def _lunar_years(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`Tết Nguyên đán Giáp Thìn 2025`: a year of the sexagenary cycle has its own stem and branch."""
        text = fold(paragraph.text)
        if len(text) != len(paragraph.text):
            return
        for found in _cycle().finditer(text):
            year = int(found["year"])
            if (right := _lunar_name(year)) != f"{_respelt(found['stem'])} {_respelt(found['branch'])}":
                start, end = paragraph.start + found.start("stem"), paragraph.start + found.end("year")
                message = _(
                    "“{quote}”: the year {year} is {right}; one of the two may be wrong",
                    quote=paragraph.text[found.start("stem") : found.end("year")],
                    year=year,
                    right=right.title(),
                )
                yield self.inconsistent(start, end, message)

    @staticmethod
    def _dates(text: str) -> Iterator[re.Match[str]]:
        if not any(char.isdigit() for char in text):
            return
        for pattern in (_NUMERIC, _DAY_MONTH, _WORDS, _MONTH):
            yield from pattern.finditer(text)

    def _weekday(
        self, paragraph: Paragraph, found: re.Match[str], day: date, checked: tuple[tuple[str, int], ...]
    ) -> Iterator[Outcome]:
        text = paragraph.text
        named = _WEEKDAY_BEFORE.search(text[max(0, found.start() - 40) : found.start()]) or _WEEKDAY_AFTER.match(
            text, found.end()
        )
        start, end = paragraph.start + found.start(), paragraph.start + found.end()
        if named is None:
            return
        told = 6 if named["sunday"] else _WEEKDAYS.get(named["name"].lower())
        if told is None:
            return
        real = _DAY_NAMES[day.weekday()]
        if told == day.weekday():
            yield self.consistent(start, end, _("{day} is {weekday}", day=found.group(), weekday=real), checked)
            return
        message = _(
            "“{weekday}” and “{day}”: that day is {real}; one of the two may be wrong",
            weekday=_DAY_NAMES[told],
            day=found.group(),
            real=real,
        )
        yield self.inconsistent(start, end, message, checked=checked)


@cache
def _cycle() -> re.Pattern[str]:
    """A lunar new year named by stem and branch with the year behind it."""
    words = load("periods")
    respelt = {new: old for old, new in words["respelt"].items()}
    stems, branches = (
        "|".join(fold(one) for name in words[kind] for one in (name, respelt.get(name)) if one)
        for kind in ("stems", "branches")
    )
    return re.compile(
        rf"(?<!\w)(?:tết|xuân)(?: nguyên đán)?(?: cổ truyền)?(?: xuân)? (?P<stem>{stems}) (?P<branch>{branches})"
        r"(?:,? năm|\s*[-–]|\s*\()?\s*(?P<year>20\d{2})(?!\d|\s*[-–/])"
    )


def _respelt(word: str) -> str:
    return fold(load("periods")["respelt"].get(word, word))


def _lunar_name(year: int) -> str:
    """The stem and branch of a year: 1984 began a cycle (Giáp Tý)."""
    words = load("periods")
    return f"{fold(words['stems'][(year - 4) % 10])} {fold(words['branches'][(year - 4) % 12])}"


def _is_lunar(text: str, end: int) -> bool:
    return bool(re.match(r"\s*\(?\s*(?:âm lịch|AL\b|ÂL\b|tháng chạp|tháng giêng)", text[end : end + 20], re.IGNORECASE))


_LETTERHEAD_DATE = re.compile(
    r"[^\n]{2,60},\s*ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})\s*[*_]*\s*\Z",
    re.IGNORECASE,
)


def issue_dates(context: CheckContext) -> dict[int, tuple[str, int, int]]:
    """The own date of each paper: ISO date and its span. A paper whose date line is blank or missing has none."""
    found: dict[int, tuple[str, int, int]] = {}
    for fact in context.facts.dates:
        index = context.paper_index(fact.start)
        if (
            fact.role == DateRole.ISSUE_DATE
            and index not in found
            and _is_day(fact.iso)
            and _in_head(context, fact.start)
        ):
            found[index] = (fact.iso or "", fact.start, fact.end)
    for number, paper in enumerate(context.papers):
        if number not in found and (place := _date_line(context, paper)):
            found[number] = place
    own = context.facts.identity.date
    if 0 not in found and _is_day(own):
        found[0] = (own or "", 0, 0)
    return found


def _in_head(context: CheckContext, offset: int) -> bool:
    if context.part_kind(offset) == PartKind.LETTERHEAD:
        return True
    paragraph = context.paragraph_at(offset)
    return paragraph is not None and bool(_LETTERHEAD_DATE.match(paragraph.text))


def _date_line(context: CheckContext, paper: Paper) -> tuple[str, int, int] | None:
    pieces = [piece for piece in context.pieces if paper.start <= piece.start < paper.end][:25]
    for piece in pieces:
        if line := _LETTERHEAD_DATE.match(piece.text):
            try:
                day = date(int(line["year"]), int(line["month"]), int(line["day"]))
            except ValueError:
                return None
            start = piece.start + piece.text.lower().rindex("ngày")
            return day.isoformat(), start, piece.end
    return None


def _is_day(iso: str | None) -> bool:
    return bool(iso and re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso))


_ASKS = re.compile(
    r"đề nghị|yêu cầu|gửi|báo cáo về|nộp|chậm nhất|hạn cuối|thời hạn|thời gian|hoàn thành|hoàn thiện|trước|xong|"
    r"phải|đăng ký|tổng hợp"
)
_TOLD = re.compile(
    r"(?<!\w)đã(?!\w)|quá hạn|chậm so với|hết hạn|được giao (?:trước|từ|tại|hoàn thành)|trước đây|trước đó|"
    r"theo quy định tại|năm trước(?! ngày| \d)|cùng "
    r"kỳ|kể từ|từ trước|thành lập|hiệu lực|cấp trước|sinh trước|"
    r"(?:được|do [^,;]{2,40}) ban hành|ban hành (?:trước|từ|năm|ngày)|ký trước|tồn tại trước|xây dựng trước|"
    r"sử dụng đất (?:từ )?trước"
)


# What the day belongs to is a thing, not the task: `hồ sơ nhận trước ngày …`, `nhà xây dựng trước ngày …`.
_OF_A_THING = re.compile(
    r"(?<!\w)(?:hồ sơ|đơn|đơn thư|nhà|nhà ở|công trình|đất|đối tượng|người|hộ|cán bộ|đảng viên|hội viên|vụ|vụ việc|khoản|"
    r"nợ|phương tiện|dự án|văn bản|học sinh|trẻ em|lao động|thửa|giấy|thẻ|tài sản|nhiệm vụ|kiến nghị|sai phạm)"
    r"(?: [^\W\d]+){0,5}? (?:nhận|tiếp nhận|nộp|phát sinh|khởi công|lập|cấp|vay|mua|hưởng|tham gia|nhập ngũ|kết nạp|"
    r"xuất ngũ|tốt nghiệp|tuyển dụng|bổ nhiệm|nghỉ|quyết định|sinh|xảy ra|có|giao|thực hiện|đăng ký|công tác|sử dụng|"
    r"hình thành)(?: từ)? trước (?:ngày )?\Z"
)
# A task that has a day by which it is done.
_DUE = re.compile(
    r"hoàn thành|hoàn thiện|gửi|nộp|báo cáo|xong|giải ngân|kết thúc|đăng ký|tổng hợp|chậm nhất|muộn nhất|thời hạn|hạn|phấn đấu|"
    r"tổ chức|đề nghị|yêu cầu|rà soát|bố trí|bàn giao|nghiệm thu|quyết toán|phê duyệt|khắc phục|xử lý|giải quyết|triển khai|"
    r"thực hiện"
)
_BY_PART = re.compile(
    r"(?<!\w)(?:hoàn thành|xong|chậm nhất|kết thúc|giải ngân|bàn giao|trước)(?:,? [^\W\d]+){0,9} (?:trong|hết|đến hết|trước) \Z|"
    r"chậm nhất (?:là )?(?:trong )?\Z"
)


class DeadlineBeforeIssue(Rule):
    """TIM203."""

    code = "TIM203"
    name = mark("deadline-before-issue")
    severity = Severity.ERROR
    finds = mark("A deadline that this paper sets lies before the paper's own date.")
    why = mark("A deadline left from last year cannot be met by anybody.")
    silences = mark(
        "A deadline told of another paper or of the past (`đã`, `theo … ban hành`, `hết hạn`), and papers "
        "without a date."
    )
    bad = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nKính gửi: Các thôn.\nĐề nghị các thôn "
        "gửi báo cáo về xã trước ngày 20/5/2022."
    )
    good = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nAn Hòa, ngày 12 tháng 5 năm 2023\nKính gửi: Các thôn.\nĐề nghị các thôn "
        "gửi báo cáo về xã trước ngày 20/5/2023."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        own = context.once(issue_dates)
        for fact in ticking(context.facts.dates):
            if _is_part(fact) and self._is_past_part(context, fact, own):
                yield self._late(fact, own[context.paper_index(fact.start)])
                continue
            if fact.kind != DateKind.DATE or not _is_day(fact.iso) or not self._is_deadline(context, fact):
                continue
            issued = own.get(context.paper_index(fact.start))
            if issued is None:
                yield self.undecided(fact.start, fact.end, _("the paper's own date is not there"))
                continue
            iso, start, _end = issued
            assert fact.iso
            checked = (("dates", fact.start), ("dates", start))
            if fact.iso >= iso:
                message = _(
                    "deadline {deadline} is not before the paper's date {issued}",
                    deadline=_shown(fact.iso),
                    issued=_shown(iso),
                )
                yield self.consistent(fact.start, fact.end, message, checked)
                continue
            yield self._late(fact, issued)

    def _late(self, fact: DateFact, issued: tuple[str, int, int]) -> Outcome:
        iso, start, end = issued
        message = _(
            "the deadline “{deadline}” lies before the paper's own date {issued}; one of the two places may be wrong",
            deadline=fact.text,
            issued=_shown(iso),
        )
        related = (Related(start, end, _("the paper's date")),) if end else ()
        return self.inconsistent(
            fact.start, fact.end, message, related=related, checked=(("dates", fact.start), ("dates", start))
        )

    @staticmethod
    def _is_past_part(context: CheckContext, fact: DateFact, own: dict[int, tuple[str, int, int]]) -> bool:
        """`Hoàn thành chậm nhất trong tháng 3/2024` among the tasks of a report of December 2024."""
        paragraph, issued = context.paragraph_at(fact.start), own.get(context.paper_index(fact.start))
        if paragraph is None or issued is None or not is_plan(context, fact.start):
            return False
        start, end = sentence_at(paragraph.text, fact.start - paragraph.start)
        before, sentence = fold(paragraph.text[start : fact.start - paragraph.start]), fold(paragraph.text[start:end])
        last = Period.parse(fact.iso or "").months[1]
        over = last < int(issued[0][:4]) * 12 + int(issued[0][5:7]) - 1
        return over and bool(_BY_PART.search(before)) and not (_TOLD.search(sentence) or _OF_A_THING.search(before))

    @staticmethod
    def _is_deadline(context: CheckContext, fact: DateFact) -> bool:
        paragraph = context.paragraph_at(fact.start)
        if paragraph is None or paragraph.part in (PartKind.LETTERHEAD, PartKind.TITLE, PartKind.SIGNATURE):
            return False
        at = fact.start - paragraph.start
        start, end = sentence_at(paragraph.text, at)
        before, sentence = fold(paragraph.text[start:at]), fold(paragraph.text[start:end])
        # `nêu rõ số nhà đã khởi công`: what is asked for was done, not what is due.
        told = re.sub(r"(?:số|những) (?:\w+ ){1,5}đã(?!\w)", "", sentence)
        if not re.search(r"(?:trước|chậm nhất|hạn|xong|đến|muộn nhất)[^.;]{0,40}\Z", before[-60:]):
            return False
        if not (
            fact.role == DateRole.DEADLINE
            or re.search(
                r"trước (?:ngày )?\Z|chậm nhất[^.;]{0,25}\Z|hạn[^.;]{0,25}\Z|phấn đấu đến (?:hết )?(?:ngày )?\Z", before
            )
        ):
            return False
        cited = any(reference.start <= fact.start < reference.end for reference in paragraph.references)
        if cited or _TOLD.search(told) or _of_cited(paragraph, fact) or _OF_A_THING.search(before):
            return False
        if re.match(r"\W*(?:kính )?(?:đề nghị|kiến nghị)(?!\w)", sentence):
            return True
        if paragraph.paper == DocumentKind.REPORT and not re.search(r"đề nghị|yêu cầu|phấn đấu|chậm nhất", sentence):
            return is_plan(context, fact.start) and (bool(_DUE.search(sentence)) or _is_recent(context, fact))
        return bool(_ASKS.search(sentence)) and not tells_results(context, fact.start)


_LAST_PERIOD = 430  # days: a deadline of last period's report; what lies further back is a rule's or a law's


def _is_recent(context: CheckContext, fact: DateFact) -> bool:
    issued = context.once(issue_dates).get(context.paper_index(fact.start))
    if issued is None or not _is_day(fact.iso):
        return False
    return 0 < (date.fromisoformat(issued[0]) - date.fromisoformat(fact.iso or "")).days <= _LAST_PERIOD


def _is_part(fact: DateFact) -> bool:
    """Whether a date fact is a month, a quarter or a half with its year printed."""
    return fact.kind in (DateKind.MONTH, DateKind.PERIOD) and bool(
        re.fullmatch(r"\d{4}-(?:\d{2}|Q\d|H\d)", fact.iso or "") and re.search(r"\d{4}", fact.text)
    )


def _of_cited(paragraph: Paragraph, fact: DateFact) -> bool:
    """Whether the deadline stands in a bracket about a paper cited just before it: `Công văn số … ngày … (hạn …)`."""
    at = fact.start - paragraph.start
    bracket = paragraph.text.rfind("(", 0, at)
    if bracket < 0 or ")" in paragraph.text[bracket:at]:
        return False
    opens = paragraph.start + bracket
    cited = [reference for reference in paragraph.references if reference.end <= opens]
    if not cited or re.search(r"[.;,]", paragraph.text[cited[-1].end - paragraph.start : bracket]):
        return False
    return cited[-1].date is not None and fact.iso is not None and cited[-1].date <= fact.iso


def _shown(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{int(month) if int(month) > 2 else month}/{year}"
