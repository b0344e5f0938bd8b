"""OUT101, OUT104, OUT105, OUT108: the report's sections against its outline's items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.labels import parse
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.outline import Grade, Item, Match
from drafter.model.section import DocumentKind, Section

_ = catalogue("checking")

REPORTS = frozenset({DocumentKind.REPORT, DocumentKind.OTHER, DocumentKind.PLAN, DocumentKind.PROGRAMME})
SURE = (Grade.EXACT, Grade.LIKELY)
EXAMPLE_ITEMS = (
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


# What opens a title and names no subject.
_GENERAL = re.compile(
    r"\A(?:(?:về|kết quả|tình hình|công tác|hoạt động|việc|thực hiện|triển khai|tổ chức thực hiện|đẩy mạnh|"
    r"tăng cường|các|nội dung) )+"
)


class MissingItem(Rule):
    """OUT101."""

    code = "OUT101"
    name = mark("missing-item")
    severity = Severity.ERROR
    finds = mark("An item that the outline asks for has no section in the report.")
    why = mark("The office above merges reports item by item; a missing one is asked for again.")
    silences = mark(
        "Items with `(nếu có)`, headings in other words, items merged into one section, an item whose "
        "sub-items are all there."
    )
    bad = Example("BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.", outline=EXAMPLE_ITEMS)
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=EXAMPLE_ITEMS,
    )
    kinds = REPORTS
    needs = frozenset({"outline"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.outline is not None
        yield from self._missing(context, context.outline.items, len(context.text.rstrip()))

    def _missing(
        self, context: CheckContext, items: tuple[Item, ...], place: int, parent: Section | None = None
    ) -> Iterator[Outcome]:
        """Missing items of one level under their parent's section; `place` is where the next would stand: the end of the
        section before it."""
        merged = parent is not None and not any(self._is_there(context, item) for item in items)
        for item in items:
            section = found_section(context, item)
            if section is not None:
                place = section.end
                yield from self._missing(context, item.items, section.body_start, section)
            elif item.optional:
                continue
            elif item.items and any(self._is_there(context, child) for child in item.items):
                yield from self._missing(context, item.items, place)
            elif merged and parent is not None and self._is_spoken_of(context, item, parent):
                yield self.undecided(
                    parent.start, parent.start, _("“{title}” is spoken of in the section above it", title=item.title)
                )
            elif paragraph := self._run_in(context, item):
                yield self.undecided(
                    paragraph, paragraph, _("“{title}” begins a paragraph that is no section", title=item.title)
                )
            elif other := self._in_its_place(context, item, place):
                name = " ".join(part for part in (item.label, item.title) if part)
                message = _(
                    "the outline asks for “{name}”; “{other}” stands in its place",
                    name=name,
                    other=" ".join(part for part in (other.label, other.title) if part),
                )
                end = _heading_end(context, other)
                yield self.inconsistent(other.start, end, message, about=item.id, severity=Severity.WARNING)
                place = other.end
            else:
                name = " ".join(part for part in (item.label, item.title) if part)
                message = _("the outline asks for “{name}”; the report has no such section", name=name)
                yield self.inconsistent(self._end(context, place), self._end(context, place), message, about=item.id)

    @staticmethod
    def _is_spoken_of(context: CheckContext, item: Item, parent: Section) -> bool:
        """Whether the parent's text, which holds none of its sub-items as a section, has the words that head the title."""
        words = _GENERAL.sub("", fold_words(item.title)).split()[:2]
        text = f" {fold_words(context.text[parent.body_start : parent.end])} "
        return len(words) == 2 and f" {' '.join(words)} " in text

    @staticmethod
    def _in_its_place(context: CheckContext, item: Item, place: int) -> Section | None:
        """A section that answers no item and stands under the missing one's own number where that one would stand."""
        label = parse(item.label) if item.label else None
        known = {index for match in context.matches for index in match.sections}
        for index, section in enumerate(context.tree.sections):
            if section.start < place:
                continue
            own = parse(section.label) if section.label else None
            alike = label is not None and own is not None and (own.family, own.numbers) == (label.family, label.numbers)
            return section if alike and index not in known else None
        return None

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


class OutOfOrder(Rule):
    """OUT104."""

    code = "OUT104"
    name = mark("out-of-order")
    severity = Severity.WARNING
    finds = mark("Sections stand in another order, or under another heading, than the outline's items.")
    why = mark("Whoever merges the reports reads them in the outline's order.")
    silences = mark("Items merged into one section, and matches that are not sure.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác giám sát\nĐã giám sát 3 cuộc.\n2. Công tác tuyên truyền\nĐã tổ "
        "chức 12 buổi.",
        outline=EXAMPLE_ITEMS,
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=EXAMPLE_ITEMS,
    )
    kinds = REPORTS
    needs = frozenset({"outline"})
    gathers = True

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
        if match is None or match.grade not in SURE or match.shape == "merged":
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
    name = mark("unknown-section")
    severity = Severity.INFO
    finds = mark("A section that the outline does not have.")
    why = mark("It may be a new task of the period, or a heading left from an older outline.")
    silences = mark("Sub-sections of an item that has no sub-items in the outline, appendices.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã "
        "giám sát 3 cuộc.\n3. Chuyển đổi số cộng đồng\nCó 4 tổ.",
        outline=EXAMPLE_ITEMS[:2],
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.\n2. Công tác giám sát\nĐã giám "
        "sát 3 cuộc.",
        outline=EXAMPLE_ITEMS[:2],
    )
    kinds = REPORTS
    profile = "full"
    needs = frozenset({"outline"})
    gathers = True

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
    name = mark("too-long")
    severity = Severity.WARNING
    finds = mark("The report has more pages than the outline allows.")
    why = mark("Offices above return reports that are over the limit.")
    silences = mark(
        "Files without pages (text, Word files that no program has laid out), and appendices that the limit leaves out."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.",
        outline=EXAMPLE_ITEMS,
        pages={"xã": 0},
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi.",
        outline=EXAMPLE_ITEMS,
        pages={"xã": 12},
    )
    kinds = REPORTS
    profile = "full"
    needs = frozenset({"outline"})
    gathers = True

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
