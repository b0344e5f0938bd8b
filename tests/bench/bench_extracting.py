"""How fast a report's facts are read, beside spaCy's rule tokenizer and a plain scan for numbers."""

from __future__ import annotations

import time
from collections.abc import Callable

from drafter.extracting import extract, find_facts, find_figures
from drafter.extracting.context import Context
from drafter.extracting.language import TOKEN, read_tokens
from drafter.extracting.numbers import NUMBER
from drafter.model.document import Block, BlockKind, Document, Source
from drafter.model.section import SectionTree

_LINES = (
    "{i}. Toàn xã có 1.2{n} hộ với 4.2{n} nhân khẩu, trong đó hộ nghèo {n} hộ, chiếm 2,{n}%.",
    "Ủy ban MTTQ xã đã phối hợp với các tổ chức thành viên đẩy mạnh tuyên truyền, vận động Nhân dân chấp hành chủ trương, "
    "đường lối của Đảng, chính sách, pháp luật của Nhà nước; giữ gìn khối đại đoàn kết ở khu dân cư.",
    "- Thực hiện Kế hoạch số {n}/KH-MTTQ ngày 15/3/2024, tổ chức {n} hội nghị với hơn 2.3{n} lượt người dự.",
    "Công tác giám sát, phản biện xã hội được quan tâm; các kiến nghị sau giám sát được cơ quan có thẩm quyền tiếp thu.",
    "+ Vận động Quỹ được {n}.350.000 đồng, đạt 105% kế hoạch năm; sửa chữa 0{d} căn nhà, mỗi căn 30 triệu đồng.",
)


def report(size: int) -> Document:
    """A report of about so many characters, one paragraph a line, a figure in every hundred characters or so."""
    lines: list[str] = []
    blocks: list[Block] = []
    length = 0
    while length < size:
        number = len(lines)
        line = _LINES[number % len(_LINES)].format(i=number, n=10 + number % 80, d=number % 10)
        blocks.append(Block(BlockKind.PARAGRAPH, length, length + len(line)))
        lines.append(line)
        length += len(line) + 1
    return Document(Source("-", "txt"), "\n".join(lines), tuple(blocks))


def _best(work: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds of the best run after a first one; CPU time."""
    work()
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times) * 1000


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    paper, tree, context = report(70_000), SectionTree(()), Context()
    large = report(2_000_000)
    text, block = paper.text, paper.blocks[0]
    found = len(extract(paper, tree).figures)
    one_long = text.replace("\n", " ")
    return [
        (f"extract, 70 KB with {found} figures", _best(lambda: extract(paper, tree)), "ms"),
        ("extract, one paragraph", _best(lambda: find_facts(text, block.start, block.end, context)), "ms"),
        (
            "figures alone, 70 KB",
            _best(lambda: [find_figures(text, block.start, block.end) for block in paper.blocks]),
            "ms",
        ),
        ("figures alone, the same as one paragraph", _best(lambda: find_figures(one_long, 0, len(one_long))), "ms"),
        ("extract, 2 MB", len(large.text) / 1000 / _best(lambda: extract(large, tree), runs=1), "MB/s"),
        ("floor: a plain scan for numbers, 70 KB", _best(lambda: list(NUMBER.finditer(text))), "ms"),
        ("tokens by one regular expression, 70 KB", _best(lambda: list(TOKEN.finditer(text))), "ms"),
        ("spaCy document of the same tokens, 70 KB", _best(lambda: read_tokens(text)), "ms"),
    ]
