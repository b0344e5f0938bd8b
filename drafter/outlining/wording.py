"""What the words of an outline mean: guidance, `(nếu có)`, figures wanted, and the figures' names.

Looks at one title or one ask at a time. All vocabulary lies in `lexicon/asks.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter.language.folding import fold, nfc
from drafter.lexicon import load

_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|\[\]\{[^}\n]{0,80}\}|</?[a-zA-Z][^<>\n]{0,40}>|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`"
)
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{0,900}(?:\([^()\n]{0,300}\)[^()\n]{0,400}){0,3})(?:\)|\Z)")
_STOP = re.compile(r"[.!?…][\"”’)]*\s+(?=[A-ZÀ-ỸĐ“\"])")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_COUNTER = re.compile(r"(?<![\w/-])số\s+(?P<noun>[^\W\d_]+)")
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]{1,5}|\b(?:TP|Tp|tp|TX|TT|tr|vv|v\.v|GS|TS|Ths|ThS|BS|số|st))\Z")


def clean(text: str) -> str:
    """Words without markup and export residue, blanks joined, NFC."""
    plain = " ".join(_RESIDUE.sub(" ", nfc(text)).replace("\u00a0", " ").split())
    plain = re.sub(r"\s+([,;:!?)\]”]|\.(?!\.))", r"\1", plain)
    return re.sub(r"([(“])\s+", r"\1", plain)


def without_stop(text: str) -> str:
    """Without final marks: `…vụ việc.` → `…vụ việc`; an ellipsis goes too."""
    return re.sub(r"[\s.:;,…/]+\Z", "", text)


@cache
def _first(name: str, section: str | None = None) -> re.Pattern[str]:
    words = load("asks")[section][name] if section else load("asks")[name]
    forms = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(r"[\W_]*(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def _anywhere(name: str, section: str | None = None) -> re.Pattern[str]:
    words = load("asks")[section][name] if section else load("asks")[name]
    forms = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


def begins(text: str, name: str, section: str | None = None) -> bool:
    """Whether a text begins with one of a list's forms."""
    return bool(_first(name, section).match(fold(text)))


def holds(text: str, name: str, section: str | None = None) -> bool:
    return bool(_anywhere(name, section).search(fold(text)))


def place_of(text: str, name: str, section: str | None = None) -> re.Match[str] | None:
    """The first of a list's forms in a folded text."""
    return _anywhere(name, section).search(text)


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
        inner = found["inner"].strip()
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


_COLON = re.compile(r":\s+(?=\S)|(?:;|\s[-–])\s+(?=(?:nêu|ghi|chỉ|làm|nói)(?:\s+rõ|\s)|có số liệu)")
# What stands behind such a head completes it: `các chỉ tiêu: doanh thu, lợi nhuận`.
_ANNOUNCES = re.compile(r"(?<!\w)(?:các|những|một số|mấy|\d{1,2})\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\Z", re.IGNORECASE)


def split_guidance(reading: Reading) -> Reading:
    """`Kết quả tổ chức Ngày hội: nêu rõ số khu dân cư…` → the thing, and its guidance behind the colon."""
    for found in _COLON.finditer(reading.text):
        head, tail = reading.text[: found.start()], reading.text[found.end() :]
        if begins(head, "instructing") or head.count("“") > head.count("”"):
            return reading
        opens = split_list(tail)
        counted = opens and wants_figures(opens) and not wants_figures(head) and not _ANNOUNCES.search(head)
        if begins(tail, "guiding") or counted:
            return Reading(head.rstrip(" -–"), (tail, *reading.guidance), reading.optional)
    return reading


def split_list(words: str) -> str:
    """The first member of an enumeration."""
    return re.split(r"[,;]", words)[0]


def _optional(inner: str) -> tuple[str | None, bool]:
    """What a bracket says besides `nếu có` (None: nothing), and whether it says that."""
    found = _first("optional").match(fold(inner))
    if not found:
        return inner, False
    rest = inner[found.end() :].strip(" ,;:.…-")
    return (rest or None), True


def _tidy_guidance(inner: str) -> str:
    return clean(inner).strip(" ;")


def is_guidance(inner: str, *, ends: bool) -> bool:
    """Whether a bracket instructs; `ends` says that its sentence ends with it."""
    words = clean(inner)
    folded = fold(words)
    count = len(_WORD.findall(words))
    if count == 0 or re.fullmatch(r"[\W\d_]*|[ivxlc]+|[a-zđ]", folded):
        return False
    if begins(words, "instructing") or wants_figures(words):
        return True
    if begins(words, "plain_brackets") and not _ELLIPSIS.search(words):
        return bool(re.search(r"số liệu", folded)) and count > 3
    if _ELLIPSIS.search(words):
        return count >= 2
    if re.match(r"(?:theo|tại|gồm|bao gồm)\s", folded) and re.search(r"\d", folded):
        return bool(re.search(r"(?<!\w)(?:phụ lục|biểu|mẫu|bảng|điều)(?!\w)", folded))
    if all(word in _levels() for word in _WORD.findall(folded)):
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


@cache
def _blocked() -> tuple[frozenset[str], frozenset[str]]:
    figures = load("asks")["figures"]
    return frozenset(map(fold, figures["not_behind"])), frozenset(map(fold, figures["not_before"]))


