"""What a paper says of itself: who reports to whom, on which period, when, and who signs.

Evidence, best first: the parts that sectioning found (letterhead, title, signature), else the first and last lines of
the paper. The body is never searched for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from drafter.errors import PeriodError
from drafter.extracting.context import Context, Contexts
from drafter.extracting.references import find_references
from drafter.extracting.times import find_dates
from drafter.language.folding import fold, nfc
from drafter.lexicon import load
from drafter.model.document import Document
from drafter.model.fact import DateFact, DateKind, DateRole, Identity, Reference
from drafter.model.period import Period
from drafter.model.section import Paper, PartKind, SectionTree

_HEAD_LINES = 30
_TAIL_LINES = 40
_PLACE = re.compile(r"(?i)[\s*_(]*(?P<place>[^\d,;:/]{2,40}?)\s*,\s*ngày(?!\w)")
_PLACE_INSIDE = re.compile(r"(?i)(?:\t|\s{2,})(?P<place>[^\d,;:/\t]{2,40}?)\s*,\s*ngày(?!\w)")
_NUMBER = re.compile(r"(?i)^[\s*_]*số\s{0,3}(?::|\d|[/.…])")
_ABSTRACT = re.compile(r"(?i)^[\s*_]*V/v(?!\w)")
_RULE = re.compile(r"^[\s*_\-–—=.…]*$")
_MOTTO = re.compile(r"(?:cộng (?:hòa|hoà) (?:xã hội|xhcn).*|độc lập ?- ?tự do ?- ?hạnh phúc.*|đảng cộng sản việt nam)")
_AUTHORITY = re.compile(r"^[\s*_]*(?:TM\s*[./]|T/M|T\.M)\s*\S")
_ANY_AUTHORITY = re.compile(r"^[\s*_]*(?:(?:TM|KT|TL|TUQ|Q)\s*[./]|(?:T/M|T\.M|K/T|T/L|T/UQ)(?!\w))\s*\S")
# Recipients and signature side by side in plain text (`- Lưu VP.          Quàng Văn Inh`).
_COLUMNS = re.compile(r"(?<=\S{2}[\w.;,])\s{3,}(?=\S)")
_PERSON = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,5}")


def read_contexts(document: Document, tree: SectionTree) -> Contexts:
    """The context of every paper of a file, from its letterhead and title: `read_contexts(...).at(offset)`."""
    papers = _papers(document, tree)
    contexts: list[tuple[int, Context]] = []
    for index, paper in enumerate(papers):
        head = "\n".join([*_head(document, tree, index, paper), *_dated_lines(document, tree, index)])
        title = _title(document, tree, index, paper)
        period = _period(title, _own_date(head))
        context = Context(
            year=int(period[:4]) if period and _one_year(period) else None if period else _year_of_days(title),
            period=period,
            paper_date=_own_date(head),
            issuer=_bodies(_head(document, tree, index, paper))[1],
            tree=tree,
        )
        contexts += [(paper.start, context), *_ahead(tree, index, context)]
    return Contexts(tuple(start for start, _ in contexts), tuple(context for _, context in contexts))


_COMING = re.compile(
    r"(?<!\w)(?:phương hướng|nhiệm vụ|kế hoạch|mục tiêu|giải pháp|dự kiến|định hướng|chương trình)(?!\w)"
)


def _ahead(tree: SectionTree, paper: int, context: Context) -> Iterator[tuple[int, Context]]:
    """Where sections begin and end that tell of the next year (`PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025` of a report on 2024)."""
    if context.year is None:
        return
    reached = 0
    coming = replace(context, year=context.year + 1, period=None)
    for section in tree.sections:
        title = section.title or ""
        if section.paper != paper or section.start < reached or str(coming.year) not in title:
            continue
        if str(context.year) in title or not _COMING.search(fold(title)):
            continue
        yield section.start, coming
        yield section.end, context
        reached = section.end


def identify(
    document: Document, tree: SectionTree, dates: Sequence[DateFact], references: Sequence[Reference]
) -> Identity:
    """What the file's first paper says of itself; a period that it does not name is taken from the papers behind it."""
    papers = _papers(document, tree)
    paper = papers[0]
    head = _head(document, tree, 0, paper)
    superior, unit = _bodies(head)
    authority, signer = _signature(document, tree, 0, paper)
    own = next((found for found in references if found.own and paper.start <= found.start < paper.end), None)
    cited = {reference.date_start for reference in references if not reference.own}
    free = [fact for fact in dates if fact.start not in cited]
    dated = [*head, *_dated_lines(document, tree, 0)]
    date = _own_date("\n".join(dated)) or (None if _place(head) else _issue_date(free, tree, paper))
    periods = (_period(_title(document, tree, index, each), date) for index, each in enumerate(papers))
    return Identity(
        unit=unit,
        superior=superior,
        place=_place(dated),
        number=None if own is None or own.symbol is None or not own.symbol[:1].isdigit() else own.symbol,
        date=date,
        title=_title(document, tree, 0, paper),
        period=next((period for period in periods if period is not None), None),
        authority=authority,
        signer=signer,
    )


