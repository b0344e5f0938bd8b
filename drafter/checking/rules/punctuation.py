"""STR504, STR509, TXT708: marks that open, close and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.messages import catalogue, mark
from drafter.model.document import BlockKind
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import PartKind, SectionTree

_ = catalogue("checking")

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_MARKS = re.compile(r"[()\[\]“”«»\"]")
_LABEL = re.compile(r"(?:^|[\s;,:.(*])(?:[a-zđ]\d{0,2}|\d{1,3}|[ivx]{1,4})\Z", re.IGNORECASE)
# How many paragraphs further a quotation or bracket may close (a quoted passage, a list in brackets).
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    offset: int
    paragraph: int
    reversed: bool = False


def _unbalanced(context: CheckContext) -> tuple[tuple[str, Paragraph], ...]:
    """Paragraphs that close not what they open, each with its number."""
    numbers = enumerate(ticking(context.paragraphs))
    return tuple((str(number), paragraph) for number, paragraph in numbers if any(_scan(paragraph, number)))


def _unbalanced_cells(context: CheckContext) -> tuple[Paragraph, ...]:
    return tuple(piece for piece in context.pieces if piece.in_table and _scan(piece, 0)[0])


def _in_order(context: CheckContext) -> tuple[int, ...]:
    """Where each paragraph begins."""
    return tuple(paragraph.start for paragraph in context.paragraphs)


class Unclosed(Rule):
    """STR504."""

    code = "STR504"
    name = mark("unclosed")
    severity = Severity.WARNING
    finds = mark("A quotation mark or bracket that never closes, or one that opens with the closing mark.")
    why = mark("A name without its closing mark runs into the sentence.")
    silences = mark(
        "Straight and curly marks mixed, labels (`a)`, `1)`), passages that close some paragraphs later, inches "
        "and seconds."
    )
    bad = Example("Quỹ “Đền ơn đáp nghĩa đã vận động được 120 triệu đồng (vượt kế hoạch).")
    good = Example('a) Quỹ “Đền ơn đáp nghĩa" vận động được 120 triệu đồng (đạt 1) kế hoạch năm; 2) chỉ tiêu quý).')
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        waiting: list[_Open] = []
        broken: list[_Open] = []
        owners: dict[int, Paragraph] = {}
        scanned = context.once(_unbalanced)
        if scanned:
            context.once(_in_order)  # how far apart they stand counts
        for counted, paragraph in scanned:
            number = int(counted)
            owners[number] = paragraph
            opened, strays, turned = _scan(paragraph, number)
            for stray in strays:
                match = next(
                    (o for o in reversed(waiting) if o.mark == stray.mark and number - o.paragraph <= _REACH), None
                )
                if match is not None:
                    waiting.remove(match)
                else:
                    broken.append(stray)
            for item in turned:
                message = _("“{quote}”: the quotation opens with a closing mark", quote=_around(paragraph, item.offset))
                yield self.inconsistent(item.offset, item.offset + 1, message)
            waiting += opened
        for item in waiting:
            yield self._never_closes(owners[item.paragraph], item)
        # A cell closes what it opens; a closing mark alone may be a label (`a)`).
        for cell in context.once(_unbalanced_cells):
            for item in _scan(cell, 0)[0]:
                yield self._never_closes(cell, item)
        for item in broken:
            owner = owners[item.paragraph]
            message = _("“{quote}”: a closing mark without its opening one", quote=_around(owner, item.offset))
            yield self.inconsistent(item.offset, item.offset + 1, message)

    def _never_closes(self, owner: Paragraph, item: _Open) -> Outcome:
        start, end = item.offset, _phrase_end(owner, item.offset)
        name = _("quotation mark") if item.mark in '“«"' else _("bracket")
        quote = owner.text[start - owner.start : end - owner.start]
        return self.inconsistent(start, end, _("“{quote}”: the {mark} never closes", quote=quote, mark=name))


def _scan(paragraph: Paragraph, number: int) -> tuple[list[_Open], list[_Open], list[_Open]]:
    """What a paragraph leaves open, what it closes without having opened, and what it opens with a closing mark."""
    text, stack = paragraph.text, list[_Open]()
    strays: list[_Open] = []
    turned: list[_Open] = []
    for found in _MARKS.finditer(text):
        char, at = found.group(), found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if char in _PAIRS:
            if char == "“" and (not after or after.isspace() or after in ",.;)") and any(o.mark == "“" for o in stack):
                _close(stack, "“")  # an opening mark typed where the closing one belongs
                continue
            stack.append(_Open(char, paragraph.start + at, number))
        elif char == '"':
            if any(o.mark in '“"' for o in stack):
                _close(stack, "“" if any(o.mark == "“" for o in stack) else '"')
            elif not before.isdigit():
                stack.append(_Open(char, paragraph.start + at, number))
        elif char in "”»":
            if any(o.mark in (_CLOSERS[char], '"') for o in stack):
                _close(stack, _CLOSERS[char] if any(o.mark == _CLOSERS[char] for o in stack) else '"')
            elif (not before or before.isspace() or before == "(") and after.isalnum():
                item = _Open("“", paragraph.start + at, number, True)
                stack.append(item)
                turned.append(item)
            else:
                strays.append(_Open(_CLOSERS[char], paragraph.start + at, number))
        elif any(o.mark == _CLOSERS[char] for o in stack):
            label = _LABEL.search(text[max(0, at - 8) : at]) if char == ")" else None
            later = re.match(r"[^()]*\)", text[at + 1 :]) if label and not label.group().startswith("(") else None
            if later:
                continue  # `(gồm: 1) …; 2) …)`: a label inside brackets
            _close(stack, _CLOSERS[char])
        elif not (char == ")" and _LABEL.search(text[max(0, at - 8) : at])):
            strays.append(_Open(_CLOSERS[char], paragraph.start + at, number))
    return [item for item in stack if not item.reversed], strays, turned


def _close(stack: list[_Open], mark_: str) -> None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].mark == mark_:
            del stack[index]
            return


def _around(paragraph: Paragraph, offset: int) -> str:
    at = offset - paragraph.start
    return paragraph.text[max(0, at - 20) : at + 20].strip()


def _phrase_end(paragraph: Paragraph, offset: int) -> int:
    """Where the phrase that an open mark begins ends: at the next mark of a sentence, 40 characters at most."""
    at = offset - paragraph.start
    found = re.search(r"[.,;:!?](?:\s|\Z)", paragraph.text[at : at + 41])
    return paragraph.start + (at + found.start() + 1 if found else min(at + 40, len(paragraph.text)))


_BULLET = re.compile(r"\s*(?P<mark>[-–+•*●▪◦])\s+")
_NUMBERED = re.compile(r"\s*(?P<mark>\d{1,2}[.)])\s+\S")
_ENDED = re.compile(r"[.;:!?…,][\s*”\"']*\Z|\./\.\s*\Z|[.;]\s*(?:và|hoặc)\s*\Z")
_DOUBLE = re.compile(r"(?<![.…])(?:\.\.|;\.|,\.|\.;|\.,|;;|,,|:;)[\s*]*\Z|…\.{2}\s*\Z")


class EndMark(Rule):
    """STR509."""

    code = "STR509"
    name = mark("end-mark")
    severity = Severity.INFO
    finds = mark("One of parallel items lacks its final mark, or has two (`)..`). One finding a list.")
    why = mark("Items of one list end alike; a missing stop may be a cut sentence.")
    silences = mark(
        "Lists whose items mostly have no final mark, and the last item that ends with a full stop after semicolons."
    )
    bad = Example(
        "Kết quả đạt được:\n- Tổ chức 12 hội nghị;\n- Vận động 45 triệu đồng\n- Tặng 120 suất quà;\n- Hòa giải 8 vụ."
    )
    good = Example(
        "Kết quả đạt được:\n- Tổ chức 12 hội nghị;\n- Vận động 45 triệu đồng;\n- Tặng 120 suất quà;\n- Hòa giải 8 vụ."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for group in self._lists(context):
            double = [item for item in group if item.double]
            ended = [item for item in group if item.ended]
            bare = [item for item in group if not item.ended]
            lacking = bare if len(ended) >= 2 and (len(bare) == 1 or len(ended) >= 3 * len(bare)) else []
            odd = sorted({*lacking, *double}, key=lambda item: item.start)
            if not odd:
                continue
            first = odd[0]
            message = (
                _("the item ends without a mark; {count} others of the list have one", count=len(ended))
                if first in lacking
                else _("“{quote}”: two marks at the end", quote=first.words)
            )
            related = tuple(Related(item.start, item.end, _("here too")) for item in odd[1:6])
            yield self.inconsistent(first.start, first.end, message, related=related)

    @staticmethod
    def _lists(context: CheckContext) -> Iterator[list[_Item]]:
        """Runs of bullets of one mark in one section, and the numbered paragraphs under one heading. Recipients and
        signatures are no such lists."""
        runs: dict[tuple[str, ...], list[_Item]] = {}
        for item in context.once(_items):
            runs.setdefault(item.run, []).append(item)
        return (run for run in runs.values() if len(run) > 2 or (len(run) == 2 and any(item.double for item in run)))


@dataclass(frozen=True, slots=True)
class _Item:
    """An item's last words, `start` and `end` theirs; `run` names the list that it belongs to."""

    run: tuple[str, ...]
    start: int
    end: int
    words: str
    ended: bool
    double: bool


