"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.language.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Đã tổ chức 45 cuộc. Kết quả tốt.", ["Đã tổ chức 45 cuộc.", "Kết quả tốt."]),
        ("Ủy ban MTTQ TP. Huế họp. Đ/c Nguyễn V. An dự.", ["Ủy ban MTTQ TP. Huế họp.", "Đ/c Nguyễn V. An dự."]),
        ("1. Công tác chung. 2. Công tác riêng.", ["1. Công tác chung.", "2. Công tác riêng."]),
        ("Thu 1.250.000 đồng; đạt 95,5%.", ["Thu 1.250.000 đồng; đạt 95,5%."]),
        ("Gồm: bài, tin, v.v… Các xã đều có.", ["Gồm: bài, tin, v.v…", "Các xã đều có."]),
        ("(Có phụ lục kèm theo.) Trân trọng!", ["(Có phụ lục kèm theo.)", "Trân trọng!"]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("Trên đây là báo cáo./.", ["Trên đây là báo cáo./."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text(alphabet="Aa1.!?… \n()", max_size=60))
def test_nothing_but_blanks_is_left_out(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[a:b] for a, b in spans).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in spans
    ) == "".join(text.split())
    assert all(a < b for a, b in spans)
