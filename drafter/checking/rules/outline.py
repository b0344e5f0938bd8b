"""OUT101 to OUT105, OUT108: the report against its outline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold, fold_words
from drafter.markup import MARK
from drafter.messages import catalogue, mark
from drafter.model.document import Block, BlockKind
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.outline import Ask, Grade, Item, Match
from drafter.model.section import DocumentKind, Section

_ = catalogue("checking")

_REPORTS = frozenset({DocumentKind.REPORT, DocumentKind.OTHER, DocumentKind.PLAN, DocumentKind.PROGRAMME})
_SURE = (Grade.EXACT, Grade.LIKELY)
_NOTHING = re.compile(
    r"không phát sinh|không có|chưa (?:có|phát sinh|tổ chức|thực hiện)|không tổ chức|không thuộc|không triển khai|"
    r"\bkhông\s*\.?\s*\Z"
)
_ITEMS = (
    Item("tuyen-truyen", "1.", "Công tác tuyên truyền"),
    Item("giam-sat", "2.", "Công tác giám sát"),
    Item("doi-ngoai", "3.", "Công tác đối ngoại", optional=True),
)


def matched(context: CheckContext) -> dict[str, Match]:
    return {match.item: match for match in context.matches}


def found_section(context: CheckContext, item: Item) -> Section | None:
    """The best section of an item, where one answers it."""
    match = context.once(matched).get(item.id)
    if match is None or match.grade == Grade.NONE or not match.sections:
        return None
    return context.tree.sections[match.sections[0]]


def section_text(context: CheckContext, section: Section) -> str:
    """Everything a section says, without its label and title; export marks and figure marks out."""
    return MARK.sub(" ", context.text[section.body_start : section.end])


class MissingItem(Rule):
    """OUT101."""

    code = "OUT101"
    name = "missing-item"
    severity = Severity.ERROR
    finds = mark("An item that the outline asks for has no section in the report.")
    why = mark("The office above merges reports item by item; a missing one is asked for again.")
    silences = mark(
        "Items with `(nếu có)`, headings in other words, items merged into one section, an item whose "
        "sub-items are all there."
    )
    bad = Example("BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.", outline=_ITEMS)
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=_ITEMS,
    )
    kinds = _REPORTS
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        yield from self._missing(context, context.outline.items, len(context.text.rstrip()))

    def _missing(self, context: CheckContext, items: tuple[Item, ...], place: int) -> Iterator[Outcome]:
        """Missing items of one level; `place` is where the next would stand: the end of the section before it."""
        for item in items:
            section = found_section(context, item)
            if section is not None:
                place = section.end
                yield from self._missing(
                    context, item.items, section.body_start if not item.items else self._first_place(section)
                )
            elif item.optional:
                continue
            elif item.items and any(self._is_there(context, child) for child in item.items):
                yield from self._missing(context, item.items, place)
            elif paragraph := self._run_in(context, item):
                yield self.undecided(
                    paragraph, paragraph, _("“{title}” begins a paragraph that is no section", title=item.title)
                )
            else:
                name = " ".join(part for part in (item.label, item.title) if part)
                message = _("the outline asks for “{name}”; the report has no such section", name=name)
                yield self.inconsistent(self._end(context, place), self._end(context, place), message, about=item.id)

    @staticmethod
    def _first_place(section: Section) -> int:
        return section.body_start

    def _is_there(self, context: CheckContext, item: Item) -> bool:
        return found_section(context, item) is not None or any(self._is_there(context, child) for child in item.items)

    @staticmethod
    def _run_in(context: CheckContext, item: Item) -> int | None:
        """Where a paragraph that is no heading begins with the item's own title (a bullet, a line in bold)."""
        title = fold_words(item.title)
        if len(title) < 12:
            return None
        for paragraph in ticking(context.paragraphs):
            head = fold_words(re.sub(r"^\s*(?:[-+•*]|\(?\w{1,3}[.)])\s*", "", paragraph.text[: len(item.title) + 30]))
            if head.startswith(title):
                return paragraph.start
        return None

    @staticmethod
    def _end(context: CheckContext, place: int) -> int:
        """The end of the text before a place."""
        return len(context.text[:place].rstrip())


class EmptyItem(Rule):
    """OUT102."""

    code = "OUT102"
    name = "empty-item"
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

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        items = {
            found.id: item
            for _depth, item in (context.outline.walk() if context.outline else ())
            if (found := found_section(context, item))
        }
        for index, section in enumerate(ticking(context.tree.sections)):
            if section.title is None or context.tree.children(index) or self._speaks(context, section):
                continue
            if section.id not in items and not self._stands_out(context, index):
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
    def _speaks(context: CheckContext, section: Section) -> bool:
        if re.search(r"[^\W_]", context.text[section.body_start : section.end]):
            # A draft's comments are no text: at least one block must lie there.
            return any(
                block.start < section.end and section.body_start < block.end
                for block in _blocks_from(context, section.body_start)
            )
        return False

    @staticmethod
    def _stands_out(context: CheckContext, index: int) -> bool:
        """Without an outline: a heading among siblings that mostly have text of their own."""
        section = context.tree.sections[index]
        title = section.title or ""
        if (
            re.search(r"\d", title)
            or title.rstrip().endswith((".", ";", ","))
            or len(title) > 120
            or section.label is None
        ):
            return False
        siblings = context.tree.children(section.parent)
        speaking = [
            i for i in siblings if context.tree.children(i) or EmptyItem._speaks(context, context.tree.sections[i])
        ]
        return len(siblings) > 1 and 2 * len(speaking) >= len(siblings)

    @staticmethod
    def _is_told_elsewhere(context: CheckContext, section: Section, item: Item) -> bool:
        """An item answered in two sections says its words in the other one."""
        match = context.once(matched)[item.id]
        others = (context.tree.sections[i] for i in match.sections)
        return any(other.id != section.id and EmptyItem._speaks(context, other) for other in others)


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
    name = "missing-figure"
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
    kinds = _REPORTS
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        for _depth, item in context.outline.walk():
            asks = [ask for ask in item.asks if ask.wants_figures and not ask.optional]
            section = found_section(context, item)
            if (
                not asks
                or section is None
                or context.once(matched)[item.id].grade not in _SURE
                or section.title is None
            ):
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


