"""NUM404, NUM419: one quantity told by the text and by a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from drafter.checking.clauses import is_plan
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.grids import Grid, Number, grids
from drafter.checking.limits import tick, ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent, shown, stated
from drafter.language.equality import printed
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.period import PeriodKind
from drafter.model.section import PartKind

_ = catalogue("checking")

# Words of a label that say nothing of what is counted.
_EMPTY = frozenset(
    fold_words(
        "số tổng các được kết quả của và trong là có công tác đã về cho tại lượng toàn việc những một do theo trên đó tt "
        "cuộc người lượt hộ đồng triệu"
    ).split()
)
_GRAMMAR = frozenset(fold_words("được của các và số cho về tại do đã có").split())
_PRIOR = re.compile(
    r"cùng kỳ|năm trước|kỳ trước|kế hoạch|chỉ tiêu|giao|lũy kế|luỹ kế|%|tỷ lệ|so sánh|tăng|giảm|ghi chú|dự toán|đầu kỳ"
)
_NOW = re.compile(
    r"thực hiện|kết quả|số lượng|số liệu|kỳ này|trong kỳ|năm nay|đạt được|phát sinh|tổng số|số tiền|giá trị"
)
_SCALES = (("nghìn tỷ", 10**12), ("tỷ", 10**9), ("tỉ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("ngàn", 10**3))
OTHERWISE = re.compile(
    r"lũy kế|luỹ kế|cùng kỳ|kế hoạch|chỉ tiêu|năm trước|phấn đấu|dự kiến|mục tiêu|giai đoạn|nhiệm kỳ|mỗi|bình quân|"
    r"riêng|thêm|tăng|giảm|còn lại|từ đầu|hằng năm|hàng năm"
)
_GIVEN = re.compile(r"(?<!\w)(hỗ trợ|tặng|trao|thăm|giúp|cho)(?!\w)[^,;§]{0,25}\Z")


@dataclass(frozen=True)
class Row:
    """A row of a table that text may tell: its words, its unit and this period's number, scaled."""

    grid: Grid
    row: int
    words: frozenset[str]
    unit: str
    number: Number
    value: Decimal
    step: Decimal
    exact: bool


def current_column(context: CheckContext, grid: Grid) -> int | None:
    """The column that tells this period; None where it cannot be told."""
    year = None if context.period is None or context.period.kind == PeriodKind.SPAN else str(context.period.year)
    heads = {column: fold(grid.head(column)) for column in grid.value_columns}
    named = [c for c, head in heads.items() if re.search(r"(?:19|20)\d{2}", head)]
    if named and year is not None:
        fitting = [c for c in named if year in heads[c] and not _PRIOR.search(heads[c])]
        return fitting[0] if len(fitting) == 1 else None
    plain = [c for c, head in heads.items() if not _PRIOR.search(head)]
    if len(plain) == 1:
        return plain[0]
    called = [c for c in plain if _NOW.search(heads[c])]
    return called[0] if len(called) == 1 else None


def _content(label: str) -> frozenset[str]:
    return frozenset(word for word in fold_words(label).split() if not word.isdigit())


def _unit_of(grid: Grid, row: int, column: int) -> tuple[str, Decimal]:
    """The unit of a row, without its scale, and the scale."""
    said = grid.unit(row)
    if not said:
        found = re.search(r"\(([^()]{1,20})\)\s*\Z", fold(grid.label(row))) or re.search(
            r"\(([^()]{1,20})\)\s*\Z", fold(grid.head(column))
        )
        said = found[1].removeprefix("đvt:").strip() if found else ""
    for word, factor in _SCALES:
        if said.startswith(word):
            return said.removeprefix(word).strip() or "đồng", Decimal(factor)
    return said, Decimal(1)


