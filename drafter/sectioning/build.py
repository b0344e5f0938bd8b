"""`section`: the whole way from a document to its section tree."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.language.folding import bare, nfc
from drafter.lexicon import load
from drafter.model.document import Document, Look
from drafter.model.section import DocumentKind, Paper, Part, PartKind, Section, SectionTree
from drafter.sectioning.candidates import sifted
from drafter.sectioning.frame import CLOSED, PaperLines, Sheet, frame, split_papers
from drafter.sectioning.labels import Label, Reading, letter_number, word_of
from drafter.sectioning.lines import RESIDUE, Line, is_capitals, lines_of
from drafter.sectioning.marks import opens_articles
from drafter.sectioning.nesting import Nesting, Order
from drafter.sectioning.titles import Title, Verdict, clean, is_order, read_title

# Parts that end every section.
_ENDING = ("recipients", "signature")


@dataclass(frozen=True)
class _Found:
    """A section before its end and name are known. `leaf`: the next line is another section's or the paper's frame."""

    line: Line
    reading: Reading | None
    parent: int | None
    paper: int
    title: Title
    body_start: int
    label_end: int
    leaf: bool = False


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
    found = _sections(document, lines, labels, papers, taken)
    return _tree(document, lines, papers, found)


def _sections(
    document: Document,
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    papers: Sequence[PaperLines],
    taken: dict[int, str],
) -> list[_Found]:
    usable = [None if taken.get(line.index) in CLOSED and not _anchored(line) else labels[line.index] for line in lines]
    order = Order([label.readings[0] if label else None for label in usable if label is not None])
    levels_decide = document.source.format in ("draft", "md")
    styled = levels_decide or _styled(usable)
    found: list[_Found] = []
    for number, paper in enumerate(papers):
        nesting = Nesting(order, levels_decide=levels_decide)
        used = paper.first
        ended: list[int] = []
        quoted: set[int] = set()
        for index in range(paper.first, paper.last):
            if taken.get(index) in _ENDING and found and found[-1].paper == number:
                ended.append(index)
            if index < used:
                continue
            line, label = lines[index], usable[index]
            if label is None:
                if (styled or _anchored(line)) and _is_heading(line) and taken.get(index) not in CLOSED:
                    if ended:
                        nesting.reset()
                        ended.clear()
                    parent = nesting.place(None, len(found), line.look.outline_level)
                    title = read_title(line.text, line.look)
                    body = _next_start(document, lines, index + 1, paper)
                    found.append(_Found(line, None, parent, number, title, body, line.start))
                continue
            if ended:
                if nesting.continues(label.readings):
                    # The body goes on: what looked like the end is an example or a quotation.
                    quoted.update(ended)
                else:
                    nesting.reset()
                ended.clear()
            reading, fits = nesting.choose(label.readings)
            if not fits and not _stands_alone(lines, index, reading):
                continue
            parent = nesting.place(reading, len(found), line.look.outline_level)
            title, used, body = _read_title(document, lines, usable, taken, index, reading, paper)
            leaf = used >= paper.last or usable[used] is not None or used in taken
            found.append(_Found(line, reading, parent, number, title, body, reading.end, leaf))
        paper.spans = [span for span in paper.spans if span[0] not in _ENDING or span[1] not in quoted]
    return _settled(found, papers)


def _styled(labels: Sequence[Label | None]) -> bool:
    """Whether a document uses heading styles for its structure: where it has labels, some of them carry a level.

    Offices leave heading styles on names, dates and bold words; a style proves a heading only where styles are used.
    """
    found = [label for label in labels if label is not None]
    return not found or any(label.line.look.outline_level is not None for label in found)


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


def _stands_alone(lines: Sequence[Line], index: int, reading: Reading) -> bool:
    """Whether a number that continues nothing is still a label: not in the middle of a sentence, not too high."""
    if reading.number > 30 or reading.family in ("lower", "upper", "small-roman"):
        return False
    before = lines[index - 1].text.rstrip() if index else ""
    return not before or before[-1] in '.:;!?…”")/' or lines[index - 1].capitals or len(before) < 60


def _read_title(
    document: Document,
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    taken: dict[int, str],
    index: int,
    reading: Reading,
    paper: PaperLines,
) -> tuple[Title, int, int]:
    """A label's title, the index of the first line that it leaves, and where the section's own text begins."""
    text, line = document.text, lines[index]
    residue = RESIDUE.match(text, reading.end, line.end)
    start = residue.end() if residue else reading.end
    while start < line.end and text[start] in ".:)/-–—":
        start += 1
        residue = RESIDUE.match(text, start, line.end)
        start = residue.end() if residue else start
    word = word_of(reading.family) is not None or reading.family == "form"
    after = index + 1
    if start >= line.end or (word and text[start] == "(" and text[line.end - 1] in ")."):
        if after < paper.last and _is_title_line(lines, labels, taken, after, word):
            start, line = lines[after].start, lines[after]
            after += 1
        elif start >= line.end:
            return Title("", None, Verdict.PARAGRAPH), after, _next_start(document, lines, after, paper)
    words = text[start : line.end]
    pieces = [words]
    while after < paper.last and after - index < 5 and _wraps(lines, labels, taken, after, pieces[-1], word, line.look):
        pieces.append(lines[after].text)
        after += 1
    title = read_title(" ".join(pieces), line.look, word_label=word)
    if len(pieces) > 1 and title.body is not None:
        # The body begins somewhere in the joined lines: walk the pieces back.
        return title, index + 1, _unjoined(pieces, lines, index, start, title.body, line)
    body = start + title.body if title.body is not None else _next_start(document, lines, after, paper)
    if title.verdict is Verdict.PARAGRAPH:
        return title, index + 1, start
    return title, after, body


def _unjoined(pieces: Sequence[str], lines: Sequence[Line], index: int, start: int, offset: int, line: Line) -> int:
    if offset < len(pieces[0]):
        return start + offset
    offset -= len(pieces[0]) + 1
    for place, piece in enumerate(pieces[1:], line.index + 1):
        if offset <= len(piece):
            return lines[place].start + max(0, offset)
        offset -= len(piece) + 1
    return lines[line.index + len(pieces) - 1].end


def _is_title_line(
    lines: Sequence[Line], labels: Sequence[Label | None], taken: dict[int, str], index: int, word: bool
) -> bool:
    line = lines[index]
    if line.row or labels[index] is not None or line.bullet or taken.get(index) in ("recipients", "signature", "note"):
        return False
    text = line.text.rstrip()
    if line.capitals or line.look.outline_level:
        return len(text) < 400
    if text.startswith("("):
        return False
    if len(text) > 220 or text.endswith((".", ";", ",")):
        return False
    return word or bool(line.look.bold) or bool(line.look.centred) or len(text) < 120


def _wraps(
    lines: Sequence[Line],
    labels: Sequence[Label | None],
    taken: dict[int, str],
    index: int,
    before: str,
    word: bool,
    look: Look,
) -> bool:
    """Whether a line carries a title on: in capitals behind capitals, or in small letters behind a line without an end."""
    line = lines[index]
    if line.row or labels[index] is not None or line.bullet or line.look.anchor is not None:
        return False
    if taken.get(index) not in (None, "preamble"):
        return False
    ended = before.rstrip(" *_").endswith((".", ":", ";", "!", "?", ")", "…"))
    if ended or line.look.outline_level != look.outline_level:
        return False
    if is_capitals(before):
        return line.capitals and (word or line.look.centred is not False)
    if line.capitals:
        return False
    return line.text[:1].islower() and len(before) > 40


def _next_start(document: Document, lines: Sequence[Line], after: int, paper: PaperLines) -> int:
    if after < paper.last:
        return lines[after].start
    return lines[paper.last - 1].end if paper.last else len(document.text)


def _settled(found: list[_Found], papers: Sequence[PaperLines]) -> list[_Found]:
    """Open verdicts, decided by the siblings together: they are all headings or all paragraphs.

    A sentence, an order or more than eight words with a full stop and nothing below speaks for paragraphs, all else
    for headings; an outline's items are headings.
    """
    groups: dict[tuple[int, int | None, str], list[int]] = {}
    for index, item in enumerate(found):
        if item.reading is not None:
            groups.setdefault((item.paper, item.parent, item.reading.style), []).append(index)
    parents = {item.parent for item in found}
    settled = list(found)
    for members in groups.values():
        leaves = {index for index in members if found[index].leaf and index not in parents and _stops(found[index])}
        votes = sum(_vote(found[index], leaf=index in leaves) for index in members)
        outline = papers[found[members[0]].paper].kind is DocumentKind.OUTLINE
        for index in members:
            item = found[index]
            verdict = item.title.verdict
            if verdict is Verdict.OPEN:
                task = index in leaves and is_order(item.title.words)
                verdict = Verdict.HEADING if outline or (votes > 0 and not task) else Verdict.PARAGRAPH
            elif votes < 0 and index in leaves and verdict is Verdict.HEADING and not outline and not _shown(item):
                verdict = Verdict.PARAGRAPH
            settled[index] = replace(item, title=replace(item.title, verdict=verdict))
    return settled


def _stops(item: _Found) -> bool:
    """Whether a label's line ends as a sentence or a list's item does, without a run-in body."""
    return item.title.body is None and item.line.text[-8:].rstrip(" *_").endswith((".", ";"))


def _shown(item: _Found) -> bool:
    """Whether the page shows a heading: by its style, in bold or in capitals."""
    look = item.line.look
    return bool(look.bold) or look.outline_level is not None or look.anchor is not None or is_capitals(item.title.words)


def _vote(item: _Found, *, leaf: bool) -> int:
    """How much a label speaks for headings among its siblings."""
    if item.title.verdict is not Verdict.OPEN:
        return 2 if item.title.verdict is Verdict.HEADING else -2
    return -1 if leaf else 1


def _tree(
    document: Document, lines: Sequence[Line], papers: Sequence[PaperLines], found: Sequence[_Found]
) -> SectionTree:
    text = document.text
    spans = [
        (
            lines[paper.first].start if lines else 0,
            lines[paper.last - 1].end if lines and paper.last > paper.first else len(text),
        )
        for paper in papers
    ]
    ends = _ends(lines, papers, found, spans)
    levels: list[int] = []
    for item in found:
        levels.append(1 if item.parent is None else levels[item.parent] + 1)
    names = _names(found, len(papers))
    numbers = _numbers(found)
    sections = tuple(
        Section(
            id=names[index],
            label=_label(text, item),
            title=item.title.words or None if item.title.verdict is not Verdict.PARAGRAPH else None,
            level=levels[index],
            parent=item.parent,
            start=item.line.start,
            end=ends[index],
            body_start=min(_body_start(text, item), ends[index]),
            paper=item.paper,
            style=item.reading.style if item.reading else None,
            number=numbers[index],
        )
        for index, item in enumerate(found)
    )
    parts = [
        Part(PartKind(kind), lines[first].start, lines[last - 1].end, number)
        for number, paper in enumerate(papers)
        for kind, first, last in paper.spans
    ]
    parts += [
        Part(PartKind.APPENDIX, item.start, item.end, item.paper)
        for item in sections
        if item.style in ("appendix", "form") and item.parent is None
    ]
    parts.sort(key=lambda part: (part.start, -part.end))
    return SectionTree(sections, tuple(parts), _papers(document, lines, papers, spans))


def _body_start(text: str, item: _Found) -> int:
    if item.title.verdict is not Verdict.PARAGRAPH or item.title.body is None:
        if item.title.verdict is Verdict.PARAGRAPH and item.reading is not None:
            return _behind_label(text, item)
        return item.body_start
    return _behind_label(text, item)


def _behind_label(text: str, item: _Found) -> int:
    residue = RESIDUE.match(text, item.label_end, max(item.line.end, item.label_end))
    return residue.end() if residue else item.label_end


def _label(text: str, item: _Found) -> str | None:
    if item.reading is None:
        return None
    printed = re.sub(r"[*_`\\]+", "", text[item.line.start : item.label_end])
    return nfc(" ".join(printed.split()))


def _ends(
    lines: Sequence[Line],
    papers: Sequence[PaperLines],
    found: Sequence[_Found],
    spans: Sequence[tuple[int, int]],
) -> list[int]:
    """Where each section ends: at the next of its level or above, at recipients or a signature, at the paper's end."""
    stops = sorted(lines[first].start for paper in papers for kind, first, _ in paper.spans if kind in _ENDING)
    starts = [start for start, _ in spans]
    ends = [0] * len(found)
    open_: list[int] = []

    def close(down_to: int, place: int) -> None:
        while len(open_) > down_to:
            index = open_.pop()
            stop = bisect_left(stops, found[index].line.start)
            limit = stops[stop] if stop < len(stops) else place
            ends[index] = min(place, limit)

    paper = 0
    for index, item in enumerate(found):
        if item.paper != paper:
            close(0, starts[paper + 1] if paper + 1 < len(starts) else spans[-1][1])
            paper = item.paper
        depth = open_.index(item.parent) + 1 if item.parent in open_ else 0
        close(depth, item.line.start)
        open_.append(index)
    close(0, starts[paper + 1] if paper + 1 < len(starts) else (spans[-1][1] if spans else 0))
    return ends


