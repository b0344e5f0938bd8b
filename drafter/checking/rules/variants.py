"""TXT705, TXT706, TXT707, TXT709: one thing written in two ways in one document. One finding a document and kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.words import opaque_spans
from drafter.language.folding import fold_mapped, nfc
from drafter.lexicon import load
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

Place = tuple[int, int]


class AbbreviationVariants(Rule):
    """TXT705."""

    code = "TXT705"
    name = mark("abbreviation-variants")
    severity = Severity.INFO
    profile = "full"
    finds = mark("One abbreviation written in several ways in one report: `UBMTTQ`, `UB MTTQ`, `UBMTTQVN`.")
    why = mark("A reader takes two abbreviations for two bodies.")
    silences = mark("Document symbols, headings in capitals, and abbreviations of less than five letters.")
    bad = Example("UBMTTQ xã phối hợp với các đoàn thể; cuối kỳ UB MTTQ xã đã tổng kết.")
    good = Example("UBMTTQ xã phối hợp với HĐND, UBND; cuối kỳ UBMTTQ xã đã tổng kết.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        forms: dict[str, dict[str, list[Place]]] = {}
        for key, form, place in context.once(_abbreviated):
            forms.setdefault(key, {}).setdefault(form, []).append(place)
        for written in forms.values():
            if len(written) > 1:
                yield _variants(self, written)


def _abbreviated(context: CheckContext) -> tuple[tuple[str, str, Place], ...]:
    return tuple(
        (key, form, (paragraph.start + start, paragraph.start + end))
        for paragraph in ticking(context.paragraphs)
        for key, form, start, end in _abbreviations(paragraph.text)
    )


# What a paragraph writes does not depend on where it stands: it is read once for every check of a draft that grows.
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def _abbreviations(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """Abbreviations of five letters and more: their letters alone, as written, and where."""
    if text.isupper():
        return ()
    found: list[tuple[str, str, int, int]] = []
    hidden: list[tuple[int, int]] | None = None
    for match in _ABBREVIATION.finditer(text):
        key = re.sub(r"VN\Z", "", re.sub(r"[ .]", "", match.group()))
        if len(key) < 5:
            continue
        hidden = opaque_spans(text) if hidden is None else hidden
        if not any(a < match.end() and match.start() < b for a, b in hidden):
            found.append((key, match.group(), match.start(), match.end()))
    return tuple(found)


_ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZĐ]{2,}(?:[ .]?[A-ZĐ]{2,})*(?![\w/-])")


def _variants(rule: Rule, written: dict[str, list[Place]]) -> Outcome:
    """One finding on the rarest form, the others as related places."""
    ordered = sorted(written.items(), key=lambda item: (len(item[1]), item[1][0]))
    start, end = ordered[0][1][0]
    shown = "; ".join(_("“{form}” {count} times", form=form, count=len(places)) for form, places in reversed(ordered))
    related = tuple(Related(*places[0], _("written “{form}” here", form=form)) for form, places in ordered[1:])
    return rule.inconsistent(start, end, _("written in several ways: {shown}", shown=shown), related=related)


_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD = re.compile(rf"(?<![qQ])(?:[oO]{_TONE}[aeAE]|[uU]{_TONE}[yY])\Z")
_NEW = re.compile(rf"(?<![qQ])(?:[oO][aeAE]|[uU][yY]){_TONE}\Z")


class TonePlacement(Rule):
    """TXT706."""

    code = "TXT706"
    name = mark("tone-placement")
    severity = Severity.INFO
    profile = "full"
    finds = mark("Both ways of placing the tone in one document: `hòa giải` and `hoà giải`. One finding a document.")
    why = mark("Both are right; one document uses one.")
    silences = mark("Documents that use one way throughout; `quý`, `toàn`, where there is but one way.")
    bad = Example("Tổ hòa giải đã hoạt động tốt.\nCông tác hoà giải có tiến bộ; Ủy ban đã khen.")
    good = Example("Tổ hòa giải đã hoạt động tốt, quý II hoàn thành; Ủy ban đã khen.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        old: list[Place] = []
        new: list[Place] = []
        for style, place in context.once(_styled):
            (old if style == "old" else new).append(place)
        if old and new:
            few, many = (old, new) if len(old) < len(new) else (new, old)
            message = _(
                "tones are placed in two ways: “{first}” ({few}) and “{second}” ({many})",
                first=context.text[slice(*few[0])],
                few=len(few),
                second=context.text[slice(*many[0])],
                many=len(many),
            )
            related = tuple(Related(*place, _("placed otherwise here")) for place in (many[0], *few[1:5]))
            yield self.inconsistent(*few[0], message, related=related)


def _styled(context: CheckContext) -> tuple[tuple[str, Place], ...]:
    return tuple(
        (style, (piece.start + start, piece.start + end))
        for piece in ticking(context.pieces)
        for style, start, end in _styles(piece.text)
    )


@lru_cache(maxsize=_REMEMBERED)
def _styles(written: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a paragraph that tell a style, and where they stand."""
    text = nfc(written)
    if len(text) != len(written) or text.isascii():
        return ()  # decomposed text is TXT704's
    words = ((_style(word.group()), word) for word in re.finditer(r"[^\W\d_]+", text))
    return tuple((style, word.start(), word.end()) for style, word in words if style)


