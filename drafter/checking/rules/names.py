"""CAR603, CAR604: another unit's name where this unit's belongs; the wrong body's signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold, fold_words, nfc
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import DocumentKind, PartKind

_ = catalogue("checking")

_LEVELS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_PLACE = re.compile(
    r"(?<!\w)(?P<level>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)\s+(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+){0,3})",
    re.IGNORECASE,
)
# Words before a place that make the unit itself the one who reports.
_OWN = re.compile(
    r"(?:ủy ban mttq(?: việt nam)?|ủy ban mặt trận tổ quốc(?: việt nam)?|ubmttq(?:vn)?(?: việt nam)?|mttq(?: việt "
    r"nam)?|ban thường trực|đảng ủy|hđnd|ubnd|ủy ban nhân dân|hội đồng nhân dân|"
    r"đảng bộ|nhân dân|cán bộ|trên địa bàn|toàn|hội nông dân|hội phụ nữ|hội lhpn|hội cựu chiến binh|đoàn thanh "
    r"niên|mặt trận)\s*\Z"
)
_WITH = re.compile(
    r"phối hợp với|tại|đến|thăm|học tập kinh nghiệm|kết nghĩa|giáp|với xã|cùng với|giữa|so với|gửi|đi|ủng hộ|hỗ "
    r"trợ|đồng bào|tiếp đoàn|và xã|các xã"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place with its level: `xã`, `An Hòa`."""

    level: str
    name: str


def named_place(text: str) -> Named | None:
    """The unit's own place: the last level word with its name (`Ủy ban MTTQ Việt Nam xã An Hòa`)."""
    found = None
    for match in _PLACE.finditer(nfc(text)):
        name = _proper(match["name"], text.isupper())
        if name:
            found = Named(match["level"].lower(), fold_words(name))
    return found


# What follows a place in a heading of capitals, and never belongs to its name: `HUYỆN KHÓA XXI`, `XÃ LẦN THỨ V`.
_NO_NAME = re.compile(r"khóa|nhiệm|lần|thứ|năm|quý|tháng|tuần|kỳ|tại|trình|về|và|báo|[ivx]+")


def _proper(words: str, all_caps: bool) -> str | None:
    """The capitalised words that begin a name."""
    if words.lower().startswith("hội"):
        return None  # `xã hội`
    kept: list[str] = []
    for word in words.split():
        if not word[0].isupper() or (word.isupper() and len(word) > 1 and not all_caps):
            break
        if all_caps and _NO_NAME.fullmatch(fold(word)):
            break
        kept.append(word)
    return " ".join(kept) or None


class ForeignName(Rule):
    """CAR603."""

    code = "CAR603"
    name = mark("foreign-name")
    severity = Severity.WARNING
    finds = mark("Another unit's name stands where this unit's belongs.")
    why = mark("Text copied from a neighbour's report keeps the neighbour's name.")
    silences = mark(
        "Real mentions of other units (`phối hợp với xã …`, visits, lists of units), other levels, reports "
        "on many units."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nỦy ban MTTQ Việt Nam xã Tân Lập đã tổ chức 12 "
        "buổi tuyên truyền.",
        unit="Ủy ban MTTQ Việt Nam xã An Hòa",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nỦy ban MTTQ Việt Nam xã An Hòa phối hợp với Ủy "
        "ban MTTQ Việt Nam xã Tân Lập tổ chức 12 buổi.",
        unit="Ủy ban MTTQ Việt Nam xã An Hòa",
    )
    kinds = frozenset({DocumentKind.REPORT})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        own = named_place(context.unit or context.facts.identity.unit or "")
        if own is None or own.level == "tỉnh":
            return
        found: list[tuple[int, int]] = []
        distinct: Counter[str] = Counter()
        for paragraph in ticking(context.paragraphs):
            for match in _PLACE.finditer(paragraph.text):
                name = _proper(match["name"], paragraph.text.isupper())
                if not name or match["level"].lower() != own.level:
                    continue
                folded = fold_words(name)
                if folded == own.name or own.name.startswith(folded) or folded.startswith(own.name + " "):
                    continue
                distinct[folded] += 1
                start = paragraph.start + match.start()
                end = paragraph.start + match.start("name") + len(name)
                if self._is_own_place(paragraph.text, match.start(), match.end(), paragraph.part, own):
                    found.append((start, end))
        if len(distinct) > 3:
            return  # a report that speaks of many units
        for start, end in found:
            message = _(
                "“{name}” stands where the reporting unit belongs ({own})",
                name=context.text[start:end],
                own=context.unit or context.facts.identity.unit,
            )
            yield self.inconsistent(start, end, message)

    @staticmethod
    def _is_own_place(text: str, start: int, end: int, part: PartKind | None, own: Named) -> bool:
        if part in (PartKind.TITLE, PartKind.LETTERHEAD, PartKind.CLOSING, PartKind.SIGNATURE):
            return True
        if part == PartKind.RECIPIENTS:
            return False
        begin, _stop = sentence_at(text, start)
        before = fold(text[begin:start])
        return bool(_OWN.search(before)) and not _WITH.search(_OWN.sub("", before)) and own.name not in fold_words(text)


