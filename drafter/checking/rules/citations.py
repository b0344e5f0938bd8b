"""REF301: one document cited with two dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.folding import fold, fold_words
from drafter.lexicon.known import known_by_symbol
from drafter.messages import catalogue, mark
from drafter.model.fact import Reference
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")


def symbol_key(symbol: str) -> str:
    """A symbol for comparison: case, blanks and the order of `-` and `/` do not tell documents apart."""
    return re.sub(r"[\s./-]+", "-", fold(symbol)).strip("-")


def cited(context: CheckContext) -> tuple[Reference, ...]:
    """Every citation, in reading order."""
    return context.facts.references


def mentions(context: CheckContext) -> dict[str, tuple[Reference, ...]]:
    """The citations of each symbol, in reading order."""
    groups: dict[str, list[Reference]] = {}
    for reference in ticking(context.facts.references):
        if reference.symbol:
            groups.setdefault(symbol_key(reference.symbol), []).append(reference)
    return {key: tuple(group) for key, group in groups.items()}


def agree(a: str, b: str) -> bool:
    """Whether two ISO dates can be one: the shorter says less."""
    return a.startswith(b) or b.startswith(a)


class TwoDates(Rule):
    """REF301.

    A symbol is no key: numbers restart each year or term. Two dates are a contradiction where the year stands in the
    symbol, where
    the mentions are told to be one document, or where the dates differ as a slip does (in one part, day, month or
    year).
    """

    code = "REF301"
    name = mark("two-dates")
    severity = Severity.ERROR
    finds = mark("One document is cited with two dates.")
    why = mark("One of the two citations is wrong; the office above checks legal grounds first.")
    silences = mark("The same number from two issuers or with two titles, and one date written in two ways.")
    source = mark("Decree 30/2020/NĐ-CP, Annex I: a citation gives type, number, symbol, date, issuer and subject.")
    bad = Example(
        "Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.\nKết quả theo Quyết định số "
        "217-QĐ/TW ngày 12/12/2014 của Bộ Chính trị."
    )
    good = Example(
        "Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.\nKết quả theo Quyết định số "
        "217-QĐ/TW ngày 12 tháng 12 năm 2013 của Bộ Chính trị."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for group in context.once(mentions).values():
            dated = [reference for reference in group if reference.date]
            if len(dated) < 2:
                continue
            counts = Counter(reference.date for reference in dated)
            base = max(dated, key=lambda r: (counts[r.date], len(r.date or ""), -r.start))
            told: set[str] = set()
            for other in dated:
                assert base.date and other.date
                if agree(base.date, other.date):
                    if other is not base:
                        yield self.consistent(
                            other.start,
                            other.end,
                            _("{symbol}: the same date as in the other citation", symbol=other.symbol),
                            _checked(other, base),
                        )
                elif other.date not in told and not self._two_documents(base, other):
                    told.add(other.date)
                    yield self._finding(context, base, other)

    @staticmethod
    def _two_documents(a: Reference, b: Reference) -> bool:
        """Whether two mentions of one symbol are, or may well be, two documents."""
        assert a.date and b.date and a.symbol
        if known_apart(a, b):
            return True
        if a.type and b.type and fold(a.type) != fold(b.type):
            return True
        if a.issuer and b.issuer and not one_body(a.issuer, b.issuer):
            return True
        if re.match(r"\d+/(?:19|20)\d{2}/", a.symbol):
            return False  # the year stands in the symbol: number and year are one document's
        if a.title and b.title and not alike(a.title, b.title):
            return True
        same_words = bool(a.title and b.title)
        parts = sum(x != y for x, y in zip(a.date.split("-"), b.date.split("-"), strict=False))
        years = abs(int(a.date[:4]) - int(b.date[:4]))
        return not (same_words or parts == 1 or (a.document == b.document and years == 0))

    def _finding(self, context: CheckContext, base: Reference, other: Reference) -> Outcome:
        first, second = sorted((base, other), key=lambda r: r.start)
        message = _(
            "{symbol} is cited with two dates: {a} ({where_a}) and {b} ({where_b}); one of the two places may be wrong",
            symbol=other.symbol_as_written or other.symbol,
            a=_shown(base),
            where_a=_("section {label}", label=context.where(base.start))
            if context.where(base.start)
            else _("the opening"),
            b=_shown(other),
            where_b=_("section {label}", label=context.where(other.start))
            if context.where(other.start)
            else _("the opening"),
        )
        start, end = _span(second)
        return self.inconsistent(
            start,
            end,
            message,
            related=(Related(*_span(first), _("dated {date} here", date=_shown(first))),),
            checked=_checked(base, other),
        )


def known_apart(a: Reference, b: Reference) -> bool:
    """Whether the registry knows a document of this symbol for each of the two dates (25-NQ/TW of 2003 and of 2013)."""
    dates = {entry.date for entry in known_by_symbol(a.symbol or "") if entry.date and entry.date_verified}
    return a.date != b.date and a.date in dates and b.date in dates


def one_document(a: Reference, b: Reference) -> bool:
    """Whether two mentions of one number and letters can only be one document: nothing printed tells them apart, and
    something printed (date, issuer, or the mentions' joint place in the text) holds them together."""
    if a.type and b.type and fold(a.type) != fold(b.type):
        return False
    if a.issuer and b.issuer and not one_body(a.issuer, b.issuer):
        return False
    if a.title and b.title and not alike(a.title, b.title):
        return False
    if a.date and b.date:
        return agree(a.date, b.date)
    return a.document == b.document or bool(a.issuer and b.issuer)


def _checked(*references: Reference) -> tuple[tuple[str, int], ...]:
    return tuple(("references", reference.start) for reference in references)


def _span(reference: Reference) -> tuple[int, int]:
    """The citation from its symbol to its date; a date that closes a list of citations stands outside the mention."""
    return reference.start, reference.end


def _shown(reference: Reference) -> str:
    return "/".join(reversed((reference.date or "").split("-")))


_BRIEF = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("mặt trận tổ quốc", "mttq"),
    ("ủy ban mttq", "ubmttq"),
    ("ban thường trực", "btt"),
    ("trung ương", "tw"),
    (" việt nam", ""),
)


