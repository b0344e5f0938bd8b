"""REF302, REF304, REF305, REF306: the symbol of a cited document against its other mention, the grammar of symbols, its
own date and its type word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.citations import cited, one_document, symbol_key
from drafter.language.folding import fold, fold_words, nfc
from drafter.lexicon import load
from drafter.lexicon.known import wrong_symbols
from drafter.messages import catalogue, mark
from drafter.model.fact import Reference
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_NUMBER_ONLY = re.compile(r"\d{1,5}(?:/(?:19|20)\d{2})?")
_YEAR_IN = re.compile(r"\d{1,5}[/-](?P<year>(?:19|20)\d{2})[/-]")
_PARTY = ("TW", "TƯ", "TU", "HU", "QU", "ThU", "ĐU", "ĐUK", "ĐUCA", "ĐUQS")
_STATE = re.compile(r"(?:UBND|HĐND|CP|TTg|MTTQ|MTTW|UBTVQH\d*|VPCP|CTN|B[A-ZĐ]{1,7})(?:-.*)?")
_BODY = r"(?:UBND|HĐND|MTTQ|MTTW|TTg)"
_PARTY_OFFICES = ("BTC", "BTG", "BDV", "BNC", "BCĐ", "BCH", "BTV", "BTT", "BCS")
# Letters that are typed for others: no body writes QD or ND.
_PLAIN = {"QD": "QĐ", "ND": "NĐ", "DA": "ĐA", "HDND": "HĐND"}


_ENCLOSED = re.compile(r"(?:\A|\n)\s*\(?(?:ban hành )?kèm theo\s*\Z")


def span_of(reference: Reference) -> tuple[int, int]:
    """The symbol's place, the whole mention's where it is not told."""
    if reference.symbol_start is None or reference.symbol_end is None:
        return reference.start, reference.end
    return reference.symbol_start, reference.symbol_end


def written(symbol: str) -> str:
    """A symbol in one case of Đ and without blanks, its marks as written."""
    return re.sub(r"\s+", "", nfc(symbol).replace("Ð", "Đ").replace("–", "-"))


def _zeroless(symbol: str) -> str:
    return re.sub(r"\A0+(?=\d)", "", symbol)


def _enclosed(context: CheckContext) -> tuple[Reference, ...]:
    """Citations over an appendix: `(Kèm theo Báo cáo số …)`."""
    text = context.text
    return tuple(r for r in context.once(cited) if _ENCLOSED.search(fold(text[max(0, r.start - 40) : r.start])))


class TwoSymbols(Rule):
    """REF302."""

    code = "REF302"
    name = mark("two-symbols")
    severity = Severity.ERROR
    finds = mark("One document is cited with two symbols (`217-QĐ/TW`, `217/QĐ-TW`).")
    why = mark("A document has one symbol; the office above cannot find the other.")
    silences = mark(
        "The short form after the first mention (`Quyết định 217`), blanks, a leading zero, and documents with other "
        "dates, issuers or titles."
    )
    source = mark("Decree 30/2020/NĐ-CP, Annex I: a citation gives type, number, symbol, date, issuer and subject.")
    bad = Example(
        "Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.\nCông tác giám sát theo Quyết định số "
        "217/QĐ-TW được duy trì."
    )
    good = Example(
        "Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.\nCông tác giám sát theo Quyết định 217 "
        "được duy trì; số 217 - QĐ/TW còn hiệu lực."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield from self._of_appendices(context)
        full = [r for r in context.once(cited) if r.symbol and not _NUMBER_ONLY.fullmatch(r.symbol)]
        groups: dict[str, list[Reference]] = {}
        for reference in ticking(full):
            number = re.match(r"0*(\d*)", reference.symbol or "")
            # One number, or its digits in another order: `15-CT/HU`, `51-CT/HU`.
            groups.setdefault("".join(sorted(number[1] if number else "")), []).append(reference)
        for group in groups.values():
            told: set[frozenset[str]] = set()
            # The first mention of each kind: what two mentions print decides, not where they stand.
            earlier: dict[tuple[str | None, ...], tuple[str, Reference]] = {}
            for other in ticking(group):
                form = self._form(other)
                base = next((r for own, r in earlier.values() if own != form and self._one(r, other)), None)
                printed = (other.symbol, other.type, other.date, other.issuer, other.title, str(other.document))
                earlier.setdefault(printed, (form, other))
                if base is None or frozenset({form, self._form(base)}) in told:
                    continue
                told.add(frozenset({form, self._form(base)}))
                yield self._finding(context, base, other)

    def _of_appendices(self, context: CheckContext) -> Iterator[Outcome]:
        """`(Kèm theo Báo cáo số 241/BC-UBND …)` over an appendix of the report 214/BC-UBND."""
        own = {context.paper_index(r.start): r for r in reversed(context.once(cited)) if r.own and r.symbol}
        for reference in ticking(context.once(_enclosed) if own else ()):
            base = own.get(context.paper_index(reference.start))
            if base is None or reference.own or not reference.symbol or not base.symbol:
                continue
            ours, theirs = (re.sub(r"\A0*\d+", "", written(r.symbol or "")) for r in (base, reference))
            if ours != theirs or self._form(base) == self._form(reference):
                continue
            if reference.title is None and (reference.date is None or not base.date or reference.date == base.date):
                yield self._finding(context, base, reference)

    @staticmethod
    def _form(reference: Reference) -> str:
        return _zeroless(written(reference.symbol or "")).lower()

    @staticmethod
    def _one(a: Reference, b: Reference) -> bool:
        """Whether two mentions with other symbols are told to be one document."""
        assert a.symbol and b.symbol
        if symbol_key(_zeroless(written(a.symbol))) == symbol_key(_zeroless(written(b.symbol))):
            return one_document(a, b)  # only `-` and `/` changed places
        if fold(a.type or "") != fold(b.type or "") or not a.date or a.date != b.date:
            return False
        issuer = a.issuer and b.issuer and fold_words(a.issuer) == fold_words(b.issuer)
        least = 2 if issuer else 4
        alike = a.title and b.title and len(a.title.split()) >= least and fold_words(a.title) == fold_words(b.title)
        return bool(alike) and (bool(issuer) or not (a.issuer and b.issuer))

    def _finding(self, context: CheckContext, base: Reference, other: Reference) -> Outcome:
        message = _(
            "one document with two symbols: “{a}” ({where_a}) and “{b}” ({where_b}); one of the two places may be wrong",
            a=base.symbol_as_written or base.symbol,
            where_a=context.where(base.start) or _("the opening"),
            b=other.symbol_as_written or other.symbol,
            where_b=context.where(other.start) or _("the opening"),
        )
        related = (Related(*span_of(base), _("the other symbol: {symbol}", symbol=base.symbol)),)
        checked = (("references", base.start), ("references", other.start))
        return self.inconsistent(*span_of(other), message, related=related, checked=checked)


class SymbolYear(Rule):
    """REF305."""

    code = "REF305"
    name = mark("symbol-year")
    severity = Severity.ERROR
    finds = mark("The year in a document's symbol is not the year of its date (`93/2021/NĐ-CP ngày 27/10/2020`).")
    why = mark("The symbol carries the year of issue: one of the two is wrong.")
    silences = mark("Symbols without a year, dates of validity.")
    source = mark("Decree 30/2020/NĐ-CP, Annex I; Law on the promulgation of legal documents: number/year/type-body.")
    bad = Example("Thực hiện Nghị định số 93/2021/NĐ-CP ngày 27/10/2020 của Chính phủ.")
    good = Example(
        "Thực hiện Nghị định số 93/2021/NĐ-CP ngày 27/10/2021 của Chính phủ; có hiệu lực từ ngày 01/01/2022."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for reference in ticking(context.facts.references):
            found = _YEAR_IN.match(reference.symbol or "")
            if found is None or reference.date is None or reference.own:
                continue
            checked = (("references", reference.start),)
            year = reference.date[:4]
            start = reference.symbol_start if reference.symbol_start is not None else reference.start
            end = reference.date_end or reference.end
            if year == found["year"]:
                yield self.consistent(start, end, _("{symbol}: the year of its date", symbol=reference.symbol), checked)
                continue
            message = _(
                "the symbol “{symbol}” says {year}, its date {date}; one of the two may be wrong",
                symbol=reference.symbol_as_written or reference.symbol,
                year=found["year"],
                date="/".join(reversed(reference.date.split("-"))),
            )
            outside = not start < end or end - start > 400
            yield self.inconsistent(
                *((reference.start, reference.end) if outside else (start, end)), message, checked=checked
            )


@cache
def _letters_of_types() -> dict[str, tuple[str, ...]]:
    """Type words (folded) and the letters that fit them."""
    return {fold(entry["name"]): tuple(entry["letters"]) for entry in load("types")["type"]}


@cache
def _known_letters() -> dict[str, str]:
    """Letters that name one type, and its word; those that are also bodies' left out."""
    named = {str(letters): str(name) for letters, name in load("types")["by_letters"].items()}
    return {letters: name for letters, name in named.items() if letters not in ("TC", "HĐ", "DA", "PC", "PL", "CĐ")}


