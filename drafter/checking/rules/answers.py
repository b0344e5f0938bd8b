"""OUT102, OUT103: whether sections say anything, and the figures that the outline asks for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.outline import REPORTS, SURE, found_section, matched
from drafter.language.folding import fold, fold_words
from drafter.markup import MARK
from drafter.messages import catalogue, mark
from drafter.model.document import Block, BlockKind
from drafter.model.finding import Outcome, Severity
from drafter.model.outline import Ask, Item
from drafter.model.section import DocumentKind, Section

_ = catalogue("checking")

_NOTHING = re.compile(
    r"không phát sinh|không có|chưa (?:có|phát sinh|tổ chức|thực hiện)|không tổ chức|không thuộc|không triển khai|"
    r"\bkhông\s*\.?\s*\Z"
)


def section_text(context: CheckContext, section: Section) -> str:
    """Everything a section says, without its label and title; export marks and figure marks out."""
    return MARK.sub(" ", context.text[section.body_start : section.end])


_CLOSES = re.compile(r"\W*trên đây là", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZĐÂÊÔƠƯ][^\W\d_]*\.?(?: [A-ZĐÂÊÔƠƯ][^\W\d_]*){1,4}")


class EmptyItem(Rule):
    """OUT102."""

    code = "OUT102"
    name = mark("empty-item")
    severity = Severity.WARNING
    finds = mark("A section has a heading and says nothing.")
    why = mark("Nobody can tell whether there was nothing or somebody forgot.")
    silences = mark("A parent whose sub-sections speak, `không phát sinh`, a list of short items.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\n3. "
        "Công tác đối ngoại\nCó 2 đoàn."
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám "
        "sát\nKhông phát sinh.\n3. Công tác đối ngoại\nCó 2 đoàn."
    )
    kinds = frozenset({DocumentKind.REPORT})
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        items = {
            found.id: item
            for _depth, item in (context.outline.walk() if context.outline else ())
            if (found := found_section(context, item))
        }
        spoken = context.once(_speaking)
        for index, section in enumerate(ticking(context.tree.sections)):
            if section.title is None or context.tree.children(index) or section.id in spoken:
                continue
            if section.id not in items and (not self._stands_out(context, index) or self._is_signer(context, section)):
                continue
            if section.id in items and self._is_told_elsewhere(context, section, items[section.id]):
                continue
            end = (
                section.start + len(context.text[section.start : section.body_start].rstrip())
                if section.body_start > section.start
                else section.end
            )
            name = " ".join(part for part in (section.label, section.title) if part)
            yield self.inconsistent(
                section.start, end, _("“{name}” says nothing; if there was nothing, write `không phát sinh`", name=name)
            )

    @staticmethod
    def _is_signer(context: CheckContext, section: Section) -> bool:
        """A signer's name that looks like a heading (`Vi Thị Ngà`): the recipients or nothing stand behind it."""
        said = " ".join(part for part in (section.label, section.title) if part)
        behind = context.text[section.end : section.end + 40].strip().lower()
        return bool(_PERSON.fullmatch(said)) and (not behind or behind.startswith("nơi nhận"))

    @staticmethod
    def _stands_out(context: CheckContext, index: int) -> bool:
        """Without an outline: a heading among siblings that mostly have text of their own."""
        section = context.tree.sections[index]
        title = section.title or ""
        if (
            re.search(r"\d", title)
            or context.text[section.start : section.body_start].rstrip().endswith((".", ";", ","))
            or len(title) > 120
            or section.label is None
        ):
            return False
        siblings = context.tree.children(section.parent)
        spoken = context.once(_speaking)
        speaking = [i for i in siblings if context.tree.children(i) or context.tree.sections[i].id in spoken]
        return len(siblings) > 1 and 2 * len(speaking) >= len(siblings)

    @staticmethod
    def _is_told_elsewhere(context: CheckContext, section: Section, item: Item) -> bool:
        """An item answered in two sections says its words in the other one."""
        match = context.once(matched)[item.id]
        others = (context.tree.sections[i] for i in match.sections)
        return any(other.id != section.id and other.id in context.once(_speaking) for other in others)


def _speaking(context: CheckContext) -> frozenset[str]:
    """The sections that have words below their heading, by their ids."""
    return frozenset(section.id for section in context.sections if _speaks(context, section))


def _speaks(context: CheckContext, section: Section) -> bool:
    if re.search(r"[^\W_]", context.text[section.body_start : section.end]):
        # A draft's comments are no text: at least one block must lie there, and not the report's closing sentence alone.
        return any(
            block.start < section.end
            and section.body_start < block.end
            and not _CLOSES.match(context.text, block.start, block.end)
            for block in _blocks_from(context, section.body_start)
        )
    return False


