"""Tokens that keep numbers, dates and symbols whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from drafter.extracting.language import read_tokens, tallied


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("đạt 95,5%, tăng", ["đạt", "95,5%", ",", "tăng"]),
        ("ngày 12/12/2013.", ["ngày", "12/12/2013", "."]),
        ("số 217-QĐ/TW;", ["số", "217-QĐ/TW", ";"]),
        ("số 43/2022/QH15", ["số", "43/2022/QH15"]),
        ("dịch Covid-19 (đợt 2)", ["dịch", "Covid-19", "(", "đợt", "2", ")"]),
        ("1.250.000đ", ["1.250.000", "đ"]),
        ("tại TP. Huế (TX. cũ)", ["tại", "TP.", "Huế", "(", "TX.", "cũ", ")"]),
        ("06 đ/c, v.v.", ["06", "đ/c", ",", "v.v."]),
        ("“Số 12/KH-UBND-VX”", ["“", "Số", "12/KH-UBND-VX", "”"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in read_tokens(text)] == tokens


def test_text_and_sentences_are_kept() -> None:
    text = "Ủy ban MTTQ TP. Huế  họp.\n Đạt 45 cuộc. Kết thúc."
    doc = read_tokens(text)
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Ủy ban MTTQ TP. Huế  họp.",
        "Đạt 45 cuộc.",
        "Kết thúc.",
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("(Nhật Bản 71, Đài Loan 48, Hàn Quốc 13)", ["71", "48", "13"]),
        ("gồm: THCS Sơn Khê 12; TH Bản Vàng 9.", ["12", "9"]),
        ("trường Kim Đồng 1, Kim Đồng 2, Kim Đồng 3.", []),
        ("cài đặt, sử dụng VNeID 2, dịch vụ công", []),
    ],
)
def test_names_with_their_counts(text: str, counts: list[str]) -> None:
    places = sorted(tallied(text))
    assert [text[place : place + len(count)] for place, count in zip(places, counts, strict=True)] == counts


def test_plain_figures_do_not_load_spacy() -> None:
    code = "import sys, drafter.extracting as e; e.find_figures('312 hộ', 0, 6); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
