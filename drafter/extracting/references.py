"""Mentions of documents with a number or symbol in one paragraph.

A mention is read outward from its number: the type word before it, then date, issuer and title behind it. Lists share
what closes them. `resolve` then says which mentions are of one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from drafter.extracting.atoms import full_year
from drafter.extracting.context import Context
from drafter.extracting.issuers import issuer_end
from drafter.extracting.symbols import (
    blank_symbol_pattern,
    is_familiar,
    normalised,
    symbol_pattern,
    type_by_letters,
)
from drafter.language.folding import Folded, fold, fold_mapped
from drafter.lexicon import load
from drafter.model.fact import Reference

_NUMBER = re.compile(r"\d{1,5}")
_LETTER = re.compile(r"[^\W\d_]")
_SO = re.compile(r"(?<!\w)(?:[Ss][ốồộÔôo]|SỐ|[Cc]ố|CỐ)\s{0,3}[:.]?\s{0,3}$")
_DAY = (
    r"(?P<date>(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}|\d\d)(?![\d/])"
    r"|[Nn]gày\s{0,3}(?P<d2>\d{1,2})\s{1,3}tháng\s{1,3}(?P<m2>\d{1,2})\s{1,3}năm\s{1,3}(?P<y2>\d{4}))"
)
_DATE = re.compile(
    rf"(?i)(?P<lead>\s{{0,3}}(?P<comma>,)?\s{{0,3}}\(?(?:(?:được\s)?(?:ký|ban\s+hành)\s{{1,3}})?(?P<all>(?:đều|cùng)\s{{1,3}})?(?:(?:vào\s)?[Nn]gày:?\s{{0,3}}(?=\d))?){_DAY}(?P<close>\))?"
)
_BY = re.compile(r"(?i)\s{0,3},?\s{1,3}(?:của|do)\s{1,3}")
_SESSION = re.compile(r"\s{1,3}\(?(?:khóa|khoá|nhiệm kỳ)\s{1,3}(?:[IVXLC]{1,6}|\d{1,2})(?!\w)\)?")
_NAMED = re.compile(r"\s{0,3}\((?![Nn]gày)[^()\n]{1,60}\)")
_TITLE = re.compile(r"\s{0,3},?\s{0,3}(?:về\s{1,3}việc|[Vv]/v|về)\s{1,3}(?=\S)", re.IGNORECASE)
_TITLE_VERB = re.compile(
    r"(?i)\s{1,3}(?=(?:phê duyệt|ban hành|quy định|sửa đổi|hướng dẫn|công nhận|thành lập|kiện toàn|bổ sung|giao chỉ tiêu"
    r"|triển khai thực hiện)(?!\w))"
)
_QUOTED = re.compile(r"\s{0,3},?\s{0,3}[\"“”](?:(?i:v/v|về việc|về)\s{1,3})?([^\"“”]{3,300})[\"“”]")
_GAP = re.compile(r"(?i)\s{0,3}(?:,|;|và|,\s{0,2}và|hoặc|&)?\s{0,3}(?:các\s{1,3}|số\s{0,3}:?\s{0,3})?")
_SHORT_AFTER = re.compile(
    r"(?i)\s{0,3}(?:[,;.:)\]\"”?!/\n]|$|(?:của|về|ngày|năm\s{1,2}\d{4}(?!\s{0,2}-\s{0,2}\d{4})|và|đã|được|do|là|tại|theo|cho|có|để|trong|quy|sửa|thì|cũng|đối|với|nêu|nói|trên|này|khóa|khoá|còn|-|–|\())"
)
_ACTOR = re.compile(
    r",\s{1,3}(?=(?:[ỦU][yỷ]\s+ban|UBND|UBMT|MTTQ|HĐND|Ban|Đảng\s+[uủ][yỷ]|Huyện\s+[uủ][yỷ]|Tỉnh\s+[uủ][yỷ]|Mặt trận|Hội"
    r"|Đoàn|Thường\s+trực|BTT|Chi\s+bộ|Sở|Phòng|Chủ tịch|Công an|Văn phòng|Trường|Trung tâm|Chính phủ"
    r"|xã|huyện|tỉnh|phường|đến nay|đồng thời|gắn với|trong|năm|6 tháng|các|đã|với|qua|từ"
    r"|góp phần|kết quả|toàn|trên|hằng|hàng|địa phương|cấp|nhằm|theo|trong đó|tập trung|chỉ đạo|tham mưu)(?!\w))"
)
_TITLE_END = re.compile(r"[;\t]|\slà\s|[\s(]{1,2}(?:hết|có)\shiệu lực|[.](?=\s|$|/)|:\s|\)(?=[\s,;.]|$)")


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


def find_references(text: str, start: int, end: int, context: Context) -> list[Reference]:
    """Every cited document of `text[start:end]` in reading order, `document` 0 (see `resolve`); absolute offsets."""
    piece = fold_mapped(text[start:end], lower=False)
    said = piece.text
    own = _own_line(said)
    if own is not None and not context.heads(start):
        own = None
    if own is None and (_NUMBER.search(said) is None or _LETTER.search(said) is None):
        return []
    mentions = _shared(said, list(_mentions(said, own)))
    return [_reference(text, start, piece, mention, context) for mention in mentions]


def _reference(text: str, offset: int, piece: Folded, mention: Mention, context: Context) -> Reference:
    def span(place: tuple[int, int] | None) -> tuple[int, int] | tuple[None, None]:
        if place is None:
            return None, None
        first, last = piece.span(*place)
        return offset + first, offset + last

    def words(place: tuple[int, int] | None) -> str | None:
        first, last = span(place)
        return None if first is None or last is None else text[first:last]

    first, last = (offset + place for place in piece.span(mention.start, mention.end))
    date_start, date_end = span(mention.date_span)
    symbol_start, symbol_end = span(mention.core)
    date = mention.date
    if mention.own and date is None and mention.symbol[:1].isdigit():
        date = context.paper_date
    issuer = words(mention.issuer)
    return Reference(
        first,
        last,
        text[first:last],
        mention.type,
        mention.symbol,
        words(mention.core),
        date,
        None if issuer is None else " ".join(issuer.split()),
        words(mention.title),
        0,
        context.section(first),
        mention.own,
        symbol_start,
        symbol_end,
        date_start,
        date_end,
    )


# --- finding numbers -------------------------------------------------------------------------------------------------


def _mentions(said: str, own: Mention | None) -> Iterator[Mention]:
    """Mentions in reading order: from every number that is a symbol's, or that a type word announces."""
    reached = 0
    if own is not None:
        yield own
        reached = own.end
    last: Mention | None = own
    place = reached
    while (number := _NUMBER.search(said, place)) is not None:
        place = number.end()
        begin = number.start()
        if begin < reached or (begin and not _may_begin(said, begin)):
            continue
        mention = _symbol_mention(said, begin, reached) or _number_mention(said, begin, reached, last)
        if mention is None:
            continue
        mention = _tail(said, _inherited(said, mention, last))
        yield mention
        last = mention
        reached = max(mention.end, mention.core[1])
        place = max(place, reached)


