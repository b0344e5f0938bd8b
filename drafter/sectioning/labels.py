"""Labels at the beginning of a line, as Vietnamese offices write them, slips and OCR included.

A label is read without judging it: `l.` may be 1, Roman I or the letter l, `2. 1.` may be 2.1 or 2. followed by a list.
Every reading is kept; the tree decides by the sequence (see `sectioning.nesting`).

Families (a `style` is a family with its form, e.g. `arabic.` and `arabic)`): `appendix`, `form` (Biểu, Mẫu), `part`,
`chapter`, `division` (Mục), `subdivision`, `article` (Điều), `roman`, `upper`, `arabic`, `round` (`(1)`), `decimal`,
`mixed` (`I.1.`), `lower`, `small-roman`, `count` (Một là), `ordinal` (Thứ nhất).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.sectioning.lines import CAPITALS, RESIDUE, Line, is_capitals

# How far into a line a label may reach.
_REACH = 120

_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,4})\Z")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_TOKEN = r"(?:[0-9lIO]{1,3}|[IVXLivxl1]{1,7}|[A-Za-zĐđ])"
_PLAIN = re.compile(
    rf"(?P<first>{_TOKEN})(?P<rest>(?:,[0-9]{{1,2}}(?=\.[ \t]))?"
    r"(?:[ ]?\.[ ]?[0-9lO]{1,2}(?![0-9%])){0,5}(?:\.[a-zđ](?=[.)/ ]))?)"
    r"(?P<close>[ ]?\\?(?:[./)][ ]?[)/:-]|[.)/:,]|[ ]?-)|(?=[ \t]|\Z))"
)
_ROUND = re.compile(r"[(\[]\s?(?P<first>\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,5}|[IVX]{1,5}|[A-ZĐ])\s?[)\]]")
_GOES_ON = re.compile(r"[;,.]\s*(?:và\s+)?\(2\)\s")
_WORD_NUMBER = re.compile(
    r"\s{1,5}(?:số\s{0,3}:?\s{0,3})?(?:thứ\s{1,3})?"
    r"(?P<number>mười một|mười hai|[^\W\d_]{2,5}|\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?|[ivxl1]{1,7}|[a-zđ])"
    r"(?P<code>(?:\s?[/-]\s?[A-ZĐ]{2,12}){0,4}(?![^\W\d_]))(?P<close>\s{0,3}[.:/)-]{0,2})(?=[\s(\"*_]|\Z|\w)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:(?P<count>mười một|mười hai|\w{2,4}) là|thứ (?P<ordinal>\w{2,4}))\s?(?P<close>[:,.]|(?=\s-\s))", re.IGNORECASE
)
_OPENS_TITLE = re.compile(rf"[{CAPITALS}“\"(\[]")
_MARKUP = re.compile(r"[*_`]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a label. `path` is (2, 1) for 2.1 and (2,) for `2.`, `II.` or `b)`; `end` where it ends."""

    family: str
    style: str
    path: tuple[int, ...]
    end: int
    token: str

    @property
    def number(self) -> int:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at a line's beginning, with its readings, the likeliest first. `weak`: only a sequence proves it."""

    line: Line
    readings: tuple[Reading, ...]
    weak: bool = False

    @property
    def start(self) -> int:
        return self.line.start


@dataclass(frozen=True, slots=True)
class Word:
    """A word that opens a label: `Phần`, `Điều`, `Phụ lục`."""

    family: str
    slug: str
    rank: int
    appendix: bool
    strict: bool = False
    named: tuple[str, ...] = ()


