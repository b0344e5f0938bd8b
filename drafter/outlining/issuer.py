"""Who asks for a report, written as an officer writes it and not as the letterhead prints it.

`ỦY BAN MTTQ VIỆT NAM / TỈNH HÀ XUYÊN / BAN THƯỜNG TRỰC` → `Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Hà Xuyên`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from drafter.language.folding import fold, nfc
from drafter.lexicon import load
from drafter.model.document import Document
from drafter.model.fact import Facts
from drafter.model.section import PartKind, SectionTree
from drafter.outlining.opening import Opening
from drafter.outlining.vocabulary import clean, first

_ASKS = re.compile(
    r"(?P<body>(?:Ban Thường trực |Ban Thường vụ |Thường trực )?(?:Ủy ban|Uỷ ban|Đảng ủy|Đảng uỷ|"
    r"Huyện ủy|Tỉnh ủy|Thành ủy|Hội|Sở|Phòng|Chi ủy|Chi bộ|Ban)\s[^,;.()\n]{3,70}?)\s+"
    r"(?:xây dựng|ban hành|đề nghị|yêu cầu|hướng dẫn|trân trọng đề nghị|gửi đề cương)"
)
_SENT_WITH = re.compile(r"\((?:Ban hành )?[Kk]èm theo [^()\n]{5,120}? của (?P<body>[^()\n;]{5,90})\)")
# A form's letterhead names nobody: `TÊN CƠ QUAN, ĐƠN VỊ`, `ĐƠN VỊ BÁO CÁO`, `CƠ QUAN CHỦ QUẢN`.
_NO_BODY = re.compile(
    r"(?:cộng hòa|độc lập|đảng cộng sản|số\s*:|số\s|v/v|\*|[\[(<]?(?:tên\s+(?:cơ quan|đơn vị|tổ chức|cấp)|"
    r"(?:cơ quan|đơn vị|tổ chức)\s+(?:chủ quản|cấp trên|báo cáo|ban hành)|(?:cơ quan|đơn vị)\W*\Z))"
)
_VOWEL = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
# `TỈNH ỦY`, `HUYỆN ĐOÀN`: a body, where `TỈNH` alone names a place.
_PLACED = re.compile(r"(?:tỉnh|thành|huyện|quận|thị|xã|phường)\s+(?:ủy|uỷ|đoàn)(?!\w)")

_SCHOOL = (
    r"trường\s+(?:tiểu học và (?:thcs|trung học cơ sở)|tiểu học|mầm non|"
    r"trung học cơ sở|trung học phổ thông|\w*thcs|\w*thpt)"
)
# A name of its own behind these: `huyện ủy Đồng Mây`, `trường tiểu học Nà Phạ`.
_NAMED = (rf"^{_PLACED.pattern}\s+(?P<name>\S.*)\Z", rf"(?i){_SCHOOL}\s+(?!xã|huyện|phường)(?P<name>\S.*)\Z")


def issuer_of(document: Document, tree: SectionTree, opening: Opening, facts: Facts | None) -> str | None:
    """Who asks: the letterhead's body, the one the outline is sent with, the one that says it builds or asks; else the facts'."""
    for part in tree.parts_of(PartKind.LETTERHEAD):
        if issuer := from_letterhead(document.text[part.start : part.end]):
            return issuer
    if sent := _SENT_WITH.search(nfc(document.text[opening.start : opening.start + 1500])):
        return clean(sent["body"])
    if found := _ASKS.search(nfc(document.text[: opening.start])):
        return clean(found["body"])
    return facts.identity.unit if facts is not None else None


def from_letterhead(head: str) -> str | None:
    """The body that issues, from a letterhead's lines in capitals; None where there is none."""
    bodies: list[str] = []
    for printed in re.split(r"[\n\t]", head):
        line = clean(printed).strip(" *")
        folded = fold(line)
        if _NO_BODY.match(folded) or re.search(r"ngày.*tháng.*năm", folded):
            continue
        # A body with a blank in its name is the one that is to report.
        if (
            not line
            or line != line.upper()
            or re.search(r"\.{2,}|…|_{2,}", line)
            or not re.search(r"[^\W\d_]{2}", line)
        ):
            continue
        if bodies and _goes_on(bodies[-1], folded):
            bodies[-1] = f"{bodies[-1]} {line}"
        else:
            bodies.append(line)
    return _joined([in_running_text(body) for body in bodies]) if bodies else None


