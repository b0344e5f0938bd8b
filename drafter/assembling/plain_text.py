"""The report as Markdown or plain text: for a portal, an e-mail, another program."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.assembling.body import with_end_mark
from drafter.assembling.content import Block, Content, Heading, Paragraph, Table, content_of
from drafter.assembling.frame import date_words, frame_of, number_words
from drafter.assembling.inline import plain
from drafter.assembling.layout import load_layout
from drafter.model.draft import Draft
from drafter.model.outline import Outline


def to_text(draft: Draft, *, layout: str, outline: Outline | None = None) -> str:
    """The whole paper as plain text: one paragraph a line, a table row a line with tabs, marks kept."""
    profile = load_layout(layout)
    content = content_of(draft)
    frame = frame_of(draft, profile, outline)
    head = [frame.superior, frame.unit, number_words(frame, profile), f"{frame.place or '……'}, {date_words(frame)}"]
    lines = [line for line in head if line]
    lines += ["", frame.kind.upper(), frame.abstract or "", ""]
    lines += [line for block in (*content.preamble, *_ended(content, profile.end_mark)) for line in _lines(block)]
    lines += ["", "Nơi nhận:", *(f"- {name};" for name in frame.recipients), ""]
    lines += [line for line in (*frame.authority, frame.office, frame.signer) if line]
    for annex in content.annexes:
        lines += ["", *_lines(annex.heading), *(line for block in annex.blocks for line in _lines(block))]
    lines += [f"[{number}] {plain(words)}" for number, words in content.notes.items()]
    return "\n".join(lines) + "\n"


def to_markdown(draft: Draft, *, layout: str, outline: Outline | None = None) -> str:
    """The report's text as Markdown that any program shows: headings, paragraphs apart, tables; no front matter, ids or
    comments."""
    content = content_of(draft)
    frame = frame_of(draft, load_layout(layout), outline)
    pieces = [f"# {frame.kind.upper()}", f"**{frame.abstract}**" if frame.abstract else ""]
    blocks = [*content.preamble, *content.body]
    for annex in content.annexes:
        blocks += [annex.heading, *annex.blocks]
    pieces += [_markdown(block) for block in blocks]
    pieces += [f"[^{number}]: {words}" for number, words in content.notes.items()]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _ended(content: Content, mark: str) -> Iterator[Block]:
    last = len(content.body) - 1
    for index, block in enumerate(content.body):
        yield Paragraph(with_end_mark(block.text, mark)) if index == last and isinstance(block, Paragraph) else block


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield plain(block.words)
    elif isinstance(block, Paragraph):
        yield plain(block.text)
    else:
        for row in range(block.rows):
            yield "\t".join(plain(cell.text) for cell in block.cells if cell.row == row)


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * min(block.depth + 1, 6)} {block.words}"
    return block.text if isinstance(block, Paragraph) else _pipe_table(block)


def _pipe_table(table: Table) -> str:
    """A table that every Markdown program shows: joined cells stand once, the places they cover are empty."""
    grid = [[""] * table.columns for _row in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text.replace("|", "\\|")
    lines = [f"| {' | '.join(row)} |" for row in grid]
    lines.insert(min(table.head, len(lines)), "|" + "---|" * table.columns)
    return "\n".join(lines)