@cache
def _style(word: str) -> str | None:
    """`old` for hòa, `new` for hoà, None where the word does not tell."""
    split = unicodedata.normalize("NFD", word)
    return "old" if _OLD.search(split) else "new" if _NEW.search(split) else None


_TITLE = re.compile(r"(?<!\w)(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]/c)\s+")
_SYLLABLES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,4}")


def _name_after(text: str, at: int) -> str | None:
    """The person's name that begins here: three to five capitalised syllables."""
    found = _SYLLABLES.match(text, at)
    if not found:
        return None
    name: list[str] = []
    for syllable in found.group().split(" "):
        if not (syllable[0].isupper() and syllable[1:] == syllable[1:].lower()):
            break
        name.append(syllable)
    return " ".join(name) if len(name) >= 3 else None


def _named(context: CheckContext) -> tuple[tuple[str, Place], ...]:
    """Persons' names behind their titles."""
    return tuple(
        (name, (piece.start + start, piece.start + start + len(name)))
        for piece in ticking(context.pieces)
        for name, start in _persons(piece.text)
    )


@lru_cache(maxsize=_REMEMBERED)
def _persons(written: str) -> tuple[tuple[str, int], ...]:
    text = nfc(written)
    if len(text) != len(written):
        return ()
    starts = (found.end() for found in _TITLE.finditer(text))
    return tuple((name, start) for start in starts if (name := _name_after(text, start)))


