"""Which figures an outline's words want, and what they are called."""

from __future__ import annotations

import re
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.outlining.vocabulary import WORD, anywhere, begins, clean, first

_COUNTER = re.compile(r"(?<![\w/-])số\s+(?P<noun>[^\W\d_]+)")


# A hole with the unit behind it: `… em`, `đạt …%`, `trị giá ......... đồng`.
_HOLE = r"(?:(?<=[\s:(])|\A)(?:…|\.{3,}|_{3,}|\.\.\s)[\s./…_]*"


def has_hole(text: str) -> bool:
    """Whether words leave a hole to fill in with a number: `Kết nạp mới: … đồng chí`."""
    return bool(_hole().search(fold(text)))


@cache
def _hole() -> re.Pattern[str]:
    units: dict[str, dict[str, list[str]]] = load("units")
    names = {name for group in ("scales", "money", "percent", "measures") for name in units[group]}
    names |= {name for members in units["counts"].values() for name in members}
    forms = sorted({fold(name) for name in names}, key=len, reverse=True)
    return re.compile(_HOLE + r"(?P<unit>" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


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
        if previous and previous[1] in behind and not folded[: match.start()].endswith("bình quân "):
            continue
        if match["noun"] in before:
            continue
        found.append(match)
    return found


def wants_figures(text: str) -> bool:
    """Whether words ask for numbers: `số cuộc`, `tỷ lệ`, `có số liệu`, `so với cùng kỳ`, `… em`; not `một số`, `thiểu số`."""
    folded = fold(clean(text))
    plain = anywhere("not_data", "figures").sub(" ", folded)
    if _counters(plain) or anywhere("anywhere", "figures").search(plain) or _hole().search(plain):
        return True
    phrases = re.split(r"[,;:.()]|\bvà\b", plain)
    phrases = [
        re.sub(r"^\s*(?:nêu|ghi|rõ|cụ thể|về|các|những|tổng)?\s*(?:rõ|cụ thể)?\s*", "", phrase) for phrase in phrases
    ]
    return any(first("opening", "figures").match(phrase) for phrase in phrases)


_SPLIT = re.compile(
    r"[;:()…]|\.{2,}|\.(?:\s|\Z)|,|\s+và\s+(?=số|tỷ lệ|tỉ lệ|tổng|kết quả|nội dung|tên|hiệu quả|hình thức|cách|việc)"
)
# A count of something; a bare `số lượng` leaves open of what.
_COUNT_OF = re.compile(r"(?:(?:tổng )?(?:số(?! lượng| liệu)|tỷ lệ|tỉ lệ)|tổng đàn)\s+\w")
# What these begin says with what a figure is compared; it names none.
_COMPARISON = re.compile(r"(?:có )?so (?:với|sánh|cùng)\s|(?:có )?so sánh\Z")
# `số lượng, tên văn bản`: the count is of the papers.
_OF_WHAT = re.compile(r"(?i)(số lượng)(?:,|,?\s+và)\s+(?:tên|loại)\s+(?=\w)")
_OPENING = re.compile(
    r"(?:(?:chú ý|lưu ý|nêu|ghi|báo cáo|thống kê|đánh giá|cần|có|rõ|cụ thể|khái quát|về|trong đó|đạt được|đạt|được)\s+)+",
    re.IGNORECASE,
)


def figure_names(text: str, thing: str) -> tuple[str, ...]:
    """The names of the figures that words ask for; `thing` (the ask's text) completes a bare `số liệu`.

    `nêu rõ số vụ việc, tỷ lệ hòa giải thành` → `số vụ việc`, `tỷ lệ hòa giải thành`; behind `số lượng các …` every member
    of the enumeration is one. A hole to fill in is named by the words before it. Comparisons name none.
    """
    words = _OF_WHAT.sub(r"\1 ", _named_holes(clean(text), thing))
    names: list[str] = []
    listing: str | None = None
    joins = False
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
            and not first("other_heads", "figures").match(fold(piece))
            and not begins(piece, "instructing")
        ):
            names.append(f"{listing} {_without_plural(piece)}")
        elif joins and _goes_on(piece):
            # `số đoàn viên, hội viên hiện có`: one count of two things.
            names[-1] = f"{names[-1]}, {piece}"
        elif piece:
            joins = False
        joins = mark == "," and bool(piece) and bool(names) and (counted or joins)
        if mark not in (",",):
            listing = None
    unique = {fold(name): name for name in reversed(names)}
    return tuple(reversed(unique.values()))


