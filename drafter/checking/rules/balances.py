"""NUM413: what was there, what came and went, and what is left; in a sentence, over several lines, in a table's rows or
columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from drafter.checking.context import CheckContext
from drafter.checking.grids import Grid, grids
from drafter.checking.limits import ticking
from drafter.checking.masking import Masked, bounds, kin, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent, of_unit, people, shown, two_things
from drafter.checking.rules.num_tables import depth
from drafter.language.equality import difference
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_OPENING = re.compile(
    r"(?:tồn|dư|còn)(?: quỹ| nợ| lại)? (?:cuối )?(?:kỳ|năm|tháng|quý) (?:trước|ngoái)|đầu (?:kỳ|năm|tháng|quý|nhiệm kỳ)|"
    r"(?:tồn|dư) đầu|(?:kỳ|năm|tháng|quý|nhiệm kỳ) (?:trước|\d{4}|\d{1,2})(?: còn)? (?:chuyển|mang) (?:sang|qua)|"
    r"(?<!\w)tồn (?:cũ|đọng từ)|đầu khóa|(?:khóa|khoá|nhiệm kỳ) [ivxlc\d]+(?: \(.{0,20}\))?,? (?:có|gồm)\s*\Z"
)
# `Năm 2023 có 251 hộ nghèo; … hiện còn 214 hộ`: the year before, as a balance begins.
_YEAR_BEFORE = re.compile(
    r"(?:\A|[,;] ?)(?:cuối |hết |đến cuối )?năm (?P<year>\d{4})[^,;§]{0,25} (?:có|còn|là)(?: tổng số)?\s*\Z"
)
_CLOSING = re.compile(
    r"cuối (?:kỳ|năm|tháng|quý|nhiệm kỳ)|(?:tồn|dư) cuối|còn lại|còn (?:tồn|dư)|chuyển (?:sang )?(?:kỳ|năm|tháng) sau|"
    r"(?:tồn|dư|số dư)(?: quỹ| nợ)?(?: đến| tính đến| tại| hiện| còn| là| năm|:|\s*\Z)|"
    r"(?<!phát )(?<!thực )(?<!xuất )(?<!thể )(?<!\w)(?:hiện|hiện nay|nay|đến nay)"
    r"(?:,? (?:còn|có|tổng số))+(?:\s*\w+){0,4}\s*\Z|(?<!\w)còn(?: lại| khoảng| là)?\s*\Z"
)
_OUT = re.compile(
    r"(?<!\w)(?:chi(?! hội| bộ| đoàn| nhánh| cục| tổ| ủy| trả)|tổng chi|giảm|xuất|(?:đã |được )?giải quyết|chuyển đi|"
    r"chuyển sinh hoạt đi|chuyển trường đi|sử dụng|hỗ trợ|ra khỏi|xóa(?: tên)?|xoá(?: tên)?|thoát|từ trần|qua đời|chết|"
    r"khai trừ|bỏ học|thôi học|nghỉ (?:hưu|việc)|thu (?:hồi )?nợ|ra viện|xuất viện|thanh lý|tiêu hủy|xử lý|bán|"
    r"trả lời|hoàn thành|thi hành xong|đình chỉ|trả lại|rút|giải thể|xuất ngũ|(?:cho )?thôi|miễn nhiệm|mãn nhiệm)(?!\w)"
)
_IN = re.compile(
    r"(?<!\w)(?:thu(?! hút| nhập| nợ| hồi| gom| thập| hoạch)|tăng|nhập|tiếp nhận|nhận|phát sinh|tái nghèo|kết nạp|"
    r"bổ sung|huy động|vận động|thụ lý|chuyển đến|chuyển về|tuyển|sinh|cho vay|giải ngân|vào viện|nhập viện|"
    r"thành lập mới|mua|trích lập|hiệp thương|cử thêm|bầu (?:bổ sung|thêm))(?!\w)"
)
# What only looks like a term of a balance: what it is held against, planned, counted on the way.
_NO_TERM = re.compile(r"so với|kế hoạch|chỉ tiêu|mục tiêu|dự toán|bình quân|mỗi|lũy kế|luỹ kế|cùng kỳ")
_MERGED = re.compile(r"sáp nhập|hợp nhất|chia tách|trong đó|trong số|điều chỉnh|tách ra|bao gồm|(?<!\w)gồm(?!\w)")
_LINE = re.compile(r"\s*(?:[-+•*–]|\d{1,2}[.)]|[a-zđ]\))\s")
_ROLES = (("opening", _OPENING), ("closing", _CLOSING), ("out", _OUT), ("in", _IN))
_MOST_TERMS = 12
_LONGEST = 29

# What comes and has to be settled, what of it is settled, what is not yet.
_COME = re.compile(
    r"(?<!\w)(?:tiếp nhận|nhận(?: được)?|(?:\A|, )(?:toàn [^\W\d_]+ |trong [^\W\d_]+ )?có|thu|phát hiện|thụ lý|"
    r"phát sinh|tổng số phải (?:giải quyết|thi hành|xử lý)|"
    r"phải (?:giải quyết|thi hành|xử lý|thực hiện)|tổng thu(?: quỹ)?|được giao|tổng số)(?: được)?(?: là)?"
    r"(?: [^\W\d_]+){0,4}:?\s*\Z"
)
_GONE = re.compile(
    r"(?<!\w)(?:(?:đã|được) (?:[^\W\d_]+ )?(?:giải quyết|xử lý|trả lời|thi hành|hòa giải|hoà giải|hoàn thành|thực hiện|"
    r"chuyển|trả|chi|"
    r"sửa chữa|quyết toán|giải ngân|thanh toán|nộp|sử dụng|xây dựng|thi công|tổ chức|thu|khắc phục|thoát|cấp|bàn giao|"
    r"tiếp thu|thực)|giải quyết|xử lý|trả lời|hoàn thành|thi hành|chuyển|"
    r"trả lại|tổng chi|chi(?! hội| bộ| đoàn| nhánh| cục| tổ| ủy)|đình chỉ|rút đơn|khắc phục|thoát nghèo)(?!\w)"
)
# Behind a figure: `29 kiến nghị đã được thực hiện`.
_GONE_BEHIND = re.compile(
    r"\A ?(?:[^\W\d_]+ ){0,3}?(?:đã|được) (?:được )?(?:giải quyết|xử lý|trả lời|thực hiện|tiếp thu|khắc phục|hoàn thành)"
)
_LEFT = re.compile(
    r"(?<!\w)(?:(?:hiện )?còn(?: lại)?(?: (?:phải|thiếu|tồn|là|số|thi hành|giải quyết|xử lý|"
    r"thực hiện|xem xét|trả lời))*|(?:đang|chưa|tồn|kết dư)(?: [^\W\d_]+){0,4}):?\s*\Z"
)
_NEW = re.compile(r"(?<!\w)(?:mới|trong (?:kỳ|năm|tháng|quý))(?!\w)")


@dataclass(frozen=True)
class Term:
    """A figure of a balance: what it does there, where it stands, what it is worth."""

    role: str
    start: int
    end: int
    value: Decimal
    interval: Interval


class Balance(Rule):
    """NUM413.

    A run of terms from an opening to a closing stock, each of its own unit and each named (`đầu năm`, `kết nạp`, `chuyển
    đi`, `cuối năm`), in one sentence, over the sentences of a paragraph, the lines of a list, or a table's rows or
    columns; and what came, what of it is settled, what is left.
    """

    code = "NUM413"
    name = mark("balance")
    severity = Severity.WARNING
    finds = mark("Opening plus incoming less outgoing is not the closing figure.")
    why = mark("One of the four was not renewed.")
    silences = mark("Tables and sentences that do not name all four, mergers, several incoming or outgoing figures.")
    bad = Example(
        "Số dư Quỹ đầu năm 25.000.000 đồng; trong năm thu 40.000.000 đồng, chi 35.000.000 đồng, số dư cuối năm 32.000.000 đồng."
    )
    good = Example(
        "Số dư Quỹ đầu năm 25.000.000 đồng; trong năm thu 40.000.000 đồng, chi 35.000.000 đồng, số dư cuối năm 30.000.000 đồng."
    )
    reach = 1

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        year = context.period.year if context.period is not None else None
        for run in ticking(_runs(context.once(masked))):
            for terms in _balances(run, year):
                yield self._outcome(terms)
        before: Masked | None = None
        for said in ticking(context.once(masked)):
            near = before if before is not None and before.paragraph is said.paragraph else None
            for terms in chain(_rests(said, near), _changes(said), _from_to(said)):
                yield self._outcome(terms)
            before = said
        for grid in ticking(context.once(grids)):
            yield from self._columns(grid)
            yield from self._rows(grid)

    def _columns(self, grid: Grid) -> Iterator[Outcome]:
        """Columns of openings, of what came and went, of closings, side by side."""
        roles = [(column, _role_of(fold(grid.head(column)))) for column in grid.value_columns]
        named = [role for _column, role in roles]
        if named.count("opening") != 1 or named.count("closing") != 1:
            return
        first, last = named.index("opening"), named.index("closing")
        between = roles[first + 1 : last]
        if first > last or not between or any(role not in ("in", "out") for _column, role in between):
            return
        if any(re.search(r"%|tỷ lệ|trong đó", fold(grid.head(column))) for column, _role in roles[first : last + 1]):
            return
        outcomes = []
        for row in range(grid.header, grid.rows):
            terms = _terms_of(grid, [(row, column, role or "") for column, role in roles[first : last + 1]])
            if terms and any(term.value for term in terms):
                outcomes.append(self._outcome(terms))
        sound = sum(outcome.severity is None for outcome in outcomes)
        if sound or len(outcomes) == 1:
            yield from outcomes

    def _rows(self, grid: Grid) -> Iterator[Outcome]:
        """Rows of one level: the opening, what came and went, the closing."""
        if grid.label_column is None:
            return
        roles = {row: _role_of(fold(grid.label(row))) for row in range(grid.header, grid.rows)}
        if "opening" not in roles.values() or "closing" not in roles.values():
            return
        first = next(row for row, role in roles.items() if role == "opening")
        level = depth(grid.order(first))
        rows: list[tuple[int, str]] = []
        for row in range(first, grid.rows):
            role = roles[row]
            if depth(grid.order(row)) > level and row > first:
                continue
            if role is None or (role == "opening" and row > first) or grid.unit(row) != grid.unit(first):
                return
            rows.append((row, role))
            if role == "closing":
                break
        if rows[-1][1] != "closing" or {"in", "out"} - {role for _row, role in rows}:
            return
        for column in grid.value_columns:
            if re.search(r"%|tỷ lệ|tăng|giảm|so sánh", fold(grid.head(column))):
                continue
            terms = _terms_of(grid, [(row, column, role) for row, role in rows])
            if terms and any(term.value for term in terms):
                yield self._outcome(terms)

    def _outcome(self, terms: Sequence[Term]) -> Outcome:
        """The terms in their order, the last of them the one that the others make."""
        come = [term for term in terms[:-1] if term.role != "out"]
        gone = [term for term in terms[:-1] if term.role == "out"]
        closing = terms[-1]
        found = sum((term.value for term in come), Decimal(0)) - sum((term.value for term in gone), Decimal(0))
        sums = " + ".join(shown(term.value) for term in come)
        sums = " − ".join([sums, *(shown(term.value) for term in gone)]) + f" = {shown(found)}"
        checked = tuple(("figures", term.start) for term in terms)
        wanted = difference(added(term.interval for term in come), added(term.interval for term in gone))
        if wanted.meets(closing.interval):
            return self.consistent(closing.start, closing.end, sums, checked)
        message = _("{sum}, not {told}; one of the two places may be wrong", sum=sums, told=shown(closing.value))
        related = tuple(
            Related(term.start, term.end, _("part: {text}", text=shown(term.value))) for term in (*come, *gone)
        )
        return self.inconsistent(closing.start, closing.end, message, related=related, checked=checked)


def _runs(sentences: Iterable[Masked]) -> Iterator[list[Masked]]:
    """Sentences that go on from each other: those of one paragraph, and the lines of one list."""
    run: list[Masked] = []
    for said in sentences:
        if run and (not _goes_on(run[-1], said) or said.paragraph.index - run[0].paragraph.index > _LONGEST):
            yield run
            run = []
        run.append(said)
    if run:
        yield run


def _goes_on(last: Masked, said: Masked) -> bool:
    if said.paragraph is last.paragraph:
        return True
    following = said.paragraph.index == last.paragraph.index + 1
    return following and _LINE.match(said.paragraph.text) is not None


def _balances(run: Sequence[Masked], year: int | None) -> Iterator[list[Term]]:
    """Stretches from an opening to a closing stock whose every figure of the unit is named."""
    terms: list[tuple[str, Figure]] = []
    ends: list[tuple[str, Figure]] = []
    last: Masked | None = None
    for said in run:
        if not terms and not _OPENING.search(said.text) and "năm 20" not in said.text:
            continue
        listed = last is not None and said.paragraph is not last.paragraph
        for index, figure in enumerate(said.figures):
            role = _role(said, index, year)
            if role == "opening":
                terms = [(role, figure)]
            elif (
                not terms
                or is_percent(figure)
                or _aside(said, index)
                or role == "none"
                or not _of_kind(figure, terms[0][1])
            ):
                continue
            elif role is None or bounds(figure) is None or len(terms) > _MOST_TERMS:
                if not (listed and index):  # what a line tells behind its own figure is a detail
                    terms = []
            else:
                terms.append((role, figure))
            if terms and terms[-1][0] == "closing":
                if _complete(terms) and not _merged(run, terms):
                    yield [_term(kind, one) for kind, one in terms]
                ends = terms if len(terms) == 2 else []
                terms = []
        last = said
    if ends:
        yield from _told_behind(run, ends, year)


def _told_behind(run: Sequence[Masked], ends: Sequence[tuple[str, Figure]], year: int | None) -> Iterator[list[Term]]:
    """`Đầu nhiệm kỳ 152 đảng viên, nay 184. Trong nhiệm kỳ kết nạp 48; chuyển đi 19; …`: both ends first."""
    opening, closing = ends
    steps: list[tuple[str, Figure]] = []
    for said in run:
        for index, figure in enumerate(said.figures):
            if figure.start <= closing[1].start or is_percent(figure) or _aside(said, index):
                continue
            role = _role(said, index, year)
            if not _of_kind(figure, opening[1]) and role not in ("in", "out"):
                continue
            if not _of_kind(figure, opening[1]) or role not in ("in", "out") or bounds(figure) is None:
                return
            steps.append((role, figure))
    if {"in", "out"} <= {role for role, _figure in steps} and len(steps) >= 3 and not _merged(run, [opening, *steps]):
        yield [_term(kind, one) for kind, one in (opening, *steps, closing)]


def _complete(terms: Sequence[tuple[str, Figure]]) -> bool:
    """Whether something came and something went; with what went alone, where more is left than there was."""
    roles = {kind for kind, _figure in terms}
    first, last = terms[0][1].value, terms[-1][1].value
    return {"in", "out"} <= roles or ("out" in roles and first is not None and last is not None and last > first)


def _merged(run: Sequence[Masked], terms: Sequence[tuple[str, Figure]]) -> bool:
    """Whether something between the terms is no balance of these figures alone."""
    start, end = terms[0][1].start, terms[-1][1].end
    return any(_MERGED.search(said.text) for said in run if said.start < end and start < said.end)


def _rests(said: Masked, ahead: Masked | None) -> Iterator[list[Term]]:
    """`nhận 14 đơn, đã giải quyết 12 đơn, còn 2 đơn`: what came and is not settled is left. What came may end the sentence
    before: `Tiếp nhận 214 hồ sơ. Đã giải quyết 201 hồ sơ; đang giải quyết 13 hồ sơ.`"""
    terms: list[tuple[str, Figure]] = []
    if ahead is not None and len(ahead.figures) == 1 and _SETTLES.match(said.text) and not _OPENING.search(ahead.text):
        terms = [("in", ahead.figures[0])] if bounds(ahead.figures[0]) is not None else []
    if _OPENING.search(said.text) or _MERGED.search(said.text):
        return
    for index, figure in enumerate(said.figures):
        before = said.words_before(index)
        clause = re.split(r"[;,(]", before)[-1]
        if is_percent(figure) or _aside(said, index):
            continue
        # `còn 221/1.668 hộ nghèo; còn 192 hộ cận nghèo` tells of two things.
        standing = re.search(r"còn(?: lại)?\s*\Z", clause) is not None
        if (split := _of_ratio(figure)) is not None and not standing and not _NO_TERM.search(clause):
            terms = split
            continue
        if terms and not _of_kind(figure, terms[0][1]):
            if not _COME.search(clause):
                continue
            terms = []
        gone = (
            _GONE.search(clause) or re.match(r"\s*(?:đã|được) ", clause) or _GONE_BEHIND.match(said.words_behind(index))
        )
        if bounds(figure) is None or _NO_TERM.search(clause):
            terms = []
        elif len(terms) >= 2 and _LEFT.search(clause):
            other = re.match(r" ?(?P<what>(?:cận )?nghèo)(?!\w)", said.words_behind(index))
            if other and other["what"] not in said.text[: said.text.index(f"§{index}§")]:
                terms = []  # of things of another name
                continue
            if _more_left(said, index, figure):
                terms.append(("out", figure))
                continue
            yield [*(_term(kind, one) for kind, one in terms), _term("closing", figure)]
            terms = []
        elif terms and gone and not _COME.search(clause):
            terms.append(("out", figure))
        elif (_COME.search(clause) or not terms) and (figure.unit == "đồng" or not _NEW.search(clause)):
            terms = [("in", figure)]
        else:
            terms = []


_SETTLES = re.compile(r"(?:đã|đến nay|kết quả|trong đó|hiện)(?!\w)")


def _more_left(said: Masked, index: int, figure: Figure) -> bool:
    """Whether the next figure tells of the rest too: `còn 2 đơn đang xem xét, 1 đơn chưa giải quyết`."""
    if (
        index + 1 >= len(said.figures)
        or not _of_kind(said.figures[index + 1], figure)
        or is_percent(said.figures[index + 1])
    ):
        return False
    around = f"{said.words_before(index + 1)} {said.words_behind(index + 1)}"
    return (
        re.search(r"(?<!\w)(?:còn|đang|chưa)(?!\w)", around) is not None and bounds(said.figures[index + 1]) is not None
    )


def _of_ratio(figure: Figure) -> list[tuple[str, Figure]] | None:
    """`đã giải quyết 611/665 đơn`: what came, and what of it is settled."""
    if figure.parts is None or len(figure.parts) != 2 or two_things(figure) or not figure.exact:
        return None
    done, whole = figure.parts
    if done > whole or figure.qualifier is not None or figure.placeholder:
        return None
    return [("in", replace(figure, value=whole, parts=None)), ("out", replace(figure, value=done, parts=None))]


def _changes(said: Masked) -> Iterator[list[Term]]:
    """`đầu năm 98 hộ, cuối năm còn 73 hộ, giảm 25 hộ`: opening and closing with the step between them behind."""
    for found in said.find(_STEP_BEHIND):
        opening, closing, step = (said.figures[int(found[name])] for name in ("opening", "closing", "step"))
        if any(bounds(figure) is None for figure in (opening, closing, step)) or is_percent(opening) != is_percent(
            step
        ):
            continue
        if not (_of_kind(closing, opening) and _of_kind(step, opening)) or is_percent(opening) != is_percent(closing):
            continue
        role = "out" if found["verb"].startswith("giảm") else "in"
        yield [_term("opening", opening), _term(role, step), _term("closing", closing)]


_STEP_BEHIND = re.compile(
    r"(?:đầu (?:năm|kỳ|nhiệm kỳ)|cuối năm \d{4}|năm trước)[^§;.,]{0,25}§(?P<opening>\d+)§(?: ?\([^()]*\))?[^§;.]{0,15}"
    r"(?:cuối (?:năm|kỳ|nhiệm kỳ)|đến nay|hiện nay|(?<!phát )(?<!thực )(?<!\w)hiện)(?!\w)"
    r"[^§;.,]{0,30}§(?P<closing>\d+)§(?: ?\([^()]*\))?,? ?\(?"
    r"(?P<verb>giảm|tăng)(?: được)? §(?P<step>\d+)§(?! so)"
)
_FROM_TO = re.compile(
    r"(?<!\w)(?:giảm|tăng) từ §(?P<opening>\d+)§[^§;.]{0,25}(?:xuống|lên|còn)[^§;.]{0,15}§(?P<closing>\d+)§"
    r"(?!,? ?\(?(?:giảm|tăng))"
)


def _from_to(said: Masked) -> Iterator[list[Term]]:
    """`18 hộ thoát nghèo, 3 hộ phát sinh; số hộ nghèo giảm từ 84 hộ xuống còn 69 hộ`."""
    for found in said.find(_FROM_TO):
        opening, closing = said.figures[int(found["opening"])], said.figures[int(found["closing"])]
        before = range(int(found["opening"]))
        terms = [
            (_role(said, n, None), said.figures[n])
            for n in before
            if _of_kind(said.figures[n], opening) and not is_percent(said.figures[n]) and not _aside(said, n)
        ]
        if sorted(str(role) for role, _figure in terms) != ["in", "out"] or _MERGED.search(said.text):
            continue
        if all(bounds(figure) is not None for figure in (opening, closing, *(figure for _role_, figure in terms))):
            steps = [_term(str(role), figure) for role, figure in terms]
            yield [_term("opening", opening), *steps, _term("closing", closing)]


def _term(role: str, figure: Figure) -> Term:
    interval = bounds(figure)
    assert interval is not None and figure.value is not None
    return Term(role, figure.start, figure.end, figure.value, interval)


def _role(said: Masked, index: int, year: int | None) -> str | None:
    """What a figure does in a balance; `none` where it is a term of nothing, None where it is not told."""
    before, behind = said.words_before(index, 90), re.split(r"[;,.(]", said.words_behind(index))[0]
    clause = re.split(r"[;,(]", before)[-1]
    if _NO_TERM.search(clause) or _NO_TERM.search(behind):
        return "none"
    told = _role_of(clause)
    if told is None and (then := _YEAR_BEFORE.search(before)):
        told = "opening" if year is None or int(then["year"]) == year - 1 else None
    if told is None:
        told = next((name for name, pattern in _ROLES[:2] if pattern.search(before)), None)
    if told is None or (told == "closing" and not _CLOSING.search(clause)):
        told = next((name for name, pattern in _ROLES[2:] if pattern.search(behind)), told)
    return told


def _role_of(words: str) -> str | None:
    return next((name for name, pattern in _ROLES if pattern.search(words)), None)


def _of_kind(figure: Figure, opening: Figure) -> bool:
    """Whether a figure can be a term of a balance that opens with another."""
    if figure.unit is None or opening.unit is None:
        return figure.unit != opening.unit or figure.exact
    return kin(figure, opening) or of_unit(figure, opening) or (people(figure) and people(opening))


def _aside(said: Masked, index: int) -> bool:
    """Whether a figure stands in a bracket, as a part of what stands before it."""
    lead = said.text[: said.text.index(f"§{index}§")]
    return lead.count("(") > lead.count(")") and "§" in lead.rpartition("(")[0]


def _terms_of(grid: Grid, places: Sequence[tuple[int, int, str]]) -> list[Term]:
    """The terms that stand in some cells; none where one of them has no number."""
    exact = not any(grid.scaled(row, column) for row, column, _role in places)
    found: list[Term] = []
    for row, column, role in places:
        number = grid.number(row, column)
        if number is None or number.percent:
            return []
        found.append(Term(role, number.start, number.end, number.value, number.interval(exact)))
    return found
