"""The frame around an outline: who asks, for which period, until when, how long the report may be, what goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.language.folding import fold, nfc
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.fact import Facts
from drafter.model.period import Period, PeriodKind
from drafter.model.section import Paper, PartKind, SectionTree
from drafter.outlining.deadlines import data_cutoff, find_deadline
from drafter.outlining.issuer import issuer_of
from drafter.outlining.limits import page_limits
from drafter.outlining.lines import in_brackets, lines_between
from drafter.outlining.opening import REMARKS, Opening
from drafter.outlining.periods import PeriodPhrase, find_periods
from drafter.outlining.vocabulary import begins, clean, holds

_ = catalogue("outlining")

_CLOSING_NOTE = re.compile(
    r"(?:không quá|tối đa)\s.{0,30}trang|ngắn gọn|báo cáo cần|yêu cầu báo cáo|số liệu (?:phải|cần)|đề nghị (?:các|trong)"
)


@dataclass(frozen=True)
class Frame:
    """What surrounds the items. `named_appendices` are the sentences that ask for appendices."""

    kind: str
    title: str
    period: Period | None
    next_period: Period | None
    issuer: str | None
    deadline: str | None
    data_cutoff: str | None
    pages: dict[str, int]
    notes: tuple[str, ...]
    named_appendices: tuple[str, ...]
    doubts: tuple[str, ...]


def read_frame(
    document: Document, tree: SectionTree, paper: Paper, opening: Opening, indexes: Sequence[int], facts: Facts | None
) -> Frame:
    """Read the frame from the whole file: the letter or plan before the outline says who, until when and how long."""
    text = document.text
    doubts: list[str] = []
    title = opening.title
    cutoff = data_cutoff(text)
    period, next_period = _periods(title, paper, tree, indexes, text, cutoff)
    if period is None:
        doubts.append(_("the reporting period is not told; write it as period:"))
    if not title:
        doubts.append(_("the outline has no title; write it as title:"))
    letter_date = facts.identity.date if facts is not None and len(facts.identity.date or "") == 10 else None
    deadline, deadline_place = find_deadline(text, period.year if period else None, earliest=letter_date)
    if deadline and letter_date and deadline < letter_date:
        line = text.count("\n", 0, deadline_place) + 1
        doubts.append(
            _(
                "line {line}: the deadline {deadline} lies before the letter's own date {date}",
                line=line,
                deadline=deadline,
                date=letter_date,
            )
        )
    return Frame(
        kind=kind_of(title, period),
        title=title,
        period=period,
        next_period=next_period,
        issuer=issuer_of(document, tree, opening, facts),
        deadline=deadline,
        data_cutoff=cutoff,
        pages=page_limits(_without_brackets_of_items(document, tree, indexes)),
        notes=_notes(document, tree, paper, opening, indexes),
        named_appendices=_named_appendices(text, paper),
        doubts=tuple(doubts),
    )


_PAGES_OF_ITEM = re.compile(r"\([^()\n]{0,80}trang[^()\n]{0,40}\)")


def _without_brackets_of_items(document: Document, tree: SectionTree, indexes: Sequence[int]) -> str:
    """The text without the brackets that say how long one item may be: `Phần I: Kết quả (khoảng 7 - 8 trang)`."""
    pieces: list[str] = []
    at = 0
    for index in indexes:
        section = tree.sections[index]
        if section.start < at:
            continue
        end = document.text.find("\n", section.start)
        end = end if end >= 0 else len(document.text)
        pieces += [document.text[at : section.start], _PAGES_OF_ITEM.sub("", document.text[section.start : end])]
        at = end
    return "".join([*pieces, document.text[at:]])


def _periods(
    title: str, paper: Paper, tree: SectionTree, indexes: Sequence[int], text: str, cutoff: str | None
) -> tuple[Period | None, Period | None]:
    """The title's periods; else those of the items' titles, the first the period and the one behind a word of plans the next."""
    phrases = [phrase for phrase in find_periods(title) if phrase.period is not None]
    headings = [tree.sections[index].title or "" for index in indexes]
    own = [phrase for phrase in phrases if not phrase.fixed] or phrases
    period = own[0].period if own else None
    year = period.year if period else None
    following = _next_of(own[1:], title) if period else None
    for heading in headings:
        for phrase in find_periods(heading, year=year):
            if phrase.period is None or (phrase.fixed and phrase.period.kind != PeriodKind.SPAN):
                continue
            before = fold(heading[: phrase.start])
            plan = holds(before, "next_words", "frame") and not re.match(r"\W*kết quả|\W*đánh giá|\W*tình hình", before)
            if (
                plan
                and following is None
                and period is not None
                and phrase.period != period
                and _later(phrase.period, period)
            ):
                following = phrase.period
            elif not plan and period is None and not phrase.fixed:
                period, year = phrase.period, phrase.period.year
    if period is None:
        period = _of_letter(tree, paper, text) or _of_anniversary(title)
    if period is not None and period.kind == PeriodKind.SPAN and cutoff:
        period = _cut(period, cutoff)
    if period is not None and period.kind == PeriodKind.SPAN:
        period = _first_years(period, title)
    return period, following


# A month behind a day is a date; one behind these is when something is to be done.
_DATED = re.compile(r"(?:ngày\s+\d{1,2}|trong|trước|hết|chậm nhất|từ|đến|vào)\s*\Z")
_YEARS_OF = re.compile(
    r"(?P<count>\d{1,2})\s+năm\s+(?:triển khai\s+)?(?:thực hiện|thi hành)\s.{0,160}?"
    r"(?:ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+|năm\s+)(?P<year>(?:19|20)\d{2})"
)


def _of_letter(tree: SectionTree, paper: Paper, text: str) -> Period | None:
    """The period that the letter or plan before the outline reports on: from its title, else from a sentence on the report."""
    before = [other for other in tree.papers if other.start < paper.start]
    for other in before:
        own = [phrase for phrase in find_periods(other.title or "") if phrase.period is not None]
        if own:
            return next((phrase.period for phrase in own if not phrase.fixed), own[0].period)
    for sentence in re.split(r"\n|(?<=[.;])\s", text[: paper.start][:6000]):
        if "báo cáo" not in fold(sentence):
            continue
        for phrase in find_periods(sentence):
            if phrase.period and not phrase.fixed and not _DATED.search(fold(sentence[: phrase.start])):
                return phrase.period
    return None


def _of_anniversary(title: str) -> Period | None:
    """`03 năm thực hiện Chỉ thị … ngày 15/3/2021`: from the paper's year on, so many years."""
    found = _YEARS_OF.search(fold(title))
    if not found or not 1 <= int(found["count"]) <= 50:
        return None
    first = int(found["year"])
    return Period.parse(f"{first}/{first + int(found['count'])}")


