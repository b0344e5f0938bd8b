"""Whether a section's text gives what its item asks for: the ticks beside the editor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from drafter.language.folding import fold, fold_words
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.outline import Ask, Item
from drafter.outlining.likeness import Features, Rarity, core_of, share
from drafter.outlining.wording import sentences

_ = catalogue("outlining")

# Half of what an ask's words weigh must stand in one or two neighbouring sentences; below a quarter nothing speaks of it.
_MET = 0.5
_UNSURE = 0.28
_NUMBER = r"(?:\d[\d.,]*|⟦[^⟦⟧]*⟧|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_ANY_FIGURE = re.compile(r"(?<![\w/.-])\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?\s*(?:%|[^\W\d_])|⟦\d[^⟦⟧]*⟧")
_NOT_FIGURE = re.compile(
    r"\bsố\s+\d+\S*|\d{1,2}/\d{1,2}(?:/\d{4})?|\b(?:năm|tháng|quý|ngày)\s+\d+|"
    r"\d+\s*(?:-\s*)?(?:nq|qđ|kh|ct|bc|hd)\b|\d+ tháng (?:đầu|cuối) năm"
)


_COUNTS = re.compile(
    r"(?<!\w)(?:tổng số|số lượng|số lượt|số(?! liệu)|tỷ lệ|tỉ lệ|diện tích|sản lượng|tổng đàn|kinh phí|trị giá)(?!\w)"
)
# What any people may be called, and units of the same family that are none.
_PERSONS = ("người", "lượt người", "đồng chí", "đại biểu", "em", "cháu")
_NO_PERSONS = frozenset(
    (
        "hộ",
        "lượt hộ",
        "gia đình",
        "khẩu",
        "nhân khẩu",
        "suất",
        "lượt",
        "biên chế",
        "thuê bao",
        "vạn dân",
        "nghìn dân",
        "cặp",
    )
)
_COUNTED = re.compile(r"(?:tổng )?số (?!tiền|liệu|lượng)")
# `11/12 vụ`: a share, where `11/12` alone is a day.
_RATIO = re.compile(r"(?<![\d/])(?<!ngày )\d[\d.]*\s*/\s*\d[\d.]*\s+(?!năm|tháng|ngày)[^\W\d_]")
# `không nhận được đơn nào`
_NONE = re.compile(r"(?<!\w)(?:không|chưa)\s(?:[^\W\d_]+\s){1,6}nào(?!\w)")


@dataclass(frozen=True, slots=True)
class Met:
    """One ask with its tick. `met` is None where nobody can tell without reading; `why` says what was found or is missing."""

    ask: Ask
    met: bool | None
    why: str


def asks_met(item: Item, text: str) -> tuple[Met, ...]:
    """Judge every ask of an item against the section's text (without the asks' own comments).

    Met: a sentence speaks of the ask and, where figures are wanted, the same sentences give one of the right family, or
    say that there is nothing to report.
    """
    plain = re.sub(r"<!--.*?(?:-->|\Z)", " ", text, flags=re.DOTALL)
    pieces = [sentence for line in plain.split("\n") if line.strip() for sentence in sentences(line)]
    if not pieces:
        return tuple(Met(ask, False, _("nothing is written yet")) for ask in item.asks)
    windows = [*pieces, *(f"{first} {second}" for first, second in pairwise(pieces))]
    folded = [fold_words(window) for window in windows]
    rarity = Rarity([*folded, *map(_thing, item.asks)])
    held = [rarity.weigh(window) for window in folded]
    return tuple(
        _judge(ask, rarity.weigh(_thing(ask)), windows, held, single=len(pieces), alone=len(item.asks) == 1)
        for ask in item.asks
    )


def _thing(ask: Ask) -> str:
    """What an ask speaks of: its words without what says that something is counted."""
    core = core_of(ask.text)
    return _COUNTS.sub(" ", core).strip() or core


def _judge(
    ask: Ask, wanted: Features, windows: Sequence[str], held: Sequence[Features], *, single: int, alone: bool
) -> Met:
    """`single`: so many windows are one sentence, the others two."""
    scores = [share(wanted, features) for features in held]
    # A sentence that gives what is counted by name speaks of it, in whatever words.
    counted = [name for name in ask.figures if _COUNTED.match(fold(name))]
    scores = [
        score + 0.25 * any(gives(window, name) for name in counted)
        for score, window in zip(scores, windows, strict=True)
    ]
    best = max(scores)
    places = [place for place, score in enumerate(scores) if alone or score >= max(_UNSURE, 0.75 * best)]
    if not places:
        return Met(ask, False, _("no sentence speaks of it"))
    about = [windows[place] for place in places]
    sure = alone or best >= _MET
    if any(place < single and _says_nothing(windows[place]) for place in places):
        return Met(ask, True if sure else None, _("said to be none"))
    if ask.wants_figures:
        missing = [name for name in ask.figures or ("",) if not any(gives(window, name) for window in about)]
        if len(missing) == len(ask.figures or ("",)):
            return Met(
                ask,
                False,
                _("figures are missing: {names}", names="; ".join(name for name in missing if name) or ask.text[:60]),
            )
        if missing:
            return Met(ask, None if sure else False, _("figures are missing: {names}", names="; ".join(missing)))
    if not sure:
        return Met(ask, None, _("perhaps: read it"))
    return Met(ask, True, _("found"))


@cache
def _nothing() -> re.Pattern[str]:
    forms = sorted(map(fold, load("asks")["nothing"]), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


def _says_nothing(sentence: str) -> bool:
    words = fold(sentence)
    return len(sentence) < 240 and bool(_nothing().search(words) or _NONE.search(words))


@cache
def _people() -> str:
    """Words that count people, the longer first: `đồng chí`, `đảng viên`, `người`."""
    names = {fold(name) for name in load("units")["counts"]["people"]} - _NO_PERSONS
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def gives(sentence: str, name: str) -> bool:
    """Whether a sentence gives a figure of the family that a name asks for (`số cuộc` → `18 cuộc`; `tỷ lệ` → a percentage)."""
    words = fold(sentence)
    bare = _NOT_FIGURE.sub(" ", words)
    wanted = fold(name)
    if re.match(r"t[ỷỉ] lệ|tỷ trọng", wanted):
        return bool(re.search(r"\d\s*%|phần trăm", bare) or _RATIO.search(words)) or "⟦" in words
    if re.search(r"số tiền|kinh phí|trị giá|giá trị|doanh thu", wanted):
        return bool(re.search(r"\d[\d.,]*\s*(?:nghìn |triệu |tỷ )*(?:đồng|đ\b|triệu|tỷ)", bare))
    counted = re.match(r"(?:tổng )?số (?:lượng |lượt )?(?P<noun>[^\W\d_]+)(?: (?P<more>[^\W\d_]+))?", wanted)
    if counted is None or counted["noun"] in ("liệu", "lượng"):
        return bool(_ANY_FIGURE.search(bare))
    if unit := re.match(rf"(?:{_people()})(?!\w)", wanted[counted.start("noun") :]):
        # `12 đảng viên` are so many `đồng chí`, and `64 người` so many `học viên`.
        same = _people() if unit[0] in _PERSONS else "|".join((re.escape(unit[0]), *_PERSONS))
        return bool(re.search(rf"(?<!\w){_NUMBER}\s+(?:lượt\s+)?(?:{same})(?!\w)", bare))
    more = rf"(?:\s+{re.escape(counted['more'])})?" if counted["more"] else ""
    return bool(re.search(rf"(?<!\w){_NUMBER}\s+(?:lượt\s+)?{re.escape(counted['noun'])}{more}(?!\w)", bare))
