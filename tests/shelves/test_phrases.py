"""Phrases: loaded with located errors, filled in a sandbox."""

from pathlib import Path

import pytest

from drafter.errors import LocatedError, UsageError
from drafter.shelves import phrases
from drafter.shelves.templates import ngay, so
from drafter.workspace import Workspace

GOOD = """\
- id: to-chuc-hoi-nghi
  text: Tổ chức {{ so_cuoc | so }} hội nghị, kết thúc {{ han | ngay }}.
  sections: [tuyen-truyen]
  use: result
- id: mo-dau
  text: Thực hiện kế hoạch, đơn vị báo cáo như sau.
"""


def test_a_phrase_is_filled_as_reports_print_it() -> None:
    first, second = phrases.loads(GOOD)
    assert first.slots == ("so_cuoc", "han")
    assert (
        phrases.fill(first, {"so_cuoc": 3568, "han": "2023-06-05"})
        == "Tổ chức 3.568 hội nghị, kết thúc ngày 05 tháng 6 năm 2023."
    )
    assert phrases.fill(second, {}) == second.text


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (3568, "3.568"),
        ("3568", "3.568"),
        ("3.568", "3.568"),
        (12.5, "12,5"),
        ("1234567.25", "1.234.567,25"),
        (7, "7"),
        ("gần 20", "gần 20"),
        (-1200, "-1.200"),
    ],
)
def test_numbers_are_printed_with_dots_and_a_comma(value: object, printed: str) -> None:
    assert so(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2023-06-05", "ngày 05 tháng 6 năm 2023"),
        ("15/2/2024", "ngày 15 tháng 02 năm 2024"),
        ("1.12.2024", "ngày 01 tháng 12 năm 2024"),
    ],
)
def test_dates_are_printed_as_the_decree_asks(value: str, printed: str) -> None:
    assert ngay(value) == printed


@pytest.mark.parametrize(
    "text", ["{{ thieu }}", "{{ ''.__class__.__mro__ }}", "{{ han | ngay }}", "{{ x.y.z }}", "{{ range(9) }}"]
)
def test_what_cannot_be_filled_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        phrases.fill(text, {"han": "hôm qua"})


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("sections", "secions"), 3, "sections"),
        (GOOD.replace("id: mo-dau", "id: to-chuc-hoi-nghi"), 5, "to-chuc-hoi-nghi"),
        (GOOD.replace("{{ han | ngay }}", "{{ han"), 2, "han"),
        (GOOD.replace("  text: Thực hiện kế hoạch, đơn vị báo cáo như sau.\n", ""), 5, "text"),
        (GOOD.replace("{{ han | ngay }}", "{{ han | nga }}"), 2, "nga"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(LocatedError) as told:
        phrases.loads(text, "phrasebank/x.yaml")
    assert told.value.place.line == line
    assert words in str(told.value)


def test_the_workspace_goes_before_what_ships_and_accents_do_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "phrasebank"
    folder.mkdir()
    (folder / "rieng.yaml").write_text(GOOD, encoding="utf-8")
    found = phrases.load_all(Workspace(tmp_path))
    assert [phrase.id for phrase in found[:2]] == ["to-chuc-hoi-nghi", "mo-dau"]
    assert [phrase.id for phrase in phrases.search(found[:2], "hoi nghi")] == ["to-chuc-hoi-nghi"]


def test_phrases_are_added_behind_what_a_person_wrote() -> None:
    source = "# Câu của văn phòng.\nphrases:\n  - id: a\n    text: Một câu.\n"
    more = phrases.Phrase("b", "Tổ chức {{ so_cuoc | so }} cuộc 'giám sát'.", ("giam-sat",), source="corpus/x.docx (3)")
    text = phrases.appended(source, [more])
    assert text.startswith(source)
    assert [one.id for one in phrases.loads(text)] == ["a", "b"]
    assert phrases.loads(text)[1] == more
    with pytest.raises(LocatedError):
        phrases.appended(text, [more])
