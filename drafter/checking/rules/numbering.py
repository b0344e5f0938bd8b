"""STR501, STR502, STR503, STR505, STR506, STR508: the labels of sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafter.checking.context import CheckContext
from drafter.checking.labels import ENGLISH, VIETNAMESE, Label, parse, written
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import Section

_ = catalogue("checking")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A section with its label taken apart. `end` is where its label ends in the text; `typed` is False for an
    automatic
    number."""

    section: Section
    label: Label
    end: int
    typed: bool


def labelled(context: CheckContext, section: Section) -> Labelled | None:
    if not section.label or (label := parse(section.label)) is None:
        return None
    printed = re.match(r"\d{1,3}(?:\.\d{1,3})*", context.text[section.start : section.start + 16])
    if label.family == "decimal" and printed and printed.group().count(".") >= label.depth:
        return None  # `4.2. 21 Ban …`: the label as read is only the beginning of the printed one
    paragraph = context.paragraph_at(section.start)
    typed = paragraph is None or paragraph.block.label_end is None
    return Labelled(section, label, _label_end(context.text, section), typed)


def _label_end(text: str, section: Section) -> int:
    """Where the label's last character stands: its letters and digits, with whatever blanks the text has between
    them."""
    assert section.label
    wanted = [char for char in section.label if not char.isspace()]
    at = section.start
    limit = min(len(text), section.start + 2 * len(section.label) + 12)
    for char in wanted:
        while at < limit and text[at].lower() != char.lower():
            at += 1
        at += 1
    return min(at, limit) if at <= limit else min(section.start + len(section.label), len(text))


def numbered(context: CheckContext) -> tuple[Labelled, ...]:
    """The sections that carry a label, in reading order."""
    found = (labelled(context, section) for section in ticking(context.sections))
    return tuple(one for one in found if one is not None)


def series(context: CheckContext) -> tuple[tuple[Labelled, ...], ...]:
    """Runs of sibling labels: one parent, one paper, one family and depth, in reading order."""
    groups: dict[tuple[object, ...], list[Labelled]] = {}
    for one in context.once(numbered):
        section = one.section
        key = (section.paper, section.parent, one.label.family, one.label.numbers[:-1], one.label.open)
        groups.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in groups.values())


def _restarts(before: Labelled, after: Labelled) -> bool:
    return after.label.last == 1 and before.label.last > 1


def _beginnings(context: CheckContext) -> tuple[tuple[int, str], ...]:
    """Where every paragraph begins, and with which characters."""
    return tuple((paragraph.start, paragraph.text[:40]) for paragraph in context.paragraphs)


