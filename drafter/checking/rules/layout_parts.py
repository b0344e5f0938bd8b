"""Which paragraph of a Word file is which element of the paper: letterhead, title, body, closing, appendices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter.checking.context import CheckContext
from drafter.language.folding import fold, fold_words
from drafter.lexicon import load
from drafter.model.page import LineLook
from drafter.model.section import Paper, PartKind, Section

NATIONAL = "cộng hòa xã hội chủ nghĩa việt nam"
PARTY = "đảng cộng sản việt nam"
_MOTTO = re.compile(r"độc lập\s*\W?\s*tự do\s*\W?\s*hạnh phúc")
_NUMBER = re.compile(r"số\b\s*:?[\s\d.…_-]*[/-]")
_ABOUT = re.compile(r"v/v\b|về việc\b")
_PLACE_DATE = re.compile(r"[^\d\n,;(]{2,60},?\s*ngày[\s\d.…_/]{0,14}tháng")
_ADDRESSEE = re.compile(r"kính (?:gửi|trình)\b")
_BASIS = re.compile(r"(?:căn cứ|xét|theo đề nghị)\b.*[;.,]\s*$", re.DOTALL)
_RECIPIENTS = re.compile(r"nơi nhận\s*(?::|\Z)")
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T/UQ)(?:\.|/|\s)")
_REFERENCE = re.compile(r"\(\s*(?:ban hành )?kèm theo\b")
_ORGANISATION = re.compile(
    r"(?:ủy ban|ubnd|ub mttq|ubmttq|hội đồng|hđnd|sở|phòng|ban(?! hành)|văn phòng|trường|mặt trận|mttq|đảng bộ|"
    r"đảng ủy|chi bộ"
    r"|tỉnh ủy|thành ủy|huyện ủy|hội|liên đoàn|đoàn|công an|trung tâm|chi cục|cục|bộ|viện|công ty|liên hiệp|thanh tra|"
    r"tòa án)\b"
)
UNIT_LINE = re.compile(r"\(?\s*(?:đơn vị tính|đvt|đơn vị)\s*:")  # folded; stands above a table
_LONGEST_UNIT = 60
_NAME_WORDS = 8
_ISSUES = re.compile(
    rf"{_ORGANISATION.pattern}|(?:chủ tịch|thủ tướng|bộ trưởng|giám đốc|tổng giám đốc|chánh|hiệu trưởng|thống đốc)\b"
)
_HEAD_LINES = 40  # how many paragraphs may stand before the text
_ABSTRACT_LINES = 6
_FAMILIES = {
    "part": "part",
    "chapter": "part",
    "division": "division",
    "subdivision": "division",
    "article": "article",
    "roman": "roman",
    "arabic": "number",
    "decimal": "decimal",
    "lower": "letter",
}


@dataclass(frozen=True)
class Signing:
    """One signature: the lines of the authority, of the office, and the name."""

    authority: tuple[LineLook, ...]
    office: tuple[LineLook, ...]
    name: LineLook | None


@dataclass(frozen=True)
class Annex:
    """One appendix: its label's line, its title's, its reference line."""

    label: LineLook
    title: tuple[LineLook, ...]
    reference: LineLook | None


@dataclass
class PaperParts:
    """The elements of one paper; what was not found is None or empty. `issuer_lines` and `nation_lines` are the lengths of
    the lines drawn under them, None where no line is there; `title_line` the same under the abstract."""

    national: LineLook | None = None
    motto: LineLook | None = None
    superior: list[LineLook] = field(default_factory=list)
    issuer: list[LineLook] = field(default_factory=list)
    issuer_lines: list[float] = field(default_factory=list)
    nation_lines: list[float] = field(default_factory=list)
    star: bool = False
    number: LineLook | None = None
    letter_abstract: LineLook | None = None
    place_date: LineLook | None = None
    kind: LineLook | None = None
    abstract: list[LineLook] = field(default_factory=list)
    title_lines: list[float] = field(default_factory=list)
    hyphens: bool = False
    addressees: list[LineLook] = field(default_factory=list)
    bases: list[LineLook] = field(default_factory=list)
    headings: list[tuple[str, LineLook]] = field(default_factory=list)
    body: list[LineLook] = field(default_factory=list)
    last_cell: int = -1  # where the last table of the text ends, in the document
    recipients_head: LineLook | None = None
    recipients: list[LineLook] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    attached: bool = False  # rules or a plan that another paper enacts: no number, recipients or signature of its own

    @property
    def is_party(self) -> bool:
        return self.national is not None and fold_words(self.national.text) == PARTY


def parts_of(context: CheckContext, paper: Paper, lines: Sequence[LineLook]) -> PaperParts:
    """The elements of one paper, from the file's paragraphs."""
    own = _lines_of(paper, lines)
    found = PaperParts()
    _letterhead(own, found)
    _title(context, own, found)
    _text(context, own, found)
    _closing(context, own, found)
    _annexes(context, paper, own, found)
    return found


