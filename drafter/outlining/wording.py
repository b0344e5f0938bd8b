"""What the words of an outline mean: guidance, `(nếu có)`, figures wanted, and the figures' names.

Looks at one title or one ask at a time. All vocabulary lies in `lexicon/asks.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.outlining.vocabulary import CAPITALS, WORD, begins, clean, first, without_stop
from drafter.outlining.wanted import has_hole, wants_figures

_BRACKET = re.compile(
    r"\((?P<inner>[^()\n]{0,900}(?:\([^()\n]{0,300}\)[^()\n]{0,400}){0,3})(?:\)|\Z)|\[(?P<square>[^\[\]\n]{2,900})\]"
)
_STOP = re.compile(rf"[.!?…][\"”’)]*\s+(?=[{CAPITALS}“\"])")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]{1,5}|\b(?:TP|Tp|tp|TX|TT|tr|vv|v\.v|GS|TS|Ths|ThS|BS|số|st))\Z")
# `(Biểu 02)`, `(Phụ lục 1)` send the writer to a form.
_FORM = re.compile(r"(?:theo )?(?:biểu|phụ lục|mẫu|bảng)(?: số)?(?: mẫu)?(?: số)? (?:\d|[ivx]+\b)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A title or a sentence taken apart."""

    text: str
    guidance: tuple[str, ...] = ()
    optional: bool = False


def read(text: str) -> Reading:
    """Take the brackets that instruct and `(nếu có)` out of a sentence.

    Order of evidence for a bracket: `nếu có` first; forms that name or date a thing are text; instructing words, an
    ellipsis or figure words make it guidance; else small letters and three words at the sentence's end do. A bracket in
    the middle of a sentence without any of these stays text.
    """
    words = clean(text)
    guidance: list[str] = []
    optional = False
    kept: list[str] = []
    at = 0
    for found in _BRACKET.finditer(words):
        inner = (found["inner"] or found["square"] or "").strip()
        tail = words[found.end() :].strip(" .;:,…")
        rest, is_optional = _optional(inner)
        if is_optional and rest is None:
            optional = optional or not tail or tail.startswith("(") or words[found.end() :].lstrip().startswith(":")
            kept.append(words[at : found.start()])
            at = found.end()
        elif is_guidance(rest or inner, ends=not tail or tail.startswith("(")):
            optional = optional or is_optional
            guidance.append(_tidy_guidance(rest or inner))
            kept.append(words[at : found.start()])
            at = found.end()
    kept.append(words[at:])
    plain = clean(" ".join(part.strip() if index else part.rstrip() for index, part in enumerate(kept)))
    plain = without_stop(re.sub(r"(?<!\.)\.\.(?!\.)", ".", re.sub(r"\s+([,;:]|\.(?!\.))", r"\1", plain)))
    plain = re.sub(r"\s+:", ":", plain)
    if tail_mark := re.search(r"[,;]?\s*(?:nếu có|nếu phát sinh)\Z", plain, re.IGNORECASE):
        plain, optional = plain[: tail_mark.start()], True
    return Reading(plain, tuple(guidance), optional)


_COLON = re.compile(
    r":\s+(?=\S)|(?:;|\s[-–])\s+(?=(?:nêu|ghi|chỉ|làm|nói)(?:\s+rõ|\s)|có số liệu|"
    r"[Bb]áo cáo (?:rõ|cụ thể)|[Tt]hống kê\s|[Cc]ần nêu)"
)
# What stands behind such a head completes it: `các chỉ tiêu: doanh thu, lợi nhuận`.
_ANNOUNCES = re.compile(r"(?<!\w)(?:các|những|một số|mấy|\d{1,2})\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\Z", re.IGNORECASE)


def split_guidance(reading: Reading) -> Reading:
    """`Kết quả tổ chức Ngày hội: nêu rõ số khu dân cư…` → the thing, and its guidance behind the colon."""
    for found in _COLON.finditer(reading.text):
        head, tail = reading.text[: found.start()], reading.text[found.end() :]
        if begins(head, "instructing") or head.count("“") > head.count("”"):
            return reading
        opens = split_list(tail)
        # A line of a form, with holes to fill in, stays as it is printed.
        counted = (
            opens and wants_figures(opens) and not (wants_figures(head) or has_hole(tail) or _ANNOUNCES.search(head))
        )
        if begins(tail, "guiding") or counted:
            return Reading(head.rstrip(" -–"), (tail, *reading.guidance), reading.optional)
    return reading


def split_list(words: str) -> str:
    """The first member of an enumeration."""
    return re.split(r"[,;]", words)[0]


def _optional(inner: str) -> tuple[str | None, bool]:
    """What a bracket says besides `nếu có` (None: nothing), and whether it says that."""
    folded = fold(inner)
    found = first("optional").match(folded)
    if not found:
        # `nếu đơn vị có cơ quan báo chí`, `ghi cụ thể nếu có`
        return inner, bool(
            re.match(r"nếu\s(?!không (?:có|phát sinh|tổ chức)|chưa)", folded)
            or re.fullmatch(r"[^,;]+(?<!\w)nếu có\s*", folded)
        )
    rest = inner[found.end() :].strip(" ,;:.…-")
    return (rest or None), True


def _tidy_guidance(inner: str) -> str:
    return clean(inner).strip(" ;")


def is_guidance(inner: str, *, ends: bool) -> bool:
    """Whether a bracket instructs; `ends` says that its sentence ends with it."""
    words = clean(inner)
    folded = fold(words)
    count = len(WORD.findall(words))
    if count == 0 or re.fullmatch(r"[\W\d_]*|[ivxlc]+|[a-zđ]", folded):
        return False
    if begins(words, "instructing") or wants_figures(words):
        return True
    if begins(words, "plain_brackets") and not _ELLIPSIS.search(words):
        return bool(re.search(r"số liệu", folded)) and count > 3
    if _ELLIPSIS.search(words):
        return count >= 2
    if ends and _FORM.match(folded):
        return True
    if re.match(r"(?:theo|tại|gồm|bao gồm)\s", folded) and re.search(r"\d", folded):
        return bool(re.search(r"(?<!\w)(?:phụ lục|biểu|mẫu|bảng|điều)(?!\w)", folded))
    if all(word in _levels() for word in WORD.findall(folded)):
        return False
    if re.match(r"(?:trong đó|nhất là|đặc biệt|cả |bao gồm cả|chủ quan|khách quan|theo )", folded):
        return True
    return ends and words[:1].islower() and count >= 3


@cache
def _levels() -> frozenset[str]:
    return frozenset(fold(word) for word in load("asks")["levels"])


def sentences(text: str) -> list[str]:
    """Sentences of one ask, brackets kept whole; a stop behind an abbreviation or inside brackets ends none."""
    words = clean(text)
    pieces: list[str] = []
    begin = depth = at = 0
    for found in _STOP.finditer(words):
        depth += words.count("(", at, found.start() + 1) - words.count(")", at, found.end())
        at = found.end()
        if depth > 0 or _ABBREVIATION.search(words[max(0, found.start() - 6) : found.start()]):
            continue
        pieces.append(words[begin : found.end()].strip())
        begin = found.end()
        depth = 0
    pieces.append(words[begin:].strip())
    return [piece for piece in pieces if piece]