def _items(context: CheckContext) -> tuple[_Item, ...]:
    found: list[_Item] = []
    for paragraph in ticking(context.paragraphs):
        run = _run_of(context, paragraph) if paragraph.part in (None, PartKind.APPENDIX) else None
        if run is not None:
            start, end = _tail(paragraph)
            ended, double = _ENDED.search(paragraph.text), _DOUBLE.search(paragraph.text)
            found.append(_Item(run, start, end, context.text[start:end], ended is not None, double is not None))
    return tuple(found)


def _run_of(context: CheckContext, paragraph: Paragraph) -> tuple[str, ...] | None:
    bullet = _BULLET.match(paragraph.text)
    index = context.tree.at(paragraph.start)
    if bullet and len(paragraph.text) > 12:
        return str(index), bullet["mark"]
    if index is None or len(paragraph.text) <= 60 or not _NUMBERED.match(paragraph.text):
        return None
    section = context.tree.sections[index]
    plain = section.title is None or index in context.of_tree(_mistaken_titles)
    if plain and section.start <= paragraph.start + 4 and not context.tree.children(index):
        return str(section.parent), str(section.paper), "number"
    return None


def _mistaken_titles(tree: SectionTree) -> frozenset[int]:
    """Numbered paragraphs taken for headings only because their final mark is missing: their two or more brothers are all
    paragraphs."""
    families: dict[tuple[object, ...], list[int]] = {}
    for index, one in enumerate(tree.sections):
        families.setdefault((one.parent, one.level, one.paper, one.style), []).append(index)
    found = set()
    for family in families.values():
        titled = [index for index in family if tree.sections[index].title is not None]
        if len(family) >= 3 and len(titled) == 1:
            found.add(titled[0])
    return frozenset(found)


