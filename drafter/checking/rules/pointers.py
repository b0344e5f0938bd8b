"""STR507: a pointer to a section of this paper that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.labels import parse
from drafter.checking.limits import ticking
from drafter.checking.rule import NO_OUTLINES, Example, Rule
from drafter.language.folding import fold
from drafter.language.roman import from_roman
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity
from drafter.model.section import SectionTree

_ = catalogue("checking")

_POINTER = re.compile(
    r"(?<!\w)(?P<word>tiểu mục|mục|phần|phụ lục|biểu|"
    r"[Đđ]iều(?=\s+\d{1,2}\s+[\w ]{6,12} này))\s+(?:số\s*)?(?P<number>[IVX]{1,5}(?:\.\d{1,2}){0,3}|"
    r"\d{1,2}(?:\.\d{1,2}){0,3})(?![\w/%]|\.\d)(?P<parent>,?\s+(?:mục|phần)\s+(?P<outer>[IVX]{1,5}))?",
)
# The further members of `Phụ lục I, III`, `Phụ lục 01, 02 và 03`; a bare number may count something else.
FURTHER = re.compile(
    r"\s*(?:,|;|và|,\s*và)\s*(?:phụ lục\s*(?:số\s*)?)?"
    r"(?P<number>[IVX]{1,5}|0\d|\d{1,2}(?=\s*(?:[).;]|kèm theo|ban hành)))(?![\w/%.]*\w)",
)
_OTHER_PAPER = re.compile(
    r"luật|nghị định|thông tư|quyết định|nghị quyết|công văn|hướng dẫn|chỉ thị|kết luận|quy chế|quy định|điều lệ|"
    r"đề án|chương trình|kế hoạch|thông báo|đề cương|điều \d|khoản \d|"
    r"ban hành|báo cáo số|tờ trình|văn bản"
)


_NAMED = ("phần", "phụ lục", "biểu", "điều")
_THIS_PAPER = re.compile(
    r"(?:điều \d{1,2} )?(?:báo cáo|kế hoạch|chương trình|đề án|hướng dẫn|tờ trình|phương án|nghị quyết|quyết định|quy chế|"
    r"quy định) này"
)


def number_of(written: str) -> int | None:
    return int(written) if written.isdigit() else from_roman(written)


def further(text: str, first: re.Match[str]) -> Iterator[re.Match[str]]:
    """The members behind the first of a list of appendices, written as it is (Roman or Arabic)."""
    at = first.end("number")
    while member := FURTHER.match(text, at):
        if member["number"].isdigit() != first["number"].isdigit():
            return
        yield member
        at = member.end("number")


class DanglingReference(Rule):
    """STR507."""

    code = "STR507"
    name = mark("dangling-reference")
    severity = Severity.WARNING
    finds = mark("The text points to a section or an appendix that is not there: `mục II.5`, `Phụ lục 03`.")
    why = mark("Sections were renumbered and the pointer was not.")
    silences = mark("Sections of another document, papers whose sections have no numbers of that kind.")
    bad = Example(
        "I. KẾT QUẢ\nĐã nêu tại mục II.5 báo cáo này.\nII. NHIỆM VỤ\n1. Tuyên truyền\nSẽ làm.\n2. Giám sát\nSẽ làm."
    )
    good = Example(
        "I. KẾT QUẢ\nĐã nêu tại mục II.2 báo cáo này và mục III.5 Kế hoạch số 12/KH-UBND.\nII. NHIỆM VỤ\n1. "
        "Tuyên truyền\nSẽ làm.\n2. Giám sát\nSẽ làm."
    )
    kinds = NO_OUTLINES
    profile = "full"
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        known = context.of_tree(_known)
        for paragraph in ticking(context.paragraphs):
            for found in _POINTER.finditer(paragraph.text):
                start = paragraph.start + found.start()
                index = context.tree.at(start)
                if index is not None and context.tree.sections[index].start == start:
                    continue  # the label of a section itself
                around = _THIS_PAPER.sub("", fold(paragraph.text[max(0, found.start() - 50) : found.end() + 50]))
                if _OTHER_PAPER.search(around) or any(r.start <= start < r.end for r in paragraph.references):
                    continue
                paths, families = known[context.paper_index(start)]
                family, wanted = self._wanted(found)
                if family not in families or wanted is None:
                    continue
                yield self._outcome(start, paragraph.start + found.end("number"), found.group(), wanted in paths)
                for member in further(paragraph.text, found) if family in ("phụ lục", "biểu") else ():
                    value = number_of(member["number"])
                    begins, ends = (paragraph.start + at for at in member.span("number"))
                    quote = f"{found['word']} {member['number']}"
                    yield self._outcome(begins, ends, quote, value is None or (family, value) in paths)

    def _outcome(self, start: int, end: int, quote: str, there: bool) -> Outcome:
        if there:
            return self.consistent(start, end, _("“{quote}” is there", quote=quote))
        return self.inconsistent(start, end, _("“{quote}” is not in this paper", quote=quote.strip()))

    @staticmethod
    def _wanted(found: re.Match[str]) -> tuple[str, tuple[object, ...] | None]:
        word = found["word"].lower()
        head, *rest = found["number"].split(".")
        numbers = tuple(int(n) for n in rest)
        if word in _NAMED:
            value = number_of(head)
            return word, (word, value) if value and not rest else None
        if not head.isdigit():
            value = from_roman(head)
            return "roman", ("roman", value, *numbers) if value else None
        if found["outer"] and (value := from_roman(found["outer"])):
            return "roman", ("roman", value, int(head), *numbers)
        return "decimal", ("mục", int(head), *numbers)


def _known(tree: SectionTree) -> dict[int, tuple[set[tuple[object, ...]], set[str]]]:
    """Every section as pointers name it, and the families of labels there are, of each paper."""
    return {paper: _known_in(tree, paper) for paper in range(max(1, len(tree.papers)))}


def _known_in(tree: SectionTree, paper: int) -> tuple[set[tuple[object, ...]], set[str]]:

    paths: set[tuple[object, ...]] = set()
    families: set[str] = set()
    for index, section in enumerate(tree.sections):
        if section.paper != paper or not section.label or (label := parse(section.label)) is None:
            continue
        family = label.family if label.family in _NAMED else "mục"
        families.add(family)
        if family == "mục":
            families.add("roman" if label.family == "roman" else "decimal")
        paths.add((family, *label.numbers) if label.family != "roman" else ("roman", *label.numbers))
        romans = [
            one
            for ancestor in tree.path(index)[:-1]
            if ancestor.label and (one := parse(ancestor.label)) and one.family == "roman"
        ]
        if romans and label.family == "decimal":
            paths.add(("roman", romans[-1].last, *label.numbers))
    return paths, families
