"""NUM405, NUM412: totals of tables against their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.checking.context import CheckContext
from drafter.checking.grids import Grid, Number, grids
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import shown
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_PLACES = r"(?: toàn (?:xã|huyện|tỉnh|phường|thành phố|quận|thị trấn|thị xã|đơn vị|ngành))?"
_TOTAL = re.compile(
    rf"(?:\(?[ivx\d]{{1,4}}[.)]\s*)?(?:tổng cộng|tổng số|tổng|cộng(?: chung)?|cả năm|toàn trường|toàn (?:xã|huyện|tỉnh|phường))"
    rf"{_PLACES}"
    r"(?: \([^()]*\))?[\s:.*]*"
)
_STRICT = re.compile(r"(?:tổng )?cộng|tổng(?: số)?\Z")
_NOT_ADDED = re.compile(
    r"%|tỷ lệ|tỉ lệ|tỷ trọng|so sánh|so với|tăng|giảm|bình quân|trung bình|năng suất|thu nhập|xếp loại|xếp hạng|điểm|"
    r"đơn giá|mức|năm sinh|chỉ số|xếp thứ|thứ hạng|thời hạn|lãi suất|(?<!\w)ngày(?!\w)|số quyết định"
)
# Rows or columns that count the same people twice.
_OVERLAP = re.compile(r"nữ|dân tộc|tôn giáo|trẻ|đảng viên|trong đó|người cao tuổi|khuyết tật|lượt|hộ.*khẩu|khẩu")
_INSIDE = re.compile(r"trong đó|riêng|ước|kế hoạch|điển hình")
# Stages of one matter: what is received need not all be settled.
_OPEN = re.compile(r"(?<!\w)(?:thành|đã|chưa|còn|đang|giải quyết|hoàn thành|khác|số lượt|kinh phí|trị giá)(?!\w)")
_SHOWN_PARTS = 8


@dataclass(frozen=True)
class Line:
    """A total and its parts in one row or column; `blank` where a part has no number, `found` the sum of the parts."""

    total: Number
    parts: tuple[Number, ...]
    blank: bool
    exact: bool

    @property
    def found(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool | None:
        """Whether total and parts agree; None where a blank part may be what is missing."""
        whole = self.total.interval(self.exact)
        if whole.meets(added(part.interval(self.exact) for part in self.parts)):
            return True
        return None if self.blank and self.found < self.total.value else False

    @property
    def near(self) -> Decimal:
        """How far apart the two are, as a share of the greater."""
        return abs(self.found - self.total.value) / max(self.found, self.total.value, Decimal(1))

    @property
    def cells(self) -> set[tuple[int, int]]:
        return {(number.row, number.column) for number in (self.total, *self.parts)}


def depth(order: str) -> int:
    """How deep the ordinal of a row lies: A, I, 1, 1.1, a, bullet."""
    if re.fullmatch(r"[IVXLC]+", order):
        return 1
    if re.fullmatch(r"[A-ZĐ]", order):
        return 0
    if re.fullmatch(r"\d+(?:\.\d+)*", order):
        return 2 + order.count(".")
    if re.fullmatch(r"[a-zđ]", order):
        return 5
    return 6


class TableSum(Rule):
    """NUM405.

    Total rows (`Tổng cộng`, `Tổng số`, `Cộng`) against the rows above or below; a numbered row against the rows under
    it (`6` against `6.1`, `6.2`); total columns, also by their formula (`3 = 1 + 2`). What its rows or columns add up
    to is settled by the lines that hold: where no line shows the structure, only a plain table with one column of
    numbers can speak.
    """

    code = "NUM405"
    name = mark("table-sum")
    severity = Severity.ERROR
    finds = mark("A total row or column of a table is not the sum of its parts.")
    why = mark("A figure changed in a cell and not in the total, or the other way round.")
    silences = mark(
        "Nested subtotals, `Trong đó`, percentages and averages, blank cells (blank is not 0), rows of different "
        "units, rows that count the same people twice."
    )
    bad = Example(
        "TT\tThôn\tSố hộ\tHộ nghèo\n1\tThôn Đoài\t120\t6\n2\tThôn Trung\t95\t4\n3\tThôn Thượng\t140\t9\n\tTổng cộng\t355\t20"
    )
    good = Example(
        "TT\tThôn\tSố hộ\tHộ nghèo\n1\tThôn Đoài\t120\t6\n2\tThôn Trung\t95\t4\n3\tThôn Thượng\t140\t9\n\tTổng cộng\t355\t19"
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for grid in ticking(context.once(grids)):
            if grid.label_column is None or not grid.value_columns:
                continue
            sound: list[Line] = []
            bad: list[tuple[Line, Severity]] = []
            for lines, severity in (*_row_lines(grid), *_tree_lines(grid), *_marked_lines(grid), *_column_lines(grid)):
                sound += [line for line in lines if line.holds]
                if severity is not None:
                    bad += [(line, severity) for line in lines if line.holds is False]
            yield from self._told(grid, sound, bad)

    def _told(self, grid: Grid, sound: Sequence[Line], bad: Sequence[tuple[Line, Severity]]) -> Iterator[Outcome]:
        table = (("tables", grid.start),) if grid.is_block else ()
        for line in sound:
            numbers = (line.total, *line.parts)
            checked = (*table, *(("figures", number.start) for number in numbers))
            yield self.consistent(line.total.start, line.total.end, f"{_sum(line)} = {shown(line.found)}", checked)
        told: list[Line] = []
        for line, severity in bad:
            # One wrong cell breaks its row, its column and the totals above: it is told once.
            if any(self._one_fault(line, other) for other in told):
                continue
            told.append(line)
            yield self._finding(grid, line, severity, table)

    @staticmethod
    def _one_fault(a: Line, b: Line) -> bool:
        return bool(a.cells & b.cells) and abs(a.found - a.total.value) == abs(b.found - b.total.value)

    def _finding(self, grid: Grid, line: Line, severity: Severity, table: tuple[tuple[str, int], ...]) -> Outcome:
        total = line.total
        message = _(
            "row “{row}”, column “{column}”: {sum} = {found}, not {total}; one of the two places may be wrong",
            row=row_name(grid, total.row)[:60] or str(total.row + 1),
            column=grid.head(total.column)[-60:] or str(total.column + 1),
            sum=_sum(line),
            found=shown(line.found),
            total=shown(total.value),
        )
        related = tuple(
            Related(part.start, part.end, _("part: {text}", text=f"{grid.label(part.row)[:40]} {part.text}"))
            for part in line.parts[:12]
        )
        checked = (*table, *(("figures", number.start) for number in (total, *line.parts)))
        return self.inconsistent(total.start, total.end, message, related=related, checked=checked, severity=severity)


def _sum(line: Line) -> str:
    said = [shown(part.value) for part in line.parts[:_SHOWN_PARTS]]
    if len(line.parts) > _SHOWN_PARTS:
        said[-1] = "…"
        said.append(shown(line.parts[-1].value))
    return " + ".join(said)


def row_name(grid: Grid, row: int) -> str:
    """The label of a row; a total's may stand in the column of ordinals."""
    said = grid.label(row).strip()
    return said or (grid.text(row, grid.order_column).strip() if grid.order_column is not None else "")


