"""A draft read and checked again after an edit: what is remembered changes nothing of what is found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import checking
from drafter.checking import CheckContext, Memory
from drafter.extracting import FactMemory
from drafter.model.finding import Finding
from drafter.model.period import Period
from drafter.pipeline.understanding import Understanding, understand_text

DRAFT = """---
outline: thu
period: 2024
---
# BÁO CÁO kết quả công tác năm 2024

## I. KẾT QUẢ {#i}

### 1. Tuyên truyền {#i-1}
Đã mở 20 lớp, gồm 8 lớp ở thôn và 9 lớp ở trường.
Thực hiện Kế hoạch số 12/KH-UBND ngày 15/3/2024 của UBND huyện, các ngành cùng làm.
- Tuyên truyền tại 12/12 thôn;
- Phát 1.200 tờ rơi.

### 2. Giám sát {#i-2}
Hòa giải 18/20 vụ việc, đạt 90%. Năm 2024 tổ chức 6 cuộc giám sát, tăng 2 cuộc so với năm 2023 (4 cuộc).

| TT | Nội dung | Năm 2023 | Năm 2024 |
| --- | --- | --- | --- |
| 1 | Lớp đã mở | 18 | 20 |
| 2 | Cuộc giám sát | 4 | 6 |

## II. NHIỆM VỤ NĂM 2025 {#ii}
Tiếp tục mở lớp trước ngày 30/6/2025; thực hiện Kế hoạch số 12/KH-UBND ngày 15/3/2024.
"""
PIECES = [
    "",
    "x",
    " ",
    "\n",
    "5",
    "Hòa giải 18/20 vụ việc, đạt 95%.\n",
    "### 3. Thi đua {#i-3}\n",
    "## III. KIẾN NGHỊ\n",
    "| 3 | Buổi họp | 2 | 9 |\n",
    "Ngày 31/4/2024, xã nghỉ; Kế hoạch số 12/KH-UBND ngày 16/3/2024.\n",
    "# BÁO CÁO kết quả công tác năm 2023\n",
    "Trong 6 tháng đầu năm, ",
    "⟦312⟧ hộ",
]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 120), st.sampled_from(PIECES)),
    min_size=1,
    max_size=5,
)


def edited(text: str, where: float, cut: int, piece: str) -> str:
    head = text.index("# BÁO CÁO") if "# BÁO CÁO" in text else 0
    at = head + int(where * (len(text) - head))
    return text[:at] + piece + text[at + cut :]


def findings(paper: Understanding, memory: Memory | None) -> tuple[Finding, ...]:
    context = CheckContext(paper.document, paper.tree, paper.facts, period=Period.parse("2024"))
    return checking.check(context, memory=memory, seconds=None).findings


@settings(max_examples=30, deadline=None)
@given(EDITS)
def test_what_is_remembered_changes_nothing(edits: list[tuple[float, int, str]]) -> None:
    text, facts, outcomes = DRAFT, FactMemory(), Memory()
    for edit in (None, *edits):
        text = edited(text, *edit) if edit else text
        fresh = understand_text(text, form="draft")
        again = understand_text(text, form="draft", memory=facts)
        assert again.facts == fresh.facts
        assert findings(again, outcomes) == findings(fresh, None)
