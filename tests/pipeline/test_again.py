"""A draft checked again after every edit: the report is that of a full check of the draft as it is then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.checking import RULES, Rule
from drafter.errors import LocatedError
from drafter.model.finding import Waiver
from drafter.model.outline import Ask, Item, Outline
from drafter.pipeline.again import DraftCheck
from drafter.pipeline.checking import CheckWishes, check_paper
from drafter.pipeline.understanding import understand_text
from drafter.workspace import Settings, Workspace

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


FILLING = (
    "Các ngành phối hợp chặt chẽ, Nhân dân đồng tình hưởng ứng, đời sống ổn định, an ninh trật tự được giữ vững.",
    "Vận động ủng hộ 45 triệu đồng, tặng 30 suất quà, mỗi suất trị giá 500.000 đồng, tổng trị giá 15 triệu đồng.",
    "Toàn xã có 1.231 hộ, trong đó 98 hộ nghèo, chiếm 7,96%; hội nghị tổ chức tại 9/9 thôn ngày 12/4/2024.",
    "- Công tác phòng, chống tội phạm được quan tâm (theo Nghị quyết số 25/NQ-HĐND ngày 10/12/2023 của HĐND xã);",
    "Đồng chí Nguyễn Văn Thắng chủ trì; Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị được quán triệt.",
)


def long(text: str) -> str:
    """The draft with sections of ordinary text between its own."""
    filling = "".join(
        f"### {number}. Công tác khác {{#k-{number}}}\n"
        + "\n".join(FILLING[number % 3 :] + FILLING[: number % 3])
        + "\n\n"
        for number in range(3, 8)
    )
    return text.replace("## II. NHIỆM VỤ", f"{filling}## II. NHIỆM VỤ")


OUTLINE = Outline(
    "thu",
    "Báo cáo",
    "Báo cáo",
    items=(
        Item("i-1", "1.", "Tuyên truyền", asks=(Ask("Số lớp", wants_figures=True, figures=("số lớp",)),)),
        Item("i-9", "9.", "Công tác đối ngoại", guidance="nêu rõ số đoàn ra, đoàn vào trong kỳ báo cáo"),
    ),
)
WAIVERS = (Waiver("NUM401", "20 lớp", "i-1", "đã hỏi"), Waiver("TXT701", "nghành", None, "đã hỏi"))
PREVIOUS = understand_text(long(DRAFT).replace("2024", "2023").replace("18/20", "16/20"), form="draft")
WORKSPACE = Workspace(Path("nowhere"), Settings(check={"severity": {"TXT": "warning", "NUM402": "info"}}))


class Typing:
    """A draft being typed, and every state of it checked in both ways."""

    def __init__(self, wishes: CheckWishes) -> None:
        self._wishes = wishes
        self.checks = DraftCheck(Path("draft.md"), WORKSPACE, wishes)

    def holds(self, text: str) -> None:
        paper = understand_text(text, path="draft.md", form="draft")
        full = check_paper(paper, self._wishes, WORKSPACE, waivers=WAIVERS, previous=PREVIOUS)
        again = self.checks.check(text, waivers=WAIVERS, previous=PREVIOUS)
        assert replace(again, timings={}) == replace(full, timings={})


@settings(max_examples=12, deadline=None)
@given(EDITS, st.sampled_from(["quick", "final"]))
def test_after_every_edit_the_report_is_that_of_a_full_check(edits: list[tuple[float, int, str]], profile: str) -> None:
    text, typing = long(DRAFT), Typing(CheckWishes(outline=OUTLINE, profile=profile))
    for edit in (None, *edits):
        text = edited(text, *edit) if edit else text
        typing.holds(text)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 40), st.text("x5 ,.(\n", min_size=1, max_size=4), st.booleans())
def test_typing_in_a_paragraph(line: int, typed: str, inside: bool) -> None:
    """Character by character at the end or in the middle of a line of running text, and taken back again."""
    text, typing = long(DRAFT), Typing(CheckWishes(outline=OUTLINE))
    running = [one for one in text.split("\n") if one and one[0] not in "#|-o p"]
    at = text.index(running[line % len(running)]) + len(running[line % len(running)]) // (2 if inside else 1)
    for count in (*range(len(typed) + 1), 0):
        typing.holds(text[:at] + typed[:count] + text[at:])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_says_what_depends_on_an_edit(rule: Rule) -> None:
    """A rule's own examples typed into a draft, cut short, mended, and taken out again."""
    text, typing = long(DRAFT), Typing(CheckWishes(outline=OUTLINE, select=(rule.code,)))
    bad, good = (example.text.split("\n")[-3:] for example in (rule.bad, rule.good))
    at, further = text.index("### 5."), text.index("### 7.")
    for first, second in (
        (bad, []),
        (bad, bad[:1]),
        (bad[:-1], bad),
        ([bad[-1][:-4]], bad),
        (good, bad),
        (bad[1:], []),
        ([], []),
    ):
        lines, others = ("".join(f"{one}\n" for one in some) for some in (first, second))
        typing.holds(text[:at] + lines + text[at:further] + others + text[further:])


def test_a_check_that_failed_leaves_nothing_half_done() -> None:
    """Front matter that is no YAML stops a check; the draft mended is checked as any other."""
    text, typing = long(DRAFT), Typing(CheckWishes(outline=OUTLINE))
    typing.holds(text)
    with pytest.raises(LocatedError):
        typing.checks.check(text.replace("period: 2024", "period: [2024"))
    typing.holds(text.replace("9 lớp ở trường", "12 lớp ở trường"))