@cache
def words() -> dict[str, Word]:
    """The label words by their form (lower case), the longest first."""
    entries: list[dict[str, Any]] = load("labels")["word"]
    found = {
        form: Word(
            entry["family"],
            entry["slug"],
            entry["rank"],
            bool(entry.get("appendix")),
            bool(entry.get("strict")),
            tuple(entry.get("named", ())),
        )
        for entry in entries
        for form in entry["forms"]
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def word_of(family: str) -> Word | None:
    """What is known of a word's family, None for numbers and letters."""
    return next((word for word in words().values() if word.family == family), None)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("(?P<word>" + "|".join(map(re.escape, words())) + r")(?![^\W\d_])", re.IGNORECASE)


def read_label(line: Line) -> Label | None:
    """The label at a line's beginning, None where there is none. Looks at the first 120 characters only."""
    head = line.head.text[:_REACH]
    if not head or (line.row and line.cell is not None):
        return None
    return _word_label(line, head) or _count_label(line, head) or _round_label(line, head) or _plain_label(line, head)


def roman(text: str) -> int | None:
    """The value of a Roman number up to 89, None where it is none (`IIII` is read, as offices write it)."""
    if not text or not _ROMAN.match(text):
        return None
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def letter_number(letter: str, *, latin: bool = False) -> int | None:
    """A letter's place in Vietnamese lists (a b c d đ e g …), or in the Latin alphabet."""
    orders = load("labels")["letters"]
    place = orders["latin" if latin else "vietnamese"].find(letter.lower())
    if place < 0:
        place = orders["latin"].find(letter.lower())
    return place + 1 if place >= 0 else None


def follows(before: Reading, after: Reading) -> bool:
    """Whether one label is the next behind another of its family (letters in the Vietnamese or the Latin order)."""
    if before.path[:-1] != after.path[:-1]:
        return False
    if after.number == before.number + 1:
        return True
    if after.family in ("lower", "upper") and before.family == after.family:
        first, second = (letter_number(reading.token, latin=True) for reading in (before, after))
        return first is not None and second is not None and second == first + 1
    return False


def _origin(line: Line, index: int) -> int:
    return line.start + line.head.origin[min(index, len(line.head.text))]


def _behind(line: Line, index: int) -> str:
    """The words behind a label, without residue."""
    text = line.head.text
    found = RESIDUE.match(text, index)
    return text[found.end() if found else index :]


def _word_label(line: Line, head: str) -> Label | None:
    opening = _opening().match(head)
    if opening is None:
        return None
    form = opening["word"].lower()
    word = words().get(form)
    if word is None:
        return None
    number = _WORD_NUMBER.match(head, opening.end())
    path = _word_path(number["number"]) if number else None
    if number is None or path is None:
        return _named_label(line, opening, word) or _bare_appendix(line, opening, word)
    if word.appendix and ")" in number["close"]:
        # `… (xem` / `Phụ lục 1).`: the end of a bracket.
        return None
    # Only an article's stop belongs to its label: `Điều 1.`, but `Phần I`, `PHỤ LỤC 1`.
    end = number.end("close") if word.family == "article" and number["close"] == "." else number.end("code")
    behind = _behind(line, number.end())
    closed = bool(number["close"].strip())
    proven = not behind or closed or is_capitals(behind) or behind[0] in "(["
    if closed and behind[:1].islower():
        proven = False
    if word.strict and (not (closed or not behind) or len(line.text) > 300):
        return None
    if not proven:
        # `Điều 5 Quy chế này …`, `Phần II của báo cáo …` are sentences; a title has its capital and no end.
        titled = behind[:1].isupper() and len(behind) < 160 and not behind.rstrip().endswith((".", ";", ","))
        # In capitals the word names an appendix whatever its title's letters: `PHỤ LỤC I Danh sách hộ nghèo`.
        named = word.appendix and (opening["word"].isupper() or line.look.anchor is not None)
        if not titled or word.family in ("article", "division") or (word.appendix and not named):
            return None
    family = word.family if word.family != "appendix" else ("appendix" if "lục" in form else "form")
    style = family + (":" + _number_kind(number["number"]) if word.family == "part" else "")
    reading = Reading(family, style, path, _origin(line, end), number["number"])
    return Label(line, (reading,))


def _named_label(line: Line, opening: re.Match[str], word: Word) -> Label | None:
    """`PHẦN MỞ ĐẦU`, `Phần kết luận`: a name where others have a number, so that all of it is title."""
    text = line.head.text
    rest = text[opening.end() :]
    behind = rest.lstrip()
    name = next((name for name in word.named if behind.lower().startswith(name)), None)
    if name is None:
        return None
    end = len(text) - len(behind) + len(name)
    left = text[end:].strip(" .:*_-–")
    if left and not (line.capitals and not text[end].isalnum()):
        return None
    return Label(line, (Reading(word.family, f"{word.family}:named", (0,), line.start, ""),))


def _bare_appendix(line: Line, opening: re.Match[str], word: Word) -> Label | None:
    if not word.appendix or "lục" not in opening["word"].lower():
        return None
    rest = line.head.text[opening.end() :]
    behind = rest.strip(" .:*_-")
    # A stop behind the word, or a heading that says so by its format, proves a title in any letters.
    proven = (
        line.look.outline_level is not None
        or line.look.anchor is not None
        or (rest.lstrip()[:1] in tuple(".:-") and behind[:1].isupper())
    )
    named = opening["word"].isupper() or line.look.anchor is not None
    if behind and not (named and (proven or is_capitals(behind)) and len(behind) < 200):
        return None
    return Label(line, (Reading("appendix", "appendix", (0,), _origin(line, opening.end()), ""),))


def _word_path(text: str) -> tuple[int, ...] | None:
    if "." in text:
        return tuple(int(re.sub(r"\D", "", part)) for part in text.split("."))
    value = _word_value(text)
    return None if value is None else (value,)


def _word_value(text: str) -> int | None:
    lowered = text.lower()
    ordinals: dict[str, int] = load("labels")["ordinals"]
    if lowered in ordinals:
        return ordinals[lowered]
    if digits := re.match(r"\d+", text):
        return int(digits[0])
    value = roman(text.upper().replace("1", "I"))
    if value is not None:
        return value
    return letter_number(text) if len(text) == 1 else None


def _number_kind(text: str) -> str:
    if text.lower() in load("labels")["ordinals"]:
        return "word"
    return "arabic" if text[0].isdigit() else "roman"


def _count_label(line: Line, head: str) -> Label | None:
    found = _COUNT.match(head)
    if found is None:
        return None
    family = "count" if found["count"] else "ordinal"
    token = (found["count"] or found["ordinal"]).lower()
    value = load("labels")["ordinals"].get(fold(token))
    # `Thứ hai, ngày …` is a weekday.
    if value is None or (family == "ordinal" and re.match(r"\s*ngày", _behind(line, found.end()))):
        return None
    return Label(line, (Reading(family, family, (value,), _origin(line, found.end("close")), token),))


def _round_label(line: Line, head: str) -> Label | None:
    found = _ROUND.match(head)
    if found is None or not _behind(line, found.end()):
        return None
    if head[found.end() : found.end() + 1] in ("/", ",", ";"):
        return None
    if found["first"] == "1" and _GOES_ON.search(line.text, 0, 1500):
        # `(1) …; (2) …; (3) …` in one paragraph is a sentence.
        return None
    end = found.end()
    if head[end : end + 1] in (".", ":"):
        end += 1
    if "." in found["first"]:
        path = tuple(int(part) for part in found["first"].split("."))
        reading = Reading("decimal", f"decimal(){len(path)}", path, _origin(line, end), found["first"])
        return Label(line, (reading,)) if head[0] == "(" and all(path) else None
    readings = _single_readings(found["first"], "()", _origin(line, end))
    return Label(line, tuple(readings)) if readings and head[0] == "(" else None


def _plain_label(line: Line, head: str) -> Label | None:
    bare = _MARKUP.sub("", head) if "*" in head or "_" in head or "`" in head else head
    # Emphasis may close inside the label (`**1**. …`): read without it and walk the same number of characters on.
    found = _PLAIN.match(bare)
    if found is None:
        return None
    end = found.end("close")
    if bare is not head:
        end = _unstripped(head, end)
    close = found["close"].replace(" ", "").replace("\\", "")
    behind = _behind(line, end)
    # A comma for the stop inside a label (`2,2. …`) is a slip that only a sequence proves.
    slipped = "," in found["rest"]
    first, rest = found["first"], re.sub(r"\s", "", found["rest"]).replace(",", ".")
    if _is_quantity(bare, found, close, behind):
        return None
    if twice := re.match(re.escape(bare[: found.end("close")].strip()) + r"(?=\s+[^\W\d_])", behind):
        end = len(line.head.text) - len(behind) + twice.end()
        behind = behind[twice.end() :].lstrip()
    spaced = head[end : end + 1].isspace() or end >= len(head)
    if not spaced and not _OPENS_TITLE.match(behind):
        return None
    readings = _plain_readings(line, bare, found, first, rest, close, _origin(line, end))
    if not readings:
        return None
    return Label(line, tuple(readings), weak=slipped or _is_weak(first, rest, close, behind))


def _unstripped(head: str, end: int) -> int:
    seen = 0
    for index, char in enumerate(head):
        if char not in "*_`":
            if seen == end:
                return index
            seen += 1
    return len(head)


def _is_quantity(head: str, found: re.Match[str], close: str, behind: str) -> bool:
    """`15/7/2022`, `5 - 7 hộ`, `1.555 hộ`, `2,5 ha`, `08:30`, `12.5%` open a line without being labels."""
    after = head[found.end() : found.end() + 1]
    if after.isdigit() or after == "%":
        return True
    if close in ("-", "/", ",", ":") and behind[:1].isdigit():
        # `1/ 100% đoàn viên …` may be a label; the sequence decides.
        return close in (",", ":") or not after.isspace() or found["close"].startswith(" ")
    if not close and behind[:1] in ("-", "%", "/", "+", "=", "x", "×", ",", ""):
        return True
    return close in ("", ",") and not behind[:1].isupper() and behind[:1] not in ('"', "(")


def _is_weak(first: str, rest: str, close: str, behind: str) -> bool:
    if close in (",", ":"):
        return True
    if (close == "-" and not behind[:1].isupper()) or (close == "/" and behind[:1].isdigit()):
        return True
    return not close and not (rest and behind[:1].isupper())


def _plain_readings(
    line: Line, head: str, found: re.Match[str], first: str, rest: str, close: str, end: int
) -> list[Reading]:
    if not rest:
        return _single_readings(first, close or " ", end, line.capitals)
    parts = rest.strip(".").split(".")
    last_letter = parts[-1] if parts[-1].isalpha() and parts[-1] not in ("l", "O", "lO") else None
    tail = [letter_number(part) if part == last_letter else _digits(part) for part in parts]
    if any(value is None for value in tail) or any(len(part) > 2 for part in parts):
        return []
    numbers = tuple(value for value in tail if value is not None)
    readings: list[Reading] = []

    def add(family: str, opener: int | None) -> None:
        if opener is not None:
            readings.append(Reading(family, f"{family}{len(numbers) + 1}", (opener, *numbers), end, first + rest))

    value = roman(first)
    add("mixed", value)
    if not first.startswith("0"):
        add("mixed" if last_letter else "decimal", _digits(first))
    if value is None and len(first) == 1 and not first.isdigit() and first != "l":
        add("mixed", letter_number(first))
    if " " in found["rest"].strip():
        # `2. 1.`: perhaps `2.` with something numbered behind it.
        cut = found.end("first") + found["rest"].index(".") + 1
        # The same number twice is one label typed twice: `3. 3. …`.
        stop = end if numbers == (_digits(first),) else _origin(line, _unstripped(line.head.text, cut))
        readings += _single_readings(first, ".", stop)
    return readings


def _digits(token: str) -> int | None:
    """Digits, with OCR's l and O for 1 and 0; None where it is no number."""
    plain = token.replace("l", "1").replace("I", "1").replace("O", "0")
    if not plain.isdigit() or (not any(char.isdigit() for char in token) and token not in ("l", "I", "ll", "II")):
        return None
    return int(plain) or None


def _single_readings(token: str, close: str, end: int, capitals: bool = False) -> list[Reading]:
    """The readings of one token, the likeliest first."""
    readings: list[Reading] = []

    def add(family: str, number: int | None) -> None:
        if number is not None and all(reading.family != family for reading in readings):
            readings.append(Reading(family, family + close, (number,), end, token))

    if token.isdigit():
        add("round" if close == "()" else "arabic", int(token) or None)
        return readings
    ocr_roman = roman(token.replace("l", "I").replace("1", "I"))
    if token.isupper() or capitals or (len(token) > 1 and any(char in "VX" for char in token)):
        if len(token) == 1 and token not in ("l",):
            if token in "IVXL":
                add("roman", roman(token))
            if token.isupper():
                add("upper", letter_number(token))
        else:
            add("roman", ocr_roman)
    digits = _digits(token)
    if digits is not None and token not in ("I", "II"):
        add("arabic", digits)
    if len(token) == 1 and token.islower():
        add("lower", letter_number(token))
    if token.islower() and set(token) <= set("ivx"):
        add("small-roman", roman(token.upper()))
    if len(token) > 1 and set(token) <= set("Il1"):
        add("roman", ocr_roman)
    if (
        len(token) > 1
        and token[:1].isupper()
        and set(token.upper()) <= set("IVX")
        and (token.isupper() or close.strip())
    ):
        add("roman", roman(token.upper()))
    if token == "l":
        add("roman", 1)
    return readings
