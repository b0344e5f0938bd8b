"""NUM403: one quantity told by the text in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.checking.clauses import is_plan
from drafter.checking.context import CheckContext
from drafter.checking.limits import tick
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent
from drafter.checking.rules.num_repeated import OTHERWISE
from drafter.language.folding import fold, fold_words
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import DocumentKind

_ = catalogue("checking")

# Words that one telling of a thing has and the other leaves out.
_SLIGHT = frozenset(fold_words("đã được là có đạt và của các với cho trong năm kỳ tổng số nổi bật cụ thể").split())
_STOCK = re.compile(
    r"(?:toàn (?:xã|phường|huyện|tỉnh|thị trấn)(?: hiện)?(?: có)?|tổng số|hiện có|trên địa bàn xã(?: hiện)? có)(?: là|"
    r" có)?\s*\Z"
)
_BESIDE = re.compile(r"\s*,?\s*(?:với|và|gồm)\s+")
PLACES = frozenset(["thôn", "khu dân cư", "tổ dân phố", "bản", "ấp", "khu phố", "xóm", "xã", "phường", "huyện"])


# The words around a figure, and the numbers among them.
Clause = tuple[frozenset[str], frozenset[str]]


class TextAgainstText(Rule):
    """NUM403.

    Three kinds of evidence: the number of places behind the stroke (`9/9 thôn`) that is another than everywhere else,
    stocks of the whole unit (`toàn xã có 1.231 hộ`) told twice, and one long subject with two values that differ as a
    slip does (two digits changed places, one digit another).
    """

    code = "NUM403"
    name = mark("text-vs-text")
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
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield from self._places(context)
        yield from self._stocks(context)
        yield from self._slips(context)
        yield from self._twins(context)

    def _twins(self, context: CheckContext) -> Iterator[Outcome]:
        """One sentence told twice, with one of its figures another: `05 lớp tập huấn … cho 215 người` and `07 lớp`."""
        seen: dict[tuple[str, ...], list[tuple[int, tuple[Figure, ...]]]] = {}
        for place, (units, figures) in enumerate(context.once(_counts_said)):
            for earlier, others in seen.get(units, [])[-6:]:
                differing = [(a, b) for a, b in zip(figures, others, strict=True) if a.value != b.value]
                # What else the sentences say is asked for only where two could be one.
                if len(differing) == 1 and _twins(*(context.once(_words_said)[one] for one in (place, earlier))):
                    yield self._finding(*differing[0])
            seen.setdefault(units, []).append((place, figures))

    def _places(self, context: CheckContext) -> Iterator[Outcome]:
        """Denominators of places: one number of hamlets in one report."""
        groups: dict[str, list[Figure]] = {}
        for unit, figure in context.once(_of_places):
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
        for key, figure in context.once(_stocks):
            other = seen.setdefault(key, figure)
            if other is figure:
                continue
            if other.value == figure.value:
                yield self._agreed(figure, other)
            else:
                yield self._finding(figure, other)

    def _slips(self, context: CheckContext) -> Iterator[Outcome]:
        """One subject, or one clause, with two values that differ as a slip does."""
        told = context.once(_countable)
        by_subject: dict[tuple[str, str], list[Figure]] = {}
        for one in told:
            if len(one.subject) >= 3:
                by_subject.setdefault((one.unit, " ".join(one.subject)), []).append(one.figure)
        said: set[tuple[int, int]] = set()
        for group in by_subject.values():
            values = {figure.value for figure in group}
            if len(values) == 1:
                for figure in group[1:]:
                    yield self._agreed(figure, group[0])
            elif len(group) == 2 and _is_slip(group[0].written, group[1].written):
                said.add((group[0].start, group[1].start))
                yield self._finding(group[1], group[0])
        for first, second in _like_slips(told):
            figures = told[first].figure, told[second].figure
            if (figures[0].start, figures[1].start) in said:
                continue
            if _one_clause(*(context.once(_clauses)[number] for number in (first, second))):
                yield self._finding(figures[1], figures[0])

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


def _of_places(context: CheckContext) -> tuple[tuple[str, Figure], ...]:
    """Ratios of all the places of a kind (`9/9 thôn`), with the kind."""
    found: list[tuple[str, Figure]] = []
    for sentence in context.once(masked):
        for index, figure in enumerate(sentence.figures):
            unit = fold(figure.unit or "") if figure.parts is not None else ""
            if unit not in PLACES or figure.placeholder or _SOME_PLACES.search(sentence.words_behind(index)):
                continue
            found.append((unit, figure))
    return tuple(found)


_SOME_PLACES = re.compile(r"đặc biệt|khó khăn|vùng|biên giới|thí điểm|điểm|đăng ký|kế hoạch")


def _stocks(context: CheckContext) -> tuple[tuple[tuple[str, str], Figure], ...]:
    """What there is in the whole unit, with what is counted."""
    found: list[tuple[tuple[str, str], Figure]] = []
    for sentence in context.once(masked):
        if is_plan(context, sentence.start):
            continue
        stock = False
        for index, figure in enumerate(sentence.figures):
            before = sentence.words_before(index)
            # `toàn xã có 1.460 hộ với 5.987 nhân khẩu`: the second is all there are, too.
            stock = bool(_STOCK.search(before)) or (stock and _BESIDE.fullmatch(before) is not None)
            if bounds(figure) is None or is_percent(figure) or not stock or not figure.unit:
                continue
            if re.search(r"trong tổng số\s*\Z|đầu (?:năm|kỳ)|cuối (?:năm|kỳ)|năm \d{4}|tháng \d", sentence.text[:160]):
                continue
            if figure.relation is not None or OTHERWISE.search(re.split(r"[,;(]", sentence.words_behind(index, 25))[0]):
                continue
            words = fold_words(figure.subject or "").split()[:6]
            found.append(((fold(figure.unit), " ".join(words)), figure))
    return tuple(found)


@dataclass(frozen=True)
class Sentence:
    """A sentence that tells several counts: their units, its words without numbers, the counts."""

    units: tuple[str, ...]
    words: frozenset[str]
    figures: tuple[Figure, ...]


def _sentences(context: CheckContext) -> tuple[Sentence, ...]:
    """The sentences that tell results in two counts or more and nothing else."""
    found: list[Sentence] = []
    for said in context.once(masked):
        tick()
        counts = tuple(figure for figure in said.figures if bounds(figure) is not None and not is_percent(figure))
        if len(counts) < 2 or len(counts) != len(said.figures) or is_plan(context, said.start) or len(said.text) > 400:
            continue
        if not OTHERWISE.search(said.text):
            words = frozenset(fold_words(re.sub(r"§\d+§", " ", said.text)).split()) - _SLIGHT
            found.append(Sentence(tuple(fold(figure.unit or "") for figure in counts), words, counts))
    return tuple(found)


def _counts_said(context: CheckContext) -> tuple[tuple[tuple[str, ...], tuple[Figure, ...]], ...]:
    return tuple((said.units, said.figures) for said in context.once(_sentences))


def _words_said(context: CheckContext) -> tuple[frozenset[str], ...]:
    return tuple(said.words for said in context.once(_sentences))


def _twins(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one sentence's words all stand in the other, which adds few of its own and no year, quarter or place."""
    less, more = sorted((a, b), key=len)
    added = more - less
    named = added & {"quý", "tháng", "đợt", "thôn", "cấp", "khối", "lần"}
    return len(less) >= 4 and less <= more and len(added) <= 4 and not named and not any(w.isdigit() for w in added)