def _next_of(phrases: Sequence[PeriodPhrase], title: str) -> Period | None:
    for phrase in phrases:
        if phrase.period is not None and not phrase.fixed and holds(title[: phrase.start], "next_words", "frame"):
            return phrase.period
    return None


def _later(candidate: Period, period: Period) -> bool:
    if period.kind == PeriodKind.SPAN:
        return candidate.kind == PeriodKind.SPAN and candidate.months[0] > period.months[0]
    return candidate.months[1] > period.months[1]


def _cut(period: Period, cutoff: str) -> Period:
    """A span whose data end before it does ends with them: `2019/2024` with data until 6/2022 → `2019/2022-06`."""
    end = cutoff[:7]
    if len(end) == 7 and period.first and period.last and period.first[:4] <= end[:4] < period.last[:4]:
        return Period.parse(f"{period.first}/{end}")
    return period


def _first_years(period: Period, title: str) -> Period:
    """`Sơ kết 01 năm thực hiện Đề án … giai đoạn 2024 - 2028` reports on 2024 to 2025."""
    found = re.search(r"(?<!\w)(\d{1,2})\s+năm\s+(?:triển khai\s+)?(?:thực hiện|thi hành)", fold(title))
    if not found or not period.first or not re.fullmatch(r"\d{4}/\d{4}", str(period)):
        return period
    end = int(period.first) + int(found[1])
    return Period.parse(f"{period.first}/{end}") if end < period.year else period


def kind_of(title: str, period: Period | None) -> str:
    """A name for the kind of report, for people and for choosing a layout: `half_year_report_outline` …"""
    folded = fold(title)
    if "giữa nhiệm kỳ" in folded:
        return "mid_term_review_report_outline"
    if ("sơ kết" in folded or "tổng kết" in folded) and (period is None or period.kind == PeriodKind.SPAN):
        return "review_report_outline"
    names = {
        PeriodKind.HALF: "half_year_report_outline",
        PeriodKind.YEAR: "annual_report_outline",
        PeriodKind.QUARTER: "quarterly_report_outline",
        PeriodKind.NINE_MONTHS: "nine_month_report_outline",
        PeriodKind.MONTH: "monthly_report_outline",
        PeriodKind.WEEK: "weekly_report_outline",
        PeriodKind.SPAN: "review_report_outline",
    }
    return names[period.kind] if period else "report_outline"


