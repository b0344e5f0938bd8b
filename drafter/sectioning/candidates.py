"""Which labels at lines' beginnings are worth placing: weak ones only where a sequence proves them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter.sectioning.labels import Label, Reading, follows, read_label
from drafter.sectioning.lines import HEAD, Line

KEY_ROW = re.compile(r"\S.{0,14}? :(?:\s|\Z)")


def sifted(lines: tuple[Line, ...]) -> list[Label | None]:
    """Each line's label or None. A row set in columns has none; a weak label (`6 Công tác …`, `1, …`) stays where the
    label before or behind it in its family is its neighbour in the sequence."""
    labels: list[Label | None] = [
        None if _is_row(lines, index) else read_label(lines[index]) for index in range(len(lines))
    ]
    for index in _key_rows(lines, labels):
        labels[index] = None
    ahead = _neighbours(labels, range(len(labels)))
    behind = _neighbours(labels, range(len(labels) - 1, -1, -1), backwards=True)
    bare = _bare_runs(lines, labels) | _opening_paths(labels)
    return [
        None if label is not None and label.weak and not (ahead[index] or behind[index] or index in bare) else label
        for index, label in enumerate(labels)
    ]


def _bare_runs(lines: tuple[Line, ...], labels: Sequence[Label | None]) -> set[int]:
    """Labels without any mark (`1 Ưu điểm`, `2 Hạn chế`) right below a heading: two or more that count from 1, each with a
    few words that no figure ends. A table's rows end in figures."""
    found: set[int] = set()
    run: list[int] = []
    wanted = 1
    for index, label in enumerate(labels):
        if label is None:
            continue
        reading, line = label.readings[0], lines[index]
        short = len(line.text) < 80 and not line.text.rstrip(" .;:").endswith(tuple("0123456789%"))
        if label.weak and reading.style == "arabic " and short and line.text[len(reading.token) + 1 :][:1].isupper():
            above = labels[index - 1] if index else None
            if reading.number == 1 and above is not None and not above.weak:
                run, wanted = [index], 2
                continue
            if run and reading.number == wanted:
                run.append(index)
                wanted += 1
                found.update(run)
                continue
        if reading.family == "arabic":
            run = []
    return found


def _key_rows(lines: tuple[Line, ...], labels: Sequence[Label | None]) -> list[int]:
    """Labels that are rows of a key (`Ô số : Tên`, `1 : Quốc hiệu`, `5a : Tên loại`): lines behind each other, each a short
    word, a colon between blanks and its meaning, where not every word is a number."""
    found: list[int] = []
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and KEY_ROW.match(lines[index].text):
            run.append(index)
            continue
        numbered = [place for place in run if labels[place] is not None]
        if len(run) >= 3 and len(numbered) < len(run):
            found += numbered
        run = []
    return found


def _opening_paths(labels: Sequence[Label | None]) -> set[int]:
    """Bare numbers that the label right behind goes on with: `1 Khái quát` before `1.1 Căn cứ`."""
    found: set[int] = set()
    before: tuple[int, Reading] | None = None
    for index, label in enumerate(labels):
        if label is None:
            continue
        reading = label.readings[0]
        if before is not None and reading.path == (*before[1].path, 1) and reading.family == "decimal":
            found.add(before[0])
        before = (index, reading) if label.weak and reading.style == "arabic " else None
    return found


def _is_row(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line is a table's: by its block, set in columns, or with a tab between rows set in columns."""
    line = lines[index]
    if line.row or line.listed or (line.columns and not line.capitals):
        return True
    around = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return "\t" in line.text[:HEAD] and len(around) == 2 and all(other.columns for other in around)


def _neighbours(labels: Sequence[Label | None], order: range, *, backwards: bool = False) -> dict[int, bool]:
    """For each weak label whether the nearest one of its family in one direction is its neighbour."""
    last: dict[tuple[str, int], Label] = {}
    found: dict[int, bool] = {}
    for index in order:
        label = labels[index]
        if label is None:
            continue
        reading = label.readings[0]
        if label.weak:
            before = last.get((reading.family, len(reading.path)))
            found[index] = before is not None and _adjoin(before, label, backwards)
        else:
            found[index] = True
        if not label.weak or found[index] or _same_form(label, reading):
            last[reading.family, len(reading.path)] = label
    return found


def _same_form(label: Label, reading: Reading) -> bool:
    # `1, 2, 3,` prove each other; bare numbers without any mark do not.
    return label.weak and not reading.style.endswith(" ")


def _adjoin(before: Label, label: Label, backwards: bool) -> bool:
    first, second = before.readings[0], label.readings[0]
    if backwards:
        first, second = second, first
    return follows(first, replace(second))
