"""What a person types, and what is found."""

import sys

import pytest

from drafter.archive import Archive, parse_query, search
from drafter.archive.search import bare_mapped, cut
from tests.archive.papers import paper, record


@pytest.fixture(autouse=True)
def _filed(archive: Archive) -> None:
    for number, (name, year) in enumerate((("Nậm Khao", 2022), ("Nậm Khao", 2023), ("Pa Vệ Sử", 2023))):
        archive.put(
            record(paper(name, year, poor=80 + number)),
            path=f"corpus/{number}.txt",
            hash=str(number),
            size=1,
            modified=1,
        )


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        ("to hoa giai", "tổ hoà giải"),
        ("TỔ HÒA GIẢI", "tổ hoà giải"),
        ("tổ hoà giải", "tổ hoà giải"),
        ("khoẻ về người", "khỏe về người"),
        ("nghe\u0300o", "nghèo"),  # decomposed
        ('"buổi nói chuyện"', "buổi nói chuyện"),
        ("“hộ cận nghèo”", "hộ cận nghèo"),
        ("chuy*", "chuy"),
        ("217-QD/TW", "217-QĐ/TW"),
        ("1.250", "1.250"),
        ("so 217*", "số 217"),
    ],
)
def test_found_however_it_is_typed(archive: Archive, said: str, hit: str) -> None:
    best = search(archive, parse_query(said))[0]
    assert best.snippet[slice(*best.marks[0])] == hit


@pytest.mark.parametrize(
    "said", ["", "  ", "?!", '""', "*", "không đâu có", '"nghèo hộ"', 'AND OR NOT "', "a:b^c", "')--"]
)
def test_nothing_to_find_is_nothing(archive: Archive, said: str) -> None:
    assert search(archive, parse_query(said)) == ()


@pytest.mark.parametrize(
    ("narrowed", "paths"),
    [
        ({}, {"0", "1", "2"}),
        ({"unit": "Nậm Khao"}, {"0", "1"}),
        ({"unit": "pa ve su"}, {"2"}),
        ({"period": "2022-H1"}, {"0"}),
        ({"period": "2023"}, {"1", "2"}),
        ({"unit": "nam khao", "period": "2023"}, {"1"}),
        ({"period": "2021"}, set()),
        ({"section": "giảm nghèo"}, {"0", "1", "2"}),
        ({"section": "I.2"}, {"0", "1", "2"}),
        ({"section": "I.3"}, set()),
    ],
)
def test_filters(archive: Archive, narrowed: dict[str, str], paths: set[str]) -> None:
    hits = search(archive, parse_query('"cận nghèo"', **narrowed))
    assert {hit.path.removeprefix("corpus/").removesuffix(".txt") for hit in hits} == paths


def test_a_section_holds_its_sub_sections(archive: Archive) -> None:
    assert {hit.section for hit in search(archive, parse_query("hộ nghèo", section="I"))} == {"I.2"}
    assert {hit.section for hit in search(archive, parse_query("hộ nghèo", section="nhiệm vụ trọng tâm"))} == {"II"}


def test_a_hit_says_where_it_stands(archive: Archive) -> None:
    (hit,) = search(archive, parse_query("cận nghèo", unit="Pa Vệ Sử"))
    assert (hit.section, hit.label, hit.title, hit.period) == ("I.2", "2.", "Giảm nghèo", "2023-H1")
    assert paper("Pa Vệ Sử", 2023, poor=82)[hit.start : hit.end] == hit.paragraph
    assert hit.paragraph.startswith("Cuối kỳ")


def test_words_side_by_side_come_first(archive: Archive) -> None:
    body = "I. KẾT QUẢ\n1. Một\nĐoàn xã mở lớp; thanh niên đi đầu.\n2. Hai\nĐoàn thanh niên mở lớp."
    archive.put(record(paper("Mù Cả", body=body)), path="corpus/9.txt", hash="9", size=1, modified=1)
    assert [hit.section for hit in search(archive, parse_query("doan thanh nien"))] == ["I.2", "I.1"]


def test_one_report_in_two_formats_counts_once(archive: Archive) -> None:
    archive.put(record(paper("Nậm Khao", 2022, poor=80)), path="corpus/0.docx", hash="0d", size=1, modified=1)
    assert len(search(archive, parse_query('"80 hộ nghèo"'))) == 1


def test_a_large_archive_finds_the_same(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    small = {said: {hit.path for hit in search(archive, parse_query(said))} for said in ("hộ nghèo", "tổ giải", "bản*")}
    for name, value in (("LARGE", 0), ("COMMON", 1), ("BROAD", 2)):
        monkeypatch.setattr(sys.modules["drafter.archive.search"], name, value)
        assert {said: {hit.path for hit in search(archive, parse_query(said))} for said in small} == small


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = "một " * 100 + "đây rồi " + "hai " * 100
    start = text.index("đây")
    snippet, ((begin, end),) = cut(text, [(start, start + 7)])
    assert snippet[begin:end] == "đây rồi"
    assert snippet.startswith("… một") and snippet.endswith("hai …")
    assert len(snippet) < 250


def test_bare_letters_know_their_place() -> None:
    text = "Đo\u0302\u0323ng – hòa"  # decomposed: one letter of three characters
    folded = bare_mapped(text)
    assert folded.text == "dong - hoa"
    assert text[slice(*folded.span(7, 10))] == "hòa"