def _lines_of(paper: Paper, lines: Sequence[LineLook]) -> list[LineLook]:
    """The paper's paragraphs, the empty ones between them too."""
    inside = [index for index, line in enumerate(lines) if line.end and paper.start <= line.start < paper.end]
    return list(lines[inside[0] : inside[-1] + 1]) if inside else []


# -- letterhead -----------------------------------------------------------------------------------------------------------


def _letterhead(lines: Sequence[LineLook], found: PaperParts) -> None:
    head = lines[:_HEAD_LINES]
    for line in head:
        words = fold_words(line.text)
        found.attached |= bool(_REFERENCE.match(fold(line.text).strip()))
        if found.national is None and words in (NATIONAL, PARTY):
            found.national = line
        elif found.motto is None and _MOTTO.fullmatch(fold(line.text).strip()):
            found.motto = line
        elif found.number is None and len(words) < 60 and _NUMBER.match(fold(line.text).lstrip()):
            found.number = line
        elif found.place_date is None and len(words) < 90 and _PLACE_DATE.match(fold(line.text).lstrip()):
            found.place_date = line
    nation = found.national
    if nation is None or nation.cell is None:
        return
    at = nation.cell
    for line in head:
        cell = line.cell
        if cell is None or cell.table != at.table:
            continue
        if cell.column > at.column or (cell.column == at.column and cell.row <= _row_of(found.place_date, at.row)):
            found.nation_lines += line.rules
            if line.text.strip() and set(line.text.strip()) <= set("_-–—"):
                found.nation_lines.append(0.0)
            if line.underlined and line is (found.motto or nation):
                found.nation_lines.append(0.0)
        elif cell.column < at.column:
            _issuing(line, found)


def _row_of(line: LineLook | None, usual: int) -> int:
    return line.cell.row if line is not None and line.cell is not None else usual


def _issuing(line: LineLook, found: PaperParts) -> None:
    """A paragraph of the left column: the parent, the issuer, what stands under them."""
    words = fold_words(line.text)
    if line is found.number or (found.number is not None and found.number.start < line.start):
        if line is not found.number and found.letter_abstract is None and _ABOUT.match(fold(line.text).strip()):
            found.letter_abstract = line
        return
    found.issuer_lines += line.rules
    if not words:
        found.star |= line.text.strip() == "*"
        if set(line.text.strip()) & set("_-–—"):
            found.issuer_lines.append(0.0)
        return
    opens = bool(_ORGANISATION.match(fold(line.text).strip()))
    if found.issuer and opens:
        found.superior += found.issuer
        found.issuer.clear()
    if found.issuer and not opens and not _is_bold(found.issuer[-1]) and _is_bold(line):
        found.superior += found.issuer
        found.issuer.clear()
    found.issuer.append(line)


def _is_bold(line: LineLook) -> bool:
    return 2 * line.bold > line.letters


# -- title ----------------------------------------------------------------------------------------------------------------


def kind_names() -> tuple[str, ...]:
    """Names of kinds as they stand over a title, folded."""
    known = load("layouts")
    return tuple(fold(name) for name in (*known["kinds"], *known["more_kinds"]["names"]))