def _tail(paragraph: Paragraph) -> tuple[int, int]:
    """The last words of a paragraph, some fifteen characters."""
    text = paragraph.text.rstrip()
    cut = max(text.rfind(" ", 0, max(len(text) - 12, 0)) + 1, 0)
    return paragraph.start + cut, paragraph.start + len(text)


_NO_END = re.compile(r"[\w,)%\]”\"]\s*\Z")
_FIRST_WORD = re.compile(r"\s*([^\W\d_]{1,12})(?:[\s,.;)]|\Z)")
_LABELLED = re.compile(r"\s*(?:[-–+•*●▪]\s|\(?[a-zđ]\)|\(?\d{1,3}[.)]|[a-zđ]\.\s)")


_BODILESS = (PartKind.LETTERHEAD, PartKind.TITLE, PartKind.RECIPIENTS, PartKind.SIGNATURE)


class BrokenParagraph(Rule):
    """TXT708."""

    code = "TXT708"
    name = mark("broken-paragraph")
    severity = Severity.WARNING
    finds = mark("A sentence cut in two paragraphs: the first has no end mark, the next begins in lower case.")
    why = mark("A page break or a paste leaves the halves of a sentence, or of a word, apart.")
    silences = mark("Lists, headings, titles, verses, and files whose lines are all broken at a width.")
    bad = Example(
        "Trong sáu tháng qua, các chi hội đã tích cực vận động hội viên tham gia và\nthực hiện tốt các phong "
        "trào.\nĐời sống hội viên ổn định."
    )
    good = Example(
        "Trong sáu tháng qua, các chi hội đã tích cực vận động hội viên:\ntham gia và thực hiện tốt các "
        "phong trào.\nĐời sống hội viên ổn định."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        breaks = context.once(_broken)
        if len(breaks) > 3 and len(breaks) > len(context.once(_in_order)) // 8:
            return  # lines broken at a width: the file has no paragraphs to speak of
        yield from self._cut_starts(context)
        for first, second in breaks:
            start, _end = _tail(first)
            head = re.match(r"\s*(?:\S+\s*){1,3}", second.text)
            end = second.start + (len(head.group().rstrip()) if head else 1)
            quote = re.sub(r"\s+", " ", context.text[start:end])
            yield self.inconsistent(start, end, _("“{quote}”: the sentence is cut in two paragraphs", quote=quote))

    def _cut_starts(self, context: CheckContext) -> Iterator[Outcome]:
        """Among bullets a paragraph without one that begins in lower case: its beginning was cut in pasting."""
        for item in context.once(_cut):
            head = re.match(r"\s*(?:\S+\s*){1,4}", item.text)
            end = item.start + (len(head.group().rstrip()) if head else 1)
            quote = context.text[item.start : end]
            yield self.inconsistent(
                item.start, end, _("“{quote}”: the beginning of the paragraph seems cut", quote=quote)
            )


def _broken(context: CheckContext) -> tuple[tuple[Paragraph, Paragraph], ...]:
    """Paragraphs that one sentence runs over, with no table between them."""
    return tuple(
        (first, second)
        for first, second in pairwise(ticking(context.paragraphs))
        if second.index == first.index + 1 and _is_broken(context, first, second)
    )


def _cut(context: CheckContext) -> tuple[Paragraph, ...]:
    """Paragraphs among bullets that begin in the middle of a sentence."""
    around = zip(context.paragraphs, context.paragraphs[1:], context.paragraphs[2:], strict=False)
    return tuple(item for before, item, after in around if _is_cut(before, item, after))


def _is_cut(before: Paragraph, item: Paragraph, after: Paragraph) -> bool:
    if not _begins_low(item.text) or item.index != before.index + 1:
        return False
    if not (_BULLET.match(before.text) and _BULLET.match(after.text)) or _LABELLED.match(item.text):
        return False
    return item.part is None and len(item.text) >= 20 and re.search(r"[.;]\s*\Z", before.text) is not None


def _is_broken(context: CheckContext, first: Paragraph, second: Paragraph) -> bool:
    if first.part in _BODILESS or second.part in _BODILESS:
        return False
    if BlockKind.NOTE in (first.block.kind, second.block.kind):
        return False
    if len(first.text) < 40 or len(second.text) < 8 or first.text.isupper():
        return False
    if not _NO_END.search(first.text) or _LABELLED.match(second.text) or not _begins_low(second.text):
        return False
    if first.block.look.bold or first.block.look.centred or first.text.lstrip().startswith("**"):
        return False
    index = context.tree.at(second.start)
    return index is None or context.tree.sections[index].start != second.start


def _begins_low(text: str) -> bool:
    word = _FIRST_WORD.match(text)
    return bool(word and word[1].islower())
