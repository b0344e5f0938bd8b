"""Passages with what a careful reader finds marked in them, and how an answer is held against the marks.

`<F|12 hộ|12|hộ|hộ nghèo|more-than=P1Y>` is a figure: text, value (`a/b` parts, `a..b` a range), unit, subject (`?` is not
judged), qualifier, behind `=` the iso of the same words as a duration. `<D|text|iso>` is a time, without iso where the
text leaves it open. `<R|text|symbol|date>` is a citation. Marks may hold marks; `<N|…>` marks nothing. `optional` as the
last field: finding it is right, missing it no fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.model.fact import DateFact, Facts, Figure, Reference

PASSAGES = Path(__file__).parent.parent / "extracting" / "passages"


@dataclass(frozen=True, slots=True)
class Label:
    """One marked stretch; `said` are its fields behind the text."""

    start: int
    end: int
    said: tuple[str, ...]

    @property
    def optional(self) -> bool:
        return self.said[-1:] == ("optional",)

    def get(self, index: int) -> str:
        return self.said[index] if index < len(self.said) else ""


@dataclass(slots=True)
class Passage:
    name: str
    text: str
    figures: list[Label] = field(default_factory=list)
    dates: list[Label] = field(default_factory=list)
    references: list[Label] = field(default_factory=list)


def parse(name: str, marked: str) -> Passage:
    """The plain text of a marked one, and its labels. Raises ValueError where a mark is not closed."""
    passage = Passage(name, "")
    plain: list[str] = []
    open_marks: list[tuple[str, int]] = []
    place = 0
    while place < len(marked):
        if (mark := re.compile(r"<([FDRN])\|").match(marked, place)) is not None:
            open_marks.append((mark[1], len(plain)))
            place = mark.end()
        elif open_marks and marked[place] in "|>":
            kind, start = open_marks.pop()
            close = marked.index(">", place)
            _note(passage, kind, start, len(plain), tuple(marked[place:close].split("|")[1:]))
            place = close + 1
        else:
            plain.append(marked[place])
            place += 1
    if open_marks:
        raise ValueError(f"{name}: a mark is not closed")
    passage.text = "".join(plain)
    return passage


def _note(passage: Passage, kind: str, start: int, end: int, said: tuple[str, ...]) -> None:
    if kind == "F":
        bound, _, iso = (said[3] if len(said) > 3 else "").partition("=")
        passage.figures.append(Label(start, end, (*said[:3], bound)))
        if iso:
            passage.dates.append(Label(start, end, (iso,)))
    elif kind != "N":
        {"D": passage.dates, "R": passage.references}[kind].append(Label(start, end, said))


def passages() -> list[Passage]:
    return [parse(path.stem, path.read_text("utf-8")) for path in sorted(PASSAGES.glob("*.txt"))]


@dataclass(slots=True)
class Score:
    """Counts of one kind over passages; `told` and `judged` count subjects."""

    found: int = 0
    hits: int = 0
    wanted: int = 0
    met: int = 0
    right: int = 0
    told: int = 0
    judged: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.met / self.wanted if self.wanted else 1.0

    @property
    def exact(self) -> float:
        """How many of the wanted have the right value, iso, or symbol and date."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def subjects(self) -> float:
        return self.told / self.judged if self.judged else 1.0


def scores(passage: Passage, facts: Facts) -> dict[str, Score]:
    """Per kind how an answer stands to the marks; a stretch is met by whatever overlaps it."""
    answers: dict[str, tuple[Sequence[Label], Sequence[Figure | DateFact | Reference]]] = {
        "figures": (passage.figures, facts.figures),
        "dates": (passage.dates, facts.dates),
        "references": (passage.references, facts.references),
    }
    return {kind: _score(labels, found) for kind, (labels, found) in answers.items()}


def _score(labels: Sequence[Label], found: Sequence[Figure | DateFact | Reference]) -> Score:
    score = Score(found=len(found))
    hit: set[int] = set()
    for label in labels:
        near = [index for index, fact in enumerate(found) if fact.start < label.end and label.start < fact.end]
        hit.update(near)
        if label.optional:
            continue
        score.wanted += 1
        score.met += bool(near)
        right = [found[index] for index in near if _is_right(label, found[index])]
        score.right += bool(right)
        best = (right or [found[index] for index in near])[:1]
        if best and isinstance(best[0], Figure) and label.get(2) not in ("", "?"):
            score.judged += 1
            score.told += _same_subject(label.get(2), best[0].subject)
    # A time in words without digits (`hàng năm`) is free to be listed or not.
    score.hits = sum(
        index in hit or (isinstance(fact, DateFact) and not re.search(r"\d", fact.text))
        for index, fact in enumerate(found)
    )
    return score


def _is_right(label: Label, fact: Figure | DateFact | Reference) -> bool:
    if isinstance(fact, Figure):
        value = label.get(0)
        if ".." in value:
            said = [None if end is None else float(end) for end in (fact.low, fact.high)]
            return said == [float(end) for end in value.split("..")]
        if "/" in value:
            return fact.parts is not None and list(map(float, fact.parts)) == list(map(float, value.split("/")))
        return value in ("", "?") or (fact.value is not None and abs(float(fact.value) - float(value)) < 1e-6)
    if isinstance(fact, DateFact):
        return label.get(0) in ("", fact.iso)
    return (label.get(0), label.get(1)) == (fact.symbol, fact.date or "")


def _same_subject(wanted: str, said: str | None) -> bool:
    """One holds the other, or most of the words wanted are there."""
    first, second = (_folded(words).split() for words in (wanted, said or ""))
    if not second:
        return False
    one, other = f" {' '.join(first)} ", f" {' '.join(second)} "
    return one in other or other in one or len(set(first) & set(second)) >= 0.6 * len(set(first))


def _folded(words: str) -> str:
    return re.sub(r"[\s.:;,/()\"“”'’-]+", " ", unicodedata.normalize("NFC", words).lower()).strip()