def _counters(folded: str) -> list[re.Match[str]]:
    """Every `số` that counts what follows it."""
    behind, before = _blocked()
    found: list[re.Match[str]] = []
    for match in _COUNTER.finditer(folded):
        previous = re.search(r"([^\W_]+)\s\Z", folded[: match.start()])
        if previous and previous[1] in behind:
            continue
        if match["noun"] in before:
            continue
        found.append(match)
    return found


def wants_figures(text: str) -> bool:
    """Whether words ask for numbers: `số cuộc`, `tỷ lệ`, `có số liệu`, `so với cùng kỳ`; not `một số`, `dân tộc thiểu số`."""
    folded = fold(clean(text))
    plain = _anywhere("not_data", "figures").sub(" ", folded)
    if _counters(plain) or _anywhere("anywhere", "figures").search(plain):
        return True
    phrases = re.split(r"[,;:.()]|\bvà\b", plain)
    phrases = [
        re.sub(r"^\s*(?:nêu|ghi|rõ|cụ thể|về|các|những|tổng)?\s*(?:rõ|cụ thể)?\s*", "", phrase) for phrase in phrases
    ]
    return any(_first("opening", "figures").match(phrase) for phrase in phrases)


_SPLIT = re.compile(
    r"[;:()…]|\.{2,}|\.(?:\s|\Z)|,|\s+và\s+(?=số|tỷ lệ|tỉ lệ|tổng|kết quả|nội dung|tên|hiệu quả|hình thức|cách|việc)"
)
# A count of something; a bare `số lượng` leaves open of what.
_COUNT_OF = re.compile(r"(?:tổng )?(?:số(?! lượng| liệu)|tỷ lệ|tỉ lệ)\s+\w")
_HEAD = re.compile(r"^.*?(?=(?:tổng số|tổng kinh phí|tổng giá trị|tỷ lệ|tỉ lệ|tỷ trọng|trị giá|số)(?![^\W_]))")


def figure_names(text: str, thing: str) -> tuple[str, ...]:
    """The names of the figures that words ask for; `thing` (the ask's text) completes a bare `số liệu`.

    `nêu rõ số vụ việc, tỷ lệ hòa giải thành` → `số vụ việc`, `tỷ lệ hòa giải thành`; behind `số lượng các …` every member
    of the enumeration is one.
    """
    names: list[str] = []
    listing: str | None = None
    joins = False
    words = clean(text)
    at = 0
    pieces: list[tuple[str, str]] = []
    for found in [*_SPLIT.finditer(words), None]:
        end = found.start() if found else len(words)
        pieces.append((words[at:end].strip(), found[0].strip() if found else ""))
        at = found.end() if found else end
    for piece, mark in pieces:
        name = _figure_name(piece, thing) if piece else None
        counted = name is not None and bool(_COUNT_OF.match(fold(name)))
        if name:
            names.append(name)
            joins = False
            listing = "số lượng" if fold(name).startswith("số lượng ") else None
        elif (
            listing
            and piece
            and not _first("other_heads", "figures").match(fold(piece))
            and not begins(piece, "instructing")
        ):
            names.append(f"{listing} {_without_plural(piece)}")
        elif joins and _goes_on(piece):
            # `số đoàn viên, hội viên hiện có`: one count of two things.
            names[-1] = f"{names[-1]}, {piece}"
        joins = mark == "," and bool(piece) and bool(names) and (counted or joins)
        if mark not in (",",):
            listing = None
    unique = {fold(name): name for name in reversed(names)}
    return tuple(reversed(unique.values()))


def _goes_on(piece: str) -> bool:
    """Whether words behind a comma go on with what is counted: a few, no other head, no order."""
    other = _first("other_heads", "figures").match(fold(piece)) or begins(piece, "instructing")
    return not other and len(_WORD.findall(piece)) <= 12


def _figure_name(piece: str, thing: str) -> str | None:
    if not wants_figures(piece):
        return None
    folded = fold(piece)
    counters = _counters(folded)
    anywhere = _anywhere("anywhere", "figures").search(
        _anywhere("not_data", "figures").sub(lambda m: "·" * len(m[0]), folded)
    )
    starts = [match.start() for match in counters] + ([anywhere.start()] if anywhere else [])
    if not starts or len(folded) != len(piece):
        return _without_plural(
            re.sub(r"^(?:nêu|ghi|cần|rõ|cụ thể|về|chú ý)\s+|^(?:nêu rõ|ghi rõ)\s+", "", piece, flags=re.IGNORECASE)
        )
    name = piece[min(starts) :]
    if fold(name).startswith("số liệu"):
        rest = re.sub(r"^số liệu\s*(?:về|cụ thể|minh chứng|chứng minh)?\s*", "", name, flags=re.IGNORECASE)
        if rest and wants_figures(rest):
            return _figure_name(rest, thing)
        if len(_WORD.findall(rest)) < 2:
            rest = " ".join(thing.split()[:12]).rstrip(",;:")
        return f"số liệu {rest[:1].lower() + rest[1:] if not rest[:2].isupper() else rest}"
    name = re.sub(r"^số lượng,?\s+và\s+tên\s+", "số lượng ", name, flags=re.IGNORECASE)
    head, _, rest = name.partition(" ")
    if head.lower() == "số" and (after := rest.partition(" "))[0].lower() == "lượng" and after[2]:
        name = f"{name[:8]} {_without_plural(after[2])}"
    return name[:1].lower() + name[1:]


def _without_plural(words: str) -> str:
    return re.sub(r"^(?:các|những)\s+", "", words, flags=re.IGNORECASE)
