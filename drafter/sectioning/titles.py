"""The words behind a label: title, run-in title with body, or a paragraph without a title.

Order of evidence: the format (heading style, outline level, draft anchor), capitals, bold, then the words themselves:
where the line stops, whether it holds a sentence, whether it only announces a list. What the words leave open is
`Verdict.OPEN`; the siblings of the label settle it (see `sectioning.build`). Nothing here looks at other lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from drafter.language.folding import fold, nfc
from drafter.lexicon import load
from drafter.model.document import Look
from drafter.sectioning.lines import CAPITALS, HEAD, is_capitals

_NOISE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|\[\]\{[^}\n]{0,80}\}|</?[a-zA-Z][^<>\n]{0,40}>|[*_`]{1,3}|\{#[\w.-]{1,80}\}"
)
_SENTENCE_END = re.compile(rf"[.!?…][\"”’)]?\s+(?=[{CAPITALS}“\"(0-9-])")
_COLON = re.compile(rf"\s?:(?=\s|\Z|[\"“*_]|[{CAPITALS}])")
_BRACKET = re.compile(r"\s?\((?P<inner>[^()]{0,600}(?:\([^()]{0,200}\)[^()]{0,300}){0,3})(?:\)|\Z)")
_SQUARE = re.compile(r"\s?\[(?P<inner>[^\[\]]{2,600})\]")
_LAST_BRACKET = re.compile(r"\s\((?P<inner>[^()]{4,600})\)\Z")
# What a title is told to say, behind a dash: `… - nêu rõ số lớp`.
_INSTRUCTION = re.compile(r"\s[-–]\s+(?:nêu|ghi|chỉ|làm|nói)\s+(?:rõ|số|tên|cụ thể)\s|\s[-–]\s+có số liệu\s")
_OPEN_END = re.compile(r"[\s.:;,…\-–—*_]+\Z")
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(
    r"\d[\d.,]*\s?(?:%|đồng|tỷ|triệu|ha|hộ|người|lượt|cuộc|buổi|tấn|km|trường hợp|vụ|đơn|lớp|ca)(?![^\W\d_])"
)


class Verdict(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read: its words, where the section's own text begins in the line (None: on the next line), how sure."""

    words: str
    body: int | None
    verdict: Verdict