def _blocks_from(context: CheckContext, offset: int) -> tuple[Block, ...]:
    """The block before an offset and some behind it."""
    blocks = context.once(_body)
    first = max(bisect_left(context.once(_block_starts), offset) - 1, 0)
    return blocks[first : first + 8]


def _body(context: CheckContext) -> tuple[Block, ...]:
    return context.document.body


def _block_starts(context: CheckContext) -> list[int]:
    return [block.start for block in context.once(_body)]


_APPENDIX = re.compile(r"phụ lục|biểu (?:số|mẫu|kèm|tổng hợp|số liệu)|theo biểu|bảng (?:số|tổng hợp|số liệu|dưới|sau)")
_FIGURE_WORDS = frozenset(
    [
        "số",
        "số",
        "lượng",
        "tỷ",
        "lệ",
        "tổng",
        "các",
        "kết",
        "quả",
        "tên",
        "nội",
        "dung",
        "và",
        "được",
        "có",
        "đã",
        "của",
        "theo",
        "về",
        "ở",
        "đơn",
        "vị",
        "kinh",
        "phí",
        "%",
        "mới",
        "hiện",
        "trong",
    ]
)


class MissingFigure(Rule):
    """OUT103.

    An item whose asks want figures and whose section has none at all; or an ask none of whose words the section holds.
    """

    code = "OUT103"
    name = mark("missing-figure")
    severity = Severity.WARNING
    finds = mark("The outline asks for a number in this section, and the section gives none.")
    why = mark("The table above adds up what the reports give; a section without numbers adds nothing.")
    silences = mark("A number in words, `không phát sinh`, a section that points to its appendix or holds a table.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nCông tác tuyên truyền được quan tâm, đạt kết quả tốt.",
        outline=(
            Item(
                "tt",
                "1.",
                "Công tác tuyên truyền",
                asks=(Ask("Số buổi tuyên truyền", wants_figures=True, figures=("số buổi",)),),
            ),
        ),
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức mười hai buổi tuyên truyền.",
        outline=(
            Item(
                "tt",
                "1.",
                "Công tác tuyên truyền",
                asks=(Ask("Số buổi tuyên truyền", wants_figures=True, figures=("số buổi",)),),
            ),
        ),
    )
    kinds = REPORTS
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        for _depth, item in context.outline.walk():
            asks = [ask for ask in item.asks if ask.wants_figures and not ask.optional]
            section = found_section(context, item)
            if not asks or section is None or context.once(matched)[item.id].grade not in SURE or section.title is None:
                continue
            text = fold(section_text(context, section))
            if not re.search(r"[^\W_]", text) or _NOTHING.search(text) or _APPENDIX.search(text):
                continue
            yield from self._section(context, item, asks, section, text)

    def _section(
        self, context: CheckContext, item: Item, asks: list[Ask], section: Section, text: str
    ) -> Iterator[Outcome]:
        match = context.once(matched)[item.id]
        spans = [(s.body_start, s.end) for s in (context.tree.sections[i] for i in match.sections)]
        figures = [
            f for a, b in spans for f in context.figures_in(a, b) if f.unit not in ("năm", "tháng", "ngày", "tuần")
        ]
        marks = MARK.search(context.text[section.body_start : section.end])
        tables = any(
            block.kind == BlockKind.TABLE and any(a <= block.start < b for a, b in spans)
            for block in context.document.body
        )
        if tables or marks:
            return
        start, end = section.start, section.start + len(context.text[section.start : section.body_start].rstrip())
        if not figures:
            wanted = "; ".join(name for ask in asks for name in (ask.figures or (ask.text,)))
            message = _("the outline asks for figures here ({wanted}); the section gives none", wanted=_short(wanted))
            yield self.inconsistent(start, end, message, about=f"{item.id}")
            return
        yield self.consistent(
            start,
            end,
            _("{count} figures in “{title}”", count=len(figures), title=item.title),
            tuple(("figures", f.start) for f in figures),
        )
        if len(asks) < 2:
            return
        for ask in asks:
            if ask.figures and not any(self._is_told(name, text) for name in ask.figures):
                message = _(
                    "the outline asks for {wanted}; the section does not speak of it",
                    wanted=_short("; ".join(ask.figures)),
                )
                yield self.inconsistent(
                    start, end, message, about=f"{item.id} {ask.figures[0]}", severity=Severity.INFO
                )

    @staticmethod
    def _is_told(name: str, text: str) -> bool:
        """Whether any of the words that make the figure's name stand in the section."""
        words = [word for word in fold_words(name).split() if word not in _FIGURE_WORDS and len(word) > 1]
        return not words or any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:87].rstrip() + "…"
