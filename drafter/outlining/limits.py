"""How many pages a report may have: `cấp xã tối đa 10 trang, cấp tỉnh 18 trang` → {xã: 10, tỉnh: 18}."""

from __future__ import annotations

import re
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load

# The key for a limit that holds for every report.
EVERY = "chung"

_WORDS = {"năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười hai": 12, "mười lăm": 15, "hai mươi": 20}
_PAGES = re.compile(
    r"(?:(?P<from>\d{1,3})\s*(?:-|–|đến)\s*)?(?P<number>\d{1,3}|"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")\s*(?:\([^)]{1,20}\)\s*)?trang(?!\s*(?:thông tin|web|điện tử|nhất|bị|trí|phục|trại|\d))"
)


_SENT = re.compile(r"[,;(]?\s*(?<!\w)(?:gửi|nộp|trình|chuyển|báo cáo về|và gửi)\s")


@cache
def _level() -> re.Pattern[str]:
    names = sorted(map(fold, load("asks")["frame"]["page_levels"]), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:cấp\s+)?(" + "|".join(map(re.escape, names)) + r")(?![^\W_])")


@cache
def _cue() -> re.Pattern[str]:
    words = sorted(map(fold, load("asks")["frame"]["pages"]), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, words)) + r")(?![^\W_])")


def page_limits(text: str) -> dict[str, int]:
    """Limits by level; one that names none stands under `chung`. Empty where no sentence limits the pages."""
    limits: dict[str, int] = {}
    for sentence in re.split(r"\n|(?<=[.!?])\s+(?=[^\W\d_])", fold(text)):
        found = list(_PAGES.finditer(sentence))
        if not found or not (_cue().search(sentence) or "a4" in sentence or "khổ" in sentence):
            continue
        for level, pages in _in_sentence(sentence, found).items():
            limits[level] = max(pages, limits.get(level, 0)) if level == EVERY else limits.get(level, pages)
    return limits


def _in_sentence(sentence: str, found: list[re.Match[str]]) -> dict[str, int]:
    """Clauses that each name a number and levels are read one by one; else the sentence as a whole."""
    clauses = [clause for clause in sentence.split(";") if _PAGES.search(clause)]
    limits: dict[str, int] = {}
    for clause in clauses if len(clauses) > 1 else []:
        limits |= _by_level(clause, list(_PAGES.finditer(clause)))
    return limits or _by_level(sentence, found)


def _by_level(sentence: str, found: list[re.Match[str]]) -> dict[str, int]:
    """Levels stand behind their number (`12 trang đối với cấp xã`) or before it (`cấp xã: 12 trang`), alike in a sentence."""
    after = [
        sentence[match.end() : found[place + 1].start() if place + 1 < len(found) else match.end() + 90]
        for place, match in enumerate(found)
    ]
    # To whom the report goes says nothing of who writes it.
    after = [_SENT.split(words)[0] for words in after]
    # Before the number only its own clause speaks of it.
    before = [
        sentence[(found[place - 1].end() if place else max(0, match.start() - 90)) : match.start()]
        for place, match in enumerate(found)
    ]
    before = [_own_clause(words) for words in before]
    leads = bool(_levels_of(before[0])) and (len(found) == 1 or not _levels_of(after[-1])) and not _behind(after[0])
    limits: dict[str, int] = {}
    for place, match in enumerate(found):
        pages = int(match["number"]) if match["number"].isdigit() else _WORDS[match["number"]]
        levels = _levels_of(before[place]) if leads else _levels_of(re.split(r"[;.]", after[place])[0])
        for level in levels or ([EVERY] if len(found) == 1 else []):
            limits.setdefault(level, pages)
    return limits


def _own_clause(words: str) -> str:
    """The last clause; a list of levels before it belongs to it (`của đảng ủy xã, thị trấn không quá`)."""
    pieces = re.split(r"[,;(]\s", words)
    first = len(pieces) - 1
    while first > 0 and _level().match(pieces[first]) and re.search(_level().pattern + r"\s*\Z", pieces[first - 1]):
        first -= 1
    return ", ".join(pieces[first:])


def _behind(words: str) -> bool:
    return bool(
        re.match(r"\s*(?:\(?a4\)?|giấy a4|khổ a4|,|in|đánh máy)*\s*(?:đối với|dành cho|với|cho|ở)\s", words)
    ) and bool(_levels_of(words))


def _levels_of(words: str) -> list[str]:
    """Levels in order; a body of a level (`đảng ủy xã`) is that level."""
    found = list(_level().finditer(words))
    return list(
        dict.fromkeys(
            match[1]
            for place, match in enumerate(found)
            if not (place + 1 < len(found) and words[match.end() : found[place + 1].start()] == " ")
        )
    )
