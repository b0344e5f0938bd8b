"""The loss report: what was met in a file and how it was treated, one sentence each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafter.messages import catalogue, mark

_ = catalogue("reading")

# In the order in which they are told; a kind without a sentence is nothing a reader must know.
_ACCEPTED = {
    "insertions": mark("{n} tracked insertion(s) accepted"),
    "deletions": mark("{n} tracked deletion(s) left out"),
    "moves": mark("{n} tracked move(s) accepted"),
    "paragraph marks": mark("{n} tracked paragraph mark(s) accepted"),
    "table rows": mark("{n} tracked table row(s) accepted"),
    "changed formats": mark("{n} tracked format change(s) accepted"),
}
_ORIGINAL = {
    "insertions": mark("{n} tracked insertion(s) left out: the text before the changes"),
    "deletions": mark("{n} tracked deletion(s) kept: the text before the changes"),
    "moves": mark("{n} tracked move(s) undone: the text before the changes"),
    "paragraph marks": mark("{n} tracked paragraph mark(s) undone: the text before the changes"),
    "table rows": mark("{n} tracked table row(s) undone: the text before the changes"),
    "changed formats": mark("{n} tracked format change(s) undone: the text before the changes"),
}
_MET = {
    "automatic numbers": mark("{n} automatic number(s) computed"),
    "content controls": mark("{n} content control(s) read"),
    "smart tags": mark("{n} smart tag(s) read"),
    "fields": mark("{n} field(s) read by their last result"),
    "hyperlinks": mark("{n} hyperlink(s) read by their text"),
    "text boxes": mark("{n} text box(es) read after the paragraph that holds them"),
    "footnotes": mark("{n} footnote(s) read after the paragraph that cites them"),
    "endnotes": mark("{n} endnote(s) read after the paragraph that cites them"),
    "symbols": mark("{n} symbol(s) of a symbol font read as Unicode"),
    "legacy runs": mark("{n} run(s) in a font of before Unicode (TCVN3, VNI) turned into Unicode"),
    "layout tables": mark("{n} table(s) that only arrange the page read as columns"),
    "nested tables": mark("{n} table(s) inside a table read after it"),
    "formulas": mark("{n} formula(s) read as plain letters"),
    "hidden texts": mark("{n} hidden text(s) left out"),
    "pictures": mark("{n} picture(s) not read"),
    "charts": mark("{n} chart(s) or diagram(s) not read"),
    "embedded objects": mark("{n} embedded object(s) not read"),
    "embedded files": mark("{n} embedded file(s) not read"),
    "running heads": mark("{n} page number(s) and running head(s) left out"),
    "page breaks": mark("{n} paragraph(s) joined over a page break"),
    "joined tables": mark("{n} table(s) joined over a page break"),
    "unruled tables": mark("{n} table(s) without upright lines read by the blanks between their words"),
    "columns": mark("{n} two-column block(s) read column by column"),
    "nul": mark("{n} NUL character(s) left out"),
}
UNREAD_KINDS = ("charts", "embedded objects", "embedded files")


def report(met: Counter[str], *, accept: bool = True) -> tuple[str, ...]:
    """The sentences for what was met, in a fixed order."""
    sentences = {**(_ACCEPTED if accept else _ORIGINAL), **_MET}
    return tuple(_(sentence, n=met[kind]) for kind, sentence in sentences.items() if met[kind])


def unread(met: Counter[str]) -> tuple[str, ...]:
    """What could not be read at all."""
    return tuple(_(_MET[kind], n=met[kind]) for kind in UNREAD_KINDS if met[kind])


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → `1-3, 7`."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