def rows_told(context: CheckContext) -> tuple[Row, ...]:
    """The rows of all tables that name an indicator of their own."""
    found: list[Row] = []
    for grid in context.once(grids):
        column = current_column(context, grid)
        if column is None or grid.label_column is None:
            continue
        for row in range(grid.header, grid.rows):
            tick()
            number = grid.number(row, column)
            words = _content(re.sub(r"\([^()]*\)", "", grid.label(row)))
            words = words - _GRAMMAR if len(words - _GRAMMAR) >= 2 else words
            if number is None or number.percent or len(words - _EMPTY) < 1 or len(words) < 2:
                continue
            unit, scale = _unit_of(grid, row, column)
            exact = scale == 1 and number.step >= 1 and not grid.scaled(row, column)
            found.append(Row(grid, row, words, unit, number, number.value * scale, number.step * scale, exact))
    return tuple(found)


def _head(row: Row) -> str:
    return row.unit.split("/")[0]


def text_values(context: CheckContext) -> dict[str, frozenset[Decimal]]:
    """The values of the running text by unit: parts of ratios, levels that were reached, and every value of two digits
    and more, which the text hardly says of another thing."""
    found: dict[str, set[Decimal]] = {}
    for sentence in context.once(masked):
        for figure in sentence.figures:
            values = figure.parts or (() if figure.value is None else (figure.value,))
            told = [value for value in values if value >= 10 or figure.parts or figure.relation is not None]
            found.setdefault(fold(figure.unit or ""), set()).update(told)
    return {unit: frozenset(values) for unit, values in found.items()}


def same_unit_as(row: Row, figure: Figure) -> bool:
    unit = fold(figure.unit or "")
    if not unit or is_percent(figure):
        return False
    if row.unit:
        head = row.unit.split("/")[0]
        return unit in (row.unit, head) or unit.startswith(f"{head} ")  # `nhà`, `nhà Đại đoàn kết`
    return fold_words(row.grid.label(row.row)).removeprefix("số ").startswith(unit)


@dataclass(frozen=True)
class Told:
    """A figure of the running text with the words of its clause and sentence."""

    figure: Figure
    near: frozenset[str]
    around: frozenset[str]
    before: str
    behind: str
    clause: str


def told_of(sentence: Masked, index: int) -> Told:
    """A figure of a sentence with the words of its clause and of all the sentence."""
    figure = sentence.figures[index]
    before, behind = sentence.words_before(index, 90), sentence.words_behind(index, 70)
    units = " ".join(f.unit or "" for f in sentence.figures)
    around = frozenset(fold_words(f"{sentence.text} {units}").split())
    clause = fold_words(f"{before} {figure.unit or ''} {behind.split(';')[0]}")
    return Told(figure, frozenset(clause.split()), around, before, behind, clause)


def told_figures(context: CheckContext) -> tuple[Told, ...]:
    """Figures that tell results of this period."""
    found: list[Told] = []
    for said in context.once(masked):
        if said.paragraph.part == PartKind.APPENDIX or is_plan(context, said.start):
            continue
        # In `ước đạt 8,4 tỷ đồng` the table has 8,4 too.
        sentence = replace(said, figures=stated(said.paragraph.text, said.paragraph.start, said.figures))
        for index, figure in enumerate(sentence.figures):
            before = sentence.words_before(index, 90)
            if bounds(figure) is None or figure.in_words:
                continue
            if figure.relation is not None and figure.relation.kind not in ("share-of", "part-of"):
                continue
            if OTHERWISE.search(re.split(r"[;,]", before)[-1]):
                continue
            found.append(told_of(sentence, index))
    return tuple(found)