def is_total(grid: Grid, row: int) -> bool:
    """Whether a row's label is a word for a total and nothing else."""
    return _TOTAL.fullmatch(fold(row_name(grid, row))) is not None


def _added_columns(grid: Grid) -> list[int]:
    return [column for column in grid.value_columns if not _NOT_ADDED.search(fold(grid.head(column)))]


def _line(grid: Grid, total: Number | None, parts: Sequence[tuple[int, int]]) -> Line | None:
    """A line where the total and at least two parts have numbers, none of them a percentage."""
    numbers = [grid.number(*place) for place in parts]
    found = tuple(number for number in numbers if number is not None)
    if total is None or len(found) < 2 or total.percent or any(number.percent for number in found):
        return None
    # Words in a part (`12/15`, `khoảng 5`) are no number that can be added.
    unread = any(number is None and not grid.is_blank(*place) for number, place in zip(numbers, parts, strict=True))
    exact = not any(grid.scaled(number.row, number.column) for number in (total, *found))
    return None if unread else Line(total, found, len(found) < len(numbers), exact)


Lines = tuple[list[Line], Severity | None]


def _row_lines(grid: Grid) -> Iterator[Lines]:
    """Total rows with what they can be the total of."""
    columns = _added_columns(grid)
    totals = [row for row in range(grid.header, grid.rows) if is_total(grid, row)]
    for index, row in enumerate(totals):
        above = range(totals[index - 1] + 1 if index else grid.header, row)
        below = range(row + 1, totals[index + 1] if index + 1 < len(totals) else grid.rows)
        region = above if len(above) >= 2 else below if not index else range(0)
        candidates = _part_rows(grid, [r for r in region if any(grid.number(r, c) for c in columns)])
        if index and len(above) >= 2:  # a grand total of totals
            candidates.append(totals[:index])
        yield _settled(grid, row, columns, candidates)