def _papers(document: Document, tree: SectionTree) -> Sequence[Paper]:
    from drafter.model.section import DocumentKind

    return tree.papers or (Paper(DocumentKind.OTHER, None, 0, len(document.text)),)


def _one_year(period: str) -> bool:
    return period[:4] == period.rpartition("/")[2][:4]


# --- the head ----------------------------------------------------------------------------------------------------------


def _lines(document: Document, start: int, end: int) -> Iterator[str]:
    """Lines of a stretch in the document's body blocks, emphasis and export marks off, columns apart."""
    for block in document.body:
        if block.start >= end or block.end <= start:
            continue
        said = nfc(document.text[max(start, block.start) : min(end, block.end)])
        for line in re.split(r"\n|\t", said) if "\n" in said or "\t" in said else (said,):
            marked = "*" in line or "_" in line or "[" in line
            yield re.sub(r"\[bookmark:[^\]]*\]|[*_]{1,3}", "", line) if marked else line


def _head(document: Document, tree: SectionTree, index: int, paper: Paper) -> list[str]:
    """The lines above the title."""
    spans = [(part.start, part.end) for part in tree.parts if part.kind == PartKind.LETTERHEAD and part.paper == index]
    if spans:
        return [line for start, end in spans for line in _lines(document, start, end) if line.strip()]
    first = next((section.start for section in tree.sections if section.start >= paper.start), paper.end)
    found: list[str] = []
    for line in _lines(document, paper.start, min(first, paper.end)):
        if _is_type_line(line) or len(found) >= _HEAD_LINES or len(line) > 160:
            break
        if line.strip():
            found.append(line)
    return found if any(_is_head_line(line) for line in found) else []


def _is_head_line(line: str) -> bool:
    return bool(_MOTTO.match(fold(line).strip()) or _NUMBER.match(line) or _PLACE.match(line))


@cache
def _type_names() -> frozenset[str]:
    return frozenset(fold(entry["name"]) for entry in load("types")["type"]) | {"đề cương báo cáo"}


def _is_type_line(line: str) -> bool:
    said = line.strip()
    return said.isupper() and fold(said) in _type_names()


@cache
def _body_heads() -> tuple[str, ...]:
    words = load("issuers")
    return tuple(f"{fold(word)} " for word in [*words["heads"], *words["abbreviations"]])


def _bodies(head: Sequence[str]) -> tuple[str | None, str | None]:
    """Superior and unit from the lines above the title; a line that begins with a level goes on the body above it."""
    organs = {"ban thường trực", "ban chấp hành", "ban thường vụ", "đoàn chủ tịch", "thường trực"}
    bodies: list[str] = []
    for line in head:
        if _NUMBER.match(line):
            continue
        for piece in re.split(r"\s{3,}|\t", line.strip()):
            said = " ".join(piece.split()).strip(" -–—*")
            low = fold(said)
            if not said or _RULE.match(piece) or _MOTTO.fullmatch(low):
                continue
            if (
                _NUMBER.match(said)
                or _PLACE.match(said)
                or _ABSTRACT.match(said)
                or low.startswith(("ngày", "kính gửi", "v/v"))
            ):
                continue
            if low in organs:
                continue
            begins = f"{low} ".startswith(_body_heads())
            if begins and not (bodies and low.startswith(("nhân dân", "việt nam"))):
                bodies.append(said)
            elif bodies and (said.isupper() or said.istitle() or _level_line(low)):
                bodies[-1] += " " + said
            elif said.isupper() and not bodies and len(said) < 90:
                bodies.append(said)
    if not bodies:
        return None, None
    return (bodies[-2] if len(bodies) > 1 else None), bodies[-1]


def _level_line(low: str) -> bool:
    return any(low == level or low.startswith(level + " ") for level in load("issuers")["levels"])


