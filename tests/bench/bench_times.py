"""How fast times and citations are read, beside a plain scan with the same patterns and, where it is installed,
dateparser's search."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from drafter.extracting.context import Context
from drafter.extracting.forms import atoms
from drafter.extracting.references import find_references
from drafter.extracting.times import find_dates
from drafter.language.folding import fold_mapped
from tests.bench.measuring import paired

_PARAGRAPHS = (
    "Trong {h} tháng đầu năm 2024, Ủy ban MTTQ xã đã phối hợp tổ chức {n} hội nghị với 1.2{n} lượt người tham dự.",
    "Thực hiện Kế hoạch số {n}/KH-MTTQ-BTT ngày 15/3/2024 của Ban Thường trực Ủy ban MTTQ tỉnh về việc vận động Quỹ.",
    "Công tác tuyên truyền, vận động các tầng lớp Nhân dân thi đua lao động sản xuất, giữ gìn vệ sinh môi trường, xây dựng "
    "nếp sống văn minh ở khu dân cư được duy trì; các thôn bản đều có tổ tự quản và quy ước riêng.",
    "Từ ngày 01/3 đến ngày 30/5/2024, có {n}/12 khu dân cư hoàn thành, đạt 8{h},5% kế hoạch giai đoạn 2021 - 2025.",
    "Giám sát theo Quyết định 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị: 0{h} cuộc, kiến nghị {n} nội dung.",
)


def sample(size: int) -> str:
    """A report text of about so many characters, one paragraph a line."""
    lines: list[str] = []
    length = 0
    while length < size:
        number = len(lines)
        line = _PARAGRAPHS[number % len(_PARAGRAPHS)].format(n=10 + number % 80, h=1 + number % 9)
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def _each_paragraph(text: str, read: Callable[[int, int], object]) -> None:
    start = 0
    for line in text.split("\n"):
        read(start, start + len(line))
        start += len(line) + 1


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    text = sample(70_000)
    context = Context(year=2024, period="2024-H1")
    paragraph = _PARAGRAPHS[3].format(n=11, h=6)
    whole: dict[str, Callable[[], object]] = {
        "times of 70 KB": lambda: _each_paragraph(text, lambda a, b: find_dates(text, a, b, context)),
        "citations of 70 KB": lambda: _each_paragraph(text, lambda a, b: find_references(text, a, b, context)),
        "times of 70 KB: the scan alone": lambda: _each_paragraph(
            text, lambda a, b: list(atoms(fold_mapped(text[a:b]).text))
        ),
        "times of one paragraph": lambda: find_dates(paragraph, 0, len(paragraph), context),
        "times of 10,000 digits": lambda: find_dates("1" * 10_000, 0, 10_000, context),
        "times of 1 MB without a blank": lambda: find_dates("a1" * 500_000, 0, 1_000_000, context),
        "citations of 1 MB without a blank": lambda: find_references("a1" * 500_000, 0, 1_000_000, context),
    }
    if importlib.util.find_spec("dateparser") is not None:
        from dateparser.search import search_dates

        whole["dateparser's search, times of 70 KB"] = lambda: search_dates(text, languages=["vi"])
    return [(name, figure, "ms") for name, figure in zip(whole, paired(*whole.values(), rounds=3), strict=True)]


if __name__ == "__main__":
    for what, figure, unit in rows():
        print(f"{what:45} {figure:10.2f} {unit}")
