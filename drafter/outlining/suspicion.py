"""What is no outline, and outlines without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.errors import UsageError
from drafter.language.folding import fold
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Item
from drafter.model.section import DocumentKind, Paper, SectionTree
from drafter.outlining.asks import read_body
from drafter.outlining.lines import Line, lines_between
from drafter.outlining.wording import begins, read, wants_figures

if TYPE_CHECKING:
    from drafter.outlining.importing import _Reader

_ = catalogue("outlining")

_FOREWORD = re.compile(r"\W*(?:phần )?(?:mở đầu|đặt vấn đề)(?:\W|\Z)")
_RESULT = re.compile(
    r"(?<![\w/.,])\d[\d.,]*\s*(?:%|đồng|triệu|tỷ|hộ|người|lượt|cuộc|buổi|hội nghị|tấn|ha|km|"
    r"vụ|đơn|lớp|suất|mô hình|đoàn viên|hội viên|căn|nhà|công trình)(?!\w)"
)


def refuse_what_is_none(document: Document, tree: SectionTree, paper: Paper, indexes: Sequence[int]) -> None:
    """Raise UsageError for a report: sentences that tell results with figures, and next to none that instruct.

    A paper that calls itself an outline is never refused.
    """
    if paper.kind == DocumentKind.OUTLINE and "đề cương" in fold(document.text[paper.start : paper.start + 600]):
        return
    lines = lines_between(document, tree, paper.start, paper.end)
    told = sum(bool(_RESULT.search(fold(line.text))) and len(line.text) > 60 for line in lines)
    asked = sum(begins(line.text, "instructing") or bool(read(line.text).guidance) for line in lines)
    bullets = sum(line.bullet is not None and wants_figures(line.text) for line in lines)
    if told >= 4 and told > 2 * (asked + bullets):
        raise UsageError(
            _(
                "{path}: this reads like a report, not like an outline ({told} sentences with results)",
                path=document.source.path,
                told=told,
            )
        )


def unlabelled(
    document: Document, tree: SectionTree, start: int, end: int, reader: _Reader, *, only_capitals: bool = False
) -> tuple[Item, ...]:
    """Items without labels in a stretch: lines in capitals or bold, or short lines over bullets; doubtful, and said so."""
    lines = lines_between(document, tree, start, end)
    heads = [
        place for place, _line in enumerate(lines) if _is_head(document, lines, place, only_capitals=only_capitals)
    ]
    items: list[Item] = []
    for number, place in enumerate(heads):
        below = lines[place + 1 : heads[number + 1] if number + 1 < len(heads) else len(lines)]
        title, colon, behind = lines[place].text.partition(":")
        if colon and behind.strip() and _FOREWORD.match(fold(title)):
            below = [replace(lines[place], text=behind.strip()), *below]
            reading = read(title)
        else:
            colon, reading = "", read(lines[place].text)
        body = read_body(below, inline=bool(colon), parent=False)
        reader.doubt(lines[place].start, _("“{title}” has no label; taken for an item", title=reading.text[:60]))
        items.append(
            reader.made(
                reader.names.of(reading.text),
                None,
                reading.text,
                (*reading.guidance, *body.guidance),
                reading.optional or body.optional,
                body,
                (),
                lines[place].start,
            )
        )
    return tuple(items)


def _is_head(document: Document, lines: Sequence[Line], place: int, *, only_capitals: bool) -> bool:
    line = lines[place]
    if _FOREWORD.match(fold(line.text)):
        return True
    if only_capitals and not (line.text == line.text.upper() and place + 1 < len(lines) and len(line.text) > 5):
        return False
    if line.bullet is not None or len(line.text) > 200:
        return False
    block = next((block for block in document.blocks if block.start <= line.start < block.end), None)
    if block is not None and (block.look.bold or block.look.outline_level):
        return True
    letters = [char for char in line.text if char.isalpha()]
    if letters and sum(map(str.isupper, letters)) * 10 >= len(letters) * 9:
        return True
    over_bullets = place + 1 < len(lines) and lines[place + 1].bullet is not None
    return over_bullets and not begins(line.text, "instructing") and not line.text.endswith(".")
