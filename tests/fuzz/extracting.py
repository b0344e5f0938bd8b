"""Read facts from made-up and spoiled text: `python -m tests.fuzz.extracting [--papers 400] [--pairs 100] [--seconds 300]`.

Three laws. What is found slices back, stays in order and does not overlap. A paragraph read alone yields what the whole
document yields for it. No input costs more than its length: ever longer runs of one piece are timed, twice as long may cost
about twice as much.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.extracting import extract, find_facts, find_figures
from drafter.extracting.context import Context
from drafter.extracting.extract import Found
from drafter.extracting.names import read_contexts
from drafter.extracting.references import find_references
from drafter.extracting.times import find_dates
from drafter.extracting.wrapping import goes_on
from drafter.model.fact import DateFact, Facts, Figure, Reference
from drafter.reading import from_text
from drafter.sectioning import section

NUMBERS = (
    "5",
    "012",
    "1.250",
    "3,7",
    "0,5",
    "2026",
    "6/20",
    "25/5",
    "15/6/2026",
    "3-5",
    "IV",
    "hai mươi",
    "một",
    "⟦312⟧",
    "⟦?⟧",
    "²",
)
UNITS = (
    "hộ nghèo",
    "%",
    "‰",
    "tỷ đồng",
    "triệu",
    "đ",
    "con",
    "vụ",
    "ha",
    "m2",
    "tháng",
    "năm",
    "tuần",
    "điểm %",
    "lượt",
    "tạ/ha",
    "x",
)
VERBS = (
    "đạt",
    "bằng",
    "còn",
    "tăng",
    "giảm",
    "chiếm",
    "gồm",
    "huy động",
    "trong đó",
    "so với cùng kỳ",
    "kế hoạch",
    "của",
    "tại",
    "từ",
)
TIMES = (
    "ngày",
    "tháng 6",
    "năm 2026",
    "6 tháng đầu năm",
    "quý II",
    "nhiệm kỳ 2020 - 2025",
    "tuần 04 tháng 6 năm 2026",
    "kỷ niệm 96 năm",
    "âm lịch",
)
CITED = (
    "Nghị quyết số",
    "12/NQ-HĐND",
    "05-CT/TW",
    "Quyết định",
    "217, 218",
    "cùng ngày",
    "của Bộ Chính trị",
    "khóa XIII",
    "số:",
    "/KH-UBND",
)
MARKS = (
    " ",
    " ",
    " ",
    "",
    "\n",
    "\n\n",
    "-",
    "–",
    "/",
    ".",
    ",",
    ":",
    ";",
    "(",
    ")",
    "“",
    "**",
    "…",
    "\t",
    "\u00a0",
    "\u0301",
    "|",
    "- ",
    "1. ",
    "a) ",
)
WORDS = (
    "Toàn xã",
    "hộ",
    "Đảng",
    "thôn",
    "Tổng đàn",
    "cán bộ, hội viên và Nhân dân",
    "thu nhập bình quân",
    "Cây lúa:",
    "PHỤ LỤC I",
    "khoảng",
)
PIECES = (NUMBERS, UNITS, VERBS, TIMES, CITED, MARKS, WORDS)

ENDLESS = (
    "1", "1 ", "1.", "1,", "1/", "1-", "1/1/", "12/5/2026 ", "12/5 - ", "ngày ", "ngày … tháng … ", "tháng 6, ",
    "quý I, II, ", "năm 2026 - ", "6 tháng đầu năm ", "từ ", "đến ", "(", ")", "kỷ niệm 96 năm ", "nhiệm kỳ ",
    "Nghị quyết số ", "12/NQ-HĐND, ", "12/NQ-", "số ", "số: 5, ", "Quyết định 217, ", "của ", "về việc ", "“",
    "Luật ", "A/", "-A", "tỷ ", "5 tỷ 3 triệu ", "100% ", "đạt 5% kế hoạch, tăng 2%, ", "5 hộ/", "5/", "x ",
    "hai mươi ", "một trăm ", "a", "a1", "à", "a\u0301", "⟦", "⟦5⟧ ", "**", ":", "- ", " ", "\t", "\u00a0", ", và ",
    "cán bộ, hội viên và ", "tại ", "Tổng đàn trâu bò xét ", "hoàn thành tốt ", "trong đó 5 hộ, ", "tăng 5 ha; ",
)  # fmt: skip

Read = Callable[[str], Sequence[Figure | DateFact | Reference]]
_NOBODY = Context(year=2026, period="2026-H1", paper_date="2026-06-15")
READERS: tuple[tuple[str, Read], ...] = (
    ("figures", lambda text: find_figures(text, 0, len(text))),
    ("dates", lambda text: find_dates(text, 0, len(text), _NOBODY)),
    ("references", lambda text: find_references(text, 0, len(text), _NOBODY)),
)


def paper(dice: random.Random) -> str:
    """A made-up paper: pieces of every kind in any order, some letters taken apart, some blanks lost."""
    lines = []
    for _ in range(dice.randint(1, 8)):
        words: list[str] = []
        for _ in range(dice.randint(1, 40)):
            words += [dice.choice(dice.choice(PIECES)), dice.choice((" ", " ", " ", ""))]
        lines.append("".join(words))
    text = "\n".join(lines)
    return unicodedata.normalize("NFD", text) if dice.random() < 0.15 else text


def broken_laws(text: str) -> Iterator[str]:
    """What a paper's facts break of the laws, in words; nothing where they keep them."""
    document = from_text(text)
    tree = section(document)
    facts = extract(document, tree)
    for name, found in (("figure", facts.figures), ("date", facts.dates), ("reference", facts.references)):
        last = 0
        for fact in found:
            if document.text[fact.start : fact.end] != fact.text or fact.start == fact.end:
                yield f"{name} {fact.text!r} is not what stands at {fact.start}"
            if fact.start < last:
                yield f"{name} {fact.text!r} overlaps the one before"
            last = fact.end
    for figure in facts.figures:
        if (figure.value is not None) + (figure.parts is not None) + (figure.low is not None) != 1:
            yield f"figure {figure.text!r} has no value or several"
    contexts = read_contexts(document, tree)
    body = [block for block in document.blocks if block.is_body and not block.cells]
    for index, block in enumerate(body):
        around = body[index - 1 : index] + body[index : index + 2]
        if any(goes_on(document.text, one, other) for one, other in pairwise(around)):
            continue
        start = block.label_end or block.start
        alone = find_facts(document.text, start, block.end, contexts.at(block.start))
        if _plain(alone) != _plain(_within(facts, start, block.end)):
            yield f"a paragraph alone reads otherwise: {document.text[start : block.end]!r}"


