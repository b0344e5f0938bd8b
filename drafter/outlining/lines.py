"""The lines of an outline below its headings: bullets and paragraphs, page breaks inside them mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.model.document import Block, BlockKind, Document
from drafter.model.section import PartKind, SectionTree
from drafter.outlining.wording import clean

_BULLET = re.compile(r"[\s*_]{0,6}(?P<mark>[-–—+•●▪■○◦➢✓✔⁃*·]|o(?=\s))(?:\s+|(?=[^\W\d_]|[\"“]))")
_RESIDUE = re.compile(r"(?:\[bookmark:[^\]\n]{0,80}\]\s*)+")
_ENDED = re.compile(r"[.:;!?…)\]”\"/][\s*_)]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A bullet or a paragraph: its words without the mark, where it stands, and whether a bullet opened it."""

    text: str
    start: int
    end: int
    bullet: str | None = None


_SKIPPED = {
    PartKind.RECIPIENTS,
    PartKind.SIGNATURE,
    PartKind.LETTERHEAD,
    PartKind.CLOSING,
    PartKind.NOTE,
}


def lines_between(document: Document, tree: SectionTree, start: int, end: int, *, notes: bool = False) -> list[Line]:
    """Lines from one offset to another, without tables and without the parts around the body (notes on request)."""
    parts = [part for part in tree.parts if part.kind in _SKIPPED and not (notes and part.kind == PartKind.NOTE)]
    found: list[Line] = []
    for block in document.blocks:
        if block.end <= start or block.start >= end:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
            continue
        if any(part.start <= max(block.start, start) < part.end for part in parts):
            continue
        found.extend(_lines_of(document.text, block, start, end))
    return list(_mended(found))


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
        if held is not None and line.bullet is None and _is_torn(held.text, line.text):
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
