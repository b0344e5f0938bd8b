"""CAR604: who signs, and in whose name, against the body that reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from drafter.checking.context import CheckContext
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")

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


@cache
def _of_unit(unit: str) -> tuple[dict[str, Any], ...]:
    """The entries of signatories.toml of a body: of what its name begins with, and of what else stands in it (`CHI CỤC
    KIỂM LÂM … HẠT KIỂM LÂM …`)."""
    folded = f"{fold(unit).strip()} "
    entries = [one for one in load("signatories")["body"] if any(f" {name} " in f" {folded}" for name in one["unit"])]
    begins = any(folded.startswith(f"{name} ") for one in entries for name in one["unit"])
    return tuple(entries) if begins else ()


@cache
def _offices() -> re.Pattern[str]:
    heads = {head for one in load("signatories")["body"] for head in one["heads"] if head not in ("y sĩ", "bác sĩ")}
    longest = "|".join(sorted(heads, key=len, reverse=True))
    return re.compile(rf"\W*(?:(?:kt|k/t|q)\W+)?(?:quyền )?(?:phó )?(?P<head>{longest})(?!\w)")


_FOR_ANOTHER = re.compile(r"(?<!\w)(?:tl|t/l|tuq|t/uq|đ/d|thừa|đại diện|xác nhận|phụ trách)(?!\w)")


def _other_office(context: CheckContext, start: int, end: int) -> tuple[int, int] | None:
    """The line of a signature whose office, or whose `TM.` body, the reporting unit does not have."""
    unit = context.unit or context.facts.identity.unit or ""
    entries = _of_unit(unit)
    text = context.text[start:end]
    if not entries or _FOR_ANOTHER.search(fold(text)):
        return None
    odd: list[tuple[int, int]] = []
    at = start
    for line in text.split("\n"):
        folded, place = fold(line), (at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
        at += len(line) + 1
        office = _offices().match(folded)
        if office and line.strip() == line.strip().upper():
            if any(folded[office.start("head") :].startswith(head) for one in entries for head in one["heads"]):
                return None
            odd.append(place)
    return odd[0] if len(odd) == 1 else None


def _other_collective(unit: str, body: str) -> bool:
    """Whether papers are never signed in the name of such a body by this unit: `TM. BAN THƯỜNG VỤ` in a Front's report."""
    entries, folded = _of_unit(unit), fold(body).strip(" .:*")
    if not entries or not all(one["collectives"] for one in entries):
        return False
    known = {name for one in load("signatories")["body"] for name in one["collectives"]}
    named = [name for name in known if folded == name or folded.startswith(f"{name} ")]
    return bool(named) and not any(folded.startswith(name) for one in entries for name in one["collectives"])


def _frames(context: CheckContext) -> tuple[str, ...]:
    """The words of letterheads and signatures."""
    kinds = (PartKind.LETTERHEAD, PartKind.SIGNATURE)
    return tuple(context.text[part.start : part.end] for part in context.tree.parts if part.kind in kinds)


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
    gathers = True

    _line = re.compile(r"(?P<line>(?:T/?M\.?|TM\.)\s*(?P<body>[^\n]+))")

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        if not context.once(_frames):
            return
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
                if number == 0 and (place := _other_office(context, part.start, part.end)) is not None:
                    message = _(
                        "signed “{line}”, but the paper is of {unit}",
                        line=context.text[slice(*place)],
                        unit=(context.unit or context.facts.identity.unit or paper.title),
                    )
                    yield self.inconsistent(*place, message)
                    continue
                for found in self._line.finditer(context.text, part.start, part.end):
                    signing = bodies(found["body"])
                    if one_head and not signing & _COMMITTEES:
                        continue
                    joint = len(bodies(head)) > 1 or len(context.papers) > 1
                    collective = (number == 0 and not joint) and _other_collective(
                        context.unit or context.facts.identity.unit or "", found["body"]
                    )
                    if collective or (signing and not signing & reporting and len(signing) == 1):
                        body = found["body"].strip()
                        message = _(
                            "signed “{line}”, but the paper is of {unit}",
                            line=found["line"].strip(),
                            unit=(context.unit or context.facts.identity.unit or paper.title),
                        )
                        yield self.inconsistent(found.start("line"), found.start("body") + len(body), message)
