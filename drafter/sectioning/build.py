"""`section`: the whole way from a document to its section tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from drafter.model.document import Document
from drafter.model.section import SectionTree
from drafter.sectioning.candidates import sifted
from drafter.sectioning.found import Found
from drafter.sectioning.frame import frame, split_papers
from drafter.sectioning.heads import uses_styles
from drafter.sectioning.labels import Label, Reading, follows
from drafter.sectioning.lines import Line, lines_of
from drafter.sectioning.marks import opens_articles
from drafter.sectioning.nesting import Nesting, Order
from drafter.sectioning.settling import settled
from drafter.sectioning.sheet import CLOSED, ENDING, PaperLines, Sheet
from drafter.sectioning.titles import read_title
from drafter.sectioning.tree import tree
from drafter.sectioning.wrapping import next_start, title_behind

# How many of the labels behind one may tell where it belongs.
_AHEAD = 40


def section(document: Document) -> SectionTree:
    """Find a document's sections, parts and papers. Never fails; linear in the text.

    Evidence for a heading, the strongest first: a draft's anchor, a heading style or outline level; a number that
    continues a sequence; typography (capitals, bold); the wording. A heading without a label is one only by the first
    of these. Nothing in a table, header, footer or footnote is a section.
    """
    lines = lines_of(document)
    labels = sifted(lines)
    sheet = Sheet.of(lines, labels)
    papers = split_papers(sheet)
    taken: dict[int, str] = {}
    for paper in papers:
        taken.update(frame(paper, sheet))
    found = _sections(document, sheet, papers, taken)
    return tree(document, lines, papers, found)


def _sections(document: Document, sheet: Sheet, papers: Sequence[PaperLines], taken: dict[int, str]) -> list[Found]:
    lines, labels = sheet.lines, sheet.labels
    usable = [None if taken.get(line.index) in CLOSED and not _anchored(line) else labels[line.index] for line in lines]
    for paper in papers:
        for index in _named_parts(usable, paper):
            usable[index] = None
    readings = [label.readings[0] for label in usable if label is not None]
    order = Order(readings)
    places = [label_at for label_at, label in enumerate(usable) if label is not None]
    levels_decide = document.source.format in ("draft", "md")
    styled = levels_decide or uses_styles(usable)
    found: list[Found] = []
    for number, paper in enumerate(papers):
        nesting = Nesting(order, levels_decide=levels_decide)
        used = paper.first
        ended: list[int] = []
        quoted: set[int] = set()
        for index in range(paper.first, paper.last):
            if taken.get(index) in ENDING and found and found[-1].paper == number:
                ended.append(index)
            if index < used:
                continue
            line, label = lines[index], usable[index]
            if label is None:
                told = (styled or _anchored(line)) and _is_heading(line)
                if (told or index in sheet.plain_heads) and taken.get(index) not in CLOSED:
                    if ended:
                        nesting.reset()
                        ended.clear()
                    parent = nesting.place(
                        None, len(found), line.look.outline_level if told else sheet.plain_heads[index]
                    )
                    title = read_title(line.text, line.look)
                    body = next_start(document, lines, index + 1, paper)
                    found.append(Found(line, None, parent, number, title, body, line.start))
                    if index in sheet.framing:
                        # What is numbered behind `MỞ ĐẦU` stands beside it.
                        nesting.reset()
                continue
            if ended:
                if nesting.continues(label.readings):
                    # The body goes on: what looked like the end is an example or a quotation.
                    quoted.update(ended)
                else:
                    nesting.reset()
                ended.clear()
            behind = bisect_right(places, index)
            ahead = readings[behind : behind + _AHEAD]
            reading, fits = nesting.choose(label.readings, ahead)
            if not fits and not _stands_alone(lines, index, reading):
                continue
            parent = nesting.place(reading, len(found), line.look.outline_level, ahead)
            title, used, body = title_behind(document, lines, usable, taken, index, reading, paper)
            leaf = used >= paper.last or usable[used] is not None or used in taken
            last = lines[used - 1] if used > index + 1 else None
            found.append(Found(line, reading, parent, number, title, body, reading.end, leaf, last))
        paper.spans = [span for span in paper.spans if span[0] not in ENDING or span[1] not in quoted]
    return settled(found, papers)


def _named_parts(labels: Sequence[Label | None], paper: PaperLines) -> list[int]:
    """Parts, chapters and articles that a paper only names (`báo cáo gồm: Phần thứ nhất: …`): its own sections began
    without one, and their numbers go on behind the first one named."""
    found = [
        (index, label.readings[0]) for index, label in enumerate(labels) if label and paper.first <= index < paper.last
    ]
    named = ("part", "chapter", "article")
    parts = [(index, reading.number) for index, reading in found if reading.family in named]
    first = found[0][1] if found else None
    if not parts or first is None or parts[0][1] != 1 or first.number != 1:
        return []
    # The numbers of articles run through all chapters.
    if first.family in ("part", "chapter", "article", "appendix", "form"):
        return []
    place = parts[0][0]
    before = [reading for index, reading in found if index < place and reading.style == first.style]
    behind = [reading for index, reading in found if index > place and reading.style == first.style]
    goes_on = bool(behind) and follows(before[-1], behind[0])
    return [index for index, _number in parts] if goes_on else []


def _anchored(line: Line) -> bool:
    return line.look.anchor is not None


def _is_heading(line: Line) -> bool:
    """Whether the format proves a heading without a label."""
    if line.row or not line.opens:
        return False
    if line.look.anchor is not None:
        return True
    return (
        not opens_articles(line)
        and line.look.outline_level is not None
        and len(line.text) <= 250
        and not line.text.rstrip().endswith((".", ";"))
        and any(map(str.isalpha, line.text[:250]))
    )


def proven(line: Line) -> bool:
    """Whether the format says that a line is a heading, whatever stands before it."""
    return _anchored(line) or line.look.outline_level is not None


def _stands_alone(lines: Sequence[Line], index: int, reading: Reading) -> bool:
    """Whether a number that continues nothing is still a label: not in the middle of a sentence, not too high."""
    if reading.family == "count":
        return True
    if reading.family == "ordinal":
        # Without a first one, `Thứ hai:` is a weekday; the first may stand inside the paragraph above.
        return reading.number == 2 and any("thứ nhất" in line.text.lower() for line in lines[max(0, index - 3) : index])
    if len(reading.path) > 1 and max(reading.path) > 12:
        return False
    if max(reading.path) > (3 if reading.family in ("lower", "upper", "small-roman") else 30):
        return False
    if reading.family == "upper" and not lines[index].capitals and len(lines[index].text) > 100:
        return False
    if proven(lines[index]):
        return True
    before = lines[index - 1].text.rstrip() if index else ""
    return not before or before[-1] in '.:;!?…”")/' or lines[index - 1].capitals or len(before) < 60