def _place(head: Sequence[str]) -> str | None:
    for line in head:
        found = _PLACE_INSIDE.search(line) or _PLACE.match(line)
        if found is not None and any(char.isalpha() for char in found["place"]) and not _NUMBER.match(found["place"]):
            return " ".join(found["place"].split())
    return None


_DATED = re.compile(
    r"(?i)[\s*_(]*[^\d,;:/]{2,40}?\s*,\s*ngày\s[\s\d/.-]{1,12}(?:tháng[\s\d]{1,6}năm[\s\d]{1,7})?[\s*_).]*"
)


def _dated_lines(document: Document, tree: SectionTree, index: int) -> list[str]:
    """The place and date that stand beside a letter's abstract or under a title, and so in the part of the title."""
    parts = [part for part in tree.parts if part.kind == PartKind.TITLE and part.paper == index]
    lines = [line for part in parts for line in _lines(document, part.start, part.end)]
    pieces = [piece.strip() for line in lines for piece in re.split(r"\s{3,}|\t", line)]
    return [piece for piece in pieces if _DATED.fullmatch(piece) is not None]


def _own_date(head: str) -> str | None:
    """The day in the line of place and date; None where a part of it is still blank or impossible."""
    for line in head.split("\n"):
        for said in re.split(r"\s{3,}|\t", line):
            if not re.search(r"(?i)ngày", said) or re.match(r"(?i)\s*(?:v/v|căn cứ)", said):
                continue
            for fact in find_dates(said, 0, len(said), Context()):
                if fact.kind == DateKind.DATE and fact.iso and len(fact.iso) == 10:
                    return fact.iso
    return None


def _issue_date(dates: Sequence[DateFact], tree: SectionTree, paper: Paper) -> str | None:
    """A line of place and date that no letterhead holds (a report that ends with it)."""
    for fact in dates:
        if not (fact.role == DateRole.ISSUE_DATE and fact.text[:1] in "nN" and fact.iso and len(fact.iso) == 10):
            continue
        if paper.start <= fact.start < paper.end and tree.at(fact.start) is None:
            return fact.iso
    return None


# --- the title ---------------------------------------------------------------------------------------------------------


def _title(document: Document, tree: SectionTree, index: int, paper: Paper) -> str | None:
    """The paper's title on one line: as sectioning found it, else the type word's line with the lines below it."""
    if paper.title:
        title = paper.title
        for dated in _dated_lines(document, tree, index):
            title = " ".join(title.replace(dated, " ").split())
        return title or None
    for part in tree.parts:
        if part.kind == PartKind.TITLE and part.paper == index:
            return " ".join(" ".join(_lines(document, part.start, part.end)).split()) or None
    first = next((section.start for section in tree.sections if section.start > paper.start), paper.end)
    found: list[str] = []
    for number, line in enumerate(_lines(document, paper.start, min(first, paper.end))):
        said = " ".join(line.split())
        if _is_type_line(said) or _ABSTRACT.match(said):
            found = [said]
        elif found and said and not _RULE.match(said):
            if len(found) > 5 or len(said) > 250 or said.endswith((".", ";", ":")) or _is_head_line(line):
                break
            found.append(said)
        if number > _HEAD_LINES:
            break
    return " ".join(found) or None


_OF_PERIOD = (DateKind.PERIOD, DateKind.YEAR, DateKind.MONTH, DateKind.RANGE)
_NOT_REPORTED = re.compile(
    r"(?:nghị quyết|đại hội|quyết định|chỉ thị|kết luận|chương trình|đề án|quy hoạch|kế hoạch 5 năm)[^.;]*$"
)


# The year behind these words is the coming one: `… (2020 - 2024) và nhiệm vụ năm 2025`.
_OF_TASKS = re.compile(
    r"(?:,|\)|(?<!\w)và|\d)\s*(?:phương hướng|nhiệm vụ|kế hoạch|định hướng|mục tiêu|giải pháp)[^()\d]{0,60}$"
)
_YEARS_OF_WORK = re.compile(
    r"(?:kết quả|sơ kết|tổng kết|đánh giá|tình hình)(?: \w+){0,3} (?P<years>\d{1,2}) năm(?!\w)[^;]*\(\s*$"
)


