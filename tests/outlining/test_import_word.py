"""An outline in Word says the same as the same outline typed: tables, footnotes, numbers and bullets that Word counts."""

from pathlib import Path

import pytest

from drafter.outlining import import_outline
from drafter.reading import read
from drafter.sectioning import section
from tests.outlining.rendering import CASES, case, rendered
from tests.outlining.word import outline_in_word

NAMES = sorted(path.stem for path in CASES.glob("*.txt"))
# Where each level begins anew only under a new one of the level above, as a list of Word counts.
COUNTED = (
    "ban_chi_dao_6_thang",
    "cai_cach_nam",
    "chi_thi_3_nam",
    "dan_van_chu_thich",
    "thang_hanh_dong",
    "vu_dong_xuan",
)


def in_word(name: str, folder: Path, *, numbers: bool) -> list[str]:
    file = folder / f"{name}.docx"
    file.write_bytes(outline_in_word(case(name), numbers=numbers))
    document = read(file)
    return _without_lines(rendered(import_outline(document, section(document))))


def expected(name: str) -> list[str]:
    return _without_lines((CASES / f"{name}.expected").read_text("utf-8").splitlines())


def _without_lines(rows: list[str]) -> list[str]:
    """Doubts name lines, and a Word file has others."""
    return [row for row in rows if not row.startswith("doubt: dòng")]


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_with_typed_labels(name: str, tmp_path: Path) -> None:
    assert in_word(name, tmp_path, numbers=False) == expected(name)


@pytest.mark.parametrize("name", COUNTED)
def test_a_word_file_with_automatic_numbers(name: str, tmp_path: Path) -> None:
    assert in_word(name, tmp_path, numbers=True) == expected(name)
