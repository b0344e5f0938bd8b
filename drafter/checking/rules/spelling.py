"""TXT701, TXT702, TXT703, TXT704: words that cannot be right as they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.rule import Example, ParagraphRule
from drafter.checking.words import Word, near_compounds, reduplications, slips, words
from drafter.language.folding import bare, fold_mapped, nfc, old_tone_placement
from drafter.language.syllables import has_vietnamese_letter, is_allowed, is_possible, lost_its_tone
from drafter.messages import catalogue, mark
from drafter.model.finding import Edit, Fix, Outcome, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")


_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


class ImpossibleSyllable(ParagraphRule):
    """TXT701."""

    code = "TXT701"
    name = mark("impossible-syllable")
    severity = Severity.WARNING
    finds = mark(
        "A word that is neither a possible Vietnamese syllable nor a known foreign word, name or abbreviation."
    )
    why = mark(
        "Letters lost or glued in copying and typing (`nghành`, `thưc hiện`, `củaủy`) come to light by spelling alone."
    )
    silences = mark(
        "Abbreviations, names, foreign words without Vietnamese letters, web and mail addresses, the list of "
        "allowed words."
    )
    bad = Example("Các nghành, đoàn thể đã phối hợp thực hiện.")
    good = Example("Các ngành, đoàn thể ở Đắk Lắk, tổ chức UNICEF và ông Ksor H'Lan đã phối hợp (vpxa@mail.vn).")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        found = words(paragraph.text)
        for place, word in enumerate(found):
            if lost_its_tone(word.text) and self._among_vietnamese(found, place):
                start = paragraph.start + word.start
                message = _("“{word}” has lost its tone mark", word=word.text)
                yield self.inconsistent(start, start + len(word.text), message)
            for piece in _pieces(word):
                if _is_wrong(piece.text) and not (
                    self._is_name(paragraph.text, piece) or self._of_a_foreign_name(paragraph.text, found, place)
                ):
                    start = paragraph.start + piece.start
                    message = _("“{word}” is no Vietnamese syllable, nor a known name or foreign word", word=piece.text)
                    yield self.inconsistent(start, start + len(piece.text), message)

    @staticmethod
    def _among_vietnamese(found: tuple[Word, ...], place: int) -> bool:
        """Whether the words on both sides, or on the one there is, are Vietnamese in small letters."""
        beside = [found[i].text for i in (place - 1, place + 1) if 0 <= i < len(found)]
        return (
            bool(beside)
            and all(is_possible(nfc(word)) and not word.isupper() for word in beside)
            and any(map(has_vietnamese_letter, beside))
        )

    @staticmethod
    def _is_name(text: str, word: Word) -> bool:
        """A capitalised word inside a sentence may be a name of another language, unless it is Vietnamese that breaks
        its
        own tone or glues two words."""
        if not word.text[0].isupper() or word.text.isupper():
            return False
        before = text[max(0, word.start - 20) : word.start].rstrip(" \"“'(*")
        return bool(before) and before[-1] not in ".!?:;-+•" and not _breaks_tone(word.text)

    @staticmethod
    def _of_a_foreign_name(text: str, found: tuple[Word, ...], place: int) -> bool:
        """`H'Bơ Khăp`, `Y Thăk Niê`: a capitalised word beside another that only a name of an ethnic minority can be."""
        if not found[place].text[0].isupper() or found[place].text.isupper():
            return False
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(found) and abs(at - place) <= 2 and found[at].text[0].isupper():
                first, second = sorted((found[at], found[at - step]), key=lambda word: word.start)
                if text[first.end : second.start].strip(" \u00a0"):
                    break
                if _FOREIGN_NAME.fullmatch(found[at].text) or (step < 0 and found[at].text in ("Y", "H")):
                    return True
                at += step
        return False


# What stands in a minority name and in no Kinh one: `H'Bơ`, `K'Sor`, a cluster (`Ksor`, `Rmah`, `Kđăm`).
_FOREIGN_NAME = re.compile(r"[A-ZĐ][’'].+|(?!Ch|Gh|Kh|Ng|Nh|Ph|Th|Tr)[BCDĐGHJKLMNPRSTVXZ][bcdđghjklmnprstvxz].+")


def _pieces(word: Word) -> Iterator[Word]:
    at = word.start
    for piece in re.split(r"([-'’])", word.text):
        if piece and piece not in "-'’":
            yield Word(piece, at, at + len(piece))
        at += len(piece)


# `kkhai`, `trongg`: a consonant typed twice at an end of a Vietnamese syllable without marks.
_TWICE = re.compile(
    r"(?P<head>([bcdghklmnpqrstvx])\2)(?P<rest>[a-z]{2,6})|(?P<stem>[a-z]{2,6}[cghmnpt])(?P<tail>[cghmnpt])"
)


def _is_doubled(word: str) -> bool:
    found = _TWICE.fullmatch(word)
    if found is None:
        return False
    if found["head"]:
        return is_possible(found["head"][0] + found["rest"])
    return found["stem"][-1] == found["tail"] and len(found["stem"]) >= 3 and is_possible(found["stem"])


def _is_wrong(piece: str) -> bool:
    plain = nfc(piece)
    if plain.isascii() and plain.islower() and not is_allowed(plain) and _is_doubled(plain):
        return True
    if not has_vietnamese_letter(plain) or is_allowed(plain):
        return False
    if is_possible(plain):
        return _misplaced(plain.lower())
    if len(plain) == 1:
        return False
    capitals = sum(1 for char in plain if char.isupper())
    if capitals > 1 and not plain.isupper():
        return False  # an abbreviation with small letters (`UBMTTQtỉnh`, `ĐBQHkhóa`)
    if plain.isupper():
        # `ĐBQH`, `HĐND`: no vowel or more than a syllable's consonants; only tone-marked capitals are words.
        return _has_tone(plain) and bool(re.search(r"[AEIOUYĂÂÊÔƠƯ]", _without_tone(plain)))
    return True


@lru_cache(maxsize=16384)
def _misplaced(word: str) -> bool:
    """Whether the tone sits on another letter than the one that must carry it (`tửơng`): of `ươ` the second, else the
    vowel with a mark of its own (â ê ô ơ); words without such a vowel may go by the old or the new style."""
    letters = [unicodedata.normalize("NFD", char) for char in word]
    toned = [i for i, char in enumerate(letters) if any(mark in _TONE_MARKS for mark in char)]
    bare = "".join(nfc("".join(mark for mark in char if mark not in _TONE_MARKS)) for char in letters)
    if len(toned) != 1 or len(bare) != len(word):
        return False
    carriers = [i for i, char in enumerate(bare) if char in "âêôơ"]
    return len(carriers) == 1 and toned != carriers


def _has_tone(word: str) -> bool:
    return any(char in "\u0300\u0301\u0303\u0309\u0323" for char in unicodedata.normalize("NFD", word))


def _without_tone(word: str) -> str:
    kept = (char for char in unicodedata.normalize("NFD", word) if char not in "\u0300\u0301\u0303\u0309\u0323")
    return nfc("".join(kept))


def _breaks_tone(word: str) -> bool:
    """Whether only the tone is wrong (`Thưc`) or the h too many (`Nghành`): otherwise the syllable is Vietnamese."""
    plain = nfc(word).lower()
    if plain.startswith(("ngh", "gh")) and is_possible(plain.replace("gh", "g", 1)):
        return True
    bare = _without_tone(plain)
    return any(
        is_possible(bare[:i] + nfc(bare[i] + tone) + bare[i + 1 :]) for i in range(len(bare)) for tone in "\u0301\u0323"
    )


class DoubledWord(ParagraphRule):
    """TXT702."""

    code = "TXT702"
    name = mark("doubled-word")
    severity = Severity.WARNING
    finds = mark("One word, or one phrase of several words, twice in a row: `động động`, `nguồn lực nguồn lực`.")
    why = mark("A slip of typing or of joining two texts; a safe fix takes one out.")
    silences = mark("Reduplication (`luôn luôn`, `từ từ`) and words whose parts meet (`các cơ quan, quan chức`).")
    bad = Example("Số tiền quyên góp của của bà con đã được công khai.")
    good = Example("Cán bộ luôn luôn gần dân; nhà nhà thi đua, các hoạt động động viên kịp thời.")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        singles = reduplications()[0]
        found = words(paragraph.text)
        for index in range(1, len(found)):
            first, second = found[index - 1], found[index]
            between = paragraph.text[first.end : second.start]
            folded = first.folded
            if not between or between.strip(" \u00a0\n\t") or folded != second.folded or len(folded) < 2:
                continue
            if first.text != second.text and second.text[0].isupper():
                continue  # `ban Ban Chỉ đạo`: the second begins a name
            if folded in singles or _two_meet(found, index):
                continue
            if first.text.isupper() and (len(first.text) <= 2 or (len(first.text) <= 5 and is_possible(folded))):
                continue  # letters of a list, Roman numerals, words of a stamp
            start, end = paragraph.start + first.start, paragraph.start + second.end
            fix = Fix(True, (Edit(paragraph.start + first.end, end, ""),))
            yield self.inconsistent(
                start, end, _("“{quote}”: the word stands twice", quote=f"{first.text} {second.text}"), fix=fix
            )
        twice = {place for place in range(1, len(found)) if found[place].folded == found[place - 1].folded}
        for at, size in _doubled_phrases(paragraph.text, found):
            if twice & set(range(at, at + 2 * size + 1)):
                continue  # `đóng góp đóng góp góp`: the word is told
            if size == 2 and at and found[at - 1].folded in _WHO_DO and _beside(paragraph.text, found, at):
                continue  # `tổ hòa giải hòa giải thành`: a name and what it does
            phrase = " ".join(word.text for word in found[at : at + size])
            start, middle = paragraph.start + found[at].start, paragraph.start + found[at + size - 1].end
            end = paragraph.start + found[at + 2 * size - 1].end
            fix = Fix(False, (Edit(middle, end, ""),))
            yield self.inconsistent(start, end, _("“{quote}” stands twice in a row", quote=phrase), fix=fix)


_LONGEST_PHRASE = 6
# Before a phrase that names somebody by what he does: `tổ hòa giải hòa giải thành 9 vụ`.
_WHO_DO = frozenset(["tổ", "ban", "đội", "đoàn", "nhóm", "phòng", "hội", "trạm"])


def _two_meet(found: tuple[Word, ...], index: int) -> bool:
    """Whether a word that stands twice ends one compound and begins the next: `hành vi | vi phạm`, `hoạt động | động viên`."""
    near, compounds = near_compounds(), reduplications()[1]

    def known(a: int) -> bool:
        pair = (found[a].folded, found[a + 1].folded) if a >= 0 and a + 1 < len(found) else ("", "")
        return pair in near.known or " ".join(pair) in compounds

    return known(index - 2) and known(index)


def _beside(text: str, found: tuple[Word, ...], at: int) -> bool:
    """Whether nothing but a blank parts a word from the one before it."""
    return not text[found[at - 1].end : found[at].start].strip()


def _doubled_phrases(text: str, found: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Places of phrases of two to six words that stand twice in a row: the index of the first word and the length."""
    folded = [word.folded for word in found]
    at = 0
    while at < len(found) - 3:
        for size in range(2, _LONGEST_PHRASE + 1):
            last = at + 2 * size
            if last > len(found):
                break
            if folded[at] != folded[at + size] or folded[at + 1] != folded[at + size + 1]:
                continue
            first, second = found[at : at + size], found[at + size : last]
            opening = [first[0].text[:1].lower() + first[0].text[1:], *(word.text for word in first[1:])]
            repeated = [word.text for word in second] in ([word.text for word in first], opening)
            if not repeated or len({w.folded for w in first}) < size:
                continue
            between = (text[a.end : b.start] for a, b in pairwise(found[at:last]))
            if all(gap and not gap.strip(" \u00a0") for gap in between):
                yield at, size
                at = last - 1
                break
        at += 1


