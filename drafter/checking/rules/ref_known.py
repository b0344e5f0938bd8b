"""REF303, REF307, REF308: citations against the registry of known documents, against each other, against last period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.citations import agree, alike, cited, known_apart, mentions, one_body, symbol_key
from drafter.checking.rules.ref_bodies import ruled_out
from drafter.checking.rules.ref_symbols import written
from drafter.language.folding import fold, fold_words
from drafter.lexicon.known import KnownDocument, known_by_symbol, known_documents
from drafter.messages import catalogue, mark
from drafter.model.fact import Reference
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import DocumentKind

_ = catalogue("checking")

_SAME_DAY = 10
_YEARLY = re.compile(r"\d{1,5}/(?:19|20)\d{2}/")


def said_date(iso: str | None) -> str:
    """An ISO date as reports write it."""
    return "/".join(reversed((iso or "").split("-")))


def differing(a: str, b: str) -> int:
    """In how many of day, month and year two full ISO dates differ."""
    return sum(x != y for x, y in zip(a.split("-"), b.split("-"), strict=False))


def _titles_alike(title: str | None, other: str | None) -> bool:
    """Whether two titles say one thing: most of the shorter one's words, four at least."""
    if not title or not other:
        return False
    x, y = set(fold_words(title).split()), set(fold_words(other).split())
    shared = len(x & y)
    return shared >= 4 and shared >= 0.6 * min(len(x), len(y))


