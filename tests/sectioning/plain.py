"""Documents of one paragraph block a line, as a plain text file is read."""

from drafter.model.document import Block, BlockKind, Document, Look, Source


def document_of(text: str, looks: dict[int, Look] | None = None, *, form: str = "txt") -> Document:
    """`looks` by the line's number from 0."""
    blocks: list[Block] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            look = (looks or {}).get(number, Look())
            blocks.append(Block(BlockKind.PARAGRAPH, first, start + len(line.rstrip()), look=look))
        start += len(line) + 1
    return Document(Source("-", form), text, tuple(blocks))