class KnownSlip(ParagraphRule):
    """TXT703."""

    code = "TXT703"
    name = mark("known-slip")
    severity = Severity.WARNING
    finds = mark("Right syllables in a wrong phrase of this field, from a curated list: `Quỹ Vi người nghèo`.")
    why = mark("One letter or tone off in a fixed name is a word that no spelling test finds.")
    silences = mark("Phrases that are not on the list.")
    bad = Example("Quỹ “Vi người nghèo” đã vận động được 320 triệu đồng.")
    good = Example("Quỹ “Vì người nghèo” đã vận động được 320 triệu đồng; xã cũng cố gắng hỗ trợ.")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        pattern, table = slips()
        folded = fold_mapped(paragraph.text)
        old = old_tone_placement(folded.text)
        text = old if len(old) == len(folded.text) else folded.text
        told: list[tuple[int, int]] = []
        for found in pattern.finditer(text):
            entry = table[re.sub(r"\s+", " ", found.group())]
            after = re.match(r"\s*(\w+)", text[found.end() :])
            if after and after[1] in entry.get("unless", "").split():
                continue
            if entry.get("after_number") and not re.search(r"\d[\d.]*\s*\Z", text[: found.start()]):
                continue
            start, end = folded.span(found.start(), found.end())
            quote = paragraph.text[start:end]
            message = _("“{quote}”: the phrase is “{right}”", quote=quote, right=entry["right"])
            edit = Edit(paragraph.start + start, paragraph.start + end, _cased_like(quote, entry["right"]))
            told.append((start, end))
            yield self.inconsistent(paragraph.start + start, paragraph.start + end, message, fix=Fix(False, (edit,)))
        for one, other, right in _near_compounds(paragraph.text):
            if any(start < other.end and one.start < end for start, end in told):
                continue
            quote = paragraph.text[one.start : other.end]
            message = _("“{quote}”: the phrase is “{right}”", quote=quote, right=right)
            edit = Edit(paragraph.start + one.start, paragraph.start + other.end, _cased_like(quote, right))
            yield self.inconsistent(edit.start, edit.end, message, fix=Fix(False, (edit,)))