class NumberingGap(Rule):
    """STR501."""

    code = "STR501"
    name = mark("numbering-gap")
    severity = Severity.ERROR
    finds = mark("A number is missing in a series of sections: I, II, IV.")
    why = mark("A gap says that a section was lost, or that the numbers were not renewed after one was taken out.")
    silences = mark(
        "Numbers that restart in each part or appendix, numbers that run on over the parts, automatic numbers of Word."
    )
    bad = Example("I. TÌNH HÌNH CHUNG\nĐã ổn định.\nII. KẾT QUẢ\nĐã đạt.\nIV. KIẾN NGHỊ\nKhông có.")
    good = Example("I. TÌNH HÌNH CHUNG\nĐã ổn định.\nII. KẾT QUẢ\nĐã đạt.\nIII. KIẾN NGHỊ\nKhông có.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        ends: dict[tuple[object, ...], int] = {}
        for group in context.once(series):
            first = group[0]
            kind = (first.section.paper, first.label.family, first.label.depth, first.label.open)
            if first.typed and first.label.last > 1 and first.label.last != ends.get(kind, 0) + 1:
                yield from self._start(context, group)
            for place, (before, after) in enumerate(pairwise(group)):
                if not (before.typed and after.typed):
                    continue
                repeated = place > 0 and group[place - 1].label.numbers == before.label.numbers
                if repeated and after.label.last == before.label.last + 2:
                    continue  # 1, 2, 2, 4: the second 2 is the 3, and STR502 tells it
                if self._is_there(context, before, after):
                    yield self.undecided(
                        after.section.start, after.end, _("a paragraph between the two begins with the number")
                    )
                    continue
                if after.label.family in ("letter", "capital"):
                    yield from self._letters(before, after)
                elif after.label.last > before.label.last + 1:
                    yield self._gap(before, after, tuple(range(before.label.last + 1, after.label.last)))
            ends[kind] = group[-1].label.last

    @staticmethod
    def _is_there(context: CheckContext, before: Labelled, after: Labelled) -> bool:
        """Whether a paragraph between two labels begins with the number between them (a list item, a quoted label)."""
        if after.label.last - before.label.last not in (2, 3):
            return False
        label = re.escape(written(after.label, before.label.last + 1))
        found = re.compile(rf"[\s\"“(*]*{label}\s*[.):/-]?(?!\w)", re.IGNORECASE)
        return any(
            found.match(words)
            for start, words in context.once(_beginnings)
            if before.section.start < start < after.section.start
        )

    def _start(self, context: CheckContext, group: tuple[Labelled, ...]) -> Iterator[Outcome]:
        """A series that begins at 2: a lost first member, where the series goes on and it is not a stray number."""
        first = group[0]
        follows = len(group) > 1 and group[1].label.last == first.label.last + 1
        if first.label.last != 2 or not (follows or first.label.depth > 1):
            return
        if first.label.family in ("letter", "capital") and first.label.letter != "b":
            return
        message = _(
            "the series begins with {label}: {missing} is not there",
            label=first.section.label,
            missing=written(first.label, 1),
        )
        yield self.inconsistent(first.section.start, first.end, message)

    def _letters(self, before: Labelled, after: Labelled) -> Iterator[Outcome]:
        a, b = before.label.letter or "", after.label.letter or ""
        if before.label.depth > 1 or after.label.depth > 1:
            if before.label.numbers[0] == after.label.numbers[0] and after.label.last > before.label.last + 1:
                yield self._gap(before, after, tuple(range(before.label.last + 1, after.label.last)))
            return
        steps = [
            alphabet.find(b) - alphabet.find(a) for alphabet in (VIETNAMESE, ENGLISH) if a in alphabet and b in alphabet
        ]
        if steps and min(steps) > 1:
            yield self._gap(before, after, tuple(range(before.label.last + 1, after.label.last)))

    def _gap(self, before: Labelled, after: Labelled, missing: tuple[int, ...]) -> Outcome:
        shown = ", ".join(written(after.label, number) for number in missing[:3]) + ("…" if len(missing) > 3 else "")
        message = _(
            "{label} follows {before}: {missing} is not there; one of the two places may be wrong",
            label=after.section.label,
            before=before.section.label,
            missing=shown,
        )
        related = (
            Related(before.section.start, before.end, _("the section before: {label}", label=before.section.label)),
        )
        return self.inconsistent(after.section.start, after.end, message, related=related)


class NumberingDuplicate(Rule):
    """STR502."""

    code = "STR502"
    name = mark("numbering-duplicate")
    severity = Severity.ERROR
    finds = mark("Two sections of one series carry the same number: 1, 2, 2.")
    why = mark("A citation `mục II.2` then has two meanings.")
    silences = mark(
        "Several papers in one file, series that restart in each part or appendix, automatic numbers of Word."
    )
    bad = Example("1. Tuyên truyền\nĐã làm.\n2. Giám sát\nĐã làm.\n2. Phản biện\nĐã làm.")
    good = Example("1. Tuyên truyền\nĐã làm.\n2. Giám sát\nĐã làm.\n3. Phản biện\nĐã làm.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for group in context.once(series):
            if len(group) > 2 and len({item.label.numbers for item in group}) == 1:
                continue  # every item typed as `1.`: a list whose numbers the program that made the file counts
            seen: dict[tuple[int, ...], Labelled] = {}
            before: Labelled | None = None
            for item in group:
                if not item.typed:
                    continue
                if before is not None and _restarts(before, item):
                    seen.clear()
                if (earlier := seen.get(item.label.numbers)) and re.search(r"\w", _title(context, item)):
                    message = _(
                        "two sections carry the number {label}: “{first}” and “{second}”; one of the two places "
                        "may be wrong",
                        label=item.section.label,
                        first=_title(context, earlier),
                        second=_title(context, item),
                    )
                    place = Related(
                        earlier.section.start, earlier.end, _("the first {label}", label=earlier.section.label)
                    )
                    yield self.inconsistent(item.section.start, item.end, message, related=(place,))
                else:
                    seen[item.label.numbers] = item
                before = item


def _title(context: CheckContext, item: Labelled) -> str:
    return context.once(_titles)[item.section.id]


def _titles(context: CheckContext) -> dict[str, str]:
    """The titles of labelled sections by their ids; of one without a title its first words."""
    return {item.section.id: _short(context, item) for item in context.once(numbered)}


def _short(context: CheckContext, item: Labelled) -> str:
    title = item.section.title or context.text[item.end : item.section.end].strip().split("\n")[0]
    return title if len(title) <= 60 else title[:57].rstrip() + "…"


class MalformedLabel(Rule):
    """STR503."""

    code = "STR503"
    name = mark("malformed-label")
    severity = Severity.WARNING
    finds = mark("A label is written otherwise than its neighbours: `2. 1.`, or `4.3` beside `4.4.`.")
    why = mark("Word's contents and every citation follow the label; one odd label falls out of both.")
    silences = mark("A series that writes all its labels alike, and labels of another level.")
    bad = Example("2.1. Giám sát\nĐã làm.\n2. 2. Phản biện\nĐã làm.\n2.3. Hòa giải\nĐã làm.")
    good = Example("2.1 Giám sát\nĐã làm.\n2.2 Phản biện\nĐã làm.\n2.3 Hòa giải\nĐã làm.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for group in context.once(series):
            closes = Counter(self._close(context, item) for item in group)
            common = closes.most_common(1)[0][0]
            for item in group:
                if not item.typed:
                    continue
                printed = context.text[item.section.start : item.end]
                if re.search(r"\d\s*\.\s+\d|\d\s+\.\s*\d", printed):
                    right = re.sub(r"\s+", "", printed)
                    message = _("“{label}” has a blank inside: {right}", label=printed, right=right)
                    yield self.inconsistent(item.section.start, item.end, message)
                elif (
                    item.label.depth > 1
                    and len(group) > 1
                    and (close := self._close(context, item)) != common
                    and {close, common} == {"", "."}
                    and (closes[common] > closes[close] or (len(group) == 2 and item is group[0]))
                ):
                    other = next(one for one in group if self._close(context, one) == common)
                    message = _(
                        "“{label}” beside “{other}”: one has a full stop behind it",
                        label=printed,
                        other=other.section.label,
                    )
                    related = (Related(other.section.start, other.end, _("written otherwise here")),)
                    yield self.inconsistent(item.section.start, item.end, message, related=related)

    @staticmethod
    def _close(context: CheckContext, item: Labelled) -> str:
        """The mark behind the label as the text has it; the tidied label may have lost or gained it."""
        if item.label.close:
            return item.label.close
        after = context.text[item.end : item.end + 1]
        return after if after in (".", ")") else ""


class LevelJump(Rule):
    """STR505."""

    code = "STR505"
    name = mark("level-jump")
    severity = Severity.WARNING
    finds = mark("A level is left out: `2.` and then `2.1.1.`.")
    why = mark("A level that is missing is mostly a heading that was lost.")
    silences = mark("Levels with labels of other families between them (`2.`, `a)`, `-`).")
    bad = Example("1. Tuyên truyền\nĐã làm.\n2. Giám sát\n2.1.1. Giám sát đầu tư\nĐã làm.")
    good = Example("1. Tuyên truyền\nĐã làm.\n2. Giám sát\n2.1. Giám sát đầu tư\nĐã làm.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        last: dict[int, Labelled] = {}
        for item in ticking(context.once(numbered)):
            if item.label.family != "decimal":
                continue
            before = last.get(item.section.paper)
            last[item.section.paper] = item
            if before is None or not item.typed or item.label.depth < before.label.depth + 2:
                continue
            if item.label.numbers[: before.label.depth] == before.label.numbers:
                message = _(
                    "{label} follows {before}: a level between them is not there",
                    label=item.section.label,
                    before=before.section.label,
                )
                related = (
                    Related(
                        before.section.start, before.end, _("the section before: {label}", label=before.section.label)
                    ),
                )
                yield self.inconsistent(item.section.start, item.end, message, related=related)


class LetterOrder(Rule):
    """STR506."""

    code = "STR506"
    name = mark("letter-order")
    severity = Severity.INFO
    finds = mark("Lettered items that begin in one alphabet and go on in another: a, b, c, d, e, g.")
    why = mark("Administrative lists follow the Vietnamese alphabet: đ comes after d, and there is no f, j, w, z.")
    silences = mark("A whole list in English order.")
    source = mark("Decree 30/2020/NĐ-CP, Annex I: points are lettered in the order of the Vietnamese alphabet.")
    bad = Example(
        "a) Một việc\nĐã làm.\nb) Hai việc\nĐã làm.\nc) Ba việc\nĐã làm.\nd) Bốn việc\nĐã làm.\n"
        "e) Năm việc\nĐã làm.\ng) Sáu việc\nĐã làm."
    )
    good = Example(
        "a) Một việc\nĐã làm.\nb) Hai việc\nĐã làm.\nc) Ba việc\nĐã làm.\nd) Bốn việc\nĐã làm.\nđ) Năm "
        "việc\nĐã làm.\ne) Sáu việc\nĐã làm."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for group in context.once(series):
            if group[0].label.family != "letter" or group[0].label.depth > 1 or len(group) < 4:
                continue
            breaks = [self._breaks(group, alphabet) for alphabet in (VIETNAMESE, ENGLISH)]
            if all(breaks) and all(self._steps(a, b) for a, b in pairwise(group)):
                odd = breaks[0][0]
                message = _(
                    "{label}: the list follows neither a, b, c, d, đ, e, g nor a, b, c, d, e, f",
                    label=odd.section.label,
                )
                yield self.inconsistent(odd.section.start, odd.end, message)

    @staticmethod
    def _breaks(group: tuple[Labelled, ...], alphabet: str) -> list[Labelled]:
        """Items that do not follow the one before in an alphabet."""
        places = [alphabet.find(item.label.letter or "-") for item in group]
        return [item for item, (a, b) in zip(group[1:], pairwise(places), strict=True) if b != a + 1]

    @staticmethod
    def _steps(a: Labelled, b: Labelled) -> bool:
        """Whether one follows the other in either alphabet; what does not is STR501's."""
        first, second = a.label.letter or "", b.label.letter or ""
        return any(first in known and known.find(second) == known.find(first) + 1 for known in (VIETNAMESE, ENGLISH))


class LabelStyle(Rule):
    """STR508."""

    code = "STR508"
    name = mark("label-style")
    severity = Severity.INFO
    finds = mark("Neighbours of one level are numbered in two ways: `Phần thứ nhất` and `Phần II`, `1)` among `1.`.")
    why = mark("One series, one way of numbering.")
    silences = mark("Two lists that stand apart.")
    bad = Example("Phần thứ nhất\nKẾT QUẢ\n1. Tuyên truyền\nĐã làm.\nPhần II\nNHIỆM VỤ\n1. Tuyên truyền\nSẽ làm.")
    good = Example("Phần I\nKẾT QUẢ\n1. Tuyên truyền\nĐã làm.\nPhần II\nNHIỆM VỤ\n1. Tuyên truyền\nSẽ làm.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        groups: dict[tuple[object, ...], list[Labelled]] = {}
        for item in ticking(context.once(numbered)):
            if item.typed:
                key = (item.section.paper, item.section.parent, item.label.family, item.label.numbers[:-1])
                groups.setdefault(key, []).append(item)
        for group in groups.values():
            for before, after in pairwise(group):
                if self._differ(before.label, after.label) and after.label.last == before.label.last + 1:
                    message = _(
                        "“{before}” and then “{label}”: one series numbered in two ways",
                        before=before.section.label,
                        label=after.section.label,
                    )
                    related = (Related(before.section.start, before.end, _("numbered otherwise here")),)
                    yield self.inconsistent(after.section.start, after.end, message, related=related)
                    break

    @staticmethod
    def _differ(a: Label, b: Label) -> bool:
        if a.written != b.written:
            return True
        return (
            bool(a.close and b.close)
            and (a.open, a.close) != (b.open, b.close)
            and {a.close, b.close} <= {".", ")", "/"}
        )
