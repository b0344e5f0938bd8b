"""Whole reports with the decision on each temporal expression written into them.

In `rolled/*.txt` the first line names the periods, in `rolled_sentences.txt` a line over the sentences rolled between them;
`{words|letters|new}` marks an expression with the decisions a careful officer
could defend (k keep, s shift, r recompute, a ask) and, where it moves, what stands there then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from drafter import reading
from drafter.extracting import extract
from drafter.model.draft import RollAction, RollPlan
from drafter.model.period import Period
from drafter.reusing import plan_roll
from drafter.reusing.roll import apply_edits
from drafter.sectioning import section

_MARKED = re.compile(r"\{([^{}|]+)\|([ksra]+)((?:\|[^{}|]+)*)\}")
_ACTIONS = {"k": RollAction.KEEP, "s": RollAction.SHIFT, "r": RollAction.RECOMPUTE, "a": RollAction.ASK}
_MOVING = (RollAction.SHIFT, RollAction.RECOMPUTE)
_HERE = Path(__file__).parent
REPORTS = sorted((_HERE / "rolled").glob("*.txt"))
SAMPLES = sorted((_HERE.parents[1] / "corpus").glob("*/*.txt"))


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence under its heading of two periods."""
    head = ""
    for line in (_HERE / "rolled_sentences.txt").read_text("utf-8").splitlines():
        if re.fullmatch(r"[\w/-]+ → [\w/-]+", line):
            head = line
        elif line and not line.startswith("#"):
            yield head, line


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    actions: set[RollAction]
    new: list[str]


def labelled(head: str, marked: str) -> tuple[str, str, str, list[Label]]:
    """The two periods, the plain text, and the labels with their places in it."""
    source, _arrow, target = head.split()
    text, position, labels = "", 0, []
    for found in _MARKED.finditer(marked):
        text += marked[position : found.start()]
        actions = {_ACTIONS[letter] for letter in found[2]}
        labels.append(Label(len(text), len(text) + len(found[1]), actions, found[3].split("|")[1:]))
        text += found[1]
        position = found.end()
    return source, target, text + marked[position:], labels


def rolled(text: str, source: str, target: str) -> RollPlan:
    document = reading.from_text(text)
    tree = section(document)
    return plan_roll(document, tree, extract(document, tree), Period.parse(source), Period.parse(target))


def words_moved(text: str, plan: RollPlan) -> str:
    return apply_edits(
        text, [(one.start, one.end, one.new) for one in plan.changes if one.action in _MOVING and one.new]
    )


def folded(words: str) -> str:
    return re.sub(r"[\s.:;,/()–-]+", " ", words.lower()).strip()


def wrongly_decided(head: str, marked: str) -> list[tuple[str, list[tuple[str, str, str | None]]]]:
    """What a careful officer would decide otherwise, with what was decided."""
    source, target, text, labels = labelled(head, marked)
    plan = rolled(text, source, target)
    wrong = []
    for label in labels:
        decided = [one for one in plan.changes if one.start < label.end and label.start < one.end]
        if not decided:  # not listed: it stands as it was
            decided_well = RollAction.KEEP in label.actions or not re.search(r"\d{4}", text[label.start : label.end])
        else:
            decided_well = {one.action for one in decided} <= label.actions
            if decided_well and label.new and any(one.action in _MOVING for one in decided):
                there = folded(" ".join(one.new or "" for one in decided))
                decided_well = any(folded(new) in there or there in folded(new) for new in label.new)
        if not decided_well:
            wrong.append((text[label.start : label.end], [(one.old, str(one.action), one.new) for one in decided]))
    return wrong


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_expression_is_decided_as_a_careful_officer_would(path: Path) -> None:
    head, _newline, marked = path.read_text("utf-8").partition("\n")
    assert wrongly_decided(head, marked) == []


@pytest.mark.parametrize(("head", "sentence"), sentences())
def test_every_sentence_is_decided_as_a_careful_officer_would(head: str, sentence: str) -> None:
    assert wrongly_decided(head, sentence) == []


def lost_there_and_back(text: str, source: str, target: str) -> list[str]:
    """The lines that stand otherwise after rolling to another period and back, of those that a moved word stands in."""
    there = rolled(text, source, target)
    moved = words_moved(text, there)
    back = words_moved(moved, rolled(moved, target, source)).splitlines()
    lines = text.splitlines()
    changed = {text.count("\n", 0, one.start) for one in there.changes if one.action in _MOVING}
    return [lines[number] for number in sorted(changed) if back[number] != lines[number]]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_there_and_back_every_moved_word_is_restored(path: Path) -> None:
    head, _newline, marked = path.read_text("utf-8").partition("\n")
    source, target, text, _labels = labelled(head, marked)
    assert lost_there_and_back(text, source, target) == []


@pytest.mark.parametrize(("head", "sentence"), list(sentences())[::5])
def test_there_and_back_every_moved_word_of_a_sentence_is_restored(head: str, sentence: str) -> None:
    source, target, text, _labels = labelled(head, sentence)
    assert lost_there_and_back(text, source, target) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_there_and_back_every_moved_word_of_a_sample_is_restored(path: Path) -> None:
    period = Period.parse(path.stem)
    text = path.read_text("utf-8")
    assert lost_there_and_back(text, str(period), str(period.next())) == []
    assert lost_there_and_back(text, str(period), str(period.moved(1))) == []
