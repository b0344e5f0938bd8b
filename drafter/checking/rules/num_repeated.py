"""NUM403, NUM404, NUM419: one quantity told in two places: text and text, text and table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.checking.clauses import is_plan
from drafter.checking.context import CheckContext
from drafter.checking.grids import Grid, Number, grids
from drafter.checking.limits import tick, ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.sums import is_percent, shown
from drafter.language.equality import printed
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.period import PeriodKind
from drafter.model.section import DocumentKind, PartKind

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
_OTHERWISE = re.compile(
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
        return row.unit == unit or row.unit.split("/")[0] == unit
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


def told_figures(context: CheckContext) -> tuple[Told, ...]:
    """Figures that tell results of this period."""
    found: list[Told] = []
    for sentence in context.once(masked):
        if sentence.paragraph.part == PartKind.APPENDIX or is_plan(context, sentence.start):
            continue
        units = " ".join(f.unit or "" for f in sentence.figures)
        around = frozenset(fold_words(f"{sentence.text} {units}").split())
        for index, figure in enumerate(sentence.figures):
            before, behind = sentence.words_before(index, 90), sentence.words_behind(index, 70)
            if bounds(figure) is None or figure.in_words:
                continue
            if figure.relation is not None and figure.relation.kind not in ("share-of", "part-of"):
                continue
            if _OTHERWISE.search(re.split(r"[;,]", before)[-1]):
                continue
            clause = fold_words(f"{before} {figure.unit or ''} {behind.split(';')[0]}")
            found.append(Told(figure, frozenset(clause.split()), around, before, behind, clause))
    return tuple(found)


class TextAgainstTable(Rule):
    """NUM404.

    A row of a table is told by the text where all words of its label stand in the clause of a figure of its unit. The
    rule speaks only when no figure of the text agrees with the row and the one that is nearest in words is near in
    value too.
    """

    code = "NUM404"
    name = "text-vs-table"
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

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        by_word: dict[str, list[Told]] = {}
        for one in context.once(told_figures):
            for word in one.around:
                by_word.setdefault(word, []).append(one)
        rows, said = context.once(rows_told), context.once(text_values)
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


_STOCK = re.compile(
    r"(?:toàn (?:xã|phường|huyện|tỉnh|thị trấn)(?: hiện)?(?: có)?|tổng số|hiện có|trên địa bàn xã(?: hiện)? có)(?: là| có)?\s*\Z"
)
_PLACES = frozenset(["thôn", "khu dân cư", "tổ dân phố", "bản", "ấp", "khu phố", "xóm", "xã", "phường", "huyện"])


class TextAgainstText(Rule):
    """NUM403.

    Three kinds of evidence: the number of places behind the stroke (`9/9 thôn`) that is another than everywhere else,
    stocks of the whole unit (`toàn xã có 1.231 hộ`) told twice, and one long subject with two values that differ as a
    slip does (two digits changed places, one digit another).
    """

    code = "NUM403"
    name = "text-vs-text"
    severity = Severity.WARNING
    finds = mark("The text gives one quantity two values.")
    why = mark("One of the two places was renewed and the other was not.")
    silences = mark(
        "Cumulative figures, plans, last period's, parts, bounds, subjects that are not word for word the same."
    )
    bad = Example("Toàn xã có 1.231 hộ dân.\nHội viên được tuyên truyền sâu rộng.\nToàn xã có 1.321 hộ dân, tăng 5 hộ.")
    good = Example(
        "Toàn xã có 1.231 hộ dân.\nTổ chức 3 hội nghị tại 9/9 thôn.\nTrong kỳ mở 4 hội nghị; toàn xã có 1.231 hộ dân, "
        "trong đó 1.132 hộ gia đình văn hóa."
    )
    kinds = frozenset({DocumentKind.REPORT, DocumentKind.OTHER, DocumentKind.LETTER})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield from self._places(context)
        yield from self._stocks(context)
        yield from self._slips(context)

    def _places(self, context: CheckContext) -> Iterator[Outcome]:
        """Denominators of places: one number of hamlets in one report."""
        groups: dict[str, list[Figure]] = {}
        for sentence in context.once(masked):
            for index, figure in enumerate(sentence.figures):
                unit = fold(figure.unit or "")
                if figure.parts is None or unit not in _PLACES or figure.placeholder:
                    continue
                if re.search(
                    r"đặc biệt|khó khăn|vùng|biên giới|thí điểm|điểm|đăng ký|kế hoạch", sentence.words_behind(index)
                ):
                    continue
                groups.setdefault(unit, []).append(figure)
        for figures in groups.values():
            wholes = [figure.parts[1] for figure in figures if figure.parts]
            usual = max(set(wholes), key=lambda whole: (wholes.count(whole), whole))
            sure = wholes.count(usual) >= 2
            if not sure and (len(wholes) != 2 or abs(wholes[0] - wholes[1]) != 1):
                continue
            base = next(f for f in figures if f.parts and f.parts[1] == usual)
            for figure in figures:
                assert figure.parts
                whole = figure.parts[1]
                if whole == usual or figure is base:
                    continue
                if wholes.count(whole) == 1 and abs(whole - usual) <= max(usual * Decimal("0.2"), Decimal(1)):
                    yield self._finding(figure, base)

    def _stocks(self, context: CheckContext) -> Iterator[Outcome]:
        seen: dict[tuple[str, str], Figure] = {}
        for sentence in context.once(masked):
            if is_plan(context, sentence.start):
                continue
            for index, figure in enumerate(sentence.figures):
                before = sentence.words_before(index)
                if bounds(figure) is None or is_percent(figure) or not _STOCK.search(before) or not figure.unit:
                    continue
                if re.search(
                    r"trong tổng số\s*\Z|đầu (?:năm|kỳ)|cuối (?:năm|kỳ)|năm \d{4}|tháng \d", sentence.text[:160]
                ):
                    continue
                if figure.relation is not None or _OTHERWISE.search(
                    re.split(r"[,;(]", sentence.words_behind(index, 25))[0]
                ):
                    continue
                words = fold_words(figure.subject or "").split()[:6]
                key = (fold(figure.unit), " ".join(words))
                other = seen.setdefault(key, figure)
                if other is figure:
                    continue
                if other.value == figure.value:
                    yield self._agreed(figure, other)
                else:
                    yield self._finding(figure, other)

    def _slips(self, context: CheckContext) -> Iterator[Outcome]:
        groups: dict[tuple[str, str], list[tuple[Figure, Masked]]] = {}
        for sentence in context.once(masked):
            for index, figure in enumerate(sentence.figures):
                words = fold_words(figure.subject or "").split()
                if len(words) < 3 or bounds(figure) is None or is_percent(figure) or figure.in_words or not figure.unit:
                    continue
                if figure.relation is not None or _OTHERWISE.search(sentence.words_before(index)):
                    continue
                if not is_plan(context, figure.start):
                    groups.setdefault((fold(figure.unit), " ".join(words)), []).append((figure, sentence))
        for group in groups.values():
            values = {figure.value for figure, _said in group}
            if len(group) != 2 or len(values) != 2:
                for figure, _said in group[1:]:
                    if len(values) == 1:
                        yield self._agreed(figure, group[0][0])
                continue
            (first, _a), (second, _b) = group
            if _is_slip(first.written, second.written):
                yield self._finding(second, first)

    def _agreed(self, figure: Figure, other: Figure) -> Outcome:
        checked = (("figures", figure.start), ("figures", other.start))
        return self.consistent(figure.start, figure.end, f"{figure.text} = {other.text}", checked)

    def _finding(self, figure: Figure, other: Figure) -> Outcome:
        message = _(
            "“{a}” here and “{b}” in another place for one quantity; one of the two places may be wrong",
            a=figure.text,
            b=other.text,
        )
        related = (Related(other.start, other.end, _("the other value: {text}", text=other.text)),)
        checked = (("figures", figure.start), ("figures", other.start))
        return self.inconsistent(figure.start, figure.end, message, related=related, checked=checked)


def _is_slip(a: str, b: str) -> bool:
    """Whether two written numbers of three digits or more differ as a slip does."""
    x, y = re.sub(r"\D", "", a), re.sub(r"\D", "", b)
    if len(x) != len(y) or len(x) < 3:
        return False
    differing = [index for index in range(len(x)) if x[index] != y[index]]
    if len(differing) == 1:
        return len(x) >= 4
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    i, j = differing
    return x[i] == y[j] and x[j] == y[i]


_DENIES = re.compile(
    r"(?<!\w)(?:chưa tổ chức(?: được)?|không tổ chức(?: được)?|"
    r"chưa thực hiện(?: được)?|không có|không phát sinh|chưa có|chưa phát sinh)"
    r"\s+(?:cuộc |buổi |vụ việc |vụ |hội nghị |trường hợp )?(?P<what>[^§,.;:()\n]{6,60})"
)


class Denied(Rule):
    """NUM419."""

    code = "NUM419"
    name = "denied"
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

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        rows = context.once(rows_told)
        if not rows:
            return
        for paragraph in ticking(context.paragraphs):
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