def _years_of_work(before: str, span: str) -> bool:
    """Whether a span in brackets is that of `sơ kết 3 năm thực hiện … (2021 - 2023)`: its length is the years told."""
    found = _YEARS_OF_WORK.search(before)
    first, _slash, last = span.partition("/")
    return found is not None and int(last[:4]) - int(first[:4]) in (int(found["years"]) - 1, int(found["years"]))


def _period(title: str | None, date: str | None = None) -> str | None:
    """The reporting period that a title names: the first period, year or month; a term or a stage only where nothing else
    is there and it is not part of a cited document's name. A title that says `tuần 23` or `tháng 3` alone means the last such
    one by the paper's own date. None where the title names none."""
    if not title:
        return None
    spans: list[str] = []
    # A title is one phrase: its semicolon parts no year from its period (`6 tháng đầu năm; nhiệm vụ 6 tháng cuối năm 2025`).
    title = title.replace(";", ",")
    for fact in find_dates(title, 0, len(title), Context()):
        if not fact.iso or not _is_period(fact.iso):
            continue
        before = fold(title[: fact.start])
        if fact.kind in _OF_PERIOD and fact.kind != DateKind.RANGE:
            return spans[0] if spans and _OF_TASKS.search(before) else fact.iso
        if fact.kind in (DateKind.RANGE, DateKind.TERM) and (
            _years_of_work(before, fact.iso) or not _NOT_REPORTED.search(before)
        ):
            spans.append(fact.iso)
    return spans[0] if spans else _by_date(title, date)


_ATTACHED = re.compile(r"(?i)\(?(?:ban hành )?kèm theo")  # what a paper belongs to says nothing of its own days


def _year_of_days(title: str | None) -> int | None:
    """The one year of the days that a title without a period names (`Thiệt hại do bão, tính đến ngày 30/9/2025`)."""
    title = _ATTACHED.split(title)[0] if title else ""
    cited = [(one.start, one.end) for one in find_references(title, 0, len(title), Context())]
    facts = [
        fact
        for fact in find_dates(title, 0, len(title), Context())
        if not any(start <= fact.start < end for start, end in cited)
    ]
    years = {int(fact.iso[:4]) for fact in facts if fact.kind is DateKind.DATE and fact.iso and fact.iso[:4].isdigit()}
    return years.pop() if len(years) == 1 else None


def _by_date(title: str, date: str | None) -> str | None:
    """The period of a title without a year, for a paper of an ISO date; a month may be reported before it ends."""
    if date is None:
        return None
    for year in (int(date[:4]), int(date[:4]) - 1):
        for fact in find_dates(title, 0, len(title), Context(year=year)):
            if fact.kind not in (DateKind.PERIOD, DateKind.MONTH) or not fact.iso or not _is_period(fact.iso):
                continue
            first, _last = Period.parse(fact.iso).months
            if first <= int(date[:4]) * 12 + int(date[5:7]) - 1:
                return fact.iso
            break
    return None


def _is_period(iso: str) -> bool:
    try:
        Period.parse(iso)
    except PeriodError:
        return False
    return True


# --- the signature -----------------------------------------------------------------------------------------------------


def _signature(document: Document, tree: SectionTree, index: int, paper: Paper) -> tuple[str | None, str | None]:
    """The collective line (`TM. BAN THƯỜNG TRỰC`; else the first line of authority) and the signer's name."""
    parts = [part for part in tree.parts if part.kind == PartKind.SIGNATURE and part.paper == index]
    if parts:
        lines = [line for part in parts for line in _lines(document, part.start, part.end)]
    else:
        lines = list(_lines(document, paper.start, paper.end))[-_TAIL_LINES:]
    lines = [" ".join(cell.split()) for line in lines for cell in _COLUMNS.split(line) if cell.strip()]
    signed = [number for number, line in enumerate(lines) if _ANY_AUTHORITY.match(line)]
    if not signed:
        return None, (_signer(lines) if parts else None)
    collective = [number for number in signed if _AUTHORITY.match(lines[number])]
    authority = lines[(collective or signed)[0]].strip(" *_")
    return authority, _signer(lines[signed[-1] + 1 :])


def _signer(lines: Sequence[str]) -> str | None:
    """The first line that is a person's name: two to six capital words, no office, no instruction in brackets."""
    for line in lines:
        said = line.strip(" *_.")
        if said.isupper() or not _PERSON.fullmatch(said):
            continue
        if all(word[0].isupper() for word in said.split()) and not fold(said).startswith(
            ("nơi nhận", "chủ tịch", "phó ", "bí thư")
        ):
            return said
    return None
