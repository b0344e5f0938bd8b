"""A draft's blocks after an edit: the lines that changed are read, what stands behind them is moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from drafter.markup import LineKind, scan, split_front_matter
from drafter.model.document import BlockKind, Document
from drafter.model.moving import Change, moved_by
from drafter.reading.text import from_text


@dataclass(frozen=True, slots=True)
class Reread:
    """A document as it is now: its blocks from `first` up to `now` were those from `first` up to `last` before."""

    document: Document
    first: int
    last: int
    now: int


def read_again(old: Document, text: str, change: Change) -> Reread | None:
    """The draft after an edit inside its running text; None where headings, tables, comments or front matter are touched and
    all of it must be read. Equal to what `from_text` reads."""
    _front, body = split_front_matter(old.text)
    if not old.is_draft or change.first < max(body, 1) or (not body and old.text.startswith("---")):
        return None
    if _in_comment(old.text, change.first):
        return None
    before, after = old.text[change.first : change.old_last], text[change.first : change.new_last]
    if any(mark in piece for piece in (before, after) for mark in ("<!--", "-->", "\r", "\0")):
        return None
    if any(line.kind not in (LineKind.TEXT, LineKind.BLANK) for piece in (before, after) for line in scan(piece).lines):
        return None
    starts = [block.start for block in old.blocks]
    first, last = bisect_left(starts, change.first), bisect_left(starts, change.old_last)
    if change.old_last > change.first and last < len(starts) and starts[last] < change.old_last:
        return None
    around = [old.blocks[index].kind for index in (first - 1, last) if 0 <= index < len(starts)]
    if (first and old.blocks[first - 1].end > change.first) or around == [BlockKind.TABLE, BlockKind.TABLE]:
        return None
    new = tuple(moved_by(from_text(after, format="draft").blocks, change.first))
    blocks = (*old.blocks[:first], *new, *moved_by(old.blocks[last:], change.by))
    return Reread(replace(old, text=text, blocks=blocks), first, last, first + len(new))


def _in_comment(text: str, at: int) -> bool:
    opened = text.rfind("<!--", 0, at)
    return opened >= 0 and text.find("-->", opened, at) < 0
