"""Sentences that come back over periods and units, proposed as phrases with slots.

A sentence is masked: numbers, Roman quarters and the half of the year, names of places and persons, and the unit's own name
each become one sign. Sentences with the same masked words are one sentence; others are joined with it where their masked words
are nearly the same. What differs from report to report becomes a slot; what never does stays as it is. A person accepts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from drafter.language.folding import bare, fold, fold_mapped, fold_words
from drafter.language.sentences import sentence_spans
from drafter.lexicon import load

# So alike by words, figures and names masked, that two sentences are one phrase, 0 to 1.
NEARLY = 0.86
# A phrase says something: so many words beside its slots; and a person can read it at a glance.
FEWEST_WORDS, LONGEST = 7, 420
# A word in more sentences than this joins nothing: it is no mark of one phrase.
_CROWD = 400
_RARE_WORDS = 4

_LABEL = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVXLC]+\.|[-+•*])\s+")
_NUMBER = re.compile(r"\d[\d.,/:-]*\d|\d|(?<=quý )[IVX]+\b|(?<=Quý )[IVX]+\b|\b(?:đầu|cuối)(?= năm\b)")
_SIGN = "\x00"
_WORDS = re.compile(r"\x00|[^\W_]+")
_WORD = re.compile(r"\w[\w-]*")
_SO = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_CALENDAR = {"ngày": "ngay", "tháng": "thang", "năm": "nam", "quý": "quy", "tuần": "tuan", "số": "so_van_ban"}


@dataclass(frozen=True, slots=True)
class Source:
    """A filed report: what was read of its sections, as title and span in its text; `subjects` says by place what a number
    counts, `cited` are the spans of the papers it cites."""

    path: str
    unit: str | None
    period: str | None
    text: str
    sections: Sequence[tuple[str | None, int, int]]
    subjects: dict[int, str] = field(default_factory=dict)
    cited: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase was found, word for word."""

    path: str
    unit: str | None
    period: str | None
    section: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase to be: `template` with `{{ slots }}`, and every place it comes from, the newest period first."""

    id: str
    template: str
    sections: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(sorted({place.period for place in self.places if place.period}))

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(sorted({place.unit for place in self.places if place.unit}))

    @property
    def lives(self) -> int:
        """In how many reports of their own unit and period it stands."""
        return _lives(self.places)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence that changes from report to report, or may."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: Place
    parts: tuple[_Part, ...]


def harvest(sources: Iterable[Source], *, known: Iterable[str] = (), least: int = 2) -> tuple[Proposal, ...]:
    """Sentences that stand in at least `least` reports of another unit or period, those that lived on longest first.

    `known` are texts of phrases that the phrasebank has already: they are not proposed again.
    """
    groups: dict[str, list[_Sentence]] = defaultdict(list)
    for source in sources:
        for key, sentence in _sentences(source):
            groups[key].append(sentence)
    had = {_masked_template(text) for text in known}
    taken: set[str] = set()
    proposals = []
    for keys in _joined(sorted(groups)):
        found = [sentence for key in keys for sentence in groups[key]]
        if _lives(sentence.place for sentence in found) < max(2, least) or any(_nearly(key, had) for key in keys):
            continue
        core = max(keys, key=lambda key: (_lives(one.place for one in groups[key]), key))
        proposals.append(_proposal(groups[core], found, taken))
    return tuple(sorted(proposals, key=lambda one: (-one.lives, -len(one.periods), one.id)))


def _lives(places: Iterable[Place]) -> int:
    return len({(place.unit, place.period) if place.period else place.path for place in places})


def _sentences(source: Source) -> Iterator[tuple[str, _Sentence]]:
    """Each sentence of a report that could be a phrase, once, with its masked words."""
    seen: set[str] = set()
    for title, start, end in source.sections:
        ends = (".", ";", ":") if title else (".", ":")  # outside the sections a line with `;` names a recipient
        for begin, last in sentence_spans(source.text, start, end):
            label = _LABEL.match(source.text[begin:last])
            first = begin + (label.end() if label else 0)
            said = source.text[first:last]
            if len(said) > LONGEST or any(mark in said for mark in "\t{}⟦|…") or not said.endswith(ends):
                continue
            parts = _parts(said, source, first)
            key = _key(said, parts)
            if len(key.replace(_SIGN, " ").split()) < FEWEST_WORDS or key in seen:
                continue
            seen.add(key)
            yield key, _Sentence(Place(source.path, source.unit, source.period, title, said), parts)


def _parts(said: str, source: Source, offset: int) -> tuple[_Part, ...]:
    """What may change in a sentence, in reading order: the unit's name, names behind their heads, numbers."""
    found: list[_Part] = []
    folded = fold_mapped(said)
    own = fold(" ".join(source.unit.split())) if source.unit else ""
    if own and (place := folded.text.find(own)) >= 0:
        begin, end = folded.span(place, place + len(own))
        found.append(_Part(begin, end, said[begin:end], "don_vi"))
    found += _named(said)
    for first, last in source.cited:
        if offset <= first and last <= offset + len(said):
            found.append(_Part(first - offset, last - offset, said[first - offset : last - offset], "van_ban"))
    for number in _NUMBER.finditer(said):
        subject = source.subjects.get(offset + number.start())
        found.append(_Part(*number.span(), number.group(), _number_name(said, number, subject)))
    kept: list[_Part] = []
    for part in sorted(found, key=lambda part: (part.start, -part.end)):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return tuple(kept)


