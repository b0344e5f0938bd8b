"""What a time stands for in its sentence: issue date, deadline, validity, anniversary, period or event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from drafter.extracting.atoms import Atom, B, S
from drafter.lexicon import load
from drafter.model.fact import DateKind, DateRole

_PERIODS = (DateKind.PERIOD, DateKind.RANGE, DateKind.TERM, DateKind.YEAR, DateKind.MONTH)
# A document's symbol or number, then (signed, issued on) the day.
_ISSUED = re.compile(
    rf"(?:\d[\w/.\s-]{{0,12}}[/-]{B}[a-zđư][\w/-]{{0,40}}|(?:số|quyết{S}định|chỉ{S}thị|nghị{S}định|kết{S}luận|quy{S}định|hướng{S}dẫn){S}\d{{1,5}}"
    rf"|(?:luật|pháp{S}lệnh){S}[^.;:()\d]{{3,110}}?)"
    rf"(?:{B}\([^()]{{0,40}}\))?{B},?{B}(?:của{S}[^,;.:()]{{2,90}}{S})?(?:(?:được{S})?(?:ký|ban{S}hành){S})?(?:ngày{B})?$"
)
_PLACE_LINE = re.compile(rf"{B}[*_(]{{0,3}}[^\d,;:]{{0,40}},?{B}(?:ngày{B})?$")


@cache
def _cue(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["cues"][name])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.;,()]{{0,22}}$")


def role_of(folded: str, found: Sequence[Atom], index: int) -> DateRole:
    """The role by the words before it; `found` are the paragraph's times in reading order."""
    atom = found[index]
    if atom.shape == "anniversary" or _in_brackets_of_anniversary(folded, found, index):
        return DateRole.ANNIVERSARY
    if atom.kind == DateKind.DURATION:
        return DateRole.OTHER
    before = folded[max(0, atom.start - 60) : atom.start]
    if atom.shape in ("day", "blank", "month"):
        if _is_place_line(folded, atom):
            return DateRole.ISSUE_DATE
        if _cue("validity").search(before):
            return DateRole.VALIDITY
        if _cue("deadline").search(before) and not re.search(rf"tính{S}(?:từ|đến)", before[-20:]):
            return DateRole.DEADLINE
        if atom.shape == "day" and _ISSUED.search(folded[max(0, atom.start - 160) : atom.start]):
            return DateRole.ISSUE_DATE
    if atom.kind in _PERIODS:
        return DateRole.PERIOD
    if atom.shape == "blank":
        return DateRole.ISSUE_DATE
    return DateRole.DEADLINE if atom.shape == "recurring" else DateRole.EVENT


def _is_place_line(folded: str, atom: Atom) -> bool:
    """Whether the paragraph is only a place and a date: `Lạng Sơn, ngày 30 tháng 5 năm 2022`."""
    if atom.shape == "month" or not folded.startswith("ngày", atom.start):
        return False
    return len(folded[atom.end :].strip(" .*_)")) == 0 and _PLACE_LINE.fullmatch(folded[: atom.start]) is not None


def is_anniversary_pair(folded: str, first: Atom, last: Atom) -> bool:
    """Whether a bracket holds one day of two years."""
    if first.shape != "day" or last.shape != "day" or (first.day, first.month) != (last.day, last.month):
        return False
    return bool(first.year and last.year and first.year < last.year) and folded[: first.start].rstrip().endswith("(")


def _in_brackets_of_anniversary(folded: str, found: Sequence[Atom], index: int) -> bool:
    atom = found[index]
    beside = found[max(0, index - 1) : index + 2]
    if any(is_anniversary_pair(folded, one, two) and atom in (one, two) for one, two in pairwise(beside)):
        return True
    here = atom
    for other in reversed(found[max(0, index - 4) : index]):
        between = folded[other.end : here.start]
        if other.shape == "anniversary":
            bracketed = "(" in between and ")" not in between
            return (bracketed or len(between.strip()) <= 1) and len(between) < 40
        if between.strip() not in ("-", "đến", ",", "và"):
            return False
        here = other
    return False