def _numbers(found: Sequence[_Found]) -> list[int | None]:
    """Each label's place in its sequence; a run of letters that skips đ or uses f, j, w, z counts in Latin order."""
    numbers: list[int | None] = [item.reading.number if item.reading else None for item in found]
    runs: dict[tuple[int, int | None, str], list[int]] = {}
    for index, item in enumerate(found):
        if item.reading is not None and item.reading.family in ("lower", "upper"):
            runs.setdefault((item.paper, item.parent, item.reading.style), []).append(index)
    for members in runs.values():
        tokens = [(found[index].reading or _NONE).token.lower() for index in members]
        latin = any(token in "fjwz" for token in tokens) or (
            "đ" not in tokens and any(pair == ("d", "e") for pair in itertools.pairwise(tokens))
        )
        if latin:
            for index, token in zip(members, tokens, strict=True):
                numbers[index] = letter_number(token, latin=True)
    return [number or None for number in numbers]


_NONE = Reading("", "", (0,), 0, "")


def _names(found: Sequence[_Found], papers: int) -> list[str]:
    """Unique names: a draft's anchor, else the labels from the outside in, told apart by the paper and a count."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for item in found:
        name = item.line.look.anchor
        if name is None:
            above = names[item.parent] if item.parent is not None else (f"p{item.paper + 1}" if papers > 1 else "")
            parent = found[item.parent].reading if item.parent is not None else None
            name = ".".join(part for part in (above, _step(item, parent)) if part)
        count = seen.get(name, 0)
        unique = name
        while unique in seen:
            count += 1
            unique = f"{name}-{count + 1}"
        seen[name] = count
        seen.setdefault(unique, 0)
        names.append(unique)
    return names


def _step(item: _Found, parent: Reading | None) -> str:
    reading = item.reading
    if reading is None:
        return "-".join(re.findall(r"[a-z0-9]+", bare(item.title.words))[:6]) or "muc"
    word = word_of("appendix" if reading.family == "form" else reading.family)
    if word is not None:
        slug = "bieu" if reading.family == "form" else word.slug
        return f"{slug}{reading.number or ''}"
    if len(reading.path) > 1:
        above = parent.path if parent else ()
        path = reading.path[len(above) :] if reading.path[: len(above)] == above else reading.path
        return ".".join(map(str, path))
    if reading.family in ("arabic", "count", "ordinal"):
        return str(reading.number)
    if reading.family == "roman":
        return reading.token.upper().replace("L", "I").replace("1", "I")
    return reading.token


def _papers(
    document: Document, lines: Sequence[Line], papers: Sequence[PaperLines], spans: Sequence[tuple[int, int]]
) -> tuple[Paper, ...]:
    if not lines:
        return ()
    result: list[Paper] = []
    for paper, (start, end) in zip(papers, spans, strict=True):
        title = None
        if paper.title is not None:
            first, last = paper.title
            words = [lines[i].text for i in range(first, last)]
            title = clean(" ".join(words))[:500] or None
        result.append(Paper(_kind(lines, paper), title, start, end))
    return tuple(result)


def _kind(lines: Sequence[Line], paper: PaperLines) -> DocumentKind:
    marks = load("papers")["instruction"]["words"]
    sample = range(paper.first, min(paper.last, paper.first + 400))
    told = sum(any(word in lines[i].folded for word in marks) for i in sample)
    outline = told >= 5 and told * 4 >= len(sample)
    if paper.kind is None:
        return DocumentKind.OUTLINE if outline else DocumentKind.OTHER
    if paper.kind is DocumentKind.REPORT and outline:
        return DocumentKind.OUTLINE
    return paper.kind
