"""CAR602, CAR605, CAR606: this report against last period's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checking.clauses import is_plan, sentence_at
from drafter.checking.context import CheckContext, Paragraph, Previous
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent, plain, same_unit, shown
from drafter.language.equality import agree
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import DateFact, Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.period import Period
from drafter.model.section import DocumentKind, Section

_ = catalogue("checking")

_TIME_UNITS = ("năm", "tháng", "ngày", "tuần", "quý", "cấp")
_DID = re.compile(
    r"(?<!\w)(?:đã|tổ chức|vận động|thực hiện|triển khai|tuyên truyền|hỗ trợ|trao|tặng|hòa giải|giám sát|tiếp "
    r"nhận|giải quyết|xây dựng|thăm|thu|chi(?! bộ| hội| đoàn| ủy| cục| nhánh| tiết)|trồng|đạt|kết nạp|ban hành)(?!\w)"
)
# All bodies of a fixed set do not change from period to period: `5/5 tổ chức chính trị - xã hội`, `12/12 thôn`.
_ALL_OF_A_SET = re.compile(
    r"(?P<all>\d[\d.]*)\s*/\s*(?P=all)\s*(?:\(100\s*%\)\s*)?(?:tổ chức|thôn|bản|ấp|buôn|làng|xóm|xã|phường|thị trấn|huyện|"
    r"khu dân cư|khu phố|tổ dân phố|tổ hòa giải|chi bộ|chi hội|đảng bộ|đơn vị|cơ quan|ban|ngành|hội|đoàn thể|trường)(?!\w)"
)
_LARGE = 100
_FIXED = re.compile(
    r"\d (?:thôn|bản|ấp|tổ dân phố|khu phố|chi bộ|chi hội|xã|phường|hộ dân|khẩu|trường|lớp|phòng|điều|mức)(?!\w)|mức|định mức"
)
_STOCK = re.compile(
    r"tổng số dân|dân số|diện tích|tự nhiên|nhân khẩu|đơn vị hành chính|vị trí địa lý|hiện có|tính đến|biên chế|"
    r"gồm \d+ thôn|khu dân cư gồm"
)


def counted(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Figures that a period changes: no durations, no levels."""
    return tuple(f for f in figures if f.unit not in _TIME_UNITS and not f.placeholder)


def _masked(text: str, start: int, dates: tuple[DateFact, ...]) -> str:
    """A paragraph for comparison: folded, its period words and dates made one, so that a rolled year is no change."""
    out: list[str] = []
    at = 0
    for date in dates:
        if date.start - start >= at:
            out += [text[at : date.start - start], " ngày "]
            at = date.end - start
    return fold_words(re.sub(r"\b(?:19|20)\d{2}\b", "", "".join([*out, text[at:]])))


def _previous_paragraphs(previous: Previous) -> frozenset[str]:
    past = CheckContext(previous.document, previous.tree, previous.facts)
    return frozenset(_masked(p.text, p.start, p.dates) for p in past.paragraphs if counted(p.figures))


class UnchangedParagraph(Rule):
    """CAR602."""

    code = "CAR602"
    name = mark("unchanged-paragraph")
    severity = Severity.WARNING
    finds = mark("A paragraph of results stands with the same words and figures as last period.")
    why = mark("Two periods rarely give the same figures: the paragraph was carried and not renewed.")
    silences = mark(
        "Paragraphs without figures, what is planned, stocks that do not change (area, population, number of hamlets)."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi tuyên truyền với 450 lượt người dự.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\n"
        "Đã tổ chức 12 buổi tuyên truyền với 450 lượt người dự.",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 15 buổi tuyên truyền với 510 lượt người dự.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\n"
        "Đã tổ chức 12 buổi tuyên truyền với 450 lượt người dự.",
    )
    kinds = frozenset({DocumentKind.REPORT})
    profile = "full"
    needs = frozenset({"previous"})
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        before = context.of_previous(_previous_paragraphs)
        for paragraph in ticking(context.paragraphs):
            figures = tuple(f for f in counted(paragraph.figures) if not _ALL_OF_A_SET.match(fold(f.text)))
            if not figures or len(paragraph.text) < 30 or not self._is_result(context, paragraph):
                continue
            if _masked(paragraph.text, paragraph.start, paragraph.dates) in before:
                checked = tuple(("figures", figure.start) for figure in figures)
                message = _(
                    "the same words and figures as last period ({figures})",
                    figures=", ".join(f.text for f in figures[:4]),
                )
                yield self.inconsistent(paragraph.start, paragraph.end, message, checked=checked)

    @staticmethod
    def _is_result(context: CheckContext, paragraph: Paragraph) -> bool:
        text = fold(paragraph.text)
        telling = [
            figure for figure in counted(paragraph.figures) if figure.value is not None and figure.value >= _LARGE
        ]
        # Two large figures that are both the same, told of no fixed set of hamlets or branches.
        told = _DID.search(text) or (len(telling) >= 2 and not _FIXED.search(text))
        return bool(told) and not _STOCK.search(text) and not is_plan(context, paragraph.start)


