"""Mentions of documents with a number or symbol in one paragraph.

A mention is read outward from its number: the type word before it, then date, issuer and title behind it. Lists share
what closes them. `resolve` then says which mentions are of one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from drafter.extracting.citing import DATE, GAP, Mention, bodies_of, iso_of, shared, tail
from drafter.extracting.context import Context
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

_NUMBER = re.compile(r"\d\d{0,4}")  # a digit before all repetition makes the search fast
_LETTER = re.compile(r"[^\W\d_]")
_SO = re.compile(r"(?<!\w)(?:[Ss][ốồộÔôo]|SỐ|[Cc]ố|CỐ)\s{0,3}[:.]?\s{0,3}$")
_SHORT_AFTER = re.compile(
    r"(?i)\s{0,3}(?:[,;.:)\]\"”?!/\n]|$|(?:của|về|ngày|năm\s{1,2}\d{4}(?!\s{0,2}-\s{0,2}\d{4})|và|đã|được|do|là|tại|theo|cho|có|để|trong|quy|sửa|thì|cũng|đối|với|nêu|nói|trên|này|khóa|khoá|còn|-|–|\())"
)


def find_references(text: str, start: int, end: int, context: Context) -> list[Reference]:
    """Every cited document of `text[start:end]` in reading order, `document` 0 (see `resolve`); absolute offsets."""
    piece = fold_mapped(text[start:end], lower=False)
    said = piece.text
    own = _own_line(said)
    if own is not None and not context.heads(start):
        own = None
    blank = _unnumbered(said) if own is None else []
    if own is None and not blank and (_NUMBER.search(said) is None or _LETTER.search(said) is None):
        return []
    mentions = list(_mentions(said, own))
    if blank:
        apart = [one for one in blank if all(one.end <= other.start or other.end <= one.start for other in mentions)]
        mentions = sorted([*mentions, *apart], key=lambda mention: mention.start)
    mentions = shared(said, mentions)
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
        mention = _symbol_mention(said, begin, reached, last) or _number_mention(said, begin, reached, last)
        if mention is None:
            continue
        mention = tail(said, _inherited(said, mention, last))
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


def _symbol_mention(said: str, begin: int, floor: int, last: Mention | None) -> Mention | None:
    found = symbol_pattern().match(said, begin)
    if found is None:
        return None
    symbol = normalised(found.group())
    head, kind, plural = _head(said, begin, floor)
    has_word = head < begin or _goes_on(said, begin, symbol, last)
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


def _goes_on(said: str, begin: int, symbol: str, last: Mention | None) -> bool:
    """Whether a symbol is the next one of a list of one body's papers (`Công văn 2820/BYT-DP ngày …, 3211/BYT-DP`)."""
    if last is None or last.own or GAP.fullmatch(said, last.end, begin) is None:
        return False
    return bodies_of(symbol) == bodies_of(last.symbol)


_BARE_NUMBER = re.compile(r"\d{1,5}(?:/(?:19|20)\d\d)?(?![\w]|[./,-]\d|[/-][^\W\d])")


_ALSO_WORK = ("Đề án", "Dự án", "Chương trình", "Phương án")
_NUMBERED_WORK = ("Chương trình", "Dự án")  # `Chương trình 1: Tuyên truyền`: one of a unit's own works
_LAST_OF_WORKS = 2  # digits
_YEAR_ALONE = re.compile(r"20[0-4]\d")


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
        said[head].islower()
        and kind in _ALSO_WORK
        and "/" not in found.group()
        and DATE.match(said, found.end()) is None
    ):
        return None  # `trình đề án số 2`: one of a programme's works
    if not counted and (
        _YEAR_ALONE.fullmatch(found.group()) or (kind in _NUMBERED_WORK and len(found.group()) <= _LAST_OF_WORKS)
    ):
        return None  # `Kế hoạch 2025`
    if (
        not counted
        and "/" not in found.group()
        and DATE.match(said, found.end()) is None
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
_LAWS = ("luật", "bộ luật", "pháp lệnh")  # cited by their name, the symbol with or without `số`


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
    law = (found["name"] or "").lower() in _LAWS
    if not _leads_to(between, counted is not None or law, before[found.start()].isupper()):
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
    if GAP.fullmatch(said, max(last.end, last.core[1]), mention.core[0]) is None:
        return mention
    fits = type_by_letters(mention.symbol)
    if fits is not None and fits != last.type and fits not in ("Quyết định", "Thông tư"):
        return mention
    return replace(mention, type=last.type, plural=True)


_UNNUMBERED = re.compile(
    r"[Ss]ố(?=[\s:.…_]{0,33}[-/])(?<!\w..)\s{0,3}:?"
)  # looked at behind: that keeps the search fast


def _unnumbered(said: str) -> list[Mention]:
    """Papers whose number is still to be filled in, which mostly is this paper's own (`Kèm theo Quyết định số    /QĐ-UBND`)."""
    mentions = []
    for counted in _UNNUMBERED.finditer(said):
        found = blank_symbol_pattern().match(said, counted.end())
        head, kind, plural = _head(said, counted.end(), 0)
        if found is None or kind is None or said[found.end() : found.end() + 2].strip()[:1] in ("-", "/"):
            continue  # a form's `Quyết định số … /QĐ- …` names no body
        begin = found.start("rest")
        symbol = normalised(found["rest"])
        mentions.append(
            tail(said, Mention(head, found.end(), (begin, found.end()), kind, plural, True, own=True, symbol=symbol))
        )
    return mentions


# --- the paper's own number ---------------------------------------------------------------------------------------------

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
    date = DATE.search(behind[:120])
    iso = iso_of(date) if date is not None else None
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
