"""How far the name of a body goes in running text."""

from __future__ import annotations

import re
from functools import cache

from drafter.lexicon import load

_WORD = re.compile(r"[^\s,;:.()\"“”\[\]*_]+")
_LONGEST = 18  # words
# What a document does, or the next document: never part of a body's name, capital or not.
_DEED = re.compile(
    r"(?i:quy định|hướng dẫn|phê duyệt|ban hành|sửa đổi|bổ sung|triển khai|quyết định|nghị quyết|kế hoạch|chỉ thị|về việc"
    r"|công nhận|thành lập|thông qua|nghị định|thông tư|công văn)(?!\w)"
)


# A fund's, a movement's or a programme's own name, which the body's goes on from (`Quỹ “Vì người nghèo” xã`).
_NAMED = re.compile(r"[“\"][^\s“”\"][^“”\"\n]{2,80}[”\"]")
_BEARERS = ("quỹ", "cuộc vận động", "phong trào", "chương trình", "đề án", "dự án", "hội thi", "cuộc thi")


def _takes_name(said: str) -> bool:
    return said.lower().endswith(_BEARERS)


@cache
def _heads() -> re.Pattern[str]:
    words = load("issuers")
    heads = [*words["heads"], *words["levels"]]
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in sorted(heads, key=len, reverse=True))
    short = "|".join(sorted(map(re.escape, words["abbreviations"]), key=len, reverse=True))
    return re.compile(rf"(?:(?i:{listed})|(?:{short}))(?!\w)")


@cache
def _phrases() -> re.Pattern[str]:
    words = load("issuers")
    listed = "|".join(
        re.escape(word).replace(r"\ ", r"\s{1,3}")
        for word in sorted(
            [*words["phrases"], *words["levels"], *(head for head in words["heads"] if " " in head)],
            key=len,
            reverse=True,
        )
    )
    return re.compile(rf"(?i:{listed})(?!\w)")


@cache
def _levels() -> re.Pattern[str]:
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in load("issuers")["levels"])
    return re.compile(rf"(?i:{listed})(?!\w)")


@cache
def _sets() -> tuple[frozenset[str], frozenset[str]]:
    words = load("issuers")
    return frozenset(words["stops"]), frozenset(words["joined"])


def issuer_end(text: str, start: int) -> int | None:
    """Where the name of a body that begins at `start` ends (NFC text, case kept); None where none begins there.

    After a capital word one lower-case syllable belongs to it (`Tài chính`); level words (`tỉnh`, `xã`) and known phrases
    (`nhân dân`) always do; a stop word (`về`, `ngày`), a mark or the second lower-case syllable ends it.
    """
    head = _heads().match(text, start)
    if head is None:
        return None
    stops, joined = _sets()
    end = head.end()
    # A level alone (`của tỉnh`) or a head in lower case goes on only with names.
    free = text[start].isupper() and not head.group().isupper() and " " not in head.group() and len(head.group()) <= 4
    shouting = head.group().isupper() and len(head.group()) > 5
    # Behind a level word stands a place's name, in which no syllable is in lower case.
    placed = _levels().match(head.group()) is not None
    for _ in range(_LONGEST):
        blank = re.compile(r"[ \t]{1,3}|\s?\n\s?").match(text, end)
        if blank is None:
            break
        place = blank.end()
        if (named := _NAMED.match(text, place)) is not None and _takes_name(text[start:end]):
            end, free = named.end(), False
            continue
        if _DEED.match(text, place) is not None:
            break
        if (phrase := _phrases().match(text, place)) is not None:
            end, free = phrase.end(), False
            placed = _levels().fullmatch(phrase.group()) is not None
            continue
        word = _WORD.match(text, place)
        if word is None:
            break
        said = word.group()
        low = said.lower()
        if low == "v/v":
            break
        if low == "các":
            if _phrases().match(text, place + len(said) + 1) is None:
                break
            end, free = word.end(), False
        elif said in ("-", "và", "VÀ", "&"):
            after = _WORD.match(text, word.end() + 1)
            if after is None or not after.group()[0].isupper():
                break
            same = said != "và" or after.group().lower() in joined
            if said.lower() == "và" and not same and _heads().match(text, after.start()) is None:
                break
            if said == "-" and after.group().lower() not in joined and len(after.group()) > 8:
                break
            end, free = after.end(), True
        elif said[0].isupper():
            if low in stops and (shouting or said.isupper()) and len(said) > 1:
                break
            end, free = word.end(), not said.isupper() and not placed
        elif free and low not in stops and said.isalpha():
            end, free = word.end(), False
        else:
            break
    return end