def _title(context: CheckContext, lines: Sequence[LineLook], found: PaperParts) -> None:
    names = kind_names()
    head = [line for line in lines[: 2 * _HEAD_LINES] if line.cell is None or not line.cell.ruled]
    letterhead = found.national.cell.table if found.national is not None and found.national.cell is not None else None
    for index, line in enumerate(head):
        words = fold(line.text).strip()
        if line.cell is not None and line.cell.table == letterhead:
            continue
        part = context.part_kind(line.start) if line.end else None
        if part not in (None, PartKind.TITLE, PartKind.PREAMBLE) or len(words) > 200:
            continue
        if line.end and context.tree.at(line.start) is not None:
            return
        if line.text.strip().isupper() and any(re.match(rf"{re.escape(name)}\b", words) for name in names):
            found.kind = line
            _abstract(head[index + 1 :], found)
            return


def _abstract(lines: Sequence[LineLook], found: PaperParts) -> None:
    """The centred lines under the kind, and the line under them."""
    for line in lines[: 2 * _ABSTRACT_LINES]:
        words = line.text.strip()
        found.title_lines += line.rules
        if not words:
            if found.abstract and line.rules:
                return
            continue
        if not any(letter.isalnum() for letter in words):
            found.hyphens = set(words) <= set("-–—") and len(words) >= 3
            found.title_lines.append(0.0)
            return
        stops = line.align != "center" or line.numbered or words.startswith("(") or _ADDRESSEE.match(fold(words))
        if not found.abstract and not stops and words.isupper() and not _ISSUES.match(fold(words)):
            found.abstract.append(line)  # in capitals, which is told
            continue
        if stops or words.isupper() or len(found.abstract) >= _ABSTRACT_LINES or _BASIS.match(fold(words)):
            # The first line behind a kind may be set otherwise by mistake: it is the abstract all the same.
            mistaken = not found.abstract and line.bold == line.letters and len(words) < 250 and not words.isupper()
            if mistaken and not line.numbered and not _ADDRESSEE.match(fold(words)):
                found.abstract.append(line)
                continue
            found.title_lines = [] if not found.abstract else found.title_lines
            return
        found.abstract.append(line)


# -- text -----------------------------------------------------------------------------------------------------------------


def _text(context: CheckContext, lines: Sequence[LineLook], found: PaperParts) -> None:
    headings = {section.start: section for section in context.tree.sections}
    title = [found.kind, *found.abstract]
    headed = False
    last: Section | None = None
    for line in lines:
        if line.end and line.cell is not None and line.cell.ruled and context.part_kind(line.start) is None:
            found.last_cell = max(found.last_cell, line.end)
        if not line.end or line.framed or line.cell is not None or any(line is one for one in title):
            continue
        if 2 * sum(letter.isalpha() for letter in line.text) < line.letters:
            continue  # a drawn line, dots to fill in
        part = context.part_kind(line.start)
        words = fold(line.text).strip()
        if UNIT_LINE.match(words) and len(words) < _LONGEST_UNIT:
            continue
        if _ADDRESSEE.match(words) and not headed and len(words) < 300:
            found.addressees.append(line)
            continue
        if part not in (None, PartKind.PREAMBLE, PartKind.CLOSING):
            continue
        last = _heading(headings, line) or last
        if last is not None and last.title is not None and last.start <= line.start and line.end <= last.body_start:
            headed = True
            family = _FAMILIES.get((last.style or "").partition(":")[0].rstrip(".):-/ "))
            if family is not None:
                found.headings.append((family, line))
        elif not headed and _BASIS.match(words):
            found.bases.append(line)
        elif last is not None and last.start == line.start and last.style == "article":
            found.headings.append(("article", line))
        else:
            found.body.append(line)


def _heading(headings: dict[int, Section], line: LineLook) -> Section | None:
    """The section whose heading a line is; an automatic number stands before the line's own words."""
    if line.start in headings:
        return headings[line.start]
    if line.numbered:
        return next(
            (headings[start] for start in range(line.start - 1, line.start - 12, -1) if start in headings), None
        )
    return None