def _goes_on(above: str, folded: str) -> bool:
    if re.search(r"(?:,|\bvà|-)\s*\Z", fold(above)):
        return True
    if re.search(rf"(?<![^\W_])(?:{_places()})\s*\Z", fold(above)):
        # `HỘI PHỤ NỮ TỈNH / BÌNH SA`, but `ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH / BAN TỔ CHỨC`.
        return not (first("inner", "issuer").match(folded) or first("offices", "issuer").match(folded))
    level = first("places", "issuer").match(folded)
    return bool((level and not _PLACED.match(folded)) or first("goes_on", "issuer").match(folded))


def _joined(bodies: Sequence[str]) -> str:
    """The last body, with what it belongs to where its own name does not say it."""
    last, above = bodies[-1], bodies[-2] if len(bodies) > 1 else ""
    folded = fold(last)
    inner = first("inner", "issuer").match(folded)
    placed = _place_in(folded)
    if inner and placed and above and inner.end() + 1 == placed.start() and not _place_in(fold(above)):
        return f"{last[: inner.end()]} {above} {last[placed.start() :]}"
    if not above or placed:
        return last
    if folded in ("đảng ủy", "chi ủy") and (place := _place_in(fold(above))):
        return f"{last} {above[place.start() :]}"
    if first("inner", "issuer").fullmatch(folded):
        return f"{last} {above}"
    place = _place_in(fold(above))
    if place and first("offices", "issuer").match(folded) and re.match(r"(?:ubnd|ủy ban nhân dân|sở)", fold(above)):
        return f"{last} {above[place.start() :]}"
    return last


def _place_in(folded: str) -> re.Match[str] | None:
    return re.search(rf"(?<![^\W_])(?:{_places()})\s+\w", folded)


@cache
def _places() -> str:
    words = sorted(load("asks")["issuer"]["places"], key=len, reverse=True)
    # `xã hội` is no commune.
    return "|".join(re.escape(fold(word)) for word in words) + r")(?!\s+hội(?!\w)"


@cache
def _cased() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = sorted(load("asks")["issuer"]["cased"], key=len)
    return tuple((re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", re.IGNORECASE), name) for name in names)


def in_running_text(name: str) -> str:
    """A body's name in capitals as running text writes it: `SỞ Y TẾ TỈNH LỘC AN` → `Sở Y tế tỉnh Lộc An`."""
    keep = set(load("issuers")["abbreviations"]) | {"MTTQ", "MTTQVN", "VN", "LHPN", "TNCS", "CCB"}
    low = " ".join(word if word in keep or not _VOWEL.search(fold(word)) else word.lower() for word in name.split())
    place = next(filter(None, (re.search(pattern, low) for pattern in _NAMED)), None) or re.search(
        rf"(?<![^\W_])(?:{_places()})\s+(?!(?:ủy|uỷ|đoàn)(?!\w))(?P<name>\S.*)\Z", low
    )
    head, tail = (low[: place.start("name")], low[place.start("name") :]) if place else (low, "")
    for pattern, written in _cased():
        head = pattern.sub(written, head)
    said = head[:1].upper() + head[1:] if not re.match(rf"(?:{_places()})\s", head) else head
    return f"{said}{_capitalised(tail)}"


def _capitalised(place: str) -> str:
    """A place's name; what it lies in behind a comma or a hyphen, too (`xã An Lạc, huyện Bình Minh`)."""
    inner = re.search(rf"(?:,|-)\s*(?P<level>{_places()})\s+", place)
    if inner:
        return f"{_capitalised(place[: inner.start()])}{place[inner.start() : inner.end()]}{_capitalised(place[inner.end() :])}"
    return " ".join(word[:1].upper() + word[1:] for word in place.split(" "))