class OutOfOrder(Rule):
    """OUT104."""

    code = "OUT104"
    name = "out-of-order"
    severity = Severity.WARNING
    finds = mark("Sections stand in another order, or under another heading, than the outline's items.")
    why = mark("Whoever merges the reports reads them in the outline's order.")
    silences = mark("Items merged into one section, and matches that are not sure.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác giám sát\nĐã giám sát 3 cuộc.\n2. Công tác tuyên truyền\nĐã tổ "
        "chức 12 buổi.",
        outline=_ITEMS,
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=_ITEMS,
    )
    kinds = _REPORTS
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        yield from self._siblings(context, context.outline.items)
        for _depth, item in context.outline.walk():
            yield from self._siblings(context, item.items)

    def _siblings(self, context: CheckContext, items: tuple[Item, ...]) -> Iterator[Outcome]:
        placed = [(item, section) for item in items if (section := self._sure(context, item)) is not None]
        kept = _longest_rising([section.start for _item, section in placed])
        for index, (item, section) in enumerate(placed):
            if index in kept:
                continue
            before = next((other for other, there in reversed(placed[:index]) if there.start > section.start), None)
            after = next((other for other, there in placed[index + 1 :] if there.start < section.start), None)
            other = before or after
            if other is None:
                continue
            message = _(
                "“{title}” stands {side} “{other}”; the outline has it the other way round",
                title=item.title,
                side=_("before") if before else _("after"),
                other=other.title,
            )
            there = found_section(context, other)
            related = (Related(there.start, there.body_start, _("the other section")),) if there else ()
            yield self.inconsistent(
                section.start, _heading_end(context, section), message, related=related, about=item.id
            )

    @staticmethod
    def _sure(context: CheckContext, item: Item) -> Section | None:
        match = context.once(matched).get(item.id)
        if match is None or match.grade not in _SURE or match.shape == "merged":
            return None
        return found_section(context, item)


def _heading_end(context: CheckContext, section: Section) -> int:
    return section.start + len(context.text[section.start : max(section.body_start, section.start)].rstrip())


def _longest_rising(values: list[int]) -> set[int]:
    """Indexes of a longest strictly rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else None)
        if at == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[at], ends[at] = value, index
    kept: set[int] = set()
    step: int | None = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


class UnknownSection(Rule):
    """OUT105."""

    code = "OUT105"
    name = "unknown-section"
    severity = Severity.INFO
    finds = mark("A section that the outline does not have.")
    why = mark("It may be a new task of the period, or a heading left from an older outline.")
    silences = mark("Sub-sections of an item that has no sub-items in the outline, appendices.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã "
        "giám sát 3 cuộc.\n3. Chuyển đổi số cộng đồng\nCó 4 tổ.",
        outline=_ITEMS[:2],
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=_ITEMS[:2],
    )
    kinds = _REPORTS
    profile = "full"
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        known = {index for match in context.matches for index in match.sections}
        if not known:
            return
        levels = {context.tree.sections[index].level for index in known}
        for index in range(len(context.tree.sections)):
            section = context.tree.sections[index]
            if index in known or section.title is None or section.level not in levels or section.label is None:
                continue
            if section.label.lower().startswith("phụ lục") or self._has_known(context, index, known):
                continue
            siblings = [one for one in context.tree.children(section.parent) if one in known]
            if siblings:
                name = " ".join(part for part in (section.label, section.title) if part)
                yield self.inconsistent(
                    section.start, _heading_end(context, section), _("the outline has no item like “{name}”", name=name)
                )

    def _has_known(self, context: CheckContext, index: int, known: set[int]) -> bool:
        return any(child in known or self._has_known(context, child, known) for child in context.tree.children(index))


class TooLong(Rule):
    """OUT108."""

    code = "OUT108"
    name = "too-long"
    severity = Severity.WARNING
    finds = mark("The report has more pages than the outline allows.")
    why = mark("Offices above return reports that are over the limit.")
    silences = mark(
        "Files without pages (text, Word files that no program has laid out), and appendices that the limit leaves out."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.", outline=_ITEMS, pages={"xã": 0}
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.", outline=_ITEMS, pages={"xã": 12}
    )
    kinds = _REPORTS
    profile = "full"
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        limits = context.outline.pages
        pages = context.document.source.pages
        if not limits:
            return
        unit = fold(context.unit or context.facts.identity.unit or "")
        level = next((level for level in limits if re.search(rf"(?<!\w){re.escape(fold(level))}(?!\w)", unit)), None)
        limit = limits[level] if level else limits[next(iter(limits))] if len(limits) == 1 else max(limits.values())
        if pages is None:
            yield self.undecided(0, 0, _("the file has no pages to count"))
        elif pages > limit:
            appendix = next(
                (
                    section.start
                    for section in context.tree.sections
                    if (section.label or "").lower().startswith("phụ lục")
                ),
                None,
            )
            message = _("{pages} pages; the outline allows {limit}", pages=pages, limit=limit)
            if appendix is not None:
                yield self.undecided(0, 0, _("{message}, with the appendix", message=message))
            else:
                yield self.inconsistent(0, 0, message, about="pages")
        else:
            yield self.consistent(0, 0, _("{pages} of {limit} pages", pages=pages, limit=limit))
