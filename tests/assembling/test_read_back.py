"""What is assembled reads back to the sections and the text of the draft."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drafter import assembling, drafting
from drafter.extracting import extract
from drafter.language.folding import fold_words
from drafter.reading import from_text, read
from drafter.sectioning import section

SAMPLES = sorted((Path(__file__).parents[2] / "corpus").glob("*/*.src.md"))

MADE = """---
unit: UBND xã Suối Ngàn
---
# Báo cáo tình hình 9 tháng đầu năm 2025

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2025, Ủy ban nhân dân xã báo cáo như sau:

## Phần thứ nhất: KẾT QUẢ 9 THÁNG {#phan-1}

### I. Kinh tế {#kinh-te}

#### 1. Trồng trọt {#trong-trot}

Gieo cấy 510,5 ha/500 ha kế hoạch (đạt 102,1%).

- Lúa mùa: 312 ha;
+ Nếp: 12 ha.

#### 2. Chăn nuôi {#chan-nuoi}

##### a) Đàn trâu {#dan-trau}

Có 1.205 con, giảm 14 con[^1].

### II. Văn hóa {#van-hoa}

| TT | Chỉ tiêu | Năm 2025 | < |
| ^ | ^ | Kế hoạch | Thực hiện |
|---|---|---|---|
| 1 | Gia đình văn hóa | 812 | ⟦790⟧ |

## Phần thứ hai: PHƯƠNG HƯỚNG {#phan-2}

Trước ngày 15/11/2025 hoàn thành việc rà soát.

[^1]: So với cùng kỳ năm 2024.
"""


def drafts() -> list[tuple[str, str]]:
    return [("made", MADE), *((path.stem, path.read_text("utf-8")) for path in SAMPLES)]


@pytest.mark.parametrize(("name", "text"), drafts(), ids=[name for name, _ in drafts()])
def test_sections_and_paragraphs_come_back(tmp_path: Path, name: str, text: str) -> None:
    draft = drafting.parse(text)
    target = tmp_path / "report.docx"
    target.write_bytes(assembling.assemble(draft, layout=assembling.choose_layout(None, draft)))
    source = from_text(text, path="a.md", format="draft")
    assembled = read(target)
    wanted = [(one.level, fold_words(one.label or ""), fold_words(one.title or "")) for one in section(source).sections]
    found = [
        (one.level, fold_words(one.label or ""), fold_words(one.title or "")) for one in section(assembled).sections
    ]
    if "phụ lục" not in text.lower():
        assert found == wanted
    assert [one for one in found if "phụ lục" not in one[1]] == [
        one for one in wanted if "phụ lục" not in one[1] + one[2]
    ]
    whole = fold_words(assembled.text)
    for block in source.blocks:
        if not block.cells and not block.look.anchor:
            assert fold_words(source.text[block.start : block.end].replace("[^1]", "")) in whole


@pytest.mark.parametrize(("name", "text"), drafts(), ids=[name for name, _ in drafts()])
def test_figures_dates_and_references_come_back(tmp_path: Path, name: str, text: str) -> None:
    draft = drafting.parse(text)
    target = tmp_path / "report.docx"
    target.write_bytes(assembling.assemble(draft, layout=assembling.choose_layout(None, draft)))
    source, assembled = from_text(text, path="a.md", format="draft"), read(target)
    wanted, found = extract(source, section(source)), extract(assembled, section(assembled))
    for kind in ("figures", "dates", "references"):
        before, after = (Counter(fold_words(one.text) for one in getattr(facts, kind)) for facts in (wanted, found))
        assert not before - after
        gained = after - before
        # The letterhead and the appendices' reference lines name the paper's own number and day.
        assert all("số" in words or words.startswith("ngày") for words in gained), gained
        assert kind != "figures" or not gained