def _may_begin(said: str, begin: int) -> bool:
    """Whether a number begins at its first digit and not inside another word or number."""
    before = said[begin - 1]
    if before.isdigit() or before in "/_@":
        return False
    if before in ".,-" and begin > 1 and said[begin - 2].isdigit():
        return False
    return not before.isalpha() or _SO.search(said, max(0, begin - 5), begin) is not None


_FORM = re.compile(r"(?i)(?<!\w)(?:biểu|mẫu|bảng|phụ lục|phiếu|đơn)\s{1,3}$")


def _symbol_mention(said: str, begin: int, floor: int) -> Mention | None:
    found = symbol_pattern().match(said, begin)
    if found is None:
        return None
    symbol = normalised(found.group())
    head, kind, plural = _head(said, begin, floor)
    has_word = head < begin
    if kind is None and _FORM.search(said, max(0, head - 16), head):
        return None
    loose = symbol != found.group()
    if not has_word and (loose or not is_familiar(symbol)):
        return None
    if kind is None and len(re.findall(r"[-/][^\W\d]", symbol)) < 2 and "QH" not in symbol:
        return None  # 01/BC, 02-TT: a form's or an appendix's label
    if kind is None and has_word and not is_familiar(symbol) and found["year"] is None and "-" not in symbol[1:]:
        return None
    end = found.end()
    if said.count("(", head, begin) and said[end : end + 1] == ")":
        end += 1  # `Luật Đầu tư công (số 58/2024/QH15)`
    return Mention(head, end, found.span(), kind or type_by_letters(symbol), plural, kind is not None, symbol=symbol)


