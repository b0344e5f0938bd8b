"""A title over lines: behind its label, on the line after it, or wrapped over several."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.model.document import Document, Look
from drafter.sectioning.labels import Label, Reading, word_of
from drafter.sectioning.lines import RESIDUE, Line, breaks_off, is_capitals
from drafter.sectioning.marks import HEAD_MARKS, mark_of
from drafter.sectioning.sheet import PaperLines
from drafter.sectioning.titles import Title, Verdict, read_title


def title_behind(
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
        # A form shows the letterhead of the paper that it is the form of.
        letterhead = reading.family == "form" and after < paper.last and mark_of(lines[after]) in HEAD_MARKS
        if after < paper.last and not letterhead and _is_title_line(lines, labels, taken, after, word):
            start, line = lines[after].start, lines[after]
            after += 1
        elif start >= line.end:
            return Title("", None, Verdict.PARAGRAPH), after, next_start(document, lines, after, paper)
    words = text[start : line.end]
    pieces = [words]
    while after < paper.last and after - index < 5 and _wraps(lines, labels, taken, after, pieces[-1], word, line.look):
        pieces.append(lines[after].text)
        after += 1
    title = read_title(" ".join(pieces), line.look, word_label=word)
    if len(pieces) > 1 and title.body is not None:
        # The body begins somewhere in the joined lines: walk the pieces back.
        return title, index + 1, _unjoined(pieces, lines, index, start, title.body, line)
    body = start + title.body if title.body is not None else next_start(document, lines, after, paper)
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
    if line.look.anchor is not None:
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
    return len(before) > 40 and (line.text[:1].islower() or breaks_off(before, line.text))


def next_start(document: Document, lines: Sequence[Line], after: int, paper: PaperLines) -> int:
    if after < paper.last:
        return lines[after].start
    return lines[paper.last - 1].end if paper.last else len(document.text)
