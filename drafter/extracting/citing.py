"""The words behind a citation's number: date and issuer in either order, then the title; what closes a list is each member's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.extracting.atoms import full_year
from drafter.extracting.issuers import issuer_end

_DAY = (
    r"(?P<date>(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}|\d\d)(?![\d/])"
    r"|[Nn]gày\s{0,3}(?P<d2>\d{1,2})\s{1,3}tháng\s{1,3}(?P<m2>\d{1,2})\s{1,3}năm\s{1,3}(?P<y2>\d{4}))"
)
DATE = re.compile(
    rf"(?i)(?P<lead>[*_]{{0,3}}\s{{0,3}}(?:(?P<comma>,)|[-–](?=\s))?\s{{0,3}}\(?(?:(?:được\s)?(?:ký|ban\s+hành)\s{{1,3}})?(?P<all>(?:đều|cùng)\s{{1,3}})?(?:(?:(?:vào|lúc|hồi)\s)?(?:\d{{1,2}}\s?(?:giờ|h)(?:\s?\d{{2}}(?:\s?phút)?)?,?\s{{1,3}})?[Nn]gày:?\s{{0,3}}(?=\d))?){_DAY}(?P<close>\))?"
)
_BY = re.compile(r"(?i)[*_]{0,3}\s{0,3},?\s{1,3}(?:của|do)\s{1,3}")
_SESSION = re.compile(r"\s{1,3}\(?(?:khóa|khoá|nhiệm kỳ)\s{1,3}(?:[IVXLC]{1,6}|\d{1,2})(?!\w)\)?")
_NAMED = re.compile(r"\s{0,3}\((?![Nn]gày)[^()\n]{1,60}\)")
_TITLE = re.compile(r"\s{0,3},?\s{0,3}(?:về\s{1,3}việc|[Vv]/v|về)\s{1,3}(?=\S)", re.IGNORECASE)
_TITLE_VERB = re.compile(
    r"(?i)\s{1,3}(?=(?:phê duyệt|ban hành|quy định|sửa đổi|hướng dẫn|công nhận|thành lập|kiện toàn|bổ sung|giao chỉ tiêu"
    r"|triển khai thực hiện)(?!\w))"
)
_QUOTED = re.compile(r"\s{0,3},?\s{0,3}[\"“”](?:(?i:v/v|về việc|về)\s{1,3})?([^\"“”]{3,300})[\"“”]")
GAP = re.compile(r"(?i)\s{0,3}(?:,|;|và|,\s{0,2}và|hoặc|&)?\s{0,3}(?:các\s{1,3}|số\s{0,3}:?\s{0,3})?")
_ACTOR = re.compile(
    r",\s{1,3}(?=(?:[ỦU][yỷ]\s+ban|UBND|UBMT|MTTQ|HĐND|Ban|Đảng\s+[uủ][yỷ]|Huyện\s+[uủ][yỷ]|Tỉnh\s+[uủ][yỷ]|Mặt trận|Hội"
    r"|Đoàn|Thường\s+trực|BTT|Chi\s+bộ|Sở|Phòng|Chủ tịch|Công an|Văn phòng|Trường|Trung tâm|Chính phủ"
    r"|xã|huyện|tỉnh|phường|đến nay|đồng thời|gắn với|trong|năm|6 tháng|các|đã|với|qua|từ"
    r"|góp phần|kết quả|toàn|trên|hằng|hàng|địa phương|cấp|nhằm|theo|trong đó|tập trung|chỉ đạo|tham mưu)(?!\w))"
)
_TITLE_END = re.compile(
    r"[;\t]|\s\((?:sau đây|gọi tắt|viết tắt)|\slà\s|[\s(]{1,2}(?:hết|có)\shiệu lực|[.](?=\s|$|/)|:\s|\)(?=[\s,;.]|$)"
)
_OPEN_BRACKET = re.compile(r"\([^()]*\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention on the folded text, before it becomes a Reference. `core` spans number and symbol."""

    start: int
    end: int
    core: tuple[int, int]
    type: str | None
    plural: bool
    printed_type: bool
    date: str | None = None
    date_span: tuple[int, int] | None = None
    date_comma: bool = False
    date_of_all: bool = False
    issuer: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    own: bool = False
    symbol: str = ""


def tail(said: str, mention: Mention) -> Mention:
    """Date and issuer in either order, then the title."""
    end = mention.end
    issuer = _issuer_between(said, mention)
    date: str | None = None
    date_span: tuple[int, int] | None = None
    comma = of_all = False
    place = end
    for _ in range(4):
        if date is None and (found := DATE.match(said, place)) is not None and (iso := iso_of(found)) is not None:
            date, date_span = iso, found.span("date")
            of_all = found["all"] is not None
            comma = of_all or found["comma"] is not None
            place = end = found.end() if found["close"] and "(" in found["lead"] else found.end("date")
            continue
        if issuer is None and (by := _BY.match(said, place)) is not None:
            last = issuer_end(said, by.end())
            if last is not None:
                issuer = (by.end(), last)
                place = end = last
                continue
        skipped = _SESSION.match(said, place) or _NAMED.match(said, place)
        if skipped is None:
            break
        place = skipped.end()
    return replace(
        mention,
        end=end,
        date=date,
        date_span=date_span,
        date_comma=comma,
        date_of_all=of_all,
        issuer=issuer,
        title=_title(said, place) or _title_between(said, mention),
    )


