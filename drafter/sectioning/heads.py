"""Headings without a label: by heading styles, by capitals above numbered series, by their names, or by bold type alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.sectioning.labels import Label
from drafter.sectioning.lines import Line
from drafter.sectioning.marks import Mark

# How far below a heading in capitals its first numbered line may stand.
_REACH = 4


def uses_styles(labels: Sequence[Label | None]) -> bool:
    """Whether a document uses heading styles for its structure: where it has labels, some of them carry a level.

    Offices leave heading styles on names, dates and bold words; a style proves a heading only where styles are used.
    """
    found = [label for label in labels if label is not None]
    return not found or any(label.line.look.outline_level is not None for label in found)


def capital_heads(
    lines: Sequence[Line], labels: Sequence[Label | None], marks: Sequence[Mark | None]
) -> frozenset[int]:
    """Lines in capitals or bold that head a series of Arabic numbers each, in a file whose numbers lie under nothing else:
    `KẾT QUẢ NĂM 2023` / 1. 2. / `NHIỆM VỤ NĂM 2024` / 1. 2. Two or more prove each other."""
    numbered = [index for index, label in enumerate(labels) if label is not None and not lines[index].row]
    if not numbered:
        return frozenset()
    found: list[int] = []
    for index in numbered:
        label = labels[index]
        assert label is not None
        reading = label.readings[0]
        if reading.family != "arabic" or len(reading.path) > 1:
            if not found or reading.family in ("roman", "upper", "part", "chapter", "article", "division"):
                return frozenset()
            continue
        if reading.number == 1:
            above = _capitals_above(lines, labels, marks, index)
            if above is not None:
                found.append(above)
            elif not found:
                return frozenset()
    return frozenset(found) if len(found) > 1 else frozenset()


def _capitals_above(
    lines: Sequence[Line], labels: Sequence[Label | None], marks: Sequence[Mark | None], index: int
) -> int | None:
    """The heading in capitals that a series stands right below, a sentence or two between them at most."""
    for place in range(index - 1, max(-1, index - 1 - _REACH), -1):
        line = lines[place]
        if labels[place] is not None or line.row or line.bullet or marks[place] is not None:
            return None
        if line.capitals and len(line.text) < 200:
            # The lowest of several lines in capitals is no title's: a title's lines stand together.
            before = lines[place - 1] if place else None
            return None if before is not None and before.capitals and labels[place - 1] is None else place
        if place and _is_bold_head(lines, marks, place) and not lines[index].look.bold:
            return place
    return None


def framing_heads(
    lines: Sequence[Line], labels: Sequence[Label | None], marks: Sequence[Mark | None]
) -> frozenset[int]:
    """`MỞ ĐẦU` before the first label and `KẾT LUẬN` behind one, alone on their lines in capitals, with words below them."""
    found: list[int] = []
    labelled = [index for index, label in enumerate(labels) if label is not None and not lines[index].row]
    if not labelled:
        return frozenset()
    for index, line in enumerate(lines[:-1]):
        below = lines[index + 1]
        if len(line.text) > 60 or labels[index] is not None or line.row or not line.capitals or line.listed:
            continue
        words = line.folded.strip(" .:")
        if labels[index + 1] is not None or below.row or below.capitals:
            continue
        opens = words in _framing("opening") and index < labelled[0] and index > 0
        if opens or (words in _framing("ending") and index > labelled[0]):
            found.append(index)
    return frozenset(found)


@cache
def _framing(name: str) -> frozenset[str]:
    return frozenset(map(fold, load("headings")["framing"][name]))


# What ends the body: nothing bold behind it is a heading.
_ENDS = (Mark.COPIES, Mark.SIGNING, Mark.OFFICE, Mark.SIGNED)


def bold_heads(lines: Sequence[Line], labels: Sequence[Label | None], marks: Sequence[Mark | None]) -> dict[int, int]:
    """Where nothing at all is numbered and no style is used: short bold lines over running text, two or more, with their
    levels. Bold italics under upright ones are a level lower."""
    if any(label is not None and not line.row for line, label in zip(lines, labels, strict=True)):
        return {}
    if any(line.look.outline_level is not None or line.look.anchor is not None for line in lines):
        return {}
    end = next((index for index, mark in enumerate(marks) if mark in _ENDS), len(lines))
    found = [index for index in range(1, end) if _is_bold_head(lines, marks, index)]
    upright = [index for index in found if not lines[index].look.italic]
    below = [index for index in found if index + 1 < end and not lines[index + 1].look.bold]
    if len(below) < 2:
        return {}
    return {index: 2 if lines[index].look.italic and upright and index > upright[0] else 1 for index in found}


def _is_bold_head(lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> bool:
    line, before = lines[index], lines[index - 1]
    if not line.look.bold or not line.opens or line.row or line.bullet or marks[index] is not None or line.look.centred:
        return False
    # The title stands below the type's name.
    if marks[index - 1] is Mark.KIND and not before.look.centred:
        return False
    text = line.text.rstrip(" *_:")
    return len(text.split()) <= 25 and text[:1].isupper() and not text.endswith((".", ";", ",", "!", "?", ")"))