def subject_key(figure: Figure) -> tuple[str, str] | None:
    """What a figure counts, for comparison over reports: unit and the subject's words."""
    words = fold_words(figure.subject or "").split()
    return (fold(figure.unit or ""), " ".join(words[:8])) if words else None


_RUN, _RARE = 4, 2  # words that tell an indicator again, and how often stock phrases stand at least
_CLAUSE = 60  # characters of a clause on each side of its figure
_CLAUSE_END = re.compile(r"[;:\n(]|[.,](?!\d)")


def _clause(previous: Previous, figure: Figure) -> str:
    """The figure with the words around it, as last period's report has them."""
    text = previous.document.text
    before, behind = text[max(0, figure.start - _CLAUSE) : figure.start], text[figure.end : figure.end + _CLAUSE]
    head, tail = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(behind)[0]
    if head == before:
        head = head.partition(" ")[2]
    if tail == behind:
        tail = tail.rpartition(" ")[0]
    return " ".join(f"{head}{text[figure.start : figure.end]}{tail}".split())


def _alike(unit: str, other: str) -> bool:
    """One unit, also where a word stands before it or a second one beside it: `lượt ý kiến`, `tin, bài`."""
    few, many = sorted((fold_words(one.split(",")[0]).split() for one in (unit, other)), key=len)
    return bool(few) and many[-len(few) :] == few


class DroppedIndicator(Rule):
    """CAR605."""

    code = "CAR605"
    name = mark("dropped-indicator")
    severity = Severity.INFO
    finds = mark("A figure that last period's report gave is not in this one.")
    why = mark("A series with a hole cannot be compared; it may only have been forgotten.")
    silences = mark(
        "Words of the subject that stand anywhere in this report, or of its clause in the same section, table cells, "
        "percentages, what is planned or asked for, sections that are no more."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 15 buổi tuyên truyền.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\n"
        "Đã tổ chức 12 buổi tuyên truyền; phát 450 tờ gấp phổ biến kiến thức.",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 15 buổi tuyên truyền; phát 300 tờ "
        "gấp phổ biến kiến thức.",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\n"
        "Đã tổ chức 12 buổi tuyên truyền; phát 450 tờ gấp phổ biến kiến thức.",
    )
    kinds = frozenset({DocumentKind.REPORT})
    profile = "full"
    needs = frozenset({"previous"})

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        previous = context.previous
        assert previous is not None
        now = fold_words(context.text)
        past = CheckContext(previous.document, previous.tree, previous.facts)
        sections = {fold_words(section.title): section for section in context.tree.sections if section.title}
        dropped: dict[str, list[Figure]] = {}
        for figure in ticking(counted(previous.facts.figures)):
            if figure.table is not None or is_percent(figure) or figure.unit is None:
                continue
            words = fold_words(figure.subject or "").split()
            old = previous.tree.at(figure.start)
            if len(words) < 2 or old is None or is_plan(past, figure.start):
                continue
            title = fold_words(previous.tree.sections[old].title or "")
            if (
                title in sections
                and " ".join(words[:3]) not in now
                and not any(_alike(figure.unit, unit) for unit in self._units_of(context, sections[title].id))
                and not self._still_told(context, sections[title], previous, figure)
            ):
                dropped.setdefault(title, []).append(figure)
        for title, figures in dropped.items():
            section = sections[title]
            names = "; ".join(dict.fromkeys(f"“{_clause(previous, figure)}”" for figure in figures[:5]))
            end = len(context.text[: section.end].rstrip())
            yield self.inconsistent(
                end, end, _("last period gave here: {names}; this report does not", names=names), about=names
            )

    @staticmethod
    def _units_of(context: CheckContext, section_id: str) -> set[str]:
        section = context.section(section_id)
        assert section is not None
        figures = [figure for figure in context.figures_in(section.start, section.end) if figure.unit]
        return {said for one in figures for said in (one.unit, one.subject) if said}

    @staticmethod
    def _still_told(context: CheckContext, section: Section, previous: Previous, figure: Figure) -> bool:
        """Whether the section has four words running of the figure's clause that last period's report hardly repeats."""
        words = fold_words(re.sub(r"\d[\d.,/]*", " ", _clause(previous, figure))).split()
        runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        here = fold_words(context.text[section.start : section.end])
        told = [run for run in runs if run in here]
        before = fold_words(previous.document.text) if told else ""
        return any(before.count(run) <= _RARE for run in told)


