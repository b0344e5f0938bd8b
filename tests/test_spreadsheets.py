"""What begins like a formula is shown by a spreadsheet, not run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.spreadsheets import as_csv, as_typed, inert

CELLS = [
    ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
    ("+cmd|' /C calc'!A1", "'+cmd|' /C calc'!A1"),
    ("- Hộ nghèo", "'- Hộ nghèo"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("-2,8", "-2,8"),
    ("+1.250", "+1.250"),
    ("-2+3", "'-2+3"),
    ("hộ nghèo", "hộ nghèo"),
    ("", ""),
]


@pytest.mark.parametrize(("words", "written"), CELLS)
def test_a_cell_is_inert(words: str, written: str) -> None:
    assert inert(words) == written
    assert as_typed(written) == words


@given(st.text(max_size=8))
def test_what_goes_out_comes_back(words: str) -> None:
    written = inert(words)
    assert as_typed(written) == words or words[:1] == "'"
    assert not written.startswith(("=", "@", "\t", "\r"))


def test_the_lines_of_a_table() -> None:
    assert as_csv([("a", "=1"), ("b", 'x "y"')]) == 'a,\'=1\r\nb,"x ""y"""\r\n'
