"""Which period a sentence speaks of: its topic, its opening, the task it sets. Patterns run on folded text.

A period word of the year before is told as left over only where the sentence is about it; whatever sets it beside this
period (`so với`, `năm nay`, `đến nay`) or names something by it (a plan, a budget, an index) silences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.checking.clauses import is_plan, sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.language.folding import fold
from drafter.model.fact import DateFact, DateKind
from drafter.model.period import Period, PeriodKind
from drafter.model.section import PartKind

_BULLET = r"\s*(?:[-–+•*●]\s*|\(?[a-zđ\d]{1,3}(?:\.\d{1,2})*[.)]\s*)?"
_OPENS = r"(?:nhìn chung|kết quả|cụ thể|theo đó|ngoài ra|bên cạnh đó|đặc biệt|trong đó),? "
# What a report gives every period.
_INDICATOR = (
    r"(?:(?:tổng|ước) )?(?:công tác|phong trào|cuộc vận động|hoạt động|tình hình|kinh tế|đời sống|thu nhập|thu ngân sách|"
    r"chi ngân sách|thu|chi|giá trị|sản lượng|năng suất|diện tích|đàn|tỷ lệ|số (?:hộ|vụ|người|lao động|học sinh|hội viên|"
    r"đoàn viên|đảng viên|thu|chi|lượt|buổi|cuộc)|tốc độ tăng|cơ cấu|dư nợ|doanh thu|thu thuế|các chỉ tiêu|các mặt công "
    r"tác|các nhiệm vụ|các khoản thu|việc|chất lượng|kết quả|tai nạn|tội phạm)"
)
_TOPIC = re.compile(rf"{_BULLET}(?:{_OPENS})?{_INDICATOR}(?!\w)(?:,? [^\W\d]+(?: -)?){{0,11}} (?:trong |của )?\Z")
_TOLD = re.compile(
    r",?\s*(?:trên địa bàn (?:\w+ ){1,4}|của (?:\w+ ){1,5}|toàn (?:xã|huyện|tỉnh|phường|ngành|trường) )?"
    r"(?:cơ bản |tiếp tục |luôn |đã |vẫn |ước )*"
    r"(?:được|đã|đạt|là|có|còn|tăng|giảm|hoàn thành|diễn ra|bám sát|góp phần|ổn định|phát triển|chuyển biến|duy trì|ước|thực "
    r"hiện|triển khai|tập trung|:)(?!\w)"
)
# What is not a period's work though a year stands behind it, and what looks back on purpose.
_OF_ITS_OWN = re.compile(
    r"bầu cử|điều tra|quyết toán|kiểm kê|đại hội|kiểm toán|thanh tra|tổng kết|chỉ số|xếp hạng|xếp loại|bình xét|kiểm điểm|"
    r"công nhận|nghiệm thu|chuyển nguồn|kết dư|nợ đọng|khởi công|dự án|công trình|hội thi|hội diễn|giải (?!quyết|pháp|ngân)|"
    r"ngày hội|cuộc thi|(?<!\w)lễ(?!\w)|dự toán|kế hoạch|nguồn vốn|vốn (?:đầu tư|kế hoạch)|đào tạo khóa|tốt nghiệp|nhập ngũ "
    r"đợt|cuối năm|đầu năm|phương hướng|mục tiêu|nhiệm vụ trọng tâm|chuẩn bị|khai mạc|phương án|kịch bản|chủ đề"
)
_ONCE = re.compile(
    r"[^,;.]{0,30}?(?:tổng kết|quyết toán|thanh tra|kiểm toán|công nhận|khởi công|thành lập|công bố|phê duyệt|xếp (?:hạng|thứ))"
)
_BESIDE = re.compile(
    r"so với|cùng kỳ|kỳ trước|năm trước|năm ngoái|tháng trước|quý trước|so sánh|năm nay|kỳ này|hiện nay|hiện (?:có|còn)|đến "
    r"nay|nay (?:là|còn|có|đã)|giai đoạn|nhiệm kỳ|khóa|kỷ niệm|từ năm|từ tháng|kể từ|chuyển sang|chuyển tiếp|tồn đọng|các "
    r"năm|những năm|hằng năm|hàng năm|liên tục|lần lượt|trở lại đây|trước đây|trước đó|sang năm|đã được công bố|\(\s*năm"
)
_TURNS = re.compile(rf"{_BULLET}(?:bước vào|bước sang|kết thúc|khép lại|những tháng đầu|các tháng đầu) \Z")
_SINCE = re.compile(rf"{_BULLET}(?:tính )?(?:kể )?từ (?:đầu |tháng \d+/)\Z")
_TILL_NOW = re.compile(r"\s*(?:đến nay|đến thời điểm (?:hiện tại|này|báo cáo)|tới nay)")
_UP_TO = re.compile(rf"{_BULLET}(?:tính )?đến (?:hết |cuối )?\Z")
_WITHIN = re.compile(rf"{_BULLET}(?:{_OPENS})?(?:trong |qua |riêng |riêng trong )?\Z")
_YEAR_OF = re.compile(
    r"\s+là năm (?:thứ|đầu|cuối|bản lề|giữa|có (?:ý nghĩa|nhiều)|diễn ra|tiếp tục|tập trung|tăng tốc)"
)
_TERM = re.compile(rf"{_BULLET}(?:{_OPENS})?(?:trong |qua )?\Z")
_SCHOOL = re.compile(rf"{_BULLET}(?:{_OPENS})?(?:trong |kết quả |cuối |hết |kết thúc )?(?:học kỳ (?:i|ii|1|2) )?\Z")
_DONE = re.compile(r"(?<!\w)đã(?!\w)|\d")

# Tasks: what somebody is to do in a period, and what one does about a period that is over.
_TASK = re.compile(
    rf"{_BULLET}(?:(?:tiếp tục|tập trung|phối hợp|chủ động|tích cực|tham mưu|chỉ đạo|lãnh đạo|làm tốt việc|các \w+) )*"
    r"(?:(?:\w+ ){0,6})?(?:phấn đấu|triển khai|thực hiện|hoàn thành|xây dựng|tổ chức|đăng ký|phát động|bám sát|đề ra|giao|trong|"
    r"chuẩn bị|nhiệm vụ|chỉ tiêu|mục tiêu|kế hoạch)(?!\w)[^.;()]{0,110}\Z"
)
_LOOKS_BACK = re.compile(
    r"tổng kết|quyết toán|kiểm điểm|xếp loại|đánh giá|nghiệm thu|thanh toán|bình xét|công khai|thu hồi|khắc phục|tồn tại|hạn "
    r"chế|kết luận|còn lại|chuyển tiếp|chuyển sang|kéo dài|dở dang|khởi công|so với|năm trước|rút kinh nghiệm|kết quả|(?<!\w)nợ"
    r"(?!\w)|khen thưởng|phát huy|kế thừa|đã |ban hành|số \d|luật|giai đoạn|nhiệm kỳ|năm \d{4}\s*(?:-|–|đến)|tính đến|thanh tra|"
    r"kiểm toán|hồ sơ|sơ kết|duyệt|báo cáo|từ năm|chuẩn (?:nghèo|nông)|thông báo|hướng dẫn|quyết định|nghị quyết|chương trình|"
    r"đề án|thống kê|điều tra|rà soát|nguồn|tồn đọng|bàn giao|tuyên dương|biểu dương|trao|vinh danh"
)
_STRIVES = re.compile(rf"{_BULLET}(?:phấn đấu|quyết tâm)(?: đến)?(?: hết| cuối)?(?: trong)? \Z")
_TO_STRIVE = re.compile(r"\s*,?\s*(?:phấn đấu|dự kiến|sẽ)(?!\w)")
_PLANS_FOR = re.compile(r"(?:xây dựng|ban hành|triển khai)(?: \w+){0,3} kế hoạch(?:,? \w+){0,8} \Z")
_IN_IT = re.compile(r"(?:triển khai|tổ chức|mở|phát động|tập trung)(?:,? \w+){1,9} trong \Z")

_TET = re.compile(r"(?<!\w)(?:tết|xuân)(?!\w)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence around a date, folded: what stands before it, behind it, all of it; and its paragraph."""

    before: str
    after: str
    whole: str
    around: str


