"""FMT801, FMT802: the page and the parts of a paper, held against a chosen layout. Off unless a layout is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.rule import NO_OUTLINES, Example, Rule
from drafter.checking.rules.layout_body import annex_faults, missing_elements, table_faults, text_faults
from drafter.checking.rules.layout_looks import Fault, element_faults
from drafter.checking.rules.layout_page import page_faults
from drafter.checking.rules.layout_parts import PaperParts, parts_of
from drafter.lexicon.profiles import profile
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import DocumentKind, Paper, PartKind

_ = catalogue("checking")

_QUOTED = 60  # letters of a paragraph that a finding points at


def _parts(context: CheckContext) -> tuple[PaperParts, ...]:
    """The elements of each paper of the file; none where the file does not say how it looks."""
    look = context.document.paper
    return () if look is None else tuple(parts_of(context, paper, look.lines) for paper in context.papers)


class Layout(Rule):
    """FMT801."""

    code = "FMT801"
    name = mark("layout")
    severity = Severity.WARNING
    finds = mark("Paper, margins, fonts, sizes, lines, page numbers and places other than the chosen layout asks.")
    why = mark("Papers that break the norm are returned by the clerk's office.")
    silences = mark("Files that do not say how they look (text, PDF), and everything where no layout is chosen.")
    source = mark("Decree 30/2020/NĐ-CP, Annex I (state, Front); Guidance 36-HD/VPTW (Party).")
    bad = Example("Toàn xã có 12 khu dân cư.", layout="decree30")
    good = Example("Toàn xã có 12 khu dân cư.", layout="decree30")
    profile = "full"
    needs = frozenset({"layout"})
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        look = context.document.paper
        if look is None or context.layout is None:
            return
        wanted = profile(context.layout)
        for fault in (*page_faults(look, wanted), *table_faults(look)):
            yield self._told(fault)
        for parts in context.once(_parts):
            for fault in (
                *element_faults(parts, wanted),
                *text_faults(parts, wanted),
                *annex_faults(parts, look, wanted),
            ):
                yield self._told(fault)

    def _told(self, fault: Fault) -> Outcome:
        start, end = (0, 0) if fault.line is None else (fault.line.start, fault.line.end)
        return self.inconsistent(
            start, min(end, start + _QUOTED), fault.message, about=fault.about, severity=fault.severity
        )


class MissingElement(Rule):
    """FMT802."""

    code = "FMT802"
    name = mark("missing-element")
    severity = Severity.WARNING
    finds = mark("An element of the paper is missing: abstract, place and date, recipients or signatory.")
    why = mark("A paper without its parts has no force and cannot be filed.")
    silences = mark("Drafts, outlines and appendices, and everything where no layout is chosen.")
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
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        if context.document.is_draft or context.layout is None:
            return  # a draft's frame stands in its front matter: `assemble` lists what is missing there
        wanted = profile(context.layout)
        elements = context.once(_parts)
        for number, paper in enumerate(context.papers):
            there = {part.kind for part in context.tree.parts if part.paper == number}
            missing = False
            if elements and elements[number].attached:
                continue
            for kind, what, place in self._wanted(context, paper):
                if kind not in there:
                    missing |= kind is PartKind.LETTERHEAD
                    yield self.inconsistent(place, place, _("{what} is not there", what=what), about=str(kind))
            if missing or not elements:
                continue
            letter = paper.kind == DocumentKind.LETTER
            for about, what, line in missing_elements(elements[number], wanted, letter=letter):
                place = paper.start if line is None else line.end
                yield self.inconsistent(place, place, _("{what} is not there", what=what), about=about)

    @staticmethod
    def _wanted(context: CheckContext, paper: Paper) -> Iterator[tuple[PartKind, str, int]]:
        end = len(context.text[: paper.end].rstrip())
        yield PartKind.LETTERHEAD, _("the letterhead with number, place and date"), paper.start
        if paper.kind != DocumentKind.LETTER:
            yield PartKind.TITLE, _("the type's name and the abstract"), paper.start
        yield PartKind.RECIPIENTS, _("the list of recipients"), end
        yield PartKind.SIGNATURE, _("the signatory"), end