def _near_compounds(text: str) -> Iterator[tuple[Word, Word, str]]:
    """Two words side by side that are a word of this field but for a tone or mark of one of them (`vận đọng`)."""
    near = near_compounds()
    every = words(text)
    for place, (one, other) in enumerate(pairwise(every)):
        pair = one.folded, other.folded
        right = near.alone.get((bare(pair[0]), bare(pair[1])))
        if right is None or pair in near.known or other.start != one.end + 1:
            continue
        # A capital inside is a name's; a syllable that may end or begin another word there makes no slip.
        if (other.text[:1].isupper() and not one.text.isupper()) or (pair[0] != right[0] and pair[1] != right[1]):
            continue
        wrong, free = (other, near.begin) if pair[0] == right[0] else (one, near.end)
        # `nội dung cụ thể`, `thành công vận động`: it ends or begins another word.
        before = place > 0 and (every[place - 1].folded, pair[0]) in near.known
        behind = place + 2 < len(every) and (pair[1], every[place + 2].folded) in near.known
        spelt = not _is_wrong(wrong.text) and not lost_its_tone(wrong.text)
        fixed = right in near.core and wrong.folded not in near.function and _small(text, one, other)
        if (wrong.folded not in free or fixed) and not before and not behind and spelt:
            yield one, other, " ".join(right)