_SAME_PERIOD = re.compile(
    r"(?:cùng kỳ|kỳ trước|năm trước)(?: năm (?:trước|ngoái|\d{4}))?(?: là| đạt| có|:| chỉ| được)*\s*\(?\s*\Z"
)
# `(năm 2023: 30 buổi)`, `so với năm 2023 (30 buổi)`, `năm 2023 kết nạp 10`
_IN_YEAR = re.compile(
    r"(?:\(|so với |cùng kỳ |,\s*|;\s*)(?:trong khi )?(?:cùng kỳ )?(?:6 tháng đầu |9 tháng đầu |quý [ivx]+/?\s?)?"
    r"năm (?P<year>20\d\d)"
    r"(?:\s*\(|\s*:| là| đạt| có| chỉ| được| tổ chức| kết nạp| vận động| thực hiện)*\s*\Z"
)
# `nhiều hơn cùng kỳ 4 cuộc` tells a step, not last period's value.
_STEP = re.compile(
    r"(?:hơn|tăng|giảm|vượt)(?: so với)? (?:cùng kỳ|kỳ trước|năm trước)(?: năm (?:trước|ngoái|\d{4}))?\s*\Z"
)


class PriorMisquoted(Rule):
    """CAR606."""

    code = "CAR606"
    name = mark("prior-misquoted")
    severity = Severity.ERROR
    finds = mark("The report gives last period's figure otherwise than last period's report did.")
    why = mark("The base of every comparison is last period's own figure.")
    silences = mark(
        "Subjects or units that are not the same, several values of one subject last period, a last report "
        "of another period, bounds."
    )
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 15 buổi tuyên truyền (cùng kỳ 18 "
        "buổi tuyên truyền).",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi tuyên truyền.",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\n1. Công tác tuyên truyền\nĐã tổ chức 15 buổi tuyên truyền (cùng kỳ 12 "
        "buổi tuyên truyền).",
        previous="BÁO CÁO\nKết quả năm 2023\n1. Công tác tuyên truyền\nĐã tổ chức 12 buổi tuyên truyền.",
    )
    kinds = frozenset({DocumentKind.REPORT})
    needs = frozenset({"previous"})
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        previous = context.previous
        assert previous is not None
        if not self._is_year_before(context, previous):
            return
        year = None if context.period is None else context.period.year - 1
        values: dict[tuple[str, str], dict[Decimal, Figure]] = {}
        for figure in previous.facts.figures:
            key = subject_key(figure)
            if (
                key
                and plain(figure)
                and figure.value is not None
                and (figure.relation is None or figure.relation.kind != "change")
                and not self._is_prior(_around(previous.document.text, figure))
            ):
                values.setdefault(key, {}).setdefault(figure.value, figure)
        for paragraph in ticking(context.paragraphs):
            for index, figure in enumerate(paragraph.figures):
                yield from self._figure(paragraph, index, figure, values, year)

    @staticmethod
    def _is_year_before(context: CheckContext, previous: Previous) -> bool:
        past = previous.period
        if past is None and previous.facts.identity.period:
            past = Period.parse(previous.facts.identity.period)
        return past is None or context.period is None or past == context.period.year_before()

    @staticmethod
    def _is_prior(before: str, year: int | None = None) -> bool:
        if _STEP.search(before):
            return False
        named = _IN_YEAR.search(before)
        return bool(_SAME_PERIOD.search(before)) or bool(named and year is not None and int(named["year"]) == year)

    def _figure(
        self,
        paragraph: Paragraph,
        index: int,
        figure: Figure,
        values: dict[tuple[str, str], dict[Decimal, Figure]],
        year: int | None,
    ) -> Iterator[Outcome]:
        text, at = paragraph.text, paragraph.start
        begin, _stop = sentence_at(text, figure.start - at)
        if not plain(figure) or not self._is_prior(fold(text[begin : figure.start - at]), year):
            return
        # The subject is the quoted figure's own, or that of the figure it is held against.
        held = next(
            (f for f in reversed(paragraph.figures[:index]) if f.start >= at + begin and same_unit(f, figure)), None
        )
        keys = [key for key in (subject_key(figure), subject_key(held) if held else None) if key]
        told = next((values[key] for key in keys if key in values), None)
        if told is None or len(told) != 1:
            yield self.undecided(
                figure.start, figure.end, _("last period's report does not tell {text} apart", text=figure.text)
            )
            return
        ((value, before),) = told.items()
        checked = (("figures", figure.start),)
        if agree(before, figure) is not False:
            yield self.consistent(
                figure.start, figure.end, _("last period's report: {value}", value=shown(value)), checked
            )
        else:
            message = _(
                "“{text}” is given for last period; last period's report said {value}; one of the two places may "
                "be wrong",
                text=figure.text,
                value=shown(value),
            )
            related = (Related(held.start, held.end, _("this period's figure")),) if held else ()
            yield self.inconsistent(figure.start, figure.end, message, related=related, checked=checked)


def _around(text: str, figure: Figure) -> str:
    return fold(text[max(0, figure.start - 40) : figure.start])