_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)\s*(?:số)?\s*:?\s*\Z", re.IGNORECASE)
_ANY = ("văn bản", "luật", "bộ luật", "lệnh", "danh sách", "đề cương", "điều lệ", "bản cam kết", "nội quy", "tuyên bố")


def _printed_type(context: CheckContext, reference: Reference) -> str | None:
    """The type word that stands right before the number, None where another word does (`ban hành kèm theo số …`)."""
    start, _end = span_of(reference)
    before = fold(context.text[max(0, start - 60) : start].rsplit("\n", 1)[-1])
    before = re.sub(r"\s*số\s*:?\s*\Z", "", before).strip()
    words = before.split()
    for count in range(min(len(words), 4), 0, -1):
        said = " ".join(words[-count:])
        if said in _letters_of_types():
            return said
    return None


def _groups(symbol: str) -> list[str]:
    return [part for part in re.split(r"[/-]", written(symbol)) if part and not part.isdigit()]


class TypeMismatch(Rule):
    """REF306."""

    code = "REF306"
    name = mark("type-mismatch")
    severity = Severity.WARNING
    finds = mark("The type word and the letters of the symbol name two kinds of document (`Nghị quyết số 12-CT/TU`).")
    why = mark("Either the word or the symbol belongs to another document.")
    silences = mark(
        "QĐ is Quyết định or Quy định, TT Thông tư or Thông tri; a công văn has no letters; `văn bản` fits all; lists "
        "under one word."
    )
    source = mark("Decree 30/2020/NĐ-CP, Annex III; Guidance 36-HD/VPTW: abbreviations of the types.")
    bad = Example("Thực hiện Nghị quyết số 12-CT/TU ngày 05/5/2022 của Tỉnh ủy.")
    good = Example(
        "Thực hiện Chỉ thị số 12-CT/TU, Quy định số 37-QĐ/TW, Thông tri số 22/TT-MTTW-BTT và Công văn số 310/SNV-VP."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for reference in ticking(context.facts.references):
            if not reference.symbol or reference.own or _NUMBER_ONLY.fullmatch(reference.symbol):
                continue
            said = _printed_type(context, reference)
            if said is None or said in _ANY or said.startswith(("bản ", "luật", "pháp lệnh", "quy chế", "quy trình")):
                continue
            groups = _groups(reference.symbol)
            letters = next((group for group in groups if group in _known_letters()), None)
            if letters is None or groups.index(letters) > 0:
                continue
            fitting = _letters_of_types()[said]
            checked = (("references", reference.start),)
            fits = any(letters.startswith(fit) for fit in fitting) or (said == "công văn" and letters == "CV")
            if fits:
                shown = f"{said} – {letters}"
                yield self.consistent(*span_of(reference), shown, checked)
                continue
            stated = _known_letters()[letters]
            # Programmes are often numbered CT, submissions TT: told, but as hints.
            usual = (said.startswith("chương trình") and letters == "CT") or (said == "tờ trình" and letters == "TT")
            message = _(
                "“{word}” and the letters {letters} ({kind}) in “{symbol}” do not fit; one of the two may be wrong",
                word=context.text[reference.start : span_of(reference)[0]].strip(" :") or said,
                letters=letters,
                kind=stated,
                symbol=reference.symbol_as_written or reference.symbol,
            )
            start = min(reference.start, span_of(reference)[0])
            severity = Severity.INFO if usual else None
            yield self.inconsistent(start, span_of(reference)[1], message, checked=checked, severity=severity)


@dataclass(frozen=True)
class Form:
    """What is wrong with a symbol, and how it should be."""

    right: str
    sure: bool = True


class MalformedSymbol(Rule):
    """REF304."""

    code = "REF304"
    name = mark("malformed-symbol")
    severity = Severity.WARNING
    finds = mark("A symbol that no issuing body writes (`217/QĐ-TW`, `22/QD-UBND`, `12-HD/UBND`).")
    why = mark("Party bodies write `number-TYPE/BODY`, state bodies and the Front `number/TYPE-BODY`.")
    silences = mark("Symbols of unknown bodies, older forms with the year; blanks alone are a hint.")
    source = mark("Decree 30/2020/NĐ-CP, Annexes I and III; Guidance 36-HD/VPTW: number and symbol.")
    bad = Example("Thực hiện Kết luận số 62/KL-TW của Bộ Chính trị và Hướng dẫn số 12-HD/UBND của UBND xã.")
    good = Example(
        "Thực hiện Kết luận số 62-KL/TW, Hướng dẫn số 12/HD-UBND, Nghị quyết số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN."
    )
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for reference in ticking(context.once(cited)):
            if not reference.symbol or _NUMBER_ONLY.fullmatch(reference.symbol):
                continue
            checked = (("references", reference.start),)
            plain = written(reference.symbol)
            form = right_form(plain)
            as_written = reference.symbol_as_written or reference.symbol
            if form is not None and self._stands_before(context, reference, form.right):
                continue  # one finding on one symbol: REF302 shows both places
            if form is not None:
                message = _(
                    "no body writes the symbol “{symbol}”; the form is “{right}”", symbol=as_written, right=form.right
                )
                severity = None if form.sure else Severity.INFO
                yield self.inconsistent(*span_of(reference), message, checked=checked, severity=severity)
            elif re.search(r"\s", as_written.strip()):
                message = _("blanks in the symbol “{symbol}”: “{right}”", symbol=as_written, right=plain)
                yield self.inconsistent(*span_of(reference), message, checked=checked, severity=Severity.INFO)
            elif _GRAMMAR.fullmatch(plain):
                yield self.consistent(*span_of(reference), _("{symbol}: a form in use", symbol=plain), checked)

    @staticmethod
    def _stands_before(context: CheckContext, reference: Reference, right: str) -> bool:
        """Whether the same document is cited before in its right form."""
        return any(
            other.start < reference.start
            and other.symbol
            and written(other.symbol) == right
            and one_document(other, reference)
            for other in context.once(cited)
        )


_GRAMMAR = re.compile(
    r"\d{1,5}(?:/(?:19|20)\d{2})?/[A-ZĐa-zđ]{1,5}(?:-[\wĐđƯư]+)+|\d{1,5}-[A-ZĐa-zđ]{1,5}/[\wĐđƯư]+(?:-[\wĐđƯư]+)*|"
    r"\d{1,5}/(?:19|20)\d{2}/QH\d{1,2}"
)


def right_form(symbol: str) -> Form | None:
    """The form that a symbol should have, None where nothing is wrong or nothing can be told."""
    for wrong, right in wrong_symbols().items():
        if wrong[:1].isdigit() and symbol == written(wrong) and written(right) != symbol:
            return Form(written(right))
    types = _known_letters()
    fixed = re.sub(r"(?<=[/-])(?:QD|ND|HDND)(?=[-/]|\Z)", lambda found: _PLAIN[found[0]], symbol)
    if fixed != symbol:
        return right_form(fixed) or Form(fixed)
    party = "|".join(_PARTY)
    if found := re.fullmatch(rf"(\d+)/([A-ZĐ][\wĐđ]*)-({party})", symbol):
        return Form(f"{found[1]}-{found[2]}/{found[3]}") if found[2] in types else None
    if found := re.fullmatch(rf"(\d+)([/-])([A-ZĐ][\wĐđ]*)\2({party})", symbol):
        return Form(f"{found[1]}-{found[3]}/{found[4]}") if found[3] in types else None
    if (found := re.fullmatch(r"(\d+)-([A-ZĐ][\wĐđ]*)/([\wĐđƯư-]+)", symbol)) and found[2] in types:
        if _STATE.fullmatch(found[3]) and not found[3].startswith(_PARTY_OFFICES) and not found[3].endswith(_PARTY):
            return Form(f"{found[1]}/{found[2]}-{found[3]}")
        return None
    if (found := re.fullmatch(r"(\d+)/([A-ZĐ][\wĐđ]*)/([\wĐđƯư-]+)", symbol)) and found[2] in types:
        return Form(f"{found[1]}/{found[2]}-{found[3]}") if _STATE.fullmatch(found[3]) else None
    if found := re.fullmatch(r"(\d+)-((?:19|20)\d{2})/([A-ZĐ][\wĐđ]*)-([\wĐđƯư-]+)", symbol):
        return Form(f"{found[1]}/{found[2]}/{found[3]}-{found[4]}") if found[3] in types else None
    # `15/KHUBND`: type and body without the hyphen between them.
    if found := re.fullmatch(rf"(\d+)/([A-ZĐ]{{2,4}})({_BODY})((?:-.*)?)", symbol):
        return Form(f"{found[1]}/{found[2]}-{found[3]}{found[4]}") if found[2] in types else None
    # A công văn carries its body and office, no letters of a type.
    if found := re.fullmatch(rf"(\d+)/CV-({_BODY})(-.*)?", symbol):
        return Form(f"{found[1]}/{found[2]}{found[3] or '-…'}", sure=False)
    if found := re.fullmatch(r"(\d+)/NĐ-CP", symbol):
        return Form(f"{found[1]}/…/NĐ-CP")
    return None