def _part_rows(grid: Grid, rows: list[int]) -> list[list[int]]:
    """What may be the parts of a total: the highest level, the leaves, all rows."""
    rows = [row for row in rows if not is_total(grid, row)]
    if len(rows) < 2:
        return []
    depths = {row: depth(grid.order(row)) for row in rows}
    plain = [row for row in rows if not _INSIDE.match(fold(grid.label(row)).lstrip("-+* "))]
    highest = min(depths[row] for row in rows)
    top = [row for row in plain if depths[row] == highest]
    leaves = [row for i, row in enumerate(rows) if i + 1 == len(rows) or depths[rows[i + 1]] <= depths[row]]
    found: list[list[int]] = []
    for candidate in (top, plain, leaves):
        if len(candidate) >= 2 and candidate not in found:
            found.append(candidate)
    return found


def _settled(grid: Grid, row: int, columns: list[int], candidates: list[list[int]]) -> Lines:
    best: list[Line] = []
    best_holds = -1
    for rows in candidates:
        if len({grid.unit(r) for r in rows}) > 1:
            continue
        lines = [
            line for c in columns if (line := _line(grid, grid.number(row, c), [(r, c) for r in rows])) is not None
        ]
        holds = sum(bool(line.holds) and line.total.value > 0 for line in lines)
        if lines and holds > best_holds:
            best, best_holds = lines, holds
    failing = [line for line in best if line.holds is False]
    if not failing:
        return best, None
    if best_holds >= len(failing):
        return best, Severity.ERROR
    labels = " ".join(fold(grid.label(part.row)) for part in failing[0].parts)
    plain = len(candidates) == 1 and not _OVERLAP.search(labels)
    strict = _STRICT.match(fold(row_name(grid, row))) is not None
    if best_holds:
        return best, Severity.WARNING if plain else None
    if plain and strict and len(best) == 1 and failing[0].near <= Decimal("0.4"):
        return best, Severity.ERROR
    return best, None


def _tree_lines(grid: Grid) -> Iterator[Lines]:
    """Numbered rows with the rows right under them."""
    columns = _added_columns(grid)
    rows = [row for row in range(grid.header, grid.rows) if grid.label(row)]
    orders = {row: grid.order(row) for row in rows}
    for place, row in enumerate(rows):
        if not orders[row] or is_total(grid, row):
            continue
        children = _children(rows, orders, place)
        if len(children) < 2 or len({grid.unit(r) for r in (row, *children)} - {""}) > 1:
            continue
        said = [fold(grid.label(r)).lstrip("-+*• ") for r in (row, *children)]
        if any("trong đó" in words or _INSIDE.match(words) for words in said):
            continue
        lines = [
            line for c in columns if (line := _line(grid, grid.number(row, c), [(r, c) for r in children])) is not None
        ]
        holds = sum(bool(line.holds) and line.total.value > 0 for line in lines)
        failing = [line for line in lines if line.holds is False]
        severity: Severity | None = None
        overlap = _OVERLAP.search(" ".join(said[1:])) is not None
        if failing and (holds >= len(failing) or (holds and not overlap)):
            severity = Severity.ERROR if holds >= len(failing) and not overlap else Severity.WARNING
        elif len(lines) == len(failing) == 1 and not overlap and not _OPEN.search(" ".join(said[1:])):
            severity = Severity.WARNING if failing[0].near <= Decimal("0.2") else None
        yield lines if holds or severity else [], severity