def _notes(
    document: Document, tree: SectionTree, paper: Paper, opening: Opening, indexes: Sequence[int]
) -> tuple[str, ...]:
    """What holds for the whole report: the notes of the outline, and demands between its title and its first item."""
    notes: list[str] = []
    number = tree.papers.index(paper) if paper in tree.papers else 0
    for part in tree.parts_of(PartKind.NOTE):
        under_item = bool(indexes) and part.start > tree.sections[indexes[0]].start
        if part.paper != number or (under_item and in_brackets(document, part.start)):
            continue
        for line in lines_between(document, tree, part.start, part.end, notes=True):
            words = line.text
            if begins(words, "notes", "frame"):
                head, colon, rest = words.partition(":")
                words = rest.strip() if colon and len(head) < 60 else "" if line.bullet is None else words
            words = re.sub(r"\s*\./\.\Z", ".", _unbracketed(words).lstrip("-–+* "))
            if words:
                notes.append(words)
    first = min((tree.sections[index].start for index in indexes), default=opening.body)
    heading = False
    for line in lines_between(document, tree, opening.body, first):
        if line.note:
            continue
        if line.bullet is None or line.text.endswith(":"):
            heading = bool(REMARKS.match(fold(line.text))) or (
                bool(re.match(r"\W*(?:một số )?(?:lưu ý|yêu cầu|chú ý|ghi chú)", fold(line.text)))
                and line.text.endswith(":")
            )
            if REMARKS.match(fold(line.text)):
                continue
        words = re.sub(r"^(?:Yêu cầu|Lưu ý|Chú ý|Ghi chú):\s*", "", line.text)
        if re.match(r"\W*(?:phần )?(?:mở đầu|đặt vấn đề)", fold(line.text)):
            continue
        if not line.text.endswith(":") and (heading or _CLOSING_NOTE.search(fold(line.text))):
            notes.append(_unbracketed(words))
    return tuple(dict.fromkeys(notes))


def _unbracketed(words: str) -> str:
    whole = re.fullmatch(r"\(([^()]*)\)[.;]?", words.strip())
    return whole[1].strip() if whole else words


_LISTED = re.compile(
    r"(?P<label>(?:Biểu|Phụ lục|Mẫu|Bảng)(?: mẫu)?(?: số)?\s+(?:\d{1,2}|[IVX]+))\s*(?:[-–:]\s*|\()(?P<title>[^;.()\n]{4,120})"
)
_SHEET = (
    r"(?:phụ lục|biểu mẫu|biểu số liệu|bảng số liệu|biểu)(?:\s+(?:số\s+)?(?:\d{1,2}|[ivx]+)(?![\w/]))?(?:\s+số liệu)?"
)
# `phụ lục … kèm theo`, and behind these: `kèm theo phụ lục`, `báo cáo kèm biểu 01`.
_BEHIND = "|".join(f"(?<={words} )" for words in ("kèm theo", "gửi kèm", ", kèm", "; kèm", "cáo kèm"))
_WITH = re.compile(rf"(?:các\s+)?(?:biểu mẫu\s+)?{_SHEET}(?=[^.;\n]{{0,40}}kèm)|(?:{_BEHIND})(?:các\s+)?{_SHEET}(?!\w)")


def _named_appendices(text: str, paper: Paper) -> tuple[str, ...]:
    """`có Phụ lục số liệu kèm theo`, `kèm theo biểu số liệu`: the words that ask for a table.

    Forms that a line or the bullets under it list (`Biểu kèm theo: Biểu 01 - Nguồn lực; Biểu 02 - Tiêu chí`) are told one by one.
    """
    listed: list[str] = []
    under = False
    for line in nfc(text[paper.start :]).split("\n"):
        announced = "kèm theo" in fold(line)
        under = (announced and line.rstrip(" *_").endswith(":")) or (under and bool(_LISTED.search(line)))
        if announced or under:
            listed += [f"{clean(found['label'])} - {clean(found['title'])}" for found in _LISTED.finditer(line)]
    if listed:
        return tuple(dict.fromkeys(listed))
    found: list[str] = []
    for stretch in (text[paper.start :], text):
        source = nfc(stretch)
        folded = fold(source)
        source = source if len(folded) == len(source) else folded
        found = found or [clean(source[match.start() : match.end()]) for match in _WITH.finditer(folded)]
    unique = {fold(name): name for name in reversed(found)}
    return tuple(reversed(unique.values()))
