"""Folding joins what readers take for the same, and finds its way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.language.folding import bare, fold, fold_mapped, fold_words, old_tone_placement

VIETNAMESE = st.text(
    alphabet="aàáâãăạảấầẩẫậắằẳẵặbcdđeèéêẹẻẽếềểễệhiìíỉĩịoòóôõọỏốồổỗộơớờởỡợuùúụủũưứừửữựyýỳỷỹỵ ĐÂÊÔƠƯ-–“”.,1", max_size=60
)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "Thủy"),
        ("khoẻ", "khỏe"),
        ("UỶ", "ỦY"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("hoàn", "hoàn"),
        ("xoáy", "xoáy"),
        ("ngoèo", "ngoèo"),
    ],
)
def test_tone_marks_are_placed_the_old_way_in_open_syllables_alone(new: str, old: str) -> None:
    assert old_tone_placement(new) == old


def test_look_alikes_and_unicode_forms_are_one() -> None:
    assert fold("Ðảng uỷ – “Vì người nghèo”") == fold(unicodedata.normalize("NFD", 'Đảng ủy - "Vì người nghèo"'))


def test_words_are_compared_without_punctuation() -> None:
    assert fold_words("**Về công tác:** xây dựng Đảng;") == "về công tác xây dựng đảng"


def test_search_is_blind_to_accents() -> None:
    assert bare("Ngày hội Đại đoàn kết") == "ngay hoi dai doan ket"


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE, st.sampled_from(["NFC", "NFD"]))
def test_every_folded_character_knows_where_it_came_from(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    folded = fold_mapped(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert folded.origin[-1] == len(text)
    assert list(folded.origin) == sorted(folded.origin)
    for index, char in enumerate(folded.text):
        start, end = folded.span(index, index + 1)
        assert char in fold(text[start:end] or char) or start == end