def iso_of(found: re.Match[str]) -> str | None:
    day, month, year = (found[name] or found[name + "2"] for name in "dmy")
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{full_year(year):04d}-{int(month):02d}-{int(day):02d}"


def _issuer_between(said: str, mention: Mention) -> tuple[int, int] | None:
    """`Quyết định của Thủ tướng Chính phủ số 1719/QĐ-TTg`."""
    by = re.compile(r"của\s{1,3}").search(said, mention.start, mention.core[0])
    if by is None:
        return None
    last = issuer_end(said, by.end())
    return (by.end(), last) if last is not None and last <= mention.core[0] else None


def _title_between(said: str, mention: Mention) -> tuple[int, int] | None:
    """`Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13`."""
    if mention.type not in ("Luật", "Bộ luật", "Pháp lệnh"):
        return None
    words = re.compile(r"(?i)(?:bộ luật|luật|pháp lệnh)\s{1,3}(?!số)(?P<name>[^\d]{3,100}?)\s{1,3}số\s").match(
        said, mention.start
    )
    return words.span("name") if words is not None and words.end() <= mention.core[0] + 6 else None


def _title(said: str, place: int) -> tuple[int, int] | None:
    """What the document is about, as printed: behind `về việc`, `về`, in quotation marks, or from its verb on."""
    if (quoted := _QUOTED.match(said, place)) is not None:
        return quoted.span(1)
    lead = _TITLE.match(said, place) or _TITLE_VERB.match(said, place)
    if lead is None:
        return None
    begin = lead.end()
    if (quoted := _QUOTED.match(said, begin)) is not None:
        return quoted.span(1)
    ceiling = min(len(said), begin + 400)
    stops = [
        found.start()
        for found in (_TITLE_END.search(said, begin, ceiling), _ACTOR.search(said, begin, ceiling))
        if found
    ]
    stop = min(stops, default=ceiling)
    if (cited := _next_citation(said, begin, stop)) is not None:
        stop = cited
    kept = said[begin:stop].rstrip(" ,-–")
    if (opening := _OPEN_BRACKET.search(kept)) is not None:
        # A bracket that the title's end would cut is part of it (`nhiệm kỳ V (2024 - 2029)`), or goes with its words.
        kept = f"{kept})" if said.startswith(")", begin + len(kept)) else kept[: opening.start()].rstrip(" ,-–")
    return (begin, begin + len(kept)) if kept else None


_AND_CITATION = re.compile(r"(?:,|\svà|;)\s{1,3}(?:các\s)?(?=[A-ZĐ][^\d,;.]{2,40}\ssố\s{0,3}\d)")


def _next_citation(said: str, begin: int, end: int) -> int | None:
    found = _AND_CITATION.search(said, begin, end)
    return found.start() if found else None


def shared(said: str, mentions: Sequence[Mention]) -> list[Mention]:
    """A date that closes a list belongs to each member: of one type, of a plural, or set off by a comma."""
    out = list(mentions)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.date is not None or after.date is None or here.own or here.issuer is not None:
            continue
        if GAP.fullmatch(said, here.end, after.start) is None or (
            ";" in said[here.end : after.start] and not after.date_of_all
        ):
            continue
        apart = after.printed_type and not after.date_comma and bodies_of(here.symbol) != bodies_of(after.symbol)
        if apart and not after.date_of_all:
            continue  # `Công điện 05/CĐ-UBND, Công điện 895/CĐ-TTg ngày 30/9/2023`
        if _contradicts(here.symbol, after.date) or (_restarts(said, here, after) and not after.date_of_all):
            continue
        if after.date_comma or here.type == after.type or after.plural:
            bare = not after.printed_type and here.issuer is None
            out[index] = replace(
                here,
                date=after.date,
                date_span=after.date_span,
                date_comma=after.date_comma,
                date_of_all=after.date_of_all,
                plural=here.plural,
                issuer=after.issuer if bare else None,
            )
    return out


def bodies_of(symbol: str) -> str:
    """What a symbol says of its issuer: all behind the number, its separators aside."""
    return re.sub(r"[\W\d_]", "", symbol).upper()


def _contradicts(symbol: str, date: str) -> bool:
    """Whether a symbol names another year than a date (`23/2012/TT-BCA`, 2021-12-28)."""
    year = re.match(r"\d+/(\d{4})/", symbol)
    return year is not None and year[1] != date[:4]


def _restarts(said: str, here: Mention, after: Mention) -> bool:
    """Whether a mention names its kind anew, in other words than the one before (`QĐ số 319/QĐ-TTg, Quyết định 263/QĐ-TTg`)."""
    if not (here.printed_type and after.printed_type) or here.plural or after.plural or after.date_comma:
        return False
    first, second = (said[mention.start : mention.core[0]].split(maxsplit=1)[0].lower() for mention in (here, after))
    return first != second
