"""What frames a paper's body: letterhead, title, preamble, recipients, signature, closing, notes; and where papers begin.

Evidence is the wording of official forms (Decree 30/2020 annex I, HD 36-HD/VPTW), capitals and position; a file holds a
second paper where a new letterhead or type name stands behind recipients or a signature, or an outline's name stands
anywhere. Nothing here looks at fonts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.section import DocumentKind
from drafter.sectioning.labels import Label, word_of
from drafter.sectioning.lines import Line

_NUMBER_LINE = re.compile(r"số\s?:?\s?[\d.…_]*\s?[-/]\s?[\w-]+|số\s?:\s?[\d.…_ ]*\Z")
_PLACE_DATE = re.compile(
    r"(?:[^,;:]{0,60},)?\s?ngày\s?[\d.…_]{0,8}\s?tháng\s?[\d.…_]{0,8}\s?năm\s?[\d.…_]{0,8}\W{0,3}\Z"
)
_SUBJECT = re.compile(r"(?:v/v|vv|về việc)(?:\s|:)")
_RULE = re.compile(r"[-_=*–—.\s]{1,}\Z")


class Mark(StrEnum):
    """What a line's wording says that it is."""

    MOTTO = "motto"
    NUMBER = "number"
    PLACE_DATE = "place-date"
    ISSUER = "issuer"
    STAMP = "stamp"
    RULE = "rule"
    KIND = "kind"
    SUBJECT = "subject"
    TO = "to"
    COPIES = "copies"
    SIGNING = "signing"
    OFFICE = "office"
    SIGNED = "signed"
    CLOSING = "closing"
    NOTE = "note"


_HEAD_MARKS = (Mark.MOTTO, Mark.NUMBER, Mark.PLACE_DATE, Mark.ISSUER, Mark.STAMP, Mark.RULE)


@dataclass
class PaperLines:
    """One paper's lines, as a half-open stretch of the document's lines, with what its title says."""

    first: int
    last: int
    kind: DocumentKind | None = None
    title: tuple[int, int] | None = None
    spans: list[tuple[str, int, int]] = field(default_factory=list)


