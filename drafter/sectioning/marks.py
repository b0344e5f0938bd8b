"""What a line's wording says that it is: the vocabulary of official forms (Decree 30/2020 annex I, HD 36-HD/VPTW)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.section import DocumentKind
from drafter.sectioning.lines import Line, is_capitals

_NUMBER_LINE = re.compile(
    r"số\s?:?\s?[\d.…_]*\s?[-/]\s?[\w-]+|số\s?:\s?[\d.…_ ]*\Z|số\s?:?\s?[\d.…_]+\s?[a-zđ]{2,6}\s?[-/]\s?[a-zđ]{2,12}\Z"
)
_PLACE_DATE = re.compile(
    r"(?:[^,;:]{0,60},)?\s?ngày\s?[\d.…_]{0,8}\s?tháng\s?[\d.…_]{0,8}\s?năm\s?[\d.…_]{0,8}\W{0,3}\Z"
)
_SUBJECT = re.compile(r"(?:v/v|vv|về việc)(?:\s|:)")
_RULE = re.compile(r"[-_=*–—.\s]{1,}\Z")


class Mark(StrEnum):
    """What a line's wording says that it is."""

    MOTTO = "motto"
    NUMBER = "number"
    PLACE_DATE = "place-date"
    ISSUER = "issuer"
    STAMP = "stamp"
    RULE = "rule"
    KIND = "kind"
    SUBJECT = "subject"
    TO = "to"
    COPIES = "copies"
    SIGNING = "signing"
    OFFICE = "office"
    SIGNED = "signed"
    CLOSING = "closing"
    NOTE = "note"


HEAD_MARKS = frozenset({Mark.MOTTO, Mark.NUMBER, Mark.PLACE_DATE, Mark.ISSUER, Mark.STAMP, Mark.RULE})


@cache
def _starts(table: str, key: str) -> re.Pattern[str]:
    forms = sorted((fold(form) for form in load("papers")[table][key]), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def _authority() -> re.Pattern[str]:
    forms = sorted(load("papers")["signature"]["authority"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")\s*(?=[^\W\d_])")


@cache
def _mottos() -> tuple[str, ...]:
    return tuple(map(fold, load("papers")["letterhead"]["motto"]))


@cache
def _kinds() -> tuple[tuple[str, DocumentKind], ...]:
    kinds: dict[str, list[str]] = load("papers")["kinds"]
    found = [(fold(form), DocumentKind(kind)) for kind, forms in kinds.items() for form in forms]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def kind_of(folded: str) -> DocumentKind | None:
    """The kind of paper that a title's first words name."""
    words = folded.lstrip(' ("')
    if words.startswith("dự thảo "):
        words = words.removeprefix("dự thảo ")
    found = _kind_pattern().match(words)
    return dict(_kinds())[found[0]] if found else None


@cache
def _kind_pattern() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(form) for form, _ in _kinds()) + r")(?![^\W\d_])")


def mark_of(line: Line) -> Mark | None:
    """What a line's wording says; looks at its first 300 characters."""
    folded = line.folded[:300]
    if not folded:
        return Mark.RULE
    if _RULE.match(line.text[:80]) and len(line.text) <= 80:
        return Mark.RULE if not set(line.text) <= set(".… ") else None
    motto = next((form for form in _mottos() if form in folded), None) if len(folded) < 160 else None
    if motto and (line.capitals or "\t" in line.text or folded.startswith("độc lập") or line.row):
        return Mark.MOTTO
    if motto and folded.endswith(motto) and is_capitals(line.text[: len(line.text) - len(motto)]):
        # Set beside the issuer's name with blanks: `XÃ SUỐI NGÂN      Độc lập - Tự do - Hạnh phúc`.
        return Mark.MOTTO
    if _starts("recipients", "top").match(folded):
        return Mark.CLOSING if line.text.rstrip().endswith("./.") else Mark.TO
    if _starts("recipients", "bottom").match(folded) and len(folded) < 120:
        return Mark.COPIES
    if _authority().match(folded) and len(folded) < 120 and _upper_start(line.text):
        return Mark.SIGNING
    if folded.startswith(tuple(load("papers")["signature"]["hints"])) and len(folded) < 60:
        return Mark.SIGNED
    if office := len(folded) < 70 and _starts("signature", "offices").match(folded):
        whole = office.end() == len(folded.rstrip(" :"))
        if line.capitals or (whole and (line.row or line.look.centred or folded.startswith("người"))):
            return Mark.OFFICE
    if _NUMBER_LINE.match(folded) and len(folded) < 80:
        return Mark.NUMBER
    if _PLACE_DATE.match(folded):
        return Mark.PLACE_DATE
    if kind_of(folded) is not None and _is_type_line(line, folded):
        return Mark.KIND
    if _SUBJECT.match(folded) and len(folded) < 300:
        return Mark.SUBJECT
    if line.capitals and len(folded) < 100 and _starts("letterhead", "bodies").match(folded):
        return Mark.ISSUER
    if len(folded) < 40 and _starts("letterhead", "stamps").match(folded.lstrip("(")):
        return Mark.STAMP
    if _starts("closing", "starts").match(folded):
        return Mark.CLOSING
    if _starts("note", "starts").match(folded):
        return Mark.NOTE
    if folded.startswith(tuple(load("papers")["note"]["brackets"])):
        return Mark.NOTE
    return None


def _upper_start(text: str) -> bool:
    letters = [char for char in text[:40] if char.isalpha()]
    return sum(char.isupper() for char in letters) * 10 >= len(letters) * 7


def _is_type_line(line: Line, folded: str) -> bool:
    """`BÁO CÁO` in capitals, or the type's name alone on its line."""
    if line.capitals and len(folded) < 220:
        return True
    alone = any(folded.strip(" :.") == form for form, _ in _kinds())
    return alone and (line.look.bold is True or line.look.centred is True or line.text[:1].isupper())


def signs_beside(text: str) -> bool:
    """Whether an office in capitals stands beside the line's first words: `Nơi nhận:<tab>HIỆU TRƯỞNG`."""
    pieces = re.split(r"\t+|[ ]{3,}", text)[1:]
    return any(piece.isupper() and _starts("signature", "offices").match(fold(piece.strip())) for piece in pieces)


def names_office(line: Line) -> bool:
    """Whether a line says an office's name and nothing else, in any letters: `Trưởng ban`."""
    folded = line.folded[:80].strip(" :.")
    found = _starts("signature", "offices").match(folded)
    return found is not None and found.end() == len(folded) and not line.row


def tells_results(folded: str) -> bool:
    """Whether a title without a type's name is a report's: `Kết quả công tác …`."""
    return bool(_starts("kinds_untold", "report").match(folded))


def opens_articles(line: Line) -> bool:
    """`QUYẾT ĐỊNH:` on a line of its own, the word that opens the articles of a decision: no heading."""
    words = line.folded[:80].strip(" :.")
    return len(line.folded) < 80 and any(words == form for form, kind in _kinds() if kind is DocumentKind.DECISION)


def starts_preamble(line: Line) -> bool:
    """Whether a line begins as the paragraph behind a title does: `Căn cứ …`, `Thực hiện …`."""
    return bool(_starts("letterhead", "preamble").match(line.folded))
