"""What stands around a temporal expression: the evidence on which rolling decides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from drafter.errors import PeriodError
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell
from drafter.model.fact import Reference
from drafter.model.period import Period, PeriodKind
from drafter.model.section import PartKind, SectionTree
from drafter.reusing.citations import Citations
from drafter.reusing.passages import SENTENCE_END, holds
from drafter.reusing.shifting import years_in

# A comma goes on with a paper's name in `Kế hoạch phòng, chống đuối nước`.
_CLAUSE_MARK = re.compile(r"[.;:()]|,(?!\s(?:chống|chữa|sửa đổi|bổ sung|tiêu cực|lãng phí)\b)")
_WHEN = re.compile(r"(?:^|\s)(?:trong|đầu|giữa|cuối|hết|cả|của|từ đầu|vào)\s*$")
# `KH 2024`, `Thực hiện 2023`: one year behind words without digits.
YEAR_OF_HEAD = re.compile(r"\D{1,40}?[\s(/]((?:19|20)\d{2})\)?\s*")
_BEFELL = re.compile(r"(?<!\w)được ((?:[^\W\d]+ ?){1,3})$")
# `chuyên đề nhiệm kỳ Đại hội XIII và …`: a congress with its ordinal has its own year.
_NAMED_CONGRESS = re.compile(r"(?:nhiệm kỳ )?đại hội(?:\s\w+){0,6}?\s[ivxlc]+ và ")
# `Thành lập mới 2 tổ hợp tác trong năm …`: a count of the year.
_COUNTED_WITHIN = re.compile(r"(?<!\w)\d[\d.,/]* .*\s(?:trong|trong cả|của)$")
# `(cùng kỳ`, `(năm 2021: 41.300 con; `
_COUNTS_IN_BRACKET = re.compile(
    r"\((?:(?:cùng kỳ\s)?(?:năm\s)?(?:19|20)\d{2}\s?(?::|là|có|đạt)?\s?\d[^();]{0,30}[;,]\s?)*(?:cùng kỳ\s*)?$"
)
_WITH_VALUE = re.compile(r"(?:(?:ước |chỉ |mới )?(?:đạt|là|còn|chiếm|bằng)|:)\s(?:\w+\s){0,2}?\d")
_DAY_NAMED = re.compile(
    r"(?:Ngày|ngày (?=[A-ZĐÂÊÔƠƯ]))(?!\s?\d)"
    r"(?!.*(?<!\w)(?:tổ chức|khai mạc|diễn ra|vào|sáng|chiều|tối|được|đã|từ|đến|trước)(?!\w))"
    r"(?:[^\d.;:,()]|,(?= (?:chống|chữa|tránh)\b)){4,80}\(?$"
)
_ROUND_YEARS = re.compile(r"k[ỷỉ] niệm (\d+) năm ((?:thành lập|tái lập|xây dựng|truyền thống).*)$")
# A sentence that ended, and a bracket that closed, say nothing of what stands behind them.
_SAID_AND_DONE = re.compile(r"^.*[.!?](?=\s)|^[^()]*\)|\([^()]*\)")
_HEAD_ROWS = 4
_BOTH = 2
_NAME_WORDS = 3


@cache
def _holidays() -> frozenset[tuple[int, int]]:
    return frozenset((one["day"], one["month"]) for one in load("holidays")["holiday"])


@cache
def _what_befell_one() -> re.Pattern[str]:
    """One thing or a name in quotes, then its verb, then no number up to the year."""
    single, befalling = ("|".join(map(re.escape, load("rolling")[key])) for key in ("single", "befalling"))
    return re.compile(
        rf"(?:(?<!\w)(?:{single})(?!\w).*|[\"”»]\s(?:được\s)?)(?<!\w)(?:{befalling})(?!\w)[^\d,;:()]{{0,32}}$"
    )


def _last_of_sentence(said: str) -> str:
    """What of some words stands in the sentence that is still running, without its closed brackets."""
    return _SAID_AND_DONE.sub("", said)


@dataclass(frozen=True)
class Surroundings(Citations):
    """The document with the questions that a decision asks of a place in it."""

    tree: SectionTree

    def follows(self, offset: int, words: str, *, reach: int = 24) -> bool:
        """Whether one of a list of phrases (`lexicon/rolling.toml`) stands shortly before a place."""
        return holds(_last_of_sentence(self.before(offset, reach=reach)), words)

    def of_a_plan(self, offset: int) -> bool:
        """Whether the clause before a span of years speaks of a plan, a programme or a term."""
        clause = self.clause_before(offset)[-60:]
        return holds(clause, "plans")

    def recurs(self, end: int) -> bool:
        """Whether a day comes back: `ngày 15 hằng tháng`."""
        said = fold(self.text[max(0, end - 20) : end]) + " " + self.after(end, reach=16)
        return holds(said, "recurring")

    def aimed_at(self, offset: int) -> bool:
        """Whether the clause before `đến năm N` speaks of a goal or plan."""
        clause = self.clause_before(offset)
        return holds(clause, "aims")

    def ends_goal(self, offset: int) -> bool:
        """Whether `đến hết`, `đến cuối` stands before a year in a clause that speaks of a goal."""
        return re.search(r"(?:đến|tới) (?:hết|cuối)$", self.before(offset, reach=12)) is not None and self.aimed_at(
            offset
        )

    def of_rolled_term(self, years: list[int]) -> bool:
        """Whether a term is the one that is rolled, or the next one: then it names the period itself."""
        source, target = self.shift.source, self.shift.target
        if source.kind != PeriodKind.SPAN or not self.shift.review or len(years) < _BOTH:
            return False
        return [years[0], years[-1]] in ([source.years[0], source.years[-1]], [target.years[0], target.years[-1]])

    def of_own_congress(self, start: int, end: int) -> bool:
        """Whether a report that rolls from term to term names its own congress or committee, none of the whole country."""
        shift = self.shift
        if shift.source.kind != PeriodKind.SPAN or not shift.review or shift.target.years[0] < shift.source.years[-1]:
            return False
        said = f"{self.clause_before(start)[-40:]} {self.after(end, reach=24)}"
        return re.search(r"toàn quốc|của đảng|trung ương|bộ chính trị|ban bí thư|quốc hội|cấp trên", said) is None

    def kept_each_year(self, said: str) -> bool:
        """Whether a day without its year is one that is kept each year (`lexicon/holidays.toml`): 19/5, 20/11."""
        found = re.search(r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})", fold(said))
        return found is not None and (int(found[1]), int(found[2])) in _holidays()

    def day_of_a_name(self, offset: int) -> bool:
        """Whether a day stands behind the name of a day of remembrance: `Ngày toàn dân hiến máu tình nguyện 7/4`."""
        clause = _last_of_sentence(self.text[max(self.bounds(offset)[0], offset - 90) : offset])
        return _DAY_NAMED.search(clause) is not None

    def on_weekday(self, offset: int) -> bool:
        """Whether a weekday stands before a day: in another year it would be another one."""
        return (
            re.search(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\W{0,3}(?:ngày)?$", self.before(offset))
            is not None
        )

    def names_programme(self, offset: int) -> bool:
        """Whether a plan or programme is named in the few words before a span of years, or the span is part of a quoted title."""
        clause = self.clause_before(offset)
        quoted = clause.count('"') % 2 == 1 or clause.rfind("“") > clause.rfind("”")
        return quoted or holds(clause[-40:], "plans_named")

    def heads_section(self, offset: int) -> bool:
        """Whether a place lies in a heading or in the report's title."""
        index = self.tree.at(offset)
        return self.in_part(offset, PartKind.TITLE) or (
            index is not None
            and self.tree.sections[index].title is not None
            and offset < self.tree.sections[index].body_start
        )

    def year_of_event(self, end: int) -> bool:
        """Whether a sentence goes on to tell what makes this year unlike others: `Năm 2026 là năm diễn ra bầu cử`."""
        if re.match(r"\s?[-–]\s?năm\s[A-ZĐÂÊÔƠƯ]", self.text[end : end + 12]):
            return True  # `Năm 2025 - năm Chuyển đổi số`
        said = re.split(SENTENCE_END, self.after(end, reach=200))[0]
        opens = re.match(r"là năm |.*?, (?:đồng thời |cũng )?là năm ", said)
        told = re.search(r"là năm (?:diễn ra|tổ chức|tiến hành|có|cả nước|toàn)\b.*", said)
        return opens is not None and told is not None and holds(told[0], "one_time")

    def of_a_term(self, offset: int) -> bool:
        """Whether what is told comes once in a term: `sơ kết giữa nhiệm kỳ … trong quý I/2024`."""
        clause = _NAMED_CONGRESS.sub("", re.split(r"[;:()]", self.clause_before(offset))[-1][-90:])
        return (
            holds(clause, "once_a_term") and re.search(r"nhiệm kỳ|khóa\s+[ivx]+\b|giai đoạn \d{4}", clause) is not None
        )

    def founded(self, offset: int) -> bool:
        """Whether a word of founding, building or recognition stands before a place in the same clause."""
        clause = re.split(r"[,;:()]", self.clause_before(offset))[-1]
        if holds(clause, "given_once"):
            return True
        if holds(clause, "yearly_titles") or _COUNTED_WITHIN.search(clause):
            return False
        told = [word for word in load("rolling")["befell"] if re.search(rf"(?<!\w){re.escape(word)}$", clause)]
        return bool(told) or holds(clause[-60:], "founding")

    def befell(self, offset: int) -> bool:
        """Whether `được …` right before a year tells of one event: `được đóng điện năm 2025`, not `được giao năm 2025`."""
        found = _BEFELL.search(self.before(offset, reach=40))
        return found is not None and not holds(found[1], "yearly_verbs")

    def bare_in_name(self, offset: int, said: str) -> bool:
        """Whether a bare year closes a name: `Olympic Paris 2024`, `PAR INDEX 2023`; a line in capitals is a heading."""
        first = max(self.bounds(offset)[0], offset - 60)
        before = _CLAUSE_MARK.split(self.text[first:offset])[-1]
        words = before.split()
        if not said.strip().isdigit() or not words or (before.isupper() and len(words) > _NAME_WORDS):
            return False
        return words[-1][0].isupper() and fold(words[-1]) not in load("rolling")["heads_of_years"]

    def befell_one(self, offset: int) -> bool:
        """Whether the clause tells of one thing, body or person and of what befell it then: `Trạm bơm xây lại năm 2025`.

        A number behind the verb, or `trong` before the year, makes it a count of the year.
        """
        clause = self.clause_before(offset)
        if re.search(r"(?<!\w)(?:trong|cả|đầu|cuối|giữa|của)$", clause):
            return False
        return _what_befell_one().search(clause) is not None

    def jubilee(self, offset: int) -> bool:
        """Whether a place stands behind the round years of one body (`kỷ niệm 50 năm thành lập trường`); the days that all
        the country keeps each year are called `Ngày`."""
        found = _ROUND_YEARS.search(re.split(r"[,;:]", self.clause_before(offset))[-1])
        return found is not None and int(found[1]) % 5 == 0 and "ngày" not in found[2].removesuffix("ngày").split()

    def opens_bracket_with_figure(self, start: int, end: int) -> bool:
        """Whether a bracket begins here and gives a figure behind, the first or a further one: a count in other periods."""
        opened = _COUNTS_IN_BRACKET.search(self.before(start, reach=80)) is not None
        return opened and re.match(r"\s*(?::|là|có|đạt)?\s*\d", self.after(end, reach=10)) is not None

    def ends_chain(self, start: int, end: int, period: Period) -> bool:
        """Whether a period further back is compared with as the last of several: the one behind it in time stands in the
        sentence too (`tăng 4% so với năm 2022 và 7% so với năm 2021`), or `cùng kỳ` says that each year has its like.

        A fixed base (`so với năm 2020, đầu nhiệm kỳ`) stays the officer's.
        """
        if not self.shift.whole_years or holds(self.after(end, reach=40), "fixed_base"):
            return False
        if re.search(r"cùng kỳ(?: của)?$", self.before(start, reach=16)):
            return True
        first, _last = self.sentence(start)
        named = self.facts.dates[bisect_left(self._date_starts, first) : bisect_left(self._date_starts, start)]
        return any(fact.iso == str(period.moved(1)) for fact in named)

    def tells_level(self, start: int, end: int) -> bool:
        """Whether an indicator of the year before stands with its value: `thu nhập bình quân năm 2023 đạt 52 triệu đồng`."""
        clause = re.split(r"[,;:]", _last_of_sentence(self.clause_before(start)))[-1].strip(" -+•*")
        if self.shift.review or not clause.startswith(tuple(load("rolling")["levels"])):
            return False
        first, _last = self.sentence(start)
        if any(first <= found.start < start for found in self.facts.references):
            return False  # `Theo Báo cáo số …, tỷ lệ hộ nghèo năm 2023 là 9%`: that paper's year
        return _WITH_VALUE.match(self.after(end, reach=30)) is not None

    def of_yearly_routine(self, start: int, end: int) -> bool:
        """Whether what is done every year about the year before is told: `quyết toán năm 2022`, `nguồn năm 2022 chuyển sang`."""
        if re.match(r"(?:được )?(?:chuyển (?:sang|qua|nguồn)|kết chuyển|mang sang)(?!\w)", self.after(end, reach=24)):
            return True
        clause = re.split(r",(?! thu nhập)|[;:]", _last_of_sentence(self.clause_before(start)))[-1]
        return holds(" ".join(clause.split()[-8:]), "routines")

    def left_over(self, offset: int) -> bool:
        """Whether something not yet done or spent came over from a year: `02 đơn tồn từ năm 2022`."""
        said = re.sub(r"\s*(?:từ|kể từ)\s*(?:năm)?$", "", self.before(offset, reach=60))
        return holds(" ".join(said.split()[-3:]), "left_over")

    def bracket_behind(self, offset: int) -> str:
        """The inside of the first bracket behind a place in the same clause; empty where there is none."""
        found = re.match(r"[^.;:()]{0,120}\(([^()]{0,60})\)", self.text[offset : offset + 190])
        return found[1] if found else ""

    @cached_property
    def _value_rows(self) -> dict[int, int]:
        rows: dict[int, int] = {}
        for figure in self.facts.figures:
            if figure.table is not None:
                rows[figure.table.index] = min(figure.table.row, rows.get(figure.table.index, figure.table.row))
        return rows

    def first_value_row(self, block: Block) -> int | None:
        """The first row of a table that holds a figure: what stands above it is its head."""
        return self._value_rows.get(block.table) if block.table is not None else None

    @cached_property
    def _date_starts(self) -> list[int]:
        return [fact.start for fact in self.facts.dates]

    def period_in(self, cell: Cell) -> Period | None:
        """The one period that a table cell names, a bare year too; None for none or several."""
        dates = self.facts.dates
        index = bisect_left(self._date_starts, cell.start)
        inside = []
        while index < len(dates) and dates[index].start < cell.end:
            inside.append(dates[index])
            index += 1
        if len(inside) > 1:
            return None
        words = inside[0].iso if inside else self.text[cell.start : cell.end].strip()
        if not inside and (headed := YEAR_OF_HEAD.fullmatch(words or "")):
            words = headed[1]
        try:
            return Period.parse(words) if words else None
        except PeriodError:
            return None

    def beside_reporting_period(self, offset: int) -> bool:
        """Whether the sentence of a place names the reporting period too, and no earlier one: the two are compared."""
        first, last = self.sentence(offset)
        named = self.facts.dates[bisect_left(self._date_starts, first) : bisect_left(self._date_starts, last)]
        years = [year for fact in named for year in years_in(fact.text)]
        return any(fact.iso == str(self.shift.source) for fact in named) and min(years) >= self.shift.source.year - 1

    def months_compared(self, offset: int) -> tuple[Period, ...]:
        """The last month of the reporting period and the same one a year before, where a sentence compares the two."""
        source = self.shift.source
        if not self.shift.whole_years or self.shift.review or source.kind == PeriodKind.MONTH:
            return ()
        year, month = divmod(source.months[1], 12)
        pair = tuple(Period(PeriodKind.MONTH, one, month + 1) for one in (year, year - 1))
        first, last = self.sentence(offset)
        named = self.facts.dates[bisect_left(self._date_starts, first) : bisect_left(self._date_starts, last)]
        said = {fact.iso: self.follows(fact.start, "comparison", reach=40) for fact in named}
        return pair if str(pair[0]) in said and said.get(str(pair[1])) else ()

    def beside_reporting_column(self, offset: int) -> bool:
        """Whether a place lies in a table's head where another column is headed with the reporting period."""
        block = self.block_at(offset)
        if block is None or block.kind != BlockKind.TABLE:
            return False
        head = self.head_cells(block)
        if not head or offset >= head[-1].end:
            return False
        here = next((cell for cell in head if cell.start <= offset < cell.end), None)
        return here is not None and any(
            cell is not here and cell.row == here.row and self.period_in(cell) == self.shift.source for cell in head
        )

    def in_head(self, offset: int) -> bool:
        """Whether a place lies in the head of a table with figures."""
        block = self.block_at(offset)
        if block is None or block.kind != BlockKind.TABLE:
            return False
        return any(cell.start <= offset < cell.end for cell in self.head_cells(block))

    def head_cells(self, block: Block) -> list[Cell]:
        """The cells above the first value of a table, in order; a head has a few rows, not hundreds."""
        return self._heads.get(block.table or 0, [])

    @cached_property
    def _heads(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for block in self.document.blocks:
            first_row = self.first_value_row(block)
            if first_row is not None and block.table is not None:
                last = min(first_row - 1, _HEAD_ROWS)
                found[block.table] = [cell for cell in block.cells if cell.row <= last]
        return found

    @cached_property
    def _cited_rows(self) -> Sequence[tuple[int, int, Reference]]:
        """Each table row with a citation: what its other cells say is that paper's title, date or content."""
        rows: dict[tuple[int, int], tuple[int, int]] = {}
        for start, cells in self._cells.items():
            for cell in cells:
                first, last = rows.get((start, cell.row), (cell.start, cell.end))
                rows[start, cell.row] = (min(first, cell.start), max(last, cell.end))
        found: list[tuple[int, int, Reference]] = []
        for reference in self.facts.references:
            table = self.block_at(reference.start)
            if reference.own or table is None or table.start not in self._cells:
                continue
            cells = self._cells[table.start]
            index = bisect_right(cells, reference.start, key=lambda cell: cell.start) - 1
            if index >= 0:
                found.append((*rows[table.start, cells[index].row], reference))
        return sorted(found, key=lambda one: one[0])

    def cited_in_row(self, offset: int) -> Reference | None:
        """The citation that stands in another cell of the same table row."""
        index = bisect_right(self._cited_rows, offset, key=lambda one: one[0]) - 1
        if index < 0 or offset >= self._cited_rows[index][1]:
            return None
        return self._cited_rows[index][2]

    def in_part(self, offset: int, *kinds: PartKind) -> bool:
        part = self.tree.part_at(offset)
        return part is not None and part.kind in kinds

    def named_paper(self, offset: int) -> bool:
        """Whether a year closes the name of a paper that is cited by name alone (`Chương trình … năm 2022`)."""
        start = max(self.bounds(offset)[0], offset - 200)
        clause = _CLAUSE_MARK.split(self.text[start:offset])[-1]
        if clause.isupper() or self.in_head(offset) or self.in_part(offset, PartKind.TITLE):
            return False  # a heading or title says what is reported on
        if _WHEN.search(fold(clause)):
            return False  # `đề ra trong năm 2023`: tells when, and names nothing
        opens_paragraph = offset - len(clause) <= start
        for name in load("rolling")["yearly_papers"]:
            # A paper's name begins with a capital; `kế hoạch năm`, `báo cáo năm` are words like others.
            for found in re.finditer(rf"(?<!\w){re.escape(name[0].upper() + name[1:])}(?!\w)", clause):
                if not clause[found.end() :].strip():
                    before = fold(clause[: found.start()]).strip(" -+•*")
                    if not before or before.endswith(tuple(load("rolling")["measured"])):
                        continue  # `đạt 98% Kế hoạch năm 2024`: the plan's figures
                if found.start() > len(clause) - len(clause.lstrip(" -+•*")) or not opens_paragraph:
                    return True
        return False

    @cached_property
    def is_review(self) -> bool:
        """Whether the report's title reviews some years or a term (`sơ kết 03 năm …`): that happens once."""
        title = fold(self.facts.identity.title or "")
        words = "|".join(load("rolling")["review"])
        return re.search(rf"(?<!\w)(?:{words})(?!\w).*?(?:\d\s+năm|nhiệm kỳ)", title) is not None

    @cached_property
    def comes_once(self) -> bool:
        """Whether the whole paper is of a review and its title names no reporting period: no word in it moves unasked."""
        return self.is_review and self.shift.source.year not in years_in(self.facts.identity.title or "")

    def one_time(self, offset: int) -> bool:
        clause = _NAMED_CONGRESS.sub("", self.clause_before(offset)[-80:])
        return holds(clause, "one_time")