def _small(text: str, one: Word, other: Word) -> bool:
    """Whether two words with one blank between them are no name: small letters, the first perhaps with a capital."""
    return text[one.end : other.start] == " " and one.text[1:].islower() and other.text.islower()


def _cased_like(pattern: str, text: str) -> str:
    if pattern.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if pattern[:1].isupper() else text


_RESIDUE = re.compile(
    r"\[(?:bookmark|if|endif|image|hyperlink|shape|footnoteref)\b[^\]\n]{0,120}\]|</?(?:i|b|u|p|br|span|div|"
    r"strong|em|td|tr|table|font|o:p|sup|sub)"
    r"(?:\s[^>\n]{0,120})?/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|ndash|mdash|[A-Za-z]?(?:acute|grave|circ|tilde)|#\d{2,5});|"
    r"\{\{[^}\n]{0,60}\}\}|\bMERGEFIELD\b|\bError! (?:Bookmark|Reference)[^.\n]{0,60}\.?"
    r"|\(cid:\d+\)|\ufffd+",
    re.IGNORECASE,
)
# TCVN3 and VNI letters read as Latin-1: capitals and signs inside words, which no Vietnamese spelling has.
_LEGACY = re.compile(
    r"\b[A-Za-z]*(?:[a-z][¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÎÌÏÑ]|[a-z]Ô[a-z]|[®§][a-zA-Z]|[a-z]­[a-z]|"
    r"Ö[a-z]{1,2}\b)[a-zA-Z¸µ¶·¹¨¾»¼½Æ©®­]*"
)
_STARS = re.compile(r"(?<!\*)\*{3,}(?!\*)|(?<=\s)\*\*(?=\s)")
_ORNAMENT = re.compile(r"[\s*_=–—-]+")