class TextAgainstTable(Rule):
    """NUM404.

    A row of a table is told by the text where all words of its label stand in the clause of a figure of its unit. The
    rule speaks only when no figure of the text agrees with the row and the one that is nearest in words is near in
    value too.
    """

    code = "NUM404"
    name = mark("text-vs-table")
    severity = Severity.WARNING
    finds = mark("The text and the table give one indicator two values.")
    why = mark("The text was renewed and the appendix was not, or the other way round.")
    silences = mark(
        "Columns of other periods, plans, parts and gifts (`tặng 12 hộ nghèo`), rows whose words the text does not say, "
        "values that are far apart."
    )
    bad = Example(
        "BÁO CÁO\nKết quả công tác năm 2023\nI. KẾT QUẢ\nXã tổ chức 26 buổi tuyên truyền pháp luật.\nPHỤ LỤC\nSố liệu\n"
        "TT\tChỉ tiêu\tĐVT\tNăm 2022\tNăm 2023\n1\tBuổi tuyên truyền pháp luật\tbuổi\t24\t28\n2\tMô hình tự quản\tmô hình\t3\t5"
    )
    good = Example(
        "BÁO CÁO\nKết quả công tác năm 2023\nI. KẾT QUẢ\nXã tổ chức 28 buổi tuyên truyền pháp luật.\nPHỤ LỤC\nSố liệu\n"
        "TT\tChỉ tiêu\tĐVT\tNăm 2022\tNăm 2023\n1\tBuổi tuyên truyền pháp luật\tbuổi\t24\t28\n2\tMô hình tự quản\tmô hình\t3\t5"
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        rows = context.once(rows_told)
        if not rows:
            return
        by_word: dict[str, list[Told]] = {}
        for one in context.once(told_figures):
            for word in one.around:
                by_word.setdefault(word, []).append(one)
        said = context.once(text_values)
        for row in ticking(rows):
            # Only sentences that say the label's rarest word can say all of it.
            candidates = min((by_word.get(word, []) for word in row.words), key=len)
            alike = [one for one in candidates if same_unit_as(row, one.figure) and covers(row, one)]
            if alike:
                yield from self._judge(row, alike, rows, said)

    def _judge(
        self, row: Row, alike: list[Told], rows: tuple[Row, ...], said: dict[str, frozenset[Decimal]]
    ) -> Iterator[Outcome]:
        value = printed(row.value, row.step, exact=row.exact)
        table = (("tables", row.grid.start),) if row.grid.is_block else ()
        for one in alike:
            interval = bounds(one.figure)
            if interval is not None and interval.meets(value):
                checked = (("figures", one.figure.start), ("figures", row.number.start), *table)
                message = f"{one.figure.text} = {row.number.text} ({row.grid.label(row.row)[:60]})"
                yield self.consistent(one.figure.start, one.figure.end, message, checked)
                return
        if row.value in said.get(_head(row), frozenset()):
            return  # the text says it somewhere: in a ratio, behind `giảm còn`, in other words
        close = [t for t in alike if row.words <= t.near] or (alike if len(alike) == 1 else [])
        if len(close) != 1 or row.value <= 0 or any(_tells(other, close[0]) for other in rows if other is not row):
            return
        figure = close[0].figure
        assert figure.value is not None
        if not Decimal("0.5") <= figure.value / row.value <= 2 or _is_given(row, close[0]):
            yield self.undecided(
                figure.start,
                figure.end,
                _("whether {text} is the table's “{row}”", text=figure.text, row=row.grid.label(row.row)),
            )
            return
        message = _(
            "{text} here, {value} in the table (row “{row}”); one of the two places may be wrong",
            text=figure.text,
            value=row.number.text,
            row=row.grid.label(row.row)[:80],
        )
        related = (Related(row.number.start, row.number.end, _("row “{row}”", row=row.grid.label(row.row)[:80])),)
        checked = (("figures", figure.start), ("figures", row.number.start), *table)
        yield self.inconsistent(figure.start, figure.end, message, related=related, checked=checked)


def _tells(row: Row, told: Told) -> bool:
    """Whether the figure is this row's own: `hộ cận nghèo` beside `hộ nghèo`, recommendations made beside those settled."""
    interval = bounds(told.figure)
    if (
        interval is None
        or not same_unit_as(row, told.figure)
        or not interval.meets(printed(row.value, row.step, exact=row.exact))
    ):
        return False
    # A value of two digits and more that another row of the unit has is that row's, whatever words the text takes.
    return row.value >= 10 or row.words <= told.near or covers(row, told)


def _is_given(row: Row, told: Told) -> bool:
    """Whether the figure counts whom something was given to, which the row does not."""
    found = _GIVEN.search(told.before)
    return found is not None and not set(found[1].split()) <= row.words


def covers(row: Row, told: Told) -> bool:
    """Whether the sentence says all words of the row's label, the clause at least half of them."""
    if len(row.words) <= 3:  # a short name stands together: `hộ nghèo` is not `hộ cận nghèo`
        label = fold_words(re.sub(r"\([^()]*\)", "", row.grid.label(row.row)))
        return label.removeprefix("số ").removeprefix("tổng số ") in told.clause
    return row.words <= told.around and len(row.words & told.near) * 2 >= len(row.words)


_DENIES = re.compile(
    r"(?<!\w)(?:chưa tổ chức(?: được)?|không tổ chức(?: được)?|"
    r"chưa thực hiện(?: được)?|không có|không phát sinh|chưa có|chưa phát sinh)"
    r"\s+(?:cuộc |buổi |vụ việc |vụ |hội nghị |trường hợp )?(?P<what>[^§,.;:()\n]{6,60})"
)


def _denying(context: CheckContext) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in ticking(context.paragraphs) if _DENIES.search(paragraph.text.lower()))