class NearNames(Rule):
    """TXT707."""

    code = "TXT707"
    name = mark("near-names")
    severity = Severity.INFO
    profile = "full"
    finds = mark("Two persons' names that differ by one letter or tone.")
    why = mark("Mostly one person whose name was mistyped once.")
    silences = mark("Names that differ by more, and names of one or two syllables.")
    bad = Example("Đồng chí Nguyễn Văn Thắng chủ trì.\nĐồng chí Nguyễn Văn Thằng kết luận hội nghị.")
    good = Example("Đồng chí Nguyễn Văn Thắng chủ trì.\nĐồng chí Nguyễn Thị Thanh kết luận hội nghị.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        names: dict[str, list[Place]] = {}
        for name, place in context.once(_named):
            names.setdefault(name, []).append(place)
        by_gap: dict[tuple[str, str], list[str]] = {}
        for name in names:
            for index in range(len(name)):
                by_gap.setdefault((name[:index], name[index + 1 :]), []).append(name)
        for name in names:  # one letter more or less
            for index in range(len(name)):
                if (shorter := name[:index] + name[index + 1 :]) in names:
                    by_gap.setdefault((name, shorter), []).extend((name, shorter))
        told: set[tuple[str, str]] = set()
        for near in by_gap.values():
            for other in near[1:]:
                pair = (min(near[0], other), max(near[0], other))
                if near[0] != other and pair not in told:
                    told.add(pair)
                    yield self._finding(pair, names)

    def _finding(self, pair: tuple[str, str], names: dict[str, list[Place]]) -> Outcome:
        rare, common = sorted(pair, key=lambda name: (len(names[name]), -names[name][0][0]))
        message = _("“{first}” and “{second}” differ by one letter; one person or two?", first=rare, second=common)
        return self.inconsistent(*names[rare][0], message, related=(Related(*names[common][0], _("the other name")),))


class SpellingVariants(Rule):
    """TXT709."""

    code = "TXT709"
    name = mark("spelling-variants")
    severity = Severity.INFO
    profile = "full"
    finds = mark(
        "One phrase with and without its comma or capital in one report: `phòng, chống` and `phòng chống`. "
        "One finding a document."
    )
    why = mark("A fixed phrase is written in one way.")
    silences = mark(
        "Fixed names with their own spelling (`Hội đồng nhân dân`), headings in capitals, the first word of a sentence."
    )
    bad = Example("Công tác phòng, chống tham nhũng được quan tâm.\nViệc phòng chống tội phạm có tiến bộ.")
    good = Example("Công tác phòng, chống tham nhũng được quan tâm.\nHội đồng nhân dân và Nhân dân đồng tình.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        counts: list[tuple[tuple[str, list[Place]], tuple[str, list[Place]]]] = []
        for forms in self._forms(context).values():
            if len(forms) == 2:
                few, many = sorted(forms.items(), key=lambda item: (len(item[1]), -item[1][0][0]))
                counts.append((few, many))
        if not counts:
            return
        counts.sort(key=lambda pair: pair[0][1][0])
        shown = "; ".join(
            _("“{few}” ({m}) beside “{many}” ({n})", few=few, m=len(places), many=many, n=len(others))
            for (few, places), (many, others) in counts
        )
        (_form, places), (_other, others) = counts[0]
        related = [Related(*others[0], _("written otherwise here"))]
        related += [Related(*place, _("and here")) for place in places[1:4]]
        for (_few, rest), (_many, rest_others) in counts[1:]:
            related += [Related(*place, _("this phrase too")) for place in rest[:4]]
            related.append(Related(*rest_others[0], _("written otherwise here")))
        yield self.inconsistent(
            *places[0], _("one phrase in two spellings: {shown}", shown=shown), related=tuple(related[:12])
        )

    @staticmethod
    def _forms(context: CheckContext) -> dict[str, dict[str, list[Place]]]:
        found: dict[str, dict[str, list[Place]]] = {}
        for key, form, place in context.once(_spelt):
            found.setdefault(key, {}).setdefault(form, []).append(place)
        return found


def _spelt(context: CheckContext) -> tuple[tuple[str, str, Place], ...]:
    return tuple(
        (key, form, (piece.start + start, piece.start + end))
        for piece in ticking(context.pieces)
        for key, form, (start, end) in _spellings(piece.text)
    )


@lru_cache(maxsize=_REMEMBERED)
def _spellings(text: str) -> tuple[tuple[str, str, Place], ...]:
    """The phrases of a paragraph that may be spelt in two ways: what they are, as written, and where."""
    if text.isupper():
        return ()
    found: list[tuple[str, str, Place]] = []
    comma, capital, table = _patterns()
    folded = fold_mapped(text)
    for match in comma.finditer(folded.text):
        key, form = re.sub(r"[\s,]+", " ", match.group()), re.sub(r"\s+", " ", match.group())
        found.append((key, form, folded.span(match.start(), match.end())))
    cased = fold_mapped(text, lower=False)
    for match in capital.finditer(cased.text):
        key, after = table[match.group()]
        before = cased.text[max(0, match.start() - _REACH) : match.start()].rstrip()
        if not before or before[-1] in '.!?:;-+“"*(/)' or any(before.lower().endswith(word) for word in after):
            continue
        found.append((key, match.group(), cased.span(match.start(), match.end())))
    return tuple(found)


_REACH = 40  # as far back as the longest word of `not_after`


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, tuple[str, ...]]]]:
    """Phrases with a comma that may be missing; names in two forms, with what must not stand before them."""
    data = load("variants")
    phrases = (nfc(phrase).replace(", ", r",?\s+") for phrase in data["comma"])
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entry in data["capital"]:
        for form in entry["forms"]:
            table[nfc(form)] = (nfc(entry["forms"][0]).lower(), tuple(nfc(word) for word in entry.get("not_after", ())))
    longest = sorted(table, key=len, reverse=True)
    capital = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)"), capital, table
