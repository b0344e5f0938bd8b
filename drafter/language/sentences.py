"""Where Vietnamese sentences end: `.`, `!`, `?`, `…`, `;` at a list item's end, not behind abbreviations, labels and numbers."""

from __future__ import annotations

import re

# Closing marks behind the stop belong to the sentence.
_END = re.compile(r"(?:\.{1,3}/?\.?|[!?…]+)[\"”’»)\]]*(?=\s|\Z)|\n")
# What carries a dot and goes on. Single capitals (`Nguyễn V. A`) and labels (`1.`, `a.`, `II.`) are seen by their form.
_ABBREVIATION = re.compile(
    r"(?:tp|tx|tt|p|q|x|h|đ/c|đc|ts|ths|gs|pgs|bs|ks|cn|cv|ông|bà|tr|vd|v\.v|vv|t\.p|gs\.ts|pgs\.ts|st|tel|sđt|fax|no|stt)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\d+(?:\.\d+)*|[a-zđA-ZĐ]|[IVXLC]+)\Z")
_OPENERS = '"“‘«(['


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a stretch, without the blanks around them; nothing but blanks is left out."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for found in _END.finditer(text, start, stop):
        if text[found.start()] != "\n" and not _ends(text, begin, found, stop):
            continue
        _add(text, begin, found.end(), spans)
        begin = found.end()
    _add(text, begin, stop, spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, begin: int, found: re.Match[str], stop: int) -> bool:
    """Whether a stop closes a sentence: the next word begins one, and the word before is no abbreviation or label."""
    after = found.end()
    while after < stop and text[after] in " \t\u00a0":
        after += 1
    if after >= stop or text[after] == "\n":
        return True
    following = text[after]
    if found[0][0] in "!?":
        return not following.islower()
    word = _word_before(text, begin, found.start())
    if following.islower() or following in ",;:":
        return False
    if found[0].startswith("..") or found[0].startswith("…"):
        return following.isupper() or following in _OPENERS + "-+"
    if _ABBREVIATION.fullmatch(word):
        return word.lower() in ("v.v", "vv")
    at_start = not text[begin : found.start() - len(word)].strip(' \t-+*(["“')
    if _LABEL.match(word):
        # A label opens a sentence; a number at the end of a clause closes it (`đạt 45. Tổ chức`).
        return not at_start and not (len(word) == 1 and word.isupper())
    return True


def _word_before(text: str, begin: int, end: int) -> str:
    start = end
    floor = max(begin, end - 24)
    while start > floor and not text[start - 1].isspace() and text[start - 1] not in '("“':
        start -= 1
    return text[start:end]
