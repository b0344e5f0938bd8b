"""What the lexicon knows of the words around a figure: where noun phrases begin and end, what is done and not counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from drafter.extracting.units import tone_variants
from drafter.lexicon import load


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of the lexicon, and the single words by which a search in them is spared."""

    ends: frozenset[str]
    goes_on: frozenset[str]
    allowed_first: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    kept: frozenset[str]
    closers: frozenset[str]
    deeds: frozenset[str]
    heads: frozenset[str]
    none: frozenset[str]
    counters: frozenset[str]
    bare_counters: frozenset[str]
    happenings: frozenset[str]
    crowds: frozenset[str]
    holders: frozenset[str]
    topics: frozenset[str]
    acts: frozenset[str]
    short_acts: frozenset[str]
    purposes: frozenset[str]
    people: frozenset[str]
    of_people: frozenset[str]
    compounds: frozenset[str]
    measured: frozenset[str]
    kept_endings: frozenset[str]
    grade_names: frozenset[str]
    time_words: frozenset[str]
    share_names: frozenset[str]
    sizes: frozenset[str]
    cited: tuple[str, ...]
    link_ends: frozenset[str]  # last words of `links`
    telling: frozenset[str]  # first words of `ends` and `purposes`
    front: frozenset[str]  # first words of `openers` and `kept`


@cache
def words() -> Words:
    grammar = load("figures")["grammar"]
    ends = frozenset(form for word in grammar["phrase_ends"] for form in tone_variants(word))
    return Words(
        ends,
        frozenset(grammar["phrase_goes_on"]),
        frozenset(grammar["phrase_ends_allowed_first"]),
        frozenset(grammar["links"]),
        frozenset(grammar["openers"]),
        frozenset(grammar["kept_openings"]),
        frozenset(grammar["closers"]),
        frozenset(grammar["deeds"]),
        frozenset(grammar["noun_heads"]),
        frozenset(grammar["no_subjects"]),
        frozenset(grammar["counters"]),
        frozenset(grammar["bare_counters"]),
        frozenset(grammar["happenings"]),
        frozenset(grammar["crowds"]),
        frozenset(grammar["holders"]),
        frozenset(grammar["topics"]),
        frozenset(grammar["acts"]),
        frozenset(grammar["short_acts"]),
        frozenset(grammar["purposes"]),
        frozenset(grammar["people"]),
        frozenset(grammar["of_people"]),
        frozenset(grammar["compounds"]),
        frozenset(grammar["measured"]),
        frozenset(grammar["kept_endings"]),
        frozenset(grammar["grade_names"]),
        frozenset(grammar["time_words"]),
        frozenset(grammar["share_names"]),
        frozenset(grammar["sizes"]),
        tuple(f"{word} " for word in grammar["cited"]),
        frozenset(phrase.split()[-1] for phrase in grammar["links"]),
        _first_words([*ends, *grammar["purposes"]]),
        _first_words([*grammar["openers"], *grammar["kept_openings"]]),
    )


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def only_tells_a_time(phrase: str) -> bool:
    """`cùng kỳ`, `cuối năm 2021`, `riêng 2024`."""
    return all(part in words().time_words or part[0].isdigit() for part in phrase.split())


def ends_in_act(phrase: str) -> bool:
    parts = phrase.split()
    return parts[-1] in words().acts or " ".join(parts[-2:]) in words().acts


def only_tells_an_act(phrase: str) -> bool:
    """`sử dụng`, `toàn xã ra quân gieo cấy`; not `tổng mức đầu tư`."""
    return phrase in words().acts or (phrase.count(" ") > 4 and ends_in_act(phrase))