def _brief(issuer: str) -> str:
    said = fold_words(issuer)
    for long, short in _BRIEF:
        said = said.replace(long, short)
    return said


def one_body(a: str, b: str) -> bool:
    """Whether two issuers can be one: equal, or one a part or an abbreviation of the other."""
    x, y = _brief(a), _brief(b)
    if x == y or x in y or y in x:
        return True
    # Abbreviations (`UBMTTQ`) and forms with and without `Việt Nam` cannot be told apart here: only clear words can.
    return a.isupper() != b.isupper() or not set(x.split()).isdisjoint(set(y.split()) - _COMMON)


_COMMON = frozenset(
    [
        "ubnd",
        "chính",
        "hđnd",
        "btt",
        "tw",
        "ủy",
        "ban",
        "bộ",
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "thành",
        "phố",
        "trung",
        "ương",
        "của",
        "và",
        "các",
        "nước",
        "thủ",
    ]
)


def alike(a: str, b: str) -> bool:
    x, y = set(fold_words(a).split()), set(fold_words(b).split())
    own_x, own_y = x - _OF_ANY_TITLE, y - _OF_ANY_TITLE
    if own_x and own_y:
        x, y = own_x, own_y
    return len(x & y) >= 0.5 * min(len(x), len(y))


_OF_ANY_TITLE = frozenset(
    [
        "về",
        "việc",
        "công",
        "tác",
        "tăng",
        "cường",
        "đẩy",
        "mạnh",
        "nâng",
        "cao",
        "chất",
        "lượng",
        "đối",
        "với",
        "một",
        "số",
        "và",
        "trong",
        "của",
        "các",
    ]
)