_BODIES = {
    "mttq": re.compile(r"mttq|mặt trận|ban thường trực"),
    "ubnd": re.compile(r"ủy ban nhân dân|ubnd"),
    "hdnd": re.compile(r"hội đồng nhân dân|hđnd"),
    "dang": re.compile(r"đảng ủy|đảng bộ|chi bộ|chi ủy|huyện ủy|tỉnh ủy|thành ủy"),
    "phunu": re.compile(r"phụ nữ|lhpn"),
    "nongdan": re.compile(r"nông dân"),
    "doan": re.compile(r"đoàn thanh niên|đoàn tncs|tncs|(?:ban chấp hành|bch) đoàn"),
    "ccb": re.compile(r"cựu chiến binh"),
    "congdoan": re.compile(r"công đoàn|liên đoàn lao động"),
}


_COMMITTEES = frozenset({"ubnd", "hdnd"})
_ONE_HEAD = re.compile(
    r"(?:trạm|trường|trung tâm|phòng|sở|chi cục|bệnh viện|hạt kiểm lâm|công an|thanh tra|trường thpt)(?!\w)"
    r"(?!.*(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd))"
)


def bodies(text: str) -> frozenset[str]:
    """Which kinds of bodies a line names."""
    folded = fold(text)
    return frozenset(name for name, pattern in _BODIES.items() if pattern.search(folded))


class WrongSignatory(Rule):
    """CAR604."""

    code = "CAR604"
    name = mark("wrong-signatory")
    severity = Severity.WARNING
    finds = mark("The paper is signed for another body than the one that reports.")
    why = mark("A frame taken from another office keeps that office's `TM.` line.")
    silences = mark("Joint reports, lines that name no body, bodies that are named in the letterhead too.")
    source = mark(
        "Decree 30/2020/NĐ-CP, Annex I: `TM.` and the name of the collective in whose name the paper is signed."
    )
    bad = Example(
        "ỦY BAN MTTQ VIỆT NAM\nXÃ AN HÒA\nBAN THƯỜNG TRỰC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự "
        "do - Hạnh phúc\nSố: 12/BC-MTTQ-BTT\n"
        "An Hòa, ngày 12 tháng 6 năm 2023\nBÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\nI. KẾT QUẢ\nĐã tổ "
        "chức 12 buổi.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An"
    )
    good = Example(
        "ỦY BAN MTTQ VIỆT NAM\nXÃ AN HÒA\nBAN THƯỜNG TRỰC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự "
        "do - Hạnh phúc\nSố: 12/BC-MTTQ-BTT\n"
        "An Hòa, ngày 12 tháng 6 năm 2023\nBÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\nI. KẾT QUẢ\nĐã tổ "
        "chức 12 buổi.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n\nNguyễn Văn An"
    )

    _line = re.compile(r"(?P<line>(?:T/?M\.?|TM\.)\s*(?P<body>[^\n]+))")

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for number, paper in enumerate(context.papers):
            head = " ".join(
                context.text[part.start : part.end]
                for part in context.tree.parts_of(PartKind.LETTERHEAD)
                if part.paper == number
            )
            unit = " ".join(filter(None, (context.unit, context.facts.identity.unit))) if number == 0 else ""
            reporting = bodies(f"{head} {unit}")
            # An office under one head (a school, a station, a department) never signs in a committee's name.
            one_head = number == 0 and bool(_ONE_HEAD.match(fold(context.facts.identity.unit or "")))
            if one_head:
                reporting = bodies(context.facts.identity.unit or "")
            if not reporting and not one_head:
                continue
            for part in context.tree.parts_of(PartKind.SIGNATURE):
                if part.paper != number:
                    continue
                for found in self._line.finditer(context.text, part.start, part.end):
                    signing = bodies(found["body"])
                    if one_head and not signing & _COMMITTEES:
                        continue
                    if signing and not signing & reporting and len(signing) == 1:
                        body = found["body"].strip()
                        message = _(
                            "signed “{line}”, but the paper is of {unit}",
                            line=found["line"].strip(),
                            unit=(context.unit or context.facts.identity.unit or paper.title),
                        )
                        yield self.inconsistent(found.start("line"), found.start("body") + len(body), message)