def sentence(paragraph: Paragraph, fact: DateFact) -> Sentence:
    at, text = fact.start - paragraph.start, paragraph.text
    start, end = sentence_at(text, at)
    after = fold(text[fact.end - paragraph.start : max(end, fact.end - paragraph.start)])
    return Sentence(fold(text[start:at]), after, fold(text[start:end]), fold(text))


def speaks_of(context: CheckContext, paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
    """Whether the sentence is about `named`, a period that came before this one and left its word here."""
    said = sentence(paragraph, fact)
    if fact.kind == DateKind.TERM:
        return _of_a_term(context, said, fact, named, now)
    if is_plan(context, fact.start):
        return _sets_a_task(said, paragraph, fact, named, now)
    if named == now or named.months[0] >= now.months[0] or named.year < now.year - 2:
        return False
    if _YEAR_OF.match(said.after) and _WITHIN.fullmatch(said.before) and _same_kind(named, now):
        return True
    if _SINCE.fullmatch(said.before) and _TILL_NOW.match(said.after):
        return named.kind == PeriodKind.YEAR and now.kind != PeriodKind.SPAN and not _BESIDE.search(said.after[8:])
    if _names_now(paragraph, now) or _BESIDE.search(said.around):
        return False
    if _same_kind(named, now) and _is_topic(said):
        return True
    if _TURNS.fullmatch(said.before):
        return _same_kind(named, now) or named.kind == PeriodKind.YEAR
    return _a_year_early(named, now) and _of_a_part(said, fact)


def _of_a_term(context: CheckContext, said: Sentence, fact: DateFact, named: Period, now: Period) -> bool:
    """`Nhiệm kỳ 2013 - 2018, Hội đã …` before the congress that ends the term of 2018, and tasks for the one that ends."""
    if context.once(congress_term) is None or re.search(
        r"so với|các nhiệm kỳ|từ nhiệm kỳ|đại hội|nghị quyết", said.whole
    ):
        return False
    if is_plan(context, fact.start):
        return named == now and bool(_STRIVES.fullmatch(said.before))
    opens = _WITHIN.fullmatch(said.before) and re.match(r"\s*,", said.after) and _DONE.search(said.after)
    return bool(opens) and named.months[0] < now.months[0] and not re.search(rf"{now.first}\s*[-–]", said.whole)


def _is_topic(said: Sentence) -> bool:
    topic = _TOPIC.fullmatch(said.before) or (_SCHOOL.fullmatch(said.before) and "học" in said.whole)
    own = _OF_ITS_OWN.search(said.before) or _ONCE.match(said.after)
    return bool(topic and _TOLD.match(said.after) and not own)


def _of_a_part(said: Sentence, fact: DateFact) -> bool:
    """`Đến tháng 11/2023, …`, `Trong quý I năm 2023, đã …`: a part of the period, a year early."""
    if _OF_ITS_OWN.search(said.before) or not _DONE.search(said.after):
        return False
    if fact.kind == DateKind.MONTH and _UP_TO.fullmatch(said.before):
        return True
    return fact.kind != DateKind.DATE and bool(_WITHIN.fullmatch(said.before) and re.match(r"\s*,", said.after))


def _a_year_early(named: Period, now: Period) -> bool:
    """Whether the same part of the next year lies inside this period, or ends with it."""
    if named.kind in (PeriodKind.YEAR, PeriodKind.WEEK) or now.kind in (PeriodKind.SPAN, PeriodKind.WEEK):
        return False
    first, last = named.moved(1).months
    return now.months[0] <= first and last <= now.months[1]


def _same_kind(named: Period, now: Period) -> bool:
    if named.kind != now.kind:
        return False
    if now.kind == PeriodKind.SPAN:
        return named.months[1] - named.months[0] == now.months[1] - now.months[0]
    return -24 <= named.months[0] - now.months[0] < 0


def _names_now(paragraph: Paragraph, now: Period) -> bool:
    """Whether the paragraph names this period, or a part or day of it, too."""
    first, last = now.months
    wanted = {str(month // 12) for month in (first, last)}
    return any(year in paragraph.text for year in wanted) and now.kind != PeriodKind.SPAN


def _sets_a_task(said: Sentence, paragraph: Paragraph, fact: DateFact, named: Period, now: Period) -> bool:
    """A task for a period that is over: `Triển khai nhiệm vụ 6 tháng cuối năm 2024` in the report of a half of 2025."""
    if _LOOKS_BACK.search(said.whole) or named.year < now.year - 2 or not re.search(r"\d{4}", fact.text):
        return False
    if named == now and (now.kind != PeriodKind.SPAN or re.match(r"năm học|nhiệm kỳ", fold(fact.text))):
        return bool(
            _STRIVES.fullmatch(said.before)
            or (_TO_STRIVE.match(said.after) and not _names_next(paragraph, now))
            or (_PLANS_FOR.search(said.before) and now.kind == PeriodKind.YEAR)
            or _IN_IT.search(said.before)
        )
    return named.months[1] < now.months[0] and bool(_TASK.fullmatch(said.before)) and not _names_next(paragraph, now)


def _names_next(paragraph: Paragraph, now: Period) -> bool:
    return str(now.next().months[1] // 12) in paragraph.text and now.next().year != now.year


def old_new_year(paragraph: Paragraph, fact: DateFact, now: Period) -> bool:
    """`Dịp Tết Nguyên đán Giáp Thìn 2024, đã trao …` in a report of 2025: the lunar new year of last period."""
    if fact.kind != DateKind.LUNAR or not re.fullmatch(r"\d{4}", fact.iso or "") or now.kind == PeriodKind.SPAN:
        return False
    said = sentence(paragraph, fact)
    earlier = now.year - 2 <= int(fact.iso or 0) < now.year
    return earlier and bool(_TET.search(fold(fact.text))) and not _BESIDE.search(said.around)


_YEARS_OF_WORK = re.compile(r"\s*(?:thực hiện|triển khai(?: thực hiện)?) (?P<what>\w+ \w+)(?P<rest>[^,.;\n]{0,60})")


def other_years_of_work(context: CheckContext, paragraph: Paragraph, fact: DateFact) -> bool:
    """`Qua 10 năm thực hiện Chỉ thị, …` in a report whose title says `05 năm thực hiện Chỉ thị …`."""
    if fact.kind != DateKind.DURATION or not (fact.iso or "").endswith("Y"):
        return False
    titles = context.once(_of_title)
    work = _YEARS_OF_WORK.match(fold(context.text[fact.end : fact.end + 120]))
    said = sentence(paragraph, fact)
    closing = re.search(r"trên đây là (?:toàn bộ )?báo cáo (?:kết quả |tổng kết |sơ kết )*\Z", said.before)
    if work is None or not titles:
        return False
    ours = {years for years, what in titles if what == work["what"] or closing}
    if not ours or fact.iso in ours or re.search(r"\d|so với|tiếp", work["rest"]):
        return False
    looks_back = re.search(r"(?:qua|sau|trong|kết quả) \Z", said.before) is not None
    return closing is not None or (looks_back and not re.search(r"\d|tổng kết|sơ kết|kế hoạch|so với", said.before))


def _of_title(context: CheckContext) -> tuple[tuple[str, str], ...]:
    """How many years of which work the paper's own title is on."""
    found = []
    for part in context.tree.parts_of(PartKind.TITLE):
        for fact in context.dates_in(part.start, part.end) if part.paper == 0 else ():
            work = _YEARS_OF_WORK.match(fold(context.text[fact.end : fact.end + 120]))
            if fact.kind == DateKind.DURATION and work:
                found.append((fact.iso or "", work["what"]))
    return tuple(found)


# A congress looks back on the term that ends and gives its own name to the next: `tại Đại hội …, nhiệm kỳ 2023 - 2028`.
_CONGRESS = re.compile(r"(?:trình|tại) (?:đại hội|hội nghị đại biểu)(?!\w)")


def congress_term(context: CheckContext) -> Period | None:
    """The term that a report to a congress is on: the one before the term in the congress's name."""
    for part in context.tree.parts_of(PartKind.TITLE):
        if part.paper != 0 or not _CONGRESS.search(fold(context.text[part.start : part.end])):
            continue
        for fact in context.dates_in(part.start, part.end):
            years = re.fullmatch(r"(\d{4})/(\d{4})", fact.iso or "")
            if fact.kind == DateKind.TERM and years and 2 <= (length := int(years[2]) - int(years[1])) <= 6:
                first = int(years[1])
                return Period(PeriodKind.SPAN, first, None, str(first - length), str(first))
    return None


def reporting_period(context: CheckContext) -> Period | None:
    """The period that the paper is on: as told, or the term before the congress it is read at."""
    return context.once(congress_term) or context.period