def _marked_lines(grid: Grid) -> Iterator[Lines]:
    """`Tổng số khẩu` over `+ Nam`, `+ Nữ`, or over `- Khối 6` … `- Khối 9`: a total that says so and bullets beneath it."""
    columns = _added_columns(grid)
    labels = {row: fold(grid.label(row)) for row in range(grid.header, grid.rows)}
    for row, label in labels.items():
        children: list[int] = []
        for below in range(row + 1, grid.rows):
            if (
                not re.match(r"[-+*•]\s|trong đó:?\s*(?:[-+] ?)?nam|nữ\Z", labels[below])
                or grid.order(below) == grid.order(row) != ""
            ):
                break
            children.append(below)
        names = [re.sub(r"\A(?:[-+*•]|trong đó:?)+\s*(?:[-+]\s*)?", "", labels[child]).strip() for child in children]
        sexes = sorted(names[:2]) == ["nam", "nữ"]
        if re.match(r"[-+*•]", label) or len(children) < 2 or not (sexes or "tổng" in label) or is_total(grid, row):
            continue
        children = children[:2] if sexes else children
        if not sexes and (
            _OVERLAP.search(" ".join(names)) or _OPEN.search(" ".join(names)) or "trong đó" in " ".join(names)
        ):
            continue
        if len({grid.unit(r) for r in (row, *children)} - {""}) > 1:
            continue
        parts = [[(r, c) for r in children] for c in columns]
        lines = [
            line
            for c, at in zip(columns, parts, strict=True)
            if (line := _line(grid, grid.number(row, c), at)) is not None
        ]
        failing = [line for line in lines if line.holds is False]
        holds = sum(bool(line.holds) for line in lines)
        sure = sexes or holds >= len(failing)
        near = all(line.near <= Decimal("0.2") for line in failing)
        yield lines, (Severity.ERROR if sure else Severity.WARNING) if failing and near else None


def _children(rows: list[int], orders: dict[int, str], place: int) -> list[int]:
    own = orders[rows[place]]
    level = depth(own)
    found: list[int] = []
    inner: int | None = None
    for row in rows[place + 1 :]:
        order = orders[row]
        if not order or depth(order) <= level:
            break
        inner = depth(order) if inner is None else inner
        if (
            re.fullmatch(r"\d+(?:\.\d+)+", order)
            and re.fullmatch(r"\d+(?:\.\d+)*", own)
            and not order.startswith(own + ".")
        ):
            break
        if depth(order) == inner:
            found.append(row)
    return found


def _column_lines(grid: Grid) -> Iterator[Lines]:
    """Total columns with the columns beside them, or those that their formula names."""
    columns = list(grid.value_columns)
    formulas = _formulas(grid)
    rows = range(grid.header, grid.rows)
    for column in columns:
        head = fold(grid.head(column))
        if column in formulas:
            lines = _across(grid, rows, column, formulas[column])
            yield lines, Severity.ERROR
            continue
        last = head.rsplit(" – ", 1)[-1].strip()
        candidates = _part_columns(grid, columns, column)
        if re.match(r"(?:lũy|luỹ) kế", last):
            candidates = _years_before(grid, columns, column)
        elif not re.match(r"(?:tổng|cộng|cả năm|6 tháng|9 tháng)(?!\w).{0,40}\Z", last):
            continue
        best: list[Line] = []
        for candidate in candidates:
            lines = _across(grid, rows, column, candidate)
            if sum(bool(line.holds) and line.total.value > 0 for line in lines) > sum(
                bool(line.holds) and line.total.value > 0 for line in best
            ):
                best = lines
        holds = sum(bool(line.holds) and line.total.value > 0 for line in best)
        failing = sum(line.holds is False for line in best)
        if best:
            yield best, Severity.ERROR if holds >= failing else None


def _years_before(grid: Grid, columns: Sequence[int], column: int) -> list[list[int]]:
    """The columns of single years before one that holds their sum (`Lũy kế`)."""
    found: list[int] = []
    for other in reversed([c for c in columns if c < column]):
        last = fold(grid.head(other)).rsplit(" – ", 1)[-1]
        if not re.search(r"(?:19|20)\d\d", last) or _NOT_ADDED.search(last) or re.search(r"kế hoạch|chỉ tiêu", last):
            break
        found.append(other)
    return [sorted(found)] if len(found) >= 2 else []


