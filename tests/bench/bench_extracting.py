"""How fast a report's facts are read, paired in one run with a plain scan, spaCy's tokens and a Matcher of the same forms."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from drafter.extracting import extract, find_facts, find_figures
from drafter.extracting.context import Context
from drafter.extracting.language import pipeline, read_tokens
from drafter.extracting.numbers import NUMBER
from drafter.extracting.symbols import symbol_pattern
from drafter.lexicon import load
from drafter.model.document import Block, BlockKind, Document, Source
from drafter.model.section import SectionTree
from tests.bench.measuring import paired

_LINES = (
    "{i}. Toàn xã có 1.2{n} hộ với 4.2{n} nhân khẩu, trong đó hộ nghèo {n} hộ, chiếm 2,{n}%.",
    "Ủy ban MTTQ xã đã phối hợp với các tổ chức thành viên đẩy mạnh tuyên truyền, vận động Nhân dân chấp hành chủ trương, "
    "đường lối của Đảng, chính sách, pháp luật của Nhà nước; giữ gìn khối đại đoàn kết ở khu dân cư.",
    "- Thực hiện Kế hoạch số {n}/KH-MTTQ ngày 15/3/2024, tổ chức {n} hội nghị với hơn 2.3{n} lượt người dự.",
    "Công tác giám sát, phản biện xã hội được quan tâm; các kiến nghị sau giám sát được cơ quan có thẩm quyền tiếp thu.",
    "+ Vận động Quỹ được {n}.350.000 đồng, đạt 105% kế hoạch năm; sửa chữa 0{d} căn nhà, mỗi căn 30 triệu đồng.",
)
# A report of the usual sort tells more in words: so many lines without a figure for each of the lines above.
_TALK = (
    "Cấp ủy, chính quyền và Mặt trận các cấp thường xuyên nắm tình hình Nhân dân, kịp thời phản ánh tâm tư, nguyện vọng "
    "chính đáng của cử tri với cơ quan có thẩm quyền; chất lượng công tác phối hợp ngày càng được nâng lên.",
)


def report(size: int, *, talk: int = 0) -> Document:
    """A report of about so many characters, one paragraph a line, a figure in every 57 characters, fewer with `talk`."""
    lines: list[str] = []
    blocks: list[Block] = []
    length = 0
    for line in _lines(talk):
        blocks.append(Block(BlockKind.PARAGRAPH, length, length + len(line)))
        lines.append(line)
        length += len(line) + 1
        if length >= size:
            return Document(Source("-", "txt"), "\n".join(lines), tuple(blocks))
    raise AssertionError


def _lines(talk: int) -> Iterator[str]:
    number = 0
    while True:
        yield _LINES[number % len(_LINES)].format(i=number, n=10 + number % 80, d=number % 10)
        yield from _TALK * talk
        number += 1


@cache
def matcher() -> Any:
    """The forms of figures, dates and citations as token patterns."""
    from spacy.matcher import Matcher

    number = {"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)*%?$"}}
    day = {"TEXT": {"REGEX": r"^\d{1,2}(?:[./-]\d{1,2}){0,2}(?:[./-]\d{4})?$"}}
    year = {"TEXT": {"REGEX": r"^(?:19|20)\d\d(?:-(?:19|20)\d\d)?$"}}
    symbol = {"TEXT": {"REGEX": r"^\d+(?:/\d{4})?[-/][A-ZĐ]"}}
    units = load("units")
    names = [word for words in units["counts"].values() for word in words]
    names += [*units["measures"], *units["money"], *units["times"]["list"]]
    by_length: dict[int, list[list[str]]] = {}
    for name in names:
        by_length.setdefault(len(name.split()), []).append(name.split())
    found = Matcher(pipeline().vocab)
    for length, words in by_length.items():
        columns = [{"LOWER": {"IN": sorted({said[place] for said in words})}} for place in range(length)]
        found.add(
            f"figure-{length}", [[number, *columns], [number, {"LOWER": {"IN": ["triệu", "tỷ", "nghìn"]}}, *columns]]
        )
    for name in (
        "ngày",
        "tháng",
        "năm",
        "quý",
        "tuần",
        "nhiệm kỳ",
        "giai đoạn",
        "năm học",
        "vụ",
        "kỷ niệm",
        "trước ngày",
    ):
        found.add(
            f"date-{name}",
            [[*({"LOWER": word} for word in name.split()), {"TEXT": value["TEXT"]}] for value in (day, year)],
        )
    for entry in load("types")["type"]:
        words = [{"LOWER": word.lower()} for word in entry["name"].split()]
        found.add(f"reference-{entry['name']}", [[*words, {"LOWER": "số", "OP": "?"}, symbol]])
    return found


def _floor(text: str) -> None:
    """What any reader has to do: find the digits, the symbols and the words of time."""
    for pattern in (NUMBER, symbol_pattern(), _TIMES):
        for _found in pattern.finditer(text):
            pass


_TIMES = re.compile(r"(?:ngày|tháng|năm|quý|tuần|nhiệm kỳ|giai đoạn) (?:\d|[ivx])", re.IGNORECASE)


def sustained(size: int = 20_000_000) -> tuple[float, float]:
    """MB of text a second through every finder, and by how many MB the process grew from the first fifth to the last."""
    piece = report(200_000)
    context = Context(year=2024, period="2024-H1")
    rounds = size // len(piece.text)
    grown: list[float] = []
    begin = time.process_time()
    for _ in range(rounds):
        for block in piece.blocks:
            find_facts(piece.text, block.start, block.end, context)
        grown.append(_resident())
    spent = time.process_time() - begin
    return rounds * len(piece.text) / 1_000_000 / spent, grown[-1] - grown[rounds // 5]


def _resident() -> float:
    """MB that the process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1_000_000
    except OSError:
        return 0.0


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    tree, context = SectionTree(()), Context()
    dense, usual, large = report(70_000), report(70_000, talk=2), report(2_000_000)
    text, block = dense.text, dense.blocks[0]
    one_long = text.replace("\n", " ")
    counts = [len(extract(paper, tree).figures) for paper in (dense, usual)]
    work: dict[str, Callable[[], object]] = {
        f"extract, 70 KB with {counts[0]} figures": lambda: extract(dense, tree),
        f"extract, 70 KB with {counts[1]} figures": lambda: extract(usual, tree),
        "extract, one paragraph": lambda: find_facts(text, block.start, block.end, context),
        "figures alone, 70 KB": lambda: [find_figures(text, one.start, one.end) for one in dense.blocks],
        "figures alone, the same as one paragraph": lambda: find_figures(one_long, 0, len(one_long)),
        "floor: a plain scan for digits, symbols, times": lambda: _floor(text),
        "spaCy's tokens and sentences": lambda: read_tokens(text),
        "spaCy's tokens and a Matcher of the same forms": lambda: matcher()(pipeline().tokenizer(text)),
    }
    found = [(name, figure, "ms") for name, figure in zip(work, paired(*work.values()), strict=True)]
    begin = time.process_time()
    extract(large, tree)
    found.append(("extract, 2 MB at once", len(large.text) / 1_000_000 / (time.process_time() - begin), "MB/s"))
    speed, grown = sustained()
    return [
        *found,
        ("20 MB, paragraph by paragraph", speed, "MB/s"),
        ("memory gained over the last 16 MB of them", grown, "MB"),
    ]