_BARE_NUMBER = re.compile(r"\d{1,5}(?:/(?:19|20)\d\d)?(?![\w]|[./,-]\d|[/-][^\W\d])")


def _number_mention(said: str, begin: int, floor: int, last: Mention | None) -> Mention | None:
    """`Quyết định 217`, `Nghị định số 123`, `Thông tư 09/2019`: a number that a type word announces."""
    found = _BARE_NUMBER.match(said, begin)
    if found is None:
        return None
    if not _may_announce(said, begin):
        return _listed_number(said, found, last)
    head, kind, plural = _head(said, begin, floor)
    if kind is None:
        return _listed_number(said, found, last)
    if not _announced(said, head, begin):
        return None
    counted = _SO.search(said, max(0, begin - 8), begin) is not None
    if (
        not counted
        and "/" not in found.group()
        and _DATE.match(said, found.end()) is None
        and not (
            _is_short(said[head:begin].split(maxsplit=1)[0], kind)
            and said[head].isupper()
            and _closed(said, found.end())
        )
    ):
        return None
    return Mention(head, found.end(), found.span(), kind, plural, True, symbol=found.group())


@cache
def _last_words() -> frozenset[str]:
    """The words that may stand right before a document's number."""
    types = load("types")
    names = [entry["name"] for entry in types["type"]] + list(types["abbreviated"])
    return frozenset(fold(name.split()[-1]) for name in names) | {"số", "số:", "số.", "cố", ":"}


def _may_announce(said: str, begin: int) -> bool:
    words = said[max(0, begin - 16) : begin].split()
    return bool(words) and ((low := words[-1].lower()) in _last_words() or low.endswith("số"))


def _listed_number(said: str, found: re.Match[str], last: Mention | None) -> Mention | None:
    """`Quyết định 217 và 218`: a bare number in the list of a bare number."""
    if last is None or last.own or not last.symbol.isdigit() or not _closed(said, found.end()):
        return None
    if (
        last.core[1] != last.end
        or re.fullmatch(r"(?i)\s{0,2}(?:,|và|,\s{0,2}và)\s{1,2}(?:số\s{1,2})?", said[last.end : found.start()]) is None
    ):
        return None
    return replace(
        last,
        start=found.start(),
        end=found.end(),
        core=found.span(),
        printed_type=False,
        plural=True,
        symbol=found.group(),
    )


def _announced(said: str, head: int, begin: int) -> bool:
    """Whether only `số` stands between the type word and the number."""
    between = said[head:begin]
    return re.search(r"(?:số|SỐ|Số)\s{0,3}[:.]?\s{0,3}$", between) is None or len(between) < 45


def _closed(said: str, end: int) -> bool:
    return _SHORT_AFTER.match(said, end) is not None


@cache
def _is_short(first: str, kind: str) -> bool:
    """Whether a kind is cited by its number alone; of abbreviated kinds only those that abbreviate nothing else."""
    types = load("types")
    if first in types["abbreviated"] and first not in ("NQ", "QĐ", "NĐ"):
        return False
    return any(entry["name"] == kind and entry.get("short", False) for entry in types["type"])


# --- the words before --------------------------------------------------------------------------------------------------

_REACH = 110


@cache
def _type_words() -> tuple[re.Pattern[str], dict[str, str]]:
    types = load("types")
    names = {entry["name"].lower(): str(entry["name"]) for entry in types["type"]}
    listed = "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in sorted(names, key=len, reverse=True))
    short = "|".join(re.escape(name) for name in sorted(types["abbreviated"], key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/-])(?:(?P<name>(?i:{listed}))|(?P<short>{short}))(?![\w/-])")
    return pattern, names


def _head(said: str, begin: int, floor: int) -> tuple[int, str | None, bool]:
    """Where the mention begins, its type as printed (None: none) and whether `các` makes it plural."""
    counted = _SO.search(said, max(floor, begin - 8), begin)
    edge = counted.start() if counted else begin
    before = said[max(floor, edge - _REACH) : edge]
    base = edge - len(before)
    pattern, names = _type_words()
    found = max(pattern.finditer(before), key=re.Match.start, default=None)
    if found is None:
        return (edge, None, False)
    between = before[found.end() :]
    if not _leads_to(between, counted is not None, before[found.start()].isupper()):
        return (edge, None, False)
    kind = (
        names[" ".join(found["name"].lower().split())]
        if found["name"]
        else str(load("types")["abbreviated"][found["short"]])
    )
    plural = re.search(r"(?i)(?<!\w)(?:các|những|hai|ba|\d+)\s{1,3}$", before[: found.start()]) is not None
    return (base + found.start(), kind, plural)


