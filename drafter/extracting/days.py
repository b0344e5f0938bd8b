"""Days without their year beside shares (`họp 15/7`, `đạt 15/27`): what their way of writing and their neighbours tell."""

from __future__ import annotations

import re
from functools import cache

from drafter.extracting.atoms import Atom, B, S
from drafter.extracting.units import lexicon, unit_at
from drafter.lexicon import load

ALWAYS = (24, 7)  # `trực 24/7`: round the clock
_SHARE_BEFORE = re.compile(
    rf"(?:thiếu|đạt|còn|được|có|mới|đã|xong|vượt|giải{S}quyết|hoàn{S}thành|kết{S}nạp|phát{S}triển|tuyển|thực{S}hiện|tiêu|hoạch"
    rf"|kh|cấp|trồng|giảm|tăng|đảng{S}viên|đoàn{S}viên|hội{S}viên){S}$"
)
_ITEM_BEGINS = re.compile(r"\s{0,4}(?:[-+•*]\s{0,2})?(?:\d{1,2}\s?-\s?)?$")
_BEARS_NAME = re.compile(rf"(?:đường|phố|lớp|tổ|phòng|ty|xã|thôn|ngõ|hẻm|số|nhà|khu|xóm|hội|lệ|tỉ|tỷ){S}$")


def is_days_way(folded: str, atom: Atom, before: str) -> bool:
    """Whether a day without its year is written as days are and shares are not: more than a whole (`27/7`), only the day
    padded (`06/5`), or at the head of an item; behind no word that wants a share and near no plan that is overfulfilled."""
    if (atom.day, atom.month) == ALWAYS:
        return False
    bracketed = before.endswith("(") and folded.startswith(")", atom.end)
    if bracketed and _happens_now().search(before.rstrip("( ") + " ") is not None:
        return True  # `Trung thu (06/10)`
    if _happens_now().search(before) is not None or heads_item(folded, atom):
        return True
    more = is_more_than_whole(folded, atom)
    done = more and (atom.day or 0) > 12 and _DONE.search(before) is not None  # `quyết toán xong 20/12`
    if (_SHARE_BEFORE.search(before) is not None and not done) or _BEARS_NAME.search(before) is not None:
        return False
    first, _, second = folded[atom.start : atom.end].partition("/")
    padded = first.startswith("0") and (len(second) == 1 or bracketed)
    if not (padded or more) or not any(char.isalnum() for char in before):
        return False
    return _PLAN_NEAR.search(before[-30:] + folded[atom.end : atom.end + 16]) is None


_DONE = re.compile(rf"(?:xong|hoàn{S}thành|thực{S}hiện){S}$")
_PLAN_NEAR = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|kh|ct|vượt)(?!\w)")


def heads_item(folded: str, atom: Atom) -> bool:
    """Whether a day heads an item of a timetable (`- 26/6: mít tinh cấp huyện`)."""
    behind = re.match(r"\s?:\s[^\W\d_]", folded[atom.end : atom.end + 4])
    return behind is not None and atom.start < 12 and _ITEM_BEGINS.fullmatch(folded, 0, atom.start) is not None


@cache
def _happens_now() -> re.Pattern[str]:
    """Words of gatherings and feasts, right before their day."""
    words = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["cues"]["gathers"])
    return re.compile(rf"(?<!\w)(?:{words}){S}$")


_MORE_DAYS = re.compile(
    rf"(?:{B}(?:,|;|và|,{B}và){B}\d{{1,2}}/\d{{1,2}}){{0,6}}{B}(?:,|;|và|,{B}và){B}\d{{1,2}}/\d{{1,2}}/\d{{4}}(?!\d)"
)


def goes_with_next(folded: str, atom: Atom, follower: Atom | None) -> bool:
    """Whether a day stands before another of its list that has the year (`05/02 và 12/3/2023`)."""
    if follower is None or follower.shape != "day" or not atom.valid:
        return False
    ordered = (atom.month or 0, atom.day or 0) < (follower.month or 0, follower.day or 0)
    return ordered and _MORE_DAYS.match(folded, atom.end) is not None


@cache
def happens() -> re.Pattern[str]:
    """Words of what happens on a day, somewhere before it in its clause."""
    words = "|".join(re.escape(word).replace(r"\ ", S) for word in load("periods")["cues"]["happens"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^\d]{{0,40}}(?:\d{{1,2}}{B}[-,]{B})?$")


CLAUSE_BEGINS = re.compile(r"(?:\A|;\s|\.\s|(?:\A|\s)[-+•]\s)\s{0,3}$")
_RATIO_BEHIND = re.compile(r"\s{0,2}(?:\([^()]{0,14}%|,\s(?:đạt|chiếm|bằng)|[:=]\s{0,2}\d)")


def is_more_than_whole(folded: str, atom: Atom) -> bool:
    """Whether a day and month would be more than a whole as a fraction (`30/6`), with no share behind it."""
    if (atom.day or 0) <= (atom.month or 0) or _RATIO_BEHIND.match(folded, atom.end) is not None:
        return False
    unit = unit_at(folded, folded, atom.end)
    return unit is None or not unit.known or unit.head in lexicon().also_verbs or unit.head in lexicon().after_years


def last_clause(said: str) -> str:
    """What follows the last sentence mark."""
    return re.split(r"[.;:!?](?:\s|$)", said)[-1]