def _named(said: str) -> Iterator[_Part]:
    """Names of places and persons behind the words that announce them."""
    for head in _heads().finditer(said):
        end = head.end()
        for word in _WORD.finditer(said, head.end()):
            if not word.group()[0].isupper() or word.start() > end + 1:
                break
            end = word.end()
        if end > head.end():
            yield _Part(head.end(), end, said[head.end() : end], _slug(head["head"], "_"))


@cache
def _heads() -> re.Pattern[str]:
    heads = "|".join(sorted(load("harvest")["name_heads"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<head>{heads})\s", re.IGNORECASE)


def _number_name(said: str, number: re.Match[str], subject: str | None) -> str:
    """What a number's slot is called: the part of a date it is, what it counts, or a plain number."""
    before = re.search(r"(\w+)\s*$", said[: number.start()])
    if number.group() in ("đầu", "cuối"):
        return "dau_cuoi"
    if _DAY.fullmatch(number.group()):
        return "ngay"
    if before and before[1].lower() in _CALENDAR:
        return _CALENDAR[before[1].lower()]
    if said[number.end() : number.end() + 2].lstrip().startswith("%"):
        return "ty_le"
    return "so_" + _slug(" ".join((subject or "luong").split()[:3]), "_")


def _key(said: str, parts: Sequence[_Part]) -> str:
    masked, position = "", 0
    for part in parts:
        masked += said[position : part.start] + f" {_SIGN} "
        position = part.end
    return " ".join(_WORDS.findall(_folded(masked + said[position:])))


def _folded(text: str) -> str:
    """Folded words with the sign of a masked part kept."""
    return f" {_SIGN} ".join(fold_words(piece) for piece in text.split(_SIGN))


def _masked_template(text: str) -> str:
    return " ".join(_WORDS.findall(_folded(re.sub(r"\{\{.*?\}\}|\d[\d.,/:-]*", f" {_SIGN} ", text))))


def _nearly(key: str, others: Iterable[str]) -> bool:
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    words = [other.split() for other in others]
    scorer = Indel.normalized_similarity
    return process.extractOne(key.split(), words, scorer=scorer, score_cutoff=NEARLY) is not None


def _joined(keys: Sequence[str]) -> Iterator[list[str]]:
    """Masked sentences that are nearly the same, together; only those that share a rare word are held against each other."""
    from rapidfuzz.distance import Indel

    words = [key.split() for key in keys]
    spread = Counter(word for said in words for word in set(said))
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, said in enumerate(words):
        rare = sorted({word for word in said if word != _SIGN}, key=lambda word: (spread[word], word))
        for word in rare[:_RARE_WORDS]:
            blocks[word].append(index)
    leader = list(range(len(keys)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for members in blocks.values():
        if len(members) > _CROWD:
            continue
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if lead(one) != lead(other):
                    score = Indel.normalized_similarity(words[one], words[other], score_cutoff=NEARLY)
                    if score >= NEARLY:
                        leader[lead(other)] = lead(one)
    together: dict[int, list[str]] = defaultdict(list)
    for index, key in enumerate(keys):
        together[lead(index)].append(key)
    yield from together.values()


def _proposal(core: Sequence[_Sentence], found: Sequence[_Sentence], taken: set[str]) -> Proposal:
    """The newest wording of those that are most often used, what changes in it as slots."""
    newest = max(core, key=lambda one: (one.place.period or "", one.place.path))
    texts = [{one.parts[index].text for one in core} for index in range(len(newest.parts))]
    named: Counter[str] = Counter()
    template, position = "", 0
    for part, said in zip(newest.parts, texts, strict=True):
        if len(said) == 1 and _stays(part, newest.place.text):
            continue
        named[part.name] += 1
        name = part.name if named[part.name] == 1 else f"{part.name}_{named[part.name]}"
        template += newest.place.text[position : part.start] + f"{{{{ {name}{_filter(part)} }}}}"
        position = part.end
    template += newest.place.text[position:]
    titles = Counter(_slug(one.place.section, "-") for one in found if one.place.section)
    places = sorted((one.place for one in found), key=lambda place: (place.period or "", place.path), reverse=True)
    return Proposal(
        _fresh_id(template, taken), " ".join(template.split()), tuple(dict(titles.most_common(2))), tuple(places)
    )


def _stays(part: _Part, said: str) -> bool:
    """Whether a part that was the same everywhere is a word of the phrase: a name, a cited paper, all of something, the months
    or the half of a year."""
    behind = said[part.end :].lstrip()
    if (
        part.name in ("dau_cuoi", "van_ban")
        or behind.startswith("tháng ")
        or (part.text == "100" and behind[:1] == "%")
    ):
        return True
    return not part.text[:1].isdigit() and part.name not in ("don_vi", "quy")


def _filter(part: _Part) -> str:
    if part.name.startswith("so_") and _SO.fullmatch(part.text):
        return " | so"
    return ""


def _slug(text: str | None, joint: str) -> str:
    return joint.join(re.findall(r"[a-z0-9]+", bare(text or "")))[:60].strip(joint) or "muc"


def _fresh_id(template: str, taken: set[str]) -> str:
    said = re.sub(r"\{\{.*?\}\}", " ", template)
    base = "-".join(re.findall(r"[a-z]+", bare(said))[:5]) or "cau"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