class Unicode(ParagraphRule):
    """TXT704."""

    code = "TXT704"
    name = mark("unicode")
    severity = Severity.INFO
    finds = mark(
        "Decomposed letters, letters of an old encoding, look-alike letters (Ð for Đ), or residue of an "
        "export (`[bookmark: …]`, `<i>`)."
    )
    why = mark(
        "Search, sorting and comparison miss such letters, and residue goes to print. A safe fix composes "
        "letters and takes residue out."
    )
    silences = mark("Text that is composed throughout.")
    bad = Example("[bookmark: _Hlk12345678]Kết quả giám sát trong kỳ.")
    good = Example("Kết quả giám sát [theo Kế hoạch] trong kỳ.")
    in_tables = True

    def paragraph(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        text, at = paragraph.text, paragraph.start
        for found in _RESIDUE.finditer(text):
            fix = (
                Fix(True, (Edit(at + found.start(), at + found.end(), ""),))
                if "{" not in found.group() and "&" not in found.group()
                else None
            )
            yield self.inconsistent(
                at + found.start(),
                at + found.end(),
                _("“{quote}” is left over from an export", quote=found.group()),
                fix=fix,
            )
        if not context.document.is_draft and context.document.source.format != "md":
            # Under the issuer of Party and mass bodies a row of stars is the letterhead's ornament.
            ornament = paragraph.part == PartKind.LETTERHEAD or (
                paragraph.part == PartKind.TITLE and _ORNAMENT.fullmatch(text)
            )
            for found in () if ornament else _STARS.finditer(text):
                yield self.inconsistent(
                    at + found.start(),
                    at + found.end(),
                    _("“{quote}” is left over from an export", quote=found.group()),
                )
        yield from self._letters(text, at)
        old = list(_LEGACY.finditer(text))
        if len(old) >= 2:
            message = _(
                "“{quote}” …: letters of an old encoding (TCVN3 or VNI); {count} such words here",
                quote=old[0].group(),
                count=len(old),
            )
            yield self.inconsistent(at + old[0].start(), at + old[-1].end(), message)

    def _letters(self, text: str, at: int) -> Iterator[Outcome]:
        """One finding a paragraph for all its decomposed or look-alike words."""
        if text.isascii() or (unicodedata.is_normalized("NFC", text) and "Ð" not in text and "ð" not in text):
            return
        edits: list[Edit] = []
        for found in re.finditer(r"\S+", text):
            right = nfc(found.group()).replace("Ð", "Đ").replace("ð", "đ")
            if right != found.group():
                edits.append(Edit(at + found.start(), at + found.end(), right))
        if edits:
            first, last = edits[0], edits[-1]
            message = _(
                "{count} words with decomposed or look-alike letters, such as “{word}”",
                count=len(edits),
                word=first.text,
            )
            yield self.inconsistent(
                first.start, last.end if len(edits) == 1 else first.end, message, fix=Fix(True, tuple(edits))
            )