def _named_holes(words: str, thing: str) -> str:
    """`Quà của tỉnh: … suất, trị giá … đồng` → `số suất quà của tỉnh; trị giá`: what each hole is to be filled with."""
    folded = fold(words)
    holes = list(_hole().finditer(folded)) if len(folded) == len(words) else []
    if not holes:
        return words
    made: list[str] = []
    at = 0
    for hole in holes:
        before = re.split(r"[,;:(]", words[at : hole.start()].rstrip(" :("))[-1].strip()
        before = _OPENING.sub("", before, count=1) if _OPENING.match(before) else before
        unit = hole["unit"]
        kind = "tỷ lệ" if unit in load("units")["percent"] else "số tiền" if unit in _money() else f"số {unit}"
        named = before if WORD.search(before) else ""
        if not named:
            named = kind if holes[0] is not hole or not thing else f"{kind} {thing[:1].lower()}{thing[1:60]}"
            if wants_figures(thing) and holes[0] is hole:
                named = ""  # the thing itself is the figure's name
        elif not wants_figures(named):
            named = f"{kind} {named[:1].lower()}{named[1:]}"
        made.append(named.replace(",", ""))
        at = hole.end()
    return "; ".join([*made, words[at:]])


@cache
def _money() -> frozenset[str]:
    units: dict[str, dict[str, str]] = load("units")
    return frozenset((*units["money"], *units["scales"]))


def _goes_on(piece: str) -> bool:
    """Whether words behind a comma go on with what is counted: a few, no other head, no order."""
    other = first("other_heads", "figures").match(fold(piece)) or begins(piece, "instructing")
    return not other and len(WORD.findall(piece)) <= 12


def _figure_name(piece: str, thing: str) -> str | None:
    if not wants_figures(piece) or _COMPARISON.match(fold(piece)):
        return None
    folded = fold(piece)
    counters = _counters(folded)
    found = anywhere("anywhere", "figures").search(
        anywhere("not_data", "figures").sub(lambda m: "·" * len(m[0]), folded)
    )
    starts = [match.start() for match in counters]
    if found and not re.match(r"bao nhiêu|so |tăng|định lượng", found[0]):
        starts.append(found.start())
    if not starts or len(folded) != len(piece):
        name = _without_plural(_OPENING.sub("", piece, count=1) if _OPENING.match(piece) else piece)
        return name[:1].lower() + name[1:] if not name[:2].isupper() else name
    name = piece[min(starts) :]
    if fold(name).startswith("số liệu"):
        rest = re.sub(r"^số liệu\s*(?:về|cụ thể|minh chứng|chứng minh)?\s*", "", name, flags=re.IGNORECASE)
        if rest and wants_figures(rest):
            return _figure_name(rest, thing)
        if len(WORD.findall(rest)) < 2:
            what = _OPENING.sub("", thing, count=1) if _OPENING.match(thing) else thing
            rest = re.split(r"[;:]", " ".join(what.split()[:12]))[0].rstrip(", ")
            # `Số liệu: số buổi, số lượt người`: the thing itself says no more.
            if fold(rest).strip() == "số liệu":
                return None
        return f"số liệu {rest[:1].lower() + rest[1:] if not rest[:2].isupper() else rest}".strip()
    name = re.sub(r"^số lượng,?\s+và\s+tên\s+", "số lượng ", name, flags=re.IGNORECASE)
    head, _, rest = name.partition(" ")
    if head.lower() == "số" and (after := rest.partition(" "))[0].lower() == "lượng" and after[2]:
        name = f"{name[:8]} {_without_plural(after[2])}"
    return name[:1].lower() + name[1:]


def _without_plural(words: str) -> str:
    return re.sub(r"^(?:các|những)\s+", "", words, flags=re.IGNORECASE)
