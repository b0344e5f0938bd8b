"""A section checked alone: its findings at once, and none that the whole check does not have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.model.finding import Finding
from drafter.model.period import Period
from drafter.pipeline.passages import check_passage, passage_at
from drafter.pipeline.understanding import understand_text

DRAFT = """---
outline: thu
period: 2024
---
# BÁO CÁO kết quả công tác năm 2024

## I. KẾT QUẢ {#i}

### 1. Tuyên truyền {#i-1}
Đã mở 20 lớp, gồm 8 lớp ở thôn và 9 lớp ở trường.
Các ngành cùng làm.

### 2. Giám sát {#i-2}
Hòa giải 18/20 vụ việc, đạt 90%.

## II. NHIỆM VỤ NĂM 2025 {#ii}
Tiếp tục mở lớp.
"""
LINES = [
    "Hòa giải 18/20 vụ việc, đạt 95%.",
    "Ngày 31/4/2024, xã nghỉ.",
    "Các nghành đã đã phối hợp.",
    "Thu 40 triệu đồng, tăng 25% so với cùng kỳ (30 triệu đồng).",
    "Tổ chức tại 12/11 thôn.",
    "Vận động nguồn lực nguồn lực xã hội.",
    "Đã mở .... lớp.",
    "Không phát sinh.",
]


def whole(text: str, period: Period | None) -> set[tuple[str, int, int, str]]:
    from drafter import checking

    paper = understand_text(text, form="draft")
    context = checking.CheckContext(paper.document, paper.tree, paper.facts, period=period)
    return {key(finding) for finding in checking.check(context).findings}


def key(finding: Finding) -> tuple[str, int, int, str]:
    return finding.rule, finding.start, finding.end, finding.message


@pytest.mark.parametrize(
    ("words", "first", "above"),
    [
        ("8 lớp ở thôn", "### 1. Tuyên truyền {#i-1}", ("# BÁO CÁO kết quả công tác năm 2024", "## I. KẾT QUẢ {#i}")),
        ("Tiếp tục", "## II. NHIỆM VỤ NĂM 2025 {#ii}", ("# BÁO CÁO kết quả công tác năm 2024",)),
    ],
)
def test_a_section_with_its_headings(words: str, first: str, above: tuple[str, ...]) -> None:
    passage = passage_at(DRAFT, DRAFT.index(words))
    assert DRAFT[passage.start : passage.end].startswith(first)
    assert passage.above == above


def test_places_are_the_drafts_own() -> None:
    (finding,) = check_passage(DRAFT, DRAFT.index("8 lớp"), period=Period.parse("2024"))
    assert (finding.rule, finding.text) == ("NUM401", DRAFT[finding.start : finding.end])
    assert (finding.line, finding.column) == (10, 7)


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=3),
    place=st.sampled_from(["8 lớp ở", "Hòa giải 18/20", "Tiếp"]),
)
def test_what_it_says_the_whole_check_says_too(lines: list[str], place: str) -> None:
    at = DRAFT.rindex("\n", 0, DRAFT.index(place)) + 1
    text = DRAFT[:at] + "".join(f"{line}\n" for line in lines) + DRAFT[at:]
    period = Period.parse("2024")
    passage = passage_at(text, at)
    said = {key(finding) for finding in check_passage(text, at, period=period)}
    full = whole(text, period)
    assert said <= full
    from drafter.checking import LOCAL

    inside = {one for one in full if passage.start <= one[1] < passage.end and one[0] in LOCAL}
    assert inside <= said
