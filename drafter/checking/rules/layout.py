"""FMT801, FMT802: the page and the parts of a paper, held against a chosen layout. Off unless a layout is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.rule import NO_OUTLINES, Example, Rule
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import DocumentKind, Paper, PartKind

_ = catalogue("checking")

# Body sizes in points: Decree 30/2020 13-14; Guidance 36-HD/VPTW 14-15; the Front writes as the state does.
BODY_SIZES = {"decree30": (13.0, 14.0), "front": (13.0, 14.0), "party": (14.0, 15.0)}


class Layout(Rule):
    """FMT801."""

    code = "FMT801"
    name = "layout"
    severity = Severity.WARNING
    finds = mark("Sizes and alignment other than the chosen layout asks.")
    why = mark("Papers that break the norm are returned by the clerk's office.")
    silences = mark("Files that do not say how they look (text, PDF), and everything where no layout is chosen.")
    source = mark("Decree 30/2020/NĐ-CP, Annex I (state, Front); Guidance 36-HD/VPTW (Party).")
    bad = Example("Toàn xã có 12 khu dân cư.", layout="decree30")
    good = Example("Toàn xã có 12 khu dân cư.", layout="decree30")
    profile = "full"
    needs = frozenset({"layout"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.layout is not None
        low, high = BODY_SIZES.get(context.layout, (13.0, 14.0))
        body = [p for p in context.paragraphs if p.part is None and p.block.look.size is not None and len(p.text) > 60]
        sizes = Counter(p.block.look.size for p in body)
        for size, count in sizes.items():
            assert size is not None
            if not low <= size <= high and 10 * count >= len(body):
                first = next(p for p in body if p.block.look.size == size)
                message = _(
                    "{count} paragraphs of the body are in size {size}; {layout} asks for {low} to {high}",
                    count=count,
                    size=f"{size:g}",
                    layout=context.layout,
                    low=f"{low:g}",
                    high=f"{high:g}",
                )
                yield self.inconsistent(first.start, min(first.end, first.start + 40), message)
        if body and len({size for size in sizes if low <= (size or 0) <= high}) > 1:
            yield self.undecided(body[0].start, body[0].start, _("the body is in several sizes that the norm allows"))


class MissingElement(Rule):
    """FMT802."""

    code = "FMT802"
    name = "missing-element"
    severity = Severity.WARNING
    finds = mark("An element of the paper is missing: abstract, place and date, recipients or signatory.")
    why = mark("A paper without its parts has no force and cannot be filed.")
    silences = mark("Outlines and appendices, and everything where no layout is chosen.")
    source = mark("Decree 30/2020/NĐ-CP, Article 8: the parts of an administrative paper.")
    bad = Example("BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.", layout="decree30")
    good = Example(
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nSố: 12/BC-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - "
        "Hạnh phúc\nAn Hòa, ngày 12 tháng 6 năm 2023\n"
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\nI. KẾT QUẢ\nĐã tổ chức 12 buổi.\nNơi nhận:\n- Như "
        "trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An",
        layout="decree30",
    )
    kinds = NO_OUTLINES - {DocumentKind.OTHER}
    profile = "full"
    needs = frozenset({"layout"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for number, paper in enumerate(context.papers):
            there = {part.kind for part in context.tree.parts if part.paper == number}
            for kind, what, place in self._wanted(context, paper):
                if kind not in there:
                    yield self.inconsistent(place, place, _("{what} is not there", what=what), about=str(kind))

    @staticmethod
    def _wanted(context: CheckContext, paper: Paper) -> Iterator[tuple[PartKind, str, int]]:
        end = len(context.text[: paper.end].rstrip())
        yield PartKind.LETTERHEAD, _("the letterhead with number, place and date"), paper.start
        if paper.kind != DocumentKind.LETTER:
            yield PartKind.TITLE, _("the type's name and the abstract"), paper.start
        yield PartKind.RECIPIENTS, _("the list of recipients"), end
        yield PartKind.SIGNATURE, _("the signatory"), end