def _within(facts: Facts, start: int, end: int) -> Found:
    return Found(
        tuple(one for one in facts.figures if start <= one.start < end),
        tuple(one for one in facts.dates if start <= one.start < end),
        tuple(one for one in facts.references if start <= one.start < end),
    )


def _plain(found: Found) -> tuple[object, ...]:
    """What can be compared: bases count within the paper, documents are joined over it."""
    figures = [replace(figure, relation=None) for figure in found.figures]
    references = [replace(reference, document=0) for reference in found.references]
    return figures, list(found.dates), [(one.start, one.end, one.symbol, one.date) for one in references]


def seconds(read: Read, text: str) -> float:
    """CPU time of one reading: other work on the machine does not count."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def too_dear(read: Read, piece: str, size: int = 20_000) -> str | None:
    """Whether a run of one piece costs more than its length: four times as long more than eight times as much."""
    text = piece * (size // len(piece))
    short = min(seconds(read, text) for _ in range(2))
    long = seconds(read, text * 4)
    return f"{short * 1000:.0f} ms → {long * 1000:.0f} ms" if long > max(0.25, 8 * short) else None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=100, help="endless runs of two pieces")
    parser.add_argument("--seconds", type=float, default=300, help="for the whole run")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.seconds
    dice = random.Random(options.seed)
    faults: list[str] = []
    read = 0
    while read < options.papers and time.monotonic() < end:
        text = paper(dice)
        read += 1
        try:
            faults += [f"paper {read}: {fault}" for fault in broken_laws(text)]
        except Exception as error:
            faults.append(f"paper {read}: {type(error).__name__}: {error} in {text!r}")
    timed = 0
    endless = [*ENDLESS, *(dice.choice(ENDLESS) + dice.choice(dice.choice(PIECES)) for _ in range(options.pairs))]
    for piece in endless:
        for name, reader in READERS:
            if time.monotonic() < end:
                timed += 1
                if (dear := too_dear(reader, piece)) is not None:
                    faults.append(f"{name} of {piece!r} without end: {dear}")
    sys.stdout.write(f"{read} papers, {timed} of {len(endless) * len(READERS)} endless runs\n")
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
