"""All finders joined: overlaps settled, paragraphs read alone say what the whole says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.extracting import extract, find_facts
from drafter.extracting.context import Context
from drafter.model.document import Block, BlockKind, Cell, Document, Source
from drafter.model.fact import DateKind, Facts
from drafter.model.section import SectionTree
from drafter.reading import from_text
from drafter.sectioning import section

_REPORT = """BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2024
1. Toàn xã có 412 hộ, trong đó hộ nghèo 31 hộ (7,5%).
2. Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị, đã giám sát 12 cuộc trong 5 năm qua.
3. Họp định kỳ 3 tháng/1 lần; kỷ niệm 94 năm Ngày thành lập (18/11/1930 - 18/11/2024) với 120 đại biểu.
4. Giai đoạn 2021-2025 thu 1,2 tỷ đồng, đạt 60% kế hoạch."""


def _document(text: str) -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(Source("-", "txt"), text, tuple(blocks))


def _facts(text: str) -> Facts:
    return extract(_document(text), SectionTree(()))


def test_figures_outside_dates_and_citations() -> None:
    figures = [(figure.text, figure.value) for figure in _facts(_REPORT).figures]
    assert figures == [
        ("412 hộ", 412),
        ("31 hộ", 31),
        ("7,5%", Decimal("7.5")),
        ("12 cuộc", 12),
        ("5 năm", 5),
        ("3 tháng/1 lần", 1),
        ("120 đại biểu", 120),
        ("1,2 tỷ đồng", Decimal("1200000000")),
        ("60%", 60),
    ]


def test_a_duration_and_a_frequency_are_dates_too() -> None:
    durations = [date.text for date in _facts(_REPORT).dates if date.kind is DateKind.DURATION]
    assert "3 tháng/1 lần" in durations
    assert any(said.startswith("5 năm") for said in durations)


def test_bases_of_relations_count_in_the_document() -> None:
    figures = _facts(_REPORT).figures
    relations = {figure.text: figure.relation for figure in figures}
    part, plan = relations["31 hộ"], relations["60%"]
    assert part is not None and part.base is not None and figures[part.base].text == "412 hộ"
    assert plan is not None and plan.base is not None and figures[plan.base].text == "1,2 tỷ đồng"


def test_a_paragraph_alone_says_what_the_whole_says() -> None:
    document = _document(_REPORT)
    whole = extract(document, SectionTree(()))
    context = Context(year=2024, period="2024-H1")
    for block in document.blocks:
        alone = find_facts(document.text, block.start, block.end, context)
        inside = [figure for figure in whole.figures if block.start <= figure.start < block.end]
        assert [(f.start, f.end, f.value, f.unit, f.subject) for f in alone.figures] == [
            (f.start, f.end, f.value, f.unit, f.subject) for f in inside
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 43/2022/QH15 ngày 11/01/2022",
        "Số: 145/BC-UBND",
        "Nghị quyết Đại hội lần thứ XIII; nhiệm kỳ 2020 - 2025; khóa 14",
        "Tình hình dịch Covid-19 quý I/2022, tháng 6 năm 2022",
        "Vào 7 giờ 30 phút ngày 12/5; điện thoại 0912.345.678",
        "kỷ niệm 92 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2022)",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert _facts(text).figures == ()


def test_a_table_is_read_cell_by_cell() -> None:
    text = "Nội dung\tSố cuộc\nGiám sát theo Kế hoạch số 12/KH-MTTQ ngày 5/3/2024\t12\n"
    spans = [(0, 8), (9, 16), (17, text.rindex("\t")), (text.rindex("\t") + 1, len(text) - 1)]
    cells = tuple(Cell(i // 2 + 1, i % 2 + 1, 1, 1, *span) for i, span in enumerate(spans))
    block = Block(BlockKind.TABLE, 0, len(text), cells=cells, table=1)
    facts = extract(Document(Source("-", "docx"), text, (block,)), SectionTree(()))
    assert [(figure.value, figure.unit) for figure in facts.figures] == [(12, "cuộc")]
    assert [reference.symbol for reference in facts.references] == ["12/KH-MTTQ"]


def test_years_alone_in_a_tables_head_are_dates() -> None:
    document = from_text(
        "# Biểu\n\n| Chỉ tiêu | 2023 | 2024 |\n| --- | --- | --- |\n| Hộ nghèo | 214 | 187 |\n", format="md"
    )
    facts = extract(document, section(document))
    assert [(date.text, date.iso) for date in facts.dates] == [("2023", "2023"), ("2024", "2024")]
    assert [figure.value for figure in facts.figures] == [214, 187]