class Denied(Rule):
    """NUM419."""

    code = "NUM419"
    name = mark("denied")
    severity = Severity.WARNING
    finds = mark("The text says there was none, the table counts some.")
    why = mark("Either the sentence stayed from last period or the table did.")
    silences = mark(
        "What is denied of a part only (`không có trường hợp nào …`), rows whose words the sentence does not say."
    )
    bad = Example(
        "BÁO CÁO\nKết quả công tác năm 2023\nI. KẾT QUẢ\nTrong năm chưa tổ chức hội nghị phản biện xã hội.\nPHỤ LỤC\nSố liệu\n"
        "TT\tChỉ tiêu\tĐVT\tNăm 2023\n1\tHội nghị phản biện xã hội\thội nghị\t3\n2\tMô hình tự quản\tmô hình\t5"
    )
    good = Example(
        "BÁO CÁO\nKết quả công tác năm 2023\nI. KẾT QUẢ\nTrong năm chưa tổ chức hội nghị phản biện xã hội.\nPHỤ LỤC\nSố liệu\n"
        "TT\tChỉ tiêu\tĐVT\tNăm 2023\n1\tHội nghị phản biện xã hội\thội nghị\t0\n2\tMô hình tự quản\tmô hình\t5"
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        rows = context.once(rows_told)
        if not rows:
            return
        for paragraph in ticking(context.once(_denying)):
            low = paragraph.text.lower()
            if len(low) != len(paragraph.text) or "\t" in low or is_plan(context, paragraph.start):
                continue
            for found in _DENIES.finditer(low):
                yield from self._judge(paragraph.start, found, rows)

    def _judge(self, at: int, found: re.Match[str], rows: tuple[Row, ...]) -> Iterator[Outcome]:
        said = frozenset(fold_words(found.group()).split())
        for row in rows:
            told = row.words - {"số", "cuộc", "buổi", "hội", "nghị", "vụ", "việc", "được"}
            if len(told) < 2 or not row.words - {"số", "cuộc", "buổi", "được"} <= said:
                continue
            checked = (("figures", row.number.start),)
            if row.value == 0:
                yield self.consistent(at + found.start(), at + found.end(), f"{row.grid.label(row.row)}: 0", checked)
                continue
            quote = found.group().strip()
            message = _(
                "“{quote}”, but the table counts {value} (row “{row}”); one of the two places may be wrong",
                quote=quote,
                value=shown(row.value),
                row=row.grid.label(row.row)[:80],
            )
            related = (Related(row.number.start, row.number.end, _("row “{row}”", row=row.grid.label(row.row)[:80])),)
            yield self.inconsistent(
                at + found.start(), at + found.start() + len(quote), message, related=related, checked=checked
            )
