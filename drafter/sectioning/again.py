"""A draft's sections after an edit: where a changed line says nothing of the structure, the old tree with its places moved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from drafter.lexicon import load
from drafter.model.document import Block, Document
from drafter.model.moving import Change, moved
from drafter.model.section import PartKind, Section, SectionTree
from drafter.sectioning.build import proven, section
from drafter.sectioning.candidates import KEY_ROW
from drafter.sectioning.labels import read_label
from drafter.sectioning.lines import Line, breaks_off, lines_of
from drafter.sectioning.marks import mark_of, names_office

# The lengths from which sectioning takes a line for something else.
_LENGTHS = (40, 50, 60, 80, 90, 100, 120, 140, 160, 200, 220, 250, 260, 400)


def section_again(
    old: SectionTree, before: Document, document: Document, change: Change, first: int, last: int, now: int
) -> tuple[SectionTree, bool]:
    """The tree after an edit that made the blocks from `first` up to `now` of those up to `last`, equal to what `section`
    finds; and whether the sections stand as they stood, only their places moved."""
    as_it_was = moved(old, change.place) if change.by else old
    behind = _looks(document, document.blocks[now : now + 1])
    # How a line ends is looked at where the next one may be a heading by its label alone.
    ends = behind is None and not all(map(proven, lines_of(_of(document, document.blocks[now : now + 1]))))
    looks = _looks(before, before.blocks[first:last], ends=ends)
    same = bool(looks) and looks == _looks(document, document.blocks[first:now], ends=ends)
    if same and _inside(old, before.blocks, first, last):
        return as_it_was, True
    tree = section(document)
    return tree, tree == as_it_was


def _of(document: Document, blocks: Sequence[Block]) -> Document:
    return replace(document, blocks=tuple(blocks))


def _looks(document: Document, blocks: Sequence[Block], *, ends: bool = True) -> list[tuple[object, ...]] | None:
    """All that sectioning sees in some lines; None where one of them may be more than running text. With `ends` how the last
    one ends, too."""
    lines = lines_of(_of(document, blocks))
    looks = [_look(line) for line in lines]
    found = [look for look in looks if look is not None]
    if len(found) < len(looks):
        return None
    return [*found, _end(lines[-1])] if lines and ends else found


def _end(line: Line) -> tuple[object, ...]:
    end, words = line.text.rstrip(), line.text.rstrip(" *_")
    open_ = breaks_off(line.text, "1"), breaks_off(line.text, "A")
    return end[-1:].isalnum() or end[-3:], words[-1:].isalnum() or words[-1:], *open_


def _look(line: Line) -> tuple[object, ...] | None:
    text = line.text
    if line.row or line.capitals or line.columns or names_office(line):
        return None
    if read_label(line) is not None or mark_of(line) is not None:
        return None
    said = load("papers")["instruction"]["words"]
    return (
        line.look,
        line.opens,
        line.bullet,
        bisect_right(_LENGTHS, len(text)),
        "\t" in text,
        KEY_ROW.match(text) is not None,
        (text[:1].islower(), text[:1].isdigit(), text.startswith("("), line.folded.startswith(("như", "lưu"))),
        "thứ nhất" in text.lower(),
        any(word in line.folded for word in said),
    )


def _inside(tree: SectionTree, blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether blocks lie in the text of sections, behind its first line where that could be a title's, and far from what
    frames the paper."""
    around = blocks[max(0, first - 3) : last + 3]
    if any(
        part.start < around[-1].end and around[0].start <= part.end
        for part in tree.parts
        if part.kind is not PartKind.APPENDIX
    ):
        return False
    for block in blocks[first:last]:
        index = tree.at(block.start)
        if index is None or _opens(tree.sections[index], block):
            return False
        if any(block.start < paper.end <= block.end for paper in tree.papers):
            return False
    return True


def _opens(section: Section, block: Block) -> bool:
    """Whether a block holds a section's label or title, or may go on with it."""
    if block.start < section.body_start:
        return True
    told_by_word = bool(section.label) and section.label is not None and section.label[:2].isalpha()
    return block.start <= section.body_start and (section.title is None or told_by_word)