def _across(grid: Grid, rows: range, column: int, parts: list[int]) -> list[Line]:
    return [
        line
        for row in rows
        if (line := _line(grid, grid.number(row, column), [(row, part) for part in parts])) is not None
    ]


def _part_columns(grid: Grid, columns: list[int], column: int) -> list[list[int]]:
    def run(order: Sequence[int], group: str | None) -> list[int]:
        found: list[int] = []
        for other in order:
            last = fold(grid.head(other)).rsplit(" – ", 1)[-1]
            if (
                re.match(r"tổng|cộng", last)
                or _NOT_ADDED.search(last)
                or (group is not None and grid.group(other) != group)
            ):
                break
            found.append(other)
        return found

    right, left = [c for c in columns if c > column], [c for c in reversed(columns) if c < column]
    groups: list[str | None] = [grid.group(column), None] if grid.group(column) else [None]
    found = [run(side, group) for group in groups for side in (right, left)]
    return [sorted(candidate) for candidate in found if len(candidate) >= 2]


def _formulas(grid: Grid) -> dict[int, list[int]]:
    """Columns with a formula of additions in the row that numbers the columns: `5=3+4`."""
    if grid.header < 2:
        return {}
    row = grid.header - 1
    marks = {column: re.sub(r"[()\s]", "", grid.text(row, column)) for column in range(grid.columns)}
    names = {text.partition("=")[0]: column for column, text in marks.items() if text}
    found: dict[int, list[int]] = {}
    for column, text in marks.items():
        name, _equals, formula = text.partition("=")
        terms = formula.split("+")
        if len(terms) >= 2 and all(term in names for term in terms) and name:
            found[column] = [names[term] for term in terms]
    return found


class BlankTotal(Rule):
    """NUM412."""

    code = "NUM412"
    name = mark("blank-total")
    severity = Severity.WARNING
    finds = mark("A total of a table is blank though its parts are filled in.")
    why = mark("The office above adds up the totals: a blank one is a question back.")
    silences = mark(
        "Columns that are not added (percentages, averages), a dash or cross in the cell, tables of one part."
    )
    bad = Example("TT\tThôn\tSố hộ\tHộ nghèo\n1\tThôn Đoài\t120\t6\n2\tThôn Trung\t95\t4\n\tTổng cộng\t215\t")
    good = Example("TT\tThôn\tSố hộ\tHộ nghèo\n1\tThôn Đoài\t120\t6\n2\tThôn Trung\t95\t4\n\tTổng cộng\t215\t10")
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for grid in ticking(context.once(grids)):
            if grid.label_column is None:
                continue
            totals = [row for row in range(grid.header, grid.rows) if is_total(grid, row)]
            for index, row in enumerate(totals):
                start = totals[index - 1] + 1 if index else grid.header
                region = range(start, row) if row > start else range(row + 1, grid.rows)
                yield from self._blanks(grid, row, region)

    def _blanks(self, grid: Grid, row: int, region: range) -> Iterator[Outcome]:
        for column in _added_columns(grid):
            cell = grid.places.get((row, column))
            if cell is None or cell.column != column or cell.colspan > 1 or cell.text.strip():
                continue
            parts = [number for r in region if (number := grid.number(r, column)) is not None]
            if len(parts) < 2 or len(parts) * 2 < len(region):
                continue
            label = grid.places[(row, grid.label_column or 0)]
            if not label.text.strip() and grid.order_column is not None:
                label = grid.places[(row, grid.order_column)]
            message = _(
                "“{row}” is blank in the column “{column}”, whose rows are filled in ({count})",
                row=row_name(grid, row),
                column=grid.head(column)[-60:],
                count=len(parts),
            )
            related = tuple(Related(part.start, part.end, _("part: {text}", text=part.text)) for part in parts[:6])
            yield self.inconsistent(
                label.start, label.end, message, related=related, about=f"{row_name(grid, row)} {grid.head(column)}"
            )