@cache
def _first_words(name: str) -> re.Pattern[str]:
    forms = sorted((fold(form) for form in load("headings")[name]), key=len, reverse=True)
    return re.compile(r"\W*(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def _any_word(name: str) -> re.Pattern[str]:
    forms = sorted((fold(form) for form in load("headings")[name]), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def _counted() -> re.Pattern[str]:
    """A number with what it counts (`15 gia đình`, `02 chuyến`); not `6 tháng`, `5 không`, `số 05`, `2 cấp`, a year or a day."""
    others = "|".join(map(re.escape, map(fold, load("headings")["no_counts"])))
    return re.compile(
        r"(?<![\w/.,-])(?<!số )(?<!điều )(?<!khoản )(?!(?:19|20)\d\d(?!\d))\d[\d.,]*\s+"
        rf"(?!(?:{others})(?!\w))[^\W\d_]"
    )


@cache
def _plural() -> re.Pattern[str]:
    """A plural that announces its members: `các phong trào`, `3 khâu đột phá`."""
    things = "|".join(map(re.escape, map(fold, load("headings")["announced"])))
    return re.compile(rf"\W*(?:các|những|một số|\d{{1,2}}|hai|ba|bốn|năm|sáu)\s+(?:{things})(?!\w)")


def is_order(words: str) -> bool:
    """Whether words begin as an order or a task and not as a heading: `Tiếp tục …`, `Giao …`."""
    folded = fold(words[:200])
    return bool(_first_words("orders").match(folded)) and not _first_words("nominal").match(folded)


# The mark of a footnote behind a word (`thành tích²`), not `km²`.
_CITES = re.compile(r"([^\W\d_]{2})(?<![kcdm]m)[¹²³⁰⁴-⁹]+(?!\w)")
_RAISED = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")


def clean(text: str) -> str:
    """A title's words without markup, bracketed guidance, marks of footnotes and final stop; blanks joined, NFC."""
    plain = nfc(" ".join(_NOISE.sub(" ", text).split()))
    if not _RAISED.isdisjoint(plain):
        plain = _CITES.sub(r"\1", plain)
    for bracket in (_BRACKET, _SQUARE) if "[" in plain else (_BRACKET,):
        plain = bracket.sub(lambda found: " " if _is_guidance(found["inner"]) else found[0], plain)
    plain = re.sub(r"\s+([,.;:)\]”])", r"\1", " ".join(plain.split()))
    if told := _INSTRUCTION.search(plain):
        plain = plain[: told.start()]
    plain = _OPEN_END.sub("", plain)
    return re.sub(r"^[\s.:;,\-–—]+", "", plain)


def read_title(text: str, look: Look, *, word_label: bool = False) -> Title:
    """Judge the words behind a label (one line, wrapped lines joined). Looks at the first 1,500 characters.

    `word_label` says that the label is a word (`Phần`, `Phụ lục`): what stands behind it is a title more readily.
    """
    head = text[:HEAD]
    # A heading style on a whole sentence is a slip of the typist's.
    sentence = head.rstrip().endswith((".", ";")) and len(_WORD.findall(head)) > 12
    proven = look.anchor is not None or (look.outline_level is not None and not sentence)
    colon = _cut_at_colon(head)
    stop = _first_sentence_end(head)
    colon = colon or _cut_at_dash(head)
    if colon is not None and stop is not None and stop[0] < colon[0]:
        # A title that a full stop closes is closed before any colon of its body.
        words = clean(head[: stop[0]])
        colon = None if words and _is_run_in(words, len(_WORD.findall(words))) else colon
    if colon is not None:
        words = clean(head[: colon[0]])
        if words and len(_WORD.findall(words)) <= 40:
            body = _body_offset(text, colon[1])
            verdict = _judge(
                head[: colon[0] if body is not None else colon[1]], look, word_label, run_in=body is not None
            )
            if verdict is Verdict.PARAGRAPH and body is not None and len(_WORD.findall(words)) <= 14:
                verdict = Verdict.OPEN
            if proven and len(words) < 200:
                verdict = Verdict.HEADING
            return Title(words, body, verdict)
    if stop is not None:
        words = clean(head[: stop[0]])
        count = len(_WORD.findall(words))
        if words and _is_run_in(words, count):
            return Title(words, _body_offset(text, stop[1]), Verdict.HEADING)
        if words and count <= 10 and _may_run_in(words):
            return Title(words, _body_offset(text, stop[1]), Verdict.OPEN)
        return Title(clean(head), None, Verdict.PARAGRAPH if not is_capitals(head) else Verdict.HEADING)
    words = clean(head)
    if len(text) > HEAD:
        return Title(words, None, Verdict.PARAGRAPH)
    return Title(words, None, Verdict.HEADING if proven and len(words) <= 300 else _judge(head, look, word_label))


def _is_run_in(words: str, count: int) -> bool:
    """Whether a first sentence is a title with the body behind it: `Công tác chỉ đạo. Ngay từ đầu năm, …`"""
    folded = fold(words)
    if is_capitals(words):
        return count <= 40
    if not _may_run_in(words):
        return False
    return (
        count <= 14
        if _first_words("nominal").match(folded)
        else count <= 6 and not _first_words("orders").match(folded)
    )


def _may_run_in(words: str) -> bool:
    """Whether nothing in a first sentence says that it is one: no verb of a sentence, no figure, no subject."""
    folded = _any_word("fixed").sub(" ", fold(words))
    told = _any_word("finite").search(folded) or _FIGURE.search(words) or _first_words("vague").match(folded)
    return not told and not _is_charge(folded)


def _judge(text: str, look: Look, word_label: bool, *, run_in: bool = False) -> Verdict:
    """Heading or paragraph, for words without a sentence's end inside them."""
    plain = nfc(" ".join(_BRACKET.sub(" ", _NOISE.sub(" ", text)).split()))
    folded = fold(plain)
    count = len(_WORD.findall(plain))
    if count == 0:
        return Verdict.PARAGRAPH
    if is_capitals(plain) and count <= 80:
        return Verdict.HEADING
    ended = plain.endswith((".", "!", "?"))
    finite = bool(_any_word("finite").search(folded))
    if look.bold and not plain.endswith(";") and (count <= 15 or (not ended and count <= 60)):
        return Verdict.HEADING
    if plain.endswith((";", ",")):
        brief = count <= (6 if word_label else 8) and not finite
        return Verdict.OPEN if brief else Verdict.PARAGRAPH
    if plain.endswith(":"):
        announces = re.search(_lead_in(), folded.rstrip(" :"))
        if count > 7 and not announces and _is_charge(folded):
            return Verdict.OPEN
        if announces and count > 7:
            return Verdict.PARAGRAPH if finite or count > 15 else Verdict.OPEN
        return Verdict.HEADING if count <= 25 and not (finite and count > 12) else Verdict.OPEN
    if _FIGURE.search(plain) and count > 10:
        return Verdict.PARAGRAPH if ended or count > 25 else Verdict.OPEN
    if ended and finite and any(map(str.isdigit, plain)) and not _first_words("nominal").match(folded):
        return Verdict.PARAGRAPH
    if ended:
        return Verdict.PARAGRAPH if count > 12 and _is_charge(folded) else _judge_ended(folded, count, finite)
    if run_in:
        return Verdict.HEADING if count <= 20 else Verdict.OPEN
    if count > 100 or (finite and count > 45):
        return Verdict.PARAGRAPH
    return Verdict.HEADING if count <= 40 or not finite else Verdict.OPEN


def _is_charge(folded: str) -> bool:
    """Whether words charge somebody with a task: `Ban Dân vận phối hợp với Văn phòng theo dõi …`, `Các cấp ủy quán triệt …`."""
    subject = _bodies().match(folded) or _first_words("vague").match(folded)
    return bool(subject and _any_word("orders").search(folded, subject.end()))


@cache
def _bodies() -> re.Pattern[str]:
    forms = sorted(map(fold, load("papers")["letterhead"]["bodies"]), key=len, reverse=True)
    return re.compile(r"\W*(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


def _judge_ended(folded: str, count: int, finite: bool) -> Verdict:
    """The same for words that a full stop ends."""
    nominal = bool(_first_words("nominal").match(folded))
    verbal = finite and bool(_any_word("verbal").search(folded))
    subject = finite and bool(_first_words("vague").match(folded))
    if nominal and (count <= 8 or (not verbal and not subject and count <= 60)):
        return Verdict.HEADING
    if count <= 8 or not finite:
        short = count <= 8 and not finite and not _first_words("orders").match(folded)
        return Verdict.HEADING if short and count <= 4 else Verdict.OPEN if count <= 60 else Verdict.PARAGRAPH
    return Verdict.OPEN if nominal and count <= 30 else Verdict.PARAGRAPH


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, map(fold, load("headings")["lead_in"]))) + r")\Z")