@dataclass(frozen=True)
class Countable:
    """A count or amount that tells results, with the words of its subject and where its sentence starts."""

    figure: Figure
    unit: str
    subject: tuple[str, ...]
    said_start: int


def _countable(context: CheckContext) -> tuple[Countable, ...]:
    return tuple(one for one, _said, _index in context.once(_counted))


def _clauses(context: CheckContext) -> tuple[Clause, ...]:
    """The words around each countable figure, and the numbers among them (years)."""
    return tuple(_clause(said, index) for _one, said, index in context.once(_counted))


def _clause(said: Masked, index: int) -> Clause:
    before = re.split("[;:(]", said.words_before(index, 80))[-1]
    words = fold_words(f"{before} {re.split('[;:()]', said.words_behind(index, 60))[0]}").split()
    return (
        frozenset(word for word in words if not word.isdigit()) - _SLIGHT,
        frozenset(word for word in words if word.isdigit()),
    )


def _counted(context: CheckContext) -> list[tuple[Countable, Masked, int]]:
    found: list[tuple[Countable, Masked, int]] = []
    for sentence in context.once(masked):
        tick()
        for index, figure in enumerate(sentence.figures):
            if not figure.unit or figure.relation is not None or figure.in_words or is_percent(figure):
                continue
            if bounds(figure) is None or OTHERWISE.search(sentence.words_before(index)):
                continue
            if re.search(r"\([^()§]*20\d\d[^()§]*\Z", sentence.words_before(index)):  # of a year of its own
                continue
            subject = tuple(fold_words(figure.subject or "").split())
            found.append((Countable(figure, fold(figure.unit), subject, sentence.start), sentence, index))
    return found


def _like_slips(told: tuple[Countable, ...]) -> Iterator[tuple[int, int]]:
    """Pairs of figures of one unit whose digits changed places, or of which one is another."""
    buckets: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(told):
        digits = re.sub(r"\D", "", one.figure.written)
        if len(digits) < 3:
            continue
        keys = ["".join(sorted(digits))]
        if len(digits) >= 4:
            keys += [f"{digits[:i]}?{digits[i + 1 :]}" for i in range(len(digits))]
        for key in keys:
            buckets.setdefault((one.unit, key), []).append(number)
    for group in buckets.values():
        if not 2 <= len(group) <= 6:
            continue
        for place, second in enumerate(group):
            for first in group[:place]:
                one, other = told[first], told[second]
                if one.said_start != other.said_start and _is_slip(one.figure.written, other.figure.written):
                    yield first, second


def _one_clause(a: Clause, b: Clause) -> bool:
    """Whether the words around one figure all stand around the other, and no year tells the two apart."""
    (first, years), (second, other_years) = a, b
    less, more = sorted((first, second), key=len)
    return len(less) >= 4 and less <= more and years == other_years and len(more) <= len(less) + 3


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