@cache
def _starts(table: str, key: str) -> re.Pattern[str]:
    forms = sorted((fold(form) for form in load("papers")[table][key]), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


@cache
def _authority() -> re.Pattern[str]:
    forms = sorted(load("papers")["signature"]["authority"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")\s*(?=[^\W\d_])")


@cache
def _kinds() -> tuple[tuple[str, DocumentKind], ...]:
    kinds: dict[str, list[str]] = load("papers")["kinds"]
    found = [(fold(form), DocumentKind(kind)) for kind, forms in kinds.items() for form in forms]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def kind_of(folded: str) -> DocumentKind | None:
    """The kind of paper that a title's first words name."""
    words = folded.lstrip(' ("')
    if words.startswith("dự thảo "):
        words = words.removeprefix("dự thảo ")
    for form, kind in _kinds():
        if words.startswith(form) and not words[len(form) : len(form) + 1].isalpha():
            return kind
    return None


def mark_of(line: Line) -> Mark | None:
    """What a line's wording says; looks at its first 300 characters."""
    folded = line.folded[:300]
    if not folded:
        return Mark.RULE
    if _RULE.match(line.text[:80]) and len(line.text) <= 80:
        return Mark.RULE if not set(line.text) <= set(".… ") else None
    motto = any(form in folded for form in map(fold, load("papers")["letterhead"]["motto"])) and len(folded) < 160
    if motto and (line.capitals or "\t" in line.text or folded.startswith("độc lập") or line.row):
        return Mark.MOTTO
    if _starts("recipients", "top").match(folded):
        return Mark.TO
    if _starts("recipients", "bottom").match(folded) and len(folded) < 120:
        return Mark.COPIES
    if _authority().match(folded) and len(folded) < 120 and _upper_start(line.text):
        return Mark.SIGNING
    if folded.startswith(tuple(load("papers")["signature"]["hints"])) and len(folded) < 60:
        return Mark.SIGNED
    if len(folded) < 70 and line.capitals and _starts("signature", "offices").match(folded):
        return Mark.OFFICE
    if _NUMBER_LINE.match(folded) and len(folded) < 80:
        return Mark.NUMBER
    if _PLACE_DATE.match(folded):
        return Mark.PLACE_DATE
    if kind_of(folded) is not None and _is_type_line(line, folded):
        return Mark.KIND
    if _SUBJECT.match(folded) and len(folded) < 300:
        return Mark.SUBJECT
    if line.capitals and len(folded) < 100 and _starts("letterhead", "bodies").match(folded):
        return Mark.ISSUER
    if len(folded) < 40 and _starts("letterhead", "stamps").match(folded.lstrip("(")):
        return Mark.STAMP
    if _starts("closing", "starts").match(folded):
        return Mark.CLOSING
    if _starts("note", "starts").match(folded):
        return Mark.NOTE
    if folded.startswith(tuple(load("papers")["note"]["brackets"])):
        return Mark.NOTE
    return None


def _upper_start(text: str) -> bool:
    letters = [char for char in text[:40] if char.isalpha()]
    return sum(char.isupper() for char in letters) * 10 >= len(letters) * 7


def _is_type_line(line: Line, folded: str) -> bool:
    """`BÁO CÁO` in capitals, or the type's name alone on its line."""
    if line.capitals and len(folded) < 220:
        return True
    alone = any(folded.strip(" :.") == form for form, _ in _kinds())
    return alone and (line.look.bold is True or line.look.centred is True or line.text[:1].isupper())


def split_papers(
    lines: Sequence[Line], marks: Sequence[Mark | None], labels: Sequence[Label | None]
) -> list[PaperLines]:
    """The papers of a file, at least one."""
    starts = [0]
    ended = False
    body = False
    appendix: int | None = None
    for index, mark in enumerate(marks):
        label = labels[index]
        if label is not None and not lines[index].row:
            body = True
            word = word_of(label.readings[0].family)
            if (word and word.appendix) or label.readings[0].family == "form":
                appendix = index
        if mark in (Mark.COPIES, Mark.SIGNING, Mark.SIGNED) and index > starts[-1] + 2:
            ended = True
        kind = kind_of(lines[index].folded[:200]) if mark is Mark.KIND else None
        named_outline = kind is DocumentKind.OUTLINE and body and not lines[index].row
        opens = mark in (Mark.MOTTO, Mark.NUMBER) or (mark is Mark.KIND and not lines[index].row)
        if appendix is not None and index - appendix > 4 and not named_outline and not ended:
            continue
        if named_outline or (opens and ended and appendix is None):
            start = appendix if named_outline and appendix is not None and index - appendix <= 4 else index
            start = _letterhead_start(lines, marks, start, starts[-1])
            if start > starts[-1]:
                starts.append(start)
                ended, body, appendix = False, False, None
    edges = [*starts, len(lines)]
    return [PaperLines(first, last) for first, last in zip(edges, edges[1:], strict=False)]


def _letterhead_start(lines: Sequence[Line], marks: Sequence[Mark | None], index: int, floor: int) -> int:
    """The first line of the letterhead that a line belongs to: issuers, numbers and dates right before it."""
    start = index
    while start > floor + 1 and index - start < 8:
        before = start - 1
        if lines[before].block == lines[index].block and lines[before].row:
            start = before
        elif marks[before] in _HEAD_MARKS and marks[before] is not Mark.RULE:
            start = before
        else:
            break
    return start


def frame(
    paper: PaperLines, lines: Sequence[Line], marks: Sequence[Mark | None], labels: Sequence[Label | None]
) -> dict[int, str]:
    """Find a paper's parts: fills `paper.spans` (part, first line, last line + 1), `kind` and `title`.

    Returns the lines that carry no labels, by the part they lie in.
    """
    taken: dict[int, str] = {}

    def take(part: str, first: int, last: int) -> None:
        if first < last:
            paper.spans.append((part, first, last))
            taken.update(dict.fromkeys(range(first, last), part))

    at = _take_opening(paper, lines, marks, labels, take)
    first_label = next((i for i in range(at, paper.last) if labels[i] is not None and not lines[i].row), paper.last)
    _take_closing(paper, lines, marks, labels, max(at, min(first_label, paper.last)), take, at)
    return taken


def _take_opening(paper, lines, marks, labels, take) -> int:  # type: ignore[no-untyped-def]
    at = paper.first
    while at < paper.last and (
        marks[at] in _HEAD_MARKS
        or (lines[at].row and lines[at].block == lines[paper.first].block and _is_head_table(lines, marks, at, paper))
        or (
            at > paper.first
            and at - paper.first < 8
            and _short_capitals(lines[at])
            and marks[at] is None
            and labels[at] is None
            and _more_head(marks, at, paper)
        )
    ):
        at += 1
    take("letterhead", paper.first, at)
    if at < paper.last and marks[at] is Mark.SUBJECT:
        at = _take_title(paper, lines, marks, labels, at, take, DocumentKind.LETTER)
        at = _skip_head(paper, marks, at, take)
    if at < paper.last and marks[at] is Mark.KIND:
        at = _take_title(paper, lines, marks, labels, at, take, kind_of(lines[at].folded[:200]))
    elif paper.title is None and at < paper.last and labels[at] is None and marks[at] in (None, Mark.OFFICE):
        at = _take_plain_title(paper, lines, marks, labels, at, take)
    at = _skip_head(paper, marks, at, take)
    if at < paper.last and marks[at] is Mark.TO:
        at = _take_recipients_top(paper, lines, marks, labels, at, take)
        if paper.kind is None:
            paper.kind = DocumentKind.LETTER
    begin = at
    while (
        at < paper.last
        and labels[at] is None
        and not lines[at].row
        and marks[at]
        not in (
            Mark.COPIES,
            Mark.SIGNING,
            Mark.CLOSING,
            Mark.NOTE,
        )
        and not _proven_heading(lines[at])
    ):
        at += 1
    if at > begin and (at < paper.last or begin > paper.first):
        take("preamble", begin, at)
    return at


def _proven_heading(line: Line) -> bool:
    return line.look.anchor is not None or bool(line.look.outline_level)


def _skip_head(paper: PaperLines, marks: Sequence[Mark | None], at: int, take) -> int:  # type: ignore[no-untyped-def]
    begin = at
    while at < paper.last and marks[at] in (Mark.PLACE_DATE, Mark.NUMBER, Mark.RULE, Mark.STAMP):
        at += 1
    take("letterhead", begin, at)
    return at


def _short_capitals(line: Line) -> bool:
    return line.capitals and len(line.text) < 80


def _more_head(marks: Sequence[Mark | None], at: int, paper: PaperLines) -> bool:
    return any(mark in (Mark.MOTTO, Mark.NUMBER, Mark.PLACE_DATE) for mark in marks[at + 1 : min(at + 6, paper.last)])


def _is_head_table(lines: Sequence[Line], marks: Sequence[Mark | None], at: int, paper: PaperLines) -> bool:
    block = lines[at].block
    found = range(paper.first, min(paper.first + 40, paper.last))
    return any(lines[i].block == block and marks[i] in (Mark.MOTTO, Mark.NUMBER, Mark.PLACE_DATE) for i in found)


def _take_title(paper, lines, marks, labels, at, take, kind) -> int:  # type: ignore[no-untyped-def]
    begin = at
    at += 1
    while at < paper.last and at - begin < 7 and _continues_title(lines, marks, labels, at, begin):
        at += 1
    take("title", begin, at)
    paper.kind = kind
    paper.title = (begin, at)
    return at


def _continues_title(lines, marks, labels, at: int, begin: int) -> bool:  # type: ignore[no-untyped-def]
    line = lines[at]
    if (
        labels[at] is not None
        or line.row
        or line.bullet
        or marks[at] in (Mark.TO, Mark.CLOSING, Mark.COPIES, Mark.NUMBER, Mark.PLACE_DATE, Mark.NOTE)
    ):
        return False
    text = line.text.rstrip(" *_")
    if marks[at] is Mark.RULE:
        return True
    if text.startswith("(") and len(text) < 250:
        return True
    if len(text) > 260 or text.endswith((".", ";", ":")):
        return False
    if line.capitals or line.look.centred or line.look.bold:
        return True
    if _starts_preamble(line) and at > begin + 1:
        return False
    return len(text) < 160 if at > begin + 1 else True


@cache
def _preamble() -> re.Pattern[str]:
    forms = sorted((fold(form) for form in load("papers")["letterhead"]["preamble"]), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])")


def _starts_preamble(line: Line) -> bool:
    return bool(_preamble().match(line.folded))


def _take_plain_title(paper, lines, marks, labels, at, take) -> int:  # type: ignore[no-untyped-def]
    """A title without the type's name: short lines before the first label that end no sentence."""
    begin = at
    while (
        at < paper.last
        and at - begin < 4
        and labels[at] is None
        and not lines[at].row
        and marks[at] in (None, Mark.OFFICE)
    ):
        line = lines[at]
        text = line.text.rstrip(" *_")
        if (
            line.bullet
            or len(text) > 220
            or text.endswith((".", ";", ":"))
            or (_starts_preamble(line) and not line.capitals)
        ):
            break
        if _proven_heading(line):
            break
        at += 1
    if at > begin:
        take("title", begin, at)
        paper.title = (begin, at)
    return at


def _take_recipients_top(paper, lines, marks, labels, at, take) -> int:  # type: ignore[no-untyped-def]
    begin = at
    at += 1
    while at < paper.last:
        text = lines[at].text
        listed = lines[at].bullet or (text.rstrip().endswith((";", ",")) and len(text) < 120)
        if not listed and not (lines[begin].text.rstrip().endswith(":") and at == begin + 1 and len(text) < 160):
            if not (lines[at - 1].text.rstrip().endswith(";") and len(text) < 140 and labels[at] is None):
                break
        at += 1
    take("recipients", begin, at)
    return at


def _take_closing(paper, lines, marks, labels, first_label, take, floor) -> None:  # type: ignore[no-untyped-def]
    at = floor
    while at < paper.last:
        mark = marks[at]
        if mark is Mark.COPIES:
            end = _copies_end(paper, lines, marks, labels, at)
            take("recipients", at, end)
        elif mark is Mark.SIGNING or (
            mark in (Mark.SIGNED, Mark.OFFICE) and _at_the_end(paper, lines, marks, labels, at)
        ):
            end = _signature_end(paper, lines, marks, labels, at)
            take("signature", at, end)
        elif mark is Mark.CLOSING and not lines[at].row and labels[at] is None and _closes(paper, marks, labels, at):
            end = at + 1
            while (
                end < paper.last and marks[end] is None and labels[end] is None and not lines[end].row and end - at < 4
            ):
                end += 1
            take("closing", at, end)
        elif mark is Mark.NOTE and labels[at] is None:
            end = _note_end(paper, lines, marks, labels, at)
            take("note", at, end)
        else:
            end = at + 1
        at = max(end, at + 1)


def _is_appendix(label: Label | None) -> bool:
    if label is None:
        return False
    family = label.readings[0].family
    return family in ("appendix", "form")


def _copies_end(paper, lines, marks, labels, at: int) -> int:  # type: ignore[no-untyped-def]
    end = at + 1
    cell = (lines[at].block, lines[at].cell) if lines[at].row else None
    while end < paper.last:
        line = lines[end]
        if cell is not None:
            if (line.block, line.cell) != cell:
                break
        elif marks[end] in (Mark.SIGNING, Mark.OFFICE, Mark.SIGNED, Mark.MOTTO, Mark.KIND, Mark.NOTE) or _is_appendix(
            labels[end]
        ):
            break
        elif line.row or len(line.text) > 140:
            break
        elif (
            not line.bullet
            and not re.search(r"[;.,…_]\s*\Z", line.text)
            and labels[end] is None
            and not line.folded.startswith(("như", "lưu"))
        ):
            break
        elif end - at > 40:
            break
        end += 1
    return end


def _signature_end(paper, lines, marks, labels, at: int) -> int:  # type: ignore[no-untyped-def]
    end = at + 1
    cell = (lines[at].block, lines[at].cell) if lines[at].row else None
    while end < paper.last and end - at < 12:
        line = lines[end]
        if cell is not None:
            if (line.block, line.cell) != cell:
                break
        elif marks[end] in (Mark.COPIES, Mark.MOTTO, Mark.NUMBER, Mark.NOTE) or _is_appendix(labels[end]) or line.row:
            break
        elif len(line.text) > 90 or (labels[end] is not None and marks[end] is None and end - at > 1):
            break
        end += 1
    return end


def _at_the_end(paper, lines, marks, labels, at: int) -> bool:  # type: ignore[no-untyped-def]
    """Whether nothing numbered follows in the paper before an appendix."""
    for index in range(at + 1, min(paper.last, at + 25)):
        if _is_appendix(labels[index]) or marks[index] in (Mark.COPIES, Mark.SIGNING, Mark.SIGNED):
            return True
        if labels[index] is not None and not lines[index].row:
            return False
        if len(lines[index].text) > 200:
            return False
    return True


def _closes(paper, marks, labels, at: int) -> bool:  # type: ignore[no-untyped-def]
    for index in range(at + 1, min(paper.last, at + 6)):
        if marks[index] in (Mark.COPIES, Mark.SIGNING, Mark.OFFICE, Mark.SIGNED) or _is_appendix(labels[index]):
            return True
        if labels[index] is not None:
            return False
    return True


def _note_end(paper, lines, marks, labels, at: int) -> int:  # type: ignore[no-untyped-def]
    end = at + 1
    if lines[at].text.startswith("("):
        return end
    alone = len(lines[at].text) < 20
    while (
        alone
        and end < paper.last
        and marks[end] is None
        and labels[end] is None
        and not lines[end].row
        and end - at < 30
    ):
        end += 1
    return end
