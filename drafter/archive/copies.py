"""One report filed in several formats: `.docx`, `.pdf` and `.txt` of one text are one report and its copies.

Copies have one unit, period and kind, no other number or date, another format, and nearly the same figures: a format may lose
some.
Two files of one format are two versions, and no copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafter.archive.store import Archive, Filed
from drafter.language.folding import bare

# The one that a person goes on with comes first.
_FORMATS = ("draft", "docx", "md", "odt", "doc", "rtf", "txt", "pdf")
_ALIKE = 0.9


def copies(archive: Archive, files: Iterable[Filed]) -> dict[str, str]:
    """Which of some files are copies: path → path of the report that they are a copy of."""
    groups: dict[tuple[str, str, str], list[Filed]] = {}
    for one in files:
        if one.unit and one.period:
            groups.setdefault((bare(one.unit), one.period, one.kind), []).append(one)
    found: dict[str, str] = {}
    for group in groups.values():
        if len({one.format for one in group}) < 2:
            continue
        mains: list[tuple[Filed, Counter[str]]] = []
        for one in sorted(group, key=_preference):
            said = archive.figure_texts(one.id)
            main = next((main for main, figures in mains if _same(main, one) and _alike(figures, said)), None)
            if main is None:
                mains.append((one, said))
            else:
                found[one.path] = main.path
    return found


def beside(archive: Archive, paths: Iterable[str]) -> dict[str, str]:
    """The copies among some files just filed and all that stand beside them."""
    new = [one for path in paths if (one := archive.filed(path=path)) is not None]
    around = {other.path: other for one in new for other in archive.of_period(one.unit, one.period)}
    named = {one.path for one in new}
    return {path: main for path, main in copies(archive, around.values()).items() if {path, main} & named}


def _preference(one: Filed) -> tuple[int, str]:
    return (_FORMATS.index(one.format) if one.format in _FORMATS else len(_FORMATS)), one.path


def _same(one: Filed, other: Filed) -> bool:
    told = ((one.number, other.number), (one.date, other.date))
    return one.format != other.format and all(a is None or b is None or a == b for a, b in told)


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    every = (one | other).total()
    return every == 0 or (one & other).total() >= _ALIKE * every
