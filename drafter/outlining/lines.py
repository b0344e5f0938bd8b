"""The lines of an outline below its headings: bullets and paragraphs, page breaks inside them mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.model.document import Block, BlockKind, Document
from drafter.model.section import PartKind, SectionTree
from drafter.outlining.vocabulary import clean, without_stop

_BULLET = re.compile(r"[\s*_]{0,6}(?P<mark>[-–—+•●▪■○◦➢✓✔⁃*·]|o(?=\s))(?:\s+|(?=[^\W\d_]|[\"“]))")
_RESIDUE = re.compile(r"(?:\[bookmark:[^\]\n]{0,80}\]\s*)+")
_ENDED = re.compile(r"[.:;!?…)\]”\"/][\s*_)]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A bullet, a paragraph or a footnote: its words without the mark, where it stands, and whether a bullet opened it."""

    text: str
    start: int
    end: int
    bullet: str | None = None
    note: bool = False


_SKIPPED = {
    PartKind.RECIPIENTS,
    PartKind.SIGNATURE,
    PartKind.LETTERHEAD,
    PartKind.CLOSING,
    PartKind.NOTE,
}


def lines_between(
    document: Document, tree: SectionTree, start: int, end: int, *, notes: bool = False, parts: bool = True
) -> list[Line]:
    """Lines from one offset to another, without tables and without the parts around the body (notes on request).

    With `parts` False no part is left out.

    A footnote stands behind the line that cites it.
    """
    skipped = [
        part
        for part in tree.parts
        if parts
        and part.kind in _SKIPPED
        and not (part.kind == PartKind.NOTE and (notes or in_brackets(document, part.start)))
    ]
    found: list[Line] = []
    for block in _within(document.blocks, start, end):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE):
            continue
        if any(part.start <= max(block.start, start) < part.end for part in skipped):
            continue
        lines = _lines_of(document.text, block, start, end)
        note = block.kind == BlockKind.NOTE
        found.extend(replace(line, note=True, bullet=None) if note else line for line in lines)
    return list(_mended(found))


def in_brackets(document: Document, place: int) -> bool:
    """Whether a note is a bracket under an item, `(Số liệu theo mẫu biểu số 3)`: it speaks of that item."""
    return document.text[place : place + 3].lstrip("*_ ").startswith("(")


def _within(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    """The blocks that touch a stretch; headers and footers, out of order at the end, never do."""
    for block in blocks[max(0, bisect_right(blocks, start, key=_start) - 1) :]:
        if block.start >= end:
            return
        if block.end > start:
            yield block


def _start(block: Block) -> int:
    return block.start


def lines_in(document: Document, start: int, end: int) -> list[Line]:
    """Every line of paragraphs from one offset to another, as it stands."""
    return [
        line
        for block in document.blocks
        if block.start < end and start < block.end and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST)
        for line in _lines_of(document.text, block, start, end)
    ]


def _lines_of(text: str, block: Block, start: int, end: int) -> Iterator[Line]:
    first, last = max(block.start, start), min(block.end, end)
    at = first
    for piece in re.split(r"[\n\v\f]", text[first:last]):
        stripped = piece.strip()
        if stripped and re.search(r"\w", stripped):
            begin = at + len(piece) - len(piece.lstrip())
            residue = _RESIDUE.match(stripped)
            words = stripped[residue.end() :] if residue else stripped
            bullet = _bullet(words)
            mark = bullet["mark"] if bullet else None
            emphasis = words.startswith("**")
            if mark is None and block.kind == BlockKind.LIST and at == block.start and not emphasis:
                label = text[block.start : block.label_end].strip() if block.label_end else ""
                mark = label or "-"
                words = text[block.label_end : at + len(piece)] if block.label_end else words
            yield Line(clean(words[bullet.end() :] if bullet else words), begin, at + len(piece.rstrip()), mark)
        at += len(piece) + 1


def _bullet(words: str) -> re.Match[str] | None:
    found = _BULLET.match(words)
    if found and found["mark"] == "*" and not re.match(r"\s*\*\s+\S", words):
        return None  # an emphasis mark, not a bullet
    return found


def _mended(lines: Sequence[Line]) -> Iterator[Line]:
    """Join a line to the one it was torn from: no end mark before, small letters after."""
    held: Line | None = None
    for line in lines:
        if held is not None and line.bullet is None and not (held.note or line.note) and _is_torn(held.text, line.text):
            held = Line(f"{held.text} {line.text}", held.start, line.end, held.bullet)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_torn(before: str, after: str) -> bool:
    if before.count("(") > before.count(")"):
        return True
    return (not _ENDED.search(before) and after[:1].islower()) or bool(
        after[:1].isdigit() and re.search(r"(?<!\w)(?:ngày|tháng|năm|quý|số|khoảng)\Z", before.rstrip())
    )


_MARK = re.compile(r"\s*\[(?P<number>\d{1,2})\]")
_NOTE = re.compile(r"\s*\[(?P<number>\d{1,2})\][\s:.]*(?P<words>\S.*)", re.DOTALL)


def footnotes_in(lines: Sequence[Line]) -> dict[str, str]:
    """Footnotes typed by hand at the end (`[1] Nêu cụ thể địa bàn`), by their number, where a line above cites them."""
    found: dict[str, str] = {}
    cited: set[str] = set()
    for line in lines:
        note = _NOTE.fullmatch(line.text)
        if note and note["number"] in cited:
            found.setdefault(note["number"], note["words"])
        else:
            cited.update(mark["number"] for mark in _MARK.finditer(line.text))
    return found


def with_footnotes(lines: Sequence[Line], notes: Mapping[str, str]) -> list[Line]:
    """The lines without marks of footnotes, each footnote behind the line that cites it and not at the end."""
    if not notes:
        return list(lines)
    out: list[Line] = []
    for line in lines:
        own = _NOTE.fullmatch(line.text)
        if own and notes.get(own["number"]) == own["words"]:
            continue
        words, said = cited_in(line.text, notes)
        out.append(replace(line, text=words))
        out += [Line(note, line.start, line.end, note=True) for note in said]
    return out


def cited_in(words: str, notes: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Words without their marks of footnotes, and what those footnotes say."""
    said = [notes[mark["number"]] for mark in _MARK.finditer(words) if mark["number"] in notes]
    plain = _MARK.sub(lambda mark: "" if mark["number"] in notes else mark[0], words)
    return plain, tuple(map(without_stop, said))