# -- closing --------------------------------------------------------------------------------------------------------------


def _closing(context: CheckContext, lines: Sequence[LineLook], found: PaperParts) -> None:
    at = next((i for i, line in enumerate(lines) if _opens_recipients(context, line)), None)
    if at is None:
        _signatures(context, [line for line in lines if line.end and _signs(context, line)], found)
        return
    head = found.recipients_head = lines[at]
    for line in lines[at + 1 :]:
        same = line.cell == head.cell if head.cell is not None else line.cell is None
        if not line.end or not same:
            if line.end or found.recipients:
                break
            continue
        if head.cell is None and not line.text.lstrip().startswith(("-", "–", "+", "•")) and not line.numbered:
            break
        if line.letters:
            found.recipients.append(line)
    _sign_columns(context, lines, head, found)


def _sign_columns(context: CheckContext, lines: Sequence[LineLook], head: LineLook, found: PaperParts) -> None:
    """The signatures: beside the recipients, or, of a joint paper, in the cells of a table of their own."""
    at = head.cell
    beside: dict[object, list[LineLook]] = {}
    apart: dict[object, list[LineLook]] = {}
    for line in lines:
        cell = line.cell
        if line.end and at and cell and cell.table == at.table and cell.column > at.column:
            beside.setdefault(cell.column, []).append(line)
        elif line.end and _signs(context, line):
            apart.setdefault(cell, []).append(line)
    for signed in (beside or apart).values():
        _signatures(context, signed, found)


def _opens_recipients(context: CheckContext, line: LineLook) -> bool:
    """The word “Nơi nhận” with its list; a text or a table about papers may hold it too."""
    said = _RECIPIENTS.match(fold(line.text).strip())
    return said is not None and line.end > 0 and context.part_kind(line.start) is PartKind.RECIPIENTS


def _signs(context: CheckContext, line: LineLook) -> bool:
    return context.part_kind(line.start) is PartKind.SIGNATURE


def _signatures(context: CheckContext, lines: Sequence[LineLook], found: PaperParts) -> None:
    """The lines of one signature: authority and office first, the name last."""
    shown = [line for line in lines if line.text.strip() and line.text.strip()[0] not in "(["]
    if not shown:
        return
    # A line of dots is a name still to be filled in: its place is there.
    last = shown[-1]
    named = last if not _is_capital(last) and len(last.text.split()) <= _NAME_WORDS else None
    above = [line for line in shown if line is not named]
    first = 0
    for count, line in enumerate(above, 1):
        if AUTHORITY.match(line.text.strip()):
            first = count
    # What follows `TM.` and has no abbreviation of its own is the collective's second line, or the office: the last line.
    authority = above[: max(first, len(above) - 1)] if first else ()
    if first == len(above):
        authority = above
    found.signings.append(Signing(tuple(authority), tuple(above[len(authority) :]), named))


def _is_capital(line: LineLook) -> bool:
    return line.text.strip().isupper()


# -- appendices -----------------------------------------------------------------------------------------------------------


def _annexes(context: CheckContext, paper: Paper, lines: Sequence[LineLook], found: PaperParts) -> None:
    for section in context.tree.sections:
        if (section.style or "").startswith("appendix") and paper.start <= section.start < paper.end:
            at = next((i for i, line in enumerate(lines) if line.end and line.start == section.start), None)
            if at is not None and len(lines[at].text) < 250:
                found.annexes.append(_annex(lines[at], lines[at + 1 :]))


def _annex(label: LineLook, lines: Iterable[LineLook]) -> Annex:
    title: list[LineLook] = []
    for line in _shown(lines):
        if _REFERENCE.match(fold(line.text).strip()):
            return Annex(label, tuple(title), line)
        if line.cell is not None or len(title) >= _ABSTRACT_LINES or (line.align != "center" and title):
            break
        title.append(line)
    centred = [line for line in title if line.align == "center" or _is_capital(line)]
    return Annex(label, tuple(centred), None)


def _shown(lines: Iterable[LineLook]) -> Iterator[LineLook]:
    return (line for line in lines if any(letter.isalnum() for letter in line.text))