def _is_guidance(inner: str) -> bool:
    folded = fold(" ".join(_NOISE.sub(" ", inner).split()))
    if re.search(r"\.{3}|…", inner) or re.match(r"số\s+[^\W\d]", folded):
        return True
    return bool(_first_words("guidance").match(folded))


def without_remark(words: str) -> str:
    """An outline's title without the bracket that ends it, where that says more than a name, a term or a year."""
    found = _LAST_BRACKET.search(words)
    if found is None or not found["inner"][0].islower() or len(_WORD.findall(found["inner"])) < 3:
        return words
    return words if _first_words("names_in_brackets").match(fold(found["inner"])) else words[: found.start()].rstrip()


def _cut_at_colon(text: str) -> tuple[int, int] | None:
    """Where a title ends before a colon and where the text behind it begins; None where no colon ends a title.

    After a colon, what completes the noun phrase stays: small letters without an order, a purpose, a verb or a figure;
    one quoted name; capitals behind capitals.
    """
    depth = _Depth()
    for found in _COLON.finditer(text):
        if depth.inside(text, found.start()):
            continue
        before, after = text[: found.start()], _NOISE.sub(" ", text[found.end() :]).strip()
        if not after:
            return found.start(), found.end()
        if _item_name().fullmatch(fold(_NOISE.sub(" ", before)).strip()):
            # `Dự án 1: Hỗ trợ …`: the number belongs to the name behind it.
            continue
        if is_capitals(before) and is_capitals(after):
            continue
        if re.fullmatch(r"[\"“][^\"”]*[\"”][.;]?", after):
            continue
        if after[0].islower() and not (_is_clause(after) or _is_done(before, after)):
            continue
        if _is_list_of_names(before, after):
            continue
        return found.start(), found.end()
    return None


_DASH = re.compile(rf"\s[-–—]\s+(?=[{CAPITALS}])")


def _cut_at_dash(text: str) -> tuple[int, int] | None:
    """`Công tác kiểm tra - Đã kiểm tra 2 chi hội.`: a dash before a sentence parts a title as a colon does."""
    found = _DASH.search(text)
    if found is None or not text.rstrip(" *_").endswith((".", ";", "./.")):
        return None
    before, after = text[: found.start()], text[found.end() :]
    if is_capitals(after[:60]) or len(_WORD.findall(before)) > 12 or not _first_words("nominal").match(fold(before)):
        return None
    told = _any_word("verbal").search(fold(after[:400])) or _first_words("orders").match(fold(after[:60]))
    counts = _FIGURE.search(after) or (told and _counted().search(fold(after[:400])))
    return (found.start(), found.end()) if counts else None


