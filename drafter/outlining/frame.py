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
from drafter.outlining.limits import page_limits
from drafter.outlining.lines import lines_between
from drafter.outlining.opening import Opening
from drafter.outlining.periods import PeriodPhrase, find_periods
from drafter.outlining.wording import begins, clean, holds, place_of

_ = catalogue("outlining")

_DATE = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4})(?!\d)"
    r"|(?:ngày\s+)?(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})\s+năm\s+(?P<year2>\d{4})"
)
_YEARLESS = re.compile(r"ngày\s+(?P<day>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<month>\d{1,2})(?![\d/])")
_MONTH = re.compile(r"(?:hết\s+)?tháng\s+(?P<month>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<year>\d{4})")
_SMALL = "".join(char for char in map(chr, range(0x61, 0x1EFA)) if char.islower())
# A line that breaks off before small letters, or between `ngày` and its number, goes on.
_SENTENCE = re.compile(
    rf"(?<=[.;!?])\s+(?=[^\W\d_a-z])|\n\s*\n|(?<=[.;:!?])\n|(?<!ngày)(?<!tháng)(?<!năm)\n(?![{_SMALL}]+\s)"
)
_ISSUER = re.compile(
    r"(?P<body>(?:Ban Thường trực |Ban Thường vụ |Thường trực )?(?:Ủy ban|Uỷ ban|Đảng ủy|Đảng uỷ|"
    r"Huyện ủy|Tỉnh ủy|Thành ủy|Hội|Sở|Phòng|Chi ủy|Chi bộ|Ban)\s[^,;.()\n]{3,70}?)\s+"
    r"(?:xây dựng|ban hành|đề nghị|yêu cầu|hướng dẫn|trân trọng đề nghị|gửi đề cương)"
)
_SENT_WITH = re.compile(r"\((?:Ban hành )?[Kk]èm theo [^()\n]{5,120}? của (?P<body>[^()\n;]{5,90})\)")
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
    deadline, deadline_place = find_deadline(text, period.year if period else None)
    letter_date = facts.identity.date if facts is not None else None
    if deadline and letter_date and len(letter_date) == 10 and deadline < letter_date:
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
        issuer=_issuer(document, tree, opening, facts),
        deadline=deadline,
        data_cutoff=cutoff,
        pages=page_limits(text),
        notes=_notes(document, tree, paper, opening, indexes),
        named_appendices=_named_appendices(text, paper),
        doubts=tuple(doubts),
    )


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
        letter = [phrase for phrase in find_periods(text[: paper.start][:4000]) if phrase.period and not phrase.fixed]
        period = letter[0].period if letter else None
    if period is not None and period.kind == PeriodKind.SPAN and cutoff:
        period = _cut(period, cutoff)
    return period, following


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


def _iso(found: re.Match[str]) -> str | None:
    day, month, year = (int(found[name] or found[f"{name}2"]) for name in ("day", "month", "year"))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def find_deadline(text: str, year: int | None) -> tuple[str | None, int]:
    """Until when the report must be there: the date in a sentence with `trước ngày`, `chậm nhất` …, best one about sending.

    A date without a year takes the period's. (None, 0) where nobody says.
    """
    best: tuple[int, int, str] | None = None
    start = 0
    for piece in _SENTENCE.split(text):
        place = text.find(piece, start)
        start = place + len(piece)
        folded = re.sub(r"\s", " ", fold(piece))
        cue = place_of(folded, "deadline", "frame")
        if cue is None:
            continue
        iso, offset = _date_after(folded, cue.start(), year)
        if iso is None:
            continue
        score = (
            2 * holds(folded, "sending", "frame")
            + ("báo cáo" in folded)
            + (cue[0] != "trước")
            - 3 * holds(folded, "not_sending", "frame")
        )
        score += "đề cương" in folded
        candidate = (score, -(place + offset), iso)
        if score > 0 and (best is None or candidate > best):
            best = candidate
    return (best[2], -best[1]) if best else (None, 0)