def _leads_to(between: str, counted: bool, capital: bool) -> bool:
    """Whether the words between a type word and the number still belong to the mention."""
    inner = (between.rstrip().removesuffix("(") if counted else between).strip()
    if not inner:
        return True
    if re.search(r"[,;.()\n\d]", re.sub(r"\s\n|\n", " ", inner)):
        return False
    if re.fullmatch(r"(?i)(?:liên tịch|phối hợp|hành động|liên ngành|kết luận|chuyên đề|:)", inner):
        return True
    return counted and capital and len(inner) <= 90


def _inherited(said: str, mention: Mention, last: Mention | None) -> Mention:
    """A list member without a type word has the type of the member before it."""
    if mention.printed_type or last is None or last.own or not last.printed_type:
        return mention
    if _GAP.fullmatch(said, max(last.end, last.core[1]), mention.core[0]) is None:
        return mention
    fits = type_by_letters(mention.symbol)
    if fits is not None and fits != last.type and fits not in ("Quyết định", "Thông tư"):
        return mention
    return replace(mention, type=last.type, plural=True)


# --- the words behind --------------------------------------------------------------------------------------------------


def _tail(said: str, mention: Mention) -> Mention:
    """Date and issuer in either order, then the title."""
    end = mention.end
    issuer = _issuer_between(said, mention)
    date: str | None = None
    date_span: tuple[int, int] | None = None
    comma = of_all = False
    place = end
    for _ in range(4):
        if date is None and (found := _DATE.match(said, place)) is not None and (iso := _iso(found)) is not None:
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


def _iso(found: re.Match[str]) -> str | None:
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
    return (begin, begin + len(kept)) if kept else None


_AND_CITATION = re.compile(r"(?:,|\svà|;)\s{1,3}(?:các\s)?(?=[A-ZĐ][^\d,;.]{2,40}\ssố\s{0,3}\d)")


def _next_citation(said: str, begin: int, end: int) -> int | None:
    found = _AND_CITATION.search(said, begin, end)
    return found.start() if found else None


# --- lists and the paper's own number ----------------------------------------------------------------------------------


def _shared(said: str, mentions: list[Mention]) -> list[Mention]:
    """A date that closes a list belongs to each member: of one type, of a plural, or set off by a comma."""
    out = list(mentions)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.date is not None or after.date is None or here.own or here.issuer is not None:
            continue
        if _GAP.fullmatch(said, here.end, after.start) is None or (
            ";" in said[here.end : after.start] and not after.date_of_all
        ):
            continue
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


_OWN = re.compile(r"\s{0,20}[*_]{0,3}S[ốỐ]\s{0,3}:?\s{0,8}(?P<rest>.*)", re.DOTALL)


def _own_line(said: str) -> Mention | None:
    """The paper's own number line: `Số: 12/BC-MTTQ`, `Số 15-BC/ĐU`, `Số:    /BC-MTTQ-BTT`."""
    line = _OWN.match(said)
    if line is None:
        return None
    begin = line.start("rest")
    found = symbol_pattern().match(said, begin) or blank_symbol_pattern().match(said, begin)
    if found is None:
        return None
    behind = said[found.end() :]
    if not re.match(r"\s{0,3}[*_]{0,3}(?:\s{0,3}$|\t|\s{2,}|\n|\s{1,3}[^\d,;.]{2,40},\s{0,3}ngày|\s{0,3}ngày)", behind):
        return None
    first = found.start() if found.re is symbol_pattern() else found.start("rest")
    symbol = normalised(said[first : found.end()])
    start = re.compile(r"S[ốỐ]").search(said)
    assert start is not None
    date = _DATE.search(behind[:120])
    iso = _iso(date) if date is not None else None
    return Mention(
        start.start(),
        found.end(),
        (first, found.end()),
        type_by_letters(symbol) or "Công văn",
        False,
        False,
        date=iso,
        own=True,
        symbol=symbol,
    )