@cache
def _item_name() -> re.Pattern[str]:
    """A word that opens a strict label with its number: `nội dung 1`, `tiểu dự án 3`, `nhiệm vụ thứ hai`."""
    forms = [fold(form) for entry in load("labels")["word"] if entry.get("strict") for form in entry["forms"]]
    return re.compile(
        "(?:"
        + "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
        + r")\s+(?:(?:số\s+)?[\divx.]{1,6}|thứ\s+[^\W\d_]{2,4})"
    )


def _is_clause(after: str) -> bool:
    folded = fold(after[:400])
    first = _first_words("purpose").match(folded)
    if first is not None or _FIGURE.search(nfc(after)) or re.search(r"\.{3}|…|_{3}|⟦", _BRACKET.sub(" ", after)):
        return True
    told = after.rstrip(" *_")
    if told.endswith(".") and not told.endswith(").") and ("," not in told and ";" not in told):
        # `Biểu quyết: giơ tay.`; with commas it is a list that the title names.
        return True
    return bool(_first_sentence_end(after)) or bool(
        re.search(r"(?<![^\W_])(?:đã|đang|sẽ|đạt|là|chưa|không có|có(?= \d))(?![^\W_])", folded)
    )


def _is_list_of_names(before: str, after: str) -> bool:
    """Whether capitalised members behind a plural complete it: `Các phong trào: Tình nguyện; Sáng tạo trẻ; Bảo vệ Tổ quốc`."""
    if not _plural().match(fold(before).strip()) or _FIGURE.search(after) or _first_sentence_end(after):
        return False
    members = [member.strip() for member in re.split(r";|,", after.rstrip(" .*_"))]
    return len(members) > 1 and all(
        1 <= len(_WORD.findall(member)) <= 9 and not _any_word("finite").search(fold(member)) for member in members
    )


def _is_done(before: str, after: str) -> bool:
    """Whether a sentence behind a colon tells what somebody does or did, or what is done at a time, and is no list of names.

    `Các nhà trường: lập danh sách …`, `Giai đoạn 1 (từ 25/5): ban hành kế hoạch …`, `Tuyên truyền: treo 12 băng rôn …`.
    """
    if not after.rstrip(" *_").endswith((".", ";", "./.")):
        return False
    if _counted().search(fold(after[:400])):
        return True
    head = fold(_BRACKET.sub(" ", before)).strip()
    if len(head.split()) <= 6 and _first_words("states").match(head):
        # `Khó khăn: thiếu hóa chất, lực lượng mỏng.`
        return True
    return bool(
        _any_word("actors").search(head) or _bodies().match(head) or _first_words("stages").match(head)
    ) and bool(_first_words("orders").match(fold(after[:60])))


class _Depth:
    """Whether a place lies inside brackets or quotation marks; places must be asked in order."""

    def __init__(self) -> None:
        self._at = 0
        self._brackets = 0
        self._quotes = 0

    def inside(self, text: str, place: int) -> bool:
        for char in text[self._at : place]:
            if char == "(":
                self._brackets += 1
            elif char == ")":
                self._brackets = max(0, self._brackets - 1)
            elif char == "“":
                self._quotes += 1
            elif char == "”":
                self._quotes = max(0, self._quotes - 1)
        self._at = place
        return self._brackets > 0 or self._quotes > 0


def _first_sentence_end(text: str) -> tuple[int, int] | None:
    """The first full stop that ends a sentence with another one behind it: its place and where the next begins."""
    depth = _Depth()
    for found in _SENTENCE_END.finditer(text):
        if depth.inside(text, found.start()):
            continue
        last = re.search(r"[^\s(]+\Z", text[max(0, found.start() - 12) : found.start()])
        token = fold(last[0]) if last else ""
        if found[0][0] == "." and (token in _abbreviations() or (len(token) <= 1 and token.isalpha())):
            continue
        return found.start() + 1, found.end()
    return None


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(map(fold, load("headings")["abbreviations"]))


def _body_offset(text: str, offset: int) -> int | None:
    """Where the words behind a run-in title begin; None where nothing is left in the line."""
    rest = re.compile(r"[\s*_`]*").match(text, offset)
    place = rest.end() if rest else offset
    return place if place < len(text) else None
