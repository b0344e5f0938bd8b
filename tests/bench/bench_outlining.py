"""How long an import, a load and a match take: a ten-page outline, its file, 60 items against 200 sections.

`rows()` gives (name, size, items or pairs, median milliseconds).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from drafter.model.outline import Ask, Item, Outline
from drafter.outlining import drift, import_outline, match
from drafter.reading import from_text
from drafter.sectioning import section
from drafter.shelves import outlines

_CASES = Path(__file__).parent.parent / "outlining" / "cases"
_VERBS = (
    "Tuyên truyền",
    "Vận động",
    "Giám sát",
    "Phối hợp",
    "Kiện toàn",
    "Hỗ trợ",
    "Tập huấn",
    "Kiểm tra",
    "Tổ chức",
    "Chăm lo",
)
_THINGS = (
    "xây dựng nông thôn mới",
    "giảm nghèo bền vững",
    "hòa giải ở cơ sở",
    "bảo vệ môi trường",
    "an toàn giao thông",
    "quỹ vì người nghèo",
)


def _title(number: int) -> str:
    return f"{_VERBS[number % 10]} {_THINGS[number // 10 % 6]} và {_THINGS[(number // 7 + 2) % 6]}"


def _outline(count: int) -> Outline:
    items = [
        Item(f"muc-{number}", f"{number + 1}.", _title(number), asks=(Ask(_title(number), implicit=True),))
        for number in range(count)
    ]
    return Outline("mau", None, "Mẫu", "2024", items=tuple(items))


def _report(count: int) -> str:
    lines = ["BÁO CÁO", "Kết quả công tác năm 2024", ""]
    for number in range(count):
        lines += [f"{number + 1}. Về {_title(number * 3 + 1)[:1].lower()}{_title(number * 3 + 1)[1:]} lần {number}"]
        lines += ["Trong kỳ đã tổ chức 12 hội nghị với 850 lượt người tham gia, đạt kết quả tốt." * 3]
    return "\n".join(lines) + "\n"


def _milliseconds(run: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        run()
        times.append(perf_counter() - begin)
    return round(median(times) * 1000, 1)


def outline_text() -> str:
    """An outline of about ten pages."""
    head, body = "ĐỀ CƯƠNG BÁO CÁO\nKết quả năm 2024\n", (_CASES / "ubnd_kinh_te_quy.txt").read_text("utf-8")
    return head + body[body.index("A. TÌNH HÌNH") :] * 6


def rows(rounds: int = 5) -> list[tuple[str, int, int, float]]:
    text = outline_text()
    document = from_text(text)
    tree = section(document)
    outline = import_outline(document, tree)
    source = outlines.dump(outline)
    items, report = _outline(60), from_text(_report(200))
    sections = section(report)
    return [
        ("import", len(text), len(list(outline.walk())), _milliseconds(lambda: import_outline(document, tree), rounds)),
        ("load", len(source), len(list(outline.walk())), _milliseconds(lambda: outlines.loads(source), rounds)),
        ("match 60 x 200", 60, len(sections.sections), _milliseconds(lambda: match(items, report, sections), rounds)),
        ("drift 60 x 60", 60, 60, _milliseconds(lambda: drift(items, items), rounds)),
    ]