class RegistryMismatch(Rule):
    """REF303.

    A symbol is no key: numbers restart each term or year. A date that no entry of the symbol has is told where the
    symbol holds a year, where the date differs from an entry's as a slip does, or where title or issuer show that the
    entry is meant; a symbol is told where date, type and title are another entry's.
    """

    code = "REF303"
    name = mark("registry-mismatch")
    severity = Severity.WARNING
    finds = mark("A well-known document is cited with a date or symbol that is not its own.")
    why = mark("A wrong legal ground is the first thing that the office above sends back.")
    silences = mark(
        "Documents that are not in the registry, entries whose date nobody checked, another document of the same number."
    )
    bad = Example("Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2014 của Bộ Chính trị.")
    good = Example(
        "Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị; Kế hoạch số 12/KH-UBND ngày 3/3/2023."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for reference in ticking(context.facts.references):
            if not reference.symbol or not reference.date or len(reference.date) != 10 or reference.own:
                continue
            entries = [e for e in known_by_symbol(written(reference.symbol)) if e.date]
            checked = (("references", reference.start),)
            year = re.match(r"\d{1,5}/((?:19|20)\d{2})/", reference.symbol)
            if year and year[1] != reference.date[:4]:
                continue  # the symbol's own year tells it (REF305)
            if any(e.date == reference.date for e in entries):
                message = _("the registry: {symbol}, {date}", symbol=reference.symbol, date=said_date(reference.date))
                yield self.consistent(reference.start, reference.end, message, checked)
            elif entries:
                yield from self._date(reference, [e for e in entries if e.date_verified], checked)
            else:
                yield from self._symbol(reference, checked)

    def _date(
        self, reference: Reference, entries: list[KnownDocument], checked: tuple[tuple[str, int], ...]
    ) -> Iterator[Outcome]:
        assert reference.date and reference.symbol
        meant = []
        sure = False
        for entry in entries:
            assert entry.date
            titles = _titles_alike(reference.title, entry.title)
            issuers = bool(
                reference.issuer and entry.issuer and fold_words(reference.issuer) == fold_words(entry.issuer)
            )
            slip = differing(entry.date, reference.date) == 1
            if (
                reference.title
                and entry.title
                and not (titles or _YEARLY.match(reference.symbol) or (slip and issuers))
            ):
                continue
            if reference.issuer and entry.issuer and not issuers and not one_body(reference.issuer, entry.issuer):
                continue
            if _YEARLY.match(reference.symbol) or titles or slip:
                meant.append(entry)
                sure = sure or (titles and issuers)
        if not meant:
            message = _(
                "{symbol} of {date} is not in the registry", symbol=reference.symbol, date=said_date(reference.date)
            )
            yield self.undecided(reference.start, reference.end, message)
            return
        message = _(
            "{symbol} is cited with {date}; the registry knows: {candidates}",
            symbol=reference.symbol_as_written or reference.symbol,
            date=said_date(reference.date),
            candidates="; ".join(_shown(entry) for entry in entries),
        )
        severity = Severity.ERROR if sure and len(meant) == 1 else None
        yield self.inconsistent(reference.start, reference.end, message, checked=checked, severity=severity)

    def _symbol(self, reference: Reference, checked: tuple[tuple[str, int], ...]) -> Iterator[Outcome]:
        assert reference.symbol
        for entry in known_documents():
            if entry.date != reference.date or not entry.date_verified or not entry.verified:
                continue
            if fold(entry.type) != fold(reference.type or "") or not _titles_alike(reference.title, entry.title):
                continue
            if symbol_key(written(entry.symbol)) == symbol_key(written(reference.symbol)):
                continue  # marks only: the form is another rule's
            numbers = [int(found[0]) for one in (entry.symbol, reference.symbol) if (found := re.match(r"\d+", one))]
            if len(numbers) == 2 and abs(numbers[0] - numbers[1]) <= _SAME_DAY:
                continue  # signed one behind the other: 318, 319 and 320/QĐ-TTg of one day
            message = _(
                "{symbol} is cited with {date}; the registry knows: {candidates}",
                symbol=reference.symbol_as_written or reference.symbol,
                date=said_date(reference.date),
                candidates=_shown(entry),
            )
            yield self.inconsistent(reference.start, reference.end, message, checked=checked)
            return


def _shown(entry: KnownDocument) -> str:
    said = [entry.symbol, said_date(entry.date), entry.issuer or "", (entry.title or "")[:90]]
    return ", ".join(part for part in said if part)


class TwoIssuers(Rule):
    """REF307."""

    code = "REF307"
    name = mark("two-issuers")
    severity = Severity.WARNING
    finds = mark("One document is cited with two issuers, or with one that the letters of its symbol rule out.")
    why = mark("One of the two citations is wrong.")
    silences = mark("Abbreviations and parts of one body; the same number of two dates.")
    bad = Example(
        "Thực hiện Chỉ thị số 18-CT/TW ngày 26/10/2022 của Ban Bí thư.\nKết quả thực hiện Chỉ thị số 18-CT/TW ngày "
        "26/10/2022 của Thủ tướng Chính phủ."
    )
    good = Example(
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 3/2/2023 của UBND huyện.\nKết quả thực hiện Kế hoạch số 15/KH-UBND ngày "
        "3/2/2023 của Ủy ban nhân dân huyện Bình Giang."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        told = context.once(ruled_out)
        for reference, issuer in ticking(told):
            message = _(
                "the letters of “{symbol}” are not those of “{issuer}”; one of the two may be wrong",
                symbol=reference.symbol_as_written or reference.symbol,
                issuer=issuer,
            )
            own = (("references", reference.start),)
            yield self.inconsistent(reference.start, reference.end, message, checked=own)
        alone = {reference.start for reference, _issuer in told}
        for group in context.once(mentions).values():
            named = [reference for reference in group if reference.issuer]
            for index, other in enumerate(named):
                base = next((r for r in named[:index] if self._same(r, other)), None)
                if base is None:
                    continue
                assert base.issuer and other.issuer
                checked = (("references", base.start), ("references", other.start))
                if not alone.isdisjoint((base.start, other.start)):
                    continue  # told of the citation alone
                if one_body(base.issuer, other.issuer):
                    yield self.consistent(other.start, other.end, f"{other.symbol}: {other.issuer}", checked)
                    continue
                message = _(
                    "{symbol} is cited as of “{a}” and as of “{b}”; one of the two places may be wrong",
                    symbol=other.symbol_as_written or other.symbol,
                    a=base.issuer,
                    b=other.issuer,
                )
                related = (Related(base.start, base.end, _("of “{issuer}” here", issuer=base.issuer)),)
                yield self.inconsistent(other.start, other.end, message, related=related, checked=checked)
                break

    @staticmethod
    def _same(a: Reference, b: Reference) -> bool:
        """Whether two mentions are one document whoever issued it: number and full date, or the same title."""
        dated = bool(a.date and a.date == b.date and len(a.date) == 10)
        return (
            dated
            and (not (a.title and b.title) or alike(a.title, b.title))
            and fold(a.type or "") == fold(b.type or "")
        )


class DiffersFromLast(Rule):
    """REF308."""

    code = "REF308"
    name = mark("differs-from-last")
    severity = Severity.WARNING
    finds = mark("A document is cited with another date or symbol than in last period's report.")
    why = mark("One of the two reports is wrong.")
    silences = mark("Documents of another title or issuer, numbers that restarted in another year.")
    bad = Example(
        "BÁO CÁO\nKết quả năm 2024\nThực hiện Quyết định số 45-QĐ/HU ngày 12/3/2021 của Huyện ủy.",
        previous="BÁO CÁO\nKết quả năm 2023\nThực hiện Quyết định số 45-QĐ/HU ngày 21/3/2021 của Huyện ủy.",
    )
    good = Example(
        "BÁO CÁO\nKết quả năm 2024\nThực hiện Kế hoạch số 45/KH-UBND ngày 12/3/2024 của UBND xã.",
        previous="BÁO CÁO\nKết quả năm 2023\nThực hiện Kế hoạch số 45/KH-UBND ngày 20/2/2023 của UBND xã.",
    )
    kinds = frozenset({DocumentKind.REPORT})
    needs = frozenset({"previous"})
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        assert context.previous is not None
        past: dict[str, list[Reference]] = {}
        for reference in context.previous.facts.references:
            if reference.symbol and reference.date and not reference.own:
                past.setdefault(symbol_key(reference.symbol), []).append(reference)
        told: set[str] = set()
        for reference in ticking(context.once(cited)):
            if not reference.symbol or not reference.date or reference.own:
                continue
            before = past.get(symbol_key(reference.symbol), [])
            if not before:
                if (other_number := self._renumbered(context, reference, past)) is not None:
                    yield other_number
                continue
            if any(agree(old.date or "", reference.date) for old in before):
                checked = (("references", reference.start),)
                message = _("last period's report: {value}", value=said_date(reference.date))
                yield self.consistent(reference.start, reference.end, message, checked)
                continue
            old = next((old for old in before if self._one(old, reference)), None)
            key = symbol_key(reference.symbol)
            if old is None or key in told:
                continue
            told.add(key)
            message = _(
                "{symbol} is cited with {date}; last period's report cited it with {past}; one of the two may be wrong",
                symbol=reference.symbol_as_written or reference.symbol,
                date=said_date(reference.date),
                past=said_date(old.date),
            )
            yield self.inconsistent(reference.start, reference.end, message, checked=(("references", reference.start),))

    def _renumbered(
        self, context: CheckContext, reference: Reference, past: dict[str, list[Reference]]
    ) -> Outcome | None:
        """Last period's document of the same day, kind, issuer and title under another number."""
        if len(reference.date or "") != 10 or not reference.title or not reference.symbol:
            return None
        now = {symbol_key(one.symbol) for one in context.once(cited) if one.symbol}
        for key, group in past.items():
            for old in group if key not in now else ():
                same = old.date == reference.date and fold(old.type or "") == fold(reference.type or "")
                titles = (
                    old.title and fold_words(old.title) == fold_words(reference.title) and len(old.title.split()) >= 3
                )
                issuers = old.issuer and reference.issuer and one_body(old.issuer, reference.issuer)
                letters = re.sub(r"\d+", "", old.symbol or "") == re.sub(r"\d+", "", reference.symbol)
                if same and titles and issuers and letters:
                    message = _(
                        "{symbol} is cited with {date}; last period's report cited it with {past}; one of the two may be wrong",
                        symbol=reference.symbol_as_written or reference.symbol,
                        date=said_date(reference.date),
                        past=f"{old.symbol_as_written or old.symbol}, {said_date(old.date)}",
                    )
                    checked = (("references", reference.start),)
                    return self.inconsistent(reference.start, reference.end, message, checked=checked)
        return None

    @staticmethod
    def _one(a: Reference, b: Reference) -> bool:
        assert a.date and b.date and b.symbol
        if known_apart(a, b):
            return False
        if a.type and b.type and fold(a.type) != fold(b.type):
            return False
        if a.issuer and b.issuer and not one_body(a.issuer, b.issuer):
            return False
        if a.title and b.title and not alike(a.title, b.title):
            return False
        restarts = a.date[:4] != b.date[:4] and not _YEARLY.match(b.symbol) and "/TW" not in b.symbol.upper()
        return not restarts and (differing(a.date, b.date) == 1 or bool(a.title and b.title))
