"""What stands around a temporal expression: the evidence on which rolling decides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.errors import PeriodError
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Cell, Document
from drafter.model.fact import Facts, Reference
from drafter.model.period import Period
from drafter.model.section import PartKind, SectionTree
from drafter.reusing.shifting import Shift, years_in

# A comma goes on with the name only before such words: `Luật Phòng, chống mua bán người`.
_LAW_NAME = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)(?:[^.,;:()]|,(?=\s(?:chống|chữa|sửa đổi|bổ sung)\b))*$(?<!trong )(?<!của )(?<!cả )"
)
_PERHAPS_LAW_NAME = re.compile(r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)\s[^.;:()]{3,60}$(?<!trong )(?<!của )(?<!cả )")
_AMENDED = re.compile(r"(?:sửa đổi|bổ sung|hợp nhất)\s+$|\([^()]*sửa đổi[^()]*$")
_YEAR_BEHIND = re.compile(r"(?:\s+của\s[^.,;:()\n]{2,60}?)?,?\s+(?:ban hành\s+)?năm\s+\d{4}(?!\d)")
# A comma goes on with a paper's name in `Kế hoạch phòng, chống đuối nước`.
_CLAUSE_MARK = re.compile(r"[.;:()]|,(?!\s(?:chống|chữa|sửa đổi|bổ sung|tiêu cực|lãng phí)\b)")
_WHEN = re.compile(r"(?:^|\s)(?:trong|đầu|giữa|cuối|hết|cả|của|từ đầu|vào)\s*$")
_TOLD = re.compile(
    r"\s(?:đã|được|là|có|đạt|tiếp tục|báo cáo|nhằm|để|trong|xã|phường|chi bộ|đảng bộ|đảng ủy)(?=\s)", re.IGNORECASE
)
_NESTED = 8
_HEAD_ROWS = 4
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")


@dataclass(frozen=True)
class Surroundings:
    """The document with the questions that a decision asks of a place in it."""

    document: Document
    tree: SectionTree
    facts: Facts
    shift: Shift

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self._ordered]

    @cached_property
    def _ordered(self) -> list[Block]:
        return sorted(self.document.blocks, key=lambda block: block.start)

    def block_at(self, offset: int) -> Block | None:
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or self._ordered[index].end < offset:
            return None
        return self._ordered[index]

    def before(self, offset: int, *, reach: int = 60) -> str:
        """The folded words before a place, in the same paragraph."""
        return fold(self.text[max(self._bounds(offset)[0], offset - reach) : offset]).rstrip()

    def after(self, offset: int, *, reach: int = 60) -> str:
        """The folded words behind a place, in the same paragraph."""
        ceiling = self._bounds(max(0, offset - 1))[1]
        return fold(self.text[offset : min(ceiling, offset + reach)]).lstrip()

    def _bounds(self, offset: int) -> tuple[int, int]:
        """Where the paragraph or table cell of a place begins and ends."""
        block = self.block_at(offset)
        if block is None:
            return 0, len(self.text)
        cells = self._cells.get(block.start, [])
        index = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
        if index >= 0 and offset <= cells[index].end:
            return cells[index].start, cells[index].end
        return block.start, block.end

    @cached_property
    def _cells(self) -> dict[int, list[Cell]]:
        """The cells of each table in the text's order, by the table's start."""
        return {
            block.start: sorted(block.cells, key=lambda cell: cell.start)
            for block in self.document.blocks
            if block.kind == BlockKind.TABLE
        }

    def follows(self, offset: int, words: str, *, reach: int = 24) -> bool:
        """Whether one of a list of phrases (`lexicon/rolling.toml`) stands shortly before a place."""
        said = self.before(offset, reach=reach)
        return _holds(said, words)

    def of_a_plan(self, offset: int) -> bool:
        """Whether the clause before a span of years speaks of a plan, a programme or a term."""
        clause = self.clause_before(offset)[-60:]
        return _holds(clause, "plans")

    def recurs(self, end: int) -> bool:
        """Whether a day comes back: `ngày 15 hằng tháng`."""
        said = fold(self.text[max(0, end - 12) : end]) + " " + self.after(end, reach=12)
        return _holds(said, "recurring")

    def aimed_at(self, offset: int) -> bool:
        """Whether the clause before `đến năm N` speaks of a goal or plan."""
        clause = self.clause_before(offset)
        return _holds(clause, "aims")

    def heads_section(self, offset: int) -> bool:
        """Whether a place lies in a heading or in the report's title."""
        index = self.tree.at(offset)
        return self.in_part(offset, PartKind.TITLE) or (
            index is not None
            and self.tree.sections[index].title is not None
            and offset < self.tree.sections[index].body_start
        )

    def founded(self, offset: int) -> bool:
        """Whether a word of founding, building or recognition stands before a place in the same clause."""
        clause = re.split(r"[,;:()]", self.clause_before(offset))[-1]
        return _holds(clause[-60:], "founding") and not _holds(clause, "yearly_titles")

    def of_works(self, offset: int) -> bool:
        """Whether a sentence tells when a work (a bridge, a school) is begun or finished."""
        sentence = self.clause_before(offset)
        return _holds(sentence, "works") and _holds(re.split(r"[,;:()]", sentence)[-1][-16:], "finishing")

    def opens_bracket_with_figure(self, start: int, end: int) -> bool:
        """Whether a bracket begins here and gives a figure behind: the same count in another period."""
        opened = re.search(r"\((?:cùng kỳ\s*)?$", self.before(start, reach=14)) is not None
        return opened and re.match(r"\s*(?::|là|có|đạt)?\s*\d", self.after(end, reach=10)) is not None

    def bracket_behind(self, offset: int) -> str:
        """The inside of the first bracket behind a place in the same clause; empty where there is none."""
        found = re.match(r"[^.;:()]{0,120}\(([^()]{0,60})\)", self.text[offset : offset + 190])
        return found[1] if found else ""

    def clause_before(self, offset: int) -> str:
        """The folded words from the last sentence end in the paragraph up to a place."""
        said = self.before(offset, reach=400)
        ends = [found.end() for found in _SENTENCE_END.finditer(said)]
        return said[ends[-1] :] if ends else said

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
        try:
            return Period.parse(words) if words else None
        except PeriodError:
            return None

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

    @cached_property
    def _cited(self) -> Sequence[tuple[int, int, Reference]]:
        """Each citation with the stretch of text that belongs to it: the mention, and its title behind it."""
        found: list[tuple[int, int, Reference]] = []
        for reference in self.facts.references:
            if reference.own:
                continue
            end = reference.end
            if reference.title:
                place = self.text.find(reference.title, reference.start, reference.end + len(reference.title) + 40)
                end = max(end, place + len(reference.title)) if place >= 0 else end
            if dated := _YEAR_BEHIND.match(self.text, end):
                end = dated.end()  # `Nghị quyết số 01/NQ-HĐND của HĐND xã năm 2025`
            found.append((reference.start, max(end, self._title_end(end)), reference))
        return sorted(found, key=lambda one: one[0])

    def _title_end(self, offset: int) -> int:
        """A citation's `về việc …` runs to the next mark that closes a clause."""
        ceiling = self._bounds(max(0, offset - 1))[1]
        rest = self.text[offset:ceiling]
        opener = re.match(r"\s*,?\s*(?:về|V/v|ban hành|phê duyệt|quy định|hướng dẫn)\b", rest)
        if opener is None:
            verbs = "|".join(load("rolling")["title_verbs"])
            verbal = re.match(rf"\s*(?:{verbs})\b[^.,;:()]*", rest)
            return offset + verbal.end() if verbal and not _TOLD.search(verbal.group()) else offset
        stop = re.search(r"[;.](?=\s|$)|\)(?=[\s,;.])|,\s(?=\S+\s(?:đã|được|tiếp tục|triển khai)\b)", rest)
        return offset + (stop.start() if stop else len(rest))

    def citation_at(self, offset: int) -> Reference | None:
        """The citation that a place belongs to."""
        index = bisect_right(self._cited, offset, key=lambda one: one[0])
        # A title may hold another citation: the outermost of the few before the place has it.
        for start, end, reference in self._cited[max(0, index - _NESTED) : index]:
            if start <= offset < end:
                return reference
        return None

    def trails_citation(self, offset: int) -> bool:
        """Whether nothing closes the clause between a citation and a place: what stands there may be its title."""
        index = bisect_right(self._cited, offset, key=lambda one: one[0])
        end = max((end for _start, end, _found in self._cited[max(0, index - _NESTED) : index]), default=-1)
        if end < self._bounds(offset)[0] or end > offset:
            return False
        between = self.text[end:offset]
        return not re.search(r"[.,;:()\t\n]", between) and not _TOLD.search(between)

    def is_order(self, reference: Reference) -> bool:
        """Whether a citation is the request that ordered this very report: early in its paper, opened by `Thực hiện`,
        `Theo`, and its title speaks of reporting or of the reporting period."""
        words = load("rolling")
        kind = fold(reference.type or "")
        if self._attached_to(reference):
            return True
        if kind not in words["order_types"]:
            return False
        block = self.block_at(reference.start)
        opening = fold(self.text[block.start : block.start + 40]) if block else ""
        if not opening.lstrip(" -*").startswith(tuple(words["order"])):
            return False
        index = bisect_left(self._cited, reference.start, key=lambda one: one[0])
        span = next(end for _start, end, found in self._cited[index:] if found is reference)
        said = fold(self.text[reference.start : span])
        of_the_year = self.shift.years != 0 and self.shift.source.year in years_in(said[len(reference.text) :])
        return "báo cáo" in said or "đề cương" in said or of_the_year

    def _attached_to(self, reference: Reference) -> bool:
        """Whether `(Kèm theo Báo cáo số …)` names the very paper that is rolled: the new one has its own number and day."""
        if fold(reference.type or "") not in ("báo cáo", *load("rolling")["order_types"]):
            return False
        said = self.before(reference.start, reach=24).lstrip("([ *_-")
        begins = reference.start - self._bounds(reference.start)[0] <= 30
        if not begins or not said.endswith("kèm theo"):
            return False
        return reference.date is None or abs(int(reference.date[:4]) - self.shift.source.year) <= 1

    def named_paper(self, offset: int) -> bool:
        """Whether a year closes the name of a paper that is cited by name alone (`Chương trình … năm 2022`)."""
        start = max(self._bounds(offset)[0], offset - 200)
        clause = _CLAUSE_MARK.split(self.text[start:offset])[-1]
        if clause.isupper() or self.in_head(offset):
            return False  # a heading says what is reported on
        if _WHEN.search(fold(clause)):
            return False  # `đề ra trong năm 2023`: tells when, and names nothing
        opens_paragraph = offset - len(clause) <= start
        for name in load("rolling")["yearly_papers"]:
            # A paper's name begins with a capital; `kế hoạch năm`, `báo cáo năm` are words like others.
            for found in re.finditer(rf"(?<!\w){re.escape(name[0].upper() + name[1:])}(?!\w)", clause):
                if not clause[found.end() :].strip():
                    before = fold(clause[: found.start()]).rstrip()
                    if not before or before.endswith(tuple(load("rolling")["measured"])):
                        continue  # `đạt 98% Kế hoạch năm 2024`: the plan's figures
                if found.start() > len(clause) - len(clause.lstrip()) or not opens_paragraph:
                    return True
        return False

    def in_name_of_law(self, offset: int) -> bool | None:
        """Whether a year closes the name of a law (`Luật Đất đai năm 2024`) or tells when it was amended; `trong năm 2024`
        does not. None where a comma between leaves it open."""
        said = self.text[max(self._bounds(offset)[0], offset - 90) : offset]
        if _AMENDED.search(said):
            return True
        *_earlier, said = re.split(r"(?<!\d)(?:19|20)\d{2}(?!\d)", said)  # the law's own year stands already
        if _LAW_NAME.search(said):
            return True
        return None if _PERHAPS_LAW_NAME.search(said) else False

    @cached_property
    def is_review(self) -> bool:
        """Whether the report's title reviews some years or a term (`sơ kết 03 năm …`): that happens once."""
        title = fold(self.facts.identity.title or "")
        words = "|".join(load("rolling")["review"])
        return re.search(rf"(?<!\w)(?:{words})(?!\w).*?(?:\d\s+năm|nhiệm kỳ)", title) is not None

    def one_time(self, offset: int) -> bool:
        clause = self.clause_before(offset)[-80:]
        return _holds(clause, "one_time")


def _holds(said: str, words: str) -> bool:
    """Whether one of a list of phrases (`lexicon/rolling.toml`) stands in folded words."""
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", said) for phrase in load("rolling")[words])