def _date_after(folded: str, cue: int, year: int | None) -> tuple[str | None, int]:
    for found in _DATE.finditer(folded, cue):
        if found.start() - cue < 60:
            return _iso(found), found.start()
    found_short = _YEARLESS.search(folded, cue)
    if found_short and found_short.start() - cue < 40 and year is not None:
        day, month = int(found_short["day"]), int(found_short["month"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}", found_short.start()
    return None, 0


def data_cutoff(text: str) -> str | None:
    """Until when data count: `số liệu đến tháng 6/2022` → `2022-06`, `tính đến ngày 30/11/2023` → `2023-11-30`."""
    folded = fold(text)
    at = 0
    while (cue := place_of(folded[at:], "cutoff", "frame")) is not None:
        begin = at + cue.start()
        stretch = re.split(r"\n\s*\n|;", folded[begin : begin + 120])[0]
        if " đến" in cue[0] or cue[0].endswith("đến"):
            dates = list(_DATE.finditer(stretch))[:1]
        else:
            dates = list(_DATE.finditer(stretch))[-1:]
        if dates and dates[0].start() < 90:
            return _iso(dates[0])
        if (month := _MONTH.search(stretch)) and month.start() < 60 and 1 <= int(month["month"]) <= 12:
            return f"{month['year']}-{int(month['month']):02d}"
        at = begin + len(cue[0])
    return None


def _issuer(document: Document, tree: SectionTree, opening: Opening, facts: Facts | None) -> str | None:
    """Who asks: the letterhead's body, the one the outline is sent with, the one that says it builds or asks; else the facts'."""
    for part in tree.parts_of(PartKind.LETTERHEAD):
        if issuer := _from_letterhead(document.text[part.start : part.end]):
            return issuer
    if sent := _SENT_WITH.search(nfc(document.text[opening.start : opening.start + 1500])):
        return clean(sent["body"])
    if found := _ISSUER.search(nfc(document.text[: opening.start])):
        return clean(found["body"])
    return facts.identity.unit if facts is not None else None


def _from_letterhead(head: str) -> str | None:
    lines: list[str] = []
    for printed in re.split(r"[\n\t]", head):
        line = clean(printed)
        folded = fold(line)
        if re.match(r"(?:cộng hòa|độc lập|đảng cộng sản|số\s*:|\*)", folded) or re.search(r"ngày.*tháng.*năm", folded):
            continue
        if line and line == line.upper() and re.search(r"[^\W\d_]", line):
            lines.append(line)
    if not lines:
        return None
    words = _sentence_case(lines)
    if len(lines) > 1 and fold(lines[-1]) in ("đảng ủy", "đảng uỷ") and fold(lines[-2]).startswith("đảng bộ"):
        return f"{words[-1]}{words[-2][len('đảng bộ') :]}"
    if len(lines) > 1 and fold(lines[-1]).startswith("ban thường"):
        return f"{words[-1]} {' '.join(words[:-1])}"
    if len(lines) > 1 and re.match(
        r"(?:sở|phòng|ban (?!thường|chấp)|trường|văn phòng|chi cục|trung tâm)", fold(lines[-1])
    ):
        return words[-1]
    return " ".join(words)


_VOWEL = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_DEPARTMENT = re.compile(r"((?:\bsở|\bphòng|(?<!đảng )\bbộ|(?<=giáo dục) và) )(\w)")


def _sentence_case(lines: Sequence[str]) -> list[str]:
    keep = {"MTTQ", "UBND", "HĐND", "UBMTTQ", "MTTQVN", "VN", "BTT", "TP", "TX"}
    proper = re.compile(
        r"(?<=\bTỈNH )(.+)|(?<=\bHUYỆN )(.+)|(?<=\bXÃ )(.+)|(?<=\bPHƯỜNG )(.+)|(?<=\bTHÀNH PHỐ )(.+)|(?<=\bQUẬN )(.+)"
    )
    out: list[str] = []
    for line in lines:
        named = proper.search(line)
        head = line[: named.start()] if named else line
        words = [word if word in keep or not _VOWEL.search(fold(word)) else word.lower() for word in head.split()]
        said = (
            _DEPARTMENT.sub(lambda found: found[1] + found[2].upper(), " ".join(words))
            .replace("việt nam", "Việt Nam")
            .replace("ban thường", "ban Thường")
            .replace("mặt trận tổ quốc", "Mặt trận Tổ quốc")
        )
        tail = " ".join(word.capitalize() for word in named[0].split()) if named else ""
        made = f"{said} {tail}".strip()
        out.append(
            made
            if fold(made).startswith(("tỉnh", "huyện", "xã", "phường", "thành phố", "quận"))
            else made[:1].upper() + made[1:]
        )
    return out


def _notes(
    document: Document, tree: SectionTree, paper: Paper, opening: Opening, indexes: Sequence[int]
) -> tuple[str, ...]:
    """What holds for the whole report: the notes of the outline, and demands between its title and its first item."""
    notes: list[str] = []
    number = tree.papers.index(paper) if paper in tree.papers else 0
    for part in tree.parts_of(PartKind.NOTE):
        if part.paper != number:
            continue
        for line in lines_between(document, tree, part.start, part.end, notes=True):
            words = line.text
            if begins(words, "notes", "frame"):
                head, colon, rest = words.partition(":")
                words = rest.strip() if colon and len(head) < 60 else "" if line.bullet is None else words
            words = _unbracketed(words)
            if words:
                notes.append(words)
    first = min((tree.sections[index].start for index in indexes), default=opening.body)
    heading = False
    for line in lines_between(document, tree, opening.body, first):
        if line.bullet is None or line.text.endswith(":"):
            heading = bool(
                re.match(r"\W*(?:một số )?(?:lưu ý|yêu cầu|chú ý|ghi chú)", fold(line.text))
            ) and line.text.endswith(":")
        words = re.sub(r"^(?:Yêu cầu|Lưu ý|Chú ý|Ghi chú):\s*", "", line.text)
        if re.match(r"\W*(?:phần )?(?:mở đầu|đặt vấn đề)", fold(line.text)):
            continue
        if not line.text.endswith(":") and (heading or _CLOSING_NOTE.search(fold(line.text))):
            notes.append(_unbracketed(words))
    return tuple(dict.fromkeys(notes))


def _unbracketed(words: str) -> str:
    whole = re.fullmatch(r"\(([^()]*)\)[.;]?", words.strip())
    return whole[1].strip() if whole else words


def _named_appendices(text: str, paper: Paper) -> tuple[str, ...]:
    """`có Phụ lục số liệu kèm theo`, `biểu số liệu gửi kèm`: the words that ask for a table."""
    pattern = re.compile(
        r"(?:các\s+)?(?:biểu mẫu\s+)?(?:phụ lục|biểu mẫu|biểu số liệu|bảng số liệu|biểu)"
        r"(?:\s+(?:số\s+)?(?:\d{1,2}|[ivx]+)(?![\w/]))?(?:\s+số liệu)?(?=[^.;\n]{0,40}kèm)",
    )
    found: list[str] = []
    for stretch in (text[paper.start :], text):
        source = nfc(stretch)
        folded = fold(source)
        source = source if len(folded) == len(source) else folded
        found = found or [clean(source[match.start() : match.end()]) for match in pattern.finditer(folded)]
    unique = {fold(name): name for name in reversed(found)}
    return tuple(reversed(unique.values()))
