"""Figures of single sentences: a table of sentences → what a careful reader finds (figures.txt), and laws."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.extracting.figures import find_figures
from drafter.model.fact import Figure, Qualifier

_Expected = tuple[str, str, str, str, str]


def _cases() -> list[tuple[str, list[_Expected]]]:
    cases: list[tuple[str, list[_Expected]]] = []
    for line in (Path(__file__).parent / "figures.txt").read_text("utf-8").splitlines():
        if line.startswith("> "):
            cases.append((line[2:], []))
        elif line and not line.startswith("#"):
            text, value, unit, qualifier, subject = line.split(" | ")
            cases[-1][1].append((text, value, unit, qualifier, subject))
    return cases


CASES = _cases()


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _value(figure: Figure) -> str:
    if figure.parts:
        return "/".join(map(_plain, figure.parts))
    return _plain(figure.value) if figure.value is not None else f"{_plain(figure.low)}..{_plain(figure.high)}"


def _row(figure: Figure) -> _Expected:
    return (figure.text, _value(figure), figure.unit or "-", str(figure.qualifier or "-"), figure.subject or "-")


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_figures_of_a_sentence(sentence: str, expected: list[_Expected]) -> None:
    found = [_row(figure)[:4] for figure in find_figures(sentence, 0, len(sentence))]
    assert found == [row[:4] for row in expected]


def subjects_right() -> tuple[int, int]:
    """How many subjects are as the table has them, and how many it has."""
    said = wanted = 0
    for sentence, expected in CASES:
        rows = {row[0]: row[4] for row in map(_row, find_figures(sentence, 0, len(sentence)))}
        said += sum(rows.get(row[0]) == row[4] for row in expected)
        wanted += len(expected)
    return said, wanted


def test_nine_of_ten_subjects_are_right() -> None:
    said, wanted = subjects_right()
    assert wanted > 500
    assert said / wanted >= 0.95


@pytest.mark.parametrize(
    ("sentence", "kind", "direction", "base"),
    [
        ("Toàn xã có 412 hộ, trong đó hộ nghèo 31 hộ.", "part-of", None, 0),
        ("Đã giải quyết 28/32 đơn (87,5%).", "share-of", None, 0),
        ("Thu nhập tăng 12,3% so với cùng kỳ.", "change", "up", None),
        ("Số vụ giảm 3 vụ.", "change", "down", None),
        ("Cao hơn 2,5% so với năm trước.", "change", "up", None),
        ("Thu quỹ 45 triệu đồng, đạt 105% kế hoạch.", "plan", None, 0),
        ("Bằng 96% cùng kỳ.", "same-period", None, None),
        ("Cùng kỳ 118 cuộc.", "same-period", None, None),
        ("Lũy kế 1.250 cuộc.", "cumulative", None, None),
        ("Chỉ tiêu 20 đảng viên.", "target", None, None),
        ("Mức hỗ trợ 5 triệu đồng/hộ.", "per", None, None),
    ],
)
def test_relation_of_the_last_figure(sentence: str, kind: str, direction: str | None, base: int | None) -> None:
    relation = find_figures(sentence, 0, len(sentence))[-1].relation
    assert relation is not None
    assert (relation.kind, relation.direction, relation.base) == (kind, direction, base)


@pytest.mark.parametrize(
    ("text", "step", "exact"),
    [
        ("312 hộ", "1", True),
        ("184.350.000 đồng", "1", True),
        ("3,7 tỷ đồng", "100000000", False),
        ("119 tỷ 214 triệu đồng", "1000000", False),
        ("93,3%", "0.1", False),
        ("95%", "1", False),
        ("812,40 tấn", "0.01", False),
        ("1,2 triệu lượt người", "100000", False),
        ("15 năm", "1", True),
    ],
)
def test_step_and_exactness(text: str, step: str, exact: bool) -> None:
    (figure,) = find_figures(text, 0, len(text))
    assert (figure.step, figure.exact) == (Decimal(step), exact)


@pytest.mark.parametrize(
    ("text", "printed", "number", "value"),
    [
        ("Hỗ trợ ⟦312⟧ hộ nghèo", "⟦312⟧ hộ", "312", 312),
        ("đạt ⟦93,3⟧% kế hoạch", "⟦93,3⟧%", "93,3", Decimal("93.3")),
        ("thu được ⟦3,7⟧ tỷ đồng", "⟦3,7⟧ tỷ đồng", "3,7", 3_700_000_000),
        ("gồm ⟦25 (hai mươi lăm)⟧ hộ", "⟦25 (hai mươi lăm)⟧ hộ", "25", 25),
        ("còn ⟦12⟧.", "⟦12⟧", "12", 12),
    ],
)
def test_carried_figures_keep_their_brackets(text: str, printed: str, number: str, value: Decimal | int) -> None:
    (figure,) = find_figures(text, 0, len(text))
    assert (figure.text, figure.value, figure.placeholder) == (printed, value, True)
    assert text[figure.number_start : figure.number_end] == number


@pytest.mark.parametrize("text", ["⟦?⟧ hộ", "đạt ⟦?%⟧", "trước ngày ⟦30/5/2022?⟧"])
def test_what_is_still_asked_for_is_no_figure(text: str) -> None:
    assert find_figures(text, 0, len(text)) == []


def test_emphasis_is_looked_through() -> None:
    text = "Có **312** hộ nghèo"
    (figure,) = find_figures(text, 0, len(text))
    assert (figure.value, figure.unit, figure.qualifier) == (312, "hộ", None)
    assert text[figure.start : figure.end] == figure.text


def test_a_decomposed_text_says_the_same() -> None:
    for sentence, expected in CASES[:80]:
        split = unicodedata.normalize("NFD", sentence)
        found = find_figures(split, 0, len(split))
        assert [_row(figure)[1:4] for figure in found] == [row[1:4] for row in expected]
        assert all(split[figure.start : figure.end] == figure.text for figure in found)


def test_a_bound_is_read_from_both_sides() -> None:
    text = "từ 10% trở lên"
    (figure,) = find_figures(text, 0, len(text))
    assert figure.qualifier is Qualifier.AT_LEAST


_NUMBERS = st.sampled_from(["12", "1.250", "3,7", "2022", "01", "5/6", "12/5/2023", "một", "năm", "hai mươi lăm"])
_WORDS = st.sampled_from(["tỷ", "triệu", "đồng", "hộ nghèo", "người", "đến", "tăng", "trong đó", "Điều", "số 18-NQ/TW"])
_MARKS = st.sampled_from(["%", "/", "-", "(", ")", ".", ",", ":", ";", "⟦", "⟧", "**", " ", "\n", "\t", "…"])
_PIECES = st.one_of(_NUMBERS, _WORDS, _MARKS)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30))
def test_spans_slice_back_and_stay_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    figures = find_figures(text, 0, len(text))
    last = 0
    for figure in figures:
        assert text[figure.start : figure.end] == figure.text
        assert last <= figure.start <= figure.number_start < figure.number_end <= figure.end
        assert (figure.value is not None) + (figure.parts is not None) + (figure.low is not None) == 1
        last = figure.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.lists(_PIECES, max_size=12))
def test_a_stretch_is_read_as_if_it_stood_alone(before: str, pieces: list[str]) -> None:
    words = " ".join(pieces)
    text = before + words + "\n sau đó 5 hộ"
    inside = find_figures(text, len(before), len(before) + len(words))
    alone = find_figures(words, 0, len(words))
    assert [_row(figure) for figure in inside] == [_row(figure) for figure in alone]


@pytest.mark.parametrize(
    ("sentence", "signed"),
    [
        ("Dân số giảm 120 người (-2,4%).", [Decimal(120), Decimal("-2.4")]),
        ("Nhiệt độ xuống -3°C.", [Decimal(-3)]),
        ("Thôn A -12 hộ; bình quân 25-30 người.", [Decimal(12), None]),
    ],
)
def test_a_minus_sign_is_known_beside_the_printed_number(sentence: str, signed: list[Decimal | None]) -> None:
    assert [figure.signed for figure in find_figures(sentence, 0, len(sentence))] == signed
